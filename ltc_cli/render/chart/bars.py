"""A bar a group, from zero; a rate as a point on the line of its interval."""

from collections.abc import Iterator

from ltc_cli.render.bars import bar
from ltc_cli.render.chart.scale import ends, told
from ltc_cli.render.safe import clip, pad, safe, width
from ltc_cli.render.sheet import Line, Span
from ltc_cli.shape import Chart
from ltc_cli.words import say

_FINE = 1_000_000
"""Bars are measured in whole numbers: a value is told in millionths of the longest."""


def lines(chart: Chart, cells: int) -> Iterator[Line]:
    """The bars, each between its name and its value."""
    series = chart.series[0]
    instead = series.told or ("",) * len(series.values)
    words = [said or told(value, chart.unit) for value, said in zip(series.values, instead, strict=True)]
    words = [f"{word} {say('so far')}" if at in series.young else word for at, word in enumerate(words)]
    names = [safe(name) for name in chart.labels]
    left = min(max(map(width, names)), cells // 3)
    right = max(map(width, words))
    room = cells - left - right - 4
    low, high = ends([value for value in series.values if value is not None])
    if series.low:
        high = max([high, *(each for each in series.high if each is not None)])
    before = round(room * -low / (high - low)) if high > low else 0
    for at, (name, value, word) in enumerate(zip(names, series.values, words, strict=True)):
        drawn = (
            _point((value, series.low[at], series.high[at]), high, room, young=at in series.young)
            if series.low
            else _bar(value, low, high, (before, room - before))
        )
        yield (
            Span(pad(clip(name, left), left) + "  "), Span(pad(drawn, room), "cyan"),
            Span("  " + pad(word, right, right=True)),
        )  # fmt: skip


def _bar(value: float | None, low: float, high: float, rooms: tuple[int, int]) -> str:
    before, after = rooms
    blank = " " * before
    if value is None:
        return blank
    if value < 0:
        return ("▒" * max(1, round(before * value / low))).rjust(before)
    return blank + bar(int(value / high * _FINE) if high else 0, _FINE, after)


def _point(ends_: tuple[float | None, float | None, float | None], most: float, room: int, *, young: bool) -> str:
    """├──●────┤ on a line that begins at nought; ├┄┄○┄┄┄┄┤ of one that can still move."""
    value, low, high = ends_
    if value is None or low is None or high is None or not most:
        return ""
    first, point, last = (round(each / most * (room - 1)) for each in (low, value, high))
    drawn = [" "] * first + ["┄" if young else "─"] * (last - first + 1)
    drawn[first], drawn[last] = "├", "┤"
    drawn[point] = "○" if young else "●"
    return "".join(drawn)
