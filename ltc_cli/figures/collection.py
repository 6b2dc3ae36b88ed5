"""Collections: how much of what was due came in, and after how many days (metric dictionary M4)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from ltc_cli import stats
from ltc_cli.book import Book
from ltc_cli.domain.noun import ref
from ltc_cli.figures.ledger import Exchange, Open, Seen, due_shares, open_invoices, seen
from ltc_cli.figures.outstanding import Sale, sales_of
from ltc_cli.figures.receivable import Aged, heading, receivables, told_as_of
from ltc_cli.metrics import FEW, Ask, report, span_words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

Key = tuple[str, ...]
_COLUMNS = (
    Column("effectiveness", "ratio"),
    Column("collected", "money"),
    Column("days_to_pay", "days"),
    Column("days_late", "days"),
    Column("median_days_to_pay", "days", label="median to pay"),
    Column("ci_low", "days", shown=False),
    Column("ci_high", "days", shown=False),
    Column("median_days_late", "days", shown=False),
    Column("paid", "count"),
    Column("invoices", "count"),
    Column("receivable_before", "money", shown=False),
    Column("sales", "money", shown=False),
    Column("receivable", "money", shown=False),
    Column("not_due", "money", shown=False),
)


class Paid(NamedTuple):
    """What was paid of an invoice on one day, as far as it falls due on one day."""

    key: Key
    account_id: int
    invoice: int
    day: str
    minor: int
    """In the currency of the business, at the invoice's own rate."""
    after: int
    """Calendar days from issue to payment; below zero when it was paid before."""
    late: int
    """Calendar days past due; below zero when it was paid before."""


class Life(NamedTuple):
    """How long an invoice took to be paid, or has been waiting."""

    key: Key
    after: int
    """Days from issue to the day it was settled, or to the day of the report."""
    late: int
    """The same from the last day it falls due."""
    paid: bool
    """False: open still, or settled without money."""


class _Standing(NamedTuple):
    """What the effectiveness is worked out from, of all groups."""

    before: list[Aged]
    sales: list[Sale]
    after: list[Aged]
    payments: list[Paid]
    lives: list[Life]


class _Settling(NamedTuple):
    """An allocation to an invoice that was not taken back."""

    invoice: int
    kind: str
    day: str
    """The value date of the payment; of credit and write-offs the day they were applied."""
    on_day: str
    minor: int


def collections(book: Book, asked: Ask) -> Report:
    """Collection effectiveness, and the days customers take to pay."""
    sight = seen(book, asked.period.until)
    facts = _standing(book, asked, sight)
    whole = _figures(facts)
    groups = _groups(facts) if asked.by else {(): facts}
    width = len(asked.by)
    rows = [(*name, *_figures(each).values()) for name, each in groups.items()]
    rows.sort(key=lambda row: (-row[width + 1], row[:width]))
    answer = report(
        book,
        asked,
        (*heading(book, asked.by, groups), *_COLUMNS),
        rows,
        whole,
        status="undefined" if whole["effectiveness"] is None and whole["days_to_pay"] is None else "ok",
        title=" · ".join(filter(None, (say("Collections"), span_words(asked)))),
        notes=[say("Fewer than {n} invoices were paid: their median is a hint, not a finding.", n=FEW)]
        if 0 < whole["paid"] < FEW
        else (),
    )
    return told_as_of(answer, sight)


def collections_rows(book: Book, asked: Ask) -> Listing:
    """What was paid in the period, each with its days."""
    sight = seen(book, asked.period.until)
    columns = (
        Column("ref", "ref"), Column("account", "ref"), Column("paid", "date"), Column("amount", "money"),
        Column("days_to_pay", "count"), Column("days_late", "count"), Column("currency", shown=False),
    )  # fmt: skip
    payments, _ = _payments(book, asked, sight)
    rows = [
        (
            ref("invoice", each.invoice), ref("account", each.account_id), each.day, each.minor, each.after, each.late,
            book.process.currency,
        )
        for each in sorted(payments, key=lambda each: (each.day, each.invoice))
    ]  # fmt: skip
    return Listing("payment_received", columns, rows)


def effectiveness(before: int, sales: int, after: int, not_due: int) -> float | None:
    """Of what could be collected, the share that was; None where nothing could. Source: metric dictionary M4."""
    possible = before + sales - not_due
    return (before + sales - after) / possible if possible > 0 else None


def weighted(days: Sequence[tuple[int, int]]) -> float | None:
    """The mean of days weighted by amounts; None of nothing."""
    whole = sum(minor for minor, _ in days)
    return sum(minor * each for minor, each in days) / whole if whole else None


def _standing(book: Book, asked: Ask, sight: Seen) -> _Standing:
    """Everything the figures need, at the documents' own rates: a change of rates is not a collection."""
    exchange = Exchange(book)
    since = asked.period.since
    before = [] if since is None else receivables(book, asked, seen(book, since - timedelta(days=1)), exchange)
    first = since.isoformat() if since else ""
    sales = [sale for sale in sales_of(book, asked, sight) if sale.day >= first]
    return _Standing(before, sales, receivables(book, asked, sight, exchange), *_payments(book, asked, sight))


def _groups(facts: _Standing) -> dict[Key, _Standing]:
    """The facts by the dimensions asked for."""
    groups: dict[Key, _Standing] = {}
    parts: tuple[Sequence[Aged | Sale | Paid | Life], ...] = facts
    for place, part in enumerate(parts):
        for each in part:
            group: tuple[list[Any], ...] = groups.setdefault(each.key, _Standing([], [], [], [], []))
            group[place].append(each)
    return groups


def _figures(facts: _Standing) -> dict[str, Any]:
    """The figures of a whole or of a group, by column."""
    before, after = (sum(each.base or 0 for each in part) for part in (facts.before, facts.after))
    sales = sum(sale.minor for sale in facts.sales)
    not_due = sum(each.base or 0 for each in facts.after if each.bucket == "not_due")
    curve = stats.kaplan_meier([life.after for life in facts.lives], [life.paid for life in facts.lives])
    low, high = stats.km_interval(curve)
    values = (
        effectiveness(before, sales, after, not_due),
        sum(each.minor for each in facts.payments),
        weighted([(each.minor, each.after) for each in facts.payments]),
        weighted([(each.minor, each.late) for each in facts.payments]),
        stats.km_median(curve),
        low,
        high,
        _median_late(facts.lives),
        sum(life.paid for life in facts.lives),
        len(facts.lives),
        before,
        sales,
        after,
        not_due,
    )
    return dict(zip((column.name for column in _COLUMNS), values, strict=True))


def _median_late(lives: Sequence[Life]) -> float | None:
    """The median of the days late, Kaplan-Meier too: counted from the earliest, because durations are not negative."""
    start = min((life.late for life in lives), default=0)
    median = stats.km_median(stats.kaplan_meier([life.late - start for life in lives], [life.paid for life in lives]))
    return None if median is None else median + start


def _payments(book: Book, asked: Ask, sight: Seen) -> tuple[list[Paid], list[Life]]:
    """What was paid in the period, and how long the invoices issued in it took."""
    since = asked.period.since.isoformat() if asked.period.since else ""
    exchange = Exchange(book)
    settled = {number: list(each) for number, each in groupby(_settlings(book, sight), itemgetter(0))}
    payments: list[Paid] = []
    lives = []
    for document in open_invoices(book, sight, asked, settled_too=True):
        if document.total <= 0:
            continue
        parts, mine = due_shares(book, document), settled.get(document.id, [])
        payments += _paid(document, parts, mine, since, exchange)
        if document.issued_on >= since:
            lives.append(_life(document, parts[-1][0] or document.due_on, mine, sight))
    return payments, lives


def _settlings(book: Book, sight: Seen) -> Iterator[_Settling]:
    """The allocations to invoices that stand as of a day, by invoice in the order they were made."""
    rows = book.conn.execute(
        "SELECT a.invoice_id, a.kind, coalesce(p.received_on, a.on_day), a.on_day, a.amount_minor FROM allocation a "
        "LEFT JOIN payment p ON p.id = a.payment_id WHERE a.invoice_id IS NOT NULL AND a.reverses IS NULL "
        f"AND {sight.sql('a.on_day', 'a.effective_ms')} AND NOT EXISTS (SELECT 1 FROM allocation b "
        f"WHERE b.reverses = a.id AND {sight.sql('b.on_day', 'b.effective_ms')}) ORDER BY a.invoice_id, a.on_day, a.id"
    )
    return map(_Settling._make, rows)


def _paid(
    document: Open,
    parts: Sequence[tuple[str | None, int]],
    settled: Sequence[_Settling],
    since: str,
    exchange: Exchange,
) -> Iterator[Paid]:
    """What was paid of an invoice from a day on, by day of payment and due day; the earliest due is settled first."""
    amounts: Counter[tuple[str, str]] = Counter()
    waiting = [(due or document.due_on, share) for due, share in reversed(parts)]
    for each in settled:
        left = each.minor
        while left and waiting:
            due, share = waiting.pop()
            part = min(left, share)
            left -= part
            if share > part:
                waiting.append((due, share - part))
            if each.kind == "payment" and each.on_day >= since:
                amounts[each.day, due] += part
    for (day, due_on), minor in amounts.items():
        base = exchange(minor, document.currency, document.rate) or 0
        after, late = _days(document.issued_on, day), _days(due_on, day)
        yield Paid(document.key, document.account_id, document.id, day, base, after, late)


def _life(document: Open, due: str, settled: Sequence[_Settling], sight: Seen) -> Life:
    """How long an invoice lasted; one that was paid in advance lasted no time."""
    ended = max(each.day for each in settled) if document.open == 0 else sight.day
    paid = document.open == 0 and any(each.kind == "payment" for each in settled)
    return Life(document.key, max(0, _days(document.issued_on, ended)), _days(due, ended), paid)


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
