"""`ltc report` and `ltc explain`: spans, filters, gates, and what happens to a word nobody knows."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def months(ltc):
    """A lead in each of January, February and March; the first one won."""
    for number, (month, channel) in enumerate((("01", "event"), ("02", "event"), ("03", "referral")), 1):
        ltc("lead", "add", f"Lead {number}", "--channel", channel, "--on", f"2026-{month}-15", "-q")
    ltc("lead", "convert", "L1", "--deal", "Deal", "--on", "2026-01-20", "-q")
    assert ltc("deal", "win", "D1", "--on", "2026-02-01").code == 0
    return ltc


@pytest.mark.parametrize(
    ("span", "leads"),
    [
        ((), 3),
        (("--period", "2026-Q1"), 3),
        (("--period", "last-month"), 1),
        (("--since", "2026-01-15", "--until", "2026-02-15"), 2),
        (("--from", "2026-02-16", "--to", "2026-03-15"), 1),
        (("--as-of", "2026-02-14"), 1),
        (("--where", "channel = event"), 2),
    ],
)
def test_spans_and_filters(months, span, leads):
    """Both days are in the span; `--from` and `--to` mean the same."""
    assert months.json("report", "leads", *span)["totals"]["leads"] == leads


def test_two_dimensions_add_up(months):
    """Split by channel and month, the cells sum to the whole."""
    rows = months.json("report", "leads", "--by", "channel,month")["rows"]
    assert sorted((row["channel"], row["month"], row["leads"]) for row in rows) == [
        ("event", "2026-01", 1), ("event", "2026-02", 1), ("referral", "2026-03", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (("report", "funel"), "funnel"),
        (("explain", "win_rat"), "win_rate"),
        (("report", "leads", "--by", "chanel"), "channel"),
        (("report", "leads", "--where", "chanel = x"), "channel"),
        (("report", "leads", "--period", "2026-Q7"), ""),
        (("report", "leads", "--basis", "cohort"), "period"),
        (("report", "leads", "--period", "2026", "--since", "2026-01-01"), ""),
    ],
)
def test_an_unknown_word_is_an_error_never_an_unfiltered_report(months, words, nearest):
    """Exit 2, nothing on stdout, and the nearest word that there is."""
    code, words_said = months.refused(*words)
    assert code == 2
    assert nearest in words_said


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        ("rate < 50%", 8),
        ("rate > 50%", 0),
        ("reached[won] < 5", 8),
        ("reached[won] = 0", 0),
        ("any(reached) = 3", 8),
        ("any(reached) > 3", 0),
        ("step[lead] < 1", 8),
        ("ratio < 1", 2),
    ],
)
def test_gates(months, gate, code):
    """Holds: 8. Does not: 0. Undefined, as the first milestone's step is: 8. Unknown: 2."""
    told = months("report", "funnel", "--json", "--fail-if", gate)
    assert told.code == code, told.err


def test_an_undefined_value_may_be_allowed(months):
    """The first milestone has no step before it."""
    assert months("report", "funnel", "--fail-if", "step[lead] < 1", "--allow-undefined").code == 0


def test_what_was_known_before_an_edit(months):
    """As known before a channel was mended, the lead still had the old one."""
    (then,) = months.rows("SELECT max(recorded_ms) FROM operation")[0]
    stamp = datetime.fromtimestamp(then / 1000, UTC)
    months("lead", "edit", "L3", "channel=event", env={"LTC_TODAY": "2026-04-01"})
    now = months.json("report", "leads", env={"LTC_TODAY": "2026-04-01"})["rows"]
    known = months.json(
        "report", "leads", "--known-at", stamp.isoformat().replace("+00:00", "Z"), env={"LTC_TODAY": "2026-04-01"}
    )["rows"]
    assert {row["channel"]: row["leads"] for row in now} == {"event": 3}
    assert {row["channel"]: row["leads"] for row in known} == {"event": 2, "referral": 1}


def test_a_period_may_end_on_a_leap_day(ltc):
    """29 February has no namesake in the year before, and is told all the same."""
    assert "29 Feb 2024" in ltc("report", "winrate", "--period", "2024-02").out


def test_what_is_told_of_the_whole_takes_no_dimension(ltc):
    """Rather an error than a report that looks as if it had been divided."""
    told = ltc("report", "stages", "--by", "owner")
    assert (told.code, told.err) == (2, "ltc: stages is told of the whole, not by owner.\ntry: Leave --by out.\n")
