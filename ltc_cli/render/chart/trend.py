"""A column a period, from zero; the one that is not over is hatched and said so."""

from collections.abc import Iterator, Sequence

from ltc_cli.render.chart.scale import ends, told
from ltc_cli.render.safe import pad, safe, width, wrap
from ltc_cli.render.sheet import Line, Span
from ltc_cli.shape import Chart
from ltc_cli.words import say

HEIGHT = 8
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_WIDEST = 7
"""Cells of a column, the gap behind it among them."""
HATCH = "░"


def lines(chart: Chart, cells: int) -> Iterator[Line]:
    """The columns above their axis, and the names of the first, the middle and the last."""
    values = chart.series[0].values
    known = [value for value in values if value is not None]
    low, high = ends(known)
    marks = {0: told(high, chart.unit), HEIGHT - 1: told(low, chart.unit) if low else ""}
    left = max(width(told(high, chart.unit)), width(told(low, chart.unit)))
    room = cells - left - 2
    first = max(0, len(values) - room)
    shown = values[first:]
    size = max(1, min(_WIDEST, room // max(1, len(shown))))
    unfinished = None if chart.unfinished is None else chart.unfinished - first
    for row in range(HEIGHT):
        columns = "".join(_piece(value, row, (low, high), size, at == unfinished) for at, value in enumerate(shown))
        yield Span(pad(marks.get(row, ""), left, right=True) + " │", "dim"), Span(columns, "cyan")
    yield (Span(pad("0" if not low else "", left, right=True) + " └" + "─" * (size * len(shown)), "dim"),)
    yield (Span(" " * (left + 2) + _names(chart.labels[first:], size)),)
    if known:
        yield from ((Span(" " * (left + 2) + line),) for line in wrap(_extremes(chart, first), room))


def _piece(value: float | None, row: int, scale: tuple[float, float], size: int, open_: bool) -> str:
    """What of a column stands in a row of the picture, rows counted from the top."""
    gap = " " if size > 1 else ""
    low, high = scale
    if value is None or high == low:
        return ("·" if value is None and row == HEIGHT - 1 else " ") * (size - len(gap)) + gap
    bottom = (HEIGHT - row - 1) / HEIGHT * (high - low) + low
    step = (high - low) / HEIGHT
    inside = (value - max(bottom, 0.0)) / step if value > 0 else 0.0
    if value < 0:
        covered = min(bottom + step, 0.0) - max(bottom, value)
        sign = "▒" if covered > step / 2 else " "
    else:
        eighths = max(0, min(8, round(inside * 8))) if bottom + step > 0 else 0
        sign = _EIGHTHS[eighths] if not (value and eighths == 0 and bottom <= 0 < bottom + step) else "▁"
    if open_ and sign != " ":
        sign = HATCH
    return sign * (size - len(gap)) + gap


def _names(labels: Sequence[str], size: int) -> str:
    """As many names under the axis as there is room for, the first and the last among them."""
    if not labels:
        return ""
    said = [safe(each) for each in labels]
    widest = max(map(width, said)) + 1
    every = max(1, -(-widest // size))
    line, at = "", 0
    last = (len(said) - 1) * size
    while at < len(said):
        place = at * size
        if at == 0 or place + widest <= last:
            line = pad(line, place) + said[at]
        at += every
    return pad(line, last) + said[-1] if len(said) > 1 and width(line) < last else line


def _extremes(chart: Chart, first: int) -> str:
    """The lowest, the highest and the last, in words, and which period is not over."""
    told_of = [(value, at) for at, value in enumerate(chart.series[0].values) if value is not None and at >= first]
    low, high = min(told_of, key=lambda each: each[0]), max(told_of, key=lambda each: each[0])
    parts = [(say("least"), low), (say("most"), high), (say("last"), told_of[-1])]
    said = [f"{name} {told(value, chart.unit)} ({safe(chart.labels[at])})" for name, (value, at) in parts]
    if chart.unfinished is not None and chart.unfinished >= first:
        said.append(f"{HATCH} {say('{period} is not over', period=safe(chart.labels[chart.unfinished]))}")
    return " · ".join(said)
