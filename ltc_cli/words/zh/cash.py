"""Chinese from the quote to the money: documents, letters, and what is said of them."""

CASH = {
    "Quote": "报价单", "Order": "订单", "Order confirmation": "订单确认书", "Invoice": "发票",
    "Credit note": "贷项通知单", "Receipt": "收据", "Refund": "退款", "Payment": "付款",
    "Payment reminder": "付款提醒", "Second payment reminder": "第二次付款提醒",
    "Payment reminder no. {n}": "第 {n} 次付款提醒", "{number}, version {n}": "{number}（第 {n} 版）",
    "Draft": "草稿", "Accepted": "已接受", "Rejected": "已拒绝", "Superseded": "已被取代", "Expired": "已过期",
    "On hold": "暂停", "Cancelled": "已取消", "Paid": "已付款", "Credited": "已冲销", "Written off": "已核销",
    "Date": "日期", "Due": "到期日", "Due since": "已于此日到期", "Days overdue": "逾期天数",
    "Valid until": "有效期至", "Payment terms": "付款条件", "{n} days": "{n} 天", "on receipt": "收到即付",
    "Your reference": "贵方编号", "Our quote": "我方报价", "Delivery": "交付日期", "Delivered": "交付日期",
    "Contract": "合同", "For invoice": "对应发票", "Invoiced on": "发票日期", "Reason": "原因", "Method": "付款方式",
    "Reference": "附言", "Item": "项目", "Quantity": "数量", "Unit": "单位", "Price": "单价", "Discount": "折扣",
    "Tax": "税率", "Amount": "金额", "from {day}": "{day}起", "as needed": "按需", "up to {n}": "最多 {n}",
    "Subtotal": "小计", "Net": "不含税金额", "Tax {rate}%": "税额 {rate}%", "Total": "合计",
    "Total, tax included": "合计（含税）", "of which net": "其中：不含税金额",
    "of which tax {rate}%": "其中：税额 {rate}%", "{what}, {more}": "{what}，{more}", "Settled by": "结算",
    "Set against": "抵扣", "For": "用于", "Discount for early payment": "提前付款折扣", "Open": "未付",
    "Open, {n} days overdue": "未付，逾期 {n} 天", "Credit left": "剩余额度", "Kept as credit": "留作预付款",
    "Received": "已收", "Paid back": "已退", "Instalment": "分期", "When": "条件", "to come": "待定",
    "on confirmation": "确认时", "on delivery": "交付时", "on a date": "按日期", " + {n} days": " + {n} 天",
    "Please pay": "应付金额", "By": "付款期限", "Account holder": "户名", "Bank": "银行", "Email": "邮箱",
    "Phone": "电话", "Web": "网址", "Tax number": "税号", "Registration": "注册号",
    "At the rate of {day}: net {net}, tax {tax}, total {total}.": (
        "按{day}汇率：不含税金额 {net}，税额 {tax}，合计 {total}。"
    ),
    "A discount of {amount} was granted for early payment.": "提前付款，已给予折扣 {amount}。",
    "You may have overlooked it: our invoice {number} is past due. We would be grateful for your "
    "payment in the next days.": (
        "您可能忽略了：我方发票 {number} 已过付款期限。敬请于近日付款。"
    ),
    "In spite of our earlier reminder our invoice {number} is still open. Please pay it within "
    "seven days, or let us know what stands in the way.": (
        "虽经提醒，我方发票 {number} 仍未付款。请于七日内付清，如有困难请与我们联系。"
    ),
    "If you have paid in the meantime, please disregard this letter.": "如您已付款，请忽略此函。", "APPLY": "核销",
    "RENEW": "续约", "1 day late": "逾期 1 天", "{n} days late": "逾期 {n} 天", "reminded {day}": "{day}已催款",
    "usually {n} d": "通常 {n} 天", "promised {day}": "承诺{day}", "no day promised": "未承诺日期",
    "under way": "运输中", "instalment {n} of {all}": "第 {n} 期（共 {all} 期）",
    "waits since {day}": "自{day}起待核销", "stuck": "卡点", "quote runs out {day}": "报价{day}到期",
    "quote ran out {day}": "报价已于{day}到期", "{title} ends {day}": "{title}，{day}到期",
    "{title} from {day}": "{title}，{day}起", "came in": "进入", "opened": "创建商机", "sent": "已发送",
    "accepted": "已接受", "rejected": "已拒绝", "superseded": "已被取代", "signed": "已签署", "renewed": "已续约",
    "terminated": "已终止", "confirmed": "已确认", "hold": "暂停", "closed": "已关闭", "cancelled": "已取消",
    "shipped": "已发货", "returned": "已退货", "drafted": "已起草", "issued": "已开具", "reminded": "已催款",
    "level {n}": "第 {n} 次", "credited": "已冲销", "refunded": "已退款", "settles": "结清",
    "no longer settles": "取消结清", "written off": "已核销坏账", "discount": "折扣", "in": "来",
    "{number}, due {day}": "{number}，{day}到期", "{n} step": "{n} 步", "{n} steps": "{n} 步", "{n} day": "{n} 天",
    "{ref}: {amount} open, due {day}.": "{ref}：未付 {amount}，{day}到期。",
    "Amounts are without tax until invoiced, with it after.": "开票前为不含税金额，开票后为含税金额。",
    "Receivables by age": "应收账款账龄", "not due": "未到期", "unapplied": "未核销", "days past due": "逾期天数",
    "days late": "逾期天数",
    "What is unapplied has no such field, so it cannot be told for this filter.": (
        "未核销款项没有此字段，无法按此条件统计。"
    ),
    "Days sales outstanding": "应收账款周转天数", "sales": "销售额", "counted": "计入天数", "explains": "覆盖金额",
    "countback": "倒推法", "simple": "简单法", "best possible": "最佳", "delinquent": "逾期天数",
    "unexplained": "未覆盖", "receivable": "应收",
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
    "credited net": "冲销不含税", "credited tax": "冲销税额", "item": "项目", "unit": "单位", "price": "单价",
    "quantity": "数量", "outstanding": "未付", "number": "编号", "valid from": "生效日", "level": "次数",
    "delivery": "交付", "promised": "承诺日", "first promised": "首次承诺日", "received": "到账日", "method": "方式",
    "reference": "参考号", "fee": "手续费", "realised": "汇兑损益", "allocations": "核销", "lines": "明细",
    "prices": "价格", "instalments": "分期", "shipments": "发货", "returns": "退货", "credit notes": "红字发票",
    "reminders": "催款", "every": "周期", "renew by": "续约提醒", "valid until": "有效期至", "version": "版本",
    "previous": "上一版", "decided": "答复日", "category": "类别", "terms": "账期", "retired": "已停售",
    "pair": "货币对", "meaning": "含义",
    "Tax {rate}% on {net}": "税额 {rate}%（{net}）", "of which tax {rate}% on {net}": "其中：税额 {rate}%（{net}）",
    "billed {amount}": "开票 {amount}", "collected {amount}": "收款 {amount}", "receivable {amount}": "应收 {amount}",
}  # fmt: skip
