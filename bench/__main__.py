"""Print every budget with today's figure: `python -m bench [--quick] [NAME…]`."""

import argparse
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.race import LTC, PYTHON, Result, Run, race, table

MINIMAL = """import typer
app = typer.Typer(rich_markup_mode=None)
@app.command()
def add(name: str, amount: str = "1") -> None:
    "Add."
@app.command()
def show(name: str) -> None:
    "Show."
if __name__ == "__main__":
    app()
"""


class Ground:
    """The folder the races are run in, and what has been made there."""

    def __init__(self, folder: Path, *, quick: bool) -> None:
        self.folder = folder
        self.quick = quick
        self.times = 5 if quick else 15
        """Runs of what takes a fraction of a second."""
        self.rows = 10_000 if quick else 100_000
        """Rows of an import."""
        self.leads = 100_000 if quick else 1_000_000
        """Leads of a large file."""

    def small(self) -> Path:
        """A file with a year of business."""
        path = self.folder / "small.db"
        if not path.exists():
            run([LTC, "demo", "-o", path, "--today", "2026-03-31"])
        return path

    def minimal(self) -> Path:
        """The smallest Typer app there is any use for."""
        path = self.folder / "minimal.py"
        path.write_text(MINIMAL)
        return path

    def csv(self) -> Path:
        """Leads to import."""
        from bench import data

        path = self.folder / "leads.csv"
        if not path.exists():
            data.leads(path, self.rows)
        return path

    def table(self, name: str, rows: int, country: str = "") -> Path:
        """Another table of leads."""
        from bench import data

        path = self.folder / name
        if not path.exists():
            data.leads(path, rows, country=country)
        return path

    def book(self, leads: int) -> Path:
        """A file with so many leads, their deals and steps.

        Made apart: a process that has held much passes its peak on to those it starts, and would be measured for them.
        """
        path = self.folder / f"book-{leads}.db"
        if not path.exists():
            make = f"from pathlib import Path; from bench import book; book.make(Path({str(path)!r}), {leads})"
            run([PYTHON, "-c", make])
        return path

    def fresh(self) -> Path:
        """An empty file, made anew."""
        path = self.folder / "fresh.db"
        path.unlink(missing_ok=True)
        run([LTC, "init", "--currency", "EUR", "--timezone", "UTC", "--db", path])
        return path


def run(words: list[str | Path]) -> None:
    """Run something that is not timed."""
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def lead_add(ground: Ground) -> Iterator[Result]:
    """A durable write with its journal and output."""
    figure = Run([LTC, "lead", "add", "Ada Lovelace", "--company", "Lumen", "--db", str(ground.small())])
    floor = Run([PYTHON, "-c", "import sqlite3"])
    yield race("ltc lead add", figure, floor, 6.5, 'python -c "import sqlite3"', ground.times)


def funnel_small(ground: Ground) -> Iterator[Result]:
    """A report on a small file."""
    figure = Run([LTC, "report", "funnel", "--json", "--db", str(ground.small())])
    floor = Run([PYTHON, "-c", "import sqlite3"])
    yield race("ltc report funnel --json, small file", figure, floor, 6.5, 'python -c "import sqlite3"', ground.times)


def help_(ground: Ground) -> Iterator[Result]:
    """The first thing anyone types."""
    minimal = Run([PYTHON, str(ground.minimal()), "--help"])
    yield race("ltc --help", Run([LTC, "--help"]), minimal, 1.2, "a minimal Typer app --help", ground.times)


def completion(ground: Ground) -> Iterator[Result]:
    """What Tab waits for."""
    asked = {"COMP_WORDS": "ltc le", "COMP_CWORD": "1"}
    figure = Run([LTC], environment=asked | {"_LTC_COMPLETE": "complete_bash"})
    floor = Run([PYTHON, str(ground.minimal())], environment=asked | {"_MINIMAL.PY_COMPLETE": "complete_bash"})
    yield race("completion of a command", figure, floor, 1.3, "a minimal Typer app's", ground.times)


def table_on_terminal(ground: Ground) -> Iterator[Result]:
    """What a person waits for more than a script does; at most 70 ms of it."""
    words = [LTC, "lead", "list", "--limit", "20", "--db", str(ground.small())]
    figure, floor = Run(words, terminal=True), Run([*words, "--json"])
    result = race("lead list on a terminal", figure, floor, None, "the same as JSON", ground.times)
    assert result.floor is not None
    yield result._replace(budget=(result.floor + 0.07) / result.floor, against="the same as JSON, + 70 ms")


def import_new(ground: Ground) -> Iterator[Result]:
    """New rows, and the same rows again."""
    csv, path = ground.csv(), ground.folder / "fresh.db"
    figure = Run([LTC, "lead", "import", str(csv), "--db", str(path)], before=ground.fresh)
    times = 1 if ground.quick else 3
    plain = ground.folder / "plain.db"

    def clear() -> None:
        plain.unlink(missing_ok=True)

    shell = shutil.which("sqlite3")
    first = None
    if shell:
        floor = Run([shell, "-csv", str(plain), f".import {csv} lead"], before=clear)
        first = race(f"lead import, {ground.rows:,} new rows", figure, floor, 8, "sqlite3 .import", times)
        yield first
    utils = Path(sys.executable).with_name("sqlite-utils")
    floor = Run([str(utils), "insert", str(plain), "lead", str(csv), "--csv"], before=clear)
    yield race("the same", figure, floor, 0.4, "sqlite-utils insert --csv", times)
    again = race("the same rows again", figure._replace(before=None), None, None, "the first import", times)
    yield again._replace(floor=first.figure, budget=1.15) if first else again


def import_more(ground: Ground) -> Iterator[Result]:
    """Rows that all change, rows into a large file, and ten times as many."""
    shell, rows = shutil.which("sqlite3"), ground.rows
    plain, path, before = (ground.folder / name for name in ("plain.db", "fresh.db", "before.db"))
    csv, changed = ground.csv(), ground.table("changed.csv", rows, "US")
    many = ground.table("many.csv", 10 * rows)
    floor = Run([str(shell), "-csv", str(plain), f".import {csv} lead"], before=lambda: plain.unlink(missing_ok=True))
    ground.fresh()
    run([LTC, "lead", "import", csv, "--db", path])
    shutil.copy(path, before)

    def take(table: Path, *, into: Path | None = None) -> Run:
        return Run(
            [LTC, "lead", "import", str(table), "--db", str(path)],
            before=ground.fresh if into is None else lambda: shutil.copy(into, path),
        )

    if shell:
        large = ground.book(ground.leads)
        yield race(
            f"lead import, {rows:,} rows that all change", take(changed, into=before), floor, 16, "sqlite3 .import", 1
        )
        what = f"lead import, {rows:,} new rows into {ground.leads:,} leads"
        yield race(what, take(csv, into=large), floor, 10, "sqlite3 .import", 1)
    yield race(f"lead import, {10 * rows:,} new rows", take(many), take(csv), 11, f"{rows:,} new rows", 1)


def size(ground: Ground) -> Iterator[Result]:
    """What must not grow with the file."""
    paths = [str(ground.book(leads)) for leads in (ground.leads, 10_000)]
    runs = [Run([LTC, "lead", "list", "--limit", "50", "--db", path]) for path in paths]
    yield race(f"lead list --limit 50, {ground.leads:,} leads", *runs, 1.15, "10,000 leads", ground.times)
    yield race(f"deal advance, {ground.leads:,} leads", *map(_advance, paths), 1.15, "10,000 leads", ground.times)


def _advance(path: str) -> Run:
    """A step of an open deal, taken back each time before."""
    with closing(sqlite3.connect(path)) as conn:
        deal = "D{}".format(*conn.execute("SELECT max(id) FROM deal WHERE kind = 'open'").fetchone())
    step = [LTC, "deal", "advance", deal, "--db", path, "--to"]
    return Run([*step, "verbal"], before=lambda: run([*step, "discovery"]))


def funnel_large(ground: Ground) -> Iterator[Result]:
    """The funnel by channel over everything, against one SQL statement that tells less."""
    path = str(ground.book(ground.leads))
    statement = Run([PYTHON, str(Path(__file__).with_name("statement.py")), path])
    figure = Run([LTC, "report", "funnel", "--by", "channel", "--json", "--db", path])
    yield race(f"report funnel --by channel, {ground.leads:,} leads", figure, statement, 0.5, "one SQL statement", 3)


def reports_large(ground: Ground) -> Iterator[Result]:
    """Reports over everything: in seconds, and in how much longer than of a tenth of the leads."""
    large, small = (str(ground.book(leads)) for leads in (ground.leads, ground.leads // 10))
    for words, budget in _SECONDS.items():
        figure = Run([LTC, "report", *words.split(), "--json", "--db", large])
        seconds = budget * ground.leads / 1_000_000 + 0.2 * ground.quick
        yield race(f"report {words}, {ground.leads:,} leads", figure, None, seconds, "seconds", 3)
    for words in (*_SECONDS, *_GROW):
        runs = [Run([LTC, "report", *words.split(), "--json", "--db", path]) for path in (large, small)]
        yield race(f"report {words}, {ground.leads:,} leads", *runs, 11, f"{ground.leads // 10:,} leads", 1)


_SECONDS = {
    "funnel --by channel": 2.0, "conversion --by channel": 2.0, "stages": 3.0, "cycle": 5.0,
    "winrate --by channel": 0.7, "aging": 0.7, "retention": 0.7,
}  # fmt: skip
"""Reports, and what they may take of 1,000,000 leads, starting included."""
_GROW = (
    "leads", "response", "channels", "margin", "costs", "pipeline", "hygiene", "forecast", "customers", "cohorts",
    "clv", "awareness", "dso", "collections", "revenue", "revenue --by day", "cashflow", "leakage", "tax", "growth",
    "kpi",
)  # fmt: skip
"""Reports that have no budget of their own, but that of their growth."""


def search(ground: Ground) -> Iterator[Result]:
    """A word in everything."""
    figure = Run([LTC, "search", "lovelace", "--limit", "20", "--db", str(ground.book(ground.leads))])
    yield race(f"search, {ground.leads:,} leads", figure, None, 0.7, "seconds", 3)


def check(ground: Ground) -> Iterator[Result]:
    """The proof that the file is sound."""
    path = str(ground.book(ground.leads))
    floor = Run(
        [PYTHON, "-c", f"import sqlite3; sqlite3.connect({path!r}).execute('PRAGMA integrity_check').fetchall()"]
    )
    yield race("check", Run([LTC, "check", "--db", path]), floor, 3, "PRAGMA integrity_check", 1)


RACES: dict[str, Callable[[Ground], Iterator[Result]]] = {
    "lead-add": lead_add,
    "funnel-small": funnel_small,
    "help": help_,
    "completion": completion,
    "table": table_on_terminal,
    "import": import_new,
    "import-more": import_more,
    "size": size,
    "funnel": funnel_large,
    "reports": reports_large,
    "search": search,
    "check": check,
}


def main() -> None:
    """Measure the budgets named, all of them by default."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(RACES)}")
    parser.add_argument("--quick", action="store_true", help="fewer runs and a tenth of the data")
    options = parser.parse_args()
    unknown = set(options.names) - set(RACES)
    if unknown:
        parser.error(f"no budget {', '.join(sorted(unknown))}; there are {', '.join(RACES)}")
    results = []
    with TemporaryDirectory(prefix="ltc-bench-") as folder:
        ground = Ground(Path(folder), quick=options.quick)
        for name in options.names or RACES:
            try:
                results += RACES[name](ground)
            except (ImportError, RuntimeError) as error:
                print(f"{name}: not measured: {error}", file=sys.stderr)
    print(table(results))


if __name__ == "__main__":
    main()
