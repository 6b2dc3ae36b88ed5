"""The commands from the quote to the payment, through the front: what people, scripts and pipes meet."""

import pytest

STORY = (
    "account add Bright",
    "product add Machine --price 100",
    "deal add Pilot --account A1",
    "quote create --deal D1 --line Machine=3 --send",
    "quote create --deal D1 --line Machine=1",
    "quote accept Q1 --order",
    "contract sign --deal D1 --title Care --until 2026-12-31",
    "order confirm O1",
    "order create --account A1 --line Machine=1",
    "order deliver O1 --line Machine=2",
    "invoice create --order O1 --issue",
    "invoice create --account A1 --line Tea=1@5",
    "invoice create --account A1 --line Tea=2@5",
    "payment record I1 --amount 50 --ref bank-1",
)
WRITES = {
    "product add Lamp --price 9": "Lamp",
    "product edit Machine price=120": "Machine",
    "quote create --deal D1 --line Machine=2": "Q3",
    "quote line Q2 Machine --quantity 2": "Q2",
    "quote send Q2": "Q2",
    "contract sign --deal D1 --title More": "K2",
    "contract renew K1": "K1",
    "order create --account A1 --line Machine=1": "O3",
    "order confirm O2 --promise 2026-05-01": "O2",
    "order deliver O1 --line Machine=1": "O1",
    "order hold O1": "O1",
    "instalment set O2 100%@confirm": "O2",
    "invoice create --account A1 --line Tea=1@5 --issue": "I4",
    "invoice issue I2": "I2",
    "invoice credit I1 --amount 10 --reason late": "N1",
    "invoice write-off I1 --reason gone": "I1",
    "payment record I1 --amount 10": "P2",
    "payment unallocate P1 I1": "P1",
    "fx set EUR/USD 1.10": "EUR/USD",
}


@pytest.fixture
def sold(ltc):
    """A file in which the story has happened."""
    for words in STORY:
        told = ltc(*words.split())
        assert told.code == 0, (words, told.err)
    return ltc


@pytest.mark.parametrize(("words", "name"), WRITES.items())
def test_quiet_says_the_name_and_a_dry_run_changes_nothing(sold, words, name):
    """--dry-run answers as the command would and leaves the file as it is; --quiet is one name a line."""
    before = sold.dump()
    told = sold(*words.split(), "--dry-run", "--json")
    assert told.json["operation"] is None
    assert sold.dump() == before
    assert sold(*words.split(), "--quiet").out == f"{name}\n"
    assert sold.dump() != before
    assert sold("check") == (0, "", "")


@pytest.mark.parametrize(("words", "name"), WRITES.items())
def test_a_step_is_taken_back_whole(sold, words, name):
    """What one command did, one undo takes back; what got a number of a series stands, and is credited instead."""
    kept = ("quote", "invoice", "product", "sales_order", "contract", "payment", "instalment", "allocation", "shipment")
    before = [sold.rows(f"SELECT * FROM {table} ORDER BY id") for table in kept]
    assert sold(*words.split()).code == 0
    told = sold("undo")
    if "--issue" in words or words.startswith(("invoice issue", "invoice credit")):
        assert told.code == 4
    else:
        assert told.code == 0, told.err
        assert [sold.rows(f"SELECT * FROM {table} ORDER BY id") for table in kept] == before


def test_several_at_once_are_one_operation(sold):
    """All or none: I2 and I3 are issued together, and not when one of them cannot be."""
    assert sold.refused("quote", "send", "Q2", "Q9")[0] == 3
    assert [row["number"] for row in sold.json("invoice", "issue", "I2", "I3")] == ["2026-0002", "2026-0003"]
    assert sold.json("log", "--limit", "1")[0]["verb"] == "invoice issue"


def test_names_come_from_a_pipe(sold):
    """`-` takes them from stdin, a line each; none is no error."""
    listed = sold("invoice", "list", "--status", "draft", "--quiet").out
    assert sorted(listed.split()) == ["I2", "I3"]
    assert sold("invoice", "issue", "-", "--quiet", stdin=listed).out.split() == listed.split()
    assert sold("invoice", "issue", "-", stdin="").code == 0
    assert sold("payment", "record", "-", "--quiet", stdin="I2\nI3\n").out == "P2\n"


def test_a_next_step_and_a_note(sold):
    """--next makes a task of the record, --note is kept with the operation."""
    told = sold("order", "confirm", "O2", "--next", "call them", "--note", "by telephone")
    assert told.code == 0, told.err
    assert [task["task"] for task in sold.json("show", "O2")["tasks"]] == ["call them"]
    assert sold.json("log", "--limit", "1")[0]["note"] == "by telephone"


@pytest.mark.parametrize("noun", ["product", "quote", "order", "invoice"])
def test_new_and_add_are_create(sold, noun):
    """People say all three."""
    more = ("Lamp",) if noun == "product" else ("--account", "A1")
    for verb in ("add", "new", "create"):
        name = (f"{more[0]} {verb}",) if noun == "product" else more
        assert sold(noun, verb, *name).code == 0


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("product add Lamp --price 9", "--category light"),
        ("quote create --deal D1 --line Machine=2", "--message hello"),
        ("contract sign --deal D1 --title More", "--terms 9"),
        ("order create --account A1 --line Machine=2", "--reference PO-9"),
        ("invoice create --account A1 --line Tea=1@5", "--message hello"),
    ],
)
def test_the_same_key_of_another_system_is_the_same_record(sold, words, other):
    """The same again changes nothing; other data is refused."""
    command = [*words.split(), "--external-id", "crm-1"]
    made = sold.json(*command)
    before = sold.dump()
    told = sold(*command, "--json")
    assert (told.err, sold.dump()) == ("nothing changed.\n", before)
    assert told.json["id"] == made["id"]
    assert sold.refused(*command, *other.split())[0] == 4


def test_what_people_read(sold):
    """Amounts with their currency, quantities as they were written, states in words."""
    page = sold("I1").out
    assert page.startswith("I1  2026-0001  Bright\n")
    assert "150.00 EUR" in page
    listed = sold("order", "list").out
    assert listed.splitlines()[0].split()[0] == "ref"
    assert "Bright" in listed
    document = sold("invoice", "show", "I1").out
    assert "Invoice 2026-0001" in document
    assert "Please pay  EUR 150.00" in document
    assert sold("fx", "set", "EUR/USD", "1.10").err == "note: 1 EUR = 1.1 USD from 2026-03-31 on.\n"


def test_a_contract_lives_its_life(sold):
    """Signed until the end of the year, renewed for as long again, terminated; as of a day it is what it was."""
    assert sold.json("contract", "renew", "K1", "--until", "2027-06-30")["until"] == "2027-06-30"
    told = sold("contract", "terminate", "K1", "--reason", "moved", "--on", "2026-04-15", "--today", "2026-04-20")
    assert told.code == 0, told.err
    rows = sold.json("contract", "list", "--today", "2026-04-20")
    assert [row["status"] for row in rows] == ["terminated"]
    assert sold.json("contract", "list", "--as-of", "2026-04-01", "--today", "2026-04-20")[0]["status"] == "signed"
    assert sold.refused("contract", "renew", "K1")[0] == 4
