"""The chain both ways, in the order of time, from any of its records."""

import pytest

SALE = (
    "lead add Ada --company Lumen --channel referral --amount 900 on 2026-01-05",
    "note L1 hello --kind call on 2026-01-06",
    "lead qualify L1 on 2026-01-08",
    "lead convert L1 --deal Engine --amount 1000 on 2026-01-10",
    "quote create --deal D1 --line Engine=2@500 --send on 2026-01-12",
    "quote accept Q1 --win --order on 2026-01-20",
    "order confirm O1 on 2026-01-22",
    "order deliver O1 --line Engine=1 on 2026-02-01",
    "invoice create --order O1 --issue on 2026-02-05",
    "payment record I1 --amount 400 --method transfer on 2026-03-01",
    "invoice credit I1 --amount 30 --reason late on 2026-03-02",
    "order deliver O1 on 2026-03-05",
    "invoice create --order O1 --issue on 2026-03-06",
)


@pytest.fixture
def sale(ltc):
    """A sale with two deliveries, two invoices, a payment and a credit note."""
    for step in SALE:
        words, day = step.rsplit(" on ", 1)
        ltc.json(*words.split(), "--on", day)
    return ltc


def told(ltc, *words):
    """What a trace tells: ref and step of each row."""
    return [(row["ref"], row["step"]) for row in ltc.json("trace", *words)]


def test_the_whole_chain_from_its_lead(sale):
    """Every step once, in the order of time, with amounts and the days since the step before."""
    rows = sale.json("trace", "L1")
    assert [(row["ref"], row["step"], row["amount"], row["age_days"]) for row in rows] == [
        ("L1", "came in", "900.00", None),
        ("L1", "call", None, 1),
        ("L1", "Contacted", None, 0),
        ("L1", "Qualified", None, 2),
        ("L1", "Converted", None, 2),
        ("D1", "opened", "1000.00", 0),
        ("Q1", "sent", "1000.00", 2),
        ("Q1", "accepted", "1000.00", 8),
        ("D1", "Won", "1000.00", 0),
        ("O1", "confirmed", "1000.00", 2),
        ("S1", "shipped", None, 10),
        ("S1", "delivered", None, 0),
        ("I1", "issued", "500.00", 4),
        ("P1", "paid", "400.00", 24),
        ("P1", "settles", "400.00", 0),
        ("N1", "credited", "-30.00", 1),
        ("N1", "settles", "30.00", 0),
        ("S2", "shipped", None, 3),
        ("S2", "delivered", None, 0),
        ("I2", "issued", "500.00", 1),
    ]
    assert rows[0]["what"] == "Ada, referral"


def test_up_and_down_and_not_sideways(sale):
    """From a payment the chain goes to its invoice, and not to the other one; from the order to both."""
    of_payment, of_order = told(sale, "P1"), told(sale, "O1")
    assert ("I1", "issued") in of_payment
    assert ("L1", "came in") in of_payment
    assert ("I2", "issued") not in of_payment
    assert {("I1", "issued"), ("I2", "issued"), ("P1", "paid"), ("N1", "credited")} <= set(of_order)
    assert told(sale, "L1") == told(sale, "A1")


def test_as_of_a_day(sale):
    """What came later is not told."""
    assert told(sale, "D1", "--as-of", "2026-01-20")[-1] == ("D1", "Won")


def test_on_a_terminal_it_says_what_is_open(sale):
    """The title has the length of the story, the notes what is open."""
    page = sale("trace", "I2").out
    assert page.splitlines()[0] == "I2 Lumen · 11 steps, 60 days"
    assert "I2: 500.00 EUR open, due 2026-04-05." in page


def test_only_the_chain_can_be_traced(sale):
    """A task or a product is no part of it."""
    sale.json("product", "add", "Consulting", "--price", "1")
    assert sale.refused("trace", "Consulting")[0] == 2
