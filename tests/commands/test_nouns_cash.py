"""What goes for every noun goes for what is sold and billed too: bare refs, show, note, task, edit and log."""

import pytest

STORY = (
    ("account", "add", "Bright"),
    ("product", "add", "Machine", "--sku", "M-1", "--price", "500"),
    ("deal", "add", "Pilot", "--account", "A1"),
    ("quote", "create", "--deal", "D1", "--line", "Machine=3", "--send"),
    ("quote", "accept", "Q1", "--order"),
    ("quote", "create", "--deal", "D1", "--line", "Machine=1"),
    ("contract", "sign", "--deal", "D1", "--title", "Care"),
    ("order", "confirm", "O1"),
    ("order", "deliver", "O1", "--line", "Machine=2"),
    ("order", "return", "O1", "--line", "Machine=1"),
    ("invoice", "create", "--order", "O1", "--issue"),
    ("invoice", "create", "--account", "A1", "--line", "Tea=1@5"),
    ("invoice", "credit", "I1", "--amount", "10", "--reason", "late"),
    ("payment", "record", "I1", "--amount", "50"),
)
REFS = ("Q1", "K1", "O1", "S1", "X1", "I1", "N1", "P1")


@pytest.fixture
def sold(ltc):
    """One of each."""
    for words in STORY:
        told = ltc(*words)
        assert told.code == 0, (words, told.err)
    return ltc


@pytest.mark.parametrize("ref", REFS)
def test_a_bare_ref_is_its_page(sold, ref):
    """`ltc I1` is `ltc show I1`, in any case; its story begins with its making."""
    page = sold.json(ref)
    assert page["ref"] == ref
    assert page == sold.json("show", ref) == sold.json(ref.lower())
    assert page["story"][0]["event"] == "created"
    assert sold(ref).out.startswith(ref)


@pytest.mark.parametrize("ref", REFS)
def test_a_note_and_a_task_are_on_its_page_and_in_its_log(sold, ref):
    """Both are told with the record, newest last in the story and first in the log."""
    assert sold("note", ref, "promised for Friday", "--quiet").out == f"{ref}\n"
    assert sold.json("task", "add", "call them", "--on-record", ref)["record"] == ref
    page = sold.json("show", ref)
    assert [task["task"] for task in page["tasks"]] == ["call them"]
    assert ("note", "promised for Friday") in [(event["event"], event["detail"]) for event in page["story"]]
    assert [entry["verb"] for entry in sold.json("log", ref)][:2] == ["task add", "note"]


@pytest.mark.parametrize(
    ("ref", "field", "value"),
    [
        ("Q1", "valid_until", "2026-05-01"),
        ("Q2", "message", "thank you"),
        ("K1", "title", "Care 2"),
        ("O1", "reference", "PO-9"),
        ("I2", "message", "thank you"),
        ("Machine", "category", "tools"),
    ],
)
def test_edit_needs_no_noun(sold, ref, field, value):
    """As for leads and deals; the answer is the record."""
    assert sold.json("edit", ref, f"{field}={value}")[field] == value


def test_edit_where_takes_the_words_people_say(sold):
    """An order is an order, whatever the file calls it; what was issued stays."""
    assert sold("edit", "--noun", "order", "--where", "status = confirmed", "tags=x").code == 0
    assert sold.json("order", "show", "O1")["tags"] == ["x"]
    assert sold.refused("edit", "I1", "message=x")[0] == 4
    code, words = sold.refused("edit", "O1", "I2", "message=x")
    assert (code, words.splitlines()[0]) == (2, "ltc: one edit takes records of one kind, not invoice and order.")
    assert sold.refused("edit", "P1", "method=cash")[0] == 3
    code, words = sold.refused("edit", "--noun", "payment", "--where", "id = 1", "method=cash")
    assert (code, words.splitlines()[0]) == (2, "ltc: a payment cannot be edited.")


def test_a_product_goes_by_its_name_or_its_code(sold):
    """It has no letter."""
    assert sold.json("show", "M-1")["name"] == "Machine"
    assert sold("note", "machine", "sold out").code == 0
    assert sold.json("product", "show", "Machine")["story"][-1]["detail"] == "sold out"


def test_the_log_names_each_record_once(sold):
    """Drafts of a run are one range."""
    sold("contract", "sign", "--deal", "D1", "--amount", "10", "--every", "month", "--since", "2026-01-01")
    sold("invoice", "run")
    assert sold.json("log", "--limit", "1")[0]["records"] == ["I3–I5"]
