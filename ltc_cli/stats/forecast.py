"""What open deals will bring, as a range, and how good such forecasts were (metrics F10, F11, F12).

Deals are won or not, each by itself. A single number hides that three deals of which one is large make little or much,
and hardly ever their mean; the distribution of the sum says so.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, pairwise
from typing import NamedTuple

from ltc_cli.money import mul_div_half_up
from ltc_cli.stats.proportion import Interval, wilson

_SLACK = 1e-12
_EXACT = 15
"""Up to so many deals every outcome is looked at by itself."""
_WORK = 1_000_000
"""How many cells may be written for one distribution: a fraction of a second."""
_CELLS = 50_000
"""So fine may a grid be, of everything there is to win."""
_NEVER = 1e-20
"""What is less likely than this is left out of a grid."""
_MANY = 100
"""So many deals alike, in steps and chance, are taken at once: how many of them are won is binomial."""

BANDS = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
"""Where the bands of a calibration begin and end."""


class Chance(NamedTuple):
    """A deal that may be won."""

    minor: int
    """Its amount in minor units."""
    probability: float


class Distribution(NamedTuple):
    """What a sum of deals may come to, from the least total up."""

    totals: tuple[int, ...]
    """In minor units."""
    chances: tuple[float, ...]
    step: int
    """1 when every total is exact, else how far apart the totals are that stand for all between them."""


class Range(NamedTuple):
    """Totals, in minor units, that one, five and nine in ten outcomes do not exceed."""

    p10: int
    p50: int
    p90: int


class Accuracy(NamedTuple):
    """How far forecasts were off, as ratios of what came; None where nothing came to compare with."""

    wape: float | None
    """Weighted absolute percentage error: all misses, either way."""
    bias: float | None
    """Misses above less misses below: above 0 the forecasts were too high."""
    mape: float | None
    """The mean of each one's own error; None as soon as one actual is 0 or less."""


class Band(NamedTuple):
    """What became of the deals that were given a probability from `low` up to `high`."""

    low: float
    high: float
    """Not in the band, but for 1."""
    n: int
    won: int
    predicted: float | None
    """The mean of their probabilities; None where there are none."""
    observed: float | None
    interval: Interval | None
    """Wilson's, of what was observed: the band is calibrated where it includes what was predicted."""


def win_probability(won: int, closed: int, prior: float | None, strength: float = 10) -> float | None:
    """The chance that a deal in a stage is won, from those that were there, drawn towards the rate of all.

    None without a prior and closed deals. Raises `ValueError` unless 0 ≤ won ≤ closed, 0 ≤ prior ≤ 1, strength ≥ 0.

    Source: the mean of a beta posterior, (won + s · p₀) ÷ (closed + s) (metrics F10).
    """
    if not 0 <= won <= closed or not 0 <= (prior or 0) <= 1 or strength < 0:
        raise ValueError(f"{won} won of {closed} at {prior} with a weight of {strength}")
    if prior is None:
        return won / closed if closed else None
    return (won + strength * prior) / (closed + strength) if closed + strength else None


def moments(deals: Sequence[Chance]) -> tuple[float, float]:
    """The mean of the sum and its standard deviation, in minor units, for a description: not to be added up as money.

    Raises `ValueError` for a negative amount or a probability outside 0 to 1.
    """
    _check(deals)
    mean = math.fsum(deal.minor * deal.probability for deal in deals)
    return mean, math.sqrt(math.fsum(deal.minor**2 * deal.probability * (1 - deal.probability) for deal in deals))


def distribution(deals: Sequence[Chance]) -> Distribution:
    """Every total the deals may come to, with its chance.

    Up to 15 deals, and wherever the amounts have a large common divisor, it is exact. Else totals stand on a grid, each
    amount rounded to it and the mean kept: with n deals a total is off by √(n ÷ 12) steps or so, a step being 1/200 of
    the standard deviation or less, unless the sum of all amounts is 250 times that. Raises `ValueError` as
    `moments` does.

    Source: convolution of independent Bernoulli variables (metrics F10).
    """
    mean, deviation = moments(deals)
    sure = sum(deal.minor for deal in deals if deal.probability == 1)
    open_ = [deal for deal in deals if 0 < deal.probability < 1 and deal.minor]
    if len(open_) <= _EXACT:
        return _enumerated(open_, sure)
    common = math.gcd(*(deal.minor for deal in open_))
    if len(open_) * sum(deal.minor for deal in open_) // common <= _WORK:
        exact = _convolved([(deal.minor // common, deal.probability) for deal in open_])
        return _told({sure + place * common: chance for place, chance in exact.items()}, 1)
    most = sum(deal.minor for deal in deals)
    step = max(1, most // _CELLS, int(deviation / max(200, _CELLS // len(open_))))
    rounded = [((2 * deal.minor + step) // (2 * step), deal.probability) for deal in open_]
    shift = round(mean - step * math.fsum(steps * probability for steps, probability in rounded))
    found: dict[int, float] = {}
    for place, chance in _convolved(rounded).items():
        total = min(most, max(sure, shift + place * step))
        found[total] = found.get(total, 0.0) + chance
    return _told(found, step)


def total_quantile(found: Distribution, share: float) -> int:
    """The smallest total, in minor units, that a share (0 to 1) of the outcomes does not exceed.

    Raises `ValueError` for a share outside 0 to 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is not a share of 0 to 1")
    reached = 0.0
    for total, chance in zip(found.totals, found.chances, strict=True):
        reached += chance
        if reached >= share - _SLACK:
            return total
    return found.totals[-1]


def outlook(deals: Sequence[Chance], booked: int = 0) -> Range:
    """The range of what a period will have brought in the end, with what is booked already (F11), in minor units.

    Raises `ValueError` as `moments` does.
    """
    found = distribution(deals)
    return Range(*(booked + total_quantile(found, share) for share in (0.1, 0.5, 0.9)))


def allowance(brought: Sequence[int], days_left: int, days: int) -> int | None:
    """What deals not yet there will bring in the days left of a period, in minor units.

    From what deals that were opened and won within one period brought in each of the earlier ones: the mean of the last
    four, by the share of the days left. None below three periods. Raises `ValueError` unless 0 ≤ days left ≤ days.
    """
    if not 0 <= days_left <= days or days == 0:
        raise ValueError(f"{days_left} of {days} days")
    last = brought[-4:]
    return mul_div_half_up(sum(last), days_left, len(last) * days) if len(last) >= 3 else None


def accuracy(forecasts: Sequence[float], actuals: Sequence[float]) -> Accuracy:
    """How far forecasts were off what came, period by period.

    Raises `ValueError` when there are not as many of the one as of the other.

    Source: metrics F12: Σ|F − A| ÷ ΣA, Σ(F − A) ÷ ΣA, and the mean of |F − A| ÷ A.
    """
    pairs = list(zip(forecasts, actuals, strict=True))
    came = math.fsum(actuals)
    own = [abs(forecast - actual) / actual for forecast, actual in pairs if actual > 0]
    mape = math.fsum(own) / len(own) if own and len(own) == len(pairs) else None
    if came <= 0:
        return Accuracy(None, None, mape)
    misses = [forecast - actual for forecast, actual in pairs]
    return Accuracy(math.fsum(map(abs, misses)) / came, math.fsum(misses) / came, mape)


def brier(probabilities: Sequence[float], won: Sequence[bool]) -> float | None:
    """The mean squared distance of probabilities from what came: 0 is perfect, 0.25 is saying one half each time.

    None of nothing. Raises `ValueError` for a probability outside 0 to 1, or when there are not as many as outcomes.

    Source: Brier 1950, Monthly Weather Review 78:1.
    """
    pairs = _judged(probabilities, won)
    return math.fsum((probability - came) ** 2 for probability, came in pairs) / len(pairs) if pairs else None


def calibration(probabilities: Sequence[float], won: Sequence[bool], edges: Sequence[float] = BANDS) -> list[Band]:
    """Of the deals in each band of probability, the share that was won, beside what was predicted.

    Raises `ValueError` as `brier` does.
    """
    pairs = _judged(probabilities, won)
    bands = []
    for low, high in pairwise(edges):
        inside = [(p, came) for p, came in pairs if low <= p and (p < high or p == high == edges[-1])]
        n, k = len(inside), sum(came for _, came in inside)
        if n:
            bands.append(Band(low, high, n, k, math.fsum(p for p, _ in inside) / n, k / n, wilson(k, n)))
        else:
            bands.append(Band(low, high, 0, 0, None, None, None))
    return bands


def _enumerated(deals: Sequence[Chance], sure: int) -> Distribution:
    found = {sure: 1.0}
    for minor, probability in deals:
        grown: dict[int, float] = {}
        for total, chance in found.items():
            grown[total] = grown.get(total, 0.0) + chance * (1 - probability)
            grown[total + minor] = grown.get(total + minor, 0.0) + chance * probability
        found = grown
    return _told(found, 1)


def _convolved(deals: Sequence[tuple[int, float]]) -> dict[int, float]:
    """The chance of each total in steps, but for those too unlikely to matter at either end."""
    first, cells = 0, [1.0]
    for steps, begin, spread in _alike(deals):
        first += steps * begin
        cells = _joined(cells, steps, spread)
        low = next(place for place, chance in enumerate(cells) if chance > _NEVER)
        high = next(place for place, chance in enumerate(reversed(cells)) if chance > _NEVER)
        first, cells = first + low, cells[low : len(cells) - high]
    return dict(enumerate(cells, first))


def _alike(deals: Iterable[tuple[int, float]]) -> Iterator[tuple[int, int, Sequence[float]]]:
    """Deals one by one, or those that are alike at once: their steps, the fewest won, and the chance of so many."""
    for (steps, probability), n in sorted(Counter(deals).items()):
        if n >= _MANY:
            yield steps, *_binomial(n, probability)
        else:
            yield from [(steps, 0, (1 - probability, probability))] * n


def _joined(cells: list[float], steps: int, spread: Sequence[float]) -> list[float]:
    """The chances of totals with those of so many more won."""
    if len(spread) == 2:
        lost, won = spread
        none = [0.0] * steps
        return [lost * without + won * within for without, within in zip(cells + none, none + cells, strict=True)]
    found = [0.0] * (len(cells) + steps * (len(spread) - 1))
    for begin, chance in zip(count(0, steps), spread, strict=False):
        end = begin + len(cells)
        found[begin:end] = [there + chance * more for there, more in zip(found[begin:end], cells, strict=True)]
    return found


def _binomial(n: int, probability: float) -> tuple[int, list[float]]:
    """The chances of how many of n are won, from the fewest that is not too unlikely on."""
    odds, usual = probability / (1 - probability), int((n + 1) * probability)
    above, below = [1.0], list[float]()
    for k in range(usual, n):
        if above[-1] < _NEVER:
            break
        above.append(above[-1] * odds * (n - k) / (k + 1))
    for k in range(usual, 0, -1):
        if below and below[-1] < _NEVER:
            break
        below.append((below[-1] if below else 1.0) * k / (odds * (n - k + 1)))
    whole = math.fsum((*above, *below))
    return usual - len(below), [each / whole for each in (*reversed(below), *above)]


def _told(found: dict[int, float], step: int) -> Distribution:
    reached = sorted((total, chance) for total, chance in found.items() if chance > 0)
    return Distribution(tuple(total for total, _ in reached), tuple(chance for _, chance in reached), step)


def _judged(probabilities: Sequence[float], won: Sequence[bool]) -> list[tuple[float, bool]]:
    pairs = list(zip(probabilities, won, strict=True))
    if not all(0 <= probability <= 1 for probability in probabilities):
        raise ValueError("a probability is outside 0 to 1")
    return pairs


def _check(deals: Sequence[Chance]) -> None:
    for deal in deals:
        if deal.minor < 0 or not 0 <= deal.probability <= 1:
            raise ValueError(f"{deal} is no deal that may be won")
