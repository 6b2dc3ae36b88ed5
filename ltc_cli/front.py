"""How commands are declared: the options every command shares, and nouns that load only the verb asked for.

The common options stand before or after the command, and the innermost one typed wins: every level parses them, and
keeps what was typed in `ctx.meta`, which all levels share. A `Write` takes the options of a change, a `Read` those of
a question; each refuses the other's with a usage error.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NamedTuple, cast

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command_from_info

_MAKERS = ("add", "create", "record", "new")
"""Verbs that make a record: whichever of them a noun has, the others mean it too."""
META = "ltc"
"""The key in `ctx.meta` under which the common options typed are kept, by name."""


class Option(NamedTuple):
    """One shared option."""

    names: tuple[str, ...]
    help: str
    metavar: str | None = None
    """None: a flag."""


COMMON = (
    Option(("--db",), "The file to work in.", "FILE"),
    Option(("--format", "-f"), "table, json, jsonl, csv, tsv, markdown or html.", "NAME"),
    Option(("--json",), "The same as --format json."),
    Option(("--columns",), "Which columns, in which order: a,b,c.", "NAMES"),
    Option(("--lang",), "Language of the words: en or zh.", "LANG"),
    Option(("--today",), "A day that stands in for today.", "DATE"),
    Option(("--actor",), "Who is doing this.", "NAME"),
    Option(("--quiet", "-q"), "Print refs only, one a line."),
    Option(("--yes", "-y"), "Answer yes to every question."),
    Option(("--demo",), "Work on a throw-away copy of the demo file."),
)
WRITES = (
    Option(("--on",), "When it took place; now by default.", "DATE"),
    Option(("--note",), "Why, kept in the history.", "TEXT"),
    Option(("--next",), "The record's next step: 'fri call about budget'.", "TEXT"),
    Option(("--dry-run",), "Show what would be, and change nothing."),
)
READS = (
    Option(("--as-of",), "As it stood at the end of this day.", "DATE"),
    Option(("--known-at",), "As it was recorded at this moment.", "TIME"),
)


def _keep(ctx: typer.Context, param: Any, value: Any) -> Any:
    if value not in (None, False):
        name, kept = ("format", "json") if param.name == "json" else (param.name, value)
        ctx.meta.setdefault(META, {})[name] = kept
    return value


def _option(option: Option, *, hidden: bool) -> TyperOption:
    name = option.names[0].lstrip("-").replace("-", "_")
    return TyperOption(
        param_decls=[name, *option.names],
        type=None if option.metavar is None else str,
        is_flag=True if option.metavar is None else None,
        default=False if option.metavar is None else None,
        metavar=option.metavar,
        help=option.help,
        callback=_keep,
        expose_value=False,
        hidden=hidden,
    )


_built: dict[tuple[Option, bool], TyperOption] = {}


def _shared(options: tuple[Option, ...], *, hidden: bool = False) -> list[TyperOption]:
    return [
        _built.get((option, hidden)) or _built.setdefault((option, hidden), _option(option, hidden=hidden))
        for option in options
    ]


class _Command(TyperCommand):
    """A verb: its own options, then those of its kind, then the common ones (listed in `ltc help options`)."""

    kind: tuple[Option, ...] = ()
    other: tuple[Option, ...] = ()
    writes = False
    examples: tuple[str, ...] = ()
    """Of a verb that stands alone; those of a noun's verbs are told by the noun."""

    def get_params(self, ctx: Any) -> Any:
        own = super().get_params(ctx)
        return [*own[:-1], *_shared(self.kind), *_shared(COMMON, hidden=True), *own[-1:]]

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        for word in args:
            if word == "--":
                break
            name = word.split("=", 1)[0]
            if any(name in option.names for option in self.other):
                change = "asks and changes nothing" if not self.writes else "changes the file"
                ctx.fail(f"{ctx.command_path} {change}: it does not take {name}.")
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        ctx.obj.begin(ctx.meta.get(META, {}), writes=self.changes(ctx))
        return super().invoke(ctx)

    def changes(self, ctx: Any) -> bool:
        """Whether the command as it was typed may change the file."""
        return self.writes

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        _write_examples(formatter, self.examples)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text("Also on every command: --db, --format, --json, … See: ltc help options")


class Read(_Command):
    """A verb that asks."""

    kind: tuple[Option, ...] = READS
    other = WRITES

    def invoke(self, ctx: Any) -> Any:
        answer = super().invoke(ctx)
        ctx.obj.remark()
        return answer


class Write(_Command):
    """A verb that changes the file."""

    kind = WRITES
    other = READS
    writes = True


class Plain(_Command):
    """A verb that looks after the file itself, and takes the common options only."""


class Mend(_Command):
    """A verb that looks, and changes what it found only with its option `--fix` or `--merge`."""

    kind = tuple(option for option in WRITES if option.names[0] in ("--note", "--dry-run"))

    def changes(self, ctx: Any) -> bool:
        return bool(ctx.params.get("fix") or ctx.params.get("merge"))


class Level(TyperGroup):
    """A group that parses the common options too; it knows its commands by name and loads one at a time."""

    def get_params(self, ctx: Any) -> Any:
        own = super().get_params(ctx)
        return [*own[:-1], *_shared(COMMON, hidden=True), *own[-1:]]

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        ctx.obj = ctx.obj if ctx.parent is None else ctx.parent.obj
        return super().parse_args(ctx, args)

    def lines(self) -> list[tuple[str, str]]:
        """The names of the commands with their one line of help, without building any of them."""
        raise NotImplementedError

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        from typer._click.shell_completion import CompletionItem

        named = [CompletionItem(name, help=line) for name, line in self.lines() if name.startswith(incomplete)]
        return named or TyperCommand.shell_complete(cast(Any, self), ctx, incomplete)


class Noun(Level):
    """A noun: its module is imported when one of its verbs is looked up, and only that verb is built."""

    def __init__(self, name: str, module: str, line: str) -> None:
        super().__init__(name=name, help=line, no_args_is_help=True, rich_markup_mode=None)
        self.module = module

    def lines(self) -> list[tuple[str, str]]:
        visible = [info for info in self._app().registered_commands if not info.hidden]
        return [(_name(info), _line(info)) for info in visible]

    def list_commands(self, ctx: Any) -> list[str]:
        return [_name(info) for info in self._app().registered_commands if not info.hidden]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        infos = {_name(info): info for info in self._app().registered_commands}
        if cmd_name in _MAKERS:
            cmd_name = next((name for name in (cmd_name, *_MAKERS) if name in infos), cmd_name)
        info = infos.get(cmd_name)
        self.commands = cast(Any, dict.fromkeys(infos))  # what a mistyped verb is compared with
        if info is None:
            return None
        return get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        _write_examples(formatter, getattr(import_module(self.module), "EXAMPLES", ()))

    def _app(self) -> typer.Typer:
        app: typer.Typer = import_module(self.module).app
        return app


def verb(module: str, function: str) -> Any:
    """Build one top-level command from its module."""
    loaded = import_module(module)
    app: typer.Typer = loaded.app
    for info in app.registered_commands:
        if _name(info) == function:
            command: Any = get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
            command.examples = getattr(loaded, "EXAMPLES", ())
            return command
    raise LookupError(function)


def _write_examples(formatter: Any, examples: Sequence[str]) -> None:
    if examples:
        with formatter.section("Try"):
            for example in examples:
                formatter.write(f"  {example}\n")


def _name(info: Any) -> str:
    callback: Callable[..., Any] = info.callback
    return info.name or callback.__name__.rstrip("_").replace("_", "-")


def _line(info: Any) -> str:
    text: str = info.help or info.callback.__doc__ or ""
    return text.strip().split("\n", 1)[0]
