"""Collections: the dictionary's worked example, days to pay and days late, and invoices still waiting."""

import pytest

from ltc_cli.figures.money.collection import effectiveness


def test_effectiveness_of_the_worked_example(ltc, documents):
    """WE-M4: (100,000 + 450,000 − 200,000) / (100,000 + 450,000 − 150,000) = 87.5 %."""
    with documents() as rows:
        acme = rows.account()
        before = rows.invoice(acme, "2025-12-10", "2026-01-09", 10_000_000)
        rows.pay(before, "2026-01-20", 10_000_000)
        rows.pay(rows.invoice(acme, "2026-01-02", "2026-02-01", 25_000_000), "2026-02-01", 25_000_000)
        rows.invoice(acme, "2026-01-20", "2026-02-19", 5_000_000)
        rows.invoice(acme, "2026-03-20", "2026-04-19", 15_000_000)
    totals = ltc.json("report", "collections", "--period", "2026-Q1")["totals"]
    assert totals["effectiveness"] == 0.875
    assert [totals[name] for name in ("receivable_before", "sales", "receivable", "not_due", "collected")] == [
        "100000.00", "450000.00", "200000.00", "150000.00", "350000.00",
    ]  # fmt: skip
    assert effectiveness(100_000, 450_000, 200_000, 150_000) == 0.875


def test_days_to_pay_of_the_worked_example(ltc, documents):
    """WE-M4: 1,000 after 40 days and 500 after 20 are 33.33 days; 10 late and 10 early, by amount 3.33 late."""
    with documents() as rows:
        acme = rows.account()
        rows.pay(rows.invoice(acme, "2026-01-01", "2026-01-31", 100_000), "2026-02-10", 100_000)
        rows.pay(rows.invoice(acme, "2026-01-01", "2026-01-31", 50_000), "2026-01-21", 50_000)
    totals = ltc.json("report", "collections")["totals"]
    assert totals["days_to_pay"] == pytest.approx(33.333333, abs=5e-7)
    assert totals["days_late"] == pytest.approx(3.333333, abs=5e-7)
    assert totals["effectiveness"] == 1.0


def test_invoices_still_open_count_in_the_median(ltc, documents):
    """Five paid after 10 to 50 days, one open for 59, one credited after 20.

    Kaplan-Meier: of 7 one ends at 10 (6/7), one of 6 at 20 (5/7; the credited one leaves), of 4 one at 30 (15/28), of
    3 one at 40 (5/14): half have ended by day 40. Without those waiting it would be 30.
    """
    with documents() as rows:
        acme = rows.account()
        for paid in ("2026-02-10", "2026-02-20", "2026-03-02", "2026-03-12", "2026-03-22"):
            rows.pay(rows.invoice(acme, "2026-01-31", "2026-03-02", 10_000), paid, 10_000)
        rows.invoice(acme, "2026-01-31", "2026-03-02", 10_000)
        rows.credited(rows.invoice(acme, "2026-01-31", "2026-03-02", 10_000), "2026-02-20", 10_000)
    totals = ltc.json("report", "collections")["totals"]
    assert (totals["median_days_to_pay"], totals["median_days_late"]) == (40, 10)
    assert (totals["paid"], totals["invoices"]) == (5, 7)


def test_an_allocation_taken_back_was_no_payment(ltc, documents):
    """Paid after 10 days, taken back, paid after 40: 40 days; as of the day between, 10."""
    with documents() as rows:
        invoice = rows.invoice(rows.account(), "2026-01-01", "2026-01-31", 10_000)
        rows.reverse(rows.pay(invoice, "2026-01-11", 10_000), "2026-01-20")
        rows.pay(invoice, "2026-02-10", 10_000)
    assert ltc.json("report", "collections", "--as-of", "2026-01-15")["totals"]["days_to_pay"] == 10.0
    assert ltc.json("report", "collections", "--as-of", "2026-01-25")["totals"]["days_to_pay"] is None
    assert ltc.json("report", "collections")["totals"]["days_to_pay"] == 40.0


def test_paid_in_advance_is_early_and_lasts_no_time(ltc, documents):
    """Received on 1 January, used for the invoice of the 11th, due on the 21st: 20 days early, kept below zero."""
    with documents() as rows:
        acme = rows.account()
        payment = rows.payment(acme, "2026-01-01", 10_000)
        invoice = rows.invoice(acme, "2026-01-11", "2026-01-21", 10_000)
        rows.allocate("payment", "2026-01-11", 10_000, payment=payment, invoice=invoice)
    totals = ltc.json("report", "collections")["totals"]
    assert (totals["days_to_pay"], totals["days_late"], totals["median_days_to_pay"]) == (-10.0, -20.0, 0)


def test_instalments_are_late_by_their_own_days(ltc, documents):
    """350 paid on 1 March: 300 due 15 February are 14 days late, 50 due 15 March 14 early; by amount 10 late."""
    with documents() as rows:
        invoice = rows.planned((70_000, "date", "2026-03-15"), (30_000, "date", "2026-02-15"))
        rows.pay(invoice, "2026-03-01", 35_000)
    totals = ltc.json("report", "collections")["totals"]
    assert (totals["days_late"], totals["days_to_pay"], totals["collected"]) == (10.0, 28.0, "350.00")


def test_other_currencies_count_at_their_invoices_rates(ltc, documents):
    """Three of 0.05 USD at 1/1.1 are 5 cents each; with 0.15 EUR the mean of 10 and 30 days is 20."""
    with documents() as rows:
        acme = rows.account()
        for _ in range(3):
            invoice = rows.invoice(acme, "2026-01-01", "2026-01-31", 5, currency="USD", rate="1/1.1")
            payment = rows.payment(acme, "2026-01-11", 5, currency="USD")
            rows.allocate("payment", "2026-01-11", 5, payment=payment, invoice=invoice)
        rows.pay(rows.invoice(acme, "2026-01-01", "2026-01-31", 15), "2026-01-31", 15)
    totals = ltc.json("report", "collections")["totals"]
    assert (totals["collected"], totals["days_to_pay"], totals["sales"]) == ("0.30", 20.0, "0.30")


def test_nothing_to_collect_is_undefined(ltc, documents):
    """An empty file has no value, and neither has one where nothing is due yet."""
    empty = ltc.json("report", "collections")
    assert (empty["totals"]["effectiveness"], empty["totals"]["days_to_pay"], empty["status"]) == (
        None, None, "undefined"
    )  # fmt: skip
    with documents() as rows:
        rows.invoice(rows.account(), "2026-03-30", "2026-04-30", 10_000)
    assert ltc.json("report", "collections")["totals"]["effectiveness"] is None


def test_by_account(ltc, documents):
    """Who pays, and after how long."""
    with documents() as rows:
        acme, bell = rows.account("Acme"), rows.account("Bell")
        rows.pay(rows.invoice(acme, "2026-01-01", "2026-01-31", 20_000), "2026-01-11", 20_000)
        rows.pay(rows.invoice(bell, "2026-01-01", "2026-01-31", 10_000), "2026-03-02", 10_000)
    report = ltc.json("report", "collections", "--by", "account")
    assert [(row["account"], row["collected"], row["days_to_pay"], row["days_late"]) for row in report["rows"]] == [
        ("A1", "200.00", 10.0, -20.0),
        ("A2", "100.00", 60.0, 30.0),
    ]
    assert report["totals"]["days_to_pay"] == pytest.approx(26.666667, abs=5e-7)


def test_the_payments_behind_the_figures(ltc, documents):
    """Each payment of the period with its days."""
    with documents() as rows:
        acme = rows.account()
        invoice = rows.invoice(acme, "2026-01-01", "2026-01-31", 20_000)
        rows.pay(invoice, "2026-01-11", 5_000)
        rows.pay(invoice, "2026-02-05", 15_000)
    rows = ltc.json("explain", "collections", "--rows")
    assert [(row["ref"], row["paid"], row["amount"], row["days_to_pay"], row["days_late"]) for row in rows] == [
        ("I1", "2026-01-11", "50.00", 10, -20),
        ("I1", "2026-02-05", "150.00", 35, 5),
    ]
