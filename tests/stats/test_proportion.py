"""Proportions: the worked examples of the metrics dictionary, and what must hold for any counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli import stats

COUNTS = st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


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
        (70, 100, 0.604151, 0.781051),  # WE-C6
        (3, 5, 0.230724, 0.882379),  # WE-C10
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


@pytest.mark.parametrize(("k", "n"), [(-1, 5), (6, 5), (1, 0)])
def test_more_than_all_is_no_proportion(k: int, n: int) -> None:
    for ask in (stats.wilson, lambda k, n: stats.two_proportion_z(1, 2, k, n)):
        with pytest.raises(ValueError, match="is no proportion"):
            ask(k, n)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95])
def test_a_confidence_is_between_0_and_1(confidence: float) -> None:
    with pytest.raises(ValueError, match="not between 0 and 1"):
        stats.wilson(1, 2, confidence)


def test_the_pooled_test_gives_the_worked_example() -> None:
    """WE-A8: z 2.332061, p .019697."""
    assert stats.two_proportion_z(62, 400, 40, 400) == pytest.approx(2.332061, abs=1e-6)
    assert stats.two_proportion_p(62, 400, 40, 400) == pytest.approx(0.019697, abs=1e-6)


def test_the_pooled_test_at_its_edges() -> None:
    assert stats.two_proportion_p(0, 5, 0, 7) == 1.0
    assert stats.two_proportion_p(5, 5, 7, 7) == 1.0
    assert stats.two_proportion_p(0, 0, 1, 2) is None
    assert stats.two_proportion_z(5, 5, 7, 7) == 0.0


@given(COUNTS, COUNTS)
def test_the_pooled_test_flips_its_sign_with_the_groups(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert stats.two_proportion_z(*other, *one) == pytest.approx(-(stats.two_proportion_z(*one, *other) or 0))
    assert 0 <= (stats.two_proportion_p(*one, *other) or 0) <= 1


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
