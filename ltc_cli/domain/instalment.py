"""Instalments: when an order is to be paid, in shares or amounts, counted from its confirmation, delivery or a date."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import local_date
from ltc_cli.domain import amount, entry, fulfilment
from ltc_cli.domain.noun import ref
from ltc_cli.errors import BadUsage, NotFound, Refused
from ltc_cli.money import parse, plain, words
from ltc_cli.quantity import UNIT
from ltc_cli.shape import Column, Listing

_PART = re.compile(
    r"(?P<share>[^@]+)@(?P<trigger>confirm|deliver|[0-9]{4}-[0-9]{2}-[0-9]{2})(?:\+(?P<days>[0-9]{1,4})d)?"
)
EXAMPLE = 'ltc instalment set O1 "30%@confirm 70%@deliver+30d"'
COLUMNS = (
    Column("order", "ref"),
    Column("position", "count", label="#"),
    Column("when"),
    Column("due", "date"),
    Column("amount", "money"),
    Column("paid", "money"),
    Column("open", "money"),
    Column("days_late", "count"),
    Column("invoice", "ref"),
    Column("currency", shown=False),
)


class Instalment(NamedTuple):
    """One part of what an order is to be paid."""

    id: int
    order: int
    position: int
    amount_minor: int
    """With tax."""
    trigger: str
    offset_days: int
    day: str | None
    due_on: str | None
    """None: its delivery is still to come."""

    @property
    def begins_on(self) -> str | None:
        """The day from which it may be billed: when what it waits for happens; None: not known yet."""
        if self.due_on is None:
            return None
        return (date.fromisoformat(self.due_on) - timedelta(days=self.offset_days)).isoformat()

    @property
    def when(self) -> str:
        """How it was planned: "deliver+30d"."""
        words_ = self.day or self.trigger
        return f"{words_}+{self.offset_days}d" if self.offset_days else words_


def put(book: Book, order: int, plan: str) -> None:
    """Set the instalments of an order, instead of those it had.

    Shares have to make up the whole; amounts too. Raises `BadUsage` or `Refused`.
    """
    with book.operation("instalment set") as step:
        currency, total, status = book.conn.execute(
            "SELECT currency, total_minor, status FROM sales_order WHERE id = ?", (order,)
        ).fetchone()
        if status == "cancelled":
            raise Refused(f"{ref('sales_order', order)} is cancelled.", f"ltc order show {ref('sales_order', order)}")
        billed = book.conn.execute("SELECT 1 FROM invoice WHERE order_id = ? LIMIT 1", (order,)).fetchone()
        if billed is not None:
            raise Refused(
                f"{ref('sales_order', order)} has been invoiced, so its instalments stay as they are.",
                "Credit the invoices first: ltc invoice credit REF",
            )
        parts = [_read(book, word, currency) for word in plan.split()]
        if not parts:
            raise BadUsage("the plan is empty.", EXAMPLE)
        shares = [share for share, *_ in parts]
        _check_whole(ref("sales_order", order), shares, [minor for _, minor, *_ in parts], total, currency)
        book.conn.execute("DELETE FROM instalment WHERE order_id = ?", (order,))
        for position, (share, minor, trigger, day, days) in enumerate(parts, 1):
            book.insert(
                "instalment",
                {
                    "order_id": order, "position": position, "share_ppm": share, "amount_minor": minor or 0,
                    "trigger": trigger, "offset_days": days, "day": day,
                },
            )  # fmt: skip
        refigure(book, order)
        step.about("sales_order", order)


def refigure(book: Book, order: int) -> None:
    """Share the order's total over its instalments anew, each in its proportion; they add up to it to the cent."""
    rows = book.conn.execute(
        "SELECT id, share_ppm, amount_minor FROM instalment WHERE order_id = ? ORDER BY position", (order,)
    ).fetchall()
    weights = [minor if share is None else share for _, share, minor in rows]
    if not sum(weights):
        return
    total = book.conn.execute("SELECT total_minor FROM sales_order WHERE id = ?", (order,)).fetchone()[0]
    parts = amount.apportion(total, [total * weight for weight in weights], sum(weights))
    for (number, _, minor), part in zip(rows, parts, strict=True):
        if minor != part:
            book.update("instalment", number, {"amount_minor": part})


def of(book: Book, order: int) -> list[Instalment]:
    """The instalments of an order with the days they fall due, as far as those are known."""
    rows = book.conn.execute(
        "SELECT id, order_id, position, amount_minor, trigger, offset_days, day FROM instalment "
        "WHERE order_id = ? ORDER BY position",
        (order,),
    ).fetchall()
    if not rows:
        return []
    days = {"confirm": _confirmed(book, order), "deliver": _delivered(book, order)}
    return [Instalment._make((*row, _due(days.get(row[4], row[6]), row[5]))) for row in rows]


def named(book: Book, order: int, text: str) -> Instalment:
    """The instalment of an order in this position; raises `NotFound`."""
    plan = of(book, order)
    found = next((each for each in plan if str(each.position) == text.strip().lstrip("#")), None)
    if found is None:
        known = ", ".join(str(each.position) for each in plan)
        raise NotFound(
            f"{ref('sales_order', order)} has no instalment {text!r}.",
            f"It has: {known}; or bill what is delivered or ordered."
            if known
            else "Bill what is delivered or ordered.",
        )
    return found


def due_parts(book: Book, order: int, total: int) -> list[tuple[str | None, int]]:
    """What an invoice over a whole order falls due in: days and amounts that add up to the total."""
    plan = of(book, order)
    whole = sum(each.amount_minor for each in plan)
    if not plan or not whole:
        return []
    shares = amount.apportion(total, [total * each.amount_minor for each in plan], whole)
    return [(each.due_on, share) for each, share in zip(plan, shares, strict=True)]


def settled(book: Book, order: int, plan: Sequence[Instalment]) -> list[int]:
    """What is paid of each instalment: by its own invoice, else what was paid on the order, the first ones first."""
    today = _today(book)
    own: dict[int, int] = dict(
        book.conn.execute(
            "SELECT i.instalment_id, coalesce(sum((SELECT sum(a.amount_minor) FROM allocation a "
            "WHERE a.invoice_id = i.id AND a.on_day <= ?)), 0) FROM invoice i "
            "WHERE i.order_id = ? AND i.instalment_id IS NOT NULL GROUP BY 1",
            (today, order),
        )
    )
    loose = book.conn.execute(
        "SELECT coalesce((SELECT sum(a.amount_minor) FROM allocation a JOIN invoice i ON i.id = a.invoice_id "
        "WHERE i.order_id = :order AND i.instalment_id IS NULL AND a.on_day <= :day), 0) + "
        "coalesce((SELECT sum(p.amount_minor - coalesce((SELECT sum(a.source_minor) FROM allocation a "
        "WHERE a.payment_id = p.id AND a.on_day <= :day), 0)) FROM payment p, sales_order o WHERE o.id = :order "
        "AND p.order_id = :order AND p.direction = 'in' AND p.currency = o.currency AND p.received_on <= :day), 0)",
        {"order": order, "day": today},
    ).fetchone()[0]
    paid = []
    for each in plan:
        part = own.get(each.id, 0)
        more = max(0, min(loose, each.amount_minor - part))
        loose -= more
        paid.append(part + more)
    return paid


def listing(book: Book, order: int | None = None) -> Listing:
    """The instalments of an order, or of every order that is not cancelled, with what is open and how late it is."""
    orders = [order] if order is not None else [
        row[0]
        for row in book.conn.execute(
            "SELECT DISTINCT o.id FROM sales_order o JOIN instalment i ON i.order_id = o.id "
            "WHERE o.status <> 'cancelled' ORDER BY o.id"
        )
    ]  # fmt: skip
    today = _today(book)
    rows = []
    for number in orders:
        plan = of(book, number)
        currency = book.conn.execute("SELECT currency FROM sales_order WHERE id = ?", (number,)).fetchone()[0]
        invoices = dict(
            book.conn.execute(
                "SELECT instalment_id, 'I' || max(id) FROM invoice WHERE order_id = ? AND instalment_id IS NOT NULL "
                "GROUP BY 1",
                (number,),
            )
        )
        for each, paid in zip(plan, settled(book, number, plan), strict=True):
            left = each.amount_minor - paid
            late = (date.fromisoformat(today) - date.fromisoformat(each.due_on)).days if each.due_on and left else None
            rows.append(
                (
                    ref("sales_order", number), each.position, each.when, each.due_on, each.amount_minor, paid, left,
                    late if late is not None and late > 0 else None, invoices.get(each.id), currency,
                )
            )  # fmt: skip
    return Listing("instalment", COLUMNS, rows)


def _today(book: Book) -> str:
    return (book.as_of.day if book.as_of else book.clock.today).isoformat()


def _read(book: Book, word: str, currency: str) -> tuple[int | None, int | None, str, str | None, int]:
    match = _PART.fullmatch(word)
    if match is None:
        raise BadUsage(f"{word!r} is not an instalment.", EXAMPLE)
    share = minor = None
    if match["share"].strip().endswith("%"):
        share = amount.rate_ppm(match["share"], "a share")
        if not share:
            raise BadUsage(f"{word!r} is a share of nothing.", EXAMPLE)
    else:
        money = parse(match["share"], currency)
        if money.currency != currency:
            raise Refused(f"{words(money)} does not go with an order in {currency}.", f"Give it in {currency}.")
        minor = money.minor
    fixed = match["trigger"] not in ("confirm", "deliver")
    day = entry.day(book, match["trigger"]) if fixed else None
    return share, minor, "date" if fixed else match["trigger"], day, int(match["days"] or 0)


def _check_whole(
    name: str, shares: Sequence[int | None], minors: Sequence[int | None], total: int, currency: str
) -> None:
    if any(share is None for share in shares) and any(share is not None for share in shares):
        raise BadUsage("shares and amounts do not go together in one plan.", EXAMPLE)
    if all(share is not None for share in shares):
        whole = sum(share or 0 for share in shares)
        if whole != UNIT:
            raise Refused(f"the shares make {amount.percent(whole)} %, not 100 %.", EXAMPLE)
    elif sum(minor or 0 for minor in minors) != total:
        made = plain(sum(minor or 0 for minor in minors), currency)
        raise Refused(f"the instalments make {made}, and {name} comes to {plain(total, currency)} {currency}.", EXAMPLE)


def _confirmed(book: Book, order: int) -> str | None:
    row = book.conn.execute(
        "SELECT confirmed_ms FROM sales_order WHERE id = ? AND confirmed_ms <= ?", (order, book.as_of_ms or _FOREVER)
    ).fetchone()
    return local_date(row[0], book.clock.tz).isoformat() if row else None


def _delivered(book: Book, order: int) -> str | None:
    """The day on which the last of an order was delivered; None until all of it is."""
    found = fulfilment.lines(book, order, book.as_of_ms)
    if fulfilment.delivery(found) != "delivered":
        return None
    row = book.conn.execute(
        "SELECT max(delivered_ms) FROM shipment WHERE order_id = ? AND delivered_ms <= ?",
        (order, book.as_of_ms or _FOREVER),
    ).fetchone()
    return local_date(row[0], book.clock.tz).isoformat() if row[0] is not None else None


def _due(begins: str | None, days: int) -> str | None:
    return (date.fromisoformat(begins) + timedelta(days=days)).isoformat() if begins else None


_FOREVER = (1 << 63) - 1
