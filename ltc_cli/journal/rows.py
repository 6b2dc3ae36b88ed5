"""A row as text: ` column=literal` for each column, as the triggers write it and the digests read it.

NULL columns are left out of a whole row, so that a column added later (always NULL in older rows) does not change
the text, and with it the digest, of a row that was there before.
"""

import re
import sqlite3
from collections.abc import Mapping

_PAIR = re.compile(r" (\w+)=(NULL|-?\d+|'(?:[^']|'')*'|X'[0-9A-Fa-f]*')", re.ASCII)


def columns(conn: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table, in order."""
    return [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]


def text_of_row(names: list[str], prefix: str = "") -> str:
    """SQL for the text of a whole row; `prefix` is "old." in a trigger."""
    return " || ".join(f"iif({prefix}{name} IS NULL, '', ' {name}=' || quote({prefix}{name}))" for name in names)


def text_of_change(names: list[str]) -> str:
    """SQL, inside an update trigger, for the old values of the columns that changed."""
    return " || ".join(f"iif(old.{name} IS new.{name}, '', ' {name}=' || quote(old.{name}))" for name in names)


def parse(text: str) -> dict[str, str]:
    """The literals of a row's text, by column."""
    return dict(_PAIR.findall(text))


def join(literals: Mapping[str, str], names: list[str]) -> str:
    """The text of a row from its literals: the inverse of `parse` for a whole row."""
    return "".join(f" {name}={literals[name]}" for name in names if literals.get(name, "NULL") != "NULL")


def value(literal: str) -> str | int | bytes | None:
    """The value of one literal."""
    if literal == "NULL":
        return None
    if literal.startswith("'"):
        return literal[1:-1].replace("''", "'")
    if literal.startswith("X"):
        return bytes.fromhex(literal[2:-1])
    return int(literal)
