"""`ltc` and `ltc today`: what needs doing."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import day as days
from ltc_cli.front import Read

app = typer.Typer()


@app.command(cls=Read)
def today(
    ctx: typer.Context,
    for_: Annotated[str | None, typer.Option("--for", metavar="OWNER|TEAM", help="Whose day.")] = None,
) -> None:
    """What needs doing, most urgent first, with the command that does it."""
    desk = Desk.of(ctx)
    if desk.has_book():
        desk.show(days.agenda(desk.book, for_))
    else:
        desk.welcome()
