"""The money as a journal of hledger: receivables, sales, tax, bank, fees, discounts, bad debts.

Every invoice, credit note, payment, refund, cash discount and write-off is a transaction that balances. What a customer
owes less what waits as his credit is the balance of his account under `assets:receivable`, on every day, as the report
of ageing tells it. A payment in another currency than its invoice's moves through `equity:conversion`.
"""

import re
from collections.abc import Iterable, Iterator
from heapq import merge
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain.amount import percent
from ltc_cli.domain.noun import ref
from ltc_cli.money import exponent, plain

RECEIVABLE = "assets:receivable"
BANK = "assets:bank"
SALES = "income:sales"
TAX = "liabilities:tax"
FEES = "expenses:bank fees"
DISCOUNTS = "expenses:cash discounts"
BAD_DEBTS = "expenses:bad debts"
CONVERSION = "equity:conversion"
_MARKS = str.maketrans(dict.fromkeys(":()[]", "-"))
_BLANKS = re.compile(r"\s+")
_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


class Posting(NamedTuple):
    """An amount on an account."""

    account: str
    minor: int
    currency: str


class Transaction(NamedTuple):
    """Postings of a day that add up to nothing in every currency."""

    day: str
    place: int
    """What is told first of one day: invoices, then what settles them."""
    number: int
    code: str
    text: str
    postings: tuple[Posting, ...]


def journal(book: Book) -> Iterator[str]:
    """The journal, line by line: its declarations, then the transactions in the order of their days."""
    day = (book.as_of.day if book.as_of else book.clock.today).isoformat()
    names = {
        number: f"{RECEIVABLE}:{ref('account', number)} {_name(name)}"
        for number, name in book.conn.execute(
            "SELECT id, name FROM account WHERE id IN (SELECT account_id FROM invoice UNION SELECT account_id "
            "FROM payment UNION SELECT account_id FROM credit_note) ORDER BY id"
        )
    }
    yield f"; The money of {_text(str(book.path.name))} up to {day}.\n"
    yield "decimal-mark .\n"
    for (currency,) in book.conn.execute(
        "SELECT currency FROM invoice UNION SELECT currency FROM payment UNION SELECT currency FROM credit_note "
        "ORDER BY 1"
    ):
        digits = exponent(currency)
        yield f"commodity {currency} 1000.{'0' * digits}\n"
    taxes = book.conn.execute("SELECT DISTINCT tax_ppm FROM invoice_line WHERE tax_ppm > 0 ORDER BY 1")
    fixed = (BANK, SALES, TAX, FEES, DISCOUNTS, BAD_DEBTS, CONVERSION, *(_tax(row[0]) for row in taxes))
    for account in (*names.values(), *fixed):
        yield f"account {account}\n"
    for each in _transactions(book, names, day):
        yield f"\n{each.day} ({each.code}) {each.text}\n"
        for posting in each.postings:
            yield f"    {posting.account}  {posting.currency} {plain(posting.minor, posting.currency)}\n"


def _transactions(book: Book, names: dict[int, str], day: str) -> Iterable[Transaction]:
    found = merge(
        _invoices(book, names, day),
        _credit_notes(book, names, day),
        _payments(book, names, day),
        _allocations(book, names, day),
    )
    return (each._replace(postings=kept) for each in found if (kept := tuple(p for p in each.postings if p.minor)))


def _invoices(book: Book, names: dict[int, str], day: str) -> Iterator[Transaction]:
    taxes = _taxes(book, "invoice_line", "invoice_id")
    for number, issued, name, account, currency, net, total, about in book.conn.execute(
        "SELECT i.id, i.issued_on, i.number, i.account_id, i.currency, i.net_minor, i.total_minor, a.name "
        "FROM invoice i JOIN account a ON a.id = i.account_id WHERE i.status = 'issued' AND i.issued_on <= ? "
        "ORDER BY i.issued_on, i.id",
        (day,),
    ):
        owed = Posting(names[account], total, currency)
        tax = _levied(taxes.get(number, ()), net - total, currency, -1)
        sold = Posting(SALES, -net, currency)
        text = f"{_text(about)} | invoice {_text(name)}"
        yield Transaction(issued, 0, number, ref("invoice", number), text, (owed, sold, *tax))


def _credit_notes(book: Book, names: dict[int, str], day: str) -> Iterator[Transaction]:
    taxes = _taxes(book, "credit_note_line", "credit_note_id")
    for number, issued, name, account, currency, net, total, about in book.conn.execute(
        "SELECT n.id, n.issued_on, n.number, n.account_id, n.currency, n.net_minor, n.total_minor, a.name "
        "FROM credit_note n JOIN account a ON a.id = n.account_id WHERE n.issued_on <= ? ORDER BY n.issued_on, n.id",
        (day,),
    ):
        owed = Posting(names[account], -total, currency)
        tax = _levied(taxes.get(number, ()), total - net, currency, 1)
        text = f"{_text(about)} | credit note {_text(name)}"
        sold = Posting(SALES, net, currency)
        yield Transaction(issued, 1, number, ref("credit_note", number), text, (owed, sold, *tax))


def _payments(book: Book, names: dict[int, str], day: str) -> Iterator[Transaction]:
    for number, received, account, direction, minor, fee, currency, reference, about in book.conn.execute(
        "SELECT p.id, p.received_on, p.account_id, p.direction, p.amount_minor, p.fee_minor, p.currency, p.reference, "
        "a.name FROM payment p JOIN account a ON a.id = p.account_id WHERE p.received_on <= ? "
        "ORDER BY p.received_on, p.id",
        (day,),
    ):
        sign, word = (1, "payment") if direction == "in" else (-1, "refund")
        text = f"{_text(about)} | {word}{f' {_text(reference)}' if reference else ''}"
        postings = (
            Posting(BANK, sign * (minor - fee), currency),
            Posting(FEES, fee, currency),
            Posting(names[account], -sign * minor, currency),
        )
        yield Transaction(received, 2, number, ref("payment", number), text, postings)


def _allocations(book: Book, names: dict[int, str], day: str) -> Iterator[Transaction]:
    """Discounts, write-offs, and what settles an invoice of another currency; the rest moves nothing."""
    for number, on, kind, account, minor, currency, taken, source, of, about in book.conn.execute(
        "SELECT x.id, x.on_day, x.kind, i.account_id, x.amount_minor, i.currency, x.source_minor, "
        "coalesce(p.currency, n.currency, i.currency), i.id, a.name FROM allocation x "
        "JOIN invoice i ON i.id = x.invoice_id JOIN account a ON a.id = i.account_id "
        "LEFT JOIN payment p ON p.id = x.payment_id LEFT JOIN credit_note n ON n.id = x.credit_note_id "
        "WHERE x.on_day <= ? AND (x.kind = 'discount' OR x.kind = 'writeoff' OR p.currency <> i.currency) "
        "ORDER BY x.on_day, x.id",
        (day,),
    ):
        owed = names[account]
        if kind in ("discount", "writeoff"):
            other = DISCOUNTS if kind == "discount" else BAD_DEBTS
            word = "cash discount" if kind == "discount" else "written off"
            postings: tuple[Posting, ...] = (Posting(other, minor, currency), Posting(owed, -minor, currency))
        else:
            word = "settled in another currency"
            postings = (
                Posting(owed, -minor, currency),
                Posting(CONVERSION, minor, currency),
                Posting(owed, taken, source),
                Posting(CONVERSION, -taken, source),
            )
        yield Transaction(on, 3, number, ref("invoice", of), f"{_text(about)} | {word}", postings)


def _taxes(book: Book, table: str, key: str) -> dict[int, list[tuple[int, int]]]:
    """The tax of documents by rate, as their lines have it."""
    found: dict[int, list[tuple[int, int]]] = {}
    for number, ppm, minor in book.conn.execute(
        f"SELECT {key}, tax_ppm, sum(tax_minor) FROM {table} GROUP BY 1, 2 HAVING sum(tax_minor) <> 0 "
        "ORDER BY 1, 2 DESC"
    ):
        found.setdefault(number, []).append((ppm, minor))
    return found


def _levied(taxes: Iterable[tuple[int, int]], whole: int, currency: str, sign: int) -> list[Posting]:
    """The tax of a document by rate; what a document without lines does not say the rate of stands by itself."""
    found = [Posting(_tax(ppm), sign * minor, currency) for ppm, minor in taxes]
    return [*found, Posting(TAX, whole - sum(each.minor for each in found), currency)]


def _tax(ppm: int) -> str:
    return f"{TAX}:{percent(ppm)}%"


def _text(value: str) -> str:
    """A text inside a description: on one line, without what begins a comment or parts payee from note."""
    return _BLANKS.sub(" ", _NOT_TEXT.sub(" ", value)).replace(";", ",").replace("|", "/").strip() or "-"


def _name(value: str) -> str:
    """A name as a part of an account: without the marks that part accounts, amounts and virtual postings."""
    return _text(value).translate(_MARKS)
