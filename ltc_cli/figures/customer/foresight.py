"""What customers will buy who never say that they leave: BG/NBD and Gamma-Gamma over a file's purchases (C4).

The models answer only where the dictionary trusts them: enough customers, enough of them back, long enough watched,
spending that does not depend on how often, and a prediction of the last third from the first two that came true.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ltc_cli.figures.customer.purchase import Purchase
from ltc_cli.money import exponent
from ltc_cli.stats import lifetime, median
from ltc_cli.words import say

WEEK = 7
MONTHS = 12
"""How far ahead."""
_MONTH = 365.25 / 12 / WEEK
"""In weeks."""
_CUSTOMERS, _BACK, _GAPS = 100, 30, 3
_CORRELATION, _OFF = 0.3, 0.25


class Buyer(NamedTuple):
    """The purchases of one customer, as the models see them."""

    account: int
    past: lifetime.History
    """In weeks."""
    spend: lifetime.Spend
    """In the currency of the business, not in its minor units."""


class Fit(NamedTuple):
    """The fitted models; what could not be fitted or trusted is None, and `why` says so."""

    buyers: list[Buyer]
    buying: lifetime.Buying | None
    spending: lifetime.Spending | None
    correlation: float | None
    predicted: float | None
    """Days with a purchase in the last third, by a model that saw the first two."""
    actual: int | None
    why: str


class Ahead(NamedTuple):
    """What one customer is expected to do in the months ahead."""

    alive: float
    purchases: float
    spend: float
    """On a day with a purchase."""
    value: float
    """All of it, discounted."""


def fit(bought: Iterable[Purchase], end: str, currency: str) -> Fit:
    """The models of all purchases with an amount, up to a day."""
    days = _days(bought, currency)
    last = date.fromisoformat(end).toordinal()
    buyers = _buyers(days, last)
    why = _too_little(buyers, days)
    if why:
        return Fit(buyers, None, None, None, None, None, why)
    buying = lifetime.fit_buying([each.past for each in buyers])
    spends = [each.spend for each in buyers if each.spend.repeats and each.spend.mean > 0]
    correlation = lifetime.correlation([each.repeats for each in spends], [each.mean for each in spends])
    spending = lifetime.fit_spending(spends)
    predicted, actual = _held_out(days, last)
    return Fit(
        buyers, buying, spending, correlation, predicted, actual,
        _doubt(buying, spending, correlation, predicted, actual),
    )  # fmt: skip


def ahead(found: Fit, margin: float, discount: float) -> dict[int, Ahead]:
    """By account, what each is expected to do in a year; empty where the models are not to be trusted.

    `margin` is the share of what is spent, `discount` of a year.
    """
    buying, spending = found.buying, found.spending
    if found.why or buying is None or spending is None:
        return {}
    monthly = (1 + discount) ** (1 / MONTHS) - 1
    worth: dict[lifetime.History, tuple[float, float, float]] = {}
    told = {}
    for each in found.buyers:
        if each.past not in worth:
            worth[each.past] = (
                lifetime.alive(buying, each.past),
                lifetime.expected_purchases(buying, each.past, MONTHS * _MONTH),
                lifetime.expected_value(buying, each.past, 1.0, monthly, MONTHS, _MONTH),
            )
        alive, purchases, value = worth[each.past]
        spend = lifetime.expected_spend(spending, each.spend) or 0.0
        told[each.account] = Ahead(alive, purchases, spend, value * spend * margin)
    return told


def _days(bought: Iterable[Purchase], currency: str) -> dict[int, dict[int, float]]:
    """By account and day, what was bought: several purchases on one day are one."""
    unit = 10 ** exponent(currency) if currency else 1
    days: dict[int, dict[int, float]] = {}
    for each in bought:
        if each.minor is not None:
            of_account = days.setdefault(each.account, {})
            day = date.fromisoformat(each.day).toordinal()
            of_account[day] = of_account.get(day, 0) + each.minor
    return {account: {day: minor / unit for day, minor in of.items()} for account, of in days.items()}


def _buyers(days: Mapping[int, Mapping[int, float]], end: int) -> list[Buyer]:
    found = []
    for account, amounts in days.items():
        seen = {day: amount for day, amount in amounts.items() if day <= end}
        if seen:
            past = lifetime.history(seen, end, WEEK)
            later = [amount for day, amount in seen.items() if day > min(seen)]
            found.append(Buyer(account, past, lifetime.Spend(past.repeats, sum(later) / len(later) if later else 0.0)))
    return found


def _too_little(buyers: Sequence[Buyer], days: Mapping[int, Mapping[int, float]]) -> str:
    back = sum(each.past.repeats > 0 for each in buyers)
    if len(buyers) < _CUSTOMERS or back < _BACK:
        return say(
            "The model needs {n} customers of whom {m} came back: there are {k} and {l}.",
            n=_CUSTOMERS, m=_BACK, k=len(buyers), l=back,
        )  # fmt: skip
    gaps = [later - earlier for amounts in days.values() for earlier, later in pairwise(sorted(amounts))]
    span, gap = max(each.past.age for each in buyers) * WEEK, median(gaps) or 0
    if span < _GAPS * gap:
        return say("The model needs three times the usual time between purchases, {n} days.", n=round(_GAPS * gap))
    return ""


def _held_out(days: Mapping[int, Mapping[int, float]], end: int) -> tuple[float | None, int | None]:
    """What the first two thirds say of the last, and what it was."""
    first = min(min(amounts) for amounts in days.values())
    then = first + (end - first) * 2 // 3
    known = _buyers(days, then)
    model = lifetime.fit_buying([each.past for each in known])
    if model is None:
        return None, None
    predicted: dict[lifetime.History, float] = {}
    for each in known:
        if each.past not in predicted:
            predicted[each.past] = lifetime.expected_purchases(model, each.past, (end - then) / WEEK)
    actual = sum(then < day <= end for each in known for day in days[each.account])
    return sum(predicted[each.past] for each in known), actual


def _doubt(
    buying: lifetime.Buying | None,
    spending: lifetime.Spending | None,
    correlation: float | None,
    predicted: float | None,
    actual: int | None,
) -> str:
    if buying is None or spending is None:
        return say("The model does not fit these purchases.")
    if correlation is not None and abs(correlation) > _CORRELATION:
        return say(
            "Do not use it: who buys often spends otherwise than the others (correlation {r}).", r=f"{correlation:.2f}"
        )
    if not predicted or not actual or abs(predicted - actual) > _OFF * actual:
        return say(
            "Do not use it: of the last third of the time it would have said {n} purchases, and there were {m}.",
            n=round(predicted or 0), m=actual or 0,
        )  # fmt: skip
    return ""
