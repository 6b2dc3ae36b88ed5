"""Bring a file's schema up to date: under the write lock, after a verified copy, logged as an operation."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from sqlite_utils import Database, Migrations

from ltc_cli import journal, store
from ltc_cli.errors import BadFile
from ltc_cli.money import EXPONENTS
from ltc_cli.schema import APPLICATION_ID, EVENTS, JOURNALED, VERSION

_FOLDER = Path(__file__).parent


def scripts() -> list[Path]:
    """The numbered scripts, in order; their numbers run 001 to VERSION."""
    return sorted(_FOLDER.glob("[0-9][0-9][0-9]_*.sql"))


def run(conn: sqlite3.Connection, path: Path, now_ms: int) -> None:
    """Apply what is missing. Another process may do it first; then there is nothing left to do.

    The connection must be a writing one, outside a transaction. Raises `BadFile` if a reference would break.
    """
    before = store.version(conn)
    if before and before < VERSION:
        store.copy(conn, store.free_name(path.with_name(f"{path.name}.before-{before}-to-{VERSION}")))
    conn.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
    try:
        with store.write_lock(conn, path):
            before = store.version(conn)
            if before < VERSION:
                _apply(conn, before, now_ms)
    finally:
        conn.execute("PRAGMA foreign_keys=ON")


def make(conn: sqlite3.Connection) -> None:
    """Give an empty file every table, inside the transaction under way."""
    _apply(conn, 0, 0)


def _apply(conn: sqlite3.Connection, before: int, now_ms: int) -> None:
    _migrations().apply(Database(conn, execute_plugins=False, strict=True))
    for table in JOURNALED:
        for statement in journal.triggers(conn, table, append_only=table in EVENTS):
            conn.execute(statement)
    for statement in journal.guards():
        conn.execute(statement)
    for statement in _statements(written_out((_FOLDER / "views.sql").read_text(encoding="utf-8"))):
        conn.execute(statement)
    broken = conn.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise BadFile(f"the file holds a broken reference in {broken[0]}, row {broken[1]}.", "See: ltc check")
    conn.execute(f"PRAGMA application_id={APPLICATION_ID:d}")
    conn.execute(f"PRAGMA user_version={VERSION:d}")
    if before:
        journal.record(conn, "migrate", now_ms, arguments=[str(before), str(VERSION)])


def written_out(views: str) -> str:
    """The script of the views with MONEY, INSTANT and QUANTITY written out: views may call no function of ours."""
    places: dict[int, list[str]] = {}
    for code, digits in sorted(EXPONENTS.items()):
        places.setdefault(digits, []).append(code)
    for name, write in (("MONEY", partial(_money, places)), ("INSTANT", _instant), ("QUANTITY", _quantity)):
        while (begin := views.find(f" {name}(", views.find("DROP VIEW"))) >= 0:
            parts, end = _inside(views, begin + len(name) + 2)
            views = f"{views[: begin + 1]}{write(*parts)}{views[end + 1 :]}"
    return views


def _inside(text: str, begin: int) -> tuple[list[str], int]:
    """The parts between an opening bracket and the one that closes it, and where that one is."""
    depth, parts, since = 1, list[str](), begin
    for place in range(begin, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if not depth or (depth == 1 and text[place] == ","):
            parts.append(text[since:place].strip())
            since = place + 1
        if not depth:
            return parts, place
    raise ValueError("a bracket is not closed")


def _money(places: Mapping[int, Sequence[str]], minor: str, currency: str) -> str:
    """SQL for an amount as an exact decimal: two digits after the point, unless the currency has others."""
    cases = [
        f"WHEN {currency} IN ({', '.join(map(repr, codes))}) THEN {_decimal(minor, digits)}"
        for digits, codes in places.items()
        if digits != 2
    ]
    return f"CASE WHEN {minor} IS NULL THEN NULL {' '.join(cases)} ELSE {_decimal(minor, 2)} END"


def _decimal(minor: str, digits: int) -> str:
    if not digits:
        return f"CAST({minor} AS TEXT)"
    unit = 10**digits
    return f"printf('%s%d.%0{digits}d', iif({minor} < 0, '-', ''), abs({minor}) / {unit}, abs({minor}) % {unit})"


def _instant(ms: str) -> str:
    return f"strftime('%Y-%m-%dT%H:%M:%SZ', {ms} / 1000, 'unixepoch')"


def _quantity(millionths: str) -> str:
    return f"{millionths} / 1000000.0"


def _migrations() -> Migrations:
    migrations = Migrations("ltc")
    for script in scripts():

        def step(db: Database, script: Path = script) -> None:
            for statement in _statements(script.read_text(encoding="utf-8")):
                db.conn.execute(statement)

        migrations(name=script.stem)(step)
    return migrations


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one, since `executescript` would commit the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
