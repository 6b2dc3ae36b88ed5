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
_SERIAL = re.compile(r"([2-7]\d{4})(\.\d+)?", re.ASCII)
"""A day as spreadsheets count it, from 1954 to 2119, with the part of it that is over."""
_SPELLED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[ .-]+(?P<month>[a-z]{3,9})"
    r"|(?P<first>[a-z]{3,9})[ .-]+(?P<second>\d{1,2})(?:st|nd|rd|th)?)"
    r"[,. -]+(?P<year>\d{4})(?:,? +(?P<rest>.*))?",
    re.ASCII | re.IGNORECASE,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NOON = re.compile(r"(\d{1,2})(:\d\d(?::\d\d)?)? ?([ap])\.?m\.?", re.ASCII | re.IGNORECASE)
_ZONED = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$", re.ASCII | re.IGNORECASE)
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


def zoneless(texts: Iterable[str]) -> int:
    """How many of the moments name an hour, and no time zone."""
    return sum(":" in text and _ZONED.search(text) is None for text in texts)


def _iso(word: str, order: str | None) -> str:
    serial = _SERIAL.fullmatch(word)
    if serial is not None:
        return _counted(int(serial[1]), float(serial[2] or 0))
    spelled = _SPELLED.fullmatch(word)
    if spelled is not None:
        return _spelled(word, spelled)
    match = _PARTS.fullmatch(word)
    if match is None or (len(match[1]) == 4) == (len(match[4]) == 4):
        raise BadUsage(f"{word[:40]!r} is not a date.")
    first, middle, last = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        year, month, day = first, middle, last
    else:
        year = last
        readings = {(d, m) for d, m, o in ((first, middle, "dmy"), (middle, first, "mdy")) if order in (None, o)}
        if order is None and first <= 12 and middle <= 12:
            raise BothWays(word)  # also where both are the same: by its form alone it does not say
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
    return stamp if not match[5] else f"{stamp} {_hour(word, match[5][1:])}"


def _hour(word: str, text: str) -> str:
    """A time of day as ISO 8601 has it: "2:30 PM" is "14:30"."""
    noon = _NOON.fullmatch(text)
    if noon is not None and 1 <= int(noon[1]) <= 12:
        return f"{int(noon[1]) % 12 + 12 * (noon[3] in 'pP'):02d}{noon[2] or ':00'}"
    hour = _CLOCK.fullmatch(f" {text}")
    if hour is None:
        raise BadUsage(f"{word[:40]!r} is not a date.")
    return f"{int(hour[1]):02d}{hour[2]}"


def _counted(days: int, part: float) -> str:
    """A day as spreadsheets count it: day 60 of 1900, which never was, is counted too."""
    days, seconds = divmod(round((days + part) * 86_400), 86_400)
    stamp = date.fromordinal(date(1899, 12, 30).toordinal() + days).isoformat()
    return f"{stamp} {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}" if seconds else stamp


def _spelled(word: str, match: re.Match[str]) -> str:
    name = (match["month"] or match["first"])[:3].lower()
    if name not in _MONTHS:
        raise BadUsage(f"{word[:40]!r} is not a date.")
    try:
        stamp = date(int(match["year"]), _MONTHS.index(name) + 1, int(match["day"] or match["second"])).isoformat()
    except ValueError:
        raise BadUsage(f"{word[:40]!r} is not a day of the calendar.") from None
    return f"{stamp} {_hour(word, match['rest'])}" if match["rest"] else stamp
