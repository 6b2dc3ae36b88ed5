"""Dimensions: any field, custom ones too, and the units of time; blank is told, so that parts add up to the whole."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import bucket, local_date
from ltc_cli.domain import query
from ltc_cli.domain.field import find
from ltc_cli.domain.query import Source
from ltc_cli.errors import BadUsage, nearest
from ltc_cli.metrics import UNITS
from ltc_cli.shape import Column
from ltc_cli.words import say

UNKNOWN = "(unknown)"
QUARTER_MS = 900_000
"""Every zone's days begin on a quarter of an hour: instants are grouped by it before they become days."""


class Dimension(NamedTuple):
    """What a report is split by."""

    name: str
    sql: str
    """The raw value, as it is grouped by."""
    say: Callable[[Any], str]
    """What people read for a raw value."""
    by_time: bool = False
    is_whole: bool = False
    """Whether its raw values are whole numbers, or nothing."""
    words: Mapping[str, str] = {}

    @property
    def column(self) -> Column:
        """Its column in the report."""
        return Column(self.name, words=self.words)


def dimensions(
    book: Book, source: Source, names: tuple[str, ...], instant: str, *, by_date: bool = False
) -> list[Dimension]:
    """The dimensions of these names over a source; `instant` is the SQL that the units of time divide.

    With `by_date` it is a calendar date instead, which no zone moves.

    Raises `BadUsage` for a name that is neither a field nor a unit of time, naming the nearest.
    """
    known = query.fields(book, source)
    found = []
    for name in names:
        if name in UNITS:
            found.append((_calendar if by_date else _time)(book, name, instant))
            continue
        field = find(known, name)
        if field is None or field.kind in ("tags", "json"):
            names_known = [*known, *UNITS]
            close = nearest(name, names_known)
            hint = f"Did you mean {close}?" if close else f"Dimensions: {', '.join(names_known)}"
            raise BadUsage(f"there is no dimension {name!r} of {source.noun}s.", hint)
        if field.kind == "instant":
            found.append(_time(book, "day", field.sql)._replace(name=field.name))
        elif field.name == "channel":
            found.append(_channel(book, source, field.words))
        elif field.kind == "yesno":
            found.append(
                Dimension(field.name, field.sql, _yes_or_no, words={word: say(word) for word in ("yes", "no")})
            )
        else:
            found.append(Dimension(field.name, field.sql, _text, words=field.words))
    return found


def split(
    book: Book, source: Source, names: Sequence[str], called: Mapping[str, str], where: str | None
) -> dict[int, dict[str, str]]:
    """By the id of the records that pass a filter, what each dimension says of it; `called` are fields' other names."""
    by = dimensions(book, source, tuple(called.get(name, name) for name in names), f"{source.noun}.created_ms")
    what = ", ".join((f"{source.noun}.id", *(each.sql for each in by)))
    return {
        number: {name: each.say(value) for name, each, value in zip(names, by, raw, strict=True)}
        for number, *raw in book.conn.execute(*query.select(book, source, what, [], where))
    }


def _time(book: Book, unit: str, instant: str) -> Dimension:
    tz, start = book.clock.tz, book.process.fiscal_year_start

    def say(quarter: Any) -> str:
        return UNKNOWN if quarter is None else bucket(local_date(quarter * QUARTER_MS, tz), unit, start)

    return Dimension(unit, f"{instant} / {QUARTER_MS}", say, by_time=True, is_whole=True)


def _calendar(book: Book, unit: str, day: str) -> Dimension:
    start = book.process.fiscal_year_start

    def say(raw: Any) -> str:
        return UNKNOWN if raw is None else bucket(date.fromisoformat(raw), unit, start)

    return Dimension(unit, day, say, by_time=True)


def _channel(book: Book, source: Source, words: Mapping[str, str]) -> Dimension:
    """Grouped by number, which the index of leads holds, and named afterwards."""
    names = dict(book.conn.execute("SELECT id, name FROM channel"))
    channel = f"{source.noun}.channel_id"
    return Dimension("channel", channel, lambda raw: names.get(raw, UNKNOWN), is_whole=True, words=words)


def _yes_or_no(raw: Any) -> str:
    return UNKNOWN if raw is None else "yes" if raw else "no"


def _text(raw: Any) -> str:
    return UNKNOWN if raw is None or raw == "" else str(raw)
