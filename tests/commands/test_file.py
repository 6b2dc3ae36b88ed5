"""With and without a file: who may make it, and what is said where nobody can be asked."""

import io

import pytest

WELCOME = "Welcome to ltc"
NO_FILE = "ltc: there is no file yet.\ntry: Begin with: ltc init, or look around first: ltc demo\n"


class Screen(io.StringIO):
    """A stream that is a terminal."""

    encoding = "utf-8"

    def isatty(self):
        return True


def at_a_terminal(monkeypatch, typed, *words):
    """Run with a person there: code, stdout and stderr."""
    import sys

    from ltc_cli.__main__ import run
    from ltc_cli.desk import Desk

    out, err = Screen(), Screen()
    monkeypatch.setattr(sys, "stdin", Screen(typed))
    desk = Desk(words, out, err)
    try:
        return run(list(words), desk), out.getvalue(), err.getvalue()
    finally:
        desk.close()


@pytest.mark.parametrize("words", [("lead", "list"), ("search", "x"), ("L1",), ("deal", "board"), ()])
def test_a_question_about_a_missing_file(bare, monkeypatch, words):
    """Exit 3 and how to begin; nothing is made."""
    assert bare(*words) == (3, "", f"ltc: there is no file {bare.path}.\ntry: Make it: ltc init --db {bare.path}\n")
    monkeypatch.delenv("LTC_DB")
    assert bare(*words) == (3, "", NO_FILE)
    assert list(bare.path.parent.iterdir()) == []


def test_a_first_write_makes_a_named_file(bare, monkeypatch):
    """Named by LTC_DB or by --db; the process is consulting, the zone the machine's."""
    assert bare.json("lead", "add", "Ada")["ref"] == "L1"
    monkeypatch.delenv("LTC_DB")
    other = bare.path.with_name("other.db")
    assert bare("lead", "add", "Ada", "--db", str(other)).code == 0
    assert other.stat().st_mode & 0o777 == 0o600
    assert bare("--db", str(other), "process", "show").out.splitlines()[1:3] == [
        "name: Consulting", "timezone: Europe/Berlin",
    ]  # fmt: skip


def test_a_first_write_without_a_name_is_refused_where_nobody_is(bare, monkeypatch):
    """A cron job with a wrong folder must not fill a second book."""
    monkeypatch.delenv("LTC_DB")
    assert bare("lead", "add", "Ada") == (3, "", NO_FILE)
    assert list(bare.path.parent.iterdir()) == []


def test_a_first_write_on_a_terminal_makes_the_file_and_says_where(bare, monkeypatch):
    """In the user's data folder."""
    monkeypatch.delenv("LTC_DB")
    code, _, err = at_a_terminal(monkeypatch, "", "lead", "add", "Ada")
    made = bare.path.parent / "data" / "ltc" / "ltc.db"
    assert (code, made.exists()) == (0, True)
    assert f"made {made} with the process 'consulting'" in err


def test_ltc_alone_welcomes_on_a_terminal(bare, monkeypatch):
    """Three ways to begin; and nothing is made."""
    monkeypatch.delenv("LTC_DB")
    code, out, _ = at_a_terminal(monkeypatch, "")
    assert code == 0
    assert all(way in out for way in (WELCOME, "ltc demo", "ltc init", "ltc lead import"))
    assert list(bare.path.parent.iterdir()) == []


def test_ltc_alone_is_the_day(ltc):
    """The same as `ltc today`."""
    ltc("lead", "add", "Ada")
    assert ltc().out == ltc("today").out != ""
    assert ltc("--json").json == ltc.json("today")


def test_a_file_in_the_folder_is_found(bare, monkeypatch):
    """ltc.db here goes before the data folder."""
    monkeypatch.delenv("LTC_DB")
    assert bare("--db", "ltc.db", "lead", "add", "Ada").code == 0
    assert [each["name"] for each in bare.json("lead", "list")] == ["Ada"]


def test_init_refuses_to_touch_a_file(ltc):
    """Exit 4; with --if-missing it is well."""
    assert ltc.refused("init") == (
        4, f"ltc: {ltc.path} is there already and was not touched.\n"
        f"try: Use it, or name another: ltc init --db book-2.db\n",
    )  # fmt: skip
    told = ltc("init", "--if-missing")
    assert (told.code, told.err) == (0, f"{ltc.path} is there already; nothing changed.\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--currency", "EUO"), 2, "ltc: there is no currency 'EUO'.\ntry: Did you mean EUR?\n"),
        (
            ("--timezone", "Europe/Berlim"),
            5,
            "ltc: there is no time zone 'Europe/Berlim'.\ntry: Did you mean Europe/Berlin?\n",
        ),
        (("--process", "consultin"), 3, None),
        (("--process", "nowhere.yaml"), 3, None),
    ],
)  # fmt: skip
def test_a_bad_setting_makes_no_file(bare, words, code, said):
    """What cannot be understood leaves nothing behind."""
    told = bare("init", *words)
    assert (told.code, told.out) == (code, "")
    assert said in (None, told.err)
    assert not bare.path.exists()


@pytest.mark.parametrize(
    ("path", "code"), [("", 7), (".", 7), (":memory:", 7), ("no/such/folder.db", 7), ("text.db", 7)]
)
def test_what_is_no_file_for_ltc(bare, path, code):
    """Exit 7, and it stays as it is."""
    text = bare.path.with_name("text.db")
    text.write_text("hello, this is no database at all", encoding="utf-8")
    told = bare("lead", "add", "Ada", "--db", path)
    assert (told.code, told.out, told.err.count("\n")) == (code, "", 2)
    assert text.read_text(encoding="utf-8") == "hello, this is no database at all"


class TestCurrency:
    """The currency of the business, when none was said at the beginning."""

    def test_nobody_to_ask(self, bare):
        bare("lead", "add", "Ada")
        assert bare.refused("lead", "add", "Bob", "--amount", "9k") == (
            4,
            "ltc: the amount '9k' has no currency, and this file has none of its own yet.\n"
            "try: Write '9k EUR', or set one for all: LTC_CURRENCY=EUR\n",
        )

    def test_named_with_the_amount(self, bare):
        assert bare.json("lead", "add", "Bob", "--amount", "9k USD")["currency"] == "USD"
        assert bare.refused("lead", "add", "Bob", "--amount", "9k")[0] == 4

    def test_by_variable_and_kept(self, bare):
        bare("lead", "add", "Ada")
        assert bare.json("lead", "add", "Bob", "--amount", "9k", env={"LTC_CURRENCY": "CHF"})["currency"] == "CHF"
        assert bare.json("lead", "add", "Cleo", "--amount", "1k")["currency"] == "CHF"

    def test_asked_on_a_terminal_and_kept(self, bare, monkeypatch):
        bare("lead", "add", "Ada")
        monkeypatch.setattr("typer.prompt", lambda *_, **__: "gbp")
        assert at_a_terminal(monkeypatch, "", "lead", "add", "Bob", "--amount", "9k")[0] == 0
        assert bare.json("lead", "add", "Cleo", "--amount", "1k")["currency"] == "GBP"

    def test_a_dry_run_does_not_keep_it(self, bare):
        bare("lead", "add", "Ada")
        assert bare("lead", "add", "Bob", "--amount", "9k", "--dry-run", env={"LTC_CURRENCY": "CHF"}).code == 0
        assert bare.refused("lead", "add", "Bob", "--amount", "9k")[0] == 4
