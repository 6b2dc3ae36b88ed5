"""Chinese. A key that is missing here is spoken in English."""

from ltc_cli.words.zh_figures import FIGURES

HEADINGS = {
    "account": "客户", "account name": "客户", "accounts": "客户", "actor": "操作人", "address": "地址",
    "after": "之后", "aliases": "别名", "amount": "金额", "at": "时间", "before": "之前", "billed": "已开票",
    "booked": "已签约", "bucket": "账龄", "budget": "预算", "by": "由", "campaign": "活动", "campaigns": "活动",
    "change": "变更", "changes": "变更",
    "channel": "渠道", "channels": "渠道", "closed": "关闭", "collected": "已收款",
    "command": "命令", "company": "公司", "contact": "联系人", "contacts": "联系人", "contract": "合同",
    "converted": "已转化", "cost": "成本", "country": "国家", "created": "创建", "cumulative": "累计转化",
    "currency": "币种", "customer": "客户", "customers": "客户", "day": "日", "days": "天数", "deal": "商机",
    "deals": "商机", "delivered": "已交付", "detail": "详情", "done": "完成", "due": "到期", "email": "邮箱",
    "event": "事件", "expected close": "预计成交", "external id": "外部编号", "field": "字段", "fields": "自定义字段",
    "file": "文件", "found": "找到", "group": "分组", "invoice": "发票", "invoiced": "已开票", "invoices": "发票",
    "kind": "类型", "language": "语言", "lead": "线索", "leads": "线索", "lost": "丢单", "member": "成员",
    "milestone": "里程碑", "month": "月", "n": "数量", "name": "姓名", "next": "下一步", "next due": "下一步日期",
    "note": "备注", "of all": "占全部", "of step before": "占上一步", "open": "进行中", "open deals": "进行中商机",
    "open leads": "进行中线索", "operation": "操作", "order": "订单", "ordered": "已下单", "owner": "负责人",
    "paid": "已付款", "path": "路径", "payment": "付款", "period": "期间", "phone": "电话", "pipeline": "管道",
    "pipelines": "管道", "probability": "概率", "process": "流程", "product": "产品", "products": "产品",
    "quantity": "数量", "quarter": "季度", "quote": "报价", "quoted": "已报价", "qualified": "已确认",
    "rate": "比率",
    "reached": "到达", "reason": "原因", "receivable": "应收", "record": "记录", "recorded": "记录时间",
    "records": "记录", "ref": "编号", "role": "角色", "share": "占比", "since": "开始", "skipped": "跳过",
    "stage": "阶段", "status": "状态", "step": "环节转化", "story": "经过", "tags": "标签", "task": "任务",
    "tasks": "任务", "tax": "税额", "team": "团队", "test": "测试", "text": "文本", "timezone": "时区", "title": "标题",
    "total": "合计", "until": "结束", "value": "值",
    "verb": "动作", "website": "网站", "week": "周", "weighted": "加权",
    "stays": "保留", "goes": "舍弃", "from": "来自", "kept": "保留记录", "merged": "已合并", "moved": "已转移",
    "count": "数量", "reasons": "理由", "decision": "判断", "other": "另一条", "other name": "另一名称",
    "cluster": "组",
    "what": "内容", "where": "位置", "who": "谁", "won": "赢单", "year": "年",
}  # fmt: skip

REPORTS = {
    "funnel": "漏斗", "conversion": "转化率", "winrate": "赢单率", "cycle": "成交周期", "stages": "阶段",
    "pace": "速度",
    "aging": "账龄", "revenue": "收入", "cohort": "同期群", "snapshot": "快照", "flow": "流量",
    "without lead": "无线索", "spam": "垃圾信息", "void": "作废",
}  # fmt: skip

SENTENCES = {
    "yes": "是",
    "assign": "分配",
    "claim": "认领",
    "release": "退回公海",
    "recycle": "回收",
    "call": "电话",
    "mail": "邮件",
    "meeting": "会面",
    "no": "否",
    "nothing to show.": "没有可显示的内容。",
    "nothing to count.": "没有可统计的内容。",
    "nothing changed.": "没有变化。",
    "dry run: nothing was written.": "试运行：未写入任何内容。",
    "take it back: {command}": "撤销：{command}",
    "done: operation {number}.": "完成：操作 {number}。",
    "note: {text}": "注意：{text}",
    "interrupted; nothing was changed.": "已中断，未作任何更改。",
    "{path} is there already; nothing changed.": "{path} 已经存在，没有变化。",
    "made {path} with the process 'consulting'; for another: ltc init --help": (
        "已用流程 consulting 创建 {path}；选用其他流程：ltc init --help"
    ),
    "next: ltc lead add 'Ada Lovelace' --email ada@example.com --channel referral": (
        "下一步：ltc lead add 'Ada Lovelace' --email ada@example.com --channel referral"
    ),
    "Currency of this business (EUR, USD, CNY, …)": "本企业的币种（EUR、USD、CNY 等）",
    "no room for: {names} (choose with --columns, or pipe it)": (
        "放不下的列：{names}（用 --columns 选择，或用管道输出）"
    ),
    "+{n} more": "还有 {n} 个",
    "{k} of {n}": "{n} 中 {k}",
    "* fewer than {n} cases: a hint, not a finding.": "* 少于 {n} 例：仅供参考，不是结论。",
    "{won} won, {lost} lost, {open} open of {leads} leads: {rate}.": (
        "{leads} 条线索：赢单 {won}，丢单 {lost}，进行中 {open}；转化率 {rate}。"
    ),
    "Left out: {parts}.": "未计入：{parts}。",
    "CHASE": "催款",
    "ANSWER": "回复",
    "BILL": "开票",
    "DELIVER": "交付",
    "DECIDE": "决定",
    "DO": "待办",
    "{n} to do": "待办 {n} 项",
    "nothing to do": "今天没有待办",
    "CLAIM": "认领",
    "no next step": "没有下一步",
    "waiting {time}": "已等待 {time}",
    "should have closed {day}": "应于{day}成交",
    "{n} d in {stage}": "在{stage}已 {n} 天",
    "{n} lead": "{n} 条线索",
    "{n} leads": "{n} 条线索",
    "{n} won": "赢单 {n}",
    "weighted pipeline {amount}": "加权管道 {amount}",
    "Deals": "商机",
    "{n} open · {total} · weighted {weighted}": "进行中 {n} · {total} · 加权 {weighted}",
    "▲ stalled  ? no next step  < close date passed     ltc deal advance REF": (
        "▲ 停滞  ? 没有下一步  < 已过预计成交日     ltc deal advance REF"
    ),
}

TIMES = {
    "today": "今天", "yesterday": "昨天", "tomorrow": "明天", "{month}-{day}": "{month}月{day}日",
    "{year}-{month}-{day}": "{year}年{month}月{day}日", "January": "1月", "February": "2月", "March": "3月",
    "April": "4月", "May": "5月", "June": "6月", "July": "7月", "August": "8月", "September": "9月",
    "October": "10月", "November": "11月", "December": "12月", "{n} min": "{n} 分钟", "{n} h": "{n} 小时",
    "{n} d": "{n} 天",
}  # fmt: skip

PAPERS = {
    "Quote": "报价单", "Order": "订单", "Order confirmation": "订单确认书",
    "Invoice": "发票", "Credit note": "贷项通知单",
    "Receipt": "收据", "Refund": "退款", "Payment": "付款", "Payment reminder": "付款提醒",
    "Second payment reminder": "第二次付款提醒", "Payment reminder no. {n}": "第 {n} 次付款提醒",
    "{number}, version {n}": "{number}（第 {n} 版）",
    "Draft": "草稿", "Accepted": "已接受", "Rejected": "已拒绝", "Superseded": "已被取代", "Expired": "已过期",
    "On hold": "暂停", "Cancelled": "已取消", "Paid": "已付款", "Credited": "已冲销", "Written off": "已核销",
    "Date": "日期", "Due": "到期日", "Due since": "已于此日到期", "Days overdue": "逾期天数", "Valid until": "有效期至",
    "Payment terms": "付款条件", "{n} days": "{n} 天", "on receipt": "收到即付", "Your reference": "贵方编号",
    "Our quote": "我方报价", "Delivery": "交付日期",
    "Delivered": "交付日期", "Contract": "合同", "For invoice": "对应发票",
    "Invoiced on": "发票日期", "Reason": "原因", "Method": "付款方式", "Reference": "附言",
    "Item": "项目", "Quantity": "数量", "Unit": "单位", "Price": "单价",
    "Discount": "折扣", "Tax": "税率", "Amount": "金额",
    "from {day}": "{day}起", "as needed": "按需", "up to {n}": "最多 {n}",
    "Subtotal": "小计", "Net": "不含税金额", "Tax {rate}%": "税额 {rate}%",
    "Tax {rate}% on {net}": "税额 {rate}%（{net}）",
    "Total": "合计", "Total, tax included": "合计（含税）", "of which net": "其中：不含税金额",
    "of which tax {rate}%": "其中：税额 {rate}%", "of which tax {rate}% on {net}": "其中：税额 {rate}%（{net}）",
    "{what}, {more}": "{what}，{more}",
    "Settled by": "结算", "Set against": "抵扣", "For": "用于", "Discount for early payment": "提前付款折扣",
    "Open": "未付", "Open, {n} days overdue": "未付，逾期 {n} 天", "Credit left": "剩余额度",
    "Kept as credit": "留作预付款",
    "Received": "已收", "Paid back": "已退", "Instalment": "分期", "When": "条件", "to come": "待定",
    "on confirmation": "确认时", "on delivery": "交付时", "on a date": "按日期", " + {n} days": " + {n} 天",
    "Please pay": "应付金额", "By": "付款期限", "Account holder": "户名", "Bank": "银行",
    "Email": "邮箱", "Phone": "电话", "Web": "网址", "Tax number": "税号", "Registration": "注册号",
    "At the rate of {day}: net {net}, tax {tax}, total {total}.": (
        "按{day}汇率：不含税金额 {net}，税额 {tax}，合计 {total}。"
    ),
    "A discount of {amount} was granted for early payment.": "提前付款，已给予折扣 {amount}。",
    "You may have overlooked it: our invoice {number} is past due. We would be grateful for your payment in "
    "the next days.":
        "您可能忽略了：我方发票 {number} 已过付款期限。敬请于近日付款。",
    "In spite of our earlier reminder our invoice {number} is still open. Please pay it within seven days, or "
    "let us know what stands in the way.":
        "虽经提醒，我方发票 {number} 仍未付款。请于七日内付清，如有困难请与我们联系。",
    "If you have paid in the meantime, please disregard this letter.": "如您已付款，请忽略此函。",
}  # fmt: skip
"""What stands on quotes, invoices and the like."""

CASH = {
    "APPLY": "核销", "RENEW": "续约",
    "1 day late": "逾期 1 天", "{n} days late": "逾期 {n} 天", "reminded {day}": "{day}已催款",
    "usually {n} d": "通常 {n} 天", "promised {day}": "承诺{day}", "no day promised": "未承诺日期",
    "under way": "运输中", "instalment {n} of {all}": "第 {n} 期（共 {all} 期）",
    "waits since {day}": "自{day}起待核销", "stuck": "卡点",
    "quote runs out {day}": "报价{day}到期", "quote ran out {day}": "报价已于{day}到期",
    "{title} ends {day}": "{title}，{day}到期", "{title} from {day}": "{title}，{day}起",
    "billed {amount}": "开票 {amount}", "collected {amount}": "收款 {amount}", "receivable {amount}": "应收 {amount}",
    "came in": "进入", "opened": "创建商机", "sent": "已发送", "accepted": "已接受", "rejected": "已拒绝",
    "superseded": "已被取代", "signed": "已签署", "renewed": "已续约", "terminated": "已终止", "confirmed": "已确认",
    "hold": "暂停", "closed": "已关闭", "cancelled": "已取消", "shipped": "已发货", "returned": "已退货",
    "drafted": "已起草", "issued": "已开具", "reminded": "已催款", "level {n}": "第 {n} 次", "credited": "已冲销",
    "refunded": "已退款", "settles": "结清", "no longer settles": "取消结清", "written off": "已核销坏账",
    "discount": "折扣", "in": "来", "{number}, due {day}": "{number}，{day}到期",
    "{n} step": "{n} 步", "{n} steps": "{n} 步", "{n} day": "{n} 天",
    "{ref}: {amount} open, due {day}.": "{ref}：未付 {amount}，{day}到期。",
    "Amounts are without tax until invoiced, with it after.": "开票前为不含税金额，开票后为含税金额。",
    "Receivables by age": "应收账款账龄", "not due": "未到期", "unapplied": "未核销", "days past due": "逾期天数",
    "days late": "逾期天数",
    "What is unapplied has no such field, so it cannot be told for this filter.": (
        "未核销款项没有此字段，无法按此条件统计。"
    ),
    "Days sales outstanding": "应收账款周转天数", "sales": "销售额", "counted": "计入天数", "explains": "覆盖金额",
    "countback": "倒推法", "simple": "简单法", "best possible": "最佳", "delinquent": "逾期天数",
    "unexplained": "未覆盖",
    "receivable": "应收",
    "More than {n} days: all sales on record explain all but {amount} of what is open.": (
        "超过 {n} 天：全部销售记录仍有 {amount} 未能覆盖。"
    ),
    "Collections": "回款", "effectiveness": "回款有效率", "days to pay": "付款天数",
    "median days to pay": "付款天数中位数", "median days late": "逾期天数中位数",
    "Fewer than {n} invoices were paid: their median is a hint, not a finding.": (
        "已付发票不足 {n} 张：中位数仅供参考，不是结论。"
    ),
    "Revenue": "收入", "recognised": "已确认", "A management view, not a statutory ledger.": "管理口径，非法定账簿。",
    "Without tax, but collected and the receivable with it; each at the rate of its own day.": (
        "不含税，但收款与应收含税；各按其当日汇率。"
    ),
    "Expected cash": "预计现金", "expected": "预计",
    "What is overdue is expected now. Invoices and orders with tax, pipeline without.": (
        "逾期款项计入当期。发票与订单含税，管道不含税。"
    ),
    "Leakage": "卡点", "won, not ordered": "赢单未下单", "ordered, not delivered": "已下单未交付",
    "delivered, not invoiced": "已交付未开票", "invoiced, not paid": "已开票未付款", "age days": "天数",
    "{n} worth {amount}, the oldest {days} days": "{n} 项，金额 {amount}，最久 {days} 天",
    "Without tax until invoiced, with tax after; the age counts from the day it got there.": (
        "开票前不含税，开票后含税；天数自到达该步之日起算。"
    ),
    "net": "不含税", "gross": "含税", "invoiced net": "开票不含税", "invoiced tax": "开票税额",
    "credited net": "冲销不含税",
    "credited tax": "冲销税额", "item": "项目", "unit": "单位", "price": "单价", "quantity": "数量",
    "outstanding": "未付", "number": "编号", "valid from": "生效日", "level": "次数",
    "delivery": "交付", "promised": "承诺日", "first promised": "首次承诺日", "received": "到账日", "method": "方式",
    "reference": "参考号", "fee": "手续费", "realised": "汇兑损益", "allocations": "核销", "lines": "明细",
    "prices": "价格",
    "instalments": "分期", "shipments": "发货", "returns": "退货", "credit notes": "红字发票", "reminders": "催款",
    "every": "周期", "renew by": "续约提醒", "valid until": "有效期至", "version": "版本", "previous": "上一版",
    "decided": "答复日", "category": "类别", "terms": "账期", "retired": "已停售", "pair": "货币对", "meaning": "含义",
}  # fmt: skip
"""From the won deal to cash."""

PIVOT = {
    "invoices net": "发票不含税金额", "invoices total": "发票金额", "deals amount": "商机金额",
    "orders net": "订单不含税金额", "payments amount": "收款金额", "quotes net": "报价不含税金额",
    "credit notes net": "红字发票不含税金额",
    "win rate": "赢单率", "lead to customer": "线索转客户率", "lead to opportunity": "线索转商机率",
    "lead volume": "线索数", "average deal": "平均成交额",
    "bought again": "再次购买", "days since the deal began": "商机开始后的天数", "not decided": "未决",
    "last seen so": "截尾", "least": "最低", "most": "最高", "last": "最近",
    "{period} is not over": "{period}尚未结束", "{n} others": "其他 {n} 项",
    "Lead to cash": "从线索到回款", "everything until {day}": "截至{day}的全部", "as of {day}": "截至{day}",
    "Reports": "报表", "wrote {path}": "已写入 {path}", "before": "上期", "few cases": "样本少", "so far": "至今",
    "without what has no rate": "不含缺汇率部分", "nothing to tell it by": "无可计算", "too few cases": "样本过少",
}  # fmt: skip
"""Measures of pivot tables, and what pictures say."""

SURVEYS = {
    "score": "分数", "scale": "量表", "wave": "轮次", "occasion": "触点", "comment": "评论", "invited": "邀请数",
    "response rate": "回复率", "promoters": "推荐者", "passives": "被动者", "detractors": "贬损者", "nps": "净推荐值",
    "moved": "变动", "no change detected": "未见变化", "up": "上升", "down": "下降",
    "Net promoter score": "净推荐值", "Customer satisfaction": "客户满意度", "Brand awareness": "品牌认知",
    "satisfied": "满意", "csat": "满意率", "mean": "均值", "Satisfied customers": "满意客户",
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
}  # fmt: skip
"""What people answer when they are asked."""

REVIEWS = {
    "signals": "信号", "signal": "信号", "outside": "超出界限", "run": "连续偏离", "lower": "下限", "upper": "上限",
    "year before": "去年同期", "figures": "指标", "actions": "行动", "actions before": "上次行动", "restated": "重述",
    "frozen": "当时", "now": "现在", "redefined": "定义已变", "standing out": "突出指标", "every figure": "全部指标",
    "review": "回顾", "slowest": "最慢环节",
    "leakiest": "流失最多环节", "findings": "数据问题", "as of": "截至", "Restated since the review": "回顾后重述",
    "The operations recorded since: ltc explain restated --rows": "此后记录的操作：ltc explain restated --rows",
}  # fmt: skip
"""What was reviewed."""

COSTS = {
    "function": "职能", "line": "预算科目", "driver": "分摊依据", "shares": "分摊比例", "variable": "变动",
    "paid": "已付日",
    "Channels": "渠道", "cost": "成本", "CPL": "线索成本", "CAC": "获客成本", "direct CAC": "直接获客成本",
    "ROMI": "营销回报率", "LTV:CAC": "价值成本比", "payback months": "回本月数", "first-year margin": "首年毛利",
    "first-year value": "首年价值", "pays back": "回本依据", "marketing": "市场",
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
    "Costs": "成本", "Spent": "支出", "Under the budget": "预算结余", "actual": "实际", "budget": "预算",
    "variance": "差异", "used": "已用", "for spending": "支出差异", "for volume": "数量差异", "for prices": "价格差异",
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
}  # fmt: skip
"""What winning customers takes."""

HYGIENE = {
    "Pipeline hygiene": "商机质量", "fault": "问题", "past their close date": "已过预计成交日",
    "without an amount": "没有金额", "without a next step": "没有下一步", "nothing happened for {n} d": "{n} 天无动静",
    "stalled in their stage": "滞留在阶段", "close date moved {n} times or more": "预计成交日改动 {n} 次以上",
    "{n} of {all} open deals are in order.": "{all} 个进行中商机里有 {n} 个没有问题。",
    "A deal can have several faults: ltc explain hygiene --rows": "一个商机可有多个问题：ltc explain hygiene --rows",
    "{n} of {all} close dates are the last day of a month, as if nobody had thought of them.": (
        "{all} 个预计成交日里有 {n} 个是月末，像是没人想过。"
    ),
    "Open deals in order": "没有问题的商机",
}  # fmt: skip
"""What needs tidying."""

SIGNALS = {
    "Name a period to see the one before, and the same a year ago: --period last-month": (
        "指定期间可与上期及去年同期比较：--period last-month"
    ),
    "A year before: {span}.": "去年同期：{span}。",
    "Signal or noise: by the limits of at least 8 periods before; nothing is said of fewer.": (
        "信号或噪声：按之前至少 8 个期间的界限；不足则不作判断。"
    ),
    "Signal or noise, by the periods before: --trend": "与之前期间相比是信号还是噪声：--trend",
    "a part": "部分",
    "undefined": "未定义",
    "signal: outside": "信号：超出界限",
    "signal: a run": "信号：连续同侧",
    "noise": "噪声",
    "a year ago": "去年同期",
    "slowest and leakiest": "最慢且流失最多",
    "bottleneck": "瓶颈",
    "data health": "数据质量",
    "what is wrong": "问题",
    "trend": "走势",
    "First response, median": "首次响应中位数",
    "lost share": "丢单率",
    "severity": "级别",
    "rule": "规则",
    "was": "当时",
}
"""Signal and noise, and what a figure is worth."""

CATALOGUE = (
    FIGURES
    | SIGNALS
    | HYGIENE
    | COSTS
    | HEADINGS
    | REPORTS
    | SENTENCES
    | TIMES
    | PAPERS
    | CASH
    | PIVOT
    | SURVEYS
    | REVIEWS
)
