"""The connection to the file: opening it safely, the checks at open, and the write transaction.

The reasons for each setting are measured: the rollback journal keeps one file that can be copied and read
anywhere; `BEGIN IMMEDIATE` takes the write lock before anything is read, so that nothing read can be stale when
it is written; waiting happens here and not in SQLite's busy handler, so that Ctrl-C is served at once and
eight writers get their turn. The file is never opened by anything but SQLite, since closing another descriptor
of it would drop our lock.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ltc_cli.errors import BadFile, Busy, LtcError
from ltc_cli.schema import APPLICATION_ID, VERSION

WAIT_SECONDS = 30.0
"""How long a write waits for another program's before it gives up; nothing is changed then."""

_SETTINGS = (
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "synchronous=EXTRA",
    "cache_spill=OFF",
    "mmap_size=0",
    "temp_store=MEMORY",
    "recursive_triggers=ON",
)


def casefold(text: str | bytes | int | float | None) -> str | bytes | int | float | None:
    """SQL function: text made comparable without regard to case, in any script; other values as they are."""
    return text.casefold() if isinstance(text, str) else text


def connect(path: Path, *, write: bool = False, create: bool = False) -> sqlite3.Connection:
    """Open the file, or raise `BadFile` saying what is wrong with it, or `Busy`.

    A reading connection still opens the file for writing where it may, because after a crash SQLite must roll the
    journal back before anyone can read; `query_only` then keeps it from writing.
    """
    _refuse_odd_paths(path)
    if create and not path.exists():
        _create(path)
    if write and path.stat().st_nlink > 1:
        raise BadFile(
            f"{path} has a second name (a hard link); writing through one of two names can damage it.",
            "Copy it to a file of its own and use that.",
        )
    writable = write or (os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK))
    uri = f"{path.resolve().as_uri()}?mode={'rw' if writable else 'ro'}"
    try:
        conn = sqlite3.connect(uri, uri=True, timeout=5.0, isolation_level=None)
    except sqlite3.Error as error:
        raise explain(error, path) from error
    try:
        _check(conn, path)
        for setting in _SETTINGS:
            conn.execute(f"PRAGMA {setting}")
        if not write:
            conn.execute("PRAGMA query_only=ON")
        conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        conn.create_function("casefold", 1, casefold, deterministic=True)
    except sqlite3.Error as error:
        conn.close()
        raise explain(error, path) from error
    except BaseException:
        conn.close()
        raise
    return conn


def version(conn: sqlite3.Connection) -> int:
    """The schema version of the file; 0 for one just created."""
    number: int = conn.execute("PRAGMA user_version").fetchone()[0]
    return number


def begin(conn: sqlite3.Connection, path: Path, wait: float = WAIT_SECONDS) -> None:
    """Take the write lock, waiting for other programs; raises `Busy` when they take too long."""
    conn.execute("PRAGMA busy_timeout=0")
    _retry(conn, "BEGIN IMMEDIATE", path, wait)


def commit(conn: sqlite3.Connection, path: Path, wait: float = WAIT_SECONDS) -> None:
    """Make the transaction durable, waiting for readers; raises `Busy` when they take too long."""
    _retry(conn, "COMMIT", path, wait)
    conn.execute("PRAGMA busy_timeout=5000")


@contextmanager
def write_lock(conn: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One write transaction: committed when the block ends, rolled back when it raises."""
    try:
        begin(conn, path)
        yield
        commit(conn, path)
    except BaseException:
        rollback(conn)
        raise


def rollback(conn: sqlite3.Connection) -> None:
    """Take back what the transaction under way did, if there is one."""
    while conn.in_transaction:
        try:
            conn.execute("ROLLBACK")
        except sqlite3.OperationalError:  # interrupted: the next turn does it
            continue


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy the file as of one moment into a new file, readable by its owner only, and verify the copy.

    Raises `BadFile` when the target exists, cannot be written, or does not verify.
    """
    _create(target)
    try:
        copied = sqlite3.connect(f"{target.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)
        try:
            source.backup(copied, pages=-1)
            copied.execute("PRAGMA synchronous=EXTRA")
            verdict = copied.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            copied.close()
        if verdict != "ok":
            raise BadFile(f"the copy in {target} is damaged: {verdict}.", "Run `ltc check` on the file itself.")
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise explain(error, target) from error
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def explain(error: sqlite3.Error, path: Path | str) -> LtcError:
    """Say in a user's words what SQLite's error means for the file."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy(f"{path} is being written by another program; nothing was changed.", "Try again in a moment.")
    if code == sqlite3.SQLITE_NOTADB:
        return BadFile(f"{path} is not an ltc file.", "Name another with --db, or make one: ltc init --db FILE")
    if code == sqlite3.SQLITE_FULL:
        return BadFile(f"there is no room left to write {path}; nothing was changed.", "Free some space, then repeat.")
    if code == sqlite3.SQLITE_READONLY:
        return BadFile(f"{path} or its folder is read-only; nothing was changed.", "Give yourself write permission.")
    if code == sqlite3.SQLITE_CANTOPEN:
        return BadFile(f"{path} cannot be opened: check its folder and permissions.", "Name another with --db FILE")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR):
        return BadFile(f"{path} cannot be read or written whole: {error}.", "Restore a copy: ltc restore FILE")
    return BadFile(f"{path} cannot be used: {error}.", "See what is wrong: ltc check")


def _refuse_odd_paths(path: Path) -> None:
    """SQLite would take an empty name or a device for a database that vanishes at the end."""
    if str(path) in ("", ".", ":memory:"):
        raise BadFile(f"{str(path)!r} is not the name of a file.", "Name one: --db FILE")
    if path.is_dir():
        raise BadFile(f"{path} is a folder, not a file.", "Name a file in it: --db FILE")
    if path.exists() and not path.is_file():
        raise BadFile(f"{path} is not a regular file.", "Name another: --db FILE")


def _create(path: Path) -> None:
    """Make an empty file that only its owner can read; another process may have made it meanwhile."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise BadFile(f"{path} cannot be made: {error.strerror}.", "Check the folder and its permissions.") from error


def _check(conn: sqlite3.Connection, path: Path) -> None:
    """Refuse a file of another program, of a newer ltc, or cut short."""
    owner = conn.execute("PRAGMA application_id").fetchone()[0]
    number = version(conn)
    if owner != APPLICATION_ID and (owner != 0 or number != 0 or _has_tables(conn)):
        raise BadFile(f"{path} belongs to another program.", "Name another with --db, or make one: ltc init --db FILE")
    if number > VERSION:
        raise BadFile(
            f"{path} was written by a newer ltc (schema {number}, this one knows {VERSION}).",
            "Upgrade ltc; the file was not touched.",
        )
    conn.execute("BEGIN")  # one snapshot, so that the two sizes belong together
    pages = conn.execute("PRAGMA page_count").fetchone()[0]
    expected = pages * conn.execute("PRAGMA page_size").fetchone()[0]
    actual = path.stat().st_size
    conn.execute("ROLLBACK")
    if actual < expected:
        raise BadFile(
            f"{path} is cut short: {actual} of {expected} bytes are there.",
            "Restore a copy: ltc restore FILE",
        )


def _has_tables(conn: sqlite3.Connection) -> bool:
    return conn.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is not None


def _retry(conn: sqlite3.Connection, statement: str, path: Path, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            conn.execute(statement)
            return
        except sqlite3.OperationalError as error:
            busy = getattr(error, "sqlite_errorcode", 0) & 0xFF in (
                sqlite3.SQLITE_BUSY,
                sqlite3.SQLITE_LOCKED,
            )
            if not busy or time.monotonic() >= deadline:
                raise explain(error, path) from error
            time.sleep(0.002 + 0.018 * os.urandom(1)[0] / 255)  # jitter, so that waiting writers do not march in step
