"""The envelope of a single figure (metric dictionary G5): its value with all that says what it is worth."""

from ltc_cli.metrics import Figure
from ltc_cli.shape import Column, Record, Report

URL = "ltc explain {name}"
_COUNTED = ("numerator", "denominator", "n")


def of(report: Report, figure: Figure) -> Record:
    """One of a report's totals in its envelope."""
    totals = report.totals
    counted = (totals.get(figure.k), totals.get(figure.n), totals.get(figure.n))
    method = figure.ci or ("wilson" if figure.k else None)
    interval = [totals.get("ci_low"), totals.get("ci_high")] if method else None
    value = totals.get(figure.value)
    columns = (
        Column("metric"), Column("version", "count"), Column("value", "figure"), Column("unit"),
        Column("basis"), Column("since", "date"), Column("until", "date"), Column("as_of"), Column("tz"),
        Column("currency"), *(Column(name, "count") for name in _COUNTED), Column("ci", "figure"), Column("ci_method"),
        Column("status"), Column("excluded", "json"), Column("warnings", "json"), Column("definition_url"),
    )  # fmt: skip
    row = (
        figure.name, report.version, value, figure.unit, report.basis, report.since, report.until, report.as_of,
        report.tz, report.currency or None, *counted, interval, method, status(report, figure),
        dict(report.excluded), list(report.warnings), URL.format(name=figure.name),
    )  # fmt: skip
    return Record("figure", columns, row, title=figure.title)


def status(report: Report, figure: Figure) -> str:
    """What a figure of a report is worth: one without a value is undefined."""
    undefined = report.totals.get(figure.value) is None and report.status == "ok"
    return "undefined" if undefined else report.status


def judged(report: Report, figure: Figure) -> Report:
    """The report with what its figure is called in the envelope among the totals, for a gate to hold on."""
    value, k, n = (report.totals.get(name) for name in (figure.value, figure.k, figure.n))
    totals = {**report.totals, "value": value, "numerator": k, "denominator": n, "n": n}
    return report._replace(totals=totals, total_kinds={**report.total_kinds, "value": figure.unit})
