"""Recurring revenue: what of it stays, shrinks, grows and goes (metric dictionary C12)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import add_months
from ltc_cli.domain import account, query
from ltc_cli.domain.noun import ref
from ltc_cli.figures.dimension import Dimension, dimensions
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import Ask, end_day, end_ms, report
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

_A_YEAR = {"month": 12, "quarter": 4, "year": 1}
_MONTHS = 12
"""How far apart the two days are, unless the question says."""
_MOVES = ("new", "expansion", "contraction", "churn")


class Worth(NamedTuple):
    """What a customer's contracts bring in a year, on the two days."""

    account: int
    key: tuple[str, ...]
    start: int
    end: int

    @property
    def move(self) -> tuple[str, int]:
        """What happened to it, and by how much."""
        if not self.start:
            return "new", self.end
        if not self.end:
            return "churn", self.start
        return (
            ("expansion", self.end - self.start) if self.end >= self.start else ("contraction", self.start - self.end)
        )


def recurring(book: Book, asked: Ask) -> Report:
    """A year's recurring revenue on the day before the period and on its last day, and what moved between them."""
    by = dimensions(book, account.SOURCE, asked.by, "account.created_ms")
    rates = Rates(book)
    found = _worths(book, asked, by, rates)
    groups: dict[tuple[str, ...], list[Worth]] = {}
    for each in found:
        groups.setdefault(each.key, []).append(each)
    columns = (
        Column("customers", "count"), Column("grr", "ratio", label="kept"),
        Column("nrr", "ratio", label="kept and grown"), Column("start", "money"),
        *(Column(name, "money") for name in _MOVES), Column("end", "money"),
    )  # fmt: skip
    whole = _moved(found)
    first, last = _days(book, asked)
    return report(
        book,
        asked,
        (*(dimension.column for dimension in by), *columns),
        [(*key, *_moved(groups[key])) for key in sorted(groups)] if by else [whole],
        dict(zip([column.name for column in columns], whole, strict=True)),
        excluded=rates.missing,
        status="undefined" if not whole[3] else "partial" if rates.missing else "ok",
        title=f"{say('Recurring revenue a year')} · {first} – {last}",
        notes=[
            say("At the end = at the start + new + expansion − contraction − churn, of contracts billed by period."),
            say("Both days at the rates of the last: what currencies do is no growth."),
        ],
    )


def recurring_rows(book: Book, asked: Ask) -> Listing:
    """Every customer with a contract on one of the two days, and what happened to it."""
    columns = (
        Column("customer", "ref"), Column("start", "money"), Column("end", "money"), Column("move"),
        Column("amount", "money"), Column("currency", shown=False),
    )  # fmt: skip
    currency = book.process.currency
    rows = [
        (ref("account", each.account), each.start, each.end, *each.move, currency)
        for each in _worths(book, asked, [], Rates(book))
    ]
    return Listing("customer", columns, rows)


def _days(book: Book, asked: Ask) -> tuple[str, str]:
    """The day before the period, and its last: never after the day the report is as of."""
    last = min(asked.period.until.isoformat() if asked.period.until else "9999-99-99", end_day(book))
    begin = asked.period.since or add_months(date.fromisoformat(last), -_MONTHS) + timedelta(days=1)
    return (begin - timedelta(days=1)).isoformat(), last


def _worths(book: Book, asked: Ask, by: list[Dimension], rates: Rates) -> list[Worth]:
    first, last = _days(book, asked)
    worth: dict[int, list[int]] = {}
    for number, since, until, minor, currency, every in book.conn.execute(
        _CONTRACTS, {"now": end_ms(book), "day": end_day(book)}
    ):
        running = [since <= day and (until is None or day <= until) for day in (first, last)]
        if any(running) and (converted := rates(minor * _A_YEAR[every], currency, last)) is not None:
            sums = worth.setdefault(number, [0, 0])
            for place, runs in enumerate(running):
                sums[place] += converted if runs else 0
    raws = "".join(f", {dimension.sql}" for dimension in by)
    whoever = account.SOURCE._replace(born="")  # a contract may be older than the record of its customer
    return [
        Worth(number, tuple(each.say(value) for each, value in zip(by, raw, strict=True)), *worth[number])
        for number, *raw in book.conn.execute(*query.select(book, whoever, f"account.id{raws}", [], asked.where))
        if any(worth.get(number, ()))
    ]


def _moved(found: Iterable[Worth]) -> tuple[Any, ...]:
    sums = dict.fromkeys(("customers", "start", *_MOVES, "end"), 0)
    for each in found:
        sums["customers"] += 1
        sums["start"] += each.start
        sums["end"] += each.end
        name, minor = each.move
        sums[name] += minor
    customers, start, *moves, end = sums.values()
    kept = start - sums["churn"] - sums["contraction"]
    shares = (share / start if start else None for share in (kept, kept + sums["expansion"]))
    return customers, *shares, start, *moves, end


_CONTRACTS = """
SELECT account_id, since, iif(closed_on <= :day, closed_on, until), amount_minor, currency, every FROM contract
WHERE every IS NOT NULL AND since IS NOT NULL AND amount_minor > 0 AND status <> 'draft' AND signed_ms <= :now
ORDER BY id
"""
"""A termination that comes after what the report sees is not seen."""
