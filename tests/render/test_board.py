"""The deal board: lanes beside each other, as many as fit."""

import pytest

from ltc_cli.render.safe import width
from ltc_cli.shape import Board, Card, Lane, Listing

from .samples import NASTY, shown


def card(ref: str, title: str, account: str = "Lumen", amount: int | None = 900000, note: str = "", flags: str = "",
         currency: str = "EUR") -> Card:  # fmt: skip
    """A deal."""
    return Card(ref, title, account, amount, currency, note, flags)


LANES = (
    Lane("Discovery", 15, 1, 900000, (card("D14", "Data review", "Northwind", note="4 d · mon call"),)),
    Lane("Proposal", 35, 2, 1850050, (card("D9", "Team workshop for all", flags="▲?"),
                                      card("D7", "Pricing", "株式会社テスト工業", 950050))),
    Lane("Verbal", 90, 0, 0, ()),
)  # fmt: skip


def board(*lanes: Lane, **more: object) -> Board:
    """A board in euro."""
    return Board("Deals · 31 Mar 2026", "3 open", "EUR", lanes, Listing("stage", (), ()), ("▲ stalled",))


def test_the_board_at_sixty_cells() -> None:
    assert shown(board(*LANES), width=60).splitlines() == [
        "Deals · 31 Mar 2026" + " " * 34 + "3 open",
        "",
        "DISCOVERY 15%      │PROPOSAL 35%       │VERBAL 90%",
        "1             9,000│2         18,500.50│0",
        "█████████▏         │███████████████████│",
        "D14 Data review    │D9 Team worksho… ▲?│",
        "Northwind     9,000│Lumen         9,000│",
        "4 d · mon call     │                   │",
        "                   │D7 Pricing         │",
        "                   │株式会社…  9,500.50│",
        "",
        "▲ stalled",
    ]


@pytest.mark.parametrize(("cells", "bands"), [(20, 7), (40, 4), (80, 2), (200, 1)])
def test_lanes_that_do_not_fit_go_on_below(cells: int, bands: int) -> None:
    lanes = [Lane(f"Stage {number}", 10, 1, 100, (card(f"D{number}", "Deal"),)) for number in range(7)]
    lines = shown(board(*lanes), terminal=True, width=cells).splitlines()
    assert sum("STAGE" in line for line in lines) == bands
    assert all(width(line) <= max(cells, 27) for line in lines)
    assert all(f"D{number} Deal" in "\n".join(lines) for number in range(7))


def test_a_terminal_counts_the_cards_it_does_not_show_and_a_pipe_shows_all() -> None:
    lane = Lane("New", 10, 9, 100, tuple(card(f"D{number}", "Deal") for number in range(1, 10)))
    assert "+3 more" in shown(board(lane), terminal=True)
    assert "D7" not in shown(board(lane), terminal=True)
    assert "D9 Deal" in shown(board(lane))


def test_an_amount_in_another_currency_says_so() -> None:
    lane = Lane("New", 10, 1, 0, (card("D1", "Deal", amount=900, currency="JPY"), card("D2", "None", amount=None)))
    assert "900 JPY" in shown(board(lane))


@pytest.mark.parametrize("name", NASTY)
def test_no_name_breaks_a_lane(name: str) -> None:
    lanes = (Lane(name, 10, 1, 100, (card("D1", name, name, note=name),)), LANES[0])
    lines = shown(board(*lanes), width=80).splitlines()[2:-2]
    assert {width(line.partition("│")[0]) for line in lines} == {36}
    assert all(char.isprintable() or char == "\u200d" for line in lines for char in line)
