"""`ltc cost`: what was paid for, for what, and over which days."""

from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import cost, entry, query
from ltc_cli.front import Read, Write
from ltc_cli.options import Account, Channel, ExternalId, Fields, Limit, OnMatch, Since, Sort, Until, Where
from ltc_cli.verbs.imports import imports

app = typer.Typer()
EXAMPLES = (
    "ltc cost add 'Search ads' --amount 1200 --function marketing --channel web --since som --until eom --demo",
    "ltc cost add --amount 4500 --function sales --share web=60%,event=40% --demo",
    "ltc cost list --where 'function = marketing' --demo",
)
Function = Annotated[str, typer.Option(metavar="NAME", help=f"{', '.join(cost.FUNCTIONS[:-1])} or admin.")]


@app.command(cls=Write)
def add(
    ctx: typer.Context,
    amount: Annotated[str, typer.Option(metavar="M", help="Without tax; below zero: money back.")],
    function: Function,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="What was paid for.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First day it is spread over.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day.")] = None,
    channel: Channel = None,
    campaign: Annotated[str | None, typer.Option(help="For which campaign.")] = None,
    account: Account = None,
    line: Annotated[str | None, typer.Option(help="The line of the budget.")] = None,
    driver: Annotated[str | None, typer.Option(metavar="NAME", help="Share it by leads, opportunities …")] = None,
    share: Annotated[list[str] | None, typer.Option(metavar="CHANNEL=N%", help="… or by these shares.")] = None,
    variable: Annotated[bool | None, typer.Option("--variable/--fixed", help="Does it grow with volume?")] = None,
    quantity: Annotated[str | None, typer.Option(metavar="N", help="How much was bought for it.")] = None,
    due: Annotated[str | None, typer.Option(metavar="DATE", help="By when to pay it; none: paid at once.")] = None,
    paid: Annotated[str | None, typer.Option(metavar="DATE", help="When it was paid.")] = None,
    field: Fields = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Keep a cost of a day or of a span; what no channel is named for is shared by all."""
    desk = Desk.of(ctx)
    values = entry.given(
        field, None, name=name, amount=amount, function=function, since=since, until=until, channel=channel,
        campaign=campaign, account=account, line=line, driver=driver, quantity=quantity, due=due, paid=paid,
        variable=None if variable is None else ("yes" if variable else "no"), external_id=external_id,
    )  # fmt: skip
    number = cost.add(desk.book, values, shares=share or (), on_match=on_match)
    desk.wrote(cost.SOURCE, [number])


@app.command(name="list", cls=Read)
def list_(
    ctx: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    sort: Sort = None,
    limit: Limit = None,
) -> None:
    """List costs that begin in a span, newest first."""
    desk = Desk.of(ctx)
    conditions = query.asked(desk.book, cost.SOURCE, since=since, until=until)
    desk.show(query.listing(desk.book, cost.SOURCE, where=where, conditions=conditions, sort=sort, limit=limit))


verbs.shows(app, cost.SOURCE)
verbs.edits(app, cost.SOURCE, cost.edit)
imports(app, "cost")
