"""The day: groups of things to do, the most urgent first, each group with the command that does it."""

from collections.abc import Iterator

from ltc_cli.render.safe import clip, pad, safe, width
from ltc_cli.shape import Agenda, Group

WIDEST = 100
"""Cells beyond which a line is only harder to read across."""


def lines(agenda: Agenda, cells: int) -> Iterator[tuple[str, str]]:
    """The day's lines, each with a style: "title", "head", "dim" or ""."""
    cells = min(cells, WIDEST)
    yield _ends(agenda.title, clip(agenda.place, max(10, cells - width(agenda.title) - 2)), cells), "title"
    for group in agenda.groups:
        yield "", ""
        title = f"{group.name} · {group.figure}" if group.figure else group.name
        yield _ends(title, group.command, cells), "head"
        yield from ((line, "") for line in _items(group, cells))
    if agenda.footer:
        yield "", ""
        yield agenda.footer, "dim"


def _items(group: Group, cells: int) -> Iterator[str]:
    ref = max(4, *(len(item.ref) for item in group.items)) if group.items else 4
    amount = max((width(item.amount) for item in group.items), default=0)
    who = min(24, max((width(safe(item.who)) for item in group.items), default=0))
    what = max(8, cells - ref - who - amount - 7)
    for item in group.items:
        left = f"  {item.ref:<{ref}} {pad(clip(safe(item.who), who), who)}  {pad(clip(safe(item.what), what), what)}"
        yield f"{left} {item.amount.rjust(amount)}".rstrip()


def _ends(left: str, right: str, cells: int) -> str:
    return left + " " * max(2, cells - width(left) - width(right)) + right
