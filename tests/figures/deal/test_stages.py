"""Time in stage and throughput: metric dictionary F2 and F6."""

from datetime import datetime, timedelta

import pytest

NOON = datetime(2026, 3, 1, 12)
TODAY = {"LTC_TODAY": "2026-03-01"}


def visit(ltc, days, *, left=True, to="negotiation"):
    """A deal that came to the proposal and left it after so many days, or is there since then; its ref."""
    came = NOON - timedelta(days=days if not left else 40)
    made = ltc.json("deal", "add", "Deal", "--stage", "proposal", "--on", f"{came:%Y-%m-%d %H:%M}", env=TODAY)
    if left:
        gone = f"{came + timedelta(days=days):%Y-%m-%d %H:%M}"
        assert ltc("deal", "advance", made["ref"], "--to", to, "--on", gone, env=TODAY).code == 0
    return made["ref"]


def proposal(ltc, *words):
    rows = ltc.json("report", "stages", *words, env=TODAY)["rows"]
    return next(row for row in rows if row["stage"] == "proposal")


def test_the_worked_example(ltc):
    """F6: 5, 7, 8, 12, 15 ended and 20, 30 there still: median 12, interval from 5 on, without an end.

    The mean up to the 95th percentile, 27 days: the 15.285714 up to day 30 less three days at .285714.
    """
    for days in (5, 7, 8, 12, 15):
        visit(ltc, days)
    for days in (20, 30):
        visit(ltc, days, left=False)
    row = proposal(ltc)
    assert (row["visits"], row["exits"], row["open"], row["forward"]) == (7, 5, 2, 5)
    assert (row["median_days"], row["ci_low"], row["ci_high"]) == (pytest.approx(12), pytest.approx(5), None)
    assert row["mean_days"] == pytest.approx(15.285714 - 3 * 2 / 7, abs=1e-6)
    assert row["oldest_days"] == pytest.approx(30)
    assert row["stalled"] == 2  # longer than 13.2 days, the 85th percentile of the completed


def test_a_median_that_is_not_reached(ltc):
    """F6: two of six ended: counts only."""
    for days in (5, 9):
        visit(ltc, days)
    for days in (20, 20, 25, 30):
        visit(ltc, days, left=False)
    row = proposal(ltc)
    assert (row["exits"], row["open"], row["median_days"], row["mean_days"]) == (2, 4, None, None)


def test_where_deals_go(ltc):
    """Forward, back and lost part the exits; coming back is another visit of the same deal."""
    visit(ltc, 5)
    back = visit(ltc, 6, to="discovery")
    ltc("deal", "advance", back, "--to", "proposal", "--on", "2026-02-20", env=TODAY)
    gone = visit(ltc, 0, left=False)
    ltc("deal", "lose", gone, "--reason", "price", env=TODAY)
    row = proposal(ltc)
    assert (row["visits"], row["forward"], row["back"], row["lost"], row["open"]) == (4, 1, 1, 1, 1)
    assert row["lost_share"] == pytest.approx(1 / 3)
    assert row["reentry"] == pytest.approx(4 / 3 - 1)


def test_a_stage_that_was_skipped_has_no_visit_and_one_dragged_through_no_time(ltc):
    """G13: under a minute it was reached, and says nothing of time."""
    ltc("deal", "add", "Skips", "--stage", "discovery", "--on", "2026-01-10", env=TODAY)
    ltc("deal", "advance", "D1", "--to", "negotiation", "--on", "2026-01-20", env=TODAY)
    assert proposal(ltc)["visits"] == 0
    ltc("deal", "add", "Drags", "--stage", "proposal", "--on", "2026-01-10 10:00", env=TODAY)
    ltc("deal", "advance", "D2", "--to", "negotiation", "--on", "2026-01-10 10:00", env=TODAY)
    row = proposal(ltc)
    assert (row["visits"], row["exits"], row["passed_through"]) == (1, 1, 1)


def test_what_a_day_in_the_past_saw(ltc):
    """Before it left, the deal was there still."""
    visit(ltc, 10)  # came 40 days before 1 March, on 20 January
    row = proposal(ltc, "--as-of", "2026-01-25")
    assert (row["visits"], row["exits"], row["open"]) == (1, 0, 1)


def test_an_empty_file_answers(ltc):
    report = ltc.json("report", "stages")
    assert (report["status"], report["totals"]["slowest"]) == ("undefined", None)
    assert {row["lost_share"] for row in report["rows"]} == {None}


def test_the_visits_behind_the_figure(ltc):
    visit(ltc, 5)
    rows = ltc.json("explain", "stages", "--rows", env=TODAY)
    assert [(row["stage"], row["outcome"]) for row in rows] == [("proposal", "forward"), ("negotiation", "open")]


def test_the_time_of_a_deal_in_a_stage_is_that_of_all_its_visits(ltc):
    """F6: six days at the proposal, back, and there again since 20 February: nine more make 15."""
    back = visit(ltc, 6, to="discovery")  # came 40 days before 1 March noon
    ltc("deal", "advance", back, "--to", "proposal", "--on", "2026-02-20 12:00", env=TODAY)
    rows = [row for row in ltc.json("explain", "stages", "--rows", env=TODAY) if row["stage"] == "proposal"]
    assert [(round(row["days"]), round(row["cumulative_days"])) for row in rows] == [(6, 6), (9, 15)]


def march(ltc):
    """F2's worked example: 20 at the proposal on 1 March, 30 come; 18 go on, 2 go back, 6 are lost."""
    lines = ["external_id,title,created,stage,date,lost,reason"]
    for number in range(50):
        came = f"2026-02-{number % 20 + 1:02d}" if number < 20 else f"2026-03-{number % 25 + 2:02d}"
        lines.append(f"x{number},Deal {number},2026-01-05,proposal,{came},,")
        if number < 18:
            lines.append(f"x{number},Deal {number},2026-01-05,negotiation,2026-03-{number + 3:02d},,")
        elif number < 20:
            lines.append(f"x{number},Deal {number},2026-01-05,discovery,2026-03-20,,")
        elif number < 26:
            lines.append(f"x{number},Deal {number},2026-01-05,,,2026-03-30,price")
    told = ltc("deal", "import", "-", stdin="\n".join(lines) + "\n")
    assert told.code == 0, told.err


def test_the_worked_example_of_throughput(ltc):
    """F2: 20 + 30 − 18 − 2 − 6 = 24."""
    march(ltc)
    rows = ltc.json("report", "throughput", "--period", "2026-03")["rows"]
    row = next(row for row in rows if row["stage"] == "proposal")
    assert (row["wip_start"], row["entries"], row["forward"], row["back"], row["lost"]) == (20, 30, 18, 2, 6)
    assert row["wip_end"] == 24


@pytest.mark.parametrize("period", ["2026-01", "2026-02", "2026-03", "2026-W10", "2026-Q1"])
def test_what_is_there_at_the_end_was_there_or_came_and_did_not_leave(ltc, period):
    """At every stage, and what is there at the end of a month is there at the start of the next."""
    march(ltc)
    for row in ltc.json("report", "throughput", "--period", period)["rows"]:
        left = row["forward"] + row["back"] + row["lost"]
        assert row["wip_end"] == row["wip_start"] + row["entries"] - left
    following = {"2026-01": "2026-02", "2026-02": "2026-03"}.get(period)
    if following:
        ends = [row["wip_end"] for row in ltc.json("report", "throughput", "--period", period)["rows"]]
        assert ends == [row["wip_start"] for row in ltc.json("report", "throughput", "--period", following)["rows"]]


def test_the_moves_behind_the_throughput(ltc):
    """As many entered as were counted, and as many left."""
    march(ltc)
    rows = [row for row in ltc.json("explain", "throughput", "--rows", "--period", "2026-03")
            if row["stage"] == "proposal"]  # fmt: skip
    assert sum(row["entered"] for row in rows) == 30
    assert sum(row["left"] for row in rows) == 26
    assert sum(row["outcome"] == "open" for row in rows) == 24


def week_long(ltc, days, more=()):
    """Deals that came to the proposal at noon of a day in February and left a week later; more that stay there."""
    lines = ["external_id,title,created,stage,date"]
    for number, day in enumerate((*days, *more)):
        came = datetime(2026, 2, day, 12)
        left = came + timedelta(days=7)
        lines.append(f"w{number},Deal {number},{came:%Y-%m-%d %H:%M},proposal,{came:%Y-%m-%d %H:%M}")
        if number < len(days) and left <= NOON:
            lines.append(f"w{number},Deal {number},{came:%Y-%m-%d %H:%M},negotiation,{left:%Y-%m-%d %H:%M}")
    told = ltc("deal", "import", "-", stdin="\n".join(lines) + "\n", env=TODAY)
    assert told.code == 0, told.err
    return ltc


@pytest.mark.parametrize(
    ("days", "more", "expected", "there", "backlog"),
    [
        (range(1, 29), (), 7, 7, "steady"),  # one a day that stays seven
        (range(1, 29), (27,) * 20, 12, 27, "growing"),  # 48 in 28 days, of whom the last twenty came at once
        ((1, 2) * 14, (), 7, 0, "shrinking"),
        ((1,) * 6, (), 1.5, 0, None),  # too few to tell
    ],
)
def test_what_is_there_against_what_comes_and_stays(ltc, days, more, expected, there, backlog):
    """F6, Little's law in February: entries a day times the mean of seven days, 30 % up or down."""
    week_long(ltc, days, more)
    report = ltc.json("report", "stages", "--period", "2026-02", env=TODAY)
    row = next(row for row in report["rows"] if row["stage"] == "proposal")
    assert row["mean_days"] == pytest.approx(7)
    assert (row["expected_open"], row["backlog"]) == (pytest.approx(expected), backlog)
    moves = ltc.json("report", "throughput", "--period", "2026-02", env=TODAY)["rows"]
    assert next(row["wip_end"] for row in moves if row["stage"] == "proposal") == there
    said = ltc("report", "stages", "--period", "2026-02", env=TODAY).out
    assert ("Not steady" in said) is (backlog in ("growing", "shrinking"))


TWO = """
name: Two
lead:
  statuses:
    new: {kind: new}
    qualified: {kind: qualified}
pipelines:
  sales:
    stages:
      talk: {probability: 20%}
      offer: {probability: 50%}
  renewals:
    stages:
      offer: {probability: 80%}
"""


def test_stages_of_one_name_in_two_pipelines(ltc_with):
    """G11: an offer to renew is no offer to sell, in no report of stages; time is shared inside a pipeline."""
    ltc = ltc_with(TWO)
    for line, days in (("sales", 10), ("renewals", 2)):
        for _ in range(5):
            words = ("--pipeline", line, "--stage", "offer", "--amount", "100", "--on", "2026-01-05 12:00")
            made = ltc.json("deal", "add", "x", *words, env=TODAY)
            end = f"2026-01-{5 + days:02d} 12:00"
            assert ltc("deal", "lose", made["ref"], "--reason", "price", "--on", end, env=TODAY).code == 0
    ltc("deal", "add", "Open", "--pipeline", "renewals", "--amount", "70", "--on", "2026-01-05", env=TODAY)
    offers = {
        name: {row["pipeline"]: row for row in ltc.json("report", name, env=TODAY)["rows"] if row["stage"] == "offer"}
        for name in ("stages", "throughput", "pipeline")
    }
    stages = offers["stages"]
    assert {line: (row["visits"], row["exits"]) for line, row in stages.items()} == {
        "sales": (5, 5),
        "renewals": (6, 5),
    }
    assert (stages["sales"]["time_share"], stages["renewals"]["time_share"]) == (1, 1)
    assert {line: row["entries"] for line, row in offers["throughput"].items()} == {"sales": 5, "renewals": 6}
    assert {line: row["amount"] for line, row in offers["pipeline"].items()} == {"sales": "0.00", "renewals": "70.00"}
    said = ltc("report", "stages", env=TODAY).out
    assert "Slowest: sales · offer" in said.replace("Sales", "sales").replace("Offer", "offer")


def test_where_most_is_lost_counts_amounts_at_the_rate_of_the_day(ltc):
    """F6: both stages lose all; what is lost from the proposal is worth 50 EUR, from the discovery 800 USD, 400 EUR."""
    ltc("fx", "set", "USD/EUR", "0.5", "--on", "2026-03-01", env=TODAY)
    for stage, amount in (("discovery", "800 USD"), ("proposal", "50")):
        for _ in range(5):
            ltc("deal", "add", "x", "--stage", stage, "--amount", amount, "--on", "2026-01-05", env=TODAY)
    refs = [f"D{number}" for number in range(1, 11)]
    assert ltc("deal", "lose", *refs, "--reason", "price", "--on", "2026-02-05", env=TODAY).code == 0
    assert ltc.json("report", "stages", env=TODAY)["totals"]["leakiest"] == "discovery"


def test_few_exits_are_counts_and_no_share(ltc):
    """Under five nobody reads a percentage (F6, G6)."""
    ltc("deal", "lose", visit(ltc, 3, left=False), "--reason", "price", env=TODAY)
    assert "1 of 1" in ltc("report", "stages", env=TODAY).out
