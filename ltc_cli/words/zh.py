"""Chinese."""

CATALOGUE = {
    # headings
    "ref": "编号", "name": "姓名", "company": "公司", "email": "邮箱", "phone": "电话", "status": "状态",
    "kind": "类型", "channel": "渠道", "campaign": "活动", "owner": "负责人", "amount": "金额", "currency": "币种",
    "country": "国家", "tags": "标签", "created": "创建", "account": "客户", "account name": "客户",
    "contact": "联系人", "contacts": "联系人", "accounts": "客户", "title": "标题", "stage": "阶段",
    "pipeline": "管道", "expected close": "预计成交", "closed": "关闭", "reason": "原因", "next": "下一步",
    "next due": "下一步日期", "task": "任务", "tasks": "任务", "due": "到期", "record": "记录", "done": "完成",
    "deals": "商机", "leads": "线索", "open deals": "进行中商机", "story": "经过", "at": "时间", "event": "事件",
    "detail": "详情", "by": "由", "role": "角色", "team": "团队", "website": "网站", "address": "地址",
    "language": "语言", "external id": "外部编号", "operation": "操作", "verb": "动作", "actor": "操作人",
    "recorded": "记录时间", "note": "备注", "share": "占比", "converted": "已转化", "rate": "比率",
    "won": "赢单", "lost": "丢单", "open": "进行中", "reached": "到达", "step": "环节转化", "cumulative": "累计转化",
    "skipped": "跳过", "weighted": "加权", "probability": "概率", "milestone": "里程碑", "month": "月",
    "quarter": "季度", "week": "周", "year": "年", "day": "日", "found": "找到", "where": "位置", "text": "文本",
    # words
    "yes": "是", "nothing to show.": "没有可显示的内容。", "nothing changed.": "没有变化。",
    "dry run: nothing was written.": "试运行：未写入任何内容。", "note: {text}": "注意：{text}",
    "CHASE": "催款", "ANSWER": "回复", "DO": "待办", "DECIDE": "决定", "BILL": "开票", "DELIVER": "交付",
    "{n} to do": "待办 {n} 项", "nothing to do": "今天没有待办", "CLAIM": "认领", "no next step": "没有下一步",
    "waiting {time}": "已等待 {time}", "should have closed {day}": "应于{day}成交", "{n} d in {stage}": "在{stage}已 {n} 天",
    "{n} min": "{n} 分钟", "{n} h": "{n} 小时", "{n} d": "{n} 天", "{n} lead": "{n} 条线索", "{n} leads": "{n} 条线索",
    "{n} won": "赢单 {n}", "booked {amount}": "签约 {amount}", "weighted pipeline {amount}": "加权管道 {amount}",
    "Deals": "商机", "{n} open · {total} · weighted {weighted}": "进行中 {n} · {total} · 加权 {weighted}",
    "▲ stalled  ? no next step  < close date passed     ltc deal advance REF":
        "▲ 停滞  ? 没有下一步  < 已过预计成交日     ltc deal advance REF",
    # dates
    "today": "今天", "yesterday": "昨天", "tomorrow": "明天", "{month}-{day}": "{month}月{day}日",
    "{year}-{month}-{day}": "{year}年{month}月{day}日", "January": "1月", "February": "2月", "March": "3月",
    "April": "4月", "May": "5月", "June": "6月", "July": "7月", "August": "8月", "September": "9月",
    "October": "10月", "November": "11月", "December": "12月",
}  # fmt: skip
