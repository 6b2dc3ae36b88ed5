"""What a rule of data quality is, and how it is asked.

A rule finds records that are sound as the file goes, but that no figure should be built on as they are.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import start_of_day
from ltc_cli.domain.proof.invariant import PROVED, broken

Found = tuple[str, int, str]
"""The table, the row's id, and what is wrong with it in words that follow "it"."""
Find = Callable[[Book], Iterable[Found]]
Fix = Callable[[Book], Iterable[Found]]
"""Mends what it is sure of, inside an operation, and yields each record with what was done to it."""


class Rule(NamedTuple):
    """A rule of data quality (metric dictionary A1)."""

    id: str
    severity: str
    """error: a figure is wrong; warning: a figure says less; review: a person should look."""
    says: str
    """What is wrong with a record that it finds."""
    metrics: tuple[str, ...]
    """The reports that are affected, or "all"."""
    of: str
    """SQL for how many records it looks at."""
    find: Find
    """Each record once."""
    mend: str
    """The command that mends a record, with `{ref}` for it."""
    fix: Fix | None = None
    """None: only a person can know."""


def asked(sql: str) -> Find:
    """Find what a statement selects: table, id and what is wrong, each record once.

    It may name `:now`, the last instant of today, `:today`, its date, and `:base`, the currency of the business.
    """

    def find(book: Book) -> Iterator[Found]:
        yield from book.conn.execute(sql, moment(book))

    return find


def proved(invariant: str) -> Find:
    """Find the records for which an invariant of the file does not hold: `ltc check` forbids them too."""

    def find(book: Book) -> Iterator[Found]:
        first: dict[tuple[str, int], str] = {}
        for noun in PROVED:
            for each in broken(book.conn, noun, wanted=(invariant,)):
                if each.row_id is not None:
                    first.setdefault((each.table, each.row_id), each.what)
        yield from ((table, number, what) for (table, number), what in first.items())

    return find


def moment(book: Book) -> dict[str, str | int | None]:
    """What statements may name: the end of today, its date, and the currency of the business."""
    today = book.clock.today
    tomorrow = start_of_day(today + timedelta(days=1), book.clock.tz)
    return {"now": tomorrow - 1, "today": today.isoformat(), "base": book.process.currency}


def rows(*tables: str) -> str:
    """SQL for how many rows tables have together."""
    return "SELECT " + " + ".join(f"(SELECT count(*) FROM {table})" for table in tables)
