"""What got stuck between two steps on the way from a won deal to the money, with its age and worth."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import local_date
from ltc_cli.domain import instalment
from ltc_cli.domain.amount import Item, split, work_out
from ltc_cli.domain.noun import ref
from ltc_cli.errors import BadUsage
from ltc_cli.figures.money.flows import Buyers, moment
from ltc_cli.figures.money.ledger import Exchange, Seen, days_past, open_invoices, seen
from ltc_cli.metrics import UNITS, Ask, report
from ltc_cli.money import Money, words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

HOPS = ("won_not_ordered", "ordered_not_delivered", "delivered_not_invoiced", "invoiced_not_paid")


class Stuck(NamedTuple):
    """Something that has not taken the next step."""

    hop: str
    ref: str
    account: int | None
    who: str
    since: str
    """The day it got where it is."""
    minor: int
    currency: str


class Ordered(NamedTuple):
    """A line of an order with how far it is; quantities in millionths."""

    order: int
    account: int
    who: str
    confirmed: str
    running: bool
    """Whether the order is neither closed nor cancelled."""
    line: int
    quantity: int | None
    released: int
    delivered: int
    returned: int
    reopened: int
    billed: int
    net: int
    tax: int
    item: Item
    gross: bool
    discount_ppm: int | None
    currency: str
    is_service: bool
    """Earned by days: nothing of it is delivered."""
    is_planned: bool
    """Billed by instalments."""

    def worth(self, part: int, before: int = 0) -> int:
        """The net of a part of its quantity, to the cent: the parts add up to the line."""
        if self.quantity is not None:
            return split(self.net, part, self.quantity, before)
        return self._open(before + part) - self._open(before)

    def _open(self, quantity: int) -> int:
        return work_out([self.item._replace(quantity=quantity)], gross=self.gross, discount_ppm=self.discount_ppm).net


def leakage(book: Book, asked: Ask) -> Report:
    """A row a stuck thing, step by step, the oldest first; its worth without tax until invoiced, with tax after.

    By something of the customers, a row a group.
    """
    sight, buyers = seen(book, asked.period.until), _buyers(book, asked)
    found = _of(buyers, stuck(book, sight))
    exchange = Exchange(book, sight.day)
    totals = {"count": len(found), "amount": 0}
    notes = []
    for hop in HOPS:
        here = [each for each in found if each.hop == hop]
        worth = sum(exchange(each.minor, each.currency) or 0 for each in here)
        ages = [days_past(each.since, sight.day) or 0 for each in here]
        totals[hop] = worth
        totals["amount"] += worth
        if here:
            amount = words(Money(worth, book.process.currency or ""))
            told = say("{n} worth {amount}, the oldest {days} days", n=len(here), amount=amount, days=max(ages))
            notes.append(f"{_words()[hop]}: {told}.")
    columns, rows = (_columns(), _rows(found, sight)) if not asked.by else _grouped(book, asked, buyers, found, sight)
    answer = report(
        book,
        asked,
        columns,
        rows,
        totals,
        total_kinds={"count": "count", **dict.fromkeys(HOPS, "money")},
        excluded=exchange.missing,
        status="partial" if exchange.missing else "ok",
        title=say("Leakage"),
        notes=[*notes, say("Without tax until invoiced, with tax after; the age counts from the day it got there.")],
    )  # fmt: skip
    answer = answer._replace(silent=HOPS)  # the notes tell them
    return answer if sight.ms is not None else answer._replace(as_of=sight.day)


def leakage_rows(book: Book, asked: Ask) -> Listing:
    """The same rows: each is a record already."""
    sight = seen(book, asked.period.until)
    return Listing("stuck", _columns(), _rows(_of(_buyers(book, asked), stuck(book, sight)), sight))


def stuck(book: Book, sight: Seen) -> list[Stuck]:
    """Everything stuck as of a day, by step and then by age."""
    ms = moment(book, sight)
    lines = ordered(book, sight, ms)
    found = [
        *_won(book, ms), *_undelivered(lines), *_uninvoiced(book, lines, ms), *_planned(book, lines, sight),
        *_unpaid(book, sight),
    ]  # fmt: skip
    return sorted(found, key=lambda each: (HOPS.index(each.hop), each.since, len(each.ref), each.ref))


def ordered(book: Book, sight: Seen, ms: int) -> list[Ordered]:
    """The lines of orders confirmed and not cancelled by an instant; a draft of an invoice bills nothing yet."""
    rows = book.conn.execute(
        _ORDERED.format(invoice=sight.sql("i.issued_on", "i.issued_ms"), note=sight.sql("n.issued_on", "n.created_ms")),
        {"ms": ms},
    )
    return [
        Ordered(
            order, account, who, local_date(confirmed, book.clock.tz).isoformat(), bool(running), line, quantity,
            released, delivered, returned, reopened, billed, net, tax, Item(None, price, discount, ppm), bool(gross),
            off, currency, bool(service), bool(planned),
        )
        for (
            order, account, who, confirmed, running, line, quantity, released, delivered, returned, reopened, billed,
            net, tax, price, discount, ppm, gross, off, currency, service, planned,
        ) in rows
    ]  # fmt: skip


_ORDERED = """
SELECT o.id, a.id, a.name, o.confirmed_ms, o.closed_ms IS NULL OR o.closed_ms > :ms, l.id, l.quantity,
  iif(o.closed_ms <= :ms, l.released, 0),
  coalesce((SELECT sum(s.quantity) FROM shipment_line s JOIN shipment h ON h.id = s.shipment_id
    WHERE s.order_line_id = l.id AND h.delivered_ms <= :ms), 0),
  coalesce((SELECT sum(r.quantity) FROM goods_return_line r JOIN goods_return g ON g.id = r.return_id
    WHERE r.order_line_id = l.id AND g.created_ms <= :ms), 0),
  coalesce((SELECT sum(r.quantity) FROM goods_return_line r JOIN goods_return g ON g.id = r.return_id
    WHERE r.order_line_id = l.id AND g.created_ms <= :ms AND g.reopens = 1), 0),
  coalesce((SELECT sum(x.quantity) FROM invoice_line x JOIN invoice i ON i.id = x.invoice_id
    WHERE x.order_line_id = l.id AND i.status = 'issued' AND {invoice}), 0)
  - coalesce((SELECT sum(c.quantity) FROM credit_note_line c JOIN invoice_line x ON x.id = c.invoice_line_id
    JOIN credit_note n ON n.id = c.credit_note_id WHERE x.order_line_id = l.id AND {note}), 0),
  l.net_minor, l.tax_minor, l.price_minor, l.discount_ppm, l.tax_ppm, o.gross, o.discount_ppm, o.currency,
  l.revenue = 'straight' AND l.service_to IS NOT NULL,
  EXISTS (SELECT 1 FROM instalment p WHERE p.order_id = o.id)
FROM sales_order o JOIN sales_order_line l ON l.order_id = o.id JOIN account a ON a.id = o.account_id
WHERE o.confirmed_ms <= :ms AND NOT (o.status = 'cancelled' AND o.closed_ms <= :ms)
ORDER BY o.id, l.position, l.id
"""


def _won(book: Book, ms: int) -> Iterator[Stuck]:
    """Deals that are won, without a confirmed order or a signed contract."""
    rows = book.conn.execute(
        "SELECT d.id, a.id, coalesce(a.name, d.title), (SELECT max(e.effective_ms) FROM stage_event e "
        "WHERE e.entity = 'deal' AND e.entity_id = d.id AND e.to_kind = 'won' AND e.effective_ms <= :ms), "
        "v.amount_minor, v.currency FROM deal d LEFT JOIN account a ON a.id = d.account_id "
        "JOIN deal_value v ON v.id = (SELECT id FROM deal_value WHERE deal_id = d.id AND effective_ms <= :ms "
        "ORDER BY effective_ms DESC, id DESC LIMIT 1) "
        "WHERE d.is_test IS NOT 1 AND d.created_ms <= :ms AND v.amount_minor IS NOT NULL AND 'won' = "
        "(SELECT e.to_kind FROM stage_event e WHERE e.entity = 'deal' AND e.entity_id = d.id "
        "AND e.effective_ms <= :ms ORDER BY e.effective_ms DESC, e.id DESC LIMIT 1) "
        "AND NOT EXISTS (SELECT 1 FROM sales_order o WHERE o.deal_id = d.id AND o.confirmed_ms <= :ms) "
        "AND NOT EXISTS (SELECT 1 FROM contract k WHERE k.deal_id = d.id AND k.every IS NOT NULL "
        "AND k.signed_ms <= :ms)",
        {"ms": ms},
    )
    for deal, account, who, at, minor, currency in rows:
        yield Stuck(
            HOPS[0], ref("deal", deal), account, who, local_date(at, book.clock.tz).isoformat(), minor, currency
        )


def _undelivered(lines: Sequence[Ordered]) -> Iterator[Stuck]:
    """What orders still have to deliver; a service that is earned by days is not stuck while it runs."""
    left: dict[int, int] = {}
    heads: dict[int, Ordered] = {}
    for line in lines:
        if not line.running or line.quantity is None or line.is_service:
            continue
        out = line.delivered - line.reopened
        open_ = line.quantity - line.released - out
        if open_ > 0:
            left[line.order] = left.get(line.order, 0) + line.worth(open_, out)
            heads[line.order] = line
    for order, line in heads.items():
        worth = left[order], line.currency
        yield Stuck(HOPS[1], ref("sales_order", order), line.account, line.who, line.confirmed, *worth)


def _uninvoiced(book: Book, lines: Sequence[Ordered], ms: int) -> Iterator[Stuck]:
    """What is delivered and kept and was not invoiced, as old as the first delivery that was not."""
    left: dict[int, int] = {}
    since: dict[int, str] = {}
    heads: dict[int, Ordered] = {}
    for line in lines:
        kept = line.delivered - line.returned
        kept = kept if line.quantity is None else min(kept, line.quantity)
        if line.is_planned or kept <= line.billed:
            continue
        billed = max(0, line.billed)
        left[line.order] = left.get(line.order, 0) + line.worth(kept - billed, billed)
        day = _first(book, line, billed, ms)
        since[line.order] = min(day, since.get(line.order, day))
        heads[line.order] = line
    for order, line in heads.items():
        worth = left[order], line.currency
        yield Stuck(HOPS[2], ref("sales_order", order), line.account, line.who, since[order], *worth)


def _first(book: Book, line: Ordered, billed: int, ms: int) -> str:
    """The day of the first delivery that goes beyond what was billed."""
    rows = book.conn.execute(
        "SELECT h.delivered_ms, s.quantity FROM shipment_line s JOIN shipment h ON h.id = s.shipment_id "
        "WHERE s.order_line_id = ? AND h.delivered_ms <= ? ORDER BY h.delivered_ms",
        (line.line, ms),
    ).fetchall()
    total = -line.returned
    for at, quantity in rows:
        total += quantity
        if total > billed:
            return local_date(at, book.clock.tz).isoformat()
    return line.confirmed


def _planned(book: Book, lines: Sequence[Ordered], sight: Seen) -> Iterator[Stuck]:
    """Instalments whose day or event has come and that were not invoiced, without their share of the tax."""
    orders: dict[int, list[Ordered]] = {}
    for line in lines:
        if line.is_planned:
            orders.setdefault(line.order, []).append(line)
    for order, parts in orders.items():
        if any(each.billed > 0 for each in parts):
            continue
        done = invoiced_instalments(book, order, sight)
        net = sum(each.net for each in parts)
        total = net + sum(each.tax for each in parts)
        for each in instalment.of(book, order):
            begins = each.due_on and _before(each.due_on, each.offset_days)
            if begins is None or begins > sight.day or each.id in done or not total:
                continue
            head = parts[0]
            yield Stuck(
                HOPS[2], ref("sales_order", order), head.account, head.who, begins,
                split(net, each.amount_minor, total), head.currency,
            )  # fmt: skip


def invoiced_instalments(book: Book, order: int, sight: Seen) -> set[int]:
    """The instalments of an order with an invoice that is issued and not credited in full by a day."""
    rows = book.conn.execute(
        "SELECT i.instalment_id FROM invoice i WHERE i.order_id = ? AND i.instalment_id IS NOT NULL "
        f"AND i.status = 'issued' AND {sight.sql('i.issued_on', 'i.issued_ms')} AND i.total_minor > "
        "coalesce((SELECT sum(n.total_minor) FROM credit_note n WHERE n.invoice_id = i.id "
        f"AND {sight.sql('n.issued_on', 'n.created_ms')}), 0)",
        (order,),
    )
    return {row[0] for row in rows}


def _unpaid(book: Book, sight: Seen) -> Iterator[Stuck]:
    names = dict(book.conn.execute("SELECT id, name FROM account"))
    for each in open_invoices(book, sight):
        if each.open > 0:
            yield Stuck(
                HOPS[3],
                ref("invoice", each.id),
                each.account_id,
                names[each.account_id],
                each.issued_on,
                each.open,
                each.currency,
            )


def _before(day: str, days: int) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() - days).isoformat()


def _columns() -> tuple[Column, ...]:
    return (
        Column("hop", label="stuck", words=_words()), Column("ref", "ref"), Column("who"), Column("age_days", "count"),
        Column("amount", "money", currency="currency"), Column("currency"),
    )  # fmt: skip


def _words() -> dict[str, str]:
    return {
        HOPS[0]: say("won, not ordered"),
        HOPS[1]: say("ordered, not delivered"),
        HOPS[2]: say("delivered, not invoiced"),
        HOPS[3]: say("invoiced, not paid"),
    }


def _rows(found: Sequence[Stuck], sight: Seen) -> list[tuple[str, str, str, int, int, str]]:
    return [
        (each.hop, each.ref, each.who, days_past(each.since, sight.day) or 0, each.minor, each.currency)
        for each in found
    ]


def _buyers(book: Book, asked: Ask) -> Buyers:
    """The customers asked for; raises `BadUsage` for a unit of time: it is told as of a day."""
    units = [name for name in asked.by if name in UNITS]
    if units:
        raise BadUsage(f"leakage is told as of a day, not by {units[0]}.", "ltc report leakage --by customer")
    return Buyers(book, asked.by, asked.where)


def _of(buyers: Buyers, found: Sequence[Stuck]) -> list[Stuck]:
    """Those of the customers that were asked for."""
    return [each for each in found if buyers.key(each.account) is not None]


def _grouped(
    book: Book, asked: Ask, buyers: Buyers, found: Sequence[Stuck], sight: Seen
) -> tuple[tuple[Column, ...], list[tuple[Any, ...]]]:
    """A row a group of customers with what got stuck at each step, those with most of it first."""
    exchange = Exchange(book, sight.day)
    sums: dict[tuple[str, ...], list[int]] = {}
    for each in found:
        here = sums.setdefault(buyers.key(each.account) or (), [0] * (1 + len(HOPS)))
        here[0] += 1
        here[1 + HOPS.index(each.hop)] += exchange(each.minor, each.currency) or 0
    rows: list[tuple[Any, ...]] = [(*key, count, sum(hops), *hops) for key, (count, *hops) in sums.items()]
    width = len(asked.by)
    rows.sort(key=lambda row: (-row[width + 1], row[:width]))
    amounts = (Column(name, "money", label=_words().get(name, "")) for name in ("amount", *HOPS))
    return (*map(Column, asked.by), Column("count", "count"), *amounts), rows
