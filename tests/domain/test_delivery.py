"""Deliveries: open lines, returns, what is given up, and orders on hold."""

import pytest


@pytest.fixture
def bright(ltc):
    """A customer."""
    assert ltc("account", "add", "Bright").code == 0
    return ltc


def order(ltc, *lines):
    words = [word for each in lines for word in ("--line", each)]
    assert ltc("order", "create", "--account", "A1", *words).code == 0
    assert ltc("order", "confirm", "O1").code == 0


def line(ltc):
    """The first line of the order."""
    return ltc.json("show", "O1")["lines"][0]


def test_shipped_then_delivered(bright):
    """3 of 5 leave and arrive, then the rest: none, partly, partly, whole."""
    order(bright, "Machine=5@10")
    seen = [bright.json("show", "O1")["delivery"]]
    for words in ("order ship O1 --line Machine=3", "order deliver O1", "order ship O1", "order deliver O1"):
        assert bright(*words.split()).code == 0
        page = bright.json("show", "O1")
        seen.append((page["delivery"], page["lines"][0]["shipped"], page["lines"][0]["delivered"]))
    assert seen[0] == "none"
    assert [each[1:] for each in seen[1:]] == [("3", "0"), ("3", "3"), ("5", "3"), ("5", "5")]
    assert bright.refused("order", "ship", "O1")[0] == 4


def test_an_open_line_takes_as_much_as_its_cap(bright):
    """At most 10 hours: 3.5 and 6.5 are delivered, and not a millionth more."""
    bright("order", "create", "--account", "A1")
    told = bright("order", "line", "O1", "Consulting", "--quantity", "open", "--cap", "10", "--price", "100")
    assert told.code == 0, told.err
    assert bright("order", "confirm", "O1").code == 0
    for hours in ("3.5", "6.5"):
        assert bright("order", "deliver", "O1", "--line", f"Consulting={hours}").code == 0
    assert bright.refused("order", "deliver", "O1", "--line", "Consulting=0.000001")[0] == 4
    made = bright.json("invoice", "create", "--order", "O1", "--issue")
    assert (made["net"], made["lines"][0]["quantity"]) == ("1000.00", "10")


@pytest.mark.parametrize(("more", "code"), [((), 4), (("--reopen",), 0)])
def test_what_came_back_is_sent_again_only_when_it_is_to_be(bright, more, code):
    """Returned with --reopen it is open to ship; without, it is not."""
    order(bright, "Machine=2@10")
    bright("order", "deliver", "O1", "--line", "Machine=2")
    assert bright("order", "return", "O1", "--line", "Machine=1", *more).code == 0
    assert line(bright)["returned"] == "1"
    assert bright("order", "ship", "O1", "--line", "Machine=1").code == code
    assert bright.refused("order", "ship", "O1", "--line", "Machine=1")[0] == 4


def test_closed_short_what_is_left_is_given_up(bright):
    """3 of 5 delivered and closed: 2 are released, nothing leaves, and 3 are billed."""
    order(bright, "Machine=5@10")
    bright("order", "deliver", "O1", "--line", "Machine=3")
    assert bright("order", "close", "O1").code == 0
    page = bright.json("show", "O1")
    assert (page["status"], page["lines"][0]["released"]) == ("closed", "2")
    assert bright.refused("order", "ship", "O1", "--line", "Machine=1")[0] == 4
    assert bright.json("invoice", "create", "--order", "O1", "--what", "ordered")["net"] == "30.00"


def test_on_hold_nothing_leaves(bright):
    """Until it is released."""
    order(bright, "Machine=5@10")
    assert bright.json("order", "hold", "O1", "--reason", "unpaid")["status"] == "hold"
    assert bright.refused("order", "ship", "O1")[0] == 4
    assert bright.json("order", "release", "O1")["status"] == "confirmed"
    assert bright("order", "ship", "O1").code == 0


def test_the_past_is_told_as_it_was(bright):
    """Delivered on the 10th and the 20th: a list of the days between says partly."""
    bright("order", "create", "--account", "A1", "--line", "Machine=5@10", "--on", "2026-03-01")
    bright("order", "confirm", "O1", "--on", "2026-03-02")
    bright("order", "deliver", "O1", "--line", "Machine=3", "--on", "2026-03-10")
    bright("order", "deliver", "O1", "--line", "Machine=2", "--on", "2026-03-20")
    said = {}
    for day in ("2026-03-01", "2026-03-02", "2026-03-10", "2026-03-19", "2026-03-20"):
        row = bright.json("order", "list", "--as-of", day)[0]
        page = bright.json("order", "show", "O1", "--as-of", day)
        assert (page["status"], page["delivery"]) == (row["status"], row["delivery"])
        said[day] = (row["status"], row["delivery"], page["lines"][0]["delivered"])
    whole = bright.json("order", "list")[0]["delivery"]
    assert said == {
        "2026-03-01": ("draft", "none", "0"),
        "2026-03-02": ("confirmed", "none", "0"),
        "2026-03-10": ("confirmed", "partly", "3"),
        "2026-03-19": ("confirmed", "partly", "3"),
        "2026-03-20": ("confirmed", whole, "5"),
    }
    assert whole not in ("none", "partly")
