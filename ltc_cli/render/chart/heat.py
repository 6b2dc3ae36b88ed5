"""A map of shares: each cell its number and a shade, so that it is read without colour."""

from collections.abc import Iterator

from ltc_cli.render.safe import pad, safe, width
from ltc_cli.render.sheet import Line, Span
from ltc_cli.shape import Chart

CELL = 5
"""Cells of a cell: three of number, one of shade, and a gap."""
_SHADES = " ░▒▓█"


def lines(chart: Chart, cells: int) -> Iterator[Line]:
    """A line a group, cut where there is no room for more columns."""
    names = [safe(each.name) for each in chart.series]
    left = max(map(width, names), default=0)
    most = max(1, (cells - left - 2) // CELL)
    heads = "".join(pad(safe(label), CELL - 1, right=True) + " " for label in chart.labels[:most])
    yield (Span(" " * (left + 2) + heads, "dim"),)
    for name, series in zip(names, chart.series, strict=True):
        drawn = "".join(_cell(value) for value in series.values[:most])
        yield Span(pad(name, left) + "  "), Span(drawn, "cyan")


def _cell(value: float | None) -> str:
    if value is None:
        return " " * CELL
    shade = _SHADES[min(4, int(value * 4 + 0.999))]
    return f"{value * 100:3.0f}{shade} "
