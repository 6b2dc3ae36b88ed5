"""`ltc import`: what was taken in, and what could not be."""

from pathlib import Path
from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import import_run, query
from ltc_cli.front import Read, Write
from ltc_cli.options import Limit, Since, Sort, Until, Where

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
