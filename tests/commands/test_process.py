"""`ltc process`: what may change, what records hold on to, and what follows a renaming."""

import pytest

PROCESS = """
name: Small
currency: EUR
channels: {fair: {aliases: [expo]}}
lead:
  statuses: {new: {kind: new}, warm: {kind: working, label: Warm}, qualified: {kind: qualified}}
  disqualify_reasons: {spam: Spam, poor: Poor}
pipelines:
  sales:
    stages: {talk: {probability: 10%}, offer: {label: Offer, probability: 50%}, won: Won, lost: Lost, void: Void}
lost_reasons: {price: Price}
fields:
  lead: {plan: {type: text, label: Plan}}
"""


@pytest.fixture
def small(ltc_with):
    """A small process, with a lead and a deal that use most of it."""
    ltc = ltc_with(PROCESS)
    ltc("lead", "add", "Ada", "--field", "plan=gold", "--channel", "expo")
    ltc("lead", "advance", "L1", "--to", "warm")
    ltc("deal", "add", "Audit", "--amount", "9k")
    ltc("deal", "advance", "D1")
    return ltc


def changed(ltc, *pairs):
    """The process with some words replaced, as a file."""
    text = PROCESS
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = ltc.path.with_name("new.yaml")
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_same_process_again_changes_nothing(small):
    """What it does not mention (the zone) stays."""
    before = small.dump()
    told = small("process", "apply", changed(small))
    assert (told.code, told.err) == (0, "nothing to show.\nnothing changed.\n")
    assert small.dump() == before


def test_a_change_needs_a_yes_where_nobody_can_be_asked(small):
    """Exit 4; the change was shown before."""
    path = changed(small, ("probability: 10%", "probability: 20%"))
    before = small.dump()
    told = small("process", "apply", path)
    assert told.code == 4
    assert told.err == "ltc: Apply these changes? Nobody can be asked here.\ntry: Add --yes when it is meant.\n"
    assert small.dump() == before
    assert [row["path"] for row in small.json("process", "diff", path)] == ["pipelines.sales.stages.talk.probability"]


def test_a_dry_run_needs_no_yes(small):
    """It shows and changes nothing."""
    path = changed(small, ("probability: 10%", "probability: 20%"))
    before = small.dump()
    told = small("process", "apply", path, "--dry-run")
    assert (told.code, told.err) == (0, "dry run: nothing was written.\n")
    assert small.dump() == before


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("warm: {kind: working, label: Warm}, ", "", "status 'warm' by 1 records"),
        ("offer: {label: Offer, probability: 50%}, ", "", "stage 'offer' by 1 records"),
        ("  lead: {plan: {type: text, label: Plan}}", "  lead: {other: {type: text}}", "field 'plan' by 1 records"),
    ],
)
def test_what_history_refers_to_cannot_go(small, old, new, what):
    """Exit 4 naming how many records hold on to it; the diff counts them too."""
    path = changed(small, (old, new))
    before = small.dump()
    told = small("process", "apply", path, "--yes")
    assert (told.code, told.err) == (
        4,
        f"ltc: the new process lacks what history refers to: {what}.\n"
        "try: Keep it, or say what it is called now with `was:`.\n",
    )
    assert small.dump() == before
    assert [row["records"] for row in small.json("process", "diff", path) if row["change"] == "removed"] == [1]


def test_what_nothing_refers_to_can_go(small):
    """A reason nobody used."""
    assert small("process", "apply", changed(small, (", poor: Poor", "")), "--yes").code == 0


def test_records_follow_a_renaming(small):
    """Statuses, stages and custom fields; steps go on from the new names, and back to them."""
    path = changed(
        small,
        ("warm: {kind: working, label: Warm}", "cosy: {was: warm, kind: working, label: Warm}"),
        ("offer: {label: Offer", "proposal: {was: offer, label: Offer"),
        ("plan: {type: text, label: Plan}", "tariff: {was: plan, type: text, label: Plan}"),
    )
    assert small("process", "apply", path, "--yes").code == 0
    lead = small.json("L1")
    assert (lead["status"], lead["fields"]) == ("cosy", {"tariff": "gold"})
    assert small.json("D1")["stage"] == "proposal"
    small("lead", "disqualify", "L1", "--reason", "spam")
    assert small.json("lead", "reopen", "L1")["status"] == "cosy"
    small("deal", "lose", "D1", "--reason", "price")
    assert small.json("deal", "reopen", "D1")["stage"] == "proposal"


def test_new_channels_and_spellings_are_there_at_once(small):
    """The list of channels follows the process."""
    path = changed(small, ("{fair: {aliases: [expo]}}", "{fair: {aliases: [expo, messe]}, web: Web}"))
    small("process", "apply", path, "--yes")
    assert small.json("lead", "add", "Bob", "--channel", "Messe")["channel"] == "fair"
    assert [each["name"] for each in small.json("channel", "list")] == ["fair", "web"]


@pytest.mark.parametrize(
    ("text", "code"), [("lead: [", 5), ("leads: {}", 5), ("", 5), (PROCESS.replace("kind: new", "kind: gnu"), 5)]
)
def test_a_bad_file_is_told_by_line(small, text, code):
    """Exit 5, naming the file; check, diff and apply alike."""
    path = small.path.with_name("bad.yaml")
    path.write_text(text, encoding="utf-8")
    for verb in ("check", "diff", "apply"):
        found, err = small.refused("process", verb, str(path))
        assert found == code
        assert "bad.yaml" in err
    assert small.refused("process", "check", "nowhere.yaml")[0] == 3


def test_show_can_be_applied_again(small):
    """What is shown is the process."""
    small.path.with_name("shown.yaml").write_text(small("process", "show").out, encoding="utf-8")
    assert small("process", "check", "shown.yaml") == (0, "", "")
    assert small("process", "apply", "shown.yaml").err == "nothing to show.\nnothing changed.\n"
