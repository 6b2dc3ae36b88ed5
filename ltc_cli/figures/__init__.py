"""The figures: every report by name, with its one definition. Adding one is an entry here and a function beside it."""

from ltc_cli.metrics import Metric, unknown_report
from ltc_cli.shape import Column, Listing

REPORTS = {
    metric.name: metric
    for metric in (
        Metric(
            name="funnel",
            metric="cohort_funnel",
            module="funnel",
            question="of the leads that came in, how many got how far?",
            title="Funnel",
            definition="Of the leads created in the period, how many ever reached each milestone by the day asked: "
            "lead, qualified, deal, quoted, won, ordered, delivered, invoiced, paid. A lead takes its furthest deal; a "
            "later milestone implies the earlier ones (skipped). Won and later count only while the deal is won. "
            "A lead still short of won is lost when it is disqualified or all its deals are lost, else open. Voided "
            "deals and test leads are left out and counted.",
            formula="reached(k) = |{leads : furthest milestone ≥ k}|; step(k) = reached(k) / reached(k − 1)",
            authority="metric dictionary F1 and F3; Wilson intervals: Brown, Cai, DasGupta 2001",
            basis="cohort",
            bases=("cohort",),
        ),
        Metric(
            name="leads",
            metric="lead_volume",
            module="leads",
            question="how many leads came in, and from where?",
            title="Leads",
            definition="Leads created in the period, by channel unless asked otherwise; blank is (unknown), so that "
            "the parts add up to the whole. Test leads are left out and counted.",
            formula="leads = |{leads created in the period}|; share = leads / all leads",
            authority="metric dictionary L1; Oracle CX lead metrics",
            basis="period",
            bases=("period",),
            by=("channel",),
        ),
        Metric(
            name="conversion",
            metric="lead_to_customer",
            module="leads",
            question="which share of leads becomes customers?",
            title="Conversion",
            definition="Of the leads created in the period, the share with a won deal by the day asked (lead to "
            "customer), or with `--to opportunity` with a deal. A lead counts once; a win that was reversed does not. "
            "On the basis `period`: conversions dated in the period against leads created in it, a ratio that can "
            "exceed 1 and has no interval.",
            formula="rate = converted / leads, with a 95 % Wilson interval",
            authority="metric dictionary L2; Brown, Cai, DasGupta 2001, Statistical Science 16:101",
            basis="cohort",
            bases=("cohort", "period"),
            by=("channel",),
        ),
        Metric(
            name="pipeline",
            metric="weighted_pipeline",
            module="pipeline",
            question="what is open, in which stage, and what is it worth?",
            title="Pipeline",
            definition="Open deals as of the day asked, by stage; weighted by the stage's probability. Deals in "
            "another currency than the business's, without a rate, are left out of the sums and counted.",
            formula="weighted = Σ amount × probability of the stage, rounded half up per deal",
            authority="metric dictionary F10",
            basis="snapshot",
            bases=("snapshot",),
        ),
        Metric(
            name="winrate",
            metric="win_rate",
            module="winrate",
            question="of the deals decided, how many were won?",
            title="Win rate",
            definition="Deals whose last close falls in the period: won against won and lost. Open deals never enter; "
            "void deals and losses whose reason does not count (a duplicate, a test) are left out and counted.",
            formula="rate = won / (won + lost), with a 95 % Wilson interval",
            authority="metric dictionary F4; Oracle's Win Rate; Brown, Cai, DasGupta 2001",
            basis="period",
            bases=("period",),
        ),
    )
}
"""By the name of the report."""


def named(name: str) -> Metric:
    """The metric with this name, as a report or as a figure; raises `BadUsage` with the nearest."""
    word = name.strip().lower().replace("-", "_")
    figures = {metric.metric: metric for metric in REPORTS.values()}
    found = REPORTS.get(word) or figures.get(word)
    if found is None:
        raise unknown_report(name, [*REPORTS, *figures])
    return found


def listed() -> Listing:
    """The reports by the question they answer."""
    columns = (Column("report"), Column("question", label="answers"))
    return Listing("report", columns, [(f"ltc report {name}", metric.question) for name, metric in REPORTS.items()])
