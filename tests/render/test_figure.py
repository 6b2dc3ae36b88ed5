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
        totals={"leads": 56, "converted": 13, "rate": 0.232142, "ci_low": 0.14, "ci_high": 0.36, "status": "ok"},
        excluded={"spam": 3, "test": 0},
        notes=("Why: ltc explain conversion",), warnings=("so far",),
    )  # fmt: skip
    assert shown(conversion).splitlines() == [
        "Conversion · first quarter",
        "cohort · as of 31 Mar 2026 · Europe/Berlin",
        "",
        "channel   leads  converted                rate",
        "────────  ─────  ─────────  ───────────────────",
        "web          40          6  15.0%   (7.1–29.1)",
        "referral     12          6  50.0%  (25.4–74.6)*",
        "fair          4          1              1 of 4",
        "mail          0          0                   –",
        "────────  ─────  ─────────  ───────────────────",
        "total        56         13  23.2%  (14.0–36.0)",
        "",
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
    assert shown(leads).splitlines()[5:] == ["web         40  ████████████████", "fair        10  ████"]
    for cells, longest in ((80, 40), (30, 14), (18, 0)):
        text = shown(leads, terminal=True, width=cells)
        assert text.count("█") == longest + longest // 4
        assert max(map(width, text.splitlines()[2:])) <= cells


def test_amounts_are_in_the_reports_currency() -> None:
    columns = (Column("stage"), Column("amount", "money"))
    pipeline = report("pipeline", columns, [("new", 125050), ("won", 5)], totals={"amount": 125055})
    assert shown(pipeline).splitlines()[1:] == [
        "cohort · as of 31 Mar 2026 · Europe/Berlin · EUR",
        "",
        "stage    amount",
        "─────  ────────",
        "new    1,250.50",
        "won        0.05",
        "─────  ────────",
        "total  1,250.55",
    ]


def test_a_report_says_its_basis_day_and_zone_and_no_day_twice() -> None:
    unnamed = shown(report("win_rate", COLUMNS[:1], [])).splitlines()
    assert unnamed[:2] == ["Win rate · 2026-01-01 – 2026-03-31", "cohort · as of 31 Mar 2026 · Europe/Berlin"]
    dated = shown(report("aging", COLUMNS[:1], [], title="Aging · Tue 31 Mar 2026", basis="snapshot")).splitlines()
    assert dated[:2] == ["Aging · Tue 31 Mar 2026", "snapshot · Europe/Berlin"]
    instant = shown(report("aging", COLUMNS[:1], [], as_of="2026-03-31T10:00:00Z")).splitlines()
    assert instant[1] == "cohort · as of 2026-03-31T10:00:00Z · Europe/Berlin"


def test_columns_asked_for_stand_as_they_are() -> None:
    text = shown(report("conversion", COLUMNS, ROWS[:1], rates=RATES), columns=("channel", "rate", "ci_low", "status"))
    assert text.splitlines()[3:] == ["channel   rate  ci low  status", "───────  ─────  ──────  ──────",
                                     "web      15.0%    7.1%  ok"]  # fmt: skip


def test_what_has_no_rate_of_exchange_is_left_out_in_so_many_words() -> None:
    missing = {"missing_fx": {"count": 2, "amounts_by_currency": {"USD": "5000.00"}}, "deals_without_lead": 1}
    pipeline = report("pipeline", COLUMNS[:1], [("web",)], excluded=missing)
    assert "Left out: 2 without a rate of exchange, 1 deal without lead." in shown(pipeline)


MONEY = (Column("part"), Column("paid", "money"), Column("due", "money"))


def test_totals_without_a_column_are_a_block_read_from_top_to_bottom() -> None:
    rows = [("a", 100, None), ("b", 250, 300)]
    totals = {"paid": 350, "due": None, "late": 120, "share": 0.5, "mean": None, "days": 12, "hidden": 7}
    kinds = {"late": "money", "share": "ratio", "mean": "days", "days": "count"}
    told = report("x", MONEY, rows, totals=totals, total_kinds=kinds, silent=("hidden",))
    assert shown(told).splitlines()[3:] == [
        "part   paid   due",
        "─────  ────  ────",
        "a      1.00     –",
        "b      2.50  3.00",
        "─────  ────  ────",
        "total  3.50     –",
        "",
        "late    1.20    mean       –",
        "share  50.0%    days      12",
    ]


def test_totals_say_nothing_that_the_only_row_says() -> None:
    one = report("x", MONEY, [("a", 100, 0)], totals={"paid": 100, "due": 0, "late": 5}, total_kinds={"late": "count"})
    assert shown(one).splitlines()[5:] == ["a     1.00  0.00", "", "late  5"]


def test_rows_that_are_a_part_of_the_whole_have_no_total_under_them() -> None:
    part = report("x", MONEY, [("a", 100, 0), ("b", 50, 0)], totals={"paid": 900}, footed=False)
    assert shown(part).splitlines()[-3:] == ["b     0.50  0.00", "", "paid  9.00"]


def test_columns_that_find_no_room_follow_under_the_table_with_its_names_and_totals() -> None:
    """Nothing of a report is left out on a narrow terminal; headings take two lines first."""
    columns = (Column("part"), *(Column(f"amount_{name}", "money") for name in ("paid", "due", "late")))
    rows = [("alpha", 100, 200, 300), ("beta", 1, 2, 3)]
    wide = report("x", columns, rows, totals={"amount_paid": 101, "amount_late": 303})
    assert shown(wide, terminal=True, width=30).split("\n\n", 1)[1].splitlines() == [
        "       amount  amount  amount",
        "part     paid     due    late",
        "─────  ──────  ──────  ──────",
        "alpha    1.00    2.00    3.00",
        "beta     0.01    0.02    0.03",
        "─────  ──────  ──────  ──────",
        "total    1.01            3.03",
    ]
    assert shown(wide, terminal=True, width=22).split("\n\n", 1)[1].splitlines() == [
        "       amount  amount",
        "part     paid     due",
        "─────  ──────  ──────",
        "alpha    1.00    2.00",
        "beta     0.01    0.02",
        "─────  ──────  ──────",
        "total    1.01",
        "",
        "part   amount late",
        "─────  ───────────",
        "alpha         3.00",
        "beta          0.03",
        "─────  ───────────",
        "total         3.03",
    ]


def test_a_single_row_without_room_stands_upright() -> None:
    columns = tuple(Column(f"figure_{number}", "ratio") for number in range(4))
    upright = report("x", columns, [(0.5, 0.25, 0.125, None)], rates=())
    assert shown(upright, terminal=True, width=30).split("\n\n", 1)[1].splitlines() == [
        "figure 0  50.0%", "figure 1  25.0%", "figure 2  12.5%", "figure 3      –",
    ]  # fmt: skip


def test_a_map_of_shares_has_no_decimals_and_is_blank_where_nothing_is_yet() -> None:
    columns = (Column("cohort"), *(Column(f"p{number}", "ratio") for number in range(6)))
    cohorts = report("x", columns, [("2026-01", 1.0, 0.335, 0.25, 0.0, 0.0, 0.5), ("2026-02", 1.0, 0.5, *[None] * 4)])
    assert shown(cohorts).splitlines()[5:] == [
        "2026-01  100%  34%  25%  0%  0%  50%", "2026-02  100%  50%",
    ]  # fmt: skip


def test_a_score_is_told_with_its_interval_and_a_star() -> None:
    columns = (Column("wave"), Column("n", "count"), Column("nps", "points"), Column("low", "points"),
               Column("high", "points"))  # fmt: skip
    nps = report("x", columns, [("w1", 40, 30.0, 5.0, 55.0), ("w2", 3, -20.0, -80.0, 40.0), ("w3", 0, *[None] * 3)],
                 rates=(Rate("nps", "low", "high", "", "n"),))  # fmt: skip
    assert shown(nps).splitlines()[5:] == [
        "w1    40  +30    (+5 – +55)",
        "w2     3  -20   (-80 – +40)*",
        "w3     0                  –",
        "",
        "* fewer than 30 cases: a hint, not a finding.",
    ]


def test_totals_are_the_foot_of_a_table_in_markdown_and_on_a_page() -> None:
    told = report("x", MONEY, [("a", 100, 0), ("b", 50, 0)], totals={"paid": 150, "late": 3}, title="X")
    assert shown(told, "markdown").splitlines()[2:] == [
        "cohort · as of 31 Mar 2026 · Europe/Berlin · EUR", "", "| part | paid | due |", "|---|---:|---:|",
        "| a | 1.00 | 0.00 |", "| b | 0.50 | 0.00 |", "| **total** | **1.50** |  |", "", "|  |  |", "|---|---:|",
        "| late | 3 |",
    ]  # fmt: skip
    page = shown(told, "html")
    assert '<tfoot><tr><th scope="row"><bdi>total</bdi></th><td class="right"><bdi>1.50</bdi></td>' in page
    assert "<div><dt>late</dt><dd><bdi>3</bdi></dd></div>" in page
