"""Taking documents and money back: what is told of it, what it would break, and what is never taken back."""

import pytest


@pytest.fixture
def sold(ltc):
    """Two machines at 100.00, ordered; three and a half at 10 % less after the second thought."""
    for words in (
        ("account", "add", "Lumen"),
        ("order", "create", "--account", "A1", "--line", "Machine=2@100"),
        ("order", "line", "O1", "Machine", "--quantity", "3.5", "--discount", "10%"),
    ):
        assert ltc(*words).code == 0
    return ltc


def changes(answer):
    """Record, change, field, before and after of an undo, row by row."""
    return [tuple(row.values()) for row in answer["changes"]]


def test_quantities_rates_and_amounts_are_told_as_they_are_written(sold):
    """3.5 × 100.00 less 10 % is 315.00; a line knows the currency of its document."""
    told = changes(sold.json("undo"))
    assert ("O1", "changed", "quantity", "3.5", "2") in told
    assert ("O1", "changed", "discount", "10%", "0%") in told
    assert ("O1", "changed", "net", "315.00 EUR", "200.00 EUR") in told


def test_parts_are_told_by_the_record_they_are_of(sold):
    """A step, a promise, and rows in a number."""
    sold("order", "confirm", "O1", "--promise", "2026-04-10")
    told = changes(sold.json("undo"))
    assert ("O1", "removed", "step", "draft → confirmed", None) in told
    assert ("O1", "removed", "promise", "2026-04-10", None) in told
    sold("instalment", "set", "O1", "30%@confirm 70%@deliver")
    assert changes(sold.json("undo")) == [("O1", "removed", "instalment", "2 rows", None)]


def test_the_log_of_a_record_tells_of_its_parts(sold):
    """Shipments, invoices, credit notes and what settles them are the story of the order, or of the invoice."""
    for words in (
        ("order", "confirm", "O1"),
        ("order", "deliver", "O1", "--line", "Machine=1"),
        ("invoice", "create", "--order", "O1", "--issue"),
        ("invoice", "credit", "I1", "--amount", "10", "--reason", "scratched"),
        ("payment", "record", "I1"),
    ):
        assert sold(*words).code == 0
    assert [each["verb"] for each in sold.json("log", "O1")] == [
        "invoice create", "order deliver", "order confirm", "order line", "order create",
    ]  # fmt: skip
    assert [each["verb"] for each in sold.json("log", "I1")] == ["payment record", "invoice credit", "invoice create"]


def test_an_undo_proves_what_a_removed_part_was_of(sold):
    """A return refers to no shipment: only the order's quantities tell that one without the other is wrong."""
    sold("order", "confirm", "O1")
    sold("order", "ship", "O1", "--line", "Machine=2")
    sold("order", "return", "O1", "--line", "Machine=1")
    code, words = sold.refused("undo", "6")
    assert (code, "O1 would be wrong: it got back more of Machine than was shipped" in words) == (4, True)
    assert sold("undo", "7").code == 0
    assert sold("undo", "6").code == 0
    assert sold("check") == (0, "", "")


def test_a_cancelled_order_does_not_come_back_when_its_quote_is_spent(ltc):
    for words in (
        ("account", "add", "Lumen"),
        ("quote", "create", "--account", "A1", "--line", "Machine=2@100", "--send"),
        ("quote", "accept", "Q1", "--order"),
        ("order", "cancel", "O1"),
        ("order", "create", "--quote", "Q1"),
    ):
        assert ltc(*words).code == 0
    code, words = ltc.refused("undo", "5")
    assert (code, "Q1 would be wrong: it has 4 of 2 Machine on order" in words) == (4, True)


def test_an_instalment_is_not_billed_twice_by_an_undo(sold):
    """A draft was thrown away and written anew: the first one does not come back beside it."""
    for words in (
        ("order", "confirm", "O1"),
        ("instalment", "set", "O1", "30%@confirm 70%@deliver"),
        ("invoice", "create", "--order", "O1", "--what", "1"),
        ("invoice", "discard", "I1"),
        ("invoice", "create", "--order", "O1", "--what", "1"),
    ):
        assert sold(*words).code == 0
    code, words = sold.refused("undo", "8")
    assert (code, "O1 would be wrong: it has instalment 1 billed twice" in words) == (4, True)


def test_a_payment_is_taken_back_with_what_it_settled_and_done_again(sold):
    sold("invoice", "create", "--account", "A1", "--line", "Tea=1@50", "--issue")
    sold("payment", "record", "I1", "--amount", "30")
    assert ("P1", "removed", None, "30.00 EUR", None) in changes(sold.json("undo"))
    assert sold.json("invoice", "show", "I1")["outstanding"] == "50.00"
    assert sold("undo", "7").code == 0
    assert sold.json("invoice", "show", "I1")["outstanding"] == "20.00"
    assert sold("check") == (0, "", "")


def test_what_was_issued_stays(sold):
    """Alone, or with the draft it began as; the message says what to do instead."""
    sold("invoice", "create", "--account", "A1", "--line", "Tea=1@50")
    sold("invoice", "issue", "I1")
    for operation in ("5", "6"):
        code, words = sold.refused("undo", operation)
        assert (code, "invoice I1 was issued as 2026-0001" in words) == (4, True)
        assert "ltc invoice credit I1 --reason" in words
    sold("invoice", "credit", "I1", "--reason", "cold")
    code, words = sold.refused("undo")
    assert (code, "credit note N1 was issued as C2026-0001" in words) == (4, True)
