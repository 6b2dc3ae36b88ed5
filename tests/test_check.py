"""Every check holds for an honest file, and finds the breach it is there for."""

import sqlite3

import pytest

from ltc_cli import check
from ltc_cli.domain.proof import conservation, reconciliation


@pytest.fixture
def told(ltc):
    for words in (
        ("member", "add", "Ada"),
        ("lead", "add", "Grace", "--company", "Hopper", "--amount", "9k"),
        ("lead", "assign", "L1", "--to", "Ada"),
        ("lead", "convert", "L1", "--deal", "Audit"),
        ("deal", "advance", "D1"),
        ("deal", "win", "D1"),
        ("lead", "add", "Alan"),
        ("note", "L2", "met at the fair"),
        ("task", "add", "call", "--due", "fri"),
    ):
        answer = ltc(*words)
        assert answer.code == 0, answer.err
    return ltc


def tamper(path, *statements):
    """Change the file behind the back of every guard."""
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA ignore_check_constraints=ON")
    triggers = conn.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        conn.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        conn.execute(statement)
    for _, sql in triggers:
        conn.execute(sql)
    conn.close()


def test_an_honest_file_is_silent(told):
    assert told("check") == (0, "", "")


def test_a_name_there_is_not(told):
    answer = told("check", "integrty")
    assert (answer.code, "Did you mean integrity?" in answer.err) == (2, True)


BREACHES = (
    ("references", "UPDATE deal SET account_id = 99"),
    ("references", "UPDATE touch SET entity_id = 99"),
    ("references", "UPDATE touch SET entity = 'ghost'"),
    ("ranges", "INSERT INTO member(name, name_key, created_ms) VALUES ('x', 'x', 1)"),
    ("ranges", "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'lead'"),
    ("schema", "DROP INDEX lead_created"),
    ("schema", "CREATE TRIGGER sneaky AFTER INSERT ON lead BEGIN DELETE FROM touch; END"),
    ("steps", "UPDATE lead SET status = 'new', kind = 'new' WHERE id = 1"),
    ("steps", "UPDATE lead SET kind = 'qualified' WHERE id = 2"),
    ("steps", "UPDATE deal SET closed_ms = closed_ms + 1"),
    ("steps", "UPDATE deal SET kind = 'open', closed_ms = NULL"),
    ("values", "UPDATE deal SET amount_minor = 1"),
    ("values", "DELETE FROM deal_value"),
    ("owners", "UPDATE lead SET owner_id = NULL WHERE id = 1"),
    ("conversion", "UPDATE lead SET account_id = NULL, contact_id = NULL WHERE id = 1; UPDATE deal SET lead_id = NULL"),
    ("stages", "UPDATE deal SET stage = 'limbo'"),
    ("fields", "UPDATE lead SET fields = '{' WHERE id = 2"),
    ("fields", "UPDATE lead SET tags = '{}' WHERE id = 2"),
    ("money", "UPDATE deal SET currency = 'XYZ'"),
    ("money", "UPDATE lead SET currency = NULL WHERE id = 1"),
    ("chain", "UPDATE now_op SET id = 1"),
)


@pytest.mark.parametrize(("name", "breach"), BREACHES)
def test_each_check_finds_its_breach(told, name, breach):
    tamper(told.path, *breach.split("; ")) if not breach.startswith("CREATE") else tamper(told.path, breach)
    answer = told("check", name, "--json")
    assert answer.code == (7 if name == "chain" else 8)
    assert f'"check": "{name}"' in answer.out
    assert answer.err.count("\n") <= 2


def test_every_check_has_a_breach():
    """Those of documents and money have theirs in domain/test_conservation.py."""
    elsewhere = {"integrity", "next", *conservation.INVARIANTS, *reconciliation.INVARIANTS}
    assert set(check.names()) - {name for name, _ in BREACHES} == elsewhere


def test_a_renamed_stage_is_the_same_stage(told):
    path = told.path.with_name("renamed.yaml")
    yaml = told("process", "show").out.replace("proposal", "offer").replace("offer: {", "offer: {was: proposal, ", 1)
    path.write_text(yaml, "utf-8")
    applied = told("process", "apply", str(path), "--yes")
    assert applied.code == 0, applied.err
    assert told("check") == (0, "", "")


def test_damage_is_told_from_a_broken_rule(told):
    """A page of zeros in the middle: exit 7, and what to do."""
    size = told.path.stat().st_size
    with told.path.open("r+b") as file:
        file.seek(size // 2 // 4096 * 4096)
        file.write(bytes(4096))
    answer = told("check")
    assert answer.code == 7
    assert "ltc restore" in answer.err
