"""Text that no spreadsheet takes for a formula, and back.

A spreadsheet runs a text cell that begins like a formula. Such a cell gets an apostrophe in front, and so does one that
begins with apostrophes and then like a formula: thus `unguard` can give every text back. Numbers need none.
"""

from collections.abc import Sequence

_FORMULA = tuple("=+-@\t\r\n\x00|%＝＋－＠")
"""Characters that make a spreadsheet read a cell as a formula, or skip to what may be one."""
SUSPECT = frozenset(("'", *_FORMULA))
"""What the first character of a guarded cell, or of one that needs a guard, can be: nearly every cell passes by it."""
HEADING = "ltc_guarded"
"""The column of a table written by ltc that names, row by row, the guarded cells: only those are given back."""


def guard(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula; `unguard` gives the text back."""
    return f"'{text}" if text[:1] in SUSPECT and _is_formula(text) else text


def unguard(text: str) -> str:
    """The text that `guard` was given."""
    return text[1:] if text[:1] == "'" and _is_formula(text) else text


def opened(headings: Sequence[str], rows: Sequence[list[str]]) -> None:
    """Give the cells that rows name as guarded their texts back, in place; of a table without that column, none."""
    place = headings.index(HEADING) if HEADING in headings else None
    for row in rows if place is not None else ():
        for name in row[place].split() if place is not None and place < len(row) else ():
            at = headings.index(name) if name in headings else len(row)
            if at < len(row):
                row[at] = unguard(row[at])
        if place is not None and place < len(row):
            row[place] = ""


def _is_formula(text: str) -> bool:
    return text.lstrip("'").startswith(_FORMULA)
