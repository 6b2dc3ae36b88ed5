"""A process as the YAML that people edit; reading it back gives the same process."""

import re
from typing import Any

from ltc_cli.process.model import Process
from ltc_cli.process.plain import to_plain

_HEAD = "# The process in force. To change it: edit, then ltc process diff FILE and ltc process apply FILE\n"


class _Line(dict[str, Any]):
    """A mapping that is written on one line."""


def to_yaml(process: Process) -> str:
    """The process as YAML, each thing under its id, settings at their usual value left out."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Knows how to write a `_Line`."""

    def in_line(dumper: yaml.SafeDumper, line: _Line) -> yaml.MappingNode:
        return dumper.represent_mapping("tag:yaml.org,2002:map", line, flow_style=True)

    Dumper.add_representer(_Line, in_line)
    return _HEAD + str(yaml.dump(_document(process), None, Dumper, allow_unicode=True, sort_keys=False, width=1000))


def _document(process: Process) -> dict[str, Any]:
    """The plain data as it is laid out in YAML."""
    data = to_plain(process)
    lead = data["lead"]
    lead["statuses"] += [
        {"id": name, "label": lead.pop(name)} for name in ("converted", "disqualified") if name in lead
    ]
    data["taxes"] = {tax["id"]: _bare(tax["rate"]) for tax in data.pop("taxes", ())}
    data["follow_ups"] = [_follow_up(rule) for rule in data.pop("follow_ups", ())]
    data["targets"] = [_Line(each, value=_bare(each["value"])) for each in data.pop("targets", ())]
    if "value" in data:
        data["value"] = _Line({name: _bare(each) for name, each in data["value"].items()})
    if "address" in data.get("company", {}):
        data["company"]["address"] = data["company"]["address"].split("\n")
    language = process.language or "en"
    return {key: _laid_out(value, language) for key, value in data.items() if value}


def _laid_out(value: Any, language: str) -> Any:
    """Things with ids become a mapping of ids, each on a line of its own."""
    if isinstance(value, dict) and not isinstance(value, _Line):
        return {key: _laid_out(each, language) for key, each in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict) and "id" in value[0]:
        return {each.pop("id"): _row(each, language) for each in value}
    return value


def _row(row: dict[str, Any], language: str) -> Any:
    """One thing: on one line unless it holds others, and as its bare label when that is all there is."""
    if list(row.get("label", ())) == [language]:
        row["label"] = row["label"][language]
    if isinstance(row.get("label"), str) and len(row) == 1:
        return row["label"]
    if "stages" not in row:
        return _Line(row)
    for stage in row["stages"]:
        if stage.get("kind") == stage["id"]:
            del stage["kind"]
    return _laid_out(row, language)


def _follow_up(rule: dict[str, Any]) -> _Line:
    stage, after = rule.pop("stage"), rule.pop("after", None)
    when = {"enters": stage} if after is None else {"stays": f"{after} days in {stage}"}
    return _Line({"noun": rule.pop("noun"), **when, **rule})


def _bare(number: str) -> int | str:
    """A whole number without the quotes that a text of digits would get."""
    return int(number) if re.fullmatch("0|-?[1-9][0-9]*", number) else number
