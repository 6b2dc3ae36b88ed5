"""Customers: who they are, who stays, and what they are worth."""

from ltc_cli.metrics import Figure, Metric

_PURCHASE = (
    "A purchase is a confirmed order that stands (neither cancelled nor wholly sent back), or a won deal without such "
    "an order; a customer is one since the first win that stands, or else the first purchase."
)

ENTRIES = (
    Metric(
        name="customers",
        figures=(
            Figure("active_customers", "active_end", "count", "Active customers", better="higher"),
            Figure("new_customers", "new", "count", "New customers", better="higher"),
            Figure("repeat_rate", "repeat_rate", "ratio", "Buy again", "repeaters", "buyers", better="higher"),
            Figure("repeat_revenue_share", "repeat_revenue_share", "ratio", "Revenue of those who buy again"),
            Figure("median_tenure", "median_tenure_days", "days", "Median tenure", better="higher"),
        ),
        module="customer.customers",
        question="who is a customer, who is new, back or gone, and who buys again?",
        title="Customers",
        definition="Active: with a purchase in the last days of a window, twice the median time between purchases and "
        "at least 90 days, or with a contract that runs. New: a customer since a day of the period. Back: not active "
        "at its start, bought in it, not new. Gone: was active, new or back, and is not active at its end. Buy again: "
        "customers with purchases on two days or more, of those with one; the days until then are the median with "
        "those who did not counted as long as they have been watched. The mature rate is of those whose first "
        "purchase is at least the window ago. Repeat revenue: of what was bought in the period, the share of those "
        "who by its end bought on two days or more. Tenure: the median of the days since they became customers, of "
        "those active at the end. " + _PURCHASE,
        formula="at end = at start + new + back − gone; buy again = |≥ 2 days| / |≥ 1 day|",
        authority="metric dictionary C1 and C10",
        basis="period",
        bases=("period",),
        turns={"within": "The mature rate is of those who bought first so long ago; by default the window."},
    ),
    Metric(
        name="retention",
        figures=(
            Figure("retention", "rate", "ratio", "Retention", "retained", "active_start", better="higher"),
            Figure("churn", "churn", "ratio", "Churn", better="lower"),
        ),
        module="customer.retention",
        question="of the customers we had, how many stayed?",
        title="Retention",
        definition="Of the customers active when the period began, the share with a purchase or a contract in it, or "
        "active at its end; the others left. The textbook's (end − new) / start stands beside it, which counts those "
        "who came back as if they had stayed. Due: of the customers with a contract billed by period whose term ended "
        "in the period, the share with a contract that runs past that day; one that was terminated was due when it "
        "would have ended. " + _PURCHASE,
        formula="rate = |S ∩ A| / |S|, with a 95 % Wilson interval; churn = 1 − rate",
        authority="metric dictionary C8",
        basis="period",
        bases=("period",),
        turns={"due": "Only of customers whose contract came up for renewal in the period."},
    ),
    Metric(
        name="cohorts",
        figures=(),
        module="customer.retention",
        question="of the customers who came together, who still buys?",
        title="Cohorts",
        definition="Customers by the month (--by quarter, year) they became one, and the share of each cohort that "
        "bought, or had a contract, in that period and in each one after it; unbounded: in that period or later. A "
        "period that is not over is not known yet and left empty. The totals weigh each column by the cohorts that "
        "have it. " + _PURCHASE,
        formula="cell(c, j) = |members of c with a purchase in period j| / |c|",
        authority="metric dictionary C9",
        basis="cohort",
        bases=("cohort",),
        turns={"unbounded": "Who bought later counts as there in the periods before."},
    ),
    Metric(
        name="loyalty",
        figures=(),
        module="customer.loyalty",
        question="are customers loyal?",
        title="Loyalty",
        definition="The set that says so: customers who stayed in the period (retention), the share of quarterly "
        "cohorts that buys in the fourth quarter after (cohorts), customers who buy again and their share of what "
        "was bought (customers), the median time as a customer, and the net promoter score (nps). Without a period, "
        "of the year up to the day asked. Each as its own report tells it; no index is made of them.",
        formula="see each: ltc explain NAME",
        authority="metric dictionary C7 to C10",
        basis="period",
        bases=("period",),
        divides=False,
    ),
    Metric(
        name="rfm",
        figures=(Figure("buying_customers", "customers", "count", "Customers that bought", better="higher"),),
        module="customer.rfm",
        question="who bought lately, often and for much?",
        title="Recency, frequency, amount",
        definition="For the customers with a purchase in the period (24 months up to the day asked): days since the "
        "last one, days on which they bought, and what for without tax. Scores of 1 to 5 each, 5 the best, equal "
        "values alike; fewer than 25 customers have none. Segments are ranges of the scores of recency and frequency "
        "that cover every pair; the process may name its own (reports: segments). Nested: frequency is scored among "
        "customers of the same recency, amount among those of the same frequency too. " + _PURCHASE,
        formula="score = 1 + ⌊5 · |strictly worse| / n⌋",
        authority="metric dictionary C11; IBM's RFM analysis",
        basis="snapshot",
        bases=("snapshot", "nested"),
        divides=False,
    ),
    Metric(
        name="clv",
        figures=(
            Figure("clv", "clv", "money", "Value of a customer", better="higher"),
            Figure("clv_12m", "clv_12m", "money", "First year of a customer", better="higher"),
        ),
        module="customer.clv",
        question="what did customers bring, and what will they?",
        title="Customer value",
        definition="Of those who became customers in the period, whatever the day of their purchases. Historic: what "
        "was earned of a customer without tax, less credit notes and what was written off, less what it cost, less "
        "what serving this customer cost (cost add --account); what winning it cost is not in it. First year: that of "
        "the first twelve months, of customers known for longer: only those compare. A cost "
        "that is not known is worked out by the margin of the process. Formula: the margin of a year of those who "
        "stayed, the share that stayed, and the discount of the process. Predictive: BG/NBD for how often a customer "
        "buys and whether still, in weeks, days with a purchase counted once; Gamma-Gamma for how much; told only of "
        "100 customers and 30 that came back, where spending does not depend on how often (correlation up to 0.3) and "
        "the first two thirds of the time foretell the last within 25 %. " + _PURCHASE,
        formula="historic: margin − cost to serve; formula: m · r / (1 + d − r); predictive: Σ margin share · E[M] · "
        "ΔE[X(t)] / (1 + d)ᵗ over twelve months",
        authority="metric dictionary C2, C3 and C4; Fader, Hardie, Lee 2005; Fader, Hardie 2013",
        basis="historic",
        bases=("historic", "formula", "predictive"),
        divides=False,
    ),
    Metric(
        name="recurring",
        figures=(
            Figure("nrr", "nrr", "ratio", "Recurring revenue kept and grown", better="higher"),
            Figure("grr", "grr", "ratio", "Recurring revenue kept", better="higher"),
        ),
        module="customer.recurring",
        question="of the recurring revenue we had, how much stayed, and did it grow?",
        title="Recurring revenue",
        definition="What the contracts billed by month, quarter or year bring in a year, on the day before the period "
        "(without one, a year ago) and on its last day, customer by customer. Churn: of customers with none left; "
        "contraction and expansion: of those with less or more; new customers enter neither share.",
        formula="grr = (start − contraction − churn) / start; nrr = grr + expansion / start",
        authority="metric dictionary C12",
        basis="period",
        bases=("period",),
    ),
)
