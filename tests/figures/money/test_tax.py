"""Tax by rate and period: as charged and as received, to the cent, in the currency of the business."""

from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.figures.money.tax import At, Sheet, received

TWO = [(190_000, 10_000, 1_900), (70_000, 5_000, 350)]
"""100.00 at 19 % and 50.00 at 7 %: 172.50."""


def told(report):
    """Period, rate, net, tax and gross of each row."""
    return [tuple(row[name] for name in ("period", "rate", "net", "tax", "gross")) for row in report["rows"]]


def test_invoices_less_credit_notes_by_day_of_issue(ltc, documents):
    """The second line of a January invoice is credited in February."""
    with documents() as rows:
        invoice = rows.invoice(rows.account(), "2026-01-15", "2026-02-14", 0, lines=TWO)
        rows.credit(invoice, "2026-02-03", lines=[(2, 5_000, 350)])
    report = ltc.json("report", "tax")
    assert told(report) == [
        ("2026-01", "19", "100.00", "19.00", "119.00"),
        ("2026-01", "7", "50.00", "3.50", "53.50"),
        ("2026-02", "7", "-50.00", "-3.50", "-53.50"),
    ]
    totals = report["totals"]
    assert (totals["net"], totals["tax"], totals["gross"]) == ("100.00", "19.00", "119.00")
    assert (totals["invoiced_tax"], totals["credited_tax"]) == ("22.50", "3.50")
    assert (totals["invoices"], totals["credit_notes"], report["basis"]) == (1, 1, "issued")
    quarter = ltc.json("report", "tax", "--period", "2026-Q1")
    assert told(quarter) == [
        ("2026-Q1", "19", "100.00", "19.00", "119.00"),
        ("2026-Q1", "7", "0.00", "0.00", "0.00"),
    ]
    assert told(ltc.json("report", "tax", "--period", "2026-01"))[0] == ("2026-01", "19", "100.00", "19.00", "119.00")


def test_as_received_in_proportion_to_what_was_paid(ltc, documents):
    """A third in February, the rest in March: 39.67 and 17.83 of 57.50, and in all exactly what was charged."""
    with documents() as rows:
        invoice = rows.invoice(rows.account(), "2026-01-15", "2026-02-14", 0, lines=TWO)
        rows.pay(invoice, "2026-02-10", 5_750)
        rows.pay(invoice, "2026-03-01", 11_500)
    report = ltc.json("report", "tax", "--by", "paid")
    assert told(report) == [
        ("2026-02", "19", "33.33", "6.34", "39.67"),
        ("2026-02", "7", "16.67", "1.16", "17.83"),
        ("2026-03", "19", "66.67", "12.66", "79.33"),
        ("2026-03", "7", "33.33", "2.34", "35.67"),
    ]
    assert (report["basis"], report["totals"]["tax"], report["totals"]["gross"]) == ("paid", "22.50", "172.50")
    assert ltc.json("report", "tax", "--basis", "paid")["rows"] == report["rows"]
    assert ltc.json("report", "tax", "--by", "paid", "--as-of", "2026-02-09")["rows"] == []


def test_discounts_and_write_offs_are_never_received(ltc, documents):
    """2 % off 119.00 leaves 98.00 and 18.62 of tax; what is written off adds nothing."""
    with documents() as rows:
        acme = rows.account()
        first = rows.invoice(acme, "2026-01-15", "2026-02-14", 0, lines=TWO[:1])
        payment = rows.payment(acme, "2026-01-20", 11_662, discount_minor=238)
        rows.allocate("payment", "2026-01-20", 11_662, payment=payment, invoice=first)
        rows.allocate("discount", "2026-01-20", 238, payment=payment, invoice=first)
        rows.allocate(
            "writeoff", "2026-03-01", 17_250, invoice=rows.invoice(acme, "2026-01-15", "2026-02-14", 0, lines=TWO)
        )
    assert told(ltc.json("report", "tax", "--by", "paid")) == [("2026-01", "19", "98.00", "18.62", "116.62")]


def test_a_payment_taken_back_takes_its_tax_back(ltc, documents):
    """Received in January, taken back in February: nothing in all, and one document."""
    with documents() as rows:
        invoice = rows.invoice(rows.account(), "2026-01-15", "2026-02-14", 0, lines=TWO[:1])
        rows.reverse(rows.pay(invoice, "2026-01-20", 11_900), "2026-02-02")
    report = ltc.json("report", "tax", "--by", "paid")
    assert told(report) == [
        ("2026-01", "19", "100.00", "19.00", "119.00"),
        ("2026-02", "19", "-100.00", "-19.00", "-119.00"),
    ]
    assert report["totals"]["tax"] == "0.00"


def test_a_credit_note_counts_as_received_when_it_is_used_or_paid_back(ltc, documents):
    """Paid in full, credited by line 2 in February, paid back in March: its tax comes off in March."""
    with documents() as rows:
        acme = rows.account()
        invoice = rows.invoice(acme, "2026-01-15", "2026-02-14", 0, lines=TWO)
        rows.pay(invoice, "2026-01-20", 17_250)
        note = rows.credit(invoice, "2026-02-03", lines=[(2, 5_000, 350)])
        back = rows.payment(acme, "2026-03-05", 5_350, direction="out")
        rows.allocate("refund", "2026-03-05", 5_350, credit_note=note, refund=back)
    assert told(ltc.json("report", "tax", "--by", "paid")) == [
        ("2026-01", "19", "100.00", "19.00", "119.00"),
        ("2026-01", "7", "50.00", "3.50", "53.50"),
        ("2026-03", "7", "-50.00", "-3.50", "-53.50"),
    ]


def test_credited_before_it_is_paid_the_rest_is_what_was_kept(ltc, documents):
    """Line 2 is credited, the rest paid: in all 100.00 at 19 %, nothing at 7 %."""
    with documents() as rows:
        invoice = rows.invoice(rows.account(), "2026-01-15", "2026-02-14", 0, lines=TWO)
        note = rows.credit(invoice, "2026-02-03", lines=[(2, 5_000, 350)])
        rows.allocate("credit", "2026-02-03", 5_350, credit_note=note, invoice=invoice)
        rows.pay(invoice, "2026-02-10", 11_900)
    assert told(ltc.json("report", "tax", "--by", "paid", "--period", "2026-Q1")) == [
        ("2026-Q1", "19", "100.00", "19.00", "119.00"),
        ("2026-Q1", "7", "0.00", "0.00", "0.00"),
    ]


def test_another_currency_at_the_rate_of_the_document(ltc, documents):
    """172.50 USD at 1/1.1 are 156.82 EUR: net 136.36, by rate 90.91 and 45.45, tax 17.27 and 3.19."""
    with documents() as rows:
        rows.invoice(rows.account(), "2026-01-15", "2026-02-14", 0, lines=TWO, currency="USD", rate="1/1.1")
    report = ltc.json("report", "tax")
    assert told(report) == [
        ("2026-01", "19", "90.91", "17.27", "108.18"),
        ("2026-01", "7", "45.45", "3.19", "48.64"),
    ]
    assert (report["totals"]["net"], report["totals"]["gross"], report["totals"]["tax"]) == (
        "136.36",
        "156.82",
        "20.46",
    )


def test_money_that_no_invoice_has_is_counted_as_left_out(ltc, documents):
    """A payment in advance has no rate of tax yet."""
    with documents() as rows:
        rows.payment(rows.account(), "2026-02-01", 10_000)
    report = ltc.json("report", "tax", "--by", "paid")
    assert (report["rows"], report["excluded"]) == ([], {"unallocated_payments": 1})


def test_by_account_and_quarter(ltc, documents):
    """Other dimensions and another unit of time; two units are one too many."""
    with documents() as rows:
        for name, day in (("Acme", "2026-01-10"), ("Bell", "2026-04-10")):
            rows.invoice(rows.account(name), day, "2026-06-01", 0, lines=TWO[:1])
    report = ltc.json("report", "tax", "--by", "account,quarter", "--as-of", "2026-06-30")
    assert [(row["period"], row["account"], row["tax"]) for row in report["rows"]] == [
        ("2026-Q1", "A1", "19.00"),
        ("2026-Q2", "A2", "19.00"),
    ]
    assert ltc("report", "tax", "--by", "month,quarter").code == 2
    assert "Acme" in ltc("report", "tax", "--by", "account").out


def test_the_documents_behind_the_tax(ltc, documents):
    """What each adds, at each rate."""
    with documents() as rows:
        invoice = rows.invoice(rows.account(), "2026-01-15", "2026-02-14", 0, lines=TWO)
        rows.credit(invoice, "2026-02-03", lines=[(2, 5_000, 350)])
    rows = ltc.json("explain", "tax", "--rows")
    assert [(row["ref"], row["day"], row["rate"], row["tax"]) for row in rows] == [
        ("I1", "2026-01-15", "19", "19.00"),
        ("I1", "2026-01-15", "7", "3.50"),
        ("N1", "2026-02-03", "7", "-3.50"),
    ]


RATES = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 20_000)), min_size=1, max_size=4)


@given(RATES, st.lists(st.integers(1, 50_000), max_size=6))
def test_parts_received_add_up_at_every_step(rates, payments):
    """However it is paid, gross by rate adds up to what was paid, and paid in full it is what was charged."""
    parts = tuple(At(number, net, net + tax) for number, (net, tax) in enumerate(rates))
    total = sum(part.gross for part in parts)
    if total == 0:
        return
    sheet = Sheet("invoice", 1, 1, (), "2026-01-01", total, parts)
    settled = 0
    for payment in payments:
        settled = min(total, settled + payment)
        found = received(sheet, settled)
        assert sum(at.gross for at in found) == settled
        assert all(at.net >= 0 for at in found)
        assert all(abs(at.gross * total - part.gross * settled) < total for at, part in zip(found, parts, strict=True))
    assert received(sheet, total) == list(parts)
