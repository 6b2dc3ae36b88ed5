"""What figures were before, and whether a new value is signal or noise (metric dictionary A9)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import Period, add_months, local_date, previous
from ltc_cli.figures import FIGURES
from ltc_cli.figures.single import told
from ltc_cli.metrics import end_day
from ltc_cli.shape import Report
from ltc_cli.stats.series import Signal, signals, xmr_limits

BACK = 12
"""Periods before that limits are made of."""
_YEAR_OF_WEEKS = timedelta(weeks=52)


class Judged(NamedTuple):
    """A value among those before it: within which limits it varies for no reason, and whether it is outside."""

    mean: float | None
    lower: float | None
    upper: float | None
    signal: Signal | None


def judged(earlier: Sequence[float], value: float | None, unit: str, *, over: bool) -> Judged:
    """Judge a value by the periods before it; one of a period that is not over is no signal yet."""
    chart = xmr_limits(earlier)
    if chart is None:
        return Judged(None, None, None, None)
    mean, lower, upper = (round(end) if unit == "money" else end for end in (chart.mean, chart.lower, chart.upper))
    signal = signals([*earlier, value], chart)[-1] if over and value is not None else None
    return Judged(mean, lower, upper, signal)


def is_over(book: Book, period: Period) -> bool:
    """Whether the period has come to its end on the day asked."""
    return period.until is not None and period.until.isoformat() <= end_day(book)


def a_year_before(book: Book, period: Period) -> Period | None:
    """The same period a year ago, or as many days of it as have gone by; weeks are compared 52 weeks apart.

    None where nothing is on record of that time yet.
    """
    first = began(book)
    if first is None or period.since is None or period.until is None:
        return None
    if period.kind == "week":
        since, until = period.since - _YEAR_OF_WEEKS, period.until - _YEAR_OF_WEEKS
    else:
        since = add_months(period.since, -12)
        until = add_months(period.until + timedelta(days=1), -12) - timedelta(days=1)
    today = book.clock.today
    if period.since <= today < period.until:
        until = min(until, since + (today - period.since))
    return None if until < first else Period(since, until, f"{since} – {until}", period.kind)


def began(book: Book) -> date | None:
    """The day of the first lead, deal, order or invoice."""
    first = book.conn.execute(
        "SELECT min(at) FROM (SELECT min(created_ms) AS at FROM lead UNION ALL SELECT min(created_ms) FROM deal "
        "UNION ALL SELECT min(created_ms) FROM sales_order UNION ALL SELECT min(created_ms) FROM invoice)"
    ).fetchone()[0]
    return None if first is None else local_date(first, book.clock.tz)


def before(book: Book, period: Period, names: Sequence[str]) -> dict[str, list[float]]:
    """What figures were in the periods before, oldest first, up to the last gap."""
    first = began(book)
    if first is None or period.since is None or period.until is None:
        return {}
    found: dict[str, list[float]] = {name: [] for name in names}
    ended: set[str] = set()
    each = previous(period)
    for _ in range(BACK):
        if each.since is None or each.since < first:
            break
        known: dict[Any, Report] = {}
        for name in names:
            value = told(book, each, name, known).totals.get(FIGURES[name][1].value)
            if value is None:
                ended.add(name)
            elif name not in ended:
                found[name].append(value)
        each = previous(each)
    return {name: values[::-1] for name, values in found.items()}
