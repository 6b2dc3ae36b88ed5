"""Headings to fields: by the user's word, by a field's own name or label, or by what other programs call it."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ltc_cli import guard
from ltc_cli.errors import BadUsage, nearest
from ltc_cli.intake.read import WHY
from ltc_cli.intake.target import Target
from ltc_cli.process import CustomField

_ALSO = {
    "external_id": "externalid record_id 外部编号 编号",
    "name": "full_name contact_name person lead_name 姓名 联系人 名称",
    "company": "company_name organization organisation firm 公司 公司名称 单位",
    "email": "e_mail email_address mail 邮箱 电子邮件 邮件",
    "phone": "telephone tel mobile phone_number mobile_phone 电话 手机 联系电话",
    "channel": "source lead_source origin utm_source 渠道 来源 线索来源",
    "campaign": "campaign_name utm_campaign 活动 市场活动",
    "owner": "lead_owner deal_owner account_owner assigned_to sales_rep 负责人 所有者 销售",
    "amount": "value deal_value estimated_value expected_revenue 金额 预计金额",
    "currency": "currency_code 币种 货币",
    "country": "country_code 国家 国家地区",
    "tags": "tag labels 标签",
    "created": "created_at created_date create_date created_on date_created 创建时间 创建日期",
    "contacted": "first_contacted contacted_at 联系时间",
    "qualified": "qualified_at qualified_date 确认时间",
    "status": "lead_status 状态 线索状态",
    "stage": "deal_stage sales_stage 阶段 销售阶段",
    "title": "deal_name deal opportunity opportunity_name 标题 商机 商机名称",
    "won": "won_at won_date won_on 成交日期 赢单日期",
    "lost": "lost_at lost_date lost_on 丢单日期",
    "expected_close": "close_date expected_close_date closing_date 预计成交日期",
    "website": "url homepage domain 网站 网址",
    "address": "street_address 地址",
    "reason": "lost_reason loss_reason disqualify_reason 原因",
    "account": "account_name 客户",
    "language": "lang 语言",
    "role": "job_role 角色",
}


class Plan(NamedTuple):
    """Which columns are read as what."""

    columns: Mapping[str, int]
    """Field → the place of its column."""
    defaults: Mapping[str, str]
    """Field → what a blank or missing cell stands for."""
    custom: Mapping[str, CustomField]
    """The fields of the process among them."""
    left_out: tuple[str, ...]
    """Headings that nothing is made of."""
    meanings: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """Field → what their words mean in ours, folded: `--map "On Hold=status:hold"`."""
    blanks: frozenset[str] = frozenset()
    """Texts that stand for nothing: `--blank NULL`."""

    def taken(self, headings: Sequence[str]) -> dict[str, str]:
        """Heading → field, as it is told and kept."""
        return {headings[place]: field for field, place in self.columns.items()}


class Wishes(NamedTuple):
    """What the user said about the columns."""

    maps: Sequence[str] = ()
    defaults: Sequence[str] = ()
    keep_unknown: bool = False
    blanks: Sequence[str] = ()


def plan(target: Target, custom: Sequence[CustomField], headings: Sequence[str], wishes: Wishes) -> Plan:
    """Read the headings. Raises `BadUsage` for a wish about a heading or field there is not, or a field named twice."""
    fields = {field.id: field for field in custom}
    known = [*target.names, *fields]
    columns: dict[str, int] = {}
    used: set[int] = set()
    folded = [fold(heading) for heading in headings]
    meanings: dict[str, dict[str, str]] = {}
    for heading, field in _pairs(wishes.maps, "--map", "Their heading=field"):
        field, colon, ours = field.partition(":")
        if colon:
            meanings.setdefault(_field(field, known, fields, target), {})[heading.casefold()] = ours.strip()
            continue
        if fold(heading) not in folded:
            raise BadUsage(f"there is no heading {heading!r}.", _close(heading, headings, "Headings"))
        name = _field(field, known, fields, target)
        if name in columns:
            raise BadUsage(f"two headings are mapped to {name}.", "Map one of them, or name a custom field.")
        columns[name] = folded.index(fold(heading))
        used.add(columns[name])
    recognised = _recognised(target, fields)
    for place, heading in enumerate(folded):
        name = recognised.get(heading, "")
        if name and name not in columns and place not in used:
            columns[name] = place
            used.add(place)
    defaults = {
        _field(field, known, fields, target): value
        for field, value in _pairs(wishes.defaults, "--default", "field=value")
    }
    left = tuple(
        heading
        for place, heading in enumerate(headings)
        if place not in used and heading and heading not in (WHY, guard.HEADING)
    )
    used_fields = {name: fields[name] for name in (*columns, *defaults) if name in fields}
    return Plan(columns, defaults, used_fields, left, meanings, frozenset(wishes.blanks))


def part(wishes: Wishes, target: Target, headings: Sequence[str], others: Sequence[str]) -> Wishes:
    """The wishes that concern one of two tables: its own headings, and those that neither has, to be told once."""
    own, there = set(map(fold, headings)), set(map(fold, others))

    def concerns(word: str) -> bool:
        left, _, right = word.rpartition("=")
        if ":" in right:
            return fold(right.partition(":")[0]) in target.names
        return fold(left.strip().strip("\"'")) in own or fold(left.strip().strip("\"'")) not in there

    defaults = [word for word in wishes.defaults if fold(word.partition("=")[0]) in target.names]
    return wishes._replace(maps=[word for word in wishes.maps if concerns(word)], defaults=defaults)


def new_fields(headings: Sequence[str], taken: Sequence[str]) -> tuple[CustomField, ...]:
    """Custom text fields for headings that nothing else is made of."""
    made: list[CustomField] = []
    names = set(taken)
    for heading in headings:
        stem = re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")
        stem = stem if stem[:1].isalpha() else f"field_{stem}".rstrip("_")
        name = next(each for each in (stem, *(f"{stem}_{n}" for n in range(2, 999))) if each not in names)
        names.add(name)
        made.append(CustomField(name, "text", {"en": heading}))
    return tuple(made)


def fold(heading: str) -> str:
    """A heading made comparable."""
    return re.sub(r"[\W_]+", "_", heading.strip().casefold()).strip("_")


def _recognised(target: Target, custom: Mapping[str, CustomField]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in target.names:
        for word in (*target.also.get(name, "").split(), *_ALSO.get(name, "").split()):
            found.setdefault(word, name)
    for field in custom.values():
        for label in (field.id, *field.labels.values()):
            found.setdefault(fold(label), field.id)
    return found | {fold(name): name for name in target.names}


def _field(word: str, known: Sequence[str], custom: Mapping[str, CustomField], target: Target) -> str:
    name = fold(word)
    if name in known:
        return name
    for field in custom.values():
        if field.answers_to(word):
            return field.id
    raise BadUsage(f"{target.spoken} import knows no field {word!r}.", _close(word, list(known), "Fields"))


def _close(word: str, known: Sequence[str], title: str) -> str:
    near = nearest(word, list(known))
    return f"Did you mean {near}?" if near else f"{title}: {', '.join(known)}"


def _pairs(words: Sequence[str], option: str, example: str) -> list[tuple[str, str]]:
    pairs = []
    for word in words:
        left, mark, right = word.rpartition("=") if option == "--map" else word.partition("=")
        left, right = left.strip().strip("\"'"), right.strip().strip("\"'")
        if not mark or not left or not right:
            raise BadUsage(f"{option} {word!r} is not {example}.", f"For example: {option} '{example}'")
        pairs.append((left, right))
    return pairs
