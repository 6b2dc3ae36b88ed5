"""Chinese of figures: what reports are called, what stands in their headings, and what is said under them."""

FIGURE = {
    "period before": "上期", "No review was held: ltc review month": "尚无评审：ltc review month",
    "First response": "首次响应",
    "In time: within {n} minutes. Leads that still wait count as long as they have waited.": (
        "及时：{n} 分钟以内。仍在等待的线索按已等待时间计。"
    ),
    "response": "响应", "answered": "已回复", "median min": "中位分钟", "in time": "及时", "margin": "毛利",
    "cost unknown": "成本未知", "costs": "成本", "without budget": "无预算", "marketing ratio": "营销占比",
    "sales ratio": "销售占比", "fulfilment ratio": "履约占比", "cost per order": "每单成本",
    "cost per unit": "单位成本", "cashcycle": "现金周期", "Pipeline": "商机管道",
    "Chances: learnt from the deals decided in 24 months.": "概率：由 24 个月内已决商机得出。",
    "Chances: those of the process; 30 decided deals teach better ones.": (
        "概率：取自流程；有 30 个已决商机后可得更准的概率。"
    ),
    "Four times in five it comes to {low} to {high}.": "五次中有四次落在 {low} 至 {high} 之间。",
    "Sales cycle": "销售周期",
    "Median: half are decided by then; open deals count as long as they have been open.": (
        "中位数：到那时半数已决；进行中的商机按已开启时间计。"
    ),
    "Won deals only, which is biased low: mean {days} d.": "仅赢单（偏低）：平均 {days} 天。",
    "The median is not reached: more than half are open still.": "未达中位数：半数以上仍在进行。",
    "won in 30 d": "30 天内赢单", "won in 60 d": "60 天内赢单", "won in 90 d": "90 天内赢单",
    "won in 180 d": "180 天内赢单", "won at last": "最终赢单",
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
    "velocity": "销售速度", "lever": "杠杆", "Losses": "丢单",
    "By the day a deal was lost, not by the day it came.": "按丢单日计，而非创建日。", "losses": "丢单",
    "dealsize": "单笔金额", "Team": "团队",
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
    "days ahead": "提前天数", "periods": "期间数", "off by": "偏差", "too high": "偏高", "forecasts": "预测数",
    "slippage": "延期", "brier": "Brier 分数", "Chances against what came": "概率与实际",
    "A band is right where its interval holds what was predicted.": "区间包含预测值的一档是准的。",
    "calibration": "校准", "band": "档", "predicted": "预测", "new": "新增", "gone": "流失", "buy again": "复购",
    "until then": "距复购", "retention": "留存", "retained": "已留存", "stayed": "留存率", "left": "流失率",
    "cohorts": "客户群", "classic": "经典", "champions": "冠军客户", "loyal": "忠诚", "promising": "有潜力",
    "needs attention": "需关注", "about to sleep": "即将沉睡", "not to lose": "不可失去", "at risk": "有风险",
    "rfm": "RFM", "days ago": "距今天数", "purchases": "购买次数", "clv": "客户价值", "historic": "历史",
    "orders": "订单", "cost to serve": "服务成本", "first year": "首年", "valued": "已估值", "mature": "已成熟",
    "recurring": "经常性收入", "start": "期初", "expansion": "扩展", "contraction": "缩减", "churn": "流失",
    "end": "期末", "kept and grown": "净留存", "awareness": "品牌认知", "ledger": "账面", "dso": "应收周转天数",
    "collections": "回款", "median to pay": "付款中位数", "deferred": "递延", "unbilled": "未开票",
    "backlog": "待交付", "remaining": "剩余", "fx billed": "开票汇差", "fx collected": "收款汇差",
    "cashflow": "现金流", "later": "更晚", "leakage": "漏损", "by day of issue": "按开票日", "tax %": "税率 %",
    "since {day}": "自 {day}", "until {day}": "至 {day}", "growth": "增长", "Lead to won": "线索到赢单",
    "Lead to customer": "线索到客户", "Lead to opportunity": "线索到商机", "Answered in time": "及时回复",
    "Weighted pipeline": "加权管道", "Open pipeline": "进行中管道", "Win rate by value": "按金额的赢单率",
    "Sales cycle, median": "销售周期中位数", "Sales cycle of won deals, mean": "赢单平均周期",
    "Visits to stages": "阶段进入次数", "Entries to stages": "阶段进入数", "Deals in progress": "进行中商机",
    "Sales velocity a day": "每日销售速度", "Deals lost": "丢单数", "Average deal": "平均单笔",
    "Median deal": "单笔中位数", "Pipeline coverage": "管道覆盖", "Forecasts off by": "预测偏差",
    "Forecasts too high": "预测偏高", "Deals that slipped": "延期商机", "Brier score": "Brier 分数",
    "Growth on the year": "同比增长", "metric": "指标", "Key figures": "关键指标", "kpi": "关键指标", "pivot": "透视",
    "Compared with {span}.": "与 {span} 比较。", "(unknown)": "（未知）", "{n} rows": "{n} 行",
    "Data quality": "数据质量", "{done} rows, {rate} a second": "{done} 行，每秒 {rate} 行",
    ", {share} %, {clock} to go": "，{share} %，还需 {clock}",
    "note: backups, exports, printed documents and other machines keep what they hold; look there too.": (
        "注意：备份、导出、打印文件和其他机器仍保留其内容；请一并检查。"
    ),
    "A year of an invented business, up to today. Look around:": "一家虚构企业截至今天的一年。看看：",
    "distinct": "不同值", "sum": "合计", "min": "最小", "max": "最大", "report": "报表", "answers": "回答的问题",
    "A won deal has no amount.": "赢单商机没有金额。",
    "Something took less than no time: answered, closed or delivered before it was created.": (
        "耗时为负：在创建之前已回复、关闭或交付。"
    ),
    "A step was taken before the record was there, or after it was closed and not opened again.": (
        "步骤发生在记录存在之前，或关闭后未重新打开时。"
    ),
    "Something is dated in the future.": "日期在将来。",
    "An open deal should have been decided by now.": "进行中的商机早该有结果。",
    "More is settled than there was, or before there was anything to settle.": "结清的多于应结的，或早于应结之时。",
    "More is delivered or billed of an order than was ordered.": "交付或开票多于订购。",
    "A quantity is not above zero on what is no return; stock is not kept here, and not looked at.": (
        "非退货的数量不大于零；此处不管库存。"
    ),
    "An amount is in a currency there is not, or for which there is no rate.": "金额的币种不存在，或没有汇率。",
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
    "Name a period to see the one before, and the same a year ago: --period last-month": (
        "指定期间可与上期及去年同期比较：--period last-month"
    ),
    "A year before: {span}.": "去年同期：{span}。",
    "Signal or noise: by the limits of at least 8 periods before; nothing is said of fewer.": (
        "信号或噪声：按之前至少 8 个期间的界限；不足则不作判断。"
    ),
    "Signal or noise, by the periods before: --trend": "与之前期间相比是信号还是噪声：--trend", "a part": "部分",
    "undefined": "未定义", "signal: outside": "信号：超出界限", "signal: a run": "信号：连续同侧", "noise": "噪声",
    "a year ago": "去年同期", "slowest and leakiest": "最慢且流失最多", "bottleneck": "瓶颈",
    "data health": "数据质量", "what is wrong": "问题", "trend": "走势", "First response, median": "首次响应中位数",
    "severity": "级别", "rule": "规则", "was": "当时", "invoices net": "发票不含税金额", "invoices total": "发票金额",
    "deals amount": "商机金额", "orders net": "订单不含税金额", "payments amount": "收款金额",
    "quotes net": "报价不含税金额", "credit notes net": "红字发票不含税金额", "win rate": "赢单率",
    "lead to customer": "线索转客户率", "lead to opportunity": "线索转商机率", "lead volume": "线索数",
    "average deal": "平均成交额", "bought again": "再次购买", "days since the deal began": "商机开始后的天数",
    "not decided": "未决", "last seen so": "截尾", "least": "最低", "most": "最高", "last": "最近",
    "{period} is not over": "{period}尚未结束", "{n} others": "其他 {n} 项", "Leads": "线索",
    "Lead to {target}": "线索转化为{target}", "opportunity": "商机", "too young": "时间太短", "no history": "无历史",
    "negative duration": "时间倒置", "deals without lead": "无线索的商机",
    "deal without lead": "无线索的商机", "without a rate of exchange": "没有汇率",
    "{what} within {span}": "{span}内{what}",
    "associated": "同一客户", "Of leads that have been here for at least {span}.": "仅统计至少已有{span}的线索。",
    "A lead also counts when another of its account was won after it came.": (
        "同一客户的其他线索在其之后赢单，也算转化。"
    ),
    "Leads are shared between what touched them ({rule}).": "线索按触点分摊（{rule}）。",
    "So far only: young leads can still move.": "截至目前：较新的线索仍会变化。",
    "Conversions of the period against leads of the period: a ratio, which can exceed 1.": (
        "期间内的转化对期间内的线索：比值，可大于 1。"
    ),
    "To compare: {command}": "比较：{command}",
    "No {what} can be told apart from the rest.": "没有{what}能与其余区分开。",
    "Apart from the rest: {which}.": "与其余不同：{which}。", "higher": "较高",
    "{share} of the leads have no channel.": "{share} 的线索没有渠道。", "reason not counted": "原因不计入",
    "leads by themselves": "自行前来的线索", "reach": "触达人数", "lost as never heard of": "因未听说过而丢单",
    "impressions": "曝光次数",
    "{n} of the leads have no date of their own: they count on the day of their import.": (
        "{n} 条线索没有自己的日期：按导入日计。"
    ),
    "Lead to cash": "从线索到回款", "everything until {day}": "截至{day}的全部", "as of {day}": "截至{day}",
    "Reports": "报表", "wrote {path}": "已写入 {path}", "before": "上期", "few cases": "样本少", "so far": "至今",
    "without what has no rate": "不含缺汇率部分", "nothing to tell it by": "无可计算", "too few cases": "样本过少",
    "score": "分数", "scale": "量表", "wave": "轮次", "occasion": "触点", "comment": "评论", "invited": "邀请数",
    "response rate": "回复率", "promoters": "推荐者", "passives": "被动者", "detractors": "贬损者", "nps": "净推荐值",
    "moved": "变动", "no change detected": "未见变化", "up": "上升", "down": "下降", "Net promoter score": "净推荐值",
    "Customer satisfaction": "客户满意度", "Brand awareness": "品牌认知", "satisfied": "满意", "csat": "满意率",
    "mean": "均值", "Satisfied customers": "满意客户",
    "In points from -100 to 100: the share of 9 and 10 less the share of 0 to 6.": (
        "单位为点（-100 至 100）：9、10 分占比减去 0 至 6 分占比。"
    ),
    "Satisfied: the two highest scores of the scale.": "满意：量表中最高的两个分数。",
    "Answers are on {n} scales: the whole has no mean.": "回答使用了 {n} 种量表：整体没有平均分。",
    "Fewer than 10 % answered in {waves}: the others may think otherwise.": (
        "{waves} 的回复率不足 10 %：未回复者的看法可能不同。"
    ),
    "aware, of those asked": "受访者中知道我们的", "leads that came by themselves": "自行到来的线索",
    "indicator": "指标", "target": "目标", "verdict": "结论", "proxy": "间接指标", "pass": "达标", "fail": "未达标",
    "not enough data": "数据不足", "no target": "无目标", "aware": "知道",
    "A proxy hints at awareness and is not it. Targets are named in the process.": (
        "间接指标只是提示，并非认知本身。目标在流程中设定。"
    ),
    "signals": "信号", "signal": "信号", "outside": "超出界限", "run": "连续偏离", "lower": "下限", "upper": "上限",
    "year before": "去年同期", "figures": "指标", "actions": "行动", "actions before": "上次行动", "restated": "重述",
    "frozen": "当时", "now": "现在", "redefined": "定义已变", "standing out": "突出指标", "every figure": "全部指标",
    "review": "回顾", "slowest": "最慢环节", "leakiest": "流失最多环节", "findings": "数据问题", "as of": "截至",
    "Restated since the review": "回顾后重述",
    "The operations recorded since: ltc explain restated --rows": "此后记录的操作：ltc explain restated --rows",
}  # fmt: skip
