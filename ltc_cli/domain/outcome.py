"""How deals ended: the last of the steps into and out of an outcome tells (metric dictionary G9)."""

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
    closed: dict[int, End] = {}
    now = book.as_of_ms if book.as_of_ms is not None else _FOREVER
    for number, kind, at in book.conn.execute(
        f"SELECT entity_id, to_kind, effective_ms FROM stage_event WHERE entity = 'deal' AND {OUTCOMES} "
        "AND effective_ms <= ? ORDER BY entity_id, effective_ms, id",
        (now,),
    ):
        if kind in _CLOSED:
            closed[number] = End(kind, at)
        else:
            closed.pop(number, None)
    return closed
