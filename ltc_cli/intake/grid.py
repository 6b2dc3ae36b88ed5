"""What every reader of tables gives: headings, and batches of rows as text, each with the line that it begins on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from ltc_cli.errors import BadRows

BATCH = 1_000
MAX_CELL = 65_536
MAX_COLUMNS = 200
LOOKED_AT = 20
"""The headings are looked for in as many rows."""
_MOST_TITLES = 5


class Fault(NamedTuple):
    """Why a row cannot be taken in."""

    line: int
    column: str
    reason: str
    table: str = ""
    """Its table, when that is not the one that was named first."""


class Batch(NamedTuple):
    """Some rows in their order."""

    lines: Sequence[int]
    """The line each begins on."""
    rows: list[list[str]]


Batches = Callable[[int], Iterator[Batch]]
"""All rows from the first, as many at a time as is said; blank ones are left out."""


class Grid(NamedTuple):
    """A table that was found in the bytes of an input."""

    format: str
    """How it is written: `csv ; utf-8`."""
    headings: Sequence[str]
    lines: Sequence[int]
    """The line of each heading."""
    batches: Batches
    delimiter: str = ","
    """What parts its cells, or would part those of its rejected rows."""
    notes: Sequence[str] = ()
    """What was left out on the way to the headings."""


def headings_at(rows: Iterable[list[str]]) -> tuple[int, list[int]]:
    """The place of the headings in the rows of a table, and the places of the titles above; -1: all rows are blank.

    A title is a row of one cell over a wider table; headings are words. What could be a table of one column is one.
    """
    seen = list(islice(rows, LOOKED_AT))
    filled = [place for place, row in enumerate(seen) if any(map(str.strip, row))]
    if not filled:
        return -1, []
    wide = [place for place in filled if _filled(seen[place]) > 1]
    titles = [place for place in filled if wide and place < wide[0]]
    if not titles or len(titles) > _MOST_TITLES or len(wide) < 2 or not _words(seen[wide[0]]):
        return filled[0], []
    if len(seen[filled[0]]) == 1 and sum(len(seen[place]) == len(seen[wide[0]]) for place in wide) <= len(titles):
        return filled[0], []
    return wide[0], titles


def checked(name: str, grid: Grid) -> Grid:
    """The same table; raises `BadRows` for headings that are none, too many, doubled, or not text."""
    if len(grid.headings) > MAX_COLUMNS:
        where = f"{name}:{grid.lines[MAX_COLUMNS]}:{MAX_COLUMNS + 1}"
        raise BadRows(
            f"{where}: there are {len(grid.headings)} columns; {MAX_COLUMNS} are the most.", "Leave some of them out."
        )
    seen: set[str] = set()
    for number, (heading, line) in enumerate(zip(grid.headings, grid.lines, strict=True), 1):
        where = f"{name}:{line}:{number}"
        if not all(map(_is_text, heading)):
            raise BadRows(
                f"{where}: the heading {heading[:40]!r} holds a control character; is this a table of text?",
                "Save it as CSV in UTF-8, or name its --encoding.",
            )
        if len(heading) > MAX_CELL:
            raise BadRows(f"{where}: the heading is {len(heading)} characters long.", "Is a quote never closed?")
        if heading and heading.casefold() in seen:
            raise BadRows(f"{where}: the heading {heading!r} stands twice.", "Rename one of them.")
        seen.add(heading.casefold())
    return grid


def tidy(heading: str) -> str:
    """A heading without stray blanks."""
    return " ".join(heading.split())


def cut(text: str, most: int = 40) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _words(row: Sequence[str]) -> bool:
    """Whether each of the cells could be a heading: it has a letter."""
    return all(any(map(str.isalpha, cell)) for cell in row if cell.strip())


def _is_text(character: str) -> bool:
    return character >= " " and character != "\x7f" and not "\ud800" <= character <= "\udfff"
