"""Search over everything."""

import pytest


@pytest.fixture
def full(ltc):
    """One thing of every kind that can be found."""
    ltc("account", "add", "深圳华为技术有限公司", "--website", "huawei.example", "--address", "Bantian")
    ltc("contact", "add", "Ärzte Über", "--email", "aerzte@x.com", "--phone", "+49 30 123456")
    ltc("lead", "add", "Ada", "--company", "Lumen GmbH", "--tag", "fair", "--external-id", "crm-77")
    ltc("deal", "add", "Pricing audit 100%", "--field", "service=audit")
    ltc("task", "add", "send the offer", "--on-record", "L1")
    ltc("campaign", "add", "Spring letters")
    ltc("member", "add", "jonas", "--email", "jonas@us.example")
    ltc("note", "D1", "they asked for\nnet 60 terms", "--kind", "call")
    ltc("note", "jonas", "is on holiday")
    return ltc


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("华为", [("A1", "account", "name")]),
        ("为技", [("A1", "account", "name")]),
        ("lumen", [("L1", "lead", "company")]),
        ("ÄRZTE", [("C1", "contact", "name")]),
        ("über", [("C1", "contact", "name")]),
        ("30123456", [("C1", "contact", "phone")]),
        ("+49 30 12", [("C1", "contact", "phone")]),
        ("fair", [("L1", "lead", "tags")]),
        ("CRM-7", [("L1", "lead", "external_id")]),
        ("100%", [("D1", "deal", "title")]),
        ("0%", [("D1", "deal", "title")]),
        ("%", [("D1", "deal", "title")]),
        ("the offer", [("T1", "task", "body")]),
        ("letters", [("Spring letters", "campaign", "name")]),
        ("us.example", [("jonas", "member", "email")]),
        ("net  60", [("D1", "deal", "call")]),
        ("for net 60", [("D1", "deal", "call")]),
        ("holiday", [("jonas", "member", "note")]),
        ("bantian", [("A1", "account", "address")]),
        ("nowhere", []),
        ("_", []),
        ("' OR 1=1 --", []),
    ],
)
def test_what_is_found_and_where(full, text, found):
    """Parts of words in any script; no wildcard, no SQL."""
    assert [(hit["ref"], hit["kind"], hit["where"]) for hit in full.json("search", text)] == found


@pytest.fixture
def sold(ltc):
    """A quote, an order, a contract, an invoice, a credit note and a payment, each with a key of its own."""
    for words in (
        ("account", "add", "Lumen"),
        ("product", "add", "Machine", "--sku", "M-100%", "--external-id", "shop-1"),
        ("deal", "add", "Line 4", "--account", "A1"),
        ("quote", "create", "--deal", "D1", "--line", "Machine=2@100", "--send", "--external-id", "offer-9"),
        ("quote", "accept", "Q1", "--order"),
        ("order", "edit", "O1", "reference=4711-ÄB"),
        ("contract", "sign", "--deal", "D1", "--title", "Wartung Süd", "--external-id", "sap-c-3"),
        ("order", "confirm", "O1"),
        ("invoice", "create", "--order", "O1", "--what", "ordered", "--issue"),
        ("invoice", "credit", "I1", "--amount", "10", "--reason", "late"),
        ("payment", "record", "I1", "--amount", "50", "--ref", "bank-77"),
        ("note", "I1", "promised for Friday"),
        ("note", "O1", "calls on Friday too"),
    ):
        told = ltc(*words)
        assert told.code == 0, (words, told.err)
    return ltc


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Q2026-001", [("Q1", "quote", "number")]),
        ("offer-9", [("Q1", "quote", "external_id")]),
        ("wartung SÜD", [("K1", "contract", "title")]),
        ("sap-c", [("K1", "contract", "external_id")]),
        ("4711-äb", [("O1", "sales_order", "reference")]),
        ("2026-0001", [("I1", "invoice", "number"), ("N1", "credit_note", "number")]),
        ("C2026-", [("N1", "credit_note", "number")]),
        ("bank-7", [("P1", "payment", "reference")]),
        ("machi", [("Machine", "product", "name")]),
        ("m-100%", [("Machine", "product", "sku")]),
        ("shop-1", [("Machine", "product", "external_id")]),
        ("friday", [("I1", "invoice", "note"), ("O1", "sales_order", "note")]),
    ],
)
def test_what_is_sold_and_billed_is_found(sold, text, found):
    """By number, reference, key of another system, title, and name."""
    assert [(hit["ref"], hit["kind"], hit["where"]) for hit in sold.json("search", text)] == found


def test_a_document_is_told_by_its_customer(sold):
    """The name of a hit is that of the account; people read both."""
    hit = sold.json("search", "bank-77")[0]
    assert (hit["name"], hit["found"]) == ("Lumen", "bank-77")
    assert "Lumen" in sold("search", "bank-77").out


def test_a_hit_shows_what_is_around_it(ltc):
    """On one line, with dots where there is more."""
    ltc("lead", "add", "Ada")
    ltc("note", "L1", "x" * 50 + " needle " + "y" * 50)
    found = ltc.json("search", "needle")[0]["found"]
    assert "needle" in found
    assert found.startswith("…") and found.endswith("…")


def test_nothing_to_search_for(ltc):
    """Exit 2; a limit bounds the rows."""
    assert ltc.refused("search", " ") == (2, "ltc: there is nothing to search for.\ntry: ltc search lumen\n")
    for name in ("Ada 1", "Ada 2", "Ada 3"):
        ltc("lead", "add", name)
    assert [hit["ref"] for hit in ltc.json("search", "ada", "--limit", "2")] == ["L1", "L2"]
    assert ltc("search", "nothing like it") == (0, "", "nothing to show.\n")
