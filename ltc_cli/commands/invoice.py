"""`ltc invoice`: what is billed, due and open; credit notes and reminders."""

from pathlib import Path
from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import allocation, billing, credit, entry, invoice, quote, ref, reminder
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
    Terms,
)
from ltc_cli.verbs.imports import imports

app = typer.Typer()
EXAMPLES = (
    "ltc invoice create --account A1 --line 'Workshop=2@1500' --issue --demo",
    "ltc invoice create --order O13 --what delivered --issue --demo",
    "ltc invoice credit I1 --amount 100 --reason 'late delivery' --demo",
)
Due = Annotated[str | None, typer.Option(metavar="DATE", help="When it is to be paid.")]
Number = Annotated[str | None, typer.Option("--number", metavar="N", help="A tax office's number.")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]


@app.command(cls=Write)
def create(
    ctx: typer.Context,
    order: Annotated[str | None, typer.Option(metavar="REF", help="The order it bills.")] = None,
    what: Annotated[
        str | None, typer.Option(metavar="WHAT", help="Of an order: delivered, ordered, or an instalment: 1.")
    ] = None,
    account: Account = None,
    line: Lines = None,
    issue: Annotated[bool, typer.Option("--issue", help="Issue it at once.")] = False,
    due: Due = None,
    terms: Terms = None,
    number: Number = None,
    discount: Discount = None,
    currency: Currency = None,
    gross: Gross = False,
    message: Message = None,
    field: Fields = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Draft an invoice of an order, or one for an account; --issue gives it its number."""
    desk = Desk.of(ctx)
    made = billing.create(
        desk.book,
        order=ref.find(desk.book, order, "sales_order")[1] if order is not None else None,
        account=ref.find(desk.book, account, "account")[1] if account is not None else None,
        what=what,
        lines=line or (),
        said=billing.Free(
            entry.given(field, None, terms=terms, message=message, external_id=external_id),
            quote.Terms(currency, discount, gross),
            on_match,
        ),
        how=invoice.Issue(due, terms, number) if issue or due or number else None,
    )
    follow = f"ltc payment record I{made}" if issue or due or number else f"ltc invoice issue I{made}"
    desk.wrote(invoice.SOURCE, [made], next_step=follow)


verbs.lines(app, invoice.SOURCE, invoice.put_line, follow="ltc invoice issue {ref}")


@app.command(cls=Write)
def issue(ctx: typer.Context, refs: Refs, due: Due = None, terms: Terms = None, number: Number = None) -> None:
    """Issue drafts: each gets the next number, and never changes again."""
    how = invoice.Issue(due, terms, number)
    follow = "ltc payment record {ref}"
    verbs.steps(ctx, invoice.SOURCE, refs, lambda book, numbers: invoice.issue(book, numbers, how), follow)


@app.command(cls=Write)
def run(
    ctx: typer.Context,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="What is due by then; by today.")] = None,
) -> None:
    """Draft all that may be billed: deliveries, instalments, contract periods; nothing twice."""
    desk = Desk.of(ctx)
    made = billing.run(desk.book, until)
    desk.wrote(invoice.SOURCE, made, many=True, next_step="ltc invoice issue REF…" if made else "")


@app.command(name="credit", cls=Write)
def credit_(
    ctx: typer.Context,
    record: Ref,
    reason: Why,
    line: Picks = None,
    amount: Annotated[str | None, typer.Option(metavar="M", help="An amount with tax, instead of lines.")] = None,
    number: Number = None,
) -> None:
    """Take an issued invoice back with a credit note: all of it, lines of it, or an amount."""
    desk = Desk.of(ctx)
    of = ref.find(desk.book, record, "invoice")[1]
    made = credit.credit(desk.book, of, reason, chosen=line or (), typed=amount, number_=number)
    desk.wrote(credit.SOURCE, [made])


@app.command(cls=Write)
def remind(
    ctx: typer.Context,
    record: Ref,
    output: Annotated[Path | None, typer.Option("-o", metavar="FILE", help="Write the letter there.")] = None,
) -> None:
    """Write the next reminder of a late invoice in the customer's language, and keep it as sent."""
    from ltc_cli.domain import paper

    desk = Desk.of(ctx)
    number = ref.find(desk.book, record, "invoice")[1]
    if output is not None:
        reminder.remind(desk.book, number, lambda level: desk.write(paper.reminder(desk.book, number, level), output))
    else:
        desk.show(paper.reminder(desk.book, number, reminder.remind(desk.book, number)))
    desk.settled()


@app.command(name="write-off", cls=Write)
def write_off(ctx: typer.Context, record: Ref, reason: Why) -> None:
    """Give up what is open of an invoice."""
    desk = Desk.of(ctx)
    number = ref.find(desk.book, record, "invoice")[1]
    allocation.write_off(desk.book, number, reason)
    desk.wrote(invoice.SOURCE, [number])


@app.command(cls=Write)
def discard(ctx: typer.Context, refs: Refs) -> None:
    """Throw drafts away; they have no number yet."""
    desk = Desk.of(ctx)
    invoice.discard(desk.book, ref.find_all(desk.book, desk.words(refs), "invoice"))
    desk.settled()


verbs.lists(
    app, invoice.SOURCE, invoice.standing, "draft, open, partly_paid, overdue, unpaid, paid, credited, written_off."
)
verbs.documents(app, invoice.SOURCE)
verbs.edits(app, invoice.SOURCE, invoice.edit)
imports(app, "invoice")
