"""Leads: how many, from where, and what becomes of them."""

from ltc_cli.metrics import Figure, Metric

_RULES = "Whose a lead is: first, last, linear, u or w."
_SHARED = (
    "--attribution: a lead is of the channel (or campaign) it came through (first); or in parts that add up to 1 of "
    "what it came through and of the touches of its own, its deals and its contact, until it was won: last; linear, "
    "all alike; u, 40 % the first and the last till the lead came, 20 % the others; w, 30 % each of these and the last "
    "till its deal came, 10 % the others. One touch may hold several places; what nobody holds goes to all in "
    "proportion."
)

ENTRIES = (
    Metric(
        name="funnel",
        figures=(Figure("cohort_funnel", "rate", "ratio", "Lead to won", "won", "leads", better="higher"),),
        module="lead.funnel",
        question="of the leads that came in, how many got how far?",
        title="Funnel",
        definition="Of the leads created in the period, how many ever reached each milestone by the day asked: "
        "lead, qualified, deal, quoted, won, ordered, delivered, invoiced, paid. A lead takes its furthest deal; a "
        "later milestone implies the earlier ones (skipped); entered is who was there. Won and later count only while "
        "the deal is won; a win that was taken back is told (reversed_wins). "
        "A lead still short of won is lost when it is disqualified or all its deals are lost, else open. Voided "
        "deals, test leads and those that were disqualified for a reason that does not count are left out and counted.",
        formula="reached(k) = |{leads : furthest milestone ≥ k}|; step(k) = reached(k) / reached(k − 1)",
        authority="metric dictionary F1 and F3; Wilson intervals: Brown, Cai, DasGupta 2001",
        basis="cohort",
        bases=("cohort",),
        turns={"funnel": "cohort; or for comparison strict (HubSpot's all stages), any (any stages)."},
    ),
    Metric(
        name="leads",
        figures=(Figure("lead_volume", "leads", "count", "Leads", better="higher"),),
        module="lead.leads",
        question="how many leads came in, and from where?",
        title="Leads",
        definition="Leads created in the period, by channel unless asked otherwise; blank is (unknown), so that "
        "the parts add up to the whole. Left out and counted are test leads, those that were disqualified for a reason "
        "that the process does not count, such as spam, and merged: by how many the leads of the period became fewer "
        "since, as several that came are one, of the earliest day. " + _SHARED,
        formula="leads = |{leads created in the period}|; share = leads / all leads",
        authority="metric dictionary L1 and G10; Oracle CX lead metrics",
        basis="period",
        bases=("period",),
        by=("channel",),
        turns={"attribution": _RULES},
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
        module="lead.conversion",
        question="which share of leads becomes customers?",
        title="Conversion",
        definition="Of the leads created in the period, the share with a won deal by the day asked (lead to "
        "customer), or with `--to opportunity` with a deal. A lead counts once; a win that was reversed does not. "
        "--within 30d: converted within so much time, of the leads that have been here as long; younger ones, those "
        "dated by their import and those that converted before they came are left out and counted. --account-level: "
        "a lead also counts when another of its account was won after it came (associated). Groups stand by rate "
        "once they can be compared, and are told apart where each against all others differs (Newcombe's interval "
        "leaves out 0, and p adjusted by Benjamini-Hochberg is at most 5 %); not while leads are younger than it "
        "usually takes (but with --within). On the basis `period`: conversions dated in the period against leads "
        "created in it, a ratio that can exceed 1 and has no interval. " + _SHARED,
        formula="rate = converted / leads, with a 95 % Wilson interval",
        authority="metric dictionary L2, G6, G7 and G10; Brown, Cai, DasGupta 2001, Statistical Science 16:101; "
        "Newcombe 1998; Benjamini, Hochberg 1995",
        basis="cohort",
        bases=("cohort", "period"),
        by=("channel",),
        turns={
            "to": "customer or opportunity.",
            "within": "Converted within this time, of leads here as long: 30d, 12h.",
            "account-level": "A lead also counts when another of its account was won.",
            "attribution": _RULES,
        },
    ),
    Metric(
        name="response",
        figures=(
            Figure("response_median", "median_minutes", "minutes", "First response, median", better="lower"),
            Figure("response_in_time", "rate", "ratio", "Answered in time", "in_time", "due", better="higher"),
        ),
        module="lead.response",
        question="how fast do we answer a new lead?",
        title="First response",
        definition="Minutes from a lead's creation to our first call, mail or meeting, or its first step to a working "
        "status; leads that still wait count as long as they have waited. In time: answered within --within minutes "
        "(1440, a day); a lead that waits and is younger is not counted yet. Leads whose date is that of their "
        "import, tests and spam, and responses before the lead came are left out and counted.",
        formula="median = smallest t with S(t) ≤ 0.5, by Kaplan-Meier; rate = in time / due",
        authority="metric dictionary L3; Kaplan, Meier 1958",
        basis="cohort",
        bases=("cohort",),
        turns={"within": "What is in time: 90m, 24h, 2d; a day by default."},
    ),
)
