"""What holds of every report and figure: the same bytes from the same facts, and no number from nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ltc_cli.domain import demo
from ltc_cli.figures import FIGURES, REPORTS

DAY = "2026-03-31"
NAMES = (*REPORTS, *FIGURES)
KNOWN_FROM_CASES = ("ratio", "days", "points")
"""Units of figures that say nothing where there is no case."""
TELL = """
import io, json, sys
from ltc_cli.__main__ import run
from ltc_cli.desk import Desk
from ltc_cli.figures import FIGURES, REPORTS
told = {}
for name in (*REPORTS, *FIGURES):
    words, out = ["report", name, "--json", *sys.argv[1:]], io.StringIO()
    desk = Desk(words, out, io.StringIO())
    code = run(words, desk)
    desk.close()
    told[name] = [code, out.getvalue()]
sys.stdout.write(json.dumps(told))
"""
MACHINES = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "2"},
    {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "3", "PYTHONUTF8": "1"},
)
WON = (
    "account add Acme",
    "deal add Audit --account A1 --amount 1000 --on 2026-02-01",
    "deal win D1 --on 2026-02-10",
)
ODD = {
    "an empty file": (),
    "one lead": ("lead add Ada",),
    "one deal without an amount": ("deal add Audit",),
    "one answer": ("survey record --kind nps --score 9",),
    "all lost": tuple(
        step
        for number in (1, 2, 3)
        for step in (f"deal add Audit{number} --amount 1000", f"deal lose D{number} --reason price")
    ),
    "all open": tuple(f"deal add Audit{number} --amount 1000 --expected-close +30d" for number in (1, 2, 3)),
    "zero amounts": (
        "account add Acme", "deal add Audit --account A1 --amount 0 --on 2026-02-01", "deal win D1 --on 2026-02-10",
        "order create --account A1 --line Gift=1@0", "order confirm O1", "order deliver O1",
        "invoice create --order O1 --issue",
    ),
    "no cost and no channel": ("lead add Ada --email ada@example.com", "lead qualify L1", *WON),
    "a missing rate": (
        *WON, "deal add Theirs --account A1 --amount 5000USD --on 2026-02-01", "deal win D2 --on 2026-02-10",
        "deal add Open --account A1 --amount 700USD --expected-close +10d",
    ),
    "a cost and no customer": (
        "cost add Ads --amount 100 --function marketing", "cost add Trip --amount 90USD --function sales",
    ),
    "a contract and nothing else": (*WON, "contract sign --deal D1 --title Care --amount 100 --every month"),
}  # fmt: skip
"""What is in the file, and the commands that put it there."""


def refuse(constant):
    """NaN and Infinity are no JSON."""
    raise AssertionError(f"a report says {constant}")


def every(ltc, *words, names=NAMES):
    """What these reports and figures say, by name; each answers."""
    told = {name: ltc("report", name, "--json", *words) for name in names}
    failed = {name: each.err for name, each in told.items() if each.code != 0}
    assert not failed
    return {name: json.loads(each.out, parse_constant=refuse) for name, each in told.items()}


@pytest.fixture(scope="module")
def year(tmp_path_factory) -> Path:
    """A year of business."""
    path = tmp_path_factory.mktemp("registry") / "year.db"
    demo.fill(path, today=DAY)
    return path


def machine(path: Path, environment: dict[str, str], *words: str) -> dict[str, list[object]]:
    """What every report says on a machine of this kind."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LTC_", "LC_", "LANG", "TZ"))}
    done = subprocess.run(
        [sys.executable, "-c", TELL, "--db", str(path), *words],
        env=clean | environment, capture_output=True, check=True,
    )  # fmt: skip
    told: dict[str, list[object]] = json.loads(done.stdout)
    return told


def test_every_report_has_the_same_bytes_on_every_machine(year):
    """Two runs, other zones and languages of the machine, other seeds, and a later day: the same to the byte (G14)."""
    first = machine(year, MACHINES[0], "--as-of", DAY, "--today", DAY)
    assert {name for name, (code, _) in first.items() if code != 0} == set()
    assert set(first) == set(NAMES)
    for each in MACHINES:
        again = machine(year, each, "--as-of", DAY, "--today", DAY)
        assert {name for name in NAMES if again[name] != first[name]} == set(), each


def test_every_report_of_a_day_is_the_same_when_it_is_asked_for_later(year):
    """Asked in April for the 28th of February, or in June: the same bytes (invariant 8)."""
    words = ("--as-of", "2026-02-28", "--period", "2026-02")
    first = machine(year, MACHINES[0], *words, "--today", "2026-04-01")
    later = machine(year, MACHINES[1], *words, "--today", "2026-06-15")
    assert {name for name in NAMES if later[name] != first[name]} == set()


@pytest.mark.parametrize("what", ODD)
def test_every_report_answers_an_odd_file(ltc, what):
    """None says NaN, Infinity, or a rate of no cases; what is not known is null, and its status says so."""
    for step in ODD[what]:
        told = ltc(*step.split())
        assert told.code == 0, told.err
    of_a_period = [name for name, metric in REPORTS.items() if metric.spans]
    for words, names in (((), NAMES), (("--period", "2026-Q1"), of_a_period), (("--period", "2024-02"), of_a_period)):
        told = every(ltc, *words, names=names)
        for name, (metric, figure) in FIGURES.items():
            if metric.name not in names:
                continue
            whole = told[metric.name]
            if name in told and name not in REPORTS and told[name]["value"] is None:
                assert told[name]["status"] != "ok", (name, words)
            if figure.n and not whole["totals"].get(figure.n) and not figure.to:
                assert whole["totals"][figure.value] is None, (name, words)


def test_nothing_is_known_from_an_empty_file(ltc):
    """No rate, no duration, no score is told of nothing: each is null and its status is not ok."""
    told = every(ltc)
    guessed = {
        name: told[name]["value"]
        for name, (_, figure) in FIGURES.items()
        if name not in REPORTS and figure.unit in KNOWN_FROM_CASES and told[name]["value"] is not None
    }
    assert guessed == {}


def test_every_report_is_explained_with_the_records_behind_it(ltc):
    """`explain NAME` and `explain NAME --rows` answer for each, of an odd file too."""
    for step in ODD["a missing rate"]:
        assert ltc(*step.split()).code == 0
    for name in NAMES:
        explained = ltc.json("explain", name)
        assert explained["definition"]
        assert explained["authority"]
        assert isinstance(ltc.json("explain", name, "--rows"), list), name


def test_every_report_is_as_it_was_known(ltc):
    """`--known-at` rewinds the journal: what was recorded later is not known, whatever day it is told for (G3)."""
    march = {"LTC_TODAY": "2026-03-10"}
    for step in (
        "account add Acme", "lead add Ada --channel web --on 2026-02-01",
        "deal add Audit --account A1 --amount 1000 --on 2026-02-01", "deal win D1 --on 2026-02-10",
        "deal add Lost --amount 500 --on 2026-02-01", "deal lose D2 --reason price --on 2026-02-10",
        "order create --account A1 --line Audit=1@1000 --on 2026-02-11", "order confirm O1 --on 2026-02-11",
        "order deliver O1 --on 2026-02-12", "invoice create --order O1 --issue --on 2026-02-13",
        "survey record --kind nps --score 9 --account A1 --on 2026-02-14",
    ):  # fmt: skip
        assert ltc(*step.split(), env=march).code == 0, step
    words = ("--as-of", "2026-02-28", "--known-at", "2026-03-10")
    before = every(ltc, *words, names=REPORTS)
    for step in (
        "deal reopen D1 --on 2026-02-20", "deal win D2 --on 2026-02-20", "payment record I1 --on 2026-02-25",
        "lead add Late --on 2026-02-02", "survey record --kind nps --score 0 --account A1 --on 2026-02-15",
        "account edit A1 name=Other", "order create --account A1 --line More=1@50 --on 2026-02-11",
    ):  # fmt: skip
        told = ltc(*step.split())
        assert told.code in (0, 4), (step, told.err)
    after = every(ltc, *words, names=REPORTS)
    today = every(ltc, "--as-of", "2026-02-28", names=REPORTS)
    assert {name for name in REPORTS if after[name] != before[name]} == set()
    for name in ("leads", "nps", "dso"):
        assert today[name] != before[name], f"{name} knows of nothing that was recorded later"
