"""Deals closed in a period, with what they were worth on that day (metric dictionary G4, G9)."""

from collections.abc import Sequence
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import local_day
from ltc_cli.domain import deal, query
from ltc_cli.domain.outcome import outcomes
from ltc_cli.figures.dimension import Dimension
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import Ask


class Closed(NamedTuple):
    """A deal that was last closed in the period."""

    id: int
    key: tuple[str, ...]
    """Of its dimensions."""
    kind: str
    """won or lost."""
    created: int | None
    """None: nobody said when it began."""
    at: int
    minor: int | None
    """In the currency of the business at the rate of the day; None without an amount, or without a rate."""
    valued: bool
    """Whether it has an amount at all."""
    reason: str | None
    owner: str | None


def closed(book: Book, asked: Ask, by: Sequence[Dimension], rates: Rates) -> list[Closed]:
    """The deals won and lost in the period, tests left out, in the order of their ids."""
    first, last = asked.period.bounds(book.clock.tz)
    ends = {
        number: end
        for number, end in outcomes(book).items()
        if end.kind in ("won", "lost") and (first is None or end.at_ms >= first) and (last is None or end.at_ms < last)
    }
    known = query.fields(book, deal.SOURCE)
    names = ("amount", "currency", "reason", "owner")
    raws = "".join(f", {sql}" for sql in (*(known[name].sql for name in names), *(each.sql for each in by)))
    real = [query.Condition("deal.is_test IS NOT 1")]
    if first is not None or last is not None:  # else nearly all deals are: a scan is the shorter way
        real.append(query.Condition("deal.id IN (SELECT value FROM json_each(?))", (f"{list(ends)}",)))
    found = []
    for number, created, minor, currency, reason, owner, *raw in book.conn.execute(
        *query.select(
            book, deal.SOURCE, f"deal.id, iif(deal.date_is_import IS 1, NULL, deal.created_ms){raws}", real, asked.where
        )
    ):
        if number not in ends:
            continue
        kind, at = ends[number]
        day = local_day(at, book.clock.tz)
        worth = None if minor is None else rates(minor, currency, day)
        key = tuple(dimension.say(value) for dimension, value in zip(by, raw, strict=True))
        found.append(Closed(number, key, kind, created, at, worth, minor is not None, reason, owner))
    return sorted(found, key=lambda each: each.id)
