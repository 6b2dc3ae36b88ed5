"""Known-at: a temporary copy of the file, taken back to what it held at a moment."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ltc_cli import store
from ltc_cli.errors import NotFound
from ltc_cli.journal import rows
from ltc_cli.schema import JOURNALED


@contextmanager
def rewound(path: Path, known_ms: int) -> Iterator[sqlite3.Connection]:
    """A reading connection to a copy of the file as it was recorded at `known_ms`; the copy goes with the block.

    Raises `NotFound` when the file did not exist yet at that moment.
    """
    with TemporaryDirectory(prefix="ltc-") as folder:
        copy = Path(folder) / path.name
        source = store.connect(path)
        try:
            store.copy(source, copy)
        finally:
            source.close()
        conn = sqlite3.connect(copy, isolation_level=None)
        try:
            _rewind(conn, known_ms)
        finally:
            conn.close()
        conn = store.connect(copy)
        try:
            yield conn
        finally:
            conn.close()


def _rewind(conn: sqlite3.Connection, known_ms: int) -> None:
    cut = conn.execute("SELECT max(id) FROM operation WHERE recorded_ms <= ?", (known_ms,)).fetchone()[0]
    if cut is None:
        raise NotFound("nothing was recorded yet at that moment.", "The first operation is at the end of: ltc log")
    conn.execute("PRAGMA synchronous=OFF")
    conn.execute("PRAGMA journal_mode=OFF")
    for (trigger,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        conn.execute(f'DROP TRIGGER "{trigger}"')
    conn.execute("BEGIN")
    changes = conn.execute(
        "SELECT tbl, row_id, last_id, kind, old FROM change WHERE operation_id > ? ORDER BY id DESC", (cut,)
    )
    for table, first, last, kind, old in changes:
        if table not in JOURNALED:
            continue
        if kind == "I":
            conn.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", (first, last or first))
            continue
        past = {name: rows.value(literal) for name, literal in rows.parse(old or "").items()}
        if kind == "U":
            assignments = ", ".join(f"{name} = ?" for name in past)
            conn.execute(f"UPDATE {table} SET {assignments} WHERE id = ?", (*past.values(), first))
        else:
            marks = ", ".join("?" * len(past))
            conn.execute(f"INSERT OR REPLACE INTO {table}({', '.join(past)}) VALUES ({marks})", tuple(past.values()))
    conn.execute("DELETE FROM change WHERE operation_id > ?", (cut,))
    conn.execute("DELETE FROM operation WHERE id > ?", (cut,))
    conn.execute("COMMIT")
