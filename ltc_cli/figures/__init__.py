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
        Metric(
            name="aging",
            metric="receivables_by_age",
            module="receivable",
            question="who owes how much, and how late is it?",
            title="Receivables by age",
            definition="What is open of issued invoices as of the day asked, by calendar days past due: not due up to "
            "the due day itself, then 1-30, 31-60, 61-90 and >90. The instalments of an order that is invoiced as a "
            "whole age each by its own day, the earliest settled first. Unapplied is what payments and credit notes "
            "have left, below zero. What was settled or taken back after the day is not seen. Other currencies are "
            "converted at the rate of the day, each document once; without one at most 7 days old they are left out "
            "and counted.",
            formula="open = total − Σ allocations up to the day; Σ buckets + unapplied = ledger",
            authority="metric dictionary M2 and invariant 7",
            basis="snapshot",
            bases=("snapshot",),
        ),
        Metric(
            name="dso",
            metric="days_sales_outstanding",
            module="outstanding",
            question="how many days of sales are waiting to be paid?",
            title="Days sales outstanding",
            definition="The headline is the countback: each month's sales are taken off what is open at the end of the "
            "period, the newest month first, and its days are added; the last month counts by the share that is "
            "left. When the sales run out first, it is a lower bound. Simple: what is open over the sales of the "
            "period, times its days. Best possible: the same of what is not due; the rest is delinquent. Sales and "
            "what is open are with tax and net of credit notes; payments that wait for an invoice are not taken off.",
            formula="simple = open / sales × days; delinquent = simple − best possible",
            authority="metric dictionary M3; exhaustion method",
            basis="period",
            bases=("period",),
        ),
        Metric(
            name="collections",
            metric="collection_effectiveness",
            module="collection",
            question="how much of what was due came in, and after how many days?",
            title="Collections",
            definition="Effectiveness: of what was open before the period and sold in it, less what is not due yet, "
            "the share that is no longer open; amounts with tax, net of credit notes, at the rates of the "
            "documents. Days to pay: from issue to payment, weighted by the amounts allocated in the period; days "
            "late likewise from the due day, below zero when early. Median: Kaplan-Meier over the invoices issued in "
            "the period; those still open count as long as they have been, those credited or written off until then.",
            formula="(open before + sales − open) / (open before + sales − not due)",
            authority="metric dictionary M4; Kaplan, Meier 1958, J. Am. Stat. Assoc. 53:457",
            basis="period",
            bases=("period",),
        ),
        Metric(
            name="tax",
            metric="tax_due",
            module="tax",
            question="how much tax was charged, at which rate?",
            title="Tax",
            definition="Net, tax and gross by rate of tax, of invoices less credit notes, by the day of issue. On the "
            "basis `paid`, by the day on which an invoice is settled, in proportion to the part that is: by "
            "payments, or by credit. A credit note counts when it is used or paid back. Cash discounts and "
            "write-offs are never received, so they reduce the tax. Amounts are in the currency of the business at "
            "each document's own rate, shared over its rates of tax by largest remainder.",
            formula="Σ by rate of tax; paid: share of each document = settled / total",
            authority="metric dictionary G4; EN 16931, tax by category and document",
            basis="issued",
            bases=("issued", "paid"),
        ),
        Metric(
            name="leakage",
            metric="stuck_between_steps",
            module="leakage",
            question="what got stuck on the way from won to paid?",
            title="Leakage",
            definition="As of the day asked: won deals without an order or a contract that bills; orders with "
            "something to deliver; what was delivered (or is due by instalment or contract period) and is on no issued "
            "invoice; open invoices. Amounts without tax until invoiced, with tax after.",
            formula="amount = the value of what waits; age = days since the step before",
            authority="metric dictionary, report `leakage` of the command catalogue",
            basis="snapshot",
            bases=("snapshot",),
        ),
        Metric(
            name="revenue",
            metric="four_revenues",
            module="revenue",
            question="what was sold, billed, earned and received?",
            title="Revenue",
            definition="Booked: won deals at their win, and from the confirmation of an order (or the signing of a "
            "contract that is billed by period) what that comes to instead; cancellations, what is given up and "
            "credits are negative on their day; what has no order counts when it is billed. Billed: invoices less "
            "credit notes, without tax. Recognised: on delivery, by days over the service, or when all is delivered; "
            "credits truncate the future first, and what is invoiced again takes them back. Collected: payments less "
            "refunds, with tax. Balances as of the last day: deferred is billed and not earned, unbilled earned and "
            "not billed, order by order; the receivable is with tax. Each at the rate of its own day, what is "
            "recognised at that of its order or invoice; what rates changed stands apart (fx). A management view, not "
            "a statutory ledger.",
            formula="backlog = booked − billed (less fx); remaining = booked − recognised",
            authority="metric dictionary M1 and G4; IFRS 15",
            basis="period",
            bases=("period",),
            by=("month",),
        ),
        Metric(
            name="cashflow",
            metric="expected_cash",
            module="cashflow",
            question="how much money should come in, and when?",
            title="Expected cash",
            definition="As of the day asked, 13 weeks unless --until says else. Due: what is open of invoices, "
            "at its due day, now when it is late. Orders: what confirmed orders have still to bill, with tax, at the "
            "promised day and the terms, or by instalments. Pipeline: open deals by the probability of their stage, "
            "won ones without an order in full, at the expected close and the terms. Nothing counts twice: with a "
            "confirmed order a deal is an order, invoiced it is due. What a customer paid ahead is taken off what it "
            "owes first. Drafts of free invoices and periods of contracts to come are not expected.",
            formula="total = due + orders + pipeline",
            authority="metric dictionary M2, F10 and G4",
            basis="snapshot",
            bases=("snapshot",),
            by=("week",),
        ),
        Metric(
            name="leakage",
            metric="revenue_leakage",
            module="leakage",
            question="what got stuck on the way to the money?",
            title="Leakage",
            definition="What has not taken the next step as of the day asked: deals won and not ordered, orders not "
            "delivered, deliveries and instalments not invoiced, invoices not paid. Worth without tax until invoiced, "
            "with tax after. Age in calendar days since the win, the confirmation, the first delivery not invoiced, or "
            "the issue of the invoice. All open invoices are told, due or not; services earned by days are not "
            "undelivered while they run.",
            formula="age = as of − day of the last step taken",
            authority="metric dictionary M1 and M2",
            basis="snapshot",
            bases=("snapshot",),
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
