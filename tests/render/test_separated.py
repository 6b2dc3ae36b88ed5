"""CSV and TSV: what a spreadsheet must not run, and what must come back."""

import csv
import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.guard import guard, unguard
from ltc_cli.shape import Column, Listing

from .samples import EMPTY, FULL, KINDS, NASTY, listing, report, shown

SUSPICIOUS = st.text(st.sampled_from("'=+-@\t\r\n\x00|%＝＋－＠ab, \"") | st.characters(), max_size=12)
NAME = (Column("name"),)


@given(SUSPICIOUS)
def test_every_guarded_text_can_be_had_back(text: str) -> None:
    assert unguard(guard(text)) == text


@given(SUSPICIOUS)
def test_no_guarded_text_begins_like_a_formula(text: str) -> None:
    assert not re.match("[=+\\-@\t\r\n\x00|%＝＋－＠]", guard(text))


@given(SUSPICIOUS, SUSPICIOUS)
def test_no_two_texts_are_guarded_into_one(one: str, other: str) -> None:
    assert (guard(one) == guard(other)) == (one == other)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("O'Hara", "O'Hara"),
        ("'quoted'", "'quoted'"),
        ("", ""),
        ("＝A1", "'＝A1"),
    ],
)
def test_only_what_could_be_a_formula_gets_an_apostrophe(text: str, cell: str) -> None:
    assert guard(text) == cell


@given(st.lists(st.tuples(SUSPICIOUS, SUSPICIOUS), max_size=4), st.sampled_from(["csv", "tsv"]))
def test_a_reader_gets_every_cell_back(rows: list[tuple[str, str]], form: str) -> None:
    columns = (Column("a"), Column("b"))
    text = shown(Listing("x", columns, rows), form)
    cells = list(csv.reader(StringIO(text, newline=""), delimiter="," if form == "csv" else "\t", strict=True))
    assert cells[0] == ["a", "b"]
    assert [tuple(map(unguard, row)) for row in cells[1:]] == rows


def test_negative_numbers_are_no_formulas() -> None:
    columns = (Column("amount", "money"), Column("n", "count"), Column("hours", "number"))
    assert shown(Listing("x", columns, [(-125050, -3, "-1.5")]), "csv") == "amount,n,hours\n-1250.50,-3,-1.5\n"


def test_every_kind_has_a_cell() -> None:
    text = shown(listing(FULL, EMPTY), "csv")
    assert text.splitlines() == [
        "ref,name,leads,hours,amount,currency,due,created,rate,age,test,tags,extra",
        "L12,Ada Lovelace,1234,14.5,1250.50,EUR,2026-01-05,2026-01-05T12:10:04Z,0.18333,3.5,true,"
        '"vip,far","{""size"": ""big""}"',
        "L13,,,,,,,,,,,,",
    ]


def test_a_tag_with_a_comma_makes_the_cell_json() -> None:
    assert shown(Listing("x", (Column("tags", "tags"),), [('["a,b"]',)]), "tsv") == 'tags\n"[""a,b""]"\n'


def test_raw_leaves_cells_as_they_are() -> None:
    assert shown(Listing("x", NAME, [("=1+1",)]), "csv", raw=True) == "name\n=1+1\n"


def test_guards_stand_on_custom_choices_and_tags_too() -> None:
    columns = (Column("tags", "tags"), Column("extra", "json"))
    assert shown(Listing("x", columns, [('["=cmd"]', '"=cmd"')]), "csv") == "tags,extra\n'=cmd,'=cmd\n"


def test_nothing_to_show_is_a_heading() -> None:
    assert shown(Listing("x", KINDS[:2], ()), "csv") == "ref,name\n"


def test_lines_end_in_lf_and_a_lone_cr_is_quoted() -> None:
    assert shown(Listing("x", NAME, [("a\rb",)]), "csv") == 'name\n"a\rb"\n'


def test_a_report_is_its_rows() -> None:
    table = report("pipeline", (Column("stage"), Column("amount", "money")), [("won", 500)])
    assert shown(table, "csv") == "stage,amount\nwon,5.00\n"


@pytest.mark.parametrize("name", NASTY)
def test_on_a_terminal_hidden_characters_are_shown(name: str) -> None:
    text = shown(Listing("x", NAME, [(name,)]), "csv", terminal=True)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e\u2028\ufeff\ud800\U000e0041]", text)
