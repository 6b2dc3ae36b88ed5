"""The metric dictionary: what every report answers, how it is worked out, and which figures it tells."""

from ltc_cli.figures.dictionary import leads, money, sales
from ltc_cli.metrics import Metric

ENTRIES: tuple[Metric, ...] = (*leads.ENTRIES, *sales.ENTRIES, *money.ENTRIES)
