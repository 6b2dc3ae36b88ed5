"""Every word for people goes through `say`. English is the key; another language is a catalogue beside this file."""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import NamedTuple

LANGUAGES = ("en", "zh")
_language = "en"
_catalogue: Mapping[str, str] = {}


class Tongue(NamedTuple):
    """A language as a document to a customer speaks it, whatever the screen speaks."""

    code: str
    catalogue: Mapping[str, str]

    def say(self, text: str, /, **values: object) -> str:
        """The text in this language, with its values in place."""
        spoken = self.catalogue.get(text, text)
        return spoken.format(**values) if values else spoken

    def day(self, when: date) -> str:
        """A date that nobody reads otherwise: "31 March 2026"."""
        pattern = self.catalogue.get("{year}-{month}-{day}")
        if pattern:
            return pattern.format(year=when.year, month=when.month, day=when.day)
        return f"{when.day} {when:%B %Y}"


def tongue(language: str | None = None) -> Tongue:
    """A language; the one in use when none is named, English for one without a catalogue."""
    name = (language or _language).lower()[:2]
    if name not in LANGUAGES or name == "en":
        return Tongue("en", {})
    return Tongue(name, import_module(f"ltc_cli.words.{name}").CATALOGUE)


def use(language: str) -> None:
    """Speak this language from now on; one without a catalogue is spoken in English."""
    global _language, _catalogue
    _language, _catalogue = tongue(language or "en")


def say(text: str, /, **values: object) -> str:
    """The text in the language in use, with its values in place."""
    spoken = _catalogue.get(text, text)
    return spoken.format(**values) if values else spoken


def day(when: date, today: date) -> str:
    """A date for people: "today", "Fri 3 Apr", "3 Apr 2025"; as the language writes it."""
    from ltc_cli.clock import day_words

    written = day_words(when, today)
    if written in _catalogue:
        return _catalogue[written]
    pattern = _catalogue.get("{year}-{month}-{day}" if when.year != today.year else "{month}-{day}")
    return pattern.format(year=when.year, month=when.month, day=when.day) if pattern else written


def year_day(when: date) -> str:
    """A date with its year, whichever it is: "31 Mar 2026"."""
    return day(when, when.replace(year=when.year - 1, day=1) if when.year > 1 else when.replace(year=2, day=1))


def long_day(when: date) -> str:
    """A date with all it has: "Tue 31 Mar 2026"."""
    pattern = _catalogue.get("{year}-{month}-{day}")
    if pattern:
        return pattern.format(year=when.year, month=when.month, day=when.day)
    return f"{when:%a} {when.day} {when:%b %Y}"


def span(ms: int) -> str:
    """A length of time in its largest fitting unit: "40 min", "17 h", "12 d"."""
    hours = ms // 3_600_000
    if hours < 1:
        return say("{n} min", n=max(0, ms // 60_000))
    return say("{n} h", n=hours) if hours < 48 else say("{n} d", n=hours // 24)


def count(n: int, one: str, many: str) -> str:
    """A number with its noun: "1 lead", "2 leads"; both forms are keys of the catalogue."""
    return say(one if n == 1 else many, n=n)
