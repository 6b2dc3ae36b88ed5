"""From YAML to a process: what may stand where, and what has to agree. Every mistake is told at once."""

import re
from pathlib import Path as File
from typing import Any

from ltc_cli.clock import check_timezone
from ltc_cli.errors import BadProcess, NotFound
from ltc_cli.money import exponent
from ltc_cli.process import cut
from ltc_cli.process.agree import agree
from ltc_cli.process.model import DEAL_KINDS, FIELD_TYPES, FORECASTS, LEAD_KINDS, NOUNS, Process
from ltc_cli.process.plain import BUILT_IN, VOID, from_plain
from ltc_cli.process.rule import (
    ID,
    Check,
    Faults,
    Path,
    Rule,
    allowed,
    days,
    items,
    keys,
    labels,
    lines,
    matching,
    one_of,
    percent,
    shaped,
    table,
    text,
    texts,
    whole,
    yes_or_no,
)
from ltc_cli.process.tree import MAX_BYTES, Keys, Node, Text, check_size, parse

COMPANY = (
    "name",
    "address",
    "tax_id",
    "registration",
    "email",
    "phone",
    "website",
    "bank",
    "iban",
    "bic",
    "footer",
)
SERIES = ("quote", "contract", "order", "shipment", "return", "invoice", "credit_note", "production_order")
_TAKEN = """
    id ref name title company email phone website address status kind stage pipeline reason channel campaign
    owner amount currency country language team tags created closed account account_name contact lead
    expected_close next next_due due task test external_id fields operation source note pool since until
    budget active_since active_until date_is_import accounts deals leads open_deals
"""
_DOCUMENTS = """
    billed category confirmed contract cost cost_currency deal decided delivery discount discount_amount every
    first_promised gross issued message net number order outstanding previous price promised quote rate reference
    renew_by retired revenue sent signed sku tax terms total unit valid_until version what
"""
_ACCOUNTS = "billing_address tax_id terms"
_COSTS = "function line driver shares variable quantity due paid"


def taken(noun: str) -> frozenset[str]:
    """Names that records of a noun have already, and a custom field of it cannot have."""
    more = _DOCUMENTS if noun in ("product", "quote", "contract", "order", "invoice") else ""
    own = {"account": _ACCOUNTS, "cost": _COSTS}.get(noun, "")
    return frozenset(f"{_TAKEN} {more} {own}".split())


_ENDS = {
    "won": {"id": "won", "kind": "won", "label": {"en": "Won", "zh": "赢单"}},
    "lost": {"id": "lost", "kind": "lost", "label": {"en": "Lost", "zh": "输单"}},
    "void": VOID,
}
_STAYS = re.compile(r"([0-9]{1,4}) ?(?:d|days?) in (\S+)", re.ASCII)
_MARKS = re.compile(r"\{([^{}]*)\}")


def read_file(path: File) -> Process:
    """Read a YAML file; raises `NotFound` when it is missing, `BadProcess` when it cannot be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        check_size(raw, str(path))
        return from_yaml(raw.decode("utf-8-sig"), str(path))
    except FileNotFoundError:
        raise NotFound(
            f"there is no process file {path}.", "Write one to begin with: ltc process show > mine.yaml"
        ) from None
    except OSError as error:
        raise BadProcess(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadProcess(f"{path} is not UTF-8 at byte {error.start}.", "Save it as UTF-8.") from None


def from_yaml(text: str, source_name: str) -> Process:
    """Read a process from YAML; `source_name` is how errors call the file.

    Raises `BadProcess` with a line for each mistake: FILE:LINE: key: what is wrong.
    """
    root = parse(text, source_name)
    faults = Faults(source_name)
    data = _file(_language(root))(root, (), faults)
    if data is not None:
        agree(data, faults)
    faults.raise_any()
    return from_plain(data)


def _language(root: Node) -> str:
    """The language of labels that name none."""
    pairs = root.pairs if isinstance(root, Keys) else ()
    named = (value for key, value in pairs if key.text == "language" and isinstance(value, Text) and not value.blank)
    return next((value.text for value in named), "en")


def _file(language: str) -> Rule:
    """The rule for the whole file."""
    named = labels(language)
    reasons = _ids({"label": named, "counts": yes_or_no}, check=_clashes)
    return keys(
        {
            "name": text(),
            "language": shaped(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language", "Write a code such as en or zh."),
            "country": shaped("[A-Z]{2}", "a country", "Write its two letters, such as DE or CN."),
            "currency": allowed(exponent),
            "timezone": allowed(check_timezone),
            "fiscal_year_start": whole(1, 12),
            "company": keys({name: lines if name in ("address", "footer") else text(500) for name in COMPANY}),
            "taxes": _ids({"rate": _percentage}, short="rate"),
            "default_tax": text(),
            "numbers": keys(dict.fromkeys(SERIES, _number_format)),
            "channels": _ids({"label": named, "aliases": texts}, check=_clashes),
            "lead": _lead(named, reasons),
            "pool": keys({"on": yes_or_no, "recycle_after": days(1), "limit": whole(1, 100_000)}),
            "pipelines": _ids(
                {"label": named, "was": _id, "stages": _stages(named)}, needs=("stages",), check=_clashes
            ),
            "lost_reasons": reasons,
            "fields": keys(dict.fromkeys(NOUNS, _fields(named))),
            "follow_ups": items(_follow_up),
            "targets": items(_target),
            "value": keys({"margin": _percentage, "discount": _percentage}),
            "reports": keys({"aging": cut.aging, "satisfied": cut.satisfied, "segments": _segments(named)}),
        },
        needs=("lead", "pipelines"),
    )


def _segments(named: Rule) -> Rule:
    def check(found: list[dict[str, Any]], path: Path, faults: Faults) -> None:
        _clashes(found, path, faults)
        cut.covered(found, path, faults)

    rules = {"label": named, "recency": cut.band, "frequency": cut.band}
    return _ids(rules, needs=("recency", "frequency"), check=check)


def _ids(rules: dict[str, Rule], short: str = "label", needs: tuple[str, ...] = (), check: Check | None = None) -> Rule:
    """A mapping of ids to mappings, as a list of mappings that have their id."""
    rows = table(keys(rules, needs, short))

    def read(node: Node, path: Path, faults: Faults) -> list[dict[str, Any]] | None:
        pairs = rows(node, path, faults)
        if pairs is None:
            return None
        found = [{"id": name, **value} for name, value in pairs]
        if check:
            check(found, path, faults)
        return found

    return read


def _id(node: Node, path: Path, faults: Faults) -> str | None:
    value: str | None = shaped(ID.pattern, "an id: small letters a-z, digits and _")(node, path, faults)
    return value


def _rate(value: str) -> str | None:
    match = re.fullmatch(r"([0-9]{1,3})(?:\.([0-9]{1,4}))? ?%?", value, re.ASCII)
    if not match or int(match[1]) > 100:
        return None
    decimals = (match[2] or "").rstrip("0")
    return f"{int(match[1])}.{decimals}" if decimals else str(int(match[1]))


_percentage = matching(_rate, None, "is not a percentage", "Write 19 or 8.875%.")


def _number_format(node: Node, path: Path, faults: Faults) -> str | None:
    value: str | None = text(60)(node, path, faults)
    if value is None:
        return None
    marks = _MARKS.findall(value)
    if sum(re.fullmatch(r"n(:0[1-9])?", mark) is not None for mark in marks) != 1:
        faults.add(path, f"{value!r} needs the number once", "Write {n}, or {n:04} for 0001: '{year}-{n:04}'")
    elif any(not re.fullmatch(r"n(:0[1-9])?|year|month", mark) for mark in marks) or re.search(
        "[{}]", _MARKS.sub("", value)
    ):
        faults.add(path, f"{value!r} holds a mark that is not known", "Marks: {n}, {n:04}, {year}, {month}")
    return value


def _clashes(found: list[dict[str, Any]], path: Path, faults: Faults) -> None:
    """Each word means one thing: nobody else answers to a label or alias, and a `was` is gone."""
    owner = {name: each["id"] for each in found for name in (each["id"], each["id"].replace("_", " "))}
    for each in found:
        words = [(("label", code), word) for code, word in each.get("label", {}).items()]
        words += [(("aliases", f"[{n}]"), word) for n, word in enumerate(each.get("aliases", ()), 1)]
        for below, word in words:
            other = owner.setdefault(" ".join(word.casefold().split()), each["id"])
            if other != each["id"]:
                faults.add((*path, each["id"], *below), f"{word!r} already means {other} here")
        if each.get("was") in {other["id"] for other in found}:
            faults.add((*path, each["id"], "was"), f"{each['was']!r} is still here, so it was not renamed")


# Leads and deals -----------------------------------------------------------------------------------------


def _lead(named: Rule, reasons: Rule) -> Rule:
    statuses = _ids({"kind": one_of(*LEAD_KINDS), "label": named, "stale_after": days(1), "was": _id}, check=_statuses)
    rule = keys({"statuses": statuses, "disqualify_reasons": reasons, "reopen_after": days(1)}, needs=("statuses",))

    def read(node: Node, path: Path, faults: Faults) -> Any:
        lead = rule(node, path, faults)
        if lead:
            all_of = lead.get("statuses", [])
            last = {each["id"]: each.get("label") for each in all_of if each["id"] in BUILT_IN}
            lead |= {name: label for name, label in last.items() if label}
            lead["statuses"] = [each for each in all_of if each["id"] not in BUILT_IN]
        return lead

    return read


def _statuses(found: list[dict[str, Any]], path: Path, faults: Faults) -> None:
    sound = faults.sound(*path)
    _clashes(found, path, faults)
    for each in found:
        if each["id"] not in BUILT_IN:
            each.setdefault("kind", each["id"] if each["id"] in LEAD_KINDS else "working")
        for key in each.keys() - {"id", "label"} if each["id"] in BUILT_IN else ():
            faults.add((*path, each["id"], key), f"{each['id']} is built in: only its label can be changed")
    kinds = [each["kind"] for each in found if each["id"] not in BUILT_IN]
    if sound and kinds[:1] != ["new"]:
        faults.add(path, "the first status has to be of kind new", "A lead begins there.")
    if sound and "qualified" not in kinds:
        faults.add(path, "one status has to be of kind qualified", "That is where ltc lead qualify leads.")


def _stages(named: Rule) -> Rule:
    return _ids(
        {
            "kind": one_of(*DEAL_KINDS),
            "label": named,
            "probability": percent,
            "forecast": one_of(*FORECASTS),
            "requires": texts,
            "stale_after": days(1),
            "was": _id,
        },
        check=_pipeline,
    )


def _pipeline(found: list[dict[str, Any]], path: Path, faults: Faults) -> None:
    sound = faults.sound(*path)
    _clashes(found, path, faults)
    for each in found:
        each.setdefault("kind", each["id"] if each["id"] in _ENDS else "open")
        if each["id"] in _ENDS and each["kind"] != each["id"]:
            faults.add((*path, each["id"], "kind"), f"a stage called {each['id']} has to be of that kind")
        for key in ("probability", "forecast", "stale_after"):
            if key in each and each["kind"] != "open":
                faults.add((*path, each["id"], key), f"this is for open stages; {each['id']} is {each['kind']}")
    if sound:
        _kinds(found, path, faults)


def _kinds(found: list[dict[str, Any]], path: Path, faults: Faults) -> None:
    """Open stages first, then one of each other kind; one that was left out is added."""
    kinds = [each["kind"] for each in found]
    if "open" not in kinds:
        faults.add(path, "a pipeline needs an open stage", "A deal begins there.")
    elif kinds != sorted(kinds, key=lambda kind: kind != "open"):
        faults.add(path, "the open stages have to come first", "Their order is the order of the funnel.")
    for kind, usual in _ENDS.items():
        if kinds.count(kind) > 1:
            faults.add(path, f"there are {kinds.count(kind)} stages of kind {kind}; a pipeline has one")
        elif kind not in kinds and usual["id"] not in [each["id"] for each in found]:
            found.append(usual)


# Fields, follow-ups, targets -----------------------------------------------------------------------------


def _fields(named: Rule) -> Rule:
    return _ids(
        {"type": one_of(*FIELD_TYPES), "label": named, "choices": texts, "required": yes_or_no, "was": _id},
        short="type",
        check=_custom_fields,
    )


def _custom_fields(found: list[dict[str, Any]], path: Path, faults: Faults) -> None:
    _clashes(found, path, faults)
    beside = {f"{each['id']}_currency" for each in found if each.get("type") == "money"}
    for each in found:
        at = (*path, each["id"])
        each.setdefault("type", "choice" if "choices" in each else "text")
        if each["id"] in taken(path[-1]) or each["id"] in beside:
            faults.add(
                at,
                f"the name {each['id']} is taken by a field that records have anyway",
                "Choose another id.",
            )
        if each["type"] == "choice" and not each.get("choices") and faults.sound(*at):
            faults.add(at, "a choice needs its choices", "choices: [small, large]")
        if each["type"] != "choice" and each.get("choices"):
            faults.add((*at, "choices"), f"only a choice has choices, and this is of type {each['type']}")


def _follow_up(node: Node, path: Path, faults: Faults) -> dict[str, Any] | None:
    stays = matching(_stay, None, "is not a number of days in a stage", "Write it as 14 days in proposal")
    rule = keys(
        {
            "noun": one_of("lead", "deal"),
            "enters": text(),
            "stays": stays,
            "task": text(500),
            "due": days(0),
            "owner": text(),
        },
        needs=("noun", "task"),
    )
    found = rule(node, path, faults)
    if found is None:
        return None
    if faults.sound(*path) and ("enters" in found) == ("stays" in found):
        faults.add(
            path,
            "a follow-up needs one of enters and stays",
            "enters: proposal, or stays: 14 days in proposal",
        )
    after, stage = found.pop("stays", (None, None))
    stage = found.pop("enters", stage)
    return {**found, "stage": stage} | ({} if after is None else {"after": after})


def _stay(value: str) -> tuple[int, str] | None:
    match = _STAYS.fullmatch(value)
    return (int(match[1]), match[2]) if match and int(match[1]) > 0 else None


_target = keys(
    {
        "metric": _id,
        "period": shaped(
            r"(FY)?[0-9]{4}(-Q[1-4])?|[0-9]{4}-(0[1-9]|1[0-2])|month|quarter|year",
            "a period",
            "Write 2026, 2026-Q1, FY2026-Q1 or 2026-03; or month, quarter or year for every one.",
        ),
        "value": shaped(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", "a number", "Write 50000 or 0.35"),
    },
    needs=("metric", "period", "value"),
)
