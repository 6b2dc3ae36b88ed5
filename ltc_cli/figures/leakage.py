"""What got stuck between two steps of the chain, with its age and its money (net until invoiced, gross after)."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS
from ltc_cli.domain import billing, fulfilment, instalment
from ltc_cli.domain.amount import split
from ltc_cli.domain.fulfilment import Flow
from ltc_cli.domain.noun import ref
from ltc_cli.figures.ledger import Exchange, Seen, open_invoices, seen
from ltc_cli.metrics import Ask, end_ms, report
from ltc_cli.shape import Column, Report
from ltc_cli.words import count, long_day, say

HOPS = ("won_not_ordered", "ordered_not_delivered", "delivered_not_invoiced", "invoiced_not_paid")
COLUMNS = (
    Column("hop", words={}),
    Column("ref", "ref"),
    Column("who"),
    Column("age_days", "count", label="days"),
    Column("amount", "money"),
    Column("currency", shown=False),
)


class Stuck(NamedTuple):
    """One thing that waits for the next step."""

    hop: str
    ref: str
    who: str | None
    age_days: int
    amount: int
    currency: str


def leakage(book: Book, asked: Ask) -> Report:
    """Everything that waits, by the step it waits for, the oldest first."""
    sight = seen(book, asked.period.until)
    exchange = Exchange(book, sight.day)
    found = sorted(
        (each for part in (_deals, _orders, _contracts, _invoices) for each in part(book, sight)),
        key=lambda each: (HOPS.index(each.hop), -each.age_days, each.ref),
    )
    totals: dict[str, int | None] = {"count": len(found)}
    notes = []
    for hop in HOPS:
        here = [each for each in found if each.hop == hop]
        sums = [exchange(each.amount, each.currency, "1") for each in here]
        totals |= {f"{hop}_count": len(here), hop: sum(each for each in sums if each is not None)}
        if here:
            oldest = say("the oldest for {days} d", days=max(each.age_days for each in here))
            notes.append(f"{say(hop.replace('_', ' '))}: {len(here)}, {oldest}")
    return report(
        book,
        asked,
        (COLUMNS[0]._replace(words={hop: say(hop.replace("_", " ")) for hop in HOPS}), *COLUMNS[1:]),
        [tuple(each) for each in found],
        totals,
        total_kinds={name: "count" if "count" in name else "money" for name in totals},
        excluded=exchange.missing,
        status="partial" if exchange.missing else "ok",
        title=f"{say('Leakage')} · {count(len(found), '{n} thing stuck', '{n} things stuck')} · "
        f"{long_day(date.fromisoformat(sight.day))}",
        notes=notes,
    )


def _age(book: Book, since_ms: int) -> int:
    return max(0, (end_ms(book) - since_ms) // DAY_MS)


def _deals(book: Book, sight: Seen) -> Iterator[Stuck]:
    """Won deals without an order that stands, a contract that bills, or an invoice."""
    del sight
    rows = book.conn.execute(_WON_ALONE, {"now": end_ms(book)})
    for number, who, minor, currency, at in rows:
        yield Stuck(
            HOPS[0], ref("deal", number), who, _age(book, at), minor or 0, currency or book.process.currency or ""
        )


_WON_ALONE = """
SELECT d.id, coalesce(a.name, d.title),
  (SELECT v.amount_minor FROM deal_value v WHERE v.deal_id = d.id AND v.effective_ms <= :now
   ORDER BY v.effective_ms DESC, v.id DESC LIMIT 1),
  (SELECT v.currency FROM deal_value v WHERE v.deal_id = d.id AND v.effective_ms <= :now
   ORDER BY v.effective_ms DESC, v.id DESC LIMIT 1), e.effective_ms
FROM stage_event e JOIN deal d ON d.id = e.entity_id LEFT JOIN account a ON a.id = d.account_id
WHERE e.entity = 'deal' AND e.to_kind = 'won' AND e.effective_ms <= :now AND d.is_test IS NOT 1
AND NOT EXISTS (SELECT 1 FROM stage_event n WHERE n.entity = 'deal' AND n.entity_id = d.id AND n.effective_ms <= :now
  AND (n.effective_ms > e.effective_ms OR n.effective_ms = e.effective_ms AND n.id > e.id))
AND NOT EXISTS (SELECT 1 FROM sales_order o WHERE o.deal_id = d.id AND o.confirmed_ms <= :now
  AND NOT (o.status = 'cancelled' AND o.closed_ms <= :now))
AND NOT EXISTS (SELECT 1 FROM contract k WHERE k.deal_id = d.id AND k.every IS NOT NULL AND k.signed_ms <= :now)
"""


def _orders(book: Book, sight: Seen) -> Iterator[Stuck]:
    """Orders with something to deliver, and what was delivered of them and is not invoiced."""
    heads = {
        number: (who, currency, confirmed, plan)
        for number, who, currency, confirmed, plan in book.conn.execute(
            "SELECT o.id, a.name, o.currency, o.confirmed_ms, "
            "EXISTS (SELECT 1 FROM instalment i WHERE i.order_id = o.id) FROM sales_order o "
            "JOIN account a ON a.id = o.account_id WHERE o.confirmed_ms <= ?",
            (end_ms(book),),
        )
    }
    for number, group in groupby(fulfilment.flows(book, end_ms(book)), key=lambda flow: flow.order):
        found = list(group)
        who, currency, confirmed, plan = heads[number]
        name = ref("sales_order", number)
        waiting = [each for each in found if each.line.quantity is not None and not each.line.is_done]
        if waiting:
            minor = sum(undelivered(each) for each in waiting)
            yield Stuck(HOPS[1], name, who, _age(book, confirmed), minor, currency)
        if plan and not any(each.line.billed for each in found):
            yield from _instalments(book, number, who, currency, sight)
            continue
        unbilled = [each for each in found if each.line.billable("delivered")]
        if unbilled:
            last = max(each.last_ms or confirmed for each in unbilled)
            minor = sum(each.value(each.line.billable("delivered"), each.line.billed) for each in unbilled)
            yield Stuck(HOPS[2], name, who, _age(book, last), minor, currency)


def undelivered(flow: Flow) -> int:
    """What is still to be delivered of a line is worth, without tax."""
    line = flow.line
    done = min(line.delivered - line.reopened, line.ordered)
    return flow.value(line.ordered - done, done)


def _instalments(book: Book, order: int, who: str, currency: str, sight: Seen) -> Iterator[Stuck]:
    """Instalments of an order whose time to be billed has come; their share of the order without tax."""
    net, total = book.conn.execute("SELECT net_minor, total_minor FROM sales_order WHERE id = ?", (order,)).fetchone()
    billed = {
        row[0]
        for row in book.conn.execute(
            "SELECT instalment_id FROM invoice i WHERE order_id = ? AND status = 'issued' AND issued_ms <= ? AND "
            "i.total_minor > coalesce((SELECT sum(n.total_minor) FROM credit_note n WHERE n.invoice_id = i.id "
            "AND n.created_ms <= ?), 0)",
            (order, end_ms(book), end_ms(book)),
        )
    }
    before = 0
    for part in instalment.of(book, order):
        begins = part.begins_on
        if begins is not None and begins <= sight.day and part.id not in billed and total:
            minor = split(net, part.amount_minor, total, before)
            days = (date.fromisoformat(sight.day) - date.fromisoformat(begins)).days
            yield Stuck(HOPS[2], ref("sales_order", order), who, days, minor, currency)
        before += part.amount_minor


def _contracts(book: Book, sight: Seen) -> Iterator[Stuck]:
    """Periods of contracts that have begun and are not billed."""
    rows = book.conn.execute(
        "SELECT k.id, a.name, k.amount_minor, k.currency FROM contract k JOIN account a ON a.id = k.account_id "
        "WHERE k.every IS NOT NULL AND k.amount_minor > 0 AND k.signed_ms <= ? ORDER BY k.id",
        (end_ms(book),),
    ).fetchall()
    for number, who, minor, currency in rows:
        for period in billing.periods(book, number, sight.day, issued_by=end_ms(book)):
            days = (date.fromisoformat(sight.day) - period.since).days
            yield Stuck(HOPS[2], ref("contract", number), who, days, period.share(minor), currency)


def _invoices(book: Book, sight: Seen) -> Iterator[Stuck]:
    """Invoices with something open, whenever they are due."""
    names = dict(book.conn.execute("SELECT id, name FROM account"))
    for each in open_invoices(book, sight):
        days = (date.fromisoformat(sight.day) - date.fromisoformat(each.issued_on)).days
        yield Stuck(HOPS[3], ref("invoice", each.id), names.get(each.account_id), days, each.open, each.currency)
