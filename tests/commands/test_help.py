"""`ltc help` and `ltc completion`: what scripts and shells rely on, held to the things it speaks of."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ltc_cli import topics
from ltc_cli.desk import FORMATS
from ltc_cli.roster import ENTRIES

SOURCE = Path(topics.__file__).parent


def test_without_a_topic_the_topics_are_listed(bare):
    """Six topics, each with the command that asks for it."""
    assert [row["topic"] for row in bare.json("help")] == [f"ltc help {name}" for name in topics.TOPICS]


def test_exit_codes_are_those_of_the_design(bare):
    """0 done, 1 a bug, 2 usage, … as scripts know them."""
    codes = {row["name"]: row["code"] for row in bare.json("help", "exit-codes")}
    assert codes == {
        "done": 0, "bug": 1, "usage": 2, "not_found": 3, "ambiguous": 3, "refused": 4, "process": 5, "rows": 6,
        "file": 7, "gate": 8, "busy": 9, "interrupted": 130,
    }  # fmt: skip


def test_every_format_is_told(bare):
    """The formats explained are the formats there are."""
    assert [row["format"] for row in bare.json("help", "formats")] == list(FORMATS)


def test_every_variable_in_the_source_is_told(bare):
    """No LTC_… variable is read that `ltc help environment` does not name."""
    told = {row["variable"] for row in bare.json("help", "environment")}
    read = {word for path in SOURCE.rglob("*.py") for word in re.findall(r"\bLTC_[A-Z_]+", path.read_text("utf-8"))}
    assert read - told <= {"LTC_"}


def test_all_names_every_command(bare):
    """Also those that the first screen leaves out."""
    told = {row["command"] for row in bare.json("help", "all")}
    assert {name for name in ENTRIES if not any(line.split()[1] == name for line in told)} == set()
    assert {"ltc lead convert", "ltc channel alias", "ltc completion"} <= told


def test_metrics_are_the_reports_there_are(bare):
    """Each with the question it answers."""
    told = {row["report"]: row["question"] for row in bare.json("help", "metrics")}
    assert "ltc report funnel" in told
    assert all(told.values())


@pytest.mark.parametrize(
    ("topic", "hint"),
    [("exit", "ltc help exit-codes"), ("lead", "ltc lead --help"), ("formts", "ltc help formats"), ("xyz", "ltc help")],
)
def test_an_unknown_topic_says_where_to_look(bare, topic, hint):
    """The beginning of a topic, a command, a slip, and nothing like it."""
    told = bare("help", topic)
    assert (told.code, told.out) == (3, "")
    assert told.err == f"ltc: there is no help topic {topic!r}.\ntry: {hint}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_says_where_it_goes(bare, shell):
    """The first line is how to use it; the rest asks ltc itself."""
    script = bare("completion", shell).out
    assert script.startswith("# ")
    assert "_LTC_COMPLETE" in script


def test_other_shells_are_refused_by_name(bare):
    """Which shells there are is in the hint."""
    assert bare("completion", "csh").code == 3
    assert "bash, zsh, fish" in bare("completion", "csh").err


@pytest.mark.parametrize(
    ("typed", "place", "offered"),
    [
        ("ltc le", 1, {"lead"}),
        ("ltc lead conv", 2, {"convert"}),
        ("ltc lead show L", 3, {"L1"}),
        ("ltc deal advance D1 --to neg", 5, {"negotiation"}),
        ("ltc help exit", 2, {"exit-codes"}),
    ],
)
def test_a_shell_is_offered_what_is_in_the_file(ltc, typed, place, offered):
    """Commands, verbs, live refs, stages of the process and topics."""
    ltc("lead", "add", "Ada", "--company", "Lumen")
    ltc("deal", "add", "Audit")
    asked = {"_LTC_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(place)}
    done = subprocess.run(
        [sys.executable, "-m", "ltc_cli"], env=os.environ | asked, capture_output=True, text=True, check=False
    )
    assert set(done.stdout.split()) == offered, done.stderr
