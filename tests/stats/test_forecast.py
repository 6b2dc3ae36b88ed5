"""What open deals will bring: the worked examples F10 and F12, and what must hold for any deals."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.stats import forecast
from ltc_cli.stats.forecast import Chance, accuracy, allowance, brier, calibration, outlook, win_probability

DEALS = [Chance(1_000_000, 0.5), Chance(2_000_000, 0.25), Chance(500_000, 0.9), Chance(4_000_000, 0.1)]
"""WE-F10, in minor units."""

CHANCES = st.builds(Chance, st.integers(0, 10**9), st.floats(0, 1))
ROUND = st.builds(Chance, st.integers(0, 40).map(lambda each: each * 5_000), st.floats(0, 1))
JUDGED = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40)


def test_the_distribution_gives_the_worked_example() -> None:
    """WE-F10: 18,500 on average, 5,000 to 35,000, and nothing with 3.375 %."""
    found = forecast.distribution(DEALS)
    assert found.totals == tuple(range(0, 8_000_000, 500_000))
    assert found.step == 1
    expected = (
        0.03375, 0.30375, 0.03375, 0.30375, 0.01125, 0.10125, 0.01125, 0.10125,
        0.00375, 0.03375, 0.00375, 0.03375, 0.00125, 0.01125, 0.00125, 0.01125,
    )  # fmt: skip
    assert found.chances == pytest.approx(expected)
    assert forecast.moments(DEALS) == pytest.approx((1_850_000, 1_569_235.4826))
    assert outlook(DEALS) == (500_000, 1_500_000, 3_500_000)


def test_what_is_booked_moves_the_range() -> None:
    assert outlook(DEALS, booked=1_000_000) == (1_500_000, 2_500_000, 4_500_000)
    assert outlook([], booked=700) == (700, 700, 700)


def test_a_quantile_that_is_reached_exactly_is_reached() -> None:
    """Two deals at one half: a quarter, a half and a quarter."""
    found = forecast.distribution([Chance(100, 0.5), Chance(100, 0.5)])
    assert [forecast.total_quantile(found, share) for share in (0, 0.25, 0.26, 0.75, 0.76, 1)] == [
        0, 0, 100, 100, 200, 200,
    ]  # fmt: skip
    with pytest.raises(ValueError, match="not a share"):
        forecast.total_quantile(found, 10)


def test_deals_that_are_sure_or_lost_or_worth_nothing_do_not_spread() -> None:
    assert forecast.distribution([Chance(5, 1), Chance(7, 0), Chance(0, 0.5)]) == ((5,), (1.0,), 1)


@pytest.mark.parametrize("deal", [Chance(-1, 0.5), Chance(1, 1.5), Chance(1, -0.1), Chance(1, math.nan)])
def test_what_is_no_deal_is_refused(deal: Chance) -> None:
    with pytest.raises(ValueError, match="no deal"):
        outlook([deal])


@given(st.lists(st.one_of(ROUND, CHANCES), max_size=9))
def test_a_few_deals_come_to_what_counting_every_outcome_gives(deals: list[Chance]) -> None:
    counted: dict[int, float] = {}
    for won in itertools.product([False, True], repeat=len(deals)):
        total = sum(deal.minor for deal, each in zip(deals, won, strict=True) if each)
        ways = [deal.probability if each else 1 - deal.probability for deal, each in zip(deals, won, strict=True)]
        counted[total] = counted.get(total, 0.0) + math.prod(ways)
    found = forecast.distribution(deals)
    told = dict(zip(found.totals, found.chances, strict=True))
    assert all(told.get(total, 0.0) == pytest.approx(chance, abs=1e-12) for total, chance in counted.items())
    assert told.keys() <= counted.keys()


@given(st.lists(CHANCES, max_size=20))
def test_the_range_is_in_order_and_the_chances_add_up(deals: list[Chance]) -> None:
    """Between nothing and everything, P10 ≤ P50 ≤ P90, and the chances sum to 1."""
    found = forecast.distribution(deals)
    assert sum(found.chances) == pytest.approx(1, abs=1e-9)
    assert list(found.totals) == sorted(set(found.totals))
    low, middle, high = outlook(deals)
    most = sum(deal.minor for deal in deals)
    assert 0 <= low <= middle <= high <= most
    assert 0 <= forecast.moments(deals)[0] <= most * (1 + 1e-12)


@pytest.mark.parametrize("count", [16, 40, 200])
def test_many_deals_keep_their_mean_and_their_spread(count: int) -> None:
    """Amounts without a common divisor, so that they stand on a grid."""
    deals = [Chance(1_000_003 * place**2 % 7_919_993, (place % 9 + 1) / 10) for place in range(1, count + 1)]
    found = forecast.distribution(deals)
    mean, deviation = forecast.moments(deals)
    pairs = list(zip(found.totals, found.chances, strict=True))
    assert found.step > 1
    assert sum(total * chance for total, chance in pairs) == pytest.approx(mean, abs=1e-3 * deviation)
    spread = math.sqrt(sum((total - mean) ** 2 * chance for total, chance in pairs))
    assert spread == pytest.approx(deviation, rel=1e-3)


def test_many_round_amounts_stay_exact() -> None:
    """Forty deals of 1,000 at one half: the chance of exactly twenty is 40 over 20 by 2⁴⁰."""
    found = forecast.distribution([Chance(100_000, 0.5)] * 40)
    told = dict(zip(found.totals, found.chances, strict=True))
    assert found.step == 1
    assert told[2_000_000] == pytest.approx(math.comb(40, 20) / 2**40)
    assert outlook([Chance(100_000, 0.5)] * 40) == (1_600_000, 2_000_000, 2_400_000)


def test_deals_that_are_alike_are_binomial() -> None:
    """Five hundred of 1,000 at 3 in 10, and one of 500 at one half: k of them, with or without the one."""
    found = forecast.distribution([*[Chance(100_000, 0.3)] * 500, Chance(50_000, 0.5)])
    told = dict(zip(found.totals, found.chances, strict=True))
    for k in (110, 150, 190):
        chance = math.comb(500, k) * 0.3**k * 0.7 ** (500 - k)
        assert told[100_000 * k] == pytest.approx(chance / 2, rel=1e-9)
        assert told[100_000 * k + 50_000] == pytest.approx(chance / 2, rel=1e-9)


def test_the_chance_of_a_stage_is_drawn_towards_the_rate_of_all() -> None:
    """WE-F10-p: 3 of 4 with a prior of a quarter is 5.5 of 14."""
    assert win_probability(3, 4, 0.25) == pytest.approx(0.392857, abs=1e-6)
    assert win_probability(0, 0, 0.25) == 0.25
    assert win_probability(3, 4, None) == 0.75
    assert win_probability(0, 0, None) is None
    assert win_probability(0, 0, 0.5, strength=0) is None
    with pytest.raises(ValueError, match="5 won of 4"):
        win_probability(5, 4, 0.25)


def test_the_allowance_is_the_mean_of_the_last_four_by_the_days_left() -> None:
    """(200 + 300 + 400 + 500) ÷ 4 · 10 ÷ 30 = 116.67."""
    assert allowance([10_000, 20_000, 30_000, 40_000, 50_000], 10, 30) == 11_667
    assert allowance([30_000] * 3, 30, 30) == 30_000
    assert allowance([30_000] * 2, 30, 30) is None
    with pytest.raises(ValueError, match="31 of 30 days"):
        allowance([30_000] * 3, 31, 30)


def test_accuracy_gives_the_worked_example() -> None:
    """WE-F12: WAPE .15, bias +.05, MAPE .165759."""
    found = accuracy([100, 120, 90, 110], [90, 130, 100, 80])
    assert found == pytest.approx((0.15, 0.05, 0.165759), abs=1e-6)


def test_accuracy_where_nothing_came_is_undefined() -> None:
    assert accuracy([], []) == (None, None, None)
    assert accuracy([10], [0]) == (None, None, None)
    assert accuracy([10, 10], [0, 20]) == (0.5 + 0.5, 0.0, None)
    with pytest.raises(ValueError, match="zip"):
        accuracy([1], [])


def test_the_brier_score_gives_the_worked_example() -> None:
    """WE-F12: .083125."""
    assert brier([0.5, 0.25, 0.9, 0.1], [True, False, True, False]) == pytest.approx(0.083125)
    assert brier([], []) is None
    with pytest.raises(ValueError, match="outside 0 to 1"):
        brier([1.1], [True])


def test_a_band_tells_what_was_predicted_and_what_came() -> None:
    bands = calibration([0.5, 0.6, 0.7, 1.0, 0.25], [True, False, False, True, False])
    assert [(band.low, band.n, band.won) for band in bands] == [
        (0, 0, 0), (0.1, 0, 0), (0.25, 1, 0), (0.5, 3, 1), (0.75, 0, 0), (0.9, 1, 1),
    ]  # fmt: skip
    middle = bands[3]
    assert (middle.predicted, middle.observed) == (pytest.approx(0.6), pytest.approx(1 / 3))
    assert bands[0][4:] == (None, None, None)


@given(JUDGED)
def test_every_deal_is_in_one_band(judged: list[tuple[float, bool]]) -> None:
    bands = calibration([p for p, _ in judged], [won for _, won in judged])
    assert sum(band.n for band in bands) == len(judged)
    assert sum(band.won for band in bands) == sum(won for _, won in judged)
    for band in bands:
        if band.predicted is not None:
            assert band.low - 1e-12 <= band.predicted <= band.high + 1e-12
