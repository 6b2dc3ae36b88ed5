"""Proportions of small numbers: intervals, differences and tests (metrics G6)."""

import math
from collections.abc import Sequence

from ltc_cli.stats.normal import deviate

Interval = tuple[float, float]


def wilson(k: int, n: int, confidence: float = 0.95) -> Interval | None:
    """Wilson's score interval of the proportion k/n; None for n = 0.

    Raises `ValueError` unless 0 ≤ k ≤ n.

    Source: Wilson 1927; recommended for small n by Brown, Cai, DasGupta 2001, Statistical Science 16:101.
    """
    _check(k, n)
    if n == 0:
        return None
    z = deviate(confidence)
    centre = (k + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(k * (n - k) / n + z * z / 4)
    # at the ends the interval touches 0 and 1 exactly, which rounding would miss
    return (0.0 if k == 0 else centre - half), (1.0 if k == n else centre + half)


def newcombe(k1: int, n1: int, k2: int, n2: int, confidence: float = 0.95) -> Interval | None:
    """The interval of the difference k1/n1 − k2/n2 from the two score intervals; None when a group is empty.

    Raises `ValueError` unless 0 ≤ k ≤ n in both.

    Source: Newcombe 1998, Statistics in Medicine 17:873, method 10 (hybrid score, uncorrected).
    """
    first, second = wilson(k1, n1, confidence), wilson(k2, n2, confidence)
    if first is None or second is None:
        return None
    p1, p2 = k1 / n1, k2 / n2
    low = p1 - p2 - math.hypot(p1 - first[0], second[1] - p2)
    high = p1 - p2 + math.hypot(first[1] - p1, p2 - second[0])
    return low, high


def two_proportion_z(k1: int, n1: int, k2: int, n2: int) -> float | None:
    """How many standard errors k1/n1 lies above k2/n2, if both were one proportion (the pooled z test).

    None when a group is empty. Two groups that are both all or both none differ by nothing: 0. Raises `ValueError`
    unless 0 ≤ k ≤ n in both.

    Source: Fleiss, Levin, Paik 2003, Statistical Methods for Rates and Proportions, 3.1, without correction.
    """
    _check(k1, n1)
    _check(k2, n2)
    if n1 == 0 or n2 == 0:
        return None
    pooled = (k1 + k2) / (n1 + n2)
    error = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return 0.0 if error == 0 else (k1 / n1 - k2 / n2) / error


def two_proportion_p(k1: int, n1: int, k2: int, n2: int) -> float | None:
    """The two-sided p-value of two proportions being the same, by `two_proportion_z`; None when a group is empty."""
    z = two_proportion_z(k1, n1, k2, n2)
    return None if z is None else math.erfc(abs(z) / math.sqrt(2))


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


def _check(k: int, n: int) -> None:
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is no proportion")
