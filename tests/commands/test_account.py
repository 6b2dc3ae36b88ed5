"""`ltc account`, and people at several of them."""

import pytest


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("name", "Lumen AG", "Lumen AG"),
        ("email", "hi@lumen.de", "hi@lumen.de"),
        ("phone", "+49 30 123456", "+49 30 123456"),
        ("website", "lumen.de", "lumen.de"),
        ("country", "DE", "DE"),
        ("address", "Berlin", "Berlin"),
        ("channel", "event", "event"),
        ("owner", "jonas", "jonas"),
        ("tags", "a,b", ["a", "b"]),
        ("external_id", "a-1", "a-1"),
    ],
)
def test_every_field_in_add_edit_list_where_and_show(ltc, field, value, shown):
    """One field goes through every door alike."""
    ltc("account", "add", "Other")
    option = {"name": (), "tags": ("--tag", "a", "--tag", "b")}.get(field, (f"--{field.replace('_', '-')}", value))
    assert ltc.json("account", "add", value if field == "name" else "New", *option)[field] == shown
    if field == "external_id":
        ltc("account", "edit", "A2", "external_id=")
    assert ltc.json("edit", "A1", f"{field}={value}")[field] == shown
    assert ltc.json("account", "show", "A1")[field] == shown
    wanted = f"{field} = '{value.split(',')[0]}' and id = 1"
    assert [each["ref"] for each in ltc.json("account", "list", "--where", wanted)] == ["A1"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("account", "add", " "), 2, "ltc: an account needs a name.\ntry: ltc account add 'Lumen GmbH'\n"),
        (("account", "edit", "A1", "name="), 2, "ltc: an account needs a name.\n"),
        (("account", "edit", "A1", "foo=1"), 2, None),
        (("account", "show", "A2"), 3, "ltc: there is no account A2.\ntry: Look for it: ltc search A2\n"),
        (("account", "add"), 2, "ltc: missing argument 'name'.\ntry: ltc account add --help\n"),
        (
            ("account", "claim", "A1"),
            4,
            "ltc: this process has no pool.\ntry: Give it one: pool: on: yes in the YAML, then ltc process apply\n",
        ),
        (
            ("account", "recycle"),
            4,
            "ltc: this process has no pool.\ntry: Give it one: pool: on: yes in the YAML, then ltc process apply\n",
        ),
        (("account", "assign", "A1", "--to", " "), 2, "ltc: a member needs a name.\ntry: See them: ltc member list\n"),
        (
            ("contact", "add", "--role", "buyer"),
            2,
            "ltc: a contact needs a name, an e-mail or a phone.\ntry: ltc contact add 'Ada Lovelace'\n",
        ),
        (
            ("contact", "link", "Ada", "C1"),
            3,
            "ltc: C1 is a contact; an account is meant here.\n"
            "try: Write a ref such as A1, an e-mail or a name.\n",
        ),
        (
            ("contact", "edit", "C1", "email=x"),
            2,
            "ltc: 'x' is not an e-mail address.\ntry: Write it as name@example.com\n",
        ),
    ],
)  # fmt: skip
def test_bad_input_gets_one_clear_sentence(ltc, words, code, said):
    """The message, the exit code, nothing on stdout, nothing changed."""
    ltc("account", "add", "Lumen")
    ltc("contact", "add", "Ada")
    found = ltc.refused(*words)
    assert found[0] == code
    assert said is None or found[1] == said


def test_one_person_at_two_companies(ltc):
    """With a role at each; the same link again changes nothing, another role changes it."""
    ltc("account", "add", "Lumen")
    ltc("account", "add", "Oakfield")
    ltc("contact", "add", "Ada", "--account", "Lumen", "--role", "buyer")
    contact = ltc.json("contact", "link", "Ada", "Oakfield", "--role", "advisor")
    assert contact["accounts"] == "Lumen (buyer), Oakfield (advisor)"
    assert ltc("contact", "link", "C1", "A2").err == "nothing changed.\n"
    assert ltc.json("contact", "link", "C1", "A2", "--role", "board")["accounts"] == "Lumen (buyer), Oakfield (board)"
    for account in ("A1", "A2"):
        assert [each["ref"] for each in ltc.json("account", "show", account)["contacts"]] == ["C1"]
    assert ltc.rows("SELECT count(*) FROM contact_account") == [(2,)]


def test_the_page_tells_the_whole_story_newest_last(ltc):
    """From the first touch of its lead to what was won, in the order it happened."""
    ltc("lead", "add", "Ada", "--company", "Lumen", "--on", "2026-01-05")
    ltc("note", "L1", "first call", "--kind", "call", "--on", "2026-01-06")
    ltc("lead", "convert", "L1", "--deal", "Audit", "--amount", "9k", "--on", "2026-02-01")
    ltc("note", "A1", "visited", "--kind", "meeting", "--on", "2026-02-10")
    ltc("deal", "edit", "D1", "amount=8k", "--on", "2026-02-20")
    ltc("deal", "win", "D1", "--on", "2026-03-01")
    ltc("account", "assign", "A1", "--to", "jonas")
    story = ltc.json("account", "show", "A1")["story"]
    assert [(event["at"][:10], event["record"], event["event"], event["detail"]) for event in story] == [
        ("2026-01-04", "L1", "created", None),
        ("2026-01-05", "L1", "contacted", None),
        ("2026-01-05", "L1", "call", "first call"),
        ("2026-01-31", "A1", "created", None),
        ("2026-01-31", "C1", "created", None),
        ("2026-01-31", "L1", "converted", None),
        ("2026-01-31", "D1", "created", None),
        ("2026-01-31", "D1", "value", "9000.00 EUR"),
        ("2026-02-09", "A1", "meeting", "visited"),
        ("2026-02-19", "D1", "value", "8000.00 EUR"),
        ("2026-02-28", "D1", "won", None),
        ("2026-03-31", "A1", "assign", "mia → jonas"),
    ]


def test_the_page_as_of_a_day(ltc):
    """Later events are not told; before it came to be there is no page."""
    ltc("account", "add", "Lumen", "--on", "2026-02-01")
    ltc("note", "A1", "visited", "--on", "2026-03-10")
    ltc("account", "assign", "A1", "--to", "jonas", "--on", "2026-03-20")
    page = ltc.json("account", "show", "A1", "--as-of", "2026-03-15")
    assert [event["event"] for event in page["story"]] == ["created", "note"]
    assert page["owner"] == "mia"
    assert ltc.refused("account", "show", "A1", "--as-of", "2026-01-31") == (
        3,
        "ltc: A1 Lumen was not there yet on 2026-01-31; it came on 2026-02-01.\n"
        "try: Ask for a later day: --as-of 2026-02-01\n",
    )
