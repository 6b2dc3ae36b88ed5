"""Customers: who is one since when, and what they bought (metric dictionary section 2, one definition for all).

A purchase is an order that was confirmed and stands: neither cancelled nor wholly sent back. A deal that was won and
has no order that stands is a purchase too, on the day it was won: who sells without orders has customers as well.
A customer is one since the first win that stands, or the first purchase of one who never won a deal.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import local_day
from ltc_cli.domain.outcome import outcomes
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import end_day, end_ms


class Purchase(NamedTuple):
    """What a customer bought at once."""

    account: int
    at_ms: int
    day: str
    """The business day of it."""
    minor: int | None
    """Without tax, in the currency of the business; None without an amount, or without a rate."""
    entity: str
    number: int


class Win(NamedTuple):
    """A deal whose win stands."""

    number: int
    at_ms: int
    account: int
    minor: int | None
    currency: str | None


class Span(NamedTuple):
    """The days of a contract that bills by period: from the first to the last, None while it has none."""

    account: int
    first: str
    last: str | None


def wins(book: Book) -> list[Win]:
    """The deals of accounts whose win stands, with when they were won; tests are none."""
    return book.once(_wins)


def _wins(book: Book) -> list[Win]:
    names = ("id", "closed_ms", "account_id", "amount_minor", "currency")
    real = f"SELECT {', '.join(names)} FROM deal WHERE +account_id IS NOT NULL AND is_test IS NOT 1"
    make = partial(tuple.__new__, Win)  # a hundred thousand
    if book.as_of_ms is None:  # how a deal ended is written beside it: its steps need not be looked at
        return list(map(make, zip(*book.columns(f"{real} AND kind = 'won' ORDER BY id", *names), strict=True)))
    won = {number: end.at_ms for number, end in outcomes(book).items() if end.kind == "won"}
    rows = zip(*book.columns(f"{real} ORDER BY id", *names), strict=True)
    return [make((number, won[number], *rest)) for number, _, *rest in rows if number in won]


def purchases(book: Book, rates: Rates) -> list[Purchase]:
    """Every purchase that the report sees, in the order of time."""
    found, foreign = book.once(_purchases)
    bought = found[:]
    for place, (minor, code) in foreign.items():
        each = bought[place]
        bought[place] = each._replace(minor=rates(minor, code, each.day))
    return bought


def _purchases(book: Book) -> tuple[list[Purchase], dict[int, tuple[int, str]]]:
    """The purchases, those in another currency without an amount; and by their place what these were."""
    tz, base = book.clock.tz, book.process.currency or ""
    seen = {"now": end_ms(book), "base": base}
    sent_back = {row[0] for row in book.conn.execute(_SENT_BACK, seen)}
    names = ("confirmed_ms", "id", "account_id", "deal_id", "minor", "currency")
    orders = [
        each for each in zip(*book.columns(_ORDERS, *names, values=seen), strict=True) if each[1] not in sent_back
    ]
    ordered = {each[3] for each in orders}
    found = [(at, "sales_order", number, account, minor, code) for at, number, account, _, minor, code in orders]
    found += [
        (at, "deal", number, account, minor, code)
        for number, at, account, minor, code in wins(book)
        if number not in ordered
    ]
    found.sort()
    make = partial(tuple.__new__, Purchase)  # a hundred thousand, as of the wins
    bought: list[Purchase] = []
    foreign = {}
    for at, entity, number, account, minor, code in found:
        is_ours = code == base
        if not is_ours and minor is not None and code is not None:
            foreign[len(bought)] = minor, code
        bought.append(make((account, at, local_day(at, tz), minor if is_ours else None, entity, number)))
    return bought, foreign


def since(won: Sequence[Win], bought: Sequence[Purchase]) -> dict[int, int]:
    """When each customer became one, by account, in milliseconds: test accounts there are none."""
    first = {each.account: each.at_ms for each in reversed(bought)}
    first.update({each.account: each.at_ms for each in sorted(won, key=attrgetter("at_ms"), reverse=True)})
    return first


def contracts(book: Book) -> list[Span]:
    """The contracts that bill by period and were signed by the end the report sees; what came later is not seen."""
    day = end_day(book)
    return [
        Span(each.account, each.first, each.closed if each.closed is not None and each.closed <= day else each.last)
        for each in _signed(book)
    ]


def renewals(book: Book) -> list[tuple[int, str]]:
    """The accounts with the last days of their contracts' terms: of those that were renewed, and of the one that runs.

    A contract that was terminated came up for renewal when it would have ended; one without an end never does.
    """
    return [
        (each.account, day) for each in _signed(book) for day in (*each.renewed, each.last) if day is not None
    ]  # fmt: skip


class _Contract(NamedTuple):
    """A contract as the report sees it."""

    account: int
    first: str
    last: str | None
    """The end of the term it is in; None: it has none."""
    closed: str | None
    renewed: tuple[str, ...]
    """The last days of the terms before."""


def _signed(book: Book) -> list[_Contract]:
    now = end_ms(book)
    renewed: dict[int, list[tuple[bool, str]]] = {}
    for number, at, term in book.conn.execute(
        "SELECT entity_id, effective_ms, coalesce(reason, '') FROM status_event WHERE entity = 'contract' "
        "AND to_status = 'renewed' ORDER BY entity_id, effective_ms, id"
    ):
        first, parted, _ = term.partition("..")
        if parted:
            before = date.fromisoformat(first) - timedelta(days=1)
            renewed.setdefault(number, []).append((at <= now, before.isoformat()))
    found = []
    for number, account, first, last, closed in book.conn.execute(
        "SELECT id, account_id, since, until, closed_on FROM contract WHERE every IS NOT NULL AND since IS NOT NULL "
        "AND status <> 'draft' AND signed_ms <= ? ORDER BY id",
        (now,),
    ):
        ends = renewed.get(number, [])
        until = next((day for is_seen, day in ends if not is_seen), last)
        found.append(_Contract(account, first, until, closed, tuple(day for is_seen, day in ends if is_seen)))
    return found


_ORDERS = """
SELECT id, account_id, deal_id, confirmed_ms, iif(base_currency = :base, base_net_minor, net_minor) AS minor,
  iif(base_currency = :base, base_currency, currency) AS currency
FROM sales_order WHERE confirmed_ms <= :now AND NOT (status = 'cancelled' AND closed_ms <= :now)
"""
"""At the rate that the order was confirmed with."""
_SENT_BACK = """
WITH back AS (SELECT r.order_line_id AS line, sum(r.quantity) AS quantity FROM goods_return g
  JOIN goods_return_line r ON r.return_id = g.id WHERE g.reopens = 0 AND g.created_ms <= :now GROUP BY 1)
SELECT l.order_id FROM sales_order_line l LEFT JOIN back ON back.line = l.id
WHERE l.order_id IN (SELECT o.order_id FROM back JOIN sales_order_line o ON o.id = back.line)
GROUP BY l.order_id HAVING min(coalesce(back.quantity, 0) >= coalesce(l.quantity - l.released, 1 << 62)) = 1
"""
"""Orders of which everything came back for good."""
