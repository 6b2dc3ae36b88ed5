"""Chinese of the figures: what reports are called, what stands in their headings, and what is said under them."""

FIGURES = {
    "period before": "上期", "No review was held: ltc review month": "尚无评审：ltc review month",
    "Funnel": "漏斗", "So far only: young leads can still move.": "仅为迄今结果：新线索仍会变化。",
    "Why: {command}": "依据：{command}", "deals without lead": "没有线索的商机", "Leads": "线索",
    "Lead to {target}": "线索到{target}", "First response": "首次响应",
    "In time: within {n} minutes. Leads that still wait count as long as they have waited.": (
        "及时：{n} 分钟以内。仍在等待的线索按已等待时间计。"
    ),
    "response": "响应", "answered": "已回复", "median min": "中位分钟", "in time": "及时", "margin": "毛利",
    "cost unknown": "成本未知", "costs": "成本", "without budget": "无预算", "marketing ratio": "营销占比",
    "sales ratio": "销售占比", "fulfilment ratio": "履约占比", "cost per order": "每单成本",
    "cost per unit": "单位成本", "cashcycle": "现金周期",
    "{n} accounts have several open deals, which are hardly won or lost apart.": (
        "{n} 个客户有多个进行中商机，它们的输赢难以分开。"
    ),
    "Pipeline": "商机管道",
    "Chances: learnt from the deals decided in 24 months.": "概率：由 24 个月内已决商机得出。",
    "Chances: those of the process; 30 decided deals teach better ones.": (
        "概率：取自流程；有 30 个已决商机后可得更准的概率。"
    ),
    "Four times in five it comes to {low} to {high}.": "五次中有四次落在 {low} 至 {high} 之间。",
    "{n} are past their close date.": "{n} 个已过预计成交日。", "Win rate": "赢单率",
    "Won against won and lost, by the day of the last close.": "赢单占赢单与丢单之和，按最后关闭日计。",
    "won over all": "赢单占全部", "rate by value": "按金额的赢单率", "Sales cycle": "销售周期",
    "Median: half are decided by then; open deals count as long as they have been open.": (
        "中位数：到那时半数已决；进行中的商机按已开启时间计。"
    ),
    "Won deals only, which is biased low: mean {days} d.": "仅赢单（偏低）：平均 {days} 天。",
    "The median is not reached: more than half are open still.": "未达中位数：半数以上仍在进行。",
    "median": "中位数", "won in 30 d": "30 天内赢单", "won in 60 d": "60 天内赢单",
    "won in 90 d": "90 天内赢单", "won in 180 d": "180 天内赢单", "won at last": "最终赢单",
    "Time in stage": "阶段停留时间",
    "Median and mean count deals that are there still as long as they have been.": (
        "中位数和均值把仍在阶段内的商机按已停留时间计入。"
    ),
    "Slowest: {stage}, where an average deal spends most of its time.": (
        "最慢：{stage}，平均每个商机在此停留最久。"
    ),
    "Leakiest: {stage}, where most value is lost.": "流失最多：{stage}，损失的金额最多。",
    "visits": "进入次数", "exits": "离开次数", "stalled": "滞留", "oldest": "最久", "Throughput": "吞吐量",
    "Work that passed through, not a conversion: entries and exits are of different deals.": (
        "流经的工作量，不是转化率：进入与离开的不是同一批商机。"
    ),
    "throughput": "吞吐量", "at start": "期初", "entries": "进入", "forward": "前进", "back": "回流",
    "at end": "期末", "hygiene": "商机质量", "open deals, not overdue": "未逾期的进行中商机",
    "win rate, 12 months": "12 个月赢单率", "mean amount won": "平均赢单金额",
    "mean cycle of won deals": "赢单平均周期", "mean cycle, open ones too": "平均周期（含进行中）",
    "velocity, a day": "每日销售速度", "Sales velocity": "销售速度",
    "An index of four levers; it is what is won a day only while the business is steady.": (
        "四个杠杆的指数；仅在业务平稳时等于每日赢单金额。"
    ),
    "velocity": "销售速度", "lever": "杠杆", "overdue": "逾期", "Losses": "丢单",
    "By the day a deal was lost, not by the day it came.": "按丢单日计，而非创建日。", "losses": "丢单",
    "Deal size": "单笔金额", "dealsize": "单笔金额", "Team": "团队",
    "Above or below: the interval of an owner's rate leaves out that of all.": (
        "高于或低于：负责人赢单率的区间不含整体赢单率。"
    ),
    "a month": "每月", "sales cost": "销售成本", "cost a win": "每次赢单成本", "cost ratio": "成本占比",
    "open deals, by their chance": "进行中商机（按概率）", "deals not there yet": "尚未出现的商机",
    "forecast": "预测", "Forecast": "预测",
    "Deals not there yet are not expected: three earlier periods would teach how many.": (
        "不计尚未出现的商机：需三个以往期间才能得知数量。"
    ),
    "The target is met.": "已达目标。",
    "What is open covers the rest of the target {n} times; needed: {m}.": (
        "进行中商机可覆盖剩余目标 {n} 次；需要 {m} 次。"
    ),
    "{n} times": "{n} 次", "unknown": "未知", "{ref} is {share} of the pipeline.": "{ref} 占管道的 {share}。",
    "Forecasts against what came": "预测与实际",
    "Off by: all misses over all that came. Too high: below zero the forecasts were too low.": (
        "偏差：全部误差除以全部实际。偏高：小于零表示预测偏低。"
    ),
    "Keep one with: ltc forecast freeze": "保存预测：ltc forecast freeze", "accuracy": "准确度",
    "days ahead": "提前天数", "periods": "期间数", "off by": "偏差", "too high": "偏高",
    "forecasts": "预测数", "slippage": "延期", "brier": "Brier 分数",
    "Chances against what came": "概率与实际",
    "A band is right where its interval holds what was predicted.": "区间包含预测值的一档是准的。",
    "calibration": "校准", "band": "档", "predicted": "预测", "Customers": "客户",
    "Active: bought within {n} days, or has a contract that runs.": "活跃：{n} 天内有购买，或合同有效。",
    "Active at the end = at the start + new + back − gone.": "期末活跃 = 期初 + 新增 + 回流 − 流失。",
    "new": "新增", "gone": "流失", "buy again": "复购", "until then": "距复购",
    "Active at the start: bought within {n} days before, or had a contract.": (
        "期初活跃：之前 {n} 天内有购买，或有合同。"
    ),
    "Name a period: without one nobody was there at its start.": "请指定期间：否则期初没有客户。",
    "Retention": "留存", "retention": "留存", "retained": "已留存", "stayed": "留存率", "left": "流失率",
    "Cohorts": "客户群",
    "Of each cohort, the share that bought in its first period and in those after it.": (
        "各客户群在首期及之后各期有购买的比例。"
    ),
    "cohorts": "客户群", "classic": "经典",
    "5 is best; customers that are alike have the same score.": "5 分最高；相同的客户得分相同。",
    "Fewer than {n} customers: scores would say nothing.": "少于 {n} 个客户：评分没有意义。",
    "champions": "冠军客户", "loyal": "忠诚", "promising": "有潜力", "needs attention": "需关注",
    "about to sleep": "即将沉睡", "not to lose": "不可失去", "at risk": "有风险",
    "Customers by recency, frequency and amount": "客户的近度、频度与金额", "rfm": "RFM",
    "days ago": "距今天数", "purchases": "购买次数", "What customers brought": "客户带来的价值",
    "Value = margin − cost to serve, up to now; in the totals the mean of a customer.": (
        "价值 = 毛利 − 服务成本，截至目前；合计为每客户均值。"
    ),
    "Where a cost is not known the margin is that of the process.": "成本未知处采用流程中的毛利率。",
    "{n} have costs that are not known: give the process value: {{margin: 40%}}.": (
        "{n} 个的成本未知：请在流程中给出 value: {{margin: 40%}}。"
    ),
    "clv": "客户价值", "historic": "历史", "orders": "订单", "cost to serve": "服务成本",
    "first year": "首年", "valued": "已估值", "mature": "已成熟",
    "What the usual customer will bring": "一般客户将带来的价值",
    "Value = m · r / (1 + d − r): the first margin comes in a year, from those who stay.": (
        "价值 = m · r / (1 + d − r)：首笔毛利一年后来自留下的客户。"
    ),
    "At least and at most: at the ends of the interval of the retention.": "最低与最高：取留存区间两端。",
    "By this model one who never came back cannot have left.": "按此模型，从未回购者不算流失。",
    "What customers will buy in a year": "客户一年内的购买",
    "The model needs {n} customers of whom {m} came back: there are {k} and {l}.": (
        "模型需要 {n} 个客户，其中 {m} 个回购；现有 {k} 和 {l}。"
    ),
    "The model needs three times the usual time between purchases, {n} days.": (
        "模型需要通常购买间隔的三倍，即 {n} 天。"
    ),
    "The model does not fit these purchases.": "模型与这些购买不符。",
    "Who buys often spends otherwise than the others (correlation {r}).": (
        "常购者的消费与他人不同（相关系数 {r}）。"
    ),
    "Of the last third of the time the model would have said {n} purchases, and there were {m}.": (
        "对最后三分之一时间，模型预计 {n} 次购买，实际 {m} 次。"
    ),
    "Recurring revenue a year": "年度经常性收入",
    "At the end = at the start + new + expansion − contraction − churn, of contracts billed by period.": (
        "期末 = 期初 + 新增 + 扩展 − 缩减 − 流失，按期开票的合同。"
    ),
    "Both days at the rates of the last: what currencies do is no growth.": (
        "两日均按末日汇率：汇率变动不算增长。"
    ),
    "recurring": "经常性收入", "start": "期初", "expansion": "扩展", "contraction": "缩减", "churn": "流失",
    "end": "期末", "kept and grown": "净留存", "awareness": "品牌认知", "ledger": "账面",
    "dso": "应收周转天数", "collections": "回款", "median to pay": "付款中位数", "deferred": "递延",
    "unbilled": "未开票", "backlog": "待交付", "remaining": "剩余", "fx billed": "开票汇差",
    "fx collected": "收款汇差", "cashflow": "现金流", "later": "更晚", "undated": "无日期", "leakage": "漏损",
    "by day of issue": "按开票日", "tax %": "税率 %", "since {day}": "自 {day}", "until {day}": "至 {day}",
    "Of what was {what}; without tax but for what was collected.": "口径：{what}；除收款外不含税。",
    "{period} is not over: it is set against as many days.": "{period} 尚未结束：与相同天数比较。",
    "Growth": "增长", "growth": "增长", "on the year": "同比", "compound": "复合",
    "Lead to won": "线索到赢单", "Lead to customer": "线索到客户", "Lead to opportunity": "线索到商机",
    "Answered in time": "及时回复", "Weighted pipeline": "加权管道", "Open pipeline": "进行中管道",
    "Win rate by value": "按金额的赢单率", "Sales cycle, median": "销售周期中位数",
    "Sales cycle of won deals, mean": "赢单平均周期", "Visits to stages": "阶段进入次数",
    "Entries to stages": "阶段进入数", "Deals in progress": "进行中商机",
    "Sales velocity a day": "每日销售速度", "Deals lost": "丢单数", "Average deal": "平均单笔",
    "Median deal": "单笔中位数", "Pipeline coverage": "管道覆盖", "Forecasts off by": "预测偏差",
    "Forecasts too high": "预测偏高", "Deals that slipped": "延期商机", "Brier score": "Brier 分数",
    "Active customers": "活跃客户", "New customers": "新客户", "Buy again": "复购", "Churn": "流失",
    "Customers that bought": "有购买的客户", "Value of a customer": "客户价值",
    "First year of a customer": "客户首年", "Recurring revenue kept and grown": "经常性收入净留存",
    "Recurring revenue kept": "经常性收入留存", "Receivables": "应收账款", "Overdue": "逾期",
    "Average days delinquent": "平均逾期天数", "Collection effectiveness": "回款效率",
    "Days to pay": "付款天数", "Booked": "已签约", "Billed": "已开票", "Recognised": "已确认收入",
    "Collected": "已收款", "Deferred": "递延", "Backlog": "待交付", "Growth on the year": "同比增长",
    "metric": "指标", "Key figures": "关键指标", "kpi": "关键指标", "pivot": "透视",
    "Compared with {span}.": "与 {span} 比较。",
    "{share} of the leads have no channel.": "{share} 的线索没有渠道。",
    "Conversions of the period against leads of the period: a ratio, which can exceed 1.": (
        "本期转化与本期线索之比，可大于 1。"
    ),
    "{n} open deals are past their close date: losses may not be recorded.": (
        "{n} 个进行中商机已过预计成交日：可能有丢单未记录。"
    ),
    "(unknown)": "（未知）", "{n} rows": "{n} 行", "Data quality": "数据质量",
    "{done} rows, {rate} a second": "{done} 行，每秒 {rate} 行",
    ", {share} %, {clock} to go": "，{share} %，还需 {clock}",
    "note: backups, exports, printed documents and other machines keep what they hold; look there too.": (
        "注意：备份、导出、打印文件和其他机器仍保留其内容；请一并检查。"
    ),
    "A year of an invented business, up to today. Look around:": "一家虚构企业截至今天的一年。看看：",
    "distinct": "不同值", "sum": "合计", "min": "最小", "max": "最大", "opportunity": "商机",
    "report": "报表", "answers": "回答的问题", "A won deal has no amount.": "赢单商机没有金额。",
    "Something took less than no time: answered, closed or delivered before it was created.": (
        "耗时为负：在创建之前已回复、关闭或交付。"
    ),
    "A step was taken before the record was there, or after it was closed and not opened again.": (
        "步骤发生在记录存在之前，或关闭后未重新打开时。"
    ),
    "Something is dated in the future.": "日期在将来。",
    "An open deal should have been decided by now.": "进行中的商机早该有结果。",
    "More is settled than there was, or before there was anything to settle.": (
        "结清的多于应结的，或早于应结之时。"
    ),
    "More is delivered or billed of an order than was ordered.": "交付或开票多于订购。",
    "A quantity is not above zero on what is no return; stock is not kept here, and not looked at.": (
        "非退货的数量不大于零；此处不管库存。"
    ),
    "An amount is in a currency there is not, or for which there is no rate.": (
        "金额的币种不存在，或没有汇率。"
    ),
    "The same step was taken twice at the same instant.": "同一时刻重复了同一步骤。",
    "A lead has no channel, or one that nobody set up.": "线索没有渠道，或渠道未设置。",
    "An e-mail, a phone or a tax id cannot be one.": "电邮、电话或税号无效。",
    "A lost deal does not say why.": "丢单没有原因。",
    "Two open deals of an account within 30 days have the same title or product.": (
        "同一客户 30 天内有两个同名或同产品的进行中商机。"
    ),
    "Something refers to a record that is not there.": "引用的记录不存在。",
    "Expected closes cluster on month ends, or stand on the end of the month of creation.": (
        "预计成交日集中在月末，或就是创建月的月末。"
    ),
    "An amount is far off the others of its currency.": "金额远离同币种的其他金额。",
    "A table was imported whose times name no time zone.": "导入的表中时间没有时区。",
}  # fmt: skip
