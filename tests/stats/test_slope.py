"""The descent by a slope."""

import math

import pytest

from ltc_cli.stats.simplex import Point
from ltc_cli.stats.slope import descend, digamma


def valley(at: Point) -> tuple[float, Point]:
    """Rosenbrock's function, which is 0 at (1, 1) and nowhere lower."""
    x, y = at
    return 100 * (y - x * x) ** 2 + (1 - x) ** 2, (-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x))


def test_the_bottom_of_a_curved_valley_is_found() -> None:
    found = descend(valley, (-1.2, 1.0))
    assert found.converged
    assert found.point == pytest.approx((1, 1), abs=1e-6)


def test_far_more_looks_are_not_taken_than_a_simplex_takes() -> None:
    looks: list[Point] = []
    descend(lambda at: (looks.append(at), valley(at))[1], (-1.2, 1.0))
    assert len(looks) < 60


def test_a_wall_ends_the_descent() -> None:
    found = descend(lambda at: (math.inf if at[0] < 2 else at[0], (1.0,)), (5.0,))
    assert not found.converged
    assert 2 <= found.point[0] <= 3


def test_without_a_bottom_there_is_no_convergence() -> None:
    assert not descend(lambda at: (-at[0], (-1.0,)), (0.0,), steps=5).converged
    assert not descend(lambda _: (0.0, (0.0,)), (0.0,)).converged


def test_digamma_by_what_is_known_of_it() -> None:
    """At 1 it is −γ, at a half −γ − 2 log 2; from x to x + 1 it grows by 1/x (Abramowitz, Stegun 1964, 6.3)."""
    euler = 0.577215664901532861
    assert digamma(1) == pytest.approx(-euler, abs=1e-12)
    assert digamma(0.5) == pytest.approx(-euler - 2 * math.log(2), abs=1e-12)
    assert digamma(1e-4) == pytest.approx(digamma(1 + 1e-4) - 1e4, rel=1e-12)
    assert digamma(1e4) == pytest.approx(math.log(1e4) - 5e-5 - 1e-8 / 12, abs=1e-12)
