"""The chain funnel against a replay of the events in plain Python."""

import json
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ltc_cli import figures, metrics
from ltc_cli.book import Book
from ltc_cli.clock import end_of, start_of_day
from ltc_cli.domain import start

MILESTONES = ("lead", "qualified", "deal", "quoted", "won", "ordered", "delivered", "invoiced", "paid")
DAYS = 40
LEAD_KINDS = {"new": "new", "contacted": "working", "qualified": "qualified", "disqualified": "disqualified"}
DEAL_KINDS = {"discovery": "open", "proposal": "open", "won": "won", "lost": "lost", "void": "void"}

lead_histories = st.lists(st.tuples(st.integers(1, DAYS), st.sampled_from(sorted(LEAD_KINDS))), max_size=4)
deal_histories = st.lists(st.tuples(st.integers(1, DAYS), st.sampled_from(sorted(DEAL_KINDS))), max_size=5)
leads = st.lists(
    st.tuples(
        st.integers(0, 20), lead_histories, st.lists(st.tuples(st.integers(1, DAYS), deal_histories), max_size=2)
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A file with nothing in it."""
    path = tmp_path_factory.mktemp("funnel") / "book.db"
    start.create(path, currency="EUR", timezone="Europe/Berlin", today="2026-03-31", actor="mia").close()
    return path


def day(number):
    """The business day with this number."""
    return f"2026-0{1 + number // 28}-{1 + number % 28:02d}"


def ms(number):
    from datetime import date

    return start_of_day(date.fromisoformat(day(number)), "Europe/Berlin")


def fill(book, histories):
    """Write leads, deals and their events as the tables hold them."""
    for created, moves, deals in histories:
        lead = book.insert("lead", {"created_ms": ms(created), "name": "x", "status": "new", "kind": "new"})
        before = "new"
        for at, to in sorted(moves, key=lambda move: move[0]):
            if to != before:
                _event(book, "lead", lead, before, to, LEAD_KINDS, max(at, created))
                before = to
        for opened, steps in deals:
            number = book.insert(
                "deal",
                {"created_ms": ms(opened), "title": "x", "lead_id": lead, "pipeline": "consulting",
                 "stage": "discovery", "kind": "open"},
            )  # fmt: skip
            stage = "discovery"
            for at, to in sorted(steps, key=lambda step: step[0]):
                if to != stage:
                    _event(book, "deal", number, stage, to, DEAL_KINDS, max(at, opened))
                    stage = to


def _event(book, entity, number, before, to, kinds, at):
    book.insert(
        "stage_event",
        {"entity": entity, "entity_id": number, "from_stage": before, "to_stage": to, "from_kind": kinds[before],
         "to_kind": kinds[to], "effective_ms": ms(at)},
    )  # fmt: skip


def replay(histories, as_of):
    """Where each lead stands, told from its history alone: (furthest milestone, lost)."""
    found = []
    for created, moves, deals in histories:
        if created > as_of:
            continue
        status, qualified = "new", False
        for at, to in sorted(moves, key=lambda move: move[0]):
            if max(at, created) <= as_of:
                status = to
                qualified = qualified or to == "qualified"
        outcomes = []
        for opened, steps in deals:
            if opened <= as_of:
                outcome = "open"
                for at, to in sorted(steps, key=lambda step: step[0]):
                    if max(at, opened) <= as_of:
                        outcome = DEAL_KINDS[to]
                outcomes.append(outcome)
        alive = [outcome for outcome in outcomes if outcome != "void"]
        if "won" in alive:
            found.append((MILESTONES.index("won"), False))
        elif alive:
            found.append((MILESTONES.index("deal"), "open" not in alive))
        else:
            found.append((int(qualified), status == "disqualified"))
    return found


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories=leads, as_of=st.integers(0, DAYS + 5))
def test_the_funnel_is_what_a_replay_of_the_events_says(empty, histories, as_of):
    """Any histories, any day: reached, lost and open of every milestone, with reversals, voids and several deals."""
    with Book.open(empty, write=True, today="2026-03-31") as book:
        book.dry_run = True  # rolled back on closing
        with book.operation("test"):
            book.conn.execute(
                "INSERT INTO touch(entity, entity_id, at_ms, kind, inbound) VALUES ('lead', 0, 0, 'note', 0)"
            )
            fill(book, histories)
        book.as_of = end_of(day(as_of), book.clock)
        report = metrics.answer(book, metrics.ask(book, figures.REPORTS["funnel"], metrics.Span()))
        names = [column.name for column in report.columns]
        rows = [dict(zip(names, row, strict=True)) for row in report.rows]
    expected = replay(histories, as_of)
    at = Counter(place for place, _ in expected)
    lost = Counter(place for place, out in expected if out)
    for place, row in enumerate(rows):
        assert row["stage"] == MILESTONES[place]
        assert row["reached"] == sum(count for rank, count in at.items() if rank >= place)
        assert (row["lost"], row["open"]) == (lost[place], at[place] - lost[place])
    for row, following in pairwise(rows):
        assert row["reached"] == following["reached"] + row["lost"] + row["open"]


@pytest.fixture
def every_kind(ltc):
    """One lead of each fate, told by the verbs."""
    for number in range(1, 8):
        ltc(
            "lead",
            "add",
            f"Lead {number}",
            "--channel",
            "event" if number % 2 else "referral",
            "--on",
            "2026-01-05",
            "-q",
        )
    ltc("lead", "qualify", "L2", "L3", "L4", "--on", "2026-01-06")
    for lead, number in (("L3", 1), ("L4", 2), ("L5", 3), ("L6", 4)):
        ltc("lead", "convert", lead, "--deal", f"Deal {number}", "--on", "2026-01-10")
    ltc("deal", "win", "D2", "D3", "--on", "2026-02-01")
    ltc("deal", "reopen", "D3", "--on", "2026-02-10")
    ltc("deal", "lose", "D3", "--reason", "price", "--on", "2026-02-20")
    ltc("deal", "void", "D4", "--reason", "typo", "--on", "2026-01-20")
    ltc("lead", "disqualify", "L7", "--reason", "no_need", "--on", "2026-01-08")
    ltc("deal", "add", "Nobody's", "--on", "2026-01-09")
    return ltc


def reached(report):
    return {row["stage"]: (row["reached"], row["lost"], row["open"]) for row in report["rows"]}


def test_each_fate_is_counted_once(every_kind):
    """Qualified, converted, won, reversed, voided, disqualified and untouched leads, and a deal that no lead led to."""
    report = every_kind.json("report", "funnel")
    assert reached(report) == {
        "lead": (7, 1, 1),  # L1 open, L7 disqualified
        "qualified": (5, 0, 2),  # L2; L6, whose deal is void
        "deal": (3, 1, 1),  # L3 open; L5, whose win was reversed and lost
        "quoted": (1, 0, 0),
        "won": (1, 0, 1),  # L4
        **dict.fromkeys(("ordered", "delivered", "invoiced", "paid"), (0, 0, 0)),
    }
    assert report["excluded"] == {"deals_without_lead": 1, "void": 1}


def test_a_win_that_was_reversed_later_still_counts_on_an_earlier_day(every_kind):
    """As of 5 February both deals were won."""
    report = every_kind.json("report", "funnel", "--as-of", "2026-02-05")
    assert reached(report)["won"] == (2, 0, 2)


def test_a_win_that_was_reversed_is_told(every_kind):
    """L5's deal was won and is lost; on the day it was won nothing was reversed (G9)."""
    assert every_kind.json("report", "funnel")["totals"]["reversed_wins"] == 1
    assert every_kind.json("report", "funnel", "--as-of", "2026-02-05")["totals"]["reversed_wins"] == 0
    every_kind("deal", "reopen", "D3", "--on", "2026-02-21")
    every_kind("deal", "void", "D3", "--reason", "typo", "--on", "2026-02-22")
    assert every_kind.json("report", "funnel")["totals"]["reversed_wins"] == 0  # void deals leave the funnel


@pytest.mark.parametrize(
    ("rule", "reached"), [("strict", (7, 3, 2, 0, 0)), ("any", (7, 3, 3, 0, 1))]
)  # L5 was never qualified itself, and nobody was sent a quote
def test_other_tools_ways_to_count_are_for_comparison(every_kind, rule, reached):
    """F1: touched the milestone and all before it, or in any order; of the same leads, with the same rate."""
    report = every_kind.json("report", "funnel", "--funnel", rule)
    assert tuple(row["reached"] for row in report["rows"][:5]) == reached
    assert report["totals"] == every_kind.json("report", "funnel")["totals"]
    assert "For comparison only" in report["warnings"][0]
    entered = [row["entered"] for row in every_kind.json("report", "funnel")["rows"][:5]]
    assert entered == [7, 3, 3, 0, 1]


def test_channels_add_up_to_the_whole(every_kind):
    """Split by channel, every milestone sums to that of all leads."""
    whole = reached(every_kind.json("report", "funnel"))
    parts = every_kind.json("report", "funnel", "--by", "channel")["rows"]
    for stage, counts in whole.items():
        rows = [row for row in parts if row["stage"] == stage]
        assert tuple(sum(row[name] for row in rows) for name in ("reached", "lost", "open")) == counts


def test_the_same_question_gives_the_same_bytes(every_kind):
    """Same file, same day, same version: identical JSON, whatever the machine's zone (G14)."""
    answers = {
        every_kind("report", "funnel", "--as-of", "2026-03-01", "--json", env={"TZ": zone}).out
        for zone in ("UTC", "Asia/Kathmandu", "America/St_Johns")
    }
    assert len(answers) == 1
    assert json.loads(answers.pop())["as_of"] == "2026-03-01"


def test_explain_lists_the_records_behind_the_figure(every_kind):
    """As many leads as were counted, each with the milestone and the state that the funnel gave it."""
    rows = every_kind.json("explain", "funnel", "--rows")
    assert Counter((row["furthest"], row["state"]) for row in rows) == {
        ("lead", "open"): 1, ("lead", "lost"): 1, ("qualified", "open"): 2, ("deal", "open"): 1, ("deal", "lost"): 1,
        ("won", "won"): 1,
    }  # fmt: skip
    assert "stage_event" in every_kind.json("explain", "cohort_funnel")["query"]
