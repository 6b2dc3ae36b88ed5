"""Reviews: frozen figures, signals against noise (A9), actions, and what was restated since."""

import pytest

BASELINE = (50, 54, 47, 52, 49, 55, 51, 48, 53, 50, 52)
"""The worked example: mean 51.0, mean moving range 4.2, limits 39.828 and 62.172."""
MONTHS = [f"2025-{month:02d}" for month in range(3, 13)] + ["2026-01"]


def come_in(ltc, counts):
    """So many leads in each month from March 2025 on."""
    rows = [
        f"{month}-{number},{month}-01"
        for month, count in zip([*MONTHS, "2026-02"], counts, strict=True)
        for number in range(count)
    ]
    told = ltc("lead", "import", "-", stdin="\n".join(["external_id,created", *rows, ""]))
    assert told.code == 0, told.err


def figure(page, name):
    """A figure of a review."""
    return next(each for each in page["every_figure"] if each["metric"] == name)


@pytest.mark.parametrize(("new", "signal"), [(70, "outside"), (60, None)])
def test_the_worked_example_of_a_review(ltc, new, signal):
    """70 leads after eleven months around 51 are a signal, 60 are noise."""
    come_in(ltc, (*BASELINE, new))
    page = ltc.json("review", "month", "2026-02")
    told = figure(page, "lead_volume")
    assert (told["value"], told["signal"], told["previous"]) == (new, signal, 52)
    assert (told["lower"], told["upper"]) == pytest.approx((39.828, 62.172), abs=1e-9)
    assert [each["metric"] for each in page.get("standing_out", [])].count("lead_volume") == (signal is not None)


@pytest.mark.parametrize(("new", "signal"), [(70, "outside"), (60, "noise")])
def test_the_page_of_key_figures_tells_signal_from_noise_too(ltc, new, signal):
    """The worked example; without --trend nothing is asked of the periods before but the last."""
    come_in(ltc, (*BASELINE, new))
    told = ltc.json("report", "kpi", "--period", "2026-02", "--trend")
    leads = next(row for row in told["rows"] if row["metric"] == "lead_volume")
    assert (leads["value"], leads["signal"]) == (new, signal)
    assert leads["trend"] == [*BASELINE, new]
    assert (leads["lower"], leads["upper"]) == pytest.approx((39.828, 62.172), abs=1e-9)
    assert "trend" not in ltc.json("report", "kpi", "--period", "2026-02")["rows"][0]


def test_a_month_that_is_not_over_is_no_signal(ltc):
    """On 10 February three leads are few because the month is young."""
    come_in(ltc, (*BASELINE, 3))
    young = {"LTC_TODAY": "2026-02-10"}
    told = ltc.json("report", "kpi", "--period", "2026-02", "--trend", env=young)
    leads = next(row for row in told["rows"] if row["metric"] == "lead_volume")
    assert (leads["value"], leads["signal"]) == (3, None)
    assert leads["upper"] == pytest.approx(62.172, abs=1e-9)
    assert figure(ltc.json("review", "month", "2026-02", env=young), "lead_volume")["signal"] is None


def test_fewer_than_eight_periods_claim_nothing(ltc):
    """Six quiet months and one wild one: no limits, no signal."""
    rows = [f"{month}-{number},{month}-05" for month in MONTHS[-6:] for number in range(5)]
    rows += [f"x{number},2026-02-05" for number in range(500)]
    ltc("lead", "import", "-", stdin="\n".join(["external_id,created", *rows, ""]))
    told = figure(ltc.json("review", "month", "2026-02"), "lead_volume")
    assert (told["value"], told["signal"], told["lower"]) == (500, None, None)


@pytest.fixture
def reviewed(ltc):
    """February reviewed with an action, after a won deal."""
    ltc("deal", "add", "Early", "--amount", "1000", "--on", "2026-02-02")
    ltc("deal", "win", "D1", "--on", "2026-02-10")
    told = ltc("review", "month", "2026-02", "--action", "win_rate: ask why deals are lost", "--due", "2026-04-15")
    assert told.code == 0, told.err
    return ltc


def test_a_later_correction_changes_no_review_and_is_told_as_restated(reviewed):
    """A win told late: booked was 1,000.00 in the review and is 3,000.00 now for the same day."""
    before = reviewed.json("review", "show", "V1")
    assert reviewed.json("report", "restated")["rows"] == []
    reviewed("deal", "add", "Late", "--amount", "2000", "--on", "2026-02-03")
    reviewed("deal", "win", "D2", "--on", "2026-02-20")
    after = reviewed.json("review", "show", "V1")
    assert after["every_figure"] == before["every_figure"]
    report = reviewed.json("report", "restated")
    rows = {row["metric"]: row for row in report["rows"]}
    assert (rows["booked"]["frozen"], rows["booked"]["now"], rows["booked"]["review"]) == ("1000.00", "3000.00", "V1")
    assert (report["totals"]["reviews"], report["totals"]["operations"]) == (1, 2)
    assert [row["verb"] for row in reviewed.json("explain", "restated", "--rows")] == ["deal add", "deal win"]
    assert figure(reviewed.json("review", "month", "2026-02"), "booked")["value"] == "3000.00"
    changed = {row["metric"]: row for row in reviewed.json("review", "diff", "V1", "V2")}
    assert (changed["booked"]["V1"], changed["booked"]["V2"]) == ("1000.00", "3000.00")


def test_what_happens_after_a_review_restates_nothing(reviewed, monkeypatch):
    """A win of the next month belongs to the next month."""
    monkeypatch.setenv("LTC_TODAY", "2026-04-20")
    reviewed("deal", "add", "Next", "--amount", "2000")
    reviewed("deal", "win", "D2")
    assert reviewed.json("report", "restated")["rows"] == []
    assert reviewed.json("report", "restated")["totals"]["figures"] > 40


def test_the_next_review_shows_the_actions_of_the_one_before(reviewed):
    """Actions are tasks about their review, and are ticked off like any task."""
    reviewed("task", "done", "T1")
    page = reviewed.json("review", "month", "2026-01")
    assert [(each["task"], each["record"], each["due"]) for each in page["actions_before"]] == [
        ("win_rate: ask why deals are lost", "V1", "2026-04-15")
    ]
    assert page["actions_before"][0]["done"] is not None


def test_an_action_stands_beside_the_figure_it_was_meant_to_move(reviewed):
    """Won 1 of 1 in February, 1 of 3 in March; words that name no figure stand alone."""
    reviewed("review", "month", "2026-02", "--action", "buy cake")
    for number in (2, 3, 4):
        reviewed("deal", "add", f"Deal {number}", "--amount", "1000", "--on", "2026-03-02")
        step = ("win",) if number == 2 else ("lose",)
        why = () if number == 2 else ("--reason", "price")
        assert reviewed("deal", step[0], f"D{number}", "--on", "2026-03-10", *why).code == 0
    page = reviewed.json("review", "month", "2026-03")
    told = {each["task"]: (each["metric"], each["was"], each["now"]) for each in page["actions_before"]}
    assert told == {
        "win_rate: ask why deals are lost": ("win_rate", 1.0, pytest.approx(1 / 3)), "buy cake": (None, None, None),
    }  # fmt: skip


def test_a_review_keeps_the_bottleneck_and_what_is_wrong_with_the_data(ltc):
    """Two deals wait in their first stage, 20 and 40 days; one should have been decided, one lead has no channel."""
    ltc("lead", "add", "Ada", "--on", "2026-02-01")
    ltc("deal", "add", "Slow", "--amount", "1000", "--on", "2026-02-19", "--expected-close", "2026-03-01")
    ltc("deal", "add", "Quick", "--amount", "1000", "--on", "2026-03-11", "--expected-close", "2026-05-01")
    page = ltc.json("review", "month", "2026-03")
    assert sum(stage["open"] for stage in page["bottleneck"]) == 2
    assert {stage["lost_share"] for stage in page["bottleneck"]} == {None}
    assert {each["rule"]: each["found"] for each in page["data_health"]}["E05"] == 1
    ltc("deal", "edit", "D1", "close=2026-06-01")
    assert ltc.json("review", "show", "V1")["data_health"] == page["data_health"]


def test_a_review_is_shown_in_the_order_it_is_talked_through(reviewed):
    page = reviewed.json("review", "month", "2026-01")
    sections = [name for name, value in page.items() if isinstance(value, list)]
    assert sections == [
        name
        for name in (
            "standing_out",
            "bottleneck",
            "data_health",
            "actions_before",
            "restated",
            "actions",
            "every_figure",
        )
        if name in sections
    ]
    assert {"actions_before", "every_figure"} <= set(sections)


def test_the_same_review_again_is_the_same(reviewed):
    """On the same day, from the same facts: nothing is added."""
    assert reviewed.json("review", "month", "2026-02")["ref"] == "V1"
    assert len(reviewed.json("review", "list")) == 1


def test_a_review_is_one_operation_and_is_taken_back_as_one(reviewed):
    """Undo removes it with its actions; nothing else can change it."""
    assert reviewed("undo", "--yes").code == 0
    assert (reviewed.json("review", "list"), reviewed.json("task", "list")) == ([], [])
    assert reviewed("check").code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [(("month", "2026-Q1"), 2), (("quarter", "2026-02"), 2), (("month", "2027-01"), 4), (("show", "V9"), 3)],
)
def test_what_cannot_be_reviewed(ltc, words, code):
    """A month is a month, and what has not begun cannot be looked back on."""
    assert ltc.refused("review", *words)[0] == code


def test_a_report_writes_nothing(reviewed):
    """Only reviews and forecasts store what they say."""
    before = reviewed.dump()
    for words in (("report", "restated"), ("report", "kpi"), ("review", "show", "V1"), ("review", "list")):
        assert reviewed(*words).code == 0
    assert reviewed.dump() == before
