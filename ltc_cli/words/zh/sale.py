"""Chinese of the figures of deals and costs."""

SALE = {
    "Funnel": "漏斗", "Deal funnel": "商机漏斗", "entered": "实际进入", "regressed": "曾后退",
    "reversed wins": "撤销的赢单", "reopened": "重新打开", "won over all": "占全部商机", "rate by value": "按金额",
    "left out": "未计原因", "furthest": "最远到达", "state": "状态",
    "So far only: young deals can still move.": "仅为至今：新商机仍可推进。", "Why: {command}": "缘由：{command}",
    "Win rate": "赢单率", "Time in stage": "阶段停留时间", "visits": "进入次数", "exits": "离开次数",
    "median": "中位数", "lost share": "丢单占比", "stalled": "滞留", "oldest": "最久", "Throughput": "流量",
    "Not steady, the backlog is growing: {stages}.": "不稳定，积压在增加：{stages}。",
    "Not steady, the backlog is shrinking: {stages}.": "不稳定，积压在减少：{stages}。",
    "Median and mean count deals that are there still as long as they have been.": (
        "中位数和均值把仍在阶段内的商机按已停留时间计入。"
    ),
    "of these committed": "其中：已承诺", "of these best case": "其中：乐观", "of these pipeline": "其中：管道",
    "unweighted": "未加权", "undated": "没有预计成交日", "omitted": "不计入预测", "overdue": "已逾期",
    "With all that is committed {commit}, with the best cases {best}, with everything {all}.": (
        "已承诺全部赢单为 {commit}，加乐观为 {best}，全部赢单为 {all}。"
    ),
    "Few deals are decided yet: earlier periods brought {mean} on average, {low} to {high} by chance alone.": (
        "已决商机尚少：以往各期平均为 {mean}，随机波动在 {low} 至 {high} 之间。"
    ),
    "Booked: what the deals that pass the filter were won for; targets are of the whole.": (
        "已签约：符合筛选的商机的赢单金额；目标针对整体。"
    ),
    "Growth": "增长", "measure": "口径", "compound": "复合增长率", "on the year": "同比",
    "Of what was {what}; without tax but for what was collected.": "口径为{what}；除已收款外均不含税。",
    "{period} is not over: it is set against as many days.": "{period} 尚未结束：与相同天数比较。",
    "Every period at the rates of {day}.": "各期均按 {day} 的汇率。",
    "{n} days from Monday to Friday against {m}.": "周一至周五共 {n} 天，上期 {m} 天。", "Deal size": "商机金额",
    "Too few for a mean: {amounts}.": "数量太少，不足以求均值：{amounts}。",
    "Slowest: {stage}, where an average deal spends most of its time.": "最慢：{stage}，平均每个商机在此停留最久。",
    "Leakiest: {stage}, where most value is lost.": "流失最多：{stage}，在此失去的金额最多。",
    "Won against won and lost, by the day of the last close.": "赢单占赢单与丢单之和，按最后关闭日。",
    "{n} open deal is past its close date": "{n} 个进行中商机已过预计成交日",
    "{n} open deals are past their close date": "{n} 个进行中商机已过预计成交日",
    "{late}: losses may not be recorded.": "{late}：可能有丢单未记录。",
    "{n} account has several open deals": "{n} 个客户有多个进行中商机",
    "{n} accounts have several open deals": "{n} 个客户有多个进行中商机",
    "{accounts}, which are hardly won or lost apart.": "{accounts}，其输赢很难彼此独立。",
    "{n} is past its close date.": "{n} 个已过预计成交日。",
    "{n} are past their close date.": "{n} 个已过预计成交日。",
    "For comparison only: who stood on the step and on all before it (HubSpot's “all stages”).": (
        "仅供比较：到过该步及其前所有步骤者（HubSpot 的“所有阶段”）。"
    ),
    "For comparison only: who stood on the step, in any order (HubSpot's “any stages”); it may widen.": (
        "仅供比较：到过该步者，不论次序（HubSpot 的“任意阶段”）；可能变宽。"
    ),
    "Pipeline hygiene": "商机质量", "fault": "问题", "past their close date": "已过预计成交日",
    "without an amount": "没有金额", "without a next step": "没有下一步",
    "nothing happened for {n} d": "{n} 天无动静", "stalled in their stage": "滞留在阶段",
    "close date moved {n} times or more": "预计成交日改动 {n} 次以上",
    "{n} of {all} open deals are in order.": "{all} 个进行中商机里有 {n} 个没有问题。",
    "A deal can have several faults: ltc explain hygiene --rows": "一个商机可有多个问题：ltc explain hygiene --rows",
    "{n} of {all} close dates are the last day of a month, as if nobody had thought of them.": (
        "{all} 个预计成交日里有 {n} 个是月末，像是没人想过。"
    ),
    "Open deals in order": "没有问题的商机", "function": "职能", "line": "预算科目", "driver": "分摊依据",
    "shares": "分摊比例", "variable": "变动", "Channels": "渠道", "CPL": "线索成本", "CAC": "获客成本",
    "direct CAC": "直接获客成本", "ROMI": "营销回报率", "LTV:CAC": "价值成本比", "payback months": "回本月数",
    "first-year margin": "首年毛利", "first-year value": "首年价值", "pays back": "回本依据", "marketing": "市场",
    "Cost of winning a customer": "获客成本", "Cost of a lead": "线索成本", "Return on marketing": "营销回报率",
    "First-year value to cost of winning": "首年价值与获客成本之比",
    "Months until winning a customer paid back": "获客成本回收月数",
    "Cost = marketing + sales, shared ones by leads and by deals; the whole stands in the last line.": (
        "成本 = 市场 + 销售；共同成本按线索和商机分摊；合计见末行。"
    ),
    "Leads and costs are those of {n} months earlier.": "线索和成本取 {n} 个月之前的。",
    "{n} of {all} customers are in their first year: what they bring is so far.": (
        "{all} 个客户中有 {n} 个尚在首年：其贡献仅为至今。"
    ),
    "No marketing cost is recorded for {names}.": "{names}没有记录市场成本。",
    "Of {n} customers some costs are not known: give the process value: {{margin: 40%}}.": (
        "{n} 个客户的部分成本未知：请在流程中设置 value: {{margin: 40%}}。"
    ),
    "A value of three times the cost is a convention, no law.": "价值为成本的三倍只是惯例，并非定律。",
    "No cost of marketing or sales is recorded for this span: ltc cost add": (
        "此期间没有市场或销售成本记录：ltc cost add"
    ),
    "From a lead to a decision it takes {days} d, more than half of the period: --basis lagged or cohort fits.": (
        "从线索到决定需 {days} 天，超过期间的一半：宜用 --basis lagged 或 cohort。"
    ),
    "Gross margin": "毛利", "Gross profit": "毛利额", "net revenue": "净收入",
    "Margin = net revenue − cost of what was delivered; without what was written off.": (
        "毛利 = 净收入 − 已交付部分的成本；不计坏账。"
    ),
    "{n} sales have no cost and are left out: ltc product edit NAME cost=…, before the order.": (
        "{n} 笔销售没有成本，未计入：下单前请用 ltc product edit NAME cost=…。"
    ),
    "Costs": "成本", "Spent": "支出", "Under the budget": "预算结余", "actual": "实际", "variance": "差异",
    "used": "已用", "for spending": "支出差异", "for volume": "数量差异", "for prices": "价格差异",
    "for quantities": "用量差异", "flexible budget": "弹性预算", "not booked": "未入账",
    "Marketing, of net revenue": "市场费用率", "Sales, of net revenue": "销售费用率",
    "Fulfilment, of net revenue": "履约费用率", "fulfilment": "履约", "production": "生产", "admin": "管理",
    "No budget is set: ltc budget set --function marketing --amount 9k --period 2026-Q1": (
        "未设预算：ltc budget set --function marketing --amount 9k --period 2026-Q1"
    ),
    "Budgets by the days that are over, used of the whole. Variance = budget − actual: above zero is good.": (
        "预算按已过天数计，已用比例按全期计。差异 = 预算 − 实际：大于零为好。"
    ),
    "For spending: against what the volume there was would have allowed; for volume: the rest.": (
        "支出差异：与实际业务量所允许的相比；数量差异：其余部分。"
    ),
    "Cash cycle": "现金周期", "cash cycle": "现金周期", "Cash conversion cycle": "现金转换周期", "stock": "库存",
    "owed to us": "应收", "owed by us": "应付", "part": "部分", "over": "基数",
    "Cash cycle = stock + owed to us − owed by us; a cost with a due day is owed until it is paid.": (
        "现金周期 = 库存 + 应收 − 应付；有到期日的成本在付款前为应付。"
    ),
    "What goods lie in stock is not known here, so the whole is not.": "此处不知库存商品，故整体未知。",
    "No costs are recorded for this span: ltc cost add --due DATE": "此期间没有成本记录：ltc cost add --due DATE",
    "Deal to won": "商机到赢单",
}  # fmt: skip
