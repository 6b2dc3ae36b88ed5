"""Reports for people: rates with their intervals, few cases as "1 of 4", and a bar where it helps.

Small samples are told as metrics.md G6 says: under five cases no percentage, under thirty one with a star. JSON and
gates keep the numbers as they are.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from ltc_cli.render import cell
from ltc_cli.render.bars import bar
from ltc_cli.render.cell import Reader
from ltc_cli.render.table import Head, Texts
from ltc_cli.shape import Rate, Report
from ltc_cli.words import say

FEW = 5
"""Below this many cases a percentage says more than is known."""
LOW = 30
"""Below this many cases a percentage is a hint."""
_BAR_CELLS = 16


def texts(report: Report, reader: Reader) -> tuple[Texts, tuple[str, ...]]:
    """The report's table for people, and the notes that its marks need."""
    names = [column.name for column in report.columns]
    part = {name for rate in report.rates for name in rate[1:3]}
    starred = False
    heads: list[Head] = []
    writers: list[Any] = []
    for index, column in enumerate(report.columns):
        if not column.shown or column.name in part:
            continue
        rate = next((rate for rate in report.rates if rate.value == column.name), None)
        if rate is not None:
            heads.append(Head(cell.heading(column), True, True))
            writers.append(_rate_writer(rate, names))
            starred = starred or any(_is_low(row, rate, names) for row in report.rows)
            continue
        one = report.currency if column.kind == "money" else None
        write = cell.human(report.columns, index, reader, with_currency=False, currency=report.currency)
        fixed = column.kind != "text"
        heads.append(Head(cell.heading(column, one), column.kind in cell.RIGHT, fixed))
        writers.append(write)
        if column.name == report.bar:
            most = max((row[index] or 0 for row in report.rows), default=0)
            heads.append(Head("", False, True))
            writers.append(_bar_writer(index, most))
    rows = [[write(row) for write in writers] for row in report.rows]
    notes = (say("* fewer than {n} cases: a hint, not a finding.", n=LOW),) if starred else ()
    return Texts(tuple(heads), rows), notes


def total_line(report: Report, reader: Reader) -> Iterator[str]:
    """The totals in words, where the table itself does not say them."""
    kinds = {column.name: column.kind for column in report.columns} | dict(report.total_kinds)
    rated = {name for rate in report.rates for name in rate}
    said = []
    for name, value in report.totals.items():
        if value is None or (name in rated and name not in {rate.value for rate in report.rates} | {"won", "lost"}):
            continue
        if kinds.get(name) == "money":
            from ltc_cli import money

            said.append(f"{name.replace('_', ' ')} {money.human(value, report.currency)}")
        elif kinds.get(name) == "ratio":
            said.append(f"{name.replace('_', ' ')} {cell.ratio(value)}")
        elif isinstance(value, int):
            said.append(f"{value:,} {name.replace('_', ' ')}")
    del reader
    if said and len(report.rows) != 1:
        yield say("In all") + ": " + ", ".join(said) + "."


def _rate_writer(rate: Rate, names: Sequence[str]) -> Any:
    value, low, high, k, n = (names.index(name) if name in names else None for name in rate)

    def write(row: Sequence[Any]) -> str:
        assert value is not None
        count = row[n] if n is not None else None
        if row[value] is None:
            return "–"
        if count is not None and count < FEW and k is not None:
            return say("{k} of {n}", k=row[k], n=count)
        text = cell.ratio(row[value])
        if low is not None and high is not None and row[low] is not None:
            text += f" {cell.interval(row[low], row[high])}"
        return text + ("*" if count is not None and count < LOW else " ")

    return write


def _is_low(row: Sequence[Any], rate: Rate, names: Sequence[str]) -> bool:
    if rate.n not in names or row[names.index(rate.value)] is None:
        return False
    return bool(FEW <= row[names.index(rate.n)] < LOW)


def _bar_writer(index: int, most: int) -> Any:
    return lambda row: bar(row[index] or 0, most, _BAR_CELLS)
