"""Pictures in a page: matplotlib draws them as SVG whose colours are those of the page, light or dark.

The library comes with `ltc[charts]`; without it there are no pictures, and the tables beside them say the same. The
same picture is the same bytes each time: ids are salted with its place, and no date is kept.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from importlib.util import find_spec
from io import StringIO
from typing import TYPE_CHECKING, Any

from ltc_cli.render.chart.scale import told
from ltc_cli.render.safe import clip, safe
from ltc_cli.shape import Chart
from ltc_cli.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE, BARRED = 4.6, 3.6
"""Inches; a page scales the picture to its column. Bars are narrower, because their names stand beside them."""
_INKS = {"#010101": "var(--ink)", "#020202": "var(--soft)", "#030303": "var(--line)", "#040404": "var(--accent)",
         "#050505": "var(--second)", "#060606": "var(--paper)"}  # fmt: skip
"""Stand-ins that matplotlib draws with, and the colours of the page that they become."""
INK, SOFT, LINE, ACCENT, SECOND, PAPER = _INKS
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10, "text.color": INK, "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT, "xtick.color": SOFT, "ytick.color": SOFT, "hatch.linewidth": 1.2, "text.parse_math": False,
    "axes.unicode_minus": True, "path.simplify": False,
}  # fmt: skip


@cache
def is_there() -> bool:
    """Whether the library is installed."""
    return find_spec("matplotlib") is not None


def drawn(chart: Chart, name: str) -> str:
    """The picture as an SVG element with a title and a description; `name` sets its ids apart on the page."""
    import logging
    import warnings

    import matplotlib as mpl
    from matplotlib.figure import Figure

    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with mpl.rc_context({**_SETTINGS, "svg.hashsalt": name}), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a font without Chinese: the page has its own
        figure = Figure(figsize=(BARRED if chart.kind == "bars" else WIDE, _height(chart)))
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        _bare(axes)
        _KINDS[chart.kind](axes, chart)
        made = StringIO()
        figure.savefig(
            made, format="svg", bbox_inches="tight", pad_inches=0.05, transparent=True,
            metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
        )  # fmt: skip
    return _inline(made.getvalue(), chart, name)


def _height(chart: Chart) -> float:
    if chart.kind == "bars":
        return 0.26 * len(chart.labels) + 0.1
    return 0.26 * len(chart.series) + 0.3 if chart.kind == "heat" else 2.2


def _bare(axes: "Axes") -> None:
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)


def _bars(axes: "Axes", chart: Chart) -> None:
    series = chart.series[0]
    places = range(len(chart.labels))
    values = [value or 0.0 for value in series.values]
    axes.set_yticks(list(places), [clip(safe(name), 24) for name in chart.labels])
    axes.tick_params(axis="y", colors=INK)
    axes.invert_yaxis()
    axes.set_xticks([])
    if series.low:
        for at, value in enumerate(series.values):
            low, high = series.low[at], series.high[at]
            if value is not None and low is not None and high is not None:
                young = at in series.young
                axes.hlines(at, low, high, colors=SOFT, linewidth=1.5, linestyles=":" if young else "-")
                axes.plot([value], [at], "o", color=ACCENT, markersize=6, markerfacecolor=PAPER if young else ACCENT)
        axes.set_xlim(0, max([*(each or 0.0 for each in series.high), 0.01]))
    else:
        axes.barh(places, values, height=0.62, color=ACCENT)
        axes.axvline(0, color=LINE, linewidth=1)
        span = max([*values, 0.0]) - min([*values, 0.0])
        axes.set_xlim(min([*values, 0.0]) - (0.02 * span if min(values) < 0 else 0), max([*values, 0.0]) or 1.0)
    for at, value in enumerate(series.values):
        said = (series.told[at] if series.told else "") or told(value, chart.unit)
        axes.annotate(said, (1.012, at), xycoords=("axes fraction", "data"), va="center", color=INK)


def _trend(axes: "Axes", chart: Chart) -> None:
    values = [value or 0.0 for value in chart.series[0].values]
    places = range(len(values))
    bars = axes.bar(places, values, width=0.72, color=ACCENT)
    if chart.unfinished is not None:
        bar = bars[chart.unfinished]
        bar.set(facecolor=PAPER, edgecolor=ACCENT, hatch="////", linewidth=1.2)
    axes.axhline(0, color=LINE, linewidth=1)
    every = max(1, -(-len(values) // 6))
    axes.set_xticks(list(places)[::every], [safe(label) for label in chart.labels[::every]])
    ticks = [tick for tick in axes.get_yticks() if min([*values, 0]) <= tick <= max([*values, 0])]
    axes.set_yticks(ticks, [told(tick, chart.unit) for tick in ticks])
    axes.grid(axis="y", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)


def _steps(axes: "Axes", chart: Chart) -> None:
    for series, color, dashes in zip(chart.series, (SOFT, ACCENT, SECOND), ("--", "-", ":"), strict=False):
        shares = [value or 0.0 for value in series.values]
        axes.step(series.at, shares, where="post", color=color, linestyle=dashes, linewidth=2, label=safe(series.name))
        if series.ticks:
            heights = [_at(series.at, shares, tick) for tick in series.ticks]
            axes.plot(series.ticks, heights, "|", color=color, markersize=7)
    axes.set_ylim(0, 1.02)
    axes.set_xlim(left=0)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    axes.grid(axis="y", color=LINE, linewidth=0.6)
    axes.set_xlabel(safe(chart.title))
    axes.legend(frameon=False, loc="upper right", labelcolor=INK)


def _at(days: Sequence[float], shares: Sequence[float], day: float) -> float:
    from bisect import bisect_right

    return shares[max(0, bisect_right(days, day) - 1)]


def _heat(axes: "Axes", chart: Chart) -> None:
    from matplotlib.patches import Rectangle

    for row, series in enumerate(chart.series):
        for column, value in enumerate(series.values):
            if value is None:
                continue
            axes.add_patch(Rectangle((column, row), 0.94, 0.9, facecolor=ACCENT, alpha=0.08 + 0.5 * value, linewidth=0))
            axes.text(column + 0.47, row + 0.47, f"{value * 100:.0f}", ha="center", va="center", color=INK)
    axes.set_xlim(0, max(1, len(chart.labels)))
    axes.set_ylim(len(chart.series), 0)
    axes.set_xticks([at + 0.47 for at in range(len(chart.labels))], [safe(label) for label in chart.labels])
    axes.set_yticks([at + 0.45 for at in range(len(chart.series))], [safe(each.name) for each in chart.series])
    axes.xaxis.tick_top()


_KINDS: dict[str, Callable[[Any, Chart], None]] = {"bars": _bars, "trend": _trend, "steps": _steps, "heat": _heat}


def _inline(made: str, chart: Chart, name: str) -> str:
    """The element alone, in the colours and the fonts of the page, named for those who cannot see it."""
    svg = made[made.index("<svg") :].strip()
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<style type=\"text/css\">.*?</style>", "", svg, flags=re.DOTALL)
    for stand_in, color in _INKS.items():
        svg = svg.replace(stand_in, color)
    svg = re.sub(r"font-family: [^;\"]*;?", "", svg)
    svg = _own_ids(svg, name)
    box = re.search(r'viewBox="[^"]*"', svg)
    assert box is not None
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {box.group()} role="img" '
        f'aria-labelledby="{name}-title {name}-desc">'
    )
    title, description = escape(safe(chart.title)), escape(_said(chart))
    words = f'<title id="{name}-title">{title}</title><desc id="{name}-desc">{description}</desc>'
    return head + words + svg[svg.index(">") + 1 :]


def _own_ids(svg: str, name: str) -> str:
    """The ids that something refers to, set apart from those of other pictures; the rest are of no use."""
    used = set(re.findall(r"#([A-Za-z]\w*)", svg))
    svg = re.sub(r' id="([^"]*)"', lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", svg)
    return re.sub(r"#([A-Za-z]\w*)", lambda found: f"#{name}-{found[1]}", svg)


def _said(chart: Chart) -> str:
    """The picture in a sentence: its values, one by one, or where its curves end."""
    parts = []
    for series in chart.series if chart.kind != "heat" else ():
        labels = chart.labels or tuple(say("{n} d", n=f"{day:.0f}") for day in series.at)
        pairs = [*zip(labels, series.values, strict=False)]
        kept = pairs if len(pairs) <= 12 else [pairs[0], pairs[len(pairs) // 2], pairs[-1]]
        parts.append(
            f"{safe(series.name)}: " + ", ".join(f"{safe(label)} {told(value, chart.unit)}" for label, value in kept)
        )
    if chart.unfinished is not None:
        parts.append(say("{period} is not over", period=safe(chart.labels[chart.unfinished])))
    return ". ".join([*parts, chart.note])
