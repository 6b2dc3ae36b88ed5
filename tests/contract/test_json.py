"""What machines read: the keys of each kind of JSON, in order, frozen with a version.

A new key at the end is a new version of the kind; a key that goes, moves its meaning or changes its type is not to be.
"""

import io
import json
from pathlib import Path

import pytest

from ltc_cli.__main__ import run
from ltc_cli.desk import Desk

CONTRACT = {
    ("lead", 1): (
        "ref id name company email phone status kind channel campaign owner amount currency country tags created "
        "account contact next next_due test external_id fields"
    ),
    ("deal", 1): (
        "ref id title account account_name contact lead pipeline stage status amount currency expected_close channel "
        "owner created closed reason tags next next_due test external_id fields"
    ),
    ("account", 2): (
        "ref id name email phone website country address channel owner open_deals tags created external_id "
        "billing_address tax_id language currency terms"
    ),
    ("contact", 1): "ref id name email phone accounts language tags created external_id",
    ("task", 1): "ref id task due record owner next done rule created external_id",
    ("member", 1): "name id email team since until leads deals external_id",
    ("campaign", 1): "name id channel since until budget currency leads external_id",
    ("channel", 1): "name id aliases leads created external_id",
    ("report", 1): ("report version basis period as_of tz currency status rows totals excluded warnings"),
}
KINDS = {kind: (version, keys.split()) for (kind, version), keys in CONTRACT.items()}


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    """A demo file."""
    from ltc_cli.domain import demo

    path = tmp_path_factory.mktemp("contract") / "demo.db"
    demo.fill(path)
    return path


def answer(path: Path, *words: str):
    """What a command line prints, read as JSON."""
    out, words = io.StringIO(), (*words, "--json", "--db", str(path), "--today", "2026-03-31")
    desk = Desk(words, out, io.StringIO())
    try:
        assert run(list(words), desk) == 0
    finally:
        desk.close()
    return json.loads(out.getvalue())


@pytest.mark.parametrize("kind", ["lead", "deal", "account", "contact", "task", "member", "campaign", "channel"])
def test_a_list_holds_records_of_its_kind(demo, kind):
    """Every record of a list has the keys of its kind, in their order."""
    rows = answer(demo, kind, "list")
    assert len(rows) >= 2
    assert {tuple(row) for row in rows} == {tuple(KINDS[kind][1])}


@pytest.mark.parametrize(("kind", "ref"), [("lead", "L150"), ("deal", "D51"), ("account", "A1"), ("contact", "C1")])
def test_a_page_begins_with_the_same_keys(demo, kind, ref):
    """`show` gives the record, and then the parts of its page."""
    page = answer(demo, kind, "show", ref)
    keys = KINDS[kind][1]
    assert list(page)[: len(keys)] == keys
    assert page["ref"] == ref


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("lead", ["lead", "add", "Ada"]),
        ("deal", ["deal", "add", "Audit"]),
        ("account", ["account", "add", "Lumen"]),
        ("contact", ["contact", "add", "Ada"]),
        ("task", ["task", "add", "call"]),
    ],
)
def test_a_change_gives_the_record_and_the_operation(demo, kind, words):
    """A write adds the number of its operation; a dry run has none to give."""
    kept = answer(demo, *words)
    assert [key for key in kept if key != "operation"] == KINDS[kind][1]
    assert isinstance(kept["operation"], int)
    assert isinstance(kept["id"], int)


@pytest.mark.parametrize("name", ["funnel", "winrate", "conversion", "pipeline", "leads"])
def test_a_report_has_its_envelope(demo, name):
    """Every report is one object with the same keys, and rows that are flat."""
    report = answer(demo, "report", name)
    assert list(report)[: len(KINDS["report"][1])] == KINDS["report"][1]
    assert report["report"] == name
    assert set(report["period"]) == {"since", "until"}
    assert report["rows"]
    assert not any(isinstance(value, dict | list) for row in report["rows"] for value in row.values())


def test_values_are_written_as_machines_want_them(demo):
    """Amounts are decimal strings beside a currency, instants end in Z, dates are ISO, flags are booleans."""
    deal = answer(demo, "deal", "show", "D51")
    assert deal["amount"] == "17000.00"
    assert deal["currency"] == "EUR"
    assert deal["created"].endswith("Z")
    assert len(deal["expected_close"]) == 10
    assert deal["test"] is False
    assert deal["tags"] == []


def test_an_error_is_an_object_on_the_other_stream(demo):
    """With --json an error says code, message and hint, and nothing goes to stdout."""
    out, err = io.StringIO(), io.StringIO()
    words = ["lead", "show", "L9999", "--json", "--db", str(demo)]
    desk = Desk(words, out, err)
    assert run(words, desk) == 3
    desk.close()
    assert out.getvalue() == ""
    error = json.loads(err.getvalue())["error"]
    assert set(error) == {"code", "message", "hint"}
    assert error["code"] == "not_found"
