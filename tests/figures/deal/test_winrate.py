"""What does and does not change a win rate."""

import pytest


@pytest.fixture
def decided(ltc):
    """One won and one lost deal, of 1,000 and 3,000."""
    ltc("deal", "add", "Won", "--amount", "1000", "--on", "2026-01-05")
    ltc("deal", "add", "Lost", "--amount", "3000", "--on", "2026-01-05")
    ltc("deal", "win", "D1", "--on", "2026-02-01")
    ltc("deal", "lose", "D2", "--reason", "price", "--on", "2026-02-01")
    return ltc


def rates(ltc):
    totals = ltc.json("report", "winrate")["totals"]
    return totals["won"], totals["lost"], totals["rate"], totals["rate_by_value"]


def test_open_void_and_test_deals_change_no_win_rate(decided):
    """One of two, a quarter by value, whatever else is in the file."""
    for title in ("Open", "Void", "Trial"):
        decided("deal", "add", title, "--amount", "9000", "--on", "2026-01-05")
    decided("deal", "void", "D4", "--reason", "typo")
    decided("deal", "win", "D5")
    decided("deal", "edit", "D5", "test=yes")
    assert rates(decided) == (1, 1, 0.5, 0.25)
    assert decided.json("report", "winrate")["excluded"] == {"void": 1, "test": 1}


def test_win_reverse_win_is_one_win(decided):
    """Each deal has one outcome, dated by its last close (G9)."""
    decided("deal", "reopen", "D1", "--on", "2026-02-10")
    decided("deal", "win", "D1", "--on", "2026-03-10")
    assert rates(decided)[:2] == (1, 1)
    assert decided.json("report", "winrate", "--period", "2026-02")["totals"]["won"] == 0


def test_the_deals_behind_the_rate(decided):
    """Those that count are the denominator, those won among them the numerator."""
    rows = [row for row in decided.json("explain", "winrate", "--rows") if row["counted"]]
    assert (len(rows), sum(row["outcome"] == "won" for row in rows)) == (2, 1)


def test_what_is_left_out_is_listed_and_is_of_the_period(decided):
    """A duplicate, a void and a test deal, all closed in February: each is listed with why it does not count."""
    for number, words in ((3, ("lose", "--reason", "duplicate")), (4, ("void", "--reason", "typo")), (5, ("win",))):
        decided("deal", "add", f"Deal {number}", "--on", "2026-01-05")
        decided("deal", words[0], f"D{number}", *words[1:], "--on", "2026-02-10")
    decided("deal", "edit", "D5", "test=yes")
    left_out = {"reason_not_counted": 1, "void": 1, "test": 1}
    assert decided.json("report", "winrate", "--period", "2026-02")["excluded"] == left_out
    assert decided.json("report", "winrate", "--period", "2026-03")["excluded"] == {}
    rows = decided.json("explain", "winrate", "--rows", "--period", "2026-02")
    assert {row["ref"]: row["left_out"] for row in rows} == {
        "D1": None, "D2": None, "D3": "reason_not_counted", "D4": "void", "D5": "test",
    }  # fmt: skip
    assert [row["counted"] for row in rows] == [True, True, False, False, False]


@pytest.mark.parametrize(("step", "rate"), [(("win",), 1.0), (("lose", "--reason", "price"), 0.0), ((), None)])
def test_all_won_all_lost_all_open(ltc, step, rate):
    """Nothing decided is undefined; nothing won of something decided is zero."""
    ltc("deal", "add", "Only")
    if step:
        ltc("deal", *step, "D1")
    report = ltc.json("report", "winrate")
    assert report["totals"]["rate"] == rate
    assert report["status"] == ("undefined" if rate is None else "not_enough_data")


def test_another_currency_is_in_the_count_and_named_as_missing_from_the_value(decided):
    """Two wins of three by count; by value the one without a rate is left out and told (G4)."""
    decided("deal", "add", "Theirs", "--amount", "5000 USD", "--on", "2026-01-05")
    decided("deal", "win", "D3")
    assert rates(decided) == (2, 1, pytest.approx(2 / 3), 0.25)
    assert decided.json("report", "winrate")["excluded"] == {
        "missing_fx": {"count": 1, "amounts_by_currency": {"USD": "5000.00"}}
    }


def test_other_currencies_are_worth_what_they_were_on_the_day_of_the_close(decided):
    """G4: 5,000 USD won on 10 February at 0.80 are 4,000 EUR, whatever the rate is later; 3,000 USD lost at 0.90."""
    for day, rate in (("2026-02-10", "0.80"), ("2026-02-20", "0.90"), ("2026-03-30", "0.10")):
        assert decided("fx", "set", "USD/EUR", rate, "--on", day).code == 0
    decided("deal", "add", "Theirs", "--amount", "5000 USD", "--on", "2026-01-05")
    decided("deal", "win", "D3", "--on", "2026-02-10")
    decided("deal", "add", "Gone", "--amount", "3000 USD", "--on", "2026-01-05")
    decided("deal", "lose", "D4", "--reason", "price", "--on", "2026-02-20")
    report = decided.json("report", "winrate")
    assert report["totals"]["rate_by_value"] == pytest.approx((1000 + 4000) / (1000 + 4000 + 3000 + 2700))
    assert report["excluded"] == {}
    early = decided.json("report", "winrate", "--as-of", "2026-02-15")
    assert early["totals"]["rate_by_value"] == pytest.approx((1000 + 4000) / (1000 + 4000 + 3000))


def test_a_foreign_loss_that_does_not_count_is_not_missed_either(decided):
    """A duplicate leaves the rate, by value too; so its missing rate of exchange leaves nothing out."""
    decided("deal", "add", "Twice", "--amount", "5000 USD", "--on", "2026-01-05")
    decided("deal", "lose", "D3", "--reason", "duplicate", "--on", "2026-02-20")
    report = decided.json("report", "winrate")
    assert (report["excluded"], report["totals"]["rate_by_value"]) == ({"reason_not_counted": 1}, 0.25)


def test_what_was_taken_back_is_counted_where_it_was_closed(decided):
    """G9: the win of February was reversed in March; the loss of February was reopened and is a win now."""
    decided("deal", "reopen", "D1", "--on", "2026-03-10")
    decided("deal", "reopen", "D2", "--on", "2026-03-10")
    decided("deal", "win", "D2", "--on", "2026-03-12")
    totals = decided.json("report", "winrate")["totals"]
    assert (totals["won"], totals["lost"], totals["reversed_wins"], totals["reopened"]) == (1, 0, 1, 2)
    february, march = (
        decided.json("report", "winrate", "--period", period)["totals"] for period in ("2026-02", "2026-03")
    )
    assert (february["won"], february["reversed_wins"], february["reopened"]) == (0, 1, 2)
    assert (march["won"], march["reversed_wins"], march["reopened"]) == (1, 0, 0)
    assert decided.json("report", "winrate", "--as-of", "2026-03-01")["totals"]["reversed_wins"] == 0
    assert decided.json("report", "winrate", "--where", "title = Lost")["totals"]["reopened"] == 1


def test_overdue_open_deals_make_a_rate_doubtful(decided):
    """F4: more than a quarter of those decided; as of a day, those that were open and late on it."""
    decided("deal", "add", "Late", "--expected-close", "2026-03-01", "--on", "2026-01-05")
    assert decided.json("report", "winrate", "--as-of", "2026-03-01")["warnings"] == []
    for words in ((), ("--as-of", "2026-03-02")):
        assert "1 open deal is past" in decided.json("report", "winrate", *words)["warnings"][0]
    decided("deal", "lose", "D3", "--reason", "price", "--on", "2026-03-20")
    assert decided.json("report", "winrate")["warnings"] == []
    assert "1 open deal is past" in decided.json("report", "winrate", "--as-of", "2026-03-10")["warnings"][0]
    assert decided.json("report", "winrate", "--as-of", "2026-03-10", "--where", "title != Late")["warnings"] == []


def test_another_currency_counts_by_value_at_the_rate_of_the_day_it_was_closed(decided):
    """5,000 USD won at 1.25 are 4,000 EUR: 5,000 of 8,000; told in USD nothing else changes (G4)."""
    decided("fx", "set", "EUR/USD", "1.25", "--on", "2026-01-28")
    decided("fx", "set", "EUR/USD", "1.25", "--on", "2026-03-31")
    decided("deal", "add", "Theirs", "--amount", "5000 USD", "--on", "2026-01-05")
    decided("deal", "win", "D3")
    assert rates(decided) == (2, 1, pytest.approx(2 / 3), 0.625)
    assert decided.json("report", "winrate", "--currency", "USD")["totals"]["rate_by_value"] == 0.625
