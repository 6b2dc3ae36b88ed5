"""Members, channels and campaigns: made when first named, known in any case."""

import pytest


def test_a_new_name_makes_a_new_one_and_says_so(ltc):
    """With what it may be a typo of."""
    ltc("member", "add", "jonas")
    assert ltc("lead", "add", "Ada", "--owner", "jonsa").err == "note: new member 'jonsa'; did you mean 'jonas'?\n"
    assert ltc("lead", "add", "Bob", "--owner", "  JONAS ").err == ""
    assert ltc("lead", "add", "Cleo", "--channel", "radio").err == "note: new channel 'radio'.\n"
    assert ltc.json("lead", "list", "--sort", "id", "--columns", "owner")[1] == {"owner": "jonas"}


@pytest.mark.parametrize("option", ["--owner", "--channel", "--campaign"])
def test_a_name_is_a_text_like_any_other(ltc, option):
    """No control characters, not nothing but blanks for an owner."""
    assert ltc.refused("lead", "add", "Ada", option, "a\x1b[31m")[0] == 2


def test_an_owner_of_blanks(ltc):
    """Is no name."""
    assert ltc.refused("lead", "add", "Ada", "--owner", " ") == (
        2, "ltc: a member needs a name.\ntry: See them: ltc member list\n",
    )  # fmt: skip


def test_an_actor_is_a_member_from_the_first_record_on(ltc):
    """In any case, once."""
    ltc("lead", "add", "Ada")
    ltc("lead", "add", "Bob", "--actor", "MIA")
    assert ltc.rows("SELECT name FROM member") == [("mia",)]


class TestChannel:
    """Other spellings mean one channel only."""

    def test_aliases(self, ltc):
        assert ltc.json("channel", "add", "podcast", "--alias", "pod", "--alias", "audio")["aliases"] == [
            "pod",
            "audio",
        ]
        assert ltc.json("channel", "alias", "POD", "cast")["aliases"] == ["pod", "audio", "cast"]
        assert ltc("channel", "alias", "podcast", "Cast").err == "nothing changed.\n"
        assert ltc.json("lead", "add", "Ada", "--channel", "CAST")["channel"] == "podcast"
        assert ltc("channel", "add", "audio").err == "nothing changed.\n"

    def test_one_spelling_for_two(self, ltc):
        assert ltc.refused("channel", "alias", "event", "web") == (
            4, "ltc: 'web' means the channel 'website' already.\ntry: Pick another spelling.\n",
        )  # fmt: skip
        assert ltc.refused("channel", "alias", "event", " ") == (
            2, "ltc: the spelling is empty.\ntry: ltc channel alias referral 'recommended by'\n",
        )  # fmt: skip
        assert ltc.refused("channel", "add", " ")[0] == 2

    def test_counts_leads(self, ltc):
        ltc("lead", "add", "Ada", "--channel", "event")
        found = ltc.json("channel", "list", "--where", "leads > 0")
        assert [(each["name"], each["leads"]) for each in found] == [("event", 1)]


class TestMember:
    """Who sells, in teams, for a time."""

    def test_add_and_change(self, ltc):
        made = ltc.json("member", "add", "jonas", "--email", "j@x.com", "--team", "north", "--since", "2026-01-01")
        assert (made["team"], made["since"], made["until"]) == ("north", "2026-01-01", None)
        changed = ltc.json("member", "add", "Jonas", "--until", "2026-12-31")
        assert (changed["id"], changed["team"], changed["until"]) == (made["id"], "north", "2026-12-31")
        ltc("lead", "add", "Ada", "--owner", "jonas")
        ltc("deal", "add", "Audit", "--owner", "jonas")
        found = ltc.json("member", "list", "--where", "team = NORTH")
        assert [(each["leads"], each["deals"]) for each in found] == [(1, 1)]

    def test_a_name_is_needed(self, ltc):
        assert ltc.refused("member", "add", " ") == (2, "ltc: a member needs a name.\ntry: ltc member add NAME\n")


class TestCampaign:
    """What brings leads in."""

    def test_add_list_show(self, ltc):
        made = ltc.json(
            "campaign", "add", "Spring", "--channel", "recommendation", "--since", "2026-03-01", "--until", "eom",
            "--budget", "2k",
        )  # fmt: skip
        assert [made[name] for name in ("channel", "since", "until", "budget", "currency", "leads")] == [
            "referral", "2026-03-01", "2026-03-31", "2000.00", "EUR", 0,
        ]  # fmt: skip
        ltc("lead", "add", "Ada", "--campaign", "spring")
        assert ltc.json("campaign", "show", "Spring")["leads"] == 1
        assert [each["name"] for each in ltc.json("campaign", "list", "--where", "budget >= 2000")] == ["Spring"]

    def test_a_name_is_needed(self, ltc):
        assert ltc.refused("campaign", "add", " ") == (2, "ltc: a campaign needs a name.\ntry: ltc campaign add NAME\n")
