"""Chinese of who customers are, who stays, and what they are worth."""

CUSTOMER = {
    "Customers": "客户", "Active customers": "活跃客户", "New customers": "新客户", "Buy again": "复购",
    "Revenue of those who buy again": "复购客户的收入", "Median tenure": "客户时长中位数", "Retention": "留存",
    "Churn": "流失", "Renewals": "续约", "Cohorts": "同期群", "Customers that bought": "有购买的客户",
    "Value of a customer": "客户价值", "First year of a customer": "客户首年", "Loyalty": "忠诚度",
    "Recurring revenue kept": "经常性收入留存", "Recurring revenue kept and grown": "经常性收入净留存",
    "Recurring revenue a year": "年经常性收入", "Receivables": "应收账款", "Overdue": "逾期",
    "Average days delinquent": "平均逾期天数", "Collection effectiveness": "回款效率", "Days to pay": "付款天数",
    "Booked": "签约", "Billed": "开票", "Recognised": "确认", "Collected": "回款", "Deferred": "递延",
    "Backlog": "未开票订单", "operating cycle": "营业周期",
    "Active: bought within {n} days, or has a contract that runs.": "活跃：{n} 天内有购买，或合同在执行。",
    "Active at the end = at the start + new + back − gone.": "期末活跃 = 期初 + 新增 + 回归 − 离开。",
    "Active at the start: bought within {n} days before, or had a contract.": (
        "期初活跃：之前 {n} 天内有购买，或有合同。"
    ),
    "Due: the term of a contract ended in the period. Renewed: a contract runs past that day.": (
        "到期：合同期在此期间结束。续约：有合同延续到该日之后。"
    ),
    "Name a period: without one nobody was there at its start.": "请指定期间：没有期间就没有期初客户。",
    "Of each cohort, the share that bought in its first period and in those after it.": (
        "每个同期群中，在首个期间及之后各期间有购买的占比。"
    ),
    "customers who stayed": "留存的客户", "still there a year on": "一年后仍在",
    "customers who buy again": "复购的客户", "revenue of those who buy again": "复购客户的收入",
    "median time as a customer": "客户时长中位数", "net promoter score": "净推荐值",
    "Each as its own report tells it; no index is made of them.": "各项与其报表一致；不合成指数。",
    "5 is best; customers that are alike have the same score.": "5 为最佳；相同的客户得分相同。",
    "Fewer than {n} customers: scores would say nothing.": "客户少于 {n} 个：评分没有意义。",
    "Customers by recency, frequency and amount": "客户的最近、频率与金额",
    "What customers brought": "客户带来的价值", "What customers will buy in a year": "客户一年内将购买",
    "What the usual customer will bring": "普通客户将带来的价值",
    "Value = margin − cost to serve, up to now; in the totals the mean of a customer.": (
        "价值 = 毛利 − 服务成本，至今；合计为每个客户的平均值。"
    ),
    "Value = m · r / (1 + d − r): the first margin comes in a year, from those who stay.": (
        "价值 = m · r / (1 + d − r)：第一笔毛利在一年后，来自留存的客户。"
    ),
    "With the margin of this year, received now: {amount}. In five years: {capped}.": (
        "加上今年现收的毛利：{amount}。五年内：{capped}。"
    ),
    "At the ends of the interval of the retention: {low} to {high}.": "按留存率区间的两端：{low} 至 {high}。",
    "Held out: of the last third of the time a model of the first two says {n} purchases, and there were {m}.": (
        "检验：由前三分之二时间得出的模型预测最后三分之一有 {n} 次购买，实际 {m} 次。"
    ),
    "By this model one who never came back cannot have left.": "按此模型，从未再来的客户不会被视为已离开。",
    "Ask for what they brought (--basis historic), or for the usual customer (--basis formula).": (
        "请改问已带来的价值（--basis historic）或普通客户（--basis formula）。"
    ),
    "What is left of it is not known: give the process a margin (value: margin).": (
        "毛利未知：请在流程中给出毛利率（value: margin）。"
    ),
    "{n} have costs that are not known: give the process value: {{margin: 40%}}.": (
        "{n} 个客户的成本未知：请在流程中给出 value: {{margin: 40%}}。"
    ),
    "Where a cost is not known the margin is that of the process.": "成本未知处采用流程的毛利率。",
    "The model needs {n} customers of whom {m} came back: there are {k} and {l}.": (
        "模型需要 {n} 个客户，其中 {m} 个再次购买：现有 {k} 和 {l} 个。"
    ),
    "The model needs three times the usual time between purchases, {n} days.": (
        "模型需要通常购买间隔的三倍时间：{n} 天。"
    ),
    "The model does not fit these purchases.": "模型与这些购买不符。",
    "Do not use it: who buys often spends otherwise than the others (correlation {r}).": (
        "请勿使用：常购者的花费与其他人不同（相关系数 {r}）。"
    ),
    "Do not use it: of the last third of the time it would have said {n} purchases, and there were {m}.": (
        "请勿使用：对最后三分之一时间它会预测 {n} 次购买，实际 {m} 次。"
    ),
    "At the end = at the start + new + expansion − contraction − churn, of contracts billed by period.": (
        "期末 = 期初 + 新增 + 扩展 − 缩减 − 流失，按期计费的合同。"
    ),
    "Both days at the rates of the last: what currencies do is no growth.": "两日均按末日汇率：汇率变动不是增长。",
    "Satisfied: {scores}; else the two highest scores of the scale.": "满意：{scores}；其他量表取最高两档。",
    "from {score} of {scale}": "{scale} 中 {score} 分起",
    "At the rates that the documents were posted with.": "按单据入账时的汇率。",
}  # fmt: skip
