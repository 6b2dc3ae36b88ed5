"""Leads that were merged into others since: by them the volume of a past period falls (metric dictionary L1, G8)."""

import json

from ltc_cli.book import Book
from ltc_cli.clock import Period
from ltc_cli.journal.rows import parse

_GONE = (
    "SELECT a.entity_id, c.old, max(c.id) FROM alias a "
    "JOIN change c ON c.tbl = 'lead' AND c.row_id = CAST(a.value AS INTEGER) AND c.kind = 'D' "
    "WHERE a.entity = 'lead' AND a.field = 'id' GROUP BY a.id"
)
_SURVIVORS = (
    "SELECT id, created_ms, (SELECT c.old FROM change c JOIN operation o ON o.id = c.operation_id "
    "WHERE c.tbl = 'lead' AND c.row_id = lead.id AND c.kind = 'U' AND o.verb = 'lead merge' "
    "AND instr(c.old, ' created_ms=') ORDER BY c.id LIMIT 1) "
    "FROM lead WHERE id IN (SELECT value FROM json_each(?)) AND is_test IS NOT 1"
)
"""Records that live on, and what they said of themselves before the first merge that changed when they came."""


def merged(book: Book, period: Period) -> int:
    """By how many the leads created in the period became fewer: several that came are one, of the earliest day."""
    came: dict[int, list[int]] = {}
    for heir, old, _ in book.conn.execute(_GONE):
        came.setdefault(heir, []).extend(_created(old, test=False))
    if not came:
        return 0
    first, last = period.bounds(book.clock.tz)
    end = book.as_of_ms

    def inside(at: int) -> bool:
        return (first is None or at >= first) and (last is None or at < last) and (end is None or at <= end)

    fallen = 0
    for number, created, old in book.conn.execute(_SURVIVORS, (json.dumps([*came]),)):
        before = [*came[number], *(_created(old or "") or [created])]
        fallen += sum(map(inside, before)) - inside(created)
    return max(0, fallen)


def _created(old: str, *, test: bool = True) -> list[int]:
    """When a row came, by what is kept of it; nothing where that was erased, or of a test unless tests count."""
    facts = parse(old)
    return [int(facts["created_ms"])] if "created_ms" in facts and (test or facts.get("is_test") != "1") else []
