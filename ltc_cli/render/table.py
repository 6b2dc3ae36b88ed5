"""Tables for people: plain and streaming where they are piped or long, Rich's on a terminal.

The plain table is the same table at full width and never cut: it sizes its columns from the first rows and lets a
later, longer cell push its line out rather than hold a long answer back.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from ltc_cli.render import cell
from ltc_cli.render.cell import Reader
from ltc_cli.render.safe import pad, width
from ltc_cli.shape import Column

if TYPE_CHECKING:
    from rich.console import Console

SIZED_BY = 1_000
"""Rows that a plain table's columns are sized from."""
LONGEST_RICH = 500
"""Rows beyond which a terminal gets the plain table too: Rich takes about a millisecond a row."""


class Head(NamedTuple):
    """A column of a finished table: text only."""

    title: str
    right: bool
    fixed: bool
    """Numbers, dates and refs keep their width; text gives way."""
    strong: bool = False


class Texts(NamedTuple):
    """A table whose cells are text already."""

    heads: tuple[Head, ...]
    rows: Iterable[Sequence[str]]


def texts(columns: Sequence[Column], rows: Iterable[Sequence[Any]], reader: Reader, currency: str = "") -> Texts:
    """The cells as people read them: hidden columns left out, empty ones too, one currency told in the heading."""
    sample = list(islice(iterator := iter(rows), SIZED_BY))
    ended = len(sample) < SIZED_BY
    heads, writers = [], []
    for index, column in enumerate(columns):
        if not column.shown or _is_told_elsewhere(column, columns):
            continue
        if ended and sample and all(row[index] in (None, "") for row in sample):
            continue
        one = _one_currency(columns, column, sample, ended, currency) if column.kind == "money" else None
        write = cell.human(columns, index, reader, with_currency=one is None, currency=currency)
        writers.append(write)
        fixed = column.kind not in ("text", "tags", "json")
        heads.append(Head(cell.heading(column, one), column.kind in cell.RIGHT, fixed, column.kind == "ref"))
    everything = chain(sample, iterator)
    return Texts(tuple(heads), ([write(row) for write in writers] for row in everything))


def plain(table: Texts, out: TextIO) -> int:
    """Write a table as aligned text; the number of rows."""
    rows = iter(table.rows)
    first = list(islice(rows, SIZED_BY))
    sizes = [max([width(head.title), *(width(row[index]) for row in first)]) for index, head in enumerate(table.heads)]
    fills = [_fill(size, head.right) for size, head in zip(sizes, table.heads, strict=True)]
    out.write(_line((head.title for head in table.heads), fills))
    out.write("  ".join("─" * size for size in sizes) + "\n")
    count = 0
    for row in chain(first, rows):
        out.write(_line(row, fills))
        count += 1
    return count


def rich(table: Texts, console: "Console", *, indent: int = 0) -> int:
    """Write a table with Rich, fitted to the terminal; the number of rows."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for head in table.heads:
        drawn.add_column(
            Text(head.title),
            justify="right" if head.right else "left",
            no_wrap=head.fixed,
            overflow="fold" if head.fixed else "ellipsis",
            min_width=None if head.fixed else min(12, width(head.title)),
            style="bold" if head.strong else "",
        )
    count = 0
    for row in table.rows:
        drawn.add_row(*(Text(text, no_wrap=True, overflow="ellipsis") for text in row))
        count += 1
    console.print(Padding(drawn, (0, 0, 0, indent)) if indent else drawn)
    return count


def _fill(size: int, right: bool) -> Callable[[str], str]:
    def fill(text: str) -> str:
        if text.isascii():
            return text.rjust(size) if right else text.ljust(size)
        return pad(text, size, right=right)

    return fill


def _line(row: Iterable[str], fills: Sequence[Callable[[str], str]]) -> str:
    return "  ".join([fill(text) for fill, text in zip(fills, row, strict=True)]).rstrip() + "\n"


def _is_told_elsewhere(column: Column, columns: Sequence[Column]) -> bool:
    return any(each.kind == "money" and each.currency == column.name for each in columns)


def _one_currency(
    columns: Sequence[Column], column: Column, sample: Sequence[Sequence[Any]], ended: bool, currency: str
) -> str | None:
    """The currency of a whole column, if every row we know has the same one and we know them all."""
    names = [each.name for each in columns]
    if column.currency not in names:
        return currency or None
    at, value = names.index(column.currency), names.index(column.name)
    codes = {row[at] for row in sample if row[value] is not None}
    return codes.pop() if ended and len(codes) == 1 else None


def lines(table: Texts) -> Iterator[str]:
    """The lines of a plain table, for what is built around it."""
    from io import StringIO

    out = StringIO()
    plain(table, out)
    yield from out.getvalue().splitlines()
