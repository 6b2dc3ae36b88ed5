"""Papers say what the file says, in the language of whom they go to, and every figure adds up to the cent."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.book import Book
from ltc_cli.domain import paper
from ltc_cli.domain.amount import Item, work_out
from ltc_cli.domain.paper import reckoning
from ltc_cli.domain.paper.letterhead import Letterhead
from ltc_cli.domain.paper.reckoning import Line, Total
from ltc_cli.errors import NotFound, Refused
from ltc_cli.shape import Document, Party, Sum
from ltc_cli.words import tongue
from tests.conftest import Front

PROCESS = """\
lead:
  statuses:
    new:
    qualified:
pipelines:
  sales:
    stages:
      talk: {probability: 20%}
taxes: {standard: 19, reduced: 7}
default_tax: standard
company:
  name: Analytical Engines
  address: [Babbage Street 12, London]
  tax_id: GB1
  registration: No. 42
  bank: Harbour Bank
  iban: DE89370400440532013000
  bic: COBADEFFXXX
  footer: [Thank you.]
"""
LINES = (
    ("Audit", "--quantity", "1", "--price", "9000", "--service", "2026-03-02..2026-03-13"),
    ("Consulting", "--quantity", "14.5", "--price", "120", "--discount", "10%", "--unit", "h"),
    ("Handbook", "--quantity", "20", "--price", "24.90", "--tax", "reduced", "--unit", "pc"),
)
"""9,000.00 + 1,566.00 + 498.00; less 5 % of it that is 10,510.80, of which 10,037.70 at 19 % and 473.10 at 7 %."""


@pytest.fixture
def shop(ltc_with: Callable[[str], Front]) -> Front:
    """A company that has something to write on its papers, and a customer, Lumen (A1)."""
    front = ltc_with(PROCESS)
    assert front("account", "add", "Lumen", "--on", "2026-03-01").code == 0
    done = front("account", "edit", "A1", "billing_address=5 Harbour Road\nBristol", "tax_id=GB99")
    assert done.code == 0, done.err
    return front


def invoiced(shop: Front, *options: str, on: str = "2026-03-10") -> None:
    """The next invoice, of the three lines, issued."""
    made = shop.json("invoice", "create", "--account", "A1", "--discount", "5%", "--on", on)
    for line in LINES:
        assert shop("invoice", "line", made["ref"], *line, "--on", on).code == 0
    done = shop("invoice", "issue", made["ref"], "--terms", "14", *options, "--on", on)
    assert done.code == 0, done.err


def of(shop: Front, noun: str, number: int = 1) -> Document:
    """The paper of a record as of today."""
    with Book.open(shop.path, write=False, today="2026-03-31") as book:
        return paper.of(book, noun, number)


def reminder(shop: Front, invoice: int, level: int) -> Document:
    """A reminder as of today."""
    with Book.open(shop.path, write=False, today="2026-03-31") as book:
        return paper.reminder(book, invoice, level)


def facts(document: Document) -> dict[str, str]:
    """The facts of a paper, those on paying included, by their labels."""
    return {fact.label: fact.value for fact in (*document.facts, *document.payment)}


def test_an_invoice_says_what_every_line_and_rate_comes_to(shop: Front) -> None:
    invoiced(shop)
    found = of(shop, "invoice")
    assert found.title == "Invoice 2026-0001"
    assert found.lines.heads == ("#", "Item", "Quantity", "Unit", "Price", "Discount", "Tax", "Amount")
    assert found.lines.rows == (
        ("1", "Audit\n2 – 13 March 2026", "1", "", "9,000.00", "", "19%", "9,000.00"),
        ("2", "Consulting", "14.5", "h", "120.00", "10%", "19%", "1,566.00"),
        ("3", "Handbook", "20", "pc", "24.90", "", "7%", "498.00"),
    )
    assert found.sums == (
        Sum("Subtotal", "11,064.00"),
        Sum("Discount 5%", "-553.20"),
        Sum("Net", "10,510.80"),
        Sum("Tax 19% on 10,037.70", "1,907.16"),
        Sum("Tax 7% on 473.10", "33.12"),
        Sum("Total", "EUR 12,451.08", strong=True),
    )


def test_an_invoice_says_who_it_is_from_and_for_and_how_to_pay_it(shop: Front) -> None:
    invoiced(shop)
    found = of(shop, "invoice")
    assert found.sender == Party("Analytical Engines", ("Babbage Street 12", "London"))
    assert (found.recipient.name, found.recipient.address) == ("Lumen", ("5 Harbour Road", "Bristol"))
    assert [tuple(fact) for fact in found.recipient.facts] == [("Tax number", "GB99")]
    assert [tuple(fact) for fact in found.footer] == [
        ("Tax number", "GB1"), ("Registration", "No. 42"), ("", "Thank you."),
    ]  # fmt: skip
    assert facts(found) == {
        "Date": "10 March 2026", "Due": "24 March 2026", "Please pay": "EUR 12,451.08", "Due since": "24 March 2026",
        "Reference": "2026-0001", "Account holder": "Analytical Engines", "IBAN": "DE89 3704 0044 0532 0130 00",
        "Bank": "Harbour Bank\nBIC COBADEFFXXX",
    }  # fmt: skip


def test_what_was_paid_and_credited_is_taken_off_down_to_what_is_open(shop: Front) -> None:
    invoiced(shop)
    shop("payment", "record", "I1", "--amount", "5000", "--method", "bank", "--on", "2026-03-20")
    shop("invoice", "credit", "I1", "--line", "Handbook=2", "--reason", "torn", "--on", "2026-03-21")
    found = of(shop, "invoice")
    assert found.settled is not None
    assert found.settled.rows == (
        ("20 March 2026", "Payment P1, bank", "-5,000.00"),
        ("21 March 2026", "Credit note C2026-0001", "-50.62"),
    )  # two of twenty: a tenth of 473.10 and 33.12
    assert found.balance == (Sum("Open, 7 days overdue", "EUR 7,400.46", strong=True),)
    assert facts(found)["Please pay"] == "EUR 7,400.46"


def test_a_settlement_that_was_taken_back_is_not_told(shop: Front) -> None:
    invoiced(shop)
    shop("payment", "record", "I1", "--on", "2026-03-20")
    assert of(shop, "invoice").stamp == "Paid"
    done = shop("payment", "unallocate", "P1", "I1", "--on", "2026-03-22")
    assert done.code == 0, done.err
    found = of(shop, "invoice")
    assert (found.stamp, found.settled) == ("", None)


def test_a_paid_invoice_asks_for_nothing(shop: Front) -> None:
    invoiced(shop)
    shop("payment", "record", "I1", "--on", "2026-03-20")
    found = of(shop, "invoice")
    assert (found.stamp, found.payment) == ("Paid", ())
    assert found.balance == (Sum("Open", "EUR 0.00", strong=True),)


def test_a_draft_is_marked_as_one_and_goes_by_its_ref(shop: Front) -> None:
    assert shop("invoice", "create", "--account", "A1", "--line", "Audit=1@100").code == 0
    found = of(shop, "invoice")
    assert (found.title, found.stamp, found.payment) == ("Invoice I1", "Draft", ())


def test_the_state_is_that_of_the_day_asked_for(shop: Front) -> None:
    invoiced(shop)
    shop("payment", "record", "I1", "--on", "2026-03-28")
    page = shop("invoice", "show", "I1", "--format", "markdown", "--as-of", "2026-03-27").out
    assert "| **Open, 3 days overdue** | **EUR 12,451.08** |" in page
    with Book.open(shop.path, write=False, today="2026-03-31") as book, pytest.raises(NotFound):
        from ltc_cli.clock import end_of

        book.as_of = end_of("2026-03-09", book.clock)
        paper.of(book, "invoice", 1)


def test_prices_that_include_the_tax_say_how_much_of_it_there_is(shop: Front) -> None:
    shop("invoice", "create", "--account", "A1", "--gross", "--line", "Audit=1@119", "--line", "Book=3@10", "--issue")
    found = of(shop, "invoice")
    assert [row[-1] for row in found.lines.rows] == ["119.00", "30.00"]
    assert found.sums == (
        Sum("Total, tax included", "EUR 149.00", strong=True),
        Sum("of which net", "125.21"),
        Sum("of which tax 19%", "23.79"),
    )


def test_an_invoice_without_tax_comes_to_its_lines(shop: Front) -> None:
    shop("invoice", "create", "--account", "A1", "--currency", "JPY", on := "--on", "2026-03-10")
    shop("invoice", "line", "I1", "Audit", "--price", "150000", "--tax", "0%", on, "2026-03-10")
    found = of(shop, "invoice")
    assert found.lines.rows == (("1", "Audit", "1", "150,000", "0%", "150,000"),)
    assert found.sums == (Sum("Net", "150,000"), Sum("Tax 0%", "0"), Sum("Total", "JPY 150,000", strong=True))


def test_an_invoice_in_another_currency_says_what_it_is_at_home(shop: Front) -> None:
    shop("fx", "set", "EUR/KWD", "0.25", "--on", "2026-03-10")
    made = ("--currency", "KWD", "--line", "Audit=1@100.125", "--issue", "--on", "2026-03-10")
    done = shop("invoice", "create", "--account", "A1", *made)
    assert done.code == 0, done.err
    found = of(shop, "invoice")
    assert found.sums[-1] == Sum("Total", "KWD 119.149", strong=True)  # 19 % of 100.125 is 19.024 (19.02375)
    assert found.notes == ("At the rate of 10 March 2026: net EUR 400.50, tax EUR 76.10, total EUR 476.60.",)


def test_a_chinese_customer_reads_chinese(shop: Front) -> None:
    shop("account", "edit", "A1", "language=zh")
    invoiced(shop)
    shop("payment", "record", "I1", "--amount", "1", "--method", "支付宝", "--on", "2026-03-20")
    found = of(shop, "invoice")
    assert (found.language, found.title) == ("zh", "发票 2026-0001")
    assert found.lines.heads == ("#", "项目", "数量", "单位", "单价", "折扣", "税率", "金额")
    assert facts(found)["到期日"] == "2026年3月24日"
    assert found.settled is not None and found.settled.rows[0][1] == "付款 P1，支付宝"
    assert [each.label for each in found.sums[-2:]] == ["税额 7%（473.10）", "合计"]


def test_every_word_of_ours_on_a_chinese_paper_is_chinese(shop: Front) -> None:
    shop("account", "edit", "A1", "language=zh")
    invoiced(shop)
    assert shop("quote", "create", "--account", "A1", "--line", "Audit=1@100", "--terms", "0", "--send").code == 0
    shop("order", "create", "--account", "A1", "--line", "Audit=1@100", "--line", "Help=1@5", "--gross")
    shop("order", "line", "O1", "Help", "--quantity", "open", "--cap", "3")
    assert shop("instalment", "set", "O1", "50%@confirm+3d 50%@deliver").code == 0
    shop("payment", "record", "I1", "--amount", "12000", "--discount", "10", "--on", "2026-03-29")
    assert shop("invoice", "credit", "I1", "--line", "Handbook=2", "--reason", "破损", "--on", "2026-03-30").code == 0
    found = [of(shop, noun) for noun in ("quote", "sales_order", "invoice", "payment", "credit_note")]
    for document in (*found, reminder(shop, 1, 1), reminder(shop, 1, 2), reminder(shop, 1, 3)):
        grids = [grid for grid in (document.lines, document.settled) if grid is not None]
        ours = [document.heading, document.stamp, document.message, *document.notes]
        ours += [
            fact.label for fact in (*document.facts, *document.payment, *document.footer, *document.recipient.facts)
        ]
        ours += [each.label for each in (*document.sums, *document.balance)] + [
            head for grid in grids for head in grid.heads
        ]
        ours += [row[1] for grid in grids[1:] for row in grid.rows]
        english = [text for text in ours if text != "IBAN" and any("a" <= char <= "z" for char in text)]
        assert english == []


def test_an_invoice_was_a_draft_before_it_was_issued(shop: Front) -> None:
    shop("invoice", "create", "--account", "A1", "--line", "Audit=1@100", "--on", "2026-03-05")
    assert shop("invoice", "issue", "I1", "--on", "2026-03-10").code == 0
    page = shop("invoice", "show", "I1", "--format", "markdown", "--as-of", "2026-03-07").out
    assert page.startswith("# Invoice I1\n\n**Draft**\n")
    assert "2026-0001" not in page and "10 March" not in page


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("2026-03-02", "2026-03-02", "2 March 2026"),
        ("2026-03-02", "2026-03-13", "2 – 13 March 2026"),
        ("2026-03-02", "2026-04-01", "2 March – 1 April 2026"),
        ("2026-03-02", "2027-03-01", "2 March 2026 – 1 March 2027"),
    ],
)
def test_a_stretch_of_days_says_nothing_twice(since: str, until: str, told: str) -> None:
    assert LETTER.during(since, until) == told


def test_a_language_without_words_is_written_in_english(shop: Front) -> None:
    shop("account", "edit", "A1", "language=fr")
    invoiced(shop)
    assert (of(shop, "invoice").language, of(shop, "invoice").heading) == ("en", "Invoice")


def test_a_quote_says_until_when_it_holds_and_which_version_it_is(shop: Front) -> None:
    offer = ("--line", "Audit=1@9000", "--valid-until", "2026-04-30", "--terms", "30", "--send", "--on", "2026-03-05")
    done = shop("quote", "create", "--account", "A1", *offer)
    assert done.code == 0, done.err
    found = of(shop, "quote")
    assert (found.title, found.stamp) == ("Quote Q2026-001", "")
    assert facts(found) == {"Date": "5 March 2026", "Valid until": "30 April 2026", "Payment terms": "30 days"}
    assert shop("quote", "revise", "Q1").code == 0
    assert of(shop, "quote").stamp == "Superseded"
    second = of(shop, "quote", 2)
    assert (second.title, second.stamp) == ("Quote Q2026-001, version 2", "Draft")


def test_a_quote_was_a_draft_before_it_was_sent(shop: Front) -> None:
    shop("quote", "create", "--account", "A1", "--line", "Audit=1@9000", "--on", "2026-03-05")
    assert shop("quote", "send", "Q1", "--on", "2026-03-08").code == 0
    page = shop("quote", "show", "Q1", "--format", "markdown", "--as-of", "2026-03-06").out
    assert page.startswith("# Quote Q1\n\n**Draft**\n") and "**Date:** 5 March 2026" in page
    assert shop("quote", "show", "Q1", "--format", "markdown").out.startswith("# Quote Q2026-001\n")


def test_what_was_given_up_is_told_and_nothing_asked_for(shop: Front) -> None:
    invoiced(shop)
    assert shop("invoice", "write-off", "I1", "--reason", "gone", "--on", "2026-03-30").code == 0
    found = of(shop, "invoice")
    assert (found.stamp, found.payment) == ("Written off", ())
    assert found.settled is not None
    assert found.settled.rows == (("30 March 2026", "Written off", "-12,451.08"),)


def test_an_order_says_when_it_comes_and_in_which_parts_it_is_paid(shop: Front) -> None:
    shop("order", "create", "--account", "A1", "--line", "Machine=3@1000", "--on", "2026-03-05")
    assert of(shop, "sales_order").title == "Order O1"
    shop("instalment", "set", "O1", "30%@confirm 70%@deliver+30d", "--on", "2026-03-05")
    done = shop("order", "confirm", "O1", "--promise", "2026-03-20", "--on", "2026-03-06")
    assert done.code == 0, done.err
    found = of(shop, "sales_order")
    assert (found.title, found.stamp) == ("Order confirmation O1", "")
    assert facts(found) == {"Date": "6 March 2026", "Delivery": "20 March 2026"}
    assert found.settled is not None
    assert found.settled.rows == (
        ("1", "6 March 2026", "on confirmation", "1,071.00"),
        ("2", "to come", "on delivery + 30 days", "2,499.00"),
    )  # 3,570.00 with tax


def test_an_open_line_of_an_order_has_no_amount_yet(shop: Front) -> None:
    shop("order", "create", "--account", "A1", "--line", "Audit=1@100")
    shop("order", "line", "O1", "Help", "--quantity", "open", "--price", "80")
    shop("order", "line", "O1", "Support", "--quantity", "open", "--cap", "40", "--price", "90")
    rows = of(shop, "sales_order").lines.rows
    assert [(row[2], row[-1]) for row in rows] == [("1", "100.00"), ("as needed", ""), ("up to 40", "")]


def test_an_invoice_of_what_was_delivered_says_when(shop: Front) -> None:
    shop("order", "create", "--account", "A1", "--line", "Machine=3@1000", "--on", "2026-03-05")
    shop("order", "confirm", "O1", "--on", "2026-03-06")
    shop("order", "deliver", "O1", "--on", "2026-03-12")
    done = shop("invoice", "create", "--order", "O1", "--issue", "--on", "2026-03-15")
    assert done.code == 0, done.err
    found = facts(of(shop, "invoice"))
    assert (found["Delivered"], found["Order"]) == ("12 March 2026", "O1")


def test_a_credit_note_says_what_it_takes_off_and_what_became_of_it(shop: Front) -> None:
    invoiced(shop)
    shop("invoice", "credit", "I1", "--line", "Handbook=2", "--reason", "torn", "--on", "2026-03-21")
    found = of(shop, "credit_note")
    assert found.title == "Credit note C2026-0001"
    assert facts(found) == {
        "Date": "21 March 2026", "For invoice": "2026-0001", "Invoiced on": "10 March 2026", "Reason": "torn",
    }  # fmt: skip
    assert found.lines.rows == (("1", "Handbook", "2", "7%", "47.31"),)
    assert found.sums == (Sum("Net", "47.31"), Sum("Tax 7%", "3.31"), Sum("Total", "EUR 50.62", strong=True))
    assert found.settled is not None
    assert found.settled.rows == (("21 March 2026", "Invoice 2026-0001", "-50.62"),)
    assert found.balance == (Sum("Credit left", "EUR 0.00", strong=True),)


def test_a_receipt_says_what_was_paid_with_it_and_what_is_kept(shop: Front) -> None:
    invoiced(shop)
    shop("payment", "record", "I1", "--amount", "12500", "--ref", "K1", "--on", "2026-03-20")
    found = of(shop, "payment")
    assert found.title == "Receipt P1"
    assert facts(found) == {"Date": "20 March 2026", "Reference": "K1"}
    assert found.lines.rows == (("Invoice 2026-0001", "10 March 2026", "EUR 12,451.08", "12,451.08"),)
    assert found.sums == (Sum("Kept as credit", "48.92"), Sum("Received", "EUR 12,500.00", strong=True))


def test_a_refund_says_what_is_paid_back(shop: Front) -> None:
    invoiced(shop)
    shop("payment", "record", "I1", "--amount", "12500", "--on", "2026-03-20")
    done = shop("payment", "refund", "--account", "A1", "--on", "2026-03-22")
    assert done.code == 0, done.err
    found = of(shop, "payment", 2)
    assert found.title == "Refund P2"
    assert found.lines.rows == (("Payment P1", "20 March 2026", "48.92"),)
    assert found.sums == (Sum("Paid back", "EUR 48.92", strong=True),)
    assert of(shop, "payment").lines.rows[1][0] == "Refund P2"


def test_a_reminder_tells_what_is_open_on_the_day_it_was_written(shop: Front) -> None:
    invoiced(shop)
    shop("payment", "record", "I1", "--amount", "451.08", "--on", "2026-03-20")
    done = shop("invoice", "remind", "I1", "--on", "2026-03-29")
    assert done.code == 0, done.err
    shop("payment", "record", "I1", "--amount", "2000", "--on", "2026-03-30")
    found = reminder(shop, 1, 1)
    assert found.title == "Payment reminder 2026-0001"
    assert (facts(found)["Date"], facts(found)["Days overdue"]) == ("29 March 2026", "5")
    assert found.lines.rows == (("2026-0001", "10 March 2026", "24 March 2026", "12,451.08"),)
    assert found.settled is not None and [row[-1] for row in found.settled.rows] == ["-451.08"]
    assert found.balance == (Sum("Open", "EUR 12,000.00", strong=True),)
    assert (found.record.row[0], found.record.row[1]) == ("I1", 1)


@pytest.mark.parametrize(
    ("level", "heading"), [(1, "Payment reminder"), (2, "Second payment reminder"), (3, "Payment reminder no. 3")]
)
def test_reminders_grow_firmer(shop: Front, level: int, heading: str) -> None:
    invoiced(shop)
    assert reminder(shop, 1, level).heading == heading


def test_nobody_is_reminded_of_what_is_paid_or_not_issued(shop: Front) -> None:
    invoiced(shop)
    shop("payment", "record", "I1", "--on", "2026-03-20")
    shop("invoice", "create", "--account", "A1", "--line", "Audit=1@100")
    with pytest.raises(Refused, match="I1 has nothing open"):
        reminder(shop, 1, 1)
    with pytest.raises(Refused, match="I2 is a draft"):
        reminder(shop, 2, 1)


def test_a_company_without_a_bank_still_says_how_much_until_when(ltc: Front) -> None:
    ltc("account", "add", "Lumen")
    done = ltc("invoice", "create", "--account", "A1", "--line", "Audit=1@100", "--issue")
    assert done.code == 0, done.err
    found = of(ltc, "invoice")
    assert found.sender.name == ""
    assert [fact.label for fact in found.payment] == ["Please pay", "By", "Reference"]
    assert found.sums == (Sum("Total", "EUR 100.00", strong=True),)


LETTER = Letterhead(tongue("en"), Party(""), Party(""), (), (), "EUR", "UTC", date(2026, 3, 31))
items = st.lists(
    st.builds(
        Item,
        quantity=st.integers(1, 50_000_000),
        price_minor=st.integers(0, 100_000),
        discount_ppm=st.sampled_from([0, 0, 100_000, 333_333]),
        tax_ppm=st.sampled_from([0, 70_000, 190_000, 88_750]),
    ),
    min_size=1,
    max_size=6,
)


@given(items, st.booleans(), st.sampled_from([None, 50_000, 333_333, 1_000_000]))
def test_what_stands_on_a_paper_adds_up_as_it_stands_there(found: list[Item], gross: bool, off: int | None) -> None:
    sums = work_out(found, gross=gross, discount_ppm=off)
    lines = [
        Line(
            at,
            "x",
            item.quantity,
            None,
            None,
            item.price_minor,
            item.discount_ppm,
            "t",
            item.tax_ppm,
            None,
            None,
            *part,
        )
        for at, (item, part) in enumerate(zip(found, sums.parts, strict=True), 1)
    ]
    told = reckoning.sums(LETTER, lines, Total(gross, off, sums.net, sums.tax, sums.total))
    written = sum(read(row[-1]) for row in reckoning.grid(LETTER, lines).rows)

    def said(*beginnings: str) -> list[Decimal]:
        return [read(each.amount) for each in told if each.label.lower().startswith(beginnings)]

    (total,), (net,) = said("total"), said("net", "of which net")
    assert said("subtotal") in ([], [written])
    assert net + sum(said("tax", "of which tax")) == total
    assert written + sum(said("discount")) == (total if gross else net)


def read(text: str) -> Decimal:
    """An amount as a number."""
    return Decimal(text.removeprefix("EUR ").replace(",", ""))
