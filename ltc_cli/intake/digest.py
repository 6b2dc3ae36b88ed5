"""What a plan comes to in twelve characters: a run can be held to the one that somebody looked at.

A dry run carries everything out and rolls it back, so that the digest is taken of what stands there at its end: every
row that is new, every row that changed as it was and as it is, what became of each line, and the bytes of the tables.
New rows are numbered from the first of them and the present instant is left out, so that neither another record made
meanwhile nor the minute between looking and running makes another plan of the same one.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from ltc_cli.book import Book, Value
from ltc_cli.journal import rows
from ltc_cli.journal.record import Operation
from ltc_cli.schema import JOURNALED

_LENGTH = 12


def digest(book: Book, operation: Operation, files: Iterable[str], fates: Iterable[str]) -> str:
    """The digest of an operation under way: `files` are digests of the tables, `fates` what becomes of their lines."""
    hashed = hashlib.sha256()
    for part in (files, fates, _changed(book, operation), _new(book, operation)):
        for text in part:
            hashed.update(f"{text}\n".encode())
        hashed.update(b"\f")
    return hashed.hexdigest()[:_LENGTH]


def _new(book: Book, operation: Operation) -> Iterator[str]:
    """Every row that the operation made."""
    for table in JOURNALED:
        found = book.conn.execute(f"SELECT * FROM {table} WHERE id >= ? ORDER BY id", (_first(operation, table),))
        names = [each[0] for each in found.description]
        parents = _parents(book, table)
        for row in found:
            yield f"{table} {_told(book, operation, parents, zip(names, row, strict=True))}"


def _changed(book: Book, operation: Operation) -> Iterator[str]:
    """Every row that was there before and changed or went: what of it, as it was and as it is."""
    found = book.conn.execute(
        "SELECT tbl, row_id, kind, old FROM change WHERE operation_id = ? AND kind <> 'I' ORDER BY id", (operation.id,)
    )
    parents: dict[str, dict[str, str]] = {}
    for table, number, kind, old in found:
        if number >= _first(operation, table):
            continue
        names = list(rows.parse(old)) if kind == "U" else []
        row = book.conn.execute(f"SELECT {', '.join(names) or 'id'} FROM {table} WHERE id = ?", (number,)).fetchone()
        if table not in parents:
            parents[table] = _parents(book, table)
        now = _told(book, operation, parents[table], zip(names, row, strict=True)) if names and row else ""
        yield f"{table} {kind} {number}{old} →{now}"


def _first(operation: Operation, table: str) -> int:
    return operation.sequences.get(table, 0) + 1


def _parents(book: Book, table: str) -> dict[str, str]:
    """The columns that hold the number of a row, and whose."""
    keys = book.conn.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return {"id": table, **{key[3]: key[2] for key in keys}}


def _told(book: Book, operation: Operation, parents: Mapping[str, str], cells: Iterable[tuple[str, Value]]) -> str:
    """Cells as text: numbers of new rows counted from the first of them, the present instant as a word."""
    named = {name: value for name, value in cells if value is not None}
    words = []
    for name, value in named.items():
        parent = str(named.get("entity", "")) if name == "entity_id" else parents.get(name, "")
        if isinstance(value, int) and parent and value >= _first(operation, parent):
            words.append(f"{name}=+{value - _first(operation, parent)}")
        else:
            words.append(f"{name}={'now' if value == book.clock.now_ms else repr(value)}")
    return " ".join(words)
