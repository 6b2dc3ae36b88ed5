"""Taking words out of the history for good, inside an erase: from old values, arguments and notes.

An operation whose words or rows are not what it sealed loses its salt; the erase proves it again (see `chain`).
"""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Mapping


def touching(conn: sqlite3.Connection, keys: Iterable[tuple[str, int]]) -> set[int]:
    """The operations that made, changed or removed one of these rows, each a table and an id."""
    found = set[int]()
    by_table: dict[str, list[int]] = {}
    for table, number in sorted(keys):
        by_table.setdefault(table, []).append(number)
        found |= {
            int(row[0])
            for row in conn.execute("SELECT operation_id FROM change WHERE tbl = ? AND row_id = ?", (table, number))
        }
    for table, numbers in by_table.items():
        for operation, first, last in conn.execute(
            "SELECT operation_id, row_id, last_id FROM change WHERE tbl = ? AND last_id > row_id", (table,)
        ):
            at = bisect_left(numbers, first)
            if at < len(numbers) and numbers[at] <= last:
                found.add(operation)
    return found


def rows_of(conn: sqlite3.Connection, changes: Iterable[int]) -> set[tuple[str, int]]:
    """The rows, each a table and an id, of which these changes, by id, keep the old values."""
    statement = "SELECT tbl, row_id FROM change WHERE id = ?"
    return {(table, row) for number in changes for table, row in conn.execute(statement, (number,))}


def old_values(conn: sqlite3.Connection, olds: Mapping[int, str]) -> None:
    """Give changes, by id, other old values."""
    conn.executemany("UPDATE change SET old = ? WHERE id = ?", [(old, number) for number, old in olds.items()])


def words(conn: sqlite3.Connection, spoken: Mapping[int, tuple[str | None, str | None]]) -> None:
    """Give operations other arguments and another note."""
    conn.executemany(
        "UPDATE operation SET arguments = ?, note = ? WHERE id = ?",
        [(arguments, note, number) for number, (arguments, note) in spoken.items()],
    )


def mark(conn: sqlite3.Connection, erase: int, table: str, number: int) -> None:
    """Write down that a row was erased, also when only its history held anything."""
    conn.execute(
        "INSERT INTO change(operation_id, tbl, row_id, kind, old) SELECT ?1, ?2, ?3, 'U', '' WHERE NOT EXISTS "
        "(SELECT 1 FROM change WHERE operation_id = ?1 AND tbl = ?2 AND row_id = ?3)",
        (erase, table, number),
    )


def unseal(conn: sqlite3.Connection, erase: int, numbers: Iterable[int]) -> None:
    """Blank the salt of the operations that an erase took something out of, and of the erase before it.

    The old values of the erase itself, which say what it erased, go as well.
    """
    conn.executemany("UPDATE operation SET salt = NULL WHERE id = ?", [(number,) for number in numbers])
    conn.execute("UPDATE operation SET salt = NULL WHERE verb = 'erase' AND id < ?", (erase,))
    conn.execute("UPDATE change SET old = '' WHERE operation_id = ?", (erase,))
