"""What a run does, row by row: counted, told, and which line became which record."""

from array import array
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from ltc_cli.intake.read import Fault

ACTIONS = ("new", "updated", "unchanged", "rejected")


class Trail:
    """Which records the lines became: ids that follow one another as their lines do are one part.

    Three whole numbers a part, in arrays: a table whose every row breaks over lines takes 24 bytes a row.
    """

    def __init__(self) -> None:
        self._parts = array("q")

    def add(self, numbers: Sequence[int], lines: Sequence[int]) -> None:
        """Records and the lines they stand on, in the order of the lines."""
        count = len(numbers)
        if not count:
            return
        if _steady(numbers) and _steady(lines):
            self._join(numbers[0], numbers[-1], lines[0])
            return
        pairs = list(zip(numbers, lines, strict=True))
        start = 0
        for place, (one, next_) in enumerate(pairwise(pairs), 1):
            if next_[0] != one[0] + 1 or next_[1] != one[1] + 1:
                self._join(pairs[start][0], one[0], pairs[start][1])
                start = place
        self._join(pairs[start][0], pairs[-1][0], pairs[start][1])

    def parts(self) -> Iterator[tuple[int, int, int]]:
        """First and last id, and the line of the first."""
        cells = iter(self._parts)
        while part := tuple(islice(cells, 3)):
            first, last, line = part
            yield first, last, line

    def _join(self, first: int, last: int, line: int) -> None:
        parts = self._parts
        if parts and first == parts[-2] + 1 and line == parts[-1] + first - parts[-3]:
            parts[-2] = last
        else:
            parts.extend((first, last, line))


class Tally:
    """The rows of a run by what became of them."""

    def __init__(self, *, detailed: bool) -> None:
        self.counts = dict.fromkeys(ACTIONS, 0)
        self.faults: list[Fault] = []
        self.dragged: dict[int, str] = {}
        """Lines that are not bad themselves, but cannot go without one that is, and why."""
        self.detailed = detailed
        self._actions: dict[int, str] = {}
        self.trails = {"new": Trail(), "updated": Trail()}

    def add(self, action: str, lines: Sequence[int]) -> None:
        """Count rows, by the lines they begin on."""
        self.counts[action] += len(lines)
        if self.detailed:
            self._actions.update(dict.fromkeys(lines, action))

    @property
    def read(self) -> int:
        """All rows."""
        return sum(self.counts.values())

    def fates(self) -> Iterator[str]:
        """What becomes of each line, in their order; only of a run that is told in detail."""
        return (f"{line} {action}" for line, action in sorted(self._actions.items()))

    def lines(self) -> dict[str, str]:
        """The lines of each fate, as ranges."""
        by_action: dict[str, list[int]] = {action: [] for action in ACTIONS}
        for line, action in sorted(self._actions.items()):
            by_action[action].append(line)
        return {action: _ranges(lines) for action, lines in by_action.items() if lines}


_USUAL = "csv , utf-8"


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
    format: str
    """How the table is written: `csv ; utf-8`."""
    digest: str | None = None
    """Of a dry run, or of a run that was held to one."""
    lines: dict[str, str] | None = None
    zoneless: int | None = None
    """Instants that named no time zone."""

    def told(self) -> str:
        """What was taken as what, in one line; and how the table is written, where that is not how most are."""
        return f"taken{'' if self.format == _USUAL else f' from {self.format}'}: " + ", ".join(
            heading if heading == field else f"{heading} as {field}" for heading, field in self.taken.items()
        )


def _steady(numbers: Sequence[int]) -> bool:
    """Whether each is one more than the one before; a range is told at once, and they never fall."""
    if isinstance(numbers, range):
        return numbers.step == 1 or len(numbers) == 1
    return numbers[-1] - numbers[0] == len(numbers) - 1 and all(next_ == one + 1 for one, next_ in pairwise(numbers))


def _ranges(lines: Sequence[int]) -> str:
    """Lines as text: "2-9, 12"."""
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
