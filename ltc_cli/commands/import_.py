"""`ltc import`: what was taken in, and what could not be."""

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import import_run, query
from ltc_cli.front import Read
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
