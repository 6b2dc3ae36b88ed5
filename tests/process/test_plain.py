"""What goes out as JSON or YAML comes back as the same process."""

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltc_cli.errors import BadFile
from ltc_cli.process import (
    Channel,
    CustomField,
    FollowUp,
    Pipeline,
    Pool,
    Process,
    Reason,
    Stage,
    Status,
    Target,
    Tax,
    Value,
    from_json,
    from_yaml,
    to_json,
    to_yaml,
)
from ltc_cli.process.model import SEGMENTS, Cuts, Segment

SMALL = "lead: {statuses: {new: , qualified: }}\npipelines: {sales: {stages: {talk: }}}\n"
TRAPS = [
    "no",
    "on",
    "0123",
    "1:30",
    "2026-02-30",
    "~",
    "null",
    "=",
    "'",
    '"',
    "{}",
    "&a",
    "*a",
    "!t",
    "é\\n",
    "新",
    "👍",
]
TRAPS += ["- x", "a: b", "x # y"]
"""Words that YAML would take for something else."""


def test_json_is_canonical() -> None:
    """Sorted keys, no blanks, usual values left out: written down here, so that a change is seen."""
    assert to_json(from_yaml(SMALL, "p")) == (
        '{"lead":{"statuses":[{"id":"new","kind":"new"},{"id":"qualified","kind":"qualified"}]},'
        '"pipelines":[{"id":"sales","stages":[{"id":"talk","probability":0},'
        '{"id":"won","kind":"won","label":{"en":"Won","zh":"赢单"}},'
        '{"id":"lost","kind":"lost","label":{"en":"Lost","zh":"输单"}},'
        '{"id":"void","kind":"void","label":{"en":"Void","zh":"作废"}}]}]}'
    )


def test_yaml_of_a_small_process() -> None:
    """One line for each thing; a thing's kind only where its name does not tell it."""
    process = from_yaml(SMALL, "p")._replace(taxes=(Tax("vat", "19"), Tax("low", "5.5")), pool=Pool(on=True))
    assert (
        to_yaml(process)
        == """\
# The process in force. To change it: edit, then ltc process diff FILE and ltc process apply FILE
lead:
  statuses:
    new: {kind: new}
    qualified: {kind: qualified}
pool:
  'on': true
pipelines:
  sales:
    stages:
      talk: {probability: 0}
      won: {label: {en: Won, zh: 赢单}}
      lost: {label: {en: Lost, zh: 输单}}
      void: {label: {en: Void, zh: 作废}}
taxes:
  vat: 19
  low: '5.5'
"""
    )


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"lead":{}}', '{"lead":null,"pipelines":[]}', "{"])
def test_damaged_json(text: str) -> None:
    """The file is damaged, not the user's YAML."""
    with pytest.raises(BadFile, match=r"^the process in the file cannot be read\.$"):
        from_json(text)


def test_later_keys_are_ignored() -> None:
    """A key that this version does not know does not keep the file from being opened."""
    data = json.loads(to_json(from_yaml(SMALL, "p")))
    assert from_json(json.dumps({**data, "weather": "fine"})) == from_yaml(SMALL, "p")


def test_reading_json_loads_no_yaml() -> None:
    """Every command reads the process; none but `process` and `init` should pay for YAML."""
    code = (
        "import sys; from ltc_cli.process import from_json\n"
        "heavy = {'yaml', 'zoneinfo', 'decimal', 'difflib', 'pathlib', 'dataclasses', 'ltc_cli.process.read'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, cwd=".")
    assert run.stdout.strip() == ""


words = st.sampled_from(TRAPS)
labels = st.dictionaries(st.sampled_from(["en", "zh", "de"]), words, max_size=2)
days = st.none() | st.integers(1, 3650)
forecasts = st.sampled_from(["pipeline", "best_case", "commit", "omitted"])
rules = st.builds(FollowUp, st.just("lead"), st.just("new"), words, days, days, st.none() | words)
goals = st.builds(Target, st.just("won"), st.just("2026"), st.sampled_from(["5", "0.25"]))


def some(prefix: str) -> st.SearchStrategy[list[str]]:
    """Up to three ids."""
    return st.integers(0, 3).map(lambda many: [f"{prefix}{number}" for number in range(many)])


def several(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """One or two texts, each once."""
    return st.lists(values, min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def processes(draw: st.DrawFn) -> Process:
    """A process with any part present or absent. Labels are told apart by the id behind them."""

    def named(name: str) -> dict[str, str]:
        return {code: f"{word} {name}" for code, word in draw(labels).items()}

    def stage(name: str) -> Stage:
        requires = draw(st.just(()) | several(st.sampled_from(["amount", "owner"])))
        was = draw(st.none() | st.just(f"old_{name}"))
        return Stage(name, "open", named(name), draw(st.integers(0, 100)), draw(forecasts), requires, draw(days), was)

    def status(name: str) -> Status:
        return Status(name, draw(st.sampled_from(["new", "working", "qualified"])), named(name), draw(days))

    def channel(name: str) -> Channel:
        aliases = draw(st.just(()) | several(words))
        return Channel(name, tuple(f"{word} alias {name}" for word in aliases), named(name))

    def field(name: str) -> CustomField:
        return CustomField(name, "choice", named(name), draw(several(words)), draw(st.booleans()))

    small = from_yaml(SMALL, "p")
    last = named("converted")
    lead = small.lead._replace(
        statuses=(*small.lead.statuses, *map(status, draw(some("status")))),
        converted=Status("converted", "converted", last) if last else small.lead.converted,
        disqualify_reasons=tuple(Reason(each, named(each), draw(st.booleans())) for each in draw(some("why"))),
        reopen_after=draw(st.integers(1, 3650)),
    )
    stages = (*map(stage, ["talk", *draw(some("stage"))]), *small.pipelines[0].stages[1:])
    return small._replace(
        lead=lead,
        pipelines=(Pipeline("sales", stages, named("sales")),),
        name=draw(words),
        language=draw(st.sampled_from([None, "en", "zh"])),
        currency=draw(st.sampled_from([None, "EUR", "JPY"])),
        fiscal_year_start=draw(st.integers(1, 12)),
        channels=tuple(map(channel, draw(some("channel")))),
        pool=Pool(draw(st.booleans()), draw(days), draw(days)),
        fields={noun: (field("x"),) for noun in draw(st.sets(st.sampled_from(["lead", "deal"])))},
        follow_ups=tuple(draw(st.lists(rules, max_size=2))),
        taxes=tuple(Tax(each, draw(st.sampled_from(["0", "19", "8.875", "0.5"]))) for each in draw(some("tax"))),
        company=draw(st.dictionaries(st.sampled_from(["name", "bank"]), words)),
        targets=tuple(draw(st.lists(goals, max_size=2))),
        value=Value(draw(st.sampled_from([None, "40"])), draw(st.sampled_from(["0", "10", "7.5"]))),
        reports=Cuts(
            draw(st.sampled_from([(30, 60, 90), (7,)])),
            draw(st.sampled_from([{}, {"1-5": 4, "0-10": 9}])),
            draw(st.sampled_from([SEGMENTS, (Segment("all", (1, 5), (1, 5), named("all")),)])),
        ),
    )


@settings(max_examples=50, deadline=None)
@given(processes())
def test_round_trips(process: Process) -> None:
    """Through JSON and through YAML, whatever YAML would make of the words."""
    assert from_json(to_json(process)) == process
    assert from_yaml(to_yaml(process), "p") == process
