"""A rate for people, told as its cases allow (metrics.md G6)."""

from typing import NamedTuple

from ltc_cli.words import say

FEW = 5
"""Below this many cases a percentage says more than is known."""
LOW = 30
"""Below this many cases a percentage is a hint."""
NONE = "–"
_INTERVAL = 12


class Counted(NamedTuple):
    """A rate with its interval (ratios) and its cases; None is what is not known."""

    value: float | None
    low: float | None
    high: float | None
    k: float | None
    n: float | None


def told(rate: Counted, digits: int = 1) -> str:
    """The rate as "15.0% (7.1–29.1)*", where the star stands for few cases; under five as "1 of 4".

    Ends in a star or a blank, so that a column of them lines up at its right edge.
    """
    if rate.n is not None and 0 < rate.n < FEW and rate.k is not None:
        return say("{k} of {n}", k=_cases(rate.k), n=_cases(rate.n)) + " "
    if rate.value is None:
        return NONE + " "
    text = f"{rate.value * 100:.{digits}f}%"
    if rate.low is not None and rate.high is not None:
        interval = f"({rate.low * 100:.{digits}f}–{rate.high * 100:.{digits}f})"
        text += f" {interval:>{_INTERVAL - 4 * (1 - digits)}}"
    return text + ("*" if is_low(rate) else " ")


def _cases(number: float) -> str:
    """Of cases that were shared out there are parts."""
    return f"{number:,}" if isinstance(number, int) else f"{number:.1f}"


def is_low(rate: Counted) -> bool:
    """Whether the rate is told with a star: few cases, yet more than are told one by one."""
    return rate.value is not None and rate.n is not None and (1 if rate.k is None else FEW) <= rate.n < LOW
