"""Statistics: the worked examples of the metrics dictionary, and what must hold for any numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli import stats

COUNTS = st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
RECORDS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from([0, 1, 2])), min_size=1, max_size=60)

# WE-F5: days until won (1) or lost (2), or still open (0)
CYCLE_DAYS = [10, 15, 20, 25, 30, 40, 50]
CYCLE_OUTCOME = [1, 2, 1, 0, 2, 1, 0]


def close(*expected: float) -> object:
    return pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (6, 40, 0.070612, 0.290723),  # WE-L2 web
        (4, 10, 0.16818, 0.687326),  # WE-L2 referral
        (0, 5, 0.0, 0.434482),  # WE-L2 event
        (1, 5, 0.036224, 0.624465),  # WE-L2 unknown
        (11, 60, 0.105578, 0.299198),  # WE-L2 total
        (12, 20, 0.386582, 0.781193),  # WE-F4
    ],
)
def test_wilson_gives_the_worked_examples(k: int, n: int, low: float, high: float) -> None:
    assert stats.wilson(k, n) == close(low, high)


def test_wilson_of_nothing_is_undefined() -> None:
    assert stats.wilson(0, 0) is None


def test_wilson_of_one_of_one_says_21_to_100_percent() -> None:
    low, high = stats.wilson(1, 1) or (0.0, 0.0)
    assert (round(low, 2), high) == (0.21, 1.0)


def test_the_constant_for_95_percent_is_the_normal_quantile() -> None:
    """One confidence spares the import, and gives what the import would."""
    nearly = stats.wilson(6, 40, 0.95 + 1e-13)
    assert stats.wilson(6, 40) == pytest.approx(nearly, abs=1e-9)


def test_a_wider_confidence_is_a_wider_interval() -> None:
    narrow, wide = stats.wilson(6, 40, 0.8), stats.wilson(6, 40, 0.99)
    assert narrow is not None
    assert wide is not None
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


@given(COUNTS)
def test_wilson_lies_in_the_unit_and_contains_the_rate(counts: tuple[int, int]) -> None:
    k, n = counts
    low, high = stats.wilson(k, n) or (2.0, -1.0)
    assert 0 <= low <= k / n <= high <= 1


@given(COUNTS)
def test_wilson_narrows_as_the_same_rate_is_seen_more_often(counts: tuple[int, int]) -> None:
    k, n = counts
    few, many = stats.wilson(k, n) or (0, 0), stats.wilson(2 * k, 2 * n) or (0, 0)
    assert many[1] - many[0] < few[1] - few[0]


@given(COUNTS)
def test_wilson_is_symmetric(counts: tuple[int, int]) -> None:
    k, n = counts
    low, high = stats.wilson(k, n) or (0, 0)
    assert stats.wilson(n - k, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_newcombe_gives_the_worked_example_of_an_experiment() -> None:
    """WE-A8: 62 of 400 against 40 of 400."""
    assert stats.newcombe(62, 400, 40, 400) == close(0.008693, 0.101482)


def test_referral_and_web_cannot_be_told_apart() -> None:
    """WE-L2: the interval of the difference includes 0."""
    low, high = stats.newcombe(4, 10, 6, 40) or (1, 1)
    assert low < 0 < high


def test_newcombe_needs_both_groups() -> None:
    assert stats.newcombe(1, 2, 0, 0) is None
    assert stats.newcombe(0, 0, 1, 2) is None


@given(COUNTS, COUNTS)
def test_newcombe_flips_its_sign_with_the_groups(one: tuple[int, int], other: tuple[int, int]) -> None:
    low, high = stats.newcombe(*one, *other) or (0, 0)
    assert stats.newcombe(*other, *one) == pytest.approx((-high, -low), abs=1e-12)
    assert low <= one[0] / one[1] - other[0] / other[1] <= high


def test_the_pooled_test_gives_the_worked_example() -> None:
    """WE-A8: z 2.332, p .019697."""
    assert stats.two_proportion_p(62, 400, 40, 400) == pytest.approx(0.019697, abs=1e-6)


def test_the_pooled_test_at_its_edges() -> None:
    assert stats.two_proportion_p(0, 5, 0, 7) == 1.0
    assert stats.two_proportion_p(5, 5, 7, 7) == 1.0
    assert stats.two_proportion_p(0, 0, 1, 2) is None


def test_benjamini_hochberg_keeps_the_order_given() -> None:
    """WE-A6: .001, .02, .03, .4 become .004, .04, .04, .4."""
    assert stats.benjamini_hochberg([0.03, 0.001, 0.4, 0.02]) == pytest.approx([0.04, 0.004, 0.4, 0.04])
    assert stats.benjamini_hochberg([]) == []


@given(st.lists(st.floats(0, 1), max_size=20))
def test_benjamini_hochberg_never_lowers_a_value_nor_changes_the_ranking(pvalues: list[float]) -> None:
    adjusted = stats.benjamini_hochberg(pvalues)
    assert all(p <= q * (1 + 1e-12) and q <= 1 for p, q in zip(pvalues, adjusted, strict=True))
    ranked = [adjusted[i] for i in sorted(range(len(pvalues)), key=lambda i: pvalues[i])]
    assert ranked == sorted(ranked)


def test_median_and_quantile() -> None:
    assert stats.median([3, 1, 2]) == 2
    assert stats.median([4, 1, 2, 3]) == 2.5
    assert stats.median([]) is None
    assert stats.quantile([10, 20, 30, 40, 50], 0.9) == 46
    assert stats.quantile([7], 0.9) == 7
    assert stats.quantile([1, 2], 1) == 2


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
    with pytest.raises(ValueError, match="negative"):
        stats.kaplan_meier([-1], [True])


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
