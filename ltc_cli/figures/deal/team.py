"""The size of deals, and what each of the team wins (metric dictionary F8, F15)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ltc_cli.book import Book
from ltc_cli.clock import local_date
from ltc_cli.domain import deal, query
from ltc_cli.domain.noun import ref
from ltc_cli.figures.cost.spend import spent, within
from ltc_cli.figures.deal.closed import Closed, closed
from ltc_cli.figures.dimension import UNKNOWN, dimensions
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import FEW, Ask, end_day, rate, rate_status, report, span_words
from ltc_cli.money import Money, mul_div_half_up, words
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.words import say

_MONTH_DAYS = (4 * 365 + 1, 48)
"""Days in so many months, leap years among them: an active month is 30.4375 days."""


def dealsize(book: Book, asked: Ask) -> Report:
    """Mean, median and total of what was won, by the day it was."""
    rates = Rates(book)
    by = dimensions(book, deal.SOURCE, asked.by, "deal.closed_ms")
    groups: dict[tuple[str, ...], list[Closed]] = {}
    won = [each for each in closed(book, asked, by, rates) if each.kind == "won"]
    for each in won:
        groups.setdefault(each.key, []).append(each)
    by_time = any(dimension.by_time for dimension in by)
    ordered = sorted(groups) if by_time else sorted(groups, key=lambda key: (-len(groups[key]), key))
    whole = _sizes(won)
    rows = [(*key, *_sizes(groups[key])) for key in ordered] if by else [whole]
    names = ("won", "valued", "mean", "median", "amount")
    kinds = ("count", "count", "money", "money", "money")
    return report(
        book,
        asked,
        (
            *(dimension.column for dimension in by),
            *(Column(name, kind, shown=name != "valued") for name, kind in zip(names, kinds, strict=True)),
        ),
        rows,
        dict(zip(names, whole, strict=True)),
        excluded={"unvalued": sum(not each.valued for each in won), **rates.missing},
        status="partial" if rates.missing else rate_status(whole[1]),
        title=" · ".join(filter(None, (say("Deal size"), span_words(asked)))),
        notes=_few(book, won),
    )


def _few(book: Book, won: Sequence[Closed]) -> list[str]:
    """Under five amounts are told one by one: their mean says more than is known (F8, G6)."""
    amounts = sorted(each.minor for each in won if each.minor is not None)
    if not 0 < len(amounts) < FEW:
        return []
    told = ", ".join(words(Money(minor, book.process.currency or "")) for minor in amounts)
    return [say("Too few for a mean: {amounts}.", amounts=told)]


def dealsize_rows(book: Book, asked: Ask) -> Listing:
    """The deals won in the period."""
    return _listing(book, [each for each in closed(book, asked, [], Rates(book)) if each.kind == "won"])


def team(book: Book, asked: Ask) -> Report:
    """A row an owner: won and lost, the rate against that of all, and what was won in an active month."""
    rates = Rates(book)
    found = closed(book, asked, [], rates)
    skipped = book.process.not_counted()
    counted = [each for each in found if not (each.kind == "lost" and each.reason in skipped)]
    won = sum(each.kind == "won" for each in counted)
    whole = rate(won, len(counted))
    owners: dict[str, list[Closed]] = {}
    for each in counted:
        owners.setdefault(each.owner or UNKNOWN, []).append(each)
    opened, days = _open(book, asked), _days(book, asked, owners)
    rows = []
    for name in sorted({*owners, *opened}):
        mine = owners.get(name, [])
        wins = [each for each in mine if each.kind == "won"]
        amount = sum(each.minor or 0 for each in wins)
        share = rate(len(wins), len(mine))
        rows.append(
            (name, len(wins), len(mine) - len(wins), len(mine), *share, _verdict(share, whole[0], len(mine)), amount,
             _months(days.get(name)), _a_month(amount, days.get(name)), _wins_a_month(len(wins), days.get(name)),
             opened.get(name, 0))
        )  # fmt: skip
    rows.sort(key=lambda row: (-row[8], row[0]))
    totals = {
        "won": won, "lost": len(counted) - won, "decided": len(counted), "rate": whole[0], "ci_low": whole[1],
        "ci_high": whole[2], "amount": sum(row[8] for row in rows), "open": sum(opened.values()),
        **_cost(book, asked, rates, won, sum(row[8] for row in rows)),
    }  # fmt: skip
    return report(
        book,
        asked,
        _columns(),
        rows,
        totals,
        total_kinds={"sales_cost": "money", "cost_a_win": "money", "cost_ratio": "ratio"},
        excluded={"reason_not_counted": len(found) - len(counted), **rates.missing},
        status="partial" if rates.missing else rate_status(len(counted)),
        title=" · ".join(filter(None, (say("Team"), span_words(asked)))),
        notes=[say("Above or below: the interval of an owner's rate leaves out that of all.")],
    )._replace(rates=(Rate("rate", "ci_low", "ci_high", "won", "decided"),))


def team_rows(book: Book, asked: Ask) -> Listing:
    """The deals decided in the period, each with its owner."""
    return _listing(book, closed(book, asked, [], Rates(book)))


def _cost(book: Book, asked: Ask, rates: Rates, won: int, amount: int) -> dict[str, Any]:
    """What selling took: all of it, of a won deal, and of what was won; not known where no cost is recorded (F15)."""
    days = within(book, (asked.period.since, asked.period.until))
    parts = [each.minor for each in spent(book, rates, days) if each.function == "sales"] if not asked.where else []
    cost = sum(parts) if parts else None
    return {
        "sales_cost": cost,
        "cost_a_win": mul_div_half_up(cost, 1, won) if cost is not None and won else None,
        "cost_ratio": cost / amount if cost is not None and amount > 0 else None,
    }


def _columns() -> tuple[Column, ...]:
    return (
        Column("owner"), Column("won", "count"), Column("lost", "count"), Column("decided", "count", shown=False),
        Column("rate", "ratio"), Column("ci_low", "ratio"), Column("ci_high", "ratio"), Column("verdict"),
        Column("amount", "money"), Column("active_months", "number", shown=False),
        Column("amount_a_month", "money", label="a month"), Column("won_a_month", "number", shown=False),
        Column("open", "count"),
    )  # fmt: skip


def _listing(book: Book, found: Sequence[Closed]) -> Listing:
    columns = (
        Column("ref", "ref"), Column("outcome"), Column("closed", "instant"), Column("owner"),
        Column("amount", "money"), Column("currency", shown=False),
    )  # fmt: skip
    rows = [(ref("deal", each.id), each.kind, each.at, each.owner, each.minor, book.process.currency) for each in found]
    return Listing("decided_deal", columns, rows)


def _sizes(won: Sequence[Closed]) -> tuple[Any, ...]:
    """Of the deals with an amount: how many, mean and median rounded half up, and all of it."""
    amounts = sorted(each.minor for each in won if each.minor is not None)
    if not amounts:
        return len(won), 0, None, None, 0
    middle = amounts[(len(amounts) - 1) // 2] + amounts[len(amounts) // 2]
    mean = mul_div_half_up(sum(amounts), 1, len(amounts))
    return len(won), len(amounts), mean, mul_div_half_up(middle, 1, 2), sum(amounts)


def _verdict(share: tuple[float | None, ...], all_of_them: float | None, decided: int) -> str | None:
    """Against the rate of all; None for too few to say (metric dictionary F15)."""
    _, low, high = share
    if decided < FEW or low is None or high is None or all_of_them is None:
        return None
    return "above" if low > all_of_them else "below" if high < all_of_them else "within"


def _open(book: Book, asked: Ask) -> dict[str, int]:
    """Open deals by owner at the end the report sees."""
    known = query.fields(book, deal.SOURCE)
    still = [query.Condition(f"{known['status'].sql} = 'open'"), query.Condition("deal.is_test IS NOT 1")]
    what = f"{known['owner'].sql}, count(*)"
    statement, values = query.select(book, deal.SOURCE, what, still, asked.where)
    return {owner or UNKNOWN: n for owner, n in book.conn.execute(f"{statement} GROUP BY 1", values)}


def _days(book: Book, asked: Ask, owners: dict[str, list[Closed]]) -> dict[str, int]:
    """How many days of the period each owner was active; without one, since their first deal."""
    last = min(asked.period.until or date.max, date.fromisoformat(end_day(book)))
    found = {}
    for name, since, until in book.conn.execute("SELECT name, active_since, active_until FROM member"):
        mine = owners.get(name, [])
        known = [each.created for each in mine if each.created is not None]
        begun = local_date(min(known), book.clock.tz) if known else None
        first = asked.period.since or (date.fromisoformat(since) if since else begun)
        if first is None:
            continue
        first = max(first, date.fromisoformat(since)) if since else first
        end = min(last, date.fromisoformat(until)) if until else last
        found[name] = max(0, (end - first).days + 1)
    return found


def _months(days: int | None) -> float | None:
    return None if days is None else round(days * _MONTH_DAYS[1] / _MONTH_DAYS[0], 2)


def _a_month(amount: int, days: int | None) -> int | None:
    return mul_div_half_up(amount, _MONTH_DAYS[0], _MONTH_DAYS[1] * days) if days else None


def _wins_a_month(wins: int, days: int | None) -> float | None:
    return round(wins * _MONTH_DAYS[0] / (_MONTH_DAYS[1] * days), 2) if days else None
