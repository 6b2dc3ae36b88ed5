"""Taking an operation back, and saying what stands in the way.

An undo is an operation like any other, journaled by the same triggers; undoing it is the redo. Rows are reversed in
the opposite order of their changes, with references checked when all is done.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from ltc_cli.journal import rows
from ltc_cli.journal.record import Operation, add_range
from ltc_cli.schema import JOURNALED


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


class Difference(NamedTuple):
    """One row of what an undo changes: what is there now, and what will be."""

    table: str
    row_id: int
    before: dict[str, str]
    """Literals by column as they are now; empty for a row that comes back."""
    after: dict[str, str]
    """Literals of the columns that change; empty for a row that goes."""


class Blocker(NamedTuple):
    """A later operation that builds on the one to be undone."""

    operation: int
    verb: str
    table: str
    row_id: int


def standing_undo(conn: sqlite3.Connection, number: int) -> int | None:
    """The undo of an operation that has not itself been undone."""
    for (undo,) in conn.execute("SELECT id FROM operation WHERE undoes = ? ORDER BY id DESC", (number,)):
        if standing_undo(conn, undo) is None:
            return int(undo)
    return None


def entry(conn: sqlite3.Connection, number: int) -> Entry | None:
    """One operation, or None."""
    row = conn.execute(
        "SELECT id, recorded_ms, verb, actor, arguments, note, undoes FROM operation WHERE id = ?", (number,)
    ).fetchone()
    return Entry._make((*row, standing_undo(conn, number))) if row else None


def newest(conn: sqlite3.Connection) -> int | None:
    """The newest operation that is neither an undo nor undone."""
    for (number,) in conn.execute("SELECT id FROM operation WHERE undoes IS NULL ORDER BY id DESC"):
        if standing_undo(conn, number) is None:
            return int(number)
    return None


def operation_of(conn: sqlite3.Connection, table: str, row_id: int) -> int | None:
    """The last operation that touched a row."""
    row = conn.execute(
        "SELECT max(operation_id) FROM change WHERE tbl = ? AND row_id <= ? AND coalesce(last_id, row_id) >= ?",
        (table, row_id, row_id),
    ).fetchone()
    return row[0] if row else None


def blockers(conn: sqlite3.Connection, number: int) -> list[Blocker]:
    """Later standing operations that changed a row this one touched, or refer to a row it made."""
    found: dict[int, Blocker] = {}
    neutral = _neutral(conn, number)
    for table, first, last in _spans(conn, number):
        for later, row_id in conn.execute(
            "SELECT operation_id, max(row_id, ?) FROM change WHERE tbl = ? AND operation_id > ? "
            "AND row_id <= ? AND coalesce(last_id, row_id) >= ? GROUP BY operation_id",
            (first, table, number, last, first),
        ):
            if later not in neutral and later not in found:
                found[later] = Blocker(later, _verb(conn, later), table, row_id)
    for table, first, last in _created(conn, number):
        for child, row_id in _children(conn, table, first, last):
            maker = operation_of(conn, child, row_id)
            if maker is not None and maker > number and maker not in neutral and maker not in found:
                found[maker] = Blocker(maker, _verb(conn, maker), child, row_id)
    return [found[later] for later in sorted(found)]


def differences(conn: sqlite3.Connection, number: int, limit: int | None = None) -> list[Difference]:
    """What undoing the operation would change, row by row, in the order of the journal."""
    result: dict[tuple[str, int], Difference] = {}
    for table, first, last, kind, old in _reversed_changes(conn, number):
        if kind == "I":
            text = rows.text_of_row(rows.columns(conn, table))
            for row_id, now in conn.execute(
                f"SELECT id, {text} FROM {table} WHERE id BETWEEN ? AND ? LIMIT ?",
                (first, last or first, -1 if limit is None else limit),
            ):
                result[table, row_id] = Difference(table, row_id, rows.parse(now), {})
        elif kind == "D":
            result[table, first] = Difference(table, first, {}, rows.parse(old or ""))
        elif (table, first) not in result or result[table, first].after:
            past = rows.parse(old or "")
            known = result.get((table, first))
            now = known.before if known else _now(conn, table, first)
            result[table, first] = Difference(table, first, now, (known.after if known else {}) | past)
        if limit is not None and len(result) >= limit:
            break
    return list(reversed(result.values()))


def apply(conn: sqlite3.Connection, operation: Operation, number: int) -> None:
    """Reverse the changes of operation `number` inside the undo operation that is under way."""
    conn.execute("PRAGMA defer_foreign_keys=ON")
    for table, first, last, kind, old in _reversed_changes(conn, number):
        if kind == "I":
            conn.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", (first, last or first))
            continue
        past = {name: rows.value(literal) for name, literal in rows.parse(old or "").items()}
        if kind == "U":
            assignments = ", ".join(f"{name} = ?" for name in past)
            conn.execute(f"UPDATE {table} SET {assignments} WHERE id = ?", (*past.values(), first))
    for table, first, last in _restore(conn, number):
        if last <= operation.sequences.get(table, 0):
            add_range(conn, operation.id, table, first, last)


def _restore(conn: sqlite3.Connection, number: int) -> Iterator[tuple[str, int, int]]:
    """Put deleted rows back under their own ids, and yield them as ranges for the journal."""
    for table in JOURNALED:
        start = end = None
        deleted = conn.execute(
            "SELECT row_id, old FROM change WHERE operation_id = ? AND tbl = ? AND kind = 'D' ORDER BY row_id",
            (number, table),
        )
        for row_id, old in deleted:
            past = {name: rows.value(literal) for name, literal in rows.parse(old or "").items()}
            marks = ", ".join("?" * len(past))
            conn.execute(f"INSERT INTO {table}({', '.join(past)}) VALUES ({marks})", tuple(past.values()))
            if end is not None and row_id == end + 1:
                end = row_id
                continue
            if start is not None and end is not None:
                yield table, start, end
            start = end = row_id
        if start is not None and end is not None:
            yield table, start, end


def _reversed_changes(conn: sqlite3.Connection, number: int) -> list[tuple[str, int, int | None, str, str | None]]:
    return conn.execute(
        "SELECT tbl, row_id, last_id, kind, old FROM change WHERE operation_id = ? ORDER BY id DESC", (number,)
    ).fetchall()


def _now(conn: sqlite3.Connection, table: str, row_id: int) -> dict[str, str]:
    text = rows.text_of_row(rows.columns(conn, table))
    found = conn.execute(f"SELECT {text} FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return rows.parse(found[0]) if found else {}


def _neutral(conn: sqlite3.Connection, number: int) -> set[int]:
    """Later operations whose effect is gone: undone ones, and the undos that took them back."""
    neutral = set()
    later = conn.execute("SELECT id, undoes FROM operation WHERE id > ?", (number,)).fetchall()
    for later_id, undoes in later:
        if standing_undo(conn, later_id) is not None or undoes is not None:
            neutral.add(later_id)
    return neutral


def _spans(conn: sqlite3.Connection, number: int) -> list[tuple[str, int, int]]:
    """The rows an operation touched, neighbours joined into spans."""
    spans: list[tuple[str, int, int]] = []
    for table, first, last in conn.execute(
        "SELECT tbl, row_id, coalesce(last_id, row_id) FROM change WHERE operation_id = ? ORDER BY tbl, row_id",
        (number,),
    ):
        if spans and spans[-1][0] == table and first <= spans[-1][2] + 1:
            spans[-1] = (table, spans[-1][1], max(last, spans[-1][2]))
        else:
            spans.append((table, first, last))
    return spans


def _created(conn: sqlite3.Connection, number: int) -> list[tuple[str, int, int]]:
    return conn.execute(
        "SELECT tbl, row_id, coalesce(last_id, row_id) FROM change WHERE operation_id = ? AND kind = 'I'", (number,)
    ).fetchall()


def _children(conn: sqlite3.Connection, table: str, first: int, last: int) -> Iterator[tuple[str, int]]:
    """Rows that refer to the rows `first` to `last` of a table: by foreign key, or by entity and number."""
    for child in JOURNALED:
        for key in conn.execute(f"PRAGMA foreign_key_list({child})").fetchall():
            if key[2] == table:
                yield from _rows(conn, child, f"{key[3]} BETWEEN ? AND ?", (first, last))
        if {"entity", "entity_id"} <= set(rows.columns(conn, child)):
            yield from _rows(conn, child, "entity = ? AND entity_id BETWEEN ? AND ?", (table, first, last))


def _rows(
    conn: sqlite3.Connection, table: str, condition: str, values: tuple[str | int, ...]
) -> Iterator[tuple[str, int]]:
    for (row_id,) in conn.execute(f"SELECT id FROM {table} WHERE {condition}", values).fetchall():
        yield table, row_id


def _verb(conn: sqlite3.Connection, number: int) -> str:
    return str(conn.execute("SELECT verb FROM operation WHERE id = ?", (number,)).fetchone()[0])
