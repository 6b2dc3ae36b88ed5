"""Payments: what they settle in which order, what waits, other currencies to the cent, and replays."""

import pytest


@pytest.fixture
def billed(ltc):
    """Three invoices of 100.00 each: I1 due 30 April, I2 due 10 April, I3 due 20 April."""
    ltc("account", "add", "Bright")
    for due in ("2026-04-30", "2026-04-10", "2026-04-20"):
        told = ltc("invoice", "create", "--account", "A1", "--line", "Tea=1@100", "--due", due, "--on", "2026-03-01")
        assert told.code == 0, told.err
    return ltc


def pay(ltc, *words):
    return ltc.json("payment", "record", *words)


def open_(ltc):
    """What is open of each invoice."""
    return [each["outstanding"] for each in ltc.json("invoice", "list", "--sort", "id")]


def test_invoices_are_settled_in_the_order_given(billed):
    """150.00 for I3 and I1: I3 whole, 50.00 of I1."""
    paid = pay(billed, "I3", "I1", "--amount", "150")
    assert [(each["to"], each["amount"]) for each in paid["allocations"]] == [("I3", "100.00"), ("I1", "50.00")]
    assert open_(billed) == ["50.00", "100.00", "0.00"]


def test_an_account_settles_the_oldest_due_first(billed):
    """150.00: I2 (10 April) whole, 50.00 of I3 (20 April)."""
    pay(billed, "--account", "A1", "--amount", "150")
    assert open_(billed) == ["100.00", "0.00", "50.00"]


def test_without_an_amount_all_that_is_open(billed):
    """I2 was paid half; I1 and I2 together are 150.00 more."""
    pay(billed, "I2", "--amount", "50")
    assert pay(billed, "I1", "I2")["amount"] == "150.00"
    assert open_(billed) == ["0.00", "0.00", "100.00"]


def test_what_is_paid_too_much_waits_and_can_be_paid_back(billed):
    """120.00 for 100.00: 20.00 wait; 15.00 are paid back, and 5.00 settle another invoice."""
    assert pay(billed, "I1", "--amount", "120")["unapplied"] == "20.00"
    assert billed.json("payment", "refund", "--account", "A1", "--amount", "15")["direction"] == "out"
    assert billed.json("payment", "allocate", "P1", "I2")["unapplied"] == "0.00"
    assert open_(billed) == ["0.00", "95.00", "100.00"]


def test_a_cash_discount_settles_beside_the_money(billed):
    """97.00 with 3.00 granted settles 100.00; the bank's fee is ours and settles as well."""
    paid = pay(billed, "I1", "--amount", "97", "--discount", "3", "--fee", "1.50")
    assert open_(billed)[0] == "0.00"
    assert sorted((each["kind"], each["amount"], each["taken"]) for each in paid["allocations"]) == [
        ("discount", "3.00", "0.00"),
        ("payment", "97.00", "97.00"),
    ]


def test_a_deposit_on_an_order_is_used_when_its_invoice_is_issued(ltc):
    """40.00 before the invoice of 100.00: 60.00 are open from its first day."""
    for words in (
        "account add Bright",
        "order create --account A1 --line Tea=1@100",
        "order confirm O1",
        "payment record O1 --amount 40",
    ):
        assert ltc(*words.split()).code == 0
    assert ltc.json("show", "P1")["unapplied"] == "40.00"
    made = ltc.json("invoice", "create", "--order", "O1", "--what", "ordered", "--issue")
    assert (made["outstanding"], made["status"]) == ("60.00", "partly_paid")


@pytest.mark.parametrize("more", [(), ("--on", "2026-03-31")])
def test_the_same_key_again_is_a_replay(billed, more):
    """A script that runs twice pays once, whether or not it says the day; other content is refused."""
    first = pay(billed, "I1", "--amount", "60", "--ref", "bank-1", *more)
    before = billed.dump()
    again = billed("payment", "record", "I1", "--amount", "60", "--ref", "bank-1", *more, "--json")
    assert again.json == {**first, "operation": None}
    assert billed.dump() == before
    assert billed.refused("payment", "record", "I1", "--amount", "61", "--ref", "bank-1", *more)[0] == 4


def test_a_replay_on_a_later_day(billed):
    """Without --on the key alone tells it is the same; with another --on it is another payment, and refused."""
    words = ("payment", "record", "I1", "--amount", "60", "--ref", "bank-1")
    billed(*words, "--on", "2026-03-10")
    before = billed.dump()
    assert billed(*words, env={"LTC_TODAY": "2026-04-02"}).code == 0
    assert billed.dump() == before
    assert billed.refused(*words, "--on", "2026-03-11")[0] == 4


def test_a_difference_of_rates_is_realised_to_the_cent(ltc):
    """1,000.00 USD posted at 1/1.1 = 909.09 EUR, paid in thirds at 1/1.2: in all 833.33 EUR, so 75.76 are lost."""
    for words in (
        "account add Bright",
        "fx set EUR/USD 1.10 --on 2026-03-01",
        "fx set EUR/USD 1.20 --on 2026-03-10",
    ):
        assert ltc(*words.split()).code == 0
    told = ltc("invoice", "create", "--account", "A1", "--line", "Talk=1@1000 USD", "--issue", "--on", "2026-03-02")
    assert told.code == 0, told.err
    for minor in ("333.33 USD", "333.33 USD", "333.34 USD"):
        pay(ltc, "I1", "--amount", minor, "--on", "2026-03-10")
    assert ltc.rows("SELECT sum(base_minor) FROM payment") == [(27778 + 27778 + 27778,)]  # 333.33 / 1.2 = 277.775
    assert ltc.rows("SELECT base_total_minor FROM invoice") == [(90909,)]
    assert ltc.rows("SELECT sum(realised_minor) FROM allocation") == [(3 * 27778 - 90909,)]
    assert ltc("check").code == 0


def test_the_past_is_told_as_it_was(billed):
    """On 15 March half was paid, on the 20th all of it; a list as of a day says so."""
    pay(billed, "I1", "--amount", "50", "--on", "2026-03-15")
    pay(billed, "I1", "--amount", "50", "--on", "2026-03-20")
    said = {
        day: [
            (each["status"], each["outstanding"])
            for each in billed.json("invoice", "list", "--where", "id = 1", "--as-of", day)
        ]
        for day in ("2026-03-14", "2026-03-15", "2026-03-19", "2026-03-20")
    }
    assert said == {
        "2026-03-14": [("open", "100.00")],
        "2026-03-15": [("partly_paid", "50.00")],
        "2026-03-19": [("partly_paid", "50.00")],
        "2026-03-20": [("paid", "0.00")],
    }


def test_taken_back_it_waits_again(billed):
    """What was allocated and taken back is open, and the payment has it all."""
    pay(billed, "I1", "--amount", "100")
    assert billed.json("payment", "unallocate", "P1", "I1")["unapplied"] == "100.00"
    assert open_(billed)[0] == "100.00"
    assert billed.json("payment", "list", "--unapplied")[0]["ref"] == "P1"


def test_a_payment_told_late_reaches_no_invoice_of_later(billed):
    """For an account and a day: what was issued by then; the rest waits."""
    billed.json("invoice", "create", "--account", "A1", "--line", "Cup=1@40", "--issue", "--on", "2026-03-20")
    paid = pay(billed, "--account", "A1", "--amount", "320", "--on", "2026-03-10")
    assert [each["to"] for each in paid["allocations"]] == ["I2", "I3", "I1"]
    assert (paid["unapplied"], open_(billed)) == ("20.00", ["0.00", "0.00", "0.00", "40.00"])


def test_a_cash_discount_is_of_the_payments_currency(billed):
    """It has no currency of its own, so it cannot go with a payment in another."""
    billed.json("fx", "set", "EUR/USD", "1.25")
    code, told = billed.refused("payment", "record", "I1", "--amount", "100 USD", "--discount", "5")
    assert code == 4
    assert "a discount in EUR does not go with a payment in USD." in told
