"""Growth: each period against the one before it and the same a year before (metric dictionary F14, G12)."""

from collections import Counter
from datetime import date, timedelta
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import Period, add_months, bucket, parse_period, previous
from ltc_cli.errors import BadUsage
from ltc_cli.figures import REPORTS
from ltc_cli.figures.money import revenue as four
from ltc_cli.figures.money.flows import Buyers, Parting, told
from ltc_cli.figures.money.ledger import seen
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import Ask, end_day, report, span_words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.stats.series import compound_growth
from ltc_cli.stats.series import growth as grown
from ltc_cli.words import long_day, say

_UNITS = {"month": 1, "quarter": 3, "year": 12}
_USUAL = "billed"
_YEAR = 12


class Days(NamedTuple):
    """What each day brought of what is asked, up to today."""

    amounts: dict[str, int]
    first: str | None
    """The first on which anything happened; None: nothing ever did."""
    excluded: dict[str, Any]


class Change(NamedTuple):
    """A period set against an earlier one; empty where there was none."""

    before: int | None
    change: int | None
    growth: float | None
    """A ratio; None against zero or less."""


def growth(book: Book, asked: Ask) -> Report:
    """By month, or --by quarter or year; a period that is not over against as many days of the other."""
    with book.at_rates_of(end_day(book) if asked.turn.constant else None):
        return _growth(book, asked)


def _growth(book: Book, asked: Ask) -> Report:
    unit = asked.by[0] if asked.by else "month"
    if unit not in _UNITS or len(asked.by) > 1:
        raise BadUsage(f"growth is told by month, quarter or year, not by {', '.join(asked.by)}.", "--by quarter")
    days = _days(book, asked, unit)
    series = _series(book, days, unit)
    measure = _measure(asked)
    names = [name for name in series if _is_asked(book, asked, name)]
    rows = [
        (name, series[name], *_against(book, days, series, name, _UNITS[unit]), *_against(book, days, series, name))
        for name in names
    ]
    whole = _whole(book, asked, days)
    over = [name for name in names if (_period(book, name).until or date.max) <= _today(book)]
    compound = compound_growth(series[over[0]], series[over[-1]], len(over) - 1) if len(over) > 1 else None
    columns = (
        Column("period", label=unit), Column("amount", "money"), Column("previous", "money", shown=False),
        Column("change", "money"), Column("growth", "ratio"), Column("year_before", "money", shown=False),
        Column("year_change", "money", shown=False), Column("year_growth", "ratio", label="on the year"),
    )  # fmt: skip
    unfinished = [name for name in names if name not in over]
    notes = [say("Of what was {what}; without tax but for what was collected.", what=say(measure))]
    if asked.turn.constant:
        notes.append(say("Every period at the rates of {day}.", day=long_day(_today(book))))
    if unfinished:
        notes.append(say("{period} is not over: it is set against as many days.", period=unfinished[-1]))
    notes += _weekdays(book, asked)
    return report(
        book,
        asked,
        columns,
        rows,
        {"measure": measure, "constant": asked.turn.constant, **whole, "compound": compound},
        total_kinds={
            **dict.fromkeys(("amount", "previous", "change", "year_before", "year_change"), "money"),
            **dict.fromkeys(("growth", "year_growth", "compound"), "ratio"),
            "constant": "yesno",
        },
        excluded=days.excluded,
        status="partial" if days.excluded else "ok" if rows else "undefined",
        title=" · ".join(filter(None, (say("Growth"), span_words(asked)))),
        notes=notes,
    )._replace(silent=("constant",))


def _measure(asked: Ask) -> str:
    """Which of the four grows; raises `BadUsage` for another word."""
    word = asked.turn.measure or _USUAL
    if word not in four.FLOWS:
        raise BadUsage(f"what grows is {', '.join(four.FLOWS)}, not {word!r}.", "ltc report growth --measure booked")
    return word


def growth_rows(book: Book, asked: Ask) -> Listing:
    """What is booked, billed and earned of each order and of each invoice without one."""
    return four.revenue_rows(book, Ask(REPORTS["revenue"], asked.period, ("year",), asked.where, "period"))


def _days(book: Book, asked: Ask, unit: str) -> Days:
    """One look at all of the time; what is earned by days adds up over the periods and over every span set against."""
    now = _period(book, bucket(_today(book), unit, book.process.fiscal_year_start))
    spans = [*_spans(book, asked), *(_as_many(book, now, months) for months in (_UNITS[unit], _YEAR))]
    ends = (each.until + timedelta(days=1) for each in spans if each.until)
    rates, buyers, starts = Rates(book), Buyers(book, (), asked.where), {*(each.since for each in spans), *ends}
    flows = told(book, seen(book, _today(book)), buyers, rates, Parting(unit, starts)).flows
    amounts: Counter[str] = Counter()
    for flow in flows:
        if flow.kind == _measure(asked):
            amounts[flow.day] += flow.minor
    return Days(amounts, min((flow.day for flow in flows), default=None), rates.missing)


def _series(book: Book, days: Days, unit: str) -> dict[str, int]:
    """The amounts of all periods from the first in which something happened to today's, empty ones too."""
    if days.first is None:
        return {}
    start = book.process.fiscal_year_start
    day, series = _since(_period(book, bucket(date.fromisoformat(days.first), unit, start))), {}
    while day <= _today(book):
        series[bucket(day, unit, start)] = 0
        day = add_months(day, _UNITS[unit])
    for on, minor in days.amounts.items():
        series[bucket(date.fromisoformat(on), unit, start)] += minor
    return series


def _against(book: Book, days: Days, series: dict[str, int], name: str, distance: int = _YEAR) -> Change:
    """A period against the one so many months before it."""
    period = _period(book, name)
    unit = period.kind
    earlier = bucket(add_months(_since(period), -distance), unit, book.process.fiscal_year_start)
    if earlier not in series:
        return Change(None, None, None)
    before = series[earlier]
    if period.until is not None and period.until > _today(book):
        before = _sum(book, days, _as_many(book, period, distance))
    return Change(before, series[name] - before, grown(series[name], before))


def _as_many(book: Book, period: Period, distance: int) -> Period:
    """As many days as are over of a period, from so many months earlier on."""
    begun = add_months(_since(period), -distance)
    return Period(begun, begun + (_today(book) - _since(period)), "", "span")


def _compared(book: Book, asked: Ask) -> tuple[Period, Period] | None:
    """The period asked as far as it has got, and the one before it; None where none has a beginning and an end."""
    if asked.period.since is None or asked.period.until is None:
        return None
    today = _today(book)
    return Period(asked.period.since, min(asked.period.until, today), "", "span"), previous(asked.period, today)


def _spans(book: Book, asked: Ask) -> list[Period]:
    """The period asked, the one before it and the same a year before; without a period there is only all."""
    compared = _compared(book, asked)
    if compared is None:
        return [asked.period]
    (now, before), today = compared, _today(book)
    year = Period(add_months(now.since or today, -_YEAR), add_months(now.until or today, -_YEAR), "", "span")
    return [now, before, year]


def _weekdays(book: Book, asked: Ask) -> list[str]:
    """Where one of the two has more days from Monday to Friday: part of the change is only the calendar's."""
    compared = _compared(book, asked)
    if compared is None:
        return []
    now, before = (_workdays(each) for each in compared)
    return [say("{n} days from Monday to Friday against {m}.", n=now, m=before)] if now != before else []


def _workdays(period: Period) -> int:
    first, last = _since(period), period.until or _since(period)
    return sum((first + timedelta(days=each)).weekday() < 5 for each in range((last - first).days + 1))


def _whole(book: Book, asked: Ask, days: Days) -> dict[str, Any]:
    """The period asked against the one before it; without a period there is none."""
    amount, *earlier = (_sum(book, days, each) for each in _spans(book, asked))
    if not earlier:
        return {"amount": amount}
    was, then = earlier
    return {
        "amount": amount, "previous": was, "change": amount - was, "growth": grown(amount, was),
        "year_before": then, "year_change": amount - then, "year_growth": grown(amount, then),
    }  # fmt: skip


def _sum(book: Book, days: Days, period: Period) -> int:
    since = (period.since or date.min).isoformat()
    until = min(period.until or date.max, _today(book)).isoformat()
    return sum(minor for day, minor in days.amounts.items() if since <= day <= until)


def _is_asked(book: Book, asked: Ask, name: str) -> bool:
    period = _period(book, name)
    after = asked.period.since is None or (period.until or date.max) >= asked.period.since
    return after and (asked.period.until is None or _since(period) <= asked.period.until)


def _period(book: Book, name: str) -> Period:
    return parse_period(name, _today(book), book.process.fiscal_year_start)


def _since(period: Period) -> date:
    assert period.since is not None
    return period.since


def _today(book: Book) -> date:
    return date.fromisoformat(end_day(book))
