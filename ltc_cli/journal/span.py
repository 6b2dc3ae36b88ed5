"""Spans of row ids by table, as the journal speaks of rows that follow one another."""

from bisect import bisect_right
from collections.abc import Iterable

_BEYOND = 1 << 63
"""Greater than any id."""


def joined(found: Iterable[tuple[str, int, int]]) -> dict[str, list[tuple[int, int]]]:
    """Spans of ids by table, neighbours joined."""
    return Spans(found).by_table


class Spans:
    """Spans of row ids by table, joined and in order, so that an overlap is found by bisection."""

    def __init__(self, found: Iterable[tuple[str, int, int]]) -> None:
        self.by_table: dict[str, list[tuple[int, int]]] = {}
        for table, first, last in sorted(found):
            joined = self.by_table.setdefault(table, [])
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))

    def touch(self, table: str, first: int, last: int) -> int | None:
        """Where the rows `first` to `last` meet a span: its first id; None when they meet none."""
        joined = self.by_table.get(table, [])
        at = bisect_right(joined, (last, _BEYOND)) - 1
        return joined[at][0] if at >= 0 and joined[at][1] >= first else None
