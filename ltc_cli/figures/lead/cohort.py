"""How far each lead got: one pass over each kind of fact, with two bytes of flags per lead in memory.

Nothing is stored. Each stream is answered by a covering index, so that a million leads take about a second; the
outcome of a deal or a lead is the last of its events till the day asked.
"""

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import lead, query
from ltc_cli.domain.outcome import OUTCOMES, reopenings, uncounted, voided
from ltc_cli.figures.dimension import Dimension
from ltc_cli.figures.lead.merged import merged
from ltc_cli.metrics import Ask, end_day, window

QUALIFIED = 1
DEAL = 2
WON = 4
OPEN_DEAL = 8
DISQUALIFIED = 16
CONVERTED = 32
QUOTED = 64
ORDERED = 128
DELIVERED = 256
INVOICED = 512
PAID = 1024
REVERSED = 2048
UNCOUNTED = 4096
"""Flags of a lead; reversed: one of its deals was won and is not any more."""

LABEL = "coalesce(lead.name, lead.company, lead.email, lead.phone, lead.external_id)"
"""SQL for what a lead is called."""
_BATCH = 5_000


Counts = Counter[tuple[tuple[Any, ...], int]]
"""How many leads there are of the raw values of their dimensions and some state, such as their flags."""


class Cohort(NamedTuple):
    """The leads of a question, counted by their dimensions and flags."""

    counts: Counts
    tests: int
    """Test leads left out."""
    flags: "array[int]"
    """Of every lead, by its id; empty where only leads were counted."""


def facts(book: Book) -> "array[int]":
    """How far every lead got, as of the day asked: flags by the lead's id."""
    return book.once(_facts)


def _facts(book: Book) -> "array[int]":
    conn = book.conn
    most = conn.execute("SELECT coalesce(max(id), 0) FROM lead").fetchone()[0]
    flags = array("H", bytes(2 * (most + 1)))
    until, values = ("", ()) if book.as_of_ms is None else (" AND effective_ms <= ?", (book.as_of_ms,))
    for kind, flag in (("qualified", QUALIFIED), ("converted", CONVERTED)):
        reached = f"SELECT entity_id FROM stage_event WHERE entity = 'lead' AND to_kind = '{kind}'{until}"
        for number in book.columns(reached, "entity_id", values=values)[0]:
            flags[number] |= flag
    for number, out in zip(*_outcomes(book, "lead", "to_kind = 'disqualified'"), strict=True):
        if out:
            flags[number] |= DISQUALIFIED
        else:
            flags[number] &= ~DISQUALIFIED
    kinds = "CASE to_kind WHEN 'won' THEN 1 WHEN 'lost' THEN 2 WHEN 'void' THEN 3 ELSE 0 END"
    closed = dict(zip(*_outcomes(book, "deal", kinds), strict=True))
    again = {each.deal for each in reopenings(book) if each.kind == "won"}
    later = _later(book)
    marks = ((DEAL | OPEN_DEAL, QUOTED), (DEAL | WON, ~0), (DEAL, QUOTED), (0, 0))
    created, values = ("", ()) if book.as_of_ms is None else (" AND created_ms <= ?", (book.as_of_ms,))
    real = f"SELECT id, lead_id FROM deal WHERE lead_id IS NOT NULL AND is_test IS NOT 1{created}"
    for number in uncounted(book):
        flags[number] |= UNCOUNTED
    for deal_id, number in zip(*book.columns(real, "id", "lead_id", values=values), strict=True):
        mark, kept = marks[closed.get(deal_id, 0)]
        flags[number] |= mark | later[deal_id] & kept
        if deal_id in again and closed.get(deal_id) not in (_WON, _VOID):
            flags[number] |= REVERSED
    return flags


def _later(book: Book) -> "array[int]":
    """How far the deals got whose way goes on in documents: flags by the deal's id."""
    seen = {"now": book.as_of_ms if book.as_of_ms is not None else _FOREVER, "day": end_day(book)}
    most = book.conn.execute("SELECT coalesce(max(id), 0) FROM deal").fetchone()[0]
    found = array("H", bytes(2 * (most + 1)))
    for flag, statement in ((QUOTED, _SENT), (ORDERED, _CONFIRMED), (DELIVERED, _FULFILLED)):
        for deal in book.columns(statement, "deal_id", values=seen)[0]:
            found[deal] |= flag
    numbers, *sums = book.columns(_SETTLED, "invoice_id", "amount", "paid", values=seen)
    settled = dict(zip(numbers, zip(*sums, strict=True), strict=True))
    credited = dict(book.conn.execute(_CREDITED, seen))
    open_ = set()
    for key, deals in (("order", _OF_ORDERS), ("contract", _OF_CONTRACTS)):
        of = dict(zip(*book.columns(deals, "id", "deal_id"), strict=True))
        invoices = book.columns(_INVOICED.format(key=key), "id", f"{key}_id", "total_minor", values=seen)
        for number, origin, total in zip(*invoices, strict=True):
            deal = of.get(origin)
            if deal is not None and total > credited.get(number, 0):
                amount, paid = settled.get(number, (0, 0))
                found[deal] |= INVOICED | PAID if paid else INVOICED
                if total > amount:
                    open_.add(deal)
    for deal in open_:
        found[deal] &= ~PAID
    return found


_WON, _VOID = 1, 3
_FOREVER = (1 << 63) - 1
_SENT = "SELECT DISTINCT deal_id FROM quote WHERE deal_id IS NOT NULL AND sent_ms <= :now"
_STANDING = "o.deal_id IS NOT NULL AND o.confirmed_ms <= :now AND NOT (o.status = 'cancelled' AND o.closed_ms <= :now)"
_CONFIRMED = f"SELECT DISTINCT o.deal_id FROM sales_order o WHERE {_STANDING}"
_FULFILLED = f"""
WITH gone AS (SELECT s.order_line_id AS line, sum(s.quantity) AS shipped,
    sum(iif(h.delivered_ms <= :now, s.quantity, 0)) AS delivered
  FROM shipment h JOIN shipment_line s ON s.shipment_id = h.id WHERE h.created_ms <= :now GROUP BY 1),
back AS (SELECT r.order_line_id AS line, sum(r.quantity) AS reopened FROM goods_return g
  JOIN goods_return_line r ON r.return_id = g.id WHERE g.reopens = 1 AND g.created_ms <= :now GROUP BY 1)
SELECT o.deal_id FROM sales_order o JOIN sales_order_line l ON l.order_id = o.id
LEFT JOIN gone ON gone.line = l.id LEFT JOIN back ON back.line = l.id WHERE {_STANDING} GROUP BY o.id
HAVING sum(delivered) > 0 AND min(CASE WHEN l.quantity IS NULL THEN coalesce(delivered > 0 AND delivered = shipped, 0)
  ELSE coalesce(delivered, 0) - coalesce(reopened, 0) >= l.quantity - iif(o.closed_ms <= :now, l.released, 0) END)
"""
_INVOICED = "SELECT id, {key}_id, total_minor FROM invoice WHERE {key}_id IS NOT NULL AND issued_on <= :day"
_OF_ORDERS = "SELECT id, deal_id FROM sales_order WHERE deal_id IS NOT NULL"
_OF_CONTRACTS = "SELECT id, deal_id FROM contract WHERE deal_id IS NOT NULL"
_SETTLED = """
SELECT invoice_id, sum(amount_minor) AS amount, sum(iif(kind = 'payment', amount_minor, 0)) AS paid FROM allocation
WHERE invoice_id IS NOT NULL AND on_day <= :day GROUP BY invoice_id
"""
_CREDITED = "SELECT invoice_id, sum(total_minor) FROM credit_note WHERE issued_on <= :day GROUP BY invoice_id"
"""The documents of deals, as of the day: sent, confirmed and standing, delivered in full, invoiced and not credited."""


def _outcomes(book: Book, entity: str, kind: str) -> list[list[int]]:
    """Each record's outcome events till the day asked, in order: the last one tells; without one it is open."""
    until, values = ("", ()) if book.as_of_ms is None else (" AND effective_ms <= ?", (book.as_of_ms,))
    steps = (
        f"SELECT entity_id, {kind} AS kind FROM stage_event WHERE entity = '{entity}' AND {OUTCOMES}{until} "
        "ORDER BY entity_id, effective_ms, id"
    )
    return book.columns(steps, "entity_id", "kind", values=values)


def cohort(book: Book, asked: Ask, by: list[Dimension]) -> Cohort:
    """Count the leads created in the period by their dimensions and flags.

    They are counted turned on their side, all or batch by batch, so that no line of Python runs for each lead.
    """
    flags = facts(book)
    raws = "".join(f", {dimension.sql} AS by{place}" for place, dimension in enumerate(by))
    statement, values = _leads(book, asked, f"lead.id AS id, lead.is_test AS test{raws}")
    found: Counter[tuple[Any, ...]] = Counter()
    if all(dimension.is_whole for dimension in by):
        names = ("id", "test", *(f"by{place}" for place in range(len(by))))
        numbers, *raw = book.columns(statement, *names, values=values)
        found.update(zip(map(flags.__getitem__, numbers), *raw, strict=True))
    else:
        cursor = book.conn.execute(statement, values)
        while batch := cursor.fetchmany(_BATCH):
            numbers, *raw = map(list, zip(*batch, strict=True))
            found.update(zip(map(flags.__getitem__, numbers), *raw, strict=True))
    counts: Counts = Counter()
    tests = 0
    for (flag, test, *values), leads in found.items():
        if test:
            tests += leads
        elif not flag & UNCOUNTED:
            counts[tuple(values), flag] += leads
    return Cohort(counts, tests, flags)


def volume(book: Book, asked: Ask, by: list[Dimension]) -> Cohort:
    """Count the leads of the question by their dimensions, however far they got: all flags are 0."""
    raws = "".join(f", {dimension.sql}" for dimension in by)
    places = ", ".join(map(str, range(1, len(by) + 2)))
    conditions = [*_known(uncounted(book)), *window(book, asked, "lead.created_ms")]
    statement, values = query.select(book, lead.SOURCE, f"lead.is_test{raws}, count(*)", conditions, asked.where)
    counts: Counts = Counter()
    tests = 0
    for test, *raw, leads in book.conn.execute(f"{statement} GROUP BY {places}", values):
        if test:
            tests += leads
        else:
            counts[tuple(raw), 0] += leads
    return Cohort(counts, tests, array("H"))


def members(book: Book, asked: Ask) -> list[tuple[int, str, int, int]]:
    """The leads of the question one by one: id, name, creation, flags; in order of id."""
    flags = facts(book)
    rows = book.conn.execute(*_leads(book, asked, f"lead.id, {LABEL}, lead.created_ms, lead.is_test"))
    return sorted(
        (number, name, created, flags[number])
        for number, name, created, test in rows
        if not test and not flags[number] & UNCOUNTED
    )


def left_out(book: Book, asked: Ask, tests: int) -> dict[str, int]:
    """What a cohort leaves out: test leads, those that were merged, its void deals, and those that no lead led to.

    Whether what is no lead, or none any more, would pass a filter of leads nobody knows: then it is not told.
    """
    void = voided(book)
    found = {"test": tests, "reason_not_counted": not_counted(book, asked), "void": _voided(book, asked, void)}
    if asked.where is None:
        found |= {"deals_without_lead": _without_lead(book, asked, void), "merged": merged(book, asked.period)}
    return found


def _without_lead(book: Book, asked: Ask, void: Iterable[int]) -> int:
    real = "lead_id IS NULL AND is_test IS NOT 1 AND id NOT IN (SELECT value FROM json_each(?))"
    conditions = [query.Condition(real, (json.dumps([*void]),)), *window(book, asked, "deal.created_ms")]
    clause = " AND ".join(condition.sql for condition in conditions)
    values = [value for condition in conditions for value in condition.values]
    return int(book.conn.execute(f"SELECT count(*) FROM deal WHERE {clause}", values).fetchone()[0])


def _voided(book: Book, asked: Ask, void: Iterable[int]) -> int:
    """How many deals of the cohort's leads are void."""
    deals = dict(
        book.conn.execute(
            "SELECT lead_id, count(*) FROM deal WHERE id IN (SELECT value FROM json_each(?)) AND lead_id IS NOT NULL "
            "AND is_test IS NOT 1 GROUP BY 1",
            (json.dumps([*void]),),
        )
    )
    return sum(deals[number] for number in among(book, asked, deals))


def counted(book: Book) -> list[query.Condition]:
    """The conditions that a lead counts at all: it is no test, and was not closed as spam or the like (G8)."""
    return [query.Condition("lead.is_test IS NOT 1"), *_known(uncounted(book))]


def _known(left: Iterable[int]) -> list[query.Condition]:
    none = json.dumps([*left])
    return [query.Condition("lead.id NOT IN (SELECT value FROM json_each(?))", (none,))] if none != "[]" else []


def not_counted(book: Book, asked: Ask) -> int:
    """How many leads of the question were closed for a reason that does not count; tests are told as such."""
    return len(_among(book, asked, uncounted(book), [query.Condition("lead.is_test IS NOT 1")]))


def among(book: Book, asked: Ask, numbers: Iterable[int]) -> list[int]:
    """Those of some leads that count in the question."""
    return _among(book, asked, numbers, counted(book))


def _among(book: Book, asked: Ask, numbers: Iterable[int], real: Sequence[query.Condition]) -> list[int]:
    some = query.Condition("lead.id IN (SELECT value FROM json_each(?))", (json.dumps([*numbers]),))
    conditions = [some, *real, *window(book, asked, "lead.created_ms")]
    found = query.select(book, lead.SOURCE, "lead.id", conditions, asked.where)
    return [number for (number,) in book.conn.execute(*found)]


def raws(book: Book, by: list[Dimension], numbers: Iterable[int]) -> list[tuple[Any, ...]]:
    """Some leads by id, each with the raw values of its dimensions."""
    some = query.Condition("lead.id IN (SELECT value FROM json_each(?))", (json.dumps([*numbers]),))
    what = ", ".join(("lead.id", *(dimension.sql for dimension in by)))
    return book.conn.execute(*query.select(book, lead.SOURCE, what, [some], None)).fetchall()


def groups_since(book: Book, asked: Ask, by: Sequence[Dimension], since: int) -> set[tuple[str, ...]]:
    """The groups of the question that have a lead created after an instant, as people read them."""
    recent = [query.Condition("lead.created_ms > ?", (since,)), *counted(book)]
    what = f"DISTINCT {', '.join(dimension.sql for dimension in by) or '1'}"
    found = query.select(book, lead.SOURCE, what, [*recent, *window(book, asked, "lead.created_ms")], asked.where)
    return {
        tuple(dimension.say(value) for dimension, value in zip(by, raw, strict=False))
        for raw in book.conn.execute(*found)
    }


def newest(book: Book, asked: Ask) -> int | None:
    """When the youngest lead of the question was created."""
    conditions = [*counted(book), *window(book, asked, "lead.created_ms")]
    found = query.select(book, lead.SOURCE, "max(lead.created_ms)", conditions, asked.where)
    last: int | None = book.conn.execute(*found).fetchone()[0]
    return last


def _leads(book: Book, asked: Ask, what: str) -> tuple[str, list[Any]]:
    """The question for the leads created in the period that pass the filter, tests among them."""
    return query.select(book, lead.SOURCE, what, window(book, asked, "lead.created_ms"), asked.where)
