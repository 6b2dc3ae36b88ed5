"""What must hold of money received: that it settles no more than there is, on every day, and adds up to the ledger."""

import sqlite3
from collections.abc import Iterator

from ltc_cli.domain.proof.breach import Breach, Invariant, Spans

_SETTLED = {
    "invoice": ("d.issued_on", "d.total_minor", (("invoice_id", "amount_minor"),)),
    "credit_note": ("d.issued_on", "d.total_minor", (("credit_note_id", "source_minor"),)),
    "payment": ("d.received_on", "d.amount_minor", (("payment_id", "source_minor"), ("refund_id", "amount_minor"))),
}
"""What an allocation settles or draws on: its first day, the most, and the columns of allocations about it."""


def _settled(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """On no day is more settled of an invoice than it comes to, or more drawn on a payment or credit note than it has.

    An allocation is never dated before what it is about, and one that was taken back is as if it had not been.
    """
    first, most, columns = _SETTLED[noun]
    for span in spans:
        for key, amount in columns:
            for number, day in conn.execute(
                f"SELECT d.id, min(a.on_day) FROM {noun} d JOIN (SELECT {key} AS id, on_day, sum(sum({amount})) OVER "
                f"(PARTITION BY {key} ORDER BY on_day) AS settled FROM allocation WHERE {key} BETWEEN ? AND ? "
                f"GROUP BY {key}, on_day) a ON a.id = d.id "
                f"WHERE a.settled NOT BETWEEN 0 AND {most} OR {first} IS NULL OR a.on_day < {first} "
                "GROUP BY d.id",
                span,
            ):
                yield noun, number, f"has more settled on {day} than there was to settle, or less than nothing"
            yield from _reversed(conn, noun, key, span)
    if noun == "payment":
        yield from _paid_back(conn, spans)
    if noun == "invoice":
        yield from _credited(conn, spans)


def _reversed(conn: sqlite3.Connection, noun: str, key: str, span: tuple[int, int]) -> Iterator[Breach]:
    """Taking an allocation back is its mirror image, and not before it."""
    same = " AND ".join(
        f"b.{name} IS a.{name}" for name in ("kind", "payment_id", "credit_note_id", "invoice_id", "refund_id")
    )
    for (number,) in conn.execute(
        f"SELECT b.{key} FROM allocation b LEFT JOIN allocation a ON a.id = b.reverses WHERE b.{key} BETWEEN ? AND ? "
        f"AND b.reverses IS NOT NULL AND NOT ({same} AND a.reverses IS NULL AND b.on_day >= a.on_day "
        "AND b.amount_minor = -a.amount_minor AND b.source_minor = -a.source_minor) IS TRUE",
        span,
    ):
        yield noun, number, "has an allocation taken back that is not as it was made"


def _paid_back(conn: sqlite3.Connection, spans: Spans) -> Iterator[Breach]:
    """Money paid back was there to be paid back: credit covers it whole."""
    for span in spans:
        for (number,) in conn.execute(
            "SELECT p.id FROM payment p WHERE p.id BETWEEN ? AND ? AND p.direction = 'out' AND p.amount_minor <> "
            "(SELECT coalesce(sum(a.amount_minor), 0) FROM allocation a WHERE a.refund_id = p.id)",
            span,
        ):
            yield "payment", number, "pays back money that no credit covers"


def _credited(conn: sqlite3.Connection, spans: Spans) -> Iterator[Breach]:
    """An invoice is not credited by more than it comes to, as a whole and line by line, and in its own currency."""
    for span in spans:
        for (number,) in conn.execute(
            "SELECT i.id FROM invoice i JOIN credit_note c ON c.invoice_id = i.id WHERE i.id BETWEEN ? AND ? "
            "GROUP BY i.id HAVING sum(c.total_minor) > i.total_minor OR sum(c.net_minor) > i.net_minor "
            "OR max(c.currency <> i.currency OR c.account_id <> i.account_id OR c.issued_on < i.issued_on)",
            span,
        ):
            yield "invoice", number, "is credited by more than it comes to, before it was issued, or to another"
        for (number,) in conn.execute(
            "SELECT i.invoice_id FROM invoice_line i JOIN credit_note_line l ON l.invoice_line_id = i.id "
            "JOIN credit_note c ON c.id = l.credit_note_id WHERE i.invoice_id BETWEEN ? AND ? GROUP BY i.id "
            "HAVING sum(l.quantity) > i.quantity OR abs(sum(l.net_minor)) > abs(i.net_minor) "
            "OR max(c.invoice_id <> i.invoice_id)",
            span,
        ):
            yield "invoice", number, "has a line that is credited by more than it comes to"


_LEDGER = """
WITH moved(kind, on_day, amount, source, from_account, from_currency, to_account, to_currency) AS (
  SELECT a.kind, a.on_day, a.amount_minor, a.source_minor, coalesce(p.account_id, c.account_id),
    coalesce(p.currency, c.currency), coalesce(i.account_id, r.account_id), coalesce(i.currency, r.currency)
  FROM allocation a LEFT JOIN payment p ON p.id = a.payment_id LEFT JOIN credit_note c ON c.id = a.credit_note_id
  LEFT JOIN invoice i ON i.id = a.invoice_id LEFT JOIN payment r ON r.id = a.refund_id
  WHERE a.invoice_id IN (SELECT id FROM invoice WHERE account_id BETWEEN :first AND :last)
    OR a.refund_id IN (SELECT id FROM payment WHERE account_id BETWEEN :first AND :last)
    OR a.payment_id IN (SELECT id FROM payment WHERE account_id BETWEEN :first AND :last)
    OR a.credit_note_id IN (SELECT id FROM credit_note WHERE account_id BETWEEN :first AND :last)
), posting(account_id, currency, day, ledger, documents) AS (
  SELECT account_id, currency, issued_on, total_minor, total_minor FROM invoice
  WHERE status = 'issued' AND account_id BETWEEN :first AND :last
  UNION ALL SELECT account_id, currency, issued_on, -total_minor, -total_minor FROM credit_note
  WHERE account_id BETWEEN :first AND :last
  UNION ALL SELECT account_id, currency, received_on, iif(direction = 'in', -amount_minor, amount_minor),
    iif(direction = 'in', -amount_minor, 0) FROM payment WHERE account_id BETWEEN :first AND :last
  UNION ALL SELECT to_account, to_currency, on_day,
    iif(kind IN ('discount', 'writeoff') OR from_account <> to_account OR from_currency <> to_currency, -amount, 0),
    iif(kind = 'refund', 0, -amount) FROM moved
  UNION ALL SELECT from_account, from_currency, on_day,
    iif(from_account <> to_account OR from_currency <> to_currency, source, 0), source FROM moved
  WHERE from_account IS NOT NULL
)
SELECT account_id, currency, day FROM posting WHERE account_id BETWEEN :first AND :last
GROUP BY account_id, currency, day HAVING sum(ledger) <> sum(documents)
"""
"""The days on which what is booked differs from what stands open less what is unapplied.

Both grow day by day: they agree on every day when what each day adds to them does. The ledger is invoices less credit
notes, payments, discounts and write-offs, with refunds; what changes hands between currencies or accounts leaves one
and enters the other.
"""


def _ledger(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """What is open less what is unapplied is the ledger, for every account, in every currency, on every day."""
    for first, last in spans:
        for number, currency, day in conn.execute(_LEDGER, {"first": first, "last": last}):
            yield noun, number, f"has a ledger in {currency} that the documents of {day} do not add up to"


INVARIANTS: dict[str, tuple[tuple[str, ...], Invariant]] = {
    "settled": (("invoice", "payment", "credit_note"), _settled),
    "ledger": (("account",), _ledger),
}
"""Rules of the money, with the nouns they are about."""
