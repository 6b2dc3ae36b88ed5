"""Time: the one place that asks what time it is, and the reading of dates, moments and periods.

Instants are UTC milliseconds, calendar dates are dates. A business time zone turns the one into the other.
"""

import re
import time
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from ltc_cli.errors import BadProcess, BadUsage, nearest

DAY_MS = 86_400_000
_EPOCH_DAY = 719_163  # the ordinal of 1970-01-01
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_STAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_STEP = re.compile(r"([+-])(\d{1,5})([dwmy])", re.ASCII)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1, "今天": 0, "昨天": -1, "明天": 1}
_DATE_HINT = "Write 2026-03-31, today, yesterday, mon, +3d, -2w, som or eom."
_PERIOD_HINT = "Write 2026-Q1, FY2026-Q1, 2026-03, 2026, 2026-W14, ytd, last-month, last-quarter or last-90d."


class Clock(NamedTuple):
    """Now, and the business time zone."""

    now_ms: int
    tz: str

    @property
    def today(self) -> date:
        """The business day."""
        return local_date(self.now_ms, self.tz)


class Moment(NamedTuple):
    """An instant as it was asked for."""

    ms: int
    date_only: bool
    day: date


class Period(NamedTuple):
    """A stretch of days, both ends included; None is open."""

    since: date | None
    until: date | None
    label: str
    kind: str
    """day, week, month, quarter, year, span or all."""

    def bounds(self, tz: str) -> tuple[int | None, int | None]:
        """The half-open interval of instants [start, end) in a business time zone."""
        return (
            None if self.since is None else start_of_day(self.since, tz),
            None if self.until is None else start_of_day(self.until + timedelta(days=1), tz),
        )


def system_clock(tz: str, today: str | None) -> Clock:
    """The clock of the machine; with `today` (a date) it stands at noon of that business day.

    Raises `BadUsage` when `today` is not a date.
    """
    now_ms = time.time_ns() // 1_000_000
    if today is not None:
        day = parse_date(today, local_date(now_ms, tz))
        now_ms = _to_ms(datetime(day.year, day.month, day.day, 12), tz)
    return Clock(now_ms, tz)


def machine_timezone() -> str:
    """The IANA name of the machine's time zone, "UTC" when it does not say."""
    import os
    from pathlib import Path

    candidates = [os.environ.get("TZ", "").lstrip(":")]
    for path in (Path("/etc/timezone"), Path("/etc/localtime")):
        try:
            candidates.append(
                path.read_text(encoding="utf-8").strip()
                if path.name == "timezone"
                else str(path.resolve()).partition("zoneinfo/")[2]
            )
        except OSError:
            continue
    for name in candidates:
        if name and _zone_or_none(name) is not None:
            return name
    return "UTC"


def check_timezone(name: str) -> None:
    """Raise `BadProcess` naming the nearest zone when there is none of this name."""
    if _zone_or_none(name) is None:
        from zoneinfo import available_timezones

        close = nearest(name, sorted(available_timezones()))
        raise BadProcess(
            f"there is no time zone {name[:40]!r}.",
            f"Did you mean {close}?" if close else "Write one such as Europe/Berlin.",
        )


@lru_cache(maxsize=8)
def zone(name: str) -> tzinfo:
    """The time zone of this name; raises `BadProcess` when there is none."""
    found = _zone_or_none(name)
    if found is None:
        check_timezone(name)
        raise AssertionError(name)
    return found


def local(ms: int, tz: str) -> datetime:
    """An instant on the clocks of a time zone."""
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(zone(tz))


def local_date(ms: int, tz: str) -> date:
    """The day of an instant in a time zone."""
    offset = 0 if tz == "UTC" else _offset_of_day(ms // DAY_MS, tz)
    if offset is None:
        return local(ms, tz).date()
    return date.fromordinal(_EPOCH_DAY + (ms + offset) // DAY_MS)


def local_day(ms: int, tz: str) -> str:
    """The day of an instant in a time zone as "2026-03-31": what records by the hundred thousand are told by."""
    offset = 0 if tz == "UTC" else _offset_of_day(ms // DAY_MS, tz)
    return local_date(ms, tz).isoformat() if offset is None else _iso_day((ms + offset) // DAY_MS)


@lru_cache(maxsize=65_536)
def _iso_day(since_epoch: int) -> str:
    return date.fromordinal(_EPOCH_DAY + since_epoch).isoformat()


@lru_cache(maxsize=65_536)
def _offset_of_day(utc_day: int, tz: str) -> int | None:
    """What the clocks of a zone are ahead of UTC throughout a UTC day, in ms; None when they change within it."""
    first = local(utc_day * DAY_MS, tz).utcoffset()
    if first is None or first != local((utc_day + 1) * DAY_MS, tz).utcoffset():
        return None
    return first // timedelta(milliseconds=1)


def start_of_day(day: date, tz: str) -> int:
    """The first instant of a day in a time zone; in a gap of its clocks, the first instant after it."""
    if tz == "UTC":
        return (day.toordinal() - _EPOCH_DAY) * DAY_MS
    return _start_of_day(day, tz)


@lru_cache(maxsize=65_536)
def _start_of_day(day: date, tz: str) -> int:
    midnight = datetime(day.year, day.month, day.day)
    ms = _to_ms(midnight, tz)
    if local(ms, tz).replace(tzinfo=None) == midnight:
        return ms
    # Midnight does not exist: the day begins where the clocks jump to, found by halving.
    low, high = ms - DAY_MS, ms + DAY_MS
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if local(middle, tz).date() >= day else (middle, high)
    return high


def end_of(text: str, clock: Clock) -> Moment:
    """The last instant that `--as-of` includes: all of a day, or up to a moment; `today` is now."""
    moment = parse_moment(text, clock)
    if not moment.date_only:
        return moment
    return moment._replace(ms=start_of_day(moment.day + timedelta(days=1), clock.tz) - 1)


def iso(ms: int) -> str:
    """An instant as ISO-8601 UTC: "2026-01-05T11:00:00Z", with milliseconds only where there are some."""
    seconds, rest = divmod(ms, 1000)
    stamp = datetime.fromtimestamp(seconds, UTC).isoformat()[:19]
    return f"{stamp}.{rest:03d}Z" if rest else f"{stamp}Z"


def parse_date(text: str, today: date, forward: bool = False) -> date:
    """A date: ISO, a word, a weekday, a step from today, or the start or end of a period.

    A weekday is the last one, today included; `forward` makes it the next one after today. Raises `BadUsage`.
    """
    word = text.strip().lower()
    match = _ISO.fullmatch(word)
    if match:
        return _in_range(_iso_date(word, text), text)
    if word in _WORDS:
        return today + timedelta(days=_WORDS[word])
    step = _STEP.fullmatch(word)
    if step:
        return _in_range(_stepped(today, int(step[1] + step[2]), step[3], text), text)
    if len(word) >= 3:
        for number, name in enumerate(_WEEKDAYS):
            if name.startswith(word):
                back = (today.weekday() - number) % 7
                return today + timedelta(days=7 - back) if forward else today - timedelta(days=back)
    first = {
        "som": today.replace(day=1),
        "soq": today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1),
        "soy": today.replace(month=1, day=1),
    }
    if word in first:
        return first[word]
    if word in ("eom", "eoq", "eoy"):
        months = {"eom": 1, "eoq": 3, "eoy": 12}[word]
        return add_months(first["s" + word[1:]], months) - timedelta(days=1)
    raise BadUsage(f"{text[:40]!r} is not a date.", _DATE_HINT)


def parse_moment(text: str, clock: Clock, forward: bool = False) -> Moment:
    """A moment: what `parse_date` takes (the start of that business day; `today` is now), or a date with a time.

    A time without a zone is in the business zone. Raises `BadUsage`.
    """
    match = _STAMP.fullmatch(text.strip())
    if match is None:
        day = parse_date(text, clock.today, forward)
        if text.strip().lower() in ("today", "今天"):
            return Moment(clock.now_ms, False, day)
        return Moment(start_of_day(day, clock.tz), True, day)
    day = _in_range(_iso_date(match[1], text), text)
    hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise BadUsage(f"{text!r} is not a time of day.", "Write 2026-03-31 14:30")
    milli = int((match[5] or "0").ljust(6, "0")) // 1000
    naive = datetime(day.year, day.month, day.day, hour, minute, second)
    mark = match[6]
    if mark is None:
        ms = _to_ms(naive, clock.tz)
    else:
        ms = int(naive.replace(tzinfo=UTC).timestamp()) * 1000 - _offset_minutes(mark, text) * 60_000
    return Moment(ms + milli, False, local_date(ms, clock.tz))


def parse_period(text: str, today: date, fiscal_start_month: int = 1) -> Period:
    """A period by name; raises `BadUsage` for anything else.

    A fiscal year is called by the calendar year it ends in: with a start in April, FY2026 begins on 1 April 2025.
    """
    word = text.strip().lower()
    fiscal = word.startswith("fy")
    match = re.fullmatch(r"(?:fy)?(\d{4})(?:-(?:q([1-4])|w(\d{2})|(\d{2})(?:-(\d{2}))?))?", word, re.ASCII)
    if match:
        return _named_period(match, fiscal, fiscal_start_month, text)
    if word in ("mtd", "qtd", "ytd"):
        since = parse_date({"mtd": "som", "qtd": "soq", "ytd": "soy"}[word], today)
        return Period(since, today, word, {"mtd": "month", "qtd": "quarter", "ytd": "year"}[word])
    last = re.fullmatch(r"last-(\d{1,4})d", word, re.ASCII)
    if last and int(last[1]):
        return Period(today - timedelta(days=int(last[1]) - 1), today, word, "span")
    match = re.fullmatch(r"(this|last)-(week|month|quarter|year)", word)
    if match:
        since = {
            "week": today - timedelta(days=today.weekday()),
            "month": parse_date("som", today),
            "quarter": parse_date("soq", today),
            "year": parse_date("soy", today),
        }[match[2]]
        period = Period(since, _end(since, match[2]), word, match[2])
        return period if match[1] == "this" else previous(period)._replace(label=word)
    raise BadUsage(f"there is no period {text[:40]!r}.", _PERIOD_HINT)


def previous(period: Period, today: date | None = None) -> Period:
    """The period of the same kind before it (G12); an open one has none and is returned as it is.

    A period that stops early, as ytd does, or that `today` falls inside, is compared with as many days of the other.
    """
    if period.since is None or period.until is None:
        return period
    if period.kind in _MONTHS_IN:
        since, whole = add_months(period.since, -_MONTHS_IN[period.kind]), _end(period.since, period.kind)
    else:
        since, whole = period.since - ((period.until - period.since) + timedelta(days=1)), period.until
    until = period.since - timedelta(days=1)
    reached = min(period.until, today or period.until)
    if period.since <= reached < whole:
        until = min(until, since + (reached - period.since))
    return Period(since, until, f"{since} – {until}", period.kind)


def bucket(day: date, unit: str, fiscal_start_month: int = 1) -> str:
    """The period of a unit that a day falls in, as text that sorts by time."""
    if unit == "day":
        return day.isoformat()
    if unit == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"
    if unit == "month":
        return f"{day.year}-{day.month:02d}"
    moved = add_months(day.replace(day=1), -((fiscal_start_month - 1) % 12))
    year = moved.year + (fiscal_start_month > 1)
    prefix = "FY" if fiscal_start_month > 1 else ""
    return f"{prefix}{year}-Q{(moved.month - 1) // 3 + 1}" if unit == "quarter" else f"{prefix}{year}"


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of the month where there is no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def slices(first: date, last: date, unit: str, fiscal_start_month: int = 1) -> list[tuple[str, date, date]]:
    """The periods of a unit from one day to another: name, first and last day; those at the ends may be cut short."""
    found = []
    begin = day = first
    while day <= last:
        name = bucket(begin, unit, fiscal_start_month)
        following = day + timedelta(days=1)
        if following > last or bucket(following, unit, fiscal_start_month) != name:
            found.append((name, begin, day))
            begin = following
        day = following
    return found


def day_words(day: date, today: date) -> str:
    """A date for people: "today", "Fri 3 Apr", "3 Apr 2025"."""
    distance = (day - today).days
    for word in ("today", "yesterday", "tomorrow"):
        if _WORDS[word] == distance:
            return word
    if day.year != today.year:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    weekday = f"{_WEEKDAYS[day.weekday()][:3].title()} " if abs(distance) < 7 else ""
    return f"{weekday}{day.day} {_MONTHS[day.month - 1]}"


def _zone_or_none(name: str) -> tzinfo | None:
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # ZoneInfoNotFoundError is a LookupError
        return None


def _offset_minutes(mark: str, text: str) -> int:
    if mark == "Z":
        return 0
    hours, minutes = int(mark[1:3]), int(mark[-2:])
    if hours > 14 or minutes > 59:
        raise BadUsage(f"{text!r} is further from UTC than any place.", "Write 2026-03-31T14:30+02:00")
    return (60 * hours + minutes) * (-1 if mark[0] == "-" else 1)


def _to_ms(naive: datetime, tz: str) -> int:
    return int(naive.replace(tzinfo=zone(tz)).timestamp()) * 1000


def _iso_date(iso_text: str, text: str) -> date:
    try:
        return date.fromisoformat(iso_text)
    except ValueError:
        raise BadUsage(f"{text!r} is not a day of the calendar.", _DATE_HINT) from None


def _in_range(day: date, text: str) -> date:
    if not 1970 <= day.year <= 2200:
        raise BadUsage(f"{text!r} is outside the years 1970 to 2200.", _DATE_HINT)
    return day


def _stepped(today: date, count: int, unit: str, text: str) -> date:
    try:
        if unit == "d":
            return today + timedelta(days=count)
        if unit == "w":
            return today + timedelta(weeks=count)
        return add_months(today, count * (12 if unit == "y" else 1))
    except (OverflowError, ValueError):
        raise BadUsage(f"{text!r} is outside the years 1970 to 2200.", _DATE_HINT) from None


def _end(since: date, unit: str) -> date:
    if unit == "week":
        return since + timedelta(days=6)
    return add_months(since, _MONTHS_IN[unit]) - timedelta(days=1)


def _named_period(match: re.Match[str], fiscal: bool, start_month: int, text: str) -> Period:
    year, quarter, week, month, day = match.groups()
    if (week or month) and fiscal:
        raise BadUsage(f"there is no period {text!r}.", _PERIOD_HINT)
    label = text.strip().upper()
    if week:
        try:
            since = _in_range(date.fromisocalendar(int(year), int(week), 1), text)
        except ValueError:
            raise BadUsage(f"the year {year} has no week {week}.", _PERIOD_HINT) from None
        return Period(since, since + timedelta(days=6), label, "week")
    if day:
        since = _in_range(_iso_date(f"{year}-{month}-{day}", text), text)
        return Period(since, since, label, "day")
    since = _in_range(_iso_date(f"{year}-{month or '01'}-01", text), text)
    if month:
        return Period(since, _end(since, "month"), label, "month")
    if fiscal and start_month > 1:
        since = _in_range(date(int(year) - 1, start_month, 1), text)
    if quarter:
        since = add_months(since, 3 * (int(quarter) - 1))
        return Period(since, _end(since, "quarter"), label, "quarter")
    return Period(since, _end(since, "year"), label, "year")
