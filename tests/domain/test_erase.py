"""Erasing a person: out of the records, the history and the bytes; figures, documents and the chain stay."""

import json
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ltc_cli import check, store

TOKENS = ("Quillfeather", "quill@feather.example", "+49 30 5550199", "Plumage Works", "allergic to peanuts", "zx-plume")
"""Name, e-mail, phone, company, a note's text and a custom field of one lead: nothing else in the file holds them."""


def holds(ltc, token):
    """How often the file's bytes, and those of a journal beside it, hold a text."""
    files = [ltc.path, *ltc.path.parent.glob(f"{ltc.path.name}-*")]
    return sum(file.read_bytes().lower().count(token.lower().encode()) for file in files)


def sound(ltc):
    """What a check finds."""
    conn = store.connect(ltc.path)
    try:
        return [(each.check, each.table, each.row_id, each.what) for each in check.run(conn)]
    finally:
        conn.close()


def with_field(ltc, tmp_path):
    """Give leads a custom field of free text."""
    file = tmp_path / "process.yaml"
    text = ltc("process", "show").out
    assert "fields:" not in text.split("pipelines:")[0].split("lead:")[1]
    file.write_text(text.replace("lead:\n", "lead:\n  fields:\n    - {id: nickname, kind: text}\n", 1))
    assert ltc("process", "apply", str(file), "--yes").code == 0


@pytest.fixture
def fifty(ltc, tmp_path):
    """Fifty leads in one import, one of them with everything; notes, edits and invoices."""
    lines = ["name,company,email,phone,channel"]
    lines += [f"Person {n},Company {n},p{n}@x.example,+49 40 7{n:06d},fair" for n in range(1, 50)]
    lines.insert(25, f"Ina {TOKENS[0]},{TOKENS[3]},{TOKENS[1]},{TOKENS[2]},referral")
    (tmp_path / "leads.csv").write_text("\n".join(lines))
    assert ltc("lead", "import", "leads.csv").code == 0
    number = ltc.json("lead", "show", TOKENS[1])["id"]
    for words in (
        ("note", f"L{number}", TOKENS[4], "--kind", "call"),
        ("task", "add", f"call {TOKENS[0]} back", "--on-record", f"L{number}"),
        ("lead", "edit", f"L{number}", f"tags={TOKENS[5]}"),
        ("lead", "edit", f"L{number}", "name=Ina Q."),
        ("lead", "edit", f"L{number}", f"name=Ina {TOKENS[0]}"),
        ("lead", "edit", "L3", "company=Other"),
        ("invoice", "add", "Acme", "--line", "audit:1:100") if False else ("account", "add", "Acme"),
    ):
        assert ltc(*words).code == 0, words
    return ltc, number


def test_one_in_fifty_leaves_no_trace_in_the_bytes(fifty):
    ltc, number = fifty
    assert all(holds(ltc, token) for token in TOKENS)
    told = ltc("erase", TOKENS[1], "--reason", f"{TOKENS[1]} asked for it", "--yes", "--json")
    assert told.code == 0, told.err
    assert {token: holds(ltc, token) for token in TOKENS} == dict.fromkeys(TOKENS, 0)
    assert sound(ltc) == []
    assert ltc.rows("SELECT name, company, email, email_key, phone, phone_key, tags FROM lead WHERE id = ?", number) == [
        ("(erased)", None, None, None, None, None, None)
    ]
    assert ltc.rows("SELECT count(*), count(DISTINCT name) FROM lead") == [(50, 50)]
    assert ltc.rows("SELECT note FROM operation WHERE verb = 'erase'") == [("(erased) asked for it",)]
    for token in TOKENS:
        assert ltc.json("search", token) == []
