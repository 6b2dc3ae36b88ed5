"""`--external-id`: a script may run twice."""

import pytest

ADDS = {
    "lead": ("lead", "add", "Ada", "--amount", "9k", "--owner", "jonas", "--tag", "x", "--field", "budget_known=yes"),
    "account": ("account", "add", "Lumen", "--country", "DE", "--owner", "jonas"),
    "contact": ("contact", "add", "Ada", "--email", "ada@x.com", "--account", "A1", "--role", "buyer"),
    "deal": ("deal", "add", "Audit", "--amount", "9k", "--account", "A1", "--field", "hours=3", "--owner", "jonas"),
    "task": ("task", "add", "call", "--due", "fri"),
    "member": ("member", "add", "jonas", "--team", "north"),
    "campaign": ("campaign", "add", "Spring", "--budget", "2k", "--channel", "event"),
    "channel": ("channel", "add", "podcast", "--alias", "pod"),
}
OTHERS = {
    "lead": ("lead", "add", "Ada L.", "--amount", "8k", "--owner", "mia"),
    "account": ("account", "add", "Lumen AG", "--country", "AT", "--owner", "mia"),
    "contact": ("contact", "add", "Ada L.", "--email", "al@x.com"),
    "deal": ("deal", "add", "Audit 2", "--amount", "8k", "--owner", "mia"),
    "task": ("task", "add", "call again", "--due", "mon"),
    "member": ("member", "add", "jonas b", "--team", "south"),
    "campaign": ("campaign", "add", "Spring 2026", "--budget", "3k"),
    "channel": ("channel", "add", "radio"),
}
DIFFERENCES = {
    "lead": "name, amount, owner",
    "account": "name, name_key, country, owner",
    "contact": "name, name_key, email, email_key",
    "deal": "title, amount, owner",
    "task": "body, due",
    "member": "name, name_key, team",
    "campaign": "name, name_key, budget",
    "channel": "name, name_key",
}
KEY = ("--external-id", "crm-1")


@pytest.fixture
def ready(ltc):
    """A file with an account, so that others can refer to it."""
    ltc("account", "add", "First")
    return ltc


@pytest.mark.parametrize("noun", ADDS)
def test_the_same_again_changes_nothing(ready, noun):
    """Exit 0, no operation, the same record."""
    made = ready.json(*ADDS[noun], *KEY)
    before = ready.dump()
    told = ready(*ADDS[noun], *KEY, "--json")
    assert (told.err, ready.dump()) == ("nothing changed.\n", before)
    assert told.json == {**made, "operation": None}


@pytest.mark.parametrize("noun", ADDS)
def test_other_data_is_refused_unless_it_is_to_update(ready, noun):
    """Exit 4 naming what differs; --on-match update writes it, and that again changes nothing."""
    ready(*ADDS[noun], *KEY)
    differing = ", ".join(name for name in DIFFERENCES[noun].split(", ") if not name.endswith("_key"))
    assert ready.refused(*OTHERS[noun], *KEY) == (
        4,
        f"ltc: {noun} 'crm-1' is here already with other data: {differing}.\n"
        "try: Write the new data with --on-match update.\n",
    )
    updated = ready.json(*OTHERS[noun], *KEY, "--on-match", "update")
    assert updated[{"deal": "title", "task": "task"}.get(noun, "name")] == OTHERS[noun][2]
    assert ready(*OTHERS[noun], *KEY, "--on-match", "update").err == "nothing changed.\n"
    assert ready.rows(f"SELECT count(*) FROM {noun} WHERE external_id = 'crm-1'") == [(1,)]


def test_an_update_keeps_the_history_of_value_and_owner(ready):
    """It is an edit like any other."""
    ready(*ADDS["deal"], *KEY)
    ready(*OTHERS["deal"], *KEY, "--on-match", "update")
    assert ready.rows("SELECT amount_minor FROM deal_value ORDER BY id") == [(900000,), (800000,)]
    assert ready.rows("SELECT reason FROM owner_event WHERE entity = 'deal'") == [("assign",)]


def test_a_contact_at_another_account_is_other_data(ready):
    """A link is part of what was said."""
    ready("account", "add", "Second")
    ready("contact", "add", "Ada", "--account", "A1", *KEY)
    assert ready.refused("contact", "add", "Ada", "--account", "A2", *KEY) == (
        4, "ltc: contact 'crm-1' is here already, at another account.\ntry: ltc contact link C1 A2\n",
    )  # fmt: skip
    assert ready("contact", "add", "Ada", "--account", "A2", *KEY, "--on-match", "update").code == 0


def test_on_match_takes_update_only(ready):
    """Another word is a usage error."""
    assert ready.refused("lead", "add", "Ada", *KEY, "--on-match", "overwrite") == (
        2, "ltc: --on-match takes update, not 'overwrite'.\n",
    )  # fmt: skip


def test_a_record_is_found_by_its_key(ready):
    """Even when it looks like a ref or a number that is not there."""
    for key in ("crm-1", "D500", "L77", "4711"):
        ready("lead", "add", f"Of {key}", "--external-id", key)
        assert ready.json("lead", "show", key)["name"] == f"Of {key}"
