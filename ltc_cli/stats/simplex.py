"""The lowest point of a function of a few numbers, found without its derivatives; the same in every run."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

Point = tuple[float, ...]


class Lowest(NamedTuple):
    """Where a search ended."""

    point: Point
    value: float
    converged: bool
    """False when it ran out of steps, or found no point at which the function has a value."""


def minimise(
    function: Callable[[Point], float], starts: Sequence[Point], tolerance: float = 1e-6, steps: int = 4000
) -> Lowest:
    """The lowest point that searches from each of the starts lead to.

    The search goes on from there afresh until nothing is gained by it. It has found a point when the corners of the
    simplex are within `tolerance` of each other in every coordinate: give coordinates of order 1, such as logarithms.
    Where the function is infinite it turns back.

    Source: Nelder, Mead 1965, Computer Journal 7:308; the restart as in Press et al. 2007, Numerical Recipes, 10.5.
    """
    found = min((_descend(function, start, 0.5, 1e-2, steps) for start in starts), key=lambda each: each.value)
    for size in (0.2, 0.1, 0.1, 0.1):
        before, found = found, _descend(function, found.point, size, tolerance, steps)
        if not math.isfinite(found.value):
            return found._replace(converged=False)
        if found.converged and before.value - found.value <= 1e-9 * (1 + abs(found.value)):
            return found
    return found


def _descend(function: Callable[[Point], float], start: Point, size: float, tolerance: float, steps: int) -> Lowest:
    """One search, from a simplex with a corner at the start and edges of a size."""
    corners = [start, *(_moved(start, axis, size) for axis in range(len(start)))]
    simplex = sorted((function(corner), corner) for corner in corners)
    for _ in range(steps):
        (best, at), (worst, out) = simplex[0], simplex[-1]
        if all(abs(x - y) <= tolerance for _, corner in simplex for x, y in zip(at, corner, strict=True)):
            return Lowest(at, best, math.isfinite(best))
        centre = tuple(sum(axis) / (len(simplex) - 1) for axis in zip(*(c for _, c in simplex[:-1]), strict=True))
        step = _try(function, centre, out, -1.0)
        if step[0] < best:
            step = min(step, _try(function, centre, out, -2.0))
        elif step[0] >= simplex[-2][0]:
            step = _try(function, centre, out, -0.5 if step[0] < worst else 0.5)
        if step[0] < worst:
            simplex[-1] = step
        else:
            halved = [tuple((x + y) / 2 for x, y in zip(at, corner, strict=True)) for _, corner in simplex[1:]]
            simplex[1:] = [(function(corner), corner) for corner in halved]
        simplex.sort()
    return Lowest(simplex[0][1], simplex[0][0], False)


def _try(function: Callable[[Point], float], centre: Point, out: Point, reach: float) -> tuple[float, Point]:
    """The point on the line from the centre through the worst corner, −1 being its reflection, with its value."""
    point = tuple(c + reach * (o - c) for c, o in zip(centre, out, strict=True))
    return function(point), point


def _moved(point: Point, axis: int, by: float) -> Point:
    return tuple(x + by if place == axis else x for place, x in enumerate(point))
