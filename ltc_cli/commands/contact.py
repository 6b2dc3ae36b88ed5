"""`ltc contact`: people, each at one company or several."""

from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import contact, entry, query, ref
from ltc_cli.front import Read, Write
from ltc_cli.options import Account, ExternalId, Fields, Limit, OnMatch, Ref, Sort, Tags, Where
from ltc_cli.verbs.imports import imports
from ltc_cli.verbs.merges import merges

app = typer.Typer()
EXAMPLES = (
    "ltc contact add 'Ada Lovelace' --email ada@example.com --account A1 --role buyer --demo",
    "ltc contact list --where 'accounts ~ lumen' --demo",
    "ltc contact link C1 A2 --role advisor --demo",
)


@app.command(cls=Write)
def add(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="The person.")] = None,
    email: Annotated[str | None, typer.Option(help="One address.")] = None,
    phone: Annotated[str | None, typer.Option(help="In any form.")] = None,
    account: Account = None,
    role: Annotated[str | None, typer.Option(help="What they are there: buyer, finance.")] = None,
    language: Annotated[str | None, typer.Option(help="What to write to them in: en, zh.")] = None,
    tag: Tags = None,
    field: Fields = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Make a contact."""
    desk = Desk.of(ctx)
    values = entry.given(field, tag, name=name, email=email, phone=phone, language=language, external_id=external_id)
    at = ref.find(desk.book, account, "account")[1] if account else None
    number = contact.add(desk.book, values, account=at, role=role, on_match=on_match)
    desk.wrote(contact.SOURCE, [number])


@app.command(name="list", cls=Read)
def list_(ctx: typer.Context, where: Where = None, sort: Sort = None, limit: Limit = None) -> None:
    """List contacts by name."""
    desk = Desk.of(ctx)
    desk.show(query.listing(desk.book, contact.SOURCE, where=where, sort=sort, limit=limit))


@app.command(cls=Write)
def link(
    ctx: typer.Context,
    person: Ref,
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="The company.")],
    role: Annotated[str | None, typer.Option(help="What they are there.")] = None,
) -> None:
    """Put a contact at a company, besides those they are at."""
    desk = Desk.of(ctx)
    number = ref.find(desk.book, person, "contact")[1]
    contact.link(desk.book, number, ref.find(desk.book, account, "account")[1], role)
    desk.wrote(contact.SOURCE, [number])


verbs.shows(app, contact.SOURCE)
verbs.edits(app, contact.SOURCE, contact.edit)
imports(app, "contact")
merges(app, "contact")
