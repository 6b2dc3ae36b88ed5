"""An e-mail and a phone in one cell, taken apart where it is clear which is which."""

import re
from collections.abc import Sequence

_EMAIL = re.compile(r"[^\s@,;:<>()\[\]|/]+@[^\s@,;:<>()\[\]|/]+[^\s@,;:<>()\[\]|/.]")
_PHONE = re.compile(r"\+?[0-9(][0-9 ()./-]{4,24}[0-9]")
_NAMED = re.compile(r"[^<>@]*<\s*([^\s@<>]+@[^\s@<>]+)\s*>")
_BETWEEN = " \t\r\n,;:|/<>()[]"
_WORDS = re.compile(r"(?:e-?mail|mailto|mail|phone|tel|mobile|cell|电话|手机|邮箱)[.:：]?", re.IGNORECASE)


def parted(cell: str) -> tuple[str, str] | None:
    """The e-mail and the phone of a cell, "" for one it has not; None where something else is in it, or two of one.

    "Ada Lovelace <ada@x.de>" is the e-mail alone.
    """
    named = _NAMED.fullmatch(cell)
    if named is not None:
        return named[1], ""
    emails = _EMAIL.findall(cell)
    rest = _WORDS.sub(" ", _EMAIL.sub(" ", cell)).strip(_BETWEEN)
    phones = _PHONE.findall(rest)
    if len(emails) > 1 or len(phones) > 1 or _PHONE.sub("", rest).strip(_BETWEEN):
        return None
    return (emails[0] if emails else "", phones[0].strip() if phones else "") if emails or phones else None


def apart(emails: Sequence[str], phones: Sequence[str], details: Sequence[str]) -> tuple[list[str], list[str]]:
    """E-mails and phones row by row, each also out of the other's cell or out of one for both; nothing is replaced."""
    found = list(emails), list(phones)
    for place, (email, phone, both) in enumerate(zip(emails, phones, details, strict=True)):
        for cell in (email, phone if "@" in phone else "", both):
            pair = parted(cell) if cell else None
            for column, text in zip(found, pair or (), strict=False):
                if column[place] in ("", cell):
                    column[place] = text
    return found
