"""The rules for where reports cut: ages of receivables, satisfied scores, and segments of customers."""

import re
from typing import Any

from ltc_cli.process.model import SCORES
from ltc_cli.process.rule import Faults, Path, items, matching, table, whole
from ltc_cli.process.tree import Node

_MOST_BUCKETS = 12
_SCALE = re.compile(r"(0|[1-9][0-9]?)-([1-9][0-9]{0,2})", re.ASCII)
_BAND = re.compile(rf"([1-{SCORES}])(?:-([1-{SCORES}]))?", re.ASCII)


def aging(node: Node, path: Path, faults: Faults) -> list[int] | None:
    """The last days of the buckets, each later than the one before."""
    found: list[int] | None = items(whole(1, 3650))(node, path, faults)
    if found is not None and (not 0 < len(found) <= _MOST_BUCKETS or found != sorted(set(found))):
        faults.add(path, f"this should be 1 to {_MOST_BUCKETS} numbers of days that grow", "Write [30, 60, 90].")
        return None
    return found


def satisfied(node: Node, path: Path, faults: Faults) -> dict[str, int] | None:
    """By scale, the lowest score that is satisfied."""
    found = dict(table(whole(0, 999), _SCALE, "a scale such as 1-5")(node, path, faults) or ())
    for scale, score in found.items():
        low, high = map(int, scale.split("-"))
        if not low <= score <= high:
            faults.add((*path, scale), f"{score} is not on the scale {scale}")
    return found or None


def _pair(value: str) -> str | None:
    match = _BAND.fullmatch(value.replace(" ", ""))
    if match is None or (match[2] or match[1]) < match[1]:
        return None
    return f"{match[1]}-{match[2] or match[1]}"


band = matching(_pair, None, f"is no range of scores from 1 to {SCORES}", "Write 4-5, or 3.")
"""Scores that belong together."""


def covered(found: list[dict[str, Any]], path: Path, faults: Faults) -> None:
    """Every pair of scores is in one segment."""
    places: dict[tuple[int, int], list[str]] = {}
    for each in found:
        if "recency" in each and "frequency" in each:
            rows, columns = (range(int(each[name][0]), int(each[name][-1]) + 1) for name in ("recency", "frequency"))
            for pair in ((r, f) for r in rows for f in columns):
                places.setdefault(pair, []).append(each["id"])
    for r in range(1, SCORES + 1):
        for f in range(1, SCORES + 1):
            names = places.get((r, f), [])
            if len(names) != 1:
                told = " and ".join(names) or "no segment"
                faults.add(path, f"recency {r} with frequency {f} is in {told}", "Each pair belongs to one segment.")
                return
