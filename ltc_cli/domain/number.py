"""Numbers of documents: the next of a series, in the format of the process.

A number is given inside the write transaction, so that none is given twice and none is left out.
"""

import re
from datetime import date
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.errors import BadUsage, Refused

FORMATS = {"quote": "Q{year}-{n:03}", "invoice": "{year}-{n:04}", "credit_note": "C{year}-{n:04}"}
"""The formats of a process that names none."""
EXTERNAL = "external"
"""The series of numbers that a tax office gives."""
_MARK = re.compile(r"\{n(?::0([1-9]))?\}")


class Numbered(NamedTuple):
    """A number with its place in the series."""

    series: str
    year: int | None
    n: int | None
    number: str


def following(book: Book, noun: str, day: str) -> Numbered:
    """The next number of a noun's own series on a day."""
    form = book.process.numbers.get(noun) or FORMATS[noun]
    on = date.fromisoformat(day)
    year = on.year if "{year}" in form else 0  # without the year in it, a number must not come again
    last = book.conn.execute(f"SELECT max(n) FROM {noun} WHERE series = ? AND year = ?", (noun, year)).fetchone()[0]
    n = (last or 0) + 1
    return Numbered(noun, year, n, _written(form, on, n))


def in_order(book: Book, noun: str, day: str) -> None:
    """Raise `Refused` when a document of the series has been issued later than this day."""
    latest = book.conn.execute(f"SELECT max(issued_on) FROM {noun} WHERE series = ?", (noun,)).fetchone()[0]
    if latest is not None and day < latest:
        spoken = noun.replace("_", " ")
        raise Refused(
            f"{day} is before {latest}, the date of the newest {spoken}; dates never go back within a series.",
            f"Issue it on {latest} or later: --on {latest}",
        )


def external(book: Book, noun: str, number: str) -> Numbered:
    """A number from outside; raises `Refused` when it is taken."""
    cleaned = number.strip()
    if not cleaned:
        raise BadUsage("the number is empty.", "Leave --number out for the next one of the series.")
    taken = book.conn.execute(f"SELECT id FROM {noun} WHERE number = ?", (cleaned,)).fetchone()
    if taken is not None:
        raise Refused(f"the number {cleaned!r} is that of another {noun.replace('_', ' ')}.", "Each has its own.")
    return Numbered(EXTERNAL, None, None, cleaned)


def _written(form: str, day: date, n: int) -> str:
    text = form.replace("{year}", f"{day.year}").replace("{month}", f"{day.month:02d}")
    return _MARK.sub(lambda mark: f"{n:0{mark[1] or 1}d}", text)
