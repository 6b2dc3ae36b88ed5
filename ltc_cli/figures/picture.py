"""Pictures of reports: which of a report's figures are drawn, and as what (metric dictionary A4).

A report knows nothing of its picture. Those whose picture is not plain from their columns have a rule of their own
here; any other that tells periods becomes a trend, and one that tells groups becomes bars.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ltc_cli import stats
from ltc_cli.book import Book
from ltc_cli.clock import bucket
from ltc_cli.domain import deal
from ltc_cli.errors import BadUsage
from ltc_cli.figures.deal.lives import OPEN, WON, started
from ltc_cli.figures.dimension import dimensions
from ltc_cli.metrics import FEW, UNITS, Ask, end_day
from ltc_cli.shape import Chart, Column, Report, Series
from ltc_cli.words import say, year_day

MOST = 7
"""Groups that are drawn; what is left of counts and sums becomes one more."""
LINES = 3
"""Trends that are drawn of one report."""
_DRAWN = ("count", "money", "ratio", "days", "number")
_COUNTED = ("n", "leads", "deals", "decided", "invoices", "customers", "visits", "entries", "count")
"""The totals that say of how many a picture is."""
_ORDERED = frozenset({"stage", "bucket", "band", "segment", "part", "hop", "days_ahead"})
"""Columns whose values have an order of their own, which no picture changes, and none is left out."""
_WANTED = {
    "funnel": ("reached",), "aging": ("amount",), "pipeline": ("weighted", "amount"), "cashflow": ("total",),
    "revenue": ("booked", "billed", "collected"), "stages": ("median_days",), "winrate": ("rate",),
    "conversion": ("rate",), "retention": ("rate",), "customers": ("active_end",), "team": ("rate",),
    "dso": ("countback",), "growth": ("amount",), "recurring": ("end",), "collections": ("effectiveness",),
    "channels": ("cac", "leads"), "calibration": ("rate",), "throughput": ("forward",), "dealsize": ("mean",),
    "dealfunnel": ("reached",),
}  # fmt: skip
"""The columns that a report is best seen by; of several, groups are drawn by the first, periods by all."""


class _Axis(NamedTuple):
    """The names along a picture, and the rows they are taken from."""

    labels: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


def drawn(book: Book, asked: Ask, report: Report, *, wanted: bool = True) -> Report:
    """The report with its pictures; where they are wanted and there are none, raises `BadUsage`."""
    rule = _RULES.get(report.name, _plain)
    charts = rule(book, asked, report) if report.rows else ()
    if not charts and not (wanted and report.rows):
        return report
    if not charts:
        hint = f"ltc report {report.name}{'' if asked.by or report.name in _RULES else ' --by month --chart'}"
        raise BadUsage(f"there is no chart of {report.name} as it was asked.", hint)
    return report._replace(charts=charts)


def _plain(book: Book, _asked: Ask, report: Report) -> tuple[Chart, ...]:
    """Periods as a trend, groups as bars."""
    wanted = _wanted(report)
    stub = _stub(report)
    if not wanted or not stub:
        return ()
    labels = tuple(
        " · ".join(_said(each, name) for each, name in zip(stub, row, strict=False) if each.shown and name is not None)
        for row in report.rows
    )
    current = _current(book, labels)
    if stub[0].name in (*UNITS, "period") and len(stub) == 1:
        return tuple(_trend(report, at, labels, current) for at in wanted[:LINES])
    return (_bars(report, wanted[0], _Axis(labels, report.rows), stub),)


def _stub(report: Report) -> list[Column]:
    """The columns in front that name a row."""
    found: list[Column] = []
    for column in report.columns:
        if column.kind not in ("text", "ref"):
            break
        found.append(column)
    return found or [column for column in report.columns[:1] if column.name in _ORDERED]


def _wanted(report: Report) -> list[int]:
    """Where the columns stand that are drawn: those the report is best seen by, else its first figure."""
    names = [column.name for column in report.columns]
    best = [names.index(name) for name in _WANTED.get(report.name, ()) if name in names]
    if best:
        return best
    barred = [names.index(report.bar)] if report.bar in names else []
    told = [at for at, column in enumerate(report.columns) if column.kind in _DRAWN and column.shown]
    return barred or told[:1]


def _said(column: Column, value: Any) -> str:
    return say(str(column.words.get(value, value)))


def _trend(report: Report, at: int, labels: tuple[str, ...], current: int | None) -> Chart:
    """A column a period; a rate is a point on its interval, whichever way it is split."""
    column = report.columns[at]
    if any(rate.value == column.name and rate.low for rate in report.rates):
        return _rates(report, at, _Axis(labels, report.rows), current)
    values = tuple(_number(report, at, row[at]) for row in report.rows)
    return _chart(report, "trend", column, labels, (Series(_title(column), values),))._replace(unfinished=current)


def _bars(report: Report, at: int, axis: _Axis, stub: Sequence[Column]) -> Chart:
    column = report.columns[at]
    labels, rows = axis
    values = [_number(report, at, row[at]) for row in rows]
    if len(rows) > MOST + 1 and stub[-1].name not in _ORDERED:
        order = sorted(range(len(rows)), key=lambda place: -(values[place] or 0))[:MOST]
        rest = [value or 0 for place, value in enumerate(values) if place not in order]
        labels, rows = tuple(labels[place] for place in order), [rows[place] for place in order]
        values = [values[place] for place in order]
        if column.kind in ("count", "money") and "mean" not in column.name and "median" not in column.name:
            labels, values = (*labels, say("{n} others", n=len(rest))), [*values, sum(rest)]
    if any(rate.value == column.name for rate in report.rates):
        return _rates(report, at, _Axis(labels, rows), None)
    return _chart(report, "bars", column, labels, (Series(_title(column), tuple(values)),))


def _rates(report: Report, at: int, axis: _Axis, current: int | None) -> Chart:
    """Rates as points on their intervals: "1 of 4" of few cases (G6), and dotted while they can still move (G7)."""
    rate = next(rate for rate in report.rates if rate.value == report.columns[at].name)
    names = {column.name: place for place, column in enumerate(report.columns)}
    values, low, high, k, n = (tuple(row[names[name]] if name in names else None for row in axis.rows) for name in rate)
    young = _young(report, axis.rows, names.get("status"))
    told = tuple(
        say("{k} of {n}", k=hits, n=cases) if hits is not None and cases is not None and 0 < cases < FEW else ""
        for hits, cases in zip(k, n, strict=True)
    )
    open_ = tuple(sorted({*young, *([] if current is None else [current])}))
    series = Series(_title(report.columns[at]), values, low, high, told=told, young=open_)
    return _chart(report, "bars", report.columns[at], axis.labels, (series,))


def _young(report: Report, rows: Sequence[Sequence[Any]], status: int | None) -> Sequence[int]:
    """The places of cohorts that can still move: where few cases hide it, those after one that can, or beside it."""
    known = [place for place, row in enumerate(rows) if status is not None and row[status] == "immature"]
    if not known:
        return ()
    return range(known[0] if report.columns[0].name in UNITS else 0, len(rows))


def _number(report: Report, at: int, value: Any) -> float | None:
    """A value to draw: amounts in whole units, because only a picture may be inexact."""
    if value is None or isinstance(value, str):
        return None
    if report.columns[at].kind == "money":
        from ltc_cli.money import exponent

        return float(value) / 10.0 ** exponent(report.currency)
    return float(value)


def _chart(report: Report, kind: str, column: Column, labels: tuple[str, ...], series: tuple[Series, ...]) -> Chart:
    currency = report.currency if column.kind == "money" else ""
    return Chart(kind, _title(column), labels, series, column.kind, currency, _note(report))


def _title(column: Column) -> str:
    return say(column.label or column.name.replace("_", " "))


def _note(report: Report) -> str:
    """How many, on which basis, as of when and where: a picture may be seen without its report."""
    counted = next((name for name in _COUNTED if name in report.totals), "")
    known = report.totals.get(counted)
    said = [f"n = {known:,}"] if isinstance(known, int) else [say("{n} rows", n=len(report.rows))]
    span = " – ".join(day_words(day) for day in (report.since, report.until) if day)
    as_of = f"{say('as of {day}', day=day_words(report.as_of))}, {report.tz}"
    return " · ".join([*said, say(report.basis), *([span] if span else []), as_of])


def day_words(written: str) -> str:
    """A day for people; an instant stands as it is."""
    return year_day(date.fromisoformat(written)) if len(written) == len("2026-03-31") else written


def _current(book: Book, labels: Sequence[str]) -> int | None:
    """The place of the period that the day asked falls in, unless that is its last day."""
    day = date.fromisoformat(end_day(book))
    start = book.process.fiscal_year_start
    for unit in UNITS:
        name = bucket(day, unit, start)
        if name in labels and bucket(day + timedelta(days=1), unit, start) == name:
            return labels.index(name)
    return None


def _funnel(_book: Book, _asked: Ask, report: Report) -> tuple[Chart, ...]:
    """A bar a milestone; of several funnels, one each."""
    names = [column.name for column in report.columns]
    stage, reached = names.index("stage"), names.index("reached")
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for row in report.rows:
        key = tuple(_said(column, row[at]) for at, column in enumerate(report.columns[:stage]) if column.shown)
        groups.setdefault(key, []).append(row)
    charts = []
    for key, rows in [*groups.items()][: MOST - 1]:
        labels = tuple(_said(report.columns[stage], row[stage]) for row in rows)
        chart = _bars(report, reached, _Axis(labels, rows), [report.columns[stage]])
        charts.append(chart._replace(title=" · ".join([*key, chart.title])))
    return tuple(charts)


def _cohorts(_book: Book, _asked: Ask, report: Report) -> tuple[Chart, ...]:
    """A row a cohort, a column a period after its first."""
    places = [at for at, column in enumerate(report.columns) if column.kind == "ratio"]
    labels = tuple(report.columns[at].name.removeprefix("p") for at in places)
    series = tuple(Series(str(row[0]), tuple(row[at] for at in places)) for row in report.rows)
    return (Chart("heat", say("bought again"), labels, series, "ratio", "", _note(report)),)


def _cycle(book: Book, asked: Ask, report: Report) -> tuple[Chart, ...]:
    """Of all deals, the share that is open still and the share that is won, day by day."""
    found = started(book, asked, dimensions(book, deal.SOURCE, (), "deal.created_ms")).all
    times, ends = [life.days for life in found], [life.end for life in found]
    curve = stats.kaplan_meier(times, [end != OPEN for end in ends])
    won = stats.cumulative_incidence(times, ends, WON)
    last = max(times, default=0.0)
    still = [(0.0, 1.0), *((step.time, step.survival) for step in curve)]
    rises = [(0.0, 0.0), *((rise.time, rise.share) for rise in won)]
    seen = tuple(sorted({life.days for life in found if life.end == OPEN}))
    series = tuple(
        Series(
            say(name),
            (*(share for _, share in points), points[-1][1]),
            (),
            (),
            (*(day for day, _ in points), last),
            ticks,
        )
        for name, points, ticks in (("not decided", still, seen), ("won", rises, ()))
    )
    return (Chart("steps", say("days since the deal began"), (), series, "ratio", "", _note(report)),)


_RULES: dict[str, Callable[[Book, Ask, Report], tuple[Chart, ...]]] = {
    "funnel": _funnel,
    "dealfunnel": _funnel,
    "cohorts": _cohorts,
    "cycle": _cycle,
    "kpi": lambda *_: (),
    "rfm": lambda *_: (),
    "clv": lambda *_: (),
    "leakage": lambda *_: (),
}
