"""What got stuck: each step with its age and worth, to the cent, and as of the past."""

import pytest


def stuck(ltc, *words):
    """Hop, ref, age and amount of every row."""
    return [
        (row["hop"], row["ref"], row["age_days"], row["amount"])
        for row in ltc.json("report", "leakage", *words)["rows"]
    ]


@pytest.fixture
def chain(ltc):
    """3 units for 33.33, freight for 0.01: ordered on 20 January, two delivered on 1 February, one invoiced."""
    for words in (
        "account add Acme --on 2026-01-01",
        "order create --account A1 --on 2026-01-20",
        "order line O1 Machine --quantity 3 --price 33.33 --tax 19% --on 2026-01-20",
        "order line O1 Freight --quantity 1 --price 0.01 --tax 19% --on 2026-01-20",
        "order confirm O1 --on 2026-01-20",
        "order deliver O1 --line Machine=2 --on 2026-02-01",
        "invoice create --order O1 --line Machine=1 --issue --on 2026-02-10",
    ):
        told = ltc(*words.split())
        assert told.code == 0, told.err
    return ltc


def test_every_step_is_told_with_its_age(chain):
    """As of 31 March: one machine and the freight to deliver (33.34), one to invoice, 39.66 with tax to be paid."""
    assert stuck(chain) == [
        ("ordered_not_delivered", "O1", 70, "33.34"),
        ("delivered_not_invoiced", "O1", 58, "33.33"),
        ("invoiced_not_paid", "I1", 49, "39.66"),
    ]


def test_a_win_is_stuck_until_it_is_ordered(ltc):
    """80 days after the win; on the day before it, nothing."""
    ltc("account", "add", "Acme", "--on", "2026-01-01")
    ltc("deal", "add", "Deal", "--account", "A1", "--amount", "1000", "--on", "2026-01-02")
    ltc("deal", "win", "D1", "--on", "2026-01-10")
    assert stuck(ltc) == [("won_not_ordered", "D1", 80, "1000.00")]
    assert stuck(ltc, "--as-of", "2026-01-09") == []
    ltc("order", "create", "--deal", "D1", "--on", "2026-03-01")
    ltc("order", "confirm", "O1", "--on", "2026-03-01")
    assert stuck(ltc) == [("ordered_not_delivered", "O1", 30, "1000.00")]
    assert stuck(ltc, "--as-of", "2026-02-28") == [("won_not_ordered", "D1", 49, "1000.00")]


def test_the_past_is_as_it_was(chain):
    """On 5 February two were delivered and none invoiced; on 25 January none was delivered."""
    assert stuck(chain, "--as-of", "2026-02-05") == [
        ("ordered_not_delivered", "O1", 16, "33.34"),
        ("delivered_not_invoiced", "O1", 4, "66.66"),
    ]
    assert [row[3] for row in stuck(chain, "--as-of", "2026-01-25")] == ["100.00"]


def test_a_draft_bills_nothing(chain):
    """What is drafted is not invoiced; what is paid and closed short is not stuck."""
    assert chain("invoice", "create", "--order", "O1", "--on", "2026-03-01").code == 0
    assert ("delivered_not_invoiced", "O1", 58, "33.33") in stuck(chain)
    chain("invoice", "issue", "I2", "--on", "2026-03-01")
    chain("payment", "record", "I1", "--amount", "39.66", "--on", "2026-03-02")
    chain("order", "close", "O1", "--on", "2026-03-03")
    assert stuck(chain) == [("invoiced_not_paid", "I2", 30, "39.66")]


def test_an_instalment_that_may_be_billed_is_not_invoiced(ltc):
    """30 % of 119.00 on confirmation: 30.00 without tax; the rest waits for the delivery."""
    for words in (
        ("account", "add", "Acme", "--on", "2026-01-01"),
        ("order", "create", "--account", "A1", "--on", "2026-01-20"),
        ("order", "line", "O1", "Work", "--quantity", "1", "--price", "100", "--tax", "19%", "--on", "2026-01-20"),
        ("instalment", "set", "O1", "30%@confirm 70%@deliver+30d", "--on", "2026-01-20"),
        ("order", "confirm", "O1", "--on", "2026-01-20"),
    ):
        assert ltc(*words).code == 0
    assert stuck(ltc) == [
        ("ordered_not_delivered", "O1", 70, "100.00"),
        ("delivered_not_invoiced", "O1", 70, "30.00"),
    ]
    ltc("order", "deliver", "O1", "--line", "Work=1", "--on", "2026-03-30")
    assert [row[3] for row in stuck(ltc)] == ["30.00", "70.00"]


def test_the_sums_by_step(chain):
    """The worth of each step, for machines; for people with number and age."""
    assert chain.json("report", "leakage")["totals"] == {
        "count": 3,
        "amount": "106.33",
        "won_not_ordered": "0.00",
        "ordered_not_delivered": "33.34",
        "delivered_not_invoiced": "33.33",
        "invoiced_not_paid": "39.66",
    }
    assert "invoiced, not paid: 1 worth 39.66 EUR, the oldest 49 days." in chain("report", "leakage").out


def test_by_customer_and_of_those_a_filter_chooses(chain):
    """Acme has 33.34, 33.33 and 39.66 stuck; Beta in France a deal of 50 that was won."""
    chain("account", "add", "Beta", "--country", "FR", "--on", "2026-01-01")
    chain("deal", "add", "Deal", "--account", "A2", "--amount", "50", "--on", "2026-01-02")
    chain("deal", "win", "D1", "--on", "2026-01-10")
    report = chain.json("report", "leakage", "--by", "customer")
    assert [(row["customer"], row["count"], row["amount"], row["won_not_ordered"]) for row in report["rows"]] == [
        ("Acme", 3, "106.33", "0.00"),
        ("Beta", 1, "50.00", "50.00"),
    ]
    assert report["totals"] == chain.json("report", "leakage")["totals"]
    assert stuck(chain, "--where", "country = FR") == [("won_not_ordered", "D1", 80, "50.00")]
    assert chain.refused("report", "leakage", "--by", "month")[0] == 2
