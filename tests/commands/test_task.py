"""`ltc task` and `ltc note`."""

import pytest


def test_add_done_and_again(ltc):
    """A date lies ahead; done once, the same again changes nothing."""
    ltc("deal", "add", "Audit")
    task = ltc.json("task", "add", "send  the\noffer", "--on-record", "Audit", "--due", "tue", "--owner", "jonas")
    assert [task[name] for name in ("task", "record", "due", "owner", "done")] == [
        "send the offer", "D1", "2026-04-07", "jonas", None,
    ]  # fmt: skip
    assert ltc.json("task", "done", "T1")["done"] == "2026-03-31T10:00:00Z"
    assert ltc("task", "done", "T1").err == "nothing changed.\n"
    assert ltc.json("task", "list") == []
    assert [each["ref"] for each in ltc.json("task", "list", "--all")] == ["T1"]


def test_lists_by_every_option(ltc):
    """Most urgent first, those without a day last."""
    ltc("lead", "add", "Ada")
    ltc("task", "add", "some time")
    ltc("task", "add", "later", "--due", "2026-05-01", "--owner", "jonas")
    ltc("task", "add", "soon", "--due", "fri", "--on-record", "L1")

    def refs(*words):
        return [each["ref"] for each in ltc.json("task", "list", *words)]

    assert refs() == ["T3", "T2", "T1"]
    assert refs("--due", "eom") == [] and refs("--due", "2026-04-03") == ["T3"]
    assert refs("--owner", "jonas") == ["T2"]
    assert refs("--on-record", "Ada") == ["T3"]
    assert refs("--where", "task ~ some") == ["T1"]


@pytest.mark.parametrize("noun", ["campaign", "channel", "member", "contact", "account"])
def test_a_task_is_about_a_record_of_any_kind(ltc, noun):
    """What goes by a name is told by it, not by a letter that is another noun's."""
    ltc(noun, "add", "Xenia")
    ref = {"contact": "C1", "account": "A1"}.get(noun, "Xenia")
    assert ltc.json("task", "add", "look", "--on-record", "Xenia")["record"] == ref
    assert ltc.json("note", "Xenia", "hello")["name"] == "Xenia"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("task", "add", " "), 2, "ltc: the task is empty.\ntry: ltc task add 'call Ada' --on-record L1 --due fri\n"),
        (
            ("task", "add", "x", "--due", "never"),
            2,
            "ltc: 'never' is not a date.\ntry: Write 2026-03-31, today, yesterday, mon, +3d, -2w, som or eom.\n",
        ),
        (("task", "done", "T9"), 3, "ltc: there is no task T9.\ntry: Look for it: ltc search T9\n"),
        (("task", "add", "x", "--on-record", "L9"), 3, "ltc: there is no lead L9.\ntry: Look for it: ltc search L9\n"),
        (("note", "L1", " "), 2, "ltc: the note is empty.\ntry: ltc note L12 'called, wants a quote'\n"),
        (
            ("note", "L1", "x", "--kind", "fax"),
            2,
            "ltc: a touch cannot be of kind 'fax'.\ntry: Kinds: note, call, mail, meeting, form\n",
        ),
    ],
)
def test_bad_input_gets_one_clear_sentence(ltc, words, code, said):
    """The whole message, the exit code, nothing on stdout, nothing changed."""
    ltc("lead", "add", "Ada")
    found = ltc.refused(*words)
    assert found == (code, said) or (words[1:2] == ("add",) and code == 3 and found[0] == 3)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        (("--kind", "call"), "contacted"),
        (("--kind", "mail"), "contacted"),
        (("--kind", "meeting"), "contacted"),
        ((), "new"),
        (("--kind", "mail", "--inbound"), "new"),
    ],
)
def test_the_first_outbound_touch_answers_a_new_lead(ltc, more, status):
    """A note is for ourselves, and what came in is no answer."""
    ltc("lead", "add", "Ada", "--on", "2026-03-30 09:00")
    assert ltc.json("note", "L1", "about the audit", *more)["status"] == status
    ltc("lead", "qualify", "L1")
    assert ltc.json("note", "L1", "again", "--kind", "call")["status"] == "qualified"


def test_a_touch_dated_by_day_does_not_precede_its_lead(ltc):
    """The day of both is the same; the answer took no time, rather than less than none."""
    ltc("lead", "add", "Ada", "--on", "2026-03-30 09:00")
    ltc("note", "L1", "called back", "--kind", "call", "--on", "2026-03-30")
    assert ltc.rows("SELECT at_ms - created_ms FROM touch, lead") == [(0,)]


def test_a_next_step_on_a_finished_task_is_its_record_s(ltc):
    """`ltc task done T1 --next …` goes on with the deal."""
    ltc("deal", "add", "Audit", "--next", "call")
    assert ltc("task", "done", "T1", "--next", "fri visit").code == 0
    assert ltc.json("D1")["next"] == "visit"
