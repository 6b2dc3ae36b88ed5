"""`ltc order`: what was bought, when it is promised, and how far it is delivered."""

from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import delivery, entry, order, ordering, quote, ref
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
    Picks,
    Ref,
    Refs,
    Tags,
    Terms,
    WhyNot,
)
from ltc_cli.verbs.imports import imports

app = typer.Typer()
EXAMPLES = (
    "ltc order create --deal D51 --line 'Consulting=10@120' --demo",
    "ltc order confirm O21 --promise +2w --demo",
    "ltc order deliver O13 --line Consulting=3.5 --demo",
)


@app.command(cls=Write)
def create(
    ctx: typer.Context,
    of_quote: Annotated[str | None, typer.Option("--quote", metavar="REF", help="An accepted quote.")] = None,
    deal: Annotated[str | None, typer.Option(metavar="REF", help="Or a deal.")] = None,
    account: Account = None,
    line: Lines = None,
    contact: Annotated[str | None, typer.Option(metavar="REF", help="Who ordered.")] = None,
    reference: Annotated[str | None, typer.Option(help="The customer's own number.")] = None,
    discount: Discount = None,
    currency: Currency = None,
    gross: Gross = False,
    terms: Terms = None,
    message: Message = None,
    tag: Tags = None,
    field: Fields = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Make an order of a quote (whole, or --line ITEM=QTY of it), for a deal or an account."""
    desk = Desk.of(ctx)
    book = desk.book
    number = ordering.create(
        book,
        of=ref.find(book, of_quote, "quote")[1] if of_quote is not None else None,
        deal=ref.find(book, deal, "deal")[1] if deal is not None else None,
        account=ref.find(book, account, "account")[1] if account is not None else None,
        values=entry.given(
            field, tag, contact=contact, reference=reference, terms=terms, message=message, external_id=external_id
        ),
        terms=quote.Terms(currency, discount, gross),
        lines=[lines.short(word) for word in line or ()],
        on_match=on_match,
    )
    desk.wrote(order.SOURCE, [number], next_step=f"ltc order confirm O{number} --promise DATE")


verbs.lines(app, order.SOURCE, order.put_line, follow="ltc order confirm {ref} --promise DATE", opens=True)


@app.command(cls=Write)
def confirm(
    ctx: typer.Context,
    refs: Refs,
    promise: Annotated[str | None, typer.Option(metavar="DATE", help="When it will be there.")] = None,
) -> None:
    """Confirm orders; of a confirmed one, --promise is a new promise."""
    verbs.steps(
        ctx, order.SOURCE, refs, lambda book, numbers: order.confirm(book, numbers, promise), "ltc order ship {ref}"
    )


@app.command(cls=Write)
def ship(
    ctx: typer.Context,
    record: Ref,
    line: Picks = None,
    carrier: Annotated[str | None, typer.Option(help="Who carries it.")] = None,
    tracking: Annotated[str | None, typer.Option(help="Where to follow it.")] = None,
) -> None:
    """Send what is named of an order, or everything that is left."""
    desk = Desk.of(ctx)
    number = ref.find(desk.book, record, "sales_order")[1]
    delivery.ship(desk.book, number, line or (), carrier=carrier, tracking=tracking)
    desk.wrote(order.SOURCE, [number], next_step=f"ltc order deliver O{number}")


@app.command(cls=Write)
def deliver(ctx: typer.Context, refs: Refs, line: Picks = None) -> None:
    """What was shipped has arrived; with --line, it is sent and arrives in one."""
    desk = Desk.of(ctx)
    found = [ref.find(desk.book, word, "sales_order", "shipment") for word in desk.words(refs)]
    orders = delivery.deliver_all(desk.book, found, line or ())
    desk.wrote(order.SOURCE, orders, next_step=f"ltc invoice create --order O{orders[0]} --issue", many="-" in refs)


@app.command(name="return", cls=Write)
def return_(
    ctx: typer.Context,
    record: Ref,
    line: Annotated[list[str], typer.Option("--line", metavar="ITEM=QTY", help="What came back.")],
    reopen: Annotated[bool, typer.Option("--reopen", help="It is to be sent again.")] = False,
    reason: WhyNot = None,
) -> None:
    """Some of what was shipped came back."""
    desk = Desk.of(ctx)
    number = ref.find(desk.book, record, "sales_order")[1]
    delivery.give_back(desk.book, number, line, reopen=reopen, reason=reason)
    desk.wrote(order.SOURCE, [number], next_step="ltc invoice credit REF --line ITEM=QTY --reason …")


@app.command(cls=Write)
def hold(ctx: typer.Context, refs: Refs, reason: WhyNot = None) -> None:
    """Let nothing leave until it is released."""
    follow = "ltc order release {ref}"
    verbs.steps(ctx, order.SOURCE, refs, lambda book, numbers: order.hold(book, numbers, reason), follow)


@app.command(cls=Write)
def release(ctx: typer.Context, refs: Refs) -> None:
    """Let orders on hold go on."""
    verbs.steps(ctx, order.SOURCE, refs, order.release)


@app.command(cls=Write)
def close(ctx: typer.Context, refs: Refs) -> None:
    """Close orders; what was not shipped is given up."""
    verbs.steps(ctx, order.SOURCE, refs, order.close)


@app.command(cls=Write)
def cancel(ctx: typer.Context, refs: Refs, reason: WhyNot = None) -> None:
    """Cancel orders of which nothing was shipped or invoiced."""
    verbs.steps(ctx, order.SOURCE, refs, lambda book, numbers: order.cancel(book, numbers, reason))


verbs.lists(app, order.SOURCE, order.standing, "draft, confirmed, hold, closed or cancelled.")
verbs.documents(app, order.SOURCE)
verbs.edits(app, order.SOURCE, order.edit)
imports(app, "sales_order")
