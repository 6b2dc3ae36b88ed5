"""Finding the record someone means."""

import pytest

from ltc_cli.domain.noun import NOUNS, ref


@pytest.fixture
def ada(ltc):
    """A lead with everything to find it by."""
    ltc(
        "lead", "add", "Zoë Ä. Lovelace", "--company", "Analytical Engines", "--email", "Zoe@X.com",
        "--phone", "+49 (30) 123-456", "--external-id", "crm/7",
    )  # fmt: skip
    return ltc


@pytest.mark.parametrize(
    "text",
    [
        "L1", "l1", "L01", "1", " L1 ", "zoe@x.COM", "0049 30 123456", "+4930123456", "49-30-123.456", "crm/7",
        "ZOË ä. lovelace", "analytical engines",
    ],
)  # fmt: skip
def test_every_way_of_naming_a_record(ada, text):
    """A ref, a number, an e-mail, a phone in any form, an external id, a name in any case."""
    assert ada.json("lead", "show", text)["ref"] == "L1"


@pytest.mark.parametrize(
    "text", ["L0", "L2", "0", "2", "Zo", "zoe@x", "1234", "crm", "%", "_", "Z%", "L999999999999999999"]
)
def test_what_does_not_name_it(ada, text):
    """Nothing is guessed from a part, no wildcard works."""
    assert ada.refused("lead", "show", text)[0] == 3


def test_an_empty_name(ada):
    """Exit 2."""
    assert ada.refused("lead", "show", " ") == (
        2, "ltc: a record is missing: the name is empty.\ntry: Write a ref such as L1, an e-mail or a name.\n",
    )  # fmt: skip


def test_many_of_one_name_are_counted(ltc):
    """Five are listed, the others counted."""
    for _ in range(7):
        ltc("deal", "add", "Audit")
    code, err = ltc.refused("deal", "win", "audit")
    assert (code, err.split("\n")[0]) == (
        3, "ltc: 'audit' could be D1 Audit, D2 Audit, D3 Audit, D4 Audit, D5 Audit and 2 more.",
    )  # fmt: skip


def test_a_name_of_two_kinds_of_records_is_ambiguous(ltc):
    """Where any record may be meant; where one kind is, it is clear."""
    ltc("lead", "add", "Ada")
    ltc("contact", "add", "ada")
    assert ltc.refused("show", "Ada") == (3, "ltc: 'Ada' could be L1 Ada, C1 ada.\ntry: Say which: L1\n")
    assert ltc.json("contact", "show", "Ada")["ref"] == "C1"


@pytest.mark.parametrize("name", ["mia", "referral", "Spring"])
def test_what_goes_by_its_name(ltc, name):
    """Members, channels and campaigns have no letter."""
    ltc("campaign", "add", "Spring")
    ltc("lead", "add", "Ada")
    assert ltc.json("show", name)["name"] == name


@pytest.mark.parametrize("noun", NOUNS)
def test_every_letter_is_one_noun(noun):
    """L12 for a lead; nothing for what goes by its name."""
    assert ref(noun, 12) == (f"{NOUNS[noun].letter}12" if NOUNS[noun].letter else "")
