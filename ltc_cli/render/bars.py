"""Bars of eighth blocks: readable without colour."""

from collections.abc import Sequence

from ltc_cli.render.safe import width
from ltc_cli.render.table import GAP, Head, Texts

USUAL = 16
"""Cells of the longest bar where no terminal says how much room there is."""
LONGEST = 40
SHORTEST = 4
"""Cells below which a bar tells nothing."""
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")


def bar(value: float, most: float, cells: int) -> str:
    """A bar as long as `value` is to `most`, never longer; anything above zero shows at least an eighth."""
    if most <= 0 or value <= 0 or cells <= 0:
        return ""
    whole, rest = divmod(max(1, int(min(value, most) * cells * 8 // most)), 8)
    return "█" * whole + _EIGHTHS[rest]


def beside(table: Texts, column: int, values: Sequence[float], room: int | None) -> Texts:
    """The table with a bar for each row's value to the right of a column, as long as `room` (cells) allows."""
    rows = list(table.rows)
    cells = USUAL
    if room is not None:
        held = [*rows, table.foot] if table.foot else rows
        taken = [max([width(head.title), *(width(row[at]) for row in held)]) for at, head in enumerate(table.heads)]
        cells = min(LONGEST, room - sum(taken) - len(GAP) * len(taken))
    if cells < SHORTEST:
        return table._replace(rows=rows)
    most = max(values, default=0)
    drawn = [(bar(value, most, cells),) for value in values]
    after = column + 1
    return table._replace(
        heads=(*table.heads[:after], Head(""), *table.heads[after:]),
        rows=[row[:after] + one + row[after:] for row, one in zip(rows, drawn, strict=True)],
        foot=(*table.foot[:after], "", *table.foot[after:]) if table.foot else (),
    )
