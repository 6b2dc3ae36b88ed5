"""Copies: whole, private, never overwriting; and what bringing one back leaves as it was."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from ltc_cli import store
from ltc_cli.journal import chain


@pytest.fixture
def told(ltc):
    for name in ("Ada", "Grace", "Alan"):
        ltc("lead", "add", name)
    return ltc


def dump(path):
    conn = sqlite3.connect(path)
    try:
        return list(conn.iterdump())
    finally:
        conn.close()


def test_a_copy_holds_the_same_and_says_where_it_ends(told, tmp_path):
    answer = told.json("backup", str(tmp_path / "copy.db"))
    conn = store.connect(told.path)
    assert (answer["operations"], answer["digest"]) == chain.head(conn)
    conn.close()
    assert answer["file"] == str(tmp_path / "copy.db")
    assert dump(tmp_path / "copy.db") == dump(told.path)
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_nothing_is_overwritten(told, tmp_path):
    (tmp_path / "precious.txt").write_text("mine")
    assert told("backup", str(tmp_path / "precious.txt")).code == 4
    assert (tmp_path / "precious.txt").read_text() == "mine"
    assert told("backup", str(told.path)).code == 4


def test_a_folder_keeps_the_newest_of_this_book_and_all_that_is_not_ours(told, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "book-20200101-000000.db").write_text("somebody else's")
    (folder / "notes.txt").write_text("mine")
    other = tmp_path / "other.db"
    told("init", "--db", str(other))
    told("backup", "-o", str(folder), "--db", str(other), "--today", "2020-01-02")
    theirs = {path.name for path in folder.iterdir()}
    for day in ("2026-03-01", "2026-03-02", "2026-03-03", "2026-03-03"):
        assert told("backup", "-o", str(folder), "--keep", "2", "--today", day).code == 0
    ours = sorted({path.name for path in folder.iterdir()} - theirs)
    assert ours == ["book-20260303-120000-2.db", "book-20260303-120000.db"]
    assert theirs == {"book-20200101-000000.db", "notes.txt", "book-20200102-120000.db"}


def test_a_folder_that_is_not_there(told, tmp_path):
    assert told("backup", "-o", str(tmp_path / "nowhere")).code == 7
    assert told("backup", str(tmp_path / "nowhere" / "copy.db")).code == 7


def test_restoring_goes_back_and_keeps_what_was(told, tmp_path):
    told("backup", str(tmp_path / "copy.db"))
    then = dump(told.path)
    told("lead", "add", "Edith")
    now = dump(told.path)
    answer = told.json("restore", str(tmp_path / "copy.db"))
    assert dump(told.path) == then
    assert dump(answer["kept"]) == now
    assert told("check").code == 0
    assert told("restore", answer["kept"]).code == 0
    assert dump(told.path) == now


def test_restoring_where_there_is_no_file(told, tmp_path):
    told("backup", str(tmp_path / "copy.db"))
    fresh = tmp_path / "fresh.db"
    assert told("restore", str(tmp_path / "copy.db"), "--db", str(fresh)).code == 0
    assert dump(fresh) == dump(told.path)
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o600


def test_restoring_over_a_damaged_file(told, tmp_path):
    told("backup", str(tmp_path / "copy.db"))
    then = dump(told.path)
    os.truncate(told.path, 5000)
    broken = told.path.read_bytes()
    answer = told.json("restore", str(tmp_path / "copy.db"))
    assert dump(told.path) == then
    assert Path(answer["kept"]).read_bytes() == broken


def test_what_cannot_be_restored(told, tmp_path):
    before = dump(told.path)
    (tmp_path / "text.db").write_text("not a database, and long enough to be told apart from an empty file" * 20)
    (tmp_path / "empty.db").touch()
    sqlite3.connect(tmp_path / "foreign.db").execute("CREATE TABLE t(x)")
    told("backup", str(tmp_path / "altered.db"))
    conn = sqlite3.connect(tmp_path / "altered.db", isolation_level=None)
    conn.execute("DROP TRIGGER lead_updated")
    conn.execute("UPDATE lead SET name = 'Eve' WHERE id = 1")
    conn.close()
    codes = {"missing.db": 3, "text.db": 7, "empty.db": 7, "foreign.db": 7, "altered.db": 7, told.path.name: 4}
    assert {name: told("restore", str(tmp_path / name)).code for name in codes} == codes
    assert dump(told.path) == before
    assert [path.name for path in tmp_path.iterdir() if "before-restore" in path.name] == []


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN; SELECT * FROM lead"])
def test_nobody_is_restored_away_under(told, tmp_path, monkeypatch, lock):
    told("backup", str(tmp_path / "copy.db"))
    told("lead", "add", "Edith")
    before = dump(told.path)
    holder = sqlite3.connect(told.path, isolation_level=None)
    for statement in lock.split("; "):
        holder.execute(statement).fetchall()
    monkeypatch.setenv("LTC_WAIT", "0.1")
    assert told("restore", str(tmp_path / "copy.db")).code == 9
    holder.close()
    assert dump(told.path) == before
