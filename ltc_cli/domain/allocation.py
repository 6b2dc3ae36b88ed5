"""The verbs that settle by hand: allocate, take back, write off."""

from ltc_cli.book import Book
from ltc_cli.domain import credit, entry, invoice, payment, settlement
from ltc_cli.domain.noun import ref
from ltc_cli.domain.query import Source
from ltc_cli.errors import Refused
from ltc_cli.money import Money, parse, words

Origin = tuple[str, int]
"""A payment or a credit note: noun and id."""


def source_of(origin: Origin) -> Source:
    """Where a payment or a credit note is read from."""
    return credit.SOURCE if origin[0] == "credit_note" else payment.SOURCE


def allocate(book: Book, source: Origin, number: int, typed: str | None = None) -> None:
    """Let a payment or credit note settle an invoice, as far as both go, or for the amount given.

    Raises `Refused` when the amount is more than is left or open.
    """
    with book.operation("payment allocate") as step:
        found = invoice.load(book, number)
        found.payable()
        _incoming(book, source)
        origin, owed = settlement.origin(book, *source), settlement.debt(book, number)
        if origin.account != owed.account:
            raise Refused(f"{origin.ref} and {owed.ref} are of different accounts.", "Each account pays its own.")
        wanted = None
        if typed is not None:
            asked = parse(typed, owed.currency)
            _same(found.ref, asked, owed.currency)
            wanted = asked.minor
            if wanted > owed.open:
                raise Refused(
                    f"{owed.ref} has {words(Money(owed.open, owed.currency))} open, not {words(asked)}.",
                    f"ltc invoice show {owed.ref}",
                )
        for what, name, amount in ((origin.left, origin.ref, origin.currency), (owed.open, owed.ref, owed.currency)):
            if what <= 0:
                raise Refused(
                    f"{name} has nothing left; {words(Money(0, amount))} can be allocated.", f"ltc show {name}"
                )
        done = settlement.settle(book, origin, owed, wanted, book.when(_since(book, source, number)))
        if wanted is not None and done < wanted:
            raise Refused(
                f"{origin.ref} has {words(Money(origin.left, origin.currency))} left, "
                f"not {words(Money(wanted, owed.currency))}.",
                f"ltc show {origin.ref}",
            )
        step.about(*source)


def unallocate(book: Book, source: Origin, number: int) -> None:
    """Take back what a payment or credit note settled of an invoice: it is open again, and the money waits."""
    with book.operation("payment unallocate") as step:
        origin = settlement.origin(book, *source)
        at = book.when(_since(book, source, number))
        if not settlement.take_back(book, origin, number, at):
            book.warnings.append(f"{origin.ref} settles nothing of {ref('invoice', number)}.")
        step.about(*source)


def write_off(book: Book, number: int, reason: str) -> None:
    """Give up what is open of an invoice."""
    with book.operation("invoice write-off") as step:
        found = invoice.load(book, number)
        found.payable("written off")
        owed = settlement.debt(book, number)
        if owed.open > 0:
            last = book.conn.execute("SELECT issued_ms FROM invoice WHERE id = ?", (number,)).fetchone()[0]
            at = book.when(last, f"the issue of {owed.ref}")
            settlement.check_day(book, book.day(at), ("invoice", number))
            book.insert(
                "allocation",
                {
                    "kind": "writeoff", "invoice_id": number, "on_day": book.day(at), "effective_ms": at,
                    "amount_minor": owed.open, "source_minor": 0, "realised_minor": 0,
                    "reason": entry.given_reason(reason),
                },
            )  # fmt: skip
        step.about("invoice", number)


def _incoming(book: Book, source: Origin) -> None:
    if source[0] == "payment":
        row = book.conn.execute("SELECT direction FROM payment WHERE id = ?", (source[1],)).fetchone()
        if row[0] == "out":
            raise Refused(f"{ref(*source)} is a refund; it settles no invoice.", "Name a payment or a credit note.")


def _same(name: str, money: Money, currency: str) -> None:
    if money.currency != currency:
        raise Refused(f"{words(money)} does not go with {name}, which is in {currency}.", f"Give it in {currency}.")


def _since(book: Book, source: Origin, number: int) -> int:
    """The instant of the later of a source and an invoice."""
    of_source = book.conn.execute(f"SELECT created_ms FROM {source[0]} WHERE id = ?", (source[1],)).fetchone()[0]
    of_invoice = book.conn.execute(
        "SELECT coalesce(issued_ms, created_ms) FROM invoice WHERE id = ?", (number,)
    ).fetchone()[0]
    return int(max(of_source, of_invoice))
