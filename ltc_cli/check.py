"""Everything that must hold in a file, by name: what was written is there, and every rule of the records holds.

A check yields findings and changes nothing.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from ltc_cli.domain.proof import reference
from ltc_cli.domain.proof.invariant import INVARIANTS, PROVED, Finding, broken
from ltc_cli.errors import BadFile, BadUsage, GateFailed, LtcError, nearest
from ltc_cli.journal import chain
from ltc_cli.schema import JOURNALED
from ltc_cli.shape import Column, Listing

Check = Callable[[sqlite3.Connection], Iterable[tuple[str, int | None, str]]]


def names() -> list[str]:
    """The names of all checks, in the order they are run."""
    return [*CHECKS, *INVARIANTS]


def run(conn: sqlite3.Connection, wanted: Sequence[str] = (), *, anchor: str | None = None) -> list[Finding]:
    """Run the checks named, or all; what does not hold. A damaged file is not asked further.

    `anchor` is an operation and its digest as noted earlier, `12:9f…`. Raises `BadUsage` for a name there is not.
    """
    for name in wanted:
        if name not in names():
            close = nearest(name, names())
            raise BadUsage(
                f"there is no check {name!r}.", f"Did you mean {close}?" if close else f"Checks: {', '.join(names())}"
            )
    found: list[Finding] = []
    if anchor is not None:
        number, _, digest = anchor.partition(":")
        if not number.isdecimal() or not digest:
            raise BadUsage(f"{anchor!r} is not OPERATION:DIGEST.", "Write it as a backup printed it: 12:9f2c…")
        if not chain.holds(conn, int(number), digest):
            found.append(Finding("chain", "operation", int(number), "is not there any more with that digest"))
    for name, check in CHECKS.items():
        if not wanted or name in wanted:
            try:
                found += (Finding(name, *each) for each in check(conn))
            except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                found.append(Finding(name, "", None, f"the file cannot be read: {error}"))
            if name == "integrity" and any(each.check == name for each in found):
                return found
    for noun in PROVED:
        found += broken(conn, noun, wanted=wanted)
    return found


def verdict(findings: Sequence[Finding], path: Path) -> LtcError:
    """The error that findings amount to: `BadFile` when the file is not what was written, `GateFailed` for a rule."""
    count = f"{len(findings)} finding{'s' if len(findings) > 1 else ''}"
    if any(finding.check in ("integrity", "chain") for finding in findings):
        return BadFile(f"{path} is damaged: {count}.", "Restore a copy: ltc restore FILE")
    return GateFailed(f"{path} breaks a rule: {count}.", "Take back what did it: ltc log, then ltc undo OP")


def listing(findings: Sequence[Finding]) -> Listing:
    """The findings as an answer."""
    columns = (Column("check"), Column("record", "ref"), Column("what"))
    return Listing(
        "finding", columns, [(each.check, reference.written(each.table, each.row_id), each.what) for each in findings]
    )


# The file -------------------------------------------------------------------------------------------------------


def _integrity(conn: sqlite3.Connection) -> Iterator[tuple[str, int | None, str]]:
    for (line,) in conn.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield "", None, line


def _chain(conn: sqlite3.Connection) -> Iterator[tuple[str, int | None, str]]:
    for fault in chain.verify(conn):
        yield "operation", fault.operation, fault.what
    if conn.execute("SELECT id FROM now_op").fetchone() != (None,):
        yield "now_op", None, "an operation was left open"


def _schema(conn: sqlite3.Connection) -> Iterator[tuple[str, int | None, str]]:
    """Against the tables, indexes, triggers and views that this version would make."""
    from ltc_cli.schema import migrate

    fresh = sqlite3.connect(":memory:", isolation_level=None)
    migrate.make(fresh)
    parts = (
        "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlite%'"
    )
    wanted, there = dict(fresh.execute(parts)), dict(conn.execute(parts))
    fresh.close()
    for name, sql in wanted.items():
        if name not in there:
            yield name, None, "is missing"
        elif there[name] != sql:
            yield name, None, "is not as ltc makes it"
    for name in there:
        if name.startswith("trigger ") and name not in wanted:
            yield name, None, "is not ours"


def _ranges(conn: sqlite3.Connection) -> Iterator[tuple[str, int | None, str]]:
    """That every row came in by an operation, and that no id can be given twice."""
    sequences = dict(conn.execute("SELECT name, seq FROM sqlite_sequence"))
    for table in JOURNALED:
        after = 0
        for first, last in conn.execute(
            "SELECT row_id, coalesce(last_id, row_id) FROM change WHERE tbl = ? AND kind = 'I' ORDER BY row_id",
            (table,),
        ):
            if first > after + 1:
                yield from _strangers(conn, table, after, first)
            after = max(after, last)
        yield from _strangers(conn, table, after, (1 << 63) - 1)
        newest = conn.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0
        if newest > sequences.get(table, 0):
            yield table, newest, "is beyond the counter of its table"


def _strangers(conn: sqlite3.Connection, table: str, after: int, before: int) -> Iterator[tuple[str, int | None, str]]:
    for (number,) in conn.execute(f"SELECT id FROM {table} WHERE id > ? AND id < ?", (after, before)):
        yield table, number, "was not written by ltc"


CHECKS: dict[str, Check] = {
    "integrity": _integrity,
    "chain": _chain,
    "schema": _schema,
    "references": reference.dangling,
    "ranges": _ranges,
}
"""Checks of the whole file."""
