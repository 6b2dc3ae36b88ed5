"""Reminders: level by level, of what is late, and never recorded without the letter."""

import pytest


@pytest.fixture
def late(ltc):
    """An invoice of 240 that was due on 11 March, on 31 March."""
    ltc.json("account", "add", "Lumen")
    ltc.json("edit", "A1", "language=zh")
    ltc.json(
        "invoice", "create", "--account", "A1", "--line", "Talk=2@120", "--issue", "--terms", "10", "--on", "2026-03-01"
    )
    return ltc


def levels(ltc):
    """The reminders kept, from the trace."""
    return [(row["what"], row["amount"]) for row in ltc.json("trace", "I1") if row["step"] == "reminded"]


def test_each_reminder_is_a_level_higher(late):
    """With what was open when it was sent, in the customer's language."""
    late.json("invoice", "remind", "I1", "--on", "2026-03-12")
    late.json("payment", "record", "I1", "--amount", "40", "--on", "2026-03-15")
    page = late("invoice", "remind", "I1", "--on", "2026-03-20").out
    assert "第二次付款提醒" in page
    assert levels(late) == [("level 1", "240.00"), ("level 2", "200.00")]


@pytest.mark.parametrize(
    ("day", "rule"),
    [("2026-03-11", "I1 is due on 2026-03-11; on 2026-03-11 it is not late."), ("2026-03-10", "it is not late")],
)
def test_what_is_not_late_is_not_reminded_of(late, day, rule):
    """On the due day itself nothing is late."""
    code, told = late.refused("invoice", "remind", "I1", "--on", day)
    assert code == 4
    assert rule in told


def test_what_is_paid_is_not_reminded_of(late):
    """Nothing open, nothing to remind of."""
    late.json("payment", "record", "I1", "--on", "2026-03-20")
    assert late.refused("invoice", "remind", "I1")[0] == 4


def test_a_letter_that_cannot_be_written_was_not_sent(late, tmp_path):
    """A file that is there already is not touched, and the reminder is not recorded."""
    letter = tmp_path / "letter.html"
    assert late("invoice", "remind", "I1", "-o", str(letter)).code == 0
    assert letter.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert late.refused("invoice", "remind", "I1", "-o", str(letter))[0] == 4
    assert late.refused("invoice", "remind", "I1", "-o", str(tmp_path / "nowhere" / "x.md"))[0] == 7
    assert levels(late) == [("level 1", "240.00")]


def test_a_dry_run_writes_no_letter(late, tmp_path):
    """Neither a file nor a level."""
    assert late("invoice", "remind", "I1", "--dry-run", "-o", str(tmp_path / "letter.md")).code == 0
    assert list(tmp_path.glob("letter*")) == []
    assert levels(late) == []
