"""Reminders: what is sent when an invoice is late, level by level, each kept with what was open."""

from collections.abc import Callable

from ltc_cli.book import Book
from ltc_cli.domain import invoice, settlement
from ltc_cli.errors import Refused


def remind(book: Book, number: int, write: Callable[[int], None] | None = None) -> int:
    """Record that a reminder is sent; its level. Raises `Refused` when nothing is open, or it is not due yet.

    `write` writes the letter of a level to a file: what cannot be written is not recorded as sent.
    """
    with book.operation("invoice remind") as step:
        found = invoice.load(book, number)
        found.payable("reminded of")
        owed = settlement.debt(book, number)
        day = book.day()
        due = book.conn.execute("SELECT due_on FROM invoice WHERE id = ?", (number,)).fetchone()[0]
        if owed.open <= 0:
            raise Refused(f"{owed.ref} has nothing open.", f"ltc invoice show {owed.ref}")
        if day <= due:
            raise Refused(f"{owed.ref} is due on {due}; on {day} it is not late.", f"ltc invoice show {owed.ref}")
        level, last = book.conn.execute(
            "SELECT coalesce(max(level), 0) + 1, max(effective_ms) FROM reminder WHERE invoice_id = ?", (number,)
        ).fetchone()
        language = book.conn.execute("SELECT language FROM account WHERE id = ?", (owed.account,)).fetchone()[0]
        book.insert(
            "reminder",
            {
                "invoice_id": number, "level": level, "open_minor": owed.open,
                "language": language or book.process.language, "on_day": day,
                "effective_ms": book.when(last, f"the last reminder of {owed.ref}"),
            },
        )  # fmt: skip
        if write is not None and not book.dry_run:
            write(int(level))
        step.about("invoice", number)
        return int(level)
