"""Losses, the size of deals and the team: metric dictionary F7, F8 and F15."""

import pytest


def decide(ltc, *deals):
    """Deals as owner, amount, step and day; those lost say why."""
    for owner, amount, step, day in deals:
        made = ltc.json("deal", "add", "Deal", "--amount", amount, "--owner", owner, "--on", "2026-01-01")
        words = ("--reason", step) if step != "win" else ()
        assert ltc("deal", "win" if step == "win" else "lose", made["ref"], *words, "--on", day).code == 0


def test_losses_by_reason_are_all_losses(ltc):
    """By the day of the loss, one without an amount and one whose reason does not count among them."""
    decide(ltc, ("Ada", "100", "price", "2026-02-01"), ("Ada", "300", "price", "2026-02-03"),
           ("Mia", "50", "timing", "2026-02-05"), ("Mia", "70", "win", "2026-02-05"),
           ("Mia", "900", "price", "2026-01-05"))  # fmt: skip
    report = ltc.json("report", "losses", "--period", "2026-02")
    assert [(row["reason"], row["lost"], row["amount"]) for row in report["rows"]] == [
        ("price", 2, "400.00"), ("timing", 1, "50.00"),
    ]  # fmt: skip
    assert report["totals"] == {"lost": 3, "amount": "450.00"}
    assert report["rows"][0]["share"] == pytest.approx(2 / 3)


def test_the_stage_a_deal_was_lost_from(ltc):
    """The one it stood in before, not the first."""
    ltc("deal", "add", "Deal", "--stage", "discovery", "--on", "2026-01-01")
    ltc("deal", "advance", "D1", "--to", "negotiation", "--on", "2026-01-10")
    ltc("deal", "lose", "D1", "--reason", "price", "--on", "2026-02-01")
    ltc("deal", "add", "Other", "--stage", "discovery", "--on", "2026-01-01")
    ltc("deal", "lose", "D2", "--reason", "price", "--on", "2026-02-01")
    rows = ltc.json("report", "losses", "--by", "stage,owner")["rows"]
    assert sorted((row["stage"], row["owner"], row["lost"]) for row in rows) == [
        ("discovery", "mia", 1), ("negotiation", "mia", 1),
    ]  # fmt: skip


def test_losses_by_reason_stage_and_channel_are_all_losses(ltc):
    """F7: every way to split them adds up to what was lost, the unknown among them."""
    for number, (stage, channel, reason) in enumerate(
        (("discovery", "event", "price"), ("discovery", "event", "price"), ("proposal", "event", "price"),
         ("proposal", None, "timing"), ("proposal", "referral", "duplicate")), 1,
    ):  # fmt: skip
        words = ("--channel", channel) if channel else ()
        ltc("deal", "add", "x", "--amount", f"{number}00", "--stage", stage, "--on", "2026-01-01", *words)
        ltc("deal", "lose", f"D{number}", "--reason", reason, "--on", "2026-02-01")
    report = ltc.json("report", "losses", "--by", "reason,stage,channel")
    rows = {(row["reason"], row["stage"], row["channel"]): (row["lost"], row["amount"]) for row in report["rows"]}
    assert rows == {
        ("price", "discovery", "event"): (2, "300.00"), ("price", "proposal", "event"): (1, "300.00"),
        ("timing", "proposal", "(unknown)"): (1, "400.00"), ("duplicate", "proposal", "referral"): (1, "500.00"),
    }  # fmt: skip
    assert report["totals"] == {"lost": 5, "amount": "1500.00"}


def test_few_amounts_are_told_one_by_one(ltc):
    """F8: under five the mean says more than is known; JSON keeps it."""
    decide(ltc, ("Ada", "100", "win", "2026-02-01"), ("Ada", "500", "win", "2026-02-02"))
    assert "Too few for a mean: 100.00 EUR, 500.00 EUR." in ltc("report", "dealsize").out
    decide(ltc, *[("Ada", "100", "win", "2026-02-01")] * 3)
    assert "Too few" not in ltc("report", "dealsize").out


def test_a_team_is_told_by_its_owners_alone(ltc):
    code, words = ltc.refused("report", "team", "--by", "channel")
    assert (code, "team is told of the whole, not by channel." in words) == (2, True)


def test_a_deal_won_after_all_is_no_loss(ltc):
    """And the day before it was reopened it was one."""
    decide(ltc, ("Ada", "100", "price", "2026-02-01"))
    ltc("deal", "reopen", "D1", "--on", "2026-02-10")
    ltc("deal", "win", "D1", "--on", "2026-02-20")
    assert ltc.json("report", "losses")["totals"]["lost"] == 0
    assert ltc.json("report", "losses", "--as-of", "2026-02-05")["totals"]["lost"] == 1


def test_the_size_of_deals(ltc):
    """100, 300 and 500 won: mean 300, median 300; one without an amount is counted apart and is not zero."""
    decide(ltc, ("Ada", "100", "win", "2026-02-01"), ("Ada", "500", "win", "2026-02-02"),
           ("Ada", "300", "win", "2026-02-03"), ("Ada", "9999", "price", "2026-02-03"))  # fmt: skip
    ltc("deal", "add", "Unvalued", "--on", "2026-01-01")
    ltc("deal", "win", "D5", "--on", "2026-02-04")
    report = ltc.json("report", "dealsize")
    assert report["totals"] == {
        "won": 4, "valued": 3, "mean": "300.00", "median": "300.00", "amount": "900.00",
    }  # fmt: skip
    assert report["excluded"] == {"unvalued": 1}


def test_a_deal_counts_at_the_rate_of_the_day_it_was_won(ltc):
    """110 USD at 1.10 are 100 EUR; without a rate it is left out and told (G4)."""
    decide(ltc, ("Ada", "110 USD", "win", "2026-02-01"))
    report = ltc.json("report", "dealsize")
    assert (report["status"], report["totals"]["mean"]) == ("partial", None)
    ltc("fx", "set", "EUR/USD", "1.10", "--on", "2026-02-01")
    assert ltc.json("report", "dealsize")["totals"]["mean"] == "100.00"


def test_the_team(ltc):
    """Mia wins 8 of 9, Ada 1 of 9, together half; 8 of 9 leaves 50 % out (56.5-98.0), so does 1 of 9 (2.0-43.5)."""
    decide(ltc, *[("Mia", "100", "win", "2026-02-01")] * 8, ("Mia", "100", "price", "2026-02-01"),
           ("Ada", "100", "win", "2026-02-01"), *[("Ada", "100", "price", "2026-02-01")] * 8,
           ("Ben", "100", "win", "2026-02-01"), ("Ben", "100", "price", "2026-02-01"))  # fmt: skip
    rows = {row["owner"]: row for row in ltc.json("report", "team", "--period", "2026-Q1")["rows"]}
    assert [(name, rows[name]["won"], rows[name]["verdict"]) for name in ("Mia", "Ada", "Ben")] == [
        ("Mia", 8, "above"), ("Ada", 1, "below"), ("Ben", 1, None),
    ]  # fmt: skip
    assert rows["Mia"]["amount"] == "800.00"


def test_months_count_by_the_days_a_member_was_there(ltc):
    """Till 15 February: 46 days of the quarter's 90 are 1.51 months of 30.4375 days, 100 a piece 66.17 a month."""
    assert ltc("member", "add", "Ben", "--until", "2026-02-15").code == 0
    decide(ltc, ("Ada", "100", "win", "2026-02-01"), ("Ben", "100", "win", "2026-02-01"))
    rows = {row["owner"]: row for row in ltc.json("report", "team", "--period", "2026-Q1")["rows"]}
    assert (rows["Ada"]["active_months"], rows["Ada"]["amount_a_month"]) == (2.96, "33.82")
    assert (rows["Ben"]["active_months"], rows["Ben"]["amount_a_month"]) == (1.51, "66.17")
    assert (rows["Ada"]["won_a_month"], rows["Ben"]["won_a_month"]) == (0.34, 0.66)  # 30.4375 / 90 and / 46


@pytest.mark.parametrize("name", ["losses", "dealsize", "team"])
def test_an_empty_file_answers(ltc, name):
    report = ltc.json("report", name)
    assert (report["status"], report["rows"] == [] or report["totals"].get("mean") is None) == ("undefined", True)
    assert ltc.json("explain", name, "--rows") == []
