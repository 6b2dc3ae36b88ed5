"""Products: what is sold, goods or services, with their prices by currency and day."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain import entry
from ltc_cli.domain.entry import Entry
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source
from ltc_cli.domain.text import name_key
from ltc_cli.errors import BadUsage, Refused
from ltc_cli.money import Money
from ltc_cli.shape import Column, Listing, Section

KINDS = ("service", "goods")
REVENUES = ("delivery", "straight", "milestone")
ENTRIES = (
    Entry("name", "text", "name", folded=True),
    Entry("sku", "text", "sku", folded=True),
    Entry("kind", "text", "kind"),
    Entry("unit", "text", "unit"),
    Entry("category", "text", "category"),
    Entry("tax", "text", "tax"),
    Entry("revenue", "text", "revenue"),
    Entry("cost", "money", "cost_minor"),
    Entry("retired", "yesno", "retired"),
    Entry("tags", "tags", "tags"),
    Entry("external_id", "text", "external_id"),
)

_PRICE = (
    "(SELECT {what} FROM product_price p WHERE p.product_id = product.id AND p.valid_from <= :today "
    "ORDER BY p.currency <> coalesce((SELECT json_extract(body, '$.currency') FROM process ORDER BY id DESC LIMIT 1), "
    "''), p.valid_from DESC, p.currency LIMIT 1)"
)


def _prices(book: Book, number: int) -> list[Section]:
    rows = book.conn.execute(
        "SELECT price_minor, currency, nullif(valid_from, '0001-01-01') FROM product_price WHERE product_id = ? "
        "ORDER BY currency, valid_from",
        (number,),
    ).fetchall()
    columns = (Column("price", "money"), Column("currency"), Column("valid_from", "date"))
    return [Section("prices", Listing("price", columns, rows))] if rows else []


SOURCE = Source(
    noun="product",
    fields=(
        Field("name", "ref", "product.name"),
        Field("id", "count", "product.id", shown=False),
        Field("sku", "text", "product.sku"),
        Field("kind", "text", "product.kind"),
        Field("unit", "text", "product.unit"),
        Field("category", "text", "product.category"),
        Field("price", "money", _PRICE.format(what="p.price_minor"), currency_sql=_PRICE.format(what="p.currency")),
        Field("currency", "text", _PRICE.format(what="p.currency"), shown=False),
        Field("cost", "money", "product.cost_minor", shown=False, currency_sql="product.currency"),
        Field("cost_currency", "text", "product.currency", shown=False),
        Field("tax", "text", "product.tax"),
        Field("revenue", "text", "product.revenue", shown=False),
        Field("retired", "yesno", "coalesce(product.retired, 0)", shown=False),
        Field("tags", "tags", "product.tags", shown=False),
        Field("created", "instant", "product.created_ms", shown=False),
        Field("external_id", "text", "product.external_id", shown=False),
    ),
    order="product.name_key, product.id",
    title="product.name",
    born="product.created_ms",
    parts=_prices,
)


class Product(NamedTuple):
    """A product as the lines of documents see it."""

    id: int
    name: str
    unit: str | None
    tax: str | None
    revenue: str


def add(
    book: Book,
    values: Mapping[str, str],
    *,
    prices: Sequence[str] = (),
    valid_from: str | None = None,
    on_match: str | None = None,
) -> int:
    """Make a product; its id. A price is an amount of any currency, from a day on: from the beginning by default."""
    with book.operation("product add") as step:
        columns = _columns(book, {"kind": "service", **values})
        if not columns.get("name"):
            raise BadUsage("a product needs a name.", "ltc product add Consulting --price 120 --unit h")
        known = entry.replay(book, "product", columns, on_match)
        if known is None:
            _check_free(book, columns)
            columns.setdefault("revenue", "delivery")
            known = book.insert("product", {**entry.whole(book, "product", columns), "created_ms": book.when()})
        put_prices(book, known, [book.money(price) for price in prices], valid_from)
        step.about("product", known)
        return known


def edit(book: Book, numbers: Sequence[int], values: Mapping[str, str]) -> None:
    """Change fields of products; `price=…` is a price from the day of `--on` on."""
    with book.operation("product edit") as step:
        given = dict(values)
        price = given.pop("price", None)
        columns = _columns(book, given)
        if "name" in columns and not columns["name"]:
            raise BadUsage("a product needs a name.", "ltc product edit Consulting name=Advice")
        for number in numbers:
            entry.save(book, "product", number, columns)
            if price is not None:
                put_prices(book, number, [book.money(price)], book.day())
            step.about("product", number)


def put_prices(book: Book, number: int, prices: Sequence[Money], valid_from: str | None) -> None:
    """Keep prices of a product from a day on, instead of those that were to begin on it."""
    since = entry.day(book, valid_from) if valid_from else _ALWAYS
    for price in prices:
        if price.minor < 0:
            raise Refused("a price cannot be below zero.", "Take it off with a discount instead.")
        row = book.conn.execute(
            "SELECT id FROM product_price WHERE product_id = ? AND currency = ? AND valid_from = ?",
            (number, price.currency, since),
        ).fetchone()
        if row is not None:
            book.update("product_price", row[0], {"price_minor": price.minor})
        else:
            book.insert(
                "product_price",
                {
                    "product_id": number,
                    "currency": price.currency,
                    "valid_from": since,
                    "price_minor": price.minor,
                },
            )


def find(book: Book, text: str) -> Product | None:
    """The product with this sku, or of exactly this name; None when there is none. The sku goes first."""
    key = name_key(text)
    for column in ("sku_key", "name_key", "external_id"):
        rows = book.conn.execute(
            f"SELECT id, name, unit, tax, revenue FROM product WHERE {column} = ? LIMIT 2",
            (text.strip() if column == "external_id" else key,),
        ).fetchall()
        if len(rows) == 1:
            return Product(*rows[0])
    return None


def price_of(book: Book, number: int, currency: str, day: str) -> int | None:
    """The price of a product in a currency on a day; None when there is none."""
    row = book.conn.execute(
        "SELECT price_minor FROM product_price WHERE product_id = ? AND currency = ? AND valid_from <= ? "
        "ORDER BY valid_from DESC LIMIT 1",
        (number, currency, day),
    ).fetchone()
    return int(row[0]) if row else None


_ALWAYS = "0001-01-01"
"""The first day of a price that was always so."""


def _columns(book: Book, values: Mapping[str, str]) -> dict[str, Value]:
    columns = entry.columns(book, "product", ENTRIES, values)
    for name, known in (("kind", KINDS), ("revenue", REVENUES)):
        if name in columns and columns[name] not in known:
            raise BadUsage(f"{name} is {', '.join(known[:-1])} or {known[-1]}, not {columns[name]!r}.")
    tax = columns.get("tax")
    if tax is not None:
        from ltc_cli.domain import tax as taxes

        columns["tax"] = taxes.named(book, str(tax)).name
    return columns


def _check_free(book: Book, columns: Mapping[str, Value]) -> None:
    taken = book.conn.execute("SELECT name FROM product WHERE sku_key = ?", (columns.get("sku_key"),)).fetchone()
    if taken is not None:
        raise Refused(f"the sku {columns['sku']!r} is that of {taken[0]}.", "Each product has its own.")
