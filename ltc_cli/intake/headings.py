"""What other programs call our fields: the words of Salesforce, HubSpot, Pipedrive, Zoho, Odoo, SuiteCRM, ERPNext,
OroCRM and of the advertising platforms, in English and Chinese, as exports and interfaces write them.

Words are compared without case, blanks and marks: "First Name", "FirstName" and "first_name" are one.
"""

import re
from collections.abc import Mapping

_MARKS = re.compile(r"[\W_]+")
_HAN = re.compile("[\u3400-\u9fff]+")
ALSO = {
    "external_id": """
        externalid; record id; hs object id; uuid; 外部编号; 编号""",
    "name": """
        full name; contact name; person; person name; lead name; lead full name; display name; customer name; 姓名;
        联系人; 名称; 全名; 联系人姓名""",
    "company": """
        company name; company account; organization; organization name; organisation; organisation name; firm; partner
        name; account name; account; associated company; employer; 公司; 公司名称; 单位; 企业名称""",
    "email": """
        e mail; email address; e mail address; email id; email from; email1; email work; person email work; person
        email; primary email; work email; mail; email opt in address; 邮箱; 电子邮件; 邮件; 电子邮箱""",
    "phone": """
        telephone; tel; phone number; phone work; office phone; work phone; person phone; person phone work; phone no;
        business phone; primary phone; mobile; mobile phone; mobile phone number; mobile no; mobile number; phone
        mobile; cell; cell phone; whatsapp; whatsapp number; 电话; 手机; 联系电话; 手机号; 手机号码; 电话号码""",
    "channel": """
        source; lead source; origin; utm source; original source; original traffic source; hs analytics source; source
        id; platform; lead source channel; 渠道; 来源; 线索来源; 客户来源""",
    "campaign": "campaign name; campaign id; utm campaign; 活动; 市场活动; 营销活动",
    "owner": """
        lead owner; deal owner; account owner; contact owner; opportunity owner; record owner; company owner; owner
        username; owner name; salesperson; sales person; sales rep; sales team member; assigned to; assigned user name;
        assigned user; assignee; 负责人; 所有者; 销售; 销售负责人; 跟进人""",
    "amount": """
        value; deal value; lead value; estimated value; expected revenue; opportunity amount; deal amount; amount in
        company currency; 金额; 预计金额; 商机金额""",
    "currency": "currency code; deal currency; lead currency; currency iso code; currency id; 币种; 货币",
    "country": """
        country code; country region; country id; primary address country; billing country; mailing country; country
        territory; 国家; 国家地区""",
    "tags": "tag; labels; label; tag ids; lead labels; 标签",
    "created": """
        created at; created date; create date; created on; date created; created time; creation; creation date; date
        entered; createdate; submitted; submitted at; submit time; deal created; lead created; lead created time; add
        time; 创建时间; 创建日期""",
    "contacted": "first contacted; contacted at; first outreach date; 联系时间; 首次联系时间",
    "qualified": "qualified at; qualified date; qualified on; 确认时间",
    "converted": "converted date; converted at; date converted; 转化时间",
    "status": "lead status; hs lead status; status id; 状态; 线索状态",
    "stage": "deal stage; dealstage; sales stage; stage id; stage name; 阶段; 销售阶段; 商机阶段",
    "title": """
        deal name; dealname; deal title; deal; opportunity; opportunity name; potential name; lead title; 标题; 商机;
        商机名称""",
    "won": "won at; won date; won on; won time; date won; 成交日期; 赢单日期",
    "lost": "lost at; lost date; lost on; lost time; date lost; 丢单日期",
    "expected_close": """
        close date; closedate; expected close date; expected closing; expected closing date; closing date; date closed;
        date deadline; 预计成交日期; 结单日期""",
    "website": "url; homepage; domain; website url; company domain name; web site; 网站; 网址",
    "address": """
        street address; street; full address; organization address; billing address street; primary address street;
        address 1; address line 1; 地址""",
    "reason": """
        lost reason; loss reason; closed lost reason; reason for loss; lost reason id; disqualify reason; unqualified
        reason; 原因; 丢单原因""",
    "account": """
        account name; company; company name; organization; organization name; customer; customer name; partner id;
        party; associated company; 客户; 客户名称; 公司; 公司名称""",
    "contact": "contact email; contact id; 联系人",
    "lead": "lead id; lead email; converted from lead; 线索",
    "language": "lang; preferred language; 语言",
    "role": "job role; contact role; 角色",
    "pipeline": "deal pipeline; sales pipeline; 管道; 销售管道",
}
"""Field → its other names; each noun takes those of its own fields."""
OF_NOUN: Mapping[str, Mapping[str, str]] = {
    "lead": {"external_id": "lead id"},
    "contact": {"external_id": "contact id"},
    "account": {
        "external_id": "account id; company id; organization id",
        "name": "account name; company name; company; organization; organization name; 公司; 公司名称; 客户; 客户名",
    },
    "deal": {"external_id": "deal id; opportunity id"},
}
"""What comes before `ALSO` for one noun."""
PARTS = {
    "first": "first name; firstname; given name; forename; person first name; 名",
    "middle": "middle name; second name",
    "last": "last name; lastname; surname; family name; person last name; 姓; 姓氏",
}
"""What a full name is made of, in its order."""
DETAILS = """
    contact details; contact info; contact information; email phone; email or phone; phone email; phone or email; email
    and phone; reach; 联系方式"""
"""A column with an e-mail, a phone, or both."""
_ENTITIES = ("person", "organization", "deal", "lead", "contact", "account", "company", "opportunity")
STATUSES = {
    "new": """
        new; open; open not contacted; not contacted; untouched; unassigned; to contact; not started; 新; 新线索;
        未联系; 未处理""",
    "working": """
        contacted; working; working contacted; in progress; in process; attempted to contact; attempting contact;
        connected; assigned; replied; open deal; nurturing; follow up; contact in future; 已联系; 跟进中; 联系中""",
    "qualified": "qualified; pre qualified; sales qualified; sql; interested; opportunity; 已确认; 合格",
    "converted": "converted; closed converted; customer; deal; quotation; converted to deal; 已转化; 已成交",
    "disqualified": """
        disqualified; unqualified; closed not converted; not qualified; not interested; junk; junk lead; dead; recycled;
        lost; lost lead; bad timing; do not contact; lost quotation; 无效; 已淘汰; 不合格""",
}
"""What others call the kinds of status that a lead goes through."""
STAGES = {
    "won": "won; closed won; deal won; 赢单; 已成交",
    "lost": "lost; closed lost; deal lost; closed lost to competition; 丢单; 已丢单",
}
"""And those that end a deal."""


def joined(parts: list[str]) -> str:
    """A full name of its parts, first to last; Chinese names begin with the last, without a blank."""
    there = [part for part in parts if part]
    if there and all(not part.isascii() and _HAN.fullmatch(part) for part in there):
        return "".join(reversed(there))
    return " ".join(there)


def bare(heading: str) -> str:
    """A heading without case, blanks and marks."""
    return _MARKS.sub("", heading.casefold())


def words(text: str) -> list[str]:
    """The words of a list, bare."""
    return [bare(word) for word in text.split(";")]


def forms(heading: str) -> list[str]:
    """How a heading may be meant: as it is, and without the name of the record in front of it ("Deal - Title*")."""
    found = [bare(heading)]
    for entity in _ENTITIES:
        first, mark, rest = heading.partition(" - ")
        if mark and first.strip().casefold() == entity:
            found.append(bare(rest.partition("(")[0]) or bare(rest))
    return found
