"""`ltc lead`: every verb from every starting state, by hand from the table of legal steps."""

import pytest

STATES = {
    "new": (),
    "contacted": (("lead", "advance", "L1", "--to", "contacted"),),
    "nurturing": (("lead", "nurture", "L1"),),
    "qualified": (("lead", "qualify", "L1"),),
    "disqualified": (("lead", "qualify", "L1"), ("lead", "disqualify", "L1", "--reason", "no_need")),
    "converted": (("lead", "convert", "L1"),),
}
STEPS = {
    "qualify": ("lead", "qualify", "L1"),
    "nurture": ("lead", "nurture", "L1"),
    "contacted": ("lead", "advance", "L1", "--to", "contacted"),
    "back to new": ("lead", "advance", "L1", "--to", "new"),
    "disqualify": ("lead", "disqualify", "L1", "--reason", "no_need"),
    "reopen": ("lead", "reopen", "L1"),
    "convert": ("lead", "convert", "L1"),
}
CONVERTED = "ltc: L1 is converted: what happens now happens to its deal.\ntry: See it: ltc lead show L1\n"
DISQUALIFIED = "ltc: L1 is disqualified; it has to be reopened first.\ntry: ltc lead reopen L1\n"
OPEN = ("new", "contacted", "nurturing", "qualified")


def outcome(state, step):
    """Where a step leads: a status, or the words it is refused with."""
    if step == "reopen":
        return {"disqualified": "qualified", "converted": CONVERTED}.get(state, state)
    to = {"qualify": "qualified", "nurture": "nurturing", "back to new": "new", "convert": "converted"}.get(step, step)
    to = {"disqualify": "disqualified"}.get(to, to)
    if state == to:
        return state
    return {"converted": CONVERTED, "disqualified": DISQUALIFIED}.get(state, to)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", STATES)
def test_every_step_from_every_status(ltc, state, step):
    """A legal step moves the lead and writes one event; the same again changes nothing; any other is refused."""
    ltc("lead", "add", "Ada", "--company", "Lumen")
    for words in STATES[state]:
        assert ltc(*words).code == 0
    events = "SELECT from_stage, to_stage FROM stage_event WHERE entity = 'lead' ORDER BY id"
    before = ltc.rows(events)
    wanted = outcome(state, step)
    if wanted in STATES:
        told = ltc(*STEPS[step], "--json")
        assert told.json["status"] == wanted
        assert ltc.rows(events) == before + ([(state, wanted)] if wanted != state else [])
        assert ("nothing changed." in told.err) == (wanted == state)
        assert (told.json["operation"] is None) == (wanted == state)
    else:
        assert ltc.refused(*STEPS[step]) == (4, wanted)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("lead", "add"),
            2,
            "ltc: a lead needs a name, a company, an e-mail, a phone or an external id.\n"
            "try: ltc lead add 'Ada Lovelace' --email ada@example.com\n",
        ),
        (
            ("lead", "add", "Bob", "--email", "nonsense"),
            2,
            "ltc: 'nonsense' is not an e-mail address.\ntry: Write it as name@example.com\n",
        ),
        (("lead", "add", "Bob", "--amount", "-5"), 4, "ltc: amount cannot be below zero: -5.\n"),
        (
            ("lead", "add", "Bob", "--amount", "much"),
            2,
            "ltc: 'much' is not an amount.\ntry: Write 1250.50, '1250.50 EUR', 9k or 12万.\n",
        ),
        (
            ("lead", "add", "Bob", "--amount", "9k EUO"),
            2,
            "ltc: there is no currency 'EUO'.\ntry: Did you mean EUR?\n",
        ),
        (
            ("lead", "add", "Bob\x1b[31m"),
            2,
            "ltc: name holds a control character, which no text should.\ntry: Remove it and try again.\n",
        ),
        (("lead", "show", "L9"), 3, "ltc: there is no lead L9.\ntry: Look for it: ltc search L9\n"),
        (
            ("lead", "qualify", "D1"),
            3,
            "ltc: D1 is a deal; a lead is meant here.\ntry: Write a ref such as L1, an e-mail or a name.\n",
        ),
        (("lead", "show", "nobody"), 3, "ltc: there is no lead 'nobody'.\ntry: Look for it: ltc search nobody\n"),
        (
            ("lead", "advance", "L1", "--to", "qualfied"),
            3,
            "ltc: the process has no lead status 'qualfied'.\ntry: Did you mean qualified?\n",
        ),
        (
            ("lead", "advance", "L1", "--to", "disqualified"),
            4,
            "ltc: disqualified closes a lead, which has a verb of its own.\ntry: ltc lead disqualify --reason … L1\n",
        ),
        (
            ("lead", "advance", "L1", "--to", "converted"),
            4,
            "ltc: converted closes a lead, which has a verb of its own.\ntry: ltc lead convert L1\n",
        ),
        (
            ("lead", "disqualify", "L1", "--reason", "no_ned"),
            3,
            "ltc: the process has no reason 'no_ned' to disqualify a lead.\ntry: Did you mean no_need?\n",
        ),
        (
            ("lead", "disqualify", "L1"),
            2,
            "ltc: missing option '--reason'.\ntry: ltc lead disqualify --help\n",
        ),
        (
            ("lead", "edit", "L1"),
            2,
            "ltc: nothing to change: no FIELD=VALUE was given.\ntry: For example: ltc edit D7 amount=9k\n",
        ),
        (
            ("lead", "edit", "L1", "nmae=Bob"),
            2,
            "ltc: a lead has no field 'nmae'.\ntry: Did you mean name?\n",
        ),
        (
            ("lead", "edit", "L1", "status=qualified"),
            2,
            "ltc: a lead has no field 'status'.\ntry: It moves by steps: ltc lead --help\n",
        ),
        (
            ("lead", "edit", "L2", "name="),
            4,
            "ltc: L2 would have no name, company, e-mail, phone or external id left.\ntry: Leave it one of them.\n",
        ),
        (
            ("lead", "edit", "name=Bob"),
            2,
            "ltc: say which records: name them, or choose them with --where; one of the two.\n"
            'try: ltc lead edit --where "tags = old" country=DE\n',
        ),
        (
            ("lead", "edit", "L2", "external_id=x-1"),
            4,
            "ltc: the external id 'x-1' is that of L1 Ada.\ntry: Each record has its own.\n",
        ),
        (
            ("lead", "convert", "L1", "--no-deal", "--amount", "9k"),
            2,
            "ltc: --no-deal makes none, so that it has no title, amount or pipeline.\ntry: Leave one of them out.\n",
        ),
        (
            ("lead", "convert", "L1", "--deal", "D1", "--amount", "9k"),
            2,
            "ltc: --amount and --pipeline are for a new deal; D1 is there already.\ntry: ltc deal edit D1 amount=…\n",
        ),
        (
            ("lead", "convert", "L1", "--account", "A9"),
            3,
            "ltc: there is no account A9.\ntry: Look for it: ltc search A9\n",
        ),
        (
            ("lead", "edit", "L1", "amount=9k", "amount=8k"),
            2,
            "ltc: amount is given twice.\ntry: Give each field one value.\n",
        ),
        (
            ("lead", "add", "Bob", "--company", "A", "--field", "company=B"),
            2,
            "ltc: company is given twice: as an option and with --field.\ntry: Give each field one value.\n",
        ),
        (
            ("lead", "edit", "L1", "owner="),
            4,
            "ltc: this process has no pool.\ntry: Give it one: pool: on: yes in the YAML, then ltc process apply\n",
        ),
        (
            ("lead", "add", "Bob", "--note", "a\x1bb"),
            2,
            "ltc: the note holds a control character, which no text should.\ntry: Remove it and try again.\n",
        ),
        (("lead", "list", "--lang", "xx"), 2, "ltc: there are no words in 'xx'.\ntry: Languages: en, zh\n"),
        (
            ("lead", "list", "--where", ""),
            2,
            "ltc: the name of a field is missing here.\n  \n  ^\n"
            "try: For example: --where 'status = new and amount > 5k and created >= -30d'\n",
        ),
        (
            ("lead", "qualfy", "L1"),
            2,
            "ltc: no such command 'qualfy'. Did you mean 'qualify', 'disqualify'?\ntry: ltc lead --help\n",
        ),
        (
            ("lead", "list", "--owner", "mai"),
            3,
            "ltc: there is no member 'mai'.\ntry: Did you mean mia?\n",
        ),
        (
            ("lead", "list", "--campaign", "spring"),
            3,
            "ltc: there is no campaign 'spring'.\ntry: ltc campaign list\n",
        ),
        (
            ("lead", "list", "--channel", "referal"),
            3,
            "ltc: there is no channel 'referal'.\ntry: Did you mean referral?\n",
        ),
        (
            ("lead", "list", "--sort", "nam"),
            2,
            "ltc: a lead has no field 'nam'.\ntry: Did you mean name?\n",
        ),
        (
            ("lead", "list", "--since", "2026-02-30"),
            2,
            "ltc: '2026-02-30' is not a day of the calendar.\n"
            "try: Write 2026-03-31, today, yesterday, mon, +3d, -2w, som or eom.\n",
        ),
        (
            ("lead", "list", "--limit", "0"),
            2,
            "ltc: invalid value for '--limit': 0 is not in the range x>=1.\ntry: ltc lead list --help\n",
        ),
    ],
)
def test_bad_input_gets_one_clear_sentence(ltc, words, code, said):
    """The whole message, the exit code, nothing on stdout, nothing changed."""
    ltc("lead", "add", "Ada", "--company", "Lumen", "--external-id", "x-1")
    ltc("lead", "add", "Eve")
    ltc("deal", "add", "Audit")
    assert ltc.refused(*words) == (code, said)


def test_an_ambiguous_name_lists_who_it_could_be(ltc):
    """Exit 3, naming them."""
    ltc("lead", "add", "Ada", "--email", "a@x.com")
    ltc("lead", "add", "ada")
    said = "ltc: 'ADA' could be L1 Ada, L2 ada.\ntry: Say which: L1\n"
    assert ltc.refused("lead", "qualify", "ADA") == (3, said)


def test_add_reads_every_option(ltc):
    """What the catalogue's options give comes back in JSON, the database keeps minor units."""
    lead = ltc.json(
        "lead", "add", "Ada Lovelace", "--company", "Analytical Engines", "--email", "Ada@Example.com",
        "--phone", "+44 20 7946 0958", "--channel", "recommendation", "--campaign", "Spring", "--owner", "jonas",
        "--amount", "GBP 1,250.50", "--country", "GB", "--tag", "vip", "--tag", "math", "--field", "budget_known=yes",
        "--external-id", "crm-7",
    )  # fmt: skip
    assert lead == {
        "ref": "L1", "id": 1, "name": "Ada Lovelace", "company": "Analytical Engines", "email": "Ada@Example.com",
        "phone": "+44 20 7946 0958", "status": "new", "kind": "new", "channel": "referral", "campaign": "Spring",
        "owner": "jonas", "amount": "1250.50", "currency": "GBP", "country": "GB", "tags": ["vip", "math"],
        "created": "2026-03-31T10:00:00Z", "account": None, "contact": None, "next": None, "next_due": None,
        "test": False, "external_id": "crm-7", "operation": 2, "fields": {"budget_known": True},
    }  # fmt: skip
    assert ltc.rows("SELECT amount_minor, currency, email_key, phone_key FROM lead") == [
        (125050, "GBP", "ada@example.com", "442079460958")
    ]


@pytest.mark.parametrize(
    ("field", "value", "shown", "wanted"),
    [
        ("name", "Bo", "Bo", "name = bo"),
        ("company", "Lumen AG", "Lumen AG", "company ~ lumen"),
        ("email", "bo@x.com", "bo@x.com", "email = BO@x.com"),
        ("phone", "030 1234567", "030 1234567", "phone ~ 1234"),
        ("channel", "referral", "referral", "channel = referral"),
        ("campaign", "Spring", "Spring", "campaign = spring"),
        ("owner", "jonas", "jonas", "owner = jonas"),
        ("amount", "9k", "9000.00", "amount >= 9000"),
        ("country", "DE", "DE", "country = de"),
        ("tags", "a,b", ["a", "b"], "tags = b"),
        ("test", "yes", True, "test"),
        ("external_id", "x-9", "x-9", "external_id = x-9"),
    ],
)
def test_every_field_in_edit_list_where_and_show(ltc, field, value, shown, wanted):
    """One field goes through every door alike, and a blank clears it again."""
    ltc("lead", "add", "Ada", "--company", "Lumen")
    ltc("lead", "add", "Other")
    assert ltc.json("lead", "edit", "L1", f"{field}={value}")[field] == shown
    assert ltc.json("lead", "show", "L1")[field] == shown
    assert [each["ref"] for each in ltc.json("lead", "list", "--where", wanted)] == ["L1"]
    assert ltc.json("lead", "list", "--sort", field, "--columns", f"ref,{field}")
    if field != "owner":
        assert ltc.json("edit", "L1", f"{field}=")[field] in (None, [], False)


def test_an_edited_owner_is_a_change_of_hands(ltc):
    """The event is kept, whichever way the owner changes."""
    ltc("lead", "add", "Ada")
    ltc("lead", "edit", "L1", "owner=jonas")
    assert ltc.rows("SELECT entity, entity_id, from_id, to_id, reason FROM owner_event") == [
        ("lead", 1, 1, 2, "assign")
    ]


def test_qualify_leaves_a_lead_in_another_status_of_that_kind(ltc_with):
    """The kind is the milestone, not the name of the status."""
    ltc = ltc_with(
        "lead:\n  statuses:\n    new: {kind: new}\n    mql: {kind: qualified}\n    sql: {kind: qualified}\n"
        "pipelines:\n  sales:\n    stages: {talk: {probability: 10%}, won: Won, lost: Lost, void: Void}\n"
    )
    ltc("lead", "add", "Ada")
    ltc("lead", "advance", "L1", "--to", "sql")
    told = ltc("lead", "qualify", "L1", "--json")
    assert (told.json["status"], told.err) == ("sql", "nothing changed.\n")


def test_several_refs_are_one_operation(ltc):
    """Refs, names and - together; each once, in order; all or nothing."""
    for name in ("Ada", "Bob", "Cleo", "Dan"):
        ltc("lead", "add", name)
    before = ltc.rows("SELECT count(*) FROM operation")[0][0]
    found = ltc.json("lead", "qualify", "L2", "-", "L2", stdin="L1\n\nCleo\n")
    assert [(each["ref"], each["status"]) for each in found] == [(ref, "qualified") for ref in ("L2", "L1", "L3")]
    assert {each["operation"] for each in found} == {before + 1}
    assert ltc.rows("SELECT count(*) FROM operation") == [(before + 1,)]
    ltc("lead", "convert", "L1")
    assert ltc.refused("lead", "disqualify", "L2", "L1", "--reason", "spam") == (4, CONVERTED.replace("L12", "L1"))


def test_nothing_on_stdin_is_nothing_to_do(ltc):
    """`ltc lead list --quiet --where … | ltc lead qualify -` works when nothing matches."""
    for words in (("lead", "qualify", "-"), ("lead", "edit", "-", "country=DE"), ("edit", "-", "country=DE")):
        assert ltc(*words, stdin="\n")[:2] == (0, "")


def test_a_noun_alone_shows_its_help(ltc):
    """On stderr, as it is: a verb is missing."""
    code, err = ltc.refused("lead")
    assert (code, err.startswith("Usage: ltc lead")) == (2, True)
    assert "qualify" in err


def test_edit_where_changes_the_matching_ones(ltc):
    """A bulk edit is one operation; what matches not stays."""
    for name, country in (("Ada", "UK"), ("Bob", "UK"), ("Cleo", "DE")):
        ltc("lead", "add", name, "--country", country)
    assert [each["ref"] for each in ltc.json("lead", "edit", "--where", "country = uk", "country=GB")] == ["L1", "L2"]
    assert ltc.rows("SELECT country FROM lead ORDER BY id") == [("GB",), ("GB",), ("DE",)]


def test_lists_by_every_option(ltc):
    """Status, owner, channel with its aliases, campaign, pool, since and until."""
    ltc("lead", "add", "Ada", "--channel", "referral", "--campaign", "Spring", "--on", "2026-03-01")
    ltc("lead", "add", "Bob", "--owner", "jonas", "--on", "2026-03-10")
    ltc("lead", "add", "Cleo")
    ltc("lead", "qualify", "L3")
    ltc("lead", "disqualify", "L2", "--reason", "spam")

    def refs(*words):
        return [each["ref"] for each in ltc.json("lead", "list", *words)]

    assert refs() == ["L3", "L2", "L1"]
    assert refs("--status", "open") == ["L3", "L1"]
    assert refs("--status", "Qualified") == ["L3"]
    assert refs("--owner", "JONAS") == ["L2"]
    assert refs("--channel", "word of mouth") == ["L1"]
    assert refs("--channel", "(unknown)") == ["L3", "L2"]
    assert refs("--campaign", "spring") == ["L1"]
    assert refs("--pool") == []
    assert refs("--since", "2026-03-10", "--until", "2026-03-10") == ["L2"]
    assert refs("--since", "today") == ["L3"]
    assert refs("--until", "2026-03-09") == ["L1"]
    assert refs("--sort", "name", "--limit", "2") == ["L1", "L2"]
    assert refs("--where", "created < 2026-03-10 or status = qualified") == ["L3", "L1"]


def test_reopen_after_a_renaming_finds_the_status_by_its_new_name(ltc):
    """The event was written with an id that the process does not have any more."""
    ltc("lead", "add", "Ada")
    ltc("lead", "nurture", "L1")
    ltc("lead", "disqualify", "L1", "--reason", "spam")
    text = ltc("process", "show").out
    renamed = text.replace("    nurturing: {", "    warming: {was: nurturing, ")
    assert renamed != text
    ltc.path.with_name("p.yaml").write_text(renamed, encoding="utf-8")
    assert ltc("process", "apply", "p.yaml", "--yes").code == 0
    assert ltc.json("lead", "reopen", "L1")["status"] == "warming"
