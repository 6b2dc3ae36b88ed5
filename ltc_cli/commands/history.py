"""`ltc log` and `ltc undo`: what was done, and taking it back."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import history, ref
from ltc_cli.front import Read, Write
from ltc_cli.options import Limit

app = typer.Typer()


@app.command(cls=Read)
def log(
    ctx: typer.Context,
    record: Annotated[str | None, typer.Argument(metavar="[REF]", help="Only what touched this record.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Recorded on or after.")] = None,
    limit: Limit = None,
) -> None:
    """Show the history, newest first."""
    desk = Desk.of(ctx)
    about = ref.find(desk.book, record) if record is not None else None
    desk.show(history.log(desk.book, about=about, since=since, limit=limit))


@app.command(cls=Write)
def undo(
    ctx: typer.Context,
    operation: Annotated[
        int | None, typer.Argument(metavar="[OP]", min=1, help="Its number in ltc log; the newest by default.")
    ] = None,
) -> None:
    """Take an operation back; undoing an undo does it again."""
    desk = Desk.of(ctx)
    answer = history.undo(desk.book, operation)
    if answer is not None:
        desk.show(answer)
    desk.settled()
