"""What customers brought in and what it cost, as of any day: the one base of margins and of customers' value (M5, C2).

Orders and invoices count as they are earned, at their own rates; a won deal without an order that stands is earned on
the day it was won. What was written off is taken away again. A cost that nobody knows is estimated by the margin that
the process gives, or not known.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import fx, recognition
from ltc_cli.domain.amount import split
from ltc_cli.figures.customer.purchase import Purchase
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import end_day, end_ms


class Earned(NamedTuple):
    """Amounts without tax, in the currency of the business."""

    net: int
    cost: int | None
    """None: not known."""
    known: bool
    """False: the cost is an estimate, or not known."""


class Sold(NamedTuple):
    """Something that was sold to a customer."""

    account: int
    entity: str
    number: int
    product: int | None
    upto: Callable[[str], Earned]
    """What of it is earned at the end of a day."""
    lost: bool = False
    """Whether it takes away what was given up of an invoice: less value of a customer, and no less sold."""


def sold(book: Book, bought: list[Purchase], rates: Rates) -> Iterator[Sold]:
    """All that was sold by the end the report sees: lines of orders and invoices, deals without them, and write-offs.

    `bought` are the purchases, which tell the deals that have no order, and counted the orders that have no rate.
    """
    margin = _share(book.process.value.margin)
    whose = {noun: dict(book.conn.execute(f"SELECT id, account_id FROM {noun}")) for noun in ("sales_order", "invoice")}
    base = book.process.currency or ""
    for line in book.once(_lines):
        entity, number = ("sales_order", line.order) if line.order is not None else ("invoice", line.invoice or 0)
        if line.rate is not None:
            yield Sold(whose[entity][number], entity, number, line.product, _of_line(line, line.rate, base, margin))
        elif line.order is None:
            rates.without((entity, number), line.net, line.currency)
    for each in bought:
        if each.entity == "deal" and each.minor is not None:
            yield Sold(each.account, "deal", each.number, None, _at_once(each.day, each.minor, margin))
    yield from _written_off(book, base)


def _lines(book: Book) -> list[recognition.Line]:
    return list(recognition.lines(book, end_day(book), end_ms(book)))


def _of_line(line: recognition.Line, rate: str, base: str, margin: tuple[int, int] | None) -> Callable[[str], Earned]:
    def upto(day: str) -> Earned:
        net = fx.convert(recognition.recognised(line, day), line.currency, base, rate)
        cost = recognition.cost(line, day)
        if cost is None:
            return _estimated(net, margin)
        return Earned(net, fx.convert(cost, line.currency, base, rate), True)

    return upto


def _at_once(since: str, net: int, margin: tuple[int, int] | None) -> Callable[[str], Earned]:
    return lambda day: _estimated(net if day >= since else 0, margin)


def _written_off(book: Book, base: str) -> Iterator[Sold]:
    """The net part of what was given up of invoices: less revenue at the same cost; nothing of one without a rate."""
    posted = fx.Posted(book)
    for invoice, account, on, minor, net, total, currency, rate, kept_in, issued in book.conn.execute(
        "SELECT i.id, i.account_id, a.on_day, a.amount_minor, i.net_minor, i.total_minor, i.currency, i.rate, "
        "i.base_currency, i.issued_on "
        "FROM allocation a JOIN invoice i ON i.id = a.invoice_id WHERE a.kind = 'writeoff' AND a.on_day <= ? "
        "AND a.effective_ms <= ? ORDER BY a.id",
        (end_day(book), end_ms(book)),
    ):
        own = posted(currency, rate, kept_in, issued)
        if own is not None:
            lost = -fx.convert(split(minor * net, 1, total), currency, base, own) if total else 0
            yield Sold(account, "invoice", invoice, None, _given_up(on, lost), lost=True)


def _given_up(since: str, net: int) -> Callable[[str], Earned]:
    return lambda day: Earned(net if day >= since else 0, 0, True)


def _estimated(net: int, margin: tuple[int, int] | None) -> Earned:
    if margin is None:
        return Earned(net, None if net else 0, not net)
    over, under = margin
    return Earned(net, net - split(net * over, 1, under), not net)


def _share(percent: str | None) -> tuple[int, int] | None:
    """An exact percentage as a fraction."""
    if percent is None:
        return None
    whole, _, part = percent.partition(".")
    return int(whole + part), 100 * 10 ** len(part)
