"""Taking an operation back, and saying what stands in the way.

An undo is an operation like any other, journaled by the same triggers; undoing it is the redo. Rows are reversed in
the opposite order of their changes, with references checked when all is done.
"""

import sqlite3
from typing import NamedTuple

from ltc_cli.journal import rows
from ltc_cli.journal.record import Operation, add_range
from ltc_cli.journal.span import Spans, joined

ENTRY = "id, recorded_ms, verb, actor, arguments, note, undoes"
"""The columns of an `Entry`, but for the last."""


class Entry(NamedTuple):
    """An operation as the log shows it."""

    id: int
    recorded_ms: int
    verb: str
    actor: str | None
    arguments: str | None
    note: str | None
    undoes: int | None
    undone_by: int | None
    """The standing undo of it, if there is one."""


class Change(NamedTuple):
    """One change of the journal."""

    table: str
    first: int
    last: int
    """The same as `first`, but for a range of new rows."""
    kind: str
    """I new rows, U the old values of a row's columns, D a row that was removed."""
    old: str


class Blocker(NamedTuple):
    """A later operation that builds on the one to be undone."""

    operation: int
    verb: str
    table: str
    row_id: int


def undone(conn: sqlite3.Connection) -> dict[int, int]:
    """Every operation that was taken back and stays so, with the undo that did it."""
    found: dict[int, int] = {}
    for undo, number in conn.execute("SELECT id, undoes FROM operation WHERE undoes IS NOT NULL ORDER BY id DESC"):
        if undo not in found:  # an undo that was itself taken back undoes nothing
            found[number] = undo
    return found


def entry(conn: sqlite3.Connection, number: int) -> Entry | None:
    """One operation, or None."""
    row = conn.execute(f"SELECT {ENTRY} FROM operation WHERE id = ?", (number,)).fetchone()
    return Entry._make((*row, undone(conn).get(number))) if row else None


def newest(conn: sqlite3.Connection, *, but: frozenset[str] = frozenset()) -> int | None:
    """The newest operation that is neither an undo nor undone, nor of the verbs in `but`."""
    gone = undone(conn)
    for number, verb in conn.execute("SELECT id, verb FROM operation WHERE undoes IS NULL ORDER BY id DESC"):
        if number not in gone and verb not in but:
            return int(number)
    return None


def changes(conn: sqlite3.Connection, number: int) -> list[Change]:
    """What an operation changed, last things first; what befell rows that it made itself is part of making them."""
    found = [
        Change._make(row)
        for row in conn.execute(
            "SELECT tbl, row_id, coalesce(last_id, row_id), kind, coalesce(old, '') FROM change "
            "WHERE operation_id = ? ORDER BY id DESC",
            (number,),
        )
    ]
    made = Spans((each.table, each.first, each.last) for each in found if each.kind == "I")
    return [each for each in found if each.kind == "I" or not made.touch(each.table, each.first, each.last)]


def spans(conn: sqlite3.Connection, number: int) -> dict[str, list[tuple[int, int]]]:
    """The rows an operation touched, by table, neighbours joined into spans."""
    rows_of = conn.execute(
        "SELECT tbl, row_id, coalesce(last_id, row_id) FROM change WHERE operation_id = ?", (number,)
    )
    return joined(rows_of)


def blockers(conn: sqlite3.Connection, number: int) -> list[Blocker]:
    """Later standing operations that changed a row this one touched, or made a row that refers to one it made."""
    neutral = {each for gone, undo in undone(conn).items() if gone > number for each in (gone, undo)}
    touched = Spans((table, *span) for table, found in spans(conn, number).items() for span in found)
    made = Spans((each.table, each.first, each.last) for each in changes(conn, number) if each.kind == "I")
    found: dict[int, Blocker] = {}
    later = conn.execute(
        "SELECT c.operation_id, o.verb, c.tbl, c.row_id, coalesce(c.last_id, c.row_id), c.kind "
        "FROM operation o JOIN change c ON c.operation_id = o.id WHERE o.id > ? ORDER BY c.operation_id, c.id",
        (number,),
    )
    for operation, verb, table, first, last, kind in later:
        if operation in neutral or operation in found:
            continue
        at = touched.touch(table, first, last)
        if at is not None:
            found[operation] = Blocker(operation, verb, table, max(at, first))
        elif kind == "I" and (child := _child_of(conn, made, table, first, last)) is not None:
            found[operation] = Blocker(operation, verb, *child)
    return list(found.values())


def apply(conn: sqlite3.Connection, operation: Operation, number: int) -> None:
    """Reverse the changes of operation `number` inside the undo operation that is under way.

    References are checked by the caller, or at the commit; raises `sqlite3.IntegrityError` for a key that is taken.
    """
    conn.execute("PRAGMA defer_foreign_keys=ON")
    restored = []
    for change in changes(conn, number):
        if take_back(conn, change):
            restored.append((change.table, change.first, change.first))
    for table, found in Spans(restored).by_table.items():
        for first, last in found:
            if last <= operation.sequences.get(table, 0):
                add_range(conn, operation.id, table, first, last)


def take_back(conn: sqlite3.Connection, change: Change) -> bool:
    """Reverse one change; True when that put a row back."""
    if change.kind == "I":
        conn.execute(f"DELETE FROM {change.table} WHERE id BETWEEN ? AND ?", (change.first, change.last))
        return False
    past = {name: rows.value(literal) for name, literal in rows.parse(change.old).items()}
    if change.kind == "U":
        if not past:  # all of it was erased
            return False
        assignments = ", ".join(f"{name} = ?" for name in past)
        conn.execute(f"UPDATE {change.table} SET {assignments} WHERE id = ?", (*past.values(), change.first))
        return False
    marks = ", ".join("?" * len(past))
    conn.execute(f"INSERT INTO {change.table}({', '.join(past)}) VALUES ({marks})", tuple(past.values()))
    return True


def row_now(conn: sqlite3.Connection, table: str, row_id: int) -> dict[str, str]:
    """The literals of a row as it is, without its empty columns."""
    text = rows.text_of_row(rows.columns(conn, table))
    found = conn.execute(f"SELECT {text} FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return rows.parse(found[0]) if found else {}


def _child_of(conn: sqlite3.Connection, made: Spans, table: str, first: int, last: int) -> tuple[str, int] | None:
    """A row among `first` to `last` of a table that refers to a row in `made`: by key, or by entity and number."""
    references = [(key[2], key[3], "") for key in conn.execute(f"PRAGMA foreign_key_list({table})").fetchall()]
    if {"entity", "entity_id"} <= set(rows.columns(conn, table)):
        references += [(parent, "entity_id", parent) for parent in made.by_table]
    for parent, column, entity in references:
        for low, high in made.by_table.get(parent, ()):
            row = conn.execute(
                f"SELECT min(id) FROM {table} WHERE id BETWEEN ? AND ? AND {column} BETWEEN ? AND ?"
                + (" AND entity = ?" if entity else ""),
                (first, last, low, high, *([entity] if entity else [])),
            ).fetchone()
            if row[0] is not None:
                return table, int(row[0])
    return None
