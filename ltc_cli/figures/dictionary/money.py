"""Money: sold, billed, earned, received, owed."""

from ltc_cli.metrics import Figure, Metric

ENTRIES = (
    Metric(
        name="aging",
        figures=(
            Figure("receivables", "ledger", "money", "Receivables", better="lower"),
            Figure("overdue_receivables", "overdue", "money", "Overdue", better="lower"),
        ),
        module="money.receivable",
        question="who owes how much, and how late is it?",
        title="Receivables by age",
        definition="What is open of issued invoices as of the day asked, by calendar days past due: not due up to "
        "the due day itself, then 1-30, 31-60, 61-90 and >90, or as the process says (reports: aging). The "
        "instalments of an order that is invoiced as a whole age each by its own day, the earliest settled first. "
        "Unapplied is what payments and credit notes have left, below zero. What was settled or taken back after the "
        "day is not seen. Other currencies are converted at the rate of the day, each document once; without one at "
        "most 7 days old they are left out and counted. At the rates booked, each document keeps the one it was "
        "posted with; the difference between the two is told apart (fx).",
        formula="open = total − Σ allocations up to the day; Σ buckets + unapplied = ledger",
        authority="metric dictionary M2 and invariant 7",
        basis="snapshot",
        bases=("snapshot",),
        turns={"fx": "as-of, at the rates of the day, or booked, at those of the documents."},
    ),
    Metric(
        name="dso",
        figures=(
            Figure("days_sales_outstanding", "countback", "days", "Days sales outstanding", better="lower"),
            Figure("days_delinquent", "delinquent", "days", "Average days delinquent", better="lower"),
        ),
        module="money.outstanding",
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
        figures=(
            Figure("collection_effectiveness", "effectiveness", "ratio", "Collection effectiveness", better="higher"),
            Figure("days_to_pay", "days_to_pay", "days", "Days to pay", better="lower"),
        ),
        module="money.collection",
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
        name="revenue",
        figures=(
            Figure("booked", "booked", "money", "Booked", better="higher"),
            Figure("billed", "billed", "money", "Billed", better="higher"),
            Figure("recognised", "recognised", "money", "Recognised", better="higher"),
            Figure("collected", "collected", "money", "Collected", better="higher"),
            Figure("deferred", "deferred", "money", "Deferred"),
            Figure("backlog", "backlog", "money", "Backlog"),
        ),
        module="money.revenue",
        question="what was sold, billed, earned and received?",
        title="Revenue",
        definition="Booked: won deals at their win, and from the confirmation of an order (or the signing of a "
        "contract that is billed by period) what that comes to instead; cancellations, what is given up and "
        "credits are negative on their day; what has no order counts when it is billed. Billed: invoices less "
        "credit notes, without tax. Recognised: on delivery, by days over the service, or when all is delivered; "
        "credits truncate the future first, and what is invoiced again takes them back. Collected: payments less "
        "refunds, with tax. Balances as of the last day: deferred is billed and not earned, unbilled earned and "
        "not billed, order by order; the receivable is with tax. Each at the rate of its own day, what is "
        "recognised at that of its order or invoice; what rates changed stands apart (fx). By a unit of time, by "
        "customer or by any field of customers, whom --where may choose. A management view, not a statutory ledger.",
        formula="backlog = booked − billed (less fx); remaining = booked − recognised",
        authority="metric dictionary M1 and G4; IFRS 15",
        basis="period",
        bases=("period",),
        by=("month",),
    ),
    Metric(
        name="cashflow",
        figures=(Figure("expected_cash", "total", "money", "Expected cash", better="higher"),),
        module="money.cashflow",
        question="how much money should come in, and when?",
        title="Expected cash",
        definition="As of the day asked, 13 weeks unless --until says else. Due: what is open of invoices, "
        "at its due day, now when it is late. Orders: what confirmed orders have still to bill, with tax, at the "
        "promised day and the terms, or by instalments. Pipeline: open deals by the probability of their stage, "
        "won ones without an order in full, at the expected close and the terms. Nothing counts twice: with a "
        "confirmed order a deal is an order, invoiced it is due. What a customer paid ahead is taken off what it "
        "owes first. Drafts of free invoices and periods of contracts to come are not expected. --where chooses "
        "customers by their fields.",
        formula="total = due + orders + pipeline",
        authority="metric dictionary M2, F10 and G4",
        basis="snapshot",
        bases=("snapshot",),
        by=("week",),
    ),
    Metric(
        name="leakage",
        figures=(Figure("revenue_leakage", "amount", "money", "Leakage", better="lower"),),
        module="money.leakage",
        question="what got stuck on the way to the money?",
        title="Leakage",
        definition="What has not taken the next step as of the day asked: deals won and not ordered, orders not "
        "delivered, deliveries and instalments not invoiced, invoices not paid. Worth without tax until invoiced, "
        "with tax after. Age in calendar days since the win, the confirmation, the first delivery not invoiced, or "
        "the issue of the invoice. All open invoices are told, due or not; services earned by days are not "
        "undelivered while they run. By customer or any field of customers a row a group; --where chooses them.",
        formula="age = as of − day of the last step taken",
        authority="metric dictionary M1 and M2",
        basis="snapshot",
        bases=("snapshot",),
    ),
    Metric(
        name="tax",
        figures=(Figure("tax_due", "tax", "money", "Tax"),),
        module="money.tax",
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
        name="growth",
        figures=(
            Figure("growth", "growth", "ratio", "Growth", better="higher"),
            Figure("growth_on_the_year", "year_growth", "ratio", "Growth on the year", better="higher"),
        ),
        module="money.growth",
        question="do we grow?",
        title="Growth",
        definition="What was billed net of credit notes and tax (--measure booked, recognised, collected) in each "
        "month (--by quarter, year), against the one before and the same a year before; the totals set the period "
        "asked against the one before it. A period that is not over is set against as many days of the other. Against "
        "zero or less there is no rate, only the change. Compound: the rate at which the first full period became the "
        "last. With --constant every period is told at the rates of the last day that is seen.",
        formula="growth = (now − before) / before; compound = (last / first)^(1 / periods) − 1",
        authority="metric dictionary F14 and G12",
        basis="period",
        bases=("period",),
        turns={
            "measure": "billed, booked, recognised or collected.",
            "constant": "Tell every period at the rates of the last day, so that no rate makes growth.",
        },
    ),
)
