"""Reports for people: rates as their cases allow, totals, what is left out, bars."""

import pytest

from ltc_cli.render.bars import bar
from ltc_cli.render.rate import Counted, told
from ltc_cli.render.safe import width
from ltc_cli.shape import Column, Rate

from .samples import report, shown

COLUMNS = (
    Column("channel"), Column("leads", "count"), Column("converted", "count"), Column("rate", "ratio"),
    Column("ci_low", "ratio"), Column("ci_high", "ratio"), Column("status", shown=False),
)  # fmt: skip
ROWS = [
    ("web", 40, 6, 0.15, 0.0706, 0.2907, "ok"),
    ("referral", 12, 6, 0.5, 0.2538, 0.7462, "low_n"),
    ("fair", 4, 1, 0.25, 0.0456, 0.6994, "low_n"),
    ("mail", 0, 0, None, None, None, "low_n"),
]
RATES = (Rate("rate", "ci_low", "ci_high", "converted", "leads"),)


def test_a_conversion_report_is_told_as_its_cases_allow() -> None:
    conversion = report(
        "conversion", COLUMNS, ROWS, rates=RATES, title="Conversion · first quarter",
        totals={"leads": 56, "converted": 13, "rate": 0.232142, "ci_low": 0.14, "status": "ok", "mean": None},
        excluded={"spam": 3, "test": 0},
        notes=("Why: ltc explain conversion",), warnings=("so far",),
    )  # fmt: skip
    assert shown(conversion).splitlines() == [
        "Conversion · first quarter",
        "",
        "channel   leads  converted                rate",
        "────────  ─────  ─────────  ───────────────────",
        "web          40          6  15.0%   (7.1–29.1)",
        "referral     12          6  50.0%  (25.4–74.6)*",
        "fair          4          1              1 of 4",
        "mail          0          0                   –",
        "",
        "In all: leads 56, converted 13, rate 23.2%.",
        "Left out: 3 spam.",
        "* fewer than 30 cases: a hint, not a finding.",
        "Why: ltc explain conversion",
        "so far",
    ]


@pytest.mark.parametrize(
    ("k", "n", "text"),
    [
        (1, 4, "1 of 4 "),
        (1, 5, "20.0%   (3.6–62.4)*"),
        (6, 29, "20.7%   (9.8–38.4)*"),
        (6, 30, "20.0%   (9.5–37.3) "),
    ],
)
def test_under_five_cases_there_is_no_percentage_and_under_thirty_a_star(k: int, n: int, text: str) -> None:
    """Wilson intervals at 95 %, worked out apart."""
    bounds = {4: (0.0456, 0.6994), 5: (0.03622, 0.62447), 29: (0.0984, 0.3839), 30: (0.0951, 0.3731)}[n]
    assert told(Counted(k / n, *bounds, k, n)) == text


def test_a_rate_of_nothing_is_a_dash() -> None:
    assert told(Counted(None, None, None, 0, 0)) == "– "


@pytest.mark.parametrize(
    ("value", "most", "cells", "text"),
    [
        (48, 48, 16, "█" * 16),
        (31, 48, 16, "██████████▎"),  # 10 1/3 cells: 82.67 eighths, and a bar is never longer than true
        (4, 48, 16, "█▎"),
        (1, 10_000, 16, "▏"),
        (0, 48, 16, ""),
        (5, 0, 16, ""),
        (7, 5, 2, "██"),
    ],
)
def test_bars_are_true_to_an_eighth(value: int, most: int, cells: int, text: str) -> None:
    assert bar(value, most, cells) == text


def test_a_bar_takes_the_room_that_is_left() -> None:
    leads = report("leads", COLUMNS[:2], [("web", 40), ("fair", 10)], bar="leads")
    assert shown(leads).splitlines()[4:] == ["web         40  ████████████████", "fair        10  ████"]
    for cells, longest in ((80, 40), (30, 14), (18, 0)):
        text = shown(leads, terminal=True, width=cells)
        assert text.count("█") == longest + longest // 4
        assert max(map(width, text.splitlines()[2:])) <= cells


def test_amounts_are_in_the_reports_currency() -> None:
    columns = (Column("stage"), Column("amount", "money"))
    pipeline = report("pipeline", columns, [("new", 125050), ("won", 5)], totals={"amount": 125055})
    assert shown(pipeline).splitlines()[2:] == [
        "stage  amount EUR",
        "─────  ──────────",
        "new      1,250.50",
        "won          0.05",
        "",
        "In all: amount 1,250.55 EUR.",
    ]


def test_a_report_without_a_title_says_its_basis() -> None:
    title = shown(report("win_rate", COLUMNS[:1], [])).splitlines()[0]
    assert title == "Win rate · 2026-01-01 – 2026-03-31 · cohort as of 2026-03-31, Europe/Berlin"


def test_columns_asked_for_stand_as_they_are() -> None:
    text = shown(report("conversion", COLUMNS, ROWS[:1], rates=RATES), columns=("channel", "rate", "ci_low", "status"))
    assert text.splitlines()[2:] == ["channel   rate  ci low  status", "───────  ─────  ──────  ──────",
                                     "web      15.0%    7.1%  ok"]  # fmt: skip


def test_counts_by_currency_that_are_left_out_are_told_one_by_one() -> None:
    pipeline = report("pipeline", COLUMNS[:1], [("web",)], excluded={"no_rate": {"USD": 2, "GBP": 1}})
    assert "Left out: 2 no rate USD, 1 no rate GBP." in shown(pipeline)
