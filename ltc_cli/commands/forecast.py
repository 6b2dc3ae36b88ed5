"""`ltc forecast`: keep what was foretold, to score it later."""

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import query
from ltc_cli.domain.forecast import SOURCE
from ltc_cli.front import Read, Write
from ltc_cli.options import Limit, PeriodName, Since, Sort, Until, Where
from ltc_cli.review import forecast

app = typer.Typer()
EXAMPLES = (
    "ltc forecast freeze --period 2026-Q2 --demo",
    "ltc forecast list --demo",
    "ltc report accuracy --demo",
)


@app.command(cls=Write)
def freeze(ctx: typer.Context, period: PeriodName = None) -> None:
    """Keep the forecast of a period (this quarter) as it is today."""
    desk = Desk.of(ctx)
    number = forecast.freeze(desk.book, period)
    desk.wrote(SOURCE, [number], next_step="ltc report accuracy")


@app.command(name="list", cls=Read)
def list_(
    ctx: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    sort: Sort = None,
    limit: Limit = None,
) -> None:
    """List the forecasts that were kept, newest first."""
    desk = Desk.of(ctx)
    conditions = query.asked(desk.book, SOURCE, since=since, until=until)
    desk.show(query.listing(desk.book, SOURCE, where=where, conditions=conditions, sort=sort, limit=limit))


verbs.shows(app, SOURCE)
