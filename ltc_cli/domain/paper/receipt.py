"""Papers of what settles invoices: receipts of payments, refunds, and credit notes."""

from ltc_cli.book import Book
from ltc_cli.domain.amount import percent
from ltc_cli.domain.noun import ref
from ltc_cli.domain.paper import letterhead, reckoning
from ltc_cli.domain.paper.letterhead import Letterhead
from ltc_cli.domain.paper.reckoning import Taxed, Total
from ltc_cli.quantity import plain
from ltc_cli.shape import Document, Grid, Record, Sum

STANDING = (
    "a.on_day <= ? AND a.reverses IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM allocation b WHERE b.reverses = a.id AND b.on_day <= ?)"
)
"""SQL for allocations that stand on a day, which is given twice."""


def payment(book: Book, number: int, record: Record) -> Document:
    """The receipt of a payment, or the note of a refund."""
    account, order, contract, direction, amount, currency, discount, method, reference, on = book.conn.execute(
        "SELECT p.account_id, p.order_id, k.title, p.direction, p.amount_minor, p.currency, p.discount_minor, "
        "p.method, p.reference, p.received_on FROM payment p LEFT JOIN contract k ON k.id = p.contract_id "
        "WHERE p.id = ?",
        (number,),
    ).fetchone()
    letter = letterhead.of(book, account, None, currency)
    paid_back = direction == "out"
    lines, used = _paid_back(book, letter, number) if paid_back else _settled(book, letter, number)
    rest = [] if paid_back or used == amount else [Sum(letter.say("Kept as credit"), letter.amount(amount - used))]
    facts = letter.facts(
        ("Date", letter.on(on)),
        ("Method", method),
        ("Reference", reference),
        ("Order", order and ref("sales_order", order)),
        ("Contract", contract),
    )
    granted = letter.say("A discount of {amount} was granted for early payment.", amount=letter.money(discount))
    return Document(
        record=record,
        language=letter.tongue.code,
        heading=letter.say("Refund" if paid_back else "Receipt"),
        number=ref("payment", number),
        stamp="",
        sender=letter.sender,
        recipient=letter.recipient,
        facts=facts,
        message="",
        lines=lines,
        sums=(*rest, Sum(letter.say("Paid back" if paid_back else "Received"), letter.money(amount), strong=True)),
        notes=(granted,) if discount else (),
        footer=letter.footer,
    )


def _settled(book: Book, letter: Letterhead, number: int) -> tuple[Grid, int]:
    """The invoices a payment settled, with what went to each and in all, in the currency of the payment."""
    day = letter.day.isoformat()
    found = book.conn.execute(
        "SELECT i.number, i.issued_on, i.total_minor, i.currency, r.id, sum(a.source_minor), sum(a.amount_minor) "
        "FROM allocation a LEFT JOIN invoice i ON i.id = a.invoice_id LEFT JOIN payment r ON r.id = a.refund_id "
        f"WHERE a.payment_id = ? AND a.source_minor <> 0 AND {STANDING} GROUP BY i.id, r.id ORDER BY min(a.id)",
        (number, day, day),
    ).fetchall()
    columns: list[tuple[str, list[str]]] = [
        ("For", [_for(letter, invoice, refund) for invoice, _, _, _, refund, _, _ in found]),
        ("Date", [letter.on(issued) if issued else "" for _, issued, *_ in found]),
        ("Total", [letter.money(total, currency) if currency else "" for _, _, total, currency, *_ in found]),
        ("Paid", [letter.amount(source) for *_, source, _ in found]),
    ]
    return reckoning.table(letter, columns, left=("For", "Date")), sum(row[5] for row in found)


def _for(letter: Letterhead, invoice: str | None, refund: int | None) -> str:
    if invoice is not None:
        return f"{letter.say('Invoice')} {invoice}"
    return f"{letter.say('Refund')} {ref('payment', refund)}" if refund is not None else ""


def _paid_back(book: Book, letter: Letterhead, number: int) -> tuple[Grid, int]:
    """What a refund pays back."""
    day = letter.day.isoformat()
    found = book.conn.execute(
        "SELECT p.id, c.number, coalesce(p.received_on, c.issued_on), sum(a.amount_minor) FROM allocation a "
        "LEFT JOIN payment p ON p.id = a.payment_id LEFT JOIN credit_note c ON c.id = a.credit_note_id "
        f"WHERE a.refund_id = ? AND {STANDING} GROUP BY p.id, c.id ORDER BY min(a.id)",
        (number, day, day),
    ).fetchall()
    names = [
        f"{letter.say('Payment')} {ref('payment', paid)}" if paid else f"{letter.say('Credit note')} {note}"
        for paid, note, *_ in found
    ]
    columns: list[tuple[str, list[str]]] = [
        ("For", names),
        ("Date", [letter.on(on) for _, _, on, _ in found]),
        ("Amount", [letter.amount(minor) for *_, minor in found]),
    ]
    return reckoning.table(letter, columns, left=("For", "Date")), sum(row[3] for row in found)


def credit_note(book: Book, number: int, record: Record) -> Document:
    """A credit note: what is taken off an invoice, and what became of it."""
    account, contact, named, on, reason, currency, invoice, issued, gross, *total = book.conn.execute(
        "SELECT c.account_id, i.contact_id, c.number, c.issued_on, c.reason, c.currency, i.number, i.issued_on, "
        "i.gross, c.net_minor, c.tax_minor, c.total_minor FROM credit_note c JOIN invoice i ON i.id = c.invoice_id "
        "WHERE c.id = ?",
        (number,),
    ).fetchone()
    letter = letterhead.of(book, account, contact, currency)
    rows = book.conn.execute(
        "SELECT position, name, quantity, tax_ppm, net_minor, tax_minor, tax FROM credit_note_line "
        "WHERE credit_note_id = ? ORDER BY position, id",
        (number,),
    ).fetchall()
    used, left = _used(book, letter, number, total[2])
    return Document(
        record=record,
        language=letter.tongue.code,
        heading=letter.say("Credit note"),
        number=named,
        stamp="",
        sender=letter.sender,
        recipient=letter.recipient,
        facts=letter.facts(
            ("Date", letter.on(on)), ("For invoice", invoice), ("Invoiced on", letter.on(issued)), ("Reason", reason)
        ),
        message="",
        lines=_credited(letter, rows, gross=bool(gross)),
        sums=reckoning.with_taxes(letter, _rates(rows), Total(bool(gross), None, *total)),
        settled=used,
        balance=(Sum(letter.say("Credit left"), letter.money(left), strong=True),) if used is not None else (),
        footer=letter.footer,
    )


_CreditLine = tuple[int, str, int | None, int, int, int, str | None]


def _credited(letter: Letterhead, rows: list[_CreditLine], *, gross: bool) -> Grid:
    columns = [
        ("#", [str(position) for position, *_ in rows]),
        ("Item", [name for _, name, *_ in rows]),
        ("Quantity", ["" if quantity is None else plain(quantity) for _, _, quantity, *_ in rows]),
        ("Tax", [f"{percent(ppm)}%" if tax is not None or ppm else "" for _, _, _, ppm, _, _, tax in rows]),
        ("Amount", [letter.amount(net + tax if gross else net) for _, _, _, _, net, tax, _ in rows]),
    ]
    return reckoning.table(letter, [(label, texts) for label, texts in columns if any(texts)], left=("Item",))


def _rates(rows: list[_CreditLine]) -> list[Taxed]:
    taxed = [row for row in rows if row[6] is not None or row[3]]
    rates = sorted({row[3] for row in taxed}, reverse=True)
    return [
        Taxed(rate, sum(row[4] for row in taxed if row[3] == rate), sum(row[5] for row in taxed if row[3] == rate))
        for rate in rates
    ]


def _used(book: Book, letter: Letterhead, number: int, total: int) -> tuple[Grid | None, int]:
    """What a credit note was set against or paid back, and what is left of it."""
    day = letter.day.isoformat()
    found = book.conn.execute(
        "SELECT a.on_day, i.number, a.refund_id, a.source_minor FROM allocation a LEFT JOIN invoice i "
        f"ON i.id = a.invoice_id WHERE a.credit_note_id = ? AND {STANDING} ORDER BY a.on_day, a.id",
        (number, day, day),
    ).fetchall()
    if not found:
        return None, total
    columns: list[tuple[str, list[str]]] = [
        ("Date", [letter.on(on) for on, *_ in found]),
        ("Set against", [_for(letter, invoice, refund) for _, invoice, refund, _ in found]),
        ("Amount", [letter.amount(-source) for *_, source in found]),
    ]
    return reckoning.table(letter, columns, left=("Set against", "Date")), total - sum(row[3] for row in found)
