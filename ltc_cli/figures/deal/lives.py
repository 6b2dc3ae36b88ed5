"""The lives of deals: when each began, when it was last closed and how, or that it is open still (G3, G9)."""

from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS
from ltc_cli.domain import deal, query
from ltc_cli.domain.outcome import outcomes, reopenings
from ltc_cli.figures.dimension import Dimension
from ltc_cli.metrics import Ask, end_ms, window

OPEN, WON, LOST = 0, 1, 2
"""How a life ended, as the estimators of competing ends count it."""
_ENDS = {"won": WON, "lost": LOST}
_STARTS = {
    "deal": "iif(deal.date_is_import IS 1, NULL, deal.created_ms)",
    "lead": "(SELECT l.created_ms FROM lead l WHERE l.id = deal.lead_id AND l.date_is_import IS NOT 1)",
}


class Life(NamedTuple):
    """A deal from its start to its last close, or to the instant the report sees."""

    id: int
    key: tuple[str, ...]
    """Of its dimensions."""
    millis: int
    """Elapsed (G2)."""
    end: int
    """OPEN, WON or LOST."""

    @property
    def days(self) -> float:
        """Elapsed, in days."""
        return self.millis / DAY_MS


class Lives(NamedTuple):
    """The lives of a question, and how many it leaves out, by why."""

    all: list[Life]
    left_out: dict[str, int]


def started(book: Book, asked: Ask, by: list[Dimension]) -> Lives:
    """The deals that started in the period; those not closed by the end are open at their age then."""
    now, closed, start = end_ms(book), outcomes(book), _STARTS[asked.turn.start or "deal"]
    unknown = "no_start" if asked.turn.start == "lead" else "no_history"
    rested = _rested(book) if asked.turn.pause_closed else {}
    raws = "".join(f", {dimension.sql}" for dimension in by)
    what = f"deal.id, {start}, deal.is_test{raws}"
    conditions = [*window(book, asked, f"coalesce({start}, deal.created_ms)")]
    left = dict.fromkeys(("test", "void", unknown, "negative_duration"), 0)
    found = []
    alive = ("", now)
    for number, began, test, *raw in book.conn.execute(*query.select(book, deal.SOURCE, what, conditions, asked.where)):
        kind, at = closed.get(number, alive)
        millis = at - (began or 0)
        why = "test" if test else "void" if kind == "void" else unknown if began is None else ""
        if not why and millis < 0:
            why = "negative_duration"
        if why:
            left[why] += 1
            continue
        key = tuple(dimension.say(value) for dimension, value in zip(by, raw, strict=True))
        found.append(Life(number, key, millis - rested.get(number, 0), _ENDS.get(kind, OPEN)))
    return Lives(found, left)


def _rested(book: Book) -> dict[int, int]:
    """How long deals that were opened again had been closed till then."""
    found: dict[int, int] = {}
    for each in reopenings(book):
        found[each.deal] = found.get(each.deal, 0) + each.at_ms - each.closed_ms
    return found
