"""What refers to a record, found from the tables as they are: whoever adds one need not think of merging."""

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.journal.rows import columns

_NAMING = ("entity", "noun")
"""Columns beside `entity_id` that say of which noun the record is."""


class Reference(NamedTuple):
    """A column that holds ids of a noun's records."""

    table: str
    column: str
    naming: str | None = None
    """The column that says that it is this noun's; None: it always is."""


def references(conn: sqlite3.Connection, noun: str) -> list[Reference]:
    """Every column of the file that refers to records of a noun: by key, or by entity and number."""
    found = []
    tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    for table in tables:
        keys = conn.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        found += [Reference(table, key[3]) for key in sorted(keys) if key[2] == noun]
        names = columns(conn, table)
        if "entity_id" in names:
            found += [Reference(table, "entity_id", naming) for naming in _NAMING if naming in names]
    return found


def move(book: Book, noun: str, heirs: Mapping[int, int]) -> dict[str, int]:
    """Let everything that refers to one record refer to its heir; how many rows of each table that were."""
    _one_link_each(book, noun, heirs)
    _one_next_step(book, noun, heirs)
    moved = {"import_part": _parts(book, noun, heirs)}
    for table, column, naming in references(book.conn, noun):
        mine = "" if naming is None else f"AND {naming} = '{noun}'"
        pairs = [(heirs[old], row) for row, old in _pointing(book, table, column, mine, heirs)]
        book.conn.executemany(f"UPDATE {table} SET {column} = ? WHERE id = ?", pairs)
        moved[table] = moved.get(table, 0) + len(pairs)
    return {table: count for table, count in moved.items() if count}


def _pointing(book: Book, table: str, column: str, mine: str, wanted: Collection[int], also: str = "") -> list[Any]:
    """The rows of a table that refer to one of the records wanted: id, the record, and other columns."""
    ids = json.dumps(list(wanted))
    statement = f"SELECT id, {column}{also} FROM {table} WHERE {column} IN (SELECT value FROM json_each(?)) {mine}"
    return book.conn.execute(f"{statement} ORDER BY id", (ids,)).fetchall()


def _one_link_each(book: Book, noun: str, heirs: Mapping[int, int]) -> None:
    """A contact is at an account once: of two links the survivor's stays, with the role of another if it has none."""
    if noun not in ("account", "contact"):
        return
    mine, theirs = ("account_id", "contact_id") if noun == "account" else ("contact_id", "account_id")
    links = _pointing(book, "contact_account", mine, "", {*heirs, *heirs.values()}, f", {theirs}, role")
    kept: dict[tuple[int, int], tuple[int, str | None]] = {}
    for number, record, other, role in sorted(links, key=lambda link: (link[1] in heirs, link[0])):
        first, its_role = kept.setdefault((heirs.get(record, record), other), (number, role))
        if first == number:
            continue
        book.conn.execute("DELETE FROM contact_account WHERE id = ?", (number,))
        if its_role is None and role is not None:
            book.update("contact_account", first, {"role": role})
            kept[heirs.get(record, record), other] = (first, role)


def _one_next_step(book: Book, noun: str, heirs: Mapping[int, int]) -> None:
    """A record has one next step: when several have, those of the others become tasks like any."""
    mine = f"AND entity = '{noun}' AND is_next = 1 AND done_ms IS NULL"
    planned = _pointing(book, "task", "entity_id", mine, {*heirs, *heirs.values()})
    seen = set[int]()
    for number, record in sorted(planned, key=lambda task: (task[1] in heirs, task[0])):
        heir = heirs.get(record, record)
        if heir in seen:
            book.update("task", number, {"is_next": None})
        seen.add(heir)


def _parts(book: Book, noun: str, heirs: Mapping[int, int]) -> int:
    """Take the records out of the parts of imports that they came in with, and give their lines to their heirs."""
    gone, count = sorted(heirs), 0
    for part, run, first, last, line, action in book.conn.execute(
        "SELECT id, run_id, first_id, last_id, line, action FROM import_part WHERE entity = ? ORDER BY id", (noun,)
    ).fetchall():
        inside = gone[bisect_left(gone, first) : bisect_right(gone, last)]
        if not inside:
            continue
        count += len(inside)
        book.conn.execute("DELETE FROM import_part WHERE id = ?", (part,))
        rows = [(low + 1, high - 1, action) for low, high in pairwise((first - 1, *inside, last + 1)) if low + 1 < high]
        lines = [(low, high, line + low - first, done) for low, high, done in rows]
        lines += [(heirs[each], heirs[each], line + each - first, "updated") for each in inside]  # they were there
        for low, high, at, done in lines:
            book.insert(
                "import_part",
                {"run_id": run, "entity": noun, "first_id": low, "last_id": high, "line": at, "action": done},
            )
    return count
