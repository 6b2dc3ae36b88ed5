"""Rows become products with their prices."""

from tests.intake.test_take_in import answer, counts

TABLE = "sku,name,category,cost,price\nS10,Lamp,Light,7.00,12.50\nS18,Shade,Light,,3\n"


def prices(shop):
    """The price list."""
    return shop.rows("SELECT product_id, price_minor, currency, valid_from FROM product_price ORDER BY id")


def test_products_are_taken_in_with_price_and_cost(shop):
    found = shop.take("product", TABLE, "--default", "kind=goods")
    assert counts(found) == answer(2, new=2)
    assert shop.rows("SELECT sku, name, kind, category, cost_minor, currency, revenue FROM product") == [
        ("S10", "Lamp", "goods", "Light", 700, "EUR", "delivery"),
        ("S18", "Shade", "goods", "Light", None, None, "delivery"),
    ]
    assert prices(shop) == [(1, 1_250, "EUR", "0001-01-01"), (2, 300, "EUR", "0001-01-01")]


def test_the_same_table_again_changes_nothing(shop):
    shop.take("product", TABLE)
    again = shop.take("product", TABLE)
    assert counts(again) == answer(2, unchanged=2)
    assert again["operation"] is None


def test_another_price_is_a_new_one_from_the_day_of_the_import_on(shop):
    shop.take("product", TABLE)
    assert counts(shop.take("product", "sku,price\ns10,13\n")) == answer(1, updated=1)
    assert prices(shop)[2:] == [(1, 1_300, "EUR", "2026-03-31")]


def test_kinds_rules_and_taxes_are_checked(shop):
    said = shop.refuse("product", "name,kind,revenue,tax\nLamp,thing,delivery,\nShade,goods,never,a lot\n")
    assert "rows.csv:2:kind: kind is service or goods, not 'thing'" in said
    assert "rows.csv:3:revenue: revenue is delivery, straight or milestone, not 'never'" in said
    assert "rows.csv:3:tax: 'a lot' is not a tax" in said


def test_a_sku_is_one_products(shop):
    said = shop.refuse("product", "id,sku,name\n1,S10,Lamp\n2,s10,Shade\n", "--map", "id=external_id")
    assert "rows.csv:3:sku: the sku is that of another product" in said
