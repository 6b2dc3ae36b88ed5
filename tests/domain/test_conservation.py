"""Documents and money: an honest file proves, and each rule names what breaks it, whoever wrote it behind our back."""

import re
import sqlite3

import pytest

from ltc_cli import check
from ltc_cli.book import Book
from ltc_cli.domain.proof import conservation, reconciliation

DAY = 86_400_000
MARCH = 20_513 * DAY
"""1 March 2026, in UTC."""
UNITS = 1_000_000


def insert(book, table, **columns):
    return book.insert(table, columns)


def step(book, entity, number, before, after, day):
    insert(
        book, "status_event", entity=entity, entity_id=number, from_status=before, to_status=after,
        effective_ms=MARCH + day * DAY,
    )  # fmt: skip


def line(book, table, key, number, position, quantity, sums, **more):
    """Machines at 100.00 less 10 %, with a tax of 19 %; in the second place an audit for 50.00, untaxed."""
    columns = {
        "position": position,
        "name": "Audit" if position == 2 else "Machine",
        "quantity": quantity * UNITS,
        "price_minor": 50_00 if position == 2 else 100_00,
        "discount_ppm": 0 if position == 2 else 100_000,
        "tax_ppm": 0 if position == 2 else 190_000,
        **dict(zip(("amount_minor", "net_minor", "tax_minor"), sums, strict=True)),
    }
    return insert(book, table, **{key: number}, **columns, **more)


def quotes(book):
    """Two versions: of the second, 10 machines and an audit less 5 % come to 902.50 without tax."""
    for version, status, sent in ((1, "superseded", 1), (2, "accepted", 2)):
        number = insert(
            book, "quote", created_ms=MARCH, number="Q2026-001", series="quote", year=2026, n=1, version=version,
            previous_id=version - 1 or None, account_id=1, status=status, sent_ms=MARCH + sent * DAY,
            decided_ms=MARCH + 3 * DAY if status == "accepted" else None, currency="USD", gross=0, discount_ppm=50_000,
            net_minor=902_50, tax_minor=162_45, total_minor=1064_95,
        )  # fmt: skip
        line(book, "quote_line", "quote_id", number, 1, 10, (900_00, 855_00, 162_45))
        line(book, "quote_line", "quote_id", number, 2, 1, (50_00, 47_50, 0))
        step(book, "quote", number, "draft", "sent", sent)
        step(book, "quote", number, "sent", status, 2 if version == 1 else 3)


def order(book):
    """Ten machines and the audit, held once, promised twice, six sent, one back; a contract; an order in two parts."""
    insert(
        book, "sales_order", created_ms=MARCH + 3 * DAY, quote_id=2, account_id=1, status="confirmed", held=0,
        confirmed_ms=MARCH + 4 * DAY, promised="2026-03-20", first_promised="2026-03-15", currency="USD", gross=0,
        discount_ppm=50_000, net_minor=902_50, tax_minor=162_45, total_minor=1064_95, rate="1/1.1",
        base_net_minor=820_45, base_currency="EUR",
    )  # fmt: skip
    for position, quantity, sums in ((1, 10, (900_00, 855_00, 162_45)), (2, 1, (50_00, 47_50, 0))):
        line(
            book, "sales_order_line", "order_id", 1, position, quantity, sums,
            quote_line_id=position + 2, released=0, revenue="delivery",
        )  # fmt: skip
    step(book, "sales_order", 1, "draft", "confirmed", 4)
    step(book, "sales_order", 1, "confirmed", "hold", 5)
    step(book, "sales_order", 1, "hold", "confirmed", 6)
    insert(book, "promise_event", order_id=1, promised="2026-03-15", effective_ms=MARCH + 4 * DAY)
    insert(book, "promise_event", order_id=1, promised="2026-03-20", effective_ms=MARCH + 5 * DAY)
    insert(book, "shipment", created_ms=MARCH + 7 * DAY, order_id=1, status="delivered", delivered_ms=MARCH + 8 * DAY)
    insert(book, "shipment_line", shipment_id=1, order_line_id=1, quantity=6 * UNITS)
    step(book, "shipment", 1, "shipped", "delivered", 8)
    insert(book, "goods_return", created_ms=MARCH + 9 * DAY, order_id=1, reopens=1)
    insert(book, "goods_return_line", return_id=1, order_line_id=1, quantity=1 * UNITS)
    insert(
        book, "contract", created_ms=MARCH, title="Care", account_id=1, status="signed", signed_ms=MARCH + DAY,
        amount_minor=100_00, currency="EUR", every="month", tax_ppm=0,
    )  # fmt: skip
    step(book, "contract", 1, "draft", "signed", 1)
    step(book, "contract", 1, "signed", "renewed", 9)
    step(book, "contract", 1, "signed", "renewed", 10)
    insert(
        book, "sales_order", created_ms=MARCH, account_id=1, status="confirmed", held=0, confirmed_ms=MARCH,
        currency="EUR", gross=1, net_minor=100_00, tax_minor=0, total_minor=100_00, rate="1", base_net_minor=100_00,
        base_currency="EUR",
    )  # fmt: skip
    step(book, "sales_order", 2, "draft", "confirmed", 0)
    line(book, "sales_order_line", "order_id", 2, 2, 2, (100_00, 100_00, 0), released=0, revenue="milestone")
    for position, share, amount in ((1, 300_000, 30_00), (2, 700_000, 70_00)):
        insert(
            book, "instalment", order_id=2, position=position, share_ppm=share, amount_minor=amount,
            trigger="confirm", offset_days=0,
        )  # fmt: skip


def invoice(book, number, day, currency, net, tax, base, rate, account=1, **more):
    """An invoice that is issued once its line is there."""
    return {
        "status": "issued", "series": "invoice", "year": 2026, "n": number, "number": f"2026-{number:04}",
        "issued_on": f"2026-03-{day + 1:02}", "issued_ms": MARCH + day * DAY, "due_on": "2026-04-30", "rate": rate,
        "base_net_minor": base[0], "base_total_minor": base[1], "base_currency": "EUR",
    }, insert(
        book, "invoice", created_ms=MARCH, account_id=account, status="draft", currency=currency, gross=0,
        net_minor=net, tax_minor=tax, total_minor=net + tax, **more,
    )  # fmt: skip


def bill(book):
    """Five machines, one credited again, in dollars; and a coffee in euros."""
    columns, number = invoice(
        book, 1, 10, "USD", 427_50, 81_23, (388_64, 462_48), "1/1.1", order_id=1, what="delivered", discount_ppm=50_000
    )
    line(book, "invoice_line", "invoice_id", number, 1, 5, (450_00, 427_50, 81_23), order_line_id=1, revenue="delivery")
    book.update("invoice", number, columns)
    step(book, "invoice", number, "draft", "issued", 10)
    columns, number = invoice(book, 2, 11, "EUR", 50_00, 0, (50_00, 50_00), "1", what="free")
    line(book, "invoice_line", "invoice_id", number, 2, 1, (50_00, 50_00, 0), revenue="delivery")
    book.update("invoice", number, columns)
    step(book, "invoice", number, "draft", "issued", 11)
    insert(
        book, "credit_note", created_ms=MARCH + 12 * DAY, invoice_id=1, account_id=1, series="credit_note", year=2026,
        n=1, number="C2026-0001", issued_on="2026-03-13", currency="USD", net_minor=85_50, tax_minor=16_25,
        total_minor=101_75, rate="1/1.1", base_net_minor=77_73, base_total_minor=92_50, base_currency="EUR",
    )  # fmt: skip
    insert(
        book, "credit_note_line", credit_note_id=1, position=1, invoice_line_id=1, name="Machine",
        quantity=1 * UNITS, tax_ppm=190_000, net_minor=85_50, tax_minor=16_25,
    )  # fmt: skip


def plan(book):
    """An order in two instalments, the first of which is drafted; a contract of which two months are."""
    for what, of, gross, service in (
        ("instalment", {"order_id": 2, "instalment_id": 1}, 1, {}),
        ("contract", {"contract_id": 1}, 0, {"service_from": "2026-01-01", "service_to": "2026-01-31"}),
        ("contract", {"contract_id": 1}, 0, {"service_from": "2026-02-01", "service_to": "2026-02-28"}),
    ):
        number = insert(
            book, "invoice", created_ms=MARCH, account_id=2, status="draft", currency="EUR", gross=gross, what=what,
            net_minor=50_00, tax_minor=0, total_minor=50_00, **of,
        )  # fmt: skip
        line(book, "invoice_line", "invoice_id", number, 2, 1, (50_00, 50_00, 0), revenue="straight", **service)


def settle(book):
    """The first invoice in full: credit 101.75, 400.00 paid at the second try, a discount of 6.98; 60.00 paid back."""
    for direction, amount, base, discount in (("in", 500_00, 454_55, 6_98), ("out", 60_00, 54_55, 0)):
        insert(
            book, "payment", created_ms=MARCH + 14 * DAY, received_on="2026-03-15", account_id=1, direction=direction,
            amount_minor=amount, currency="USD", fee_minor=0, discount_minor=discount, rate="1/1.1", base_minor=base,
            base_currency="EUR",
        )  # fmt: skip
    for kind, amount, source, day, more in (
        ("credit", 101_75, 101_75, 12, {"credit_note_id": 1, "invoice_id": 1}),
        ("payment", 300_00, 300_00, 14, {"payment_id": 1, "invoice_id": 1}),
        ("payment", -300_00, -300_00, 15, {"payment_id": 1, "invoice_id": 1, "reverses": 2}),
        ("payment", 400_00, 400_00, 16, {"payment_id": 1, "invoice_id": 1}),
        ("discount", 6_98, 0, 16, {"payment_id": 1, "invoice_id": 1}),
        ("refund", 60_00, 60_00, 14, {"payment_id": 1, "refund_id": 2}),
        ("writeoff", 50_00, 0, 20, {"invoice_id": 2}),
    ):
        insert(
            book, "allocation", kind=kind, amount_minor=amount, source_minor=source, on_day=f"2026-03-{day + 1:02}",
            effective_ms=MARCH + day * DAY, realised_minor=0, **more,
        )  # fmt: skip


@pytest.fixture
def honest(ltc):
    """A file in which everything that documents can do was done once, by rows and not by verbs."""
    with Book.open(ltc.path, write=True) as book, book.operation("account add"):
        for name in ("Lumen", "Bright"):
            insert(book, "account", created_ms=MARCH, name=name, name_key=name.lower())
        insert(
            book, "product", created_ms=MARCH, name="Machine", name_key="machine", kind="goods", revenue="delivery",
            cost_minor=60_00, currency="EUR",
        )  # fmt: skip
        insert(book, "product_price", product_id=1, currency="USD", valid_from="2026-01-01", price_minor=100_00)
        quotes(book)
        order(book)
        bill(book)
        plan(book)
        settle(book)
    return ltc


def test_an_honest_file_is_silent(honest):
    assert honest("check") == (0, "", "")


BREACHES = (
    ("amounts", "sales_order 1", "UPDATE sales_order SET net_minor = 902_51, total_minor = 1064_96"),
    ("amounts", "sales_order 1", "UPDATE sales_order SET tax_minor = 162_46, total_minor = 1064_96"),
    ("amounts", "sales_order 1", "UPDATE sales_order SET discount_ppm = NULL"),
    ("amounts", "sales_order 1", "UPDATE sales_order_line SET quantity = quantity - 1000000 WHERE id = 2"),
    ("amounts", "quote 2", "UPDATE quote_line SET tax_minor = 0 WHERE id = 3"),
    ("amounts", "quote 1", "DELETE FROM quote_line WHERE quote_id = 1"),
    ("amounts", "invoice 1", "UPDATE invoice_line SET net_minor = 427_51 WHERE id = 1"),
    ("amounts", "invoice 1", "UPDATE invoice SET gross = 1 WHERE id = 1"),
    ("amounts", "credit_note 1", "UPDATE credit_note_line SET net_minor = 85_49"),
    ("amounts", "credit_note 1", "DELETE FROM credit_note_line"),
    ("quantities", "sales_order 1", "UPDATE shipment_line SET quantity = 12000000"),
    ("quantities", "sales_order 1", "UPDATE goods_return_line SET quantity = 7000000"),
    ("quantities", "sales_order 1", "DELETE FROM shipment_line"),
    ("quantities", "sales_order 1", "UPDATE invoice_line SET quantity = 12000000 WHERE id = 1"),
    ("quantities", "sales_order 1", "UPDATE sales_order_line SET released = 6000000 WHERE id = 1"),
    ("quantities", "sales_order 1", "UPDATE shipment_line SET quantity = 3999999"),
    ("quantities", "sales_order 1", "UPDATE sales_order_line SET quantity = NULL, cap = 4000000 WHERE id = 1"),
    ("quantities", "sales_order 1", "UPDATE sales_order_line SET quantity = NULL, released = 1 WHERE id = 2"),
    ("orders", "sales_order 1", "UPDATE sales_order SET status = 'cancelled'"),
    ("orders", "sales_order 1", "UPDATE sales_order SET status = 'draft', confirmed_ms = NULL"),
    ("orders", "sales_order 1", "UPDATE shipment SET order_id = 2"),
    ("orders", "sales_order 1", "UPDATE goods_return SET order_id = 2"),
    ("orders", "sales_order 1", "UPDATE invoice SET order_id = NULL"),
    ("status", "sales_order 1", "UPDATE sales_order SET held = 1"),
    ("status", "sales_order 1", "UPDATE sales_order SET closed_ms = 1"),
    ("status", "sales_order 1", "UPDATE sales_order SET status = 'closed', closed_ms = 1"),
    ("status", "sales_order 1", "DELETE FROM status_event WHERE to_status = 'hold'"),
    ("status", "sales_order 1", "DELETE FROM status_event WHERE entity = 'sales_order'"),
    ("status", "quote 2", "UPDATE quote SET status = 'rejected' WHERE id = 2"),
    ("status", "quote 2", "UPDATE quote SET decided_ms = decided_ms + 1 WHERE id = 2"),
    ("status", "contract 1", "UPDATE contract SET status = 'terminated'"),
    ("status", "shipment 1", "UPDATE shipment SET status = 'shipped', delivered_ms = NULL"),
    ("status", "shipment 1", "UPDATE shipment SET delivered_ms = delivered_ms + 1"),
    ("status", "invoice 1", "UPDATE invoice SET issued_ms = 1 WHERE id = 1"),
    ("status", "invoice 2", "DELETE FROM status_event WHERE entity = 'invoice' AND entity_id = 2"),
    ("promises", "sales_order 1", "UPDATE sales_order SET promised = '2026-03-21'"),
    ("promises", "sales_order 1", "UPDATE sales_order SET first_promised = NULL"),
    ("promises", "sales_order 1", "DELETE FROM promise_event"),
    ("versions", "quote 2", "UPDATE quote SET version = 4 WHERE id = 2"),
    ("versions", "quote 2", "UPDATE quote SET previous_id = NULL WHERE id = 2"),
    ("versions", "quote 2", "UPDATE quote SET number = 'Q2026-002' WHERE id = 2"),
    ("versions", "quote 2", "UPDATE quote SET account_id = 2 WHERE id = 2"),
    ("versions", "quote 1", "UPDATE quote SET status = 'rejected' WHERE id = 1"),
    ("versions", "quote 2", "UPDATE quote SET status = 'superseded' WHERE id = 2"),
    ("spent", "quote 2", "UPDATE sales_order_line SET quantity = 10000001 WHERE id = 1"),
    ("spent", "quote 2", "UPDATE sales_order_line SET quote_line_id = 4"),
    ("spent", "quote 2", "UPDATE quote SET status = 'sent' WHERE id = 2"),
    ("instalments", "sales_order 2", "UPDATE instalment SET amount_minor = 71_00 WHERE id = 2"),
    ("instalments", "sales_order 2", "UPDATE invoice SET instalment_id = 1 WHERE id = 4"),
    ("periods", "contract 1", "UPDATE invoice_line SET service_from = '2026-01-31' WHERE id = 5"),
    ("periods", "contract 1", "UPDATE invoice_line SET service_to = '2026-02-01' WHERE id = 4"),
    ("numbers", "invoice 2", "UPDATE invoice SET n = 3 WHERE id = 2"),
    ("numbers", "credit_note 1", "UPDATE credit_note SET n = 2"),
    ("numbers", "invoice 2", "UPDATE invoice SET issued_on = '2026-03-10' WHERE id = 2"),
    ("numbers", "invoice 1", "UPDATE invoice SET year = 2025 WHERE id = 1"),
    ("numbers", "invoice 2", "UPDATE invoice SET n = NULL WHERE id = 1"),
    ("rates", "sales_order 1", "UPDATE sales_order SET base_net_minor = 820_46"),
    ("rates", "invoice 1", "UPDATE invoice SET base_total_minor = 462_49 WHERE id = 1"),
    ("rates", "invoice 1", "UPDATE invoice SET rate = '1' WHERE id = 1"),
    ("rates", "invoice 2", "UPDATE invoice SET rate = '1.0' WHERE id = 2"),
    ("rates", "credit_note 1", "UPDATE credit_note SET rate = '1/0'"),
    ("rates", "payment 1", "UPDATE payment SET base_currency = 'JPY' WHERE id = 1"),
    ("rates", "payment 1", "UPDATE payment SET rate = 'about one' WHERE id = 1"),
    ("money", "product 1", "UPDATE product SET currency = NULL"),
    ("money", "product_price 1", "UPDATE product_price SET currency = 'XYZ'"),
    ("money", "contract 1", "UPDATE contract SET currency = NULL"),
    ("money", "payment 1", "UPDATE payment SET currency = 'usd'"),
    ("settled", "invoice 1", "UPDATE allocation SET amount_minor = 400_01, source_minor = 400_01 WHERE id = 4"),
    ("settled", "invoice 1", "UPDATE allocation SET on_day = '2026-03-16' WHERE id = 4; "
     "UPDATE allocation SET on_day = '2026-03-18' WHERE id = 3"),
    ("settled", "invoice 1", "DELETE FROM allocation WHERE id = 2"),
    ("settled", "invoice 1", "UPDATE allocation SET amount_minor = -299_00 WHERE id = 3"),
    ("settled", "invoice 1", "UPDATE allocation SET on_day = '2026-03-01' WHERE id = 1"),
    ("settled", "invoice 2", "UPDATE invoice SET status = 'draft', issued_on = NULL WHERE id = 2"),
    ("settled", "invoice 1", "UPDATE credit_note SET net_minor = 500_00"),
    ("settled", "invoice 1", "UPDATE credit_note SET account_id = 2"),
    ("settled", "invoice 1", "UPDATE credit_note_line SET quantity = 6000000"),
    ("settled", "payment 1", "UPDATE payment SET amount_minor = 459_99 WHERE id = 1"),
    ("settled", "payment 1", "UPDATE allocation SET on_day = '2026-03-14' WHERE id = 6"),
    ("settled", "payment 2", "DELETE FROM allocation WHERE id = 6"),
    ("settled", "payment 2", "UPDATE payment SET amount_minor = 61_00 WHERE id = 2"),
    ("settled", "credit_note 1", "UPDATE allocation SET source_minor = 101_76 WHERE id = 1"),
    ("ledger", "account 1", "UPDATE allocation SET source_minor = 399_99 WHERE id = 4"),
    ("ledger", "account 1", "UPDATE allocation SET kind = 'payment' WHERE id = 5"),
    ("ledger", "account 1", "UPDATE allocation SET on_day = '2026-03-18' WHERE id = 6"),
    ("ledger", "account 1", "DELETE FROM allocation WHERE id = 6"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "record", "breach"), BREACHES)
def test_each_rule_names_what_breaks_it(honest, name, record, breach):
    """The rule alone, and no other word of it: which record, found behind the back of every guard."""
    conn = sqlite3.connect(honest.path, isolation_level=None)
    conn.execute("PRAGMA ignore_check_constraints=ON")
    for (trigger,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        conn.execute(f"DROP TRIGGER {trigger}")
    for statement in breach.split("; "):
        conn.execute(re.sub(r"(?<=\d)_(?=\d)", "", statement))
    found = check.run(conn, [name])
    conn.close()
    assert record in {f"{each.table} {each.row_id}" for each in found}
    assert {each.check for each in found} == {name}


def test_every_rule_has_a_breach():
    rules = {*conservation.INVARIANTS, *reconciliation.INVARIANTS}
    assert rules - {name for name, *_ in BREACHES} == set()
