"""Every word for people goes through `say`. English is the key; another language is a catalogue beside this file."""

from datetime import date
from importlib import import_module

LANGUAGES = ("en", "zh")
_catalogue: dict[str, str] = {}


def use(language: str) -> None:
    """Speak this language from now on; one without a catalogue is spoken in English."""
    global _catalogue
    name = language.lower()[:2]
    known = name in LANGUAGES and name != "en"
    _catalogue = import_module(f"ltc_cli.words.{name}").CATALOGUE if known else {}


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
