"""Text as people write it: cleaned, checked, and made comparable."""

import json
import re
from collections.abc import Iterable

from ltc_cli.errors import BadUsage

MAX_LENGTH = 65_536
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+")
_PHONE_MARKS = b" \t\n\r\f\v()+./x-"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def text(value: str, name: str) -> str | None:
    """A text without blanks around it, None when nothing is left; raises `BadUsage` for what no text holds."""
    value = value.strip()
    if len(value) > MAX_LENGTH:
        raise BadUsage(f"{name} is {len(value)} characters long; {MAX_LENGTH} are the most.")
    if _CONTROL.search(value):
        raise BadUsage(f"{name} holds a control character, which no text should.", "Remove it and try again.")
    return value or None


def name_key(value: str) -> str:
    """A name made comparable: case and blanks folded."""
    return " ".join(value.casefold().split())


def email(value: str) -> tuple[str, str]:
    """An e-mail as written and its key; raises `BadUsage` when it cannot be one."""
    cleaned = text(value, "email") or ""
    if not _EMAIL.fullmatch(cleaned):
        raise BadUsage(f"{value!r} is not an e-mail address.", "Write it as name@example.com")
    return cleaned, cleaned.casefold()


def phone_key(value: str) -> str | None:
    """The digits of a phone number, None when there are too few to be one."""
    if not value.isascii():
        return None
    digits = value.encode().translate(None, _PHONE_MARKS)
    return digits.decode().removeprefix("00") if 6 <= len(digits) <= 20 and digits.isdigit() else None


def yes_or_no(value: str, name: str) -> bool:
    """A yes or a no, in the words people use."""
    word = value.casefold()
    if word in ("yes", "y", "true", "1", "on", "是"):
        return True
    if word in ("no", "n", "false", "0", "off", "否"):
        return False
    raise BadUsage(f"{name} is yes or no, not {value!r}.")


def tags(values: Iterable[str]) -> str | None:
    """Tags as the file keeps them: each once, in order."""
    kept = [tag for value in values for tag in (text(part, "tag") for part in value.split(",")) if tag]
    return json.dumps(list(dict.fromkeys(kept)), ensure_ascii=False) if kept else None
