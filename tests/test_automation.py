"""The examples for CI and cron: their shell commands are run as they stand, on the demo's year."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ltc_cli.domain import demo

FOLDER = Path(__file__).parent.parent / "examples" / "automation"


def github() -> list[str]:
    job = yaml.safe_load((FOLDER / "github-actions.yaml").read_text())["jobs"]["gate"]
    return [step["run"] for step in job["steps"] if "run" in step]


def gitlab() -> list[str]:
    job = yaml.safe_load((FOLDER / "gitlab-ci.yaml").read_text())["sales"]
    return [*job["before_script"], *job["script"]]


def cron() -> list[str]:
    jobs = re.findall(r"^(?:\S+ +){5}(ltc .*|out=.*)$", (FOLDER / "crontab").read_text(), re.MULTILINE)
    return [job.replace("\\%", "%") for job in jobs]


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("automation") / "ltc.db"
    demo.fill(path, today="2026-03-31")
    return path


@pytest.fixture
def shell(book, tmp_path):
    """A shell in which `ltc` is this checkout and the book lies in the folder."""
    (tmp_path / "ltc.db").write_bytes(book.read_bytes())
    (tmp_path / "backups").mkdir()
    (tmp_path / "bin").mkdir()
    root = Path(__file__).parent.parent
    (tmp_path / "bin" / "ltc").write_text(f'#!/bin/sh\nPYTHONPATH={root} exec {sys.executable} -m ltc_cli "$@"\n')
    (tmp_path / "bin" / "ltc").chmod(0o755)
    env = {name: value for name, value in os.environ.items() if not name.startswith("LTC_")} | {
        "LTC_DB": "ltc.db", "LTC_TODAY": "2026-03-31", "NO_COLOR": "1", "GITHUB_STEP_SUMMARY": "summary.md",
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "HOME": str(tmp_path),
    }  # fmt: skip

    def run(line: str) -> subprocess.CompletedProcess[str]:
        line = line.replace("/srv/sales", str(tmp_path))
        return subprocess.run(["sh", "-c", line], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)

    return run


@pytest.mark.parametrize("told", [github, gitlab, cron])
def test_every_command_does_what_it_is_there_for(shell, tmp_path, told):
    """Gates end with 0 or 8, everything else with 0, and what is promised is there afterwards."""
    lines = [line for line in told() if not line.startswith("pip ")]
    assert len(lines) >= 4
    for line in lines:
        done = shell(line)
        gate = "--fail-if" in line
        assert done.returncode in ((0, 8) if gate else (0,)), (line, done.returncode, done.stderr)
        assert "usage" not in done.stderr and "there is no" not in done.stderr, (line, done.stderr)
    made = {path.name for path in tmp_path.iterdir()}
    assert any(name.startswith("reports") and name.endswith(".html") for name in made)
    if told is cron:
        assert len(list((tmp_path / "backups").iterdir())) == 1
    if told is github:
        assert "milestone" in (tmp_path / "summary.md").read_text()


def test_a_gate_stops_the_job(shell):
    """Seen to bite: the same command with a threshold that is missed ends with 8."""
    gates = [line for line in (*github(), *gitlab()) if "--fail-if" in line]
    assert len(gates) == 4
    assert shell("ltc report winrate --fail-if 'ci_high < 100%'").returncode == 8
    assert shell("ltc report winrate --fail-if 'ci_hihg < 100%'").returncode == 2
