"""`ltc account`: the companies that buy."""

from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import account, entry, query
from ltc_cli.front import Read, Write
from ltc_cli.options import Channel, ExternalId, Fields, Limit, OnMatch, Owner, Sort, Tags, Where
from ltc_cli.verbs.imports import imports
from ltc_cli.verbs.merges import merges

app = typer.Typer()
EXAMPLES = (
    "ltc account add 'Lumen GmbH' --country DE --channel referral --demo",
    "ltc account list --where 'open_deals > 0' --sort -open_deals --demo",
    "ltc account show A1 --demo",
)


@app.command(cls=Write)
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="The company.")],
    email: Annotated[str | None, typer.Option(help="One address.")] = None,
    phone: Annotated[str | None, typer.Option(help="In any form.")] = None,
    website: Annotated[str | None, typer.Option(help="Its address on the web.")] = None,
    country: Annotated[str | None, typer.Option(help="A code or a name.")] = None,
    address: Annotated[str | None, typer.Option(help="Where it is.")] = None,
    channel: Channel = None,
    owner: Owner = None,
    tag: Tags = None,
    field: Fields = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Make an account."""
    desk = Desk.of(ctx)
    values = entry.given(
        field, tag, name=name, email=email, phone=phone, website=website, country=country, address=address,
        channel=channel, external_id=external_id,
    )  # fmt: skip
    number = account.add(desk.book, values, owner=owner, on_match=on_match)
    desk.wrote(account.SOURCE, [number], next_step=f"ltc deal add 'What they may buy' --account A{number}")


@app.command(name="list", cls=Read)
def list_(
    ctx: typer.Context,
    owner: Owner = None,
    channel: Channel = None,
    pool: Annotated[bool, typer.Option("--pool", help="Those that nobody owns.")] = False,
    where: Where = None,
    sort: Sort = None,
    limit: Limit = None,
) -> None:
    """List accounts by name."""
    desk = Desk.of(ctx)
    conditions = query.asked(desk.book, account.SOURCE, owner=owner, channel=channel, pool=pool)
    desk.show(query.listing(desk.book, account.SOURCE, where=where, conditions=conditions, sort=sort, limit=limit))


verbs.shows(app, account.SOURCE)
verbs.edits(app, account.SOURCE, account.edit)
verbs.hands(app, account.SOURCE)
imports(app, "account")
merges(app, "account")
