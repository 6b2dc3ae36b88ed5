"""What people answer: the worked examples C6 and C7, and what must hold for any answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.stats.survey import csat, nps, nps_of, nps_shift

ANSWERS = st.integers(0, 500)


def test_satisfaction_gives_the_worked_example() -> None:
    """WE-C6: 70 of 100, mean 3.90."""
    told = csat({5: 40, 4: 30, 3: 15, 2: 10, 1: 5})
    assert told is not None
    assert (told.satisfied, told.n, told.share, told.mean) == (70, 100, 0.7, 3.9)
    assert told.interval == pytest.approx((0.604151, 0.781051), abs=1e-6)


@pytest.mark.parametrize("scale", [5, 7, 10])
def test_satisfied_are_the_two_highest_of_each_scale(scale: int) -> None:
    told = csat({scale: 1, scale - 1: 2, scale - 2: 4, 1: 8}, scale)
    assert told is not None
    assert (told.satisfied, told.n) == (3, 15)


def test_what_satisfied_means_can_be_set() -> None:
    told = csat({3: 1, 2: 1}, satisfied_from=3)
    assert told is not None
    assert told.share == 0.5


@pytest.mark.parametrize("counts", [{0: 1}, {6: 1}, {3: -1}])
def test_scores_outside_the_scale_are_refused(counts: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="on a scale of 1 to 5"):
        csat(counts)


def test_no_answers_are_no_score() -> None:
    assert csat({}) is None
    assert csat({4: 0}) is None
    assert nps(0, 0, 0) is None
    assert nps_of([]) is None


def test_recommendation_gives_the_worked_example() -> None:
    """WE-C7: +30, standard error 7.81, 14.7 to 45.3."""
    told = nps(50, 30, 20)
    assert told is not None
    assert (told.score, told.error) == (30, pytest.approx(7.81025, abs=1e-6))
    assert told.interval == pytest.approx((14.692192, 45.307808), abs=1e-6)


def test_answers_are_promoters_from_9_and_detractors_up_to_6() -> None:
    told = nps_of([10, 9, 8, 7, 6, 0])
    assert told is not None
    assert told[:4] == (2, 2, 2, 0)
    with pytest.raises(ValueError, match="0 to 10"):
        nps_of([11])
    with pytest.raises(ValueError, match="negative"):
        nps(1, -1, 0)


def test_all_of_one_mind_leave_no_error_and_no_score_beyond_100() -> None:
    told = nps(7, 0, 0)
    assert told is not None
    assert (told.score, told.error, told.interval) == (100, 0, (100, 100))
    nearly = nps(9, 0, 1)
    assert nearly is not None
    assert nearly.interval[1] == 100


def test_four_points_more_with_eight_either_way_are_no_change() -> None:
    """Both waves of 100 with a standard error of 7.81: their difference has 11.05."""
    before, after = nps(50, 30, 20), nps(52, 30, 18)
    assert before is not None
    assert after is not None
    shift = nps_shift(before, after)
    assert (shift.change, shift.error) == (4, pytest.approx((before.error**2 + after.error**2) ** 0.5))
    assert shift.interval[0] < 0 < shift.interval[1]


@given(ANSWERS, ANSWERS, ANSWERS)
def test_the_score_flips_with_promoters_and_detractors(promoters: int, passives: int, detractors: int) -> None:
    told, flipped = nps(promoters, passives, detractors), nps(detractors, passives, promoters)
    if told is None or flipped is None:
        assert promoters + passives + detractors == 0
        return
    assert (told.score, told.error) == (-flipped.score, flipped.error)
    assert -100 <= told.interval[0] <= told.score <= told.interval[1] <= 100
