"""The funnel of deals through their pipeline, and other tools' ways to count it: metric dictionary F1, F3, G9, G11."""

import pytest

PROCESS = """
name: Six
lead:
  statuses:
    new: {kind: new}
    qualified: {kind: qualified}
pipelines:
  sales:
    stages:
      new: {probability: 5%}
      qual: {probability: 10%}
      opp: {probability: 20%}
      prop: {probability: 40%}
      neg: {probability: 60%}
  renewals:
    stages:
      new: {probability: 50%}
      prop: {probability: 60%}
"""
HISTORIES = {
    "L1": ["new", "qual", "opp", "prop", "neg", "won"],
    "L2": ["new", "qual", "opp", "prop", "won"],
    "L3": ["new", "opp", "won"],
    "L4": ["new", "qual", "opp", "prop", "opp", "prop", "lost"],
    "L5": ["new", "qual", "lost"],
    "L6": ["new", "qual", "opp"],
    "L7": ["new"],
    "L8": ["new", "lost"],
    "L9": ["new", "qual", "opp", "prop", "neg"],
    "L10": ["new", "qual", "opp", "prop", "neg", "won", "neg", "lost"],
}
"""Ten records of the dictionary's worked example; the win of the last was reversed."""
STAGES = ("new", "qual", "opp", "prop", "neg", "won")


@pytest.fixture
def ten(ltc_with):
    """The ten as deals of one pipeline, a step a day, by the verbs."""
    ltc = ltc_with(PROCESS)
    for number, (name, history) in enumerate(HISTORIES.items(), 1):
        ltc("deal", "add", name, "--stage", "new", "--on", "2026-01-01", "-q")
        closed = False
        for day, to in enumerate(history[1:], 2):
            when = ("--on", f"2026-01-{day:02d}")
            if closed:
                assert ltc("deal", "reopen", f"D{number}", *when).code == 0
            else:
                words = {"won": ("win",), "lost": ("lose", "--reason", "price")}.get(to, ("advance", "--to", to))
                assert ltc("deal", words[0], f"D{number}", *words[1:], *when).code == 0
            closed = to in ("won", "lost")
    return ltc


def column(report, name, pipeline="sales"):
    """A column's values along the pipeline."""
    rows = [row for row in report["rows"] if row["pipeline"] == pipeline]
    assert tuple(row["stage"] for row in rows) == STAGES
    return [row[name] for row in rows]


def test_the_worked_example(ten):
    """WE-F1 and WE-F3: reached, skipped, regressed, steps and their product."""
    report = ten.json("report", "dealfunnel")
    assert column(report, "reached") == [10, 8, 7, 6, 5, 3]
    assert column(report, "skipped") == [0, 1, 0, 1, 2, 0]
    assert column(report, "entered") == [10, 7, 7, 5, 3, 3]
    assert column(report, "regressed") == [0, 0, 0, 1, 0, 1]  # the fourth from the proposal, the tenth from its win
    steps = [0.8, 0.875, 0.857143, 0.833333, 0.6]
    assert column(report, "step")[1:] == pytest.approx(steps, abs=5e-7)
    assert column(report, "step")[0] is None
    assert column(report, "cumulative") == pytest.approx([1, 0.8, 0.7, 0.6, 0.5, 0.3])
    totals = report["totals"]
    assert (totals["deals"], totals["won"], totals["reversed_wins"], totals["regressed"]) == (10, 3, 1, 2)
    assert totals["rate"] == pytest.approx(0.3)


def test_what_left_is_lost_or_there_still(ten):
    """Lost: 5 at qual, 8 at new, 4 at prop, 10 at neg, where each was furthest. Open: 6 at opp, 7 at new, 9 at neg."""
    report = ten.json("report", "dealfunnel")
    assert column(report, "lost") == [1, 1, 0, 1, 1, 0]
    assert column(report, "open") == [1, 0, 1, 0, 1, 0]
    assert (report["totals"]["lost"], report["totals"]["open"]) == (4, 3)


@pytest.mark.parametrize(
    ("rule", "reached", "called"),
    [("strict", [10, 7, 6, 5, 3, 1], "all stages"), ("any", [10, 7, 7, 5, 3, 3], "any stages")],
)
def test_what_other_tools_show_for_the_same_deals(ten, rule, reached, called):
    """WE-F1's other lines, named for what they are; who is lost or open where is not theirs to tell."""
    report = ten.json("report", "dealfunnel", "--funnel", rule)
    assert column(report, "reached") == reached
    assert called in report["warnings"][0]
    assert set(column(report, "lost")) == {None}
    assert called in ten("report", "dealfunnel", "--funnel", rule).out
    assert ten.json("report", "dealfunnel")["warnings"] == []


def test_before_the_win_was_reversed_it_counted(ten):
    """On 6 January the tenth was won (G3, G9)."""
    report = ten.json("report", "dealfunnel", "--as-of", "2026-01-06")
    assert column(report, "reached")[-1] == 4
    assert report["totals"]["reversed_wins"] == 0


def test_a_win_reversed_and_won_again_is_one_win(ten):
    """It went back from its win, which stands (G9, invariant 12)."""
    ten("deal", "reopen", "D1", "--on", "2026-02-01")
    ten("deal", "win", "D1", "--on", "2026-02-02")
    report = ten.json("report", "dealfunnel")
    assert column(report, "reached") == [10, 8, 7, 6, 5, 3]
    assert column(report, "regressed")[-1] == 2
    assert report["totals"]["reversed_wins"] == 1


def test_stages_of_one_name_stay_in_their_pipelines(ten):
    """G11: ranks are compared inside one pipeline; a proposal to renew is no proposal to sell."""
    ten("deal", "add", "Again", "--pipeline", "renewals", "--stage", "prop", "--on", "2026-01-05")
    report = ten.json("report", "dealfunnel")
    assert column(report, "reached") == [10, 8, 7, 6, 5, 3]
    rows = [(row["stage"], row["reached"], row["skipped"]) for row in report["rows"] if row["pipeline"] == "renewals"]
    assert rows == [("new", 1, 1), ("prop", 1, 0), ("won", 0, 0)]
    assert report["totals"]["deals"] == 11


def test_direct_deals_by_a_filter_and_parts_that_are_the_whole(ten):
    """Of the deals without a lead alone; and by a field, every column adds up."""
    ten("lead", "add", "Ada", "--on", "2026-01-01")
    ten("lead", "convert", "L1", "--deal", "Hers", "--on", "2026-01-02")
    ten("deal", "edit", "D2", "D3", "owner=Ada")
    whole, direct = (ten.json("report", "dealfunnel", *words) for words in ((), ("--where", "lead is empty")))
    assert (whole["totals"]["deals"], direct["totals"]["deals"]) == (11, 10)
    parts = ten.json("report", "dealfunnel", "--by", "owner")["rows"]
    for row in whole["rows"]:
        mine = [part for part in parts if (part["pipeline"], part["stage"]) == (row["pipeline"], row["stage"])]
        for name in ("reached", "lost", "open", "skipped", "entered", "regressed"):
            assert sum(part[name] for part in mine) == row[name]


def test_void_and_test_deals_are_left_out_and_listed(ten):
    """Each deal of the cohort is behind the figure, also those that do not count."""
    ten("deal", "void", "D6", "--reason", "typo")
    ten("deal", "edit", "D7", "test=yes")
    assert ten.json("report", "dealfunnel")["excluded"] == {"void": 1, "test": 1}
    states = [row["state"] for row in ten.json("explain", "dealfunnel", "--rows")]
    assert sorted(states) == ["lost"] * 4 + ["open"] + ["test", "void"] + ["won"] * 3


def test_an_empty_file_answers(ltc):
    report = ltc.json("report", "dealfunnel")
    assert (report["status"], report["totals"]["rate"]) == ("undefined", None)
    assert {row["reached"] for row in report["rows"]} == {0}
    assert {row["cumulative"] for row in report["rows"]} == {None}
