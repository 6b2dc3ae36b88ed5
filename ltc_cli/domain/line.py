"""Lines of documents: quotes, orders and invoices share how they are read, priced and added up.

A line is a product, by sku or name, or free text. Its price comes from the price list of the document's currency and
day unless one is given. After every change the document is worked out anew.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain import amount, entry, product, tax
from ltc_cli.domain.noun import ref
from ltc_cli.domain.text import name_key, text
from ltc_cli.errors import Ambiguous, BadUsage, NotFound, Refused, nearest
from ltc_cli.money import parse, words
from ltc_cli.quantity import parse as parse_quantity
from ltc_cli.shape import Column, Listing, Section

NOTHING = {"net_minor": 0, "tax_minor": 0, "total_minor": 0}
"""What a document comes to before it has lines."""
TABLES = {"quote": "quote_id", "sales_order": "order_id", "invoice": "invoice_id"}
"""Documents with lines, with the column that points from a line to its document."""
OPEN = "open"
"""The quantity of a line that is delivered and billed as the work is done."""


_COLUMNS = (
    Column("position", "count", label="#"),
    Column("item"),
    Column("quantity", "quantity"),
    Column("unit"),
    Column("price", "money"),
    Column("discount", "ratio"),
    Column("tax"),
    Column("amount", "money"),
    Column("net", "money", shown=False),
    Column("tax_amount", "money", shown=False),
    Column("service_from", "date", shown=False),
    Column("service_to", "date", shown=False),
    Column("currency", shown=False),
)


class Wanted(NamedTuple):
    """A line as it was typed."""

    item: str
    quantity: str | None = None
    price: str | None = None
    discount: str | None = None
    tax: str | None = None
    unit: str | None = None
    cap: str | None = None
    service: str | None = None
    """The days of the service: 2026-02-01..2027-01-31."""


class Head(NamedTuple):
    """A document as its lines see it."""

    noun: str
    id: int
    currency: str
    gross: bool
    discount_ppm: int | None
    discount_minor: int | None

    @property
    def ref(self) -> str:
        """How people write it."""
        return ref(self.noun, self.id)


class Pick(NamedTuple):
    """A line and a quantity of it, as ITEM=QTY names them."""

    line: int
    quantity: int


def head(book: Book, noun: str, number: int) -> Head:
    """A document as its lines see it; the id must exist."""
    currency, gross, ppm, minor = book.conn.execute(
        f"SELECT currency, gross, discount_ppm, discount_minor FROM {noun} WHERE id = ?", (number,)
    ).fetchone()
    return Head(noun, number, currency, bool(gross), ppm, minor)


def short(word: str) -> Wanted:
    """Read a line written short: `Audit=1@9000`, `Audit=1` at its list price, `'Audit'` once; raises `BadUsage`."""
    item, mark, rest = word.rpartition("=")
    if not mark:
        return Wanted(word, "1")
    quantity, at, price = rest.partition("@")
    if not item.strip() or not quantity.strip() or (at and not price.strip()):
        raise BadUsage(f"{word!r} is not a line.", "Write ITEM=QUANTITY@PRICE, such as 'Audit=1@9000'.")
    return Wanted(item, quantity, price or None)


def add(book: Book, on: Head, wanted: Wanted, extra: Mapping[str, Value] | None = None) -> int:
    """Add a line to a document; its id. The document is worked out by `refigure` when all lines are there."""
    found = product.find(book, wanted.item)
    name = found.name if found else text(wanted.item, "the item")
    if name is None:
        raise BadUsage("a line needs an item.", "Name a product, or write what it is.")
    rated = tax.of_line(book, wanted.tax, found.tax if found else None)
    columns: dict[str, Value] = {
        TABLES[on.noun]: on.id,
        "position": _next_position(book, on),
        "product_id": found.id if found else None,
        "name": name,
        **_quantity(on, wanted),
        "unit": wanted.unit or (found.unit if found else None),
        "price_minor": _price(book, on, wanted, found),
        "discount_ppm": amount.rate_ppm(wanted.discount, "a discount") if wanted.discount else 0,
        "tax": rated.name,
        "tax_ppm": rated.ppm,
        **_service(book, wanted),
        "amount_minor": 0,
        "net_minor": 0,
        "tax_minor": 0,
        **(extra or {}),
    }
    if on.noun != "quote":
        columns.setdefault("revenue", found.revenue if found else "delivery")
        if columns.get("service_from") and found is None:
            columns["revenue"] = "straight"
    if on.noun == "sales_order":
        columns.setdefault("released", 0)
        columns.setdefault("cost_minor", _cost(book, on, found))
    return book.insert(f"{on.noun}_line", columns)


def fill(book: Book, noun: str, number: int, lines: Sequence[Wanted]) -> None:
    """Write the lines of a new document, and work it out."""
    on = head(book, noun, number)
    for wanted in lines:
        add(book, on, wanted)
    refigure(book, on)


def put(book: Book, on: Head, wanted: Wanted) -> int:
    """Add a line, or change the one of that item as far as something is given; its id."""
    known = _matching(book, on, wanted.item)
    if not known:
        number = add(book, on, wanted if wanted.quantity else wanted._replace(quantity="1"))
    else:
        number = known[0]
        columns: dict[str, Value] = {}
        if wanted.quantity is not None or wanted.cap is not None:
            columns |= _quantity(on, wanted)
        if wanted.price is not None:
            columns["price_minor"] = _price(book, on, wanted, None)
        if wanted.discount is not None:
            columns["discount_ppm"] = amount.rate_ppm(wanted.discount, "a discount")
        if wanted.tax is not None:
            rated = tax.named(book, wanted.tax)
            columns |= {"tax": rated.name, "tax_ppm": rated.ppm}
        if wanted.unit is not None:
            columns["unit"] = text(wanted.unit, "the unit")
        columns |= _service(book, wanted)
        book.update(f"{on.noun}_line", number, columns)
    refigure(book, on)
    return number


def remove(book: Book, on: Head, item: str) -> None:
    """Take a line off a document."""
    number = find(book, on, item)
    book.conn.execute(f"DELETE FROM {on.noun}_line WHERE id = ?", (number,))
    refigure(book, on)


def find(book: Book, on: Head, item: str) -> int:
    """The line that is meant: by name, sku or position; raises `NotFound` or `Ambiguous`."""
    found = _matching(book, on, item)
    names = [row[0] for row in _rows(book, on, "name")]
    if not found:
        close = nearest(item, names)
        listed = ", ".join(names) or "it has no lines"
        raise NotFound(f"{on.ref} has no line {item!r}.", f"Did you mean {close}?" if close else f"Lines: {listed}")
    if len(found) > 1:
        raise Ambiguous(f"{on.ref} has {len(found)} lines {item!r}.", "Name one by its position: 1, 2, …")
    return found[0]


def picks(book: Book, on: Head, chosen: Sequence[str]) -> list[Pick]:
    """Lines with quantities from words such as `Machine=2`; a line named twice is added up; raises `BadUsage`."""
    result: dict[int, int] = {}
    for word in chosen:
        item, mark, number = word.rpartition("=")
        if not mark or not item.strip():
            raise BadUsage(f"{word!r} is not ITEM=QUANTITY.", "For example: --line Machine=2")
        line = find(book, on, item)
        result[line] = result.get(line, 0) + parse_quantity(number)
    return [Pick(*each) for each in result.items()]


def section(book: Book, noun: str, number: int) -> Section:
    """The lines of a quote or an invoice as a part of its page."""
    rows = book.conn.execute(
        "SELECT position, name, quantity, unit, price_minor, nullif(l.discount_ppm / 1000000.0, 0), l.tax, "
        "amount_minor, l.net_minor, l.tax_minor, service_from, service_to, d.currency "
        f"FROM {noun}_line l JOIN {noun} d ON d.id = l.{TABLES[noun]} WHERE d.id = ? ORDER BY position, l.id",
        (number,),
    ).fetchall()
    return Section("lines", Listing("line", _COLUMNS, rows))


def refigure(book: Book, on: Head) -> amount.Sums:
    """Work a document out from its lines, and save what it comes to."""
    rows = _rows(book, on, "quantity, price_minor, discount_ppm, tax_ppm, id, amount_minor, net_minor, tax_minor")
    sums = amount.work_out(
        [amount.Item(*row[:4]) for row in rows],
        gross=on.gross,
        discount_ppm=on.discount_ppm,
        discount_minor=on.discount_minor,
    )
    for row, part in zip(rows, sums.parts, strict=True):
        if tuple(row[5:]) != tuple(part):
            book.update(
                f"{on.noun}_line",
                row[4],
                {"amount_minor": part.amount, "net_minor": part.net, "tax_minor": part.tax},
            )
    book.update(on.noun, on.id, {"net_minor": sums.net, "tax_minor": sums.tax, "total_minor": sums.total})
    return sums


def currency_of(
    book: Book, asked: str | None, *, account: int | None, deal: int | None = None, prices: Sequence[str | None] = ()
) -> str:
    """The currency of a new document: as asked, of its prices, its deal or account, or of the business."""
    from ltc_cli.money import exponent

    if asked:
        exponent(asked.upper())
        return asked.upper()
    default = None
    if deal is not None:
        default = book.conn.execute("SELECT currency FROM deal WHERE id = ?", (deal,)).fetchone()[0]
    if default is None and account is not None:
        default = book.conn.execute("SELECT currency FROM account WHERE id = ?", (account,)).fetchone()[0]
    default = default or book.process.currency
    first = next((price for price in prices if price), None)
    if first is not None:
        return parse(first, default).currency if default else book.money(first).currency
    return default or book.money("1").currency


def discount(typed: str | None, currency: str) -> dict[str, Value]:
    """The columns of a discount on a whole document: a percentage, or an amount."""
    if typed is None or not typed.strip():
        return {"discount_ppm": None, "discount_minor": None}
    if typed.strip().endswith("%"):
        return {"discount_ppm": amount.rate_ppm(typed, "a discount"), "discount_minor": None}
    return {"discount_ppm": None, "discount_minor": _in(currency, typed)}


def same_currency(what: str, currency: str, other: str) -> None:
    """Raise `Refused` when an amount of one currency meets a document of another."""
    if currency != other:
        raise Refused(
            f"{what} is in {other}, not {currency}; a document has one currency.", f"Give the amount in {other}."
        )


def _in(currency: str, typed: str) -> int:
    money = parse(typed, currency)
    if money.currency != currency:
        raise Refused(
            f"{words(money)} does not go with a document in {currency}: it has one currency.",
            f"Give the amount in {currency}.",
        )
    return money.minor


def _price(book: Book, on: Head, wanted: Wanted, found: product.Product | None) -> int:
    if wanted.price is not None:
        return _in(on.currency, wanted.price)
    listed = product.price_of(book, found.id, on.currency, book.day()) if found else None
    if listed is None:
        item = found.name if found else wanted.item.strip()
        why = f"has no price in {on.currency}" if found else "is no product with a price"
        raise Refused(f"{item!r} {why}.", f"Give one: '{item}={wanted.quantity or 1}@PRICE', or --price")
    return listed


def _cost(book: Book, on: Head, found: product.Product | None) -> int | None:
    if found is None:
        return None
    cost, currency = book.conn.execute("SELECT cost_minor, currency FROM product WHERE id = ?", (found.id,)).fetchone()
    return cost if currency == on.currency else None


def _quantity(on: Head, wanted: Wanted) -> dict[str, Value]:
    cap = parse_quantity(wanted.cap, "a cap") if wanted.cap else None
    if (wanted.quantity or "").strip().lower() == OPEN or (cap is not None and not wanted.quantity):
        if on.noun != "sales_order":
            raise BadUsage("only a line of an order can be open.", "Give a quantity.")
        return {"quantity": None, "cap": cap}
    if cap is not None:
        raise BadUsage("a cap goes with an open quantity.", "Write --quantity open --cap 40")
    quantity = parse_quantity(wanted.quantity or "1")
    return {"quantity": quantity, "cap": None} if on.noun == "sales_order" else {"quantity": quantity}


def _service(book: Book, wanted: Wanted) -> dict[str, Value]:
    if wanted.service is None:
        return {}
    if not wanted.service.strip():
        return {"service_from": None, "service_to": None}
    first, mark, last = wanted.service.partition("..")
    if not mark:
        raise BadUsage(f"{wanted.service!r} is not a stretch of days.", "Write both: --service 2026-02-01..2027-01-31")
    since, until = entry.day(book, first.strip()), entry.day(book, last.strip())
    if since > until:
        raise BadUsage(f"the service would end on {until}, before it begins on {since}.", "Swap the days.")
    return {"service_from": since, "service_to": until}


def _next_position(book: Book, on: Head) -> int:
    row = book.conn.execute(
        f"SELECT coalesce(max(position), 0) + 1 FROM {on.noun}_line WHERE {TABLES[on.noun]} = ?", (on.id,)
    ).fetchone()
    return int(row[0])


def _rows(book: Book, on: Head, what: str) -> list[tuple[Any, ...]]:
    return book.conn.execute(
        f"SELECT {what} FROM {on.noun}_line WHERE {TABLES[on.noun]} = ? ORDER BY position, id", (on.id,)
    ).fetchall()


def _matching(book: Book, on: Head, item: str) -> list[int]:
    """The lines of this name or product; else the one in this position."""
    key = name_key(item)
    found = product.find(book, item)
    rows = _rows(book, on, "id, position, name, product_id")
    same = [row[0] for row in rows if name_key(row[2]) == key or (found is not None and row[3] == found.id)]
    return same or [row[0] for row in rows if str(row[1]) == item.strip().removeprefix("#")]
