"""Text that reaches a terminal is only text."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.render.safe import clip, pad, safe, safe_json, width, wrap

from .samples import NASTY

ANYTHING = st.text(st.characters(), max_size=40)


def is_tame(text: str) -> bool:
    """Whether nothing in a text is a control, a direction, a surrogate or invisible, joiners apart."""
    kinds = {unicodedata.category(char) for char in text if char not in "\u200c\u200d"}
    return not any(kind[0] == "C" or kind in ("Zl", "Zp") for kind in kinds)


@given(ANYTHING)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert is_tame(safe(text))


def test_the_guard_sees_what_is_not_tame() -> None:
    assert not is_tame("a\x1b[2Jb")
    assert not is_tame("inv \u202e100")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\x1b[2Jb", r"a\x1b[2Jb"),
        ("\x9b31m", r"\x9b31m"),
        ("paid 100\rpaid 999", r"paid 100\x0dpaid 999"),
        ("inv \u202e100", r"inv \u202e100"),
        ("tag\U000e0041", r"tag\U000e0041"),
        ("a\ud800b", r"a\ud800b"),
        ("[red]Acme[/red] :smile:", "[red]Acme[/red] :smile:"),
        ("株式会社\u3000テスト", "株式会社\u3000テスト"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        (None, ""),
        (12, "12"),
    ],
)
def test_what_is_hidden_is_shown_and_the_rest_is_left_alone(raw: object, text: str) -> None:
    assert safe(raw) == text


def test_line_breaks_stay_only_when_asked() -> None:
    assert safe("a\nb\x07", multiline=True) == "a\nb\\x07"
    assert safe("a\nb") == "a\\x0ab"


@given(st.recursive(ANYTHING | st.integers() | st.none(), st.lists))
def test_a_harmless_json_document_means_the_same(value: object) -> None:
    document = safe_json(json.dumps(value, ensure_ascii=False))
    assert is_tame(document)
    assert json.loads(document) == value


def test_characters_beyond_sixteen_bits_are_written_as_two_units() -> None:
    assert safe_json('"\U000e0041"') == '"\\udb40\\udc41"'


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("株式会社", 8), ("e\u0301", 1), ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("█▎–…", 4), ("ก็", 1)],
)
def test_width_counts_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@given(ANYTHING.map(safe), st.integers(1, 30))
def test_a_clipped_text_fits_and_says_that_something_is_missing(text: str, cells: int) -> None:
    short = clip(text, cells)
    assert width(short) <= cells
    assert short == text if width(text) <= cells else short.endswith("…")


@given(ANYTHING.map(safe), st.integers(2, 30))
def test_wrapping_loses_nothing_but_blanks(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= cells for line in lines)


def test_wrapping_breaks_at_blanks_where_there_are_some() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrap("株式会社", 5) == ["株式", "会社"]


@pytest.mark.parametrize("text", NASTY)
def test_padding_fills_to_the_cell(text: str) -> None:
    assert width(pad(safe(text), 60)) == 60
    assert width(pad(safe(text), 60, right=True)) == 60
