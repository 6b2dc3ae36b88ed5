"""Chinese of what commands say."""

SENTENCE = {
    "yes": "是", "assign": "分配", "claim": "认领", "release": "退回公海", "recycle": "回收", "call": "电话",
    "mail": "邮件", "meeting": "会面", "no": "否", "nothing to show.": "没有可显示的内容。",
    "nothing to count.": "没有可统计的内容。", "nothing changed.": "没有变化。",
    "dry run: nothing was written.": "试运行：未写入任何内容。", "take it back: {command}": "撤销：{command}",
    "done: operation {number}.": "完成：操作 {number}。", "note: {text}": "注意：{text}",
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
    "+{n} more": "还有 {n} 个", "{k} of {n}": "{n} 中 {k}",
    "* fewer than {n} cases: a hint, not a finding.": "* 少于 {n} 例：仅供参考，不是结论。",
    "{won} won, {lost} lost, {open} open of {leads} leads: {rate}.": (
        "{leads} 条线索：赢单 {won}，丢单 {lost}，进行中 {open}；转化率 {rate}。"
    ),
    "Left out: {parts}.": "未计入：{parts}。", "CHASE": "催款", "ANSWER": "回复", "BILL": "开票", "DELIVER": "交付",
    "DECIDE": "决定", "DO": "待办", "{n} to do": "待办 {n} 项", "nothing to do": "今天没有待办", "CLAIM": "认领",
    "no next step": "没有下一步", "waiting {time}": "已等待 {time}", "should have closed {day}": "应于{day}成交",
    "{n} d in {stage}": "在{stage}已 {n} 天", "{n} lead": "{n} 条线索", "{n} leads": "{n} 条线索",
    "{n} won": "赢单 {n}", "weighted pipeline {amount}": "加权管道 {amount}", "Deals": "商机",
    "{n} open · {total} · weighted {weighted}": "进行中 {n} · {total} · 加权 {weighted}",
    "▲ stalled  ? no next step  < close date passed     ltc deal advance REF": (
        "▲ 停滞  ? 没有下一步  < 已过预计成交日     ltc deal advance REF"
    ),
}  # fmt: skip
