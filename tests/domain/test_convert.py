"""Conversion: what a lead becomes, found or made, filled but never overwritten."""

import pytest


def test_a_lead_becomes_an_account_a_contact_and_a_deal(ltc):
    """All three are new, linked both ways; the lead's figures come along."""
    ltc("lead", "add", "Ada", "--company", "Lumen", "--email", "ada@x.com", "--amount", "9k", "--channel", "event")
    lead = ltc.json("lead", "convert", "L1", "--deal", "Audit")
    assert (lead["status"], lead["account"], lead["contact"]) == ("converted", "A1", "C1")
    deal = ltc.json("D1")
    assert [deal[name] for name in ("title", "account", "contact", "lead", "amount", "channel", "owner")] == [
        "Audit", "A1", "C1", "L1", "9000.00", "event", "mia",
    ]  # fmt: skip
    assert ltc.rows("SELECT contact_id, account_id FROM contact_account") == [(1, 1)]
    assert [each["ref"] for each in ltc.json("account", "show", "A1")["deals"]] == ["D1"]


def test_touches_are_reached_through_the_link_and_never_copied(ltc):
    """The account's, the contact's and the deal's story hold the call on the lead; the file holds it once."""
    ltc("lead", "add", "Ada", "--company", "Lumen")
    ltc("note", "L1", "wants an audit", "--kind", "call")
    ltc("lead", "convert", "L1")
    for ref in ("L1", "A1", "C1", "D1"):
        assert "wants an audit" in [event["detail"] for event in ltc.json("show", ref)["story"]], ref
    assert ltc.rows("SELECT count(*) FROM touch") == [(1,)]


def test_an_existing_account_and_contact_are_found_and_only_their_empty_fields_filled(ltc):
    """The account by its name, the contact by its e-mail; what they say already stays, and both are told."""
    ltc("account", "add", "LUMEN  gmbh", "--country", "DE")
    ltc("contact", "add", "Ada L.", "--email", "ADA@x.com")
    ltc(
        "lead", "add", "Ada", "--company", "Lumen GmbH", "--email", "ada@x.com", "--phone", "030 123456",
        "--country", "AT", "--channel", "event",
    )  # fmt: skip
    told = ltc("lead", "convert", "L1", "--no-deal")
    assert told.err == (
        "note: A1 took from the lead what it lacked: channel=event.\n"
        "note: A1 keeps name LUMEN  gmbh; the lead says Lumen GmbH.\n"
        "note: A1 keeps country DE; the lead says AT.\n"
        "note: C1 took from the lead what it lacked: phone=030 123456.\n"
        "note: C1 keeps name Ada L.; the lead says Ada.\n"
    )
    assert ltc.rows("SELECT count(*) FROM account UNION ALL SELECT count(*) FROM contact") == [(1,), (1,)]
    assert ltc.rows("SELECT name, country FROM account") == [("LUMEN  gmbh", "DE")]
    assert ltc.rows("SELECT count(*) FROM deal") == [(0,)]


def test_new_makes_new_ones(ltc):
    """`--account new --contact new`, though there are ones that match."""
    ltc("account", "add", "Lumen")
    ltc("contact", "add", "Ada", "--email", "ada@x.com")
    ltc("lead", "add", "Ada", "--company", "Lumen", "--email", "ada@x.com")
    lead = ltc.json("lead", "convert", "L1", "--account", "new", "--contact", "new")
    assert (lead["account"], lead["contact"]) == ("A2", "C2")


def test_an_existing_deal_is_linked_and_kept(ltc):
    """Only what it lacks is filled; a deal of another lead is refused."""
    ltc("lead", "add", "Ada", "--company", "Lumen")
    ltc("lead", "add", "Bob")
    ltc("deal", "add", "Audit", "--amount", "5k")
    ltc("lead", "convert", "L1", "--deal", "D1")
    deal = ltc.json("D1")
    assert [deal[name] for name in ("title", "lead", "account", "amount")] == ["Audit", "L1", "A1", "5000.00"]
    assert ltc.refused("lead", "convert", "L2", "--deal", "D1") == (
        4, "ltc: D1 came from L1 already.\ntry: Name another deal.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    "again",
    [(), ("--deal", "Audit"), ("--deal", "D1"), ("--account", "A1"), ("--deal", "Audit", "--amount", "9k")],
)
def test_the_same_conversion_again_changes_nothing(ltc, again):
    """A repeated step exits 0."""
    ltc("lead", "add", "Ada", "--company", "Lumen")
    ltc("lead", "convert", "L1", "--deal", "Audit", "--amount", "9k")
    before = ltc.dump()
    told = ltc("lead", "convert", "L1", *again)
    assert (told.code, told.err, ltc.dump()) == (0, "nothing changed.\n", before)


@pytest.mark.parametrize("more", [("--deal", "Workshop"), ("--account", "new"), ("--amount", "1k")])
def test_another_conversion_of_a_converted_lead_is_refused(ltc, more):
    """What else it should become is another command."""
    ltc("lead", "add", "Ada", "--company", "Lumen")
    ltc("lead", "convert", "L1", "--deal", "Audit", "--amount", "9k")
    assert ltc.refused("lead", "convert", "L1", *more) == (
        4, "ltc: L1 is converted already, into D1.\ntry: Another deal: ltc deal add --lead L1\n",
    )  # fmt: skip


def test_the_next_step_goes_to_the_deal(ltc):
    """Once, and not to every record the conversion touches."""
    ltc("lead", "add", "Ada", "--company", "Lumen")
    told = ltc("lead", "convert", "L1", "--next", "fri call about budget")
    assert told.err == "note: next step of D1 on 2026-04-03: call about budget.\n"
    assert ltc.rows("SELECT entity, entity_id, body, due FROM task WHERE is_next") == [
        ("deal", 1, "call about budget", "2026-04-03")
    ]


def test_a_lead_known_by_its_key_alone_converts_to_a_deal(ltc):
    """Nobody is made up."""
    ltc("lead", "add", "--external-id", "x-1")
    lead = ltc.json("lead", "convert", "L1")
    assert (lead["account"], lead["contact"], ltc.json("D1")["title"]) == (None, None, "x-1")
    assert ltc("lead", "convert", "L1").err == "nothing changed.\n"


def test_a_conversion_gives_the_first_stage_what_it_requires(ltc_with):
    """Or is refused as a whole; the amount of the lead counts."""
    ltc = ltc_with(
        "lead: {statuses: {new: {kind: new}, qualified: {kind: qualified}}}\npipelines:\n  sales:\n    stages:\n"
        "      offer: {probability: 10%, requires: [amount]}\n      won: Won\n      lost: Lost\n      void: Void\n"
    )
    ltc("lead", "add", "Ada")
    assert ltc.refused("lead", "convert", "L1") == (
        4,
        "ltc: a deal cannot begin in offer without amount.\ntry: Add what is missing, or begin in an earlier stage.\n",
    )
    ltc("lead", "edit", "L1", "amount=5k")
    assert ltc.json("lead", "convert", "L1")["status"] == "converted"
    assert ltc.json("D1")["amount"] == "5000.00"
