"""Time: business days in every zone, and dates, moments and periods as people type them.

Today is Tuesday, 31 March 2026, unless a test says otherwise.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ltc_cli.clock import (
    DAY_MS,
    Clock,
    Moment,
    Period,
    add_months,
    bucket,
    check_timezone,
    day_words,
    end_of,
    iso,
    local,
    local_date,
    machine_timezone,
    parse_date,
    parse_moment,
    parse_period,
    previous,
    start_of_day,
    system_clock,
)
from ltc_cli.errors import BadProcess, BadUsage

TODAY = date(2026, 3, 31)
ZONES = st.sampled_from(
    "UTC Europe/Berlin Asia/Shanghai Asia/Kathmandu America/Sao_Paulo America/Havana Pacific/Apia "
    "Australia/Lord_Howe Pacific/Kiritimati America/St_Johns".split()
)
DAYS = st.dates(date(1971, 1, 4), date(2199, 12, 31))
UNITS = st.sampled_from(["day", "week", "month", "quarter", "year"])


def utc(text: str) -> int:
    """Milliseconds of an instant written in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000


def day(text: str) -> date:
    return date.fromisoformat(text)


BERLIN = Clock(utc("2026-03-31T10:00"), "Europe/Berlin")


# Days


def test_a_lead_of_january_in_utc_is_one_of_february_in_shanghai() -> None:
    """WE-G1."""
    created = utc("2026-01-31T23:30")
    assert local(created, "Asia/Shanghai").strftime("%Y-%m-%d %H:%M") == "2026-02-01 07:30"
    assert bucket(local_date(created, "Asia/Shanghai"), "month") == "2026-02"
    assert bucket(local_date(created, "UTC"), "month") == "2026-01"


def test_a_deal_over_the_night_of_summer_time_takes_23_hours_and_one_day() -> None:
    """WE-G1."""
    opened = parse_moment("2026-03-28 12:00", BERLIN).ms
    closed = parse_moment("2026-03-29 12:00", BERLIN).ms
    assert (closed - opened) / DAY_MS == pytest.approx(0.958333, abs=1e-6)
    assert (local_date(closed, "Europe/Berlin") - local_date(opened, "Europe/Berlin")).days == 1


@pytest.mark.parametrize(
    ("on", "zone", "start", "hours"),
    [
        ("2026-03-31", "UTC", "2026-03-31T00:00", 24),
        ("2026-03-29", "Europe/Berlin", "2026-03-28T23:00", 23),
        ("2026-10-25", "Europe/Berlin", "2026-10-24T22:00", 25),
        ("2026-04-01", "Asia/Kathmandu", "2026-03-31T18:15", 24),
        ("2026-04-01", "Pacific/Kiritimati", "2026-03-31T10:00", 24),  # fourteen hours ahead
        ("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00", 23),  # the clocks jumped from 00:00 to 01:00
        ("2026-04-05", "Australia/Lord_Howe", "2026-04-04T13:00", 24.5),
        ("2011-12-30", "Pacific/Apia", "2011-12-30T10:00", 0),  # a day that Samoa left out
        ("2011-12-31", "Pacific/Apia", "2011-12-30T10:00", 24),
    ],
)
def test_a_day_begins_at_its_first_instant_and_lasts_as_long_as_it_does(
    on: str, zone: str, start: str, hours: float
) -> None:
    assert start_of_day(day(on), zone) == utc(start)
    assert start_of_day(day(on) + timedelta(days=1), zone) - utc(start) == hours * 3_600_000


def test_the_day_is_right_where_the_clocks_went_back_within_a_quarter_of_an_hour() -> None:
    """In Newfoundland, until 2011, they went from 00:01 back to 23:01 of the day before."""
    zone = "America/St_Johns"
    assert local_date(utc("2010-11-07T02:30:30"), zone) == day("2010-11-07")
    assert local_date(utc("2010-11-07T02:31"), zone) == day("2010-11-06")
    assert local_date(utc("2010-11-07T03:30"), zone) == day("2010-11-07")


@given(DAYS, ZONES)
@example(day("2018-11-04"), "America/Sao_Paulo")
@example(day("2011-12-30"), "Pacific/Apia")
@example(day("2026-11-01"), "America/Havana")  # midnight happens twice
def test_nothing_of_a_day_is_before_its_start(on: date, zone: str) -> None:
    start = start_of_day(on, zone)
    assert local_date(start - 1, zone) < on <= local_date(start, zone)


@settings(max_examples=300)
@given(st.integers(utc("1971-01-01"), utc("2199-12-31")), ZONES)
def test_the_quick_day_of_an_instant_is_the_exact_one(ms: int, zone: str) -> None:
    assert local_date(ms, zone) == local(ms, zone).date()


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (utc("2026-01-05T11:00"), "2026-01-05T11:00:00Z"),
        (utc("2026-01-05T11:00") + 7, "2026-01-05T11:00:00.007Z"),
        (0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
    ],
)
def test_an_instant_is_written_in_utc(ms: int, text: str) -> None:
    assert iso(ms) == text


@given(st.datetimes(datetime(1970, 1, 1), datetime(2200, 12, 31)))
def test_an_instant_as_written_is_the_instant(moment: datetime) -> None:
    ms = (moment - datetime(1970, 1, 1)) // timedelta(milliseconds=1)
    form = "milliseconds" if ms % 1000 else "seconds"
    assert iso(ms) == moment.isoformat(timespec=form) + "Z"


# The clock and its zone


def test_a_chosen_day_stands_at_noon_of_the_business_day() -> None:
    assert system_clock("Europe/Berlin", "2026-03-31") == BERLIN
    assert BERLIN.today == TODAY


def test_the_clock_of_the_machine_runs() -> None:
    before = datetime.now(UTC).timestamp() * 1000 - 1
    assert before <= system_clock("UTC", None).now_ms <= before + 60_000


def test_a_chosen_day_must_be_one() -> None:
    with pytest.raises(BadUsage, match="'someday' is not a date"):
        system_clock("UTC", "someday")


def test_the_machine_says_its_zone_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Asia/Kathmandu")
    assert machine_timezone() == "Asia/Kathmandu"


def test_a_machine_with_a_nameless_zone_still_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "XYZ-7")
    check_timezone(machine_timezone())


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Europe/Berln", "Did you mean Europe/Berlin?"),
        ("asia/shanghai!", "Did you mean Asia/Shanghai?"),
        ("../../etc/passwd", "Write one such as Europe/Berlin."),
        ("a\0b", "Write one such as Europe/Berlin."),
        ("", "Write one such as Europe/Berlin."),
    ],
)
def test_an_unknown_zone_is_refused_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(BadProcess, match="there is no time zone") as refused:
        check_timezone(name)
    assert refused.value.hint == hint


# Dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-28", "2026-02-28"),
        (" Today ", "2026-03-31"),
        ("yesterday", "2026-03-30"),
        ("tomorrow", "2026-04-01"),
        ("今天", "2026-03-31"),
        ("昨天", "2026-03-30"),
        ("明天", "2026-04-01"),
        ("+3d", "2026-04-03"),
        ("-2w", "2026-03-17"),
        ("+1m", "2026-04-30"),
        ("-1m", "2026-02-28"),
        ("+1y", "2027-03-31"),
        ("mon", "2026-03-30"),
        ("tue", "2026-03-31"),  # today counts
        ("wed", "2026-03-25"),
        ("Sunday", "2026-03-29"),
        ("som", "2026-03-01"),
        ("eom", "2026-03-31"),
        ("soq", "2026-01-01"),
        ("eoq", "2026-03-31"),
        ("soy", "2026-01-01"),
        ("eoy", "2026-12-31"),
    ],
)
def test_a_date_may_be_typed_in_many_ways(text: str, expected: str) -> None:
    assert parse_date(text, TODAY) == day(expected)


@pytest.mark.parametrize(("text", "expected"), [("mon", "2026-04-06"), ("tue", "2026-04-07"), ("wed", "2026-04-01")])
def test_a_weekday_that_is_due_is_the_next_one_after_today(text: str, expected: str) -> None:
    assert parse_date(text, TODAY, forward=True) == day(expected)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "soon",
            "2026-02-30",
            "2026-13-01",
            "20260228",
            "2026-W09-6",
            "2026-3-1",
            "31/03/2026",
            "２０２６-０３-３１",
        ),
        *("1969-12-31", "2201-01-01", "+99999d", "-99999m", "+3", "3d", "mo", "2026-03-31 14:30"),
    ],
)
def test_what_is_not_a_date_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(BadUsage) as refused:
        parse_date(text, TODAY)
    assert refused.value.hint == "Write 2026-03-31, today, yesterday, mon, +3d, -2w, som or eom."


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-12-31", 0, "2026-12-31"),
    ],
)
def test_months_are_added_with_the_end_of_the_month_in_mind(start: str, months: int, expected: str) -> None:
    assert add_months(day(start), months) == day(expected)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-03-31", "today"),
        ("2026-03-30", "yesterday"),
        ("2026-04-01", "tomorrow"),
        ("2026-04-03", "Fri 3 Apr"),
        ("2026-12-24", "24 Dec"),
        ("2025-04-03", "3 Apr 2025"),
    ],
)
def test_a_date_is_said_as_people_would(on: str, said: str) -> None:
    assert day_words(day(on), TODAY) == said


# Moments


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-31 14:30", "2026-03-31T12:30"),
        ("2026-03-31T14:30:05", "2026-03-31T12:30:05"),
        ("2026-03-31T14:30Z", "2026-03-31T14:30"),
        ("2026-03-31T14:30+02:00", "2026-03-31T12:30"),
        ("2026-03-31T14:30-0530", "2026-03-31T20:00"),
        ("2026-03-29 02:30", "2026-03-29T01:30"),  # skipped by the clocks: read as 03:30 of summer
    ],
)
def test_a_time_without_a_zone_is_one_of_the_business_zone(text: str, instant: str) -> None:
    moment = parse_moment(text, BERLIN)
    assert (moment.ms, moment.date_only) == (utc(instant), False)


def test_a_moment_keeps_its_milliseconds_and_knows_its_business_day() -> None:
    moment = parse_moment("2026-03-31T22:30:00.25Z", BERLIN)
    assert moment == Moment(utc("2026-03-31T22:30") + 250, False, day("2026-04-01"))


def test_a_date_for_an_instant_is_the_start_of_that_day_and_today_is_now() -> None:
    assert parse_moment("yesterday", BERLIN) == Moment(utc("2026-03-29T22:00"), True, day("2026-03-30"))
    assert parse_moment("2026-03-31", BERLIN) == Moment(utc("2026-03-30T22:00"), True, TODAY)
    assert parse_moment("today", BERLIN) == Moment(BERLIN.now_ms, False, TODAY)
    assert parse_moment("mon", BERLIN, forward=True).day == day("2026-04-06")


def test_as_of_a_day_includes_all_of_it_and_as_of_a_moment_ends_there() -> None:
    assert end_of("2026-03-29", BERLIN).ms == utc("2026-03-29T22:00") - 1
    assert end_of("2026-03-31 14:30", BERLIN).ms == utc("2026-03-31T12:30")
    assert end_of("today", BERLIN).ms == BERLIN.now_ms


@pytest.mark.parametrize(
    "text",
    [
        *("2026-03-31 24:00", "2026-03-31 14:60", "2026-03-31 14:30:60", "2026-03-31 14", "2026-02-30 14:30"),
        *("2026-03-31 14:30+15:00", "2026-03-31 14:30+02:60", "1969-12-31 14:30", "2026-03-31 １４:30", "14:30"),
    ],
)
def test_what_is_not_a_moment_is_refused(text: str) -> None:
    with pytest.raises(BadUsage) as refused:
        parse_moment(text, BERLIN)
    assert refused.value.hint


# Periods


@pytest.mark.parametrize(
    ("text", "since", "until", "kind"),
    [
        ("2026", "2026-01-01", "2026-12-31", "year"),
        ("2026-Q1", "2026-01-01", "2026-03-31", "quarter"),
        ("2026-q4", "2026-10-01", "2026-12-31", "quarter"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2026-12", "2026-12-01", "2026-12-31", "month"),
        ("2026-W14", "2026-03-30", "2026-04-05", "week"),
        ("2026-W01", "2025-12-29", "2026-01-04", "week"),
        ("2026-W53", "2026-12-28", "2027-01-03", "week"),
        ("2026-03-31", "2026-03-31", "2026-03-31", "day"),
        ("FY2026", "2026-01-01", "2026-12-31", "year"),
        ("ytd", "2026-01-01", "2026-03-31", "year"),
        ("qtd", "2026-01-01", "2026-03-31", "quarter"),
        ("mtd", "2026-03-01", "2026-03-31", "month"),
        ("this-week", "2026-03-30", "2026-04-05", "week"),
        ("this-month", "2026-03-01", "2026-03-31", "month"),
        ("this-quarter", "2026-01-01", "2026-03-31", "quarter"),
        ("this-year", "2026-01-01", "2026-12-31", "year"),
        ("last-week", "2026-03-23", "2026-03-29", "week"),
        ("last-month", "2026-02-01", "2026-02-28", "month"),
        ("last-quarter", "2025-10-01", "2025-12-31", "quarter"),
        ("last-year", "2025-01-01", "2025-12-31", "year"),
        ("last-90d", "2026-01-01", "2026-03-31", "span"),  # 31 + 28 + 31 days, today included
        ("last-1d", "2026-03-31", "2026-03-31", "span"),
    ],
)
def test_a_period_has_a_name(text: str, since: str, until: str, kind: str) -> None:
    period = parse_period(text, TODAY)
    assert (period.since, period.until, period.kind) == (day(since), day(until), kind)
    assert period.label.lower() == text.lower()


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("FY2026", "2025-04-01", "2026-03-31"),
        ("FY2026-Q1", "2025-04-01", "2025-06-30"),
        ("FY2026-Q4", "2026-01-01", "2026-03-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),  # without FY: the calendar
    ],
)
def test_a_fiscal_year_is_called_by_the_year_it_ends_in(text: str, since: str, until: str) -> None:
    period = parse_period(text, TODAY, fiscal_start_month=4)
    assert (period.since, period.until) == (day(since), day(until))


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "2026-Q5", "2026-13", "2026-02-30", "2025-W53", "2026-W00", "FY2026-03", "FY2026-W14", "last-0d"),
        *("last-fortnight", "next-month", "0000", "0001-W01", "9999-W52", "1969", "2201-Q1", "２０２６", "26-Q1"),
    ],
)
def test_an_unknown_period_is_refused_with_the_forms_there_are(text: str) -> None:
    with pytest.raises(BadUsage) as refused:
        parse_period(text, TODAY)
    assert refused.value.hint


def test_a_period_is_half_open_in_the_business_zone() -> None:
    """March in Berlin begins in winter time and ends in summer time."""
    march = parse_period("2026-03", TODAY).bounds("Europe/Berlin")
    assert march == (utc("2026-02-28T23:00"), utc("2026-03-31T22:00"))
    assert Period(None, None, "all", "all").bounds("Europe/Berlin") == (None, None)


@pytest.mark.parametrize(
    ("text", "today", "since", "until"),
    [
        ("2026-03", None, "2026-02-01", "2026-02-28"),
        ("2026-03", "2026-04-15", "2026-02-01", "2026-02-28"),
        ("2026-03", "2026-03-20", "2026-02-01", "2026-02-20"),
        ("2026-03", "2026-03-30", "2026-02-01", "2026-02-28"),  # February has no thirtieth day
        ("2026-Q2", "2026-05-15", "2026-01-01", "2026-02-14"),  # the 45th day of each
        ("2026", None, "2025-01-01", "2025-12-31"),
        ("2026-W14", "2026-03-31", "2026-03-23", "2026-03-24"),
        ("2026-W14", None, "2026-03-23", "2026-03-29"),
        ("2026-03-31", None, "2026-03-30", "2026-03-30"),
        ("ytd", "2026-03-31", "2025-01-01", "2025-03-31"),
        ("ytd", None, "2025-01-01", "2025-03-31"),
        ("last-month", "2026-03-31", "2026-01-01", "2026-01-31"),
        ("last-90d", "2026-03-31", "2025-10-03", "2025-12-31"),
    ],
)
def test_the_period_before_is_of_the_same_kind_and_as_far_gone(
    text: str, today: str | None, since: str, until: str
) -> None:
    """G12: never 20 days against a full month."""
    before = previous(parse_period(text, TODAY), None if today is None else day(today))
    assert (before.since, before.until, before.label) == (day(since), day(until), f"{since} – {until}")


def test_before_everything_there_is_nothing_else() -> None:
    everything = Period(None, TODAY, "all", "all")
    assert previous(everything, TODAY) == everything


@pytest.mark.parametrize(
    ("unit", "fiscal", "name"),
    [
        ("day", 1, "2026-03-31"),
        ("week", 1, "2026-W14"),
        ("month", 4, "2026-03"),
        ("quarter", 1, "2026-Q1"),
        ("year", 1, "2026"),
        ("quarter", 4, "FY2026-Q4"),
        ("year", 4, "FY2026"),
        ("year", 2, "FY2027"),
    ],
)
def test_a_day_falls_into_a_period_of_each_unit(unit: str, fiscal: int, name: str) -> None:
    assert bucket(TODAY, unit, fiscal) == name


@given(DAYS, DAYS, UNITS, st.integers(1, 12))
def test_buckets_sort_by_time(one: date, other: date, unit: str, fiscal: int) -> None:
    first, second = sorted((one, other))
    assert bucket(first, unit, fiscal) <= bucket(second, unit, fiscal)


@given(DAYS, UNITS, st.integers(1, 12))
def test_the_name_of_a_bucket_is_a_period_around_its_day(on: date, unit: str, fiscal: int) -> None:
    period = parse_period(bucket(on, unit, fiscal), TODAY, fiscal)
    assert period.since is not None
    assert period.until is not None
    assert period.since <= on <= period.until
    assert period.kind == unit
