"""`ltc contract`: what was signed, for how long, and what it bills."""

from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import contract, entry, ref
from ltc_cli.front import Write
from ltc_cli.options import ExternalId, Fields, OnMatch, Reason, Refs, TaxRate, Terms

app = typer.Typer()
EXAMPLES = (
    "ltc contract sign --deal D51 --amount 1500 --every month --until eoy --demo",
    "ltc contract sign --quote Q49 --demo",
    "ltc contract renew K1 --until 2027-12-31 --demo",
)


@app.command(cls=Write)
def sign(
    ctx: typer.Context,
    quote: Annotated[str | None, typer.Option(metavar="REF", help="The quote it rests on.")] = None,
    deal: Annotated[str | None, typer.Option(metavar="REF", help="Or the deal.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Its first day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Its last day.")] = None,
    amount: Annotated[str | None, typer.Option(metavar="M", help="What it bills, without tax.")] = None,
    every: Annotated[str | None, typer.Option(metavar="month|quarter|year", help="How often.")] = None,
    tax: TaxRate = None,
    terms: Terms = None,
    title: Annotated[str | None, typer.Option(help="What it is called.")] = None,
    renew_by: Annotated[str | None, typer.Option(metavar="DATE", help="When to speak of its renewal.")] = None,
    field: Fields = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Sign a contract on a quote or a deal."""
    desk = Desk.of(ctx)
    book = desk.book
    number = contract.sign(
        book,
        of_quote=ref.find(book, quote, "quote")[1] if quote is not None else None,
        deal=ref.find(book, deal, "deal")[1] if deal is not None else None,
        plan=contract.Plan(since, until, amount, every, tax),
        values=entry.given(field, None, title=title, renew_by=renew_by, terms=terms, external_id=external_id),
        on_match=on_match,
    )
    desk.wrote(contract.SOURCE, [number], next_step="ltc invoice run" if every else "ltc order create --quote REF")


@app.command(cls=Write)
def renew(
    ctx: typer.Context,
    refs: Refs,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="The new last day; as long again.")] = None,
) -> None:
    """Let contracts go on."""
    verbs.steps(ctx, contract.SOURCE, refs, lambda book, numbers: contract.renew(book, numbers, until))


@app.command(cls=Write)
def terminate(ctx: typer.Context, refs: Refs, reason: Reason) -> None:
    """End contracts before their time; --on is the last day that is billed."""
    verbs.steps(ctx, contract.SOURCE, refs, lambda book, numbers: contract.terminate(book, numbers, reason))


verbs.lists(app, contract.SOURCE, contract.standing, "draft, signed, ended or terminated.")
verbs.shows(app, contract.SOURCE)
verbs.edits(app, contract.SOURCE, contract.edit)
