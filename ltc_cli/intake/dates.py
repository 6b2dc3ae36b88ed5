"""Moments as tables write them: ISO as it is, and day/month/year only when there is one way to read it."""

import re
from collections.abc import Iterable
from datetime import date

from ltc_cli.clock import Clock, parse_moment
from ltc_cli.errors import BadUsage

ORDERS = ("dmy", "mdy", "ymd")
_PARTS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})([T ].*)?", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d([T ].*)?", re.ASCII)
_CLOCK = re.compile(r"[T ](\d{1,2})(:\d\d.*)", re.ASCII)
_HOW = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}


class BothWays(Exception):
    """A date that can be read day first or month first."""


def check_order(order: str | None) -> None:
    """Raise `BadUsage` when `--date-order` is none of the three."""
    if order not in (None, *ORDERS):
        raise BadUsage(f"dates come in the order dmy, mdy or ymd, not {order!r}.", "--date-order dmy")


def read(text: str, clock: Clock, order: str | None) -> int:
    """The instant of a moment in UTC milliseconds.

    Raises `BadUsage` when it is none, `BothWays` when only `order` could say which it is and there is none.
    """
    word = text.strip()
    if not _ISO.fullmatch(word):
        word = _iso(word, order)
    moment = parse_moment(word, clock)
    if moment.day > clock.today:
        raise BadUsage(f"{text!r} is in the future.")
    return moment.ms


def read_day(text: str, clock: Clock, order: str | None) -> str:
    """A calendar date, which may lie ahead; raises as `read` does."""
    word = text.strip()
    iso = word if _ISO.fullmatch(word) else _iso(word, order)
    return parse_moment(iso, clock).day.isoformat()


def column_order(texts: Iterable[str]) -> str | None:
    """The one order that a whole column allows: dmy or mdy; "" when it allows both, None when it mixes them."""
    found = set()
    for text in texts:
        match = _PARTS.fullmatch(text.strip())
        if match is None or len(match[1]) == 4 or match[1] == match[3]:
            continue
        if int(match[1]) > 12:
            found.add("dmy")
        elif int(match[3]) > 12:
            found.add("mdy")
    if len(found) == 2:
        return None
    return found.pop() if found else ""


def spoken(order: str) -> str:
    """An order in words."""
    return _HOW[order]


def _iso(word: str, order: str | None) -> str:
    match = _PARTS.fullmatch(word)
    if match is None or (len(match[1]) == 4) == (len(match[4]) == 4):
        raise BadUsage(f"{word[:40]!r} is not a date.")
    first, middle, last = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        year, month, day = first, middle, last
    else:
        year = last
        readings = {(d, m) for d, m, o in ((first, middle, "dmy"), (middle, first, "mdy")) if order in (None, o)}
        possible = [(d, m) for d, m in readings if m <= 12]
        if len(possible) > 1:
            raise BothWays(word)
        if not possible:
            raise BadUsage(f"{word!r} is not a day of the calendar{f', {_HOW[order]}' if order in _HOW else ''}.")
        day, month = possible[0]
    try:
        stamp = date(year, month, day).isoformat()
    except ValueError:
        raise BadUsage(f"{word!r} is not a day of the calendar.") from None
    rest = match[5]
    if not rest:
        return stamp
    hour = _CLOCK.fullmatch(rest)
    if hour is None:
        raise BadUsage(f"{word[:40]!r} is not a date.")
    return f"{stamp} {int(hour[1]):02d}{hour[2]}"
