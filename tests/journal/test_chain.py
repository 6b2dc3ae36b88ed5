"""The digest chain: whatever is altered, cut out or cut off is noticed."""

import sqlite3

import pytest

from ltc_cli import store
from ltc_cli.journal import chain


@pytest.fixture
def told(ltc):
    """A book with some history, undone parts in it too."""
    for words in (
        ("lead", "add", "Ada", "--company", "Analytical", "--amount", "9k"),
        ("lead", "add", "Grace", "--email", "grace@example.com"),
        ("lead", "convert", "L1", "--deal", "Audit"),
        ("deal", "advance", "D1"),
        ("deal", "edit", "D1", "amount=7k"),
        ("undo",),
        ("undo", "7"),
        ("note", "L2", "call back", "--kind", "call"),
    ):
        assert ltc(*words).code == 0
    return ltc


def unguarded(path):
    """A connection without the triggers that keep the history: someone with an editor, or a failing disk."""
    conn = sqlite3.connect(path, isolation_level=None)
    for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        conn.execute(f"DROP TRIGGER {name}")
    return conn


def faults(path):
    conn = store.connect(path)
    try:
        return chain.verify(conn)
    finally:
        conn.close()


def test_an_honest_history_proves(told):
    assert faults(told.path) == []


def test_every_single_alteration_is_noticed(told):
    """Each value of the newest row of each table, changed alone; the order of the newest change says nothing."""
    from ltc_cli.schema import JOURNALED

    conn = unguarded(told.path)
    altered = 0
    for table in (*JOURNALED, "operation", "change"):
        columns = conn.execute(f"PRAGMA table_info({table})").fetchall()
        cells = [(row[0], *each[1:3]) for row in conn.execute(f"SELECT max(id) FROM {table}") for each in columns]
        for number, name, kind in cells:
            new = f"{name} || 'x'" if kind == "TEXT" else f"{name} + 1000"
            conn.execute("BEGIN")
            try:
                conn.execute(f"UPDATE {table} SET {name} = {new} WHERE id = ? AND {name} NOT NULL", (number,))
            except sqlite3.IntegrityError:
                pass
            else:
                if conn.execute("SELECT changes()").fetchone()[0] and (table, name) != ("change", "id"):
                    altered += 1
                    assert chain.verify(conn), f"{table}.{name} of row {number}"
            conn.execute("ROLLBACK")
    assert altered > 60


@pytest.mark.parametrize("table", ["lead", "deal", "stage_event", "deal_value", "touch", "operation", "change"])
def test_a_row_cut_out_is_noticed(told, table):
    conn = unguarded(told.path)
    first = conn.execute(f"SELECT min(id) FROM {table}").fetchone()[0]
    conn.execute(f"DELETE FROM {table} WHERE id = ?", (first,))
    assert chain.verify(conn)


def test_a_payload_blanked_without_an_erase_is_noticed(told):
    conn = unguarded(told.path)
    conn.execute("UPDATE operation SET salt = NULL, arguments = NULL, actor = NULL, note = NULL WHERE id = 3")
    assert [fault.operation for fault in chain.verify(conn)] == [3]


def test_an_end_cut_off_shows_against_an_anchor_only(told):
    """Nothing in a file can tell that its newest operations are gone; a digest noted elsewhere can."""
    conn = store.connect(told.path)
    number, digest = chain.head(conn)
    conn.close()
    anchor = f"{number}:{digest}"
    assert told("check", "chain", "--anchor", anchor).code == 0
    conn = unguarded(told.path)
    conn.execute("DELETE FROM touch")
    conn.execute("DELETE FROM change WHERE operation_id = ?", (number,))
    conn.execute("DELETE FROM operation WHERE id = ?", (number,))
    assert chain.verify(conn) == [] or all(fault.operation != number for fault in chain.verify(conn))
    conn.close()
    assert told("check", "chain", "--anchor", anchor).code == 7
