"""Text that reaches a terminal: nothing in it can move the cursor, change colours or hide what it is.

Control, format, surrogate and private characters are shown as escapes, apart from the two joiners that Persian,
Indic scripts and emoji need.
"""

import unicodedata

_KEPT = {"\u200c", "\u200d"}


def safe(value: object, *, multiline: bool = False) -> str:
    """The value as text that is only text; with `multiline`, line breaks stay."""
    text = "" if value is None else str(value)
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if _harmless(char) or (multiline and char == "\n") else _escape(char) for char in text)


def width(text: str) -> int:
    """How many cells a text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) or char in _KEPT else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def clip(text: str, cells: int) -> str:
    """The text cut to so many cells, with an ellipsis when something is missing."""
    if width(text) <= cells:
        return text
    kept = ""
    used = 1
    for char in text:
        used += width(char)
        if used > cells:
            break
        kept += char
    return kept.rstrip() + "…"


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """The text filled with blanks to so many cells."""
    blanks = " " * max(0, cells - width(text))
    return blanks + text if right else text + blanks


def _harmless(char: str) -> bool:
    category = unicodedata.category(char)
    return (category[0] != "C" and category not in ("Zl", "Zp")) or char in _KEPT


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
