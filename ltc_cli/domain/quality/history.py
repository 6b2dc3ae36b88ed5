"""What the history should say: steps in their order, each once, of records that are there, and none of tomorrow."""

from collections.abc import Iterator

from ltc_cli.book import Book
from ltc_cli.domain.proof import reference
from ltc_cli.domain.quality.rule import Found, Rule, asked, rows
from ltc_cli.domain.touch import ANSWERS

_NEGATIVE = f"""
SELECT 'lead', l.id, 'was answered before it came in' FROM touch t JOIN lead l ON l.id = t.entity_id
WHERE t.entity = 'lead' AND t.inbound = 0 AND t.kind IN {ANSWERS} AND t.at_ms < l.created_ms GROUP BY l.id
UNION ALL SELECT 'deal', id, 'was closed before it was opened' FROM deal WHERE closed_ms < created_ms
UNION ALL SELECT 'sales_order', id, iif(closed_ms < created_ms, 'was closed', 'was delivered') ||
  ' before it was ordered'
FROM sales_order o WHERE closed_ms < created_ms
  OR EXISTS (SELECT 1 FROM shipment s WHERE s.order_id = o.id AND s.delivered_ms < o.created_ms)
"""

_CLOSED = "('won', 'lost', 'void', 'disqualified', 'converted')"
_EARLY = " UNION ALL ".join(
    f"SELECT '{noun}' AS noun, r.id AS number, 'took a step before it was there' AS what FROM "
    f"(SELECT entity_id, min(effective_ms) AS first_ms FROM stage_event WHERE entity = '{noun}' GROUP BY entity_id) e "
    f"CROSS JOIN {noun} r ON r.id = e.entity_id WHERE e.first_ms < r.created_ms"
    for noun in ("lead", "deal")
)
_LATE = f"""
SELECT e.entity, e.entity_id, 'took a step after it was ' || e.to_kind || ', without being opened again'
FROM stage_event e JOIN stage_event n ON n.id = (
  SELECT l.id FROM stage_event l
  WHERE l.entity = e.entity AND l.entity_id = e.entity_id AND l.effective_ms >= e.effective_ms
  AND (l.effective_ms, l.id) > (e.effective_ms, e.id) ORDER BY l.effective_ms, l.id LIMIT 1)
WHERE e.entity IN ('lead', 'deal') AND e.to_kind IN {_CLOSED} AND n.from_kind <> e.to_kind
"""

_INSTANTS = (
    *((noun, "id", f"'{noun}'", "created_ms") for noun in ("lead", "account", "contact", "deal", "goods_return")),
    *((event, "entity_id", "entity", "effective_ms") for event in ("stage_event", "owner_event", "status_event")),
    ("touch", "entity_id", "entity", "at_ms"),
    ("deal_value", "deal_id", "'deal'", "effective_ms"),
    ("sales_order", "id", "'sales_order'", "created_ms"),
    ("shipment", "id", "'shipment'", "max(created_ms, coalesce(delivered_ms, 0))"),
)
_DAYS = (
    ("invoice", "id", "'invoice'", "issued_on"),
    ("credit_note", "id", "'credit_note'", "issued_on"),
    ("payment", "id", "'payment'", "received_on"),
)
_DATED = " UNION ALL ".join(
    f"SELECT {entity} AS noun, {key} AS number FROM {table} WHERE {when} > {present}"
    for places, present in ((_INSTANTS, ":now"), (_DAYS, ":today"))
    for table, key, entity, when in places
)
_NOUNS = (*(table for table, key, _, _ in (*_INSTANTS, *_DAYS) if key == "id"), "quote", "contract")

_TWICE = " UNION ALL ".join(
    f"SELECT entity AS noun, entity_id AS number, min({place}) AS stand FROM (SELECT entity, entity_id, {place}, "
    f"{place} = lag({place}) OVER steps AND effective_ms = lag(effective_ms) OVER steps AS again "
    f"FROM {event} WHERE (entity, entity_id) IN (SELECT entity, entity_id FROM {event} "
    "GROUP BY entity, entity_id, effective_ms HAVING count(*) > 1) "
    "WINDOW steps AS (PARTITION BY entity, entity_id ORDER BY effective_ms, id)) "
    "WHERE again GROUP BY entity, entity_id"
    for event, place in (("stage_event", "to_stage"), ("status_event", "to_status"))
)
"""Records of which a step repeats the one right before it. There and back at one instant is no repetition.

Nothing removes the second one: history is append-only, and a step too many changes no record.
"""


def _orphans(book: Book) -> Iterator[Found]:
    """Rows that refer to what is not there, each once."""
    first: dict[tuple[str, int], str] = {}
    for table, number, what in reference.dangling(book.conn):
        first.setdefault((table, number or 0), what)
    yield from ((table, number, what) for (table, number), what in first.items())


def _forget_orphans(book: Book) -> Iterator[Found]:
    """Remove touches and tasks of records that are gone; events stay, as history is append-only."""
    for table, number, what in list(_orphans(book)):
        if table in ("touch", "task") and number:
            book.conn.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
            yield table, number, f"{what}: removed"


RULES = (
    Rule(
        "E02",
        "error",
        "Something took less than no time: answered, closed or delivered before it was created.",
        ("cycle", "response", "stages", "winrate"),
        rows("lead", "deal", "sales_order"),
        asked(_NEGATIVE),
        "ltc log {ref}",
    ),
    Rule(
        "E03",
        "error",
        "A step was taken before the record was there, or after it was closed and not opened again.",
        ("funnel", "cycle", "stages", "winrate"),
        rows("lead", "deal"),
        asked(f"SELECT noun, number, min(what) FROM ({_EARLY} UNION ALL {_LATE}) GROUP BY noun, number"),
        "ltc log {ref}",
    ),
    Rule(
        "E04",
        "error",
        "Something is dated in the future.",
        ("all",),
        rows(*_NOUNS),
        asked(f"SELECT noun, number, 'is dated in the future' FROM ({_DATED}) GROUP BY noun, number"),
        "ltc log {ref}",
    ),
    Rule(
        "E10",
        "warning",
        "The same step was taken twice at the same instant.",
        ("funnel", "cycle", "stages"),
        rows("stage_event", "status_event"),
        asked(f"SELECT noun, number, 'took the same step to ' || stand || ' twice at once' FROM ({_TWICE})"),
        "ltc log {ref}",
    ),
    Rule(
        "E17",
        "error",
        "Something refers to a record that is not there.",
        ("all",),
        rows("stage_event", "owner_event", "status_event", "touch", "task"),
        _orphans,
        "ltc check --data E17 --fix",
        _forget_orphans,
    ),
)
"""Rules about what happened and when."""
