"""A large file for the reports: leads, deals and their steps from a seed, written straight into the tables.

For every lead there are 1.5 steps and 0.3 deals, as in a real sales process: a tenth of the wins are reversed, some
leads are disqualified and reopened, and one deal in a hundred is void. Every deal is quoted; nine won deals in ten are
ordered, nine orders in ten delivered and invoiced, and four invoices in five paid.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ltc_cli.domain import start

DAY = 86_400_000
BEGIN = 1_600_000_000_000
SPAN = 5 * 365
CHANNELS = ("referral", "website", "linkedin", "event", "newsletter", "outbound")
Event = tuple[str, int, str | None, str, str, str, str, int, str | None]


def make(path: Path, leads: int, seed: int = 1) -> None:
    """Make the file at `path`, with so many leads."""
    book = start.create(path, currency="EUR", timezone="UTC", actor="bench")
    dice = random.Random(seed)
    with book.operation("bench"):
        conn = book.conn
        conn.execute("PRAGMA cache_size=-262144")
        channels = [row[0] for row in conn.execute("SELECT id FROM channel ORDER BY id")]
        events: list[Event] = []
        deals: list[tuple[Any, ...]] = []

        def rows() -> Iterator[tuple[Any, ...]]:
            for number in range(1, leads + 1):
                yield _lead(dice, number, channels, deals, events)

        conn.executemany(
            "INSERT INTO lead(created_ms, name, company, email, email_key, status, kind, channel_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows(),
        )
        conn.executemany(
            "INSERT INTO deal(created_ms, title, lead_id, pipeline, stage, kind, closed_ms, amount_minor, currency) "
            "VALUES (?, ?, ?, 'consulting', ?, ?, ?, ?, 'EUR')",
            deals,
        )
        conn.execute(
            "INSERT INTO deal_value(deal_id, effective_ms, amount_minor, currency) "
            "SELECT id, created_ms, amount_minor, currency FROM deal"
        )
        conn.executemany(
            "INSERT INTO stage_event(entity, entity_id, pipeline, from_stage, to_stage, from_kind, to_kind, "
            "effective_ms, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            events,
        )
        for statement in _CASH:
            conn.execute(statement)
    book.close()


_AMOUNTS = "net, (net * 19 + 50) / 100, net + (net * 19 + 50) / 100"
_WON = (
    "SELECT d.id AS deal, d.account_id AS account, d.closed_ms AS at, d.amount_minor AS net, "
    "date(d.closed_ms / 1000, 'unixepoch') AS day FROM deal d WHERE d.kind = 'won' AND d.id % 10 <> 0"
)
_DONE = f"SELECT w.*, o.id AS made FROM ({_WON}) w JOIN sales_order o ON o.deal_id = w.deal WHERE o.id % 10 <> 0"
_CASH = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO account(created_ms, "
    f"name, name_key) SELECT {BEGIN}, 'Company ' || i, 'company ' || i FROM n",
    "UPDATE deal SET account_id = 1 + id % 20000",
    "INSERT INTO quote(created_ms, version, deal_id, account_id, status, sent_ms, currency, gross, net_minor, "
    "tax_minor, total_minor) SELECT created_ms, 1, id, account_id, 'sent', created_ms, 'EUR', 0, amount_minor, "
    "(amount_minor * 19 + 50) / 100, amount_minor + (amount_minor * 19 + 50) / 100 FROM deal",
    "INSERT INTO sales_order(created_ms, deal_id, account_id, status, held, confirmed_ms, currency, gross, net_minor, "
    "tax_minor, total_minor, rate, base_net_minor, base_currency) "
    f"SELECT at, deal, account, 'confirmed', 0, at, 'EUR', 0, {_AMOUNTS}, '1', net, 'EUR' FROM ({_WON})",
    "INSERT INTO sales_order_line(order_id, position, name, quantity, released, price_minor, discount_ppm, tax_ppm, "
    "revenue, amount_minor, net_minor, tax_minor) SELECT id, 1, 'Consulting', 1000000, 0, net_minor, 0, 190000, "
    "'delivery', net_minor, net_minor, tax_minor FROM sales_order",
    "INSERT INTO shipment(created_ms, order_id, status, delivered_ms) "
    f"SELECT at + 864000000, made, 'delivered', at + 1728000000 FROM ({_DONE})",
    "INSERT INTO shipment_line(shipment_id, order_line_id, quantity) "
    "SELECT s.id, l.id, l.quantity FROM shipment s JOIN sales_order_line l ON l.order_id = s.order_id",
    "INSERT INTO invoice(created_ms, account_id, order_id, what, status, series, year, n, number, issued_on, "
    "issued_ms, due_on, terms_days, currency, gross, net_minor, tax_minor, total_minor, rate, base_net_minor, "
    "base_total_minor, base_currency) SELECT at + 1728000000, account, made, 'delivered', 'draft', 'invoice', 0, made, "
    "made || '', date(day, '20 days'), at + 1728000000, date(day, '50 days'), 30, 'EUR', 0, "
    f"{_AMOUNTS}, '1', net, net + (net * 19 + 50) / 100, 'EUR' FROM ({_DONE})",
    "INSERT INTO invoice_line(invoice_id, position, order_line_id, name, quantity, price_minor, discount_ppm, tax_ppm, "
    "revenue, amount_minor, net_minor, tax_minor) SELECT i.id, 1, l.id, 'Consulting', l.quantity, l.price_minor, 0, "
    "190000, 'delivery', l.net_minor, l.net_minor, l.tax_minor FROM invoice i "
    "JOIN sales_order_line l ON l.order_id = i.order_id",
    "UPDATE invoice SET status = 'issued'",
    "INSERT INTO payment(created_ms, received_on, account_id, direction, amount_minor, currency, fee_minor, "
    "discount_minor, rate, base_minor, base_currency) SELECT issued_ms + 2592000000 * (1 + id % 3) / 2, "
    "date(issued_on, (15 * (1 + id % 3)) || ' days'), account_id, 'in', total_minor, 'EUR', 0, 0, '1', total_minor, "
    "'EUR' FROM invoice WHERE id % 5 <> 0 ORDER BY id",
    "INSERT INTO allocation(kind, payment_id, invoice_id, on_day, effective_ms, amount_minor, source_minor, "
    "realised_minor) SELECT 'payment', p.id, i.id, p.received_on, p.created_ms, p.amount_minor, p.amount_minor, 0 "
    "FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM payment) a JOIN payment p ON p.id = a.id "
    "JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM invoice WHERE id % 5 <> 0) i ON i.place = a.place",
)
"""The way from won to paid, written straight into the tables."""


def _lead(
    dice: random.Random, number: int, channels: list[int], deals: list[tuple[Any, ...]], events: list[Event]
) -> tuple[Any, ...]:
    """One lead's row; its deal and the steps of both are added to the lists."""
    created = BEGIN + dice.randrange(SPAN * DAY)
    at = created
    stages = [("new", "new")]

    def step(stage: str, kind: str) -> None:
        nonlocal at
        at += dice.randrange(1, 10 * DAY)
        events.append(("lead", number, None, *_pair(stages[-1], (stage, kind)), at, None))
        stages.append((stage, kind))

    fate = dice.random()
    if fate < 0.35:
        step("disqualified", "disqualified")
        if fate < 0.02:
            step("new", "new")
    elif fate < 0.65:
        step("qualified", "qualified")
        if fate < 0.62:
            step("converted", "converted")
            deals.append(_deal(dice, number, len(deals) + 1, at, events))
    email = f"person{number}@example.com"
    channel = dice.choice(channels) if dice.random() < 0.95 else None
    return (created, f"Person {number}", f"Company {number % 50_000}", email, email, *stages[-1], channel)


def _deal(dice: random.Random, lead: int, number: int, created: int, events: list[Event]) -> tuple[Any, ...]:
    at = created
    stages = [("discovery", "open")]

    def step(stage: str, kind: str) -> None:
        nonlocal at
        at += dice.randrange(1, 20 * DAY)
        events.append(("deal", number, "consulting", *_pair(stages[-1], (stage, kind)), at, None))
        stages.append((stage, kind))

    for stage in ("proposal", "negotiation"):
        step(stage, "open")
    fate = dice.random()
    if fate < 0.4:
        step("won", "won")
        if fate < 0.04:
            step("negotiation", "open")
            step("lost", "lost")
    elif fate < 0.8:
        step("lost", "lost")
    elif fate < 0.81:
        step("void", "void")
    closed = at if stages[-1][1] != "open" else None
    return (created, f"Deal {number}", lead, *stages[-1], closed, dice.randrange(100_000, 5_000_000))


def _pair(before: tuple[str, str], after: tuple[str, str]) -> tuple[str, str, str, str]:
    return before[0], after[0], before[1], after[1]
