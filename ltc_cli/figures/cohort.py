"""How far each lead got: one pass over each kind of fact, with a byte of flags per lead in memory.

Nothing is stored. Each stream is answered by a covering index, so that a million leads take about a second; the
outcome of a deal or a lead is the last of its events till the day asked.
"""

from collections import Counter
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import lead, query
from ltc_cli.domain.query import Condition
from ltc_cli.figures.dimension import Dimension
from ltc_cli.metrics import Ask, window

QUALIFIED = 1
DEAL = 2
WON = 4
OPEN_DEAL = 8
DISQUALIFIED = 16
CONVERTED = 32
"""Flags of a lead."""

OUTCOMES = (
    "(to_kind = 'won' OR to_kind = 'lost' OR to_kind = 'void' OR to_kind = 'disqualified' "
    "OR from_kind = 'won' OR from_kind = 'lost' OR from_kind = 'void' OR from_kind = 'disqualified')"
)
"""Events that enter or leave an outcome: the condition of the index that answers for them."""


class Cohort(NamedTuple):
    """The leads of a question, counted by their dimensions and flags."""

    counts: Counter[tuple[tuple[Any, ...], int]]
    tests: int
    """Test leads left out."""


def flags(book: Book) -> bytearray:
    """A byte of flags for every lead, as of the day asked."""
    conn = book.conn
    most = conn.execute("SELECT coalesce(max(id), 0) FROM lead").fetchone()[0]
    facts = bytearray(most + 1)
    until, values = ("", ()) if book.as_of_ms is None else (" AND effective_ms <= ?", (book.as_of_ms,))
    for kind, flag in (("qualified", QUALIFIED), ("converted", CONVERTED)):
        for (number,) in conn.execute(
            f"SELECT entity_id FROM stage_event WHERE entity = 'lead' AND to_kind = '{kind}'{until}", values
        ):
            facts[number] |= flag
    for number, kind in outcomes(book, "lead").items():
        if kind == "disqualified":
            facts[number] |= DISQUALIFIED
    closed = outcomes(book, "deal")
    marks = {"won": DEAL | WON, "lost": DEAL, "void": 0}
    created, values = ("", ()) if book.as_of_ms is None else (" AND created_ms <= ?", (book.as_of_ms,))
    for deal_id, number in conn.execute(f"SELECT id, lead_id FROM deal WHERE lead_id IS NOT NULL{created}", values):
        facts[number] |= marks.get(closed.get(deal_id, ""), DEAL | OPEN_DEAL)
    return facts


def outcomes(book: Book, entity: str) -> dict[int, str]:
    """The kind that each record's last outcome event till the day asked led to; without one, it is open."""
    until, values = ("", ()) if book.as_of_ms is None else (" AND effective_ms <= ?", (book.as_of_ms,))
    return dict(
        book.conn.execute(
            f"SELECT entity_id, to_kind FROM stage_event WHERE entity = '{entity}' AND {OUTCOMES}{until} "
            "ORDER BY entity_id, effective_ms, id",
            values,
        )
    )


def cohort(book: Book, asked: Ask, by: list[Dimension]) -> Cohort:
    """Count the leads created in the period by their dimensions and flags."""
    facts = flags(book)
    raws = "".join(f", {dimension.sql}" for dimension in by)
    rows = book.conn.execute(*_leads(book, asked, f"lead.id{raws}"))
    counts: Counter[tuple[tuple[Any, ...], int]] = Counter((row[1:], facts[row[0]]) for row in rows)
    tests = book.conn.execute(*_leads(book, asked, "count(*)", tests=True)).fetchone()[0]
    return Cohort(counts, tests)


def members(book: Book, asked: Ask) -> list[tuple[int, str, int, int]]:
    """The leads of the question one by one: id, name, creation, flags; in order of id."""
    facts = flags(book)
    label = "coalesce(lead.name, lead.company, lead.email, lead.phone, lead.external_id)"
    rows = book.conn.execute(*_leads(book, asked, f"lead.id, {label}, lead.created_ms"))
    return sorted((number, name, created, facts[number]) for number, name, created in rows)


def _leads(book: Book, asked: Ask, what: str, *, tests: bool = False) -> tuple[str, list[Any]]:
    """The question for the leads created in the period that pass the filter."""
    conditions = window(book, asked, "lead.created_ms")
    conditions.append(Condition(f"lead.is_test IS {'' if tests else 'NOT '}1"))
    return query.select(book, lead.SOURCE, what, conditions, asked.where)
