"""The connection to the file: what it refuses at open, the settings it is sure of, and how it waits."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from ltc_cli import schema, store
from ltc_cli.domain import start
from ltc_cli.errors import BadFile, BadUsage, Busy, Refused
from ltc_cli.schema import APPLICATION_ID, VERSION


@pytest.fixture
def book(ltc):
    return ltc.path


def test_settings_are_in_force(book):
    conn = store.connect(book, write=True)
    asked = ("foreign_keys", "synchronous", "trusted_schema", "secure_delete", "recursive_triggers", "cell_size_check")
    assert [conn.execute(f"PRAGMA {name}").fetchone()[0] for name in asked] == [1, 3, 0, 1, 1, 1]
    assert conn.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert conn.execute("PRAGMA mmap_size").fetchone()[0] == 0


def test_a_reader_cannot_write(book):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.connect(book).execute("UPDATE lead SET name = 'x'")


def test_a_reader_sees_one_moment(book, ltc):
    """What is written while a report runs is not in it: the writer waits for its reader, or gives up."""
    reader = store.connect(book)
    before = reader.execute("SELECT count(*) FROM lead").fetchone()
    told = ltc("lead", "add", "Ada", env={"LTC_WAIT": "0.1"})
    assert told.code == 9
    assert reader.execute("SELECT count(*) FROM lead").fetchone() == before == (0,)
    reader.close()
    assert ltc("lead", "add", "Ada").code == 0


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_a_new_file_is_its_owners_alone(tmp_path, umask):
    old = os.umask(umask)
    try:
        store.connect(tmp_path / "new.db", write=True, create=True).close()
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new.db").stat().st_mode) == 0o600


def test_the_journal_beside_the_file_is_its_owners_alone(book):
    conn = store.connect(book, write=True)
    store.begin(conn, book)
    conn.execute("UPDATE now_op SET id = 1")
    beside = book.with_name(book.name + "-journal")
    assert stat.S_IMODE(beside.stat().st_mode) == 0o600
    store.rollback(conn)


def test_names_that_sqlite_reads_otherwise_are_files_like_any(tmp_path):
    """`?`, `#` and `%` in a name would cut it short in a URI."""
    path = tmp_path / "a?mode=memory#b%20c.db"
    conn = store.connect(path, write=True, create=True)
    conn.execute("CREATE TABLE t(x)")
    conn.close()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_hard_link_is_read_but_not_written(book, tmp_path):
    os.link(book, tmp_path / "second.db")
    store.connect(book).close()
    with pytest.raises(BadFile, match="second name"):
        store.connect(book, write=True)


def test_a_file_cut_within_its_last_page_is_noticed(book):
    """SQLite itself answers from what is left, with wrong sums and no error."""
    with closing(sqlite3.connect(book)) as conn, conn:
        conn.executemany(
            "INSERT INTO touch(entity, entity_id, at_ms, kind, inbound, body) VALUES ('lead', 1, 0, 'note', 0, ?)",
            [("x" * 1000,)] * 50,
        )
    os.truncate(book, book.stat().st_size - 100)
    with pytest.raises(store.Damaged, match="cut short"):
        store.connect(book)


def test_another_programs_wal_is_put_back(book):
    sqlite3.connect(book).execute("PRAGMA journal_mode=WAL")
    store.connect(book, write=True).close()
    assert store.connect(book).execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def test_a_newer_file_is_left_untouched(book):
    conn = sqlite3.connect(book)
    conn.execute(f"PRAGMA user_version={VERSION + 1}")
    conn.close()
    before = book.read_bytes()
    with pytest.raises(BadFile, match="newer ltc"):
        store.connect(book, write=True)
    assert book.read_bytes() == before


@pytest.mark.parametrize(("owner", "number"), [(0, 0), (0, 7), (1, 0), (APPLICATION_ID + 1, 1)])
def test_another_programs_file_is_refused(tmp_path, owner, number):
    conn = sqlite3.connect(tmp_path / "other.db")
    conn.execute("CREATE TABLE t(x)")
    conn.execute(f"PRAGMA application_id={owner}")
    conn.execute(f"PRAGMA user_version={number}")
    conn.close()
    with pytest.raises(BadFile, match="another program"):
        store.connect(tmp_path / "other.db", write=True)


def test_waiting_ends_as_busy_and_changes_nothing(book, monkeypatch):
    monkeypatch.setenv("LTC_WAIT", "0.2")
    holder = sqlite3.connect(book, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    conn = store.connect(book, write=True)
    began = time.monotonic()
    with pytest.raises(Busy):
        store.begin(conn, book)
    assert 0.2 <= time.monotonic() - began < 1.2
    assert not conn.in_transaction


def test_opening_waits_for_a_commit_under_way_too(book, monkeypatch):
    monkeypatch.setenv("LTC_WAIT", "0.1")
    holder = sqlite3.connect(book, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Busy):
        store.connect(book)


def test_a_wait_that_is_no_number_is_a_usage_error(book, monkeypatch):
    monkeypatch.setenv("LTC_WAIT", "long")
    holder = sqlite3.connect(book, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(BadUsage, match="LTC_WAIT"):
        store.begin(store.connect(book, write=True), book)


def test_ctrl_c_is_served_while_waiting(book):
    """SQLite's own waiting would let Ctrl-C wait as long."""
    holder = sqlite3.connect(book, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    child = subprocess.Popen(
        [sys.executable, "-m", "ltc_cli", "lead", "add", "Ada", "--db", str(book)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    time.sleep(1.5)
    assert child.poll() is None
    sent = time.monotonic()
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=5)
    assert time.monotonic() - sent <= 0.5
    assert (child.returncode, out, err) == (130, "", "interrupted; nothing was changed.\n")


def test_a_copy_is_private_and_never_overwrites(book, tmp_path):
    conn = store.connect(book)
    old = os.umask(0)
    try:
        store.copy(conn, tmp_path / "copy.db")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    before = (tmp_path / "copy.db").read_bytes()
    with pytest.raises(Refused, match="there already"):
        store.copy(conn, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_bytes() == before


def test_free_names_count_up(tmp_path):
    assert store.free_name(tmp_path / "a.db") == tmp_path / "a.db"
    (tmp_path / "a.db").touch()
    (tmp_path / "a-2.db").touch()
    assert store.free_name(tmp_path / "a.db") == tmp_path / "a-3.db"


HOLD_A_HOT_JOURNAL = """
import os, sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("PRAGMA cache_size=1")
conn.execute("BEGIN IMMEDIATE")
conn.execute("UPDATE now_op SET id = 1")
conn.execute("UPDATE lead SET company = hex(zeroblob(2000))")
print("ready", flush=True)
os.kill(os.getpid(), 9)
"""


def test_a_report_after_a_crash_sees_the_state_before_it(ltc):
    """The journal that a killed writer left is rolled back by whoever reads first; pages it had spilled are undone."""
    for number in range(30):
        ltc("lead", "add", f"Lead {number}")
    before = ltc.json("lead", "list")
    subprocess.run([sys.executable, "-c", HOLD_A_HOT_JOURNAL, str(ltc.path)], capture_output=True, check=False)
    beside = Path(f"{ltc.path}-journal")
    assert beside.exists()
    assert ltc.json("lead", "list") == before
    assert ltc("check").code == 0


def test_a_look_outside_a_transaction_waits_for_a_commit(tmp_path):
    """What a writing command reads before it begins is not refused because somebody is just committing."""
    path = tmp_path / "book.db"
    start.create(path, currency="EUR", timezone="UTC").close()
    conn = store.connect(path, write=True)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    threading.Timer(0.3, lambda: other.execute("ROLLBACK")).start()
    began = time.monotonic()
    assert store.version(conn) == schema.VERSION
    assert time.monotonic() - began > 0.2
    conn.close()
