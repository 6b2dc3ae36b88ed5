"""The rules of the house, read off the source itself; beside each guard, the breach it is seen to catch.

Who may import whom, where SQL and printing live, how big a thing may be, what an everyday command may load, and that
commands, help, tables and migrations are what the documents say.
"""

import ast
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path

import pytest

from ltc_cli import schema
from ltc_cli.__main__ import run
from ltc_cli.desk import Desk
from ltc_cli.domain import start
from ltc_cli.roster import ENTRIES

ROOT = Path(__file__).parent.parent
SOURCES = {path.relative_to(ROOT / "ltc_cli").as_posix(): path for path in sorted((ROOT / "ltc_cli").rglob("*.py"))}

# Who may import whom -------------------------------------------------------------------------------------------------

FLOORS = (
    ("errors",),
    ("shape", "money", "quantity", "guard", "clock", "config", "newfile", "roster", "schema"),
    ("words", "expression", "process", "stats", "turn"),
    ("store", "gate"),
    ("journal",),
    ("schema.migrate",),
    ("book",),
    ("domain",),
    ("metrics",),
    ("figures", "intake", "check", "backup"),
    ("review",),
    ("export",),
    ("front", "render"),
    ("desk",),
    ("options", "topics"),
    ("verbs",),
    ("commands",),
    ("__main__",),
)
"""From the ground up: a room may import from its own floor's own room and from every floor below."""
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
RENDER_KNOWS = {"render", "errors", "shape", "money", "quantity", "guard", "clock", "words"}


def room_of(module: str) -> str:
    """The room of a dotted name without the package: `domain.lead` is in `domain`."""
    return "schema.migrate" if module.startswith("schema.migrate") else module.split(".")[0]


def imports(tree: ast.Module) -> Iterator[str]:
    """What is imported from our own package, as dotted names without it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "ltc_cli":
            yield from (alias.name for alias in node.names if not alias.name.startswith("__"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ltc_cli."):
            module = str(node.module).removeprefix("ltc_cli.")
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("ltc_cli.") for alias in node.names if "ltc_cli" in alias.name)


def wrong_imports(source: str, text: str) -> list[str]:
    """The imports of a source file that go up, sideways, or where render may not look."""
    here = room_of(source.removesuffix(".py").replace("/", "."))
    found = []
    for name in imports(ast.parse(text)):
        there = room_of(name)
        if there == "commands" and here == "commands":
            found.append(f"{source}: a command imports a command: {name}")
        elif here == "render" and there not in RENDER_KNOWS:
            found.append(f"{source}: render knows nothing of {name}")
        elif there != here and FLOOR[there] >= FLOOR[here]:
            found.append(f"{source}: {here} is not above {name}")
    return found


def test_rooms_import_only_what_is_below_them():
    """No import goes up or sideways."""
    assert [wrong for source, path in SOURCES.items() for wrong in wrong_imports(source, path.read_text())] == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("domain/lead.py", "from ltc_cli.render import show"),
        ("money.py", "def f() -> None:\n    from ltc_cli.clock import Clock"),
        ("render/table.py", "from ltc_cli import store"),
        ("commands/lead.py", "from ltc_cli.commands import deal"),
        ("journal/undo.py", "import ltc_cli.book"),
        ("store.py", "from ltc_cli.schema import migrate"),
    ],
)
def test_the_import_guard_bites(source, text):
    """Each kind of breach is caught, also inside a function."""
    assert len(wrong_imports(source, text)) == 1


# Where things live ---------------------------------------------------------------------------------------------------

SQL = re.compile(r"\b(SELECT\s.+\bFROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|PRAGMA \w|CREATE TABLE|BEGIN IMM)", re.S)
SQL_ROOMS = {"schema", "schema.migrate", "store", "journal", "book", "check", "backup"}
SQL_ROOMS |= {"domain", "figures", "intake", "export", "review"}
SPEAKERS = {"render", "desk", "__main__"}
HEAVY = {"rich", "yaml", "sqlite_utils", "csv", "zoneinfo", "platformdirs", "decimal", "statistics", "difflib"}


def texts(tree: ast.Module) -> Iterator[str]:
    """Every string of a source, docstrings left out, f-strings with their holes as blanks."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "X" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def misplaced(source: str, text: str) -> list[str]:
    """What a source file holds that lives elsewhere: SQL, printing, and in a command anything but its one call."""
    room = room_of(source.removesuffix(".py").replace("/", "."))
    tree = ast.parse(text)
    found = [f"{source}: SQL: {words[:40]}" for words in texts(tree) if room not in SQL_ROOMS and SQL.search(words)]
    for node in ast.walk(tree):
        spoken = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if spoken in ("print", "typer.echo", "sys.stdout.write", "sys.stderr.write") and room not in SPEAKERS:
            found.append(f"{source}:{node.lineno}: {spoken}")
        if isinstance(node, ast.Import | ast.ImportFrom) and re.search(
            r"\bimport click|\bfrom click", ast.unparse(node)
        ):
            found.append(f"{source}:{node.lineno}: import click")
        if room == "commands" and isinstance(node, ast.Try):
            found.append(f"{source}:{node.lineno}: a command tries")
        if room == "commands" and isinstance(node, ast.If) and "format" in ast.unparse(node.test):
            found.append(f"{source}:{node.lineno}: a command asks for the format")
    return found


def test_sql_printing_and_trying_are_where_they_belong():
    """SQL below the figures, words in render, desk and front door, and commands that only parse, call and show."""
    assert [wrong for source, path in SOURCES.items() for wrong in misplaced(source, path.read_text())] == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("render/table.py", "rows = conn.execute('SELECT name FROM lead')"),
        ("commands/lead.py", "conn.execute(f'UPDATE {table} SET a = 1')"),
        ("domain/lead.py", "print('done')"),
        ("figures/lead/funnel.py", "import typer\ntyper.echo('done')"),
        ("front.py", "import click"),
        ("commands/lead.py", "try:\n    add()\nexcept ValueError:\n    pass"),
        ("commands/lead.py", "if desk.format == 'json':\n    add()"),
    ],
)
def test_the_guard_of_places_bites(source, text):
    """Each thing out of its place is caught."""
    assert len(misplaced(source, text)) == 1


def test_a_docstring_may_speak_of_sql():
    """What is said is not what is run."""
    assert misplaced("render/table.py", '"""Rows of a SELECT name FROM lead."""') == []


# How big -------------------------------------------------------------------------------------------------------------

MOST_LINES, LONGEST, MOST_PARAMETERS = 450, 45, 8
LARGER = {
    "domain/start.py:create": "each is an option of `ltc init`",
    "verbs/imports.py:import_": "each is an option of `ltc lead import`",
    "verbs/__init__.py:line": "each is an option of `ltc quote line`",
    "metrics.py:report": "each is a part of a report's envelope",
}
"""What is larger all the same, with the reason."""


def too_big(source: str, text: str) -> list[str]:
    """Modules, functions and parameter lists beyond the size of the house; a command's options are not its own."""
    lines = text.count("\n")
    found = [f"{source}: {lines} lines"] if lines > MOST_LINES else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            long = node.end_lineno - node.lineno + 1
            takes = len(node.args.args) + len(node.args.kwonlyargs) - (node.args.args[:1] != [] and _is_self(node))
            if long > LONGEST and not source.startswith("commands/"):
                found.append(f"{source}:{node.name}: {long} lines")
            if takes > MOST_PARAMETERS and not source.startswith("commands/"):
                found.append(f"{source}:{node.name}: {takes} parameters")
    return [each for each in found if each.rsplit(": ", 1)[0] not in LARGER]


def _is_self(node: ast.FunctionDef) -> bool:
    return node.args.args[0].arg in ("self", "cls")


def test_nothing_outgrows_the_house():
    """Modules of some 400 lines, functions of some 40, eight parameters."""
    assert [wrong for source, path in SOURCES.items() for wrong in too_big(source, path.read_text())] == []


@pytest.mark.parametrize(
    "text",
    ["x = 1\n" * 451, "def f():\n" + "    x = 1\n" * 45, "def f(a, b, c, d, e, *, f, g, h, i): ..."],
)
def test_the_guard_of_sizes_bites(text):
    """A module, a function and a parameter list too long."""
    assert len(too_big("domain/lead.py", text)) == 1


def test_rooms_are_named_after_what_is_in_them():
    """No drawer for odds and ends."""
    odd = {"util", "utils", "helper", "helpers", "common", "manager", "base", "misc", "handler", "data", "info"}
    assert [source for source in SOURCES if odd & set(source.removesuffix(".py").split("/"))] == []


def unexplained(source: str, text: str) -> list[str]:
    """A module or a public function or class of it without a docstring; commands are explained by their help."""
    tree = ast.parse(text)
    found = [source] if ast.get_docstring(tree) is None else []
    for node in tree.body:
        public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if public and ast.get_docstring(node) is None and not source.startswith("commands/"):
            found.append(f"{source}: {node.name}")
    return found


def test_everything_public_says_what_it_is():
    """Modules, functions and classes have a docstring."""
    assert [wrong for source, path in SOURCES.items() for wrong in unexplained(source, path.read_text())] == []


def test_the_guard_of_docstrings_bites():
    """A silent module with a silent function is two breaches."""
    assert unexplained("money.py", "def add(): ...") == ["money.py", "money.py: add"]


# What a command loads ------------------------------------------------------------------------------------------------


def loaded(tmp_path: Path, statement: str) -> set[str]:
    """The heavy modules in memory after a statement, in a process of its own."""
    code = f"import sys\n{statement}\nsys.stderr.write('LOADED ' + ' '.join(sys.modules))"
    environment = {"LTC_DB": str(tmp_path / "ltc.db"), "LTC_CURRENCY": "EUR", "TZ": "UTC", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    heavy = (HEAVY | {"click", "pydantic", "importlib.metadata"}) - {"difflib"}  # which Typer loads itself
    return set(done.stderr.split("LOADED ")[1].split()) & heavy


ADD = "from ltc_cli.__main__ import run; from ltc_cli.desk import Desk; w = ['lead', 'add', 'Ada']; run(w, Desk(w))"


def test_an_everyday_command_loads_nothing_heavy(tmp_path):
    """The second `lead add` (the first makes the file) needs none of the libraries that take long to load."""
    loaded(tmp_path, ADD)
    assert loaded(tmp_path, ADD) == set()


def test_the_guard_of_loading_bites(tmp_path):
    """A library that is imported is seen."""
    assert loaded(tmp_path, "import csv, yaml") == {"csv", "yaml"}


# The language --------------------------------------------------------------------------------------------------------


def printed(*words: str) -> str:
    """What a command line prints."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert run(list(words), Desk(words, out, io.StringIO())) == 0
    return out.getvalue()


def test_help_fits_a_terminal():
    """24 lines of 80 columns, the prompt's line included."""
    lines = printed("--help").splitlines()
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_every_command_is_told_in_one_sentence(entry):
    """A sentence with its full stop, short enough for a line of help; a full stop inside would cut it."""
    commands = {
        info.name or info.callback.__name__.rstrip("_").replace("_", "-"): info
        for info in import_module(entry.module).app.registered_commands
    }
    assert commands
    for info in [commands[entry.name]] if entry.alone else commands.values():
        first = (info.help or info.callback.__doc__ or "").strip().splitlines()[0]
        assert re.fullmatch(r"[A-Z`].{5,90}[^.…]\.", first), first
        assert ". " not in first
    assert len(entry.help) <= 68


@pytest.mark.parametrize(
    "entry", [entry for entry in ENTRIES.values() if not entry.alone], ids=lambda entry: entry.name
)
def test_every_noun_has_three_examples_that_run(entry, tmp_path, tmp_path_factory, monkeypatch):
    """What the help of a noun says to try works as it is written. The year they look at is lived once and copied."""
    import shlex
    import shutil

    from ltc_cli.domain import demo

    live = demo.fill

    def fill(path, *, today=None):
        year = tmp_path_factory.getbasetemp() / f"year-{today}.db"
        if not year.exists():
            live(year, today=today)
        shutil.copy(year, path)

    monkeypatch.setattr(demo, "fill", fill)

    examples = getattr(import_module(entry.module), "EXAMPLES", ())
    assert len(examples) == 3
    monkeypatch.chdir(tmp_path)
    (tmp_path / "process.yaml").write_text(printed("process", "show", "--demo"))
    (tmp_path / "leads.csv").write_text("name,email\nAda,ada@example.com\n")
    for example in examples:
        words = shlex.split(re.sub(r" > \S+$", "", example))
        assert words[0] == "ltc"
        printed(*words[1:])


VERBS = {
    entry.name: {info.name or info.callback.__name__.rstrip("_").replace("_", "-") for info in registered}
    for entry in ENTRIES.values()
    if not entry.alone and (registered := import_module(entry.module).app.registered_commands)
}


def unknown_commands(text: str) -> list[str]:
    """Commands of ours that a text tells people to type, and that are not there."""
    named = re.findall(r"\bltc ([a-z]+)\b(?: ([a-z]+)\b)?", text)
    return [f"{noun} {verb}" for noun, verb in named if verb and noun in VERBS and verb not in VERBS[noun] | {"add"}]


def test_what_people_are_told_to_type_is_there():
    """Hints, examples and documents name verbs that their noun has."""
    strings = [(source, text) for source, path in SOURCES.items() for text in texts(ast.parse(path.read_text()))]
    documents = [(path.name, path.read_text("utf-8")) for path in [*ROOT.glob("*.md"), *ROOT.glob("examples/*.md")]]
    assert [(where, name) for where, text in strings + documents for name in unknown_commands(text)] == []


def test_the_guard_of_hints_bites():
    """A verb that a noun does not have is seen; prose about ltc is not."""
    assert unknown_commands("try: ltc deal close D7, or ltc lead add Ada") == ["deal close"]
    assert unknown_commands("ltc does not know; see ltc deal --help") == []


# The file ------------------------------------------------------------------------------------------------------------


def test_the_tables_are_those_of_the_schema(tmp_path):
    """Every table holds business facts and is journaled, or belongs to the journal or the migrations."""
    with start.create(tmp_path / "ltc.db", currency="EUR", timezone="UTC") as book:
        tables = {row[0] for row in book.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        triggers = {row[0] for row in book.conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    ours = {name for name in tables if not name.startswith(("sqlite_", "_sqlite", "search"))}
    assert ours == {*schema.JOURNALED, "operation", "change", "now_op"}
    assert {f"{table}_{what}" for table in schema.JOURNALED for what in ("updated", "deleted")} <= triggers
    assert {f"{table}_fixed" for table in schema.EVENTS} <= triggers


def test_migrations_are_numbered_without_gaps():
    """001, 002, … up to the version of the schema."""
    numbers = sorted(int(path.name[:3]) for path in (ROOT / "ltc_cli" / "schema").glob("[0-9][0-9][0-9]_*.sql"))
    assert numbers == list(range(1, schema.VERSION + 1))


def test_every_column_says_what_it_holds_or_is_plain():
    """The schema is STRICT throughout."""
    for path in (ROOT / "ltc_cli" / "schema").glob("[0-9][0-9][0-9]_*.sql"):
        text = path.read_text()
        assert text.count("CREATE TABLE") == text.count(") STRICT;"), path.name


# The project ---------------------------------------------------------------------------------------------------------

MACHINE = re.compile(r"/(?:work|root|Users)/\w|/home/(?!\w*\.)\w+/")


def project_files() -> Iterator[Path]:
    """Every text of the project."""
    for pattern in ("*.py", "*.md", "*.toml", ".ci/*", "*/**/*.py", "*/**/*.md", "*/**/*.yaml", "*/**/*.sql"):
        yield from (path for path in ROOT.glob(pattern) if not any(part in (".venv", "build") for part in path.parts))


def test_no_text_names_a_machine():
    """No path of somebody's computer stands in the project."""
    mine = Path(__file__)
    assert [str(path) for path in project_files() if path != mine and MACHINE.search(path.read_text("utf-8"))] == []


def test_the_guard_of_machines_bites():
    """A path of somebody's computer is seen."""
    assert MACHINE.search("see /root/ltc.db")
    assert MACHINE.search("/home/ada/ltc")


def test_the_gate_runs_what_the_readme_says():
    """`.ci/run` takes its test command from the README, so the two cannot differ; it has to find one."""
    readme = (ROOT / "README.md").read_text("utf-8")
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert len(re.findall(r"```sh test\n(.+?)```", readme, re.S)) == 1
    assert len(re.findall(r"```sh start\n(.+?)```", readme, re.S)) == 1
    assert "run_readme test" in script
    assert "run_readme start" in script


def test_the_version_is_in_the_changelog():
    """The newest entry of the changelog is this version."""
    from ltc_cli import __version__

    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert newest
    assert newest.group(1) == __version__


def test_errors_have_the_codes_that_help_lists():
    """`ltc help exit-codes` names every code an error can end with."""
    from ltc_cli.errors import LtcError

    listed = {row["code"] for row in json.loads(printed("help", "exit-codes", "--json"))}
    assert {error.exit_code for error in LtcError.__subclasses__()} | {0, 1, 130} == listed
