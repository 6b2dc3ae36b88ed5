"""`ltc demo` and `--demo`: a year to look around in, which never touches a file of one's own."""

import tempfile
from pathlib import Path


def test_demo_makes_a_file_here_and_says_how_to_look_around(bare):
    """Without a name it is ltc-demo.db in the current folder, whatever LTC_DB says."""
    told = bare("demo")
    assert told.code == 0
    assert "Made ltc-demo.db" in told.out
    assert "ltc today --db ltc-demo.db" in told.err
    assert Path("ltc-demo.db").stat().st_mode & 0o777 == 0o600
    assert not bare.path.exists()


def test_demo_ends_today(bare):
    """The newest lead of a file to keep is at most a few days old."""
    bare("demo", "-o", "year.db", "--today", "2026-08-15")
    created = max(row["created"] for row in bare.json("lead", "list", "--db", "year.db", "--today", "2026-08-15"))
    assert "2026-08-10" < created[:10] <= "2026-08-15"


def test_demo_does_not_touch_what_is_there(bare):
    """A second one is refused, and the first stays as it is."""
    assert bare("demo", "-o", "year.db").code == 0
    before = Path("year.db").read_bytes()
    told = bare("demo", "-o", "year.db")
    assert (told.code, told.out) == (4, "")
    assert told.err.startswith("ltc: year.db is there already and was not touched.")
    assert Path("year.db").read_bytes() == before


def test_demo_takes_the_process_and_the_file_by_option(bare):
    """--db names the file as well as -o does; a YAML file is a process too."""
    assert bare.json("demo", "--db", "saas.db", "--process", "saas")["file"] == "saas.db"
    assert bare("demo", "-o", "no.db", "--process", "sas").code == 3
    assert not Path("no.db").exists()


def test_the_demo_is_sound(bare):
    """Everything that `ltc check` knows of holds."""
    bare("demo", "-o", "year.db")
    told = bare("check", "--db", "year.db")
    assert (told.code, told.out) == (0, "")


def test_the_throw_away_copy_is_thrown_away(bare, tmp_path, monkeypatch):
    """A question and a change with --demo leave nothing behind, and ask nobody's file."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    assert len(bare.json("lead", "list", "--demo")) > 100
    assert bare.json("lead", "add", "Ada", "--demo")["ref"] == "L152"
    assert len(bare.json("lead", "list", "--demo", "--limit", "500")) == 151
    assert list((tmp_path / "temp").iterdir()) == []
    assert not bare.path.exists()


def test_the_demo_stands_on_its_own_day(bare, monkeypatch):
    """It is 31 March 2026 there unless a day is asked for."""
    monkeypatch.delenv("LTC_TODAY")
    assert bare("today", "--demo", "-f", "table").out.startswith("Tue 31 Mar 2026")
    assert bare("today", "--demo", "-f", "table", "--today", "2026-07-01").out.startswith("Wed 1 Jul 2026")


def test_ltc_demo_may_be_set_for_a_whole_session(bare):
    """LTC_DEMO=1 is --demo on every command."""
    assert len(bare("lead", "list", "--json", env={"LTC_DEMO": "1"}).json) == 151
