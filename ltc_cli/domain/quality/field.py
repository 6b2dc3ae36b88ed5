"""How complete and how valid each field is (metric dictionary A1): non-blank of all, valid of non-blank."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import account, contact, deal, lead
from ltc_cli.domain.entry import Entry
from ltc_cli.domain.field import custom_fields
from ltc_cli.domain.quality import people
from ltc_cli.money import EXPONENTS
from ltc_cli.process import CustomField
from ltc_cli.shape import Column, Listing

_NOUNS: dict[str, Sequence[Entry]] = {
    "lead": lead.ENTRIES,
    "account": account.ENTRIES,
    "contact": contact.ENTRIES,
    "deal": deal.ENTRIES,
}
_JUDGED = {"email", "phone", "tax_id"}
"""Fields that E12 judges."""
_LISTED = "(SELECT value FROM json_each(:KNOWN))"
_KEYS = {"email": "email_key", "phone": "phone_key"}
"""Fields that should tell records apart, and the column that holds them folded."""

_COLUMNS = (
    Column("noun"), Column("field"), Column("rows", "count"), Column("filled", "count"),
    Column("completeness", "ratio"), Column("valid", "count", shown=False), Column("validity", "ratio"),
    Column("duplicates", "count", shown=False), Column("duplicate_rate", "ratio", label="duplicates"),
)  # fmt: skip


class _Kept(NamedTuple):
    """A field and how it is counted."""

    name: str
    value: str
    """SQL, NULL where it is blank."""
    valid: str = ""
    """SQL for whether a value is one; empty: E12 judges it, or the file keeps no other."""
    known: Sequence[str] = ()
    """The values that `:KNOWN` in it means."""


def listing(book: Book) -> Listing:
    """Every field of leads, accounts, contacts and deals, those of the process too."""
    flaws = Counter((noun, field) for noun, _, field, _, _ in people.invalid(book))
    return Listing("data_field", _COLUMNS, [row for noun in _NOUNS for row in _rows(book, noun, flaws)])


def _rows(book: Book, noun: str, flaws: Counter[tuple[str, str]]) -> Iterator[tuple[Any, ...]]:
    kept = [*map(_own, _NOUNS[noun]), *(_custom(noun, field) for field in book.process.fields_of(noun))]
    counts = [f"count({field.value})" for field in kept]
    known: dict[str, str] = {}
    for place, field in enumerate(kept):
        valid = f"sum({field.value} IS NOT NULL AND {field.valid})" if field.valid else "NULL"
        counts.append(valid.replace("KNOWN", f"known{place}"))
        if field.known:
            known[f"known{place}"] = json.dumps([*field.known])
    total, *found = book.conn.execute(f"SELECT count(*), {', '.join(counts)} FROM {noun}", known).fetchone()
    for field, filled, checked in zip(kept, found[: len(kept)], found[len(kept) :], strict=True):
        valid = filled - flaws[noun, field.name] if field.name in _JUDGED else checked
        twice = _twice(book, noun, _KEYS[field.name]) if field.name in _KEYS else None
        yield (
            noun, field.name, total, filled, _share(filled, total), valid, _share(valid, filled), twice,
            _share(twice, total),
        )  # fmt: skip


def _own(entry: Entry) -> _Kept:
    """A field of every file."""
    column = entry.column
    if entry.kind == "money":
        return _Kept(entry.name, column, f"currency IN {_LISTED}", (*EXPONENTS,))
    if entry.kind == "currency":
        return _Kept(entry.name, column, f"{column} IN {_LISTED}", (*EXPONENTS,))
    return _Kept(entry.name, column, f"date({column}) IS {column}" if entry.kind == "date" else "")


def _custom(noun: str, field: CustomField) -> _Kept:
    """A field of the process, judged by its type as it is now."""
    value, *others = (each.sql for each in custom_fields(noun, field))
    if field.type == "money":
        return _Kept(field.id, value, f"{others[0]} IN {_LISTED}", (*EXPONENTS,))
    if field.type == "choice":
        return _Kept(field.id, value, f"{value} IN {_LISTED}", field.choices)
    shapes = {
        "number": f"({value} GLOB '*[0-9]*' AND {value} NOT GLOB '*[^-+0-9.]*')",
        "date": f"date({value}) IS {value}",
        "yesno": f"{value} IN (0, 1)",
    }
    return _Kept(field.id, value, shapes.get(field.type, ""))


def _twice(book: Book, noun: str, key: str) -> int:
    """How many records would go if each value of a key stood once."""
    there, different = book.conn.execute(
        f"SELECT count({key}), count(DISTINCT {key}) FROM {noun} WHERE {key} IS NOT NULL"
    ).fetchone()
    return int(there - different)


def _share(part: int | None, whole: int) -> float | None:
    return part / whole if part is not None and whole else None
