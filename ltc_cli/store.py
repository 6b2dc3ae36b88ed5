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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ltc_cli.errors import BadFile, BadUsage, Busy, LtcError, Refused
from ltc_cli.schema import APPLICATION_ID, VERSION

WAIT_SECONDS = 30.0
"""How long to wait for another program before giving up, unless LTC_WAIT says otherwise; nothing is changed then."""

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
_WRITE_FAULTS = frozenset(
    (
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_DIR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
    )
)


_GLANCE_MS = 5_000
"""How long a look at the file outside a transaction waits for another program's commit, which takes milliseconds."""


class Damaged(BadFile):
    """What is in the file is not what SQLite wrote there."""


def casefold(text: str | bytes | int | float | None) -> str | bytes | int | float | None:
    """SQL function: text made comparable without regard to case, in any script; other values as they are."""
    return text.casefold() if isinstance(text, str) else text


def connect(path: Path, *, write: bool = False, create: bool = False) -> sqlite3.Connection:
    """Open the file, or raise `BadFile` saying what is wrong with it, or `Busy`.

    A reading connection still opens the file for writing where it may, because after a crash SQLite must roll the
    journal back before anyone can read; `query_only` then keeps it from writing.
    """
    refuse_odd_paths(path)
    if create:
        _create(path)
    if write and path.stat().st_nlink > 1:
        raise BadFile(
            f"{path} has a second name (a hard link); writing through one of two names can damage it.",
            "Copy it to a file of its own and use that.",
        )
    writable = write or (os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK))
    uri = f"{path.resolve().as_uri()}?mode={'rw' if writable else 'ro'}"
    try:
        conn = sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)
    except sqlite3.Error as error:
        raise explain(error, path) from error
    try:
        _patiently(lambda: _prepare(conn, path, write=write), path)
    except UnicodeDecodeError as error:  # even SQLite's words about the damage cannot be read
        conn.close()
        raise Damaged(f"{path} cannot be read whole.", "Restore a copy: ltc restore FILE") from error
    except BaseException:
        conn.close()
        raise
    return conn


def _prepare(conn: sqlite3.Connection, path: Path, *, write: bool) -> None:
    """Settings, and the checks at open. A reading connection stays in the one snapshot that its answer is made of."""
    rollback(conn)
    _check_owner(conn, path)
    for setting in _SETTINGS:
        conn.execute(f"PRAGMA {setting}")
    kept = [conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "synchronous")]
    if kept != [1, 3]:
        raise BadFile(f"this SQLite cannot keep references and writes safe: {kept}.", "Install another Python.")
    if write and conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        conn.execute("PRAGMA journal_mode=DELETE")  # another program's choice
    if not write:
        conn.execute("PRAGMA query_only=ON")
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    conn.create_function("casefold", 1, casefold, deterministic=True)
    conn.execute("BEGIN")
    _check_length(conn, path)
    if write:
        conn.execute("ROLLBACK")
        conn.execute(f"PRAGMA busy_timeout={_GLANCE_MS}")


def version(conn: sqlite3.Connection) -> int:
    """The schema version of the file; 0 for one just created."""
    number: int = conn.execute("PRAGMA user_version").fetchone()[0]
    return number


def begin(conn: sqlite3.Connection, path: Path, *, exclusive: bool = False) -> None:
    """Take the write lock, waiting for other programs; raises `Busy` when they take too long.

    With `exclusive` nobody may be reading either.
    """
    with _own_waiting(conn):
        _patiently(lambda: conn.execute("BEGIN EXCLUSIVE" if exclusive else "BEGIN IMMEDIATE"), path)


def commit(conn: sqlite3.Connection, path: Path) -> None:
    """Make the transaction durable, waiting for readers; raises `Busy` when they take too long."""
    with _own_waiting(conn):
        _patiently(lambda: conn.execute("COMMIT"), path)


@contextmanager
def _own_waiting(conn: sqlite3.Connection) -> Iterator[None]:
    """SQLite waits for nobody meanwhile: we do, so that Ctrl-C is served at once and everybody gets a turn."""
    conn.execute("PRAGMA busy_timeout=0")
    try:
        yield
    finally:
        conn.execute(f"PRAGMA busy_timeout={_GLANCE_MS}")


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

    Raises `Refused` when the target exists, `BadFile` when it cannot be written or does not verify.
    """
    if not _create(target):
        raise Refused(f"{target} is there already and was not touched.", "Name a new file.")
    try:
        copied = sqlite3.connect(f"{target.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)
        try:
            copied.execute("PRAGMA synchronous=EXTRA")
            _patiently(lambda: source.backup(copied, pages=-1), target)  # in steps it would begin anew at each write
            verdict = copied.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            copied.close()
        if verdict != "ok":
            raise Damaged(f"the copy in {target} is damaged: {verdict}.", "Run `ltc check` on the file itself.")
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise explain(error, target) from error
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def overwrite(conn: sqlite3.Connection, source: sqlite3.Connection, path: Path) -> None:
    """Make the file what another one is, all of it or nothing."""
    _patiently(lambda: source.backup(conn, pages=-1), path)


def compact(conn: sqlite3.Connection, path: Path) -> None:
    """Write the file anew, so that nothing that was deleted is left in its bytes; outside a transaction."""
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)  # the new file is attached while it is written
    try:
        with _own_waiting(conn):
            _patiently(lambda: conn.execute("VACUUM"), path)
    finally:
        conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)


def free_name(path: Path) -> Path:
    """The path, or the first of path-2, path-3, … that is not taken."""
    names = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(2, 10_000))
    return path if not path.exists() else next(name for name in names if not name.exists())


def explain(error: sqlite3.Error, path: Path | str) -> LtcError:
    """Say in a user's words what SQLite's error means for the file."""
    detail = getattr(error, "sqlite_errorcode", 0)
    code = detail & 0xFF
    if is_busy(error):
        return Busy(f"{path} is being written by another program; nothing was changed.", "Try again in a moment.")
    if code == sqlite3.SQLITE_NOTADB:
        return Damaged(f"{path} is not an ltc file.", "Name another with --db, or make one: ltc init --db FILE")
    if code == sqlite3.SQLITE_FULL:
        return BadFile(f"there is no room left to write {path}; nothing was changed.", "Free some space, then repeat.")
    if detail in _WRITE_FAULTS:
        return BadFile(f"{path} could not be written: {error}; nothing was changed.", "Check the disk and your quota.")
    if code == sqlite3.SQLITE_READONLY:
        return BadFile(f"{path} or its folder is read-only; nothing was changed.", "Give yourself write permission.")
    if code == sqlite3.SQLITE_CANTOPEN:
        return BadFile(f"{path} cannot be opened: check its folder and permissions.", "Name another with --db FILE")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR):
        return Damaged(f"{path} cannot be read whole: {error}.", "Restore a copy: ltc restore FILE")
    return BadFile(f"{path} cannot be used: {error}.", "See what is wrong: ltc check")


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another program holds the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def refuse_odd_paths(path: Path) -> None:
    """SQLite would take an empty name or a device for a database that vanishes at the end: raises `BadFile`."""
    if str(path) in ("", ".", ":memory:"):
        raise BadFile(f"{str(path)!r} is not the name of a file.", "Name one: --db FILE")
    if path.is_symlink() and not path.exists():
        raise BadFile(f"{path} points to a file that is not there.", "Name another: --db FILE")
    if path.is_dir():
        raise BadFile(f"{path} is a folder, not a file.", "Name a file in it: --db FILE")
    if path.exists() and not path.is_file():
        raise BadFile(f"{path} is not a regular file.", "Name another: --db FILE")


def _create(path: Path) -> bool:
    """Make an empty file that only its owner can read; False when there is one already."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o600)
    except FileExistsError:
        return False
    except OSError as error:
        raise BadFile(f"{path} cannot be made: {error.strerror}.", "Check the folder and its permissions.") from error
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, 0o600)  # a umask may have taken even the owner's rights
    finally:
        os.close(descriptor)
    return True


def _check_owner(conn: sqlite3.Connection, path: Path) -> None:
    """Refuse a file of another program, or of a newer ltc."""
    owner = conn.execute("PRAGMA application_id").fetchone()[0]
    number = version(conn)
    if owner != APPLICATION_ID and (owner != 0 or number != 0 or _has_tables(conn)):
        raise BadFile(f"{path} belongs to another program.", "Name another with --db, or make one: ltc init --db FILE")
    if number > VERSION:
        raise BadFile(
            f"{path} was written by a newer ltc (schema {number}, this one knows {VERSION}).",
            "Upgrade ltc; the file was not touched.",
        )


def _check_length(conn: sqlite3.Connection, path: Path) -> None:
    """Refuse a file cut short, inside a transaction so that the two sizes belong together.

    SQLite itself does not notice a cut within the last page, and sums go silently wrong.
    """
    pages = conn.execute("PRAGMA page_count").fetchone()[0]
    expected = pages * conn.execute("PRAGMA page_size").fetchone()[0]
    actual = path.stat().st_size
    if actual < expected:
        raise Damaged(
            f"{path} is cut short: {actual} of {expected} bytes are there.",
            "Restore a copy: ltc restore FILE",
        )


def _has_tables(conn: sqlite3.Connection) -> bool:
    return conn.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is not None


def _wait_seconds() -> float:
    text = os.environ.get("LTC_WAIT") or str(WAIT_SECONDS)
    try:
        return float(text)
    except ValueError as error:
        raise BadUsage(f"LTC_WAIT is {text!r}, which is not a number of seconds.", "LTC_WAIT=5") from error


def _patiently(act: Callable[[], object], path: Path) -> None:
    """Do something until no other program is in the way; raises `Busy` after the time to wait, else what went wrong."""
    deadline = None
    while True:
        try:
            act()
            return
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as error:
            now = time.monotonic()
            deadline = deadline if deadline is not None else now + _wait_seconds()
            if not is_busy(error) or now >= deadline:
                raise explain(error, path) from error
            pause = 0.002 + 0.018 * os.urandom(1)[0] / 255  # jitter, so that waiting writers do not march in step
            time.sleep(min(pause, max(0.0, deadline - now)))
