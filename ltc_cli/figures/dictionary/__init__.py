"""The metric dictionary: what every report answers, how it is worked out, and which figures it tells."""

from ltc_cli.figures.dictionary import cost, customer, deal, lead, money, review, survey
from ltc_cli.metrics import Metric

_PAGE = Metric(
    name="kpi",
    figures=(),
    module="kpi",
    question="how do we do, on one page?",
    title="Key figures",
    definition="Each figure as its own report tells it; what it was in the period before (of an unfinished one, as "
    "many days of it; of a state, as of its last day) and in the same period a year ago; and the target that the "
    "process names for it. With --trend what it was in up to twelve periods before and, from eight on, whether it is a "
    "signal: outside the limits it varies within for no reason, or the eighth in a row on one side of the mean.",
    formula="see each: ltc explain NAME; limits = mean ± 2.66 · mean moving range of the periods before",
    authority="metric dictionary G5, G12 and A9",
    basis="period",
    bases=("period",),
    divides=False,
    filters=False,
    turns={"trend": "With the periods before: signal or noise."},
)
_PIVOT = Metric(
    name="pivot",
    figures=(),
    module="pivot",
    question="any count, sum, median or rate, by whatever it can be split by?",
    title="Pivot table",
    definition="A measure by up to three dimensions, the last one across: a count of records (--measure leads, "
    "deals, invoices, …), the sum of one of their fields (invoices.net, deals.amount, a field of the process), "
    "distinct, mean, median, min or max of one ('median(deals.amount)'), the share of records that meet a condition "
    "('rate(deals where status=won)'), or a figure of a report that can be split (win_rate). Records count on their "
    "day: leads and deals when created, invoices when issued, payments when received; drafts, tests and void deals do "
    "not. Each amount is converted at the rate of that day. Nothing in a cell is 0 of a count or a sum, not known of "
    "anything else.",
    formula="cell = the rule over its records; totals = the rule over all records of the row, the column or the table, "
    "never over cells",
    authority="metric dictionary A3",
    basis="period",
    bases=("period",),
    by=("month",),
    turns={"measure": "leads; invoices.net; 'median(deals.amount)'; win_rate; …"},
)
ENTRIES: tuple[Metric, ...] = (
    *lead.ENTRIES,
    *cost.ENTRIES,
    *deal.ENTRIES,
    *customer.ENTRIES,
    *survey.ENTRIES,
    *money.ENTRIES,
    *review.ENTRIES,
    _PAGE,
    _PIVOT,
)
