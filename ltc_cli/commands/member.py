"""`ltc member`: who sells."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import entry, member, query
from ltc_cli.front import Read, Write
from ltc_cli.options import ExternalId, Fields, Limit, OnMatch, Sort, Where

app = typer.Typer()
EXAMPLES = (
    "ltc member add mia --email mia@example.com --team north --demo",
    "ltc member list --demo",
    "ltc lead assign L1 --to mia --demo",
)


@app.command(cls=Write)
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="As owners are called.")],
    email: Annotated[str | None, typer.Option(help="One address.")] = None,
    team: Annotated[str | None, typer.Option(help="Whom they work with.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day.")] = None,
    field: Fields = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Make a member, or change the one of that name."""
    desk = Desk.of(ctx)
    values = entry.given(
        field, None, name=name, email=email, team=team, since=since, until=until, external_id=external_id
    )
    desk.wrote(member.SOURCE, [member.add(desk.book, values, on_match=on_match)])


@app.command(name="list", cls=Read)
def list_(ctx: typer.Context, where: Where = None, sort: Sort = None, limit: Limit = None) -> None:
    """List members with what they look after."""
    desk = Desk.of(ctx)
    desk.show(query.listing(desk.book, member.SOURCE, where=where, sort=sort, limit=limit))
