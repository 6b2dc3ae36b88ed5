"""What a report comes to: under its columns where the totals match them, else as a block of names and values."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ltc_cli.render import cell
from ltc_cli.render.cell import Reader
from ltc_cli.render.layout import Layout
from ltc_cli.render.rate import NONE
from ltc_cli.render.safe import pad, width
from ltc_cli.shape import Column, Report
from ltc_cli.words import say

APART = "    "
"""Between two pairs of the block."""
INTERVAL = ("ci_low", "ci_high")
"""The totals that are an interval, which is told with its value."""


class Foot(NamedTuple):
    """Totals as a row of the report's columns."""

    columns: Layout
    row: tuple[Any, ...]
    told: frozenset[str]
    """The columns that have a total."""


def foot(report: Report, columns: Layout) -> Foot | None:
    """The totals as the table's last row; None where they say no more than its only row, or match no column."""
    known = {name: value for name, value in report.totals.items() if name not in report.silent}
    told = frozenset(column.name for column in report.columns if column.shown and column.name in known)
    if not report.footed or len(report.rows) < 2 or not told:
        return None
    for rate in report.rates:
        for name, total in zip((rate.low, rate.high), INTERVAL, strict=True):
            known.setdefault(name, report.totals.get(total))
    return Foot(columns, tuple(known.get(column.name) for column in report.columns), told)


def rest(report: Report, reader: Reader) -> tuple[tuple[str, str], ...]:
    """The totals that no column holds, by name."""
    unsaid = {*report.silent, *(name for rate in report.rates for name in rate)}
    unsaid |= {column.name for column in report.columns if not column.shown or report.footed}
    unsaid |= {*INTERVAL} if report.rates else set()
    kinds = {column.name: column.kind for column in report.columns} | dict(report.total_kinds)
    labels = {column.name: column.label for column in report.columns}
    said = {
        name: value
        for name, value in report.totals.items()
        if name not in unsaid and (name in kinds if value is None else _is_figure(value))
    }
    columns = tuple(
        Column(name, kinds.get(name) or _kind_of(value), labels.get(name, "")) for name, value in said.items()
    )
    layout = Layout(columns, tuple(range(len(columns))), currency=report.currency)
    return tuple(
        (cell.heading(column), cell.human(layout, at, reader, with_currency=False)([*said.values()]) or NONE)
        for at, column in enumerate(columns)
    )


def lines(pairs: Sequence[tuple[str, str]], room: int) -> Iterator[str]:
    """The block in as many columns as there is room for, read from top to bottom."""
    names, values = (max((width(pair[at]) for pair in pairs), default=0) for at in (0, 1))
    across = max(1, min((room + len(APART)) // (names + 2 + values + len(APART)), -(-len(pairs) // 3)))
    down = -(-len(pairs) // across)
    for at in range(down):
        told = [f"{pad(name, names)}  {pad(value, values, right=True)}" for name, value in pairs[at::down]]
        yield APART.join(told).rstrip()


def writer(found: Foot, index: int, write: Callable[[Any], str]) -> str:
    """A cell of the total row: a dash where the total is undefined, nothing where there is none."""
    if found.columns.columns[index].name not in found.told:
        return ""
    return write(found.row)


def _is_figure(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _kind_of(value: Any) -> str:
    return "count" if isinstance(value, int) else "number"


def left_out(excluded: Mapping[str, Any]) -> Iterator[str]:
    """What the figure leaves out, counted, so that nobody has to guess."""
    counts = {name: each["count"] if isinstance(each, Mapping) else each for name, each in excluded.items()}
    said = [f"{count:,} {say(_reason(name, count))}" for name, count in counts.items() if count]
    if said:
        yield say("Left out: {parts}.", parts=", ".join(said))


def _reason(name: str, count: int) -> str:
    words = _REASONS.get(name, name.replace("_", " "))
    return words.replace("deals", "deal") if count == 1 else words


_REASONS = {"missing_fx": "without a rate of exchange"}
"""Reasons that say more in other words than their names."""
