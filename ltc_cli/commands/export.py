"""`ltc export`: everything out."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.front import Read

app = typer.Typer()
EXAMPLES = (
    "ltc export lead -o leads.csv --demo",
    "ltc export lead deal account -o tables --demo",
    "ltc export -o book --demo",
)


@app.command(cls=Read)
def export(
    ctx: typer.Context,
    nouns: Annotated[list[str] | None, typer.Argument(metavar="[NOUN…]", help="Which; everything by default.")] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="DIR|FILE|-", help="A new folder or file; - is stdout.")
    ] = "-",
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a mark by which Excel knows UTF-8.")] = False,
) -> None:
    """Write tables: CSV, JSON lines or a workbook, or a journal for hledger.

    The table of a noun is one that its import reads. Without a noun everything is written without loss: a folder of
    tables, or -o book.xlsx, which ltc import all brings into an empty file. Only the history of operations stays
    behind: ltc backup keeps it.

    --format is csv, jsonl, xlsx or hledger; without it, -o says it by its ending. In CSV an apostrophe stands in front
    of a text that a spreadsheet would run as a formula, and the column ltc_guarded names those cells.
    """
    from ltc_cli import export as exports

    desk = Desk.of(ctx)
    asked = exports.ask(nouns or (), output, desk.option("format"), bom=bom)
    if asked.to == "-":
        desk.hand_over(exports.pieces(desk.book, asked))
    else:
        desk.say(exports.write(desk.book, asked).told())
