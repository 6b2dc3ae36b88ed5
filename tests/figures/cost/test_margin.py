"""Gross margin from rows in a file through the command line: metric dictionary M5, worked out by hand."""

from fractions import Fraction

import pytest


@pytest.fixture
def sold(ltc):
    """Three machines at 500 that cost 310: one delivered in January, two in February, one back in March.

    Also a service over the 90 days of the quarter, 900 for a cost of 450, and a thing whose cost nobody knows.
    """
    ltc("account", "add", "Bright", "--channel", "web", "--on", "2026-01-02")
    ltc("account", "add", "Corner", "--channel", "event", "--on", "2026-01-02")
    ltc("product", "add", "Machine", "--kind", "goods", "--price", "500", "--cost", "310", "--category", "goods")
    ltc("product", "add", "Care", "--price", "900", "--cost", "450", "--revenue", "straight")
    ltc("product", "add", "Gift", "--price", "40")
    ltc("order", "create", "--account", "A1", "--line", "Machine=3", "--on", "2026-01-02")
    ltc("order", "confirm", "O1", "--on", "2026-01-02")
    ltc("order", "deliver", "O1", "--line", "Machine=1", "--on", "2026-01-15")
    ltc("order", "deliver", "O1", "--line", "Machine=2", "--on", "2026-02-10")
    ltc("order", "return", "O1", "--line", "Machine=1", "--on", "2026-03-05")
    ltc("order", "create", "--account", "A2", "--on", "2026-01-02")
    ltc("order", "line", "O2", "Care", "--quantity", "1", "--service", "2026-01-01..2026-03-31", "--on", "2026-01-02")
    ltc("order", "line", "O2", "Gift", "--quantity", "2", "--on", "2026-01-02")
    ltc("order", "confirm", "O2", "--on", "2026-01-02")
    ltc("order", "deliver", "O2", "--line", "Gift=2", "--on", "2026-03-01")
    return ltc


def told(ltc, *words):
    """Net revenue, cost, margin and rate by the last dimension asked for."""
    report = ltc.json("report", "margin", *words)
    by = next(iter(report["rows"][0]))
    return {row[by]: (row["net_revenue"], row["cost"], row["margin"], row["rate"]) for row in report["rows"]}


def test_by_product(sold):
    """Two machines stand: 1,000 less 620; all of the service: 900 less 450; the gift is counted and left out."""
    report = sold.json("report", "margin", "--period", "2026-Q1")
    assert told(sold, "--period", "2026-Q1") == {
        "Care": ("900.00", "450.00", "450.00", 0.5),
        "Machine": ("1000.00", "620.00", "380.00", 0.38),
        "Gift": (None, None, None, None),
    }
    totals = report["totals"]
    assert (totals["net_revenue"], totals["cost"], totals["margin"]) == ("1900.00", "1070.00", "830.00")
    assert totals["rate"] == pytest.approx(830 / 1900)
    assert (totals["revenue_without_cost"], report["excluded"]["cost_unknown"], report["status"]) == (
        "80.00", 1, "partial",
    )  # fmt: skip


def test_by_month_a_return_reverses_both(sold):
    """January: a machine and 31 of 90 days; February: two and 28; March: one back and 31 days."""
    assert told(sold, "--by", "month", "--period", "2026-Q1") == {
        "2026-01": ("810.00", "465.00", "345.00", pytest.approx(345 / 810)),
        "2026-02": ("1280.00", "760.00", "520.00", pytest.approx(520 / 1280)),
        "2026-03": ("-190.00", "-155.00", "-35.00", pytest.approx(35 / 190)),
    }


def test_periods_add_up(sold):
    """The months of the quarter, asked one by one, are the quarter."""
    months = [sold.json("report", "margin", "--period", f"2026-0{n}")["totals"] for n in (1, 2, 3)]
    whole = sold.json("report", "margin", "--period", "2026-Q1")["totals"]
    for name in ("net_revenue", "cost", "margin"):
        assert sum(Fraction(month[name]) for month in months) == Fraction(whole[name])


def test_by_what_customers_are(sold):
    """By customer, by a field of theirs, by category, by two at once; a filter is one of customers."""
    assert told(sold, "--by", "customer")["Bright"] == ("1000.00", "620.00", "380.00", 0.38)
    assert told(sold, "--by", "channel")["event"] == ("900.00", "450.00", "450.00", 0.5)
    assert told(sold, "--by", "category").keys() == {"goods", "(unknown)"}
    rows = sold.json("report", "margin", "--by", "channel,quarter")["rows"]
    assert [(row["channel"], row["quarter"], row["margin"]) for row in rows] == [
        ("event", "2026-Q1", "450.00"), ("website", "2026-Q1", "380.00"),
    ]  # fmt: skip
    assert told(sold, "--where", "channel = web").keys() == {"Machine"}
    assert sold.refused("report", "margin", "--by", "month,day")[0] == 2


def test_what_is_written_off_was_sold_and_what_is_credited_was_not(sold):
    sold("invoice", "create", "--order", "O1", "--issue", "--on", "2026-02-11")
    sold("invoice", "write-off", "I1", "--reason", "gone", "--on", "2026-03-20")
    assert told(sold)["Machine"] == ("1000.00", "620.00", "380.00", 0.38)
    sold("invoice", "create", "--account", "A1", "--line", "Machine=1", "--issue", "--on", "2026-03-21")
    assert sold.json("report", "margin")["excluded"]["cost_unknown"] == 2


def test_as_of_a_day(sold):
    """On 31 January the February deliveries are not seen."""
    assert sold.json("report", "margin", "--as-of", "2026-01-31")["totals"]["net_revenue"] == "810.00"


def test_a_deal_without_an_order_has_no_cost(ltc):
    """It is sold, nobody knows what it cost: left out, counted; without a rate it is told apart."""
    for number, amount in enumerate(("100", "80 USD"), 1):
        ltc("account", "add", f"Co {number}")
        ltc("deal", "add", f"Deal {number}", "--account", f"A{number}", "--amount", amount)
        ltc("deal", "win", f"D{number}")
    report = ltc.json("report", "margin")
    assert (report["status"], report["totals"]["rate"], report["totals"]["margin"]) == ("undefined", None, None)
    assert report["excluded"] == {
        "missing_fx": {"count": 1, "amounts_by_currency": {"USD": "80.00"}}, "cost_unknown": 1,
    }  # fmt: skip


def test_an_empty_file(ltc):
    report = ltc.json("report", "margin")
    assert (report["status"], report["rows"], report["totals"]["rate"]) == ("undefined", [], None)
    assert ltc.json("report", "gross_margin")["value"] is None


def test_the_sales_behind_it(sold):
    """Those that are counted add up to the figure; the others say why not."""
    rows = sold.json("explain", "margin", "--period", "2026-Q1", "--rows")
    counted = [row for row in rows if row["counted"]]
    assert sum(Fraction(row["net_revenue"]) - Fraction(row["cost"]) for row in counted) == 830
    assert [(row["product"], row["why"]) for row in rows if not row["counted"]] == [("Gift", "its cost is not known")]
    assert "net revenue − cost" in sold("explain", "gross_margin").out
