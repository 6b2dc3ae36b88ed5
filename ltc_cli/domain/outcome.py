"""How deals ended: the last of the steps into and out of an outcome tells (metric dictionary G9)."""

import json
from functools import partial
from typing import NamedTuple

from ltc_cli.book import Book

OUTCOMES = (
    "(to_kind = 'won' OR to_kind = 'lost' OR to_kind = 'void' OR to_kind = 'disqualified' "
    "OR from_kind = 'won' OR from_kind = 'lost' OR from_kind = 'void' OR from_kind = 'disqualified')"
)
"""Events that enter or leave an outcome: the condition of the index that answers for them."""
_CLOSED = ("won", "lost", "void")
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
    kinds = " ".join(f"WHEN '{kind}' THEN {place}" for place, kind in enumerate(_CLOSED))
    numbers, ways, times = book.columns(
        f"SELECT entity_id, CASE to_kind {kinds} END AS way, effective_ms FROM stage_event WHERE entity = 'deal' "
        f"AND {OUTCOMES} AND effective_ms <= ? ORDER BY entity_id, effective_ms, id",
        "entity_id", "way", "effective_ms", values=(_now(book),),
    )  # fmt: skip
    last = dict(zip(numbers, zip(ways, times, strict=True), strict=True))
    make = partial(tuple.__new__, End)  # a quarter of a million ends: End(…) would take longer than all the rest
    return {number: make((_CLOSED[way], at)) for number, (way, at) in last.items() if way is not None}


class Reopening(NamedTuple):
    """A closed deal that was opened again."""

    deal: int
    kind: str
    """How it was closed till then."""
    closed_ms: int
    at_ms: int


def reopenings(book: Book) -> list[Reopening]:
    """Every reopening up to the day asked, in the order of the deals and of time: few, found without a look at more."""
    closed = (
        "SELECT max(f.effective_ms) FROM stage_event f INDEXED BY stage_event_record WHERE f.entity = 'deal' "
        "AND f.entity_id = stage_event.entity_id AND f.effective_ms <= stage_event.effective_ms "
        "AND f.to_kind = stage_event.from_kind"
    )
    rows = book.conn.execute(
        f"SELECT entity_id, from_kind, ({closed}), effective_ms FROM stage_event INDEXED BY stage_event_outcome "
        f"WHERE entity = 'deal' AND {OUTCOMES} AND to_kind = 'open' AND effective_ms <= ? "
        "ORDER BY entity_id, effective_ms, id",
        (_now(book),),
    )
    return [Reopening(number, kind, at if before is None else before, at) for number, kind, before, at in rows]


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


def uncounted(book: Book) -> set[int]:
    """The leads that are disqualified for a reason that does not count, such as spam, as of the day asked."""
    reasons = [reason.id for reason in book.process.lead.disqualify_reasons if not reason.counts]
    rows = book.conn.execute(
        # crossed: by the index of reasons, of which few are such
        "SELECT e.entity_id FROM json_each(:reasons) r CROSS JOIN stage_event e "
        "WHERE e.entity = 'lead' AND e.reason IS NOT NULL AND e.reason = r.value AND +e.to_kind = 'disqualified' "
        "AND +e.effective_ms <= :now AND NOT EXISTS (SELECT 1 FROM stage_event f WHERE f.entity = 'lead' "
        "AND f.entity_id = e.entity_id AND f.effective_ms <= :now AND (f.effective_ms, f.id) > (e.effective_ms, e.id))",
        {"now": _now(book), "reasons": json.dumps(reasons)},
    )
    return {row[0] for row in rows}


def _now(book: Book) -> int:
    return book.as_of_ms if book.as_of_ms is not None else _FOREVER
