"""What refers to a record, found from the tables as they are: whoever adds one need not think of merging."""

import sqlite3
from typing import NamedTuple

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


def move(book: Book, noun: str, keep: int, other: int) -> dict[str, int]:
    """Let everything that refers to one record refer to another; how many rows of each table that were."""
    _one_link_each(book, noun, keep, other)
    _one_next_step(book, noun, keep, other)
    moved = {"import_part": _parts(book, noun, keep, other)}
    for table, column, naming in references(book.conn, noun):
        mine = "" if naming is None else f" AND {naming} = '{noun}'"
        count = book.conn.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?{mine}", (keep, other)).rowcount
        moved[table] = moved.get(table, 0) + count
    return {table: count for table, count in moved.items() if count}


def _one_link_each(book: Book, noun: str, keep: int, other: int) -> None:
    """A contact is at an account once: of two links the survivor's stays, with the role of the other if it has none."""
    if noun not in ("account", "contact"):
        return
    mine, theirs = ("account_id", "contact_id") if noun == "account" else ("contact_id", "account_id")
    for first, role, second, other_role in book.conn.execute(
        f"SELECT a.id, a.role, b.id, b.role FROM contact_account a JOIN contact_account b ON a.{theirs} = b.{theirs} "
        f"WHERE a.{mine} = ? AND b.{mine} = ?",
        (keep, other),
    ).fetchall():
        book.update("contact_account", first, {"role": role if role is not None else other_role})
        book.conn.execute("DELETE FROM contact_account WHERE id = ?", (second,))


def _one_next_step(book: Book, noun: str, keep: int, other: int) -> None:
    """A record has one next step: when both have, that of the other becomes a task like any."""
    book.conn.execute(
        "UPDATE task SET is_next = NULL WHERE entity = :noun AND entity_id = :other AND is_next = 1 "
        "AND done_ms IS NULL AND EXISTS (SELECT 1 FROM task mine WHERE mine.entity = :noun AND mine.entity_id = :keep "
        "AND mine.is_next = 1 AND mine.done_ms IS NULL)",
        {"noun": noun, "keep": keep, "other": other},
    )


def _parts(book: Book, noun: str, keep: int, other: int) -> int:
    """Take the record out of the parts of imports that it came in with, and give its lines to the survivor."""
    found = book.conn.execute(
        "SELECT id, run_id, first_id, last_id, line, action FROM import_part "
        "WHERE entity = ? AND first_id <= ? AND last_id >= ?",
        (noun, other, other),
    ).fetchall()
    for part, run, first, last, line, action in found:
        book.conn.execute("DELETE FROM import_part WHERE id = ?", (part,))
        spans = ((first, other - 1, line), (other + 1, last, line + other + 1 - first))
        rows = [(*span, action) for span in spans if span[0] <= span[1]]
        rows.append((keep, keep, line + other - first, "updated"))  # it told of one that was there already
        for low, high, at, done in rows:
            book.insert(
                "import_part",
                {"run_id": run, "entity": noun, "first_id": low, "last_id": high, "line": at, "action": done},
            )
    return len(found)
