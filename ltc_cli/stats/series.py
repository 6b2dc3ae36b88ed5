"""A figure over time: what is signal and what is noise, trailing means, growth (metrics A9, F14)."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

ENOUGH = 8
"""Below this many periods nothing is called a signal; as many in a row on one side of the mean are one."""

Signal = Literal["outside", "run"]


class Limits(NamedTuple):
    """What a figure varies between for no particular reason, in its own unit."""

    mean: float
    moving_range: float
    """The mean change from one period to the next, either way."""
    lower: float
    upper: float
    range_upper: float
    """How much the figure changes from one period to the next for no particular reason."""


def xmr_limits(values: Sequence[float], fewest: int = ENOUGH) -> Limits | None:
    """The limits of an XmR chart (individuals and moving range); None below `fewest` periods or two.

    Mean ± 2.66 · mean moving range; for the moving range itself 3.268 · its mean.

    Source: Wheeler 2000, Understanding Variation; 2.66 = 3 ÷ 1.128 and 3.268 are the standard constants of pairs.
    """
    if len(values) < max(fewest, 2):
        return None
    mean = sum(values) / len(values)
    moving = sum(abs(after - before) for before, after in pairwise(values)) / (len(values) - 1)
    return Limits(mean, moving, mean - 2.66 * moving, mean + 2.66 * moving, 3.268 * moving)


def signals(values: Sequence[float], limits: Limits | None, run: int = ENOUGH) -> list[Signal | None]:
    """What each of the values in turn says: outside the limits, the `run`-th or later in a row on one side, or None.

    The limits are those of earlier periods, so a new value comes after them: `signals([*earlier, new], limits)[-1]`.
    Without limits nothing is a signal. A value on the mean ends a row.
    """
    if limits is None:
        return [None] * len(values)
    slack = 1e-9 * (abs(limits.mean) + limits.moving_range)  # a mean of equal values may miss them by rounding
    found: list[Signal | None] = []
    row = side = 0
    for value in values:
        now = (value > limits.mean + slack) - (value < limits.mean - slack)
        row = row + 1 if now and now == side else abs(now)
        side = now
        outside = value > limits.upper + slack or value < limits.lower - slack
        found.append("outside" if outside else "run" if row >= run else None)
    return found


def trailing_means(values: Sequence[float], periods: int) -> list[float | None]:
    """The mean of each value and those before it, of so many periods; None where there are fewer.

    Raises `ValueError` for fewer than one period.
    """
    if periods < 1:
        raise ValueError(f"a mean of {periods} periods")
    return [None if end < periods else sum(values[end - periods : end]) / periods for end in range(1, len(values) + 1)]


def growth(now: float, before: float) -> float | None:
    """The change against a base as a ratio: 0.15 is fifteen percent more; None against zero or less."""
    return (now - before) / before if before > 0 else None


def compound_growth(first: float, last: float, periods: int) -> float | None:
    """The ratio by which a figure grew in each of so many periods; None from zero or less, to less, or over none."""
    if first <= 0 or last < 0 or periods < 1:
        return None
    return float((last / first) ** (1 / periods)) - 1
