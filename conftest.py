"""The story runner: README.md and examples/*.md are replayed through the real app, and must say what it says.

Every ```console block is a session at a terminal: `$ ltc …` lines, below each what it prints, and `[exit 4]` where it
does not end well. A ```csv leads.csv block is a file the story goes on to use, `<!-- today: 2026-03-31 -->` the day it
is. One document is one story, told in one empty folder. `pytest --accept` writes down what the app says now.
"""

import contextlib
import difflib
import io
import os
import re
import shlex
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pytest

BLOCK = re.compile(r"^<!-- today: (\S+) -->$|^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (?:.*\\\n)*.*\n", re.MULTILINE)


def pytest_addoption(parser):
    parser.addoption("--accept", action="store_true", help="rewrite the stories with what the app prints now")


def pytest_collect_file(file_path, parent):
    if file_path.suffix == ".md" and (file_path.name == "README.md" or file_path.parent.name == "examples"):
        return Document.from_parent(parent, path=file_path)
    return None


class Document(pytest.File):
    """A Markdown file."""

    def collect(self):
        yield Story.from_parent(self, name=self.path.stem)


class Story(pytest.Item):
    """Its sessions, from the first to the last."""

    def runtest(self):
        written = self.path.read_text(encoding="utf-8")
        told = replay(written)
        if told != written and self.config.getoption("--accept"):
            self.path.write_text(told, encoding="utf-8")
        elif told != written:
            lines = difflib.unified_diff(
                written.splitlines(), told.splitlines(), "as written", "as it goes", lineterm=""
            )
            pytest.fail("\n".join(lines) + "\nIf it is meant: pytest --accept", pytrace=False)

    def reportinfo(self):
        return self.path, 0, f"story: {self.path.name}"


def replay(text):
    """The document with the output of its commands as it is now."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LTC_")}
    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        clean |= {"LTC_ACTOR": "mia", "COLUMNS": "80", "XDG_DATA_HOME": folder, "HOME": folder, "NO_COLOR": "1"}
        with mock.patch.dict(os.environ, clean, clear=True):
            return BLOCK.sub(_retell, text)


def _retell(block):
    today, language, name, body = block.groups()
    if today:
        os.environ["LTC_TODAY"] = today
    elif language == "console":
        commands = [found.group() for found in COMMAND.finditer(body)]
        return f"```console {name}".rstrip() + "\n" + "".join(line + _session(line) for line in commands) + "```"
    elif name:
        Path(name).write_text(body, encoding="utf-8")
    return block.group()


def _session(line):
    """What a terminal shows after one command line; it knows pipes, `>`, `ltc` and `cat`."""
    shell = shlex.shlex(line[2:].replace("\\\n", ""), posix=True, punctuation_chars="|>")
    shell.whitespace_split = True
    words, screen, given, code = list(shell), io.StringIO(), "", 0
    while words:
        end = next((place for place, word in enumerate(words) if word in ("|", ">")), len(words))
        command, mark, words = words[:end], words[end : end + 1], words[end + 1 :]
        out = io.StringIO() if mark else screen
        code = _run(command, given, out, screen)
        given = out.getvalue()
        if mark == [">"]:
            Path(words.pop(0)).write_text(given, encoding="utf-8")
    lines = [shown.rstrip() for shown in screen.getvalue().splitlines()]
    return "".join(f"{shown}\n" for shown in [*lines, *([f"[exit {code}]"] if code else [])])


def _run(command, given, out, err):
    from ltc_cli.__main__ import run
    from ltc_cli.desk import Desk

    if command[0] == "cat":
        out.write("".join(Path(name).read_text(encoding="utf-8") for name in command[1:]))
        return 0
    assert command[0] == "ltc", f"a story knows ltc and cat, not {command[0]}"
    stdin = mock.patch.object(sys, "stdin", io.StringIO(given))
    with stdin, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        desk = Desk(command[1:])
        try:
            return run(command[1:], desk)
        finally:
            desk.close()
