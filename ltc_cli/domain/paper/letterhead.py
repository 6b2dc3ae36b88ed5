"""What all papers to one customer share: who they are from and for, in which language, and how things are written."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import local_date
from ltc_cli.money import human
from ltc_cli.shape import Fact, Party
from ltc_cli.words import Tongue, tongue


class Letterhead(NamedTuple):
    """The frame of a paper, and the way it writes figures and days."""

    tongue: Tongue
    sender: Party
    recipient: Party
    footer: tuple[Fact, ...]
    bank: tuple[Fact, ...]
    """Where the company is paid."""
    currency: str
    tz: str
    day: date
    """The day it tells the state of."""

    def say(self, text: str, /, **values: object) -> str:
        """The text in the language of the paper."""
        return self.tongue.say(text, **values)

    def amount(self, minor: int) -> str:
        """An amount in a column of amounts: "1,250.50"."""
        return human(minor, self.currency)

    def money(self, minor: int, currency: str | None = None) -> str:
        """An amount that stands alone: "EUR 1,250.50"."""
        return f"{currency or self.currency} {human(minor, currency or self.currency)}"

    def on(self, day: str | int) -> str:
        """A calendar date, or the day of an instant: "31 March 2026"."""
        return self.tongue.day(local_date(day, self.tz) if isinstance(day, int) else date.fromisoformat(day))

    def during(self, since: str, until: str) -> str:
        """A stretch of days, without saying twice what both have: "10 – 20 March 2026"."""
        first, last = self.on(since), self.on(until)
        if since == until:
            return first
        if self.tongue.code == "en" and since[:4] == until[:4]:
            kept = len(" 2026") if since[:7] != until[:7] else len(first) - first.index(" ")
            first = first[:-kept]
        return f"{first} – {last}"

    def facts(self, *pairs: tuple[str, object]) -> tuple[Fact, ...]:
        """Facts under their names in the language of the paper, without those that say nothing."""
        return tuple(Fact(self.say(label), str(value)) for label, value in pairs if value not in (None, ""))


def of(book: Book, account: int, contact: int | None, currency: str, language: str | None = None) -> Letterhead:
    """The letterhead of papers to an account, in its language unless one is named."""
    name, billing, address, country, tax_id, spoken = book.conn.execute(
        "SELECT name, billing_address, address, country, tax_id, language FROM account WHERE id = ?", (account,)
    ).fetchone()
    speaks = tongue(language or spoken)
    person = None
    if contact is not None:
        person = book.conn.execute("SELECT name FROM contact WHERE id = ?", (contact,)).fetchone()[0]
    lines = _lines(billing or address or country)
    if person and person != name:
        lines = (person, *lines)
    company = book.process.company
    known = (Fact(speaks.say("Tax number"), tax_id),) if tax_id else ()
    return Letterhead(
        tongue=speaks,
        sender=Party(company.get("name", ""), _lines(company.get("address"))),
        recipient=Party(name, lines, known),
        footer=_footer(company, speaks),
        bank=_bank(company, speaks),
        currency=currency,
        tz=book.clock.tz,
        day=book.as_of.day if book.as_of else book.clock.today,
    )


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, (text or "").splitlines())))


def _footer(company: Mapping[str, str], speaks: Tongue) -> tuple[Fact, ...]:
    named = (
        ("Email", "email"), ("Phone", "phone"), ("Web", "website"), ("Tax number", "tax_id"),
        ("Registration", "registration"),
    )  # fmt: skip
    facts = (Fact(speaks.say(label), company.get(key, "")) for label, key in named)
    return tuple(fact for fact in (*facts, Fact("", company.get("footer", ""))) if fact.value)


def _bank(company: Mapping[str, str], speaks: Tongue) -> tuple[Fact, ...]:
    iban = "".join(company.get("iban", "").split())
    bic = company.get("bic", "")
    known = (
        ("IBAN", " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))),
        ("Bank", "\n".join(filter(None, (company.get("bank", ""), bic and f"BIC {bic}")))),
    )
    holder = company.get("name", "") if any(value for _, value in known) else ""
    return tuple(Fact(speaks.say(label), value) for label, value in (("Account holder", holder), *known) if value)
