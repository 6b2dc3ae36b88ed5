"""What breaks a rule, and the span of ids in which to look for it: the terms in which invariants are written."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence

Breach = tuple[str, int | None, str]
"""The table, the row's id, and what is wrong with it in words that follow "it"."""
Spans = Sequence[tuple[int, int]]
"""First and last ids."""
Invariant = Callable[[sqlite3.Connection, str, Spans], Iterable[Breach]]
"""Yields what breaks it among a noun's records and changes nothing."""
EVERY: Spans = ((1, (1 << 63) - 1),)
