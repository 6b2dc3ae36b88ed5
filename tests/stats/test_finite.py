"""Nothing here is ever NaN or infinite, and nothing of nothing is 0: it is None (invariant 20 of the metrics)."""

import math
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from ltc_cli import stats
from ltc_cli.stats import forecast, lifetime, robust, series, survey

COUNT = st.integers(0, 10**6)
PART = st.tuples(COUNT, COUNT).map(sorted)
AMOUNT = st.floats(-1e12, 1e12).map(lambda each: round(each, 4))
SHARE = st.floats(0, 1)
TIME = st.floats(0, 1e5)
RECORDS = st.lists(st.tuples(TIME, st.integers(0, 2)), max_size=30)
PARAMETER = st.floats(1e-3, 1e3)
MODEL = st.builds(lifetime.Buying, PARAMETER, PARAMETER, PARAMETER, PARAMETER, st.just(0.0))


def numbers(told: object) -> Iterator[float]:
    """Every number in an answer."""
    if isinstance(told, int | float):
        yield told
    elif isinstance(told, tuple | list):
        for part in told:
            yield from numbers(part)


def finite(*answers: object) -> bool:
    return all(math.isfinite(number) for number in numbers(answers))


@given(PART, PART)
def test_proportions_are_finite(one: list[int], other: list[int]) -> None:
    assert finite(stats.wilson(*one), stats.newcombe(*one, *other), stats.two_proportion_z(*one, *other))
    assert finite(stats.two_proportion_p(*one, *other), forecast.win_probability(*one, 0.3))


@given(RECORDS, SHARE)
def test_durations_are_finite(records: list[tuple[float, int]], share: float) -> None:
    times, causes = [time for time, _ in records], [cause for _, cause in records]
    curve = stats.kaplan_meier(times, [cause > 0 for cause in causes])
    rises = stats.cumulative_incidence(times, causes, 1)
    assert finite(curve, [stats.survival_interval(step) for step in curve])
    assert finite(rises, [stats.incidence_interval(rise) for rise in rises])
    assert finite(stats.km_quantile(curve, share), stats.km_interval(curve, share), stats.restricted_mean(curve, 1e5))
    assert finite(stats.incidence_at(rises, 10), stats.incidence_quantile(rises, share))


@given(st.lists(AMOUNT, max_size=30), AMOUNT, SHARE)
def test_series_and_middles_are_finite(values: list[float], other: float, share: float) -> None:
    assert finite(stats.median(values), stats.quantile(values, share), robust.mad(values), robust.modified_z(values))
    assert finite(series.xmr_limits(values), series.trailing_means(values, 3))
    assert finite([series.growth(other, value) for value in values])
    assert finite([series.compound_growth(other, value, 7) for value in values])
    assert finite(lifetime.correlation(values, values[::-1]))


@given(st.lists(st.tuples(SHARE, st.booleans(), AMOUNT, AMOUNT), max_size=20))
def test_forecasts_are_finite(rows: list[tuple[float, bool, float, float]]) -> None:
    given_, won = [row[0] for row in rows], [row[1] for row in rows]
    assert finite(forecast.brier(given_, won), forecast.calibration(given_, won))
    assert finite(forecast.accuracy([row[2] for row in rows], [row[3] for row in rows]))
    deals = [forecast.Chance(abs(int(amount)), probability) for probability, _, amount, _ in rows]
    found = forecast.distribution(deals)
    assert finite(found.chances, forecast.moments(deals), forecast.outlook(deals))


@given(COUNT, COUNT, COUNT)
def test_answers_are_finite(one: int, two: int, three: int) -> None:
    assert finite(survey.nps(one, two, three), survey.csat({1: one, 3: two, 5: three}))


@given(MODEL, st.integers(0, 500), TIME, TIME, st.floats(0, 20))
def test_customers_are_finite(model: lifetime.Buying, repeats: int, last: float, more: float, ahead: float) -> None:
    past = lifetime.History(repeats, last + 1 if repeats else 0.0, last + 1 + more)
    assert finite(lifetime.alive(model, past), lifetime.expected_purchases(model, past, ahead))
    assert finite(lifetime.expected_value(model, past, 12.5, 0.01, 3))
    spending = lifetime.Spending(model.r, model.a, model.b, 0.0)
    assert finite(lifetime.expected_spend(spending, lifetime.Spend(repeats, last)), lifetime.expected_spend(spending))


@given(st.lists(st.tuples(st.integers(0, 5), st.floats(0.1, 1), st.floats(0.1, 100)), max_size=8))
def test_fits_are_finite(customers: list[tuple[int, float, float]]) -> None:
    """Of customers as they come, whom no model may fit."""
    bought = [lifetime.History(x, part * age if x else 0.0, age) for x, part, age in customers]
    assert finite(lifetime.fit_buying(bought))
    assert finite(lifetime.fit_spending([lifetime.Spend(x, age) for x, _, age in customers]))


def test_of_nothing_there_is_nothing() -> None:
    """None, never 0."""
    assert [
        stats.wilson(0, 0), stats.newcombe(0, 0, 1, 2), stats.two_proportion_z(0, 0, 0, 0),
        stats.two_proportion_p(0, 0, 0, 0),
        stats.median([]), stats.quantile([], 0.9), robust.mad([]), robust.modified_z([]),
        stats.km_median([]), stats.km_quantile([], 0.1), stats.incidence_quantile([], 0.9),
        series.xmr_limits([]), series.growth(5, 0), series.compound_growth(0, 5, 1),
        survey.csat({}), survey.nps(0, 0, 0), survey.nps_of([]),
        forecast.win_probability(0, 0, None), forecast.allowance([], 1, 2), forecast.brier([], []),
        *forecast.accuracy([], []),
        lifetime.fit_buying([]), lifetime.fit_spending([]), lifetime.correlation([], []),
        lifetime.retention_value(5, 1, 0),
    ] == [None] * 27  # fmt: skip
