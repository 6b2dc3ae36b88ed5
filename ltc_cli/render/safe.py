"""Text that reaches a terminal: nothing in it can move the cursor, change colours or hide what it is.

Control, format, surrogate and private characters are shown as escapes, apart from the two joiners that Persian,
Indic scripts and emoji need.
"""

import unicodedata

_JOINERS = "\u200c\u200d"
_WIDE_FORM = "\ufe0f"
_FIRST_FLAG = "\U0001f1e6"
"""From here on characters join into one picture: flags, skin tones."""


class _Shown(dict[int, str]):
    """How each character is shown, worked out once: a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        shown = self[code] = chr(code) if _harmless(chr(code)) else _escape(code)
        return shown


class _Quoted(dict[int, str]):
    """The same for characters inside JSON, whose escapes any reader of JSON turns back."""

    def __missing__(self, code: int) -> str:
        shown = chr(code)
        if not _harmless(shown) and shown != "\n":
            units = shown.encode("utf-16-be", "surrogatepass").hex()
            shown = "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
        self[code] = shown
        return shown


class _Cells(dict[str, int]):
    """How many cells each character takes."""

    def __missing__(self, char: str) -> int:
        if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
            cells = 0
        else:
            cells = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        self[char] = cells
        return cells


_shown = _Shown()
_quoted = _Quoted()
_cells = _Cells()


def safe(value: object, *, multiline: bool = False) -> str:
    """The value as text that is only text; with `multiline`, line breaks stay."""
    text = "" if value is None else str(value)
    if text.isprintable():
        return text
    if multiline and "\n" in text:
        return "\n".join(safe(line) for line in text.split("\n"))
    return text.translate(_shown)


def safe_json(document: str) -> str:
    """A JSON document that is harmless on a terminal and means the same: what is hidden is written as `\\uXXXX`."""
    return document if document.isprintable() else document.translate(_quoted)


def width(text: str) -> int:
    """How many cells a text takes: wide characters two, combining ones none, a joined emoji as one."""
    if text.isascii():
        return len(text)
    if "\u200d" in text or _WIDE_FORM in text or max(text) >= _FIRST_FLAG:
        from rich.cells import cell_len

        return cell_len(text)
    return sum(map(_cells.__getitem__, text))


def clip(text: str, cells: int) -> str:
    """The text cut to so many cells, with an ellipsis when something is missing."""
    if width(text) <= cells:
        return text
    return _head(text, cells - 1).rstrip() + "…" if cells > 0 else ""


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """The text filled with blanks to so many cells."""
    blanks = " " * (cells - width(text))
    return blanks + text if right else text + blanks


def wrap(text: str, cells: int) -> list[str]:
    """The text in lines of so many cells, broken at blanks where there are some; line breaks stay."""
    return [line for part in text.split("\n") for line in _wrap_line(part, max(2, cells))]


def _wrap_line(text: str, cells: int) -> list[str]:
    lines = []
    while width(text) > cells:
        head = _head(text, cells + 1)
        cut = head.rfind(" ")
        if cut <= 0 or not head[:cut].strip():
            cut = max(1, len(_head(text, cells)))
        lines.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*lines, text]


def _head(text: str, cells: int) -> str:
    """As much of the beginning as fits."""
    used = 0
    for at, char in enumerate(text):
        used += _cells[char]
        if used > cells:
            return text[:at]
    return text


def _harmless(char: str) -> bool:
    category = unicodedata.category(char)
    return (category[0] != "C" and category not in ("Zl", "Zp")) or char in _JOINERS


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
