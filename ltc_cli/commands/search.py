"""`ltc search`: every record and note that holds a text."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import search as finding
from ltc_cli.front import Read
from ltc_cli.options import Limit

app = typer.Typer()


@app.command(cls=Read)
def search(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(help="A part of a name, an e-mail, a phone, a note.")],
    limit: Limit = None,
) -> None:
    """Find records and notes that hold a text, in any script."""
    desk = Desk.of(ctx)
    desk.show(finding.search(desk.book, text, limit))
