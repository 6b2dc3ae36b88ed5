"""Figures over time: the worked examples A9 and F14, and what must hold for any series."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.stats.series import Limits, compound_growth, growth, signals, trailing_means, xmr_limits

BASELINE = [50, 54, 47, 52, 49, 55, 51, 48, 53, 50, 52]
SERIES = st.lists(st.integers(-10_000, 10_000), min_size=8, max_size=30)


def test_the_limits_give_the_worked_example() -> None:
    """WE-A9: mean 51, mean moving range 4.2, 39.83 to 62.17; the range itself up to 3.268 · 4.2."""
    limits = xmr_limits(BASELINE)
    assert limits is not None
    assert limits == pytest.approx((51, 4.2, 39.828, 62.172, 13.7256))


@pytest.mark.parametrize(("value", "said"), [(70, "outside"), (60, None), (39, "outside"), (40, None)])
def test_a_value_outside_the_limits_is_a_signal(value: float, said: str | None) -> None:
    """WE-A9: 70 is a signal, 60 is noise."""
    assert signals([*BASELINE, value], xmr_limits(BASELINE))[-1] == said


def test_eight_in_a_row_on_one_side_are_a_signal() -> None:
    """The eighth and those after it, until a value on the mean or beyond it ends the row."""
    limits = Limits(50, 4, 39.36, 60.64, 13.072)
    assert signals([49] + [51] * 9 + [50] + [51] * 7, limits) == [None] * 8 + ["run"] * 2 + [None] * 8
    assert signals([51, 49] * 8, limits) == [None] * 16


def test_below_eight_periods_nothing_is_a_signal() -> None:
    assert xmr_limits(BASELINE[:7]) is None
    assert signals([1, 100], None) == [None, None]
    assert xmr_limits([1], fewest=1) is None
    assert xmr_limits([1, 3], fewest=1) == (2, 2, pytest.approx(-3.32), pytest.approx(7.32), pytest.approx(6.536))


def test_a_series_that_never_varies_makes_any_change_a_signal() -> None:
    """The mean of ten times 0.1 is not 0.1 to the last bit, which is no signal."""
    steady = [0.1] * 10
    assert signals([*steady, 0.1, 0.2], xmr_limits(steady)) == [None] * 11 + ["outside"]


def test_a_trailing_mean_waits_until_it_has_its_periods() -> None:
    assert trailing_means([1, 2, 3, 10], 3) == [None, None, 2, 5]
    assert trailing_means([], 3) == []
    with pytest.raises(ValueError, match="0 periods"):
        trailing_means([1], 0)


def test_growth_gives_the_worked_examples() -> None:
    """WE-F14: 230 against 200 thousand, and 66 against 60."""
    assert growth(230_000, 200_000) == pytest.approx(0.15)
    assert growth(66_000, 60_000) == pytest.approx(0.1)
    assert growth(66_000, 90_000) == pytest.approx(-0.266667, abs=1e-6)


@pytest.mark.parametrize("base", [0, -5])
def test_growth_against_nothing_or_less_is_undefined(base: float) -> None:
    assert growth(10, base) is None
    assert compound_growth(base, 10, 2) is None


def test_compound_growth_by_hand() -> None:
    """From 100 to 121 in two periods is a tenth each."""
    assert compound_growth(100, 121, 2) == pytest.approx(0.1)
    assert compound_growth(100, 0, 2) == -1
    assert compound_growth(100, -1, 2) is None
    assert compound_growth(100, 121, 0) is None


@given(SERIES, st.integers(-500, 500), st.integers(1, 9))
def test_signals_do_not_depend_on_the_unit(values: list[int], shift: int, unit: int) -> None:
    moved = [shift + unit * value for value in values]
    assert signals(moved, xmr_limits(moved)) == signals(values, xmr_limits(values))


@given(SERIES)
def test_the_limits_are_around_the_mean(values: list[int]) -> None:
    limits = xmr_limits(values)
    assert limits is not None
    assert limits.lower <= limits.mean <= limits.upper
    assert min(values) - 1e-6 <= limits.mean <= max(values) + 1e-6
