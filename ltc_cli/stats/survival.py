"""Durations of records of which some are still open (metrics F5, F6): how many last, and what they end in.

A record is a time, in any unit, and whether or by what it ended; one that is still open was last seen at its time and
is at risk until then. Dropping the open ones would make everything look fast.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ltc_cli.stats.normal import deviate
from ltc_cli.stats.proportion import Interval

_SLACK = 1e-12
"""Sums of floats that should reach a share exactly may miss it by less than this."""
_HALF = 0.5 + _SLACK
_BITS = 3
_LAST = (1 << _BITS) - 1
"""The largest cause that is sorted with its time."""


class Step(NamedTuple):
    """A time at which something ended, and the survival from then on."""

    time: float
    at_risk: int
    ended: int
    survival: float
    greenwood: float | None
    """The sum in Greenwood's variance of the survival: of ended ÷ (at risk · (at risk − ended)); None at its end."""


class Lasting(NamedTuple):
    """What is told of how long records last."""

    median: float | None
    low: float | None
    high: float | None
    """The ends of the median's interval."""
    mean: float
    """Restricted to the horizon."""
    share: float
    """Of the records, ended by the cause by the horizon."""


class Rise(NamedTuple):
    """A time at which some records ended, and the share of all that had ended in one way by then."""

    time: float
    share: float
    variance: float
    """Of the share, as it is from one sample to the next."""


def kaplan_meier(times: Sequence[float], ended: Sequence[bool]) -> list[Step]:
    """The share that lasts longer than each time, where records with `ended` false are still open (F5).

    Ends at the same time count together; a record last seen open at t is at risk at t. Raises `ValueError`
    for a negative or infinite time, or when there are not as many times as ends.

    Source: Kaplan, Meier 1958, J. Am. Stat. Assoc. 53:457; Greenwood 1926 for the variance.
    """
    steps = []
    survival, greenwood = 1.0, 0.0
    for time, at_risk, ends, _ in _risk_table(times, ended):
        left = at_risk - ends
        survival *= left / at_risk
        greenwood += ends / (at_risk * left) if left else 0.0
        steps.append(Step(time, at_risk, ends, survival, greenwood if left else None))
    return steps


def survival_interval(step: Step, confidence: float = 0.95) -> Interval | None:
    """The interval of the survival after a step, from log(−log) limits; None where everything has ended.

    Source: Kalbfleisch, Prentice 1980, The Statistical Analysis of Failure Time Data, 1.3.
    """
    return None if step.greenwood is None else _log_log(step.survival, math.sqrt(step.greenwood), confidence)


def km_median(curve: Sequence[Step]) -> float | None:
    """The smallest time by which half have ended; None when that is not reached."""
    return km_quantile(curve, 0.5)


def km_quantile(curve: Sequence[Step], share: float) -> float | None:
    """The smallest time by which a share (0 to 1) has ended; None when that is not reached."""
    return next((step.time for step in curve if step.survival <= 1 - share + _SLACK), None)


def km_interval(
    curve: Sequence[Step], share: float = 0.5, confidence: float = 0.95
) -> tuple[float | None, float | None]:
    """The interval of `km_quantile`, where the limits of the survival cross that share.

    None at an end that is not reached.

    Source: Brookmeyer, Crowley 1982, Biometrics 38:29, with the limits of Kalbfleisch, Prentice 1980.
    """
    crossing = _Crossing(share, confidence)
    for step in curve:
        crossing.pass_by(step.time, step.survival, step.greenwood)
        if crossing.high is not None:
            break
    return crossing.low, crossing.high


class _Crossing:
    """Where the limits of a falling survival cross a share, as one goes along its steps."""

    def __init__(self, share: float, confidence: float) -> None:
        self.low: float | None = None
        self.high: float | None = None
        self._wanted, self._confidence = 1 - share + _SLACK, confidence
        self._errors = deviate(confidence)
        self._steep = math.log(-math.log(self._wanted)) if 0 < self._wanted < 1 else math.inf

    def pass_by(self, time: float, survival: float, greenwood: float | None) -> None:
        """A step, of those up to the one at which `high` is found."""
        if survival > self._wanted:
            if self.low is not None:
                return  # the upper limit is above the survival
            if greenwood is not None and survival < 1:
                fallen = -math.log(survival)
                if self._errors * math.sqrt(greenwood) < fallen * (self._steep - math.log(fallen)) - _SLACK:
                    return  # so is the lower one: told without its powers, which takes long for a million
        # where everything has ended there is no variance: the upper limit stays where it was
        lower, upper = 0.0, 1.0
        if greenwood is not None:
            lower, upper = _log_log(survival, math.sqrt(greenwood), self._confidence)
        if self.low is None and lower <= self._wanted:
            self.low = time
        if upper <= self._wanted:
            self.high = time


def restricted_mean(curve: Sequence[Step], horizon: float) -> float:
    """The mean time that a record lasts up to a horizon: the area under the survival from 0 to there.

    Where the horizon is after everything seen, the survival counts on as it stood last. Raises `ValueError` for
    a negative horizon.

    Source: Royston, Parmar 2013, BMC Medical Research Methodology 13:152.
    """
    if horizon < 0:
        raise ValueError(f"the horizon {horizon} is negative")
    area, before, survival = 0.0, 0.0, 1.0
    for step in curve:
        if step.time >= horizon:
            break
        area += survival * (step.time - before)
        before, survival = step.time, step.survival
    return area + survival * (horizon - before)


def lasting(
    times: Sequence[float], causes: Sequence[int], cause: int, horizon: float, confidence: float = 0.95
) -> Lasting:
    """What `kaplan_meier` and `incidence_by` say of a million records, in one pass that keeps no step of it.

    To the last bit the same as `km_median`, `km_interval`, `restricted_mean` and `incidence_by` one after the other.
    Raises `ValueError` as they do.
    """
    if horizon < 0:
        raise ValueError(f"the horizon {horizon} is negative")
    survival = held = 1.0
    greenwood = share = area = before = 0.0
    median: float | None = None
    crossing = _Crossing(0.5, confidence)
    for time, at_risk, ends, own in _risk_table(times, causes, cause):
        left = at_risk - ends
        if time <= horizon:
            share += survival * own / at_risk
        if time < horizon:
            area += survival * (time - before)
            before, held = time, survival * (left / at_risk)
        survival *= left / at_risk
        greenwood += ends / (at_risk * left) if left else 0.0
        if median is None and survival <= _HALF:
            median = time
        if crossing.high is None and (median is not None or crossing.low is None):
            crossing.pass_by(time, survival, greenwood if left else None)
    return Lasting(median, crossing.low, crossing.high, area + held * (horizon - before), share)


def cumulative_incidence(times: Sequence[float], causes: Sequence[int], cause: int) -> list[Rise]:
    """The share that has ended by `cause`, at each time at which any record ended; cause 0 is still open.

    The other causes compete: CIF(t) = Σ S(tᵢ−) · dᵢ ÷ nᵢ (F5), ends at the same time counting together. Raises
    `ValueError` for a negative or infinite time, or when there are not as many times as causes.

    Source: Aalen, Johansen 1978, Scand. J. Stat. 5:141; the variance by the delta method, Marubini, Valsecchi 1995,
    Analysing Survival Data from Clinical Trials and Observational Studies, 10.2.
    """
    return list(_rises(_risk_table(times, causes, cause)))


def incidence_by(times: Sequence[float], causes: Sequence[int], cause: int, ends: Sequence[float]) -> list[float]:
    """`cumulative_incidence` by each of some times in order, without the variances: 0 before anything has ended."""
    found: list[float] = []
    survival, share = 1.0, 0.0
    for time, at_risk, ended, by_cause in _risk_table(times, causes, cause):
        while len(found) < len(ends) and ends[len(found)] < time:
            found.append(share)
        share += survival * by_cause / at_risk
        survival *= (at_risk - ended) / at_risk
    return found + [share] * (len(ends) - len(found))


def counted_incidence(ended: Mapping[int, int], still: Mapping[int, int]) -> list[Rise]:
    """`cumulative_incidence` of one cause for records counted by their duration, such as whole days.

    `ended` has how many ended after each duration, `still` how many were last seen open after it.
    """
    table = []
    at_risk = sum(ended.values()) + sum(still.values())
    for time in sorted(ended.keys() | still.keys()):
        ends = ended.get(time, 0)
        if ends:
            table.append((time, at_risk, ends, ends))
        at_risk -= ends + still.get(time, 0)
    return list(_rises(table))


def incidence_at(curve: Sequence[Rise], time: float) -> float:
    """The share that had ended in this way by a time."""
    return max((rise.share for rise in curve if rise.time <= time), default=0.0)


def incidence_interval(rise: Rise, confidence: float = 0.95) -> Interval | None:
    """The interval of the share, from log(−log) limits; None while none or once all have ended in this way.

    Source: Marubini, Valsecchi 1995 (as for the variance), with the limits of Kalbfleisch, Prentice 1980.
    """
    if not _SLACK < rise.share < 1 - _SLACK:
        return None
    return _log_log(rise.share, math.sqrt(rise.variance) / rise.share, confidence)


def incidence_quantile(curve: Sequence[Rise], share: float) -> float | None:
    """The time by which a share (0 to 1) of those who ever end in this way have; None if nobody does.

    With 0.9 it is the horizon after which a cohort counts as mature (G7).
    """
    if not curve or curve[-1].share <= 0:
        return None
    wanted = share * curve[-1].share
    return next(rise.time for rise in curve if rise.share >= wanted - _SLACK)


def _risk_table(
    times: Sequence[float], causes: Sequence[int], cause: int | None = None
) -> Iterator[tuple[float, int, int, int]]:
    """Each time at which something ended, how many were at risk, ended, and ended by one cause (0: still open)."""
    at_risk = left = len(times)
    before, ends, own = -1.0, 0, 0
    for time, end in _ordered(times, causes):
        if time != before:
            if ends:
                yield before, at_risk, ends, own
            before, at_risk, ends, own = time, left, 0, 0
        left -= 1
        if end:
            ends += 1
            own += end == cause
    if ends:
        yield before, at_risk, ends, own


def _ordered(times: Sequence[float], causes: Sequence[int]) -> Iterable[tuple[float, int]]:
    """Times with their causes, in order: whole numbers are sorted with the cause in their last bits, which is quick."""
    whole = set(map(type, times)) == {int} and max(causes) <= _LAST
    if min(times) < 0 if whole else not all(0 <= time < math.inf for time in times):
        raise ValueError("a duration is negative or no number")
    if not whole:
        return sorted(zip(times, causes, strict=True))
    keys = sorted([int(time) << _BITS | end for time, end in zip(times, causes, strict=True)])
    return zip([key >> _BITS for key in keys], [key & _LAST for key in keys], strict=True)


def _rises(table: Iterable[tuple[float, int, int, int]]) -> Iterator[Rise]:
    """The rises of one cause from how many, at each time, were at risk, ended, and ended by it.

    The variance is Σ (F − Fᵢ)² aᵢ + Σ Sᵢ² dᵢ(nᵢ − dᵢ) ÷ nᵢ³ − 2 Σ (F − Fᵢ) bᵢ, whose squares are multiplied out so that
    one pass does.
    """
    survival, share = 1.0, 0.0
    a0 = a1 = a2 = b0 = b1 = own = 0.0
    for time, at_risk, ended, by_cause in table:
        share += survival * by_cause / at_risk
        left = at_risk - ended
        a = ended / (at_risk * left) if left else 0.0  # after the last there is no F − Fᵢ to weigh
        b = survival * by_cause / at_risk**2
        a0, a1, a2 = a0 + a, a1 + a * share, a2 + a * share * share
        b0, b1 = b0 + b, b1 + b * share
        own += survival * survival * by_cause * (at_risk - by_cause) / at_risk**3
        survival *= left / at_risk
        yield Rise(time, share, max(0.0, share * share * a0 - 2 * share * a1 + a2 + own - 2 * (share * b0 - b1)))


def _log_log(share: float, relative_error: float, confidence: float) -> Interval:
    """The limits of a share between 0 and 1 that are symmetric for log(−log share)."""
    log = math.log(share)
    width = math.exp(min(700.0, deviate(confidence) * relative_error / abs(log)))
    return math.exp(log * width), math.exp(log / width)
