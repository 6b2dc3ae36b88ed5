"""A shop: a fresh book in its own folder, driven through the front door."""

import json
import sqlite3
from io import StringIO

import pytest

from ltc_cli.__main__ import run
from ltc_cli.desk import Desk


class Shop:
    """One book and the folder of its tables."""

    def __init__(self, folder):
        self.folder = folder
        self.db = folder / "book.db"
        assert self.ltc("init", "--currency", "EUR", "--timezone", "UTC")[0] == 0

    def ltc(self, *words):
        """Run a command on 31 March 2026; its exit code, stdout and stderr."""
        out, err = StringIO(), StringIO()
        line = ["--db", str(self.db), "--today", "2026-03-31", "--actor", "mia", *map(str, words)]
        desk = Desk(line, out, err)
        try:
            code = run(line, desk)
        finally:
            desk.close()
        return code, out.getvalue(), err.getvalue()

    def table(self, text, name="rows.csv"):
        """Write an input table."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def take(self, noun, text, *options):
        """Import a table; the answer."""
        code, out, err = self.ltc(noun, "import", self.table(text), "--json", *options)
        assert code == 0, err
        return json.loads(out)

    def refuse(self, noun, text, *options, code=6):
        """Import a table that cannot be taken in; what is said."""
        before = self.dump()
        found, _, err = self.ltc(noun, "import", self.table(text), *options)
        assert found == code, err
        assert self.dump() == before
        return err

    def rows(self, statement):
        """What the file holds."""
        conn = sqlite3.connect(self.db)
        try:
            return conn.execute(statement).fetchall()
        finally:
            conn.close()

    def dump(self, *but):
        """Every row of business facts."""
        conn = sqlite3.connect(self.db)
        leave = ("operation", "change", "now_op", "sqlite_sequence", *but)
        try:
            tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            return {t: conn.execute(f"SELECT * FROM {t} ORDER BY id").fetchall() for t in tables if t not in leave}
        finally:
            conn.close()


@pytest.fixture
def shop(tmp_path):
    return Shop(tmp_path)
