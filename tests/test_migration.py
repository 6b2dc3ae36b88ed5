"""Files of older releases are brought up to date when they are opened: copied first, all of it or nothing, by one."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ltc_cli import check, schema
from ltc_cli.book import Book
from ltc_cli.errors import LtcError
from ltc_cli.schema import migrate

RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql"))
"""One file for each schema that was released, as its own code made it."""


def released(path, number):
    """Make the file that a release left behind."""
    conn = sqlite3.connect(path, isolation_level=None)
    conn.executescript(RELEASED[number - 1].read_text("utf-8"))
    conn.close()
    path.chmod(0o600)


@pytest.fixture
def old(bare):
    """`ltc` over a file of the first release, not opened yet."""
    released(bare.path, 1)
    return bare


def version(path):
    conn = sqlite3.connect(path)
    try:
        return conn.execute("PRAGMA user_version").fetchone()[0]
    finally:
        conn.close()


def facts(path):
    """Every row of every table that the first schema has, by the columns that it has."""
    first = sqlite3.connect(":memory:")
    first.executescript(RELEASED[0].read_text("utf-8"))
    names = [row[0] for row in first.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
    columns = {name: [row[1] for row in first.execute(f"PRAGMA table_info({name})")] for name in names}
    first.close()
    conn = sqlite3.connect(path)
    try:
        return {
            name: conn.execute(f"SELECT {', '.join(columns[name])} FROM {name} ORDER BY 1").fetchall()
            for name in names
            if name not in ("_sqlite_migrations", "sqlite_sequence")
        }
    finally:
        conn.close()


def test_every_released_schema_has_a_file():
    """The newest one is that of the code, so each one before it was released."""
    assert [int(path.stem) for path in RELEASED] == list(range(1, schema.VERSION))


@pytest.mark.parametrize("number", range(1, schema.VERSION))
def test_a_released_file_proves_once_it_is_up_to_date(bare, number):
    released(bare.path, number)
    assert bare("check") == (0, "", "")
    assert version(bare.path) == schema.VERSION


def test_the_old_file_stays_beside_it(old):
    """Whole, verified, and readable by its owner only."""
    before = old.dump()
    assert old("lead", "list").code == 0
    (copy,) = old.path.parent.glob("book.db.*")
    assert copy.name == f"book.db.before-1-to-{schema.VERSION}"
    assert (version(copy), version(old.path)) == (1, schema.VERSION)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    conn = sqlite3.connect(copy)
    assert list(conn.iterdump()) == before
    assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    conn.close()


def test_no_copy_is_written_over(old):
    kept = old.path.with_name(f"book.db.before-1-to-{schema.VERSION}")
    kept.write_text("mine", "utf-8")
    assert old("lead", "list").code == 0
    assert kept.read_text("utf-8") == "mine"
    assert [version(path) for path in old.path.parent.glob("book.db*before*") if path != kept] == [1]


def test_every_row_is_as_it_was(old):
    """What is new is one operation, which says from which version to which, and the digests before it hold."""
    before = facts(old.path)
    assert old("lead", "list").code == 0
    after = facts(old.path)
    operation = after["operation"].pop()
    assert after == before | {"now_op": after["now_op"]}
    assert operation[2] == "migrate"
    assert operation[5] == f'["1", "{schema.VERSION}"]'
    conn = sqlite3.connect(old.path)
    assert check.run(conn, ["chain"]) == []
    conn.close()


def test_tampering_before_it_is_still_found(old):
    """The digests of old rows are those of their old columns: one changed behind our back shows as before."""
    conn = sqlite3.connect(old.path, isolation_level=None)
    conn.execute("DROP TRIGGER account_updated")
    conn.execute("UPDATE account SET country = 'FR' WHERE id = 1")
    conn.close()
    told = old("check", "chain")
    assert (told.code, "what it wrote is not what is there" in told.out) == (7, True)


def test_operations_of_the_old_file_are_undone_and_done_again(old):
    """Operation 13 set D1 to 8,500; 17 gave A1 its country, and the account has columns now that it had not then."""
    assert old("undo", "17").code == 0
    assert old.rows("SELECT country, address, tax_id FROM account WHERE id = 1") == [(None, None, None)]
    assert old("account", "edit", "A1", "country=AT").code == 0
    assert old("undo").code == 0
    assert old("undo", "25").code == 0  # the undo of 17: a redo
    assert old.rows("SELECT country, address FROM account WHERE id = 1") == [("DE", "12 Example Street, London")]
    assert old("undo", "13").code == 4  # the win came after it
    assert old("undo", "21").code == 0  # a contact that was added goes
    assert old("undo", "16").code == 4  # and a deal that was lost since stays
    assert old("check") == (0, "", "")


def test_going_over_to_the_new_version_is_not_undone(old):
    told = old("undo", "24")
    assert (told.code, "migrate" in told.err) == (4, True)
    assert old.json("undo")["undoes"] == 23


def test_what_was_known_then_is_known_still(old):
    """On 21 January one deal stood at 8,500 in the proposal, and Grace was a new lead, not converted."""
    (deal,) = old.json("deal", "list", "--known-at", "2026-01-21")
    assert (deal["ref"], deal["stage"], deal["amount"]) == ("D1", "proposal", "8500.00")
    assert [lead["status"] for lead in old.json("lead", "list", "--known-at", "2026-01-13", "--sort", "id")] == [
        "qualified", "new", "new",
    ]  # fmt: skip
    assert [deal["status"] for deal in old.json("deal", "list", "--sort", "id")] == ["won", "lost"]


def killed(path, at):
    """Open the file in a child that is killed at a statement of the migration; whether it got that far."""
    child = os.fork()
    if child == 0:
        left = [at]
        whole = migrate._statements

        def counted(script):
            for statement in whole(script):
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
                yield statement

        migrate._statements = counted
        try:
            Book.open(path, write=True).close()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_killed_between_any_two_statements(old, length):
    """The old file is whole, and opens as if nothing had been."""
    before = old.dump()
    at, stride, kills = 1, 13 if length == 1 else 1, 0
    while killed(old.path, at):
        kills += 1
        assert version(old.path) == 1
        assert old.dump() == before
        at += stride
    assert kills * stride > 60
    assert old("check") == (0, "", "")


def test_stopped_inside_any_statement(old, length):
    """At any step of SQLite's machine, once or again and again: the file is the old one, or the new one and sound."""
    before, whole = old.dump(), old.path.read_bytes()
    step, failures, stride = 1, 0, 16001 if length == 1 else 801
    while True:
        old.path.write_bytes(whole)
        conn = sqlite3.connect(old.path, isolation_level=None)
        left = [step]

        def stop(left=left):
            left[0] -= 1
            return int(left[0] == 0)

        conn.set_progress_handler(stop, 1)
        try:
            migrate.run(conn, old.path, 1_775_000_000_000)
        except (sqlite3.Error, LtcError):
            failures += 1
        finally:
            conn.set_progress_handler(None, 0)
            assert not conn.in_transaction
            conn.close()
        for copy in old.path.parent.glob("book.db.*"):
            copy.unlink()
        if version(old.path) == schema.VERSION:
            break
        assert old.dump() == before
        step += stride
    assert failures > 5
    assert old("check") == (0, "", "")


def test_many_at_once(old):
    """The first to come brings it up to date; the others find it so."""
    command = [sys.executable, "-m", "ltc_cli", "lead", "list", "--json"]
    crowd = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ) for _ in range(4)
    ]
    answers = {member.communicate() for member in crowd}
    assert {member.returncode for member in crowd} == {0}
    assert len(answers) == 1
    assert old.rows("SELECT count(*) FROM operation WHERE verb = 'migrate'") == [(1,)]
    assert old("check") == (0, "", "")
