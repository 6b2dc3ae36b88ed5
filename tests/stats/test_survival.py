"""Durations: the worked examples of the metrics dictionary, and what must hold for any records."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli import stats

RECORDS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from([0, 1, 2])), min_size=1, max_size=60)

# WE-F5: days until won (1) or lost (2), or still open (0)
CYCLE_DAYS = [10, 15, 20, 25, 30, 40, 50]
CYCLE_OUTCOME = [1, 2, 1, 0, 2, 1, 0]


def close(*expected: float) -> object:
    return pytest.approx(expected, abs=1e-6)


def test_the_first_response_counts_leads_that_still_wait() -> None:
    """WE-L3: half are answered within 30 minutes."""
    curve = stats.kaplan_meier([5, 12, 30, 60, 240], [True, True, True, False, False])
    assert stats.km_median(curve) == 30


def test_kaplan_meier_of_the_sales_cycle() -> None:
    """WE-F5: any close is an end; the median is 30 days."""
    curve = stats.kaplan_meier(CYCLE_DAYS, [outcome > 0 for outcome in CYCLE_OUTCOME])
    assert [step.time for step in curve] == [10, 15, 20, 30, 40]
    assert [step.survival for step in curve] == close(0.857143, 0.714286, 0.571429, 0.380952, 0.190476)
    assert stats.km_median(curve) == 30


def test_incidence_of_the_sales_cycle() -> None:
    """WE-F5: 47.6 % won by day 40, where 1 − KM of the wins alone would say 65.7 %."""
    won = stats.cumulative_incidence(CYCLE_DAYS, CYCLE_OUTCOME, 1)
    lost = stats.cumulative_incidence(CYCLE_DAYS, CYCLE_OUTCOME, 2)
    assert [rise.share for rise in won] == close(0.142857, 0.142857, 0.285714, 0.285714, 0.47619)
    assert [rise.share for rise in lost] == close(0.0, 0.142857, 0.142857, 0.333333, 0.333333)
    wrong = stats.kaplan_meier(CYCLE_DAYS, [outcome == 1 for outcome in CYCLE_OUTCOME])
    assert 1 - wrong[-1].survival == pytest.approx(0.657143, abs=1e-6)


def test_incidence_at_a_horizon() -> None:
    won = stats.cumulative_incidence(CYCLE_DAYS, CYCLE_OUTCOME, 1)
    assert stats.incidence_at(won, 9) == 0.0
    assert stats.incidence_at(won, 30) == pytest.approx(0.285714, abs=1e-6)
    assert stats.incidence_at(won, 365) == pytest.approx(0.47619, abs=1e-6)


def test_the_horizon_of_maturity_is_when_nine_in_ten_of_the_wins_are_in() -> None:
    """G7: of the .476 that are ever won, .286 (60 %) are by day 20 and the rest on day 40."""
    won = stats.cumulative_incidence(CYCLE_DAYS, CYCLE_OUTCOME, 1)
    assert stats.incidence_quantile(won, 0.9) == 40
    assert stats.incidence_quantile(won, 0.6) == 20
    assert stats.incidence_quantile(stats.cumulative_incidence([5], [0], 1), 0.9) is None
    assert stats.incidence_quantile(stats.cumulative_incidence([5], [2], 1), 0.9) is None


def test_time_in_stage() -> None:
    """WE-F6: median 12, interval from 5 to not reached, 15.285714 days of the first 30."""
    curve = stats.kaplan_meier([5, 7, 8, 12, 15, 20, 30], [True] * 5 + [False] * 2)
    assert [step.survival for step in curve] == close(0.857143, 0.714286, 0.571429, 0.428571, 0.285714)
    assert stats.km_median(curve) == 12
    assert stats.km_interval(curve) == (5, None)
    assert stats.restricted_mean(curve, 30) == pytest.approx(15.285714, abs=1e-6)


def test_survival_in_the_first_stage_lies_within_its_limits() -> None:
    """Six of seven left, by hand: Greenwood 1/42, log S −.154151, so limits S^exp(±1.96 · .154303 / .154151)."""
    curve = stats.kaplan_meier([5, 7, 8, 12, 15, 20, 30], [True] * 5 + [False] * 2)
    assert curve[0].greenwood == pytest.approx(1 / 42)
    assert stats.survival_interval(curve[0]) == close(0.334054, 0.978561)


def test_where_everything_has_ended_there_is_no_limit() -> None:
    curve = stats.kaplan_meier([1, 2], [True, True])
    assert (curve[-1].survival, curve[-1].greenwood) == (0, None)
    assert stats.survival_interval(curve[-1]) is None
    assert stats.km_interval(curve) == (1, None)


def test_the_variance_of_an_incidence_by_hand() -> None:
    """Of four, one each was won on day 1 and lost on day 2: F .25 with 3/64, and still so on day 2."""
    first, second = stats.cumulative_incidence([1, 2, 3, 3], [1, 2, 0, 0], 1)
    assert first == (1, 0.25, 3 / 64)
    assert second == pytest.approx((2, 0.25, 3 / 64))
    low, high = stats.incidence_interval(first) or (0, 0)
    assert 0 < low < 0.25 < high < 1
    assert stats.incidence_interval(stats.Rise(1, 0.0, 0.0)) is None
    assert stats.incidence_interval(stats.Rise(1, 1.0, 0.0)) is None


def test_a_median_that_is_not_reached_is_none() -> None:
    """WE-F6-unreached: two of six ended; a quarter had by day 9."""
    curve = stats.kaplan_meier([5, 9, 20, 20, 25, 30], [True, True, False, False, False, False])
    assert stats.km_median(curve) is None
    assert curve[-1].survival == pytest.approx(0.666667, abs=1e-6)
    assert stats.km_quantile(curve, 0.25) == 9


def test_an_end_at_the_last_time_a_record_was_seen_open_counts_it_at_risk() -> None:
    """WE-O1: the order open on day 4 is at risk until then, not after."""
    curve = stats.kaplan_meier([3, 4, 5, 7, 10, 12], [True, False, True, True, True, False])
    assert [step.survival for step in curve] == close(0.833333, 0.625, 0.416667, 0.208333)
    assert stats.kaplan_meier([4, 4], [True, False])[0].survival == 0.5


def test_ends_on_the_first_day_are_allowed_and_earlier_ones_are_not() -> None:
    assert stats.kaplan_meier([0, 1], [True, True])[0] == (0, 2, 1, 0.5, 0.5)
    for time in (-1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="negative or no number"):
            stats.kaplan_meier([time], [True])
    with pytest.raises(ValueError, match="negative"):
        stats.restricted_mean([], -1)


@pytest.mark.parametrize("count", [2, 10, 24, 38, 44])
def test_exactly_half_is_half(count: int) -> None:
    """Rounding of the product must not put the median off to the next record."""
    curve = stats.kaplan_meier(range(1, count + 1), [True] * count)
    assert stats.km_median(curve) == count // 2


def test_nothing_has_no_curve() -> None:
    assert stats.kaplan_meier([], []) == []
    assert stats.km_median([]) is None
    assert stats.km_interval([]) == (None, None)
    assert stats.restricted_mean([], 30) == 30


@given(RECORDS)
def test_survival_and_incidences_share_out_all_records(records: list[tuple[int, int]]) -> None:
    """S(t) + CIF of every cause = 1 at every t, and CIF never exceeds 1 − KM of that cause alone."""
    times = [time for time, _ in records]
    causes = [cause for _, cause in records]
    survival = stats.kaplan_meier(times, [cause > 0 for cause in causes])
    won, lost = (stats.cumulative_incidence(times, causes, cause) for cause in (1, 2))
    alone = {step.time: step.survival for step in stats.kaplan_meier(times, [cause == 1 for cause in causes])}
    left = 1.0
    for step, win, loss in zip(survival, won, lost, strict=True):
        assert step.survival + win.share + loss.share == pytest.approx(1, abs=1e-9)
        left = alone.get(step.time, left)
        assert win.share <= 1 - left + 1e-9


@given(RECORDS)
def test_open_records_can_only_lengthen_the_median(records: list[tuple[int, int]]) -> None:
    """KM S(t) ≥ the share of completed durations > t, hence its median ≥ the median of the completed."""
    completed = sorted(time for time, cause in records if cause)
    curve = stats.kaplan_meier([time for time, _ in records], [cause > 0 for _, cause in records])
    for step in curve:
        longer = sum(time > step.time for time in completed) / len(completed)
        assert step.survival >= longer - 1e-9
    median = stats.km_median(curve)
    if completed and median is not None:
        assert median >= completed[(len(completed) - 1) // 2]


@given(RECORDS)
def test_without_open_records_the_curves_are_plain_shares(records: list[tuple[int, int]]) -> None:
    times = [time for time, _ in records]
    causes = [max(cause, 1) for _, cause in records]
    for step in stats.kaplan_meier(times, [True] * len(times)):
        assert step.survival == pytest.approx(sum(time > step.time for time in times) / len(times), abs=1e-9)
    won = stats.cumulative_incidence(times, causes, 1)
    assert won[-1].share == pytest.approx(causes.count(1) / len(causes), abs=1e-9)


@given(RECORDS)
def test_with_one_cause_the_incidence_varies_as_the_survival(records: list[tuple[int, int]]) -> None:
    """Its variance is then Greenwood's: S² Σ d ÷ n(n − d)."""
    times, causes = [time for time, _ in records], [min(cause, 1) for _, cause in records]
    survival = stats.kaplan_meier(times, [cause == 1 for cause in causes])
    for step, rise in zip(survival, stats.cumulative_incidence(times, causes, 1), strict=True):
        if step.greenwood is not None:
            assert rise.variance == pytest.approx(step.survival**2 * step.greenwood, abs=1e-12)


@given(RECORDS)
def test_records_counted_by_their_day_have_the_same_incidence(records: list[tuple[int, int]]) -> None:
    times, causes = [time for time, _ in records], [min(cause, 1) for _, cause in records]
    ended, still = {}, {}
    for time, cause in zip(times, causes, strict=True):
        counts = ended if cause else still
        counts[time] = counts.get(time, 0) + 1
    assert stats.counted_incidence(ended, still) == stats.cumulative_incidence(times, causes, 1)


@given(RECORDS, st.floats(0, 60))
def test_the_restricted_mean_of_ended_records_is_their_mean_cut_at_the_horizon(
    records: list[tuple[int, int]], horizon: float
) -> None:
    times = [time for time, _ in records]
    curve = stats.kaplan_meier(times, [True] * len(times))
    mean = sum(min(time, horizon) for time in times) / len(times)
    assert stats.restricted_mean(curve, horizon) == pytest.approx(mean, abs=1e-9)


@given(RECORDS, st.floats(0.05, 0.95))
def test_the_interval_of_a_quantile_holds_it(records: list[tuple[int, int]], share: float) -> None:
    curve = stats.kaplan_meier([time for time, _ in records], [cause > 0 for _, cause in records])
    (low, high), at = stats.km_interval(curve, share), stats.km_quantile(curve, share)
    if at is not None and low is not None:
        assert low <= at
    if high is not None:
        assert at is not None
        assert at <= high


ENDS = st.integers(0, 45) | st.floats(0, 45)


@given(RECORDS, ENDS, st.sampled_from([0.8, 0.95]), st.booleans())
def test_one_pass_says_the_same_as_one_after_the_other(
    records: list[tuple[int, int]], horizon: float, confidence: float, parts: bool
) -> None:
    """To the last bit, of whole numbers and of others."""
    times: list[float] = [time / 7 if parts else time for time, _ in records]
    causes = [cause for _, cause in records]
    curve = stats.kaplan_meier(times, [cause > 0 for cause in causes])
    rises = stats.cumulative_incidence(times, causes, 1)
    told = stats.lasting(times, causes, 1, horizon, confidence)
    assert (told.low, told.high) == stats.km_interval(curve, 0.5, confidence)
    assert told.median == stats.km_median(curve)
    assert told.mean == stats.restricted_mean(curve, horizon)
    assert [told.share] == stats.incidence_by(times, causes, 1, [horizon]) == [stats.incidence_at(rises, horizon)]


@given(RECORDS, st.lists(ENDS, max_size=5).map(sorted))
def test_the_incidence_by_some_times_is_that_of_the_curve(records: list[tuple[int, int]], ends: list[float]) -> None:
    times, causes = [time for time, _ in records], [cause for _, cause in records]
    curve = stats.cumulative_incidence(times, causes, 2)
    assert stats.incidence_by(times, causes, 2, ends) == [stats.incidence_at(curve, end) for end in ends]


def test_one_pass_over_what_it_cannot_tell() -> None:
    for times, causes, horizon in (([-1], [1], 1.0), ([1], [1], -1.0), ([float("nan")], [1], 1.0), ([1, 2], [1], 1.0)):
        with pytest.raises(ValueError, match=r"negative|shorter|longer"):
            stats.lasting(times, causes, 1, horizon)
