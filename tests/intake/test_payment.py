"""Rows become payments, which settle what they name, or the oldest open invoices of their day."""

from tests.intake.test_take_in import answer, counts, day

INVOICES = (
    "number,customer,issued,due,total\n"
    "R-1,Lumen,2026-01-05,2026-01-20,100\n"
    "R-2,Lumen,2026-01-06,2026-01-10,50\n"
    "R-3,Lumen,2026-02-20,2026-03-01,70\n"
)


def settled(shop):
    """What each payment settled of which invoice."""
    return shop.rows(
        "SELECT p.reference, i.number, a.on_day, a.amount_minor FROM allocation a "
        "JOIN payment p ON p.id = a.payment_id JOIN invoice i ON i.id = a.invoice_id ORDER BY a.id"
    )


def test_payments_of_a_customer_without_invoices_wait_as_credit(shop):
    """The shape of a bare dump: customer, cheque, day, amount."""
    table = b'103,"HQ33",2004-10-19,6066.78\r\n103,"JM55",2003-06-05,14571.44\r\n'
    shop.take("account", "external_id,name\n103,Atelier\n")
    words = ("--no-header", "--names", "account,reference,date,amount", "--encoding", "latin-1")
    assert counts(shop.take("payment", table, *words)) == answer(2, new=2)
    assert shop.rows("SELECT reference, account_id, received_on, amount_minor, currency, created_ms FROM payment") == [
        ("HQ33", 1, "2004-10-19", 606_678, "EUR", day("2004-10-19")),
        ("JM55", 1, "2003-06-05", 1_457_144, "EUR", day("2003-06-05")),
    ]
    assert settled(shop) == []
    again = shop.take("payment", table, *words)
    assert counts(again) == answer(2, unchanged=2)
    assert again["operation"] is None
    assert shop.ltc("check")[0] == 0


def test_a_payment_of_an_account_settles_the_oldest_due_of_those_issued_by_its_day(shop):
    """R-2 is due first; R-3 is issued after; in the order of days, not of rows. 30 of the 160 wait."""
    shop.take("invoice", INVOICES)
    shop.take("payment", "customer,date,amount,ref\nLumen,2026-02-03,120,K2\nLumen,2026-02-01,60,K1\n")
    assert settled(shop) == [
        ("K1", "R-2", "2026-02-01", 5_000),
        ("K1", "R-1", "2026-02-01", 1_000),
        ("K2", "R-1", "2026-02-03", 9_000),
    ]
    assert shop.ltc("check")[0] == 0


def test_a_payment_settles_the_invoice_that_it_names(shop):
    shop.take("invoice", INVOICES)
    shop.take("payment", "invoice,date,amount,discount,fee,ref\nR-1,2026-01-12,97,3,0.50,K1\nI3,2026-03-01,70,,,K2\n")
    assert settled(shop) == [
        ("K1", "R-1", "2026-01-12", 9_700),
        ("K1", "R-1", "2026-01-12", 300),
        ("K2", "R-3", "2026-03-01", 7_000),
    ]
    assert shop.rows("SELECT targets, fee_minor, discount_minor FROM payment") == [("I1", 50, 300), ("I3", 0, 0)]
    assert shop.ltc("check")[0] == 0


def test_a_payment_before_its_invoice_settles_it_when_it_is_issued(shop):
    shop.take("invoice", INVOICES)
    found = shop.take("payment", "invoice,date,amount,ref\nR-1,2026-01-02,100,K1\n")
    assert found["warnings"] == [
        "payments from before their invoice was issued (E06) settle it on that day, such as 'P1 of I1'"
    ]
    assert settled(shop) == [("K1", "R-1", "2026-01-05", 10_000)]


def test_a_payment_of_an_order_waits_for_its_invoice(shop):
    shop.take("order", "order,customer,confirmed,item,price\nA1,Lumen,2026-01-05,Lamp,35\n")
    shop.take("payment", "order,date,amount,ref\nA1,2026-01-06,20,K1\n")
    shop.take("invoice", "number,order,issued,total\nR-1,A1,2026-01-07,35\n")
    assert settled(shop) == [("K1", "R-1", "2026-01-07", 2_000)]
    assert shop.ltc("check")[0] == 0


def test_a_payment_never_changes(shop):
    shop.take("payment", "customer,date,amount,ref\nLumen,2026-02-03,120,K1\n")
    said = shop.refuse("payment", "customer,date,amount,ref\nLumen,2026-02-03,121,K1\n")
    assert "rows.csv:2:reference: P1 is here already and differs in amount" in said
    assert counts(shop.take("payment", "date,amount,customer,ref,method\n2026-02-03,120,Lumen,K1,cheque\n")) == answer(
        1, updated=1
    )


def test_what_a_payment_cannot_be_without(shop):
    said = shop.refuse("payment", "customer,invoice,date,amount\nLumen,,2026-02-03,\nLumen,,,5\n,,2026-02-03,5\n"
                       "Lumen,R-9,2026-02-03,5\nLumen,,2026-02-03,-5\n")  # fmt: skip
    assert "rows.csv:2:amount: a payment needs an amount above zero" in said
    assert "rows.csv:3:date: a payment needs the day on which it was received" in said
    assert "rows.csv:4:account: a payment needs an account, an invoice or an order" in said
    assert "rows.csv:5:invoice: no issued invoice has the number or external id 'R-9'" in said
    assert "rows.csv:6:amount: '-5' is below zero" in said


def test_a_reference_is_one_payments(shop):
    text = "id,customer,date,amount,ref\n1,Lumen,2026-02-03,5,K1\n2,Lumen,2026-02-03,5,K1\n"
    said = shop.refuse("payment", text, "--map", "id=external_id")
    assert "rows.csv:3:reference: the reference is that of another payment" in said
