"""Records as they are compared: names without legal forms, e-mails without tags, phones as digits."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from ltc_cli.book import Book

_LEGAL = frozenset(
    "ltd limited inc incorporated corp corporation co company llc llp plc lp gmbh mbh ag kg ohg ug ev se sa sas sarl "
    "srl spa bv nv oy oyj ab as asa aps kk pty pte sl sro doo kft the".split()
)
_LEGAL_CJK = re.compile("(股份有限公司|有限责任公司|有限公司|株式会社|合同会社|주식회사)")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_MARKS = re.compile(r"[^\w\s]|_")
_FREE = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com aol.com gmx.de gmx.net "
    "web.de t-online.de mail.ru yandex.ru qq.com 163.com 126.com proton.me protonmail.com yahoo.co.uk".split()
)
"""Whose domain says nothing about where somebody works."""
_COUNTRY = {"uk": "gb"}


class Known(NamedTuple):
    """One record, made comparable. Empty text: nothing is known."""

    id: int
    label: str
    name: str
    """Of an account or a contact; of a lead the person's."""
    company: str
    """Of a lead; of the others it is empty."""
    email: str
    phone: str
    tax_id: str
    domain: str
    country: str
    """As given, else that of the domain."""
    stated: str
    """As given."""
    created_ms: int
    closed: bool
    """A lead that is converted or disqualified."""


_COLUMNS = {
    "lead": "coalesce(name, company, email, phone, external_id), name, company, email_key, phone_key, NULL, NULL, "
    "country, created_ms, kind = 'converted' OR kind = 'disqualified'",
    "account": "name, name, NULL, email_key, phone_key, tax_id, website, country, created_ms, 0",
    "contact": "name, name, NULL, email_key, phone_key, NULL, NULL, NULL, created_ms, 0",
}


def records(book: Book, noun: str) -> Iterator[Known]:
    """Every record of a noun, oldest first; test leads are left out, as in every figure."""
    real = "WHERE is_test IS NOT 1" if noun == "lead" else ""
    names: dict[str, str] = {}
    for row in book.conn.execute(f"SELECT id, {_COLUMNS[noun]} FROM {noun} {real} ORDER BY id"):
        number, label, name, company, email, phone, tax, website, country, created, closed = row
        address = _email(email or "")
        domain = _domain(website or "") or address.rpartition("@")[2]
        domain = "" if domain in _FREE else domain
        plain = company_name if noun == "account" else person_name
        yield Known(
            number, label, plain(name or ""), company_name(company or ""), address, phone or "",
            _MARKS.sub("", tax or "").replace(" ", "").casefold(), names.setdefault(domain, domain),
            _country(country or "", domain), (country or "").casefold(), created, bool(closed),
        )  # fmt: skip


def _folded(text: str) -> str:
    return text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def person_name(text: str) -> str:
    """A name without regard to case, marks and blanks."""
    return " ".join(_MARKS.sub(" ", _folded(text)).split())


def company_name(text: str) -> str:
    """The same without legal forms; a name that is nothing else stays as it is."""
    folded = _LEGAL_CJK.sub(" ", _DOTTED.sub(lambda found: found[0].replace(".", ""), _folded(text)))
    words = _MARKS.sub(" ", folded).split()
    return " ".join([word for word in words if word not in _LEGAL] or words) or person_name(text)


def _email(key: str) -> str:
    """An address without its tag: ada+crm@x.de is ada@x.de."""
    box, _, domain = key.rpartition("@")
    if not domain.isascii():
        with suppress(UnicodeError):
            domain = domain.encode("idna").decode()
    return f"{box.partition('+')[0] or box}@{domain}" if box else ""


def _domain(website: str) -> str:
    place = website.casefold().partition("://")[2] or website.casefold()
    return place.partition("/")[0].partition(":")[0].removeprefix("www.").strip()


def _country(country: str, domain: str) -> str:
    """As given, else that of the domain."""
    if country:
        return country.casefold()
    top = domain.rpartition(".")[2]
    return _COUNTRY.get(top, top) if len(top) == 2 and top.isalpha() else ""
