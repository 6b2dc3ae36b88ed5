"""The chain both ways: from the click that brought somebody to the last cent, through any record of it.

From the record asked for, the chain goes up to what it grew from and down to what grew from it; every step of those
records is told in the order of time, with the days since the step before.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import local_date
from ltc_cli.domain.noun import NOUNS, ref
from ltc_cli.domain.ref import describe
from ltc_cli.errors import BadUsage
from ltc_cli.money import Money, words
from ltc_cli.process import Stage, find, label
from ltc_cli.quantity import plain
from ltc_cli.shape import Column, Listing
from ltc_cli.words import count, say

Node = tuple[str, int]
"""A record: noun and id."""
CHAIN = (
    "lead", "deal", "quote", "contract", "sales_order", "shipment", "goods_return", "invoice", "credit_note", "payment",
)  # fmt: skip
"""The nouns of the chain, in its order."""
_LINKS = (
    ("deal", "lead_id", "lead"),
    ("quote", "previous_id", "quote"),
    ("quote", "deal_id", "deal"),
    ("contract", "quote_id", "quote"),
    ("contract", "deal_id", "deal"),
    ("sales_order", "quote_id", "quote"),
    ("sales_order", "contract_id", "contract"),
    ("sales_order", "deal_id", "deal"),
    ("shipment", "order_id", "sales_order"),
    ("goods_return", "order_id", "sales_order"),
    ("invoice", "order_id", "sales_order"),
    ("invoice", "contract_id", "contract"),
    ("credit_note", "invoice_id", "invoice"),
    ("payment", "order_id", "sales_order"),
    ("payment", "contract_id", "contract"),
)
"""A record, its column, and the record it grew from."""
_SETTLES = (
    ("SELECT invoice_id FROM allocation WHERE payment_id = ? AND invoice_id IS NOT NULL", "payment", "invoice"),
    ("SELECT invoice_id FROM allocation WHERE credit_note_id = ? AND invoice_id IS NOT NULL", "credit_note", "invoice"),
    ("SELECT payment_id FROM allocation WHERE refund_id = ? AND payment_id IS NOT NULL", "payment", "payment"),
    (
        "SELECT credit_note_id FROM allocation WHERE refund_id = ? AND credit_note_id IS NOT NULL",
        "payment",
        "credit_note",
    ),
)
"""What settles something comes after it: the question for what a record settles or pays back, and what that is."""
_SETTLED = (
    ("SELECT payment_id FROM allocation WHERE invoice_id = ? AND payment_id IS NOT NULL", "invoice", "payment"),
    ("SELECT refund_id FROM allocation WHERE payment_id = ? AND refund_id IS NOT NULL", "payment", "payment"),
    ("SELECT refund_id FROM allocation WHERE credit_note_id = ? AND refund_id IS NOT NULL", "credit_note", "payment"),
)

COLUMNS = (
    Column("at", "instant", label="day"),
    Column("ref", "ref"),
    Column("step", label="event"),
    Column("what"),
    Column("amount", "money"),
    Column("currency", shown=False),
    Column("age_days", "count", label="days"),
)


class Step(NamedTuple):
    """One thing that happened to a record of the chain."""

    at_ms: int
    place: int
    """Of its noun in the chain, so that what happened at one instant is told in the chain's order."""
    order: int
    ref: str
    step: str
    what: str | None
    amount: int | None = None
    currency: str | None = None


def trace(book: Book, noun: str, number: int) -> Listing:
    """Everything that led to a record and came of it, in the order of time; raises `BadUsage` for other nouns."""
    found = _family(book, (noun, number))
    until = book.as_of_ms
    steps = sorted(step for node in found for step in _steps(book, node, found) if until is None or step.at_ms <= until)
    rows = []
    before: date | None = None
    for step in steps:
        day = local_date(step.at_ms, book.clock.tz)
        age = (day - before).days if before is not None else None
        rows.append((step.at_ms, step.ref, step.step, step.what, step.amount, step.currency, age))
        before = day
    notes = (*_notes(book, found), say("Amounts are without tax until invoiced, with it after."))
    return Listing("trace", COLUMNS, rows, _title(book, (noun, number), steps), notes if rows else ())


def _title(book: Book, node: Node, steps: Sequence[Step]) -> str:
    title = f"{describe(book, *node)}"
    if len(steps) < 2:
        return title
    days = (local_date(steps[-1].at_ms, book.clock.tz) - local_date(steps[0].at_ms, book.clock.tz)).days
    return f"{title} · {count(len(steps), '{n} step', '{n} steps')}, {count(days, '{n} day', '{n} days')}"


def _notes(book: Book, found: Iterable[Node]) -> Iterator[str]:
    """What is open of the invoices of the chain."""
    day = (book.as_of.day if book.as_of else book.clock.today).isoformat()
    for noun, number in sorted(found):
        if noun == "invoice":
            row = book.conn.execute(
                "SELECT total_minor - coalesce((SELECT sum(amount_minor) FROM allocation WHERE invoice_id = i.id "
                "AND on_day <= ?), 0), currency, due_on FROM invoice i WHERE id = ? AND status = 'issued' "
                "AND issued_on <= ?",
                (day, number, day),
            ).fetchone()
            if row is not None and row[0] > 0:
                yield say(
                    "{ref}: {amount} open, due {day}.", ref=ref(noun, number), amount=words(Money(*row[:2])), day=row[2]
                )


def _family(book: Book, node: Node) -> set[Node]:
    """The record with what it grew from, and with what grew from it; of an account or a contact, all of theirs."""
    noun, number = node
    if noun in ("account", "contact"):
        roots = [
            (each, int(row[0]))
            for each in CHAIN
            if f"{noun}_id" in _columns(book, each)
            for row in book.conn.execute(f"SELECT id FROM {each} WHERE {noun}_id = ?", (number,))
        ]
        return {each for root in roots for each in (*_up(book, root), *_down(book, root))}
    if noun not in CHAIN:
        raise BadUsage(
            f"a {NOUNS[noun].said} is no part of the chain.",
            "Trace a lead, a deal, an order, an invoice, an account, …",
        )
    return {*_up(book, node), *_down(book, node)}


def _columns(book: Book, table: str) -> set[str]:
    return {row[1] for row in book.conn.execute(f"PRAGMA table_info({table})")}


def _up(book: Book, node: Node) -> set[Node]:
    return _reach(node, lambda each: _parents(book, each))


def _down(book: Book, node: Node) -> set[Node]:
    return _reach(node, lambda each: _children(book, each))


def _reach(node: Node, following: Callable[[Node], Iterator[Node]]) -> set[Node]:
    found, waiting = {node}, [node]
    while waiting:
        for each in following(waiting.pop()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


def _parents(book: Book, node: Node) -> Iterator[Node]:
    noun, number = node
    for child, column, parent in _LINKS:
        if child == noun:
            row = book.conn.execute(f"SELECT {column} FROM {child} WHERE id = ?", (number,)).fetchone()
            if row[0] is not None:
                yield parent, int(row[0])
    yield from _asked(book, _SETTLES, node)


def _children(book: Book, node: Node) -> Iterator[Node]:
    noun, number = node
    for child, column, parent in _LINKS:
        if parent == noun:
            for row in book.conn.execute(f"SELECT id FROM {child} WHERE {column} = ?", (number,)):
                yield child, int(row[0])
    yield from _asked(book, _SETTLED, node)


def _asked(book: Book, questions: Iterable[tuple[str, str, str]], node: Node) -> Iterator[Node]:
    for statement, noun, other in questions:
        if noun == node[0]:
            for row in book.conn.execute(statement, (node[1],)):
                yield other, int(row[0])


# What happened to a record --------------------------------------------------------------------------------------


def _steps(book: Book, node: Node, found: set[Node]) -> Iterator[Step]:
    noun, number = node
    place = CHAIN.index(noun)
    told = _TELLERS.get(noun)
    closings = {label(each, book.process.language) for each in _stages(book) if each.kind != "open"}
    if told is not None:
        for order, (at, name, what, amount, currency) in enumerate(told(book, number)):
            decided = noun == "deal" and name in closings
            yield Step(
                at,
                _DECIDED if decided else place,
                order + _AFTER * decided,
                ref(noun, number),
                name,
                what,
                amount,
                currency,
            )
    events = book.conn.execute(
        "SELECT effective_ms, to_status, reason FROM status_event WHERE entity = ? AND entity_id = ? "
        "ORDER BY effective_ms, id",
        (noun, number),
    ).fetchall()
    for order, (at, step, reason) in enumerate(events):
        if step not in _TOLD_ELSEWHERE.get(noun, ()):
            what, amount, currency = _worth(book, node) if step in _WORTH else (None, None, None)
            yield Step(at, place, order, ref(noun, number), say(step), reason or what, amount, currency)
    yield from _settling(book, node, found)


Told = tuple[int, str, str | None, int | None, str | None]
"""When, what step, what about it, and an amount with its currency."""
_WORTH = ("sent", "accepted", "signed", "confirmed")
_TOLD_ELSEWHERE = {"invoice": ("issued",), "shipment": ("delivered",)}


def _lead(book: Book, number: int) -> Iterator[Told]:
    """How it came in, the touches and the steps."""
    created, name, channel, campaign, minor, currency = book.conn.execute(
        f"SELECT lead.created_ms, {NOUNS['lead'].label}, channel.name, campaign.name, amount_minor, lead.currency "
        "FROM lead LEFT JOIN channel ON channel.id = lead.channel_id LEFT JOIN campaign ON "
        "campaign.id = lead.campaign_id WHERE lead.id = ?",
        (number,),
    ).fetchone()
    came = ", ".join(word for word in (name, channel, campaign) if word)
    yield created, say("came in"), came, minor, currency
    yield from _touches(book, "lead", number)
    statuses = book.process.lead.all
    for at, to, reason in _moves(book, "lead", number):
        status = find(statuses, to)
        yield at, label(status, book.process.language) if status else to, reason, None, None


def _deal(book: Book, number: int) -> Iterator[Told]:
    created, title = book.conn.execute("SELECT created_ms, title FROM deal WHERE id = ?", (number,)).fetchone()
    values = book.conn.execute(
        "SELECT effective_ms, amount_minor, currency FROM deal_value WHERE deal_id = ? ORDER BY effective_ms, id",
        (number,),
    ).fetchall()
    first = next(((minor, currency) for at, minor, currency in values if at <= created), (None, None))
    yield created, say("opened"), title, *first
    yield from _touches(book, "deal", number)
    for at, to, reason in _moves(book, "deal", number):
        stage = find(_stages(book), to)
        worth = [(minor, currency) for since, minor, currency in values if since <= at]
        won = worth[-1] if worth and stage is not None and stage.kind == "won" else (None, None)
        yield at, label(stage, book.process.language) if stage else to, reason, *won


def _stages(book: Book) -> list[Stage]:
    return [stage for line in book.process.pipelines for stage in line.stages]


def _touches(book: Book, noun: str, number: int) -> Iterator[Told]:
    for at, kind, inbound, body in book.conn.execute(
        "SELECT t.at_ms, t.kind, t.inbound, coalesce(t.body || ' · ' || c.name, t.body, c.name) FROM touch t "
        "LEFT JOIN channel c ON c.id = t.channel_id WHERE t.entity = ? AND t.entity_id = ? ORDER BY t.at_ms, t.id",
        (noun, number),
    ):
        yield at, say(kind) + (f" {say('in')}" if inbound else ""), body, None, None


def _moves(book: Book, noun: str, number: int) -> Any:
    return book.conn.execute(
        "SELECT effective_ms, to_stage, reason FROM stage_event WHERE entity = ? AND entity_id = ? "
        "ORDER BY effective_ms, id",
        (noun, number),
    ).fetchall()


def _shipment(book: Book, number: int) -> Iterator[Told]:
    shipped, delivered, carrier = book.conn.execute(
        "SELECT created_ms, delivered_ms, carrier FROM shipment WHERE id = ?", (number,)
    ).fetchone()
    goods = _goods(book, "shipment_line", "shipment_id", number)
    yield shipped, say("shipped"), f"{goods}, {carrier}" if carrier else goods, None, None
    if delivered is not None:
        yield delivered, say("delivered"), goods, None, None


def _return(book: Book, number: int) -> Iterator[Told]:
    at, reason = book.conn.execute("SELECT created_ms, reason FROM goods_return WHERE id = ?", (number,)).fetchone()
    goods = _goods(book, "goods_return_line", "return_id", number)
    yield at, say("returned"), f"{goods}: {reason}" if reason else goods, None, None


def _goods(book: Book, table: str, key: str, number: int) -> str:
    rows = book.conn.execute(
        f"SELECT s.quantity, l.unit, l.name FROM {table} s JOIN sales_order_line l ON l.id = s.order_line_id "
        f"WHERE s.{key} = ? ORDER BY l.position, s.id",
        (number,),
    )
    return ", ".join(f"{plain(quantity)}{f' {unit}' if unit else ''} {name}" for quantity, unit, name in rows)


def _invoice(book: Book, number: int) -> Iterator[Told]:
    created, issued, name, due, total, currency = book.conn.execute(
        "SELECT created_ms, issued_ms, number, due_on, total_minor, currency FROM invoice WHERE id = ?", (number,)
    ).fetchone()
    if issued is None:
        yield created, say("drafted"), None, total, currency
    else:
        yield issued, say("issued"), say("{number}, due {day}", number=name, day=due), total, currency
    for at, level, minor in book.conn.execute(
        "SELECT effective_ms, level, open_minor FROM reminder WHERE invoice_id = ? ORDER BY id", (number,)
    ):
        yield at, say("reminded"), say("level {n}", n=level), minor, currency


def _credit_note(book: Book, number: int) -> Iterator[Told]:
    at, name, reason, total, currency = book.conn.execute(
        "SELECT created_ms, number, reason, total_minor, currency FROM credit_note WHERE id = ?", (number,)
    ).fetchone()
    yield at, say("credited"), f"{name}: {reason}" if reason else name, -total, currency


def _payment(book: Book, number: int) -> Iterator[Told]:
    at, direction, minor, currency, method, reference = book.conn.execute(
        "SELECT created_ms, direction, amount_minor, currency, method, reference FROM payment WHERE id = ?", (number,)
    ).fetchone()
    about = ", ".join(word for word in (method, reference) if word) or None
    if direction == "in":
        yield at, say("paid"), about, minor, currency
    else:
        yield at, say("refunded"), about, -minor, currency


_DECIDED = CHAIN.index("quote")
"""Where a deal is decided: after its quotes of the same instant."""
_TELLERS: dict[str, Callable[[Book, int], Iterator[Told]]] = {
    "lead": _lead,
    "deal": _deal,
    "shipment": _shipment,
    "goods_return": _return,
    "invoice": _invoice,
    "credit_note": _credit_note,
    "payment": _payment,
}


def _worth(book: Book, node: Node) -> tuple[str | None, int | None, str | None]:
    """What a quote, contract or order is about, and its worth without tax."""
    noun, number = node
    if noun == "contract":
        title, minor, currency, every = book.conn.execute(
            "SELECT title, amount_minor, currency, every FROM contract WHERE id = ?", (number,)
        ).fetchone()
        return f"{title}, {say(every)}" if every else title, minor, currency
    key = "order_id" if noun == "sales_order" else f"{noun}_id"
    names = [
        row[0]
        for row in book.conn.execute(f"SELECT name FROM {noun}_line WHERE {key} = ? ORDER BY position", (number,))
    ]
    more = f" +{len(names) - 2}" if len(names) > 2 else ""
    net, currency = book.conn.execute(f"SELECT net_minor, currency FROM {noun} WHERE id = ?", (number,)).fetchone()
    return ", ".join(names[:2]) + more, net, currency


_AFTER = 1_000
"""Allocations are told after the payments of the same instant, in the order they were made."""


def _settling(book: Book, node: Node, found: set[Node]) -> Iterator[Step]:
    """What settled an invoice of the chain: each allocation under what it came from."""
    if node[0] != "invoice":
        return
    place = CHAIN.index("payment")
    for row, at, kind, payment, note, minor, currency in book.conn.execute(
        "SELECT a.id, a.effective_ms, a.kind, a.payment_id, a.credit_note_id, a.amount_minor, i.currency "
        "FROM allocation a JOIN invoice i ON i.id = a.invoice_id WHERE a.invoice_id = ? ORDER BY a.id",
        (node[1],),
    ):
        source = ("payment", payment) if payment else ("credit_note", note) if note else node
        if source == node or source in found:
            step = {"writeoff": say("written off"), "discount": say("discount")}.get(kind, say("settles"))
            taken_back = minor < 0
            name = say("no longer settles") if taken_back and kind in ("payment", "credit") else step
            yield Step(at, place, _AFTER + row, ref(*source), name, ref(*node), minor, currency)
