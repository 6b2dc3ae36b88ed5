"""The front door: finds the command, hands it a desk, and turns errors into words and exit codes."""

import os
import re
import sys
from typing import Any, cast

import typer

from ltc_cli import front
from ltc_cli.desk import Desk
from ltc_cli.errors import LtcError
from ltc_cli.roster import ENTRIES, SECTIONS

_REF = re.compile(r"[A-Za-z][0-9]+", re.ASCII)


class Root(front.Level):
    """`ltc` itself: the roster, the day when no command is given, and a record when a ref is."""

    def __init__(self) -> None:
        super().__init__(
            name="ltc", help="Lead to cash in one file.", invoke_without_command=True, rich_markup_mode=None
        )
        self.commands = cast(Any, dict.fromkeys(ENTRIES))  # built when one is asked for
        self.params = [_version_option()]
        self.callback = lambda: None

    def lines(self) -> list[tuple[str, str]]:
        return [(entry.name, entry.help) for entry in ENTRIES.values()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        entry = ENTRIES.get(cmd_name)
        if entry is None:
            return None
        if entry.alone:
            return front.verb(entry.module, entry.name)
        return front.Noun(entry.name, entry.module, entry.help)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in ENTRIES and _REF.fullmatch(args[0]):
            args = ["show", *args]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        if not ctx._protected_args and not ctx.args:
            with front.verb(ENTRIES["today"].module, "today").make_context("today", [], parent=ctx) as inner:
                return inner.command.invoke(inner)
        return super().invoke(ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write("ltc: lead to cash in one file.  ltc [NOUN] VERB [REF…] [options]\n")
        told = {entry.beside for entry in ENTRIES.values()}
        for section in SECTIONS:
            formatter.write(f"\n{section.title}\n")
            for entry in section.entries:
                if not entry.hidden and entry.name not in told:
                    names = f"{entry.name}, {entry.beside}" if entry.beside else entry.name
                    formatter.write(f"  {names:<18}{entry.help}\n")


def _version_option() -> Any:
    def show(ctx: Any, param: Any, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            from ltc_cli import __version__

            typer.echo(f"ltc {__version__}")
            raise typer.Exit

    return typer.core.TyperOption(
        param_decls=["version", "--version"], is_flag=True, default=False, is_eager=True, expose_value=False,
        callback=show, hidden=True,
    )  # fmt: skip


def main(arguments: list[str] | None = None) -> None:
    """Run one command line and exit with its code."""
    words = sys.argv[1:] if arguments is None else arguments
    if "_LTC_COMPLETE" in os.environ:
        from typer._completion_classes import completion_init

        completion_init()
    desk = Desk(words)
    code = 0
    try:
        code = run(words, desk)
    finally:
        desk.close()
    sys.exit(code)


def run(words: list[str], desk: Desk) -> int:
    """Run one command line on a desk; returns the exit code of `ltc help exit-codes`."""
    try:
        result = Root().main(args=list(words), prog_name="ltc", standalone_mode=False, obj=desk)
        if result == 130:  # Typer makes this of Ctrl-C
            raise KeyboardInterrupt
        desk.flush()
        return result if isinstance(result, int) else 0
    except LtcError as error:
        desk.complain(error)
        return error.exit_code
    except typer.TyperException as error:
        desk.complain_usage(error)
        return 2
    except (KeyboardInterrupt, typer.Abort):
        desk.say("interrupted; nothing was changed." if desk.unfinished else "interrupted.")
        return 130
    except BrokenPipeError:
        desk.mute()
        return 0
    except SystemExit as end:
        if not isinstance(end.__context__, BrokenPipeError):  # which Typer ends with code 1
            raise
        desk.mute()
        return 0
    except Exception as error:
        known = desk.translate(error)
        if known is None:
            if os.environ.get("LTC_DEBUG"):
                raise
            desk.say(
                f"ltc: this is a bug: {type(error).__name__}: {error}\ntry: the same with LTC_DEBUG=1, and report it"
            )
            return 1
        if desk.recorded is not None and isinstance(error, OSError):
            desk.mute()
            desk.say(f"ltc: operation {desk.recorded} is recorded, but {known.message}")
            return 0
        desk.complain(known)
        return known.exit_code


if __name__ == "__main__":
    main()
