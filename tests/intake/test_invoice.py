"""Rows become invoices that were issued elsewhere, with the numbers they have."""

from tests.intake.test_take_in import answer, counts

LINES = (
    "number,customer,issued,due,item,quantity,price,tax\n"
    "R-1,Lumen,2026-01-05,2026-01-19,Lamp,2,100.00,19%\n"
    "R-1,Lumen,2026-01-05,2026-01-19,Book,1,50.00,7%\n"
)


def sums(shop):
    """Numbers and sums of the invoices."""
    return shop.rows(
        "SELECT number, series, status, due_on, net_minor, tax_minor, total_minor FROM invoice ORDER BY id"
    )


def test_lines_become_an_issued_invoice_outside_our_own_series(shop):
    """2 × 100 at 19 % and 50 at 7 %: 250 net, 38 + 3.50 tax."""
    assert counts(shop.take("invoice", LINES)) == answer(2, new=2)
    assert sums(shop) == [("R-1", "external", "issued", "2026-01-19", 25_000, 4_150, 29_150)]
    assert shop.ltc("check")[0] == 0
    again = shop.take("invoice", LINES)
    assert counts(again) == answer(2, unchanged=2)
    assert again["operation"] is None


def test_a_bare_total_is_one_line_with_the_tax_that_it_tells(shop):
    """1,234.50 at 19 % is 234.56 tax; a gross 119 holds 19; without tax there is none."""
    shop.take(
        "invoice",
        "number,customer,issued,net,tax_amount,total,tax\n"
        "R-1,Lumen,2026-01-05,1234.50,234.56,,\n"
        "R-2,Lumen,2026-01-05,,,119.00,19%\n"
        "R-3,Lumen,2026-01-05,200,,200,\n",
    )
    assert [row[4:] for row in sums(shop)] == [(123_450, 23_456, 146_906), (10_000, 1_900, 11_900), (20_000, 0, 20_000)]
    assert shop.rows("SELECT tax_ppm FROM invoice_line ORDER BY id") == [(190_000,), (190_000,), (0,)]
    assert [row[3] for row in sums(shop)] == ["2026-02-04"] * 3
    assert shop.ltc("check")[0] == 0


def test_an_invoice_that_comes_to_something_else_is_bad(shop):
    said = shop.refuse("invoice", LINES.replace("tax\n", "tax,total\n", 1).replace("%\n", "%,300\n"))
    assert "rows.csv:2:total: it comes to 291.50 EUR, not 300.00 EUR" in said
    said = shop.refuse("invoice", "number,customer,issued,net,tax_amount\nR-1,Lumen,2026-01-05,100,33.333\n")
    assert "rows.csv:2:" in said


def test_an_issued_invoice_never_changes(shop):
    shop.take("invoice", LINES)
    said = shop.refuse("invoice", LINES.replace("2026-01-19", "2026-01-20"))
    assert "rows.csv:2:due: I1 is here already with another one, and never changes" in said


def test_an_invoice_of_an_order_bills_its_lines_and_no_more(shop):
    """An order of 3 lamps: 2 are billed by a line, 2 more are one too many, and 1 is left."""
    shop.take("order", "order,customer,date,shipped,item,qty,price\nA1,Lumen,2026-01-05,2026-01-06,Lamp,3,10\n")
    text = "number,order,issued,item,quantity,price\nR-1,A1,2026-01-07,Lamp,2,10\n"
    shop.take("invoice", text)
    assert shop.rows("SELECT account_id, order_id, what FROM invoice") == [(1, 1, "ordered")]
    assert shop.rows("SELECT order_line_id, quantity FROM invoice_line") == [(1, 2_000_000)]
    said = shop.refuse("invoice", "number,order,issued,item,quantity,price\nR-2,A1,2026-01-07,Lamp,2,10\n")
    assert "rows.csv:2:quantity: 'Lamp' is more than is left to bill of it (E07)" in said
    shop.take("invoice", "number,order,issued,item,quantity,price\nR-2,A1,2026-01-07,Lamp,1,10\n")
    assert shop.ltc("check")[0] == 0


def test_a_bare_total_of_a_whole_order_bills_each_of_its_lines(shop):
    shop.take("order", "order,customer,confirmed,item,qty,price\nA1,Lumen,2026-01-05,Lamp,3,10\nA1,,,Shade,1,5\n")
    shop.take("invoice", "number,order,issued,total\nR-1,A1,2026-01-07,35\n")
    assert shop.rows("SELECT order_line_id, net_minor FROM invoice_line") == [(1, 3_000), (2, 500)]
    assert shop.ltc("check")[0] == 0


def test_what_an_issued_invoice_cannot_be_without(shop):
    said = shop.refuse("invoice", "number,customer,issued,due,total\n,Lumen,2026-01-05,,1\nR-1,,2026-01-05,,1\n"
                       "R-2,Lumen,,,1\nR-3,Lumen,2026-01-05,2026-01-04,1\nR-4,Lumen,2027-01-05,,1\n")  # fmt: skip
    assert "rows.csv:2:number: an issued invoice has a number" in said
    assert "rows.csv:3:account: an invoice needs an account or an order" in said
    assert "rows.csv:4:issued: an issued invoice has the day on which it was issued" in said
    assert "rows.csv:5:due: it would be due on 2026-01-04, before it was issued on 2026-01-05" in said
    assert "rows.csv:6:issued: 2027-01-05 is in the future" in said
