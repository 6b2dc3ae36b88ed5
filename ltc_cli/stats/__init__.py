"""Statistics for small businesses' small numbers, from the standard library alone.

Pure functions of numbers, a module per kind; what cannot be computed is None, never 0, NaN or infinity. What many
figures ask for is at hand here: proportions, durations, quantiles. The rest goes by its module: `forecast` (what open
deals will bring), `lifetime` (what a customer is worth), `series` (signal and noise over time), `survey` (what people
answer).
"""

from ltc_cli.stats.proportion import (
    Interval,
    benjamini_hochberg,
    newcombe,
    two_proportion_p,
    two_proportion_z,
    wilson,
)
from ltc_cli.stats.robust import median, quantile
from ltc_cli.stats.survival import (
    Lasting,
    Rise,
    Step,
    counted_incidence,
    cumulative_incidence,
    incidence_at,
    incidence_by,
    incidence_interval,
    incidence_quantile,
    kaplan_meier,
    km_interval,
    km_median,
    km_quantile,
    lasting,
    restricted_mean,
    survival_interval,
)

__all__ = [
    "Interval",
    "Lasting",
    "Rise",
    "Step",
    "benjamini_hochberg",
    "counted_incidence",
    "cumulative_incidence",
    "incidence_at",
    "incidence_by",
    "incidence_interval",
    "incidence_quantile",
    "kaplan_meier",
    "km_interval",
    "km_median",
    "km_quantile",
    "lasting",
    "median",
    "newcombe",
    "quantile",
    "restricted_mean",
    "survival_interval",
    "two_proportion_p",
    "two_proportion_z",
    "wilson",
]
