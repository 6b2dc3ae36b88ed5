"""What refers to a record must find it: by foreign keys, and by entity and number, which SQLite does not know of."""

import sqlite3
from collections.abc import Iterator

from ltc_cli.domain.noun import NOUNS, ref
from ltc_cli.domain.proof.breach import Breach

_POINTING = (
    *((table, "entity") for table in ("stage_event", "owner_event", "status_event", "touch", "task")),
    ("import_row", "noun"),
)
"""Tables whose rows are about a record of any noun, and the column that names the noun."""


def dangling(conn: sqlite3.Connection) -> Iterator[Breach]:
    """The rows that refer to what is not there."""
    for table, row_id, parent, _ in conn.execute("PRAGMA foreign_key_check"):
        yield table, row_id, f"refers to a {parent} that is not there"
    for table, naming in _POINTING:
        for (noun,) in conn.execute(f"SELECT DISTINCT {naming} FROM {table} WHERE {naming} IS NOT NULL").fetchall():
            if noun not in NOUNS:
                yield table, None, f"refers to a {noun!r}, which is no noun"
                continue
            for row_id, number in conn.execute(
                f"SELECT id, entity_id FROM {table} "
                f"WHERE {naming} = ? AND NOT EXISTS (SELECT 1 FROM {noun} WHERE {noun}.id = {table}.entity_id)",
                (noun,),
            ):
                yield table, row_id, f"refers to {noun} {number}, which is not there"


def written(table: str, row_id: int | None) -> str:
    """How people write a row: its ref, else its table and number."""
    if row_id is None:
        return table
    known = NOUNS.get(table)
    return ref(table, row_id) if known and known.letter else f"{table} {row_id}"
