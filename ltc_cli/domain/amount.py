"""What a document comes to: lines, discounts and tax, worked out once and in one place. Pure; nothing here is a float.

A line's amount is rounded half up. A discount on the whole document is shared over its lines by largest remainder. Tax
is worked out once per rate and document, half up, and shared over the lines of that rate by largest remainder, so that
every total equals the lines above it (the rule of EN 16931: per category of tax, not per line).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ltc_cli.errors import BadUsage
from ltc_cli.money import mul_div_half_up
from ltc_cli.quantity import UNIT

_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?) ?%?", re.ASCII)


class Item(NamedTuple):
    """A line as it is worked out."""

    quantity: int | None
    """Millionths; None: open, which comes to nothing yet."""
    price_minor: int
    """Of one unit."""
    discount_ppm: int
    tax_ppm: int


class Part(NamedTuple):
    """What a line comes to."""

    amount: int
    """Quantity × price less the line's discount, with or without tax as prices are given."""
    net: int
    """After the document's discount, without tax."""
    tax: int
    """Its share of the document's tax."""


class TaxSum(NamedTuple):
    """What a document comes to at one rate of tax."""

    tax_ppm: int
    net: int
    tax: int


class Sums(NamedTuple):
    """What a document comes to."""

    parts: tuple[Part, ...]
    discount: int
    """Off the whole document."""
    net: int
    tax: int
    total: int
    taxes: tuple[TaxSum, ...]
    """By rate, the highest first."""


def work_out(
    items: Sequence[Item], *, gross: bool, discount_ppm: int | None = None, discount_minor: int | None = None
) -> Sums:
    """The sums of a document; with `gross`, prices include the tax.

    A discount is never more than the lines that are above zero.
    """
    amounts = [amount(item) for item in items]
    positive = [max(0, each) for each in amounts]
    whole = sum(positive)
    discount = discount_minor or 0
    if discount_ppm:
        discount = mul_div_half_up(max(0, sum(amounts)), discount_ppm, UNIT)
    discount = min(discount, whole)
    shares = apportion(discount, [discount * each for each in positive], whole) if discount else [0] * len(items)
    after = [each - part for each, part in zip(amounts, shares, strict=True)]
    parts = [Part(each, each, 0) for each in amounts]
    taxes = []
    for rate in sorted({item.tax_ppm for item in items}, reverse=True):
        places = [place for place, item in enumerate(items) if item.tax_ppm == rate]
        base = sum(after[place] for place in places)
        denominator = UNIT + rate if gross else UNIT
        tax = mul_div_half_up(base, rate, denominator)
        for place, part in zip(
            places, apportion(tax, [after[place] * rate for place in places], denominator), strict=True
        ):
            net = after[place] - part if gross else after[place]
            parts[place] = Part(amounts[place], net, part)
        taxes.append(TaxSum(rate, base - tax if gross else base, tax))
    net, tax = sum(each.net for each in taxes), sum(each.tax for each in taxes)
    return Sums(tuple(parts), discount, net, tax, net + tax, tuple(taxes))


def amount(item: Item) -> int:
    """Quantity × price less the line's discount, half up; an open line comes to 0."""
    if item.quantity is None:
        return 0
    return mul_div_half_up(item.price_minor * item.quantity, UNIT - item.discount_ppm, UNIT * UNIT)


def apportion(total: int, numerators: Sequence[int], denominator: int) -> list[int]:
    """Whole parts that add up to the total, each less than one from its exact share; ties go to the earlier.

    The exact shares are the numerators over the denominator, of either sign; the total is their sum, rounded.
    """
    parts = [each // denominator for each in numerators]
    order = sorted(range(len(parts)), key=lambda place: (-(numerators[place] % denominator), place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts


def split(total: int, part: int, whole: int, before: int = 0) -> int:
    """The share of `total` that falls to `part` of `whole` units, when `before` of them had theirs already.

    Cumulative: however the whole is cut into parts, their shares add up to the total.
    """
    upto = mul_div_half_up(total, before + part, whole)
    return upto - mul_div_half_up(total, before, whole) if before else upto


def rate_ppm(text: str, what: str = "a rate") -> int:
    """Read a percentage between 0 and 100: "19%", "8.875"; raises `BadUsage`."""
    match = _PERCENT.fullmatch(text.strip())
    if match is None:
        raise BadUsage(f"{text!r} is not {what}.", "Write a percentage, such as 19%.")
    whole, _, fraction = match[1].partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) > 4:
        raise BadUsage(f"{text!r} has more than four decimals.", "Round it first.")
    value = int(whole) * 10_000 + int((fraction or "0").ljust(4, "0"))
    if value > UNIT:
        raise BadUsage(f"{what} is at most 100 %, not {text!r}.")
    return value


def percent(ppm: int) -> str:
    """A rate as a percentage without its sign: "19", "8.875"."""
    whole, rest = divmod(ppm, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".") if rest else str(whole)
