"""A small business whose data is in order, and a way to put it out of order behind the back of every guard."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

STORY = (
    ("lead", "add", "Grace", "--company", "Hopper", "--email", "grace@hopper.example", "--phone", "+49 30 123456",
     "--channel", "referral", "--on", "2026-01-05"),
    ("note", "L1", "wants an audit", "--kind", "call", "--on", "2026-01-06"),
    ("lead", "convert", "L1", "--deal", "Audit", "--amount", "9k", "--on", "2026-01-10"),
    ("deal", "win", "D1", "--on", "2026-02-02"),
    ("lead", "add", "Alan", "--email", "alan@example.com", "--channel", "web", "--on", "2026-02-02"),
    ("task", "add", "call Alan", "--due", "2026-04-02", "--on-record", "L2"),
    ("deal", "add", "Review", "--account", "A1", "--amount", "7k", "--expected-close", "2026-05-12",
     "--on", "2026-02-05"),
    ("deal", "add", "Training", "--account", "A1", "--amount", "8k", "--on", "2026-02-06"),
    ("deal", "lose", "D3", "--reason", "price", "--on", "2026-02-20"),
    ("product", "add", "Workshop", "--price", "1000"),
    ("order", "create", "--account", "A1", "--line", "Workshop=3", "--on", "2026-02-10"),
    ("order", "confirm", "O1", "--on", "2026-02-10"),
    ("order", "deliver", "O1", "--line", "Workshop=2", "--on", "2026-02-20"),
    ("invoice", "create", "--order", "O1", "--issue", "--on", "2026-02-21"),
    ("payment", "record", "I1", "--amount", "500", "--on", "2026-03-02"),
)  # fmt: skip
"""A lead won, one that waits, an open deal and a lost one, an order billed and paid in part."""


@pytest.fixture
def business(ltc, tmp_path_factory):
    """`ltc` with the business in order; it is made once and copied."""
    made: Path = tmp_path_factory.getbasetemp() / "in_order.db"
    if not made.exists():
        for words in STORY:
            told = ltc(*words)
            assert told.code == 0, (words, told.err)
        shutil.copy(ltc.path, made)
    else:
        shutil.copy(made, ltc.path)
    return ltc


@pytest.fixture
def spoil(business) -> Callable[..., None]:
    """Change the file behind the back of every guard."""

    def spoiled(*statements: str) -> None:
        conn = sqlite3.connect(business.path, isolation_level=None)
        conn.execute("PRAGMA ignore_check_constraints=ON")
        triggers = conn.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            conn.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            conn.execute(statement)
        for _, sql in triggers:
            conn.execute(sql)
        conn.close()

    return spoiled
