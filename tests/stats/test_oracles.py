"""Our estimators against libraries that others wrote: random cases, 50 of each in every run, 500 with `--long`.

The libraries are in the dependency group `oracles`; a test whose library is missing is skipped. Where a library means
something else than we do (its default method, ties that it jitters, a pole in its series), the case keeps clear of it.
"""

import itertools
import math
import random
from collections.abc import Iterator

import pytest

from ltc_cli import stats
from ltc_cli.stats import forecast, lifetime, robust, series

WHY = "an oracle: pip install --group oracles"
CONFIDENCES = (0.8, 0.95, 0.99)

Records = tuple[list[float], list[int]]


@pytest.fixture
def draw() -> random.Random:
    return random.Random(20260331)


@pytest.fixture
def cases(length: int) -> range:
    return range(50 * length)


def counts(draw: random.Random) -> tuple[int, int]:
    n = draw.choice((1, 2, 5, 17, 60, 400, 10_000))
    return draw.randint(0, n), n


def records(draw: random.Random, *, ties: bool) -> Records:
    """Times and what they ended in, 0 being still open; the first has ended by cause 1, and not all have ended."""
    n = draw.randint(8, 60)
    times = [float(draw.randint(1, 20)) for _ in range(n)] if ties else draw.sample(range(1, 4000), n)
    causes = [1, 0, *(draw.choice((0, 1, 1, 2)) for _ in range(n - 2))]
    return [float(time) for time in times], causes


def customers(draw: random.Random, count: int) -> Iterator[lifetime.History]:
    """Histories of a shop with any parameters."""
    r, alpha, a, b = (draw.uniform(*limits) for limits in ((0.4, 2), (3, 10), (0.5, 1.5), (1.5, 4)))
    for _ in range(count):
        age, rate, leaving = draw.uniform(20, 60), draw.gammavariate(r, 1 / alpha), draw.betavariate(a, b)
        repeats, last, at = 0, 0.0, draw.expovariate(rate)
        while at <= age:
            repeats, last = repeats + 1, at
            at = math.inf if draw.random() < leaving else at + draw.expovariate(rate)
        yield lifetime.History(repeats, last, age)


def test_wilson(draw: random.Random, cases: range) -> None:
    """Their default is the normal approximation."""
    proportion = pytest.importorskip("statsmodels.stats.proportion", reason=WHY)
    for _ in cases:
        (k, n), confidence = counts(draw), draw.choice(CONFIDENCES)
        theirs = proportion.proportion_confint(k, n, alpha=1 - confidence, method="wilson")
        assert stats.wilson(k, n, confidence) == pytest.approx(theirs, abs=1e-12)


def test_newcombe(draw: random.Random, cases: range) -> None:
    """They spell it newcomb."""
    proportion = pytest.importorskip("statsmodels.stats.proportion", reason=WHY)
    for _ in cases:
        one, other, confidence = counts(draw), counts(draw), draw.choice(CONFIDENCES)
        theirs = proportion.confint_proportions_2indep(*one, *other, method="newcomb", alpha=1 - confidence)
        assert stats.newcombe(*one, *other, confidence) == pytest.approx(theirs, abs=1e-12)


def test_the_pooled_test(draw: random.Random, cases: range) -> None:
    proportion = pytest.importorskip("statsmodels.stats.proportion", reason=WHY)
    for _ in cases:
        (k1, n1), (k2, n2) = counts(draw), counts(draw)
        if 0 < k1 + k2 < n1 + n2:
            z, p = proportion.proportions_ztest([k1, k2], [n1, n2])
            assert stats.two_proportion_z(k1, n1, k2, n2) == pytest.approx(z, rel=1e-9, abs=1e-9)
            assert stats.two_proportion_p(k1, n1, k2, n2) == pytest.approx(p, rel=1e-9, abs=1e-12)


def test_benjamini_hochberg(draw: random.Random, cases: range) -> None:
    scipy_stats = pytest.importorskip("scipy.stats", reason=WHY)
    for _ in cases:
        pvalues = [draw.choice((draw.random(), 0.01, draw.random() ** 4)) for _ in range(draw.randint(1, 30))]
        theirs = scipy_stats.false_discovery_control(pvalues)
        assert stats.benjamini_hochberg(pvalues) == pytest.approx(list(theirs), abs=1e-12)


def test_survival(draw: random.Random, cases: range) -> None:
    """Limits too, and the area; the median is left out where a survival of exactly one half is a matter of rounding."""
    lifelines = pytest.importorskip("lifelines", reason=WHY)
    from lifelines.utils import median_survival_times, restricted_mean_survival_time

    for case in cases:
        times, causes = records(draw, ties=case % 2 == 0)
        ended = [cause > 0 for cause in causes]
        theirs = lifelines.KaplanMeierFitter().fit(times, ended)
        curve = stats.kaplan_meier(times, ended)
        survival, limits = theirs.survival_function_.iloc[:, 0], theirs.confidence_interval_survival_function_
        for step in curve:
            assert step.survival == pytest.approx(survival.loc[step.time], abs=1e-12)
            if step.greenwood is not None:
                assert stats.survival_interval(step) == pytest.approx(list(limits.loc[step.time]), abs=1e-9)
        horizon = draw.uniform(1, max(times))
        area = restricted_mean_survival_time(theirs, t=horizon)
        assert stats.restricted_mean(curve, horizon) == pytest.approx(area, rel=1e-9)
        if all(abs(step.survival - 0.5) > 1e-9 for step in curve) and curve[-1].survival > 0:
            low, high = median_survival_times(limits).to_numpy()[0]
            assert (stats.km_median(curve) or math.inf) == theirs.median_survival_time_
            assert tuple(each or math.inf for each in stats.km_interval(curve)) == (low, high)


def test_incidence(draw: random.Random, cases: range) -> None:
    """Times are all different: those that are the same they move apart at random."""
    lifelines = pytest.importorskip("lifelines", reason=WHY)
    for _ in cases:
        times, causes = records(draw, ties=False)
        theirs = lifelines.AalenJohansenFitter(seed=0).fit(times, causes, event_of_interest=1)
        shares, variances = theirs.cumulative_density_.iloc[:, 0], theirs.variance_
        limits = theirs.confidence_interval_
        curve = stats.cumulative_incidence(times, causes, 1)
        for rise in curve:
            assert rise.share == pytest.approx(shares.loc[rise.time], abs=1e-12)
            if rise.time < max(times) and rise.share > 0:
                assert rise.variance == pytest.approx(variances.loc[rise.time], rel=1e-9, abs=1e-12)
                told = stats.incidence_interval(rise)
                assert told is None or sorted(told) == pytest.approx(sorted(limits.loc[rise.time]), abs=1e-9)
        ends = sorted(rise.time for rise in curve)
        assert ends == sorted(time for time, cause in zip(times, causes, strict=True) if cause)


def test_incidence_of_ties_against_what_they_tend_to(draw: random.Random, cases: range) -> None:
    """With ties ours is exact; the product of the survival and the hazard of the cause, by numpy."""
    numpy = pytest.importorskip("numpy", reason=WHY)
    for _ in cases:
        times, causes = (numpy.array(each) for each in records(draw, ties=True))
        survival = share = 0.0
        survival += 1
        for rise in stats.cumulative_incidence(list(times), list(causes), 2):
            at_risk, here = (times >= rise.time).sum(), times == rise.time
            share += survival * (here & (causes == 2)).sum() / at_risk
            survival *= 1 - (here & (causes > 0)).sum() / at_risk
            assert rise.share == pytest.approx(share, abs=1e-12)


def equation_10(parameters: dict[str, float], past: lifetime.History, time: float) -> float:
    """Fader, Hardie, Lee 2005, of a customer who never came back."""
    special = pytest.importorskip("scipy.special", reason=WHY)
    r, alpha, a, b = parameters.values()
    assert past.repeats == 0
    end = alpha + past.age + time
    left = ((end - time) / end) ** r * special.hyp2f1(r, b, a + b - 1, time / end)
    return float((a + b - 1) / (a - 1) * (1 - left))


def test_buying_of_given_parameters(draw: random.Random, cases: range) -> None:
    """What is expected of a customer: theirs by the hypergeometric function, away from its pole; alive for who came."""
    fitter = pytest.importorskip("lifetimes", reason=WHY).BetaGeoFitter()
    import numpy
    from pandas import Series

    for _ in cases:
        a = draw.choice((draw.uniform(0.2, 0.95), draw.uniform(1.05, 4)))
        parameters = {"r": draw.uniform(0.1, 4), "alpha": draw.uniform(1, 20), "a": a, "b": draw.uniform(0.5, 6)}
        fitter.params_ = Series(parameters)
        model = lifetime.Buying(**parameters, log_likelihood=0.0)
        repeats, age, time = draw.randint(0, 20), draw.uniform(1, 80), draw.uniform(1, 80)
        past = lifetime.History(repeats, draw.uniform(0.1, age) if repeats else 0.0, age)
        wanted = float(fitter.conditional_expected_number_of_purchases_up_to_time(time, *past))
        if a + parameters["b"] + repeats < 1:  # they take the logarithm of the last argument, which is negative here
            wanted = equation_10(parameters, past, time)
        assert lifetime.expected_purchases(model, past, time) == pytest.approx(wanted, rel=1e-8, abs=1e-12)
        chance = numpy.asarray(fitter.conditional_probability_alive(*past))
        assert lifetime.alive(model, past) == pytest.approx(chance.item(), rel=1e-9)


def test_the_most_likely_buying(draw: random.Random, cases: range) -> None:
    """Their own likelihood says that our parameters are no worse than theirs, and it is as high as we say."""
    lifetimes = pytest.importorskip("lifetimes", reason=WHY)
    from numpy import array, log, ones

    fitted = 0
    for _ in cases:
        bought = list(customers(draw, 120))
        ours = lifetime.fit_buying(bought)
        columns = [array(column, dtype=float) for column in zip(*bought, strict=True)]
        loss = lifetimes.BetaGeoFitter._negative_log_likelihood
        try:
            theirs = lifetimes.BetaGeoFitter().fit(*columns)
        except lifetimes.utils.ConvergenceError:
            continue
        if ours is None:  # no parameters that could be trusted: theirs are far out as well
            assert max(theirs.params_) > 1e3 or min(theirs.params_) < 1e-3
            continue
        fitted += 1
        weights = ones(len(bought))
        our_loss = len(bought) * loss(log(array(ours[:4])), *columns, weights, 0.0)
        their_loss = len(bought) * loss(log(theirs.params_.to_numpy()), *columns, weights, 0.0)
        assert -our_loss == pytest.approx(ours.log_likelihood, rel=1e-9)
        assert our_loss <= their_loss + 1e-5
    assert fitted > len(cases) / 2


def test_the_most_likely_spending(draw: random.Random, cases: range) -> None:
    """As for buying, and what is then expected of one customer is the same."""
    lifetimes = pytest.importorskip("lifetimes", reason=WHY)
    from numpy import array, log, ones

    fitted = 0
    for _ in cases:
        p, q, v = draw.uniform(2, 8), draw.uniform(2.5, 6), draw.uniform(10, 40)
        spent = []
        for _ in range(200):
            repeats, scale = draw.randint(1, 12), draw.gammavariate(q, 1 / v)
            spent.append(lifetime.Spend(repeats, draw.gammavariate(p * repeats, 1 / (scale * repeats))))
        ours = lifetime.fit_spending(spent)
        columns = [array(column, dtype=float) for column in zip(*spent, strict=True)]
        if ours is None:  # p grows and v shrinks without end, and theirs gives up as well
            with pytest.raises(lifetimes.utils.ConvergenceError):
                lifetimes.GammaGammaFitter().fit(*columns)
            continue
        fitted += 1
        weights = ones(len(spent))
        loss = lifetimes.GammaGammaFitter._negative_log_likelihood
        our_loss = len(spent) * loss(log(array(ours[:3])), *columns, weights, 0.0)
        try:
            theirs = lifetimes.GammaGammaFitter().fit(*columns)
        except lifetimes.utils.ConvergenceError:  # theirs stops on the ridge where p / q hardly matters: look around
            for at, factor in itertools.product(range(3), (0.98, 1.02)):
                other = [each * factor if place == at else each for place, each in enumerate(ours[:3])]
                assert our_loss <= len(spent) * loss(log(array(other)), *columns, weights, 0.0) + 1e-9
            continue
        their_loss = len(spent) * loss(log(theirs.params_.to_numpy()), *columns, weights, 0.0)
        assert our_loss <= their_loss + 1e-5
        theirs.params_[:] = ours[:3]
        wanted = theirs.conditional_expected_average_profit(*columns)
        told = [lifetime.expected_spend(ours, each) for each in spent]
        assert told == pytest.approx(list(wanted), rel=1e-9)
    assert fitted > len(cases) / 2


def test_brier(draw: random.Random, cases: range) -> None:
    metrics = pytest.importorskip("sklearn.metrics", reason=WHY)
    calibration = pytest.importorskip("sklearn.calibration", reason=WHY)
    for _ in cases:
        n = draw.randint(4, 60)
        given = [draw.random() for _ in range(n)]
        won = [True, False, *(draw.random() < each for each in given[2:])]
        assert forecast.brier(given, won) == pytest.approx(metrics.brier_score_loss(won, given), abs=1e-12)
        observed, predicted = calibration.calibration_curve(won, given, n_bins=5)
        bands = [band for band in forecast.calibration(given, won, (0, 0.2, 0.4, 0.6, 0.8, 1)) if band.n]
        assert [band.observed for band in bands] == pytest.approx(list(observed))
        assert [band.predicted for band in bands] == pytest.approx(list(predicted))


def test_accuracy(draw: random.Random, cases: range) -> None:
    metrics = pytest.importorskip("sklearn.metrics", reason=WHY)
    for _ in cases:
        actuals = [draw.uniform(1, 1e6) for _ in range(draw.randint(1, 24))]
        forecasts = [actual * draw.uniform(0.5, 1.6) for actual in actuals]
        told = forecast.accuracy(forecasts, actuals)
        assert told.mape == pytest.approx(metrics.mean_absolute_percentage_error(actuals, forecasts))
        off = metrics.mean_absolute_error(actuals, forecasts) * len(actuals) / sum(actuals)
        assert told.wape == pytest.approx(off)


def test_a_sum_of_deals_of_one_size_is_binomial(draw: random.Random, cases: range) -> None:
    scipy_stats = pytest.importorskip("scipy.stats", reason=WHY)
    for _ in cases:
        n, p, minor = draw.randint(1, 200), draw.uniform(0.01, 0.99), draw.randint(1, 10**7)
        found = forecast.distribution([forecast.Chance(minor, p)] * n)
        theirs = scipy_stats.binom(n, p)
        assert list(found.chances) == pytest.approx(
            list(theirs.pmf([total // minor for total in found.totals])), abs=1e-12
        )
        share = draw.choice((0.1, 0.5, 0.9))
        assert forecast.total_quantile(found, share) == minor * int(theirs.ppf(share))


def test_a_sum_of_many_deals_on_a_grid(draw: random.Random, cases: range) -> None:
    """It is off by less than 1 % of its deviation from the exact sum, which numpy has time for."""
    numpy = pytest.importorskip("numpy", reason=WHY)
    for _ in cases:
        deals = [forecast.Chance(draw.randint(1, 900), draw.uniform(0.05, 0.95)) for _ in range(draw.randint(16, 40))]
        cells = numpy.ones(1)
        for minor, probability in deals:
            cells = numpy.convolve(cells, [1 - probability, *[0.0] * (minor - 1), probability])
        reached = numpy.cumsum(cells)
        large = [forecast.Chance(deal.minor * 100_003 + 1, deal.probability) for deal in deals]
        deviation = forecast.moments(large)[1]
        for share, told in zip((0.1, 0.5, 0.9), forecast.outlook(large), strict=True):
            wanted = 100_003 * int(numpy.searchsorted(reached, share - 1e-12))
            assert told == pytest.approx(wanted, abs=0.01 * deviation)


def test_middles_and_spreads(draw: random.Random, cases: range) -> None:
    numpy = pytest.importorskip("numpy", reason=WHY)
    scipy_stats = pytest.importorskip("scipy.stats", reason=WHY)
    for _ in cases:
        values = [draw.choice((draw.gauss(0, 100), draw.randint(-5, 5))) for _ in range(draw.randint(2, 50))]
        share = draw.random()
        assert stats.quantile(values, share) == pytest.approx(numpy.quantile(values, share), abs=1e-9)
        assert stats.median(values) == pytest.approx(numpy.median(values), abs=1e-12)
        assert robust.mad(values) == pytest.approx(scipy_stats.median_abs_deviation(values), abs=1e-12)
        others = [draw.gauss(value, 50) for value in values]
        assert lifetime.correlation(values, others) == pytest.approx(scipy_stats.pearsonr(values, others)[0], abs=1e-12)


def test_series(draw: random.Random, cases: range) -> None:
    pandas = pytest.importorskip("pandas", reason=WHY)
    for _ in cases:
        values = [draw.uniform(-100, 1000) for _ in range(draw.randint(8, 40))]
        theirs = pandas.Series(values)
        told = [math.nan if each is None else each for each in series.trailing_means(values, 4)]
        assert told == pytest.approx(list(theirs.rolling(4).mean()), nan_ok=True)
        limits = series.xmr_limits(values)
        assert limits is not None
        assert limits.moving_range == pytest.approx(theirs.diff().abs().mean())
        assert limits.upper == pytest.approx(theirs.mean() + 3 / 1.128 * limits.moving_range, rel=1e-3)
