"""The dictionary's worked examples from rows in a file through the command line: volume, conversion, wins, pipeline.

The expected figures are those of the metric dictionary, worked out there against scipy and statsmodels.
"""

import pytest

SHARES = {"web": (40, 0.666667), "referral": (10, 0.166667), "event": (5, 0.083333), "(unknown)": (5, 0.083333)}
CONVERTED = {
    "web": (6, 40, 0.15, 0.070612, 0.290723, "ok"),
    "referral": (4, 10, 0.4, 0.16818, 0.687326, "low_n"),
    "event": (0, 5, 0.0, 0.0, 0.434482, "low_n"),
    "(unknown)": (1, 5, 0.2, 0.036224, 0.624465, "low_n"),
}


@pytest.fixture
def sixty(ltc, tmp_path):
    """Sixty leads by channel, eleven of them with a won deal, long enough ago to be mature."""
    leads, deals = ["external_id,channel,created"], ["lead,created,won"]
    for channel, (won, leads_here, *_) in CONVERTED.items():
        word = "" if channel == "(unknown)" else channel
        for number in range(leads_here):
            leads.append(f"{channel}-{number},{word},2025-02-01")
            if number < won:
                deals.append(f"{channel}-{number},2025-02-03,2025-03-01")
    (tmp_path / "leads.csv").write_text("\n".join(leads) + "\n")
    (tmp_path / "deals.csv").write_text("\n".join(deals) + "\n")
    assert ltc("channel", "add", "web").code == 0
    assert ltc.json("lead", "import", str(tmp_path / "leads.csv"))["new"] == 60
    assert ltc.json("deal", "import", str(tmp_path / "deals.csv"))["new"] == 11
    return ltc


def by(report, column):
    """A report's rows by the value of one column."""
    return {row[column]: row for row in report["rows"]}


def test_lead_volume_by_channel(sixty):
    """WE-L1: 40, 10, 5 and 5 leads, whose shares add up to the whole."""
    report = sixty.json("report", "leads")
    rows = {row["channel"]: (row["leads"], round(row["share"], 6)) for row in report["rows"]}
    assert rows == {("website" if name == "web" else name): each for name, each in SHARES.items()}
    assert report["totals"]["leads"] == 60


def test_conversion_by_channel_with_intervals(sixty):
    """WE-L2: rates, Wilson intervals and the worth of few cases."""
    report = sixty.json("report", "conversion")
    rows = by(report, "channel")
    for channel, (won, n, rate, low, high, status) in CONVERTED.items():
        row = rows["website" if channel == "web" else channel]
        assert (row["converted"], row["leads"], row["status"]) == (won, n, status)
        assert [row["rate"], row["ci_low"], row["ci_high"]] == pytest.approx([rate, low, high], abs=5e-7)
    totals = report["totals"]
    assert (totals["converted"], totals["leads"]) == (11, 60)
    assert [totals["rate"], totals["ci_low"], totals["ci_high"]] == pytest.approx(
        [0.183333, 0.105578, 0.299198], abs=5e-7
    )


def test_people_read_one_of_four_rather_than_a_quarter(ltc):
    """Under five cases no percentage is told (G6)."""
    for number in range(4):
        ltc("lead", "add", f"Lead {number}", "--channel", "event")
    ltc("lead", "convert", "L1")
    ltc("deal", "win", "D1")
    assert "1 of 4" in ltc("report", "conversion").out
    assert ltc.json("report", "conversion")["rows"][0]["rate"] == 0.25


def deal(ltc, number, amount, *steps):
    """A deal and what became of it."""
    assert ltc("deal", "add", f"Deal {number}", "--amount", amount, "--on", "2026-01-05", "-q").code == 0
    for step in steps:
        assert ltc("deal", *step, f"D{number}", "--on", "2026-02-01", "-q").code == 0


def test_win_rate_by_count_and_by_value(ltc):
    """WE-F4: 12 won, 8 lost, 20 open are 60 % of those decided and 30 % of all; by value 30 %."""
    number = 0
    for count, amount, steps in (
        (12, "25k", [("win",)]),
        (8, "87500", [("lose", "--reason", "price")]),
        (20, "1k", []),
    ):
        for _ in range(count):
            number += 1
            deal(ltc, number, amount, *steps)
    totals = ltc.json("report", "winrate")["totals"]
    assert (totals["won"], totals["lost"]) == (12, 8)
    assert [totals["rate"], totals["ci_low"], totals["ci_high"]] == pytest.approx([0.6, 0.386582, 0.781193], abs=5e-7)
    assert totals["won_over_all"] == pytest.approx(0.3)
    assert totals["rate_by_value"] == pytest.approx(0.3)


PIPELINE = """
name: Weighed
lead:
  statuses:
    new: {kind: new}
    qualified: {kind: qualified}
pipelines:
  sales:
    stages:
      half: {probability: 50%}
      quarter: {probability: 25%}
      sure: {probability: 90%}
      tenth: {probability: 10%}
"""


def test_weighted_pipeline(ltc_with):
    """WE-F10: 10,000 at 50 %, 20,000 at 25 %, 5,000 at 90 % and 40,000 at 10 % weigh 18,500."""
    ltc = ltc_with(PIPELINE)
    for stage, amount in (("half", "10k"), ("quarter", "20k"), ("sure", "5k"), ("tenth", "40k")):
        assert ltc("deal", "add", stage, "--amount", amount, "--stage", stage, "-q").code == 0
    report = ltc.json("report", "pipeline")
    told = report["totals"]
    assert [told[name] for name in ("deals", "amount", "weighted")] == [4, "75000.00", "18500.00"]
    assert [row["weighted"] for row in report["rows"]] == ["5000.00", "5000.00", "4500.00", "4000.00"]


def test_another_currency_is_counted_and_left_out(ltc):
    """Without a rate, an amount in another currency is in no sum: it is excluded by count and by currency (G4)."""
    ltc("deal", "add", "Ours", "--amount", "1000")
    ltc("deal", "add", "Theirs", "--amount", "5000 USD")
    report = ltc.json("report", "pipeline")
    assert report["status"] == "partial"
    assert report["totals"]["amount"] == "1000.00"
    assert report["excluded"]["missing_fx"] == {"count": 1, "amounts_by_currency": {"USD": "5000.00"}}


@pytest.mark.parametrize("name", ["funnel", "leads", "conversion", "pipeline", "winrate"])
def test_an_empty_file_knows_nothing_and_says_so(ltc, name):
    """No figure is 0 %, NaN or endless where there is nothing to count (G5)."""
    report = ltc.json("report", name)
    assert report["status"] == "undefined"
    assert {report["totals"].get(rate) for rate in ("rate", "ci_low", "ci_high")} == {None}
    assert ltc("report", name, "--fail-if", "rate < 1").code == (8 if "rate" in report["totals"] else 2)
