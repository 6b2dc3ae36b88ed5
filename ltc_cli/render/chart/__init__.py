"""Pictures on a terminal, of signs alone: they say the same without colour, in a file, and to 80 cells or 200."""

from collections.abc import Callable, Iterator

from ltc_cli.render.chart import bars, heat, steps, trend
from ltc_cli.render.safe import safe
from ltc_cli.render.sheet import Line, Span
from ltc_cli.shape import Chart

LEAST, MOST = 40, 100
"""Cells that a picture takes at least and at most: wider, the eye loses the line."""

Draw = Callable[[Chart, int], Iterator[Line]]
_KINDS: dict[str, Draw] = {"bars": bars.lines, "trend": trend.lines, "steps": steps.lines, "heat": heat.lines}


def lines(chart: Chart, width: int) -> Iterator[Line]:
    """The picture in so many cells: its title, itself, and what it is of."""
    yield (Span(safe(chart.title + (f" {chart.currency}" if chart.currency else "")), "bold"),)
    yield from _KINDS[chart.kind](chart, max(LEAST, min(MOST, width)))
    yield (Span(safe(chart.note), "dim"),)
