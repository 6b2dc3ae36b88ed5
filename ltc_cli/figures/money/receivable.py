"""What customers owe, by how late it is (metric dictionary M2)."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import parse_date
from ltc_cli.domain.amount import apportion
from ltc_cli.domain.noun import ref
from ltc_cli.errors import BadUsage
from ltc_cli.figures.money.ledger import (
    Exchange,
    Seen,
    Unapplied,
    days_past,
    dues,
    open_invoices,
    postings,
    seen,
    unapplied_notes,
    unapplied_payments,
)
from ltc_cli.metrics import Ask, report
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import long_day, say

UNAPPLIED = "unapplied"
NOT_DUE = "not_due"


class Aged(NamedTuple):
    """A part of what is open that falls due on one day, or what is unapplied (below zero)."""

    key: tuple[str, ...]
    bucket: str
    noun: str
    id: int
    account_id: int
    due_on: str | None
    late: int | None
    """Calendar days past due; None: not known when it is due, or nothing to be due."""
    minor: int
    currency: str
    base: int | None
    """In the currency of the business; None: no rate."""
    rate: str | None = None
    """Its document's own."""


def aging(book: Book, asked: Ask) -> Report:
    """Open amounts by days past due as of a day, with what is unapplied, which add up to the ledger."""
    sight = _as_of(book, asked)
    exchange = _exchange(book, asked, sight)
    found, whole = _aged(book, asked, sight, exchange)
    told = [each for each in found if each.base is not None]
    late = [each for each in told if each.bucket not in (NOT_DUE, UNAPPLIED)]
    totals = {
        "invoices": _invoices(found),
        "amount": _sum(told),
        "overdue": _sum(late),
        "ledger": _ledger(book, asked, sight, found) if whole else None,
        "fx_difference": _difference(book, sight, found),
    }
    columns, rows = _wide(book, asked, found, whole) if asked.by else (_columns(), _rows(book, found, whole))
    answer = report(
        book,
        asked,
        columns,
        rows,
        totals,
        total_kinds=dict.fromkeys(("amount", "overdue", "ledger", "fx_difference"), "money"),
        excluded=exchange.missing,
        status="partial" if exchange.missing or not whole else "ok",
        title=f"{say('Receivables by age')} · {long_day(parse_date(sight.day, book.clock.today))}",
        notes=_notes(asked, whole),
    )._replace(silent=() if totals["fx_difference"] else ("fx_difference",))
    barred = not asked.by and any((row[-1] or 0) > 0 for row in rows)
    return told_as_of(answer, sight)._replace(bar="amount" if barred else "")


def aging_rows(book: Book, asked: Ask) -> Listing:
    """What is open and how late it is, document by document."""
    sight = _as_of(book, asked)
    found, _ = _aged(book, asked, sight, _exchange(book, asked, sight))
    order = buckets(book)
    accounts = names(book, (each.account_id for each in found))
    columns = (
        Column("ref", "ref"), Column("account", "ref", shown=False), Column("account_name", label="account"),
        Column("due", "date"), Column("days_past_due", "count", label="days late"),
        Column("bucket", words=_words()), Column("amount", "money"), Column("currency", shown=False),
    )  # fmt: skip
    ordered = sorted(found, key=lambda each: (order.index(each.bucket), each.due_on or "", each.noun, each.id))
    rows = [
        (
            ref(each.noun, each.id), ref("account", each.account_id), accounts[each.account_id], each.due_on,
            each.late, each.bucket, each.minor, each.currency,
        )
        for each in ordered
    ]  # fmt: skip
    return Listing("open_amount", columns, rows)


def told_as_of(answer: Report, sight: Seen) -> Report:
    """The report with the day it saw, which is the end of its period when that came first."""
    return answer if sight.ms is not None else answer._replace(as_of=sight.day)


def buckets(book: Book) -> tuple[str, ...]:
    """The names of the buckets, as the process cuts them, and what is unapplied last."""
    ends = book.process.reports.aging
    begins = (1, *(end + 1 for end in ends))
    late = (f"{first}-{last}" for first, last in zip(begins, ends, strict=False))
    return (NOT_DUE, *late, f">{ends[-1]}", UNAPPLIED)


def bucket(book: Book, late: int | None) -> str:
    """The bucket of so many days past due; what has no due day yet, or is due on the day itself, is not due."""
    return buckets(book)[bisect_left((0, *book.process.reports.aging), late or 0)]


def names(book: Book, accounts: Iterable[int]) -> dict[int, str]:
    """The names of accounts."""
    wanted = sorted(set(accounts))
    found = dict(book.conn.execute("SELECT id, name FROM account")) if wanted else {}
    return {number: found[number] for number in wanted}


def _as_of(book: Book, asked: Ask) -> Seen:
    """The day the report is as of: that of `--as-of`, or the end of a period that ended before it."""
    if asked.period.since and asked.period.kind == "span":
        raise BadUsage("ageing is told as of a day, not since one.", f"ltc report aging --as-of {asked.period.since}")
    return seen(book, asked.period.until)


def receivables(book: Book, asked: Ask, sight: Seen, exchange: Exchange) -> list[Aged]:
    """What is open, by due day, and what credit notes have left (below zero): both net of credit."""
    found = []
    for each in open_invoices(book, sight, asked):
        parts = dues(book, each)
        base = exchange(each.open, each.currency, each.rate, ("invoice", each.id))
        shares = [None] * len(parts) if base is None else _shares(base, [part.open for part in parts])
        for part, share in zip(parts, shares, strict=True):
            late = days_past(part.on, sight.day)
            found.append(
                Aged(
                    each.key, bucket(book, late), "invoice", each.id, each.account_id, part.on, late, part.open,
                    each.currency, share, each.rate,
                )
            )  # fmt: skip
    return found + _waiting(unapplied_notes(book, sight, asked), exchange)


def _aged(book: Book, asked: Ask, sight: Seen, exchange: Exchange) -> tuple[list[Aged], bool]:
    """Every part of what is open and everything unapplied, and whether the payments could be told."""
    found = receivables(book, asked, sight, exchange)
    payments = unapplied_payments(book, sight, asked)
    if payments is None:
        return [each for each in found if each.bucket != UNAPPLIED], False
    return found + _waiting(payments, exchange), True


def _waiting(left: Iterable[Unapplied], exchange: Exchange) -> list[Aged]:
    return [
        Aged(
            each.key, UNAPPLIED, each.noun, each.id, each.account_id, None, None, -each.left, each.currency,
            exchange(-each.left, each.currency, each.rate, (each.noun, each.id)), each.rate,
        )
        for each in left
    ]  # fmt: skip


def _shares(base: int, parts: Sequence[int]) -> list[int | None]:
    return [base] if len(parts) == 1 else [*apportion(base, [base * part for part in parts], sum(parts))]


def _exchange(book: Book, asked: Ask, sight: Seen) -> Exchange:
    """At the rates of the day, or those that the documents were posted with."""
    return Exchange(book, None if asked.turn.fx == "booked" else sight.day)


def _difference(book: Book, sight: Seen, found: Sequence[Aged]) -> int:
    """What the rates of the day make of what is open above the rates it was posted with; each document once."""
    posted, now = Exchange(book), Exchange(book, sight.day)
    documents: dict[tuple[str, int, str, str | None], int] = {}
    for each in found:
        if each.currency != book.process.currency:
            document = each.noun, each.id, each.currency, each.rate
            documents[document] = documents.get(document, 0) + each.minor
    difference = 0
    for (_, _, currency, rate), minor in documents.items():
        at_first, today = posted(minor, currency, rate), now(minor, currency)
        if at_first is not None and today is not None:
            difference += today - at_first
    return difference


def _notes(asked: Ask, whole: bool) -> list[str]:
    notes = []
    if not whole:
        notes.append(say("What is unapplied has no such field, so it cannot be told for this filter."))
    if asked.turn.fx == "booked":
        notes.append(say("At the rates that the documents were posted with."))
    return notes


def _ledger(book: Book, asked: Ask, sight: Seen, found: Sequence[Aged]) -> int:
    """The ledger from what was booked; of a filter, from the documents it chose.

    Each document is converted once, so what the postings of a currency say beyond its documents is converted apart;
    it is nothing unless the file is damaged (`ltc check`).
    """
    whole = _sum(found)
    if asked.where is not None:
        return whole
    booked, exchange = postings(book, sight), Exchange(book, sight.day)
    explained: dict[str, int] = {}
    for each in found:
        explained[each.currency] = explained.get(each.currency, 0) + each.minor
    for currency in booked.keys() | explained.keys():
        beyond = booked.get(currency, 0) - explained.get(currency, 0)
        whole += (exchange(beyond, currency) or 0) if beyond else 0
    return whole


def _columns() -> tuple[Column, ...]:
    return (Column("bucket", words=_words()), Column("invoices", "count"), Column("amount", "money"))


def _rows(book: Book, found: Sequence[Aged], whole: bool) -> list[tuple[Any, ...]]:
    """A row a bucket, also where there is nothing in it."""
    rows: list[tuple[Any, ...]] = []
    for name in buckets(book):
        here = [each for each in found if each.bucket == name]
        rows.append((name, _invoices(here), _sum(here) if whole or name != UNAPPLIED else None))
    return rows


def _wide(
    book: Book, asked: Ask, found: Sequence[Aged], whole: bool
) -> tuple[tuple[Column, ...], list[tuple[Any, ...]]]:
    """A row a group and a column a bucket; by currency, each in its own."""
    own, ages = "currency" in asked.by, buckets(book)
    groups: dict[tuple[str, ...], list[Aged]] = {}
    for each in found:
        groups.setdefault(each.key, []).append(each)
    rows: list[tuple[Any, ...]] = []
    for key, here in groups.items():
        sums = [_sum([each for each in here if each.bucket == name], own=own) for name in ages]
        rows.append((*key, _invoices(here), *sums[:-1], sums[-1] if whole else None, sum(sums)))
    width = len(asked.by)
    rows.sort(key=lambda row: (-row[-1], row[:width]))
    heads = heading(book, asked.by, groups)
    amounts = (Column(name, "money", label=_words().get(name, "")) for name in (*ages, "total"))
    return (*heads, Column("invoices", "count"), *amounts), rows


def heading(book: Book, by: Sequence[str], keys: Iterable[Sequence[str]]) -> tuple[Column, ...]:
    """The columns of the dimensions; an account is read by its name."""
    if "account" not in by:
        return tuple(map(Column, by))
    place = by.index("account")
    wanted = {each[place] for each in keys}
    told = {
        ref("account", number): name
        for number, name in book.conn.execute("SELECT id, name FROM account")
        if ref("account", number) in wanted
    }
    return tuple(Column(name, words=told if name == "account" else {}) for name in by)


def _sum(found: Sequence[Aged], *, own: bool = False) -> int:
    return sum(each.minor if own else each.base or 0 for each in found)


def _invoices(found: Sequence[Aged]) -> int:
    return len({each.id for each in found if each.noun == "invoice"})


def _words() -> Mapping[str, str]:
    return {"not_due": say("not due"), UNAPPLIED: say("unapplied")}
