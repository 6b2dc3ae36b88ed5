"""`ltc campaign`: what brings leads in."""

from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import campaign, entry, query
from ltc_cli.front import Read, Write
from ltc_cli.options import ExternalId, Fields, Limit, OnMatch, Sort, Where

app = typer.Typer()
EXAMPLES = (
    "ltc campaign add 'Spring webinar' --channel event --budget 2k --demo",
    "ltc campaign list --demo",
    "ltc lead list --campaign 'Autumn evenings' --demo",
)


@app.command(cls=Write)
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What it is called.")],
    channel: Annotated[str | None, typer.Option(help="Through which channel.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day.")] = None,
    budget: Annotated[str | None, typer.Option(help="What it may cost.")] = None,
    field: Fields = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Make a campaign, or change the one of that name."""
    desk = Desk.of(ctx)
    values = entry.given(
        field, None, name=name, channel=channel, since=since, until=until, budget=budget, external_id=external_id
    )
    desk.wrote(campaign.SOURCE, [campaign.add(desk.book, values, on_match=on_match)])


@app.command(name="list", cls=Read)
def list_(ctx: typer.Context, where: Where = None, sort: Sort = None, limit: Limit = None) -> None:
    """List campaigns, newest first."""
    desk = Desk.of(ctx)
    desk.show(query.listing(desk.book, campaign.SOURCE, where=where, sort=sort, limit=limit))


verbs.shows(app, campaign.SOURCE)
