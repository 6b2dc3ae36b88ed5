"""The process as plain data (dicts, lists, text, numbers) and as JSON: one form for the file and for YAML.

What has its usual value is left out, so that the form grows without old files having to change.
"""

import json
from collections.abc import Mapping
from typing import Any

from ltc_cli.errors import BadFile
from ltc_cli.process.model import (
    SEGMENTS,
    Channel,
    CustomField,
    Cuts,
    FollowUp,
    LeadProcess,
    Pipeline,
    Pool,
    Process,
    Reason,
    Segment,
    Stage,
    Status,
    Target,
    Tax,
    Value,
)

BUILT_IN = {
    "converted": {"en": "Converted", "zh": "已转化"},
    "disqualified": {"en": "Disqualified", "zh": "已淘汰"},
}
"""The last statuses of a lead and what they are called unless the process says otherwise."""
VOID = {"id": "void", "kind": "void", "label": {"en": "Void", "zh": "作废"}}
"""The stage a pipeline gets for deals opened in error when it names none."""
_SURE = {"won": (100, "commit"), "lost": (0, "omitted"), "void": (0, "omitted")}
"""Probability and forecast category of the stages that end a deal."""
_SETTINGS = ("name", "language", "country", "currency", "timezone")


def from_json(text: str) -> Process:
    """The process as the file keeps it, trusted: it was checked once. Raises `BadFile` when damaged."""
    try:
        return from_plain(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFile("the process in the file cannot be read.", "Look at the file: ltc check") from error


def to_json(process: Process) -> str:
    """The one JSON text of a process: sorted keys, no blanks."""
    return json.dumps(to_plain(process), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_plain(data: Mapping[str, Any]) -> Process:
    """The process of checked plain data."""
    get = data.get
    return Process(
        lead=_lead(data["lead"]),
        pipelines=tuple([_pipeline(each) for each in data["pipelines"]]),
        name=get("name", ""),
        currency=get("currency"),
        timezone=get("timezone"),
        country=get("country"),
        language=get("language"),
        fiscal_year_start=get("fiscal_year_start", 1),
        lost_reasons=_reasons(get("lost_reasons", ())),
        channels=tuple(
            [Channel(c["id"], tuple(c.get("aliases", ())), c.get("label", {})) for c in get("channels", ())]
        ),
        pool=Pool(**get("pool", {})),
        fields={noun: tuple([_field(each) for each in fields]) for noun, fields in get("fields", {}).items()},
        follow_ups=tuple([FollowUp(**each) for each in get("follow_ups", ())]),
        taxes=tuple([Tax(**each) for each in get("taxes", ())]),
        default_tax=get("default_tax"),
        company=get("company", {}),
        numbers=get("numbers", {}),
        targets=tuple([Target(**each) for each in get("targets", ())]),
        value=Value(**get("value", {})),
        reports=_cuts(get("reports", {})),
    )


def to_plain(process: Process) -> dict[str, Any]:
    """The plain data of a process, keys in the order people read them; every part of it is new."""
    settings = {name: getattr(process, name) for name in _SETTINGS}
    start = process.fiscal_year_start
    return _without_blanks(
        {
            **settings,
            "fiscal_year_start": start if start != 1 else None,
            "company": dict(process.company),
            "taxes": [tax._asdict() for tax in process.taxes],
            "default_tax": process.default_tax,
            "numbers": dict(process.numbers),
            "channels": [
                _without_blanks({"id": c.id, "label": dict(c.labels), "aliases": list(c.aliases)})
                for c in process.channels
            ],
            "lead": _plain_lead(process.lead),
            "pool": _without_blanks({**process.pool._asdict(), "on": process.pool.on or None}),
            "pipelines": [
                _without_blanks(
                    {
                        "id": line.id,
                        "label": dict(line.labels),
                        "was": line.was,
                        "stages": [_plain_stage(stage) for stage in line.stages],
                    }
                )
                for line in process.pipelines
            ],
            "lost_reasons": _plain_reasons(process.lost_reasons),
            "fields": {
                noun: [_plain_field(field) for field in fields] for noun, fields in process.fields.items() if fields
            },
            "follow_ups": [_without_blanks(rule._asdict()) for rule in process.follow_ups],
            "targets": [target._asdict() for target in process.targets],
            "value": _without_blanks(
                {
                    "margin": process.value.margin,
                    "discount": process.value.discount if process.value.discount != Value().discount else None,
                }
            ),
            "reports": _plain_cuts(process.reports),
        }
    )


def _without_blanks(data: dict[str, Any]) -> dict[str, Any]:
    """What is None or empty left out; 0 stays."""
    return {key: value for key, value in data.items() if value is not None and value not in ("", [], {})}


def _cuts(data: Mapping[str, Any]) -> Cuts:
    segments = tuple([
        Segment(each["id"], _band(each["recency"]), _band(each["frequency"]), each.get("label", {}))
        for each in data.get("segments", ())
    ])  # fmt: skip
    return Cuts(tuple(data.get("aging", Cuts().aging)), data.get("satisfied", {}), segments or SEGMENTS)


def _band(text: str) -> tuple[int, int]:
    return int(text[0]), int(text[-1])


def _plain_cuts(cuts: Cuts) -> dict[str, Any]:
    segments = [
        _without_blanks(
            {
                "id": each.id,
                "label": dict(each.labels),
                **{name: "{}-{}".format(*getattr(each, name)) for name in ("recency", "frequency")},
            }
        )
        for each in (cuts.segments if cuts.segments != SEGMENTS else ())
    ]
    aging = list(cuts.aging) if cuts.aging != Cuts().aging else []
    return _without_blanks({"aging": aging, "satisfied": dict(cuts.satisfied), "segments": segments})


def _lead(data: Mapping[str, Any]) -> LeadProcess:
    return LeadProcess(
        statuses=tuple([_status(each) for each in data["statuses"]]),
        converted=_last_status("converted", data),
        disqualified=_last_status("disqualified", data),
        disqualify_reasons=_reasons(data.get("disqualify_reasons", ())),
        reopen_after=data.get("reopen_after", 180),
    )


def _plain_lead(lead: LeadProcess) -> dict[str, Any]:
    last = {status.id: status.labels for status in (lead.converted, lead.disqualified)}
    return _without_blanks(
        {
            "statuses": [
                _without_blanks(
                    {
                        "id": status.id,
                        "kind": status.kind,
                        "label": dict(status.labels),
                        "stale_after": status.stale_after,
                        "was": status.was,
                    }
                )
                for status in lead.statuses
            ],
            **{name: dict(labels) for name, labels in last.items() if labels != BUILT_IN[name]},
            "disqualify_reasons": _plain_reasons(lead.disqualify_reasons),
            "reopen_after": lead.reopen_after if lead.reopen_after != 180 else None,
        }
    )


def _status(data: Mapping[str, Any]) -> Status:
    return Status(data["id"], data["kind"], data.get("label", {}), data.get("stale_after"), data.get("was"))


def _last_status(name: str, data: Mapping[str, Any]) -> Status:
    return Status(name, name, data.get(name) or BUILT_IN[name])


def _reasons(data: list[Mapping[str, Any]]) -> tuple[Reason, ...]:
    return tuple([Reason(each["id"], each.get("label", {}), each.get("counts", True)) for each in data])


def _plain_reasons(reasons: tuple[Reason, ...]) -> list[dict[str, Any]]:
    return [
        _without_blanks({"id": r.id, "label": dict(r.labels), "counts": None if r.counts else False}) for r in reasons
    ]


def _pipeline(data: Mapping[str, Any]) -> Pipeline:
    return Pipeline(
        data["id"], tuple([_stage(each) for each in data["stages"]]), data.get("label", {}), data.get("was")
    )


def _stage(data: Mapping[str, Any]) -> Stage:
    kind = data.get("kind", "open")
    probability, forecast = _SURE.get(kind) or (data.get("probability", 0), data.get("forecast", "pipeline"))
    return Stage(
        data["id"],
        kind,
        data.get("label", {}),
        probability,
        forecast,
        tuple(data.get("requires", ())),
        data.get("stale_after"),
        data.get("was"),
    )


def _plain_stage(stage: Stage) -> dict[str, Any]:
    is_open = stage.kind == "open"
    return _without_blanks(
        {
            "id": stage.id,
            "kind": stage.kind if not is_open else None,
            "label": dict(stage.labels),
            "probability": stage.probability if is_open else None,
            "forecast": stage.forecast if is_open and stage.forecast != "pipeline" else None,
            "requires": list(stage.requires),
            "stale_after": stage.stale_after,
            "was": stage.was,
        }
    )


def _field(data: Mapping[str, Any]) -> CustomField:
    return CustomField(
        data["id"],
        data["type"],
        data.get("label", {}),
        tuple(data.get("choices", ())),
        data.get("required", False),
        data.get("was"),
    )


def _plain_field(field: CustomField) -> dict[str, Any]:
    return _without_blanks(
        {
            "id": field.id,
            "type": field.type,
            "label": dict(field.labels),
            "choices": list(field.choices),
            "required": field.required or None,
            "was": field.was,
        }
    )
