"""Files that cannot be used: each with its exit code and one sentence, nothing on stdout, and nothing created."""

import os
import sqlite3

import pytest

from ltc_cli.schema import VERSION


def folder(path):
    path.mkdir()


def text(path):
    path.write_text("this is not a database " * 100)


def empty(path):
    path.touch()


def foreign(path):
    sqlite3.connect(path).execute("CREATE TABLE t(x)")


def newer(path):
    path.write_bytes(path.with_name("book.db").read_bytes())
    sqlite3.connect(path).execute(f"PRAGMA user_version={VERSION + 1}")


def cut(path):
    path.write_bytes(path.with_name("book.db").read_bytes()[:-100])


def cut_in_half(path):
    path.write_bytes(path.with_name("book.db").read_bytes()[:40_000])


def hard_link(path):
    path.write_bytes(path.with_name("book.db").read_bytes())
    os.link(path, path.with_name("second.db"))


def pipe(path):
    os.mkfifo(path)


def dangling(path):
    path.symlink_to(path.with_name("gone.db"))


def nothing(path):
    pass


CONDITIONS = (
    (folder, "x.db", 7, 7),
    (text, "x.db", 7, 7),
    (empty, "x.db", 3, 0),
    (foreign, "x.db", 7, 7),
    (newer, "x.db", 7, 7),
    (cut, "x.db", 7, 7),
    (cut_in_half, "x.db", 7, 7),
    (hard_link, "x.db", 0, 7),
    (pipe, "x.db", 7, 7),
    (dangling, "x.db", 7, 7),
    (nothing, "x.db", 3, 0),
    (nothing, "no/such/folder/x.db", 3, 7),
    (nothing, "", 7, 7),
    (nothing, ":memory:", 7, 7),
    (nothing, "/dev/null", 7, 7),
)


@pytest.mark.parametrize(("make", "name", "reading", "writing"), CONDITIONS)
def test_condition(ltc, make, name, reading, writing):
    path = ltc.path.parent / name if name and name[0] not in "/:" else name
    make(path)
    before = sorted(str(each) for each in ltc.path.parent.rglob("*"))
    for words, code in ((("lead", "list"), reading), (("lead", "add", "Ada"), writing)):
        told = ltc(*words, "--db", str(path))
        assert (words, told.code) == (words, code), told.err
        if code:
            assert told.out == ""
            said, tried = told.err.splitlines()
            assert said.startswith("ltc: ")
            assert tried.startswith("try: ")
            assert sorted(str(each) for each in ltc.path.parent.rglob("*")) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_read_only(ltc, what):
    """Questions are answered; a change says why it cannot be."""
    ltc("lead", "add", "Ada")
    path = ltc.path if what == "file" else ltc.path.parent
    mode = path.stat().st_mode
    path.chmod(0o444 if what == "file" else 0o555)
    try:
        assert [lead["name"] for lead in ltc.json("lead", "list")] == ["Ada"]
        assert ltc("lead", "add", "Grace").code == 7
    finally:
        path.chmod(mode)
