"""Retention: who of the customers there were bought in a period (metric dictionary C8), and by cohort (C9)."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import add_months, bucket
from ltc_cli.domain import account
from ltc_cli.domain.noun import ref
from ltc_cli.errors import BadUsage
from ltc_cli.figures.customer.customers import Customers, Life, Standing, bounds, read, standings
from ltc_cli.figures.customer.purchase import renewals
from ltc_cli.figures.dimension import dimensions
from ltc_cli.metrics import Ask, end_day, rate, rate_status, report, span_words
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.words import say

_UNITS = {"month": 1, "quarter": 3, "year": 12}
_MOST = 24
"""Periods after the first that a cohort is followed for."""


def retention(book: Book, asked: Ask) -> Report:
    """The share that stayed, set against set; what the textbook makes of the counts stands beside it."""
    by = dimensions(book, account.SOURCE, asked.by, "account.created_ms")
    found = read(book, asked, by)
    stand, counted = _asked_of(book, asked, found)
    columns = _columns(due=asked.turn.due)
    groups: dict[tuple[str, ...], list[Any]] = {}
    for each in stand:
        groups.setdefault(each.life.key, []).append(each)
    whole = counted(stand)
    rows = [(*key, *counted(groups[key])) for key in sorted(groups)] if by else [whole]
    return report(
        book,
        asked,
        (*(dimension.column for dimension in by), *columns),
        rows,
        dict(zip([column.name for column in columns], whole, strict=True)),
        excluded=found.excluded,
        status=rate_status(whole[0]),
        title=" · ".join(filter(None, (say("Renewals" if asked.turn.due else "Retention"), span_words(asked)))),
        notes=_notes(asked, found.window),
    )._replace(rates=(Rate("rate", "ci_low", "ci_high", "retained", "active_start"),))


def _asked_of(
    book: Book, asked: Ask, found: Customers
) -> tuple[Sequence[Any], Callable[[Sequence[Any]], tuple[Any, ...]]]:
    """Whom the report is of, and how they are counted."""
    if asked.turn.due:
        return _due(book, asked, found.lives), _renewed
    return standings(book, asked, found), _counted


def _notes(asked: Ask, window: int) -> list[str]:
    if asked.turn.due:
        return [say("Due: the term of a contract ended in the period. Renewed: a contract runs past that day.")]
    notes = [say("Active at the start: bought within {n} days before, or had a contract.", n=window)]
    if asked.period.since is None:
        notes.append(say("Name a period: without one nobody was there at its start."))
    return notes


def retention_rows(book: Book, asked: Ask) -> Listing:
    """The customers active at the start, or whose contract came up for renewal, and whether each stayed."""
    if asked.turn.due:
        ends = Column("ref", "ref"), Column("due", "date"), Column("retained", "yesno")
        due = _due(book, asked, read(book, asked, []).lives)
        return Listing(
            "customer", ends, [(ref("account", each.life.account), each.due, int(each.stayed)) for each in due]
        )
    columns = (Column("ref", "ref"), Column("retained", "yesno"), Column("active_end", "yesno"))
    found = [each for each in standings(book, asked, read(book, asked, [])) if "active_start" in each.states]
    rows = [
        (ref("account", each.life.account), int("bought" in each.states), int("active_end" in each.states))
        for each in found
    ]
    return Listing("customer", columns, rows)


def cohorts(book: Book, asked: Ask) -> Report:
    """A row a cohort, a column a period after its first; what is not over is not known yet."""
    unit = asked.by[0] if asked.by else "month"
    if unit not in _UNITS or len(asked.by) > 1:
        raise BadUsage(f"cohorts are told by month, quarter or year, not by {', '.join(asked.by)}.", "--by quarter")
    found = read(book, asked, [])
    first, last = bounds(book, asked)
    members: dict[str, list[Life]] = {}
    for life in found.lives:
        if first <= life.since <= last:
            begun = bucket(date.fromisoformat(life.since), unit, book.process.fiscal_year_start)
            members.setdefault(begun, []).append(life)
    shares = {name: _shares(book, lives, unit, asked.turn.unbounded) for name, lives in sorted(members.items())}
    width = max(map(len, shares.values()), default=0)
    rows = [
        (name, len(members[name]), *(_part(each, len(members[name])) for each in cells), *[None] * (width - len(cells)))
        for name, cells in shares.items()
    ]
    return report(
        book,
        asked,
        (Column("cohort"), Column("customers", "count"), *(Column(f"p{place}", "ratio") for place in range(width))),
        rows,
        {"customers": sum(map(len, members.values())), **_averages(shares, members, width)},
        total_kinds={f"p{place}": "ratio" for place in range(width)},
        excluded=found.excluded,
        status="ok" if members else "undefined",
        title=" · ".join(filter(None, (say("Cohorts"), span_words(asked)))),
        notes=[say("Of each cohort, the share that bought in its first period and in those after it.")],
    )._replace(silent=tuple(f"p{place}" for place in range(width)))


def cohorts_rows(book: Book, asked: Ask) -> Listing:
    """Every customer with its cohort and the days it bought."""
    columns = (Column("ref", "ref"), Column("cohort"), Column("since", "date"), Column("days", "tags"))
    unit = asked.by[0] if asked.by else "month"
    first, last = bounds(book, asked)
    rows = [
        (ref("account", life.account), bucket(date.fromisoformat(life.since), unit, book.process.fiscal_year_start),
         life.since, life.days)
        for life in read(book, asked, []).lives
        if first <= life.since <= last
    ]  # fmt: skip
    return Listing("customer", columns, rows)


def _columns(*, due: bool) -> tuple[Column, ...]:
    return (
        Column("active_start", "count", label="due" if due else "at start"),
        Column("retained", "count", label="renewed" if due else ""),
        Column("rate", "ratio", label="stayed"),
        Column("ci_low", "ratio"),
        Column("ci_high", "ratio"),
        Column("churn", "ratio", label="left"),
        Column("active_end", "count", label="at end", shown=False),
        Column("new", "count", shown=False),
        Column("reactivated", "count", shown=False),
        Column("textbook", "ratio", shown=False),
    )


def _counted(stand: Sequence[Standing]) -> tuple[Any, ...]:
    start = [each for each in stand if "active_start" in each.states]
    stayed = sum("bought" in each.states for each in start)
    end, new, back = (sum(state in each.states for each in stand) for state in ("active_end", "new", "reactivated"))
    share = rate(stayed, len(start))
    churn = None if share[0] is None else (len(start) - stayed) / len(start)
    textbook = (end - new) / len(start) if start else None
    return len(start), stayed, *share, churn, end, new, back, textbook


class Renewal(NamedTuple):
    """A customer whose contract came up for renewal."""

    life: Life
    due: str
    """The last day of the last term that ended in the period."""

    @property
    def stayed(self) -> bool:
        """Whether a contract runs past that day: renewed, or another one."""
        return any(end > self.due for _, end in self.life.spans)


def _due(book: Book, asked: Ask, lives: Sequence[Life]) -> list[Renewal]:
    """The customers with a contract whose term ended in the period, in the order of the accounts."""
    first, last = bounds(book, asked)
    ends: dict[int, str] = {}
    for number, day in renewals(book):
        if first <= day <= last:
            ends[number] = max(day, ends.get(number, ""))
    return [Renewal(life, ends[life.account]) for life in lives if life.account in ends]


def _renewed(found: Sequence[Renewal]) -> tuple[Any, ...]:
    stayed = sum(each.stayed for each in found)
    share = rate(stayed, len(found))
    churn = None if share[0] is None else (len(found) - stayed) / len(found)
    return len(found), stayed, *share, churn, None, None, None, None


def _shares(book: Book, lives: Sequence[Life], unit: str, unbounded: bool) -> list[int]:
    """How many of a cohort bought in its first period and in each one after it that is over."""
    today = date.fromisoformat(end_day(book))
    begin = _start_of(date.fromisoformat(lives[0].since), unit, book.process.fiscal_year_start)
    counts: list[int] = []
    while len(counts) <= _MOST:
        first = add_months(begin, _UNITS[unit] * len(counts))
        last = add_months(first, _UNITS[unit]) - timedelta(days=1)
        if last > today:
            return counts
        span = first.isoformat(), (today if unbounded else last).isoformat()
        counts.append(sum(life.buys(*span) for life in lives))
    return counts


def _start_of(day: date, unit: str, fiscal_start: int) -> date:
    """The first day of the month, quarter or fiscal year that a day is in."""
    behind = (day.month - fiscal_start) % _UNITS[unit]
    return add_months(day.replace(day=1), -behind)


def _averages(shares: dict[str, list[int]], members: dict[str, list[Life]], width: int) -> dict[str, Any]:
    """The average of each column, weighted by the cohorts' sizes, over those that have it."""
    found: dict[str, Any] = {}
    for place in range(width):
        there = [name for name, cells in shares.items() if len(cells) > place]
        size = sum(len(members[name]) for name in there)
        found[f"p{place}"] = sum(shares[name][place] for name in there) / size if size else None
    return found


def _part(k: int, n: int) -> float:
    return k / n
