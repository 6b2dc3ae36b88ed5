"""What settles what: allocations of payments, credit notes and write-offs to invoices and refunds. Append-only.

An allocation never exceeds what is open of the one, or left of the other. Across currencies the amount is turned at the
rate of the day, and the difference between the rate of the payment and that of the invoice is realised, in the
currency of the business.
"""

from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import fx
from ltc_cli.domain.noun import ref
from ltc_cli.errors import Refused
from ltc_cli.money import Money, words


class Origin(NamedTuple):
    """Money that may settle something: a payment or a credit note."""

    noun: str
    id: int
    account: int
    currency: str
    amount: int
    left: int
    """What is not allocated."""
    rate: str
    day: str

    @property
    def ref(self) -> str:
        """How people write it."""
        return ref(self.noun, self.id)

    @property
    def key(self) -> str:
        """The column of an allocation that points at it."""
        return f"{self.noun}_id"


class Debt(NamedTuple):
    """An issued invoice as what settles it sees it."""

    id: int
    account: int
    currency: str
    total: int
    open: int
    rate: str
    issued_on: str
    base: str

    @property
    def ref(self) -> str:
        """How people write it."""
        return ref("invoice", self.id)


def origin(book: Book, noun: str, number: int) -> Origin:
    """A payment or credit note with what is left of it; the id must exist."""
    day = "received_on" if noun == "payment" else "issued_on"
    amount = "amount_minor" if noun == "payment" else "total_minor"
    row = book.conn.execute(
        f"SELECT account_id, currency, {amount}, {amount} - coalesce((SELECT sum(a.source_minor) FROM allocation a "
        f"WHERE a.{noun}_id = {noun}.id), 0), rate, {day} FROM {noun} WHERE id = ?",
        (number,),
    ).fetchone()
    return Origin(noun, number, *row)


def debt(book: Book, number: int) -> Debt:
    """An issued invoice with what is open of it."""
    row = book.conn.execute(
        "SELECT account_id, currency, total_minor, total_minor - coalesce((SELECT sum(a.amount_minor) "
        "FROM allocation a WHERE a.invoice_id = invoice.id), 0), rate, issued_on, base_currency "
        "FROM invoice WHERE id = ?",
        (number,),
    ).fetchone()
    return Debt(number, *row)


def open_invoices(book: Book, account: int, currency: str, day: str) -> list[int]:
    """The invoices of an account that were issued by a day and have something open, the oldest due first."""
    rows = book.conn.execute(
        "SELECT id FROM invoice WHERE account_id = ? AND status = 'issued' AND currency = ? AND issued_on <= ? "
        "AND total_minor > coalesce((SELECT sum(a.amount_minor) FROM allocation a WHERE a.invoice_id = invoice.id), 0) "
        "ORDER BY due_on, issued_on, id",
        (account, currency, day),
    )
    return [int(row[0]) for row in rows]


def unapplied(book: Book, account: int, currency: str) -> list[Origin]:
    """The payments and credit notes of an account in a currency with something left, the oldest first."""
    found = []
    for noun, day, more in (("payment", "received_on", " AND direction = 'in'"), ("credit_note", "issued_on", "")):
        rows = book.conn.execute(
            f"SELECT id, {day} FROM {noun} WHERE account_id = ? AND currency = ?{more}", (account, currency)
        )
        found += [(each_day, noun, number) for number, each_day in rows]
    origins = [origin(book, noun, number) for _, noun, number in sorted(found)]
    return [each for each in origins if each.left > 0]


def settle(book: Book, source: Origin, owed: Debt, wanted: int | None, at_ms: int) -> int:
    """Allocate a source to an invoice, at most `wanted` of the invoice's currency; what was allocated of it.

    Raises `Refused` when the day comes before either, or when there is no rate between their currencies.
    """
    day = book.day(at_ms)
    check_day(book, day, ("invoice", owed.id), (source.noun, source.id))
    ask = owed.open if wanted is None else min(owed.open, wanted)
    if source.currency == owed.currency:
        amount = taken = min(ask, source.left)
    else:
        amount, taken = _across(book, source, owed, ask, day)
    if amount > 0:
        kind = "credit" if source.noun == "credit_note" else "payment"
        book.insert(
            "allocation",
            {
                "kind": kind,
                source.key: source.id,
                "invoice_id": owed.id,
                "on_day": day,
                "effective_ms": at_ms,
                "amount_minor": amount,
                "source_minor": taken,
                "realised_minor": _realised(source, owed, amount, taken) if kind == "payment" else 0,
            },
        )
    return max(0, amount)


def check_day(book: Book, day: str, *about: tuple[str, int]) -> None:
    """Raise `Refused` when a day is too early to settle an invoice, or to use a payment or credit note.

    It is before the document, or before an allocation of it was taken back: until then the money was not free.
    """
    for noun, number in about:
        since, freed = book.conn.execute(
            f"SELECT {'received_on' if noun == 'payment' else 'issued_on'}, (SELECT max(on_day) FROM allocation "
            f"WHERE {noun}_id = d.id AND reverses IS NOT NULL) FROM {noun} d WHERE id = ?",
            (number,),
        ).fetchone()
        for last, what in ((since, f"the date of {ref(noun, number)}"), (freed, f"when {ref(noun, number)} was freed")):
            if last is not None and day < last:
                raise Refused(f"{day} is before {last}, {what}.", f"Give a later day: --on {last}")


def use_deposits(book: Book, invoice: int) -> None:
    """What was paid on the order or contract before this invoice settles it, as far as it goes."""
    rows = book.conn.execute(
        "SELECT p.id, max(p.created_ms, i.issued_ms) FROM payment p "
        "JOIN invoice i ON i.order_id = p.order_id OR i.contract_id = p.contract_id "
        "WHERE i.id = ? AND p.direction = 'in' AND p.currency = i.currency AND p.account_id = i.account_id "
        "ORDER BY p.received_on, p.id",
        (invoice,),
    ).fetchall()
    for number, at in rows:
        source, owed = origin(book, "payment", number), debt(book, invoice)
        if source.left > 0 and owed.open > 0:
            done = settle(book, source, owed, None, at)
            book.warnings.append(f"{words(Money(done, owed.currency))} of {source.ref}, paid before, settles it.")


def take_back(book: Book, source: Origin, invoice: int, at_ms: int) -> int:
    """Reverse the allocations of a source to an invoice that stand; what is open again."""
    rows = book.conn.execute(
        f"SELECT id, kind, amount_minor, source_minor, realised_minor, on_day FROM allocation a WHERE {source.key} = ? "
        "AND invoice_id = ? AND reverses IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM allocation b WHERE b.reverses = a.id) ORDER BY id",
        (source.id, invoice),
    ).fetchall()
    day = book.day(at_ms)
    for number, kind, amount, taken, realised, on_day in rows:
        if day < on_day:
            raise Refused(f"{day} is before {on_day}, when it was allocated.", f"Give a later day: --on {on_day}")
        book.insert(
            "allocation",
            {
                "kind": kind,
                source.key: source.id,
                "invoice_id": invoice,
                "on_day": day,
                "effective_ms": at_ms,
                "amount_minor": -amount,
                "source_minor": -taken,
                "realised_minor": -realised,
                "reverses": number,
            },
        )
    return sum(row[2] for row in rows)


def _across(book: Book, source: Origin, owed: Debt, ask: int, day: str) -> tuple[int, int]:
    """What an amount across currencies settles, and what it takes of the source."""
    there = fx.find(book.conn, source.currency, owed.currency, day)
    back = fx.find(book.conn, owed.currency, source.currency, day)
    if there is None or back is None:
        raise Refused(
            f"there is no rate for {source.currency}/{owed.currency} on {day}, or in the {fx.FRESH_DAYS} days before.",
            f"ltc fx set {source.currency}/{owed.currency} RATE --on {day}",
        )
    most = fx.convert(source.left, source.currency, owed.currency, there)
    if most <= ask:
        return most, source.left
    return ask, min(source.left, fx.convert(ask, owed.currency, source.currency, back))


def _realised(source: Origin, owed: Debt, amount: int, taken: int) -> int:
    """What the money is worth in the base currency above what it was invoiced at; parts add up to the whole."""
    if source.currency == owed.base == owed.currency:
        return 0
    done, gone = owed.total - owed.open, source.amount - source.left
    paid = _between(gone, taken, source.currency, owed.base, source.rate)
    return paid - _between(done, amount, owed.currency, owed.base, owed.rate)


def _between(before: int, part: int, currency: str, base: str, rate: str) -> int:
    return fx.convert(before + part, currency, base, rate) - fx.convert(before, currency, base, rate)
