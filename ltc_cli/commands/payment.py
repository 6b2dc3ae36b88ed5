"""`ltc payment`: money that came in, what it settles, and money paid back."""

from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import allocation, payment, query, ref
from ltc_cli.front import Read, Write
from ltc_cli.options import Account, ExternalId, Limit, Ref, Since, Sort, Until, Where
from ltc_cli.verbs.imports import imports

app = typer.Typer()
EXAMPLES = (
    "ltc payment record I20 --amount 1250.50 --ref bank-77 --demo",
    "ltc payment record --account A1 --amount 500 --demo",
    "ltc payment refund --account 'Elmwood Clinics' --amount 50 --demo",
)
Amount = Annotated[str | None, typer.Option(metavar="M", help="How much; all that is open by default.")]
Method = Annotated[str | None, typer.Option(help="How: transfer, card, cash, …")]
Key = Annotated[str | None, typer.Option("--ref", metavar="KEY", help="The bank's reference: repeating is safe.")]
Source = Annotated[str, typer.Argument(metavar="PREF", help="A payment, or a credit note.")]


@app.command(cls=Write)
def record(
    ctx: typer.Context,
    refs: Annotated[list[str] | None, typer.Argument(metavar="[REF…]", help="Invoices, an order, a contract.")] = None,
    amount: Amount = None,
    account: Account = None,
    method: Method = None,
    key: Key = None,
    fee: Annotated[str | None, typer.Option(metavar="M", help="What the bank kept of it.")] = None,
    discount: Annotated[str | None, typer.Option(metavar="M", help="Granted for paying early.")] = None,
    external_id: ExternalId = None,
) -> None:
    """Record a payment; invoices are settled in the order given, with --account the oldest first."""
    desk = Desk.of(ctx)
    book = desk.book
    number = payment.record(
        book,
        [ref.find(book, word, *payment.TARGETS) for word in desk.words(refs or ())],
        account=ref.find(book, account, "account")[1] if account is not None else None,
        money=payment.Typed(amount, fee, discount),
        told=payment.Told(method, key, external_id),
    )
    desk.wrote(payment.SOURCE, [number])


@app.command(cls=Write)
def allocate(ctx: typer.Context, source: Source, invoice: Ref, amount: Amount = None) -> None:
    """Let what waits of a payment or credit note settle an invoice."""
    desk = Desk.of(ctx)
    found = ref.find(desk.book, source, "payment", "credit_note")
    allocation.allocate(desk.book, found, ref.find(desk.book, invoice, "invoice")[1], amount)
    desk.wrote(allocation.source_of(found), [found[1]])


@app.command(cls=Write)
def unallocate(ctx: typer.Context, source: Source, invoice: Ref) -> None:
    """Take back what a payment or credit note settled of an invoice."""
    desk = Desk.of(ctx)
    found = ref.find(desk.book, source, "payment", "credit_note")
    allocation.unallocate(desk.book, found, ref.find(desk.book, invoice, "invoice")[1])
    desk.wrote(allocation.source_of(found), [found[1]])


@app.command(cls=Write)
def refund(
    ctx: typer.Context,
    account: Annotated[str, typer.Option(metavar="REF", help="Whose credit.")],
    amount: Annotated[str | None, typer.Option(metavar="M", help="How much; all of it by default.")] = None,
    method: Method = None,
    key: Key = None,
) -> None:
    """Pay back what a customer has as credit."""
    desk = Desk.of(ctx)
    of = ref.find(desk.book, account, "account")[1]
    desk.wrote(payment.SOURCE, [payment.refund(desk.book, of, amount, payment.Told(method, key))])


@app.command(name="list", cls=Read)
def list_(
    ctx: typer.Context,
    account: Account = None,
    unapplied: Annotated[bool, typer.Option("--unapplied", help="Only those with something left.")] = False,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    sort: Sort = None,
    limit: Limit = None,
) -> None:
    """List payments, newest first."""
    desk = Desk.of(ctx)
    of = ref.find(desk.book, account, "account")[1] if account is not None else None
    conditions = payment.standing(of, unapplied=unapplied)
    conditions += query.asked(desk.book, payment.SOURCE, since=since, until=until)
    desk.show(query.listing(desk.book, payment.SOURCE, where=where, conditions=conditions, sort=sort, limit=limit))


verbs.documents(app, payment.SOURCE)
imports(app, "payment")
