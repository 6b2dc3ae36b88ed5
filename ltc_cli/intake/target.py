"""What each noun can take in: the fields of its records, and the dates and words that tell their history."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ltc_cli.domain import account, contact, cost, deal, lead, product, survey
from ltc_cli.domain.entry import Entry

_NONE: Mapping[str, str] = MappingProxyType({})


class Target(NamedTuple):
    """A noun as an import sees it."""

    noun: str
    entries: tuple[Entry, ...]
    dates: tuple[str, ...] = ("created",)
    """Moments that build the history."""
    words: tuple[str, ...] = ()
    """Texts that the noun reads itself."""
    keys: tuple[str, ...] = ("external_id", "email")
    """Fields that say which record a row is: the first that the row has decides."""
    also: Mapping[str, str] = _NONE
    """Field → what it is called elsewhere, for this noun alone."""
    said: str = ""
    """What people call it."""
    aside: tuple[str, ...] = ()
    """Columns that are not of its own table."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every field, but for those of the process."""
        return (*(entry.name for entry in self.entries), *self.dates, *self.words)

    @property
    def spoken(self) -> str:
        """What people call it."""
        return self.said or self.noun


_LEAD_DATES = ("created", "contacted", "qualified", "converted", "disqualified", "date")
_DEAL_DATES = ("created", "won", "lost", "voided", "date")
_ORDER_DATES = ("created", "confirmed", "shipped", "delivered", "cancelled", "closed")
SENT = frozenset(("shipped", "delivered"))
"""Dates of an order that may differ from line to line."""
_SPECIAL = ("lead", "account", "contact")
_LINE = (
    Entry("position", "count", "position"),
    Entry("item", "text", "item"),
    Entry("quantity", "quantity", "quantity"),
    Entry("unit", "text", "unit"),
    Entry("discount", "rate", "discount_ppm"),
    Entry("service_from", "date", "service_from"),
    Entry("service_to", "date", "service_to"),
)
_LINE_WORDS = ("price", "tax")
_ITEM = {
    "item": "sku product product_code product_name item_code item_name article 产品 商品 产品编码",
    "quantity": "qty quantity_ordered ordered_quantity units 数量",
    "price": "unit_price price_each list_price rate_each 单价",
    "position": "line line_number order_line_number line_no row_number 行号",
    "discount": "discount_percent line_discount 折扣",
    "tax": "tax_rate vat vat_rate 税率",
}
_ORDER = {
    "external_id": "order order_id order_number order_no order_name sales_order so_number 订单 订单号 订单编号",
    "account": "customer customer_name customer_id customer_number account_name account_id client 客户",
    "created": "created_at created_date create_date order_date ordered date 下单日期 创建日期",
    "confirmed": "confirmed_at approved approved_at confirmation_date 确认日期",
    "promised": "required_date delivery_date due_date commitment_date estimated_delivery promised_at 承诺日期 交货日期",
    "shipped": "shipped_date shipped_at ship_date shipping_date 发货日期",
    "delivered": "delivered_date delivered_at delivered_on 送达日期 签收日期",
    "cancelled": "canceled cancelled_at canceled_at cancelled_date 取消日期",
    "status": "order_status state 状态 订单状态",
    "reference": "po_number po_no customer_reference purchase_order 客户订单号",
    "message": "comments comment notes 备注",
}
_INVOICE = {
    "number": "invoice_number invoice_no invoice_name bill_number 发票号 发票号码",
    "external_id": "invoice_id",
    "account": "customer customer_name customer_id customer_number account_name account_id client 客户",
    "issued": "invoice_date issued_on issue_date issued_at date 开票日期",
    "due": "due_date due_on payment_due 到期日",
    "order": "order_number order_id order_no sales_order 订单 订单号",
    "net": "net_amount subtotal amount_untaxed net_total 不含税金额",
    "tax_amount": "tax_total amount_tax vat_amount 税额",
    "total": "amount gross_amount grand_total amount_total invoice_total 金额 价税合计",
}
_PAYMENT = {
    "account": "customer customer_name customer_id customer_number account_name account_id client 客户",
    "date": "received received_on payment_date paid paid_on value_date booking_date 付款日期 收款日期",
    "amount": "paid_amount payment_amount sum 金额",
    "reference": "ref check_number cheque_number transaction_id payment_reference 参考号 流水号",
    "invoice": "invoice_number invoice_no 发票号",
    "order": "order_number order_id order_no 订单号",
    "method": "payment_method payment_type 付款方式",
    "fee": "bank_fee charges 手续费",
}
_PRODUCT = {
    "sku": "code product_code item_code article_number 编码 产品编码",
    "name": "product_name item_name title 名称 产品名称",
    "category": "product_line product_category line 类别 产品类别",
    "price": "list_price msrp unit_price sales_price 单价 价格",
    "cost": "buy_price cost_price purchase_price standard_price 成本 进价",
    "unit": "uom unit_of_measure 单位",
    "revenue": "revenue_rule recognition",
}
_FX = {
    "day": "date on valid_from 日期",
    "pair": "currency_pair",
    "rate": "value fx_rate exchange_rate 汇率",
    "quote": "to currency",
}
_SURVEY = {
    "kind": "survey survey_type survey_kind type metric 类型",
    "score": "rating answer response nps_score csat_score value 评分 得分 分数",
    "scale": "scale_max max_score 量表",
    "created": "responded responded_at answered answered_at response_date date 日期 填写日期",
    "wave": "survey_name round campaign_wave 轮次",
    "occasion": "trigger event touchpoint 触点",
    "comment": "comments feedback verbatim reason why 评论 反馈",
    "account": "company customer customer_name account_name client 客户",
    "contact": "respondent email respondent_email contact_email contact_name 联系人",
    "external_id": "response_id survey_id answer_id",
}
_COST = {
    "name": "description cost_name expense item what payee vendor supplier 名称 说明 供应商",
    "function": "department cost_type expense_type cost_center type 职能 部门",
    "line": "category account_name gl_account budget_line cost_category 科目 类别",
    "amount": "cost spend net net_amount amount_spent cost_amount 金额 费用",
    "since": "date day start start_date from period_start booking_date invoice_date expense_date month 日期 开始日期",
    "until": "end end_date to period_end 结束日期",
    "channel": "source medium lead_source utm_source platform 渠道 来源",
    "campaign": "campaign_name utm_campaign 活动",
    "account": "customer customer_name client 客户",
    "quantity": "qty units 数量",
    "due": "due_date due_on payment_due 到期日",
    "paid": "paid_on payment_date paid_date 付款日期",
    "external_id": "cost_id expense_id document_number voucher",
}
_MONEY = Entry("amount", "money", "amount_minor")
_HEAD = (
    Entry("terms", "count", "terms_days"),
    Entry("message", "text", "message"),
    Entry("owner", "member", "owner_id"),
    Entry("external_id", "text", "external_id"),
    Entry("gross", "yesno", "gross"),
)
_ORDER_HEAD = (
    Entry("reference", "text", "reference"),
    Entry("promised", "date", "promised"),
    Entry("tags", "tags", "tags"),
    *_HEAD,
)
_INVOICE_HEAD = (
    Entry("number", "text", "number"),
    Entry("issued", "date", "issued_on"),
    Entry("due", "date", "due_on"),
    *_HEAD,
)
_PARTIES = ("account", "contact", "currency")
TARGETS = {
    "lead": Target("lead", lead.ENTRIES, _LEAD_DATES, ("currency", "status", "reason")),
    "account": Target("account", account.ENTRIES),
    "contact": Target("contact", contact.ENTRIES, ("created",), ("account", "role")),
    "deal": Target(
        "deal",
        tuple(entry for entry in deal.ENTRIES if entry.name not in _SPECIAL),
        _DEAL_DATES,
        ("currency", "pipeline", "stage", "reason", *_SPECIAL),
        ("external_id",),
    ),
    "product": Target(
        "product",
        (*product.ENTRIES, Entry("price", "price", "price_minor")),
        ("created",),
        ("currency",),
        ("external_id", "sku", "name"),
        _PRODUCT,
        aside=("price_minor", "price_currency"),
    ),
    "sales_order": Target(
        "sales_order",
        (*_ORDER_HEAD, *_LINE),
        _ORDER_DATES,
        (*_PARTIES, "deal", "status", "reason", "order_discount", *_LINE_WORDS),
        ("external_id",),
        {**_ITEM, **_ORDER},
        "order",
    ),
    "invoice": Target(
        "invoice",
        (*_INVOICE_HEAD, *_LINE),
        (),
        (*_PARTIES, "order", "net", "tax_amount", "total", "invoice_discount", *_LINE_WORDS),
        ("external_id", "number"),
        {**_ITEM, **_INVOICE},
    ),
    "payment": Target(
        "payment",
        (
            _MONEY,
            Entry("fee", "price", "fee_minor"),
            Entry("discount", "price", "discount_minor"),
            Entry("method", "text", "method"),
            Entry("reference", "text", "reference"),
            Entry("external_id", "text", "external_id"),
        ),
        ("date",),
        ("currency", "account", "invoice", "order"),
        ("external_id", "reference"),
        _PAYMENT,
        aside=("fee_currency", "discount_currency", "invoice_id"),
    ),
    "survey": Target(
        "survey",
        survey.ENTRIES,
        ("created",),
        ("scale", "account", "contact"),
        ("external_id",),
        _SURVEY,
        aside=("low", "high"),
    ),
    "cost": Target(
        "cost",
        tuple(entry for entry in cost.ENTRIES if entry.name != "account"),
        (),
        ("currency", "account"),
        ("external_id",),
        _COST,
    ),
    "fx_rate": Target("fx_rate", (Entry("day", "date", "day"),), (), ("pair", "base", "quote", "rate"), (), _FX, "fx"),
}


def heads(target: Target) -> Target:
    """A document without its lines, which stand in a table of their own."""
    entries = tuple(entry for entry in target.entries if entry not in _LINE)
    words = tuple(word for word in target.words if word not in _LINE_WORDS)
    whole = next(word for word in words if word.endswith("_discount"))
    also = {name: said for name, said in target.also.items() if name not in _ITEM}
    return target._replace(entries=entries, words=words, also={**also, whole: "discount"})


def lines(target: Target) -> Target:
    """The lines of documents in a table of their own: each names its document as the document's row does."""
    keys = tuple(entry for entry in target.entries if entry.name in (*target.keys, "reference"))
    dates = tuple(name for name in target.dates if name in SENT)
    return target._replace(entries=(*keys, *_LINE), dates=dates, words=_LINE_WORDS, said=f"{target.spoken} line")


def is_line(name: str) -> bool:
    """Whether a column is one of a line, not of its document."""
    return name in _LINE_COLUMNS


_LINE_COLUMNS = frozenset((*(entry.column for entry in _LINE), *_LINE_WORDS, *SENT))
