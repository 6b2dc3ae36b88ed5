"""`ltc show`: any record."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import page, ref
from ltc_cli.front import Read

app = typer.Typer()


@app.command(cls=Read)
def show(
    ctx: typer.Context,
    record: Annotated[str, typer.Argument(metavar="REF", help="A ref, an e-mail, an external id or a name.")],
) -> None:
    """Show any record with its whole story; `ltc D7` is short for it."""
    desk = Desk.of(ctx)
    desk.show(page.of(desk.book, *ref.find(desk.book, record)))
