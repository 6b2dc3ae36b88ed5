"""The deal board: a lane a stage, a card a deal, as many lanes beside each other as the terminal is wide."""

from collections.abc import Iterator
from itertools import zip_longest

from ltc_cli import money
from ltc_cli.render.bars import bar
from ltc_cli.render.safe import clip, pad, safe, width
from ltc_cli.shape import Board, Card, Lane

NARROWEST = 19
"""Cells a lane needs to be readable."""
CARDS = 6
"""Cards shown in a lane; the rest are counted."""


def lines(board: Board, cells: int) -> Iterator[tuple[str, str]]:
    """The board's lines, each with a style: "title", "head", "dim" or ""."""
    gap = cells - width(board.title) - width(board.summary)
    yield f"{board.title}{' ' * max(2, gap)}{board.summary}", "title"
    per_band = max(1, min(len(board.lanes), (cells + 3) // (NARROWEST + 3)))
    size = (cells + 3) // per_band - 3
    most = max((lane.amount for lane in board.lanes), default=0)
    for start in range(0, len(board.lanes), per_band):
        band = board.lanes[start : start + per_band]
        yield "", ""
        columns = [list(_lane(lane, size, most, board.currency)) for lane in band]
        for number, row in enumerate(zip_longest(*columns, fillvalue="")):
            yield " │ ".join(pad(text, size) for text in row).rstrip(" │"), "head" if number == 0 else ""
    if board.notes:
        yield "", ""
    for note in board.notes:
        yield note, "dim"


def _lane(lane: Lane, size: int, most: int, currency: str) -> Iterator[str]:
    yield clip(f"{safe(lane.title).upper()} {lane.probability}%", size)
    total = money.human(lane.amount, currency) if lane.deals else ""
    yield f"{lane.deals}{total:>{size - len(str(lane.deals))}}"
    yield bar(lane.amount, most, size)
    for card in lane.cards[:CARDS]:
        yield from _card(card, size, currency)
        yield ""
    if len(lane.cards) > CARDS:
        yield f"+{len(lane.cards) - CARDS} more"


def _card(card: Card, size: int, currency: str) -> Iterator[str]:
    flags = f" {card.flags}" if card.flags else ""
    yield clip(f"{card.ref} {safe(card.title)}", size - len(flags)) + flags
    amount = ""
    if card.amount is not None:
        amount = money.human(card.amount, card.currency) + ("" if card.currency == currency else f" {card.currency}")
    name = clip(safe(card.account), max(1, size - len(amount) - 1))
    yield name + amount.rjust(size - width(name))
    if card.note:
        yield clip(safe(card.note), size)
