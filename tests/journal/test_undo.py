"""Taking operations back: what comes back, what stands in the way, and that a redo is the undo of an undo."""

import sqlite3

import pytest

HISTORY_OF_ONE_DEAL = (
    ("lead", "add", "Ada Lovelace", "--company", "Analytical", "--amount", "9k"),
    ("lead", "qualify", "L1"),
    ("lead", "convert", "L1", "--deal", "Audit"),
    ("deal", "advance", "D1"),
    ("deal", "edit", "D1", "amount=7k"),
    ("note", "D1", "they like it", "--kind", "call"),
    ("deal", "win", "D1"),
)


def facts(ltc):
    """Every row of every journaled table."""
    from ltc_cli.schema import JOURNALED

    return {table: ltc.rows(f"SELECT * FROM {table} ORDER BY id") for table in JOURNALED}


def test_undo_after_undo_goes_back_to_the_beginning_and_redo_returns(ltc):
    """Each state on the way back, and on the way forth again, is the state that was; ids included."""
    states = [facts(ltc)]
    for words in HISTORY_OF_ONE_DEAL:
        assert ltc(*words).code == 0
        states.append(facts(ltc))
    for state in reversed(states[:-1]):
        assert ltc("undo").code == 0
        assert facts(ltc) == state
    undos = [number for (number,) in ltc.rows("SELECT id FROM operation WHERE verb = 'undo' ORDER BY id DESC")]
    for undo, state in zip(undos, states[1:], strict=True):
        assert ltc("undo", str(undo)).code == 0
        assert facts(ltc) == state
    assert ltc("check").code == 0


def test_nothing_left_to_undo(ltc):
    assert ltc("undo").code == 4
    assert "nothing to undo" in ltc("undo").err


def test_making_the_file_is_not_undone(ltc):
    told = ltc("undo", "1")
    assert (told.code, "init" in told.err) == (4, True)


def test_an_operation_there_is_not(ltc):
    assert ltc("undo", "77").code == 3


def test_taking_back_twice_changes_nothing_and_is_no_error(ltc):
    ltc("lead", "add", "Ada")
    ltc("undo", "2")
    before = ltc.dump()
    told = ltc("undo", "2")
    assert (told.code, "taken back already by 3" in told.err) == (0, True)
    assert ltc.dump() == before


def test_a_later_change_of_the_same_row_stands_in_the_way(ltc):
    ltc("lead", "add", "Ada")
    ltc("lead", "edit", "L1", "company=Analytical")
    code, words = ltc.refused("undo", "2")
    assert code == 4
    assert "operation 2 (lead add) has been built on: operation 3 (lead edit) changed L1 after it" in words
    assert "ltc undo 3" in words


def test_a_later_row_that_refers_to_it_stands_in_the_way(ltc):
    """By foreign key, and by entity and number, which no foreign key guards."""
    ltc("account", "add", "Analytical")
    ltc("deal", "add", "Audit", "--account", "A1")
    assert "operation 3 (deal add)" in ltc.refused("undo", "2")[1]
    ltc("lead", "add", "Ada")
    ltc("note", "L1", "met at the fair")
    assert "operation 5 (note)" in ltc.refused("undo", "4")[1]


def test_what_was_taken_back_stands_in_nobodys_way(ltc):
    ltc("lead", "add", "Ada")
    ltc("note", "L1", "met at the fair")
    ltc("undo", "3")
    assert ltc("undo", "2").code == 0
    assert ltc.rows("SELECT count(*) FROM lead") == [(0,)]


def test_a_redo_waits_for_what_it_refers_to(ltc):
    ltc("account", "add", "Analytical")
    ltc("deal", "add", "Audit", "--account", "A1")
    ltc("undo", "3")
    ltc("undo", "2")
    code, words = ltc.refused("undo", "4")
    assert (code, "D1 would lose its" in words) == (4, True)
    assert ltc("undo", "5").code == ltc("undo", "4").code == 0


def test_a_redo_does_not_take_a_key_from_another(ltc):
    ltc("lead", "add", "Ada", "--external-id", "x1")
    ltc("undo")
    ltc("lead", "add", "Grace", "--external-id", "x1")
    code, words = ltc.refused("undo", "3")
    assert (code, "another record has taken its place" in words) == (4, True)


def test_a_process_is_not_undone_from_under_its_records(ltc):
    shown = ltc("process", "show").out
    yaml = shown.replace("      proposal: {", "      tasting: {probability: 20}\n      proposal: {", 1)
    path = ltc.path.with_name("new.yaml")
    path.write_text(yaml, "utf-8")
    assert ltc("process", "apply", str(path), "--yes").code == 0
    ltc("deal", "add", "Audit", "--stage", "tasting")
    code, words = ltc.refused("undo", "2")
    assert (code, "which no process has had" in words) == (4, True)


def test_an_undo_says_what_was_and_what_is(ltc):
    ltc("lead", "add", "Ada", "--amount", "9k")
    ltc("lead", "edit", "L1", "amount=12k")
    answer = ltc.json("undo")
    assert (answer["undoes"], answer["verb"], answer["operation"]) == (3, "lead edit", 4)
    assert answer["changes"] == [
        {"record": "L1", "change": "changed", "field": "amount", "before": "12000.00 EUR", "after": "9000.00 EUR"}
    ]


def test_a_dry_run_says_the_same_and_changes_nothing(ltc):
    ltc("lead", "add", "Ada")
    before = ltc.dump()
    answer = ltc.json("undo", "--dry-run")
    assert (answer["undoes"], answer["operation"]) == (2, None)
    assert {"record": "L1", "change": "removed", "field": None, "before": "Ada", "after": None} in answer["changes"]
    assert ltc.dump() == before


def test_rows_made_and_changed_in_one_operation_go_as_one(ltc):
    from ltc_cli.book import Book

    with Book.open(ltc.path, write=True) as book, book.operation("trial"):
        made = book.insert("account", {"created_ms": 1, "name": "A", "name_key": "a"})
        book.update("account", made, {"name": "B"})
        gone = book.insert("account", {"created_ms": 1, "name": "C", "name_key": "c"})
        book.conn.execute("DELETE FROM account WHERE id = ?", (gone,))
    assert ltc("check").code == 0
    for count in (0, 1, 0):
        newest = ltc.rows("SELECT max(id) FROM operation")[0][0]
        assert ltc("undo", str(newest)).code == 0
        assert ltc.rows("SELECT count(*) FROM account WHERE name = 'B'") == [(count,)]
        assert ltc.rows("SELECT count(*) FROM account WHERE name = 'C'") == [(0,)]
        assert ltc("check").code == 0


def test_a_row_changed_and_then_removed_comes_back_as_it_was(ltc):
    from ltc_cli.book import Book

    ltc("account", "add", "Analytical", "--country", "GB")
    before = facts(ltc)
    with Book.open(ltc.path, write=True) as book, book.operation("trial"):
        book.update("account", 1, {"country": "DE"})
        book.conn.execute("DELETE FROM account WHERE id = 1")
    assert ltc("undo").code == 0
    assert facts(ltc) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lead SET name = 'x'",
        "DELETE FROM lead",
        "UPDATE stage_event SET reason = 'x'",
        "DELETE FROM stage_event",
        "DELETE FROM operation",
        "UPDATE operation SET verb = 'x'",
        "DELETE FROM change",
        "UPDATE change SET old = ''",
        "REPLACE INTO lead(id, created_ms, name, status, kind) VALUES (1, 1, 'x', 'new', 'new')",
    ],
)
def test_another_program_cannot_change_the_facts(ltc, statement):
    """Outside an operation there is nothing to journal a change under; the history cannot be changed at all."""
    ltc("lead", "add", "Ada")
    ltc("lead", "qualify", "L1")
    conn = sqlite3.connect(ltc.path)
    conn.execute("PRAGMA recursive_triggers=ON")
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only|NOT NULL"):
        conn.execute(statement)
    conn.close()
    assert ltc("check").code == 0


@pytest.mark.parametrize("statement", ["DELETE FROM stage_event", "UPDATE stage_event SET reason = 'x'"])
def test_not_even_an_operation_changes_events(ltc, statement):
    from ltc_cli.book import Book

    ltc("lead", "add", "Ada")
    ltc("lead", "qualify", "L1")
    with Book.open(ltc.path, write=True) as book:  # noqa: SIM117
        with pytest.raises(sqlite3.IntegrityError, match="append-only"), book.operation("trial"):
            book.conn.execute(statement)


def test_the_log_says_who_did_what_to_what(ltc):
    ltc("lead", "add", "Ada", "--note", "from the fair")
    ltc("undo")
    log = ltc.json("log")
    assert [(line["operation"], line["verb"], line["undoes"], line["undone_by"]) for line in log] == [
        (3, "undo", 2, None),
        (2, "lead add", None, 3),
        (1, "init", None, None),
    ]
    assert (log[1]["actor"], log[1]["note"], log[1]["records"]) == ("mia", "from the fair", ["L1"])


def test_the_log_of_a_record_and_of_a_day(ltc):
    ltc("lead", "add", "Ada")
    ltc("lead", "add", "Grace")
    ltc("note", "L1", "met at the fair")
    assert [line["verb"] for line in ltc.json("log", "L1")] == ["note", "lead add"]
    assert [line["operation"] for line in ltc.json("log", "--limit", "1")] == [4]
    assert ltc.json("log", "--since", "2026-04-01") == []
    assert len(ltc.json("log", "--since", "2026-03-31")) == 4
