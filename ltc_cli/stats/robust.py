"""The middle and the spread of values, not led astray by a few that are far off (metrics A1, E19)."""

import math
from collections.abc import Iterable, Sequence

OUTLYING = 3.5
"""From this modified z on, either way, a value is worth a look."""


def median(values: Iterable[float]) -> float | None:
    """The middle value, or the mean of the two in the middle; None of nothing."""
    return quantile(values, 0.5)


def quantile(values: Iterable[float], share: float) -> float | None:
    """The value that a share (0 to 1) of the values does not exceed, interpolated; None of nothing.

    Raises `ValueError` for a share outside 0 to 1.

    Source: type 7 of Hyndman, Fan 1996, The American Statistician 50:361, as in spreadsheets.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is not a share of 0 to 1")
    ordered = sorted(values)
    if not ordered:
        return None
    below, part = divmod((len(ordered) - 1) * share, 1)
    low, high = ordered[int(below)], ordered[min(int(below) + 1, len(ordered) - 1)]
    return low + (high - low) * part


def mad(values: Sequence[float]) -> float | None:
    """The median distance from the median, in the unit of the values and not scaled; None of nothing.

    Source: Hampel 1974, J. Am. Stat. Assoc. 69:383.
    """
    middle = median(values)
    return None if middle is None else median(abs(value - middle) for value in values)


def modified_z(values: Sequence[float]) -> list[float] | None:
    """How far each value is from the median, in units that are standard deviations where the values are normal.

    None where more than half of the values are the same, or there are none: there is no spread to measure by.

    Source: Iglewicz, Hoaglin 1993, How to Detect and Handle Outliers: 0.6745 · (x − median) ÷ MAD.
    """
    middle, spread = median(values), mad(values)
    if middle is None or not spread:
        return None
    return [0.6745 * (value - middle) / spread for value in values]


def outlying_amounts(amounts: Sequence[int]) -> list[int]:
    """The places of amounts far off the others: by more than `OUTLYING` on the scale of their logarithms.

    Amounts of zero and below have no logarithm and are neither judged nor counted. Where there is no spread to
    measure by, nothing is far off.
    """
    places = [place for place, amount in enumerate(amounts) if amount > 0]
    scores = modified_z([math.log(amounts[place]) for place in places])
    return [place for place, score in zip(places, scores or (), strict=False) if abs(score) > OUTLYING]
