"""One thing to do, as the day tells it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ltc_cli.book import Book


class Todo(NamedTuple):
    """One thing to do."""

    group: str
    ref: str
    who: str
    what: str
    due: str | None
    minor: int | None
    currency: str | None
    command: str


def today(book: Book) -> date:
    """The day that is told: that of `--as-of`, else the present one."""
    return book.as_of.day if book.as_of else book.clock.today


def now(book: Book) -> int:
    """The last instant that is seen."""
    return book.as_of_ms if book.as_of_ms is not None else book.clock.now_ms


def owned(members: Sequence[int] | None, column: str) -> str:
    """The condition that a record is owned by one of these members; empty for everybody's."""
    return "" if members is None else f" AND {column} IN ({', '.join(str(int(each)) for each in members)})"
