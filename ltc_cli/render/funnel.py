"""The funnel: a bar a milestone, with the share of the step before and of all.

A step's cases are those that reached the milestone before it, of the same group.
"""

from collections.abc import Iterator
from typing import Any

from ltc_cli.render import cell, layout
from ltc_cli.render.cell import Reader
from ltc_cli.render.layout import Layout
from ltc_cli.render.rate import NONE, Counted, is_low, told
from ltc_cli.render.table import Head, Texts
from ltc_cli.shape import Report
from ltc_cli.words import say

_NEEDED = frozenset({"stage", "reached", "step", "step_low", "step_high", "cumulative", "lost", "open", "skipped"})
_HIDDEN = ("step_low", "step_high")
_RARE = ("skipped", "regressed")
"""Told to people where it happened."""

OUTCOME = ("won", "lost", "open", "leads", "rate", "ci_low", "ci_high")
"""The totals that are told as a sentence."""

Row = tuple[Any, ...]


def fits(report: Report) -> bool:
    """Whether a report is drawn as a funnel."""
    return report.name in ("funnel", "dealfunnel") and {column.name for column in report.columns} >= _NEEDED


def texts(report: Report, reader: Reader) -> tuple[Texts, bool]:
    """The funnel's table without its bars, and whether a step is starred."""
    columns = layout.of(report)
    steps = list(_steps(report, columns))
    shown = [index for index in columns.picks if _is_shown(report, columns, index)]
    heads = tuple(_head(columns, index) for index in shown)
    rows = []
    before: list[str] = []
    for row, step in zip(report.rows, steps, strict=True):
        cells = [_told(columns, index, row, step, reader) for index in shown]
        rows.append(tuple(_without_repeats(cells, before, heads)))
        before = cells
    return Texts(heads, rows, ruled=False), any(map(is_low, steps))


def outcome(report: Report) -> Iterator[str]:
    """What became of the leads of the whole funnel, in a line."""
    whole = report.totals
    if not whole.get("leads"):
        return
    counts = {name: f"{whole.get(name) or 0:,}" for name in OUTCOME[:4]}
    rate = Counted(*(whole.get(name) for name in ("rate", "ci_low", "ci_high", "won", "leads")))
    yield say(
        "{won} won, {lost} lost, {open} open of {leads} leads: {rate}.", **counts, rate=" ".join(told(rate).split())
    )


def _is_shown(report: Report, columns: Layout, index: int) -> bool:
    name = columns.columns[index].name
    if name in _RARE:
        return any(row[index] for row in report.rows)
    return columns.columns[index].shown and name not in _HIDDEN


def _head(columns: Layout, index: int) -> Head:
    column = columns.columns[index]
    right = column.kind in cell.RIGHT
    return Head(cell.heading(column) + (" " if column.name == "step" else ""), right, right)


def _told(columns: Layout, index: int, row: Any, step: Counted, reader: Reader) -> str:
    name, value = columns.columns[index].name, row[index]
    if name == "step":
        return told(step, digits=0)
    if name == "cumulative" and value is not None:
        return f"{value * 100:.0f}%"
    if name in ("lost", "open", *_RARE) and value == 0:
        return NONE
    return cell.human(columns, index, reader, with_currency=False)(row)


def _without_repeats(cells: list[str], before: list[str], heads: tuple[Head, ...]) -> Iterator[str]:
    """The cells, where a group's name stands only in its first row."""
    same = bool(before)
    for at, text in enumerate(cells):
        same = same and text == before[at] and not heads[at].right
        yield "" if same else text


def _steps(report: Report, columns: Layout) -> Iterator[Counted]:
    """The step to each milestone with its cases; the first of a group has none."""
    names = ("stage", "reached", "step", "step_low", "step_high")
    stage, reached, step, low, high = (columns.picks[at] for at in map(columns.at, names) if at is not None)
    group: Any = None
    before: int | None = None
    for row in report.rows:
        if group != tuple(row[:stage]):
            group, before = tuple(row[:stage]), None
        if before is None:
            yield Counted(None, None, None, None, None)
        else:
            yield Counted(row[step], row[low], row[high], row[reached], before)
        before = row[reached]
