"""Tables for people: cells become text, columns get their widths, and lines are written.

A piped table is never cut and streams: its columns are sized by each thousand rows at a time and only ever grow. On
a terminal a table fits the width: text gives way, then the last columns; numbers, dates and refs are never cut.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TextIO

from ltc_cli.render import cell
from ltc_cli.render.cell import Reader
from ltc_cli.render.layout import Layout
from ltc_cli.render.safe import clip, pad, width, wrap
from ltc_cli.shape import Column

if TYPE_CHECKING:
    from rich.table import Table

BATCH = 1_000
"""Rows that are sized together."""
FITTED = 500
"""Rows beyond which a terminal gets the plain table too, which streams and is not cut."""
LEAST = 8
"""Cells of a text column that are worth having."""
GAP = "  "


class Head(NamedTuple):
    """A column of a finished table: text only."""

    title: str
    right: bool = False
    fixed: bool = True
    """Numbers, dates and refs keep their width; text gives way."""
    strong: bool = False
    minor: bool = False
    """Among the first to go where there is little room."""


class Texts(NamedTuple):
    """A table whose cells are text already."""

    heads: tuple[Head, ...]
    rows: Iterable[tuple[str, ...]]
    ruled: bool = True
    """A line under the headings, where no colour tells them from the rows."""
    foot: tuple[str, ...] = ()
    """The last row, under a line: what the rows come to."""


class Fitted(NamedTuple):
    """A table that fits a terminal, and the headings there was no room for."""

    texts: Texts
    left_out: tuple[str, ...]


def texts(layout: Layout, rows: Iterable[Sequence[Any]], reader: Reader) -> Texts:
    """The cells as people read them.

    Left out are columns that are hidden or wholly empty, unless they were asked for, and the currency, which stands
    in the heading of an amount when all rows share it, else behind each amount.
    """
    sample = list(islice(iterator := iter(rows), BATCH))
    ended = len(sample) < BATCH
    heads, writers = [], []
    for index in _worth_showing(layout, sample, ended):
        column = layout.columns[index]
        one = _one_currency(layout, index, sample, ended) if column.kind == "money" else None
        currency_shown = layout.chosen and layout.currency_at(index) in layout.picks
        writers.append(cell.human(layout, index, reader, with_currency=one is None and not currency_shown))
        title = cell.heading(column, None if currency_shown else one)
        heads.append(head(column, title))
    everything = chain(sample, iterator)
    return Texts(tuple(heads), (tuple([write(row) for write in writers]) for row in everything))


def head(column: Column, title: str) -> Head:
    """The heading of a column, by its kind."""
    kind = column.kind
    return Head(title, kind in cell.RIGHT, kind not in cell.FLOWING, kind == "ref", kind in ("tags", "json"))


def fits(table: Texts, cells: int) -> bool:
    """Whether nothing has to give way in so many cells."""
    rows = list(table.rows)
    return _is_room(_widths([width(head.title) for head in table.heads], rows), cells)


def fit(table: Texts, cells: int, *, fold: bool = False) -> Fitted:
    """The table within so many cells: headings take two lines, long text is cut, or with `fold` goes on below."""
    rows = list(table.rows)
    titles = [width(head.title) for head in table.heads]
    held = _widths([0] * len(titles), [*rows, table.foot] if table.foot else rows)
    natural = [*map(max, titles, held)]
    if not _is_room(natural, cells):
        natural = [max(size, _narrowest(head)) for head, size in zip(table.heads, held, strict=True)]
    kept = _kept(table.heads, natural, cells)
    left_out = tuple(head.title for at, head in enumerate(table.heads) if at not in kept)
    heads = [table.heads[at] for at in kept]
    sizes = _share(heads, [natural[at] for at in kept], cells)
    if left_out or sizes != natural:
        shape = _folded if fold else _cut
        rows = [line for row in rows for line in shape([row[at] for at in kept], sizes)]
    foot = tuple(clip(table.foot[at], size) for at, size in zip(kept, sizes, strict=True)) if table.foot else ()
    heads = [head._replace(title=_within(head, size)) for head, size in zip(heads, sizes, strict=True)]
    return Fitted(table._replace(heads=tuple(heads), rows=rows, foot=foot), left_out)


def without(table: Texts, fitted: Fitted) -> Texts:
    """The columns there was no room for, behind those that name the rows."""
    names = next((at for at, head in enumerate(table.heads) if at and (head.right or head.fixed)), 1)
    kept = [*range(names), *(at for at, head in enumerate(table.heads) if head.title in fitted.left_out)]
    foot = tuple(table.foot[at] for at in kept) if table.foot else ()
    return table._replace(
        heads=tuple(table.heads[at] for at in kept),
        rows=[tuple(row[at] for at in kept) for row in table.rows],
        foot=foot if any(foot[names:]) else (),
    )


def plain(table: Texts, out: TextIO) -> None:
    """Write a table as aligned text, streaming."""
    titles = [head.title.split("\n") for head in table.heads]
    sizes = [max(map(width, title)) for title in titles]
    rows = iter(table.rows)
    batch = list(islice(rows, BATCH))
    sizes = _widths(sizes, [*batch, table.foot] if table.foot else batch)
    high = max(map(len, titles), default=0)
    for line in zip(*([""] * (high - len(title)) + title for title in titles), strict=True):
        if any(line):
            out.write(_line(line, table.heads, sizes))
    if table.ruled:
        out.write(GAP.join("─" * size for size in sizes) + "\n")
    while batch:
        sizes = _widths(sizes, batch)
        out.write("".join(_lines(batch, table.heads, sizes)))
        batch = list(islice(rows, BATCH))
    if table.foot:
        out.write(_line(_rule(table.heads, sizes), table.heads, sizes))
        out.write(_line(table.foot, table.heads, sizes))


def drawn(table: Texts) -> "Table":
    """A fitted table as Rich draws it: dim headings, bold refs, no lines."""
    from rich.table import Table
    from rich.text import Text

    titled = any(head.title for head in table.heads)
    drawing = Table(box=None, pad_edge=False, padding=(0, len(GAP), 0, 0), header_style="dim", show_header=titled)
    for head in table.heads:
        side: Literal["left", "right"] = "right" if head.right else "left"
        style = "bold" if head.strong else ""
        drawing.add_column(Text(head.title), justify=side, no_wrap=True, style=style, vertical="bottom")
    for row in table.rows:
        drawing.add_row(*map(Text, row))
    if table.foot:
        rows = [*table.rows, table.foot]
        sizes = _widths([max(map(width, head.title.split("\n"))) for head in table.heads], rows)
        drawing.add_row(*map(Text, _rule(table.heads, sizes)), style="dim")
        drawing.add_row(*map(Text, table.foot), style="bold")
    return drawing


def _rule(heads: Sequence[Head], sizes: Sequence[int]) -> list[str]:
    """The line above the totals; a bar has none."""
    return ["─" * size if head.title else "" for head, size in zip(heads, sizes, strict=True)]


def _worth_showing(layout: Layout, sample: Sequence[Sequence[Any]], ended: bool) -> list[int]:
    if layout.chosen:
        return list(layout.picks)
    told = {column.currency for column in layout.columns if column.kind == "money"}
    shown = [
        index
        for index, column in enumerate(layout.columns)
        if column.shown and not (column.name in told and column.kind == "text")
    ]
    if not (ended and sample):
        return shown
    return [index for index in shown if any(row[index] not in (None, "", "[]", "{}") for row in sample)]


def _one_currency(layout: Layout, index: int, sample: Sequence[Sequence[Any]], ended: bool) -> str | None:
    """The currency of a whole column, if every row we know has the same one and we know them all."""
    at = layout.currency_at(index)
    if at is None:
        return layout.currency
    codes = {row[at] or layout.currency for row in sample if row[index] is not None}
    return codes.pop() if ended and len(codes) == 1 else None


def _is_room(sizes: Sequence[int], cells: int) -> bool:
    return sum(sizes) + len(GAP) * (len(sizes) - 1) <= cells


def _narrowest(head: Head) -> int:
    """The width of a heading in two lines, where it may have them."""
    words = head.title.split()
    if not head.fixed or len(words) < 2:
        return width(head.title)
    return min(max(width(" ".join(words[:at])), width(" ".join(words[at:]))) for at in range(1, len(words)))


def _within(head: Head, size: int) -> str:
    """A heading in its width: that of numbers goes on in a second line, that of text is cut."""
    if not head.fixed or width(head.title) <= size:
        return clip(head.title, size)
    words = head.title.split()
    lines = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return next(("\n".join(pair) for pair in lines if max(map(width, pair)) <= size), clip(head.title, size))


def _kept(heads: Sequence[Head], natural: Sequence[int], cells: int) -> list[int]:
    """The columns there is room for: tags and the like go first, then the last one each time."""
    kept = list(range(len(heads)))
    while len(kept) > 1:
        least = sum(natural[at] if heads[at].fixed else min(natural[at], LEAST) for at in kept)
        if least + len(GAP) * (len(kept) - 1) <= cells:
            break
        kept.remove(max(kept, key=lambda at: (heads[at].minor, at)))
    return kept


def _share(heads: Sequence[Head], natural: Sequence[int], cells: int) -> list[int]:
    """Widths that fit: what numbers, dates and refs leave is shared by the text columns, short ones first."""
    sizes = list(natural)
    room = cells - len(GAP) * (len(sizes) - 1) - sum(sizes[at] for at, head in enumerate(heads) if head.fixed)
    flowing = sorted((at for at, head in enumerate(heads) if not head.fixed), key=sizes.__getitem__)
    for sharing, at in zip(range(len(flowing), 0, -1), flowing, strict=True):
        sizes[at] = min(sizes[at], max(1, room // sharing))
        room -= sizes[at]
    return sizes


def _cut(row: Sequence[str], sizes: Sequence[int]) -> Iterator[tuple[str, ...]]:
    yield tuple(clip(text, size) for text, size in zip(row, sizes, strict=True))


def _folded(row: Sequence[str], sizes: Sequence[int]) -> Iterator[tuple[str, ...]]:
    parts = [wrap(text, size) for text, size in zip(row, sizes, strict=True)]
    for number in range(max(map(len, parts))):
        yield tuple(part[number] if number < len(part) else "" for part in parts)


def _widths(sizes: Sequence[int], rows: Sequence[Sequence[str]]) -> list[int]:
    """The widths that hold these rows as well."""
    columns = zip(*rows, strict=True) if rows else ()
    return [max(size, _widest(column)) for size, column in zip(sizes, columns, strict=True)] if rows else [*sizes]


def _widest(column: Sequence[str]) -> int:
    return max(map(len if "".join(column).isascii() else width, column))


def _lines(rows: Sequence[tuple[str, ...]], heads: Sequence[Head], sizes: Sequence[int]) -> Iterator[str]:
    """The lines of a batch, aligned at the speed of `%`, apart from columns whose characters may be wide."""
    columns: list[Sequence[str]] = list(zip(*rows, strict=True))
    forms = []
    for at, (head, size) in enumerate(zip(heads, sizes, strict=True)):
        if "".join(columns[at]).isascii():
            forms.append(f"%{size}s" if head.right else f"%-{size}s")
        else:
            forms.append("%s")
            columns[at] = [pad(text, size, right=head.right) for text in columns[at]]
    pattern = GAP.join(forms)
    for row in zip(*columns, strict=True):
        yield (pattern % row).rstrip() + "\n"


def _line(row: Iterable[str], heads: Sequence[Head], sizes: Sequence[int]) -> str:
    cells = [pad(text, size, right=head.right) for text, head, size in zip(row, heads, sizes, strict=True)]
    return GAP.join(cells).rstrip() + "\n"
