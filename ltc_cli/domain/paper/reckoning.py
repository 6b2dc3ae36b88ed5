"""Lines of a paper and what they come to, as text whose figures add up to the cent as they stand there."""

from collections.abc import Sequence
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain.amount import percent
from ltc_cli.domain.line import TABLES
from ltc_cli.domain.paper.letterhead import Letterhead
from ltc_cli.quantity import plain
from ltc_cli.shape import Grid, Sum


class Line(NamedTuple):
    """A line of a quote, order or invoice."""

    position: int
    name: str
    quantity: int | None
    """None: open, done as it is asked for."""
    cap: int | None
    unit: str | None
    price_minor: int
    discount_ppm: int
    tax: str | None
    tax_ppm: int
    service_from: str | None
    service_to: str | None
    amount_minor: int
    net_minor: int
    tax_minor: int


class Total(NamedTuple):
    """What a document comes to."""

    gross: bool
    """Prices include the tax."""
    discount_ppm: int | None
    net_minor: int
    tax_minor: int
    total_minor: int


class Taxed(NamedTuple):
    """What stands under one rate of tax."""

    tax_ppm: int
    net_minor: int
    tax_minor: int


def lines(book: Book, noun: str, number: int) -> list[Line]:
    """The lines of a document, in their order."""
    cap = "cap" if noun == "sales_order" else "NULL"
    rows = book.conn.execute(
        f"SELECT position, name, quantity, {cap}, unit, price_minor, discount_ppm, tax, tax_ppm, service_from, "
        f"service_to, amount_minor, net_minor, tax_minor FROM {noun}_line WHERE {TABLES[noun]} = ? "
        "ORDER BY position, id",
        (number,),
    )
    return [Line(*row) for row in rows]


def grid(letter: Letterhead, found: Sequence[Line]) -> Grid:
    """The lines as a table; a column that no line needs is left out."""
    columns = [
        ("#", [str(line.position) for line in found]),
        ("Item", [_item(letter, line) for line in found]),
        ("Quantity", [_quantity(letter, line) for line in found]),
        ("Unit", [line.unit or "" for line in found]),
        ("Price", [letter.amount(line.price_minor) for line in found]),
        ("Discount", [f"{percent(line.discount_ppm)}%" if line.discount_ppm else "" for line in found]),
        ("Tax", [f"{percent(line.tax_ppm)}%" if line.tax is not None or line.tax_ppm else "" for line in found]),
        ("Amount", ["" if line.quantity is None else letter.amount(line.amount_minor) for line in found]),
    ]
    return table(letter, [(label, texts) for label, texts in columns if any(texts)], left=("Item", "Unit"))


def table(letter: Letterhead, columns: Sequence[tuple[str, Sequence[str]]], left: Sequence[str]) -> Grid:
    """A table of columns whose figures stand at the right; the first one at the left takes the room."""
    heads = tuple(letter.say(label) for label, _ in columns)
    named = [label for label, _ in columns]
    right = frozenset(at for at, label in enumerate(named) if label not in left)
    wide = named.index(left[0]) if left and left[0] in named else 0
    return Grid(heads, tuple(zip(*(texts for _, texts in columns), strict=True)), right, wide)


def sums(letter: Letterhead, found: Sequence[Line], total: Total) -> tuple[Sum, ...]:
    """From the lines to the total: the discount on the whole, what is left without tax, and the tax once per rate."""
    whole = sum(line.amount_minor for line in found)
    off = whole - (total.total_minor if total.gross else total.net_minor)
    steps = []
    if off:
        share = f" {percent(total.discount_ppm)}%" if total.discount_ppm else ""
        steps.append(Sum(letter.say("Subtotal"), letter.amount(whole)))
        steps.append(Sum(letter.say("Discount") + share, letter.amount(-off)))
    rates = taxes([line for line in found if line.tax is not None or line.tax_ppm])
    return (*steps, *with_taxes(letter, rates, total))


def taxes(found: Sequence[Line]) -> list[Taxed]:
    """What stands under each rate, the highest first."""
    rates = sorted({line.tax_ppm for line in found}, reverse=True)
    return [
        Taxed(
            rate,
            sum(line.net_minor for line in found if line.tax_ppm == rate),
            sum(line.tax_minor for line in found if line.tax_ppm == rate),
        )
        for rate in rates
    ]


def with_taxes(letter: Letterhead, rates: Sequence[Taxed], total: Total) -> tuple[Sum, ...]:
    """Net, tax and total; where prices include the tax, the total and what is in it."""
    whole = letter.money(total.total_minor)
    if not rates:
        return (Sum(letter.say("Total"), whole, strong=True),)
    net, tax = ("of which net", "of which tax {rate}%") if total.gross else ("Net", "Tax {rate}%")
    tax += " on {net}" if len(rates) > 1 else ""
    parts = [Sum(letter.say(net), letter.amount(total.net_minor))]
    for each in rates:
        label = letter.say(tax, rate=percent(each.tax_ppm), net=letter.amount(each.net_minor))
        parts.append(Sum(label, letter.amount(each.tax_minor)))
    if total.gross:
        return (Sum(letter.say("Total, tax included"), whole, strong=True), *parts)
    return (*parts, Sum(letter.say("Total"), whole, strong=True))


def _item(letter: Letterhead, line: Line) -> str:
    if line.service_from is None:
        return line.name
    if line.service_to is None:
        return f"{line.name}\n{letter.say('from {day}', day=letter.on(line.service_from))}"
    return f"{line.name}\n{letter.during(line.service_from, line.service_to)}"


def _quantity(letter: Letterhead, line: Line) -> str:
    if line.quantity is not None:
        return plain(line.quantity)
    return letter.say("as needed") if line.cap is None else letter.say("up to {n}", n=plain(line.cap))
