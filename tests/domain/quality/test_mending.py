"""What `--fix` mends, that it mends no more than that, and that undo brings all of it back."""

import pytest

from ltc_cli.domain.quality.people import mended
from ltc_cli.schema import JOURNALED


def facts(ltc) -> dict[str, list[tuple]]:
    """Everything in the file but its history."""
    return {table: ltc.rows(f"SELECT * FROM {table} ORDER BY id") for table in JOURNALED}


def undone_as_before(ltc, rule: str, *, proved: bool = True) -> list[tuple[str, str]]:
    """What mending a rule says it did; a dry run says the same, and an undo leaves the file as it was."""
    before = facts(ltc)
    shown = ltc.json("check", "--data", rule, "--fix", "--dry-run")
    assert facts(ltc) == before
    done = ltc.json("check", "--data", rule, "--fix")
    assert shown == done
    after = facts(ltc)
    assert after != before
    assert ltc.json("check", "--data", rule, "--fix") == []  # nothing is left that it is sure of
    assert ltc("undo").code == 0
    assert facts(ltc) == before
    assert ltc("undo", str(ltc.rows("SELECT max(id) FROM operation")[0][0])).code == 0  # which does it again
    assert facts(ltc) == after
    assert (ltc("check").code == 0) is proved
    return [(row["ref"], row["what"]) for row in done]


def test_addresses_are_freed_of_what_surrounds_them(business):
    """`mailto:`, dots after it and what nobody sees go; what is missing is not made up."""
    for name, email in (
        ("Ben", "mailto:Ben@Example.COM"), ("Chen", "chen@example.com."), ("Dora", "dora@example"),
        ("Emil", "emil\u200b@example.com"), ("Fay", "fay@example.com\u200b"), ("Gus", "Gus@Example.com"),
    ):  # fmt: skip
        assert business("lead", "add", name, "--email", email).code == 0
    done = undone_as_before(business, "E12")
    assert done == [
        ("L3", "email 'mailto:Ben@Example.COM' is now Ben@example.com"),
        ("L4", "email 'chen@example.com.' is now chen@example.com"),
        ("L7", "email 'fay@example.com\\u200b' is now fay@example.com"),
    ]
    assert business.rows("SELECT email, email_key FROM lead WHERE id IN (3, 5, 6, 8) ORDER BY id") == [
        ("Ben@example.com", "ben@example.com"),
        ("dora@example", "dora@example"),
        ("emil\u200b@example.com", "emil\u200b@example.com"),
        ("Gus@Example.com", "gus@example.com"),
    ]
    assert [row["ref"] for row in business.json("check", "--data", "E12")] == ["L5", "L6"]


@pytest.mark.parametrize("email", ["ada@example.com", "ada@@example.com", "mailto:", "ada", "...", "@.", ""])
def test_what_is_right_or_beyond_help_is_left(email):
    """Nothing to free, or nothing good left."""
    assert mended(email) is None


def test_a_stray_spelling_becomes_an_alias_of_the_one_channel_it_can_mean(business):
    """Trade-Show differs from the alias of `event` in a hyphen alone; a billboard is nothing that is known."""
    for name, channel in (("Ben", "Trade-Show"), ("Chen", "trade_show"), ("Dora", "billboard")):
        assert business("lead", "add", name, "--channel", channel).code == 0
    assert business("deal", "add", "Stand", "--account", "A1", "--channel", "Trade-Show").code == 0
    done = undone_as_before(business, "E11")
    assert [what for _, what in done] == [
        "'Trade-Show' is now an alias of event; 2 records moved",
        "'trade_show' is now an alias of event; 1 record moved",
    ]
    assert [business.json("show", ref)["channel"] for ref in ("L3", "L4", "L5", "D4")] == [
        "event", "event", "billboard", "event",
    ]  # fmt: skip
    assert business.json("lead", "add", "Emil", "--channel", "Trade-Show")["channel"] == "event"
    assert [row["ref"] for row in business.json("check", "--data", "E11")] == ["L5"]


def test_a_spelling_that_may_mean_two_channels_is_left(business):
    """`car-pool` and `car pool` are both set up: which one CarPool means, only a person knows."""
    for name in ("car-pool", "car pool"):
        assert business("channel", "add", name).code == 0
    assert business("lead", "add", "Ben", "--channel", "CarPool").code == 0
    assert business.json("check", "--data", "E11", "--fix") == []
    assert business.json("lead", "show", "L3")["channel"] == "CarPool"


def test_every_table_that_refers_to_a_channel_is_moved(business):
    """The tables that are moved are those of the schema that point at a channel."""
    from ltc_cli.domain.quality import source

    pointing = {
        table
        for table in JOURNALED
        for key in business.rows(f"PRAGMA foreign_key_list({table})")
        if key[2] == "channel"
    }
    assert pointing == {*source._OF_CHANNEL, "channel_alias"}


def test_notes_and_tasks_of_what_is_gone_go_too(business, spoil):
    """Removed, as they came to be only past ltc: which the digest chain goes on to tell."""
    spoil("UPDATE touch SET entity_id = 99", "UPDATE task SET entity_id = 98")
    assert undone_as_before(business, "E17", proved=False) == [
        ("touch 1", "refers to lead 99, which is not there: removed"),
        ("T1", "refers to lead 98, which is not there: removed"),
    ]
    spoil("UPDATE deal SET account_id = 99 WHERE id = 2")
    assert business.json("check", "--data", "--fix") == []
    assert [row["ref"] for row in business.json("check", "--data", "E17")] == ["D2"]


def test_all_is_mended_as_one_operation(business):
    """Without a name every rule mends what it can, and one undo takes it all back."""
    assert business("lead", "add", "Ben", "--email", "ben@example.com.", "--channel", "Trade-Show").code == 0
    before = facts(business)
    assert [row["rule"] for row in business.json("check", "--data", "--fix", "--note", "clean up")] == ["E11", "E12"]
    newest = business.json("log")[0]
    assert (newest["verb"], newest["note"]) == ("check fix", "clean up")
    assert business("undo").code == 0
    assert facts(business) == before


def test_what_only_a_person_knows_is_not_mended(business):
    """A rule without a safe mend, asked for by name, is refused."""
    code, err = business.refused("check", "--data", "E05", "--fix")
    assert (code, "E05 cannot be mended safely" in err, "mended are E11, E12, E17" in err) == (2, True, True)
