"""Search over everything: LIKE finds parts of words in any script, also two characters inside a Chinese name.

SQLite's LIKE folds ASCII letters only. Cased letters beyond ASCII become `_` in the pattern, and Python decides.
"""

from collections.abc import Iterator
from typing import Any

from ltc_cli.book import Book
from ltc_cli.domain.noun import NOUNS, ref
from ltc_cli.domain.text import name_key
from ltc_cli.errors import BadUsage
from ltc_cli.shape import Column, Listing

_WHERE = {
    "account": ("name", "email", "phone", "website", "address", "external_id", "tags", "fields"),
    "contact": ("name", "email", "phone", "external_id", "tags", "fields"),
    "deal": ("title", "external_id", "tags", "fields"),
    "lead": ("name", "company", "email", "phone", "external_id", "tags", "fields"),
    "quote": ("number", "external_id"),
    "contract": ("title", "external_id"),
    "sales_order": ("reference", "external_id"),
    "invoice": ("number", "external_id"),
    "credit_note": ("number", "external_id"),
    "payment": ("reference", "external_id"),
    "product": ("name", "sku", "external_id"),
    "task": ("body",),
    "campaign": ("name",),
    "channel": ("name",),
    "member": ("name", "email"),
}

_COLUMNS = (
    Column("ref", "ref"),
    Column("kind"),
    Column("name"),
    Column("where"),
    Column("found"),
)


def search(book: Book, text: str, limit: int | None = None) -> Listing:
    """Records and notes that hold the text, grouped by noun."""
    wanted = name_key(text)
    if not wanted:
        raise BadUsage("there is nothing to search for.", "ltc search lumen")
    rows: list[tuple[Any, ...]] = []
    for row in _hits(book, wanted):
        rows.append(row)
        if limit is not None and len(rows) >= limit:
            break
    return Listing("hit", _COLUMNS, rows)


def like(text: str) -> str:
    """A LIKE pattern that lets through at least every text that holds this one, whatever the case.

    What LIKE would read as a wildcard, or folds only in ASCII, becomes any character: Python decides. Without an ESCAPE
    clause SQLite is nearly twice as fast.
    """
    plain = (char not in "%_" and (char.isascii() or char.lower() == char.upper()) for char in text)
    return "".join(char if kept else "_" for char, kept in zip(text, plain, strict=True))


def _hits(book: Book, wanted: str) -> Iterator[tuple[Any, ...]]:
    pattern = f"%{'%'.join(map(like, wanted.split()))}%"
    digits = "".join(char for char in wanted if char.isdigit())
    if len(digits) < 5 or len(digits) < len(wanted) - 4:
        digits = ""  # not a part of a phone number
    for noun, columns in _WHERE.items():
        conditions = " OR ".join(f"{column} LIKE :like" for column in columns)
        if "phone" in columns and digits:
            conditions += " OR phone_key LIKE '%' || :digits || '%'"
        statement = f"SELECT id, {NOUNS[noun].label}, {', '.join(columns)} FROM {noun} WHERE {conditions} ORDER BY id"
        for number, name, *values in book.conn.execute(statement, {"like": pattern, "digits": digits}):
            hit = _where(columns, values, wanted, digits)
            if hit is not None:
                yield ref(noun, number) or name, noun, name, *hit
    yield from _touches(book, pattern, wanted)


def _touches(book: Book, pattern: str, wanted: str) -> Iterator[tuple[Any, ...]]:
    statement = "SELECT entity, entity_id, kind, body FROM touch WHERE body LIKE ? ORDER BY id"
    for noun, number, kind, body in book.conn.execute(statement, (pattern,)):
        if wanted in name_key(body):
            label = NOUNS[noun].label
            name = book.conn.execute(f"SELECT {label} FROM {noun} WHERE id = ?", (number,)).fetchone()
            yield ref(noun, number) or name[0], noun, name[0], kind, _excerpt(body, wanted)


def _where(columns: tuple[str, ...], values: list[Any], wanted: str, digits: str) -> tuple[str, str] | None:
    for column, value in zip(columns, values, strict=True):
        if isinstance(value, str) and wanted in name_key(value):
            return column, _excerpt(value, wanted)
    for column, value in zip(columns, values, strict=True):
        if column == "phone" and value and digits and digits in "".join(char for char in value if char.isdigit()):
            return column, value
    return None


def _excerpt(text: str, wanted: str, around: int = 30) -> str:
    """The text around the hit, on one line."""
    line = " ".join(text.split())
    at = max(0, line.casefold().find(wanted))
    start, end = max(0, at - around), at + len(wanted) + around
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
