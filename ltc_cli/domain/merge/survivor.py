"""What the survivor of a merge looks like: for each field, the record whose value it has.

The value written last wins where several have one. A record came in when the first of them did, through the channel
and the campaign of the first that names one; it keeps its own external id and owner, and the tags of all.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain.entry import Entry, merge_fields, unknown_field
from ltc_cli.domain.noun import ref
from ltc_cli.domain.query import Source
from ltc_cli.errors import BadUsage
from ltc_cli.journal import rows as journal

Row = dict[str, Value]
_FIRST = ("channel", "campaign")
_KEPT = ("external_id", "owner")


class Noun(NamedTuple):
    """A noun as merging sees it."""

    name: str
    source: Source
    entries: dict[str, Entry]
    custom: tuple[str, ...]
    """Ids of the fields that the process adds."""

    @property
    def choices(self) -> list[str]:
        """The fields that can be taken from a record of one's choice."""
        own = [name for name in self.entries if name != "tags"]
        return [*own, *(["status"] if self.name == "lead" else []), *self.custom]


def noun(book: Book, name: str) -> Noun:
    """A noun whose records are merged."""
    module = import_module(f"ltc_cli.domain.{name}")
    entries = {entry.name: entry for entry in module.ENTRIES}
    return Noun(name, module.SOURCE, entries, tuple(field.id for field in book.process.fields_of(name)))


def load(book: Book, name: str, numbers: Iterable[int]) -> dict[int, Row]:
    """Whole rows by id."""
    names = journal.columns(book.conn, name)
    found = {}
    for number in numbers:
        row = book.conn.execute(f"SELECT {', '.join(names)} FROM {name} WHERE id = ?", (number,)).fetchone()
        found[number] = dict(zip(names, row, strict=True))
    return found


def value(kind: Noun, row: Row, name: str) -> object:
    """What a record has in a field, None when it is blank."""
    if name in kind.custom:
        return json.loads(str(row["fields"] or "{}")).get(name)
    return row["status" if name == "status" else kind.entries[name].column]


def choose(book: Book, kind: Noun, found: Mapping[int, Row], take: Mapping[str, int]) -> dict[str, int]:
    """For each field that some record has, the record whose value survives; the first of them is the one kept.

    Raises `BadUsage` for a field there is not, or one that the record it should come from has not.
    """
    for name, number in take.items():
        if name not in kind.choices:
            raise unknown_field(kind.name, name, kind.choices)
        if number not in found:
            raise BadUsage(f"{ref(kind.name, number)} is none of those that are merged.", f"--take {name}=REF")
        if value(kind, found[number], name) is None:
            raise BadUsage(f"{ref(kind.name, number)} has no {name} to take.", "Take it from one that has.")
    last = {number: _last_written(book, kind.name, number) for number in found}
    result = {}
    for name in (*kind.entries, *kind.custom):
        having = [number for number, row in found.items() if value(kind, row, name) is not None]
        if having:
            result[name] = take.get(name) or _rule(kind, name, found, last)(having)
    return result


def _rule(
    kind: Noun, name: str, found: Mapping[int, Row], last: Mapping[int, Callable[[str], int]]
) -> Callable[[Sequence[int]], int]:
    """How a field's record is picked among those that have one; in a draw it is the first named."""
    if name in _KEPT:
        return lambda having: having[0]
    if name in _FIRST:
        return lambda having: min(having, key=lambda number: _created(found[number]))
    column = "fields" if name in kind.custom else kind.entries[name].column
    return lambda having: max(having, key=lambda number: (last[number](column), _created(found[number])))


def _created(row: Row) -> int:
    at = row["created_ms"]
    assert isinstance(at, int)
    return at


def _last_written(book: Book, name: str, number: int) -> Callable[[str], int]:
    """The operation that last wrote a column of a record."""
    made = book.conn.execute(
        "SELECT operation_id FROM change WHERE tbl = ? AND kind = 'I' AND row_id <= ? "
        "AND coalesce(last_id, row_id) >= ? ORDER BY row_id DESC LIMIT 1",
        (name, number, number),
    ).fetchone()
    changed = dict[str, int]()
    for operation, old in book.conn.execute(
        "SELECT operation_id, old FROM change WHERE tbl = ? AND row_id = ? AND kind = 'U' ORDER BY id", (name, number)
    ):
        changed |= dict.fromkeys(journal.parse(old or ""), operation)
    return lambda column: int(changed.get(column, made[0] if made else 0))


def columns(kind: Noun, found: Mapping[int, Row], chosen: Mapping[str, int]) -> Row:
    """The columns of the survivor but for its owner and its steps."""
    result: Row = {}
    rows = list(found.values())
    for name, number in chosen.items():
        if name in kind.entries and name not in ("owner", "tags", "test"):
            column = kind.entries[name].column
            partners = ("currency",) if kind.entries[name].kind == "money" else (f"{column}_key",)
            result |= {each: found[number][each] for each in (column, *partners) if each in found[number]}
    oldest = min(rows, key=_created)
    result |= {each: oldest[each] for each in ("created_ms", "date_is_import") if each in oldest}
    result["tags"] = _tags(rows)
    if "is_test" in oldest:
        tests = [number for number, row in found.items() if row["is_test"]]
        result["is_test"] = 1 if len(tests) == len(found) else None
    result["fields"] = _fields(kind, found, chosen)
    return result


def _tags(rows: Sequence[Row]) -> str | None:
    every = dict.fromkeys(tag for row in rows for tag in json.loads(str(row["tags"] or "[]")))
    return json.dumps(list(every), ensure_ascii=False) if every else None


def _fields(kind: Noun, found: Mapping[int, Row], chosen: Mapping[str, int]) -> str | None:
    """Custom fields: those of the process as chosen, others (of a former process) from the first that has them."""
    merged = dict[str, object]()
    for row in found.values():
        merged = json.loads(str(row["fields"] or "{}")) | merged
    merged |= {name: value(kind, found[number], name) for name, number in chosen.items() if name in kind.custom}
    return merge_fields(None, json.dumps(merged, ensure_ascii=False))
