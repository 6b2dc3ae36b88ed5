"""A row as text: ` column=literal` for each column as the triggers write it, and in batches for the digests.

NULL columns are left out of a whole row, and at the end of a batch, so that a column added later (always NULL in older
rows) does not change the text, and with it the digest, of rows that were there before.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

Value = str | int | bytes | None
BATCH = 500
"""Rows that are written together in a digest: it must never change."""
_PAIR = re.compile(r" (\w+)=(NULL|-?\d+|'(?:[^']|'')*'|X'[0-9A-Fa-f]*')", re.ASCII)


def columns(conn: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table, in order."""
    return [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]


def text_of_row(names: list[str]) -> str:
    """SQL for the text of a whole row."""
    return " || ".join(f"iif({name} IS NULL, '', ' {name}=' || quote({name}))" for name in names)


def text_of_deleted(names: list[str]) -> str:
    """SQL, inside a delete trigger, for the text of the row, with what is NULL."""
    return " || ".join(f"' {name}=' || quote(old.{name})" for name in names)


def text_of_change(names: list[str]) -> str:
    """SQL, inside an update trigger, for the old values of the columns that changed."""
    return " || ".join(f"iif(old.{name} IS new.{name}, '', ' {name}=' || quote(old.{name}))" for name in names)


def parse(text: str) -> dict[str, str]:
    """The literals of a row's text, by column."""
    return dict(_PAIR.findall(text))


def text(batch: Sequence[tuple[Value, ...]]) -> str:
    """Whole rows for a digest, column by column, without the last columns that are NULL in all of them.

    As ASCII, which no version of Python or of Unicode writes differently.
    """
    columns = list(zip(*batch, strict=True))
    while columns and columns[-1].count(None) == len(batch):
        columns.pop()
    return f"\n{columns!a}"


def stored(
    conn: sqlite3.Connection, table: str, names: list[str], first: int, last: int
) -> Iterator[list[tuple[Value, ...]]]:
    """The rows `first` to `last` of a table, in order, a batch at a time."""
    cursor = conn.execute(f"SELECT {', '.join(names)} FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id", (first, last))
    while batch := cursor.fetchmany(BATCH):
        yield batch


def values(literals: Mapping[str, str], names: list[str]) -> tuple[Value, ...]:
    """A row's values from its literals."""
    return tuple(value(literals.get(name, "NULL")) for name in names)


def value(literal: str) -> Value:
    """The value of one literal."""
    if literal == "NULL":
        return None
    if literal.startswith("'"):
        return literal[1:-1].replace("''", "'")
    if literal.startswith("X"):
        return bytes.fromhex(literal[2:-1])
    return int(literal)


def written(literals: Mapping[str, str]) -> str:
    """A text from literals by column: what `parse` reads."""
    return "".join(f" {name}={literal}" for name, literal in literals.items())


def literal(value: str) -> str:
    """A text as a literal."""
    quoted = value.replace("'", "''")
    return f"'{quoted}'"
