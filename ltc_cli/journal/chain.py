"""The digest chain: that the history, and every row it speaks of, is what was written.

    payload_hash = H(salt | payload)        payload: actor, arguments, note, and the rows as the operation left them
    digest       = H(previous digest | header | payload_hash)        header: number, time, verb, what it undoes

H is SHA-256. Row digests are part of the payload: SQLite has no checksums of its own, and of random flipped bits that
change a figure its integrity check finds about one in seven, while with the rows in the digest all of them are found.

`erase` takes words out of operations that are sealed: it blanks their salt and keeps their hash, so that the chain
stays valid, while what is left of them cannot be proved by it any more. So an erase proves it again: its own payload
goes on with every earlier operation without a salt, as it is now, and with all the rows that they touched. It blanks
the salt of the erase before it as well, so that the newest one answers for all.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ltc_cli.journal import rows
from ltc_cli.journal.span import joined

if TYPE_CHECKING:
    import hashlib

Rows = Callable[[str, int, int], Iterator[str]]
"""The lines of the rows of a table from one id to another."""


class Fault(NamedTuple):
    """An operation that does not prove."""

    operation: int
    what: str


def seal(conn: sqlite3.Connection, operation_id: int) -> None:
    """Write the operation's payload hash and digest; everything it changed must be journaled by now."""
    header, payload = _operation(conn, operation_id)
    hashed = _hashed(payload)
    now = partial(_stored, conn)
    for line in _lines(conn, operation_id, now):
        hashed.update(line.encode())
    if operation_id == _newest_erase(conn):
        for line in _again(conn, operation_id, now):
            hashed.update(line.encode())
    payload_hash = hashed.hexdigest()
    previous = conn.execute("SELECT digest FROM operation WHERE id < ? ORDER BY id DESC LIMIT 1", (operation_id,))
    digest = _link((previous.fetchone() or ("",))[0] or "", header, payload_hash)
    conn.execute("UPDATE operation SET payload_hash = ?, digest = ? WHERE id = ?", (payload_hash, digest, operation_id))


def head(conn: sqlite3.Connection) -> tuple[int, str]:
    """The newest operation and its digest: noted elsewhere, it proves later that nothing was cut off the end."""
    return conn.execute("SELECT id, digest FROM operation ORDER BY id DESC LIMIT 1").fetchone() or (0, "")


def identity(conn: sqlite3.Connection) -> str:
    """The digest of the first operation: it tells one book, with all its copies, from another."""
    row = conn.execute("SELECT digest FROM operation WHERE id = 1").fetchone()
    return str(row[0]) if row else ""


def holds(conn: sqlite3.Connection, number: int, digest: str) -> bool:
    """Whether the chain still runs through an operation and digest noted earlier; False when its end was cut off."""
    return conn.execute("SELECT 1 FROM operation WHERE id = ? AND digest = ?", (number, digest)).fetchone() is not None


def verify(conn: sqlite3.Connection) -> list[Fault]:
    """The operations whose link or payload does not prove, oldest first.

    The links are followed forwards; the payloads backwards from the rows as they are now, taking each operation's
    changes back after it is proved, so that each is proved against the rows as it left them.
    """
    faults = []
    previous = ""
    hashes = dict[int, tuple[str | None, bool]]()
    erase = _newest_erase(conn)
    for number, digest, payload_hash, salt in conn.execute(
        "SELECT id, digest, payload_hash, salt FROM operation ORDER BY id"
    ).fetchall():
        if _link(previous, _operation(conn, number)[0], payload_hash or "") != digest:
            faults.append(Fault(number, "its link to the operation before is broken"))
        previous = digest or ""
        hashes[number] = payload_hash, salt is not None or number >= erase
    past = _Past(conn, _spans_again(conn, erase))
    for number, (payload_hash, proves) in reversed(hashes.items()):
        if proves:
            hashed = _hashed(_operation(conn, number)[1])
            for line in _lines(conn, number, past.range):
                hashed.update(line.encode())
            if number == erase:
                for line in _again(conn, number, past.range):
                    hashed.update(line.encode())
                past.watched = ()
            if hashed.hexdigest() != payload_hash:
                faults.append(Fault(number, "what it wrote is not what is there"))
        past.take_back(number)
    return sorted(faults)


def _operation(conn: sqlite3.Connection, number: int) -> tuple[str, bytes]:
    """The header, and the first part of the payload, salt in front."""
    row = conn.execute(
        "SELECT recorded_ms, verb, undoes, actor, arguments, note, salt FROM operation WHERE id = ?", (number,)
    ).fetchone()
    header = json.dumps([number, *row[:3]], ensure_ascii=False)
    return header, ((row[6] or "") + json.dumps(row[3:6], ensure_ascii=False)).encode()


def _link(previous: str, header: str, payload_hash: str) -> str:
    return _hashed(f"{previous}|{header}|{payload_hash}".encode()).hexdigest()


def _hashed(data: bytes) -> "hashlib._Hash":
    import hashlib  # takes longer to load than all of a question that proves nothing

    return hashlib.sha256(data)


def _changes(conn: sqlite3.Connection, number: int) -> list[tuple[str, int, int | None, str, str | None]]:
    return conn.execute(
        "SELECT tbl, row_id, last_id, kind, old FROM change WHERE operation_id = ? ORDER BY id", (number,)
    ).fetchall()


def _stored(conn: sqlite3.Connection, table: str, first: int, last: int) -> Iterator[str]:
    """The lines of rows as they are now."""
    return map(rows.text, rows.stored(conn, table, rows.columns(conn, table), first, last))


def _lines(conn: sqlite3.Connection, number: int, written: Rows) -> Iterator[str]:
    """The payload's lines for an operation: its changes, and the rows as it left them."""
    seen = set()
    for table, first, last, kind, old in _changes(conn, number):
        yield f"\n{kind} {table} {first} {last or first}{old or ''}"
        if kind != "D" and (table, first, last) not in seen:
            seen.add((table, first, last))
            yield from written(table, first, last or first)


# What an erase proves again -------------------------------------------------------------------------------------


def _newest_erase(conn: sqlite3.Connection) -> int:
    """The newest erase, 0 when nothing was ever erased."""
    return int(conn.execute("SELECT max(id) FROM operation WHERE verb = 'erase'").fetchone()[0] or 0)


def _blanked(conn: sqlite3.Connection, erase: int) -> list[int]:
    """The operations whose own hash proves nothing any more."""
    found = conn.execute("SELECT id FROM operation WHERE id < ? AND salt IS NULL ORDER BY id", (erase,))
    return [int(row[0]) for row in found]


def _spans_again(conn: sqlite3.Connection, erase: int) -> list[tuple[str, int, int]]:
    """The rows that blanked operations touched, as spans in order, none twice."""
    touched = (
        (table, first, last or first)
        for number in _blanked(conn, erase)
        for table, first, last, *_ in _changes(conn, number)
    )
    return [(table, *span) for table, spans in joined(touched).items() for span in spans]


def _again(conn: sqlite3.Connection, erase: int, written: Rows) -> Iterator[str]:
    """The lines by which an erase proves what it blanked: the operations as they stand, and all rows they touched."""
    for number in _blanked(conn, erase):
        yield f"\n{_operation(conn, number)[1].decode()}"
        for table, first, last, kind, old in _changes(conn, number):
            yield f"\n{kind} {table} {first} {last or first}{old or ''}"
    for span in _spans_again(conn, erase):
        yield from written(*span)


class _Past:
    """The rows as they were after an operation, for operations visited newest first.

    Rows that were put back into one of the spans `watched` are known to be gone again before that.
    """

    def __init__(self, conn: sqlite3.Connection, watched: Sequence[tuple[str, int, int]]) -> None:
        self._conn = conn
        self.watched = watched
        self._rows: dict[str, dict[int, dict[str, str] | None]] = {}
        self._columns: dict[str, list[str]] = {}

    def take_back(self, number: int) -> None:
        """Step to before the operation."""
        for table, row_id, last, kind, old in reversed(_changes(self._conn, number)):
            changed = self._rows.setdefault(table, {})
            if kind == "D":
                changed[row_id] = rows.parse(old or "")
            elif kind == "U":
                changed[row_id] = self._now(table, row_id) | rows.parse(old or "")
            else:
                for name, low, high in self.watched:
                    if name == table:
                        changed.update(dict.fromkeys(range(max(low, row_id), min(high, last or row_id) + 1)))

    def _now(self, table: str, row_id: int) -> dict[str, str]:
        known = self._rows[table].get(row_id)
        if known is not None or not self._names(table):
            return known or {}
        text = self._conn.execute(
            f"SELECT {rows.text_of_row(self._names(table))} FROM {table} WHERE id = ?", (row_id,)
        ).fetchone()
        return rows.parse(text[0]) if text else {}

    def range(self, table: str, first: int, last: int) -> Iterator[str]:
        """What `_stored` yielded when the operation was made."""
        names = self._names(table)
        if not names:  # a journal that was tampered with may name anything
            return
        changed = self._rows.get(table, {})
        inside = sorted(number for number in changed if first <= number <= last) if changed else []
        stored = rows.stored(self._conn, table, names, first, last)
        if not inside:
            yield from map(rows.text, stored)
            return
        at = names.index("id")
        whole: dict[int, tuple[rows.Value, ...]] = {
            int(row[at] or 0): row for batch in stored for row in batch if row[at] not in changed
        }
        whole |= {
            number: rows.values(literals, names) for number in inside if (literals := changed[number]) is not None
        }
        ordered = [whole[number] for number in sorted(whole)]
        for start in range(0, len(ordered), rows.BATCH):
            yield rows.text(ordered[start : start + rows.BATCH])

    def _names(self, table: str) -> list[str]:
        return self._columns.get(table) or self._columns.setdefault(table, rows.columns(self._conn, table))
