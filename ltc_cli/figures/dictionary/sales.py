"""Deals: what is open, what is decided."""

from ltc_cli.metrics import Figure, Metric

ENTRIES = (
    Metric(
        name="pipeline",
        figures=(
            Figure("weighted_pipeline", "weighted", "money", "Weighted pipeline", better="higher"),
            Figure("open_pipeline", "amount", "money", "Open pipeline", better="higher"),
        ),
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
        figures=(
            Figure("win_rate", "rate", "ratio", "Win rate", "won", "decided", better="higher"),
            Figure("win_rate_by_value", "rate_by_value", "ratio", "Win rate by value", better="higher"),
        ),
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
