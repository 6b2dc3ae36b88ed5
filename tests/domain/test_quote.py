"""Quotes: their steps, versions, last days, and orders of parts of them."""

import pytest


@pytest.fixture
def bright(ltc):
    """A customer with a deal."""
    for words in ("account add Bright", "deal add Pilot --account A1"):
        assert ltc(*words.split()).code == 0
    return ltc


def quote(ltc, *more):
    return ltc.json("quote", "create", "--deal", "D1", "--line", "Machine=5@100", *more)


def test_from_the_draft_to_the_order(bright):
    """A draft has no number; sending gives it one; accepting makes one order; again changes nothing."""
    assert (quote(bright)["status"], quote(bright)["number"]) == ("draft", None)
    assert bright.json("quote", "send", "Q1")["number"] == "Q2026-001"
    made = bright.json("quote", "accept", "Q1", "--win", "--order")
    assert (made["ref"], made["quote"], made["net"]) == ("O1", "Q1", "500.00")
    assert bright.json("show", "D1")["status"] == "won"
    before = bright.dump()
    assert bright("quote", "accept", "Q1").code == 0
    assert bright.dump() == before


@pytest.mark.parametrize(("day", "status"), [("2026-04-10", "sent"), ("2026-04-11", "expired")])
def test_it_holds_on_its_last_day(bright, day, status):
    """Valid until 10 April: open on the 10th, expired on the 11th; a list says so too."""
    quote(bright, "--valid-until", "2026-04-10", "--send")
    assert bright.json("show", "Q1", "--today", day)["status"] == status
    assert [each["ref"] for each in bright.json("quote", "list", "--status", status, "--today", day)] == ["Q1"]


def test_a_new_version_takes_the_place_of_the_old(bright):
    """Q2 is version 2 of Q1, with its lines; Q1 is superseded when Q2 is there."""
    quote(bright, "--send")
    made = bright.json("quote", "revise", "Q1")
    assert (made["ref"], made["version"], made["previous"], made["net"]) == ("Q2", 2, "Q1", "500.00")
    assert bright.json("quote", "line", "Q2", "Machine", "--quantity", "4")["net"] == "400.00"
    bright("quote", "send", "Q2")
    assert bright.json("show", "Q1")["status"] == "superseded"
    assert bright.refused("quote", "accept", "Q1")[0] == 4
    assert bright("quote", "accept", "Q2").code == 0


def test_orders_of_parts_of_a_quote(bright):
    """2 and then 3 of 5, and no sixth."""
    quote(bright, "--send")
    bright("quote", "accept", "Q1")
    assert bright.json("order", "create", "--quote", "Q1", "--line", "Machine=2")["net"] == "200.00"
    assert bright.refused("order", "create", "--quote", "Q1", "--line", "Machine=4")[0] == 4
    assert bright.json("order", "create", "--quote", "Q1")["net"] == "300.00"
    assert bright.refused("order", "create", "--quote", "Q1")[0] == 4


def test_the_past_is_told_as_it_was(bright):
    """Sent on the 10th, rejected on the 20th."""
    quote(bright, "--on", "2026-03-05")
    bright("quote", "send", "Q1", "--on", "2026-03-10")
    bright("quote", "reject", "Q1", "--reason", "price", "--on", "2026-03-20")
    days = ("2026-03-05", "2026-03-10", "2026-03-19", "2026-03-20")
    said = [bright.json("quote", "list", "--as-of", day)[0]["status"] for day in days]
    assert said == ["draft", "sent", "sent", "rejected"]
    assert [bright.json("quote", "show", "Q1", "--as-of", day)["status"] for day in days] == said


def test_accepting_with_win_makes_the_deal_worth_what_was_quoted(ltc):
    """The estimate gives way to the quote without tax; a deal that was won before keeps what it was won for."""
    ltc.json("account", "add", "Lumen")
    for title in ("Audit", "Talk"):
        ltc.json("deal", "add", title, "--account", "A1", "--amount", "12000")
    ltc.json("quote", "create", "--deal", "D1", "--line", "Audit=1@9000", "--send")
    ltc.json("quote", "create", "--deal", "D2", "--line", "Talk=1@500", "--send")
    ltc.json("deal", "win", "D2")
    ltc.json("quote", "accept", "Q1", "Q2", "--win")
    told = [(row["status"], row["amount"]) for row in ltc.json("deal", "list", "--sort", "id")]
    assert told == [("won", "9000.00"), ("won", "12000.00")]
    assert ltc("check").code == 0
