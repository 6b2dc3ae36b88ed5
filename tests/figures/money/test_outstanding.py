"""Days sales outstanding: the dictionary's worked example, lower bounds, and what has no value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.figures.money.outstanding import Month, countback


@pytest.fixture
def quarter(ltc, documents):
    """WE-M3: 70,000 invoiced in January, 80,000 in February, 100,000 in March; 38,000 of January is paid."""
    with documents() as rows:
        acme = rows.account()
        first = rows.invoice(acme, "2026-01-15", "2026-02-14", 7_000_000)
        rows.invoice(acme, "2026-02-10", "2026-03-12", 8_000_000)
        rows.invoice(acme, "2026-03-20", "2026-04-19", 10_000_000)
        rows.pay(first, "2026-03-01", 3_800_000)
    return ltc


def test_countback_of_the_worked_example(quarter):
    """31 + 28 + 31 × 32/70 = 73.17 days explain the 212,000 that are open."""
    report = quarter.json("report", "dso")
    assert report["totals"]["countback"] == pytest.approx(73.171429, abs=5e-7)
    assert [(row["month"], row["days"], row["sales"], row["explains"]) for row in report["rows"]] == [
        ("2026-03", 31, "100000.00", "100000.00"),
        ("2026-02", 28, "80000.00", "80000.00"),
        ("2026-01", 31, "70000.00", "32000.00"),
    ]
    assert report["rows"][2]["counted"] == pytest.approx(14.171429, abs=5e-7)
    assert (report["totals"]["receivable"], report["totals"]["unexplained"], report["status"]) == (
        "212000.00", "0.00", "ok"
    )  # fmt: skip
    assert "73.2 d" in quarter("report", "dso").out


def test_simple_best_possible_and_delinquent_of_the_worked_example(ltc, documents):
    """200,000 open of 450,000 sold in 90 days: 40 days; 150,000 of it not due: 30 of the 40 cannot be helped."""
    with documents() as rows:
        acme = rows.account()
        paid = rows.invoice(acme, "2026-01-02", "2026-02-01", 25_000_000)
        rows.pay(paid, "2026-02-01", 25_000_000)
        rows.invoice(acme, "2026-01-20", "2026-02-19", 5_000_000)
        rows.invoice(acme, "2026-03-20", "2026-04-19", 15_000_000)
    totals = ltc.json("report", "dso", "--period", "2026-Q1")["totals"]
    assert (totals["sales"], totals["days"], totals["receivable"], totals["not_due"]) == (
        "450000.00", 90, "200000.00", "150000.00"
    )  # fmt: skip
    assert [totals[name] for name in ("simple", "best_possible", "delinquent")] == pytest.approx([40.0, 30.0, 10.0])


def test_sales_that_run_out_make_a_lower_bound():
    """WE-M3: 300,000 open and 250,000 on record are more than 90 days, 50,000 unexplained."""
    months = [Month("2026-03", 31, 100_000), Month("2026-02", 28, 80_000), Month("2026-01", 31, 70_000)]
    found = countback(300_000, months)
    assert (found.days, found.unexplained) == (90.0, 50_000)


def test_a_lower_bound_is_told_as_one(ltc, documents):
    """Open is more than was sold net of a credit note that was paid back: people read "> 31.0 d"."""
    with documents() as rows:
        acme = rows.account()
        invoice = rows.invoice(acme, "2026-03-01", "2026-03-31", 10_000)
        paid = rows.invoice(acme, "2026-03-02", "2026-03-31", 4_000)
        rows.pay(paid, "2026-03-03", 4_000)
        for of, day in ((invoice, "2026-03-10"), (paid, "2026-03-12")):
            note = rows.credit(of, day, 4_000)
            back = rows.payment(acme, day, 4_000, direction="out")
            rows.allocate("refund", day, 4_000, credit_note=note, refund=back)
    report = ltc.json("report", "dso")
    assert (report["totals"]["countback"], report["totals"]["unexplained"], report["status"]) == (
        31.0, "40.00", "partial"
    )  # fmt: skip
    told = ltc("report", "dso").out
    assert "> 31.0 d" in told and "40.00 EUR" in told


def test_the_month_under_way_counts_its_elapsed_days(quarter):
    """As of 10 March the sales of 20 March are not seen; March adds its ten days and takes nothing."""
    report = quarter.json("report", "dso", "--as-of", "2026-03-10")
    assert [(row["month"], row["days"], row["sales"], row["counted"]) for row in report["rows"]] == [
        ("2026-03", 10, "0.00", 10.0),
        ("2026-02", 28, "80000.00", 28.0),
        ("2026-01", 31, "70000.00", pytest.approx(14.171429, abs=5e-7)),
    ]


def test_nothing_sold_is_undefined_and_nothing_open_is_no_day(ltc, documents):
    """Without an invoice there is no value; with all paid the days are 0; without sales in the period, none."""
    empty = ltc.json("report", "dso")
    assert (empty["totals"]["countback"], empty["totals"]["simple"], empty["status"]) == (None, None, "undefined")
    assert ltc("report", "dso", "--fail-if", "countback > 60").code == 8
    with documents() as rows:
        rows.pay(rows.invoice(rows.account(), "2026-01-10", "2026-02-10", 10_000), "2026-02-01", 10_000)
    paid = ltc.json("report", "dso", "--period", "2026-Q1")["totals"]
    assert (paid["countback"], paid["simple"], paid["delinquent"]) == (0.0, 0.0, 0.0)
    march = ltc.json("report", "dso", "--period", "2026-03")["totals"]
    assert (march["countback"], march["simple"], march["best_possible"]) == (0.0, None, None)


def test_by_account(quarter, documents):
    """Each account by its own sales, the one with most open first."""
    with documents() as rows:
        rows.invoice(rows.account("Bell"), "2026-03-01", "2026-03-31", 10_000)
    rows = quarter.json("report", "dso", "--by", "account")["rows"]
    assert [(row["account"], row["receivable"], row["countback"]) for row in rows] == [
        ("A1", "212000.00", pytest.approx(73.171429, abs=5e-7)),
        ("A2", "100.00", 31.0),
    ]


MONTHS = st.lists(st.builds(Month, st.just("m"), st.integers(28, 31), st.integers(-500, 5_000)), max_size=8)


@given(MONTHS, st.integers(-100, 20_000), st.integers(0, 5_000))
def test_more_open_is_never_fewer_days(months, receivable, more):
    """What is taken and what is unexplained is what is open; the days grow with it and never pass the history."""
    less, greater = countback(receivable, months), countback(receivable + more, months)
    assert sum(each.taken for each in less.months) + less.unexplained == max(0, receivable)
    assert 0 <= less.days <= greater.days + 1e-9 <= sum(month.days for month in months) + 1e-6


def test_by_what_credit_notes_have_through_their_invoice(ltc):
    """The owner of a credit note is the owner of its invoice, which two joins lead to."""
    for report in ("dso", "collections"):
        assert ltc("report", report, "--by", "owner").code == 0
