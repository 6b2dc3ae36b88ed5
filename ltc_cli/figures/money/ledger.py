"""What customers owe as of a day: the one reader of open invoices and of credit not used yet.

Everything that tells a receivable reads it here, so that no two reports disagree. A fact dated after the day is not
seen: what was allocated later, taken back later or paid later changes nothing about the past. What is open of invoices
less what is unapplied of payments and credit notes is the ledger (metric dictionary M2, invariant 7).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import fx, instalment, invoice, query
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Condition, Source
from ltc_cli.errors import BadUsage
from ltc_cli.figures.dimension import UNKNOWN, Dimension, dimensions
from ltc_cli.metrics import Ask, missing_fx

PAYMENT = Source(
    noun="payment",
    fields=(
        Field("account", "ref", "'A' || payment.account_id"),
        Field("account_name", "text", "account.name"),
        Field("currency", "text", "payment.currency"),
        Field("order", "ref", "'O' || payment.order_id"),
        Field("contract", "ref", "'K' || payment.contract_id"),
    ),
    joins="LEFT JOIN account ON account.id = payment.account_id",
)
"""Payments by what they have in common with invoices: what one filter can mean of both."""
CREDIT_NOTE = Source(
    noun="credit_note",
    fields=invoice.SOURCE.fields,
    joins=f"LEFT JOIN invoice ON invoice.id = credit_note.invoice_id {invoice.SOURCE.joins}",
)
"""Credit notes by the fields of the invoice they are for: they go where it goes."""


class Seen(NamedTuple):
    """How far a report sees: facts dated up to a day, and of those only what took place up to an instant."""

    day: str
    ms: int | None = None

    def sql(self, day: str, ms: str) -> str:
        """The condition that a fact dated `day`, which took place at `ms`, is seen.

        A `+` before `day` reads the table in its own order: most of it is seen, and an index would jump about in it.
        """
        bound = "" if self.ms is None else f" AND {ms} <= {int(self.ms)}"
        return f"{day} <= '{date.fromisoformat(self.day)}'{bound}"


class Open(NamedTuple):
    """An invoice that is open as of a day."""

    id: int
    account_id: int
    currency: str
    issued_on: str
    due_on: str
    total: int
    open: int
    rate: str | None
    """Its own, of the day it was issued; None: there is none into the currency that is told."""
    order_id: int | None
    """Only of an invoice that bills an order with a plan as a whole: its instalments fall due by themselves."""
    key: tuple[str, ...] = ()
    """The dimensions it was asked by."""


class Unapplied(NamedTuple):
    """A payment or a credit note with something left, or money paid back that no credit covers (below zero)."""

    noun: str
    id: int
    account_id: int
    currency: str
    left: int
    rate: str | None
    """Its own, as an invoice's."""
    key: tuple[str, ...] = ()


class Due(NamedTuple):
    """A part of what is open, with its own due day; None: not known before the order is delivered."""

    on: str | None
    total: int
    open: int


class Exchange:
    """Amounts in the currency of the business, and what could not be told for want of a rate.

    By the rates of a day; without one, by each document's own.
    """

    def __init__(self, book: Book, day: str | None = None) -> None:
        self._conn, self._day, self._base = book.conn, day, book.process.currency or ""
        self._rates: dict[str, str | None] = {}
        self._left: dict[Hashable, tuple[str, int]] = {}

    def __call__(
        self, minor: int, currency: str, own: str | None = None, document: Hashable | None = None
    ) -> int | None:
        """An amount of a document in the currency of the business; None, and counted, without a rate."""
        return self.at(own if self._day is None else self._of_day(currency, self._day), minor, currency, document)

    def at(self, rate: str | None, minor: int, currency: str, document: Hashable | None = None) -> int | None:
        """An amount at a rate, half up; without one None, and its document is counted once."""
        if rate is None:
            self._left.setdefault(len(self._left) if document is None else document, (currency, minor))
            return None
        return fx.convert(minor, currency, self._base, rate)

    def _of_day(self, currency: str, day: str) -> str | None:
        if currency not in self._rates:
            self._rates[currency] = fx.find(self._conn, currency, self._base, day)
        return self._rates[currency]

    @property
    def missing(self) -> dict[str, Any]:
        """What was left out, as `excluded` tells it."""
        amounts: Counter[str] = Counter()
        for currency, minor in self._left.values():
            amounts[currency] += minor
        return missing_fx(amounts, len(self._left))


def seen(book: Book, until: date | None = None) -> Seen:
    """How far a report sees: to the day it is as of, or to the end of its period when that is earlier."""
    day = book.as_of.day if book.as_of else book.clock.today
    if until is not None and until < day:
        return Seen(until.isoformat())
    return Seen(day.isoformat(), book.as_of.ms if book.as_of and not book.as_of.date_only else None)


def open_invoices(
    book: Book,
    sight: Seen,
    asked: Ask | None = None,
    *,
    settled_too: bool = False,
    extra: Sequence[Condition] = (),
) -> list[Open]:
    """The invoices that are open as of a day, by id: what was settled later is open still."""
    axes = axes_of(book, invoice.SOURCE, asked)
    left = f"invoice.total_minor - {_allocated(sight, 'invoice', 'amount')}"
    what = (
        "invoice.id, invoice.account_id, invoice.currency, invoice.issued_on, invoice.due_on, invoice.total_minor, "
        f"{left}, invoice.rate, invoice.base_currency, "
        f"CASE invoice.what WHEN 'ordered' THEN invoice.order_id END{raw(axes)}"
    )
    conditions = [*issued(sight), *extra, *([] if settled_too else [Condition(f"{left} <> 0")])]
    rows = book.conn.execute(*query.select(book, invoice.SOURCE, what, conditions, asked.where if asked else None))
    posted = fx.Posted(book)
    found = [
        Open(
            number, account, currency, on, due, total, minor, posted(currency, rate, base, on), order,
            key(axes, values),
        )
        for number, account, currency, on, due, total, minor, rate, base, order, *values in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.id)


def unapplied_notes(book: Book, sight: Seen, asked: Ask | None = None) -> list[Unapplied]:
    """What credit notes have left as of a day, of the invoices asked for."""
    left = f"credit_note.total_minor - {_allocated(sight, 'credit_note', 'source')}"
    axes = axes_of(book, CREDIT_NOTE, asked)
    own = "credit_note.rate, credit_note.base_currency, credit_note.issued_on"
    what = f"credit_note.id, invoice.account_id, credit_note.currency, {left}, {own}{raw(axes)}"
    rows = book.conn.execute(
        *query.select(book, CREDIT_NOTE, what, [*noted(book, sight, asked), Condition(f"{left} <> 0")], None)
    )
    return _unapplied(book, "credit_note", axes, rows)


def unapplied_payments(book: Book, sight: Seen, asked: Ask | None = None) -> list[Unapplied] | None:
    """What payments have left as of a day; a refund that no credit covers is below zero.

    None when the filter names a field that payments do not have: then it cannot be told which of them are meant.
    """
    left = (
        f"iif(payment.direction = 'in', payment.amount_minor - {_allocated(sight, 'payment', 'source')}, "
        f"{_allocated(sight, 'payment', 'amount', key='refund_id')} - payment.amount_minor)"
    )
    axes = axes_of(book, PAYMENT, asked)
    own = "payment.rate, payment.base_currency, payment.received_on"
    what = f"payment.id, payment.account_id, payment.currency, {left}, {own}{raw(axes)}"
    conditions = [Condition(sight.sql("+payment.received_on", "payment.created_ms")), Condition(f"{left} <> 0")]
    try:
        statement, values = query.select(book, PAYMENT, what, conditions, asked.where if asked else None)
    except BadUsage:
        return None
    return _unapplied(book, "payment", axes, book.conn.execute(statement, values))


def issued(sight: Seen) -> list[Condition]:
    """The conditions that an invoice is issued as of a day."""
    return [
        Condition("+invoice.status = 'issued'"),  # nearly all are: a scan is quicker than an index of those
        Condition(sight.sql("+invoice.issued_on", "invoice.issued_ms")),
    ]


def noted(book: Book, sight: Seen, asked: Ask | None) -> list[Condition]:
    """The conditions that a credit note was issued by a day, for one of the invoices asked for."""
    conditions = [Condition(sight.sql("credit_note.issued_on", "credit_note.created_ms"))]
    if asked is not None and asked.where is not None:
        statement, values = query.select(book, invoice.SOURCE, "invoice.id", [], asked.where)
        conditions.append(Condition(f"credit_note.invoice_id IN ({statement})", tuple(values)))
    return conditions


def postings(book: Book, sight: Seen) -> dict[str, int]:
    """The ledger as of a day by currency, from what was booked: not from what is open.

    Invoices less credit notes, payments, cash discounts and write-offs, with what was paid back. What is paid in
    another currency than the invoice's leaves the one and enters the other.
    """
    allocated = sight.sql("a.on_day", "a.effective_ms")
    statements = [
        f"SELECT currency, total_minor FROM invoice WHERE status = 'issued' AND {sight.sql('+issued_on', 'issued_ms')}",
        f"SELECT currency, -total_minor FROM credit_note WHERE {sight.sql('issued_on', 'created_ms')}",
        "SELECT currency, iif(direction = 'in', -amount_minor, amount_minor) FROM payment "
        f"WHERE {sight.sql('+received_on', 'created_ms')}",
        "SELECT i.currency, -a.amount_minor FROM allocation a JOIN invoice i ON i.id = a.invoice_id "
        f"WHERE (a.kind = 'discount' OR a.kind = 'writeoff') AND {allocated}",
    ]
    found = _summed(book, statements)
    if len(found) > 1:
        across = (f"SELECT {side} {_ACROSS} AND {allocated}" for side in _SIDES)
        for currency, minor in _summed(book, across).items():
            found[currency] = found.get(currency, 0) + minor
    return {currency: minor for currency, minor in found.items() if minor}


def _summed(book: Book, statements: Iterable[str]) -> dict[str, int]:
    """The amounts of statements of currency and amount, by currency."""
    found: Counter[str] = Counter()
    for statement in statements:
        for currency, minor in book.conn.execute(
            f"WITH posted(currency, minor) AS ({statement}) SELECT currency, sum(minor) FROM posted GROUP BY currency"
        ):
            found[currency] += minor
    return dict(found)


_SOURCE, _SETTLED = "coalesce(p.currency, c.currency)", "coalesce(i.currency, r.currency)"
_SIDES = (f"{_SETTLED}, -a.amount_minor", f"{_SOURCE}, a.source_minor")
_ACROSS = f"""
          FROM allocation a
          LEFT JOIN payment p ON p.id = a.payment_id LEFT JOIN credit_note c ON c.id = a.credit_note_id
          LEFT JOIN invoice i ON i.id = a.invoice_id LEFT JOIN payment r ON r.id = a.refund_id
          WHERE a.kind <> 'discount' AND {_SOURCE} <> {_SETTLED}"""
"""Allocations whose source is in another currency than what they settle."""


def dues(book: Book, document: Open) -> list[Due]:
    """What is open of an invoice by due day: of an order's instalments, the earliest are settled first.

    What is settled beyond its total, as of a day before an allocation was taken back, is below zero on the last day.
    """
    paid = document.total - document.open
    found = []
    parts = due_shares(book, document)
    for day, share in parts:
        covered = min(share, paid)
        paid -= covered
        if share > covered:
            found.append(Due(day, share, share - covered))
    return [*found, Due(*parts[-1], -paid)] if paid else found


def due_shares(book: Book, document: Open) -> list[tuple[str | None, int]]:
    """The days an invoice falls due with the amounts, the earliest first; they add up to its total.

    Nothing is due before it is invoiced. What falls due by a day that is not known yet comes last.
    """
    parts = instalment.due_parts(book, document.order_id, document.total) if document.order_id is not None else []
    ordered = sorted(parts, key=lambda part: (part[0] is None, part[0] or ""))
    return [(day and max(day, document.issued_on), share) for day, share in ordered] or [
        (document.due_on, document.total)
    ]


def days_past(due: str | None, day: str) -> int | None:
    """Calendar days from the due day to a day; below zero while it is not due."""
    return None if due is None else (date.fromisoformat(day) - date.fromisoformat(due)).days


def axes_of(book: Book, source: Source, asked: Ask | None) -> list[Dimension]:
    """The dimensions asked for, as far as the source has them; a payment has no due day: it is (unknown)."""
    instant = "invoice.issued_ms" if source is invoice.SOURCE else f"{source.noun}.created_ms"
    if source is invoice.SOURCE:
        return dimensions(book, source, asked.by if asked else (), instant)
    found = []
    for name in asked.by if asked else ():
        try:
            found += dimensions(book, source, (name,), instant)
        except BadUsage:
            found.append(Dimension(name, "NULL", _unknown))
    return found


def raw(axes: Sequence[Dimension]) -> str:
    """The columns of the dimensions, behind others."""
    return "".join(f", {axis.sql}" for axis in axes)


def key(axes: Sequence[Dimension], values: Sequence[Any]) -> tuple[str, ...]:
    """What people read for the values of those columns."""
    return tuple(axis.say(value) for axis, value in zip(axes, values, strict=True))


def _unapplied(book: Book, noun: str, axes: Sequence[Dimension], rows: Iterable[Sequence[Any]]) -> list[Unapplied]:
    posted = fx.Posted(book)
    return [
        Unapplied(noun, number, account, currency, minor, posted(currency, rate, base, day), key(axes, values))
        for number, account, currency, minor, rate, base, day, *values in rows
    ]


def _allocated(sight: Seen, noun: str, side: str, *, key: str = "") -> str:
    """SQL for what allocations up to a day settle of a document, or draw on it (side: amount or source)."""
    return (
        f"coalesce((SELECT sum(a.{side}_minor) FROM allocation a WHERE a.{key or f'{noun}_id'} = {noun}.id "
        f"AND {sight.sql('a.on_day', 'a.effective_ms')}), 0)"
    )


def _unknown(_: object) -> str:
    return UNKNOWN
