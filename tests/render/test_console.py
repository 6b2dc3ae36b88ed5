"""What is known of the streams."""

import io

import pytest

from ltc_cli.render.console import PIPED, color_wanted, prepare_streams, terminal_width


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _no_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.parametrize(
    ("wishes", "on_terminal", "in_pipe"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
    ],
)
def test_colour_is_for_terminals_unless_someone_wishes_otherwise(
    monkeypatch: pytest.MonkeyPatch, wishes: dict[str, str], on_terminal: bool, in_pipe: bool
) -> None:
    for name, value in wishes.items():
        monkeypatch.setenv(name, value)
    assert color_wanted(Terminal()) is on_terminal
    assert color_wanted(io.StringIO()) is in_pipe


@pytest.mark.parametrize(("named", "cells"), [("100", 100), ("0", PIPED), ("-5", PIPED), ("wide", PIPED), ("²", PIPED)])
def test_columns_names_the_width(monkeypatch: pytest.MonkeyPatch, named: str, cells: int) -> None:
    monkeypatch.setenv("COLUMNS", named)
    assert terminal_width(io.StringIO()) == cells


@pytest.mark.parametrize(("encoding", "written"), [("ascii", rb"Zo\xeb \u682a"), ("latin-1", b"Zo\xeb \\u682a")])
def test_no_locale_is_an_error(encoding: str, written: bytes) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    prepare_streams(stream)
    stream.write("Zoë 株")
    stream.flush()
    assert raw.getvalue() == written


def test_in_ascii_lines_and_bars_become_their_nearest_sign() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    prepare_streams(stream)
    stream.write("── █▎ 3–5 … é")
    stream.flush()
    assert raw.getvalue() == rb"-- ## 3-5 ... \xe9"


def test_a_lone_surrogate_is_no_error_in_utf_8() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8")
    prepare_streams(stream)
    stream.write("a\ud800é█")
    stream.flush()
    assert raw.getvalue() == "a\\ud800é█".encode()
