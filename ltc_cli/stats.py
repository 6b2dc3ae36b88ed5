"""Statistics for small businesses' small numbers, from the standard library alone.

Pure functions of numbers: intervals and tests of proportions (metrics G6), durations with records that are
still open (F5, F6), quantiles. What cannot be computed is None, never 0, NaN or infinity.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

Interval = tuple[float, float]

_SLACK = 1e-12
"""Sums of floats that should reach a share exactly may miss it by less than this."""


class Step(NamedTuple):
    """A time at which something ended, and the survival from then on."""

    time: float
    at_risk: int
    ended: int
    survival: float
    greenwood: float
    """The sum in Greenwood's variance of the survival: of ended ÷ (at risk · (at risk − ended))."""


class Rise(NamedTuple):
    """A time at which some records ended in one way, and the share of all that had by then."""

    time: float
    share: float


def wilson(k: int, n: int, confidence: float = 0.95) -> Interval | None:
    """Wilson's score interval of the proportion k/n; None for n = 0.

    Source: Wilson 1927; recommended for small n by Brown, Cai, DasGupta 2001, Statistical Science 16:101.
    """
    if n == 0:
        return None
    z = _z(confidence)
    centre = (k + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(k * (n - k) / n + z * z / 4)
    # at the ends the interval touches 0 and 1 exactly, which rounding would miss
    return (0.0 if k == 0 else centre - half), (1.0 if k == n else centre + half)


def newcombe(k1: int, n1: int, k2: int, n2: int, confidence: float = 0.95) -> Interval | None:
    """The interval of the difference k1/n1 − k2/n2 from the two score intervals; None when a group is empty.

    Source: Newcombe 1998, Statistics in Medicine 17:873, method 10 (hybrid score, uncorrected).
    """
    first, second = wilson(k1, n1, confidence), wilson(k2, n2, confidence)
    if first is None or second is None:
        return None
    p1, p2 = k1 / n1, k2 / n2
    low = p1 - p2 - math.hypot(p1 - first[0], second[1] - p2)
    high = p1 - p2 + math.hypot(first[1] - p1, p2 - second[0])
    return low, high


def two_proportion_p(k1: int, n1: int, k2: int, n2: int) -> float | None:
    """The two-sided p-value of two proportions being the same, by the pooled z test.

    None when a group is empty. Two groups that are both all or both none differ by nothing: 1.
    """
    if n1 == 0 or n2 == 0:
        return None
    pooled = (k1 + k2) / (n1 + n2)
    error = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return 1.0 if error == 0 else math.erfc(abs(k1 / n1 - k2 / n2) / error / math.sqrt(2))


def benjamini_hochberg(pvalues: Sequence[float]) -> list[float]:
    """The p-values adjusted for their number, in the order given.

    Calling those at most q significant keeps the false discovery rate at q.

    Source: Benjamini, Hochberg 1995, J. R. Stat. Soc. B 57:289.
    """
    count = len(pvalues)
    adjusted = [1.0] * count
    smallest = 1.0
    for rank, index in enumerate(sorted(range(count), key=lambda i: -pvalues[i])):
        smallest = min(smallest, pvalues[index] * count / (count - rank))
        adjusted[index] = smallest
    return adjusted


def median(values: Iterable[float]) -> float | None:
    """The middle value, or the mean of the two in the middle; None of nothing."""
    return quantile(values, 0.5)


def quantile(values: Iterable[float], share: float) -> float | None:
    """The value that a share (0 to 1) of the values does not exceed, interpolated; None of nothing.

    Source: type 7 of Hyndman, Fan 1996, The American Statistician 50:361, as in spreadsheets.
    """
    ordered = sorted(values)
    if not ordered:
        return None
    below, part = divmod((len(ordered) - 1) * share, 1)
    low, high = ordered[int(below)], ordered[min(int(below) + 1, len(ordered) - 1)]
    return low + (high - low) * part


def kaplan_meier(times: Sequence[float], ended: Sequence[bool]) -> list[Step]:
    """The share that lasts longer than each time, where records with `ended` false are still open (F5).

    Ends at the same time count together; a record last seen open at t is at risk at t. Raises `ValueError`
    for a negative time.

    Source: Kaplan, Meier 1958, J. Am. Stat. Assoc. 53:457; Greenwood 1926 for the variance.
    """
    steps = []
    survival, greenwood = 1.0, 0.0
    for time, at_risk, causes in _risk_table(times, [1 if each else 0 for each in ended]):
        left = at_risk - len(causes)
        survival *= left / at_risk
        greenwood += len(causes) / (at_risk * left) if left else math.inf
        steps.append(Step(time, at_risk, len(causes), survival, greenwood))
    return steps


def km_median(curve: Sequence[Step]) -> float | None:
    """The smallest time by which half have ended; None when that is not reached."""
    return km_quantile(curve, 0.5)


def km_quantile(curve: Sequence[Step], share: float) -> float | None:
    """The smallest time by which a share (0 to 1) has ended; None when that is not reached."""
    return next((step.time for step in curve if step.survival <= 1 - share + _SLACK), None)


def km_interval(
    curve: Sequence[Step], share: float = 0.5, confidence: float = 0.95
) -> tuple[float | None, float | None]:
    """The interval of `km_quantile`, from log(−log) limits of the survival.

    None at an end that is not reached.

    Source: Brookmeyer, Crowley 1982, Biometrics 38:29, with the limits of Kalbfleisch, Prentice 1980.
    """
    z = _z(confidence)
    low: float | None = None
    high: float | None = None
    for step in curve:
        if step.survival <= 0:  # no variance: everything has ended, the upper limit stays where it was
            lower, upper = 0.0, 1.0
        else:
            log = math.log(step.survival)
            width = math.exp(z * math.sqrt(step.greenwood) / abs(log))
            lower, upper = math.exp(log * width), math.exp(log / width)
        if low is None and lower <= 1 - share + _SLACK:
            low = step.time
        if high is None and upper <= 1 - share + _SLACK:
            high = step.time
    return low, high


def restricted_mean(curve: Sequence[Step], horizon: float) -> float:
    """The mean time that a record lasts up to a horizon: the area under the survival from 0 to there."""
    area, before, survival = 0.0, 0.0, 1.0
    for step in curve:
        if step.time >= horizon:
            break
        area += survival * (step.time - before)
        before, survival = step.time, step.survival
    return area + survival * (horizon - before)


def cumulative_incidence(times: Sequence[float], causes: Sequence[int], cause: int) -> list[Rise]:
    """The share that has ended by `cause`, at each time at which any record ended; cause 0 is still open.

    The other causes compete: CIF(t) = Σ S(tᵢ−) · dᵢ ÷ nᵢ (F5). Raises `ValueError` for
    a negative time.

    Source: Satagopan et al. 2004, Br. J. Cancer 91:1229.
    """
    rises = []
    survival, share = 1.0, 0.0
    for time, at_risk, ends in _risk_table(times, causes):
        share += survival * ends.count(cause) / at_risk
        survival *= (at_risk - len(ends)) / at_risk
        rises.append(Rise(time, share))
    return rises


def counted_incidence(ended: Mapping[int, int], still: Mapping[int, int]) -> list[Rise]:
    """`cumulative_incidence` of one cause for records counted by their duration, such as whole days.

    `ended` has how many ended after each duration, `still` how many were last seen open after it.
    """
    rises = []
    at_risk = sum(ended.values()) + sum(still.values())
    survival, share = 1.0, 0.0
    for time in sorted(ended.keys() | still.keys()):
        ends = ended.get(time, 0)
        if ends:
            share += survival * ends / at_risk
            survival *= (at_risk - ends) / at_risk
            rises.append(Rise(time, share))
        at_risk -= ends + still.get(time, 0)
    return rises


def incidence_at(curve: Sequence[Rise], time: float) -> float:
    """The share that had ended in this way by a time."""
    return max((rise.share for rise in curve if rise.time <= time), default=0.0)


def incidence_quantile(curve: Sequence[Rise], share: float) -> float | None:
    """The time by which a share (0 to 1) of those who ever end in this way have; None if nobody does.

    With 0.9 it is the horizon after which a cohort counts as mature (G7).
    """
    if not curve or curve[-1].share <= 0:
        return None
    wanted = share * curve[-1].share
    return next(rise.time for rise in curve if rise.share >= wanted - _SLACK)


def _risk_table(times: Sequence[float], causes: Sequence[int]) -> Iterable[tuple[float, int, list[int]]]:
    """Each time at which something ended, how many were at risk, and what they ended by (0: still open)."""
    if any(time < 0 for time in times):
        raise ValueError("a duration is negative")
    records = sorted(zip(times, causes, strict=True))
    position = 0
    while position < len(records):
        time, at_risk = records[position][0], len(records) - position
        ends = []
        while position < len(records) and records[position][0] == time:
            if records[position][1]:
                ends.append(records[position][1])
            position += 1
        if ends:
            yield time, at_risk, ends


@lru_cache(maxsize=8)
def _z(confidence: float) -> float:
    """The normal deviate of a two-sided confidence."""
    if confidence == 0.95:
        return 1.959963984540054  # spares everyday reports the import
    from statistics import NormalDist

    return NormalDist().inv_cdf(0.5 + confidence / 2)
