"""What must hold of records, by name: `ltc check` proves all of it, an undo what it touched.

An invariant yields what breaks it and changes nothing. Confined to spans of ids, it takes the time of that many rows.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ltc_cli.domain.proof import conservation, reconciliation
from ltc_cli.domain.proof.breach import EVERY, Breach, Invariant, Spans
from ltc_cli.errors import BadUsage
from ltc_cli.money import exponent
from ltc_cli.process import Process, from_json


class Finding(NamedTuple):
    """Something that does not hold."""

    check: str
    table: str
    row_id: int | None
    what: str


_MANY = 200
"""With more spans than these, going through all rows is quicker."""


def broken(conn: sqlite3.Connection, noun: str, spans: Spans = EVERY, wanted: Sequence[str] = ()) -> list[Finding]:
    """The invariants, all or those named, that do not hold for some records of a noun."""
    confined = spans if len(spans) <= _MANY else EVERY
    return [
        Finding(name, *each)
        for name, (nouns, invariant) in INVARIANTS.items()
        if noun in nouns and (not wanted or name in wanted)
        for each in invariant(conn, noun, confined)
    ]


_LAST = (
    "SELECT r.id, {columns} FROM {event} e JOIN {noun} r ON r.id = {key} "
    "WHERE {mine} r.id BETWEEN ? AND ? AND ({differs}) AND NOT EXISTS (SELECT 1 FROM {event} n WHERE {same} "
    "AND (n.effective_ms > e.effective_ms OR n.effective_ms = e.effective_ms AND n.id > e.id))"
)
"""Records that are not what their last event says."""


def _last(
    conn: sqlite3.Connection, noun: str, event: str, pairs: Mapping[str, str], spans: Spans
) -> Iterator[tuple[int, ...]]:
    """The records whose columns differ from those of their last event: id, then both values of each pair."""
    by_entity = event != "deal_value"
    key = "e.entity_id" if by_entity else "e.deal_id"
    statement = _LAST.format(
        columns=", ".join(f"r.{mine}, {theirs}" for mine, theirs in pairs.items()),
        event=event,
        noun=noun,
        key=key,
        mine=f"e.entity = '{noun}' AND" if by_entity else "",
        same=f"n.entity = '{noun}' AND n.entity_id = e.entity_id" if by_entity else "n.deal_id = e.deal_id",
        differs=" OR ".join(f"r.{mine} IS NOT {theirs}" for mine, theirs in pairs.items()),
    )
    for span in spans:
        yield from conn.execute(statement, span)


def _steps(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """A record stands where its last step led; renamed stages go by their last name."""
    called = _renamed(_processes(conn), noun)
    place = "status" if noun == "lead" else "stage"
    pairs = {place: "e.to_stage", "kind": "e.to_kind"}
    if noun == "deal":
        pairs |= {
            "closed_ms": "iif(e.to_kind = 'open', NULL, e.effective_ms)",
            "reason": "iif(e.to_kind = 'open', NULL, e.reason)",
        }
    for number, now, last, *others in _last(conn, noun, "stage_event", pairs, spans):
        if called.get(str(last), last) != called.get(str(now), now) or others[::2] != others[1::2]:
            yield noun, number, f"stands in {now}, but its last step led to {last}, or dates or reasons differ"
    unmoved = f"NOT EXISTS (SELECT 1 FROM stage_event e WHERE e.entity = '{noun}' AND e.entity_id = r.id)"
    first = "kind <> 'new'" if noun == "lead" else "(kind <> 'open' OR closed_ms IS NOT NULL)"
    for span in spans:
        for number, now in conn.execute(
            f"SELECT id, {place} FROM {noun} r WHERE id BETWEEN ? AND ? AND {first} AND {unmoved}", span
        ):
            yield noun, number, f"stands in {now} without a step that led there"


def _values(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """A deal is worth what was last written down, amount, currency and expected close."""
    pairs = {name: f"e.{name}" for name in ("amount_minor", "currency", "expected_close")}
    for number, *_ in _last(conn, noun, "deal_value", pairs, spans):
        yield noun, number, "is not worth what its history of values says"
    for span in spans:
        for (number,) in conn.execute(
            "SELECT id FROM deal WHERE id BETWEEN ? AND ? AND coalesce(amount_minor, expected_close) IS NOT NULL "
            "AND NOT EXISTS (SELECT 1 FROM deal_value v WHERE v.deal_id = deal.id)",
            span,
        ):
            yield noun, number, "has an amount or a close without a history of values"


def _owners(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """Who owns a record is who it was last given to."""
    for number, *_ in _last(conn, noun, "owner_event", {"owner_id": "e.to_id"}, spans):
        yield noun, number, "is not owned by whom it was last given to"


def _conversion(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """A converted lead leads to what it became, unless nothing is known of it that could become something."""
    for span in spans:
        for (number,) in conn.execute(
            "SELECT id FROM lead WHERE id BETWEEN ? AND ? AND kind = 'converted' AND account_id IS NULL "
            "AND contact_id IS NULL AND coalesce(name, company, email, phone) IS NOT NULL "
            "AND NOT EXISTS (SELECT 1 FROM deal WHERE deal.lead_id = lead.id)",
            span,
        ):
            yield noun, number, "is converted into nothing"


def _stages(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """Where records stand, some version of the process has."""
    known: set[tuple[str, ...]] = set()
    for process in _processes(conn):
        if noun == "lead":
            known |= {(status.id, status.kind) for status in process.lead.all}
        else:
            known |= {(line.id, stage.id, stage.kind) for line in process.pipelines for stage in line.stages}
    columns = "status, kind" if noun == "lead" else "pipeline, stage, kind"
    for span in spans:
        for *place, number in conn.execute(
            f"SELECT {columns}, min(id) FROM {noun} WHERE id BETWEEN ? AND ? GROUP BY {columns}", span
        ):
            if tuple(place) not in known:
                yield noun, number, f"stands in {' '.join(place)}, which no process has had"


def _fields(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """Custom fields are one JSON object, tags one JSON array."""
    for span in spans:
        for (number,) in conn.execute(
            f"SELECT id FROM {noun} WHERE id BETWEEN ? AND ? AND (fields IS NOT NULL OR tags IS NOT NULL) AND ("
            "iif(json_valid(coalesce(fields, '{}')), json_type(coalesce(fields, '{}')), '') <> 'object' OR "
            "iif(json_valid(coalesce(tags, '[]')), json_type(coalesce(tags, '[]')), '') <> 'array')",
            span,
        ):
            yield noun, number, "has custom fields or tags that cannot be read"


def _next_steps(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """A record has at most one next step."""
    for span in spans:
        for number, count in conn.execute(
            "SELECT entity_id, count(*) FROM task WHERE entity = ? AND entity_id BETWEEN ? AND ? AND is_next = 1 "
            "AND done_ms IS NULL GROUP BY entity_id HAVING count(*) > 1",
            (noun, *span),
        ):
            yield noun, number, f"has {count} next steps"


_AMOUNT = {
    "lead": "amount_minor",
    "deal": "amount_minor",
    "deal_value": "amount_minor",
    "contract": "amount_minor",
    "product": "cost_minor",
    "product_price": "price_minor",
    "payment": "amount_minor",
}
"""The column of a table's amount; that of the others is `total_minor`."""
_PRICES = {"deal": ("deal_value", "deal_id"), "product": ("product_price", "product_id")}
"""Tables with more amounts of a noun, and their reference to it."""


def _money(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """Every amount is of a currency there is."""
    for table, key in ((noun, "id"), *([_PRICES[noun]] if noun in _PRICES else [])):
        for span in spans:
            for currency, number, lacking in conn.execute(
                f"SELECT currency, min(id), max({_AMOUNT.get(table, 'total_minor')} IS NOT NULL "
                f"AND currency IS NULL) FROM {table} WHERE {key} BETWEEN ? AND ? GROUP BY currency",
                span,
            ):
                if lacking:
                    yield table, number, "has an amount without a currency"
                elif currency is not None and not _is_currency(currency):
                    yield table, number, f"has an amount in {currency!r}, which is no currency"


INVARIANTS: dict[str, tuple[tuple[str, ...], Invariant]] = {
    "steps": (("lead", "deal"), _steps),
    "values": (("deal",), _values),
    "owners": (("lead", "deal", "account"), _owners),
    "conversion": (("lead",), _conversion),
    "stages": (("lead", "deal"), _stages),
    "fields": (("lead", "deal", "account", "product", "sales_order"), _fields),
    "next": (("lead", "deal", "account"), _next_steps),
    "money": (
        ("lead", "deal", "product", "quote", "contract", "sales_order", "invoice", "credit_note", "payment"),
        _money,
    ),
    **conservation.INVARIANTS,
    **reconciliation.INVARIANTS,
}
"""Rules of the records, with the nouns they are about."""
PROVED = tuple(dict.fromkeys(noun for nouns, _ in INVARIANTS.values() for noun in nouns))
"""The nouns that have invariants."""


def _is_currency(code: str) -> bool:
    try:
        exponent(code)
    except BadUsage:
        return False
    return True


def _processes(conn: sqlite3.Connection) -> list[Process]:
    return [from_json(row[0]) for row in conn.execute("SELECT body FROM process ORDER BY id")]


def _renamed(processes: Sequence[Process], noun: str) -> dict[str, str]:
    """What ids of statuses or stages are called since they were renamed."""
    called: dict[str, str] = {}
    for process in processes:
        stages = process.lead.all if noun == "lead" else [each for line in process.pipelines for each in line.stages]
        for stage in stages:
            if stage.was:
                called = {old: stage.id if new == stage.was else new for old, new in called.items()}
                called[stage.was] = stage.id
    return called
