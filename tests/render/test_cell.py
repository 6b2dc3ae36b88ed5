"""A value becomes text by the kind of its column."""

from datetime import date

import pytest

from ltc_cli.render import cell, layout
from ltc_cli.render.cell import Reader
from ltc_cli.shape import Column, Listing

from .samples import EMPTY, FULL, KINDS, TODAY, report

READER = Reader("Europe/Berlin", TODAY)
LAYOUT = layout.of(Listing("lead", KINDS, ()))
PLACES = {column.name: index for index, column in enumerate(KINDS)}


def told(column: Column, value: object, *others: tuple[Column, object]) -> str:
    """A single value as people read it."""
    columns = (column, *(other for other, _ in others))
    row = (value, *(each for _, each in others))
    return cell.human(layout.of(Listing("x", columns, ())), 0, READER, with_currency=True)(row)


@pytest.mark.parametrize(
    ("name", "machine", "human"),
    [
        ("ref", "L12", "L12"),
        ("name", "Ada Lovelace", "Ada Lovelace"),
        ("leads", 1234, "1,234"),
        ("hours", "14.5", "14.5"),
        ("amount", "1250.50", "1,250.50 EUR"),
        ("due", "2026-01-05", "5 Jan"),
        ("created", "2026-01-05T12:10:04Z", "5 Jan"),
        ("rate", 0.18333, "18.3%"),
        ("age", 3.5, "3.5 d"),
        ("test", True, "yes"),
        ("tags", ["vip", "far"], "vip, far"),
        ("extra", {"size": "big"}, "size=big"),
    ],
)
def test_each_kind_has_one_text_for_machines_and_one_for_people(name: str, machine: object, human: str) -> None:
    assert cell.machine(LAYOUT, PLACES[name])(FULL) == machine
    assert cell.human(LAYOUT, PLACES[name], READER, with_currency=True)(FULL) == human


@pytest.mark.parametrize("name", [name for name in PLACES if name not in ("ref", "tags")])
def test_what_is_unknown_is_null_for_machines_and_blank_for_people(name: str) -> None:
    assert cell.machine(LAYOUT, PLACES[name])(EMPTY) is None
    assert cell.human(LAYOUT, PLACES[name], READER, with_currency=True)(EMPTY) == ""


def test_no_tags_are_an_empty_array() -> None:
    assert cell.machine(LAYOUT, PLACES["tags"])(EMPTY) == []


@pytest.mark.parametrize(
    ("minor", "currency", "machine", "human"),
    [
        (9_007_199_254_740_993, "EUR", "90071992547409.93", "90,071,992,547,409.93 EUR"),
        (-5, "EUR", "-0.05", "-0.05 EUR"),
        (1250, "JPY", "1250", "1,250 JPY"),
        (1250, "KWD", "1.250", "1.250 KWD"),
    ],
)
def test_an_amount_has_the_digits_of_its_rows_currency(minor: int, currency: str, machine: str, human: str) -> None:
    row = ("L1", "", 0, "0", minor, currency, *[None] * 7)
    assert cell.machine(LAYOUT, PLACES["amount"])(row) == machine
    assert cell.human(LAYOUT, PLACES["amount"], READER, with_currency=True)(row) == human


def test_an_amount_without_a_column_for_it_is_in_the_reports_currency() -> None:
    columns = layout.of(report("pipeline", (Column("amount", "money"),), [], currency="JPY"))
    assert cell.machine(columns, 0)((1250,)) == "1250"


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (1774958700000, "14:05"),  # 12:05 UTC is 14:05 in Berlin, where summer time began on 29 March
        (1774907999000, "yesterday"),  # 23:59:59 of 30 March in Berlin
        (1774908000000, "00:00"),  # and a second later
        (1735689600000, "1 Jan 2025"),
    ],
)
def test_an_instant_is_a_time_today_and_a_day_before(ms: int, text: str) -> None:
    assert told(Column("at", "instant"), ms) == text


def test_a_date_that_is_none_is_shown_as_it_is() -> None:
    assert told(Column("due", "date"), "soon") == "soon"


def test_a_value_that_people_call_otherwise_keeps_its_name_for_machines() -> None:
    column = Column("stage", words={"won": "Gewonnen"})
    columns = layout.of(Listing("deal", (column,), ()))
    assert told(column, "won") == "Gewonnen"
    assert told(column, "lost") == "lost"
    assert cell.machine(columns, 0)(("won",)) == "won"


def test_line_breaks_and_tabs_stay_inside_their_cell() -> None:
    assert cell.text("one\r\ntwo\nthree\tfour\rfive") == "one ⏎ two ⏎ three four\\x0dfive"


def test_yes_and_no_inside_a_mapping_are_words() -> None:
    assert told(Column("fields", "json"), '{"known": true, "paid": false, "n": 3}') == "known=yes, paid=no, n=3"


def test_dates_are_told_from_the_day_asked_for() -> None:
    column = layout.of(Listing("x", (Column("due", "date"),), ()))
    later = Reader("UTC", date(2027, 1, 1))
    assert cell.human(column, 0, later, with_currency=True)(("2026-03-31",)) == "31 Mar 2026"


@pytest.mark.parametrize(
    ("value", "text"), [(45.0, "45 min"), (119, "119 min"), (120, "2.0 h"), (1_092, "18.2 h"), (7_200, "5.0 d")]
)
def test_minutes_are_told_in_hours_and_days_where_there_are_many(value: float, text: str) -> None:
    assert told(Column("median", "minutes"), value) == text


@pytest.mark.parametrize(("value", "text"), [(9.99, "999.0%"), (36.942, "3,694%"), (-12.0, "-1,200%")])
def test_a_rate_of_ten_times_and_more_has_no_fraction(value: float, text: str) -> None:
    assert told(Column("romi", "ratio"), value) == text


def test_a_trend_is_blocks_between_the_least_and_the_most_of_it() -> None:
    """Of 0 to 70 in eight steps: 0 is the lowest block, 35 the fourth (3.5 is cut), 70 the highest."""
    column, unit = Column("trend", "trend"), Column("unit")
    assert told(column, [0, 35, None, 70], (unit, "count")) == "▁▄ █  0 – 70"
    assert told(column, [0, 70], (unit, "count")) == ""
    assert told(column, [5000, 5000, 5000], (unit, "money")) == "▁▁▁  50.00 – 50.00"
    pair = layout.of(report("kpi", (column, unit), ()))
    assert cell.machine(pair, 0)(([5000, None], "money")) == ["50.00", None]
