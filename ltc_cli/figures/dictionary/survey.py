"""Surveys: what customers answer when they are asked, and who has heard of us."""

from ltc_cli.metrics import Figure, Metric

_ONE_EACH = (
    "Of a respondent (the contact, else the account) the last answer in a wave counts; a wave without a name is the "
    "quarter of its day. "
)

ENTRIES = (
    Metric(
        name="nps",
        figures=(Figure("nps", "nps", "points", "Net promoter score", n="n", better="higher", ci="normal"),),
        module="customer.survey",
        question="would customers recommend us?",
        title="Net promoter score",
        definition="The share of promoters (9 and 10) less the share of detractors (0 to 6), in points from -100 to "
        "100, by the day of the answer. " + _ONE_EACH + "Answers that followed an occasion, such as a delivery, are "
        "another survey: they are left out unless --by or --where names the occasion. --basis account: the mean of "
        "each account first. A wave differs from the one before it only where the interval of the change leaves "
        "out 0.",
        formula="100 × (promoters − detractors) / n; SE = 100 · √((p + q − (p − q)²) / n); ± 1.96 SE; of a change the "
        "SEs in quadrature",
        authority="metric dictionary C7",
        basis="wave",
        bases=("wave", "account"),
        by=("wave",),
    ),
    Metric(
        name="csat",
        figures=(Figure("csat", "csat", "ratio", "Satisfied customers", "satisfied", "n", better="higher"),),
        module="customer.survey",
        question="are customers satisfied?",
        title="Customer satisfaction",
        definition="Satisfied answers of all answers; satisfied are the two highest scores of the scale, unless "
        "the process says from which one (reports: satisfied). The mean "
        "score stands beside it where all answers are on one scale. Of a respondent the last answer on an occasion "
        "in a wave counts; a wave without a name is the quarter of its day.",
        formula="satisfied / n, with a 95 % Wilson interval",
        authority="metric dictionary C6",
        basis="period",
        bases=("period",),
        by=("wave", "scale"),
    ),
    Metric(
        name="awareness",
        figures=(Figure("awareness", "awareness", "ratio", "Brand awareness", "aware", "n", better="higher"),),
        module="customer.awareness",
        question="who has heard of us?",
        title="Brand awareness",
        definition="Aware respondents of all respondents of the awareness survey. " + _ONE_EACH + "What else hints "
        "at it is told as a proxy: how many leads came, and which share of them came by themselves (direct, organic "
        "or by referral); which share of the deals lost in the period were lost for a reason that is called 'never "
        "heard of you' (or of us), where the process has one; reach and impressions, where they are entered as the "
        "quantity of a cost of marketing on a line of that name. Each is held against its target: failed where the "
        "interval lies wholly on the wrong side of it, passed where the value reaches it, and else it cannot be told. "
        "No index is made of them.",
        formula="aware / n, with a 95 % Wilson interval",
        authority="metric dictionary L8",
        basis="period",
        bases=("period",),
    ),
)
