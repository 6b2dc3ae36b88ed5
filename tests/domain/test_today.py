"""The day: who waits, what is due, what is stalled, for everybody or for one; and the board."""

import pytest


def todos(ltc, *words):
    """Group, ref and what of everything to do."""
    return [(todo["group"], todo["ref"], todo["what"]) for todo in ltc.json("today", *words)]


def test_a_new_file_has_nothing_to_do(ltc):
    """An empty list for machines."""
    assert ltc.json("today") == []


def test_new_leads_wait_for_an_answer_the_longest_first(ltc):
    """With how long they wait; answered ones do not."""
    ltc("lead", "add", "Ada", "--company", "Lumen", "--channel", "event", "--on", "2026-03-31 09:00")
    ltc("lead", "add", "Bob", "--on", "2026-03-28 12:00")
    ltc("lead", "add", "Cleo")
    ltc("note", "L3", "hello", "--kind", "call")
    ltc("lead", "add", "Test")
    ltc("lead", "edit", "L4", "test=yes")
    assert todos(ltc) == [("answer", "L2", "waiting 2 d"), ("answer", "L1", "Lumen, event, waiting 3 h")]


def test_tasks_that_are_due_or_have_no_day(ltc):
    """Late ones first, later ones not yet, done ones no more."""
    for body, due in (("late", "2026-03-30"), ("now", "today"), ("later", "2026-04-01"), ("some day", None)):
        ltc("task", "add", body, *(("--due", due) if due else ()))
    ltc("task", "add", "done", "--due", "today")
    ltc("task", "done", "T5")
    assert todos(ltc) == [("do", "T1", "yesterday: late"), ("do", "T2", "now"), ("do", "T4", "some day")]


def test_deals_to_decide_on(ltc):
    """Stalled (over 21 days in discovery), past their day, or aimless for over three days."""
    ltc("deal", "add", "Stalled", "--on", "2026-03-08", "--next", "2026-05-01 call")
    ltc("deal", "add", "Past", "--expected-close", "2026-03-30", "--next", "2026-05-01 call", "--amount", "5k")
    ltc("deal", "add", "Aimless", "--on", "2026-03-20", "--amount", "9k")
    ltc("deal", "add", "Young")
    ltc("deal", "add", "Fine", "--on", "2026-03-20", "--next", "2026-05-01 call")
    ltc("deal", "add", "Won", "--on", "2026-01-01")
    ltc("deal", "win", "D6")
    assert todos(ltc) == [
        ("decide", "D3", "no next step"),
        ("decide", "D2", "should have closed yesterday"),
        ("decide", "D1", "23 d in Discovery"),
    ]


def test_time_rules_are_worked_out_when_read(ltc):
    """14 days in negotiation: not on the 13th day, from the 14th on; nothing is written."""
    ltc("deal", "add", "Audit", "--on", "2026-03-01", "--next", "2026-05-01 call")
    ltc("deal", "advance", "D1", "--to", "negotiation", "--on", "2026-03-10 12:00")
    what = "Ask what is missing for a yes (14 d in Negotiation)"
    before = ltc.dump()
    assert todos(ltc, "--today", "2026-03-23") == []
    assert ("do", "D1", what) in todos(ltc, "--today", "2026-03-24")
    assert ltc.dump() == before


def test_the_day_of_one_and_of_a_team(ltc):
    """--for takes a member or a team; an unknown one is exit 3."""
    ltc("member", "add", "jonas", "--team", "North")
    ltc("task", "add", "his", "--owner", "jonas")
    ltc("task", "add", "mine")
    assert todos(ltc, "--for", "jonas") == todos(ltc, "--for", "north") == [("do", "T1", "his")]
    assert todos(ltc, "--for", "mia") == [("do", "T2", "mine")]
    assert ltc.refused("today", "--for", "nobody") == (
        3, "ltc: there is no member or team 'nobody'.\ntry: See them: ltc member list\n",
    )  # fmt: skip


def test_the_pool_is_to_be_claimed(ltc_with):
    """Leads nobody owns wait there, and not for an answer."""
    ltc = ltc_with("products")
    ltc("lead", "add", "Ada", "--on", "2026-03-31 09:00")
    assert todos(ltc) == [("claim", "L1", "waiting 3 h")]
    ltc("lead", "claim", "L1")
    assert todos(ltc) == [("answer", "L1", "waiting 3 h")]


@pytest.fixture
def board(ltc):
    """Five deals: two currencies, one test, one closed."""
    ltc("deal", "add", "One", "--amount", "10k")
    ltc("deal", "add", "Two", "--amount", "333.33", "--stage", "proposal", "--owner", "jonas")
    ltc("deal", "add", "Three", "--amount", "9k USD", "--stage", "proposal")
    ltc("deal", "add", "Four", "--amount", "1k")
    ltc("deal", "edit", "D4", "test=yes")
    ltc("deal", "add", "Five", "--amount", "5k")
    ltc("deal", "win", "D5")
    return ltc


def test_the_board_for_machines(board):
    """A row a stage; other currencies are counted and in no sum; 35 % of 333.33 is 116.67 (half up)."""
    rows = [(row["stage"], row["deals"], row["amount"], row["weighted"]) for row in board.json("deal", "board")]
    assert rows == [
        ("discovery", 1, "10000.00", "1500.00"), ("proposal", 2, "333.33", "116.67"),
        ("negotiation", 0, "0.00", "0.00"), ("verbal", 0, "0.00", "0.00"),
    ]  # fmt: skip
    assert [row["deals"] for row in board.json("deal", "board", "--owner", "jonas")] == [0, 1, 0, 0]
    assert [row["deals"] for row in board.json("deal", "board", "--where", "amount > 9k")] == [1, 0, 0, 0]


def test_the_board_as_of_a_day(ltc):
    """Stages as they were."""
    ltc("deal", "add", "One", "--amount", "10k", "--on", "2026-02-01")
    ltc("deal", "advance", "D1", "--on", "2026-03-01")
    assert [row["deals"] for row in ltc.json("deal", "board", "--as-of", "2026-02-28")] == [1, 0, 0, 0]
    assert [row["deals"] for row in ltc.json("deal", "board")] == [0, 1, 0, 0]
    assert ltc.refused("deal", "board", "--pipeline", "x")[0] == 3
