"""What was spent in a span of days: each cost spread evenly over its own (metric dictionary L5a).

Shares of days are cumulative, rounded half up: however a cost is cut into months or quarters, the parts add up to it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import cost, query
from ltc_cli.domain.amount import split
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import end_day
from ltc_cli.money import share

UNALLOCATED = -1
"""Stands for the channel of a shared cost that nothing drives."""
ACQUISITION = ("marketing", "sales")
"""Functions that win customers."""


class Spent(NamedTuple):
    """What a cost comes to in a span, without tax, in the currency of the business."""

    id: int
    name: str
    function: str
    line: str | None
    minor: int
    quantity: int | None
    """Of what was bought, in millionths."""
    channel: int | None
    """Whose own cost it is: that of the channel, or of the campaign's."""
    account: int | None
    """Whom it served."""
    driver: str | None
    shares: Mapping[int, int]
    """Channel → ppm, where shares are named."""
    raw: tuple[Any, ...]
    """Of the dimensions asked for."""


class Allocated(NamedTuple):
    """The costs of one function by channel; None is the unknown one, UNALLOCATED none."""

    direct: dict[int | None, int]
    all: dict[int | None, int]


def within(book: Book, span: tuple[date | None, date | None]) -> tuple[str, str]:
    """The first and the last day of a span, as the report sees it: days to come are not spent yet."""
    first, last = span
    end = end_day(book)
    return first.isoformat() if first else "", min(last.isoformat(), end) if last else end


def spent(
    book: Book, rates: Rates, days: tuple[str, str], *, where: str | None = None, raws: Sequence[str] = ()
) -> list[Spent]:
    """What each cost comes to between two days, both included; each at the rate of its first day."""
    overlap = [query.Condition("cost.since <= ?", (days[1],)), query.Condition("cost.until >= ?", (days[0],))]
    what = (
        "cost.id, cost.name, cost.function, cost.line, cost.amount_minor, cost.currency, cost.since, cost.until, "
        "cost.quantity, coalesce(cost.channel_id, (SELECT c.channel_id FROM campaign c WHERE c.id = cost.campaign_id))"
        ", cost.account_id, cost.driver, cost.shares"
    )
    source = cost.SOURCE._replace(born="")  # its days say whether it is seen
    statement, values = query.select(book, source, ", ".join((what, *raws)), overlap, where)
    found = []
    for number, name, function, line, minor, currency, since, until, quantity, *rest in book.conn.execute(
        f"{statement} ORDER BY cost.id", values
    ):
        base = rates(minor, currency, since)
        if base is None:
            continue
        before, part, whole = _days(since, until, days)
        channel, account, driver, shares, *raw = rest
        named = {int(key): ppm for key, ppm in json.loads(shares).items()} if shares else {}
        bought = None if quantity is None else split(quantity, part, whole, before)
        found.append(
            Spent(number, name, function, line, split(base, part, whole, before), bought, channel, account, driver,
                  named, tuple(raw))
        )  # fmt: skip
    return found


def prorated(total: int, since: str, until: str, days: tuple[str, str]) -> int:
    """The part of a total, spread evenly over its days, that falls between two days."""
    before, part, whole = _days(since, until, days)
    return split(total, part, whole, before)


class Serving(NamedTuple):
    """A cost of serving one customer, in the currency of the business."""

    minor: int
    since: str
    until: str

    def upto(self, day: str) -> int:
        """What of it is spent at the end of a day."""
        return prorated(self.minor, self.since, self.until, ("", day)) if self.since <= day else 0


def serving(book: Book, rates: Rates) -> dict[int, list[Serving]]:
    """What serving each customer costs, by account; each cost at the rate of its first day."""
    found: dict[int, list[Serving]] = {}
    for account, minor, currency, first, last in book.conn.execute(
        "SELECT account_id, amount_minor, currency, since, until FROM cost "
        "WHERE account_id IS NOT NULL AND since <= ? ORDER BY id",
        (end_day(book),),
    ):
        base = rates(minor, currency, first)
        if base is not None:
            found.setdefault(account, []).append(Serving(base, first, last))
    return found


def by_channel(costs: Iterable[Spent], function: str, drivers: Mapping[str, Mapping[int | None, int]]) -> Allocated:
    """The costs of a function by channel: each one's own, and what is shared by what drives it (L5b).

    Parts of a shared cost add up to it, by largest remainder, ties to the older channel, the unknown one last.
    """
    direct: dict[int | None, int] = {}
    pools: dict[tuple[tuple[int | None, int], ...], int] = {}
    for each in costs:
        if each.function != function or each.account is not None:
            continue
        if each.channel is not None:
            direct[each.channel] = direct.get(each.channel, 0) + each.minor
        else:
            weights = each.shares or drivers[each.driver or cost.USUAL_DRIVER[function]]
            key = tuple(sorted(weights.items(), key=lambda item: known_first(item[0])))
            pools[key] = pools.get(key, 0) + each.minor
    whole = dict(direct)
    for pool, minor in pools.items():
        if not sum(weight for _, weight in pool):
            whole[UNALLOCATED] = whole.get(UNALLOCATED, 0) + minor
            continue
        for (channel, _), part in zip(pool, share(minor, [weight for _, weight in pool]), strict=True):
            whole[channel] = whole.get(channel, 0) + part
    return Allocated(direct, whole)


def known_first(channel: int | None) -> tuple[bool, int]:
    """The order of channels: by age, the unknown one last."""
    return channel is None, channel or 0


def _days(since: str, until: str, days: tuple[str, str]) -> tuple[int, int, int]:
    """Of a cost's days: how many lie before the span, how many in it, and how many there are."""
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    begin = max(first, date.fromisoformat(days[0])) if days[0] else first
    end = min(last, date.fromisoformat(days[1]))
    return (begin - first).days, (end - begin).days + 1, (last - first).days + 1
