"""Known-at: a temporary copy of the file, taken back to what it held at a moment."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ltc_cli import store
from ltc_cli.errors import NotFound
from ltc_cli.journal import undo


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
    later = conn.execute("SELECT id FROM operation WHERE id > ? ORDER BY id DESC", (cut,)).fetchall()
    for (number,) in later:
        for change in undo.changes(conn, number):
            undo.take_back(conn, change)
    conn.execute("DELETE FROM change WHERE operation_id > ?", (cut,))
    conn.execute("DELETE FROM operation WHERE id > ?", (cut,))
    conn.execute("COMMIT")
