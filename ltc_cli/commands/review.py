"""`ltc review`: what the month or quarter was, kept as it was told."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import query, ref
from ltc_cli.domain.review import SOURCE
from ltc_cli.front import Read, Write
from ltc_cli.options import Limit, Ref, Since, Sort, Until, Where
from ltc_cli.review import review

app = typer.Typer()
EXAMPLES = (
    "ltc review month --demo",
    "ltc review quarter 2025-Q4 --action 'win_rate: ask why deals are lost' --due +14d --demo",
    "ltc report restated --demo",
)
Name = Annotated[str | None, typer.Argument(metavar="[PERIOD]", help="By default the last one that is over.")]
Actions = Annotated[
    list[str] | None, typer.Option("--action", metavar="TEXT", help="What is to be done: 'win_rate: ask why'.")
]
Due = Annotated[str | None, typer.Option(metavar="DATE", help="By when: +14d, eom.")]


@app.command(cls=Write)
def month(ctx: typer.Context, period: Name = None, action: Actions = None, due: Due = None) -> None:
    """Review a month: freeze every figure, and tell signals from noise."""
    _hold(ctx, "month", period, action or [], due)


@app.command(cls=Write)
def quarter(ctx: typer.Context, period: Name = None, action: Actions = None, due: Due = None) -> None:
    """Review a quarter: freeze every figure, and tell signals from noise."""
    _hold(ctx, "quarter", period, action or [], due)


@app.command(name="list", cls=Read)
def list_(
    ctx: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    sort: Sort = None,
    limit: Limit = None,
) -> None:
    """List reviews, newest first."""
    desk = Desk.of(ctx)
    conditions = query.asked(desk.book, SOURCE, since=since, until=until)
    desk.show(query.listing(desk.book, SOURCE, where=where, conditions=conditions, sort=sort, limit=limit))


@app.command(cls=Read)
def show(ctx: typer.Context, record: Ref) -> None:
    """Show a review: signals, figures, what was restated since the one before, and actions."""
    desk = Desk.of(ctx)
    desk.show(review.page(desk.book, ref.find(desk.book, record, "review")[1]))


@app.command(cls=Read)
def diff(ctx: typer.Context, first: Ref, second: Ref) -> None:
    """Compare two reviews, figure by figure."""
    desk = Desk.of(ctx)
    one, other = (ref.find(desk.book, each, "review")[1] for each in (first, second))
    desk.show(review.diff(desk.book, one, other))


def _hold(ctx: typer.Context, kind: str, period: str | None, actions: list[str], due: str | None) -> None:
    desk = Desk.of(ctx)
    number = review.hold(desk.book, kind, period, actions, due)
    desk.show(review.page(desk.book, number))
    desk.settled()
