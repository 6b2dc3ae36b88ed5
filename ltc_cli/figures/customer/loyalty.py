"""Loyalty: the figures that together say whether customers stay, and no index made of them (C7 to C10)."""

from datetime import date, timedelta
from typing import Any

from ltc_cli import metrics
from ltc_cli.book import Book
from ltc_cli.clock import Period, add_months
from ltc_cli.errors import BadUsage
from ltc_cli.figures import REPORTS
from ltc_cli.metrics import Ask, end_day, report, span_words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

_A_YEAR_ON = "p4"
"""Of quarterly cohorts, the fourth quarter after the one they came in."""
_TOLD = (
    ("retention", "retention", "rate", "ratio", "active_start"),
    ("kept_a_year_on", "cohorts", _A_YEAR_ON, "ratio", ""),
    ("repeat_rate", "customers", "repeat_rate", "ratio", "buyers"),
    ("repeat_revenue_share", "customers", "repeat_revenue_share", "ratio", ""),
    ("median_tenure", "customers", "median_tenure_days", "days", "active_end"),
    ("nps", "nps", "nps", "points", "n"),
)
"""Indicator, report, total, unit, and the total that says of how many."""
_ALL_TIME = Period(None, None, "", "all")


def loyalty(book: Book, asked: Ask) -> Report:
    """A row an indicator, each as its own report tells it."""
    if asked.where is not None:
        raise BadUsage(
            "loyalty is told of all customers: what they answered has other fields than they have.",
            f"ltc report customers --where '{asked.where}'",
        )
    asked = asked._replace(period=_year(book, asked.period))
    found = {name: _answer(book, asked, name) for name in ("retention", "cohorts", "customers", "nps")}
    rows = [_row(found[name], *terms) for _, name, *terms in _TOLD]
    labels = {
        "retention": say("customers who stayed"),
        "kept_a_year_on": say("still there a year on"),
        "repeat_rate": say("customers who buy again"),
        "repeat_revenue_share": say("revenue of those who buy again"),
        "median_tenure": say("median time as a customer"),
        "nps": say("net promoter score"),
    }
    columns = (
        Column("indicator", words=labels), Column("value", "figure"), Column("unit", shown=False), Column("n", "count"),
        Column("ci_low", "figure"), Column("ci_high", "figure"), Column("status"), Column("report"),
    )  # fmt: skip
    told = [(indicator, *row, name) for (indicator, name, *_), row in zip(_TOLD, rows, strict=True)]
    totals = {indicator: row[0] for (indicator, *_), row in zip(_TOLD, rows, strict=True)}
    return report(
        book,
        asked,
        columns,
        told,
        totals,
        total_kinds={indicator: unit for indicator, _, _, unit, _ in _TOLD},
        excluded={reason: count for each in found.values() for reason, count in each.excluded.items()},
        status="ok" if any(row[0] is not None for row in rows) else "undefined",
        title=" · ".join((say("Loyalty"), span_words(asked))),
        notes=[say("Each as its own report tells it; no index is made of them.")],
    )._replace(silent=tuple(totals))


def loyalty_rows(_book: Book, _asked: Ask) -> Listing:
    """Where each indicator is explained."""
    columns = (Column("indicator"), Column("report"), Column("explained"))
    return Listing(
        "indicator", columns, [(name, report, f"ltc explain {report} --rows") for name, report, *_ in _TOLD]
    )  # fmt: skip


def _year(book: Book, period: Period) -> Period:
    """The period asked for, or the year up to its end or the day asked."""
    if period.since is not None:
        return period
    last = period.until or date.fromisoformat(end_day(book))
    return Period(add_months(last, -12) + timedelta(days=1), last, "", "span")


def _answer(book: Book, asked: Ask, name: str) -> Report:
    """A report of the set; cohorts by quarter and of all time, since those of the period cannot be a year old."""
    metric, by, period = REPORTS[name], REPORTS[name].by, asked.period
    if name == "cohorts":
        by, period = ("quarter",), _ALL_TIME._replace(until=asked.period.until)
    return metrics.answer(book, asked._replace(metric=metric, by=by, period=period, basis=metric.basis))


def _row(found: Report, total: str, unit: str, n: str) -> tuple[Any, ...]:
    """Value, unit, n, the ends of the interval where there is one, and what it is worth."""
    value = found.totals.get(total)
    interval = (None, None)
    if n and total in ("rate", "repeat_rate", "nps"):
        interval = found.totals["ci_low"], found.totals["ci_high"]
    status = "undefined" if value is None else found.status
    return value, unit, found.totals.get(n), *interval, status
