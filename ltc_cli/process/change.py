"""What differs between two processes, and which ids that records may hold are no longer there."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ltc_cli.process.model import Process
from ltc_cli.process.plain import to_plain


class Change(NamedTuple):
    """One difference."""

    path: str
    """Where: pipelines.sales.stages.proposal.probability."""
    kind: str
    """added, removed, renamed or changed."""
    before: str | None
    after: str | None


class Part(NamedTuple):
    """Something of a process that records refer to by its id."""

    what: str
    """status, pipeline, stage, field, lost_reason, disqualify_reason, channel or tax."""
    where: str
    """The pipeline of a stage, the noun of a field; else empty."""
    id: str


Row = Mapping[str, Any]


def compare(old: Process, new: Process) -> list[Change]:
    """Every difference, in the order of the file. A part whose `was` names an old id was renamed."""
    return list(_mapping("", to_plain(old), to_plain(new)))


def removed_ids(old: Process, new: Process) -> list[Part]:
    """The parts whose ids are gone and were not renamed, so that no record may refer to them any more."""
    return [part for part, to in _fates(old, new) if to is None]


def renamed_ids(old: Process, new: Process) -> dict[Part, str]:
    """The parts that have a new id, which records that refer to the old one have to follow."""
    return {part: to for part, to in _fates(old, new) if to is not None and to != part.id}


def _fates(old: Process, new: Process) -> Iterator[tuple[Part, str | None]]:
    """Every part of the old process with its id in the new one."""
    before, after = to_plain(old), to_plain(new)
    lists = (
        ("status", before["lead"]["statuses"], after["lead"]["statuses"]),
        ("disqualify_reason", *(data["lead"].get("disqualify_reasons", []) for data in (before, after))),
        ("lost_reason", *(data.get("lost_reasons", []) for data in (before, after))),
        ("channel", *(data.get("channels", []) for data in (before, after))),
        ("tax", *(data.get("taxes", []) for data in (before, after))),
    )
    for what, olds, news in lists:
        for row, twin in _twins(olds, news):
            yield Part(what, "", row["id"]), _id(twin)
    for line, twin in _twins(before["pipelines"], after["pipelines"]):
        yield Part("pipeline", "", line["id"]), _id(twin)
        for stage, same in _twins(line["stages"], twin["stages"] if twin else []):
            yield Part("stage", line["id"], stage["id"]), _id(same)
    for noun, fields in before.get("fields", {}).items():
        for field, same in _twins(fields, after.get("fields", {}).get(noun, [])):
            yield Part("field", noun, field["id"]), _id(same)


def _twins(old: list[Row], new: list[Row]) -> list[tuple[Row, Row | None]]:
    """Every old row with the new one that has its id, or that says it had it; None when there is none."""
    by_id = {row["id"]: row for row in new}
    heirs = {row["was"]: row for row in new if "was" in row and row["id"] not in {each["id"] for each in old}}
    return [(row, by_id.get(row["id"]) or heirs.get(row["id"])) for row in old]


def _id(row: Row | None) -> str | None:
    return None if row is None else str(row["id"])


def _mapping(path: str, old: Row, new: Row) -> Iterator[Change]:
    for key in dict.fromkeys((*new, *old)):
        if key in ("id", "was"):
            continue
        before, after = old.get(key), new.get(key)
        at = f"{path}.{key}" if path else key
        some = before if before is not None else after
        if isinstance(some, dict):
            yield from _mapping(at, before or {}, after or {})
        elif isinstance(some, list) and isinstance(some[0], dict):
            rows = _rows if "id" in some[0] else _rules
            yield from rows(at, before or [], after or [])
        elif before != after:
            kind = "added" if before is None else "removed" if after is None else "changed"
            yield Change(at, kind, _told(before), _told(after))


def _rows(path: str, old: list[Row], new: list[Row]) -> Iterator[Change]:
    """Rows with ids: gone, renamed, changed inside, new; and last whether their order is another."""
    twins = _twins(old, new)
    kept = [(row, twin) for row, twin in twins if twin is not None]
    for row, twin in twins:
        if twin is None:
            yield Change(f"{path}.{row['id']}", "removed", _summary(row), None)
            continue
        if twin["id"] != row["id"]:
            yield Change(f"{path}.{twin['id']}", "renamed", row["id"], twin["id"])
        yield from _mapping(f"{path}.{twin['id']}", row, twin)
    known = [twin["id"] for _, twin in kept]
    for row in new:
        if row["id"] not in known:
            yield Change(f"{path}.{row['id']}", "added", None, _summary(row))
    order = [row["id"] for row in new if row["id"] in known]
    if order != known:
        yield Change(path, "changed", ", ".join(known), ", ".join(order))


def _rules(path: str, old: list[Row], new: list[Row]) -> Iterator[Change]:
    """Rows without ids are the same only when all of them is."""
    for row in old:
        if row not in new:
            yield Change(path, "removed", _summary(row), None)
    for row in new:
        if row not in old:
            yield Change(path, "added", None, _summary(row))


def _summary(row: Row) -> str:
    told = [f"{key}: {_told(value)}" for key, value in row.items() if key not in ("id", "was")]
    return ", ".join(told) or str(row["id"])


def _told(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return " / ".join(str(_told(each)) for each in value.values())
    if isinstance(value, list):
        return "; ".join(_summary(each) if isinstance(each, dict) else str(each) for each in value)
    return str(value)
