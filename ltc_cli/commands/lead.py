"""`ltc lead`: take in, answer, qualify, convert."""

from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import entry, lead, query, ref
from ltc_cli.front import Read, Write
from ltc_cli.options import (
    Channel,
    ExternalId,
    Fields,
    Limit,
    OnMatch,
    Owner,
    Reason,
    Ref,
    Refs,
    Sort,
    Status,
    Tags,
    Where,
)
from ltc_cli.verbs.imports import imports
from ltc_cli.verbs.merges import merges

app = typer.Typer()
EXAMPLES = (
    "ltc lead add 'Mia Chen' --company Brightwater --channel referral --demo",
    "ltc lead list --where 'status = new and amount > 5k' --demo",
    "ltc lead convert L150 --deal 'Pricing audit' --amount 9k --demo",
)


@app.command(cls=Write)
def add(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="The person.")] = None,
    company: Annotated[str | None, typer.Option(help="Where they work.")] = None,
    email: Annotated[str | None, typer.Option(help="One address.")] = None,
    phone: Annotated[str | None, typer.Option(help="In any form.")] = None,
    channel: Channel = None,
    campaign: Annotated[str | None, typer.Option(help="What brought it in.")] = None,
    owner: Owner = None,
    amount: Annotated[str | None, typer.Option(help="What it may be worth: 9k, '1250.50 EUR'.")] = None,
    country: Annotated[str | None, typer.Option(help="A code or a name.")] = None,
    tag: Tags = None,
    field: Fields = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Take in a new lead."""
    desk = Desk.of(ctx)
    values = entry.given(
        field, tag, name=name, company=company, email=email, phone=phone, channel=channel, campaign=campaign,
        amount=amount, country=country, external_id=external_id,
    )  # fmt: skip
    number = lead.add(desk.book, values, owner=owner, on_match=on_match)
    desk.wrote(lead.SOURCE, [number], next_step=f"ltc lead qualify L{number}")


@app.command(name="list", cls=Read)
def list_(
    ctx: typer.Context,
    status: Annotated[str | None, typer.Option(help="A status, or open.")] = None,
    owner: Owner = None,
    channel: Channel = None,
    campaign: Annotated[str | None, typer.Option(help="Through which campaign.")] = None,
    pool: Annotated[bool, typer.Option("--pool", help="Those that nobody owns.")] = False,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Created on or after.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Created on or before.")] = None,
    where: Where = None,
    sort: Sort = None,
    limit: Limit = None,
) -> None:
    """List leads, newest first."""
    desk = Desk.of(ctx)
    conditions = query.asked(
        desk.book, lead.SOURCE, owner=owner, channel=channel, campaign=campaign, since=since, until=until, pool=pool
    )
    conditions += lead.in_status(desk.book, status)
    desk.show(query.listing(desk.book, lead.SOURCE, where=where, conditions=conditions, sort=sort, limit=limit))


verbs.shows(app, lead.SOURCE)
verbs.edits(app, lead.SOURCE, lead.edit)


@app.command(cls=Write)
def qualify(ctx: typer.Context, refs: Refs) -> None:
    """Mark leads as worth pursuing."""
    verbs.step(ctx, lead.SOURCE, refs, lambda book, _, numbers: lead.qualify(book, numbers))


@app.command(cls=Write)
def nurture(ctx: typer.Context, refs: Refs) -> None:
    """Put leads where they are kept warm for later."""
    desk = Desk.of(ctx)
    numbers = ref.find_all(desk.book, desk.words(refs), "lead")
    lead.advance(desk.book, numbers, lead.nurturing(desk.book), verb="lead nurture")
    desk.wrote(lead.SOURCE, numbers, many="-" in refs)


@app.command(cls=Write)
def advance(
    ctx: typer.Context,
    refs: Refs,
    to: Status,
) -> None:
    """Move leads to a status of the process."""
    desk = Desk.of(ctx)
    numbers = ref.find_all(desk.book, desk.words(refs), "lead")
    lead.advance(desk.book, numbers, lead.status(desk.book, to), verb="lead advance")
    desk.wrote(lead.SOURCE, numbers, many="-" in refs)


@app.command(cls=Write)
def disqualify(ctx: typer.Context, refs: Refs, reason: Reason) -> None:
    """Close leads that will not buy."""
    desk = Desk.of(ctx)
    numbers = ref.find_all(desk.book, desk.words(refs), "lead")
    why = lead.reason(desk.book, reason)
    lead.advance(desk.book, numbers, desk.book.process.lead.disqualified, verb="lead disqualify", reason=why)
    desk.wrote(lead.SOURCE, numbers, many="-" in refs)


@app.command(cls=Write)
def reopen(ctx: typer.Context, refs: Refs) -> None:
    """Bring disqualified leads back."""
    desk = Desk.of(ctx)
    numbers = ref.find_all(desk.book, desk.words(refs), "lead")
    lead.reopen(desk.book, numbers)
    desk.wrote(lead.SOURCE, numbers, many="-" in refs)


@app.command(name="convert", cls=Write)
def convert_(
    ctx: typer.Context,
    record: Ref,
    account: Annotated[str | None, typer.Option(metavar="REF|new", help="Into which account.")] = None,
    contact: Annotated[str | None, typer.Option(metavar="REF|new", help="Into which contact.")] = None,
    deal: Annotated[str | None, typer.Option(metavar="TITLE|REF", help="A new deal's title, or a deal.")] = None,
    amount: Annotated[str | None, typer.Option(help="What the deal is worth.")] = None,
    pipeline: Annotated[str | None, typer.Option(help="The deal's pipeline.")] = None,
    no_deal: Annotated[bool, typer.Option("--no-deal", help="Only the account and the contact.")] = False,
) -> None:
    """Turn a lead into an account, a contact and a deal."""
    from ltc_cli.domain import convert  # it knows accounts, contacts and deals too

    desk = Desk.of(ctx)
    number = ref.find(desk.book, record, "lead")[1]
    targets = convert.targets(desk.book, account, contact, deal)
    became = convert.convert(desk.book, number, targets, amount=amount, pipeline=pipeline, no_deal=no_deal)
    desk.wrote(lead.SOURCE, [number], next_step=f"ltc deal show D{became.deal}" if became.deal else "")


verbs.hands(app, lead.SOURCE)
imports(app, "lead")
merges(app, "lead")
