"""A record's page, and lists around their table."""

from io import StringIO

from ltc_cli.render import show
from ltc_cli.render.safe import width
from ltc_cli.shape import Column, Listing, Record, Section

from .samples import listing, shown, style

COLUMNS = (
    Column("ref", "ref"), Column("id", "count", shown=False), Column("name"), Column("phone"),
    Column("amount", "money"), Column("currency"), Column("note"), Column("fields", "json"),
)  # fmt: skip
ROW = ("L1", 1, "Ada Lovelace", None, 125050, "EUR", "one\ntwo", '{"size_of_team": 4, "known": true}')
TITLE = "L1  Ada Lovelace"


def test_a_page_is_its_heading_and_the_fields_that_say_something() -> None:
    assert shown(Record("lead", COLUMNS, ROW, title=TITLE)).splitlines() == [
        "L1  Ada Lovelace",
        "  amount        1,250.50 EUR",
        "  note          one",
        "                two",
        "  size of team  4",
        "  known         yes",
    ]


def test_a_page_ends_with_its_sections() -> None:
    story = Listing("event", (Column("at", "instant"), Column("event")), [(1767615004000, "created")])
    page = Record("lead", COLUMNS[:3], ROW[:3], (Section("story", story),), TITLE)
    assert shown(page).splitlines() == ["L1  Ada Lovelace", "", "story", "at     event", "5 Jan  created"]


def test_a_page_fits_the_terminal_and_loses_nothing() -> None:
    note = "said " * 40
    story = Listing("event", (Column("at", "instant"), Column("detail"), Column("by")), [(0, note, "mia")])
    page = Record("lead", COLUMNS, (*ROW[:6], note, None), (Section("story", story),), TITLE)
    text = shown(page, terminal=True, width=50)
    assert max(map(width, text.splitlines())) <= 50
    assert text.count("said") == 80


def test_columns_asked_for_are_all_there_is_of_a_page() -> None:
    page = Record("lead", COLUMNS, ROW, (Section("story", Listing("x", (), [])),), TITLE)
    assert shown(page, columns=("amount", "id")).splitlines() == ["  amount  1,250.50 EUR", "  id      1"]


def test_nothing_to_show_is_said_beside_the_answer() -> None:
    out, err = StringIO(), StringIO()
    show(Listing("lead", COLUMNS, iter(())), style(), out, err)
    assert (out.getvalue(), err.getvalue()) == ("", "nothing to show.\n")


def test_a_list_stands_between_its_title_and_its_notes() -> None:
    text = shown(listing(("L1",), columns=COLUMNS[:1], title="Pool\x07", notes=("One\x1b[2J.",)))
    assert text.splitlines() == [r"Pool\x07", "", "ref", "───", "L1", "", r"One\x1b[2J."]
