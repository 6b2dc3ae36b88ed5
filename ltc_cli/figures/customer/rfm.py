"""RFM: how recently, how often and for how much each customer bought (metric dictionary C11)."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import add_months
from ltc_cli.domain import account, query
from ltc_cli.domain.noun import ref
from ltc_cli.figures.customer.purchase import purchases
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import Ask, end_day, report, span_words
from ltc_cli.process import label
from ltc_cli.process.model import SCORES, Segment
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

_MONTHS = 24
"""How far back purchases count, unless the question names a period."""
NESTED = "nested"
"""The basis on which frequency is scored among customers as recent, and amount among those as frequent."""
_FEWEST = 25
"""Below this many customers scores say nothing."""


class Customer(NamedTuple):
    """What one customer bought in the time looked back on."""

    account: int
    name: str
    recency: int
    """Days since the last purchase."""
    frequency: int
    """Days on which it bought."""
    minor: int | None
    """Without tax, in the currency of the business; None: of none of it an amount is known."""


def rfm(book: Book, asked: Ask) -> Report:
    """A row a customer, the best first."""
    rates = Rates(book)
    found = _customers(book, asked, rates)
    segments = book.process.reports.segments
    scored = _scored(found, segments, nested=asked.basis == NESTED)
    rows = [
        (ref("account", each.account), each.name, each.recency, each.frequency, each.minor, *scores)
        for each, scores in zip(found, scored, strict=True)
    ]
    rows.sort(key=lambda row: (-sum(score or 0 for score in row[5:8]), row[2], -(row[4] or 0), int(row[0][1:])))
    notes = [say("5 is best; customers that are alike have the same score.")]
    if 0 < len(found) < _FEWEST:
        notes = [say("Fewer than {n} customers: scores would say nothing.", n=_FEWEST)]
    counts = {each.id: sum(row[8] == each.id for row in rows) for each in segments} if len(found) >= _FEWEST else {}
    return report(
        book,
        asked,
        (
            Column("customer", "ref"), Column("name"), Column("recency_days", "count", label="days ago"),
            Column("purchases", "count"), Column("amount", "money"), Column("r", "count"), Column("f", "count"),
            Column("m", "count"), Column("segment", words=_called(book, segments)),
        ),
        rows,
        {"customers": len(found), **counts},
        total_kinds={"customers": "count", **dict.fromkeys(counts, "count")},
        excluded=rates.missing,
        status=_status(len(found), bool(rates.missing)),
        title=" · ".join(filter(None, (say("Customers by recency, frequency and amount"), span_words(asked)))),
        notes=notes,
    )  # fmt: skip


def _status(customers: int, missing: bool) -> str:
    if not customers:
        return "undefined"
    return "low_n" if customers < _FEWEST else "partial" if missing else "ok"


def rfm_rows(book: Book, asked: Ask) -> Listing:
    """The purchases that were counted."""
    columns = (
        Column("customer", "ref"), Column("ref", "ref"), Column("day", "date"), Column("amount", "money"),
        Column("currency", shown=False),
    )  # fmt: skip
    first, last = _bounds(book, asked)
    rows = [
        (ref("account", each.account), ref(each.entity, each.number), each.day, each.minor, book.process.currency)
        for each in purchases(book, Rates(book))
        if first <= each.day <= last
    ]
    return Listing("purchase", columns, rows)


def scores(values: Sequence[int], *, fewer_is_better: bool = False) -> list[int]:
    """1 to 5 for each value, 5 the best: 1 + ⌊5 · how many are strictly worse ÷ n⌋, so that equals score alike."""
    ordered = sorted(-value if fewer_is_better else value for value in values)
    signed = [-value if fewer_is_better else value for value in values]
    return [1 + SCORES * bisect_left(ordered, value) // len(ordered) for value in signed]


def segment(segments: Sequence[Segment], recency: int, frequency: int) -> str:
    """The segment of two scores."""
    return next(
        each.id
        for each in segments
        if each.recency[0] <= recency <= each.recency[1] and each.frequency[0] <= frequency <= each.frequency[1]
    )


def _called(book: Book, segments: Sequence[Segment]) -> dict[str, str]:
    """What people read: the label that the process gives, else the id as words."""
    language = book.process.language
    return {each.id: label(each, language) if each.labels else say(each.id.replace("_", " ")) for each in segments}


def _scored(found: Sequence[Customer], segments: Sequence[Segment], *, nested: bool) -> list[tuple[Any, ...]]:
    """The scores and the segment of each; nested, frequency among those as recent, amount among those as frequent."""
    if len(found) < _FEWEST:
        return [(None, None, None, None)] * len(found)
    recent = scores([each.recency for each in found], fewer_is_better=True)
    often = _within([each.frequency for each in found], recent if nested else [0] * len(found))
    peers = list(zip(recent, often, strict=True)) if nested else [0] * len(found)
    much = _within([each.minor for each in found], peers)
    return [(r, f, m, segment(segments, r, f or 1)) for r, f, m in zip(recent, often, much, strict=True)]


def _within(values: Sequence[int | None], peers: Sequence[Hashable]) -> list[int | None]:
    """The score of each value among those of its peers; what is not known has none."""
    groups: dict[Hashable, list[int]] = {}
    for place, (value, peer) in enumerate(zip(values, peers, strict=True)):
        if value is not None:
            groups.setdefault(peer, []).append(place)
    found: list[int | None] = [None] * len(values)
    for places in groups.values():
        for place, score in zip(places, scores([values[place] or 0 for place in places]), strict=True):
            found[place] = score
    return found


def _customers(book: Book, asked: Ask, rates: Rates) -> list[Customer]:
    first, last = _bounds(book, asked)
    whoever = account.SOURCE._replace(born="")  # one may have bought before its record was made
    names = dict(book.conn.execute(*query.select(book, whoever, "account.id, account.name", [], asked.where)))
    days: dict[int, set[str]] = {}
    sums: dict[int, int] = {}
    for each in purchases(book, rates):
        if each.account in names and first <= each.day <= last:
            days.setdefault(each.account, set()).add(each.day)
            if each.minor is not None:
                sums[each.account] = sums.get(each.account, 0) + each.minor
    today = date.fromisoformat(last)
    return [
        Customer(number, names[number], (today - date.fromisoformat(max(bought))).days, len(bought), sums.get(number))
        for number, bought in sorted(days.items())
    ]


def _bounds(book: Book, asked: Ask) -> tuple[str, str]:
    """The days looked back on: the period, or the months up to the day the report is as of."""
    last = date.fromisoformat(end_day(book))
    if asked.period.until is not None:
        last = min(last, asked.period.until)
    since = asked.period.since or date.fromordinal(add_months(last, -_MONTHS).toordinal() + 1)
    return since.isoformat(), last.isoformat()
