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


def test_another_currency_counts_by_value_at_the_rate_of_the_day_it_was_closed(decided):
    """5,000 USD won at 1.25 are 4,000 EUR: 5,000 of 8,000; told in USD nothing else changes (G4)."""
    decided("fx", "set", "EUR/USD", "1.25", "--on", "2026-01-28")
    decided("fx", "set", "EUR/USD", "1.25", "--on", "2026-03-31")
    decided("deal", "add", "Theirs", "--amount", "5000 USD", "--on", "2026-01-05")
    decided("deal", "win", "D3")
    assert rates(decided) == (2, 1, pytest.approx(2 / 3), 0.625)
    assert decided.json("report", "winrate", "--currency", "USD")["totals"]["rate_by_value"] == 0.625
