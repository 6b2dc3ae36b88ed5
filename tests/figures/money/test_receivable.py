"""Receivables by age: the dictionary's worked example, the past as it was, instalments, currencies, and the ledger."""

import pytest

BUCKETS = ("not_due", "1-30", "31-60", "61-90", ">90", "unapplied")


DISPUTES = """
name: Disputes
lead:
  statuses:
    new: {kind: new}
    qualified: {kind: qualified}
pipelines:
  sales:
    stages:
      talk: {probability: 50%}
fields:
  invoice:
    disputed: {type: yesno, label: Disputed}
"""


def buckets(report):
    """The amounts by bucket, of those that hold something."""
    return {row["bucket"]: row["amount"] for row in report["rows"] if row["amount"] != "0.00"}


@pytest.fixture
def seven(ltc, documents):
    """WE-M2: seven invoices and an unapplied payment of 150."""
    with documents() as rows:
        acme = rows.account()
        one = rows.invoice(acme, "2026-01-10", "2026-02-09", 100_000)
        rows.invoice(acme, "2026-03-05", "2026-04-04", 200_000)
        three = rows.invoice(acme, "2025-12-01", "2025-12-31", 50_000)
        rows.invoice(acme, "2026-02-01", "2026-03-31", 80_000)
        rows.invoice(acme, "2026-02-28", "2026-03-30", 30_000)
        six = rows.invoice(acme, "2025-10-01", "2025-10-31", 70_000)
        rows.invoice(acme, "2025-11-30", "2025-12-30", 40_000)
        rows.pay(one, "2026-02-20", 40_000)
        rows.pay(one, "2026-04-02", 10_000)
        rows.credited(three, "2026-01-15", 20_000)
        rows.allocate("writeoff", "2026-03-01", 70_000, invoice=six)
        rows.payment(acme, "2026-03-20", 15_000)
    return ltc


def test_ageing_of_the_worked_example(seven):
    """WE-M2: on the due day nothing is late, 90 days are 61-90, 91 are over; the payment of 2 April is not seen."""
    report = seven.json("report", "aging")
    assert [(row["bucket"], row["invoices"], row["amount"]) for row in report["rows"]] == [
        ("not_due", 2, "2800.00"),
        ("1-30", 1, "300.00"),
        ("31-60", 1, "600.00"),
        ("61-90", 1, "300.00"),
        (">90", 1, "400.00"),
        ("unapplied", 0, "-150.00"),
    ]
    assert report["totals"] == {
        "invoices": 6,
        "amount": "4250.00",
        "overdue": "1600.00",
        "ledger": "4250.00",
        "fx_difference": "0.00",
    }
    assert (report["as_of"], report["status"]) == ("2026-03-31", "ok")


def test_the_process_says_where_ages_are_cut(seven):
    """WE-M2 cut at 45 days and at 90: 300 up to 45, 600 and 300 up to 90, 400 later."""
    path = seven.path.with_name("cut.yaml")
    path.write_text(seven("process", "show").out + "reports: {aging: [45, 90]}\n", encoding="utf-8")
    assert seven("process", "apply", str(path), "--yes").code == 0
    rows = seven.json("report", "aging")["rows"]
    assert {row["bucket"]: row["amount"] for row in rows} == {
        "not_due": "2800.00", "1-45": "300.00", "46-90": "900.00", ">90": "400.00", "unapplied": "-150.00",
    }  # fmt: skip
    wide = seven.json("report", "aging", "--by", "account")["rows"]
    assert (wide[0]["46-90"], wide[0]["total"]) == ("900.00", "4250.00")


def test_all_six_rows_stand_in_an_empty_file(ltc):
    """A script finds every bucket, also where nothing was ever invoiced."""
    report = ltc.json("report", "aging")
    assert [(row["bucket"], row["invoices"], row["amount"]) for row in report["rows"]] == [
        (name, 0, "0.00") for name in BUCKETS
    ]


def test_the_end_of_a_period_and_the_same_day_asked_for_are_one(seven):
    """Before the write-off and the last invoice: 1,100 not due, 600, 700 and 700 late."""
    asked = seven.json("report", "aging", "--as-of", "2026-02-28")
    assert buckets(asked) == {"not_due": "1100.00", "1-30": "600.00", "31-60": "700.00", ">90": "700.00"}
    named = seven.json("report", "aging", "--period", "2026-02")
    assert (named["rows"], named["totals"], named["as_of"]) == (asked["rows"], asked["totals"], "2026-02-28")


def test_a_start_says_nothing_about_age(seven):
    """A snapshot has no first day."""
    code, error = seven.refused("report", "aging", "--since", "2026-01-01")
    assert code == 2 and "--as-of 2026-01-01" in error


def test_the_invoices_behind_the_buckets(seven):
    """Each open part with its days past due; those not due are below one."""
    rows = seven.json("explain", "aging", "--rows")
    assert [(row["ref"], row["bucket"], row["days_past_due"], row["amount"]) for row in rows] == [
        ("I4", "not_due", 0, "800.00"),
        ("I2", "not_due", -4, "2000.00"),
        ("I5", "1-30", 1, "300.00"),
        ("I1", "31-60", 50, "600.00"),
        ("I3", "61-90", 90, "300.00"),
        ("I7", ">90", 91, "400.00"),
        ("P3", "unapplied", None, "-150.00"),
    ]


def test_a_gate_on_the_oldest(seven):
    """400 are more than 90 days late."""
    assert seven("report", "aging", "--fail-if", "amount[>90] > 399").code == 8
    assert seven("report", "aging", "--fail-if", "amount[>90] > 400").code == 0


def test_by_account_and_filtered(ltc, documents):
    """A row an account, a column a bucket; a filter that payments share takes theirs along, another cannot."""
    with documents() as rows:
        acme, bell = rows.account("Acme"), rows.account("Bell")
        rows.invoice(acme, "2026-01-01", "2026-01-31", 10_000)
        rows.invoice(bell, "2026-03-01", "2026-04-30", 20_000)
        rows.payment(bell, "2026-03-20", 5_000)
    report = ltc.json("report", "aging", "--by", "account")
    assert [
        (row["account"], row["not_due"], row["31-60"], row["unapplied"], row["total"]) for row in report["rows"]
    ] == [
        ("A2", "200.00", "0.00", "-50.00", "150.00"),
        ("A1", "0.00", "100.00", "0.00", "100.00"),
    ]
    assert report["totals"]["ledger"] == "250.00"
    told = ltc("report", "aging", "--by", "account").out
    assert "Acme" in told and "Bell" in told
    mine = ltc.json("report", "aging", "--where", "account = A2")
    assert (buckets(mine), mine["totals"]["ledger"]) == ({"not_due": "200.00", "unapplied": "-50.00"}, "150.00")
    late = ltc.json("report", "aging", "--where", "due < 2026-02-01")
    assert (late["rows"][-1]["amount"], late["totals"]["ledger"], late["status"]) == (None, None, "partial")
    assert late["totals"]["amount"] == "100.00"


def test_an_allocation_taken_back_is_open_again_from_that_day(ltc, documents):
    """Paid on 10 March, taken back on the 20th: open before, paid between, open after, unapplied after."""
    with documents() as rows:
        invoice = rows.invoice(rows.account(), "2026-03-01", "2026-03-15", 10_000)
        rows.reverse(rows.pay(invoice, "2026-03-10", 10_000), "2026-03-20")
    told = {day: buckets(ltc.json("report", "aging", "--as-of", f"2026-03-{day}")) for day in ("09", "10", "19", "20")}
    assert told == {
        "09": {"not_due": "100.00"},
        "10": {},
        "19": {},
        "20": {"1-30": "100.00", "unapplied": "-100.00"},
    }


def test_credit_paid_back_is_no_longer_unapplied(ltc, documents):
    """A paid invoice is credited by 30: unapplied until 30 are paid back; the ledger is nothing again."""
    with documents() as rows:
        acme = rows.account()
        invoice = rows.invoice(acme, "2026-03-01", "2026-03-15", 10_000)
        rows.pay(invoice, "2026-03-05", 10_000)
        note = rows.credit(invoice, "2026-03-10", 3_000)
        refund = rows.payment(acme, "2026-03-20", 3_000, direction="out")
        rows.allocate("refund", "2026-03-20", 3_000, credit_note=note, refund=refund)
    before, after = (ltc.json("report", "aging", "--as-of", day) for day in ("2026-03-19", "2026-03-20"))
    assert (buckets(before), before["totals"]["ledger"]) == ({"unapplied": "-30.00"}, "-30.00")
    assert (buckets(after), after["totals"]["ledger"]) == ({}, "0.00")


def test_a_cash_discount_settles_without_money(ltc, documents):
    """98 paid and 2 granted: nothing is open, nothing is unapplied, the ledger is nothing."""
    with documents() as rows:
        acme = rows.account()
        invoice = rows.invoice(acme, "2026-03-01", "2026-03-31", 10_000)
        payment = rows.payment(acme, "2026-03-08", 9_800, discount_minor=200)
        rows.allocate("payment", "2026-03-08", 9_800, payment=payment, invoice=invoice)
        rows.allocate("discount", "2026-03-08", 200, payment=payment, invoice=invoice)
    report = ltc.json("report", "aging")
    assert (buckets(report), report["totals"]["ledger"]) == ({}, "0.00")


def test_instalments_age_by_their_own_days_and_the_earliest_is_paid_first(ltc, documents):
    """300 due 15 February, 200 due 15 March, 500 on delivery, which is to come; 350 paid on 1 March."""
    with documents() as rows:
        invoice = rows.planned(
            (50_000, "deliver", None), (20_000, "date", "2026-03-15"), (30_000, "date", "2026-02-15")
        )
        rows.pay(invoice, "2026-03-01", 35_000)
    february, march = (ltc.json("report", "aging", "--as-of", day) for day in ("2026-02-28", "2026-03-31"))
    assert buckets(february) == {"not_due": "700.00", "1-30": "300.00"}
    assert february["totals"]["invoices"] == 1
    assert buckets(march) == {"not_due": "500.00", "1-30": "150.00"}
    assert march["totals"]["ledger"] == "650.00"


def test_currencies_are_converted_one_document_at_a_time_and_named_where_no_rate_is(ltc, documents):
    """Three of 0.05 USD at 1.10 are 5 cents each, not 14 in all; CHF has no rate and is left out."""
    with documents() as rows:
        acme = rows.account()
        for _ in range(3):
            rows.invoice(acme, "2026-03-01", "2026-04-30", 5, currency="USD", rate="1/1.1")
        rows.invoice(acme, "2026-03-01", "2026-04-30", 700, currency="CHF", rate="0.9")
        rows.book.insert("fx_rate", {"base": "EUR", "quote": "USD", "day": "2026-03-25", "rate": "1.10"})
    report = ltc.json("report", "aging")
    assert (buckets(report), report["status"]) == ({"not_due": "0.15"}, "partial")
    assert report["excluded"] == {"missing_fx": {"count": 1, "amounts_by_currency": {"CHF": "7.00"}}}
    assert report["totals"]["ledger"] == "0.15"
    own = ltc.json("report", "aging", "--by", "currency")
    assert {row["currency"]: row["total"] for row in own["rows"]} == {"USD": "0.15", "CHF": "7.00"}


def test_a_moment_of_a_day(ltc, documents):
    """Paid at noon (UTC) on 10 March: open that morning, settled that afternoon."""
    with documents() as rows:
        rows.pay(rows.invoice(rows.account(), "2026-03-01", "2026-03-31", 10_000), "2026-03-10", 10_000)
    assert buckets(ltc.json("report", "aging", "--as-of", "2026-03-10T11:00Z")) == {"not_due": "100.00"}
    assert buckets(ltc.json("report", "aging", "--as-of", "2026-03-10T13:00Z")) == {}


def test_a_rate_older_than_a_week_is_none(ltc, documents):
    """Eight days after the last rate the amount is left out."""
    with documents() as rows:
        rows.invoice(rows.account(), "2026-03-01", "2026-04-30", 1_100, currency="USD", rate="1/1.1")
        rows.book.insert("fx_rate", {"base": "EUR", "quote": "USD", "day": "2026-03-10", "rate": "1.10"})
    assert buckets(ltc.json("report", "aging", "--as-of", "2026-03-17")) == {"not_due": "10.00"}
    assert buckets(ltc.json("report", "aging", "--as-of", "2026-03-18")) == {}


def test_paid_in_another_currency_the_ledger_of_both_is_right(ltc, documents):
    """110 USD settle 100 EUR: neither currency has anything left."""
    with documents() as rows:
        acme = rows.account()
        invoice = rows.invoice(acme, "2026-03-01", "2026-03-15", 10_000)
        payment = rows.payment(acme, "2026-03-10", 11_000, currency="USD", rate="1/1.1", base_minor=10_000)
        rows.allocate("payment", "2026-03-10", 10_000, source=11_000, payment=payment, invoice=invoice)
    report = ltc.json("report", "aging")
    assert (buckets(report), report["totals"]["ledger"], report["status"]) == ({}, "0.00", "ok")


def test_at_the_rates_booked_and_what_rates_have_changed_since(ltc, documents):
    """1,000 USD posted at .90 and 300 EUR; .80 on 31 March: 1,100 now, 1,200 as booked, and 100 less by rates."""
    with documents() as rows:
        acme = rows.account()
        rows.invoice(acme, "2026-03-01", "2026-04-30", 100_000, currency="USD", rate="0.9")
        rows.invoice(acme, "2026-03-01", "2026-04-30", 30_000)
        rows.book.insert("fx_rate", {"base": "USD", "quote": "EUR", "day": "2026-03-31", "rate": "0.8"})
    now, booked = ltc.json("report", "aging"), ltc.json("report", "aging", "--fx", "booked")
    assert (buckets(now), buckets(booked)) == ({"not_due": "1100.00"}, {"not_due": "1200.00"})
    assert now["totals"]["fx_difference"] == booked["totals"]["fx_difference"] == "-100.00"
    assert (now["totals"]["ledger"], booked["totals"]["ledger"]) == ("1100.00", "1200.00")
    assert "fx difference   -100.00" in ltc("report", "aging").out
    assert ltc.refused("report", "aging", "--fx", "today")[0] == 2


def test_booked_rates_need_none_of_the_day(ltc, documents):
    """No rate since: left out as of the day, told as booked."""
    with documents() as rows:
        rows.invoice(rows.account(), "2026-01-05", "2026-02-04", 100_000, currency="USD", rate="0.9")
    assert ltc.json("report", "aging")["status"] == "partial"
    booked = ltc.json("report", "aging", "--fx", "booked")
    assert (booked["status"], buckets(booked)) == ("ok", {"31-60": "900.00"})


def test_what_is_disputed_is_a_field_of_the_process(ltc_with):
    """M2: invoices get a field of their own, by which the ages are split and chosen; 700 of 1,000 are undisputed."""
    ltc = ltc_with(DISPUTES)
    ltc("account", "add", "Acme", "--on", "2026-01-02")
    for amount, more in (("700", ()), ("300", ("--field", "disputed=yes"))):
        told = ltc("invoice", "create", "--account", "A1", "--line", f"Work=1@{amount}", *more, "--issue")
        assert told.code == 0, told.err
    rows = ltc.json("report", "aging", "--by", "disputed")["rows"]
    assert {row["disputed"]: row["total"] for row in rows} == {"(unknown)": "700.00", "yes": "300.00"}
    chosen = ltc.json("report", "aging", "--where", "disputed != yes")
    assert chosen["totals"]["amount"] == "700.00"
