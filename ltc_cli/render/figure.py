"""Reports for people: rates with their intervals, few cases as "1 of 4", and a bar where it helps.

Small samples are told as metrics.md G6 says: under five cases no percentage, under thirty one with a star. JSON and
gates keep the numbers as they are.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from ltc_cli import words
from ltc_cli.render import bars, cell, funnel, layout, table, totals
from ltc_cli.render.cell import Reader
from ltc_cli.render.layout import Layout
from ltc_cli.render.rate import LOW, NONE, Counted, is_low, told
from ltc_cli.render.table import Head, Texts
from ltc_cli.shape import Rate, Report
from ltc_cli.words import say

MAPPED = 5
"""Shares beyond which a row is a map."""
_WORDS = ("text", "yesno", "tags", "json", "figure", "trend")
_SCORED = 14


def texts(
    report: Report, reader: Reader, names: Sequence[str] | None = None, room: int | None = None
) -> tuple[Texts, tuple[str, ...]]:
    """The report's table for people, and the notes that its marks need.

    `names` are the columns asked for, which then stand as they are; `room` the cells of the terminal.
    """
    report = report.spread if report.spread is not None and names is None else report
    columns = layout.of(report, names)
    if names is not None:
        return table.texts(columns, report.rows, reader), ()
    if funnel.fits(report):
        found, starred = funnel.texts(report, reader)
        barred = "" if report.charts else "reached"
    else:
        found, starred = _with_rates(report, columns, reader)
        barred = "" if report.charts else report.bar
    marks = (say("* fewer than {n} cases: a hint, not a finding.", n=LOW),) if starred else ()
    found = _with_bars(report, columns, barred, found, room)
    return _upright(found) if room is not None and not table.fits(found, room) else found, marks


def title(report: Report) -> str:
    """What a report is called, and its period where it brings no heading of its own."""
    name = say(report.name.replace("_", " "))
    span = " – ".join(filter(None, (report.since, report.until)))
    return report.title or " · ".join(filter(None, (name[:1].upper() + name[1:], span)))


def facts(report: Report) -> str:
    """What every figure has to say of itself, and its heading does not: basis, day, zone, what amounts are in."""
    heading, day, long = title(report), report.as_of, ""
    if len(day) == len("2026-03-31"):
        when = date.fromisoformat(day)
        day, long = words.year_day(when), words.long_day(when)
    as_of = "" if long and heading.endswith(long) else say("as of {day}", day=day)
    parts = (say(report.basis), as_of, report.tz, report.currency if _is_paid(report) else "")
    return " · ".join(filter(None, parts))


def _is_paid(report: Report) -> bool:
    """Whether any of its figures is an amount."""
    unit = next((at for at, column in enumerate(report.columns) if column.name == "unit"), None)
    kinds = {*(column.kind for column in report.columns if column.shown), *report.total_kinds.values()}
    return "money" in kinds or (unit is not None and any(row[unit] == "money" for row in report.rows))


def notes(report: Report, marks: tuple[str, ...]) -> tuple[str, ...]:
    """The lines under the table: what is left out, the marks, the report's own notes and warnings."""
    came = funnel.outcome(report) if funnel.fits(report) else ()
    return (*came, *totals.left_out(report.excluded), *marks, *report.notes, *report.warnings)


def rest(report: Report, reader: Reader) -> tuple[tuple[str, str], ...]:
    """The totals that no column of the table holds, by name."""
    if not report.rows:
        return ()
    known = funnel.OUTCOME if funnel.fits(report) else ()
    return totals.rest(report._replace(silent=(*report.silent, *known)), reader)


def _with_rates(report: Report, columns: Layout, reader: Reader) -> tuple[Texts, bool]:
    """The table with each rate and its interval as one column, and whether any has a star."""
    rates = {rate.value: rate for rate in report.rates}
    mapped = _is_map(report)
    heads: list[Head] = []
    writers: list[tuple[int, Callable[[Any], str]]] = []
    for index in _shown(report, columns):
        column = columns.columns[index]
        heading = cell.heading(column)
        if column.name in rates:
            writers.append((index, _rate_teller(rates[column.name], columns, reader)))
            heading += " "
        elif mapped and column.kind == "ratio":
            writers.append((index, _share_teller(index)))
        else:
            writers.append((index, _teller(columns, index, reader)))
        heads.append(table.head(column, heading))
    rows = [tuple([write(row) for _, write in writers]) for row in report.rows]
    foot = totals.foot(report, columns)
    last = tuple(totals.writer(foot, index, write) for index, write in writers) if foot else ()
    if foot and heads and not last[0]:
        last = (say("total"), *last[1:])
    counted = [_counted(rate, columns) for rate in report.rates]
    starred = any(is_low(each(row)) for each in counted for row in [*report.rows, *([foot.row] if foot else [])])
    return Texts(tuple(heads), rows, foot=last), starred


def _shown(report: Report, columns: Layout) -> list[int]:
    """The columns people see: no interval by itself, no currency, and no words that no row has."""
    unseen = {name for rate in report.rates for name in (rate.low, rate.high)}
    picks = [at for at in columns.picks if columns.columns[at].shown and columns.columns[at].name not in unseen]
    return [
        at
        for at in picks
        if not _is_currency(columns.columns[at].name, columns)
        and (columns.columns[at].kind not in _WORDS or _says_something(report.rows, at))
    ]


def _says_something(rows: Sequence[Sequence[Any]], at: int) -> bool:
    return not rows or any(row[at] not in (None, "") for row in rows)


def _is_map(report: Report) -> bool:
    """Whether the report is a map of shares, read at a glance: without decimals, blank where nothing is yet."""
    return not report.rates and sum(column.kind == "ratio" and column.shown for column in report.columns) > MAPPED


def _share_teller(index: int) -> Callable[[Sequence[Any]], str]:
    return lambda row: "" if row[index] is None else f"{row[index] * 100:.0f}%"


def _teller(columns: Layout, index: int, reader: Reader) -> Callable[[Sequence[Any]], str]:
    """A cell for people; a figure that is undefined is a dash."""
    write = cell.human(columns, index, reader, with_currency=columns.currency_at(index) is not None)
    if columns.columns[index].kind not in cell.RIGHT:
        return write
    return lambda row: NONE if row[index] is None else write(row)


def _is_currency(name: str, columns: Layout) -> bool:
    return any(column.kind == "money" and column.currency == name for column in columns.columns)


def _counted(rate: Rate, columns: Layout) -> Callable[[Any], Counted]:
    places = [columns.at(name) for name in rate]
    return lambda row: Counted(*(None if at is None else row[at] for at in places))


def _with_bars(report: Report, columns: Layout, name: str, found: Texts, room: int | None) -> Texts:
    at = columns.at(name) if name else None
    if at is None:
        return found
    title = cell.heading(columns.columns[at])
    place = next((number for number, head in enumerate(found.heads) if head.title == title), None)
    values = [row[at] or 0 for row in report.rows]
    return found if place is None else bars.beside(found, place, values, room)


def _rate_teller(rate: Rate, columns: Layout, reader: Reader) -> Callable[[Sequence[Any]], str]:
    """A rate as its cases allow; a score, which is no share, with its interval in its own unit."""
    counted, at, unit = _counted(rate, columns), columns.at(rate.value), columns.at("unit")
    assert at is not None
    kind = columns.columns[at].kind
    write = _teller(columns, at, reader)

    def tell(row: Sequence[Any]) -> str:
        found = counted(row)
        if kind == "ratio" or (kind == "figure" and unit is not None and row[unit] == "ratio"):
            return told(found)
        text = write(row)
        if found.low is not None and found.high is not None:
            low, high = (cell.points(each) if kind == "points" else cell.number(each) for each in found[1:3])
            text += f" ({low} – {high})".rjust(_SCORED)
        return text + ("*" if is_low(found) else " ")

    return tell


def _upright(found: Texts) -> Texts:
    """A single row that is too long for a line, as names and values."""
    rows = list(found.rows)
    if len(rows) != 1:
        return found._replace(rows=rows)
    heads = (Head("", fixed=True), Head("", right=True))
    return Texts(heads, [(head.title, text) for head, text in zip(found.heads, rows[0], strict=True)], ruled=False)
