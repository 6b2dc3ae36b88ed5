"""`--as-of`: lists show statuses, stages, amounts, owners and next steps as they were at the end of that day."""

import pytest


@pytest.fixture
def past(ltc):
    """A lead and a deal with a past of four months."""
    for words in (
        ("lead", "add", "Ada", "--company", "Lumen", "--on", "2026-01-10"),
        ("lead", "qualify", "L1", "--on", "2026-01-20"),
        ("lead", "convert", "L1", "--deal", "Audit", "--amount", "9k", "--on", "2026-02-01"),
        ("deal", "edit", "D1", "amount=7k USD", "expected_close=2026-03-15", "--on", "2026-02-10"),
        ("deal", "win", "D1", "--on", "2026-02-20"),
        ("deal", "reopen", "D1", "--on", "2026-03-01"),
        ("deal", "edit", "D1", "owner=jonas", "--on", "2026-03-05"),
        ("deal", "lose", "D1", "--reason", "price", "--on", "2026-03-10"),
    ):
        assert ltc(*words).code == 0, words
    return ltc


@pytest.mark.parametrize(
    ("day", "status", "account"),
    [
        ("2026-01-10", "new", None),
        ("2026-01-19", "new", None),
        ("2026-01-20", "qualified", None),
        ("2026-01-31", "qualified", None),
        ("2026-02-01", "converted", "A1"),
        ("2026-03-31", "converted", "A1"),
    ],
)
def test_a_lead_as_it_was(past, day, status, account):
    """In the list, by the filter, by the option, and on its page."""
    (lead,) = past.json("lead", "list", "--as-of", day)
    assert (lead["status"], lead["account"]) == (status, account)
    assert len(past.json("lead", "list", "--as-of", day, "--status", status)) == 1
    assert len(past.json("lead", "list", "--as-of", day, "--where", f"status = {status}")) == 1
    assert past.json("L1", "--as-of", day)["status"] == status


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2026-02-01", ("discovery", "open", "9000.00", "EUR", None, None, None, "mia")),
        ("2026-02-10", ("discovery", "open", "7000.00", "USD", "2026-03-15", None, None, "mia")),
        ("2026-02-20", ("won", "won", "7000.00", "USD", "2026-03-15", "2026-02-19T23:00:00Z", None, "mia")),
        ("2026-03-01", ("discovery", "open", "7000.00", "USD", "2026-03-15", None, None, "mia")),
        ("2026-03-05", ("discovery", "open", "7000.00", "USD", "2026-03-15", None, None, "jonas")),
        ("2026-03-10", ("lost", "lost", "7000.00", "USD", "2026-03-15", "2026-03-09T23:00:00Z", "price", "jonas")),
    ],
)
def test_a_deal_as_it_was(past, day, wanted):
    """Each of its fields that has a history, and filters over them."""
    (deal,) = past.json("deal", "list", "--as-of", day)
    names = ("stage", "status", "amount", "currency", "expected_close", "closed", "reason", "owner")
    assert tuple(deal[name] for name in names) == wanted
    assert len(past.json("deal", "list", "--as-of", day, "--status", wanted[1], "--stage", wanted[0])) == 1
    assert len(past.json("deal", "list", "--as-of", day, "--where", f"amount = '{wanted[3]} {wanted[2]}'")) == 1
    assert past.json("deal", "list", "--as-of", day, "--where", "amount = 1 and stage = won") == []


def test_before_it_came_there_is_nothing(past):
    """Lists leave it out; a page says so."""
    assert past.json("lead", "list", "--as-of", "2026-01-09") == []
    assert past.json("deal", "list", "--as-of", "2026-01-31") == []
    assert past.refused("D1", "--as-of", "2026-01-31")[0] == 3


def test_the_next_step_as_it_was(ltc):
    """The one that stood on that day."""
    ltc("deal", "add", "Audit", "--next", "2026-03-10 call", env={"LTC_TODAY": "2026-03-01"})
    ltc("deal", "edit", "D1", "tags=x", "--next", "2026-03-20 visit", env={"LTC_TODAY": "2026-03-12"})
    ltc("task", "done", "T2", env={"LTC_TODAY": "2026-03-20"})

    def next_on(day):
        return ltc.json("D1", "--as-of", day)["next"]

    assert [next_on(day) for day in ("2026-03-01", "2026-03-11", "2026-03-12", "2026-03-20")] == [
        "call", "call", "visit", None,
    ]  # fmt: skip
    assert [len(ltc.json("task", "list", "--as-of", day)) for day in ("2026-03-01", "2026-03-12", "2026-03-20")] == [
        1, 1, 0,
    ]  # fmt: skip
