"""Recording: the triggers that no verb can forget, and the beginning and end of an operation.

Updates and deletes are caught by triggers; new rows are found at the end from the tables' sequences and written as
one range per table, which costs nothing per row. Between operations `now_op` is empty, so that a change by another
program meets a NOT NULL and fails.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from ltc_cli.journal import chain, rows
from ltc_cli.schema import JOURNALED

MAY = ("undo", "erase", "merge")
"""Kinds of operation that may change or remove events; nothing else may."""


class Operation(NamedTuple):
    """An operation under way."""

    id: int
    verb: str
    recorded_ms: int
    sequences: dict[str, int]
    """The highest id of each table when it began."""


def triggers(conn: sqlite3.Connection, table: str, *, append_only: bool) -> Iterator[str]:
    """The statements that make a table journaled, written from its columns as they are now.

    As short as can be: SQLite reads all of them whenever a file is opened, which is most of what opening takes.
    """
    names = rows.columns(conn, table)
    log = (
        f"INSERT INTO change(operation_id, tbl, row_id, kind, old) SELECT (SELECT id FROM now_op), '{table}', old.id, "
    )
    yield f"DROP TRIGGER IF EXISTS {table}_updated"
    yield f"DROP TRIGGER IF EXISTS {table}_deleted"
    yield (
        f"CREATE TRIGGER {table}_updated AFTER UPDATE ON {table} BEGIN "
        f"{log}'U', was FROM (SELECT {rows.text_of_change(names)} AS was) WHERE was <> ''; END"
    )
    yield (f"CREATE TRIGGER {table}_deleted AFTER DELETE ON {table} BEGIN {log}'D', {rows.text_of_deleted(names)}; END")
    if append_only:
        unless = "WHEN " + " AND ".join(f"(SELECT kind FROM now_op) IS NOT '{kind}'" for kind in MAY)
        yield f"DROP TRIGGER IF EXISTS {table}_kept"
        yield f"DROP TRIGGER IF EXISTS {table}_fixed"
        yield (
            f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} {unless} "
            "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
        )
        yield (
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} {unless} "
            "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
        )


def guards() -> Iterator[str]:
    """The statements that keep the journal itself append-only."""
    for table in ("operation", "change"):
        yield f"DROP TRIGGER IF EXISTS {table}_kept"
        yield (
            f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        )
    yield "DROP TRIGGER IF EXISTS operation_fixed"
    yield (
        "CREATE TRIGGER operation_fixed BEFORE UPDATE OF id, recorded_ms, verb, undoes, payload_hash, digest "
        "ON operation WHEN old.digest IS NOT NULL "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    )
    yield "DROP TRIGGER IF EXISTS change_fixed"
    yield (
        "CREATE TRIGGER change_fixed BEFORE UPDATE ON change WHEN (SELECT kind FROM now_op) IS NOT 'erase' "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    )


def begin(
    conn: sqlite3.Connection,
    verb: str,
    now_ms: int,
    *,
    actor: str | None = None,
    arguments: Sequence[str] = (),
    note: str | None = None,
    undoes: int | None = None,
) -> Operation:
    """Open an operation inside the write transaction; every change until `finish` belongs to it."""
    sequences = _sequences(conn)
    number = conn.execute(
        "INSERT INTO operation(recorded_ms, verb, undoes, actor, arguments, note, salt) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            now_ms,
            verb,
            undoes,
            actor,
            json.dumps(list(arguments), ensure_ascii=False) if arguments else None,
            note,
            os.urandom(16).hex(),
        ),
    ).lastrowid
    assert number is not None
    conn.execute("UPDATE now_op SET id = ?, kind = ?", (number, "undo" if undoes is not None else None))
    return Operation(number, verb, now_ms, sequences)


@contextmanager
def as_kind(conn: sqlite3.Connection, kind: str) -> Iterator[None]:
    """Let the operation under way do for a while what only one of the kinds in `MAY` may."""
    conn.execute("UPDATE now_op SET kind = ?", (kind,))
    try:
        yield
    finally:
        conn.execute("UPDATE now_op SET kind = NULL")


def finish(conn: sqlite3.Connection, operation: Operation) -> bool:
    """Close the operation: record the new rows as ranges and seal it with its digest.

    Returns False when nothing was changed: the caller then rolls back, and no operation is recorded.
    """
    after = _sequences(conn)
    for table in JOURNALED:
        first = operation.sequences.get(table, 0) + 1
        last = after.get(table, 0)
        if last >= first:
            add_range(conn, operation.id, table, first, last)
    changed = conn.execute("SELECT 1 FROM change WHERE operation_id = ? LIMIT 1", (operation.id,)).fetchone()
    conn.execute("UPDATE now_op SET id = NULL, kind = NULL")
    if changed is None:
        return False
    chain.seal(conn, operation.id)
    return True


def record(conn: sqlite3.Connection, verb: str, now_ms: int, *, arguments: Sequence[str] = ()) -> None:
    """Record an operation that changed the shape of the file and no rows."""
    operation = begin(conn, verb, now_ms, arguments=arguments)
    finish(conn, operation)
    chain.seal(conn, operation.id)


def add_range(conn: sqlite3.Connection, operation_id: int, table: str, first: int, last: int) -> None:
    """Journal the rows `first` to `last` of a table as new."""
    conn.execute(
        "INSERT INTO change(operation_id, tbl, row_id, last_id, kind) VALUES (?, ?, ?, ?, 'I')",
        (operation_id, table, first, last),
    )


def _sequences(conn: sqlite3.Connection) -> dict[str, int]:
    return dict(conn.execute("SELECT name, seq FROM sqlite_sequence"))
