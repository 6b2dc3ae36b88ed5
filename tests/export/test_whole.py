"""Everything out and in again: every row, every list and every report as before, or nothing at all."""

import csv
import hashlib
import json
import sqlite3
import string
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ltc_cli.errors import BadRows
from ltc_cli.export.source import open_source
from ltc_cli.roster import ENTRIES
from ltc_cli.schema import JOURNALED

TODAY = "2026-06-30"
LISTS = (
    "lead deal quote contract account contact task product campaign channel member order invoice payment fx"
).split()
PLACES = {"csv": "out", "jsonl": "out", "xlsx": "book.xlsx"}


@pytest.fixture(scope="session")
def year(tmp_path_factory):
    """The demo file: a year of business."""
    from ltc_cli.domain import demo

    path = tmp_path_factory.mktemp("year") / "year.db"
    demo.fill(path, today=TODAY)
    return path


@pytest.fixture
def shop(bare, year, monkeypatch):
    """`ltc` in an empty folder, on the day on which the year ends."""
    monkeypatch.setenv("LTC_TODAY", TODAY)
    monkeypatch.setenv("YEAR", str(year))
    bare.year = str(year)
    return bare


def written(shop, form, place=None):
    """Everything of the year, exported; where."""
    if form == "xlsx":
        pytest.importorskip("xlsxwriter")
        pytest.importorskip("python_calamine")
    told = shop("export", "-o", place or PLACES[form], "--format", form, "--db", shop.year)
    assert (told.code, told.out) == (0, ""), told.err
    return Path(place or PLACES[form])


def facts(path):
    """Every row of every table of facts, and the highest number that each table gave."""
    with closing(sqlite3.connect(path)) as conn:
        rows = {table: conn.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in JOURNALED}
        highest = {table: max([row[0] for row in found], default=0) for table, found in rows.items()}
        given = dict(conn.execute("SELECT name, seq FROM sqlite_sequence"))
        return rows, {table: number for table, number in highest.items() if given.get(table, 0) < number}


@pytest.mark.parametrize("form", PLACES)
def test_everything_comes_back(shop, form):
    """Rows, reports, lists and the day's list equal byte for byte; the file is sound, and nothing was in the way."""
    place = written(shop, form)
    told = shop("import", "all", str(place), "--db", "new.db")
    assert told.code == 0, told.err
    assert facts("new.db") == (facts(shop.year)[0], {})
    assert shop("check", "--db", "new.db").code == 0
    reports = [line["report"].split()[-1] for line in shop.json("report", "--db", shop.year)]
    questions = [["report", name] for name in reports] + [[noun, "list"] for noun in LISTS if noun in ENTRIES]
    for words in (*questions, ["today"]):
        before, after = (shop(*words, "--json", "--db", path) for path in (shop.year, "new.db"))
        assert before.code == 0, words
        assert after.out == before.out, words


def test_the_manifest_says_what_there_is(shop):
    """Counts and digests that other programs can check, and the process in words."""
    place = written(shop, "csv")
    manifest = json.loads((place / "manifest.json").read_text("utf-8"))
    assert {path.name for path in place.iterdir()} == {
        "manifest.json", "process.yaml", *(f"{table}.csv" for table in JOURNALED),
    }  # fmt: skip
    with closing(sqlite3.connect(shop.year)) as conn:
        for table, told in manifest["tables"].items():
            data = (place / told["file"]).read_bytes()
            assert told["sha256"] == hashlib.sha256(data).hexdigest()
            assert told["rows"] == conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    assert shop("process", "show", "--db", shop.year).out.strip() == (place / "process.yaml").read_text("utf-8").strip()
    assert manifest["guarded"] is True


def test_texts_of_all_kinds_come_back(shop):
    """Formulas, quotes, line breaks, apostrophes, an empty text beside nothing, and instants with milliseconds."""
    assert shop("lead", "add", "=1+1", "--db", "odd.db", env={"LTC_CURRENCY": "EUR"}).code == 0
    texts = ["'", "''", "'=x", "@a", '"', "a\nb", "a\r\nb", " b ", ",", "", "\t", "é\u2028"]
    with closing(sqlite3.connect("odd.db")) as conn:
        for statement in ("lead_updated", "lead_deleted"):
            conn.execute(f"DROP TRIGGER {statement}")
        for place, text in enumerate(texts):
            conn.execute(
                "INSERT INTO lead(created_ms, name, company, status, kind) VALUES (?, ?, ?, 'new', 'new')",
                (1_767_610_800_001 + place, f"n{place}", text),
            )
        conn.execute("UPDATE lead SET company = NULL WHERE name = '=1+1'")
        conn.commit()
    for form in PLACES:
        assert (
            shop("export", "-o", f"odd-{form}{'.xlsx' * (form == 'xlsx')}", "--format", form, "--db", "odd.db").code
            == 0
        )
        place = f"odd-{form}{'.xlsx' * (form == 'xlsx')}"
        told = shop("import", "all", place, "--db", f"{form}.db")
        assert told.code == 0, told.err
        assert facts(f"{form}.db")[0] == facts("odd.db")[0]


def test_an_empty_file_of_another_process_gives_way(shop):
    """What a new file begins with goes; numbers given before are never given again."""
    assert shop("init", "--process", "trade-zh", "--db", "other.db").code == 0
    assert shop("lead", "add", "gone", "--db", "other.db", env={"LTC_CURRENCY": "CNY"}).code == 0
    assert shop("undo", "--db", "other.db").code == 0
    assert shop("lead", "add", "Ada", "--db", "small.db", env={"LTC_CURRENCY": "EUR"}).code == 0
    assert shop("export", "-o", "small", "--db", "small.db").code == 0
    told = shop("import", "all", "small", "--db", "other.db")
    assert told.code == 0, told.err
    assert facts("other.db")[0] == facts("small.db")[0]
    assert shop("check", "--db", "other.db").code == 0
    assert shop.json("lead", "add", "Bob", "--db", "other.db")["ref"] == "L2"


def test_a_dry_run_changes_nothing(shop):
    """Not even a file is made."""
    place = written(shop, "jsonl")
    assert shop("import", "all", str(place), "--db", "new.db", "--dry-run").code == 0
    assert not Path("new.db").exists()


def test_a_file_with_records_is_refused(shop):
    """Exit 4; the file stays as it is."""
    place = written(shop, "csv")
    assert shop("lead", "add", "Ada", env={"LTC_CURRENCY": "EUR"}).code == 0
    code, told = shop.refused("import", "all", str(place))
    assert code == 4
    assert "holds records already" in told


# What was tampered with ----------------------------------------------------------------------------------------------


def tampered(place, table, change):
    """Change the rows of a table, and put its new digest and count into the manifest."""
    path = place / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        headings, *rows = list(csv.reader(file))
    rows = change([dict(zip(headings, row, strict=True)) for row in rows])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    manifest = json.loads((place / "manifest.json").read_text("utf-8"))
    manifest["tables"][table] |= {"rows": len(rows), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    (place / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def with_cell(name, value):
    """The second row with another cell."""

    def change(rows):
        rows[1][name] = value
        return rows

    return change


@pytest.mark.parametrize(
    ("table", "change", "where"),
    [
        ("lead", with_cell("amount_minor", "12,50"), "lead.csv:3:amount_minor: "),
        ("lead", with_cell("created_ms", "yesterday"), "lead.csv:3:created_ms: "),
        ("lead", with_cell("id", "1"), "lead.csv:3:1: UNIQUE"),
        ("lead", with_cell("kind", "odd"), "lead.csv:3:1: CHECK"),
        ("lead", with_cell("status", ""), "lead.csv:3:1: NOT NULL"),
        ("lead", with_cell("status", "contacted"), "lead.csv: row 2 "),
        ("deal", with_cell("account_id", "9999"), "deal.csv: row 2 refers to"),
        ("invoice_line", with_cell("net_minor", "0.01"), "invoice.csv: row "),
        ("process", lambda rows: [rows[0] | {"body": "{}"}, *rows[1:]], "process.csv"),
        ("process", lambda rows: [], "process.csv"),
    ],
)
def test_what_breaks_a_rule_is_refused_with_its_place(shop, table, change, where):
    """Exit 6, the cell or the row, and no record in the file."""
    place = written(shop, "csv")
    tampered(place, table, change)
    told = shop("import", "all", str(place), "--db", "new.db")
    assert told.code == 6, told.err
    assert where in told.err
    assert shop.json("lead", "list", "--db", "new.db") == []


def test_a_changed_file_is_seen_by_its_digest(shop):
    """And so is a missing one, before anything is made."""
    place = written(shop, "csv")
    with (place / "lead.csv").open("a") as file:
        file.write("1\n")
    told = shop("import", "all", str(place), "--db", "new.db")
    assert told.code == 6
    assert "lead.csv was changed" in told.err
    (place / "lead.csv").unlink()
    assert "lead.csv is missing" in shop("import", "all", str(place), "--db", "new.db").err


def test_a_newer_export_is_refused(shop):
    """It may hold what this ltc knows nothing of."""
    place = written(shop, "csv")
    manifest = json.loads((place / "manifest.json").read_text())
    (place / "manifest.json").write_text(json.dumps(manifest | {"schema": 999}))
    told = shop("import", "all", str(place), "--db", "new.db")
    assert told.code == 6
    assert "Upgrade" in told.err
    assert not Path("new.db").exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(st.lists(st.text(st.sampled_from(string.ascii_lowercase + "./\\\0 ~$%\n")), min_size=10, max_size=10))
def test_a_manifest_leads_nowhere_else(tmp_path, names):
    """Names in a manifest are those of tables, or it is refused: no path is made of them."""
    for name in [*names, "../../etc/passwd", "/etc/passwd", "lead/../../x"]:
        told = {"rows": 0, "sequence": 0, "columns": ["id"], "sha256": "0", "file": name}
        for tables in ({name: told}, {"lead": told}):
            manifest = {"ltc_export": 1, "schema": 3, "layout": "csv", "tables": tables}
            (tmp_path / "manifest.json").write_text(json.dumps(manifest))
            if name not in JOURNALED and "lead" not in tables:
                with pytest.raises(BadRows):
                    open_source(tmp_path)
            else:
                assert open_source(tmp_path).file("lead") == "lead.csv"


def test_names_from_data_make_no_files(shop, length):
    """500 records (5,000 with --long) with the names of files and folders: only what is always there is written."""
    rows = [f"../x{place}/../../../{chr(1 + place % 30)}" for place in range(500 * length)]
    rows = [row.replace(chr(1 + place % 30), f"con/{place}") for place, row in enumerate(rows)]
    Path("odd.csv").write_text("name,channel,campaign,owner\n" + "".join(f"{n},{n},{n},{n}\n" for n in rows))
    assert shop("lead", "import", "odd.csv", "--db", "odd.db", env={"LTC_CURRENCY": "EUR"}).code == 0
    before = {path.name for path in Path().iterdir()}
    assert shop("export", "-o", "all", "--db", "odd.db").code == 0
    assert shop("export", "lead", "channel", "campaign", "member", "-o", "some", "--db", "odd.db").code == 0
    assert {path.name for path in Path().iterdir()} - before == {"all", "some"}
    assert {path.name for path in Path("some").iterdir()} == {"lead.csv", "channel.csv", "campaign.csv", "member.csv"}
    assert all(path.is_file() and path.stem in (*JOURNALED, "manifest", "process") for path in Path("all").iterdir())
