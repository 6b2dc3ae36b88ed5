"""Which e-mails and tax ids can be ones. Check digits are of published examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.domain.quality import people
from ltc_cli.domain.quality.taxnumber import flaw, social_credit


@pytest.mark.parametrize(
    "email",
    ["ada@example.com", "a.b+c@mail.example.co.uk", "o'neil@exämple.de", "用户@例子.公司", "x@xn--p1ai.xn--p1ai",
     "a_b@a-b.io", "1@2.museum"],
)  # fmt: skip
def test_addresses_that_mail_could_reach(email):
    """Names and domains of any letters."""
    assert people.is_email(email)


@pytest.mark.parametrize(
    "email",
    ["ada", "ada@", "@example.com", "ada@example", "ada@example.", "ada@.com", "a@b@c.de", ".ada@example.com",
     "ada.@example.com", "ada..l@example.com", "ada@-x.de", "ada@x-.de", "ada@1.2.3.4", "a da@x.de", "a@x.de,b@x.de",
     "<a@x.de>", "mailto:a@x.de", "a\u200b@x.de", "a@x_y.de", "a" * 65 + "@x.de", "a@" + "x." * 130 + "de"],
)  # fmt: skip
def test_addresses_that_no_mail_reaches(email):
    """Parts missing, dots or hyphens at an end, several at once, marks around, or too long."""
    assert not people.is_email(email)


@given(st.from_regex(people._PLAIN, fullmatch=True))
def test_the_quick_look_takes_nothing_that_the_long_one_refuses(email):
    """What is told at a glance is what would be told anyway."""
    assert people._EMAIL.fullmatch(email)
    assert ".." not in email
    assert len(email) <= 254


@given(st.text(alphabet="a1.-@_:\u200b ", max_size=40))
def test_mending_gives_an_address_or_nothing(text):
    """Whatever comes in, what comes out is valid and needs no more mending."""
    found = people.mended(text)
    assert found is None or (people.is_email(found) and people.mended(found) is None)


@pytest.mark.parametrize(
    "number",
    ["DE136695976", "DE 136 695 976", "de136695976", "ATU13585627", "BE0428759497", "BE 0428.759.497", "IT00743110157",
     "PL8567346215", "CHE-123.456.788 MWST", "NL123456789B01", "12/345/67890", "91110000600037341L"],
)  # fmt: skip
def test_tax_ids_that_can_be_ones(number):
    """With the check digit of a country whose rule is known, or of a country whose rule is not."""
    assert flaw(number) is None


@pytest.mark.parametrize(
    "number",
    ["DE136695978", "ATU13585626", "BE0431150351", "IT00743110158", "PL8567346216", "DE13669597", "ATX13585627", "12",
     "pending", "see contract", "DE１３６６９５９７６"],
)  # fmt: skip
def test_tax_ids_that_cannot(number):
    """A check digit that does not fit, a length that is wrong, or no number at all."""
    assert flaw(number) is not None


def test_a_chinese_code_carries_its_check_in_its_last_place(business, spoil):
    """GB 32100-2015: the code of a company in Beijing; judged where the country is China."""
    assert social_credit("91110000600037341L")
    assert not social_credit("91110000600037342L")
    assert not social_credit("9111000060003734IL")  # I is no letter of it
    spoil("UPDATE account SET tax_id = '91110000600037342L', country = 'CN'")
    assert [row["ref"] for row in business.json("check", "--data", "E12")] == ["A1"]
    spoil("UPDATE account SET country = 'FR'")
    assert business.json("check", "--data", "E12") == []
