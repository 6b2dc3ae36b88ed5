"""Quantities: exact decimals of at most six places, kept as millionths of a unit. No float comes near them."""

import re

from ltc_cli.errors import BadUsage

UNIT = 1_000_000
"""A quantity of one; also a rate of 100 %, which is kept in millionths too."""
_QUANTITY = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]+)?", re.ASCII)


def parse(text: str, what: str = "a quantity") -> int:
    """Read an exact decimal of at most six places, above zero; raises `BadUsage`."""
    cleaned = text.strip()
    if not _QUANTITY.fullmatch(cleaned):
        raise BadUsage(f"{text!r} is not {what}.", "Write a plain number, such as 3 or 3.5.")
    whole, _, fraction = cleaned.lstrip("+").partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) > 6:
        raise BadUsage(f"{text!r} has more than six decimals.", "Round it first.")
    value = int(whole) * UNIT + (int(fraction.ljust(6, "0")) if not whole.startswith("-") else 0)
    if value <= 0:
        raise BadUsage(f"{what} is above zero, not {text!r}.")
    return value


def plain(value: int) -> str:
    """A quantity as an exact decimal: "3.5"."""
    whole, rest = divmod(abs(value), UNIT)
    fraction = f".{rest:06d}".rstrip("0").rstrip(".") if rest else ""
    return f"{'-' if value < 0 else ''}{whole}{fraction}"
