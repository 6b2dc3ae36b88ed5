"""What customers are worth: the worked examples C3 and C4, and what must hold for any customer."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.stats import lifetime
from ltc_cli.stats.lifetime import (
    Buying,
    History,
    Spend,
    Spending,
    alive,
    correlation,
    expected_purchases,
    expected_spend,
    expected_value,
    fit_buying,
    fit_spending,
    history,
    retention_value,
)

CDNOW = Buying(0.242593, 4.413532, 0.792886, 2.425752, -9582.4)
"""WE-C4: 2,357 customers of a shop for music, in weeks."""
CDNOW_SPENDING = Spending(6.248802, 3.744588, 15.447748, 0.0)

PARAMETERS = st.floats(0.05, 20)
MODELS = st.builds(Buying, PARAMETERS, PARAMETERS, PARAMETERS, PARAMETERS, st.just(0.0))


@st.composite
def histories(draw: st.DrawFn) -> History:
    repeats = draw(st.integers(0, 60))
    last = draw(st.floats(0.5, 100)) if repeats else 0.0
    return History(repeats, last, last + draw(st.floats(0, 100)))


def shop(customers: int, seed: int) -> tuple[list[History], list[Spend]]:
    """Customers who buy and leave as the models say: r 1, α 5, a 1, b 3; p 5, q 4, v 20."""
    draw = random.Random(seed)
    bought, spent = [], []
    for _ in range(customers):
        age, rate, leaving = draw.uniform(20, 60), draw.gammavariate(1, 1 / 5), draw.betavariate(1, 3)
        scale = draw.gammavariate(4, 1 / 20)
        repeats, last, at = 0, 0.0, draw.expovariate(rate)
        while at <= age:
            repeats, last = repeats + 1, at
            at = math.inf if draw.random() < leaving else at + draw.expovariate(rate)
        bought.append(History(repeats, last, age))
        spent.append(Spend(repeats, draw.gammavariate(5 * repeats, 1 / (scale * repeats)) if repeats else 0.0))
    return bought, spent


def test_a_customer_of_the_worked_example() -> None:
    """WE-C4: with 2 repeats, the last after 30.43 of 38.86 weeks, 1.2259 purchases in 39 weeks, alive with .7266."""
    past = History(2, 30.43, 38.86)
    assert expected_purchases(CDNOW, past, 39) == pytest.approx(1.2259, abs=5e-5)
    assert alive(CDNOW, past) == pytest.approx(0.7266, abs=5e-5)
    assert expected_spend(CDNOW_SPENDING, Spend(2, 22.35)) == pytest.approx(24.659, abs=5e-4)


def test_who_never_came_back_is_alive_by_this_model() -> None:
    assert alive(CDNOW, History(0, 0, 38.86)) == 1


def test_the_spend_of_one_never_seen_back_is_the_mean_of_all() -> None:
    """p · v ÷ (q − 1), which there is none of with q of 1."""
    assert expected_spend(CDNOW_SPENDING) == pytest.approx(6.248802 * 15.447748 / 2.744588)
    assert expected_spend(CDNOW_SPENDING, Spend(3, -2.0)) == expected_spend(CDNOW_SPENDING)
    assert expected_spend(Spending(6, 1, 15, 0)) is None


@pytest.mark.parametrize(
    ("periods", "first_now", "value"),
    [(None, False, 266.666667), (None, True, 366.666667), (1, False, 72.727273), (0, False, 0), (2, True, 225.619835)],
)
def test_the_value_of_staying_gives_the_worked_example(periods: int | None, first_now: bool, value: float) -> None:
    """WE-C3: 266.67 or 366.67 for ever; in one period 80 ÷ 1.1, in two also 64 ÷ 1.21."""
    told = retention_value(100, 0.8, 0.1, first_now=first_now, periods=periods)
    assert told == pytest.approx(value, abs=1e-6)


def test_staying_for_ever_without_a_discount_has_no_value() -> None:
    assert retention_value(100, 1, 0) is None
    assert retention_value(100, 1, 0, periods=60) == 6000
    for retention, discount in ((1.2, 0.1), (0.8, -0.1)):
        with pytest.raises(ValueError, match="a retention of"):
            retention_value(100, retention, discount)


def test_a_history_counts_days_and_not_purchases() -> None:
    """Bought on days 10, 17 (twice) and 31, seen until 52: two repeats, three weeks, six weeks."""
    assert history([17, 10, 31, 17], 52, unit=7) == (2, 3, 6)
    assert history([10], 10) == (0, 0, 0)
    for days in ([], [53]):
        with pytest.raises(ValueError, match="a history needs"):
            history(days, 52)


def test_a_shop_simulated_by_the_models_is_recognised() -> None:
    """1,500 customers are enough to come near what they were drawn from, and to foretell them on the whole."""
    bought, spent = shop(1500, 7)
    model, spending = fit_buying(bought), fit_spending(spent)
    assert model is not None
    assert spending is not None
    assert model.r == pytest.approx(1, rel=0.2)
    assert model.alpha == pytest.approx(5, rel=0.25)
    assert model.a / (model.a + model.b) == pytest.approx(0.25, abs=0.04)
    assert expected_spend(spending) == pytest.approx(5 * 20 / 3, rel=0.05)
    # what they did since their first purchase, foretold at their first purchase
    foretold = sum(expected_purchases(model, History(0, 0, 0), each.age) for each in bought)
    assert foretold == pytest.approx(sum(each.repeats for each in bought), rel=0.03)


def test_the_fit_is_the_same_in_every_run_and_in_every_order() -> None:
    bought, _ = shop(150, 3)
    once = fit_buying(bought)
    assert once is not None
    assert fit_buying(bought) == once
    assert fit_buying(bought[::-1]) == pytest.approx(once, rel=1e-4)


def test_the_fit_does_not_depend_on_the_unit_of_time_or_money() -> None:
    bought, spent = shop(300, 5)
    weeks = fit_buying(bought)
    days = fit_buying([History(x, 7 * last, 7 * age) for x, last, age in bought])
    assert weeks is not None
    assert days is not None
    assert days[:4] == pytest.approx((weeks.r, 7 * weeks.alpha, weeks.a, weeks.b), rel=1e-4)
    whole, cents = fit_spending(spent), fit_spending([Spend(x, 100 * mean) for x, mean in spent])
    assert whole is not None
    assert cents is not None
    assert cents[:3] == pytest.approx((whole.p, whole.q, 100 * whole.v), rel=1e-4)


def test_the_slopes_of_the_losses_are_those_of_small_steps() -> None:
    """A central difference of the value beside what is told as its derivative."""
    bought, spent = shop(60, 3)
    for loss, at in (
        (lifetime._buying_loss(bought), (0.2, 1.4, -0.3, 0.8)),
        (lifetime._spending_loss([each for each in spent if each.repeats]), (1.5, 1.1, 2.6)),
    ):
        for axis, told in enumerate(loss(at)[1]):
            ends = [loss(tuple(x + d * (i == axis) for i, x in enumerate(at)))[0] for d in (1e-5, -1e-5)]
            assert told == pytest.approx((ends[0] - ends[1]) / 2e-5, rel=1e-5, abs=1e-5)


def test_where_there_is_nothing_to_learn_from_there_is_no_model() -> None:
    assert fit_buying([]) is None
    assert fit_buying([History(0, 0, 10)] * 50) is None
    assert fit_buying([History(3, 9, 10)] * 50) is None
    assert fit_spending([]) is None
    assert fit_spending([Spend(0, 0.0), Spend(1, -5.0), Spend(2, 3.0)]) is None
    assert fit_spending([Spend(2, 10.0)] * 50) is None


@pytest.mark.parametrize("past", [History(1, 11, 10), History(0, 3, 10), History(2, 0, 10), History(1, 1, math.inf)])
def test_what_cannot_have_happened_is_refused(past: History) -> None:
    with pytest.raises(ValueError, match="is no history"):
        fit_buying([past])


def test_value_by_hand() -> None:
    """Without a discount it is the spend on all purchases of the time; with one it is less."""
    past = History(2, 30.43, 38.86)
    whole = 10 * expected_purchases(CDNOW, past, 48)
    assert expected_value(CDNOW, past, 10, 0, 12, 4) == pytest.approx(whole)
    assert 0 < expected_value(CDNOW, past, 10, 0.01, 12, 4) < whole
    assert expected_value(CDNOW, past, 10, 0.01, 0) == 0
    with pytest.raises(ValueError, match="a discount"):
        expected_value(CDNOW, past, 10, -1, 12)


def test_correlation_by_hand() -> None:
    """Deviations (−1, 0, 1) and (−1, 1, 0): 1 ÷ 2."""
    assert correlation([1, 2, 3], [4, 6, 5]) == pytest.approx(0.5)
    assert correlation([1, 2, 3], [1, 1, 1]) is None
    assert correlation([1], [1]) is None
    with pytest.raises(ValueError, match="zip"):
        correlation([1], [])


@given(MODELS, histories(), st.floats(0, 100), st.floats(0.1, 100))
def test_more_time_brings_more_purchases(model: Buying, past: History, time: float, more: float) -> None:
    few, many = expected_purchases(model, past, time), expected_purchases(model, past, time + more)
    assert 0 <= few <= many
    # never more than a customer would make who buys as expected and does not leave
    assert many <= (model.r + past.repeats) / (model.alpha + past.age) * (time + more) * (1 + 1e-9)


@given(MODELS, histories(), st.floats(0.1, 50))
def test_a_longer_silence_makes_it_less_likely_that_a_customer_is_alive(
    model: Buying, past: History, longer: float
) -> None:
    before, after = alive(model, past), alive(model, past._replace(age=past.age + longer))
    assert 0 <= after <= before <= 1


@given(MODELS, histories(), st.floats(0.1, 60))
def test_the_expectation_has_no_pole(model: Buying, past: History, time: float) -> None:
    """At a = 1 it is the mean of what it is beside it."""
    below, at, above = (expected_purchases(model._replace(a=a), past, time) for a in (0.999, 1.0, 1.001))
    assert at == pytest.approx((below + above) / 2, rel=1e-4, abs=1e-12)
    with pytest.raises(ValueError, match="is negative"):
        expected_purchases(model, past, -1)
