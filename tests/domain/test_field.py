"""Custom fields of every type, through every door."""

import pytest

PROCESS = """
currency: EUR
lead: {statuses: {new: {kind: new}, qualified: {kind: qualified}}}
pipelines: {sales: {stages: {talk: {probability: 10%}, won: Won, lost: Lost, void: Void}}}
fields:
  NOUN:
    plan:    {type: text, label: {en: The plan, zh: 方案}}
    seats:   {type: number}
    arr:     {type: money}
    starts:  {type: date}
    size:    {type: choice, choices: [small, Großkunde]}
    signed:  {type: yesno}
"""
ADD = {"lead": "Ada", "account": "Ada", "contact": "Ada", "deal": "Ada"}
VALUES = [
    ("plan", "gold", "gold", "plan ~ gol", "plan = silver"),
    ("The plan", "gold", "gold", "plan = gold", "plan = silver"),
    ("方案", "金", "金", "方案 = 金", "plan = 银"),
    ("seats", "12.50", "12.50", "seats > 12", "seats > 100"),
    ("arr", "9k", "9000.00", "arr >= 9k", "arr > 9k"),
    ("arr", "JPY 500", "500", "arr = 'JPY 500'", "arr = 'EUR 500'"),
    ("starts", "eom", "2026-03-31", "starts <= 2026-03-31", "starts < 2026-03-31"),
    ("size", "GROSSKUNDE", "Großkunde", "size = großkunde", "size = small"),
    ("signed", "yes", True, "signed", "not signed"),
    ("signed", "no", False, "signed = no", "signed"),
]


@pytest.mark.parametrize("noun", ADD)
@pytest.mark.parametrize(("name", "value", "shown", "matches", "misses"), VALUES)
def test_a_custom_field_in_every_door(ltc_with, noun, name, value, shown, matches, misses):
    """add, edit, show, list, --where, --sort, --columns and JSON; a blank takes it away."""
    ltc = ltc_with(PROCESS.replace("NOUN", noun))
    field = {"The plan": "plan", "方案": "plan"}.get(name, name)
    made = ltc.json(noun, "add", "Ada", "--field", f"{name}={value}")
    assert made["fields"][field] == shown
    assert ltc.json(noun, "show", "1")["fields"] == made["fields"]
    listed = ltc.json(noun, "list", "--where", matches, "--sort", field)
    assert [each["fields"][field] for each in listed] == [shown]
    assert ltc.json(noun, "list", "--where", misses) == []
    if field == "arr":
        assert made["fields"]["arr_currency"] == ("JPY" if "JPY" in value else "EUR")
    assert ltc(noun, "list", "--columns", field, "-f", "csv").out.startswith(field)
    if not name.isascii() or " " not in name:
        assert ltc.json(noun, "edit", "1", f"{name}=")["fields"][field] is None
        assert ltc.rows(f"SELECT fields FROM {noun}") == [(None,)]
        assert ltc.json(noun, "edit", "1", f"{name}={value}")["fields"][field] == shown


@pytest.mark.parametrize("noun", ["account", "contact", "deal", "lead"])
def test_a_required_field_is_asked_for(ltc_with, noun):
    """Without it there is no new record, and it cannot be taken away."""
    ltc = ltc_with(PROCESS.replace("NOUN", noun).replace("{type: number}", "{type: number, required: yes}"))
    article = "an" if noun == "account" else "a"
    said = f"ltc: {article} {noun} needs seats, as the process says.\ntry: Add --field seats=…\n"
    assert ltc.refused(noun, "add", "Ada") == (4, said)
    assert ltc(noun, "add", "Ada", "--field", "seats=3").code == 0
    said = f"ltc: {article} {noun} cannot be without seats.\ntry: Give it a value: seats=…\n"
    assert ltc.refused(noun, "edit", "1", "seats=") == (4, said)


def test_fields_of_members_and_campaigns(ltc_with):
    """They are given with --field too."""
    ltc = ltc_with(PROCESS.replace("NOUN", "member"))
    assert ltc.json("member", "add", "jonas", "--field", "seats=2")["fields"]["seats"] == "2"
    assert ltc.json("member", "add", "jonas", "--field", "seats=3", "--field", "plan=x")["fields"]["plan"] == "x"
    assert ltc.json("member", "list", "--where", "seats = 3")[0]["name"] == "jonas"


def test_an_edit_keeps_the_other_custom_fields(ltc_with):
    """They live together in one column, and are merged."""
    ltc = ltc_with(PROCESS.replace("NOUN", "lead"))
    ltc("lead", "add", "Ada", "--field", "plan=gold", "--field", "seats=3")
    fields = ltc.json("lead", "edit", "L1", "signed=yes", "plan=")["fields"]
    assert (fields["plan"], fields["seats"], fields["signed"]) == (None, "3", True)
    assert ltc("lead", "edit", "L1", "seats=3").err == "nothing changed.\n"
