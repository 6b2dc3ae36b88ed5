"""Everything back in, into a file that holds nothing yet: one operation, proved before it is committed."""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple

from ltc_cli import check
from ltc_cli.book import Book, Step
from ltc_cli.domain.proof.invariant import PROVED, broken
from ltc_cli.errors import BadFile, BadRows, Refused
from ltc_cli.export import codec
from ltc_cli.export.codec import Column, Value
from ltc_cli.export.source import Source
from ltc_cli.export.whole import line_of
from ltc_cli.journal.record import add_range
from ltc_cli.process import from_json
from ltc_cli.schema import JOURNALED
from ltc_cli.shape import Column as Shown
from ltc_cli.shape import Record

_BROUGHT = ("process", "channel", "channel_alias")
"""What a new file begins with: it gives way."""
_KEYS = {"channel": "name_key", "channel_alias": "alias_key"}
"""What is told apart by a key, which must not be in the way of those that come."""
_NAMED = 5


class _Columns(NamedTuple):
    """The columns of a table as they stand in its file."""

    read: tuple[Column, ...]
    stored: tuple[str, ...]
    """Those that the table itself has: the first ones, in the same order."""


def restore(book: Book, source: Source) -> Record:
    """Bring everything into an empty file; what was brought.

    Raises `Refused` when the file holds records, `BadRows` (with file:line:column) for what cannot be, or breaks a rule
    of the records; then nothing is written.
    """
    for table in source.manifest.tables:
        source.prove(table)
    _refuse_records(book)
    counts: dict[str, int] = {}
    with book.operation("import all") as step:
        book.conn.execute("PRAGMA defer_foreign_keys=ON")
        with _unguarded(book.conn):
            for table in JOURNALED:
                if table in source.manifest.tables:
                    counts[table] = _fill(book, step, source, table)
        _prove(book, source)
        book.forget()
    columns = (Shown("file"), Shown("tables", "count"), Shown("rows", "count"), Shown("operation", "count"))
    return Record("import", columns, (source.name, len(counts), sum(counts.values()), book.written))


def _refuse_records(book: Book) -> None:
    for table in JOURNALED:
        if table not in _BROUGHT and book.conn.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None:
            raise Refused(
                f"{book.place} holds records already ({table}); everything is brought into an empty file.",
                "Name a new one: ltc import all … --db new.db",
            )


@contextmanager
def _unguarded(conn: sqlite3.Connection) -> Iterator[None]:
    """Without the triggers that watch each new row in the order of business; what they watch is proved as a whole."""
    triggers = conn.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' "
        "AND (sql LIKE '% BEFORE INSERT ON %' OR sql LIKE '% AFTER INSERT ON %')"
    ).fetchall()
    for name, _ in triggers:
        conn.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in triggers:
        conn.execute(sql)


def _fill(book: Book, step: Step, source: Source, table: str) -> int:
    """Write the rows of a table; how many."""
    told = source.manifest.tables[table]
    columns = _columns(book, source, table)
    before = step.operation.sequences.get(table, 0)
    there = {int(row[0]) for row in book.conn.execute(f"SELECT id FROM {table}")}
    if table in _KEYS and there:
        book.conn.execute(f"UPDATE {table} SET {_KEYS[table]} = char(0) || id")
    hashed = hashlib.sha256()
    count, below = 0, False
    numbers: set[int] = set()
    left = source.rows(table, columns.read)
    while batch := list(islice(left, codec.BATCH)):
        rows = _values(source.file(table), columns.read, batch)
        for row in rows if source.manifest.layout == "xlsx" else ():
            hashed.update(line_of(row))
        kept = [row[: len(columns.stored)] for row in rows]
        if table in _BROUGHT:
            numbers |= {int(row[0] or 0) for row in kept}
        below |= before > 0 and any(int(row[0] or 0) <= before for row in kept)
        _insert(book.conn, source.file(table), table, columns.stored, [line for line, _ in batch], kept, there)
        count += len(kept)
    if count != told.rows or (source.manifest.layout == "xlsx" and hashed.hexdigest() != told.digest):
        raise BadRows(
            f"{source.file(table)} has {count} rows that are not the {told.rows} of the manifest.",
            "Write it anew: ltc export -o DIR",
        )
    if table in _BROUGHT:
        book.conn.executemany(f"DELETE FROM {table} WHERE id = ?", [(number,) for number in there - numbers])
        for number in sorted(each for each in numbers - there if each <= before):
            add_range(book.conn, step.operation.id, table, number, number)
    elif below:
        add_range(book.conn, step.operation.id, table, 1, before)
    _go_on_from(book.conn, table, told.sequence)
    return count


def _columns(book: Book, source: Source, table: str) -> _Columns:
    """The columns of a file as the manifest names them; raises `BadRows` for one that the table does not have."""
    names = source.manifest.tables[table].columns
    known = {column.name: column for column in codec.shape(book.conn, table).columns}
    stored = set(codec.shape(book.conn, table).stored)
    odd = next((name for name in names if name not in known), None)
    if odd is not None or len(set(names)) != len(names) or names[:1] != ("id",):
        raise BadRows(f"{source.file(table)}: the table has no column {odd or 'twice, and id comes first'}.")
    read = tuple(known[name] for name in names)
    missing = next((column.currency for column in read if column.currency and column.currency not in names), None)
    if missing is not None:
        raise BadRows(f"{source.file(table)}: the column {missing} is missing, which amounts are read by.")
    own = tuple(name for name in names if name in stored)
    if names[: len(own)] != own:
        raise BadRows(f"{source.file(table)}: its columns are not in their order.")
    return _Columns(read, own)


def _values(
    file: str, columns: Sequence[Column], batch: Sequence[tuple[int, list[str | None]]]
) -> list[tuple[Value, ...]]:
    """The values of a batch; raises `BadRows` naming the cell."""
    width = len(columns)
    for line, cells in batch:
        if len(cells) != width:
            raise BadRows(f"{file}:{line}:1: the row has {len(cells)} cells, the headings {width}.")
    found = list(zip(*(cells for _, cells in batch), strict=True))
    places = {column.name: place for place, column in enumerate(columns)}
    read: list[Sequence[Value]] = []
    for column, texts in zip(columns, found, strict=True):
        if column.kind in ("text", "date"):
            read.append(texts)
            continue
        currencies = found[places[column.currency]] if column.currency else (None,) * len(texts)
        values: list[Value] = []
        for place, (text, currency) in enumerate(zip(texts, currencies, strict=True)):
            try:
                values.append(None if text is None else codec.value(column, text, currency))
            except BadRows as bad:
                raise BadRows(f"{file}:{batch[place][0]}:{column.name}: {bad.message}.") from None
        read.append(values)
    return list(zip(*read, strict=True))


def _insert(
    conn: sqlite3.Connection, file: str, table: str, names: Sequence[str], lines: Sequence[int],
    rows: Sequence[Sequence[Value]], there: set[int],
) -> None:  # fmt: skip
    """Write rows; those that are there already become what is brought. Raises `BadRows` naming the line."""
    insert = f"INSERT INTO {table}({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    update = f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?"
    conn.execute("SAVEPOINT batch")
    try:
        if there:
            raise sqlite3.IntegrityError
        conn.executemany(insert, rows)
    except sqlite3.IntegrityError:  # one by one, to know which
        conn.execute("ROLLBACK TO batch")
        for line, row in zip(lines, rows, strict=True):
            try:
                conn.execute(update, (*row, row[0])) if row[0] in there else conn.execute(insert, row)
            except sqlite3.IntegrityError as error:
                raise BadRows(f"{file}:{line}:1: {error}.") from None
    conn.execute("RELEASE batch")


def _go_on_from(conn: sqlite3.Connection, table: str, sequence: int) -> None:
    """Never give a number again that was given before."""
    row = conn.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    if row is None and sequence:
        conn.execute("INSERT INTO sqlite_sequence(name, seq) VALUES (?, ?)", (table, sequence))
    elif row is not None and sequence > row[0]:
        conn.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (sequence, table))


def _prove(book: Book, source: Source) -> None:
    """Raise `BadRows` for what no file that ltc wrote can hold."""
    conn = book.conn
    for number, body in conn.execute("SELECT id, body FROM process ORDER BY id").fetchall():
        try:
            from_json(body)
        except BadFile as error:
            raise BadRows(f"{source.file('process')}: version {number} cannot be read: {error.message}") from None
    if conn.execute("SELECT 1 FROM process").fetchone() is None:
        raise BadRows(f"{source.file('process')} holds no process.")
    found = [f"{source.file(table)}: row {number} {what}" for table, number, what in check.CHECKS["references"](conn)]
    for noun in PROVED if not found else ():
        found += [f"{source.file(each.table)}: row {each.row_id} {each.what}" for each in broken(conn, noun)]
    if found:
        more = f"\n… and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        raise BadRows("\n".join([f"{source.name} breaks a rule.", *found[:_NAMED]]) + more, None, found)
