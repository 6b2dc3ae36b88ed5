"""What a run does, row by row: counted, told, and for a dry run put into a digest that a later run can be held to."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from ltc_cli.intake.read import Fault

ACTIONS = ("new", "updated", "unchanged", "rejected")


class Tally:
    """The rows of a run by what became of them."""

    def __init__(self, *, detailed: bool) -> None:
        self.counts = dict.fromkeys(ACTIONS, 0)
        self.faults: list[Fault] = []
        self.dragged: dict[int, str] = {}
        """Lines that are not bad themselves, but cannot go without one that is, and why."""
        self.detailed = detailed
        self._actions: dict[int, str] = {}

    def add(self, action: str, lines: Sequence[int]) -> None:
        """Count rows, by the lines they begin on."""
        self.counts[action] += len(lines)
        if self.detailed:
            self._actions.update(dict.fromkeys(lines, action))

    @property
    def read(self) -> int:
        """All rows."""
        return sum(self.counts.values())

    def digest(self) -> str:
        """The plan in twelve characters: the same rows with the same fate in the same file."""
        text = "\n".join(f"{line} {action}" for line, action in sorted(self._actions.items()))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def lines(self) -> dict[str, str]:
        """The lines of each fate, as ranges."""
        by_action: dict[str, list[int]] = {action: [] for action in ACTIONS}
        for line, action in sorted(self._actions.items()):
            by_action[action].append(line)
        return {action: _ranges(lines) for action, lines in by_action.items() if lines}


class Outcome(NamedTuple):
    """What a run did."""

    counts: dict[str, int]
    operation: int | None
    warnings: list[str]
    taken: dict[str, str]
    """Heading → field."""
    left_out: tuple[str, ...]
    faults: list[Fault]
    source: str
    digest: str | None = None
    """Of a dry run."""
    lines: dict[str, str] | None = None

    def told(self) -> str:
        """What was taken as what, in one line."""
        return "taken: " + ", ".join(
            heading if heading == field else f"{heading} as {field}" for heading, field in self.taken.items()
        )


def _ranges(lines: Sequence[int]) -> str:
    """Lines as text: "2-9, 12"."""
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
