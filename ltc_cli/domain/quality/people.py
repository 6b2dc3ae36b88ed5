"""What people and companies should say: addresses that mail reaches, phones with digits, numbers a tax office gave."""

import re
from collections.abc import Iterator

from ltc_cli.book import Book
from ltc_cli.domain.quality import taxnumber
from ltc_cli.domain.quality.rule import Found, Rule, rows

_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_LABEL = r"[^\W_](?:(?:[^\W_]|-)*[^\W_])?"
_EMAIL = re.compile(
    rf"(?![.])[^\s@,;:<>()\[\]\\\"{_UNSEEN}]{{1,64}}(?<![.])@(?:{_LABEL}[.])+[^\W\d_](?:(?:[^\W_]|-)*[^\W_])"
)
_PLAIN = re.compile(r"[A-Za-z0-9_+-]{1,30}(?:[.][A-Za-z0-9_+-]{1,30})?@(?:[A-Za-z0-9]{1,60}[.]){1,3}[A-Za-z]{2,20}")
"""What nearly every address looks like, and sooner told; all of it is valid."""
_LONGEST = 254
_AROUND = re.compile(rf"(?:mailto:)?[\s{_UNSEEN}]*(.*?)[\s.{_UNSEEN}]*", re.I | re.S)
_PEOPLE = ("lead", "account", "contact")
_CHINA = ("cn", "chn", "china", "中国", "中國")

Invalid = tuple[str, int, str, str, str]
"""The noun, the id, the field, its value, and what is wrong with it."""


def is_email(text: str) -> bool:
    """Whether mail could reach an address: one @, a name without dots at its ends, a domain with a dot in it.

    A name in quotation marks, which RFC 5321 allows, is taken for a slip.
    """
    if _PLAIN.fullmatch(text) is not None:
        return True
    return _EMAIL.fullmatch(text) is not None and ".." not in text and len(text) <= _LONGEST


def invalid(book: Book) -> Iterator[Invalid]:
    """Every e-mail, phone and tax id that cannot be one."""
    for noun in _PEOPLE:
        for number, email in book.conn.execute(f"SELECT id, email FROM {noun} WHERE email IS NOT NULL"):
            if not is_email(email):
                yield noun, number, "email", email, "is no address that mail could reach"
        for number, phone in book.conn.execute(
            f"SELECT id, phone FROM {noun} WHERE phone IS NOT NULL AND phone_key IS NULL"
        ):
            yield noun, number, "phone", phone, "is no phone number"
    for number, country, text in book.conn.execute("SELECT id, country, tax_id FROM account WHERE tax_id IS NOT NULL"):
        flaw = _tax_flaw(text, country)
        if flaw is not None:
            yield "account", number, "tax_id", text, f"is no tax id: it {flaw}"


def _tax_flaw(text: str, country: str | None) -> str | None:
    code = text.strip().upper()
    if len(code) == 18 and (country or "").strip().casefold() in _CHINA:
        return None if taxnumber.social_credit(code) else "has a check digit that does not fit"
    return taxnumber.flaw(text)


def _invalid(book: Book) -> Iterator[Found]:
    """Each record once, with all that is wrong with it."""
    found: dict[tuple[str, int], list[str]] = {}
    for noun, number, field, value, flaw in invalid(book):
        found.setdefault((noun, number), []).append(f"{field} {value!r} {flaw}")
    yield from ((noun, number, "; ".join(flaws)) for (noun, number), flaws in found.items())


def mended(email: str) -> str | None:
    """An address without what only surrounds it, its domain in small letters; None when that makes it no good."""
    found = _AROUND.fullmatch(email)
    name, _, domain = (found[1] if found else email).rpartition("@")
    whole = f"{name}@{domain.lower()}"
    return whole if whole != email and is_email(whole) else None


def _mend(book: Book) -> Iterator[Found]:
    """Free addresses of `mailto:`, of blanks that nobody sees and of dots after them."""
    for noun, number, field, value, _ in list(invalid(book)):
        if field == "email" and (email := mended(value)) is not None:
            book.update(noun, number, {"email": email, "email_key": email.casefold()})
            yield noun, number, f"email {value!r} is now {email}"


RULES = (
    Rule(
        "E12",
        "warning",
        "An e-mail, a phone or a tax id cannot be one.",
        ("response",),
        rows(*_PEOPLE),
        _invalid,
        "ltc edit {ref} FIELD=VALUE",
        _mend,
    ),
)
"""Rules about people and companies."""
