"""Every word for people goes through `say`. English is the key; another language is a catalogue beside this file."""

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
