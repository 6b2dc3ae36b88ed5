"""Deals: what is open, what is decided."""

from ltc_cli.metrics import Figure, Metric

ENTRIES = (
    Metric(
        name="pipeline",
        figures=(
            Figure("weighted_pipeline", "weighted", "money", "Weighted pipeline", better="higher"),
            Figure("open_pipeline", "amount", "money", "Open pipeline", better="higher"),
        ),
        module="deal.pipeline",
        question="what is open, in which stage, and what is it worth?",
        title="Pipeline",
        definition="Open deals as of the day asked, by stage, each at the rate of the day and weighted by the chance "
        "of its stage. The chance is learnt from the deals decided in the 24 months before that were in the stage, "
        "drawn towards the win rate of all; with fewer than 30 decided deals it is that of the process. The range "
        "(p10, p50, p90) is of what all of them come to, each won or lost by itself. Deals without an amount, or "
        "without a rate, are left out of the sums and counted. A period is of the deals created in it.",
        formula="weighted = Σ amount × chance, half up per deal; chance = (won + 10 · p₀) / (closed + 10)",
        authority="metric dictionary F10",
        basis="snapshot",
        bases=("snapshot",),
    ),
    Metric(
        name="dealfunnel",
        figures=(Figure("deal_funnel", "rate", "ratio", "Deal to won", "won", "deals", better="higher"),),
        module="deal.dealfunnel",
        question="of the deals that began, how many got how far?",
        title="Deal funnel",
        definition="Of the deals created in the period, with a lead or without, how many ever reached each stage of "
        "their pipeline by the day asked; stages are ranked inside one pipeline only. A later stage implies the "
        "earlier ones (skipped); entered is who stood there. Going back lowers nothing and is told (regressed), coming "
        "back counts once. Won counts while the deal is won; a lost deal keeps its furthest open stage. Void and test "
        "deals are left out and counted. Of those without a lead: --where 'lead is empty'.",
        formula="reached(k) = |{deals : furthest stage ≥ k}|; step(k) = reached(k) / reached(k − 1)",
        authority="metric dictionary F1, F3 and G11; Wilson intervals: Brown, Cai, DasGupta 2001",
        basis="cohort",
        bases=("cohort",),
        turns={"funnel": "cohort; or for comparison strict (HubSpot's all stages), any (any stages)."},
    ),
    Metric(
        name="winrate",
        figures=(
            Figure("win_rate", "rate", "ratio", "Win rate", "won", "decided", better="higher"),
            Figure("win_rate_by_value", "rate_by_value", "ratio", "Win rate by value", better="higher"),
        ),
        module="deal.winrate",
        question="of the deals decided, how many were won?",
        title="Win rate",
        definition="Deals whose last close falls in the period: won against won and lost. Open deals never enter; "
        "void deals and losses whose reason does not count (a duplicate, a test) are left out and counted. Beside it: "
        "won of all, those open still among them; by value, each amount at the rate of the day of the close; deals "
        "closed in the period and reopened since, and of these the wins that are none any more (reversed_wins). The "
        "share won of the deals that began in a period: dealfunnel, and by a number of days: cycle.",
        formula="rate = won / (won + lost), with a 95 % Wilson interval",
        authority="metric dictionary F4; Oracle's Win Rate; Brown, Cai, DasGupta 2001",
        basis="period",
        bases=("period",),
    ),
    Metric(
        name="cycle",
        figures=(
            Figure("cycle_median", "median_days", "days", "Sales cycle, median", better="lower"),
            Figure("cycle_won_mean", "won_mean_days", "days", "Sales cycle of won deals, mean", better="lower"),
        ),
        module="deal.cycle",
        question="how long does a deal take, and when is it won?",
        title="Sales cycle",
        definition="Elapsed days from the start of a deal (with --from lead, of its lead) to its last close, for the "
        "deals that started in the period; those open as of the day asked count as long as they have been open, so "
        "that slow ones are not forgotten. The median is of any decision; the shares won and lost by a number of days "
        "compete with each other. The mean of won deals alone is told beside it and is biased low. Void and test "
        "deals, those without a start or taken in without one, and negative durations are left out and counted. A deal "
        "that was reopened goes on from its first start; with --pause-closed the time that it was closed is taken off.",
        formula="S(t) = Π (1 − dᵢ / nᵢ); won(t) = Σ S(tᵢ−) · wonᵢ / nᵢ; median = smallest t with S(t) ≤ 0.5",
        authority="metric dictionary F5; Kaplan, Meier 1958; Aalen, Johansen 1978",
        basis="cohort",
        bases=("cohort",),
        turns={
            "from": "Begin with the deal, or with its lead.",
            "pause-closed": "Take off the time between a close and the reopening.",
        },
    ),
    Metric(
        name="stages",
        figures=(Figure("stage_visits", "visits", "count", "Visits to stages"),),
        module="deal.stages",
        question="how long do deals stay in each stage, and where do they get stuck?",
        title="Time in stage",
        definition="Visits that began in the period, from entering an open stage to leaving it; coming back is a new "
        "visit, and a deal that is there still counts as long as it has been. A stage that was skipped has no visit; "
        "one shorter than a minute counts as reached and not as time. Mean: the area under the survival up to the "
        "95th percentile, at most 180 days. Stalled: open for longer than 85 % of the completed visits took. Slowest: "
        "the stage with the most days per deal of its pipeline; leakiest: the largest share of losses times the value "
        "of its deals. Backlog: entries a day in the period (without one, in the last 90 days) times the mean, against "
        "how many are there at its end; within 30 % it is steady, from five deals on.",
        formula="S(t) over visits; median = smallest t with S(t) ≤ 0.5; mean = ∫ S up to the horizon; in progress = "
        "entries a day × mean",
        authority="metric dictionary F6; Kaplan, Meier 1958; Royston, Parmar 2013; Little 1961",
        basis="cohort",
        bases=("cohort",),
        divides=False,
    ),
    Metric(
        name="throughput",
        figures=(
            Figure("stage_entries", "entries", "count", "Entries to stages"),
            Figure("deals_in_progress", "wip_end", "count", "Deals in progress"),
        ),
        module="deal.throughput",
        question="how much work went through each stage?",
        title="Throughput",
        definition="Deals in each stage when the period began, those that entered it, those that left it forward "
        "(or won), back, or lost, and those there at its end. Coming back is another entry. Void and test deals are "
        "left out and counted. A ratio of exits to entries may exceed 1: it is no conversion.",
        formula="at end = at start + entries − forward − back − lost",
        authority="metric dictionary F2",
        basis="period",
        bases=("period",),
        divides=False,
    ),
    Metric(
        name="hygiene",
        figures=(
            Figure("clean_pipeline", "clean_share", "ratio", "Open deals in order", "clean", "deals", better="higher"),
        ),
        module="deal.hygiene",
        question="which open deals need tidying?",
        title="Pipeline hygiene",
        definition="Open deals as of the day asked by what is wrong with them: the expected close is past, there is no "
        "amount, no next step, nothing happened for more than 30 days (no touch, step, quote or change of hands), they "
        "have been in their stage for longer than 85 % of the visits that ended, or the expected close was moved three "
        "times or more. A deal can have several faults; in order is one without any. More than half of the close dates "
        "on the last day of a month is told as a warning.",
        formula="clean_share = open deals without a fault / open deals, with a 95 % Wilson interval",
        authority="metric dictionary F13 and E18",
        basis="snapshot",
        bases=("snapshot",),
        divides=False,
    ),
    Metric(
        name="velocity",
        figures=(Figure("velocity", "per_day", "money", "Sales velocity a day", better="higher"),),
        module="deal.velocity",
        question="how much do we win a day, and which lever moves it?",
        title="Sales velocity",
        definition="Four levers: open deals whose expected close is not past; the win rate by count and the mean "
        "amount of the deals won, both of the twelve months up to the day asked; and the cycle, the mean of those "
        "won. The restricted mean of all deals started in those months, open ones too, stands beside it. An index of "
        "the levers: what is won a day only while the business is steady. Won deals in another currency count at the "
        "rate of their day, without one they are left out and counted.",
        formula="velocity = open deals × win rate × mean amount won / cycle in days",
        authority="metric dictionary F9",
        basis="snapshot",
        bases=("snapshot",),
        divides=False,
        spans=False,
    ),
    Metric(
        name="losses",
        figures=(Figure("deals_lost", "lost", "count", "Deals lost", better="lower"),),
        module="deal.losses",
        question="why do we lose, and from which stage?",
        title="Losses",
        definition="Deals that were last closed as lost in the period, by reason unless asked otherwise (--by stage: "
        "the stage they were lost from), with what they were worth at the rate of that day. Without a reason they are "
        "(none given), so that the parts add up to all losses.",
        formula="share = lost for the reason / lost, with a 95 % Wilson interval",
        authority="metric dictionary F7",
        basis="period",
        bases=("period",),
        by=("reason",),
    ),
    Metric(
        name="dealsize",
        figures=(
            Figure("average_deal", "mean", "money", "Average deal", better="higher"),
            Figure("median_deal", "median", "money", "Median deal", better="higher"),
        ),
        module="deal.team",
        question="how large are the deals we win?",
        title="Deal size",
        definition="Mean, median and total of the amounts of deals won in the period, at the rate of the day they were "
        "won. One without an amount, or without a rate, is left out and counted: it is not zero.",
        formula="mean = Σ amounts / deals with an amount",
        authority="metric dictionary F8",
        basis="period",
        bases=("period",),
    ),
    Metric(
        name="team",
        figures=(),
        module="deal.team",
        question="who wins how much?",
        title="Team",
        definition="By the owner of each deal: deals won and lost in the period, their rate and whether its interval "
        "leaves out the rate of all; fewer than five decided are not judged. What was won, and in an active month: "
        "days of the period on which the member was active, 30.4375 to a month; open deals as of the day asked. "
        "Losses whose reason does not count are left out and counted.",
        formula="a month = won amount / active months; above: lower end of the interval > rate of all",
        authority="metric dictionary F15",
        basis="period",
        bases=("period",),
        divides=False,
    ),
    Metric(
        name="forecast",
        figures=(
            Figure("forecast_total", "total", "money", "Forecast", better="higher"),
            Figure("coverage", "coverage", "number", "Pipeline coverage", better="higher"),
        ),
        module="deal.outlook",
        question="what will this quarter bring?",
        title="Forecast",
        definition="Of the period asked (this quarter): what is booked in it so far; open deals expected to close in "
        "what is left of it, by their chance; and what deals that are not there yet may bring: those opened and won "
        "within one of the last four periods, by the share of the days left, from three periods of history on. Deals "
        "past their close date, without one, or in a stage that the process omits are left out and counted. Rolled "
        "up: all that is committed, with the best cases, with everything open. With fewer than 30 decided deals the "
        "mean of up to eight earlier periods stands beside it, with what they vary between by chance. With --where, "
        "booked is what the deals were won for. Coverage: what is open in the period over what the target for `booked` "
        "still lacks; required: one over the win rate by value of twelve months.",
        formula="forecast = booked + Σ chance × amount + not there yet; range as of the pipeline",
        authority="metric dictionary F11, F13 and A9; Wheeler 2000",
        basis="period",
        bases=("period",),
        divides=False,
    ),
    Metric(
        name="accuracy",
        figures=(
            Figure("forecast_error", "wape", "ratio", "Forecasts off by", better="lower"),
            Figure("forecast_bias", "bias", "ratio", "Forecasts too high"),
            Figure("slippage", "slippage", "ratio", "Deals that slipped", better="lower"),
        ),
        module="deal.accuracy",
        question="how good were our forecasts?",
        title="Forecasts against what came",
        definition="Frozen forecasts (ltc forecast freeze) of periods that are over, against what was booked in them: "
        "of each period the last one made so many days before its end. Slippage: of the deals that the last ones "
        "counted on, the share not decided by the end of the period. Brier: the mean squared distance of their "
        "chances from what came, of those decided since.",
        formula="off by = Σ|F − A| / ΣA; too high = Σ(F − A) / ΣA",
        authority="metric dictionary F12; Brier 1950",
        basis="period",
        bases=("period",),
        divides=False,
        filters=False,
    ),
    Metric(
        name="calibration",
        figures=(Figure("brier", "brier", "number", "Brier score", better="lower"),),
        module="deal.accuracy",
        question="when we say 60 %, do we win 60 %?",
        title="Chances against what came",
        definition="The deals that frozen forecasts of periods that are over counted on and that are decided, in bands "
        "of the chance they were given, with the share that was won.",
        formula="rate = won / deals of the band, with a 95 % Wilson interval; Brier = mean (chance − won)²",
        authority="metric dictionary F12; Brier 1950",
        basis="period",
        bases=("period",),
        divides=False,
        filters=False,
    ),
)
