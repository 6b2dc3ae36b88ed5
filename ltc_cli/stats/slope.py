"""The lowest point of a smooth function of a few numbers, whose slope is known; the same in every run."""

import math
from collections.abc import Callable
from operator import mul, sub

from ltc_cli.stats.simplex import Lowest, Point

Slope = Callable[[Point], tuple[float, Point]]
"""A function's value at a point and its derivatives there."""
_LONGEST, _SHORTEST = 1.0, 1e-12
_SUFFICES, _ROUNDING = 1e-4, 1e-13


def descend(function: Slope, start: Point, tolerance: float = 1e-7, steps: int = 100) -> Lowest:
    """The lowest point that a descent from the start leads to: a tenth of the looks that a simplex takes.

    It has found one when the next step is within `tolerance` in every coordinate: give coordinates of order 1, such as
    logarithms. No step is longer than 1 in any. It has not where no step leads down, or the next one leads to where the
    function is infinite: there it stops, for the lowest point is far away.

    Source: BFGS with backtracking, Nocedal, Wright 2006, Numerical Optimization, algorithm 6.1 with 3.1 and 6.20.
    """
    at, (value, slope) = start, function(start)
    curved: list[Point] = []  # the inverse of the second derivatives as far as it is known
    for _ in range(steps):
        step = tuple(-_dot(row, slope) for row in curved) if curved else tuple(-each for each in slope)
        fall, length = _dot(step, slope), max(map(abs, step))
        if curved and length <= tolerance:
            return Lowest(at, value, True)
        share = min(1.0, _LONGEST / length) if length else 0.0
        while share * length > _SHORTEST:
            there = tuple(x + share * d for x, d in zip(at, step, strict=True))
            lower, steeper = function(there)
            if math.isinf(lower):
                return Lowest(at, value, False)
            if lower <= value + _SUFFICES * share * fall + _ROUNDING * abs(value):
                break
            share /= 2
        else:
            return Lowest(at, value, False)
        curved = _bent(curved, tuple(share * d for d in step), tuple(map(sub, steeper, slope)))
        at, value, slope = there, lower, steeper
    return Lowest(at, value, False)


def _bent(curved: list[Point], moved: Point, turned: Point) -> list[Point]:
    """The estimate after a step, from how the slope turned on it; as it was where the function does not curve up."""
    along = _dot(moved, turned)
    places = range(len(moved))
    if along <= 0:
        return curved
    if not curved:
        scale = along / _dot(turned, turned)
        curved = [tuple(scale if i == j else 0.0 for j in places) for i in places]
    through = [_dot(row, turned) for row in curved]
    weight = (1 + _dot(turned, tuple(through)) / along) / along
    return [
        tuple(
            curved[i][j] + weight * moved[i] * moved[j] - (through[i] * moved[j] + moved[i] * through[j]) / along
            for j in places
        )
        for i in places
    ]


def digamma(x: float) -> float:
    """The derivative of log Γ for x above 0.

    Source: Abramowitz, Stegun 1964, 6.3.5 and 6.3.18.
    """
    shifted = 0.0
    while x < 10:
        shifted -= 1 / x
        x += 1
    square = 1 / (x * x)
    series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132)))))
    return shifted + math.log(x) - 0.5 / x - series


def _dot(xs: Point, ys: Point) -> float:
    return math.fsum(map(mul, xs, ys))
