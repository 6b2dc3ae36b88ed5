"""The metric dictionary: what every report answers, how it is worked out, and which figures it tells."""

from ltc_cli.figures.dictionary import customers, leads, money, sales
from ltc_cli.metrics import Metric

_PAGE = Metric(
    name="kpi",
    figures=(),
    module="kpi",
    question="how do we do, on one page?",
    title="Key figures",
    definition="Each figure as its own report tells it; what it was in the period before (of an unfinished one, as "
    "many days of it; of a state, as of its last day); and the target that the process names for it.",
    formula="see each: ltc explain NAME",
    authority="metric dictionary G5 and G12",
    basis="period",
    bases=("period",),
)
ENTRIES: tuple[Metric, ...] = (*leads.ENTRIES, *sales.ENTRIES, *customers.ENTRIES, *money.ENTRIES, _PAGE)
