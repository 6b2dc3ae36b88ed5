"""Leads: how many, from where, and what becomes of them."""

from ltc_cli.metrics import Figure, Metric

ENTRIES = (
    Metric(
        name="funnel",
        figures=(Figure("cohort_funnel", "rate", "ratio", "Lead to won", "won", "leads", better="higher"),),
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
        figures=(Figure("lead_volume", "leads", "count", "Leads", better="higher"),),
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
        figures=(
            Figure("lead_to_customer", "rate", "ratio", "Lead to customer", "converted", "leads", better="higher"),
            Figure(
                "lead_to_opportunity",
                "rate",
                "ratio",
                "Lead to opportunity",
                "converted",
                "leads",
                "opportunity",
                "higher",
            ),
        ),
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
        turns={"to": "customer or opportunity."},
    ),
    Metric(
        name="response",
        figures=(
            Figure("response_median", "median_minutes", "minutes", "First response, median", better="lower"),
            Figure("response_in_time", "rate", "ratio", "Answered in time", "in_time", "due", better="higher"),
        ),
        module="response",
        question="how fast do we answer a new lead?",
        title="First response",
        definition="Minutes from a lead's creation to our first call, mail or meeting, or its first step to a working "
        "status; leads that still wait count as long as they have waited. In time: answered within --within minutes "
        "(1440, a day); a lead that waits and is younger is not counted yet. Leads whose date is that of their "
        "import, test leads, and responses before the lead came are left out and counted.",
        formula="median = smallest t with S(t) ≤ 0.5, by Kaplan-Meier; rate = in time / due",
        authority="metric dictionary L3; Kaplan, Meier 1958",
        basis="cohort",
        bases=("cohort",),
        turns={"within": "What is in time: 90m, 24h, 2d; a day by default."},
    ),
)
