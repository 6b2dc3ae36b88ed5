"""Pictures on a terminal: what they say, and that they fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.render import chart
from ltc_cli.render.safe import width
from ltc_cli.shape import Chart, Series


def drawn(picture, cells=80):
    return ["".join(span.text for span in line).rstrip() for line in chart.lines(picture, cells)]


def test_bars_begin_at_zero_and_tell_their_value():
    """The longest fills the room, half of it is half as long, and what is below zero hangs to the left."""
    lines = drawn(
        Chart("bars", "amount", ("a", "bb", "c"), (Series("x", (100.0, 50.0, 0.0)),), "money", "EUR", "n = 3"), 40
    )
    room = 40 - 2 - 3 - 4
    assert lines[0] == "amount EUR"
    assert lines[1] == "a   " + "█" * room + "  100"
    assert lines[2] == "bb  " + "█" * 15 + "▌" + " " * (room - 16) + "   50"
    assert lines[3].split() == ["c", "0"]
    assert lines[-1] == "n = 3"
    below = drawn(Chart("bars", "x", ("a", "b"), (Series("x", (90.0, -10.0)),), "money"), 40)
    assert below[1].index("█") > below[2].index("▒")


def test_a_rate_is_a_point_on_its_interval():
    """The line runs from one limit to the other, on a scale that begins at nought."""
    picture = Chart("bars", "rate", ("a",), (Series("rate", (0.5,), (0.0,), (1.0,)),), "ratio")
    line = drawn(picture, 40)[1]
    assert line.startswith("a  ├───") and line.endswith("───┤  50%")
    assert line.index("●") in (line.index("├") + 15, line.index("├") + 16)


def test_few_cases_are_told_one_by_one_and_what_can_still_move_is_dotted():
    """Metric dictionary G6 and G7: no percentage of two cases; without colour the dots and the ring tell it."""
    rates = Series("rate", (0.5, 0.5), (0.1, 0.0), (0.9, 1.0), told=("1 of 2", ""), young=(1,))
    lines = drawn(Chart("bars", "rate", ("a", "b"), (rates,), "ratio"), 50)
    assert lines[1].endswith("1 of 2") and "●" in lines[1] and "┄" not in lines[1]
    assert lines[2].endswith("50% so far") and "○" in lines[2] and "─" not in lines[2]


def test_rates_by_month_have_their_intervals_and_the_month_that_runs_is_dotted(ltc):
    """One of two won in January; on 10 February the month is not over."""
    for number, (day, step) in enumerate((("2026-01-10", "win"), ("2026-01-12", "lose"), ("2026-02-03", "win")), 1):
        ltc.json("deal", "add", f"Deal {number}", "--amount", "100 EUR", "--on", day)
        why = ("--reason", "price") if step == "lose" else ()
        assert ltc("deal", step, f"D{number}", "--on", day, *why).code == 0
    shown = ltc("report", "winrate", "--by", "month", "--chart", env={"LTC_TODAY": "2026-02-10"}).out.splitlines()
    january, february = (next(line for line in shown if line.startswith(month)) for month in ("2026-01", "2026-02"))
    assert january.endswith("1 of 2") and "●" in january
    assert february.endswith("1 of 1 so far") and "○" in february
    assert any(line.startswith("n = 3 · period · as of 10 Feb 2026, ") for line in shown)


def test_a_period_that_is_not_over_is_hatched_and_said():
    """Hatching, not colour alone, tells it."""
    picture = Chart("trend", "billed", ("2026-01", "2026-02"), (Series("billed", (8.0, 4.0)),), "count", unfinished=1)
    lines = drawn(picture, 100)
    assert lines[1] == "8 │██████"
    assert lines[5] == "  │██████ ░░░░░░"
    assert lines[-2] == "   least 4 (2026-02) · most 8 (2026-01) · last 4 (2026-02) · ░ 2026-02 is not over"


def test_a_curve_goes_down_in_steps():
    """A share of 1 is the top line, half the middle one, and a tick marks who was last seen open."""
    series = (
        Series("open", (1.0, 0.5, 0.5), at=(0.0, 5.0, 10.0), ticks=(7.0,)),
        Series("won", (0.0, 0.5, 0.5), at=(0.0, 5.0, 10.0)),
    )
    lines = drawn(Chart("steps", "days", (), series, "ratio"), 47)
    assert lines[1].startswith(" 100% │───")
    assert "═" in lines[6] and lines[6].startswith("  50% │")
    assert lines[11].startswith("   0% │═══")
    assert lines[14].split() == ["──", "open", "══", "won", "+", "last", "seen", "so"]


def test_a_map_says_its_numbers_and_shades():
    """A cell is read without colour; what is not known is blank."""
    picture = Chart(
        "heat", "again", ("0", "1"), (Series("2026-01", (1.0, 0.25)), Series("2026-02", (0.0, None))), "ratio"
    )
    assert drawn(picture)[1:4] == ["            0    1", "2026-01  100█  25░", "2026-02    0"]


def test_wide_characters_line_up():
    """A name in Chinese takes two cells a character."""
    picture = Chart("bars", "线索", ("网站", "referral"), (Series("x", (4.0, 4.0)),), "count")
    one, two = drawn(picture)[1:3]
    assert width(one) == width(two) == 80
    assert width(one[: one.index("█")]) == width(two[: two.index("█")])


NUMBERS = st.none() | st.floats(-1e9, 1e9) | st.just(0.0)
NAMES = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.data(), st.sampled_from(("bars", "trend", "heat", "steps")), st.integers(40, 200), NAMES)
def test_nothing_breaks_and_nothing_is_too_wide(data, kind, cells, name):
    """Any values, any names, any width: every line fits, and no sign of the data reaches the terminal raw."""
    n = data.draw(st.integers(1, 30))
    labels = tuple(data.draw(NAMES) for _ in range(n))
    if kind in ("heat", "steps"):
        values = tuple(data.draw(st.floats(0, 1)) for _ in range(n))
        at = tuple(sorted(data.draw(st.floats(0, 1000)) for _ in range(n)))
        series = (Series(name, values, at=at),)
    else:
        series = (Series(name, tuple(data.draw(NUMBERS) for _ in range(n))),)
    lines = drawn(Chart(kind, name, labels, series, "ratio" if kind in ("heat", "steps") else "money"), cells)
    assert all("\x1b" not in line and "\n" not in line for line in lines)
    if kind == "bars":
        assert all(width(line) <= cells for line in lines[1:-1])


@pytest.mark.parametrize("report", ["funnel", "aging", "revenue", "cycle", "cohorts", "cashflow", "growth", "leads"])
def test_reports_have_a_picture(ltc, demo, report):
    """With and without anything in the file, and JSON is not changed by it."""
    assert ltc("report", report, "--chart").code == 0
    told = ltc("report", report, "--chart", "--db", demo)
    plain = ltc("report", report, "--db", demo)
    assert told.code == 0
    assert len(told.out) > len(plain.out)
    assert ltc.json("report", report, "--chart", "--db", demo) == ltc.json("report", report, "--db", demo)


def test_what_has_no_picture_says_so(ltc, demo):
    """A single row of several figures is not a picture."""
    told = ltc("report", "winrate", "--chart", "--db", demo)
    assert (told.code, "ltc report winrate --by month --chart" in told.err) == (2, True)
