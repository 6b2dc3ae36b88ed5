"""The deal board: a lane a stage, a card a deal, as many lanes beside each other as the terminal is wide."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ltc_cli import money
from ltc_cli.render.bars import bar
from ltc_cli.render.cell import text
from ltc_cli.render.safe import clip, pad, safe, width
from ltc_cli.render.sheet import Line, Span
from ltc_cli.render.style import Style
from ltc_cli.shape import Board, Card, Lane
from ltc_cli.words import say

NARROWEST = 19
"""Cells a lane needs to be readable: four of them make 80."""
WIDEST = 36
CARDS = 6
"""Cards a lane shows on a terminal; the rest are counted."""


def lines(board: Board, style: Style) -> Iterator[Line]:
    """The board's lines."""
    title, summary = safe(board.title), safe(board.summary)
    lanes = len(board.lanes)
    abreast = max(1, min(lanes, (style.width + 1) // (NARROWEST + 1)))
    size = min(WIDEST, (style.width + 1) // abreast - 1)
    whole = abreast * (size + 1) - 1
    gap = whole - width(title) - width(summary)
    if gap >= 2:
        yield (Span(title, "bold"), Span(" " * gap), Span(summary, "bold"))
    else:
        yield (Span(title, "bold"),)
        yield (Span(summary, "bold"),)
    most = max((lane.amount for lane in board.lanes), default=0)
    shown = CARDS if style.terminal else None
    for start in range(0, lanes, abreast):
        yield ()
        columns = [
            list(_lane(lane, size, most, board.currency, shown)) for lane in board.lanes[start : start + abreast]
        ]
        yield from map(_abreast, zip_longest(*columns, fillvalue=(Span(" " * size),)))
    if board.notes:
        yield ()
    for note in board.notes:
        yield (Span(safe(note), "dim"),)


def _abreast(cells: Sequence[Line]) -> Line:
    first, *others = cells
    return (*first, *(span for cell in others for span in (Span("│", "dim"), *cell)))


def _lane(lane: Lane, size: int, most: int, currency: str, shown: int | None) -> Iterator[Line]:
    """A lane's cells, each filled to the size."""
    yield (Span(pad(clip(f"{safe(lane.title).upper()} {lane.probability}%", size), size), "bold"),)
    total = _short(lane.amount, currency) if lane.deals else ""
    yield (Span(_apart(str(lane.deals), total, size)),)
    yield (Span(pad(bar(lane.amount, most, size), size)),)
    for number, card in enumerate(lane.cards[:shown]):
        if number:
            yield (Span(" " * size),)
        yield from _card(card, size, currency)
    rest = len(lane.cards) - len(lane.cards[:shown])
    if rest:
        yield (Span(pad(say("+{n} more", n=rest), size), "dim"),)


def _card(card: Card, size: int, currency: str) -> Iterator[Line]:
    flags = safe(card.flags)
    ref = safe(card.ref)
    title = _apart(text(card.title), flags, size - width(ref) - 1)
    yield Span(ref, "bold"), Span(" " + title)
    amount = ""
    if card.amount is not None:
        amount = _short(card.amount, card.currency)
        amount += "" if card.currency == currency else f" {card.currency}"
    yield (Span(_apart(text(card.account), amount, size)),)
    if card.note:
        yield (Span(pad(clip(text(card.note), size), size), "dim"),)


def _apart(left: str, right: str, size: int) -> str:
    """Two texts at the ends of a cell; the left one gives way."""
    if not right:
        return pad(clip(left, size), size)
    room = max(0, size - width(right) - 1)
    return pad(clip(left, room), room) + " " + right


def _short(minor: int, currency: str) -> str:
    """An amount in little room: without a fraction that is nought."""
    amount = money.human(minor, currency)
    whole, _, fraction = amount.partition(".")
    return amount if fraction.strip("0") else whole
