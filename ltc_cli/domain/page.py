"""A record's page: its fields, what belongs to it, and its whole story, newest last.

The story is read from what is kept: creation, steps, changes of value and of hands, touches and tasks, of the record
and of what it grew from, so that a deal's page begins with its lead.
"""

from typing import Any

from ltc_cli.book import Book
from ltc_cli.domain import account, campaign, channel, contact, deal, lead, member, query, task
from ltc_cli.domain.noun import ref
from ltc_cli.domain.query import Condition, Source
from ltc_cli.shape import Column, Listing, Record, Section

SOURCES: dict[str, Source] = {
    "lead": lead.SOURCE,
    "account": account.SOURCE,
    "contact": contact.SOURCE,
    "deal": deal.SOURCE,
    "task": task.SOURCE,
    "campaign": campaign.SOURCE,
    "channel": channel.SOURCE,
    "member": member.SOURCE,
}

_STORY = (
    Column("at", "instant"),
    Column("record", "ref"),
    Column("event"),
    Column("detail"),
    Column("by"),
)

_EVENTS = (
    # came to be
    "SELECT created_ms, 0, id, 'created', NULL, NULL FROM {noun} WHERE id = :id",
    # steps
    "SELECT effective_ms, 2, id, to_stage, reason, NULL FROM stage_event WHERE entity = '{noun}' AND entity_id = :id",
    # hands
    "SELECT e.effective_ms, 3, e.id, coalesce(e.reason, 'assign'), "
    "coalesce(a.name, 'the pool') || ' → ' || coalesce(b.name, 'the pool'), NULL "
    "FROM owner_event e LEFT JOIN member a ON a.id = e.from_id LEFT JOIN member b ON b.id = e.to_id "
    "WHERE e.entity = '{noun}' AND e.entity_id = :id",
    # touches
    "SELECT t.at_ms, 4, t.id, t.kind || iif(t.inbound, ' in', ''), t.body, m.name FROM touch t "
    "LEFT JOIN member m ON m.id = t.member_id WHERE t.entity = '{noun}' AND t.entity_id = :id",
    # what was done
    "SELECT t.done_ms, 5, t.id, 'done', t.body, m.name FROM task t LEFT JOIN member m ON m.id = t.owner_id "
    "WHERE t.entity = '{noun}' AND t.entity_id = :id AND t.done_ms IS NOT NULL",
)


def of(book: Book, noun: str, number: int) -> Record:
    """The page of any record."""
    source = SOURCES[noun]
    sections = [section for section in _belongings(book, noun, number) if section.listing.rows]
    story = _story(book, noun, number)
    if story.rows:
        sections.append(Section("story", story))
    return query.record(book, source, number, sections)


def _belongings(book: Book, noun: str, number: int) -> list[Section]:
    sections = []
    if noun == "account":
        people = Condition("contact.id IN (SELECT contact_id FROM contact_account WHERE account_id = ?)", (number,))
        sections.append(Section("contacts", _list(book, contact.SOURCE, people)))
        sections.append(Section("deals", _list(book, deal.SOURCE, Condition("deal.account_id = ?", (number,)))))
    if noun == "contact":
        sections.append(Section("deals", _list(book, deal.SOURCE, Condition("deal.contact_id = ?", (number,)))))
        sections.append(Section("leads", _list(book, lead.SOURCE, Condition("lead.contact_id = ?", (number,)))))
    if noun == "lead":
        sections.append(Section("deals", _list(book, deal.SOURCE, Condition("deal.lead_id = ?", (number,)))))
    if noun != "task":
        still = Condition("task.entity = ? AND task.entity_id = ? AND task.done_ms IS NULL", (noun, number))
        sections.append(Section("tasks", _list(book, task.SOURCE, still)))
    return sections


def _list(book: Book, source: Source, condition: Condition) -> Listing:
    found = query.listing(book, source, conditions=(condition,))
    return found._replace(rows=list(found.rows))


def _family(book: Book, noun: str, number: int) -> list[tuple[str, int]]:
    """The record and those whose story belongs to it."""
    family = [(noun, number)]
    if noun == "deal":
        origin = book.conn.execute("SELECT lead_id FROM deal WHERE id = ?", (number,)).fetchone()[0]
        family += [("lead", origin)] if origin is not None else []
    if noun in ("account", "contact"):
        for child in ("lead", "deal"):
            rows = book.conn.execute(f"SELECT id FROM {child} WHERE {noun}_id = ? ORDER BY id", (number,))
            family += [(child, int(row[0])) for row in rows]
    return family


def _story(book: Book, noun: str, number: int) -> Listing:
    events: list[tuple[Any, ...]] = []
    until = book.as_of_ms
    for kind, each in _family(book, noun, number):
        statements = [statement.format(noun=kind) for statement in _EVENTS]
        if kind == "deal":
            statements.append(_VALUES)
        for row in book.conn.execute(" UNION ALL ".join(statements), {"id": each}):
            if until is None or row[0] <= until:
                events.append((*row[:3], ref(kind, each), *row[3:]))
    events.sort(key=lambda event: event[:3])
    rows = [(event[0], event[3], event[4], event[5], event[6]) for event in events]
    return Listing("event", _STORY, rows)


_VALUES = (
    "SELECT v.effective_ms, 1, v.id, 'value', "
    "coalesce((SELECT amount || ' ' || currency FROM v_deal_value d WHERE d.id = v.id), '') || "
    "coalesce(' by ' || v.expected_close, ''), NULL FROM deal_value v WHERE v.deal_id = :id"
)
