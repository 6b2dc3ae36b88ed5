"""Recurring revenue kept and grown: metric dictionary C12, from contracts in a file."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TODAY = {"LTC_TODAY": "2026-04-01"}
Q1 = ("--period", "2026-Q1")


def sign(ltc, who, amount, since, until=None, every="year"):
    """A contract on a deal of its own, signed on its first day."""
    told = ltc.json("deal", "add", f"For {who}", "--account", who, "--on", since, env=TODAY)
    words = ["contract", "sign", "--deal", told["ref"], "--amount", str(amount), "--every", every, "--since", since]
    made = ltc(*words, *(["--until", until] if until else []), "--on", since, env=TODAY)
    assert made.code == 0, made.err


@pytest.fixture
def grown(ltc):
    """The worked example: 100,000 at the start, 5,000 gone, 3,000 less, 12,000 more, 20,000 new."""
    for who in ("Stays", "Shrinks", "Grows", "Leaves", "Comes"):
        assert ltc("account", "add", who, "--on", "2025-01-01", env=TODAY).code == 0
    sign(ltc, "Stays", 5_000, "2025-01-01", every="month")
    sign(ltc, "Shrinks", 10_000, "2025-01-01", "2026-01-31")
    sign(ltc, "Shrinks", 7_000, "2026-02-01")
    sign(ltc, "Grows", 25_000, "2025-01-01")
    sign(ltc, "Grows", 3_000, "2026-03-01", every="quarter")
    sign(ltc, "Leaves", 5_000, "2025-01-01", "2026-02-28")
    sign(ltc, "Comes", 20_000, "2026-01-15")
    return ltc


def test_what_stays_of_recurring_revenue(grown):
    """C12: 92 % kept, 104 % with what grew; who is new enters neither."""
    told = grown.json("report", "recurring", *Q1, env=TODAY)["totals"]
    assert (told["grr"], told["nrr"]) == (0.92, 1.04)
    assert {name: told[name] for name in ("start", "churn", "contraction", "expansion", "new", "end")} == {
        "start": "100000.00", "churn": "5000.00", "contraction": "3000.00", "expansion": "12000.00",
        "new": "20000.00", "end": "124000.00",
    }  # fmt: skip


def test_each_by_its_name_and_with_the_customers_behind_it(grown):
    for name, value in (("grr", 0.92), ("nrr", 1.04)):
        assert grown.json("report", name, *Q1, env=TODAY)["value"] == value
    rows = grown.json("explain", "grr", "--rows", *Q1, env=TODAY)
    assert {row["customer"]: (row["move"], row["amount"]) for row in rows} == {
        "A1": ("expansion", "0.00"), "A2": ("contraction", "3000.00"), "A3": ("expansion", "12000.00"),
        "A4": ("churn", "5000.00"), "A5": ("new", "20000.00"),
    }  # fmt: skip


def test_a_year_apart_without_a_period_and_by_any_field_of_the_customer(grown):
    assert grown("account", "edit", "A1", "A4", "country=DE", env=TODAY).code == 0
    told = grown.json("report", "recurring", "--by", "country", env=TODAY)
    rows = {row["country"]: (row["start"], row["grr"]) for row in told["rows"]}
    assert rows["DE"] == ("65000.00", 60 / 65)
    assert told["totals"]["start"] == "100000.00"


def test_a_termination_is_seen_from_its_day_on(grown):
    assert grown("contract", "terminate", "K1", "--reason", "moved away", "--on", "2026-03-10", env=TODAY).code == 0
    assert grown.json("report", "grr", *Q1, env=TODAY)["value"] == 0.32
    assert grown.json("report", "grr", *Q1, "--as-of", "2026-03-09", env=TODAY)["value"] == 0.92


def test_nothing_recurring_is_no_share(ltc):
    told = ltc.json("report", "recurring", env=TODAY)
    assert (told["status"], told["totals"]["grr"], told["totals"]["nrr"]) == ("undefined", None, None)


def test_another_currency_is_told_at_one_rate_and_without_one_left_out(ltc):
    """1,000 USD at the start and at the end is no growth, whatever the dollar did."""
    assert ltc("account", "add", "Abroad", "--on", "2025-01-01", env=TODAY).code == 0
    sign(ltc, "Abroad", "USD 1000", "2025-01-01")
    told = ltc.json("report", "recurring", *Q1, env=TODAY)
    assert (told["status"], told["totals"]["grr"]) == ("undefined", None)
    assert told["excluded"]["missing_fx"]["amounts_by_currency"] == {"USD": "1000.00"}
    for day, rate in (("2025-12-30", "0.80"), ("2026-03-30", "0.90")):
        assert ltc("fx", "set", "USD/EUR", rate, "--on", day, env=TODAY).code == 0
    told = ltc.json("report", "recurring", *Q1, env=TODAY)["totals"]
    assert (told["start"], told["end"], told["nrr"]) == ("900.00", "900.00", 1.0)


amounts = st.integers(0, 90)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(customers=st.lists(st.tuples(amounts, amounts), min_size=1, max_size=5))
def test_the_moves_add_up(ltc, customers):
    """Start + new + expansion − contraction − churn is the end; kept is never more than all, nor than with growth."""
    empty = ltc.path.with_suffix(".empty")
    if not empty.exists():
        shutil.copy(ltc.path, empty)
    shutil.copy(empty, ltc.path)
    for number, (start, end) in enumerate(customers):
        assert ltc("account", "add", f"C{number}", "--on", "2025-01-01", env=TODAY).code == 0
        for amount, since, until in ((start, "2025-06-01", "2026-01-31"), (end, "2026-02-01", None)):
            if amount:
                sign(ltc, f"C{number}", amount, since, until)
    told = ltc.json("report", "recurring", *Q1, env=TODAY)["totals"]
    money = {name: float(told[name]) for name in ("start", "new", "expansion", "contraction", "churn", "end")}
    assert money["start"] == sum(start for start, _ in customers)
    assert money["end"] == sum(end for _, end in customers)
    gained, gone = money["new"] + money["expansion"], money["contraction"] + money["churn"]
    assert money["start"] + gained - gone == money["end"]
    if money["start"]:
        assert told["grr"] == sum(min(start, end) for start, end in customers) / money["start"] <= 1
        assert told["grr"] <= told["nrr"]
