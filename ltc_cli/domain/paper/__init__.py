"""The papers of the business as documents: quotes, orders, invoices, credit notes, receipts and reminders.

Each is in the language of the account it goes to, and tells the state of the day it is made for.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from ltc_cli.book import Book
from ltc_cli.domain import instalment, page
from ltc_cli.domain.noun import ref
from ltc_cli.domain.paper import letterhead, receipt, reckoning
from ltc_cli.domain.paper.letterhead import Letterhead
from ltc_cli.domain.paper.reckoning import Total
from ltc_cli.errors import Refused
from ltc_cli.shape import Column, Document, Fact, Grid, Record, Sum


def of(book: Book, noun: str, number: int) -> Document:
    """The paper of a quote, sales_order, invoice, credit_note or payment; the id must exist.

    Raises `NotFound` when it was not there yet on the day asked for.
    """
    return _PAPERS[noun](book, number, page.of(book, noun, number))


def value(record: Record, name: str) -> Any:
    """A field of a record by its name."""
    return next(each for column, each in zip(record.columns, record.row, strict=True) if column.name == name)


def _quote(book: Book, number: int, record: Record) -> Document:
    account, contact, currency, named, version, created, sent, valid, terms, message, *total = book.conn.execute(
        "SELECT account_id, contact_id, currency, number, version, created_ms, sent_ms, valid_until, terms_days, "
        "message, gross, discount_ppm, net_minor, tax_minor, total_minor FROM quote WHERE id = ?",
        (number,),
    ).fetchone()
    letter = letterhead.of(book, account, contact, currency)
    status = value(record, "status")
    if status == "draft":  # perhaps only on the day asked for
        named, sent = named if version > 1 else None, None
    title = named or ref("quote", number)
    facts = letter.facts(
        ("Date", letter.on(sent or created)),
        ("Valid until", valid and letter.on(valid)),
        ("Payment terms", _terms(letter, terms)),
    )
    return Document(
        record=record,
        language=letter.tongue.code,
        heading=letter.say("Quote"),
        number=title if version == 1 else letter.say("{number}, version {n}", number=title, n=version),
        stamp="" if status == "sent" else letter.say(status.capitalize()),
        sender=letter.sender,
        recipient=letter.recipient,
        facts=facts,
        message=message or "",
        **_figures(book, letter, "quote", number, Total(*total)),
        footer=letter.footer,
    )


def _order(book: Book, number: int, record: Record) -> Document:
    account, contact, currency, reference, created, confirmed, terms, message, quoted, *total = book.conn.execute(
        "SELECT o.account_id, o.contact_id, o.currency, o.reference, o.created_ms, o.confirmed_ms, o.terms_days, "
        "o.message, q.number, o.gross, o.discount_ppm, o.net_minor, o.tax_minor, o.total_minor "
        "FROM sales_order o LEFT JOIN quote q ON q.id = o.quote_id WHERE o.id = ?",
        (number,),
    ).fetchone()
    letter = letterhead.of(book, account, contact, currency)
    status, promised = value(record, "status"), value(record, "promised")
    facts = letter.facts(
        ("Date", letter.on(confirmed or created)),
        ("Your reference", reference),
        ("Our quote", quoted),
        ("Delivery", promised and letter.on(promised)),
        ("Payment terms", _terms(letter, terms)),
    )
    return Document(
        record=record,
        language=letter.tongue.code,
        heading=letter.say("Order confirmation" if status in ("confirmed", "closed") else "Order"),
        number=ref("sales_order", number),
        stamp="" if status in ("confirmed", "closed") else letter.say(_ORDER_STAMPS.get(status, status)),
        sender=letter.sender,
        recipient=letter.recipient,
        facts=facts,
        message=message or "",
        **_figures(book, letter, "sales_order", number, Total(*total)),
        settled=_plan(book, letter, number),
        footer=letter.footer,
    )


_ORDER_STAMPS = {"draft": "Draft", "hold": "On hold", "cancelled": "Cancelled"}


def _plan(book: Book, letter: Letterhead, order: int) -> Grid | None:
    """In which parts an order is to be paid."""
    plan = instalment.of(book, order)
    if not plan:
        return None
    whens = {"confirm": "on confirmation", "deliver": "on delivery", "date": "on a date"}
    rows = [
        (
            str(part.position),
            letter.on(part.due_on) if part.due_on else letter.say("to come"),
            letter.say(whens[part.trigger])
            + (letter.say(" + {n} days", n=part.offset_days) if part.offset_days else ""),
            letter.amount(part.amount_minor),
        )
        for part in plan
    ]
    columns = list(zip(("Instalment", "Due", "When", "Amount"), zip(*rows, strict=True), strict=True))
    return reckoning.table(letter, columns, left=("When", "Due", "Instalment"))


def _invoice(book: Book, number: int, record: Record) -> Document:
    account, contact, currency, named, created, due, reference, order, contract, message, arrived, *rest = (
        book.conn.execute(
            "SELECT i.account_id, i.contact_id, i.currency, i.number, i.created_ms, i.due_on, o.reference, "
            f"i.order_id, k.title, i.message, {_ARRIVED}, i.base_net_minor, i.base_total_minor, i.base_currency, "
            "i.gross, i.discount_ppm, i.net_minor, i.tax_minor, i.total_minor FROM invoice i "
            "LEFT JOIN sales_order o ON o.id = i.order_id LEFT JOIN contract k ON k.id = i.contract_id WHERE i.id = ?",
            (number,),
        ).fetchone()
    )
    base, total = rest[:3], Total(*rest[3:])
    letter = letterhead.of(book, account, contact, currency)
    status, issued, left = (value(record, name) for name in ("status", "issued", "outstanding"))
    if status == "draft":  # perhaps only on the day asked for
        named = due = issued = None
    facts = letter.facts(
        ("Date", letter.on(issued or created)),
        ("Due", due and letter.on(due)),
        ("Delivered", arrived and letter.on(arrived)),
        ("Your reference", reference),
        ("Order", order and ref("sales_order", order)),
        ("Contract", contract),
    )
    settled = _settlements(book, letter, number) if left is not None else None
    late = _late(letter, due) if left else 0
    return Document(
        record=record,
        language=letter.tongue.code,
        heading=letter.say("Invoice"),
        number=named or ref("invoice", number),
        stamp=letter.say(_INVOICE_STAMPS[status]) if status in _INVOICE_STAMPS else "",
        sender=letter.sender,
        recipient=letter.recipient,
        facts=facts,
        message=message or "",
        **_figures(book, letter, "invoice", number, total),
        settled=settled,
        balance=(_open(letter, left, late),) if settled is not None or late else (),
        payment=_payment(letter, left, ("Due since" if late else "By", letter.on(due)), named) if left else (),
        notes=_in_base(letter, issued, base),
        footer=letter.footer,
    )


_ARRIVED = (
    "(SELECT max(s.delivered_ms) FROM shipment s WHERE s.order_id = i.order_id AND s.delivered_ms <= i.issued_ms "
    "AND i.what = 'delivered')"
)
"""SQL for when what an invoice bills was delivered."""
_INVOICE_STAMPS = {"draft": "Draft", "paid": "Paid", "credited": "Credited", "written_off": "Written off"}


def _figures(book: Book, letter: Letterhead, noun: str, number: int, total: Total) -> dict[str, Any]:
    found = reckoning.lines(book, noun, number)
    return {"lines": reckoning.grid(letter, found), "sums": reckoning.sums(letter, found, total)}


def _terms(letter: Letterhead, days: int | None) -> str | None:
    if days is None:
        return None
    return letter.say("{n} days", n=days) if days else letter.say("on receipt")


def _late(letter: Letterhead, due: str) -> int:
    return max(0, (letter.day - date.fromisoformat(due)).days)


def _open(letter: Letterhead, left: int, late: int) -> Sum:
    label = letter.say("Open, {n} days overdue", n=late) if late else letter.say("Open")
    return Sum(label, letter.money(left), strong=True)


def _settlements(book: Book, letter: Letterhead, invoice: int) -> Grid | None:
    """What was paid, credited or waived of an invoice by the day, without what was taken back."""
    day = letter.day.isoformat()
    found = book.conn.execute(
        "SELECT a.on_day, a.kind, a.amount_minor, a.source_minor, p.id, p.method, p.currency, c.number "
        f"FROM allocation a LEFT JOIN payment p ON p.id = a.payment_id LEFT JOIN credit_note c "
        f"ON c.id = a.credit_note_id WHERE a.invoice_id = ? AND {receipt.STANDING} ORDER BY a.on_day, a.id",
        (invoice, day, day),
    ).fetchall()
    if not found:
        return None
    rows = [
        (letter.on(on), _settlement(letter, kind, source, *what), letter.amount(-minor))
        for on, kind, minor, source, *what in found
    ]
    columns = list(zip(("Date", "Settled by", "Amount"), zip(*rows, strict=True), strict=True))
    return reckoning.table(letter, columns, left=("Settled by", "Date"))


def _settlement(
    letter: Letterhead, kind: str, source: int, payment: int | None, method: str | None, currency: str, note: str
) -> str:
    if kind == "payment" and payment is not None:
        text = f"{letter.say('Payment')} {ref('payment', payment)}"
        text = letter.say("{what}, {more}", what=text, more=method) if method else text
        return text if currency == letter.currency else f"{text} ({letter.money(source, currency)})"
    if kind == "credit":
        return f"{letter.say('Credit note')} {note}"
    return letter.say("Discount for early payment" if kind == "discount" else "Written off")


def _payment(letter: Letterhead, left: int, due: tuple[str, str], number: str) -> tuple[Fact, ...]:
    """How to pay what is open."""
    return (
        *letter.facts(("Please pay", letter.money(left)), due, ("Reference", number)),
        *letter.bank,
    )


def _in_base(letter: Letterhead, issued: str | None, base: list[Any]) -> tuple[str, ...]:
    """What an invoice in another currency comes to in that of the business, in which its tax is owed."""
    net, total, currency = base
    if issued is None or total is None or currency == letter.currency:
        return ()
    return (
        letter.say(
            "At the rate of {day}: net {net}, tax {tax}, total {total}.",
            day=letter.on(issued),
            net=letter.money(net, currency),
            tax=letter.money(total - net, currency),
            total=letter.money(total, currency),
        ),
    )


_PAPERS: dict[str, Callable[[Book, int, Record], Document]] = {
    "quote": _quote,
    "sales_order": _order,
    "invoice": _invoice,
    "credit_note": receipt.credit_note,
    "payment": receipt.payment,
}
"""Nouns that have a paper, and what makes it."""


# Reminders -----------------------------------------------------------------------------------------------------------


def reminder(book: Book, invoice: int, level: int) -> Document:
    """A reminder of an invoice, as it was written or as it would be today; raises `Refused` when nothing is open."""
    account, contact, currency, number, issued, due, status, total = book.conn.execute(
        "SELECT account_id, contact_id, currency, number, issued_on, due_on, status, total_minor FROM invoice "
        "WHERE id = ?",
        (invoice,),
    ).fetchone()
    written = book.conn.execute(
        "SELECT on_day, open_minor, language FROM reminder WHERE invoice_id = ? AND level = ? ORDER BY id DESC LIMIT 1",
        (invoice, level),
    ).fetchone()
    letter = letterhead.of(book, account, contact, currency, written[2] if written else None)
    if written:
        letter = letter._replace(day=date.fromisoformat(written[0]))
    left = written[1] if written else _left(book, letter, invoice, total)
    if status == "draft" or left <= 0:
        why = "is a draft" if status == "draft" else "has nothing open"
        raise Refused(f"{ref('invoice', invoice)} {why}; there is nothing to remind of.", "ltc invoice list --overdue")
    late = _late(letter, due)
    facts = letter.facts(
        ("Date", letter.on(letter.day.isoformat())), ("Invoice", number), ("Days overdue", late or None)
    )
    settled = _settlements(book, letter, invoice)
    columns = [
        ("Invoice", [number]), ("Date", [letter.on(issued)]), ("Due", [letter.on(due)]),
        ("Amount", [letter.amount(total)]),
    ]  # fmt: skip
    return Document(
        record=_reminder_record(invoice, level, account, (number, letter.day.isoformat(), due, late, left, currency)),
        language=letter.tongue.code,
        heading=_reminder_heading(letter, level),
        number=number,
        stamp="",
        sender=letter.sender,
        recipient=letter.recipient,
        facts=facts,
        message=_reminder_text(letter, level, number),
        lines=reckoning.table(letter, columns, left=("Invoice", "Date", "Due")),
        sums=(),
        settled=settled,
        balance=(_open(letter, left, 0),),
        payment=_payment(letter, left, ("Due since", letter.on(due)), number),
        notes=(letter.say("If you have paid in the meantime, please disregard this letter."),),
        footer=letter.footer,
    )


def _left(book: Book, letter: Letterhead, invoice: int, total: int) -> int:
    row = book.conn.execute(
        "SELECT coalesce(sum(amount_minor), 0) FROM allocation WHERE invoice_id = ? AND on_day <= ?",
        (invoice, letter.day.isoformat()),
    ).fetchone()
    return total - int(row[0])


def _reminder_heading(letter: Letterhead, level: int) -> str:
    named = {1: "Payment reminder", 2: "Second payment reminder"}
    return letter.say(named[level]) if level in named else letter.say("Payment reminder no. {n}", n=level)


def _reminder_text(letter: Letterhead, level: int, number: str) -> str:
    if level == 1:
        text = (
            "You may have overlooked it: our invoice {number} is past due. We would be grateful for your payment in "
            "the next days."
        )
    else:
        text = (
            "In spite of our earlier reminder our invoice {number} is still open. Please pay it within seven days, or "
            "let us know what stands in the way."
        )
    return letter.say(text, number=number)


def _reminder_record(invoice: int, level: int, account: int, rest: tuple[Any, ...]) -> Record:
    columns = (
        Column("invoice", "ref"),
        Column("level", "count"),
        Column("account", "ref"),
        Column("number"),
        Column("on", "date"),
        Column("due", "date"),
        Column("days_late", "count"),
        Column("outstanding", "money"),
        Column("currency", shown=False),
    )
    return Record("reminder", columns, (ref("invoice", invoice), level, ref("account", account), *rest))
