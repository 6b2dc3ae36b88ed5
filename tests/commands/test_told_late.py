"""What is told late, or after a change of mind: money is used once on every day, and a plan follows its order."""

import pytest


@pytest.fixture
def lumen(ltc):
    """Two invoices of 100.00 of 1 March; 100.00 paid on the 2nd, used for the first, and freed again on the 20th."""
    for words in (
        ("account", "add", "Lumen"),
        ("invoice", "create", "--account", "A1", "--line", "Tea=10@10", "--issue", "--on", "2026-03-01"),
        ("invoice", "create", "--account", "A1", "--line", "Tea=10@10", "--issue", "--on", "2026-03-01"),
        ("payment", "record", "I1", "--on", "2026-03-02"),
        ("payment", "unallocate", "P1", "I1", "--on", "2026-03-20"),
    ):
        assert ltc(*words).code == 0
    return ltc


LATE = (
    ("payment", "allocate", "P1", "I2"),
    ("payment", "refund", "--account", "A1"),
    ("invoice", "write-off", "I1", "--reason", "gone"),
)


@pytest.mark.parametrize("words", LATE, ids=lambda words: " ".join(words[:2]))
def test_what_was_taken_is_not_free_before_it_was_freed(lumen, words):
    """On the 10th the payment lay with the first invoice: neither could be used then, from the 20th on both can."""
    code, said = lumen.refused(*words, "--on", "2026-03-10")
    assert (code, "2026-03-10 is before 2026-03-20, when" in said, "--on 2026-03-20" in said) == (4, True, True)
    assert lumen(*words, "--on", "2026-03-20").code == 0
    assert lumen("check") == (0, "", "")


def test_money_is_not_paid_back_before_it_came(lumen):
    code, said = lumen.refused("payment", "refund", "--account", "A1", "--on", "2026-03-01")
    assert (code, "2026-03-01 is before 2026-03-02, the date of P1" in said) == (4, True)


@pytest.fixture
def ordered(ltc):
    """Four machines at 50.00, confirmed on 2 March."""
    for words in (
        ("account", "add", "Lumen"),
        ("order", "create", "--account", "A1", "--line", "Machine=4@50", "--on", "2026-03-02"),
        ("order", "confirm", "O1", "--promise", "2026-04-01", "--on", "2026-03-02"),
    ):
        assert ltc(*words).code == 0
    return ltc


@pytest.mark.parametrize("step", ["hold", "close"])
def test_what_is_on_its_way_arrives_whatever_becomes_of_the_order(ordered, step):
    """Three left before the order was held, or closed with one given up: they arrive, and are billed."""
    ordered("order", "ship", "O1", "--line", "Machine=3", "--on", "2026-03-03")
    assert ordered("order", step, "O1", "--on", "2026-03-04").code == 0
    assert ordered("order", "deliver", "O1", "--on", "2026-03-05").code == 0
    assert ordered.json("invoice", "create", "--order", "O1")["total"] == "150.00"
    assert ordered("order", "ship", "O1").code == 4


def test_an_order_whose_invoices_are_credited_in_full_is_cancelled(ordered):
    """As the refusal said: credit the invoice first. A part of it is not enough."""
    ordered("invoice", "create", "--order", "O1", "--what", "ordered", "--issue")
    assert "Credit the invoice" in ordered.refused("order", "cancel", "O1")[1]
    ordered("invoice", "credit", "I1", "--amount", "50", "--reason", "changed their mind")
    assert ordered("order", "cancel", "O1").code == 4
    ordered("invoice", "credit", "I1", "--reason", "changed their mind")
    assert ordered("order", "cancel", "O1").code == 0
    assert ordered("check") == (0, "", "")


def test_a_deposit_dated_after_an_invoice_told_late_settles_it_on_its_own_day(ordered):
    ordered("payment", "record", "O1", "--amount", "80", "--on", "2026-03-10")
    told = ordered("invoice", "create", "--order", "O1", "--what", "ordered", "--issue", "--on", "2026-03-05")
    assert told.code == 0, told.err
    assert ordered.rows("SELECT on_day, amount_minor FROM allocation") == [("2026-03-10", 80_00)]
    assert ordered("check") == (0, "", "")


def test_a_promise_is_not_told_before_the_last_one(ordered):
    ordered("order", "edit", "O1", "promised=2026-04-05", "--on", "2026-03-10")
    code, said = ordered.refused("order", "edit", "O1", "promised=2026-04-09", "--on", "2026-03-06")
    assert (code, "2026-03-06 is before 2026-03-10, when 2026-04-05 was promised" in said) == (4, True)
    shown = ordered.json("order", "show", "O1")
    assert (shown["promised"], shown["first_promised"]) == ("2026-04-05", "2026-04-01")


def test_instalments_follow_the_order_they_are_of(ltc):
    """1,000.00 in parts of 300 and 700; less 10 % they are 270 and 630, of half the quantity 135 and 315."""
    ltc("account", "add", "Lumen")
    ltc("order", "create", "--account", "A1", "--line", "Tour=2@500")
    ltc("instalment", "set", "O1", "300@confirm 700@deliver")
    ltc("order", "edit", "O1", "discount=10%")
    assert ltc.rows("SELECT amount_minor FROM instalment ORDER BY position") == [(270_00,), (630_00,)]
    ltc("order", "line", "O1", "Tour", "--quantity", "1")
    assert ltc.rows("SELECT amount_minor FROM instalment ORDER BY position") == [(135_00,), (315_00,)]
    assert ltc("check") == (0, "", "")


def test_a_line_of_a_quote_does_not_grow_in_its_order(ltc):
    """Five were offered, three and two ordered: the three can become fewer, not more."""
    ltc("account", "add", "Lumen")
    ltc("quote", "create", "--account", "A1", "--line", "Machine=5@100", "--send")
    ltc("quote", "accept", "Q1")
    ltc("order", "create", "--quote", "Q1", "--line", "Machine=3")
    ltc("order", "create", "--quote", "Q1", "--line", "Machine=2")
    code, said = ltc.refused("order", "line", "O1", "Machine", "--quantity", "3.5")
    assert (code, "Q1 offers 5 Machine, and its orders would take 5.5" in said) == (4, True)
    assert ltc("order", "line", "O1", "Machine", "--quantity", "2").code == 0
