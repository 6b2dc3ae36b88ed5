"""Tables for people: aligned, streaming when piped, fitted on a terminal."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.render import show
from ltc_cli.render.safe import safe, width
from ltc_cli.render.table import BATCH, FITTED, Head, Texts, fit, plain
from ltc_cli.shape import Column, Listing

from .samples import KINDS, NASTY, listing, shown, style

NAMES = (Column("ref", "ref"), Column("name"), Column("n", "count"))
MONEY = (Column("ref", "ref"), Column("amount", "money"), Column("currency", shown=False))


def test_columns_line_up_and_numbers_stand_at_the_right() -> None:
    text = shown(listing(("L1", "Ada", 5), ("L12", "Grace Hopper", 1234), columns=NAMES))
    assert text.splitlines() == [
        "ref  name              n",
        "───  ────────────  ─────",
        "L1   Ada               5",
        "L12  Grace Hopper  1,234",
    ]


def test_wide_characters_take_two_cells() -> None:
    text = shown(listing(("L1", "株式会社", 5), ("L2", "Zoë", 5), ("L3", "e\u0301a", 5), columns=NAMES))
    assert text.splitlines()[2:] == ["L1   株式会社  5", "L2   Zoë       5", "L3   e\u0301a        5"]


@pytest.mark.parametrize("terminal", [False, True])
def test_no_name_breaks_the_lines(terminal: bool) -> None:
    rows = [(f"L{index}", name, 7) for index, name in enumerate(NASTY)]
    lines = shown(listing(*rows, columns=NAMES), terminal=terminal).splitlines()
    assert len(lines) == 2 + len(NASTY)
    assert {width(line) for line in lines} == {width(lines[0])}
    assert all(char.isprintable() or char == "\u200d" for line in lines for char in line)


def test_a_piped_table_is_never_cut() -> None:
    long = "x" * 500
    assert long in shown(listing(("L1", long, 5), columns=NAMES), width=40)


def test_a_long_table_streams() -> None:
    """The first thousand rows are written before the next is read."""
    out = StringIO()
    seen: list[tuple[int, bool]] = []

    def rows() -> Iterator[tuple[Any, ...]]:
        for index in range(3 * BATCH):
            if index in (1, BATCH + 1):
                seen.append((index, bool(out.getvalue())))
            yield f"L{index}", "Ada", index

    show(Listing("lead", NAMES, rows()), style(), out, StringIO())
    assert seen == [(1, False), (BATCH + 1, True)]
    assert len(out.getvalue().splitlines()) == 2 + 3 * BATCH


def test_columns_grow_for_a_later_batch_and_never_shrink() -> None:
    rows = [("a", "x")] * BATCH + [("bbbbb", "x")] + [("c", "x")] * BATCH
    out = StringIO()
    plain(Texts((Head("h"), Head("i")), iter(rows)), out)
    lines = out.getvalue().splitlines()
    assert lines[2] == "a  x"
    assert lines[2 + BATCH : 4 + BATCH] == ["bbbbb  x", "c      x"]
    assert lines[-1] == "c      x"


def test_hidden_and_empty_columns_are_left_out_unless_asked_for() -> None:
    columns = (Column("ref", "ref"), Column("id", "count", shown=False), Column("phone"), Column("tags", "tags"))
    rows = [("L1", 1, None, "[]")]
    assert shown(listing(*rows, columns=columns)).splitlines()[0] == "ref"
    asked = shown(listing(*rows, columns=columns), columns=("phone", "id", "ref")).splitlines()
    assert asked == ["phone  id  ref", "─────  ──  ───", "        1  L1"]


def test_one_currency_stands_in_the_heading() -> None:
    text = shown(listing(("D1", 125050, "EUR"), ("D2", None, None), ("D3", 5, "EUR"), columns=MONEY))
    assert text.splitlines() == ["ref  amount EUR", "───  ──────────", "D1     1,250.50", "D2", "D3         0.05"]


def test_several_currencies_stand_behind_their_amounts() -> None:
    text = shown(listing(("D1", 125050, "EUR"), ("D2", 900, "JPY"), columns=MONEY))
    assert text.splitlines() == ["ref        amount", "───  ────────────", "D1   1,250.50 EUR", "D2        900 JPY"]


def test_an_amount_alone_keeps_its_currency() -> None:
    assert shown(listing(("D2", 900, "JPY"), columns=MONEY), columns=("amount",)).split() == [
        "amount", "JPY", "──────────", "900",
    ]  # fmt: skip
    assert shown(listing(("D2", 900, "JPY"), columns=MONEY), "csv", columns=("amount",)) == "amount\n900\n"


def test_a_currency_asked_for_is_a_column() -> None:
    text = shown(listing(("D2", 900, "JPY"), columns=MONEY), columns=("currency", "amount"))
    assert text.splitlines() == ["currency  amount", "────────  ──────", "JPY          900"]


CELLS = st.text(st.sampled_from("ab 株é"), max_size=30).map(safe)


@given(
    heads=st.lists(st.booleans(), min_size=1, max_size=6),
    data=st.data(),
    cells=st.integers(10, 100),
    fold=st.booleans(),
)
def test_a_fitted_table_fits_and_cuts_no_number(heads: list[bool], data: Any, cells: int, fold: bool) -> None:
    row = st.tuples(*(st.integers(0, 10**8).map(str) if fixed else CELLS for fixed in heads))
    rows = data.draw(st.lists(row, min_size=1, max_size=5))
    table = Texts(tuple(Head(f"h{at}", right=fixed, fixed=fixed) for at, fixed in enumerate(heads)), rows)
    found = fit(table, cells, fold=fold)
    assert len(found.texts.heads) + len(found.left_out) == len(heads)
    out = StringIO()
    plain(found.texts, out)
    assert all(width(line) <= cells for line in out.getvalue().splitlines())
    shown_rows = [tuple(cell for cell in row if cell) for row in found.texts.rows]
    numbers = {row[at] for row in rows for at, head in enumerate(table.heads) if head.fixed and head.title in
               {head.title for head in found.texts.heads}}  # fmt: skip
    assert numbers <= {cell for row in shown_rows for cell in row}


def test_text_gives_way_before_columns_do() -> None:
    table = Texts((Head("ref"), Head("name", fixed=False), Head("n", right=True)), [("L1", "a" * 30, "1,234")])
    found = fit(table, 22)
    assert list(found.texts.rows) == [("L1", "a" * 9 + "…", "1,234")]
    assert found.left_out == ()


def test_tags_go_before_the_last_column_does() -> None:
    row = ("L1", "12345678", "12345678", "1,234")
    heads = (Head("ref"), Head("tags", fixed=False, minor=True), Head("name", fixed=False), Head("n", right=True))
    assert fit(Texts(heads, [row]), 20).left_out == ("tags",)
    assert fit(Texts(heads, [row]), 14).left_out == ("tags", "n")


def test_folding_goes_on_below_in_the_same_column() -> None:
    table = Texts((Head("at"), Head("detail", fixed=False)), [("5 Jan", "one two three four")])
    assert list(fit(table, 16, fold=True).texts.rows) == [("5 Jan", "one two"), ("", "three"), ("", "four")]


def test_a_terminal_is_told_which_columns_it_has_no_room_for() -> None:
    text = shown(listing(("L1", "Ada Lovelace", 5), columns=NAMES), terminal=True, width=15)
    assert text.splitlines()[0] == "ref  name"
    assert "no room for: n" in text.replace("\n", " ")
    assert max(map(width, text.splitlines())) <= 15


@pytest.mark.parametrize("cells", [80, 200])
def test_a_list_of_every_kind_fits_the_terminal(cells: int) -> None:
    row = (
        "L12", "A name that goes on for longer than there is room, surely", 1234, "14.5", 125050, "EUR", "2026-01-05",
        1767615004000, 0.18333, 3.5, 1, '["vip", "far away"]', '{"size": "big"}',
    )  # fmt: skip
    text = shown(listing(row), terminal=True, width=cells)
    assert max(map(width, text.splitlines())) <= cells
    assert all(number in text for number in ("L12", "1,234", "1,250.50", "5 Jan", "18.3%"))


def test_a_long_list_on_a_terminal_is_plain_and_whole() -> None:
    rows = [(f"L{index}", "x" * 100, 1) for index in range(FITTED + 1)]
    text = shown(listing(*rows, columns=NAMES), terminal=True, color=True, width=40)
    assert "x" * 100 in text
    assert "\x1b" not in text


def test_colour_adds_nothing_but_colour() -> None:
    import re

    row = ("L1", "[bold]Ada[/bold] :smile: 'q' 12 https://example.com", 5)
    coloured = shown(listing(row, columns=NAMES), terminal=True, color=True)
    bare = shown(listing(row, columns=NAMES), terminal=True)
    assert "\x1b[1mL1" in coloured
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in stripped.splitlines()] == [bare.splitlines()[0], *bare.splitlines()[2:]]
    assert "\x1b" not in bare


def test_a_list_of_every_kind_in_a_pipe() -> None:
    from .samples import EMPTY, FULL

    assert shown(listing(FULL, EMPTY, columns=KINDS)).splitlines() == [
        "ref  name          leads  hours  amount EUR  due    created   rate    age  test  tags      extra",
        "───  ────────────  ─────  ─────  ──────────  ─────  ───────  ─────  ─────  ────  ────────  ────────",
        "L12  Ada Lovelace  1,234   14.5    1,250.50  5 Jan  5 Jan    18.3%  3.5 d  yes   vip, far  size=big",
        "L13",
    ]
