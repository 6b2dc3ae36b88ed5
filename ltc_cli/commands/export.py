"""`ltc export`: everything out."""

from pathlib import Path
from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.errors import BadUsage
from ltc_cli.front import Read

app = typer.Typer()


@app.command(cls=Read)
def export(
    ctx: typer.Context,
    output: Annotated[str, typer.Option("-o", metavar="FILE|-", help="A new file; - is stdout.")] = "-",
) -> None:
    """Write the money as a journal for hledger: --format hledger."""
    desk = Desk.of(ctx)
    if desk.option("format") != "hledger":
        raise BadUsage("export writes one format so far, a journal of hledger.", "ltc export --format hledger -o FILE")
    from ltc_cli import newfile
    from ltc_cli.domain import hledger

    lines = hledger.journal(desk.book)
    if output == "-":
        desk.out.writelines(lines)
    else:
        newfile.write(Path(output), lines)
