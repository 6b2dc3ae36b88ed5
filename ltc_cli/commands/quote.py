"""`ltc quote`: what is offered, sent, accepted or rejected."""

from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import entry, order, quote, ref, sale
from ltc_cli.domain import line as lines
from ltc_cli.front import Write
from ltc_cli.options import (
    Account,
    Currency,
    Discount,
    ExternalId,
    Fields,
    Gross,
    Lines,
    Message,
    OnMatch,
    Ref,
    Refs,
    Terms,
    WhyNot,
)

app = typer.Typer()
EXAMPLES = (
    "ltc quote create --deal D51 --line 'Audit=1@9000' --send --demo",
    "ltc quote line Q51 Consulting --quantity 10 --price 120 --tax 19% --demo",
    "ltc quote accept Q49 --win --order --demo",
)


@app.command(cls=Write)
def create(
    ctx: typer.Context,
    deal: Annotated[str | None, typer.Option(metavar="REF", help="What it is for.")] = None,
    account: Account = None,
    line: Lines = None,
    send: Annotated[bool, typer.Option("--send", help="Send it at once.")] = False,
    contact: Annotated[str | None, typer.Option(metavar="REF", help="Whom it goes to.")] = None,
    valid_until: Annotated[str | None, typer.Option(metavar="DATE", help="The last day it holds.")] = None,
    discount: Discount = None,
    currency: Currency = None,
    gross: Gross = False,
    terms: Terms = None,
    message: Message = None,
    field: Fields = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Make a quote for a deal or an account."""
    desk = Desk.of(ctx)
    book = desk.book
    number = quote.create(
        book,
        deal=ref.find(book, deal, "deal")[1] if deal is not None else None,
        account=ref.find(book, account, "account")[1] if account is not None else None,
        values=entry.given(
            field, None, contact=contact, valid_until=valid_until, terms=terms, message=message,
            external_id=external_id,
        ),
        terms=quote.Terms(currency, discount, gross),
        lines=[lines.short(word) for word in line or ()],
        send=send,
        on_match=on_match,
    )  # fmt: skip
    follow = f"ltc quote accept Q{number} --win --order" if send else f"ltc quote send Q{number}"
    desk.wrote(quote.SOURCE, [number], next_step=follow if line else f"ltc quote line Q{number} ITEM --price M")


verbs.lines(app, quote.SOURCE, quote.put_line, follow="ltc quote send {ref}")


@app.command(cls=Write)
def send(ctx: typer.Context, refs: Refs) -> None:
    """Send drafts: each gets its number."""
    verbs.steps(ctx, quote.SOURCE, refs, quote.send, "ltc quote accept {ref} --win --order")


@app.command(cls=Write)
def accept(
    ctx: typer.Context,
    refs: Refs,
    win: Annotated[bool, typer.Option("--win", help="Win its deal too, for what was quoted.")] = False,
    to_order: Annotated[bool, typer.Option("--order", help="Make an order of it too.")] = False,
) -> None:
    """Record that quotes were accepted."""
    desk = Desk.of(ctx)
    numbers = ref.find_all(desk.book, desk.words(refs), "quote")
    orders = sale.accept(desk.book, numbers, win=win, to_order=to_order)
    if orders:
        desk.wrote(order.SOURCE, orders, next_step=f"ltc order confirm O{orders[0]} --promise DATE")
    else:
        desk.wrote(quote.SOURCE, numbers, next_step=f"ltc order create --quote Q{numbers[0]}", many="-" in refs)


@app.command(cls=Write)
def reject(ctx: typer.Context, refs: Refs, reason: WhyNot = None) -> None:
    """Record that quotes were rejected."""
    verbs.steps(ctx, quote.SOURCE, refs, lambda book, numbers: quote.reject(book, numbers, reason))


@app.command(cls=Write)
def revise(ctx: typer.Context, record: Ref) -> None:
    """Make the next version of a quote; the one before is superseded."""
    desk = Desk.of(ctx)
    number = quote.revise(desk.book, ref.find(desk.book, record, "quote")[1])
    desk.wrote(quote.SOURCE, [number], next_step=f"ltc quote send Q{number}")


verbs.lists(app, quote.SOURCE, quote.standing, "draft, sent, expired, accepted, rejected or superseded.")
verbs.documents(app, quote.SOURCE)
verbs.edits(app, quote.SOURCE, quote.edit)
