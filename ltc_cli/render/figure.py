"""Reports for people: rates with their intervals, few cases as "1 of 4", and a bar where it helps.

Small samples are told as metrics.md G6 says: under five cases no percentage, under thirty one with a star. JSON and
gates keep the numbers as they are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ltc_cli import money
from ltc_cli.render import bars, cell, funnel, layout, table
from ltc_cli.render.cell import Reader
from ltc_cli.render.layout import Layout
from ltc_cli.render.rate import LOW, Counted, is_low, told
from ltc_cli.render.table import Head, Texts
from ltc_cli.shape import Rate, Report
from ltc_cli.words import say


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
    return _with_bars(report, columns, barred, found, room), marks


def title(report: Report) -> str:
    """A heading for a report that brings none: its name, period, basis and day."""
    name = say(report.name.replace("_", " "))
    span = " – ".join(filter(None, (report.since, report.until)))
    basis = say("{basis} as of {day}, {zone}", basis=say(report.basis), day=report.as_of, zone=report.tz)
    return " · ".join(filter(None, (name[:1].upper() + name[1:], span, basis)))


def notes(report: Report, marks: tuple[str, ...]) -> tuple[str, ...]:
    """The lines under the table: totals, what is left out, the marks, the report's own notes and warnings."""
    return (*_totals(report), *_left_out(report), *marks, *report.notes, *report.warnings)


def _totals(report: Report) -> Iterator[str]:
    """The totals in one line, where there are several rows to add up."""
    if len(report.rows) < 2:
        return
    kinds = {column.name: column.kind for column in report.columns} | dict(report.total_kinds)
    unsaid = {name for rate in report.rates for name in (rate.low, rate.high)}
    unsaid |= {column.name for column in report.columns if not column.shown} | set(report.silent)
    said = [
        f"{say(name.replace('_', ' '))} {_total(value, kinds.get(name, 'text'), report.currency)}"
        for name, value in report.totals.items()
        if isinstance(value, int | float) and name not in unsaid
    ]
    if said:
        yield say("In all: {parts}.", parts=", ".join(said))


def _left_out(report: Report) -> Iterator[str]:
    """What the figure leaves out, counted, so that nobody has to guess."""
    said = [f"{count:,} {say(name.replace('_', ' '))}" for name, count in _counts(report.excluded) if count]
    if said:
        yield say("Left out: {parts}.", parts=", ".join(said))


def _counts(excluded: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name, value in excluded.items():
        if isinstance(value, Mapping):
            yield from ((f"{name} {inner}", count) for inner, count in _counts(value))
        elif isinstance(value, int):
            yield name, value


def _total(value: float, kind: str, currency: str) -> str:
    if kind == "money" and isinstance(value, int):
        return f"{money.human(value, currency)} {currency}".rstrip()
    if kind == "ratio":
        return cell.ratio(value)
    if kind == "days":
        return cell.days(value)
    if isinstance(value, int):
        return f"{value:,}"
    return cell.points(value) if kind == "points" else cell.number(value)


def _with_rates(report: Report, columns: Layout, reader: Reader) -> tuple[Texts, bool]:
    """The table with each rate and its interval as one column, and whether any has a star."""
    rates = {rate.value: rate for rate in report.rates}
    bounds = {name for rate in report.rates for name in (rate.low, rate.high)}
    heads: list[Head] = []
    writers: list[Callable[[Any], str]] = []
    for index in columns.picks:
        column = columns.columns[index]
        if not column.shown or column.name in bounds or _is_currency(column.name, columns):
            continue
        title = cell.heading(column, _currency(columns, index))
        if column.name in rates:
            counted = _counted(rates[column.name], columns)
            writers.append(_rate_teller(counted))
            title += " "
        else:
            writers.append(cell.human(columns, index, reader, with_currency=_currency(columns, index) is None))
        heads.append(table.head(column, title))
    rows = [tuple([write(row) for write in writers]) for row in report.rows]
    starred = any(is_low(_counted(rate, columns)(row)) for rate in report.rates for row in report.rows)
    return Texts(tuple(heads), rows), starred


def _is_currency(name: str, columns: Layout) -> bool:
    return any(column.kind == "money" and column.currency == name for column in columns.columns)


def _currency(columns: Layout, index: int) -> str | None:
    """What stands in an amount's heading; None when rows differ."""
    if columns.columns[index].kind != "money" or columns.currency_at(index) is None:
        return columns.currency if columns.columns[index].kind == "money" else ""
    return None


def _counted(rate: Rate, columns: Layout) -> Callable[[Any], Counted]:
    places = [columns.at(name) for name in rate]
    return lambda row: Counted(*(None if at is None else row[at] for at in places))


def _with_bars(report: Report, columns: Layout, name: str, found: Texts, room: int | None) -> Texts:
    at = columns.at(name) if name else None
    if at is None:
        return found
    title = cell.heading(columns.columns[at], _currency(columns, at))
    place = next((number for number, head in enumerate(found.heads) if head.title == title), None)
    values = [row[at] or 0 for row in report.rows]
    return found if place is None else bars.beside(found, place, values, room)


def _rate_teller(counted: Callable[[Sequence[Any]], Counted]) -> Callable[[Sequence[Any]], str]:
    return lambda row: told(counted(row))
