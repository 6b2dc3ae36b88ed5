"""`ltc budget`: what may be spent."""

from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import budget, query
from ltc_cli.front import Read, Write
from ltc_cli.options import Limit, PeriodName, Sort, Where

app = typer.Typer()
EXAMPLES = (
    "ltc budget set --function marketing --amount 9k --period 2026-Q2 --demo",
    "ltc budget set --function production --amount 100k --period 2026-Q1 --volume 12500 --measure units --demo",
    "ltc budget list --demo",
)


@app.command(name="set", cls=Write)
def set_(
    ctx: typer.Context,
    amount: Annotated[str, typer.Option(metavar="M", help="What it may cost, without tax.")],
    function: Annotated[str, typer.Option(metavar="NAME", help="marketing, sales, fulfilment, production, admin.")],
    period: PeriodName = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Instead of a period: its first day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Its last day.")] = None,
    line: Annotated[str | None, typer.Option(help="A line of the function.")] = None,
    volume: Annotated[str | None, typer.Option(metavar="N", help="Planned: the budget grows with it.")] = None,
    measure: Annotated[str | None, typer.Option(metavar="NAME", help="leads, customers, orders or units.")] = None,
    quantity: Annotated[str | None, typer.Option(metavar="N", help="What the volume takes of what is bought.")] = None,
) -> None:
    """Set what a function, or a line of it, may cost in a period."""
    desk = Desk.of(ctx)
    given = budget.Given(function, amount, period, since, until, line, volume, measure, quantity)
    desk.wrote(budget.SOURCE, [budget.put(desk.book, given)], next_step="ltc report costs")


@app.command(name="list", cls=Read)
def list_(ctx: typer.Context, where: Where = None, sort: Sort = None, limit: Limit = None) -> None:
    """List budgets, newest period first."""
    desk = Desk.of(ctx)
    desk.show(query.listing(desk.book, budget.SOURCE, where=where, sort=sort, limit=limit))


verbs.shows(app, budget.SOURCE)
