"""The funnel: the sketch that every release has to reach."""

from ltc_cli.render.safe import width
from ltc_cli.shape import Column

from .samples import report, shown

COLUMNS = (
    Column("stage", label="milestone"), Column("reached", "count"), Column("step", "ratio", "of step before"),
    Column("step_low", "ratio"), Column("step_high", "ratio"), Column("cumulative", "ratio", "of all"),
    Column("lost", "count"), Column("open", "count"), Column("skipped", "count"),
)  # fmt: skip
ROWS = [
    ("lead", 48, None, None, None, 1.0, 12, 5, 0),
    ("qualified", 31, 31 / 48, 0.504, 0.766, 31 / 48, 4, 3, 0),
    ("deal", 24, 24 / 31, 0.602, 0.886, 0.5, 2, 3, 0),
    ("quoted", 19, 19 / 24, 0.595, 0.908, 19 / 48, 5, 3, 0),
    ("won", 11, 11 / 19, 0.363, 0.769, 11 / 48, 0, 1, 0),
    ("ordered", 10, 10 / 11, 0.623, 0.984, 10 / 48, 0, 2, 0),
    ("delivered", 4, 0.4, 0.168, 0.687, 4 / 48, 0, 1, 0),
    ("paid", 1, 0.25, 0.046, 0.699, 1 / 48, None, None, 0),
]


def test_the_funnel_has_a_bar_a_milestone() -> None:
    assert shown(report("funnel", COLUMNS, ROWS, title="Funnel")).splitlines() == [
        "Funnel",
        "cohort · as of 31 Mar 2026 · Europe/Berlin",
        "",
        "milestone  reached                    of step before   of all  lost  open",
        "lead            48  ████████████████               –     100%    12     5",
        "qualified       31  ██████████▎         65%  (50–77)      65%     4     3",
        "deal            24  ████████            77%  (60–89)      50%     2     3",
        "quoted          19  ██████▎             79%  (60–91)*     40%     5     3",
        "won             11  ███▋                58%  (36–77)*     23%     –     1",
        "ordered         10  ███▎                91%  (62–98)*     21%     –     2",
        "delivered        4  █▎                  40%  (17–69)*      8%     –     1",
        "paid             1  ▎                         1 of 4       2%",
        "",
        "* fewer than 30 cases: a hint, not a finding.",
    ]


def test_a_funnel_by_channel_tells_each_channel_once_and_starts_its_steps_anew() -> None:
    rows = [("web", *row) for row in ROWS[:2]] + [("fair", *row) for row in ROWS[:2]]
    lines = shown(report("funnel", (Column("channel"), *COLUMNS), rows)).splitlines()
    assert [line[:16] for line in lines[4:8]] == [
        "web      lead   ",
        "         qualifi",
        "fair     lead   ",
        "         qualifi",
    ]
    assert lines[6].split()[-4:] == ["–", "100%", "12", "5"]


def test_the_first_milestone_of_a_channel_is_no_step_from_the_last_of_another() -> None:
    rows = [("web", *ROWS[0]), ("web", *ROWS[7]), ("fair", *ROWS[0])]
    lines = shown(report("funnel", (Column("channel"), *COLUMNS), rows)).splitlines()
    assert "of 1" not in lines[6]
    assert lines[6].split()[:3] == ["fair", "lead", "48"]


def test_skipped_milestones_are_told_when_there_are_some() -> None:
    rows = [(*ROWS[0][:8], 3), ROWS[1]]
    assert shown(report("funnel", COLUMNS, rows)).splitlines()[3].split()[-1] == "skipped"


def test_the_funnel_fits_the_terminal() -> None:
    for cells in (60, 80, 200):
        text = shown(report("funnel", COLUMNS, ROWS, title="Funnel"), terminal=True, width=cells)
        assert max(map(width, text.splitlines())) <= cells
        assert "31" in text
        assert "(50–77)" in text


def test_what_became_of_the_leads_is_said_in_a_line_and_other_totals_below() -> None:
    totals = {"leads": 48, "won": 11, "lost": 23, "open": 14, "rate": 11 / 48, "ci_low": 0.133, "ci_high": 0.366,
              "reversed": 2}  # fmt: skip
    lines = shown(report("funnel", COLUMNS, ROWS, totals=totals, total_kinds={"reversed": "count"})).splitlines()
    assert lines[-5:] == [
        "", "reversed  2", "", "11 won, 23 lost, 14 open of 48 leads: 22.9% (13.3–36.6).",
        "* fewer than 30 cases: a hint, not a finding.",
    ]  # fmt: skip
