"""Flipped bits: SQLite has no checksums, so the digests must notice what changes a row."""

import random
import sqlite3

from ltc_cli import check, store
from ltc_cli.errors import LtcError
from ltc_cli.schema import JOURNALED


def facts(path):
    """Every row that a report could read; None when it cannot be read at all."""
    try:
        conn = sqlite3.connect(path)
        return [conn.execute(f"SELECT * FROM {table} NOT INDEXED ORDER BY +id").fetchall() for table in JOURNALED]
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    finally:
        conn.close()


def noticed(path):
    try:
        conn = store.connect(path)
    except LtcError:
        return True
    try:
        return bool(check.run(conn, ["integrity", "chain"]))
    finally:
        conn.close()


def test_every_flip_that_changes_a_row_is_noticed(ltc, length):
    for number in range(60):
        ltc("lead", "add", f"Lead {number}", "--company", f"Company {number}", "--amount", f"{number}k")
    ltc("lead", "convert", "L1", "--deal", "Audit")
    whole, before = ltc.path.read_bytes(), facts(ltc.path)
    dice = random.Random(3)
    used = [at for at in range(100, len(whole)) if whole[at]]
    copy = ltc.path.with_name("rotten.db")
    changed = missed = 0
    for _ in range(150 * length):
        at = dice.choice(used)
        copy.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :])
        if facts(copy) != before:
            changed += 1
            missed += not noticed(copy)
    assert changed >= 10 * length
    assert missed == 0
