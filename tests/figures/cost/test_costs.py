"""Costs against budgets (M6), the cash cycle (M7) and what selling takes (F15), from rows through the command line."""

from fractions import Fraction

import pytest


def spend(ltc, amount, function, *words):
    told = ltc("cost", "add", "--amount", amount, "--function", function, *words)
    assert told.code == 0, told.err


def budget(ltc, amount, function, *words):
    told = ltc("budget", "set", "--amount", amount, "--function", function, *words)
    assert told.code == 0, told.err


def rows(ltc, *words):
    """By function and line."""
    return {(row["function"], row["line"]): row for row in ltc.json("report", "costs", *words)["rows"]}


def picked(row, *names):
    return tuple(row[name] for name in names)


VARIANCES = ("variance", "flexible", "spending_variance", "volume_variance")


@pytest.fixture
def made(ltc):
    """12,000 units delivered in the quarter, of one order."""
    ltc("account", "add", "Bright", "--on", "2026-01-02")
    ltc("product", "add", "Part", "--kind", "goods", "--price", "20", "--cost", "8")
    ltc("order", "create", "--account", "A1", "--line", "Part=12000", "--on", "2026-01-05")
    ltc("order", "confirm", "O1", "--on", "2026-01-05")
    ltc("order", "deliver", "O1", "--on", "2026-02-01")
    return ltc


def test_the_worked_example_of_a_flexible_budget(made):
    """M6: 100,000 for 12,500 units, 102,000 spent for 12,000: −2,000 = −6,000 of spending + 4,000 of volume."""
    budget(made, "100k", "production", "--period", "2026-Q1", "--volume", "12500", "--measure", "units")
    spend(made, "102k", "production", "--since", "2026-01-01", "--until", "2026-03-31")
    row = rows(made, "--period", "2026-Q1")["production", None]
    assert picked(row, *VARIANCES) == ("-2000.00", "96000.00", "-6000.00", "4000.00")
    report = made.json("report", "costs", "--period", "2026-Q1")
    assert picked(report["totals"], "actual", "budget", *VARIANCES) == (
        "102000.00", "100000.00", "-2000.00", "96000.00", "-6000.00", "4000.00",
    )  # fmt: skip
    assert report["totals"]["cost_per_unit"] == "8.50"
    assert made.json("report", "cost_variance", "--period", "2026-Q1")["value"] == "-2000.00"


def test_the_worked_example_of_prices_and_quantities(made):
    """M6: 1,000 at 5.00 allowed, 1,050 at 5.20 bought: −210 of prices, −250 of quantities, −460 in all."""
    words = ("--volume", "12000", "--measure", "units", "--quantity", "1000")
    budget(made, "5000", "production", "--line", "steel", "--period", "2026-Q1", *words)
    spend(made, "5460", "production", "--line", "steel", "--quantity", "1050", "--on", "2026-02-10")
    row = rows(made, "--period", "2026-Q1")["production", "steel"]
    assert picked(row, "price_variance", "quantity_variance", "variance") == ("-210.00", "-250.00", "-460.00")
    spend(made, "1", "production", "--line", "steel", "--on", "2026-02-10")
    row = rows(made, "--period", "2026-Q1")["production", "steel"]
    assert picked(row, "price_variance", "quantity_variance") == (None, None)


def test_lines_and_functions(ltc):
    """A line with a budget stands for itself; what has none counts against its function, or alone."""
    budget(ltc, "900", "marketing", "--period", "2026-Q1")
    budget(ltc, "300", "marketing", "--line", "ads", "--period", "2026-Q1")
    for line, amount in (("ads", "330"), ("print", "100"), ("", "50")):
        spend(ltc, amount, "marketing", "--on", "2026-02-01", *(("--line", line) if line else ()))
    spend(ltc, "70", "sales", "--line", "pay", "--on", "2026-02-01")
    found = rows(ltc, "--period", "2026-Q1")
    assert {key: picked(row, "actual", "budget", "variance") for key, row in found.items()} == {
        ("marketing", None): ("150.00", "900.00", "750.00"),
        ("marketing", "ads"): ("330.00", "300.00", "-30.00"),
        ("sales", "pay"): ("70.00", None, None),
    }
    assert found["marketing", "ads"]["used"] == pytest.approx(1.1)
    totals = ltc.json("report", "costs", "--period", "2026-Q1")["totals"]
    assert picked(totals, "actual", "budget", "variance", "without_budget") == ("550.00", "1200.00", "720.00", "70.00")
    assert totals["used"] == pytest.approx(480 / 1200)


def test_a_period_that_is_not_over_is_held_against_the_days_that_are(ltc):
    """On 31 March, 90 of the year's 365 days: 900 of 3,650; a tenth of the whole is used."""
    budget(ltc, "3650", "admin", "--period", "2026")
    spend(ltc, "365", "admin", "--on", "2026-01-15")
    row = rows(ltc, "--period", "2026")["admin", None]
    assert picked(row, "budget", "budget_whole", "variance") == ("900.00", "3650.00", "535.00")
    assert row["used"] == pytest.approx(0.1)
    assert rows(ltc, "--period", "2026-Q1", "--as-of", "2026-01-31")["admin", None]["budget"] == "310.00"


def test_shares_of_the_net_revenue(made):
    """12,000 at 20 are 240,000: 6,000 of marketing are 2.5 %; an order costs what fulfilment did."""
    spend(made, "6000", "marketing", "--on", "2026-02-01")
    spend(made, "120", "fulfilment", "--on", "2026-02-01")
    totals = made.json("report", "costs", "--period", "2026-Q1")["totals"]
    assert picked(totals, "net_revenue", "marketing_ratio", "sales_ratio", "cost_per_order") == (
        "240000.00", 0.025, None, "120.00",
    )  # fmt: skip
    assert made.json("report", "marketing_ratio", "--period", "2026-Q1")["value"] == 0.025


def test_signal_or_noise(ltc):
    """Eight months between 48 and 52 and then 70: outside. 51 is not; neither is anything after seven months."""
    ltc.patch.setenv("LTC_TODAY", "2026-10-31")
    for month, amount in enumerate((50, 52, 48, 51, 49, 50, 52, 48), 1):
        spend(ltc, str(amount), "sales", "--on", f"2026-{month:02}-10")
    spend(ltc, "70", "sales", "--on", "2026-09-10")
    assert rows(ltc, "--period", "2026-09")["sales", None]["signal"] == "outside"
    assert rows(ltc, "--period", "2026-08")["sales", None]["signal"] is None
    ltc("cost", "edit", "E9", "amount=51")
    assert rows(ltc, "--period", "2026-09")["sales", None]["signal"] is None


def test_what_is_not_booked_yet_is_said(ltc):
    budget(ltc, "90", "sales", "--period", "2026-02")
    assert rows(ltc, "--period", "2026-02")["sales", None]["status"] == "not booked"
    assert rows(ltc, "--period", "2026-03").get(("sales", None)) is None
    spend(ltc, "1", "sales", "--on", "2026-02-28")
    assert rows(ltc, "--period", "2026-02")["sales", None]["status"] is None


def test_a_budget_of_nothing_has_no_share(ltc):
    budget(ltc, "0", "sales", "--period", "2026-02")
    spend(ltc, "5", "sales", "--on", "2026-02-28")
    row = rows(ltc, "--period", "2026-02")["sales", None]
    assert picked(row, "used", "variance") == (None, "-5.00")


def test_the_costs_behind_it(made):
    spend(made, "90", "marketing", "--since", "2026-01-15", "--until", "2026-03-14")
    behind = made.json("explain", "costs", "--period", "2026-02", "--rows")
    assert [(row["ref"], row["amount"]) for row in behind] == [("E1", "42.71")]
    assert Fraction(made.json("report", "spend", "--period", "2026-02")["value"]) == Fraction("42.71")


def test_an_empty_file_says_so(ltc):
    report = ltc.json("report", "costs")
    assert (report["status"], report["rows"], report["totals"]["used"]) == ("undefined", [], None)
    assert report["totals"]["marketing_ratio"] is None


@pytest.fixture
def owing(ltc):
    """90,000 sold in the quarter, 40,000 of it open; 90,000 bought, 35,000 of it owed: 40 and 35 of 90 days."""
    ltc("account", "add", "Bright", "--on", "2026-01-02")
    for line in ("Work=1@50000", "Work=1@40000"):
        ltc("invoice", "create", "--account", "A1", "--line", line, "--issue", "--on", "2026-01-10")
    ltc("payment", "record", "I1", "--on", "2026-02-01")
    spend(ltc, "55k", "production", "--on", "2026-01-10")
    spend(ltc, "35k", "production", "--on", "2026-02-10", "--due", "2026-04-10")
    return ltc


def test_the_cash_cycle(owing):
    """M7 without stock: 40 − 35 = 5 days; paid on 1 April it is owed still, and paid in March it is not."""
    report = owing.json("report", "cashcycle", "--period", "2026-Q1")
    totals = report["totals"]
    assert picked(totals, "dio", "dso", "dpo", "cycle") == (0, pytest.approx(40), pytest.approx(35), pytest.approx(5))
    assert totals["operating_cycle"] == pytest.approx(40)
    assert owing.json("report", "cash_conversion_cycle", "--period", "2026-Q1")["value"] == pytest.approx(5)
    behind = owing.json("explain", "cashcycle", "--period", "2026-Q1", "--rows")
    assert [(row["ref"], row["amount"], row["bought"], row["owed"]) for row in behind] == [
        ("E1", "55000.00", True, False), ("E2", "35000.00", True, True),
    ]  # fmt: skip
    owing("cost", "edit", "E2", "paid=2026-03-30")
    assert owing.json("report", "cashcycle", "--period", "2026-Q1")["totals"]["cycle"] == pytest.approx(40)


def test_goods_whose_stock_is_not_known_leave_the_cycle_open(owing):
    owing("product", "add", "Part", "--kind", "goods", "--price", "20")
    report = owing.json("report", "cashcycle", "--period", "2026-Q1")
    assert (report["totals"]["cycle"], report["totals"]["dio"], report["status"]) == (None, None, "undefined")


def test_without_our_own_bills_the_operating_cycle_is_told(ltc):
    """M7: 90,000 sold and open in 90 days are 90 days; what we owe is not known, so neither is the whole."""
    ltc("account", "add", "Bright", "--on", "2026-01-02")
    ltc("invoice", "create", "--account", "A1", "--line", "Work=1@90000", "--issue", "--on", "2026-01-10")
    totals = ltc.json("report", "cashcycle", "--period", "2026-Q1")["totals"]
    assert picked(totals, "operating_cycle", "dpo", "cycle") == (pytest.approx(90), None, None)


def test_what_selling_takes(ltc):
    """F15: two deals won of 5,000 and 3,000, 400 spent on selling: 200 a win, 5 % of what was won."""
    for number, amount in enumerate(("5000", "3000"), 1):
        ltc("deal", "add", f"D {number}", "--amount", amount, "--on", "2026-02-01")
        ltc("deal", "win", f"D{number}", "--on", "2026-02-10")
    assert ltc.json("report", "team", "--period", "2026-Q1")["totals"]["sales_cost"] is None
    spend(ltc, "400", "sales", "--on", "2026-02-05")
    spend(ltc, "999", "marketing", "--on", "2026-02-05")
    totals = ltc.json("report", "team", "--period", "2026-Q1")["totals"]
    assert picked(totals, "sales_cost", "cost_a_win", "cost_ratio") == ("400.00", "200.00", 0.05)
