"""The pipeline's range, the forecast and how good it was: metric dictionary F10 to F13."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

PROCESS = """
lead:
  statuses:
    new: {kind: new}
    working: {kind: working}
    qualified: {kind: qualified}
  disqualify_reasons:
    no_need: No need
pipelines:
  sales:
    stages:
      tenth: {probability: 10%}
      quarter: {probability: 25%}
      half: {probability: 50%}
      most: {probability: 90%}
      won: {}
      lost: {}
      void: {}
lost_reasons:
  price: Price
"""
WORKED = [(10_000, "half"), (20_000, "quarter"), (5_000, "most"), (40_000, "tenth")]


def day(text):
    return {"LTC_TODAY": text}


@pytest.fixture
def sold(ltc_with):
    """A process with stages of 10, 25, 50 and 90 %."""
    return ltc_with(PROCESS)


def add(ltc, amount, stage, closes=None, on="2026-01-05", today="2026-03-31"):
    words = ["deal", "add", "Deal", "--amount", str(amount), "--stage", stage, "--on", on]
    words += ["--expected-close", closes] if closes else []
    return ltc.json(*words, env=day(today))["ref"]


def test_the_range_of_the_worked_example(sold):
    """F10: 18,500 weighted; one in ten comes to 5,000 at the most, half to 15,000, nine in ten to 35,000."""
    for amount, stage in WORKED:
        add(sold, amount, stage)
    told = sold.json("report", "pipeline")["totals"]
    assert (told["deals"], told["amount"], told["weighted"]) == (4, "75000.00", "18500.00")
    assert (told["p10"], told["p50"], told["p90"]) == ("5000.00", "15000.00", "35000.00")


def test_a_chance_is_drawn_towards_that_of_all(sold):
    """F10: of 40 decided 10 are won; of 4 that were in the stage 3: (3 + 10 · .25) / 14 = .392857."""
    for number in range(40):
        ref = add(sold, 100, "half" if number < 4 else "quarter")
        won = number < 3 or 4 <= number < 11
        words = ("win", ref) if won else ("lose", ref, "--reason", "price")
        assert sold("deal", *words, "--on", "2026-02-01").code == 0
    add(sold, 1000, "half")
    (row,) = sold.json("explain", "pipeline", "--rows")
    assert (row["probability"], row["source"]) == (pytest.approx(0.392857, abs=1e-6), "history")
    assert row["weighted"] == "392.86"
    lanes = {row["stage"]: row["probability"] for row in sold.json("deal", "board")}
    assert lanes["half"] == pytest.approx(0.392857, abs=1e-6)
    assert lanes["most"] == pytest.approx(0.25)  # nobody was there: the rate of all


def test_few_decided_deals_teach_nothing(sold):
    """One deal won is no reason to believe that every one is."""
    assert sold("deal", "win", add(sold, 100, "half")).code == 0
    add(sold, 1000, "half")
    (row,) = sold.json("explain", "pipeline", "--rows")
    assert (row["probability"], row["source"]) == (0.5, "process")


def test_the_day_and_the_pipeline_tell_one_figure(sold):
    """Another currency at the rate of the day, on both."""
    add(sold, "1100 USD", "half")
    assert sold.json("report", "pipeline")["excluded"]["missing_fx"]["count"] == 1
    sold("fx", "set", "EUR/USD", "1.10", "--on", "2026-03-31")
    assert sold.json("report", "pipeline")["totals"]["weighted"] == "500.00"
    assert "weighted pipeline 500" in sold("today").out


def test_one_deal_that_is_most_of_it_is_told(sold):
    for amount, stage in WORKED:
        add(sold, amount, stage)
    assert sold.json("report", "pipeline")["warnings"] == ["D4 is 53% of the pipeline."]


def test_a_forecast_has_its_parts(sold):
    """Booked 1,000; half of 4,000 that closes in the quarter; not that of the next, nor one past its day."""
    sold("deal", "win", add(sold, 1000, "half"), "--on", "2026-02-01", env=day("2026-02-15"))
    add(sold, 4000, "half", "2026-03-10", today="2026-02-15")
    add(sold, 9000, "half", "2026-04-10", today="2026-02-15")
    add(sold, 9000, "half", "2026-02-10", today="2026-02-15")
    report = sold.json("report", "forecast", "--period", "2026-Q1", env=day("2026-02-15"))
    told = report["totals"]
    assert (told["booked"], told["open"], told["not_there_yet"], told["total"]) == (
        "1000.00",
        "2000.00",
        None,
        "3000.00",
    )
    assert (told["p10"], told["p90"]) == ("1000.00", "5000.00")
    assert report["excluded"] == {"overdue": 1}
    assert sold.json("report", "forecast", env=day("2026-02-15"))["totals"] == told  # this quarter


def test_deals_that_are_not_there_yet(sold):
    """The four quarters before brought 100, 200, 300 and 400 within themselves; half of this one is left."""
    quarters = (("2025-01-05", "2025-02-01", 100), ("2025-04-05", "2025-05-01", 200),
                ("2025-07-05", "2025-08-01", 300), ("2025-10-05", "2025-11-01", 400))  # fmt: skip
    add(sold, 1, "tenth", on="2024-12-01")
    for begun, won, amount in quarters:
        assert sold("deal", "win", add(sold, amount, "half", on=begun), "--on", won).code == 0
    told = sold.json("report", "forecast", "--period", "2026-Q1", env=day("2026-02-14"))["totals"]
    assert told["not_there_yet"] == "125.00"  # 250 · 45/90


def test_categories_are_roll_ups_of_the_same_deals(ltc_with):
    """F11: 1,000 booked; 4,000 committed at 90 %, 2,000 best case at 50 %, 8,000 at 10 %; 600 omitted."""
    sure = PROCESS.replace("most: {probability: 90%}", "most: {probability: 90%, forecast: commit}")
    sure = sure.replace("half: {probability: 50%}", "half: {probability: 50%, forecast: best_case}")
    ltc = ltc_with(sure.replace("quarter: {probability: 25%}", "quarter: {probability: 25%, forecast: omitted}"))
    assert ltc("deal", "win", add(ltc, 1000, "half"), "--on", "2026-02-01").code == 0
    for amount, stage in ((4000, "most"), (2000, "half"), (8000, "tenth"), (600, "quarter")):
        add(ltc, amount, stage, "2026-03-20")
    add(ltc, 7000, "most")  # nobody said when
    report = ltc.json("report", "forecast", env=day("2026-02-15"))
    rows = {row["part"]: (row["deals"], row["unweighted"], row["amount"]) for row in report["rows"]}
    assert rows["open"] == (3, "14000.00", "5400.00")
    assert rows["commit"] == (1, "4000.00", "3600.00")
    assert rows["best_case"] == (1, "2000.00", "1000.00")
    assert rows["pipeline"] == (1, "8000.00", "800.00")
    told = report["totals"]
    assert (told["commit"], told["best_case"], told["pipeline"]) == ("5000.00", "7000.00", "15000.00")
    assert told["total"] == "6400.00"
    assert report["excluded"] == {"undated": 1, "omitted": 1}
    listed = {row["ref"]: row["left_out"] for row in ltc.json("explain", "forecast", "--rows", env=day("2026-02-15"))}
    assert listed == {"D2": None, "D3": None, "D4": None, "D5": "omitted", "D6": "undated"}


def test_with_few_decided_deals_earlier_periods_stand_beside(sold):
    """F11: quarters of 100, 200, 300, 400: mean 250, moving range 100, so 250 ± 266, and not below nothing."""
    quarters = (("2025-02-01", 100), ("2025-05-01", 200), ("2025-08-01", 300), ("2025-11-01", 400))
    add(sold, 1, "tenth", on="2024-12-31")
    for won, amount in quarters:
        assert sold("deal", "win", add(sold, amount, "half", on=won), "--on", won).code == 0
    told = sold.json("report", "forecast", "--period", "2026-Q1", env=day("2026-02-14"))["totals"]
    assert [told[f"trailing_{name}"] for name in ("mean", "low", "high")] == ["250.00", "0.00", "516.00"]
    assert "250.00 EUR on average, 0.00 EUR to 516.00 EUR" in sold("report", "forecast").out
    for number in range(26):
        assert (
            sold("deal", "lose", add(sold, 1, "half"), "--reason", "price", "--on", f"2026-01-{number + 5:02d}").code
            == 0
        )
    told = sold.json("report", "forecast", "--period", "2026-Q1", env=day("2026-02-14"))["totals"]
    assert told["trailing_mean"] is None  # thirty decided deals teach chances


def test_a_forecast_of_some_deals_is_of_these_alone(sold):
    """With a filter, booked is what the deals that pass it were won for; a target is of the whole business."""
    for owner, amount in (("Ada", 1000), ("Bob", 300)):
        refs = add(sold, amount, "half"), add(sold, 2 * amount, "half", "2026-03-20")
        sold("deal", "edit", *refs, f"owner={owner}", "--on", "2026-01-06")
        assert sold("deal", "win", refs[0], "--on", "2026-02-01").code == 0
    whole, ada, nobody = (
        sold.json("report", "forecast", *words, env=day("2026-02-15"))["totals"]
        for words in ((), ("--where", "owner = Ada"), ("--where", "owner = Eve"))
    )
    assert (whole["booked"], whole["open"]) == ("1300.00", "1300.00")
    assert (ada["booked"], ada["open"], ada["total"]) == ("1000.00", "1000.00", "2000.00")
    assert (nobody["booked"], nobody["total"], nobody["target"]) == ("0.00", "0.00", None)


@pytest.mark.parametrize("name", ["accuracy", "calibration"])
def test_frozen_forecasts_are_told_whole(sold, name):
    code, words = sold.refused("report", name, "--where", "owner = Ada")
    assert (code, f"{name} is told of the whole business, not by a filter." in words) == (2, True)


def test_a_forecast_that_hangs_on_one_deal_or_on_month_ends_says_so(sold):
    """F10, F11: 9,000 of 9,500 in one deal; three of five days are the last of a month."""
    for amount, closes in ((9000, "2026-03-31"), (200, "2026-03-31"), (100, "2026-02-28"), (100, "2026-03-05"),
                           (100, "2026-03-06")):  # fmt: skip
        add(sold, amount, "half", closes)
    warnings = sold.json("report", "forecast", env=day("2026-02-15"))["warnings"]
    assert warnings[0] == "D1 is 95% of the pipeline."
    assert "3 of 5 close dates are the last day of a month" in warnings[1]


def test_coverage(sold):
    """F13: 600k open for the 250k that a target of 400k lacks: 2.40 times, and 3.33 are needed at a rate of 30 %."""
    text = PROCESS + "targets:\n- {metric: booked, period: 2026-Q1, value: 400000}\n"
    path = sold.path.with_name("with_target.yaml")
    path.write_text(text, "utf-8")
    assert sold("process", "apply", str(path), "--yes").code == 0
    sold("deal", "win", add(sold, 150_000, "half"), "--on", "2026-02-01")
    sold("deal", "lose", add(sold, 350_000, "half"), "--reason", "price", "--on", "2026-02-01")
    add(sold, 600_000, "half", "2026-03-20")
    told = sold.json("report", "forecast", "--period", "2026-Q1", env=day("2026-03-01"))["totals"]
    assert (told["target"], told["remaining"]) == ("400000.00", "250000.00")
    assert (told["coverage"], told["required"]) == (2.4, pytest.approx(3.333333, abs=1e-6))


def freeze(ltc, today, period):
    told = ltc("forecast", "freeze", "--period", period, env=day(today))
    assert told.code == 0, told.err


def test_how_far_forecasts_were_off(sold):
    """F12: foretold 100, 120, 90, 110, came 90, 130, 100, 80: off by 15 %, 5 % too high, MAPE 16.5759 %."""
    months = ("2025-11", "2025-12", "2026-01", "2026-02")
    for month, foretold, came in zip(months, (100, 120, 90, 110), (90, 130, 100, 80), strict=True):
        ref = add(sold, foretold * 2, "half", f"{month}-20", on=f"{month}-02", today=f"{month}-03")
        freeze(sold, f"{month}-03", month)
        assert sold("deal", "lose", ref, "--reason", "price", "--on", f"{month}-21").code == 0
        assert sold("deal", "win", add(sold, came, "half", on=f"{month}-04"), "--on", f"{month}-22").code == 0
    report = sold.json("report", "accuracy")
    told = report["totals"]
    assert (told["forecasts"], told["periods"]) == (4, 4)
    assert told["wape"] == pytest.approx(0.15)
    assert told["bias"] == pytest.approx(0.05)
    assert told["mape"] == pytest.approx(0.165759, abs=1e-6)
    assert (told["slippage"], told["brier"]) == (0.0, 0.25)  # each was given one half, and was lost in time
    assert [row["periods"] for row in report["rows"]] == [4, 0, 0, 0]  # none was made a month before the end


def test_the_chances_that_were_given(sold):
    """F12: .5 won, .25 lost, .9 won, .1 lost: .083125."""
    for stage in ("half", "quarter", "most", "tenth"):
        add(sold, 100, stage, "2026-02-20", on="2026-02-01", today="2026-02-02")
    freeze(sold, "2026-02-02", "2026-02")
    for number, won in enumerate((True, False, True, False), 1):
        words = ("win", f"D{number}") if won else ("lose", f"D{number}", "--reason", "price")
        assert sold("deal", *words, "--on", "2026-02-10").code == 0
    report = sold.json("report", "calibration")
    assert report["totals"]["brier"] == pytest.approx(0.083125)
    assert {row["band"]: (row["deals"], row["won"]) for row in report["rows"] if row["deals"]} == {
        "10%-25%": (1, 0), "25%-50%": (1, 0), "50%-75%": (1, 1), "90%-100%": (1, 1),
    }  # fmt: skip


def test_a_deal_that_slips(sold):
    """Expected in February, won in March: it slipped."""
    ref = add(sold, 100, "half", "2026-02-20", on="2026-02-01", today="2026-02-02")
    freeze(sold, "2026-02-02", "2026-02")
    assert sold("deal", "win", ref, "--on", "2026-03-02").code == 0
    assert sold.json("report", "accuracy")["totals"]["slippage"] == 1.0


def test_what_was_frozen_stays(sold):
    """The same again is nothing new; a past period is refused; and no verb changes it."""
    add(sold, 100, "half", "2026-03-31")
    freeze(sold, "2026-03-02", "2026-03")
    before = sold.json("forecast", "list")
    freeze(sold, "2026-03-02", "2026-03")
    assert sold.json("forecast", "list") == before
    assert (before[0]["ref"], before[0]["period"], before[0]["amount"]) == ("F1", "2026-03", "50.00")
    code, words = sold.refused("forecast", "freeze", "--period", "2026-02")
    assert (code, "over" in words) == (4, True)
    sold("deal", "edit", "D1", "amount=900")
    assert sold.json("forecast", "list") == before
    assert sold("check").code == 0


@pytest.mark.parametrize("name", ["pipeline", "accuracy", "calibration"])
def test_an_empty_file_answers(sold, name):
    assert sold.json("report", name)["status"] == "undefined"
    assert sold.json("report", "forecast")["totals"]["total"] == "0.00"


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 50), st.sampled_from([0.1, 0.25, 0.5, 0.9])), min_size=1, max_size=7))
def test_the_range_is_that_of_all_outcomes_one_by_one(deals):
    """Every combination of won and lost, enumerated (metric dictionary 7.15)."""
    from ltc_cli.stats.forecast import Chance, outlook

    totals: dict[int, float] = {}
    for wins in itertools.product((0, 1), repeat=len(deals)):
        chance = 1.0
        for (_, p), won in zip(deals, wins, strict=True):
            chance *= p if won else 1 - p
        total = sum(amount for (amount, _), won in zip(deals, wins, strict=True) if won)
        totals[total] = totals.get(total, 0.0) + chance
    found = outlook([Chance(amount, p) for amount, p in deals])
    for share, value in zip((0.1, 0.5, 0.9), found, strict=True):
        reached, told = 0.0, None
        for total in sorted(totals):
            reached += totals[total]
            if reached >= share - 1e-9:
                told = total
                break
        assert value == told
