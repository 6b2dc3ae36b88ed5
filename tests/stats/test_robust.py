"""Middles and outliers that a few odd values cannot move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli import stats
from ltc_cli.stats.robust import mad, modified_z, outlying_amounts

VALUES = st.lists(st.integers(-1000, 1000), min_size=1, max_size=40)


def test_median_and_quantile() -> None:
    assert stats.median([3, 1, 2]) == 2
    assert stats.median([4, 1, 2, 3]) == 2.5
    assert stats.median([]) is None
    assert stats.quantile([10, 20, 30, 40, 50], 0.9) == 46
    assert stats.quantile([7], 0.9) == 7
    assert stats.quantile([1, 2], 1) == 2
    with pytest.raises(ValueError, match="not a share"):
        stats.quantile([1, 2], 90)


def test_the_spread_by_hand() -> None:
    """Distances from the median 2 are 1, 1, 0, 0, 2, 4 and 7: the one in the middle is 1."""
    assert mad([1, 1, 2, 2, 4, 6, 9]) == 1
    assert mad([]) is None
    scores = modified_z([1, 1, 2, 2, 4, 6, 9])
    assert scores == pytest.approx([-0.6745, -0.6745, 0, 0, 1.349, 2.698, 4.7215])


def test_values_that_are_mostly_the_same_have_no_spread() -> None:
    assert modified_z([5, 5, 5, 9]) is None
    assert modified_z([]) is None


def test_an_amount_of_another_order_is_worth_a_look() -> None:
    """E19: 900,000 among some thousands; an amount of 0 has no logarithm and is not judged."""
    amounts = [100_000, 120_000, 0, 90_000, 110_000, 90_000_000, 130_000, 95_000]
    assert outlying_amounts(amounts) == [5]
    assert outlying_amounts([100, 100, 100, 9_000_000]) == []
    assert outlying_amounts([]) == []


@given(VALUES, st.integers(-50, 50), st.integers(1, 9))
def test_the_scores_do_not_depend_on_the_unit(values: list[int], shift: int, unit: int) -> None:
    moved = modified_z([shift + unit * value for value in values])
    assert moved == (None if modified_z(values) is None else pytest.approx(modified_z(values)))


@given(VALUES, st.floats(0, 1))
def test_a_quantile_has_its_share_on_either_side(values: list[int], share: float) -> None:
    found = stats.quantile(values, share)
    assert found is not None
    assert min(values) <= found <= max(values)
    assert sum(value < found for value in values) <= share * len(values) + 1
