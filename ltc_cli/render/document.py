"""A business document on a terminal or in a text file: one page, its figures under each other."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ltc_cli.render import layout, table
from ltc_cli.render.safe import pad, safe, width, wrap
from ltc_cli.render.sheet import Line, Sheet, Span
from ltc_cli.render.table import GAP, Head, Texts
from ltc_cli.shape import Document, Fact, Grid, Party, Sum

ROOM = 96
"""Cells of a page where there is no terminal that has fewer."""
LEAST = 48
"""Cells below which the two parties stand under each other."""
NARROW = 40
"""Cells of the narrowest table, as long as there is the room."""
_MARGIN = "  "


def write(document: Document, sheet: Sheet) -> None:
    """Write the page."""
    room = min(sheet.style.width, ROOM) if sheet.style.terminal else ROOM
    settled = _plain(document.settled.rows) if document.settled else []
    lines, edge = _fitted(document.lines, room, _least(settled, document.sums + document.balance, room))
    sheet.spans(_heading(document, edge))
    _block(sheet, _parties(document, room))
    _block(sheet, _facts(document.facts, room))
    _block(sheet, ((Span(line),) for line in wrap(safe(document.message, multiline=True), room)), document.message)
    if lines.rows:
        sheet.line()
        sheet.table(lines)
    _block(sheet, _sums(document.sums, edge))
    _block(sheet, [*_settled(settled, edge), *_sums(document.balance, edge)])
    _block(sheet, _facts(document.payment, room))
    for note in document.notes:
        _block(sheet, ((Span(line),) for line in wrap(safe(note, multiline=True), room)))
    _block(sheet, ((Span(line, "dim"),) for line in wrap(_footer(document.footer), room)), bool(document.footer))


def _block(sheet: Sheet, lines: "Sequence[Line] | Iterator[Line]", wanted: object = True) -> None:
    """Lines with a blank one above, if there are any."""
    found = list(lines) if wanted else []
    if found:
        sheet.line()
        sheet.lines(found)


def _heading(document: Document, edge: int) -> Line:
    """What it is and how commands call it, with what nobody must miss at the right."""
    title, stamp, ref = safe(document.title), safe(document.stamp), _ref(document)
    gap = max(len(GAP), edge - width(title) - width(ref) - width(stamp))
    return Span(title, "bold"), Span(ref, "dim"), Span(" " * gap), Span(stamp, "bold")


def _ref(document: Document) -> str:
    """How commands call it, unless that is its number."""
    at = layout.of(document.record).at("ref")
    ref = safe(document.record.row[at]) if at is not None else ""
    return f"{GAP}{ref}" if ref and ref != document.number else ""


def _parties(document: Document, room: int) -> Iterator[Line]:
    """Who it is from and for, side by side where there is room."""
    sender, recipient = _party(document.sender), _party(document.recipient)
    half = (room - len(_MARGIN) - len(GAP)) // 2
    if room < LEAST or not sender:
        for place, lines in enumerate(filter(None, (sender, recipient))):
            if place:
                yield (Span(""),)
            for at, text in enumerate(lines):
                yield from ((Span(_MARGIN + part, "" if at else "bold"),) for part in wrap(text, room - len(_MARGIN)))
        return
    left, right = (
        [(part, at) for at, text in enumerate(lines) for part in wrap(text, half)] for lines in (sender, recipient)
    )
    size = max(width(part) for part, _ in left) + len(GAP) * 2
    for one, other in zip_longest(left, right, fillvalue=("", 1)):
        yield (
            Span(_MARGIN + pad(one[0], size), "" if one[1] else "bold"),
            Span(other[0], "" if other[1] else "bold"),
        )


def _party(party: Party) -> list[str]:
    facts = (f"{fact.label} {fact.value}" for fact in party.facts)
    return [safe(text) for text in (party.name, *party.address, *facts) if text]


def _facts(facts: Sequence[Fact], room: int) -> Iterator[Line]:
    size = max((width(safe(fact.label)) for fact in facts), default=0)
    for fact in facts:
        for number, part in enumerate(wrap(safe(fact.value, multiline=True), max(8, room - size - 4))):
            label = pad("" if number else safe(fact.label), size)
            yield Span(f"{_MARGIN}{label}{GAP}", "dim"), Span(part)


def _fitted(grid: Grid, room: int, least: int) -> tuple[Texts, int]:
    """The lines as a table that keeps to the room and is at least so wide, and where it ends at the right.

    Further lines of a cell stand in rows of their own.
    """
    heads = tuple(
        Head(safe(title), at in grid.right, at != grid.wide, minor=at not in (0, grid.wide, len(grid.heads) - 1))
        for at, title in enumerate(grid.heads)
    )
    rows = [part for row in grid.rows for part in _unfolded(row)]
    if not rows:
        return Texts(heads, rows), least
    fitted = table.fit(Texts(heads, rows), room, fold=True).texts
    columns = zip(*((head.title for head in fitted.heads), *fitted.rows), strict=True)
    sizes = [max(map(width, column)) for column in columns]
    edge = sum(sizes) + len(GAP) * (len(sizes) - 1)
    if edge >= least:
        return fitted, edge
    at = next((at for at, head in enumerate(fitted.heads) if not head.fixed), 0)
    stretched = fitted.heads[at]._replace(title=pad(fitted.heads[at].title, sizes[at] + least - edge))
    return fitted._replace(heads=(*fitted.heads[:at], stretched, *fitted.heads[at + 1 :])), least


def _unfolded(row: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip_longest(*([safe(part) for part in cell.split("\n")] for cell in row), fillvalue="")


def _plain(rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """Settlements as what they were, in columns, and how much."""
    columns = [[safe(cell.replace("\n", ", ")) for cell in column] for column in zip(*rows, strict=True)]
    sizes = [max(map(width, column)) for column in columns]
    told = [[pad(cell, size) for cell in column] for column, size in zip(columns, sizes, strict=True)]
    return [(GAP.join(row[:-1]).rstrip(), row[-1].rstrip()) for row in zip(*told, strict=True)]


def _least(settled: Sequence[tuple[str, str]], sums: Sequence[Sum], room: int) -> int:
    """The cells that the figures below the lines take."""
    labels = max((width(safe(each.label)) for each in sums), default=0)
    amounts = max((width(safe(each.amount)) for each in sums), default=0)
    below = max((width(what) + width(amount) + len(GAP) for what, amount in settled), default=0)
    return min(room, max(labels + amounts + len(GAP), below, NARROW))


def _settled(settled: Sequence[tuple[str, str]], edge: int) -> Iterator[Line]:
    for what, amount in settled:
        *before, last = wrap(what, max(8, edge - width(amount) - len(GAP)))
        yield from ((Span(part),) for part in before)
        yield (Span(pad(last, edge - width(amount)) + amount),)


def _sums(sums: Sequence[Sum], edge: int) -> Iterator[Line]:
    size = max((width(safe(each.amount)) for each in sums), default=0)
    for each in sums:
        label, amount = safe(each.label), safe(each.amount)
        style = "bold" if each.strong else ""
        yield (
            Span(pad(label, edge - size - len(GAP), right=True) + GAP, style or "dim"),
            Span(pad(amount, size, right=True), style),
        )


def _footer(facts: Sequence[Fact]) -> str:
    """The small print on as few lines as it takes; free text keeps its own."""
    short = " · ".join(safe(f"{fact.label} {fact.value}") for fact in facts if fact.label)
    free = [safe(fact.value, multiline=True) for fact in facts if not fact.label]
    return "\n".join(filter(None, (short, *free)))
