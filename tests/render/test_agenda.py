"""The day, as the sketch has it."""

import pytest

from ltc_cli.render.safe import width
from ltc_cli.shape import Agenda, Group, Item, Listing

from .samples import NASTY, shown

DAY = Agenda(
    "Tue 31 Mar 2026 · 3 to do · EUR",
    "~/.local/share/ltc/ltc.db",
    (
        Group("CHASE", "12,340.00 late", "ltc invoice remind REF", (
            Item("I7", "Harbour & Sons", "25 days late, reminded 12 Mar, usually +21 d", "3,685.00"),
            Item("I11", "株式会社", "4 days late", "8,655.00"),
        )),
        Group("ANSWER", "", 'ltc note REF "…"', (Item("L31", "Mia Chen", "waiting 17 h", ""),)),
    ),
    "March  booked 31,500",
    Listing("todo", (), ()),
)  # fmt: skip


def test_the_day_at_eighty_cells() -> None:
    assert shown(DAY, terminal=True).splitlines() == [
        "Tue 31 Mar 2026 · 3 to do · EUR                        ~/.local/share/ltc/ltc.db",
        "",
        "CHASE · 12,340.00 late                                    ltc invoice remind REF",
        "  I7   Harbour & Sons  25 days late, reminded 12 Mar, usually +21 d     3,685.00",
        "  I11  株式会社        4 days late                                      8,655.00",
        'ANSWER                                                          ltc note REF "…"',
        "  L31  Mia Chen        waiting 17 h",
        "",
        "March  booked 31,500",
    ]


def test_a_day_with_nothing_to_do_is_its_title_and_footer() -> None:
    lines = shown(DAY._replace(groups=())).splitlines()
    assert lines[1:] == ["", "March  booked 31,500"]


def test_a_narrow_terminal_cuts_text_but_no_amount() -> None:
    for cells in (46, 60, 200):
        lines = shown(DAY, terminal=True, width=cells).splitlines()
        assert max(map(width, lines)) <= cells
        assert lines[3].endswith("3,685.00")


def test_a_pipe_gets_every_word() -> None:
    long = "word " * 40 + "end"
    group = Group("DO", "", "ltc done REF", (Item("T1", "A name of more than twenty-four letters", long, "1.00"),))
    text = shown(DAY._replace(groups=(group,)))
    assert long in text
    assert "twenty-four letters" in text


@pytest.mark.parametrize("name", NASTY)
def test_no_name_reaches_the_terminal_raw(name: str) -> None:
    group = Group(name, name, name, (Item("T1", name, name, "1.00"), Item("T2", "Ada", "call", "1.00")))
    lines = shown(DAY._replace(groups=(group,), place=name), terminal=True).splitlines()
    assert all(char.isprintable() or char == "\u200d" for line in lines for char in line)
    assert {width(line) for line in lines[3:5]} == {80}
