"""The lives of deals: when each began, when it was last closed and how, or that it is open still (G3, G9)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS
from ltc_cli.domain import deal, query
from ltc_cli.figures.cohort import OUTCOMES
from ltc_cli.figures.dimension import Dimension
from ltc_cli.metrics import Ask, end_ms, window

OPEN, WON, LOST = 0, 1, 2
"""How a life ended, as the estimators of competing ends count it."""
_ENDS = {"won": WON, "lost": LOST}
_STARTS = {
    "deal": "deal.created_ms",
    "lead": "(SELECT l.created_ms FROM lead l WHERE l.id = deal.lead_id AND l.date_is_import IS NOT 1)",
}


class Life(NamedTuple):
    """A deal from its start to its last close, or to the instant the report sees."""

    id: int
    key: tuple[str, ...]
    """Of its dimensions."""
    days: float
    """Elapsed (G2)."""
    end: int
    """OPEN, WON or LOST."""


class Lives(NamedTuple):
    """The lives of a question, and how many it leaves out, by why."""

    all: list[Life]
    left_out: dict[str, int]


def started(book: Book, asked: Ask, by: list[Dimension]) -> Lives:
    """The deals that started in the period; those not closed by the end are open at their age then."""
    now, closed, start = end_ms(book), outcomes(book), _STARTS[asked.turn.start or "deal"]
    raws = "".join(f", {dimension.sql}" for dimension in by)
    what = f"deal.id, {start}, deal.is_test{raws}"
    conditions = [*window(book, asked, f"coalesce({start}, deal.created_ms)")]
    left = dict.fromkeys(("test", "void", "no_start", "negative_duration"), 0)
    found = []
    for number, began, test, *raw in book.conn.execute(*query.select(book, deal.SOURCE, what, conditions, asked.where)):
        kind, at = closed.get(number, ("", now))
        days = (at - (began or 0)) / DAY_MS
        why = "test" if test else "void" if kind == "void" else "no_start" if began is None else ""
        if not why and days < 0:
            why = "negative_duration"
        if why:
            left[why] += 1
            continue
        key = tuple(dimension.say(value) for dimension, value in zip(by, raw, strict=True))
        found.append(Life(number, key, days, _ENDS.get(kind, OPEN)))
    return Lives(found, left)


def outcomes(book: Book) -> dict[int, tuple[str, int]]:
    """The deals that are closed at the end the report sees: how, and when they were last."""
    closed: dict[int, tuple[str, int]] = {}
    for number, kind, at in _events(book):
        if kind in ("won", "lost", "void"):
            closed[number] = kind, at
        else:
            closed.pop(number, None)
    return closed


def _events(book: Book) -> Iterator[tuple[Any, ...]]:
    """Steps into and out of an outcome, in their order: the last one of a deal tells."""
    return book.conn.execute(
        f"SELECT entity_id, to_kind, effective_ms FROM stage_event WHERE entity = 'deal' AND {OUTCOMES} "
        "AND effective_ms <= ? ORDER BY entity_id, effective_ms, id",
        (end_ms(book),),
    )
