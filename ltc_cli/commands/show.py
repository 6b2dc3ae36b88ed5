"""`ltc show`: any record."""

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import page, ref
from ltc_cli.front import Read
from ltc_cli.options import Ref

app = typer.Typer()


@app.command(cls=Read)
def show(
    ctx: typer.Context,
    record: Ref,
) -> None:
    """Show any record with its whole story; `ltc D7` is short for it."""
    desk = Desk.of(ctx)
    desk.show(page.of(desk.book, *ref.find(desk.book, record)))
