"""`ltc export`: everything out."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.front import Read

app = typer.Typer()


@app.command(cls=Read)
def export(
    ctx: typer.Context,
    output: Annotated[str, typer.Option("-o", metavar="FILE|-", help="A new file; - is stdout.")] = "-",
) -> None:
    """Write the money as a journal for hledger: --format hledger."""
    from ltc_cli.domain import hledger

    desk = Desk.of(ctx)
    desk.expect_format("hledger", "ltc export --format hledger -o books.journal")
    desk.hand_over(hledger.journal(desk.book), output)
