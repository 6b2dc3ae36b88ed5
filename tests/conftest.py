"""What every test runs under: modest Hypothesis settings, and `ltc` in a folder of its own."""

import io
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

settings.register_profile("modest", max_examples=50, deadline=None)  # two shared cores
settings.load_profile("modest")


class Told(NamedTuple):
    """What one command line said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer, of a command that ended well."""
        assert self.code == 0, self.err
        return json.loads(self.out)


class Front:
    """`ltc` at its front door, in this process; JSON unless another format is asked for."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = path
        self.patch = monkeypatch

    def __call__(self, *words: str, stdin: str = "", env: dict[str, str] | None = None) -> Told:
        from ltc_cli.__main__ import run
        from ltc_cli.desk import Desk

        out, err = io.StringIO(), io.StringIO()
        with self.patch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            desk = Desk(words, out, err)
            try:
                code = run(list(words), desk)
            finally:
                desk.close()
        return Told(code, out.getvalue(), err.getvalue())

    def json(self, *words: str, stdin: str = "", env: dict[str, str] | None = None) -> Any:
        """The answer of a command, as JSON."""
        return self(*words, "--json", stdin=stdin, env=env).json

    def refused(self, *words: str, stdin: str = "") -> tuple[int, str]:
        """The code and the words of a command that must fail: nothing on stdout, nothing changed in the file."""
        before = self.dump()
        told = self(*words, stdin=stdin)
        assert (told.out, self.dump()) == ("", before)
        return told.code, told.err

    def dump(self) -> list[str]:
        """Everything in the file, as SQL."""
        if not self.path.exists():
            return []
        conn = sqlite3.connect(self.path)
        try:
            return list(conn.iterdump())
        finally:
            conn.close()

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the file."""
        conn = sqlite3.connect(self.path)
        try:
            return conn.execute(sql, values).fetchall()
        finally:
            conn.close()


@pytest.fixture(autouse=True)
def _english() -> None:
    """A test begins in English, whatever language the one before it in this process spoke."""
    from ltc_cli import words

    words.use("en")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Front:
    """`ltc` in an empty folder, on Tuesday, 31 March 2026, 12:00 in Berlin, without a file."""
    for name in [name for name in os.environ if name.startswith("LTC_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "LTC_DB": str(tmp_path / "book.db"),
        "LTC_TODAY": "2026-03-31",
        "LTC_ACTOR": "mia",
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "HOME": str(tmp_path),
        "TZ": "Europe/Berlin",
    }.items():
        monkeypatch.setenv(name, value)
    return Front(tmp_path / "book.db", monkeypatch)


@pytest.fixture
def ltc(bare: Front, tmp_path_factory: pytest.TempPathFactory) -> Front:
    """`ltc` with a file: the consulting process, EUR, Berlin. It is made once and copied."""
    made = tmp_path_factory.getbasetemp() / "made.db"
    if not made.exists():
        assert bare("init", "--currency", "EUR", "--timezone", "Europe/Berlin").code == 0
        shutil.copy(bare.path, made)
    else:
        shutil.copy(made, bare.path)
    return bare


@pytest.fixture
def ltc_with(bare: Front) -> Callable[[str], Front]:
    """`ltc` with a file of a template, or of a process given as YAML."""

    def made(process: str) -> Front:
        if "\n" in process:
            bare.path.with_name("process.yaml").write_text(process, encoding="utf-8")
            process = str(bare.path.with_name("process.yaml"))
        assert bare("init", "--process", process, "--currency", "EUR", "--timezone", "Europe/Berlin").code == 0
        return bare

    return made


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long", action="store_true", help="the proofs of reliability at full length: minutes, not seconds"
    )


@pytest.fixture
def length(request: pytest.FixtureRequest) -> int:
    """How many times as long as in every run the proofs of reliability go on."""
    return 10 if request.config.getoption("--long") else 1
