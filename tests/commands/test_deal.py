"""`ltc deal`: every verb from every starting state, by hand from the table of legal steps."""

import pytest

STATES = {
    "discovery": (),
    "proposal": (("deal", "advance", "D1"),),
    "verbal": (("deal", "advance", "D1", "--to", "verbal"),),
    "won": (("deal", "advance", "D1"), ("deal", "win", "D1")),
    "lost": (("deal", "advance", "D1"), ("deal", "lose", "D1", "--reason", "price")),
    "void": (("deal", "advance", "D1"), ("deal", "void", "D1", "--reason", "typed twice")),
}
KINDS = {"won": "won", "lost": "lost", "void": "void"}
STEPS = {
    "next": ("deal", "advance", "D1"),
    "discovery": ("deal", "advance", "D1", "--to", "discovery"),
    "negotiation": ("deal", "advance", "D1", "--to", "Negotiation"),
    "to won": ("deal", "advance", "D1", "--to", "won"),
    "win": ("deal", "win", "D1"),
    "lose": ("deal", "lose", "D1", "--reason", "price"),
    "void": ("deal", "void", "D1", "--reason", "typed twice"),
    "reopen": ("deal", "reopen", "D1"),
}
LAST = (
    "ltc: D1 is in verbal, the last open stage.\n"
    "try: ltc deal win D1, or ltc deal lose D1 --reason …\n"
)  # fmt: skip


def closed(kind):
    """What a closed deal says to any step but reopen."""
    return f"ltc: D1 is {kind}; it has to be reopened first.\ntry: ltc deal reopen D1\n"


def outcome(state, step):
    """Where a step leads: a stage, or the words it is refused with."""
    if step == "reopen":
        return "proposal" if state in KINDS else state
    if step == "next":
        following = {"discovery": "proposal", "proposal": "negotiation", "verbal": LAST}
        return closed(state) if state in KINDS else following[state]
    to = {"win": "won", "to won": "won", "lose": "lost"}.get(step, step)
    return closed(state) if state in KINDS and to != state else to


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", STATES)
def test_every_step_from_every_stage(ltc, state, step):
    """A legal step moves the deal and writes one event; the same again changes nothing; any other is refused."""
    ltc("deal", "add", "Audit", "--amount", "9k")
    for words in STATES[state]:
        assert ltc(*words).code == 0
    events = "SELECT from_stage, to_stage, pipeline FROM stage_event WHERE entity = 'deal' ORDER BY id"
    before = ltc.rows(events)
    wanted = outcome(state, step)
    if wanted.startswith("ltc:"):
        assert ltc.refused(*STEPS[step]) == (4, wanted)
        return
    told = ltc(*STEPS[step], "--json")
    assert (told.json["stage"], told.json["status"]) == (wanted, KINDS.get(wanted, "open"))
    assert ltc.rows(events) == before + ([(state, wanted, "consulting")] if wanted != state else [])
    assert ("nothing changed." in told.err) == (wanted == state)
    assert (told.json["closed"] is None) == (wanted not in KINDS)
    assert told.json["reason"] == {"lost": "price", "void": "typed twice"}.get(wanted)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("deal", "add"),
            2,
            "ltc: a deal needs a title, a lead or an account.\ntry: ltc deal add 'Pricing audit' --account Lumen\n",
        ),
        (
            ("deal", "add", "X", "--stage", "propsal"),
            3,
            "ltc: the pipeline consulting has no stage 'propsal'.\ntry: Did you mean proposal?\n",
        ),
        (
            ("deal", "add", "X", "--stage", "won"),
            4,
            "ltc: a deal cannot begin in won, which is won.\ntry: Open it, then: ltc deal win\n",
        ),
        (
            ("deal", "add", "X", "--pipeline", "sales"),
            3,
            "ltc: the process has no pipeline 'sales'.\ntry: Pipelines: consulting\n",
        ),
        (
            ("deal", "add", "X", "--account", "Nobody"),
            3,
            "ltc: there is no account 'Nobody'.\ntry: Look for it: ltc search Nobody\n",
        ),
        (
            ("deal", "add", "X", "--expected-close", "someday"),
            2,
            "ltc: 'someday' is not a date.\ntry: Write 2026-03-31, today, yesterday, mon, +3d, -2w, som or eom.\n",
        ),
        (
            ("deal", "add", "X", "--lead", "L1"),
            4,
            "ltc: L1 is disqualified; it has to be reopened first.\ntry: ltc lead reopen L1\n",
        ),
        (
            ("deal", "add", "X", "--field", "service=party"),
            2,
            "ltc: service cannot be 'party'.\ntry: Choices: audit, workshop, implementation, retainer\n",
        ),
        (
            ("deal", "add", "X", "--field", "hours=many"),
            2,
            "ltc: hours takes a number, not 'many'.\ntry: For example: hours=12.5\n",
        ),
        (
            ("deal", "advance", "D1", "--to", "lost"),
            4,
            "ltc: lost closes a deal, which has a verb of its own.\ntry: ltc deal lose --reason … D1\n",
        ),
        (
            ("deal", "lose", "D1", "--reason", "prise"),
            3,
            "ltc: the process has no reason 'prise' to lose a deal.\ntry: Did you mean price?\n",
        ),
        (("deal", "void", "D1", "--reason", " "), 2, "ltc: the reason is empty.\ntry: Say why: --reason …\n"),
        (
            ("deal", "edit", "D1", "title="),
            2,
            "ltc: a deal needs a title.\ntry: ltc deal edit D7 title='Pricing audit'\n",
        ),
        (
            ("deal", "list", "--status", "closed"),
            2,
            "ltc: a deal is open, won, lost or void, not 'closed'.\ntry: For stages: --stage\n",
        ),
        (
            ("deal", "list", "--stage", "verball"),
            3,
            "ltc: the pipeline consulting has no stage 'verball'.\ntry: Did you mean verbal?\n",
        ),
        (
            ("deal", "win", "D1", "--on", "2026-04-01"),
            4,
            "ltc: 2026-04-01 is in the future; what happened can be recorded up to today.\n"
            "try: Plan it instead: --next, or ltc task add --due\n",
        ),
        (
            ("deal", "win", "D1", "--on", "2026-03-30"),
            4,
            "ltc: 2026-03-30 is before the last step of D1 on 2026-03-31.\n"
            "try: Give a later --on, or take that step back first: ltc undo\n",
        ),
        (
            ("deal", "edit", "D1", "amount=5k", "--on", "2026-03-01"),
            4,
            "ltc: 2026-03-01 is before the last change of value of D1 on 2026-03-31.\n"
            "try: Give a later --on, or take that step back first: ltc undo\n",
        ),
    ],
)
def test_bad_input_gets_one_clear_sentence(ltc, words, code, said):
    """The whole message, the exit code, nothing on stdout, nothing changed."""
    ltc("lead", "add", "Ada")
    ltc("lead", "disqualify", "L1", "--reason", "spam")
    ltc("deal", "add", "Audit")
    assert ltc.refused(*words) == (code, said)


def test_a_stage_may_require_fields(ltc_with):
    """Entering it, beginning in it and the message name what is missing."""
    ltc = ltc_with("products")
    ltc("deal", "add", "Pumps")
    said = "ltc: D1 cannot enter negotiation without amount and expected_close.\n"
    said += "try: ltc deal edit D1 amount=… expected_close=…\n"
    assert ltc.refused("deal", "advance", "D1", "--to", "negotiation") == (4, said)
    ltc("deal", "edit", "D1", "amount=9k", "expected_close=eom")
    assert ltc.json("deal", "advance", "D1", "--to", "negotiation")["stage"] == "negotiation"
    assert ltc.refused("deal", "add", "Valves", "--stage", "quote") == (
        4,
        "ltc: a deal cannot begin in quote without amount.\ntry: Add what is missing, or begin in an earlier stage.\n",
    )
    assert ltc.json("deal", "add", "Valves", "--stage", "quote", "--amount", "5k")["stage"] == "quote"


def test_add_takes_what_is_missing_from_the_lead_and_converts_it(ltc):
    """Title, channel, amount, account and contact come with the lead."""
    ltc("lead", "add", "Ada", "--company", "Lumen", "--amount", "9k", "--channel", "referral")
    deal = ltc.json("deal", "add", "--lead", "L1", "--next", "fri call")
    assert [deal[name] for name in ("title", "amount", "channel", "account", "contact", "lead", "next")] == [
        "Lumen", "9000.00", "referral", "A1", "C1", "L1", "call",
    ]  # fmt: skip
    assert ltc.json("lead", "show", "L1")["status"] == "converted"
    assert ltc.rows("SELECT entity, entity_id, due FROM task WHERE is_next") == [("deal", 1, "2026-04-03")]


@pytest.mark.parametrize(
    ("field", "value", "shown", "wanted"),
    [
        ("title", "Review", "Review", "title = review"),
        ("account", "Lumen", "A1", "account_name ~ lum"),
        ("contact", "Ada", "C1", "contact = C1"),
        ("lead", "L1", "L1", "lead = L1"),
        ("amount", "12万 CNY", "120000.00", "amount = 120000"),
        ("expected_close", "2026-05-01", "2026-05-01", "expected_close > 2026-04-30"),
        ("channel", "event", "event", "channel = event"),
        ("owner", "jonas", "jonas", "owner = jonas"),
        ("tags", "x", ["x"], "tags = x"),
        ("test", "yes", True, "test = yes"),
        ("external_id", "d-1", "d-1", "external_id = d-1"),
    ],
)
def test_every_field_in_edit_list_where_and_show(ltc, field, value, shown, wanted):
    """One field goes through every door alike."""
    ltc("account", "add", "Lumen")
    ltc("contact", "add", "Ada")
    ltc("lead", "add", "Bob")
    ltc("deal", "add", "Audit")
    ltc("deal", "add", "Other")
    assert ltc.json("deal", "edit", "D1", f"{field}={value}")[field] == shown
    assert ltc.json("D1")[field] == shown
    assert [each["ref"] for each in ltc.json("deal", "list", "--where", wanted)] == ["D1"]
    assert ltc.json("deal", "list", "--sort", f"-{field}", "--columns", f"ref,{field}")


def test_a_lead_linked_later_is_converted_too(ltc):
    """The milestone deal means a link, whichever command made it."""
    ltc("lead", "add", "Ada")
    ltc("deal", "add", "Audit")
    ltc("deal", "edit", "D1", "lead=L1")
    assert ltc.json("lead", "show", "L1")["status"] == "converted"


def test_every_new_value_is_kept(ltc):
    """Amount, currency and expected close have a history; an edit of something else adds none."""
    ltc("deal", "add", "Audit", "--amount", "9k", "--on", "2026-03-01")
    ltc("deal", "edit", "D1", "tags=x")
    ltc("deal", "edit", "D1", "amount=9000")
    ltc("deal", "edit", "D1", "amount=7k USD", "--on", "2026-03-15")
    ltc("deal", "edit", "D1", "expected_close=eom")
    ltc("deal", "edit", "D1", "amount=")
    assert ltc.rows("SELECT amount_minor, currency, expected_close FROM deal_value ORDER BY id") == [
        (900000, "EUR", None), (700000, "USD", None), (700000, "USD", "2026-03-31"), (None, None, "2026-03-31"),
    ]  # fmt: skip
    assert ltc.json("D1")["currency"] is None


def test_lists_by_every_option(ltc):
    """Status, stage, pipeline, owner, channel, since and until."""
    ltc("deal", "add", "One", "--channel", "event", "--on", "2026-03-01")
    ltc("deal", "add", "Two", "--owner", "jonas", "--stage", "Proposal")
    ltc("deal", "add", "Three")
    ltc("deal", "win", "D3")

    def refs(*words):
        return [each["ref"] for each in ltc.json("deal", "list", *words)]

    assert refs() == ["D3", "D2", "D1"]
    assert refs("--status", "open") == ["D2", "D1"]
    assert refs("--status", "won") == ["D3"]
    assert refs("--stage", "proposal") == ["D2"]
    assert refs("--pipeline", "Consulting") == ["D3", "D2", "D1"]
    assert refs("--owner", "jonas") == ["D2"]
    assert refs("--channel", "trade show") == ["D1"]
    assert refs("--until", "2026-03-30") == ["D1"]
    assert refs("--since", "2026-03-31") == ["D3", "D2"]


def test_a_date_alone_never_comes_before_an_earlier_step_of_that_day(ltc):
    """Ties go by sequence: both steps stand at the time of the first."""
    ltc("deal", "add", "Audit", "--on", "2026-03-30 15:00")
    ltc("deal", "advance", "D1", "--on", "2026-03-30")
    ltc("deal", "win", "D1", "--on", "yesterday")
    assert ltc.rows("SELECT to_stage, effective_ms FROM stage_event ORDER BY id") == [
        ("proposal", 1774875600000), ("won", 1774875600000),
    ]  # fmt: skip
    assert ltc.refused("deal", "reopen", "D1", "--on", "2026-03-30 14:59")[0] == 4
