"""What people answer when asked: satisfaction (metrics C6) and recommendation (C7)."""

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ltc_cli.stats.normal import deviate
from ltc_cli.stats.proportion import Interval, wilson


class Satisfaction(NamedTuple):
    """The customer satisfaction score of one question on one scale."""

    satisfied: int
    n: int
    share: float
    interval: Interval
    """Wilson's, of the share."""
    mean: float
    """Of the scores, in points of the scale."""


class Promotion(NamedTuple):
    """The net promoter score of one wave."""

    promoters: int
    passives: int
    detractors: int
    score: float
    """In points from −100 to 100, which are no percentage."""
    error: float
    """Its standard error, in points."""
    interval: Interval


class Shift(NamedTuple):
    """From one net promoter score to the next, in points."""

    change: float
    error: float
    interval: Interval
    """Where it includes 0, no change was detected."""


def csat(counts: Mapping[int, int], scale: int = 5, satisfied_from: int | None = None) -> Satisfaction | None:
    """The share of satisfied answers, from how many gave each score of 1 to `scale`; None without answers.

    Satisfied are the two highest scores, or those from `satisfied_from` on. Raises `ValueError` for a score outside
    the scale or a negative count: scales are never added together.
    """
    least = scale - 1 if satisfied_from is None else satisfied_from
    for score, count in counts.items():
        if not 1 <= score <= scale or count < 0:
            raise ValueError(f"{count} answers of {score} on a scale of 1 to {scale}")
    n = sum(counts.values())
    satisfied = sum(count for score, count in counts.items() if score >= least)
    interval = wilson(satisfied, n)
    if interval is None:
        return None
    mean = sum(score * count for score, count in counts.items()) / n
    return Satisfaction(satisfied, n, satisfied / n, interval, mean)


def nps(promoters: int, passives: int, detractors: int, confidence: float = 0.95) -> Promotion | None:
    """The share of promoters less the share of detractors, in points; None without answers.

    The interval is score ± z · 100 · √((p + q − (p − q)²) ÷ n), and ends at −100 and 100. Raises `ValueError` for
    a negative count.

    Source: the variance of a difference of two shares of one multinomial sample (metrics C7).
    """
    if min(promoters, passives, detractors) < 0:
        raise ValueError("a number of answers is negative")
    n = promoters + passives + detractors
    if n == 0:
        return None
    score = 100 * (promoters - detractors) / n
    # in whole numbers as long as can be: a wave of promoters only has no error at all
    error = 100 * math.sqrt((promoters + detractors) * n - (promoters - detractors) ** 2) / (n * math.sqrt(n))
    half = deviate(confidence) * error
    return Promotion(
        promoters, passives, detractors, score, error, (max(-100.0, score - half), min(100.0, score + half))
    )


def nps_of(scores: Iterable[float], confidence: float = 0.95) -> Promotion | None:
    """`nps` of answers from 0 to 10: promoters from 9 on, detractors up to 6; None without answers.

    Where some accounts answer many times, give the mean of each account. Raises `ValueError` outside 0 to 10.
    """
    given = list(scores)
    for score in given:
        if not 0 <= score <= 10:
            raise ValueError(f"{score} is not an answer of 0 to 10")
    promoters = sum(score >= 9 for score in given)
    detractors = sum(score <= 6 for score in given)
    return nps(promoters, len(given) - promoters - detractors, detractors, confidence)


def nps_shift(before: Promotion, after: Promotion, confidence: float = 0.95) -> Shift:
    """How far the score moved between two independent waves; their standard errors add in quadrature."""
    change, error = after.score - before.score, math.hypot(before.error, after.error)
    half = deviate(confidence) * error
    return Shift(change, error, (change - half, change + half))
