"""Customers: who is active, new, back or gone, and who buys again (metric dictionary C1, C8, C10)."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ltc_cli import stats
from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS, local_day
from ltc_cli.domain import account, query
from ltc_cli.domain.noun import ref
from ltc_cli.figures.customer.purchase import Purchase, contracts, purchases, since, wins
from ltc_cli.figures.dimension import Dimension, dimensions
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import Ask, end_day, rate, rate_status, report, span_words
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.words import say

_SHORTEST = 90
"""Days without a purchase after which a customer may be gone, at the least."""
_NEVER, _FOREVER = "0000-00-00", "9999-99-99"
_STATES = ("active_start", "new", "reactivated", "lapsed", "active_end")


class Life(NamedTuple):
    """A customer, with all that says whether it is active."""

    account: int
    key: tuple[str, ...]
    since: str
    """The business day on which it became one."""
    days: list[str]
    """Those on which it bought, each once, in order."""
    spans: list[tuple[str, str]]
    """First and last days of its contracts."""

    def buys(self, first: str, last: str) -> bool:
        """Whether it bought, or had a contract, on a day from first to last."""
        at = bisect_left(self.days, first)
        bought = at < len(self.days) and self.days[at] <= last
        return bought or any(begin <= last and end >= first for begin, end in self.spans)


class Customers(NamedTuple):
    """The customers of a question."""

    lives: list[Life]
    window: int
    """Days within which a customer bought is active."""
    excluded: dict[str, Any]
    bought: list[Purchase]
    """Everybody's purchases."""


class Standing(NamedTuple):
    """How a customer stands in a period."""

    life: Life
    states: frozenset[str]
    """Of active_start, new, reactivated, lapsed, active_end, and bought: bought in it, or is active at its end."""


def read(book: Book, asked: Ask, by: Sequence[Dimension]) -> Customers:
    """Every customer there is by the end the report sees."""
    rates = Rates(book)
    won = wins(book)
    bought = purchases(book, rates)
    first, tz = since(won, bought), book.clock.tz
    days: dict[int, list[str]] = {}
    for number, day in dict.fromkeys((each.account, each.day) for each in bought):
        days.setdefault(number, []).append(day)
    spans: dict[int, list[tuple[str, str]]] = {}
    for contract in contracts(book):
        spans.setdefault(contract.account, []).append((contract.first, contract.last or _FOREVER))
        at = date.fromisoformat(contract.first)
        first.setdefault(contract.account, int((at.toordinal() - 719_163) * DAY_MS))
    raws = "".join(f", {dimension.sql}" for dimension in by)
    lives = []
    whoever = account.SOURCE._replace(born="")  # one may have bought before its record was made
    for number, *raw in book.conn.execute(*query.select(book, whoever, f"account.id{raws}", [], asked.where)):
        if number in first:
            key = tuple(dimension.say(value) for dimension, value in zip(by, raw, strict=True))
            begun = local_day(first[number], tz)
            lives.append(Life(number, key, begun, days.get(number, []), spans.get(number, [])))
    return Customers(lives, _window(lives), rates.missing, bought)


def standings(book: Book, asked: Ask, found: Customers) -> list[Standing]:
    """How each customer stands in the period."""
    first, last = bounds(book, asked)
    return [Standing(life, _states(life, first, last, found.window)) for life in found.lives if life.since <= last]


def bounds(book: Book, asked: Ask) -> tuple[str, str]:
    """The first and last day of the period; the last is never after the day the report is as of."""
    last = min(asked.period.until.isoformat() if asked.period.until else _FOREVER, end_day(book))
    return asked.period.since.isoformat() if asked.period.since else _NEVER, last


def customers(book: Book, asked: Ask) -> Report:
    """States at the start and the end of the period, and what moved between them."""
    by = dimensions(book, account.SOURCE, asked.by, "account.created_ms")
    found = read(book, asked, by)
    stand = standings(book, asked, found)
    groups: dict[tuple[str, ...], list[Standing]] = {}
    for each in stand:
        groups.setdefault(each.life.key, []).append(each)
    frame = _frame(book, asked, found)
    whole = _counts(frame, stand)
    rows = [(*key, *_counts(frame, groups[key])) for key in sorted(groups)] if by else [whole]
    columns = _columns()
    return report(
        book,
        asked,
        (*(dimension.column for dimension in by), *columns),
        rows,
        {
            "window_days": found.window,
            **dict(zip([column.name for column in columns], whole, strict=True)),
            "mature_days": frame.mature,
        },
        total_kinds={"window_days": "count", "mature_days": "count"},
        excluded=found.excluded,
        status=rate_status(whole[6]) if stand else "undefined",
        title=" · ".join(filter(None, (say("Customers"), span_words(asked)))),
        notes=[
            say("Active: bought within {n} days, or has a contract that runs.", n=found.window),
            say("Active at the end = at the start + new + back − gone."),
        ],
    )._replace(
        rates=(Rate("repeat_rate", "ci_low", "ci_high", "repeaters", "buyers"),),
        silent=("window_days", "mature_days", *(column.name for column in columns if not column.shown)),
    )


def customers_rows(book: Book, asked: Ask) -> Listing:
    """Every customer with its days and how it stands."""
    columns = (
        Column("ref", "ref"), Column("since", "date"), Column("days", "count"), Column("last", "date"),
        *(Column(state, "yesno") for state in _STATES),
    )  # fmt: skip
    found = read(book, asked, [])
    _, last = bounds(book, asked)
    rows = []
    for stand in standings(book, asked, found):
        days = [day for day in stand.life.days if day <= last]
        rows.append(
            (ref("account", stand.life.account), stand.life.since, len(days), days[-1] if days else None,
             *(int(state in stand.states) for state in _STATES))
        )  # fmt: skip
    return Listing("customer", columns, rows)


def _columns() -> tuple[Column, ...]:
    return (
        Column("active_start", "count", label="at start"),
        Column("new", "count"),
        Column("reactivated", "count", label="back"),
        Column("lapsed", "count", label="gone"),
        Column("active_end", "count", label="at end"),
        Column("repeaters", "count", shown=False),
        Column("buyers", "count", shown=False),
        Column("repeat_rate", "ratio", label="buy again"),
        Column("ci_low", "ratio"),
        Column("ci_high", "ratio"),
        Column("second_purchase_days", "days", label="until then"),
        Column("mature_buyers", "count", shown=False),
        Column("mature_repeaters", "count", shown=False),
        Column("mature_repeat_rate", "ratio", shown=False),
        Column("repeat_revenue_share", "ratio", shown=False),
        Column("median_tenure_days", "days", shown=False),
    )


class _Frame(NamedTuple):
    """What customers are counted by."""

    last: str
    mature: int
    """Days since the first purchase after which a customer has had time to buy again."""
    revenue: dict[int, int]
    """What each account bought in the period."""


def _frame(book: Book, asked: Ask, found: Customers) -> _Frame:
    first, last = bounds(book, asked)
    revenue: dict[int, int] = {}
    for each in found.bought:
        if first <= each.day <= last and each.minor:
            revenue[each.account] = revenue.get(each.account, 0) + each.minor
    within = asked.turn.within
    return _Frame(last, found.window if within is None else within // DAY_MS, revenue)


def _counts(frame: _Frame, stand: Sequence[Standing]) -> tuple[Any, ...]:
    last = frame.last
    bought = [[day for day in each.life.days if day <= last] for each in stand]
    buyers = sum(bool(days) for days in bought)
    again = sum(len(days) > 1 for days in bought)
    since = _before(last, frame.mature)
    mature = [days for days in bought if days and days[0] <= since]
    mature_again = sum(len(days) > 1 for days in mature)
    worth = [frame.revenue.get(each.life.account, 0) for each in stand]
    loyal = sum(minor for minor, days in zip(worth, bought, strict=True) if len(days) > 1)
    active = [_apart(each.life.since, last) for each in stand if "active_end" in each.states]
    return (
        *(sum(state in each.states for each in stand) for state in _STATES), again, buyers, *rate(again, buyers),
        _until_second(bought, last), len(mature), mature_again, mature_again / len(mature) if mature else None,
        loyal / sum(worth) if sum(worth) > 0 else None, stats.median(active),
    )  # fmt: skip


def _until_second(bought: Iterable[Sequence[str]], last: str) -> float | None:
    """The median of the days from the first to the second purchase, those without one watched until the last day."""
    times, ended = [], []
    for days in bought:
        if days:
            end = days[1] if len(days) > 1 else last
            times.append(_apart(days[0], end))
            ended.append(len(days) > 1)
    return stats.km_median(stats.kaplan_meier(times, ended)) if times else None


def _states(life: Life, first: str, last: str, window: int) -> frozenset[str]:
    start = first != _NEVER and life.since < first and life.buys(_before(first, window), _before(first, 1))
    end = life.buys(_before(last, window - 1), last)
    bought = life.buys(first, last)
    new = life.since >= first
    states = {"new"} if new else set()
    if start:
        states.add("active_start")
    elif bought and not new:
        states.add("reactivated")
    if end:
        states.add("active_end")
    elif start or new or "reactivated" in states:
        states.add("lapsed")
    if bought or end:
        states.add("bought")
    return frozenset(states)


def _window(lives: Iterable[Life]) -> int:
    """Twice the usual time between purchases, at least 90 days (C1)."""
    gaps = [_apart(one, two) for life in lives for one, two in zip(life.days, life.days[1:], strict=False)]
    return max(_SHORTEST, round(2 * (stats.median(gaps) or 0)))


def _apart(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat() if day not in (_NEVER, _FOREVER) else day
