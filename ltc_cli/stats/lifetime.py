"""What a customer is worth from now on (metrics C3, C4): how long they stay, how often they buy, how much each time.

Nobody says when they stop buying. The BG/NBD model infers it: while alive, a customer buys at a rate of their own,
gamma distributed with shape r and rate α; after each purchase they leave with a chance of their own, beta distributed
with a and b. Who never came back cannot have left by this model and is alive for sure. The Gamma-Gamma model says what
they spend, which must not depend on how often. Times are in one unit throughout, such as weeks; money is a float here,
for an estimate is no amount.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import lgamma
from typing import NamedTuple

from ltc_cli.stats.simplex import Lowest, Point, minimise
from ltc_cli.stats.slope import Slope, descend, digamma

FINITE = (1e-4, 1e4)
"""Where the parameters of a fit that can be trusted lie."""


class History(NamedTuple):
    """The purchases of a customer."""

    repeats: int
    """Days with a purchase after the first."""
    last: float
    """From the first purchase to the last."""
    age: float
    """From the first purchase to the end of what was observed."""


class Spend(NamedTuple):
    """What a customer spent."""

    repeats: int
    mean: float
    """On a day with a purchase, the first not counted."""


class Buying(NamedTuple):
    """A fitted BG/NBD model."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float


class Spending(NamedTuple):
    """A fitted Gamma-Gamma model."""

    p: float
    q: float
    v: float
    log_likelihood: float


def history(days: Iterable[int], end: int, unit: int = 1) -> History:
    """The history of a customer who bought on these days, told in units of so many days (7: weeks).

    Several purchases on one day count once. Raises `ValueError` without a day, or for one after the end.
    """
    bought = set(days)
    if not bought or max(bought) > end:
        raise ValueError("a history needs a purchase, and none after its end")
    first = min(bought)
    return History(len(bought) - 1, (max(bought) - first) / unit, (end - first) / unit)


def fit_buying(histories: Sequence[History]) -> Buying | None:
    """The BG/NBD model under which the histories are most likely.

    None where nobody came back, or where no parameters within `FINITE` are best: then everybody buys alike, or nobody
    or everybody leaves. Raises `ValueError` for a history whose last purchase is not between its first and its end.

    Source: Fader, Hardie, Lee 2005, Marketing Science 24:275, equation 6.
    """
    for each in histories:
        if not (0 <= each.last <= each.age < math.inf and each.repeats >= 0 and (each.repeats > 0) == (each.last > 0)):
            raise ValueError(f"{each} is no history")
    if not any(each.repeats for each in histories):
        return None
    age = sum(each.age for each in histories) / len(histories)
    starts = [_logs(0.3, 0.15 * age, 0.8, 2.5), _logs(1.5, age, 0.5, 1.0)]
    found = _lowest(_buying_loss(histories), starts)
    r, alpha, a, b = map(math.exp, found.point)
    return Buying(r, alpha, a, b, -found.value) if found.converged and _is_finite(found.point) else None


def alive(model: Buying, past: History) -> float:
    """The chance that a customer still buys; 1 for one who never came back, of whom the model cannot tell.

    Source: Fader, Hardie, Lee 2008, Computing P(alive) Using the BG/NBD Model.
    """
    if past.repeats == 0:
        return 1.0
    r, alpha, a, b, _ = model
    x = past.repeats
    odds = math.log(a / (b + x - 1)) + (r + x) * math.log((alpha + past.age) / (alpha + past.last))
    return math.exp(-_softplus(odds))


def expected_purchases(model: Buying, past: History, time: float) -> float:
    """How many days with a purchase a customer is expected to have in the time after their history.

    The work grows with time ÷ (α + age). Raises `ValueError` for a negative time, or one a million times as long as
    that.

    Source: Fader, Hardie, Lee 2005, equation 10, summed over how many purchases would fall in that time: that number
    is negative binomial, and before each of them the customer may have left. All terms are positive, so that nothing
    cancels, where the hypergeometric function of the paper has a pole at a = 1.
    """
    r, alpha, a, b, _ = model
    if not 0 <= time < 1e6 * (alpha + past.age):
        raise ValueError(f"the time {time} is negative, or too long after {past}")
    if time == 0:
        return 0.0
    shape, z = r + past.repeats, time / (alpha + past.age + time)
    stays, made = b + past.repeats, 0.0
    still = chance = weights = 1.0
    total, count = 0.0, 0
    ratio = max(z, z * shape)
    # beyond the peak of the chances the rest is less than a geometric series
    while count == 0 or ratio >= 1 or chance * (made + 1 / (1 - ratio)) > 1e-14 * (1 - ratio) * total:
        made += still
        still *= (stays + count) / (a + stays + count)
        chance *= z * (shape + count) / (count + 1)
        count += 1
        ratio = max(z, z * (shape + count) / (count + 1))
        weights += chance
        total += chance * made
        if chance > 1e200:
            chance, weights, total = chance * 1e-200, weights * 1e-200, total * 1e-200
    return alive(model, past) * total / weights


def fit_spending(spends: Sequence[Spend]) -> Spending | None:
    """The Gamma-Gamma model under which the spends are most likely.

    Who never came back or spent nothing on the whole is left out. None with fewer than three others, or where no
    parameters within `FINITE` are best. Look at `correlation` first: above 0.3, either way, the model does not hold.

    Source: Fader, Hardie 2013, The Gamma-Gamma Model of Monetary Value, equation 1a.
    """
    used = [each for each in spends if each.repeats > 0 and each.mean > 0]
    if len(used) < 3:
        return None
    unit = sum(each.mean for each in used) / len(used)  # in which v is of order 1
    scaled = [Spend(each.repeats, each.mean / unit) for each in used]
    found = _lowest(_spending_loss(scaled), [_logs(5.0, 3.5, 0.5), _logs(1.0, 10.0, 9.0)])
    p, q, v = map(math.exp, found.point)
    trusted = found.converged and _is_finite(found.point)
    return Spending(p, q, v * unit, -found.value - len(used) * math.log(unit)) if trusted else None


def expected_spend(model: Spending, past: Spend | None = None) -> float | None:
    """What a customer spends on a day with a purchase, in the unit of the fit; of one never seen back, the mean of all.

    None where the model has no mean, which is with q of 1 or less and nothing known.

    Source: Fader, Hardie 2013, equation 5: (p · x · m + p · v) ÷ (p · x + q − 1).
    """
    p, q, v, _ = model
    x, mean = (past.repeats, past.mean) if past and past.repeats > 0 and past.mean > 0 else (0, 0.0)
    below = p * x + q - 1
    return p * (x * mean + v) / below if below > 0 else None


def expected_value(
    buying: Buying, past: History, spend: float, discount: float, periods: int, period: float = 1.0
) -> float:
    """What a customer is worth in so many periods to come, of so many units of the model each.

    `spend` is the margin on a day with a purchase, `discount` the rate of one period. Raises `ValueError` for a
    discount of −1 or less.

    Source: metrics C4: Σ spend · ΔE[X(t)] ÷ (1 + d)ᵗ.
    """
    if discount <= -1:
        raise ValueError(f"a discount of {discount}")
    total = before = 0.0
    for number in range(1, periods + 1):
        by_then = expected_purchases(buying, past, number * period)
        total += spend * (by_then - before) / (1 + discount) ** number
        before = by_then
    return total


def retention_value(
    margin: float, retention: float, discount: float, *, first_now: bool = False, periods: int | None = None
) -> float | None:
    """What a customer is worth who pays a margin each period as long as they stay (C3), for ever or some periods.

    The first margin comes after one period and only if they stay, or now as well. Retention and discount are of that
    same period. None where it has no end, which is with a retention of 1 and no discount. Raises `ValueError` for a
    retention outside 0 to 1, or a negative discount.

    Source: m · r ÷ (1 + d − r), with the first margin now m · (1 + d) ÷ (1 + d − r) (metrics C3).
    """
    if not 0 <= retention <= 1 or discount < 0:
        raise ValueError(f"a retention of {retention} at a discount of {discount}")
    keep = retention / (1 + discount)
    if periods is not None:
        later = margin * math.fsum(keep**number for number in range(1, periods + 1))
    elif keep == 1:
        return None
    else:
        later = margin * retention / (1 + discount - retention)
    return later + margin if first_now else later


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Pearson's correlation, −1 to 1; None of fewer than two pairs, or where one side never varies.

    Raises `ValueError` when there are not as many of the one as of the other.
    """
    pairs = list(zip(xs, ys, strict=True))
    if len(pairs) < 2 or min(xs) == max(xs) or min(ys) == max(ys):
        return None
    x0, y0 = math.fsum(xs) / len(pairs), math.fsum(ys) / len(pairs)
    dx, dy = math.hypot(*(x - x0 for x in xs)), math.hypot(*(y - y0 for y in ys))
    if dx == 0 or dy == 0:
        return None
    return max(-1.0, min(1.0, math.fsum((x - x0) / dx * ((y - y0) / dy) for x, y in pairs)))


def _lowest(loss: Slope, starts: Sequence[Point]) -> Lowest:
    """Where a loss is least: by its slope, or by a slow search where descents disagree on which side of `FINITE`."""
    ends = [descend(loss, start) for start in starts]
    inside = [_is_finite(each.point) for each in ends]
    if any(inside) and not all(here and end.converged for here, end in zip(inside, ends, strict=True)):
        return minimise(lambda point: loss(point)[0], starts)
    return min(ends, key=lambda each: each.value)


def _is_finite(point: Point) -> bool:
    return all(FINITE[0] < math.exp(each) < FINITE[1] for each in point)


def _buying_loss(histories: Sequence[History]) -> Slope:
    """The negative log likelihood by the logarithms of r, α, a and b; infinite far from what `FINITE` allows."""
    repeats = Counter(each.repeats for each in histories)
    ages, bought = Counter(each.age for each in histories), Counter[float]()
    for each in histories:
        bought[each.age] += each.repeats
    back = _by_repeats(histories)
    times = {time for each in histories for time in (each.last, each.age)}  # far fewer than histories: logs once each
    total, furthest = len(histories), math.log(FINITE[1]) + 1

    def loss(point: Point) -> tuple[float, Point]:
        if any(abs(each) > furthest for each in point):
            return math.inf, point
        r, alpha, a, b = map(math.exp, point)
        grown = {time: math.log(alpha + time) for time in times}
        shrunk = {time: 1 / (alpha + time) for time in times}
        value = total * (r * point[1] - lgamma(r) - lgamma(b) + lgamma(a + b))
        value += sum(n * (lgamma(r + x) + lgamma(b + x) - lgamma(a + b + x)) for x, n in repeats.items())
        value -= sum((n * r + bought[age]) * grown[age] for age, n in ages.items())
        by_r = total * point[1] + _turned(r, repeats, total) - sum(n * grown[age] for age, n in ages.items())
        by_alpha = total * r / alpha - sum((n * r + bought[age]) * shrunk[age] for age, n in ages.items())
        by_a = -_turned(a + b, repeats, total)
        by_b = by_a + _turned(b, repeats, total)
        for x, group in back.items():
            # having left after the last purchase, against being alive still
            all_, gone, of_r, of_alpha = _left(point[2] - math.log(b + x - 1), r + x, group, grown, shrunk)
            value += all_
            by_r += of_r
            by_alpha += of_alpha * (r + x)
            by_a += gone / a
            by_b -= gone / (b + x - 1)
        return -value, (-by_r * r, -by_alpha * alpha, -by_a * a, -by_b * b)

    return loss


def _turned(shape: float, repeats: Mapping[int, int], total: int) -> float:
    """How the sum of log Γ(shape + repeats) − log Γ(shape) of all customers moves with the shape."""
    return sum(n * digamma(shape + x) for x, n in repeats.items()) - total * digamma(shape)


_Group = list[tuple[float, float, int]]


def _by_repeats(histories: Sequence[History]) -> dict[int, _Group]:
    """Of those who came back, by how often: the last purchase, the age, and how many are alike."""
    found: dict[int, _Group] = {}
    for each, n in Counter(each for each in histories if each.repeats).items():
        found.setdefault(each.repeats, []).append((each.last, each.age, n))
    return found


def _left(
    left: float, power: float, group: _Group, grown: Mapping[float, float], shrunk: Mapping[float, float]
) -> tuple[float, float, float, float]:
    """Sums over a group: log(1 + odds of having left), their chances, and these times what moves with r and α."""
    exp, log1p = math.exp, math.log1p
    value = gone = by_r = by_alpha = 0.0
    for last, age, n in group:
        since = grown[age] - grown[last]
        odds = left + power * since
        if odds < 36:  # further up log(1 + eˣ) is x
            odds = exp(odds)
            value += n * log1p(odds)
            chance = n * odds / (1 + odds)
        else:
            value += n * odds
            chance = float(n)
        gone += chance
        by_r += chance * since
        by_alpha += chance * (shrunk[age] - shrunk[last])
    return value, gone, by_r, by_alpha


def _spending_loss(spends: Sequence[Spend]) -> Slope:
    """The negative log likelihood by the logarithms of p, q and v."""
    repeats = list(Counter(each.repeats for each in spends).items())
    grouped = [(x, x * mean, n) for (x, mean), n in Counter(spends).items()]
    weighted = math.fsum(each.repeats * math.log(each.repeats * each.mean) for each in spends)
    logs = math.fsum(math.log(each.mean) for each in spends)
    total, furthest = len(spends), math.log(FINITE[1]) + 1

    def loss(point: Point) -> tuple[float, Point]:
        if any(abs(each) > furthest for each in point):
            return math.inf, point
        p, q, v = map(math.exp, point)
        value = p * weighted - logs + total * (q * point[2] - lgamma(q))
        value += sum(n * (lgamma(p * x + q) - lgamma(p * x)) for x, n in repeats)
        by_p, by_q, by_v = weighted, total * (point[2] - digamma(q)), total * q / v
        for x, n in repeats:
            both = digamma(p * x + q)
            by_p += n * x * (both - digamma(p * x))
            by_q += n * both
        for x, spent, n in grouped:
            power, log = p * x + q, n * math.log(spent + v)
            value -= power * log
            by_p -= x * log
            by_q -= log
            by_v -= n * power / (spent + v)
        return -value, (-by_p * p, -by_q * q, -by_v * v)

    return loss


def _softplus(value: float) -> float:
    """log(1 + eˣ), also where eˣ is too large."""
    return value + math.log1p(math.exp(-value)) if value > 0 else math.log1p(math.exp(value))


def _logs(*values: float) -> Point:
    return tuple(math.log(value) for value in values)
