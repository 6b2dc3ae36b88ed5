"""`ltc import`: what was taken in, and what could not be."""

from pathlib import Path
from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import import_run, query, ref
from ltc_cli.front import Read, Write
from ltc_cli.options import Limit, Since, Sort, Until, Where

Run = Annotated[str | None, typer.Argument(metavar="[RUN]", help="Such as R1; by default the newest.")]

app = typer.Typer()
EXAMPLES = (
    "ltc import list --demo",
    "ltc import list --where 'rejected > 0' --demo",
    "ltc import list --since -30d --demo",
)


@app.command(name="list", cls=Read)
def list_(
    ctx: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    sort: Sort = None,
    limit: Limit = None,
) -> None:
    """List imports, newest first."""
    desk = Desk.of(ctx)
    conditions = query.asked(desk.book, import_run.SOURCE, since=since, until=until)
    desk.show(query.listing(desk.book, import_run.SOURCE, where=where, conditions=conditions, sort=sort, limit=limit))


@app.command(cls=Read)
def show(ctx: typer.Context, run: Run = None) -> None:
    """Show an import: its file, what was taken as what, and what became of the rows."""
    from ltc_cli.domain import page

    desk = Desk.of(ctx)
    number = _number(desk, run)
    desk.show(import_run.in_full(page.of(desk.book, "import_run", number)))
    desk.say(import_run.way_back(desk.book, number))


@app.command(cls=Read)
def rejects(
    ctx: typer.Context,
    run: Run = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="A new file, CSV unless --format says so.")
    ] = None,
) -> None:
    """Print the rows that an import left out, as the table they came from, with why.

    As CSV or TSV every row stands as it stood, also one that is too short or too long; the last column is left out
    when the table comes back.
    """
    from ltc_cli import intake, newfile

    desk = Desk.of(ctx)
    number = _number(desk, run)
    style = desk.format if output is None or desk.option("format") or desk.flag("json") else "csv"
    if style not in ("csv", "tsv"):
        answer = import_run.rejects_listing(desk.book, number)
        desk.write(answer, output) if output is not None else desk.show(answer)
        return
    lines = intake.rejects(desk.book, number, "," if style == "csv" else "\t")
    newfile.write(output, lines) if output is not None else desk.hand_over(lines)


def _number(desk: Desk, run: str | None) -> int:
    return import_run.newest(desk.book) if run is None else ref.find(desk.book, run, "import_run")[1]


@app.command(name="all", cls=Write)
def all_(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR|FILE", help="What ltc export wrote without a noun.")],
) -> None:
    """Bring everything that was exported into an empty file, proved whole."""
    from ltc_cli import export

    desk = Desk.of(ctx)
    source = export.open_source(folder)
    desk.show(export.restore(desk.book, source))
    desk.settled()
