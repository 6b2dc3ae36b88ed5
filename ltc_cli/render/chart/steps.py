"""Shares over days, as steps: each curve in a line of its own, so that they are told apart without colour."""

from bisect import bisect_right
from collections.abc import Iterator

from ltc_cli.render.chart.scale import told
from ltc_cli.render.safe import pad, safe, width
from ltc_cli.render.sheet import Line, Span
from ltc_cli.shape import Chart, Series
from ltc_cli.words import say

HEIGHT = 11
"""Rows: from 100 % down to 0 % by tens."""
_TICK = "+"
_LINES = (("─", "│"), ("═", "║"), ("┄", "┆"))
"""Of each curve: along, and up or down."""


def lines(chart: Chart, cells: int) -> Iterator[Line]:
    """The curves over an axis of days."""
    left = 5
    room = cells - left - 2
    last = max((series.at[-1] for series in chart.series if series.at), default=0.0)
    grid = [[" "] * room for _ in range(HEIGHT)]
    for series, signs in zip(chart.series, _LINES, strict=False):
        _draw(series, last, grid, signs)
    for row, signs_of in enumerate(grid):
        mark = told(1 - row / (HEIGHT - 1), "ratio") if row % 5 == 0 else ""
        yield Span(pad(mark, left, right=True) + " │", "dim"), Span("".join(signs_of), "cyan")
    yield (Span(" " * left + " └" + "─" * room, "dim"),)
    yield (Span(" " * (left + 2) + _days(last, room)),)
    named = [f"{along}{along} {safe(each.name)}" for each, (along, _) in zip(chart.series, _LINES, strict=False)]
    if any(series.ticks for series in chart.series):
        named.append(f"{_TICK} {say('last seen so')}")
    yield (Span(" " * (left + 2) + "   ".join(named)),)


def _draw(series: Series, last: float, grid: list[list[str]], signs: tuple[str, str]) -> None:
    along, up = signs
    room, before = len(grid[0]), _row(series, 0.0)
    for column in range(room):
        row = _row(series, last * column / max(1, room - 1))
        for between in range(min(row, before) + 1, max(row, before)):
            grid[between][column] = up
        grid[row][column] = along
        before = row
    for tick in series.ticks:
        grid[_row(series, tick)][round(tick / last * (room - 1)) if last else 0] = _TICK


def _row(series: Series, day: float) -> int:
    """The row that a curve is in on a day."""
    value = series.values[max(0, bisect_right(series.at, day) - 1)]
    return round((1 - (value or 0.0)) * (HEIGHT - 1))


def _days(last: float, room: int) -> str:
    """Five days along the axis, the last among them."""
    line = ""
    for part in range(5):
        word = f"{last * part / 4:.0f}"
        place = min(round((room - 1) * part / 4), room - width(word))
        line = pad(line, place) + word
    return line
