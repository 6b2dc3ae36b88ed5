"""What the day asks for from the won deal on: chase, bill, deliver, decide on quotes, use credit, renew."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from ltc_cli.book import Book
from ltc_cli.domain import billing, fulfilment, fx, instalment
from ltc_cli.domain.day.todo import Todo, now, owned, today
from ltc_cli.domain.fulfilment import Flow
from ltc_cli.domain.noun import ref
from ltc_cli.quantity import plain
from ltc_cli.words import day, say

SOON_DAYS = 7
"""How many days ahead the day speaks of what runs out."""
_OPEN = (
    "i.total_minor - coalesce((SELECT sum(a.amount_minor) FROM allocation a WHERE a.invoice_id = i.id "
    "AND a.on_day <= :day), 0)"
)


def chase(book: Book, members: Sequence[int] | None) -> Iterator[Todo]:
    """Invoices past due, the oldest first: when they were reminded last, and how late their account usually pays."""
    rows = book.conn.execute(
        f"SELECT i.id, a.name, i.account_id, i.due_on, {_OPEN} AS open, i.currency, "
        "(SELECT max(on_day) FROM reminder r WHERE r.invoice_id = i.id AND r.on_day <= :day) "
        "FROM invoice i JOIN account a ON a.id = i.account_id "
        f"WHERE i.status = 'issued' AND i.issued_on <= :day AND i.due_on < :day AND open > 0"
        f"{owned(members, 'i.owner_id')} ORDER BY i.due_on, i.id",
        {"day": today(book).isoformat()},
    ).fetchall()
    usual = {account: _usually(book, account) for account in {row[2] for row in rows}}
    for number, who, account, due, minor, currency, reminded in rows:
        days = (today(book) - date.fromisoformat(due)).days
        parts = [say("1 day late") if days == 1 else say("{n} days late", n=days)]
        if reminded:
            parts.append(say("reminded {day}", day=_day(book, reminded)))
        if usual[account] is not None:
            parts.append(say("usually {n} d", n=f"{usual[account]:+d}"))
        name = ref("invoice", number)
        yield Todo("chase", name, who, ", ".join(parts), due, minor, currency, f"ltc invoice remind {name}")


def _usually(book: Book, account: int) -> int | None:
    """How many days after the due day an account paid, weighted by amount, half a year back; None: it never did."""
    since = (today(book) - timedelta(days=183)).isoformat()
    paid, weighted = book.conn.execute(
        "SELECT sum(a.amount_minor), sum(a.amount_minor * (julianday(a.on_day) - julianday(i.due_on))) "
        "FROM invoice i JOIN allocation a ON a.invoice_id = i.id WHERE i.account_id = ? AND a.kind = 'payment' "
        "AND a.on_day BETWEEN ? AND ?",
        (account, since, today(book).isoformat()),
    ).fetchone()
    return round(weighted / paid) if paid else None


def bill(book: Book, members: Sequence[int] | None) -> Iterator[Todo]:
    """What is delivered and on no invoice, instalments and periods of contracts whose time has come."""
    for number, who, currency, found in _orders(book, members):
        name = ref("sales_order", number)
        plan = instalment.of(book, number)
        if plan and not any(each.line.billed for each in found):
            for part in billing.unbilled(book, plan, today(book).isoformat()):
                what = say("instalment {n} of {all}", n=part.position, all=len(plan))
                command = f"ltc invoice create --order {name} --what {part.position}"
                yield Todo("bill", name, who, what, part.begins_on, part.amount_minor, currency, command)
            continue
        waiting = [each for each in found if each.line.billable("delivered")]
        if waiting:
            what = ", ".join(_told(each, each.line.billable("delivered")) for each in waiting[:2])
            more = f" +{len(waiting) - 2}" if len(waiting) > 2 else ""
            minor = sum(each.unbilled for each in waiting)
            yield Todo("bill", name, who, what + more, None, minor, currency, f"ltc invoice create --order {name}")
    rows = book.conn.execute(
        "SELECT k.id, a.name, k.title, k.amount_minor, k.currency FROM contract k "
        f"JOIN account a ON a.id = k.account_id "
        f"WHERE k.every IS NOT NULL AND k.amount_minor > 0 AND k.signed_ms <= ?{owned(members, 'k.owner_id')} "
        "ORDER BY k.id",
        (now(book),),
    ).fetchall()
    for number, who, title, minor, currency in rows:
        for period in billing.periods(book, number, today(book).isoformat()):
            begins = period.since.isoformat()
            what = say("{title} from {day}", title=title, day=_day(book, begins))
            amount = period.share(minor)
            yield Todo("bill", ref("contract", number), who, what, begins, amount, currency, "ltc invoice run")


def deliver(book: Book, members: Sequence[int] | None) -> Iterator[Todo]:
    """Confirmed orders with something to deliver, by the day that was promised."""
    promised = dict(
        book.conn.execute(
            "SELECT o.id, (SELECT e.promised FROM promise_event e WHERE e.order_id = o.id AND e.effective_ms <= :now "
            "ORDER BY e.effective_ms DESC, e.id DESC LIMIT 1) FROM sales_order o "
            "WHERE o.status = 'confirmed' AND o.held = 0",
            {"now": now(book)},
        )
    )
    found = []
    for number, who, currency, lines in _orders(book, members):
        left = [each for each in lines if each.line.quantity is not None and not each.line.is_done]
        if left and number in promised:
            found.append((promised[number] or "9999", number, who, currency, left))
    for due, number, who, currency, left in sorted(found, key=lambda each: each[:2]):
        name = ref("sales_order", number)
        under_way = all(not each.line.left for each in left)
        verb = "deliver" if under_way else "ship"
        what = say("promised {day}", day=_day(book, due)) if due != "9999" else say("no day promised")
        what += f", {say('under way')}" if under_way else ""
        known = due if due != "9999" else None
        minor = sum(each.undelivered for each in left)
        yield Todo("deliver", name, who, what, known, minor, currency, f"ltc order {verb} {name}")


def quotes(book: Book, members: Sequence[int] | None) -> Iterator[Todo]:
    """Quotes that wait for a word and run out within a week, or have run out; not those of a deal that is closed."""
    rows = book.conn.execute(
        "SELECT q.id, a.name, q.valid_until, q.net_minor, q.currency FROM quote q "
        "JOIN account a ON a.id = q.account_id "
        "WHERE q.sent_ms <= :now AND (q.status = 'sent' OR (SELECT max(e.effective_ms) FROM status_event e "
        "WHERE e.entity = 'quote' AND e.entity_id = q.id) > :now) AND q.valid_until <= :soon "
        "AND NOT EXISTS (SELECT 1 FROM deal d WHERE d.id = q.deal_id AND d.closed_ms <= :now)"
        f"{owned(members, 'q.owner_id')} ORDER BY q.valid_until, q.id",
        {"now": now(book), "soon": (today(book) + timedelta(days=SOON_DAYS)).isoformat()},
    )
    for number, who, until, minor, currency in rows.fetchall():
        over = until < today(book).isoformat()
        what = say("quote ran out {day}" if over else "quote runs out {day}", day=_day(book, until))
        name = ref("quote", number)
        command = f"ltc quote revise {name}" if over else f"ltc quote accept {name}"
        yield Todo("decide", name, who, what, until, minor, currency, command)


def credit(book: Book, members: Sequence[int] | None) -> Iterator[Todo]:
    """Payments with something left that settles no invoice, and that waits for no order or contract."""
    if members is not None:
        return
    rows = book.conn.execute(
        "SELECT p.id, a.name, p.received_on, p.amount_minor - coalesce((SELECT sum(x.source_minor) FROM allocation x "
        "WHERE x.payment_id = p.id AND x.on_day <= :day), 0) AS left, p.currency FROM payment p "
        "JOIN account a ON a.id = p.account_id WHERE p.direction = 'in' AND p.received_on <= :day AND left > 0 "
        "ORDER BY p.received_on, p.id",
        {"day": today(book).isoformat()},
    )
    for number, who, since, minor, currency in rows.fetchall():
        name = ref("payment", number)
        what = say("waits since {day}", day=_day(book, since))
        yield Todo("apply", name, who, what, since, minor, currency, f"ltc payment allocate {name} INVOICE")


def renewals(book: Book, members: Sequence[int] | None) -> Iterator[Todo]:
    """Contracts whose renewal is to be spoken of."""
    rows = book.conn.execute(
        "SELECT k.id, a.name, k.title, k.until, k.renew_by, k.amount_minor, k.currency FROM contract k "
        "JOIN account a ON a.id = k.account_id WHERE k.signed_ms <= :now AND k.renew_by <= :day AND k.until >= :day "
        f"AND (k.closed_on IS NULL OR k.closed_on > :day){owned(members, 'k.owner_id')} ORDER BY k.until, k.id",
        {"now": now(book), "day": today(book).isoformat()},
    )
    for number, who, title, until, due, minor, currency in rows.fetchall():
        name = ref("contract", number)
        what = say("{title} ends {day}", title=title, day=_day(book, until))
        yield Todo("renew", name, who, what, due, minor, currency, f"ltc contract renew {name}")


def month(book: Book, begins: date) -> list[tuple[str, int]]:
    """What the month brought till now: billed without tax and collected, and the receivable, in the base currency.

    Nothing before there are invoices. The receivable is told only where every open amount has a rate.
    """
    since, until = begins.isoformat(), today(book).isoformat()
    billed, collected = book.conn.execute(
        "SELECT (SELECT sum(base_net_minor) FROM invoice WHERE status = 'issued' AND issued_on BETWEEN :a AND :b) - "
        "coalesce((SELECT sum(base_net_minor) FROM credit_note WHERE issued_on BETWEEN :a AND :b), 0), "
        "(SELECT sum(iif(direction = 'in', base_minor, -base_minor)) FROM payment WHERE received_on BETWEEN :a AND :b)",
        {"a": since, "b": until},
    ).fetchone()
    told = [(name, minor) for name, minor in (("billed", billed), ("collected", collected)) if minor is not None]
    receivable = _receivable(book, until)
    return [*told, ("receivable", receivable)] if receivable is not None else told


def _receivable(book: Book, until: str) -> int | None:
    """What is open less what waits as credit, at the rates of the day; None when nothing was ever invoiced."""
    rows = book.conn.execute(
        "SELECT currency, total_minor - coalesce((SELECT sum(a.amount_minor) FROM allocation a "
        "WHERE a.invoice_id = invoice.id AND a.on_day <= :day), 0) FROM invoice "
        "WHERE status = 'issued' AND issued_on <= :day UNION ALL "
        "SELECT currency, coalesce((SELECT sum(a.source_minor) FROM allocation a WHERE a.payment_id = payment.id "
        "AND a.on_day <= :day), 0) - amount_minor FROM payment WHERE direction = 'in' AND received_on <= :day "
        "UNION ALL "
        "SELECT currency, coalesce((SELECT sum(a.source_minor) FROM allocation a "
        "WHERE a.credit_note_id = credit_note.id AND a.on_day <= :day), 0) - total_minor FROM credit_note "
        "WHERE issued_on <= :day",
        {"day": until},
    ).fetchall()
    base = book.process.currency or ""
    rates = {currency: fx.find(book.conn, currency, base, until) for currency, minor in rows if minor}
    if not rows or any(rate is None for rate in rates.values()):
        return None
    return sum(fx.convert(minor, currency, base, rates[currency] or "1") for currency, minor in rows if minor)


def _orders(book: Book, members: Sequence[int] | None) -> Iterator[tuple[int, str, str, list[Flow]]]:
    """The orders that stand, of some owners or of all: id, account, currency and lines."""
    heads = {
        number: (who, currency)
        for number, who, currency in book.conn.execute(
            "SELECT o.id, a.name, o.currency FROM sales_order o JOIN account a ON a.id = o.account_id "
            f"WHERE o.confirmed_ms <= ?{owned(members, 'o.owner_id')}",
            (now(book),),
        )
    }
    for number, group in groupby(fulfilment.flows(book, now(book), drafts=True), key=lambda flow: flow.order):
        if number in heads:
            yield number, *heads[number], list(group)


def _told(flow: Flow, quantity: int) -> str:
    """A quantity of a line: "14.5 h Consulting"."""
    unit = f" {flow.unit}" if flow.unit else ""
    return f"{plain(quantity)}{unit} {flow.line.name}"


def _day(book: Book, text: str) -> str:
    return day(date.fromisoformat(text), today(book))
