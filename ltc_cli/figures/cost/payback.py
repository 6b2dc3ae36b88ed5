"""Customers as those of a channel, wholly or in part, and when what winning them cost is back (L6, L7, C5)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from ltc_cli.figures.cost.acquired import LONGEST, YEAR, Customer, Values
from ltc_cli.figures.cost.spend import known_first
from ltc_cli.money import share


class Held(NamedTuple):
    """A customer, or the part of one that is a channel's."""

    customer: Customer
    channel: int | None
    parts: Mapping[int | None, int | Fraction]
    """Of all its channels; they add up to 1."""

    @property
    def account(self) -> int:
        """Whose it is."""
        return self.customer.account

    @property
    def part(self) -> int | Fraction:
        """What of the customer is the channel's."""
        return self.parts[self.channel]

    def own(self, minor: int) -> int:
        """The channel's part of an amount of the customer: those of all channels add up to it."""
        if len(self.parts) == 1:
            return minor
        channels = sorted(self.parts, key=known_first)
        return share(minor, weights([self.parts[each] for each in channels]))[channels.index(self.channel)]


def weights(parts: Sequence[int | Fraction]) -> list[int]:
    """Parts in whole numbers, in proportion."""
    common = lcm(*(part.denominator for part in parts))
    return [part.numerator * common // part.denominator for part in parts]


def payback(held: Sequence[Held], cost: int, values: Values) -> tuple[float | None, str | None]:
    """Months until a customer brought what winning one cost: seen, or else at the pace so far."""
    ages = {each.account: values.months(each.account) for each in held}
    n = sum(each.part for each in held)
    for month in range(1, min(LONGEST, max(ages.values())) + 1):
        old = [each for each in held if ages[each.account] >= month]
        brought = _brought(values, old, dict.fromkeys(ages, month))
        if brought is None:
            return None, None
        if brought * n >= cost * sum(each.part for each in old):
            return float(month), "seen"
    seen = {account: min(age, YEAR) for account, age in ages.items()}
    aged = [each for each in held if seen[each.account]]
    brought = _brought(values, aged, seen)
    if not aged or brought is None or brought <= 0:
        return None, None
    pace = Fraction(brought) / sum(each.part * seen[each.account] for each in aged)
    return float(Fraction(cost) / n / pace), "at the pace so far"


def _brought(values: Values, held: Sequence[Held], months: Mapping[int, int]) -> int | Fraction | None:
    """What customers brought in so many of their months, less the cost to serve; None where some cost is unknown."""
    brought: int | Fraction = 0
    for each in held:
        count = months[each.account]
        margin = values.margin(each.account, count)
        if margin is None:
            return None
        brought += each.part * (margin - values.served(each.account, count))
    return brought
