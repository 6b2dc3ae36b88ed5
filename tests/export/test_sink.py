"""Tables as files: what a spreadsheet would run is guarded, and every text comes back."""

import csv
import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltc_cli import guard
from ltc_cli.errors import Refused
from ltc_cli.export import sink
from ltc_cli.export.codec import Column
from ltc_cli.export.sink import Sheet

TRIGGER = re.compile("[=+\\-@\t\r\n\x00|%＝＋－＠]")
NASTY = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.text(st.sampled_from(list("'=+-@\t\r\n\x00|%＝＋－＠\",; a1\ufeff")), max_size=8),
)
COLUMNS = (Column("id", "number"), Column("name"), Column("body"), Column("amount", "amount"))


def sheet(*rows, exact=True):
    """A table of one batch."""
    return Sheet("lead", COLUMNS, [list(zip(*rows, strict=True))] if rows else [], exact)


def read(text):
    """The rows of a CSV text, as the module that wrote it reads them."""
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def nasty_strings(count):
    """Many strings, each escaped and given back."""

    @settings(max_examples=count // 10)
    @given(st.lists(NASTY, min_size=10, max_size=10))
    def holds(texts):
        for text in texts:
            assert guard.unguard(guard.guard(text)) == text
            assert sink.unescape(sink.escape(text)) == text
            assert sink.blank_from_text(sink.blank_as_text(text)) == text
            assert not TRIGGER.match(guard.guard(text))
            assert not TRIGGER.match(sink.escape(text))
            assert sink.escape(text) != ""
            assert sink.blank_as_text(text) != ""

    holds()


def test_every_text_comes_back_and_none_begins_like_a_formula(length):
    """2,000 strings; 20,000 with --long."""
    nasty_strings(2_000 * length)


@given(st.lists(st.tuples(st.integers(), NASTY | st.none(), NASTY | st.none(), st.none()), min_size=1, max_size=5))
def test_exact_csv_tells_empty_from_nothing(rows):
    """Cell for cell, whatever stands in it."""
    headings, *found = read("".join(sink.csv_pieces(sheet(*rows))))
    assert headings == ["id", "name", "body", "amount"]
    back = [
        (int(row[0]), *(sink.unescape(cell) if cell else None for cell in row[1:3]), row[3] or None) for row in found
    ]
    assert back == rows
    assert not any(TRIGGER.match(cell) for row in found for cell in row[1:3])


@given(st.lists(st.tuples(st.integers(), NASTY | st.none(), NASTY, st.just("-5.00")), min_size=1, max_size=5))
def test_guarded_csv_names_its_cells(rows):
    """The last column says which cells to give back; an amount below zero is none of them."""
    headings, *found = read("".join(sink.csv_pieces(sheet(*rows, exact=False))))
    assert headings[-1] == guard.HEADING
    assert [row[3] for row in found] == ["-5.00"] * len(rows)
    assert not any(TRIGGER.match(cell) for row in found for cell in row[1:3])
    guard.opened(headings, found)
    assert [tuple(row[1:3]) for row in found] == [(row[1] or "", row[2]) for row in rows]


def test_a_table_of_another_program_keeps_its_apostrophes():
    """Only what ltc wrote is given back."""
    rows = [["'=1+1", "x"]]
    guard.opened(["name", "body"], rows)
    assert rows == [["'=1+1", "x"]]


@given(st.lists(st.tuples(st.integers(), NASTY | st.none(), NASTY | st.none(), st.none()), min_size=1, max_size=5))
def test_json_lines_hold_everything(rows):
    """An object a line, null for nothing."""
    text = "".join(sink.jsonl_pieces(sheet(*rows)))
    assert [tuple(json.loads(line).values()) for line in text.removesuffix("\n").split("\n")] == rows


def test_names_of_columns_are_no_format():
    """A percent sign in a heading is one."""
    pieces = sink.jsonl_pieces(Sheet("t", (Column("50%s"),), [[["x"]]]))
    assert "".join(pieces) == '{"50%s": "x"}\n'


def test_a_bom_stands_once_at_the_beginning():
    """Also where there is no row."""
    assert "".join(sink.csv_pieces(sheet((1, "ä", None, None)), bom=True)).count("\ufeff") == 1
    assert "".join(sink.csv_pieces(sheet(), bom=True)) == "\ufeffid,name,body,amount\n"


# Workbooks -----------------------------------------------------------------------------------------------------------


def workbook(tmp_path, *sheets):
    """What a reader of workbooks finds in one."""
    calamine = pytest.importorskip("python_calamine")
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "book.xlsx"
    sink.write_workbook(path, sheets)
    return calamine.CalamineWorkbook.from_path(str(path))


def test_a_workbook_holds_texts_numbers_and_dates(tmp_path):
    """Never a formula; amounts of up to fifteen digits as numbers, longer ones as text."""
    columns = (Column("id", "number"), Column("name"), Column("amount", "amount"), Column("due", "date"))
    rows = [
        (1, "=1+1", "1250.55", "2026-01-05"),
        (2, "http://x.y", "-0.05", "1899-12-31"),
        (3, "_x0041_\x01\r\n", "123456789012345.6", None),
    ]
    found = workbook(tmp_path, Sheet("lead", columns, [list(zip(*rows, strict=True))], True))
    headings, *cells = found.get_sheet_by_name("lead").to_python()
    assert headings == ["id", "name", "amount", "due"]
    assert [row[1] for row in cells] == [row[1] for row in rows]
    assert [row[2] for row in cells] == [1250.55, -0.05, "123456789012345.6"]
    assert [str(row[3]) for row in cells] == ["2026-01-05", "1899-12-31", ""]


def test_a_workbook_has_bold_frozen_headings(tmp_path):
    """They stay in sight."""
    import zipfile

    workbook(tmp_path, sheet((1, "a", None, None)))
    parts = zipfile.ZipFile(tmp_path / "book.xlsx")
    page = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in page
    assert "<cols>" in page
    assert "<b/>" in parts.read("xl/styles.xml").decode()


@pytest.mark.parametrize("text", ["x" * 32_768, "a\ufffe", "\uffffb"])
def test_what_no_workbook_holds_is_refused(tmp_path, text):
    """Nothing is cut short in silence."""
    pytest.importorskip("xlsxwriter")
    with pytest.raises(Refused, match="row 2, name"):
        sink.write_workbook(tmp_path / "book.xlsx", [sheet((1, text, None, None))])
