"""The public views: every one can be read, and says what the program says."""

import sqlite3

import pytest

BUSINESS = (
    "account add Lumen",
    "product add Consulting --price 120 --unit h --sku C-1",
    "fx set EUR/JPY 160",
    "fx set EUR/KWD 0.33",
    "quote create --account A1 --line Consulting=2.5 --send",
    "quote accept Q1 --order",
    "order confirm O1 --promise 2026-04-30",
    "order deliver O1 --line Consulting=1.5",
    "invoice create --order O1 --issue",
    "invoice create --account A1 --line Review=1@JPY5000 --issue",
    "invoice create --account A1 --line Review=1@KWD1.234 --issue",
    "payment record I1 --amount 100.01",
    "invoice credit I1 --amount 0.09 --reason late",
)


@pytest.fixture
def business(ltc):
    """Documents in currencies of two, no and three decimals."""
    for words in BUSINESS:
        ltc.json(*words.split())
    return ltc


def rows(ltc, statement):
    """What a question to the file answers."""
    conn = sqlite3.connect(ltc.path)
    try:
        return conn.execute(statement).fetchall()
    finally:
        conn.close()


def test_every_view_can_be_read(business):
    """None refers to what is not there."""
    names = [name for (name,) in rows(business, "SELECT name FROM sqlite_schema WHERE type = 'view'")]
    assert len(names) >= 20
    for name in names:
        rows(business, f"SELECT * FROM {name}")


def test_invoices_as_the_program_tells_them(business):
    """Amounts with the digits of their currency."""
    listed = business.json("invoice", "list", "--sort", "id")
    told = [(row["ref"], row["number"], row["total"], row["outstanding"], row["currency"]) for row in listed]
    assert rows(business, "SELECT ref, number, total, outstanding, currency FROM v_invoice ORDER BY id") == told
    assert [row[2:] for row in told] == [
        ("180.00", "79.90", "EUR"),
        ("5000", "5000", "JPY"),
        ("1.234", "1.234", "KWD"),
    ]


def test_the_lines_of_an_order(business):
    """Quantities are numbers, prices exact decimals."""
    line = 'SELECT "order", sku, item, quantity, unit, price, net FROM v_order_line'
    assert rows(business, line) == [("O1", "C-1", "Consulting", 2.5, "h", "120.00", "300.00")]
    assert rows(business, "SELECT shipment, quantity FROM v_shipment_line") == [("S1", 1.5)]


def test_what_settles_what(business):
    """Payments and credit notes with what they settle."""
    assert rows(business, "SELECT source, settles, amount, currency FROM v_allocation ORDER BY id") == [
        ("P1", "I1", "100.01", "EUR"),
        ("N1", "I1", "0.09", "EUR"),
    ]
