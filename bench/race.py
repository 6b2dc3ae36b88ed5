"""Whole processes timed from outside: a figure and its floor, run in turns, and the ratio of their medians."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

LTC = str(Path(sys.executable).with_name("ltc"))
PYTHON = sys.executable


class Run(NamedTuple):
    """One command to time."""

    words: Sequence[str]
    stdin: Path | None = None
    environment: Mapping[str, str] = {}
    before: Callable[[], object] | None = None
    """What has to be done before each run, outside the time."""
    terminal: bool = False
    """Whether it writes to a terminal."""
    code: int = 0


class Result(NamedTuple):
    """What was measured, in seconds."""

    what: str
    figure: float
    floor: float | None
    budget: float | None
    """At most so many times the floor; with no floor, so many seconds."""
    against: str
    memory: float = 0.0
    """The most that the figure held, in MiB."""

    @property
    def ratio(self) -> float:
        """How many times the floor; without one, what part of the budget."""
        return self.figure / (self.floor or 1.0)

    @property
    def kept(self) -> bool:
        """Whether the budget holds."""
        return self.budget is None or self.ratio <= self.budget


def spent(run: Run) -> tuple[float, float]:
    """How many seconds one run takes, and how many MiB it holds at most; raises when it does not end as it should."""
    if run.before is not None:
        run.before()
    keep = {name: value for name, value in os.environ.items() if not name.startswith("LTC_")}
    keep.pop("PYTHONDONTWRITEBYTECODE", None)
    environment = {**keep, "TZ": "UTC", "LTC_ACTOR": "ada", "COLUMNS": "80", **run.environment}
    stdin = run.stdin.open("rb") if run.stdin else None
    leader, follower = os.openpty() if run.terminal else (None, None)
    begun = time.perf_counter()
    process = subprocess.Popen(
        run.words,
        stdin=stdin or subprocess.DEVNULL,
        stdout=follower if run.terminal else subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    for opened in (leader, follower):
        if opened is not None:
            os.close(opened)
    if stdin:
        stdin.close()
    if process.returncode != run.code:
        raise RuntimeError(f"{' '.join(map(str, run.words))} ended with {process.returncode}: {said.decode()[-500:]}")
    return taken, usage.ru_maxrss / 1024


def race(what: str, figure: Run, floor: Run | None, budget: float | None, against: str, times: int) -> Result:
    """Run both in turns, once unmeasured and then `times` times, and compare their medians."""
    lanes = [run for run in (figure, floor) if run is not None]
    taken: list[list[float]] = [[] for _ in lanes]
    memory = 0.0
    for turn in range(times + 1 if times > 1 else 1):
        for lane, run in zip(taken, lanes, strict=True):
            seconds, held = spent(run)
            if run is figure:
                memory = max(memory, held)
            if turn or times == 1:
                lane.append(seconds)
    medians = [statistics.median(lane) for lane in taken]
    return Result(what, medians[0], medians[1] if floor else None, budget, against, memory)


def table(results: Sequence[Result]) -> str:
    """The results as a table."""
    lines = [f"{'what':<50}{'figure':>9}{'floor':>9}{'ratio':>8}{'at most':>9}{'MiB':>6}  against"]
    for each in results:
        floor = f"{each.floor:.3f} s" if each.floor else "–"
        unit = "×" if each.floor else "s"
        budget = f"{each.budget:.3g} {unit}" if each.budget else "–"
        mark = "" if each.kept else "  ← over"
        lines.append(
            f"{each.what:<50}{f'{each.figure:.3f} s':>9}{floor:>9}{f'{each.ratio:.2f} {unit}':>8}{budget:>9}"
            f"{each.memory:>6.0f}  {each.against}{mark}"
        )
    return "\n".join(lines)
