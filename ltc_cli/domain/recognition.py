"""When what was sold is earned: the schedule of one line, and the lines of a file as one stream.

A line is recognised as it is delivered, by days over its service period, or as a whole once all of it is delivered.
What was credited truncates the future first; only what is then too much is taken back, on the day of the credit. What
is invoiced again after a credit takes the credit back. A management view, not a statutory ledger.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import local_day
from ltc_cli.domain import fx
from ltc_cli.domain.amount import Item, apportion, split, work_out

Fact = tuple[str, int]
"""A day, and what it adds: a quantity or an amount."""


class Line(NamedTuple):
    """What was sold, with all that became of it; amounts are net, in minor units of its currency."""

    order: int | None
    """None: a line of an invoice without an order."""
    invoice: int | None
    rule: str
    """delivery, straight or milestone."""
    net: int
    quantity: int | None
    """Millionths; None: open, delivered as the work is done."""
    booked_on: str
    currency: str = ""
    rate: str | None = "1"
    """Into the currency that is told; None: there is none."""
    service: tuple[str, str] | None = None
    """The first and the last day."""
    moved: tuple[Fact, ...] = ()
    """Quantities delivered, and below zero those that came back."""
    credited: tuple[Fact, ...] = ()
    """Amounts credited, and below zero those that were invoiced again."""
    ended: tuple[str, int | None] | None = None
    """The day the order was closed or cancelled, and what was given up then; None: all of it was cancelled."""
    item: tuple[Item, bool, int | None] | None = None
    """Of an open line: what prices it, whether with tax, and the document's discount."""
    product: int | None = None
    cost: int | None = None
    """Of one unit, in its currency; None: not known."""


def booked(line: Line, day: str) -> int:
    """What is sold as of a day: its net, less what was given up or credited; of an open line, what was delivered."""
    if day < line.booked_on:
        return 0
    whole = line.net
    if line.item is not None:
        whole = _open(line, max(0, _total(line.moved, day)))
    if line.ended is not None and line.ended[0] <= day:
        gone = line.ended[1]
        if gone is None:
            return 0
        if gone and line.quantity:
            whole = split(line.net, line.quantity - gone, line.quantity)
    return _less(whole, max(0, _total(line.credited, day)))


def recognised(line: Line, day: str) -> int:
    """What is earned as of a day, cumulative; never more than what is sold, and of the same sign."""
    return standing(line, day)[1]


def standing(line: Line, day: str) -> tuple[int, int]:
    """What is sold and what is earned as of a day."""
    limit = booked(line, day)
    earned = _scheduled(line, day)
    return limit, min(earned, limit) if line.net >= 0 else max(earned, limit)


def cost(line: Line, day: str) -> int | None:
    """What the goods or the work have cost of what is earned as of a day: those delivered, and not those sent back.

    None where the cost of a unit is not known.
    """
    if line.cost is None or (line.quantity is None and line.item is None):
        return None
    if _is_straight(line) and line.service is not None:
        passed, days = _passed(line.service, day)
        return split(line.cost * (line.quantity or 0), passed, days * 1_000_000) if day >= line.booked_on else 0
    if line.rule == "milestone" and not _scheduled(line, day):
        return 0
    return split(line.cost * max(0, _total(line.moved, day)), 1, 1_000_000)


def turns(line: Line, until: str, ends: Sequence[str]) -> list[str]:
    """The days up to one on which what is sold or earned may change; of a service, the ends of periods told apart."""
    days = {line.booked_on, *(day for day, _ in (*line.moved, *line.credited))}
    if line.ended is not None:
        days.add(line.ended[0])
    if _is_straight(line) and line.service is not None:
        first, last = line.service
        days.update(day for day in ends if first <= day < last)
        days.update((min(last, until), max(first, line.booked_on)))
    return sorted(day for day in days if line.booked_on <= day <= until) if line.booked_on <= until else []


def _is_straight(line: Line) -> bool:
    return line.rule == "straight" and line.service is not None


def _passed(service: tuple[str, str], day: str) -> tuple[int, int]:
    """How many days of a service are over at the end of a day, and how many it has."""
    first, last = map(date.fromisoformat, service)
    days = (last - first).days + 1
    return min(days, max(0, (date.fromisoformat(day) - first).days + 1)), days


def _scheduled(line: Line, day: str) -> int:
    """What the rule says, before credits."""
    if day < line.booked_on:
        return 0
    if _is_straight(line) and line.service is not None:
        return split(line.net, *_passed(line.service, day))
    if line.order is None:
        return line.net
    kept = max(0, _total(line.moved, day))
    if line.item is not None or not line.quantity:
        return _open(line, kept)
    gone = line.ended[1] or 0 if line.ended is not None and line.ended[0] <= day else 0
    if line.rule == "milestone":
        return split(line.net, line.quantity - gone, line.quantity) if kept and kept >= line.quantity - gone else 0
    return split(line.net, min(kept, line.quantity), line.quantity)


def _open(line: Line, kept: int) -> int:
    """The net of what was delivered of an open line."""
    if line.item is None or not kept:
        return 0
    item, gross, discount = line.item
    return work_out([item._replace(quantity=kept)], gross=gross, discount_ppm=discount).net


def _less(whole: int, credit: int) -> int:
    """An amount less what was credited of it, never past nothing."""
    return max(0, whole - credit) if whole >= 0 else min(0, whole + credit)


def _total(facts: Iterable[Fact], day: str) -> int:
    total = 0
    for on, minor in facts:
        if on <= day:
            total += minor
    return total


def lines(book: Book, day: str, ms: int) -> Iterator[Line]:
    """All that was sold by a day, and of it what took place up to an instant: of confirmed orders, then of invoices.

    Invoice lines of an order are that order's; those of a contract or a free invoice stand for themselves.
    """
    yield from _of_orders(book, day, ms)
    yield from _of_invoices(book, day, ms)


def _of_orders(book: Book, day: str, ms: int) -> Iterator[Line]:
    tz = book.clock.tz
    moved = _moves(book, ms)
    credited = _order_credits(book, day, ms)
    posted = fx.Posted(book)
    rows = book.conn.execute(
        "SELECT l.id, o.id, l.revenue, l.net_minor, l.quantity, o.confirmed_ms, o.currency, o.rate, o.base_currency, "
        "l.service_from, l.service_to, o.status, o.closed_ms, l.released, l.price_minor, l.discount_ppm, l.tax_ppm, "
        "o.gross, o.discount_ppm, l.product_id, l.cost_minor "
        "FROM sales_order o JOIN sales_order_line l ON l.order_id = o.id "
        "WHERE o.confirmed_ms <= ? ORDER BY o.id, l.position, l.id",
        (ms,),
    )
    for (
        number, order, rule, net, quantity, confirmed, currency, rate, base, first, last, status, closed, released,
        price, discount, tax, gross, off, product, unit_cost,
    ) in rows:  # fmt: skip
        on = local_day(confirmed, tz)
        ended = None
        if closed is not None and closed <= ms:
            ended = (local_day(closed, tz), None if status == "cancelled" else released)
        made = Line(
            order, None, rule, net, quantity, on, currency, posted(currency, rate, base, on),
            (first, last) if first and last else None, tuple(moved.get(number, ())), (), ended,
            (Item(None, price, discount, tax), bool(gross), off) if quantity is None else None, product, unit_cost,
        )  # fmt: skip
        beyond = _beyond(made, credited[number]) if number in credited else ()
        yield made._replace(credited=beyond) if beyond else made


def _moves(book: Book, ms: int) -> dict[int, list[Fact]]:
    """What was delivered and what came back, by line of an order, in order of time."""
    found: dict[int, list[Fact]] = {}
    rows = book.conn.execute(
        "SELECT s.order_line_id, h.delivered_ms, s.quantity FROM shipment h JOIN shipment_line s "
        "ON s.shipment_id = h.id WHERE h.delivered_ms <= :ms UNION ALL SELECT r.order_line_id, g.created_ms, "
        "-r.quantity FROM goods_return g JOIN goods_return_line r ON r.return_id = g.id WHERE g.created_ms <= :ms "
        "ORDER BY 2",
        {"ms": ms},
    )
    for line, at, quantity in rows:
        found.setdefault(line, []).append((local_day(at, book.clock.tz), quantity))
    return found


def _order_credits(book: Book, day: str, ms: int) -> dict[int, list[tuple[str, int, int]]]:
    """By line of an order, in order of time: day, amount, and whether it is invoiced (1) or credited (-1).

    Orders of which nothing was credited are left out: what is invoiced of them takes nothing back. Those of
    an invoice that names no lines of the order, as an instalment's, are shared over the lines by their net.
    """
    found: dict[int, list[tuple[str, int, int]]] = {}
    loose: dict[int, list[tuple[str, int, int]]] = {}
    rows = book.conn.execute(
        "SELECT i.issued_ms, i.issued_on, l.order_line_id, i.order_id, sum(l.net_minor), 1 FROM invoice i "
        "JOIN invoice_line l ON l.invoice_id = i.id WHERE i.order_id IN (SELECT b.order_id FROM credit_note m "
        "JOIN invoice b ON b.id = m.invoice_id WHERE b.order_id IS NOT NULL) AND i.status = 'issued' "
        "AND i.issued_on <= :day AND i.issued_ms <= :ms AND (l.order_line_id IS NOT NULL OR i.what = 'instalment') "
        "GROUP BY i.id, l.order_line_id "
        "UNION ALL SELECT n.created_ms, n.issued_on, l.order_line_id, i.order_id, sum(c.net_minor), -1 "
        "FROM credit_note n JOIN credit_note_line c ON c.credit_note_id = n.id "
        "JOIN invoice_line l ON l.id = c.invoice_line_id JOIN invoice i ON i.id = n.invoice_id "
        "WHERE i.order_id IS NOT NULL AND n.issued_on <= :day AND n.created_ms <= :ms "
        "AND (l.order_line_id IS NOT NULL OR i.what = 'instalment') GROUP BY n.id, l.order_line_id ORDER BY 1",
        {"day": day, "ms": ms},
    )
    for _, on, line, order, net, sign in rows:
        (found.setdefault(line, []) if line is not None else loose.setdefault(order, [])).append((on, net, sign))
    for order, facts in loose.items():
        nets = book.conn.execute("SELECT id, net_minor FROM sales_order_line WHERE order_id = ?", (order,)).fetchall()
        whole = sum(net for _, net in nets)
        for on, minor, sign in facts if whole > 0 else ():
            parts = apportion(minor, [minor * net for _, net in nets], whole)
            for (line, _), part in zip(nets, parts, strict=True):
                found.setdefault(line, []).append((on, part, sign))
    return found


def _beyond(line: Line, facts: Sequence[tuple[str, int, int]]) -> tuple[Fact, ...]:
    """What was credited day by day, less what was invoiced beyond the line's worth: that takes a credit back.

    An open line is worth what was delivered until then.
    """
    if not any(sign < 0 for _, _, sign in facts):
        return ()
    found: list[Fact] = []
    invoiced = credited = told = 0
    for on, minor, sign in facts:
        invoiced += abs(minor) if sign > 0 else 0
        credited += abs(minor) if sign < 0 else 0
        worth = line.net if line.item is None else _open(line, max(0, _total(line.moved, on)))
        standing = max(0, credited - max(0, invoiced - abs(worth)))
        if standing != told:
            found.append((on, standing - told))
            told = standing
    return tuple(found)


def _of_invoices(book: Book, day: str, ms: int) -> Iterator[Line]:
    credited: dict[int, list[Fact]] = {}
    for line, on, minor in book.conn.execute(
        "SELECT c.invoice_line_id, n.issued_on, abs(c.net_minor) FROM credit_note n JOIN credit_note_line c "
        "ON c.credit_note_id = n.id WHERE n.issued_on <= ? AND n.created_ms <= ? ORDER BY n.created_ms",
        (day, ms),
    ):
        credited.setdefault(line, []).append((on, minor))
    rows = book.conn.execute(
        "SELECT l.id, i.id, l.revenue, l.net_minor, l.quantity, i.issued_on, i.currency, i.rate, i.base_currency, "
        "l.service_from, l.service_to, l.product_id FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id "
        "WHERE i.status = 'issued' AND i.issued_on <= ? AND i.issued_ms <= ? AND l.order_line_id IS NULL "
        "AND i.what <> 'instalment' ORDER BY i.id, l.position",
        (day, ms),
    )
    posted = fx.Posted(book)
    for number, invoice, rule, net, quantity, on, currency, rate, base, first, last, product in rows:
        # A period that has a first and a last day is earned over it, whatever the rule of the product says.
        service = (first, last) if first and last else None
        yield Line(
            None, invoice, "straight" if service else rule, net, quantity, on, currency,
            posted(currency, rate, base, on), service, (), tuple(credited.get(number, ())), None, None, product,
        )  # fmt: skip
    yield from _bare(book, day, ms)


def _bare(book: Book, day: str, ms: int) -> Iterator[Line]:
    """Invoices that were taken in without their lines: earned when they were issued."""
    credited: dict[int, list[Fact]] = {}
    for invoice, on, minor in book.conn.execute(
        "SELECT invoice_id, issued_on, abs(net_minor) FROM credit_note WHERE issued_on <= ? AND created_ms <= ? "
        "ORDER BY created_ms",
        (day, ms),
    ):
        credited.setdefault(invoice, []).append((on, minor))
    rows = book.conn.execute(
        "SELECT i.id, i.net_minor, i.issued_on, i.currency, i.rate, i.base_currency FROM invoice i "
        "WHERE i.status = 'issued' AND i.order_id IS NULL AND i.issued_on <= ? AND i.issued_ms <= ? AND NOT EXISTS "
        "(SELECT 1 FROM invoice_line l WHERE l.invoice_id = i.id) ORDER BY i.id",
        (day, ms),
    )
    posted = fx.Posted(book)
    for invoice, net, on, currency, rate, base in rows:
        own = posted(currency, rate, base, on)
        yield Line(None, invoice, "delivery", net, None, on, currency, own, credited=tuple(credited.get(invoice, ())))
