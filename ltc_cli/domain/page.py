"""A record's page: its fields, what belongs to it, and its whole story, newest last.

The story is read from what is kept: creation, steps, changes of value and of hands, touches and tasks, of the record
and of what it grew from, so that a deal's page begins with its lead.
"""

from typing import Any

from ltc_cli.book import Book
from ltc_cli.clock import local_date
from ltc_cli.domain import (
    account,
    budget,
    campaign,
    channel,
    contact,
    contract,
    cost,
    credit,
    deal,
    delivery,
    forecast,
    import_run,
    invoice,
    lead,
    member,
    order,
    payment,
    product,
    query,
    quote,
    review,
    survey,
    task,
)
from ltc_cli.domain.noun import NOUNS, ref, said
from ltc_cli.domain.query import Condition, Source
from ltc_cli.domain.ref import describe
from ltc_cli.errors import NotFound
from ltc_cli.process import Process, label
from ltc_cli.shape import Column, Listing, Record, Section
from ltc_cli.words import say

SOURCES: dict[str, Source] = {
    "lead": lead.SOURCE,
    "account": account.SOURCE,
    "contact": contact.SOURCE,
    "deal": deal.SOURCE,
    "quote": quote.SOURCE,
    "contract": contract.SOURCE,
    "sales_order": order.SOURCE,
    "shipment": delivery.SHIPMENT,
    "goods_return": delivery.RETURN,
    "invoice": invoice.SOURCE,
    "credit_note": credit.SOURCE,
    "payment": payment.SOURCE,
    "product": product.SOURCE,
    "task": task.SOURCE,
    "survey": survey.SOURCE,
    "cost": cost.SOURCE,
    "budget": budget.SOURCE,
    "forecast": forecast.SOURCE,
    "review": review.SOURCE,
    "campaign": campaign.SOURCE,
    "channel": channel.SOURCE,
    "member": member.SOURCE,
    "import_run": import_run.SOURCE,
}


_HAPPENINGS = (
    "created",
    "value",
    "assign",
    "claim",
    "release",
    "recycle",
    "done",
    "note",
    "call",
    "mail",
    "meeting",
    "import",
    "merge",
)


def _story_columns(process: Process) -> tuple[Column, ...]:
    """The columns of a story; people read the labels of what the process names, machines its ids."""
    stages = [stage for line in process.pipelines for stage in line.stages]
    events = {name: say(name) for name in _HAPPENINGS}
    events |= {stage.id: label(stage, process.language) for stage in stages}
    events |= {status.id: label(status, process.language) for status in process.lead.all}
    reasons = (*process.lost_reasons, *process.lead.disqualify_reasons)
    details = {item.id: label(item, process.language) for item in reasons}
    return (
        Column("at", "instant"),
        Column("record", "ref"),
        Column("event", words=events),
        Column("detail", words=details),
        Column("by"),
    )


def _made(table: str, row: str) -> str:
    """SQL for the operation that wrote a row: what happened at one instant is told in the order it was recorded."""
    return (
        f"(SELECT operation_id FROM change WHERE tbl = '{table}' AND kind = 'I' AND row_id <= {row} "
        "ORDER BY row_id DESC LIMIT 1)"
    )


_EVENTS = (
    # came to be
    f"SELECT created_ms, {_made('{noun}', 'x.id')}, 0, id, 'created', {import_run.origin_sql('{noun}', 'x.id')}, NULL "
    "FROM {noun} x WHERE id = :id",
    # taken in again
    f"SELECT r.created_ms, {_made('import_part', 'p.id')}, 6, p.id, 'import', {import_run.LINE}, NULL "
    "FROM import_part p JOIN import_run r ON r.id = p.run_id WHERE p.entity = '{noun}' AND p.action = 'updated' "
    "AND p.first_id <= :id AND p.last_id >= :id",
    # steps
    f"SELECT effective_ms, {_made('stage_event', 'x.id')}, 2, id, to_stage, reason, NULL FROM stage_event x "
    "WHERE entity = '{noun}' AND entity_id = :id",
    f"SELECT effective_ms, {_made('status_event', 'x.id')}, 2, id, to_status, reason, NULL FROM status_event x "
    "WHERE entity = '{noun}' AND entity_id = :id",
    # hands
    f"SELECT e.effective_ms, {_made('owner_event', 'e.id')}, 3, e.id, coalesce(e.reason, 'assign'), "
    "coalesce(a.name, 'the pool') || ' → ' || coalesce(b.name, 'the pool'), NULL "
    "FROM owner_event e LEFT JOIN member a ON a.id = e.from_id LEFT JOIN member b ON b.id = e.to_id "
    "WHERE e.entity = '{noun}' AND e.entity_id = :id",
    # touches
    f"SELECT t.at_ms, {_made('touch', 't.id')}, 4, t.id, t.kind || iif(t.inbound, ' in', ''), "
    "coalesce(t.body || ' · ' || c.name, t.body, c.name), m.name "
    "FROM touch t LEFT JOIN member m ON m.id = t.member_id LEFT JOIN channel c ON c.id = t.channel_id "
    "WHERE t.entity = '{noun}' AND t.entity_id = :id",
    # others that became one with it
    "SELECT o.recorded_ms, o.id, 7, x.id, 'merge', '{letter}' || x.value, o.actor FROM alias x "
    f"JOIN operation o ON o.id = {_made('alias', 'x.id')} "
    "WHERE x.entity = '{noun}' AND x.entity_id = :id AND x.field = 'id'",
    # what was done
    "SELECT t.done_ms, (SELECT max(operation_id) FROM change WHERE tbl = 'task' AND row_id = t.id), 5, t.id, 'done', "
    "t.body, m.name FROM task t LEFT JOIN member m ON m.id = t.owner_id "
    "WHERE t.entity = '{noun}' AND t.entity_id = :id AND t.done_ms IS NOT NULL",
)


def of(book: Book, noun: str, number: int) -> Record:
    """The page of any record."""
    source = SOURCES[noun]
    _check_born(book, source, noun, number)
    sections = [section for section in _belongings(book, noun, number) if section.listing.rows]
    story = _story(book, noun, number)
    if story.rows:
        sections.append(Section("story", story))
    return query.record(book, source, number, sections)


def _check_born(book: Book, source: Source, noun: str, number: int) -> None:
    """With --as-of, a record that came later has no page yet."""
    if book.as_of is not None and source.born:
        born = book.conn.execute(f"SELECT {source.born} FROM {noun} WHERE {noun}.id = ?", (number,)).fetchone()[0]
        if born > book.as_of.ms:
            day = local_date(born, book.clock.tz)
            raise NotFound(
                f"{describe(book, noun, number)} was not there yet on {book.as_of.day}; it came on {day}.",
                f"Ask for a later day: --as-of {day}",
            )


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
    for child, key in _DOCUMENTS.get(noun, ()):
        found = _list(book, SOURCES[child], Condition(f"{child}.{key} = ?", (number,)))
        sections.append(Section(f"{said(child).replace(' ', '_')}s", found))
    if noun != "task":
        family = _family(book, noun, number)
        whose = " OR ".join(f"task.entity = '{kind}' AND task.entity_id = {each}" for kind, each in family)
        still = (*task.chosen(book, due=None, about=None, also_done=False), Condition(whose))
        sections.append(Section("tasks", _list(book, task.SOURCE, *still)))
    return sections


_OF_ACCOUNT = ("quote", "contract", "sales_order", "invoice", "credit_note", "payment")
_DOCUMENTS = {
    "account": tuple((child, "account_id") for child in _OF_ACCOUNT),
    "deal": (("quote", "deal_id"), ("contract", "deal_id"), ("sales_order", "deal_id")),
    "contract": (("sales_order", "contract_id"), ("invoice", "contract_id"), ("payment", "contract_id")),
    "sales_order": (
        ("shipment", "order_id"), ("goods_return", "order_id"), ("invoice", "order_id"), ("payment", "order_id"),
    ),
    "invoice": (("credit_note", "invoice_id"),),
}  # fmt: skip
"""The documents that belong to a record's page, with the column that points at it."""


def _list(book: Book, source: Source, *conditions: Condition) -> Listing:
    found = query.listing(book, source, conditions=conditions)
    return found._replace(rows=list(found.rows))


def _family(book: Book, noun: str, number: int) -> list[tuple[str, int]]:
    """The record and those whose story belongs to it."""
    family = [(noun, number)]
    if noun == "deal":
        origin = book.conn.execute("SELECT lead_id FROM deal WHERE id = ?", (number,)).fetchone()[0]
        family = [("lead", int(origin)), *family] if origin is not None else family
    if noun == "account":
        people = book.conn.execute("SELECT contact_id FROM contact_account WHERE account_id = ? ORDER BY 1", (number,))
        family += [("contact", int(row[0])) for row in people]
    if noun in ("account", "contact"):
        for child in ("lead", "deal"):
            rows = book.conn.execute(f"SELECT id FROM {child} WHERE {noun}_id = ? ORDER BY id", (number,))
            family += [(child, int(row[0])) for row in rows]
    return family


def _story(book: Book, noun: str, number: int) -> Listing:
    events: list[tuple[Any, ...]] = []
    until = book.as_of_ms
    for place, (kind, each) in enumerate(_family(book, noun, number)):
        statements = [statement.format(noun=kind, letter=NOUNS[kind].letter) for statement in _EVENTS]
        if kind == "deal":
            statements.append(_VALUES)
        for row in book.conn.execute(" UNION ALL ".join(statements), {"id": each}):
            if until is None or row[0] <= until:
                events.append((*row[:2], place, *row[2:4], ref(kind, each) or describe(book, kind, each), *row[4:]))
    events.sort(key=lambda event: event[:5])
    rows = [(event[0], *event[5:]) for event in events]
    return Listing("event", _story_columns(book.process), rows)


_VALUES = (
    f"SELECT v.effective_ms, {_made('deal_value', 'v.id')}, 1, v.id, 'value', "
    "coalesce((SELECT amount || ' ' || currency FROM v_deal_value d WHERE d.id = v.id), '') || "
    "coalesce(' by ' || v.expected_close, ''), NULL FROM deal_value v WHERE v.deal_id = :id"
)
