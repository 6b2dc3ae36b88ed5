"""The first response and the velocity: metric dictionary L3 and F9."""

from datetime import datetime, timedelta

import pytest

NOON = datetime(2026, 3, 1, 12)
TODAY = {"LTC_TODAY": "2026-03-01"}


def load(ltc, waits):
    """Leads by the minutes until they were answered, or since they came."""
    for minutes, answered in waits:
        came = NOON - timedelta(minutes=minutes if not answered else 600)
        made = ltc.json("lead", "add", "Ada", "--on", f"{came:%Y-%m-%d %H:%M}", env=TODAY)
        if answered:
            at = f"{came + timedelta(minutes=minutes):%Y-%m-%d %H:%M}"
            assert ltc("note", made["ref"], "rang", "--kind", "call", "--on", at, env=TODAY).code == 0


WORKED = [(5, True), (12, True), (30, True), (60, False), (240, False)]


def test_the_worked_example(ltc):
    """L3: median 30 minutes, where the mean of the answered would say 15.7; within 15 minutes 2 of 5."""
    load(ltc, WORKED)
    told = ltc.json("report", "response", "--within", "15", env=TODAY)["totals"]
    assert (told["leads"], told["answered"], told["median_minutes"]) == (5, 3, 30)
    assert told["answered_mean_minutes"] == pytest.approx(15.666667, abs=1e-3)
    assert (told["in_time"], told["due"], told["rate"]) == (2, 5, 0.4)


def test_who_waits_and_is_younger_than_the_limit_is_not_counted_yet(ltc):
    """Within 100 minutes three are in time, one is late, and one may still be."""
    load(ltc, WORKED)
    told = ltc.json("report", "response", "--within", "100", env=TODAY)["totals"]
    assert (told["in_time"], told["due"]) == (3, 4)


def test_what_comes_in_or_is_noted_for_ourselves_is_no_answer(ltc):
    load(ltc, [(60, False)])
    ltc("note", "L1", "they wrote", "--kind", "mail", "--inbound", env=TODAY)
    ltc("note", "L1", "looks good", env=TODAY)
    assert ltc.json("report", "response", env=TODAY)["totals"]["answered"] == 0
    ltc("lead", "advance", "L1", "--to", "contacted", env=TODAY)
    assert ltc.json("report", "response", env=TODAY)["totals"]["answered"] == 1


def test_an_imported_lead_without_a_date_has_no_wait(ltc):
    """G8: the day of the import stands in for the day it came."""
    ltc("lead", "import", "-", stdin="name\nAda\n", env=TODAY)
    report = ltc.json("report", "response", env=TODAY)
    assert (report["totals"]["leads"], report["excluded"], report["status"]) == (0, {"no_history": 1}, "undefined")
    (row,) = ltc.json("explain", "response", "--rows", env=TODAY)
    assert (row["ref"], row["counted"], row["why"]) == ("L1", False, "no_history")


def test_the_day_before_an_answer_did_not_see_it(ltc):
    load(ltc, [(2 * 1440, False)])
    ltc("note", "L1", "rang", "--kind", "call", env=TODAY)
    assert ltc.json("report", "response", "--as-of", "2026-02-28", env=TODAY)["totals"]["answered"] == 0


def test_the_waits_behind_the_figure(ltc):
    load(ltc, WORKED)
    rows = ltc.json("explain", "response", "--rows", env=TODAY)
    assert [(row["minutes"], row["answered"]) for row in rows] == [(minutes, won) for minutes, won in WORKED]


def test_the_worked_example_of_velocity(ltc):
    """F9: 40 open deals, one of four won, 25,000 each, 90 days: 2,777.78 a day."""
    lines = ["external_id,title,created,won,lost,reason,amount"]
    lines += [f"w{n},Won,2025-11-01 12:00,2026-01-30 12:00,,,25000" for n in range(5)]
    lines += [f"l{n},Lost,2025-11-01 12:00,,2026-01-30 12:00,price,1000" for n in range(15)]
    lines += [f"o{n},Open,2026-02-01 12:00,,,,9000" for n in range(40)]
    assert ltc("deal", "import", "-", stdin="\n".join(lines) + "\n", env=TODAY).code == 0
    told = ltc.json("report", "velocity", env=TODAY)["totals"]
    assert (told["opportunities"], told["win_rate"], told["average_won"]) == (40, 0.25, "25000.00")
    assert told["cycle_days"] == pytest.approx(90)
    assert told["per_day"] == "2777.78"


def test_a_cycle_of_hours_is_scaled_to_a_day(ltc):
    """F9: one open deal, all won, 1,000 each, in six hours: 4,000 a day, though the cycle is a quarter of one."""
    ltc("deal", "add", "Quick", "--amount", "1000", "--on", "2026-02-10 09:00", env=TODAY)
    ltc("deal", "win", "D1", "--on", "2026-02-10 15:00", env=TODAY)
    ltc("deal", "add", "Open", "--on", "2026-02-11", env=TODAY)
    told = ltc.json("report", "velocity", env=TODAY)["totals"]
    assert (told["cycle_days"], told["per_day"]) == (0.25, "4000.00")


def test_nothing_won_has_no_velocity(ltc):
    """And a deal past its close date is no opportunity."""
    ltc("deal", "add", "Late", "--amount", "9k", "--expected-close", "2026-02-01", "--on", "2026-01-01", env=TODAY)
    report = ltc.json("report", "velocity", env=TODAY)
    assert (report["totals"]["per_day"], report["status"], report["excluded"]) == (None, "undefined", {"overdue": 1})


def test_a_win_in_another_currency_counts_at_the_rate_of_its_day(ltc):
    """1,100 USD at 1.10 are 1,000 EUR; without a rate it is left out and told."""
    ltc("deal", "add", "Theirs", "--amount", "1100 USD", "--on", "2026-01-01", env=TODAY)
    ltc("deal", "win", "D1", "--on", "2026-01-31", env=TODAY)
    report = ltc.json("report", "velocity", env=TODAY)
    assert report["excluded"]["missing_fx"] == {"count": 1, "amounts_by_currency": {"USD": "1100.00"}}
    ltc("fx", "set", "EUR/USD", "1.10", "--on", "2026-01-31", env=TODAY)
    assert ltc.json("report", "velocity", env=TODAY)["totals"]["average_won"] == "1000.00"
