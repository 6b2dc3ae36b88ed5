"""How deals ended: the last of the steps into and out of an outcome tells (metric dictionary G9)."""

from functools import partial
from typing import NamedTuple

from ltc_cli.book import Book

OUTCOMES = (
    "(to_kind = 'won' OR to_kind = 'lost' OR to_kind = 'void' OR to_kind = 'disqualified' "
    "OR from_kind = 'won' OR from_kind = 'lost' OR from_kind = 'void' OR from_kind = 'disqualified')"
)
"""Events that enter or leave an outcome: the condition of the index that answers for them."""
_CLOSED = frozenset(("won", "lost", "void"))
_FOREVER = (1 << 63) - 1


class End(NamedTuple):
    """How a deal was last closed."""

    kind: str
    """won, lost or void."""
    at_ms: int


def outcomes(book: Book) -> dict[int, End]:
    """The deals that are closed as of the day asked, by id."""
    return book.once(_outcomes)


def _outcomes(book: Book) -> dict[int, End]:
    events = book.conn.execute(
        f"SELECT entity_id, to_kind, effective_ms FROM stage_event WHERE entity = 'deal' AND {OUTCOMES} "
        "AND effective_ms <= ? ORDER BY entity_id, effective_ms, id",
        (_now(book),),
    )
    last = {number: (kind, at) for number, kind, at in events}
    make = partial(tuple.__new__, End)  # a quarter of a million ends: End(…) would take longer than all the rest
    return {number: make(end) for number, end in last.items() if end[0] in _CLOSED}


def voided(book: Book) -> set[int]:
    """The deals that are void as of the day asked: few, and found without a look at the others."""
    rows = book.conn.execute(
        "SELECT e.entity_id FROM stage_event e "
        "WHERE e.entity = 'deal' AND e.to_kind = 'void' AND e.effective_ms <= :now AND NOT EXISTS ("
        "SELECT 1 FROM stage_event f WHERE f.entity = 'deal' AND f.entity_id = e.entity_id "
        "AND f.effective_ms <= :now AND (f.effective_ms, f.id) > (e.effective_ms, e.id))",
        {"now": _now(book)},
    )
    return {row[0] for row in rows}


def _now(book: Book) -> int:
    return book.as_of_ms if book.as_of_ms is not None else _FOREVER
