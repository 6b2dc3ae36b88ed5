"""Copies of the file, verified, and bringing one back. The file is only ever read and written through SQLite.

A copy made by reading the file's bytes can be torn in the middle of a write; the backup interface cannot.
"""

import re
import sqlite3
from pathlib import Path
from typing import NamedTuple

from ltc_cli import store
from ltc_cli.clock import Clock, local
from ltc_cli.errors import BadFile, BadUsage, NotFound, Refused
from ltc_cli.journal import chain
from ltc_cli.shape import Column, Record

_MADE = re.compile(r"book-([0-9]{8}-[0-9]{6})(?:-([0-9]+))?\.db", re.ASCII)


class Copy(NamedTuple):
    """A verified copy."""

    path: Path
    operations: int
    digest: str
    """Of the newest operation. Noted elsewhere, it proves later that nothing was changed or cut off."""
    kept: Path | None = None
    """Where the file that it replaced is kept."""


def answer(copy: Copy) -> Record:
    """The copy as an answer."""
    columns = (Column("file"), Column("operations", "count"), Column("digest"), Column("kept"))
    row = (str(copy.path), copy.operations, copy.digest, str(copy.kept) if copy.kept else None)
    return Record("copy", columns, row, title=f"{copy.path} holds {copy.operations} operations")


def make(
    conn: sqlite3.Connection,
    clock: Clock,
    *,
    file: Path | None = None,
    folder: Path | None = None,
    keep: int | None = None,
) -> Copy:
    """Copy the book into a file, or into a folder (the current one) under the time of day."""
    if file is not None and (folder is not None or keep is not None):
        raise BadUsage("name a file, or a folder with -o, not both.", "ltc backup -o DIR --keep 7")
    return save(conn, file) if file is not None else save_into(conn, folder or Path(), clock, keep)


def save(conn: sqlite3.Connection, target: Path) -> Copy:
    """Copy the book into a new file that only its owner can read, and verify it.

    Raises `Refused` when the target exists, `BadFile` when it cannot be written or does not verify.
    """
    expected = chain.head(conn)
    store.copy(conn, target)
    copy = store.connect(target)
    try:
        head = chain.head(copy)
    finally:
        copy.close()
    if head != expected:
        target.unlink()
        raise BadFile(f"the copy in {target} does not end where the file does.", "Try again, on another disk.")
    return Copy(target, *head)


def save_into(conn: sqlite3.Connection, folder: Path, clock: Clock, keep: int | None = None) -> Copy:
    """Copy the book into a folder under the time of day, and leave there the newest `keep` copies of this book.

    Only what this function made, from this very book, is ever removed.
    """
    if keep is not None and keep < 1:
        raise BadUsage(f"at least one copy has to stay, not {keep}.", "--keep 7")
    if not folder.is_dir():
        raise BadFile(f"there is no folder {folder}.", f"mkdir {folder}")
    made = save(conn, store.free_name(folder / f"book-{local(clock.now_ms, clock.tz):%Y%m%d-%H%M%S}.db"))
    if keep is not None:
        for old in _copies(folder, chain.identity(conn))[:-keep]:
            if old != made.path:
                old.unlink(missing_ok=True)
    return made


def restore(source: Path, target: Path, clock: Clock) -> Copy:
    """Make the book what it was when the copy was made; the file as it is stays beside it under another name.

    Raises `NotFound` without the copy, `BadFile` when it is damaged or of another program, `Refused` for the file
    itself, and `Busy` while somebody writes.
    """
    if not source.exists():
        raise NotFound(f"there is no file {source}.", "See your copies: ls")
    if target.exists() and source.samefile(target):
        raise Refused(f"{source} is the file in use itself.", "Name a copy made with: ltc backup")
    copy = store.connect(source)
    try:
        _verify(copy, source)
        head = chain.head(copy)
        kept = store.free_name(
            target.with_name(f"{target.name}.before-restore-{local(clock.now_ms, clock.tz):%Y%m%d-%H%M%S}")
        )
        if not target.exists():
            store.copy(copy, target)
            return Copy(target, *head)
        try:
            _replace(copy, target, kept)
        except store.Damaged:  # nothing that can be read: it steps aside as it is, with the journal that belongs to it
            _step_aside(target, kept)
            store.copy(copy, target)
        return Copy(target, *head, kept)
    finally:
        copy.close()


def _verify(conn: sqlite3.Connection, path: Path) -> None:
    """Raise `BadFile` unless the copy is a whole book."""
    if store.version(conn) == 0:
        raise BadFile(f"{path} is empty.", "Name a copy made with: ltc backup")
    try:
        verdict = conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
        faults = chain.verify(conn) if verdict == "ok" else []
    except sqlite3.DatabaseError as error:
        raise store.explain(error, path) from error
    if verdict != "ok" or faults:
        what = verdict if not faults else f"operation {faults[0].operation}: {faults[0].what}"
        raise BadFile(f"{path} is damaged: {what}.", "Name another copy.")


def _replace(copy: sqlite3.Connection, target: Path, kept: Path) -> None:
    """Write the copy into the file in one transaction of SQLite's own, so that whoever waits for it sees it whole."""
    now = store.connect(target, write=True)
    try:
        store.begin(now, target, exclusive=True)
        store.rollback(now)
        while True:
            before = now.execute("PRAGMA data_version").fetchone()
            store.copy(now, kept)
            if now.execute("PRAGMA data_version").fetchone() == before:
                break
            kept.unlink()  # somebody wrote meanwhile
        store.overwrite(now, copy, target)
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
    finally:
        now.close()


def _step_aside(target: Path, kept: Path) -> None:
    journal = target.with_name(f"{target.name}-journal")
    if journal.exists():
        journal.rename(kept.with_name(f"{kept.name}-journal"))
    target.rename(kept)


def _copies(folder: Path, identity: str) -> list[Path]:
    """The copies of this book that `save_into` made in a folder, oldest first."""
    found = []
    for path in folder.iterdir():
        match = _MADE.fullmatch(path.name)
        if match and path.is_file() and not path.is_symlink() and _identity(path) == identity:
            found.append((match[1], int(match[2] or 1), path))
    return [path for *_, path in sorted(found)]


def _identity(path: Path) -> str | None:
    try:
        conn = store.connect(path)
    except BadFile:
        return None
    try:
        return chain.identity(conn) if store.version(conn) else None
    except sqlite3.DatabaseError:
        return None
    finally:
        conn.close()
