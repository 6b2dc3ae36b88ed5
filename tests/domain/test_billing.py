"""Billing: deliveries, periods of contracts, and what comes back with a credit note."""

import pytest


@pytest.fixture
def bright(ltc):
    """A customer with a deal."""
    for words in ("account add Bright", "deal add Pilot --account A1"):
        assert ltc(*words.split()).code == 0
    return ltc


def sign(ltc, *more):
    told = ltc("contract", "sign", "--deal", "D1", "--title", "Care", "--amount", "310", "--every", "month", *more)
    assert told.code == 0, told.err


def periods(ltc):
    """The drafts there are: first and last day, and net in cents."""
    return ltc.rows("SELECT service_from, service_to, net_minor FROM invoice_line ORDER BY service_from")


def test_months_from_the_last_of_january(bright):
    """An anchor of the 31st is the last day of short months, and the 31st again after them."""
    sign(bright, "--since", "2026-01-31")
    assert bright("invoice", "run", "--until", "2026-04-30").code == 0
    assert periods(bright) == [
        ("2026-01-31", "2026-02-27", 31000),
        ("2026-02-28", "2026-03-30", 31000),
        ("2026-03-31", "2026-04-29", 31000),
        ("2026-04-30", "2026-05-30", 31000),
    ]


def test_the_last_period_costs_its_days(bright):
    """1 to 10 March is 10 of 31 days of 310.00: 100.00; a quarter of 90 days is cut the same way."""
    sign(bright, "--since", "2026-02-01", "--until", "2026-03-10")
    bright("invoice", "run")
    assert periods(bright) == [("2026-02-01", "2026-02-28", 31000), ("2026-03-01", "2026-03-10", 10000)]


def test_what_is_terminated_ends_with_its_last_day(bright):
    """Terminated on 15 March: 15 of 31 days, 150.00."""
    sign(bright, "--since", "2026-03-01", "--until", "2026-12-31", "--on", "2026-03-01")
    assert bright("contract", "terminate", "K1", "--reason", "moved", "--on", "2026-03-15").code == 0
    bright("invoice", "run")
    assert periods(bright) == [("2026-03-01", "2026-03-15", 15000)]


def test_run_twice_finds_nothing_and_a_credit_brings_the_period_back(bright):
    """A draft counts as billed, a thrown-away one does not; a period that is credited in full is billed again."""
    sign(bright, "--since", "2026-03-01")
    assert [row["ref"] for row in bright.json("invoice", "run")] == ["I1"]
    assert bright.json("invoice", "run") == []
    bright("invoice", "discard", "I1")
    assert len(bright.json("invoice", "run")) == 1
    ref = bright.json("invoice", "list")[0]["ref"]
    bright("invoice", "issue", ref)
    bright("invoice", "credit", ref, "--amount", "309.99", "--reason", "x")
    assert bright.json("invoice", "run") == []
    bright("invoice", "credit", ref, "--reason", "x")
    assert len(bright.json("invoice", "run")) == 1
    assert periods(bright) == [("2026-03-01", "2026-03-31", 31000)] * 2


def test_nothing_is_billed_before_it_begins(bright):
    """A period is billed from its first day on."""
    sign(bright, "--since", "2026-04-01")
    assert bright.json("invoice", "run") == []
    assert len(bright.json("invoice", "run", "--until", "2026-04-01")) == 1


def order(ltc, *lines, more=()):
    words = [word for each in lines for word in ("--line", each)]
    for told in (ltc("order", "create", "--account", "A1", *words, *more), ltc("order", "confirm", "O1")):
        assert told.code == 0, told.err


def test_delivered_is_billed_once_and_again_when_credited(bright):
    """Of 3: 2 delivered, 2 billed; 1 credited with lines may be billed again."""
    order(bright, "Machine=3@100")
    bright("order", "deliver", "O1", "--line", "Machine=2")
    assert bright.json("invoice", "run")[0]["net"] == "200.00"
    bright("invoice", "issue", "I1")
    assert bright.json("invoice", "run") == []
    assert bright("invoice", "credit", "I1", "--line", "Machine=1", "--reason", "x").code == 0
    assert bright.json("invoice", "run")[0]["net"] == "100.00"


def test_what_came_back_is_not_billed(bright):
    """3 delivered, 1 returned: 2 are billed."""
    order(bright, "Machine=3@100")
    bright("order", "deliver", "O1", "--line", "Machine=3")
    bright("order", "return", "O1", "--line", "Machine=1")
    assert bright.json("invoice", "run")[0]["net"] == "200.00"


def test_a_discount_of_an_order_adds_up_over_its_invoices(bright):
    """10.00 off 3 x 100.00, billed one by one: 3.33, 3.34, 3.33 (cumulative: 3.33, 6.67, 10.00)."""
    order(bright, "Machine=3@100", more=("--discount", "10"))
    nets = []
    for _ in range(3):
        bright("order", "deliver", "O1", "--line", "Machine=1")
        nets.append(bright.json("invoice", "create", "--order", "O1", "--issue")["net"])
    assert nets == ["96.67", "96.66", "96.67"]


def test_instalments_add_up_to_the_order(bright):
    """100.00 with 19 % is 119.00, nearly in thirds; the tax of each is that of its own invoice."""
    assert bright("product", "add", "Audit", "--price", "100", "--tax", "19%").code == 0
    order(bright, "Audit=1")
    plan = "33.3333%@confirm 33.3333%@confirm+30d 33.3334%@2026-03-01"
    assert bright("instalment", "set", "O1", plan).code == 0
    made = [bright.json("invoice", "create", "--order", "O1", "--what", str(n), "--issue") for n in (1, 2, 3)]
    assert [each["total"] for each in made] == ["39.67", "39.66", "39.67"]
    assert [each["tax"] for each in made] == ["6.33", "6.33", "6.33"]  # 39.67 x 19 / 119 = 6.3339
    assert bright.json("invoice", "run") == []


def test_an_instalment_waits_for_what_it_waits_for(bright):
    """30 % at the confirmation now, 70 % a month after the delivery: billed when it is delivered."""
    order(bright, "Machine=1@1000")
    bright("instalment", "set", "O1", "30%@confirm 70%@deliver+30d")
    assert [each["total"] for each in bright.json("invoice", "run")] == ["300.00"]
    assert [each["due"] for each in bright.json("instalment", "list", "O1")] == ["2026-03-31", None]
    bright("order", "deliver", "O1", "--line", "Machine=1")
    assert [each["due"] for each in bright.json("instalment", "list", "O1")] == ["2026-03-31", "2026-04-30"]
    assert [each["total"] for each in bright.json("invoice", "run")] == ["700.00"]
