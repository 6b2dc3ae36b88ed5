"""`ltc trace`: the chain both ways, from the first touch to the last payment."""

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import ref
from ltc_cli.domain import trace as traces
from ltc_cli.front import Read
from ltc_cli.options import Ref

app = typer.Typer()


@app.command(cls=Read)
def trace(ctx: typer.Context, record: Ref) -> None:
    """Follow a record both ways: from the first touch to the last payment."""
    desk = Desk.of(ctx)
    desk.show(traces.trace(desk.book, *ref.find(desk.book, record)))
