"""Costs: what winning customers takes, and what the business spends against what it meant to."""

from ltc_cli.metrics import Figure, Metric

ENTRIES = (
    Metric(
        name="channels",
        figures=(
            Figure("cac", "cac", "money", "Cost of winning a customer", better="lower"),
            Figure("cost_per_lead", "cpl", "money", "Cost of a lead", better="lower"),
            Figure("romi", "romi", "ratio", "Return on marketing", better="higher"),
            Figure("ltv_cac", "ltv_cac", "number", "First-year value to cost of winning", better="higher"),
            Figure(
                "cac_payback", "payback_months", "number", "Months until winning a customer paid back", better="lower"
            ),
        ),
        module="cost.channels",
        question="what does a lead or a customer cost, and which channel pays?",
        title="Channels",
        definition="Costs of marketing and sales in the period, each spread evenly over its days. A channel's own "
        "costs, and those of its campaigns, stay its own; shared ones go to the channels by leads (marketing), by "
        "deals (sales), or as the cost says, parts adding up to the whole; the unknown channel takes its share, and "
        "what nothing drives stays unallocated. A lead costs marketing / leads; a customer marketing + sales / new "
        "customers: accounts that became customers in the period (their first win that stands), by the channel of the "
        "deal won first. Direct: own costs alone. On the basis `lagged`: customers of the period against costs and "
        "leads some months earlier (--lag, else the median from lead to decision); `cohort`: customers won so far of "
        "leads created in the period. Return: margin of the customers' first year less marketing, over marketing. "
        "Value: that margin less the cost to serve. Paid back: the first month in which the average customer had "
        "brought what winning one cost; not seen yet, at the pace so far. Costs of serving a customer are left out and "
        "counted. --attribution: leads, with their deals and customers, in parts, as in conversion.",
        formula="cpl = marketing / leads; cac = (marketing + sales) / new customers; romi = (margin − marketing) / "
        "marketing; ltv_cac = value / cac",
        authority="metric dictionary L4 to L7 and C5",
        basis="period",
        bases=("period", "lagged", "cohort"),
        divides=False,
        turns={
            "lag": "Costs and leads so many months earlier; by default the usual cycle.",
            "attribution": "Whose leads, deals and customers are: first, last, linear, u or w.",
        },
        filters=False,
    ),
    Metric(
        name="margin",
        figures=(
            Figure("gross_margin", "rate", "ratio", "Gross margin", better="higher"),
            Figure("gross_profit", "margin", "money", "Gross profit", better="higher"),
        ),
        module="cost.margin",
        question="what is left of what was sold?",
        title="Gross margin",
        definition="What was earned in the period without tax, net of credit notes, less what it cost: the cost of a "
        "unit when it was ordered times what was delivered, less what came back; of a service by days, its share. What "
        "has no cost of its own is left out of both and counted. What is written off was sold all the same. By product "
        "unless asked otherwise; also by category, by any field of customers, and by day, week, month, quarter, year. "
        "Each at the rate of its order.",
        formula="margin = net revenue − cost; rate = margin / net revenue",
        authority="metric dictionary M5",
        basis="period",
        bases=("period",),
        by=("product",),
    ),
    Metric(
        name="costs",
        figures=(
            Figure("spend", "actual", "money", "Spent", better="lower"),
            Figure("cost_variance", "variance", "money", "Under the budget", better="higher"),
            Figure("marketing_ratio", "marketing_ratio", "ratio", "Marketing, of net revenue", better="lower"),
            Figure("sales_ratio", "sales_ratio", "ratio", "Sales, of net revenue", better="lower"),
            Figure("fulfilment_ratio", "fulfilment_ratio", "ratio", "Fulfilment, of net revenue", better="lower"),
        ),
        module="cost.costs",
        question="what do we spend, against what we meant to?",
        title="Costs",
        definition="Costs by function and by line of the budget, each spread evenly over its days, against the budgets "
        "by those of their days that are over; used is of the budget of the whole period. A cost of a line without a "
        "budget counts against that of its function. What varies (budget set --volume) is rescaled to the volume there "
        "was: leads created, customers won, orders confirmed or units delivered, less those that came back. What is "
        "then left is for spending, and of it, where quantities are known, for prices and for quantities. A period of "
        "a kind is a signal when it stands out from the eight before it (XmR). Not booked: a budget of a period that "
        "is over, and no cost. Beside them the shares of the net revenue (as in margin), and what fulfilment costs an "
        "order and production a unit.",
        formula="variance = budget − actual = (flexible − actual) + (budget − flexible); price = (standard − actual "
        "price) · actual quantity; quantity = (allowed − actual quantity) · standard price",
        authority="metric dictionary M6 and A9; Wheeler 2000, Understanding Variation",
        basis="period",
        bases=("period",),
        divides=False,
    ),
    Metric(
        name="cashcycle",
        figures=(Figure("cash_conversion_cycle", "cycle", "days", "Cash conversion cycle", better="lower"),),
        module="cost.cashcycle",
        question="how long is our money away?",
        title="Cash cycle",
        definition="Days of sales that customers owe (the simple one of dso), and days of costs that we owe: costs "
        "with a due day that were not paid at the end of the period, over the costs booked in it, times its days. What "
        "lies in stock counts by its days: none where nothing is sold as goods, and not known where goods are. All "
        "three over the same days. What is not known of our costs leaves the operating cycle.",
        formula="operating cycle = stock + owed to us; cycle = operating cycle − owed by us",
        authority="metric dictionary M7",
        basis="period",
        bases=("period",),
        divides=False,
        filters=False,
    ),
)
