"""The figures: every report by name, with its one definition. Adding one is an entry in `dictionary` and a function."""

from ltc_cli.figures.dictionary import ENTRIES
from ltc_cli.metrics import Figure, Metric, unknown_report
from ltc_cli.shape import Column, Listing
from ltc_cli.words import say

REPORTS = {metric.name: metric for metric in ENTRIES}
"""By the name of the report."""
FIGURES = {figure.name: (metric, figure) for metric in ENTRIES for figure in metric.figures}
"""By the name of the figure: the report that tells it, and what it is."""


def named(name: str) -> tuple[Metric, Figure | None]:
    """The report with this name, or the figure with the report that tells it; raises `BadUsage` with the nearest."""
    word = "_".join(name.strip().lower().replace("-", " ").split())
    if word in REPORTS:
        return REPORTS[word], None
    if word in FIGURES:
        return FIGURES[word]
    raise unknown_report(name, [*REPORTS, *FIGURES])


def listed() -> Listing:
    """The reports by the question they answer."""
    said = {metric.question: say(metric.question) for metric in ENTRIES}
    columns = (Column("report"), Column("question", label="answers", words=said))
    return Listing("report", columns, [(f"ltc report {name}", metric.question) for name, metric in REPORTS.items()])
