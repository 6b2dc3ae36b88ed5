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
    ("mapping", 1): "name id noun maps options created",
    ("campaign", 1): "name id channel since until budget currency leads external_id",
    ("channel", 1): "name id aliases leads created external_id",
    ("product", 1): (
        "name id sku kind unit category price currency cost cost_currency tax revenue retired tags created external_id"
    ),
    ("fx_rate", 1): "pair id base quote day rate meaning",
    ("quote", 1): (
        "ref id number version previous account account_name contact deal status valid_until net tax total currency "
        "gross discount discount_amount terms message owner created sent decided reason external_id"
    ),
    ("contract", 1): (
        "ref id title account account_name deal quote status since until renew_by amount currency every tax terms "
        "owner created signed closed reason external_id"
    ),
    ("order", 1): (
        "ref id reference account account_name contact deal quote contract status delivery billed promised "
        "first_promised net tax total currency gross discount discount_amount rate terms message owner created "
        "confirmed closed reason tags external_id"
    ),
    ("shipment", 1): "ref id order account_name status shipped delivered carrier tracking external_id",
    ("instalment", 1): "order position when due amount paid open days_late invoice currency",
    ("invoice", 1): (
        "ref id number account account_name contact order contract what status issued due net tax total outstanding "
        "currency gross discount discount_amount rate terms message owner created external_id"
    ),
    ("credit_note", 1): (
        "ref id number invoice account account_name issued reason net tax total unapplied currency external_id"
    ),
    ("payment", 1): (
        "ref id account account_name order contract direction received amount currency fee discount unapplied method "
        "reference rate created external_id"
    ),
    ("survey", 1): (
        "ref id kind score scale wave occasion account account_name contact contact_name comment created external_id"
    ),
    ("survey_wave", 1): "wave id kind invited created",
    ("cost", 1): (
        "ref id name function line amount currency since until channel campaign account account_name driver shares "
        "variable quantity due paid external_id"
    ),
    ("budget", 1): "ref id function line since until amount currency variable volume measure quantity",
    ("target", 1): "metric period value",
    ("review", 1): ("ref id period since until as_of figures signals slowest leakiest findings actions head created"),
    ("duplicate", 1): "cluster score decision record name other other_name reasons",
    ("merged", 1): "kept merged operation",
    ("merge", 1): "operation kept merged before after fields moved",
    ("report", 1): ("report version basis period as_of tz currency status rows totals excluded warnings"),
}
KINDS = {kind: (version, keys.split()) for (kind, version), keys in CONTRACT.items()}


PARTS = {
    ("quote", "lines"): (
        "position item quantity unit price discount tax amount net tax_amount service_from service_to currency"
    ),
    ("order", "lines"): (
        "position item ordered cap unit price net tax_amount shipped delivered returned invoiced released to_credit "
        "discount tax service_from service_to currency"
    ),
    ("order", "shipments"): CONTRACT["shipment", 1],
    ("order", "invoices"): CONTRACT["invoice", 1],
    ("order", "story"): "at record event detail by",
    ("invoice", "lines"): (
        "position item quantity unit price discount tax amount net tax_amount service_from service_to currency"
    ),
    ("invoice", "credit_notes"): CONTRACT["credit_note", 1],
    ("credit_note", "lines"): "position item quantity tax net tax_amount currency",
    ("payment", "allocations"): ("on kind to amount currency taken payment_currency realised base_currency"),
    ("merge", "fields"): "field stays from goes",
    ("merge", "moved"): "what count",
    ("product", "prices"): "price currency valid_from",
}
"""The tables on a record's page, with their keys in order."""
STORY = (
    "account add Bright",
    "product add Machine --price 100",
    "fx set EUR/USD 1.10",
    "deal add Pilot --account A1",
    "quote create --deal D1 --line Machine=3 --send",
    "quote accept Q1 --order",
    "contract sign --deal D1 --title Care",
    "order confirm O1",
    "order deliver O1 --line Machine=2",
    "order return O1 --line Machine=1",
    "invoice create --order O1 --issue",
    "invoice credit I1 --amount 10 --reason late",
    "payment record I1 --amount 5",
    "order create --account A1 --line Machine=1",
    "instalment set O2 100%@confirm",
)
"""One record of each kind that is sold and billed."""
MADE = {
    "product": "Machine", "quote": "Q1", "contract": "K1", "order": "O1", "shipment": "S1", "invoice": "I1",
    "credit_note": "N1", "payment": "P1",
}  # fmt: skip


@pytest.fixture(scope="module")
def sold(tmp_path_factory) -> Path:
    """A file in which the story has happened."""
    path = tmp_path_factory.mktemp("contract") / "sold.db"
    out = io.StringIO()
    desk = Desk(("init",), out, out)
    assert run(["init", "--currency", "EUR", "--timezone", "Europe/Berlin", "--db", str(path)], desk) == 0, (
        out.getvalue()
    )
    desk.close()
    for told in STORY:
        answer(path, *told.split())
    return path


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


@pytest.mark.parametrize("kind", ["product", "fx", "quote", "contract", "order", "invoice", "payment", "instalment"])
def test_a_list_of_what_is_sold_and_billed(sold, kind):
    """The same for the nouns from the quote to the payment."""
    rows = answer(sold, kind, "list")
    assert rows
    assert {tuple(row) for row in rows} == {tuple(KINDS["fx_rate" if kind == "fx" else kind][1])}


def test_answers_and_waves(sold):
    """What people answered, and how many were asked."""
    answer(sold, "survey", "record", "--kind", "nps", "--score", "9", "--account", "A1")
    answer(sold, "survey", "wave", "2026-Q1", "--kind", "nps", "--invited", "10")
    assert {tuple(row) for row in answer(sold, "survey", "list")} == {tuple(KINDS["survey"][1])}
    assert {tuple(row) for row in answer(sold, "survey", "waves")} == {tuple(KINDS["survey_wave"][1])}


def test_costs_budgets_and_targets(sold):
    """What was spent, what may be, and what figures should be."""
    answer(sold, "cost", "add", "Ads", "--amount", "20", "--function", "marketing")
    answer(sold, "budget", "set", "--function", "marketing", "--amount", "90", "--period", "2026-Q1")
    answer(sold, "target", "set", "booked", "90", "--period", "2026-Q1")
    for kind in ("cost", "budget", "target"):
        assert {tuple(row) for row in answer(sold, kind, "list")} == {tuple(KINDS[kind][1])}


def test_reviews(sold):
    """A list of reviews; a page adds its figures."""
    answer(sold, "review", "month", "2026-03")
    assert {tuple(row) for row in answer(sold, "review", "list")} == {tuple(KINDS["review"][1])}
    assert answer(sold, "review", "show", "V1")["every_figure"]


@pytest.mark.parametrize("kind", MADE)
def test_a_page_of_what_is_sold_and_billed(sold, kind):
    """The record, then the tables on its page, each with its keys."""
    page = answer(sold, "show", MADE[kind])
    keys = KINDS[kind][1]
    assert list(page)[: len(keys)] == keys
    tables = {name: rows for name, rows in page.items() if (kind, name) in PARTS}
    assert set(tables) == {name for of, name in PARTS if of == kind}
    for name, rows in tables.items():
        assert {tuple(row) for row in rows} == {tuple(PARTS[kind, name].split())}


def test_quantities_rates_and_days_are_exact_text(sold):
    """Quantities and rates of exchange are decimal strings, days are ISO, amounts stand beside their currency."""
    order = answer(sold, "order", "show", "O1")
    assert order["lines"][0]["ordered"] == "3"
    assert (order["net"], order["currency"], order["rate"], order["gross"]) == ("300.00", "EUR", "1", False)
    assert answer(sold, "fx", "list")[0]["rate"] == "1.1"
    assert answer(sold, "invoice", "show", "I1")["issued"] == "2026-03-31"


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


@pytest.mark.parametrize(("kind", "refs"), [("lead", "L1 L2"), ("account", "A1 A2"), ("contact", "C1 C2")])
def test_a_merge_tells_the_difference_and_what_moved(demo, kind, refs):
    """The same keys for each noun; of a dry run too."""
    told = answer(demo, kind, "merge", *refs.split(), "--dry-run")
    assert list(told) == KINDS["merge"][1]
    for part in ("fields", "moved"):
        assert {tuple(row) for row in told[part]} == {tuple(PARTS["merge", part].split())}


def test_duplicates_are_pairs_with_reasons(sold):
    """A row a pair; with `--merge` a row a survivor."""
    for name in ("Lumen GmbH", "LUMEN Gmbh."):
        answer(sold, "account", "add", name, "--email", "info@lumen.de")
    rows = answer(sold, "account", "dedupe")
    assert {tuple(row) for row in rows} == {tuple(KINDS["duplicate"][1])}
    done = answer(sold, "account", "dedupe", "--merge", "--dry-run")
    assert {tuple(row) for row in done} == {tuple(KINDS["merged"][1])}


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
