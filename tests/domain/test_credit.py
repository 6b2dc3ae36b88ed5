"""Credit notes: by lines, by amount, all of it; their cents add up to the invoice's."""

import pytest


@pytest.fixture
def billed(ltc):
    """Three of 33.33 at 19 % and one of 10.00 at 7 %: 99.99 + 19.00, 10.00 + 0.70; 129.69."""
    for words in (
        "account add Bright",
        "product add Book --price 33.33 --tax 19%",
        "product add Tea --price 10 --tax 7%",
        "invoice create --account A1 --line Book=3 --line Tea=1 --issue",
    ):
        assert ltc(*words.split()).code == 0
    assert ltc.json("show", "I1")["total"] == "129.69"
    return ltc


def credit(ltc, *words):
    return ltc.json("invoice", "credit", "I1", "--reason", "x", *words)


def sums(ltc):
    """Net and tax in cents of the invoice, and of all its credit notes."""
    return (
        ltc.rows("SELECT sum(net_minor), sum(tax_minor) FROM invoice"),
        ltc.rows("SELECT sum(net_minor), sum(tax_minor) FROM credit_note"),
    )


def test_lines_one_by_one_add_up(billed):
    """Books 1, 1, 1 and the tea: net and tax are those of the invoice, and it is credited."""
    for chosen in ("Book=1", "Book=1", "Book=1", "Tea=1"):
        credit(billed, "--line", chosen)
    whole, parts = sums(billed)
    assert whole == parts == [(10999, 1970)]
    assert billed.json("show", "I1")["status"] == "credited"
    assert billed("check").code == 0


def test_amounts_and_the_rest_add_up(billed):
    """0.01, 50.00, and whatever is left."""
    assert credit(billed, "--amount", "0.01")["total"] == "0.01"
    assert credit(billed, "--amount", "50")["total"] == "50.00"
    assert credit(billed)["total"] == "79.68"
    whole, parts = sums(billed)
    assert whole == parts
    assert billed("check").code == 0


def test_a_void_is_a_credit_of_everything(billed):
    """Nothing is open, nothing waits, and nothing is left to credit."""
    note = credit(billed)
    assert (note["total"], note["net"], note["tax"], note["unapplied"]) == ("129.69", "109.99", "19.70", "0.00")
    page = billed.json("show", "I1")
    assert (page["outstanding"], page["status"]) == ("0.00", "credited")
    assert billed.refused("invoice", "credit", "I1", "--reason", "x")[0] == 4


def test_what_was_paid_already_waits_as_credit(billed):
    """129.69 paid, 10.70 credited: 10.70 wait, and can be paid back."""
    billed("payment", "record", "I1")
    assert credit(billed, "--line", "Tea=1")["unapplied"] == "10.70"
    assert billed.json("payment", "refund", "--account", "A1")["amount"] == "10.70"
    assert billed.json("show", "N1")["unapplied"] == "0.00"
    assert billed.json("show", "I1")["status"] == "paid"


def test_partly_paid_it_settles_what_is_open_first(billed):
    """100.00 paid, 29.69 open, 50.00 credited: 29.69 settle, 20.31 wait."""
    billed("payment", "record", "I1", "--amount", "100")
    assert credit(billed, "--amount", "50")["unapplied"] == "20.31"
    assert billed.json("show", "I1")["outstanding"] == "0.00"
