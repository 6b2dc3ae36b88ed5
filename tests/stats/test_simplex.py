"""The search for the lowest point."""

import math

import pytest

from ltc_cli.stats.simplex import minimise


def test_the_bottom_of_a_curved_valley_is_found() -> None:
    """Rosenbrock's function is 0 at (1, 1) and nowhere lower."""
    found = minimise(lambda at: 100 * (at[1] - at[0] ** 2) ** 2 + (1 - at[0]) ** 2, [(-1.2, 1.0)])
    assert found.converged
    assert found.point == pytest.approx((1, 1), abs=1e-4)


def test_the_lower_of_two_bottoms_is_found_from_two_starts() -> None:
    """(x² − 1)² + x/4 has bottoms near −1.03 and .97, of which the left is lower."""
    found = minimise(lambda at: (at[0] ** 2 - 1) ** 2 + at[0] / 4, [(1.0,), (-1.0,)])
    assert found.point[0] == pytest.approx(-1.03, abs=0.01)


def test_a_wall_turns_the_search_back() -> None:
    found = minimise(lambda at: math.inf if at[0] < 2 else at[0], [(5.0,)])
    assert found.point[0] == pytest.approx(2, abs=1e-4)


def test_without_a_bottom_there_is_no_convergence() -> None:
    assert not minimise(lambda at: -at[0], [(0.0,)], steps=5).converged
    assert not minimise(lambda _: math.inf, [(0.0, 0.0)]).converged
