"""The day: groups of things to do, the most urgent first, each group with the command that does it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ltc_cli.render.cell import text
from ltc_cli.render.safe import clip, pad, safe, width
from ltc_cli.render.sheet import Line, Span
from ltc_cli.render.style import Style
from ltc_cli.shape import Agenda, Item

WIDEST = 100
"""Cells beyond which a line is only harder to read across."""
_WHO = 24
"""Cells that a name may take on a terminal."""
_GAPS = 7
"""Cells of an item's line that are blank in any case."""


class _Sizes(NamedTuple):
    ref: int
    who: int
    what: int
    amount: int


def lines(agenda: Agenda, style: Style) -> Iterator[Line]:
    """The day's lines: within the terminal's width, or in full where there is none."""
    sizes = _sizes([item for group in agenda.groups for item in group.items])
    cells = min(style.width, WIDEST)
    if style.terminal:
        who = min(sizes.who, _WHO, max(8, cells // 4))
        sizes = sizes._replace(who=who, what=max(8, cells - sizes.ref - who - sizes.amount - _GAPS))
    else:
        cells = max(cells, sum(sizes) + _GAPS)
    yield _ends(safe(agenda.title), safe(agenda.place), cells, cut=style.terminal)
    if agenda.groups:
        yield ()
    for group in agenda.groups:
        title = f"{group.name} · {group.figure}" if group.figure else group.name
        yield _ends(safe(title), safe(group.command), cells, cut=style.terminal)
        yield from (_item(item, sizes) for item in group.items)
    if agenda.footer:
        yield ()
        yield (Span(safe(agenda.footer)),)


def _sizes(items: Sequence[Item]) -> _Sizes:
    """All groups share their columns, so that the eye runs down them."""
    return _Sizes(
        max([4, *(width(item.ref) for item in items)]),
        max([0, *(width(text(item.who)) for item in items)]),
        max([0, *(width(text(item.what)) for item in items)]),
        max([0, *(width(item.amount) for item in items)]),
    )


def _item(item: Item, sizes: _Sizes) -> Line:
    return (
        Span("  "),
        Span(pad(safe(item.ref), sizes.ref), "bold"),
        Span(" " + pad(clip(text(item.who), sizes.who), sizes.who) + "  "),
        Span(pad(clip(text(item.what), sizes.what), sizes.what)),
        Span("  " + pad(safe(item.amount), sizes.amount, right=True)),
    )


def _ends(left: str, right: str, cells: int, *, cut: bool) -> Line:
    """A line with something at each end; on a terminal the right end gives way."""
    room = cells - width(left) - 2
    if cut:
        right = _tail(right, room)
    return Span(left, "bold"), Span(" " * max(2, cells - width(left) - width(right))), Span(right, "dim")


def _tail(text: str, cells: int) -> str:
    """The text without its beginning, which says least of a path, when it is too long; nothing when nothing fits."""
    if width(text) <= cells:
        return text
    return "…" + text[len(text) - cells + 1 :] if cells > 8 and width(text) == len(text) else ""
