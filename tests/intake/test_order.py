"""Rows become orders with their lines; their dates and status become the story of how each went."""

import json

from tests.intake.test_take_in import answer, counts, day

NAMES = ("--no-header", "--names", "external_id,confirmed,promised,shipped,status,message,account")
LINES = ("--names", "external_id,item,quantity,price,position", "--blank", "NULL", "--encoding", "latin-1")
HEADS = (
    "500,2003-01-06,2003-01-13,2003-01-10,\"Shipped\",NULL,\"Luleå Toys \"\r\n"
    "501,2003-11-11,2003-11-17,2003-11-13,\"Cancelled\",\"Too late, it had left.\",\"Luleå Toys\"\r\n"
    "502,2003-10-23,2003-10-30,NULL,\"Cancelled\",NULL,\"Münster Models\"\r\n"
    "503,2005-05-31,2005-06-07,NULL,\"On Hold\",NULL,\"Münster Models\"\r\n"
).encode("latin-1")  # fmt: skip
ITEMS = b'500,"S10",30,136.0,2\r\n500,"S18",2,55.09,1\r\n501,"S10",1,100.5,1\r\n502,"S18",3,10,1\r\n503,"S10",1,7,1\r\n'


def take_apart(shop, heads=HEADS, items=ITEMS, *more):
    """Import orders with their lines in a table of their own, in the shape of a bare database dump."""
    lines = shop.table(items, "items.txt")
    return shop.take("order", heads, "--lines", lines, *NAMES, *LINES, *more)


def totals(shop):
    """The external ids, statuses and totals of the orders."""
    return shop.rows("SELECT external_id, status, held, total_minor FROM sales_order ORDER BY id")


def test_two_tables_without_headings_become_orders_with_lines(shop):
    """30 × 136.00 + 2 × 55.09 is 4,190.18; a cancelled order with a ship date is history, with a warning."""
    found = take_apart(shop)
    assert counts(found) == answer(4, new=4)
    assert found["warnings"] == [
        "taken as blank: 'NULL' 5 ×; other words for it: --blank TEXT",
        "accounts that were new are made from their name, such as 'Luleå Toys' and 1 more",
        "1 row: shipped, and cancelled all the same, line 2",
    ]
    assert totals(shop) == [
        ("500", "confirmed", 0, 419_018),
        ("501", "cancelled", 0, 10_050),
        ("502", "cancelled", 0, 3_000),
        ("503", "confirmed", 1, 700),
    ]
    assert shop.rows("SELECT name, position FROM sales_order_line WHERE order_id = 1 ORDER BY id") == [
        ("S18", 1),
        ("S10", 2),
    ]
    assert shop.rows("SELECT order_id, created_ms, status FROM shipment") == [
        (1, day("2003-01-10"), "shipped"),
        (2, day("2003-11-13"), "shipped"),
    ]
    assert shop.rows("SELECT promised, first_promised, message FROM sales_order WHERE id = 2") == [
        ("2003-11-17", "2003-11-17", "Too late, it had left.")
    ]
    assert shop.ltc("check")[0] == 0


def test_a_status_without_its_date_was_reached_on_the_latest_day_of_the_row(shop):
    """Cancelled after it was shipped; put on hold when it was confirmed."""
    take_apart(shop)
    events = "SELECT entity_id, from_status, to_status, effective_ms FROM status_event ORDER BY id"
    assert shop.rows(events) == [
        (1, "draft", "confirmed", day("2003-01-06")),
        (2, "draft", "confirmed", day("2003-11-11")),
        (2, "confirmed", "cancelled", day("2003-11-13")),
        (3, "draft", "confirmed", day("2003-10-23")),
        (3, "confirmed", "cancelled", day("2003-10-23")),
        (4, "draft", "confirmed", day("2005-05-31")),
        (4, "confirmed", "hold", day("2005-05-31")),
    ]


def test_the_same_tables_again_change_nothing_and_record_nothing(shop):
    take_apart(shop)
    before = shop.dump()
    again = take_apart(shop)
    assert counts(again) == answer(4, unchanged=4)
    assert again["operation"] is None
    assert shop.dump() == before


def test_one_import_is_one_undo(shop):
    take_apart(shop)
    assert shop.ltc("undo")[0] == 0
    assert totals(shop) == []
    assert shop.rows("SELECT count(*) FROM sales_order_line") == [(0,)]
    assert shop.ltc("check")[0] == 0


FLAT = (
    "Order,Customer,Order date,Shipped,Delivered,SKU,Qty,Price,Discount\n"
    "A1,Lumen,2026-01-05,2026-01-07,2026-01-09,Lamp,2,10.00,\n"
    "B2,Harbour,2026-01-06,,,Lamp,1,10.00,\n"
    "A1,Lumen,2026-01-05,2026-01-08,,Shade,3,5.00,10%\n"
)


def test_rows_of_one_number_are_one_order_wherever_they_stand(shop):
    """2 × 10 + 3 × 5 less 10 % is 33.50; lines that left on other days are shipments of their own."""
    found = shop.take("order", FLAT)
    assert counts(found) == answer(3, new=3)
    assert totals(shop) == [("A1", "confirmed", 0, 3_350), ("B2", "draft", 0, 1_000)]
    assert shop.rows("SELECT status, created_ms, delivered_ms FROM shipment") == [
        ("delivered", day("2026-01-07"), day("2026-01-09")),
        ("shipped", day("2026-01-08"), None),
    ]
    assert shop.rows("SELECT confirmed_ms FROM sales_order") == [(day("2026-01-05"),), (None,)]
    assert shop.ltc("check")[0] == 0


def test_an_order_goes_on_where_the_next_table_takes_it(shop):
    """What left later is shipped, what arrived is delivered, and the rest stays as it is."""
    shop.take("order", FLAT)
    later = FLAT.replace("2026-01-08,,Shade", "2026-01-08,2026-01-11,Shade").replace(
        "B2,Harbour,2026-01-06,,,", "B2,Harbour,2026-01-06,2026-02-01,,"
    )
    assert counts(shop.take("order", later)) == answer(3, updated=3)
    assert counts(shop.take("order", later)) == answer(3, unchanged=3)
    assert shop.rows("SELECT order_id, status FROM shipment ORDER BY id") == [
        (1, "delivered"),
        (1, "delivered"),
        (2, "shipped"),
    ]
    assert totals(shop)[1] == ("B2", "confirmed", 0, 1_000)
    assert shop.ltc("check")[0] == 0


def test_lines_of_a_draft_are_taken_over_and_those_of_a_confirmed_order_do_not_change(shop):
    shop.take("order", FLAT)
    assert counts(shop.take("order", FLAT.replace("Lamp,1,", "Lamp,4,"))) == answer(3, updated=1, unchanged=2)
    assert totals(shop)[1] == ("B2", "draft", 0, 4_000)
    said = shop.refuse("order", FLAT.replace("Shade,3,", "Shade,4,").replace("Lamp,1,", "Lamp,4,"))
    assert "rows.csv:2:item: the order is confirmed here, so its lines do not change" in said


def test_a_bad_row_takes_its_whole_order_with_it_and_no_other(shop):
    bad = FLAT.replace("Shade,3,", "Shade,some,")
    said = shop.refuse("order", bad)
    assert "2 rows of 3 cannot be taken in; nothing was written." in said
    assert "rows.csv:4:Qty: 'some' is not a quantity" in said
    code, _, _ = shop.ltc("order", "import", shop.table(bad), "--partial", "--rejects", shop.folder / "bad.csv")
    assert code == 6
    assert totals(shop) == [("B2", "draft", 0, 1_000)]
    kept = (shop.folder / "bad.csv").read_text().splitlines()
    assert [line.rpartition(",")[0].rpartition(",")[0][:2] for line in kept[1:]] == ["A1", "A1"]
    assert kept[1].endswith("its order has a bad row: line 4")


def test_rows_of_one_order_that_contradict_one_another_are_bad(shop):
    said = shop.refuse("order", FLAT.replace("A1,Lumen,2026-01-05,2026-01-08", "A1,Harbour,2026-01-05,2026-01-08"))
    assert "rows.csv:4:account: it differs from that in line 2, which is of the same order" in said


def test_a_line_of_no_order_and_an_order_without_its_number_are_bad(shop):
    lines = shop.table(b"999,Lamp,1,1,1\n", "items.txt")
    said = shop.refuse("order", HEADS, "--lines", lines, *NAMES, *LINES)
    assert "items.txt:1:external_id: there is no order '999' in the first table" in said


def test_their_words_for_a_status_can_be_said(shop):
    text = "order,customer,date,status,item,price\nA1,Lumen,2026-01-05,Paused,Lamp,10\n"
    said = shop.refuse("order", text)
    assert "rows.csv:2:status: there is no status 'Paused'; say what it means: --map 'Paused=status:confirmed'" in said
    shop.take("order", text, "--map", "Paused=status:hold")
    assert totals(shop) == [("A1", "confirmed", 1, 1_000)]


def test_an_order_without_a_number_is_known_by_its_content(shop):
    text = "customer,date,item,price\nLumen,2026-01-05,Lamp,10\nLumen,2026-01-05,Lamp,10\n"
    assert counts(shop.take("order", text)) == answer(2, new=2)
    assert counts(shop.take("order", text)) == answer(2, unchanged=2)


def test_items_are_products_by_sku_with_their_price_cost_and_unit(shop):
    shop.take("product", "sku,name,unit,price,cost\nS10,Lamp,pc,12.50,7\n")
    shop.take("order", "order,customer,date,sku,qty\nA1,Lumen,2026-01-05,s10,2\n")
    assert shop.rows("SELECT product_id, name, unit, price_minor, cost_minor, net_minor FROM sales_order_line") == [
        (1, "Lamp", "pc", 1_250, 700, 2_500)
    ]


def test_odd_dates_are_history_with_a_warning(shop):
    text = "order,customer,created,shipped,delivered,item,price\nA1,Lumen,2026-01-05,2026-01-04,2026-01-03,Lamp,10\n"
    found = shop.take("order", text)
    assert found["warnings"][1:] == [
        "1 row: shipped before it was ordered (E02), line 2",
        "1 row: delivered before it was shipped (E02); taken as shipped on that day, line 2",
    ]


def test_an_order_in_another_currency_needs_the_rate_of_its_day(shop):
    """10 USD at 1.25 USD for 1 EUR is 8 EUR; without a rate the row is bad."""
    text = "order,customer,confirmed,currency,item,price\nA1,Lumen,2026-01-05,USD,Lamp,10\n"
    assert "rows.csv:2:currency: there is no rate for USD/EUR on 2026-01-05" in shop.refuse("order", text)
    shop.take("fx", "pair,day,rate\nEUR/USD,2026-01-02,1.25\n")
    shop.take("order", text)
    assert shop.rows("SELECT currency, net_minor, base_net_minor, base_currency FROM sales_order") == [
        ("USD", 1_000, 800, "EUR")
    ]


def test_headings_and_names_go_together(shop):
    assert "--no-header and --names go together" in shop.refuse("order", FLAT, "--no-header", code=2)
    assert "only orders and invoices have lines" in shop.refuse("deal", FLAT, "--lines", "x.csv", code=2)


def test_a_dry_run_tells_the_plan_that_the_run_is_held_to(shop):
    lines = shop.table(ITEMS, "items.txt")
    words = ("order", "import", shop.table(HEADS), "--lines", lines, *NAMES, *LINES)
    planned = json.loads(shop.ltc(*words, "--dry-run", "--json")[1])
    assert (planned["new"], planned["lines"]) == (4, {"new": "1-4"})
    assert totals(shop) == []
    assert shop.ltc(*words, "--expect", "000000000000")[0] == 4
    assert shop.ltc(*words, "--expect", planned["digest"])[0] == 0
    assert len(totals(shop)) == 4


def test_known_orders_can_be_left_alone_or_refused(shop):
    shop.take("order", FLAT)
    changed = FLAT.replace("Lamp,1,", "Lamp,4,")
    assert counts(shop.take("order", changed, "--on-match", "skip")) == answer(3, unchanged=3)
    assert "rows.csv:2:external_id: order 'A1' is here already" in shop.refuse("order", changed, "--on-match", "error")
