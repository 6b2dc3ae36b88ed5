"""The sales cycle: metric dictionary F5."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

NOON = datetime(2026, 3, 1, 12)
TODAY = {"LTC_TODAY": "2026-03-01"}
"""A winter's day: every day before it, back to October, has 24 hours."""


def load(ltc, lives, extra=""):
    """Deals by their days and outcome: won, lost, or open since so many days."""
    lines = ["external_id,title,created,won,lost,reason"]
    for number, (days, outcome) in enumerate(lives, 1):
        start = NOON - timedelta(days=days if outcome == "open" else 60)
        end = f"{start + timedelta(days=days):%Y-%m-%d %H:%M}"
        won, lost, why = end if outcome == "won" else "", end if outcome == "lost" else "", ""
        lines.append(f"x{number},Deal {number},{start:%Y-%m-%d %H:%M},{won},{lost},{'price' if lost else why}")
    told = ltc("deal", "import", "-", stdin="\n".join(lines) + "\n" + extra, env=TODAY)
    assert told.code == 0, told.err


def totals(ltc, *words):
    return ltc.json("report", "cycle", *words, env=TODAY)["totals"]


WORKED = [(10, "won"), (15, "lost"), (20, "won"), (25, "open"), (30, "lost"), (40, "won"), (50, "open")]


def test_the_worked_example(ltc):
    """F5: median 30, won by day 40 .476190, lost .333333, open .190476; won deals alone: mean 23.3, median 20."""
    load(ltc, WORKED)
    told = totals(ltc)
    assert (told["n"], told["closed"], told["open"]) == (7, 5, 2)
    assert told["median_days"] == pytest.approx(30)
    assert told["p_won"] == pytest.approx(0.476190, abs=1e-6)
    assert told["p_lost"] == pytest.approx(0.333333, abs=1e-6)
    assert told["p_open"] == pytest.approx(0.190476, abs=1e-6)
    assert told["p_won_30"] == pytest.approx(0.285714, abs=1e-6)
    assert (told["won_mean_days"], told["won_median_days"]) == (pytest.approx(70 / 3), pytest.approx(20))
    assert told["p_won_60"] is None  # nobody was watched for sixty days


def test_shares_of_all_ends_make_the_whole(ltc):
    load(ltc, WORKED)
    told = totals(ltc)
    assert told["p_won"] + told["p_lost"] + told["p_open"] == pytest.approx(1)


def test_fewer_than_five_closes_say_nothing(ltc):
    load(ltc, [(10, "won"), (20, "lost"), (30, "won"), (40, "lost"), (50, "open")])
    report = ltc.json("report", "cycle", env=TODAY)
    assert report["status"] == "not_enough_data"
    assert (report["totals"]["median_days"], report["totals"]["p_won"]) == (None, None)


def test_an_empty_file_and_only_open_deals(ltc):
    """Nothing is known, and nothing is zero."""
    assert ltc.json("report", "cycle", env=TODAY)["status"] == "undefined"
    load(ltc, [(5, "open"), (50, "open")])
    told = totals(ltc)
    assert (told["n"], told["open"], told["median_days"], told["won_mean_days"]) == (2, 2, None, None)


def test_a_reopened_deal_goes_on_from_its_first_start(ltc):
    """Its clock runs on, and as of the day before it was reopened it was closed."""
    load(ltc, [(10, "won")])
    assert ltc("deal", "reopen", "D1", "--on", "2026-02-10", env=TODAY).code == 0
    assert totals(ltc)["open"] == 1
    assert totals(ltc, "--as-of", "2026-02-09")["closed"] == 1


def test_the_time_that_a_reopened_deal_was_closed_can_be_taken_off(ltc):
    """Won after 10 days, opened again 20 days later, lost 5 days after that: 35 days, or 15 in which it was open (F5).

    A second, open one was closed for 3 and for 4 of its 20 days.
    """
    ltc("deal", "add", "Twice", "--on", "2026-01-01 12:00", env=TODAY)
    for words, day in ((("win",), "01-11"), (("reopen",), "01-31"), (("lose", "--reason", "price"), "02-05")):
        assert ltc("deal", words[0], "D1", *words[1:], "--on", f"2026-{day} 12:00", env=TODAY).code == 0
    ltc("deal", "add", "Open", "--on", "2026-02-09 12:00", env=TODAY)
    for words, day in ((("win",), "02-10"), (("reopen",), "02-13"), (("win",), "02-14"), (("reopen",), "02-18")):
        assert ltc("deal", words[0], "D2", *words[1:], "--on", f"2026-{day} 12:00", env=TODAY).code == 0

    def lives(*words):
        rows = ltc.json("explain", "cycle", "--rows", *words, env=TODAY)
        return [(round(row["days"], 6), row["outcome"]) for row in rows]

    assert lives() == [(35, "lost"), (20, "open")]
    assert lives("--pause-closed") == [(15, "lost"), (13, "open")]
    assert lives("--pause-closed", "--as-of", "2026-01-20") == [(10, "won")]
    told = ltc.json("report", "cycle", "--pause-closed", env=TODAY)["totals"]
    assert (told["n"], told["closed"], told["open"]) == (2, 1, 1)


def test_a_close_on_the_spot_is_an_end_at_time_zero(ltc):
    """T = 0 is kept: four of six are decided at once, so half are by then; of the two left one is won in 20 days."""
    load(ltc, [(0, "won"), (0, "won"), (0, "won"), (0, "lost"), (20, "won"), (30, "open")])
    told = totals(ltc)
    assert (told["n"], told["closed"], told["median_days"]) == (6, 5, 0)
    assert told["p_won"] == pytest.approx(3 / 6 + 2 / 6 * 1 / 2)


def test_a_lead_that_came_after_its_deal_was_won_has_no_duration(ltc):
    """Negative days are an error, left out and counted (G2, E02)."""
    ltc("lead", "add", "Ada", "--on", "2026-02-10", env=TODAY)
    ltc("lead", "edit", "L1", "external_id=ada", env=TODAY)
    told = ltc("deal", "import", "-", stdin="title,created,won,lead\nx,2026-01-05,2026-01-20,ada\n", env=TODAY)
    assert told.code == 0, told.err
    report = ltc.json("report", "cycle", "--from", "lead", env=TODAY)
    assert (report["totals"]["n"], report["excluded"]) == (0, {"negative_duration": 1})


def test_deals_taken_in_without_a_beginning_have_no_duration(ltc):
    """G8: closed and open stages, and a close without a beginning, are states and no history of days.

    One that says on which day it was seen in a stage began then, as far as anybody knows.
    """
    lines = ["external_id,title,stage,date,won,amount", "a,Won,won,,,100", "b,Open,proposal,,,200",
             "c,Dated win,,,2026-02-01,300", "d,Seen,proposal,2026-02-19 12:00,,400"]  # fmt: skip
    assert ltc("deal", "import", "-", stdin="\n".join(lines) + "\n", env=TODAY).code == 0
    report = ltc.json("report", "cycle", env=TODAY)
    assert (report["totals"]["n"], report["totals"]["won_mean_days"]) == (1, None)
    assert report["excluded"] == {"no_history": 3}
    assert [round(row["days"]) for row in ltc.json("explain", "cycle", "--rows", env=TODAY)] == [10]
    stages = ltc.json("report", "stages", env=TODAY)
    proposal = next(row for row in stages["rows"] if row["stage"] == "proposal")
    assert (proposal["visits"], proposal["open"], proposal["oldest_days"]) == (2, 2, pytest.approx(10))
    assert stages["excluded"] == {"no_history": 3}
    velocity = ltc.json("report", "velocity", env=TODAY)
    assert (velocity["totals"]["cycle_days"], velocity["excluded"]) == (None, {"no_history": 2})
    assert ltc.json("report", "winrate", env=TODAY)["totals"]["won"] == 2
    assert ltc.json("report", "pipeline", env=TODAY)["totals"]["amount"] == "600.00"


def test_void_and_test_deals_and_negative_days_are_left_out_and_counted(ltc):
    load(ltc, [(10, "won"), (10, "open"), (10, "open")])
    ltc("deal", "void", "D2", "--reason", "typo", env=TODAY)
    ltc("deal", "edit", "D3", "test=yes", env=TODAY)
    report = ltc.json("report", "cycle", env=TODAY)
    assert (report["totals"]["n"], report["excluded"]) == (1, {"test": 1, "void": 1})


def test_from_the_lead_on(ltc):
    """The lead came ten days before its deal, which took five."""
    ltc("lead", "add", "Ada", "--on", "2026-01-01 12:00", env=TODAY)
    ltc("lead", "convert", "L1", "--deal", "Big", "--on", "2026-01-11 12:00", env=TODAY)
    ltc("deal", "add", "No lead", "--on", "2026-01-11", env=TODAY)
    ltc("deal", "win", "D1", "--on", "2026-01-16 12:00", env=TODAY)
    assert totals(ltc)["won_mean_days"] == pytest.approx(5)
    report = ltc.json("report", "cycle", "--from", "lead", env=TODAY)
    assert report["totals"]["won_mean_days"] == pytest.approx(15)
    assert report["excluded"] == {"no_start": 1}


def test_only_deals_that_started_in_the_period(ltc):
    load(ltc, WORKED)
    assert totals(ltc, "--since", "2026-02-01")["n"] == 1  # the one that is open for 25 days


def test_the_lives_behind_the_figure(ltc):
    load(ltc, WORKED)
    rows = ltc.json("explain", "cycle", "--rows", env=TODAY)
    assert [(round(row["days"]), row["outcome"]) for row in rows] == WORKED


def test_by_owner_the_parts_are_the_whole(ltc):
    load(ltc, WORKED)
    ltc("deal", "edit", "D1", "D2", "owner=Ada", env=TODAY)
    rows = ltc.json("report", "cycle", "--by", "owner", env=TODAY)["rows"]
    assert sorted((row["owner"], row["n"]) for row in rows) == [("Ada", 2), ("mia", 5)]


@given(st.lists(st.tuples(st.integers(0, 55), st.sampled_from(["won", "lost", "open"])), min_size=5, max_size=12))
def test_open_deals_make_it_slower_never_faster(lives):
    """The median with open deals is not below that of the closed ones alone (metric dictionary 7.4)."""
    from ltc_cli import stats

    closed = [days for days, outcome in lives if outcome != "open"]
    if not closed:
        return
    curve = stats.kaplan_meier([days for days, _ in lives], [outcome != "open" for _, outcome in lives])
    alone = stats.kaplan_meier(closed, [True] * len(closed))
    median = stats.km_median(curve)
    assert median is None or median >= (stats.km_median(alone) or 0)
