"""Every answer in every format: the choice, the columns, the refs, and that the formats agree."""

import csv
import json
from io import StringIO

import pytest

from ltc_cli import desk
from ltc_cli.errors import BadUsage
from ltc_cli.render import FORMATS
from ltc_cli.shape import Agenda, Answer, Board, Column, Listing, Record

from .samples import EMPTY, FULL, KINDS, listing, report, shown

STAGES = Listing("stage", (Column("stage"), Column("ref", "ref")), [("new", "D1"), ("won", "D2")])
ANSWERS: list[Answer] = [
    Listing("lead", KINDS, [FULL, EMPTY]),
    Record("lead", KINDS, FULL, title="L12  Ada Lovelace"),
    report("pipeline", KINDS, [FULL, EMPTY]),
    Board("Deals", "", "EUR", (), STAGES),
    Agenda("Tue", "", (), "", STAGES),
]


def test_the_choice_of_formats_is_the_table_of_writers() -> None:
    assert tuple(FORMATS) == desk.FORMATS


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: type(answer).__name__)
def test_every_answer_has_every_format(answer: Answer, form: str) -> None:
    assert shown(answer, form).endswith("\n")
    assert shown(answer, form, terminal=True, color=True)


@pytest.mark.parametrize("row", [FULL, EMPTY], ids=["full", "empty"])
def test_csv_and_json_agree_cell_for_cell(row: tuple[object, ...]) -> None:
    objects = json.loads(shown(listing(row), "json"))
    lines = list(csv.DictReader(StringIO(shown(listing(row), "csv"))))
    for name, value in objects[0].items():
        if isinstance(value, bool | dict):
            value = json.dumps(value)
        told = ",".join(value) if isinstance(value, list) else "" if value is None else str(value)
        assert lines[0][name] == told


def test_the_table_and_markdown_agree_cell_for_cell() -> None:
    table = shown(listing(FULL)).splitlines()[2]
    cells = shown(listing(FULL), "markdown").splitlines()[2].strip("| ").split(" | ")
    assert " ".join(cells).split() == table.split()


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "table", "markdown"])
def test_columns_come_in_the_order_asked_for(form: str) -> None:
    text = shown(listing(FULL), form, columns=("name", "ref"))
    assert text.index("name") < text.index("ref")
    assert text.index("Ada Lovelace") < text.index("L12")
    assert "1250" not in text
    assert "1,250" not in text


def test_a_column_there_is_not_is_refused_with_the_nearest() -> None:
    with pytest.raises(BadUsage) as caught:
        shown(listing(FULL), columns=("amuont",))
    assert caught.value.message == "there is no column 'amuont'."
    assert caught.value.hint == "Did you mean amount?"


def test_a_column_like_no_other_is_refused_with_all_there_are() -> None:
    with pytest.raises(BadUsage) as caught:
        shown(listing(("L1", "Ada"), columns=KINDS[:2]), "json", columns=("zzz",))
    assert caught.value.hint == "Columns: ref, name"


@pytest.mark.parametrize("form", ["table", "json"])
def test_quiet_is_refs_alone(form: str) -> None:
    assert shown(listing(FULL, EMPTY), form, quiet=True) == "L12\nL13\n"
    assert shown(ANSWERS[1], form, quiet=True) == "L12\n"
    assert shown(ANSWERS[3], form, quiet=True) == "D1\nD2\n"


def test_quiet_is_the_first_column_of_what_has_no_refs() -> None:
    assert shown(listing(("won", 1), columns=(Column("stage"), Column("n", "count"))), quiet=True) == "won\n"
