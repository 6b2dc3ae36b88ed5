"""What `ltc help TOPIC` explains, taken from the things themselves, so that it cannot lag behind them."""

from collections.abc import Iterator
from importlib import import_module
from typing import NamedTuple

import typer

from ltc_cli import front
from ltc_cli.errors import LtcError, NotFound, nearest
from ltc_cli.roster import ENTRIES
from ltc_cli.shape import Column, Listing

FORMATS = {
    "table": "for people: fitted to a terminal, plain and at full width when piped",
    "json": "one value: a list of records, a record, or a report with its envelope",
    "jsonl": "a record a line, as it comes",
    "csv": "with a heading; cells that a spreadsheet would run are guarded by an apostrophe",
    "tsv": "the same between tabs",
    "markdown": "a table to paste into a document",
    "html": "a page to print or to send, whole in one file",
}
OTHER_VARIABLES = {
    "LTC_CURRENCY": "the currency of a new file: EUR, USD, CNY",
    "LTC_WAIT": "seconds a write waits for another program's before it gives up; 30",
    "LTC_DEBUG": "1: show the traceback of a bug",
    "NO_COLOR": "anything: no colours",
    "FORCE_COLOR": "1: colours also where there is no terminal",
    "COLUMNS": "how wide the terminal is taken to be",
}
COMPLETION = {
    "bash": 'eval "$(ltc completion bash)", in ~/.bashrc',
    "zsh": 'eval "$(ltc completion zsh)", in ~/.zshrc',
    "fish": "ltc completion fish > ~/.config/fish/completions/ltc.fish",
}


class Topic(NamedTuple):
    """One topic: what it answers, and the columns of its answer."""

    line: str
    columns: tuple[Column, ...]


TOPICS = {
    "exit-codes": Topic("what a script may rely on", (Column("code", "count"), Column("name"), Column("meaning"))),
    "environment": Topic("the variables that stand for options", (Column("variable"), Column("meaning"))),
    "formats": Topic("how an answer may be written", (Column("format"), Column("meaning"))),
    "metrics": Topic("every figure by the question it answers", (Column("report"), Column("question"))),
    "options": Topic("what every command takes", (Column("option"), Column("on"), Column("meaning"))),
    "all": Topic("every command there is", (Column("command"), Column("meaning"))),
}


def listing(name: str | None) -> Listing:
    """The answer to a topic, the list of topics when none is named; raises `NotFound` with the nearest."""
    if name is None:
        rows = [(f"ltc help {topic}", each.line) for topic, each in TOPICS.items()]
        return Listing("topic", (Column("topic"), Column("answers")), rows)
    if name not in TOPICS:
        begun = next((topic for topic in TOPICS if topic.startswith(name)), None)
        close = begun or nearest(name, [*TOPICS, *ENTRIES])
        hint = f"ltc {close} --help" if close in ENTRIES else f"ltc help {close}" if close else "ltc help"
        raise NotFound(f"there is no help topic {name!r}.", hint)
    answers = {
        "exit-codes": _exit_codes,
        "environment": _environment,
        "formats": lambda: iter(FORMATS.items()),
        "metrics": _metrics,
        "options": _options,
        "all": _commands,
    }
    return Listing("help", TOPICS[name].columns, list(answers[name]()))


def completion_script(shell: str) -> str:
    """The script that lets a shell complete commands, refs and stages; raises `NotFound` for other shells."""
    from typer._completion_shared import get_completion_script

    if shell not in COMPLETION:
        raise NotFound(f"there is no completion for the shell {shell!r}.", f"Shells: {', '.join(COMPLETION)}")
    script: str = get_completion_script(prog_name="ltc", complete_var="_LTC_COMPLETE", shell=shell)
    return f"# {COMPLETION[shell]}\n{script}"


def _exit_codes() -> Iterator[tuple[int, str, str]]:
    yield 0, "done", "It is done, or there was nothing to do."
    yield 1, "bug", "A bug in ltc; with LTC_DEBUG=1 it shows where."
    for error in sorted(LtcError.__subclasses__(), key=lambda each: each.exit_code):
        yield error.exit_code, error.name, _first_line(error.__doc__)
    yield 130, "interrupted", "Ctrl-C; nothing was changed."


def _environment() -> Iterator[tuple[str, str]]:
    for option in (*front.COMMON, *front.READS):
        name = option.names[0].lstrip("-")
        yield f"LTC_{name.upper().replace('-', '_')}", f"--{name}: {option.help}"
    yield from OTHER_VARIABLES.items()


def _options() -> Iterator[tuple[str, str, str]]:
    for kind, options in (("every command", front.COMMON), ("questions", front.READS), ("changes", front.WRITES)):
        for option in options:
            names = ", ".join(reversed(option.names))
            yield f"{names} {option.metavar or ''}".strip(), kind, option.help


def _metrics() -> Iterator[tuple[str, str]]:
    from ltc_cli import figures

    for name, entry in figures.REPORTS.items():
        yield f"ltc report {name}", entry.question


def _commands() -> Iterator[tuple[str, str]]:
    for entry in ENTRIES.values():
        app: typer.Typer = import_module(entry.module).app
        for info in app.registered_commands:
            assert info.callback is not None
            name = info.name or info.callback.__name__.rstrip("_").replace("_", "-")
            if not entry.alone:
                yield f"ltc {entry.name} {name}", _first_line(info.help or info.callback.__doc__)
            elif name == entry.name:
                yield f"ltc {name}", _first_line(info.help or info.callback.__doc__)


def _first_line(text: str | None) -> str:
    return (text or "").strip().split("\n", 1)[0]
