"""JSON: the contract that scripts rely on."""

import io
import json

import pytest

from ltc_cli.shape import Agenda, Board, Column, Listing, Record, Section

from .samples import EMPTY, FULL, KINDS, NASTY, listing, report, shown

AS_JSON = {
    "ref": "L12", "name": "Ada Lovelace", "leads": 1234, "hours": "14.5", "amount": "1250.50", "currency": "EUR",
    "due": "2026-01-05", "created": "2026-01-05T12:10:04Z", "rate": 0.18333, "age": 3.5, "test": True,
    "tags": ["vip", "far"], "extra": {"size": "big"},
}  # fmt: skip


def test_a_listing_is_an_array_with_a_record_a_line() -> None:
    text = shown(listing(FULL, EMPTY), "json")
    found = json.loads(text)
    assert found[0] == AS_JSON
    assert list(found[0]) == [column.name for column in KINDS]
    assert found[1] == dict.fromkeys(AS_JSON) | {"ref": "L13", "tags": []}
    assert [line[:9] for line in text.splitlines()] == ["[", '{"ref": "', '{"ref": "', "]"]


def test_an_empty_listing_is_an_empty_array() -> None:
    assert shown(listing(), "json") == "[]\n"
    assert shown(listing(), "jsonl") == ""


def test_json_lines_are_the_same_objects() -> None:
    lines = shown(listing(FULL, FULL), "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == [AS_JSON, AS_JSON]


def test_a_record_is_an_object_with_its_sections_as_arrays() -> None:
    story = Section("story", Listing("event", (Column("at", "instant"), Column("event")), [(0, "created")]))
    page = Record("lead", KINDS[:2], FULL[:2], (story,), "L12  Ada Lovelace")
    found = {"ref": "L12", "name": "Ada Lovelace", "story": [{"at": "1970-01-01T00:00:00Z", "event": "created"}]}
    assert json.loads(shown(page, "json")) == found
    assert json.loads(shown(page, "jsonl")) == found


def test_fields_of_the_process_stand_under_fields() -> None:
    columns = (Column("ref", "ref"), Column("budget", "money", currency="budget_currency", custom=True),
               Column("budget_currency", custom=True))  # fmt: skip
    found = json.loads(shown(Listing("lead", columns, [("L1", 500, "EUR")]), "json"))
    assert found == [{"ref": "L1", "fields": {"budget": "5.00", "budget_currency": "EUR"}}]


def test_a_report_has_its_envelope() -> None:
    columns = (Column("stage"), Column("deals", "count"), Column("amount", "money"), Column("rate", "ratio"))
    pipeline = report(
        "pipeline", columns, [("won", 2, 125050, 1 / 3)], totals={"deals": 2, "amount": 125050, "weighted": 100},
        total_kinds={"weighted": "money"}, excluded={"test": 1}, warnings=("so far",),
    )  # fmt: skip
    found = json.loads(shown(pipeline, "json"))
    assert found == {
        "report": "pipeline", "version": 1, "basis": "cohort",
        "period": {"since": "2026-01-01", "until": "2026-03-31"}, "as_of": "2026-03-31", "tz": "Europe/Berlin",
        "currency": "EUR", "status": "ok",
        "rows": [{"stage": "won", "deals": 2, "amount": "1250.50", "rate": 1 / 3}],
        "totals": {"deals": 2, "amount": "1250.50", "weighted": "1.00"}, "excluded": {"test": 1},
        "warnings": ["so far"],
    }  # fmt: skip
    assert list(found) == [
        "report", "version", "basis", "period", "as_of", "tz", "currency", "status", "rows", "totals", "excluded",
        "warnings",
    ]  # fmt: skip


def test_few_cases_are_suppressed_for_people_only() -> None:
    columns = (Column("rate", "ratio"), Column("n", "count"))
    found = json.loads(shown(report("conversion", columns, [(0.25, 4), (None, 0)]), "json"))
    assert found["rows"] == [{"rate": 0.25, "n": 4}, {"rate": None, "n": 0}]


def test_what_is_not_a_number_is_no_json() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        shown(Listing("x", (Column("rate", "ratio"),), [(float("nan"),)]), "json")


@pytest.mark.parametrize("form", ["json", "jsonl"])
@pytest.mark.parametrize("name", NASTY)
def test_text_comes_back_as_it_was_and_reaches_no_terminal_raw(name: str, form: str) -> None:
    text = shown(Listing("x", (Column("name"),), [(name,)]), form)
    assert all(char.isprintable() or char in "\n\u200d" for char in text)
    found = json.loads(text)
    assert (found[0] if form == "json" else found) == {"name": name}


def test_a_stream_that_is_not_unicode_gets_ascii() -> None:
    from ltc_cli import render

    from .samples import style

    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii", newline="")
    render.show(Listing("x", (Column("name"),), [("Zoë 😀",)]), style("json"), out, io.StringIO())
    out.flush()
    assert json.loads(raw.getvalue()) == [{"name": "Zoë 😀"}]


def test_the_board_and_the_day_are_listings_for_machines() -> None:
    stages = Listing("stage", (Column("stage"), Column("deals", "count")), [("won", 2)])
    assert json.loads(shown(Board("Deals", "", "EUR", (), stages), "json")) == [{"stage": "won", "deals": 2}]
    assert json.loads(shown(Agenda("Tue", "", (), "", stages), "json")) == [{"stage": "won", "deals": 2}]


def test_an_empty_report_still_has_its_envelope() -> None:
    found: dict[str, object] = json.loads(shown(report("funnel", (Column("stage"),), []), "json"))
    assert found["rows"] == []
    assert found["totals"] == {}
