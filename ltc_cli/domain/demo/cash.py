"""The back half of the demo year: what is quoted, ordered, delivered, billed and paid, through the verbs of people.

The front half asks for quotes as its deals go on, and hands a won deal over with `fulfil`. What no deal brings, a
retainer, a customer who pays in dollars, work by the hour, an order on hold, has a story of its own in `stories`.
"""

from collections.abc import Generator, Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import add_months
from ltc_cli.domain import (
    account,
    allocation,
    billing,
    contract,
    credit,
    deal,
    delivery,
    fx,
    instalment,
    invoice,
    order,
    ordering,
    payment,
    product,
    quote,
    reminder,
    sale,
)
from ltc_cli.domain import process as processes
from ltc_cli.domain.line import Wanted
from ltc_cli.process.model import Tax, Value

Story = Generator[float, None, None]
"""Acts when it is resumed, and yields the days until the next act."""

COMPANY = {
    "name": "Ada & Partners GmbH",
    "address": "Lindenstraße 12\n10969 Berlin\nGermany",
    "tax_id": "DE 123 456 789",
    "email": "office@example.com",
    "bank": "Example Bank",
    "iban": "DE02 1203 0000 0000 2020 51",
}
TAXES = (Tax("standard", "19"), Tax("reduced", "7"))
KINDS = 8
"""How many ways an order may go: its number says which."""


class Ware(NamedTuple):
    """A product of the demo."""

    name: str
    sku: str
    kind: str
    unit: str
    price: int
    cost: int


class Range(NamedTuple):
    """What the business sells: prices that share 125, so that every amount of a deal can be made of them."""

    large: Ware
    small: Ware
    book: Ware


_SERVICES = Range(
    Ware("Workshop", "W-1", "service", "day", 1500, 600),
    Ware("Consulting", "C-1", "service", "h", 125, 55),
    Ware("Handbook", "H-1", "goods", "pc", 25, 9),
)
_GOODS = Range(
    Ware("Machine", "M-1", "goods", "pc", 1500, 900),
    Ware("Spare parts", "P-1", "goods", "set", 125, 70),
    Ware("Manual", "H-1", "goods", "pc", 25, 9),
)
_SOFTWARE = Range(
    Ware("Onboarding", "ON-1", "service", "day", 1500, 600),
    Ware("Seat", "S-1", "service", "pc", 125, 20),
    Ware("Handbook", "H-1", "goods", "pc", 25, 9),
)


def wares(book: Book) -> Range:
    """What a business of this process sells."""
    return {"Products": _GOODS, "外贸": _GOODS, "Subscription software": _SOFTWARE}.get(book.process.name, _SERVICES)


def found(book: Book) -> None:
    """What documents need: who sends them, taxes as far as the process has none, and products with prices."""
    process = book.process
    processes.apply(
        book,
        process._replace(
            company=process.company or COMPANY,
            taxes=process.taxes or TAXES,
            default_tax=process.default_tax if process.taxes else "standard",
            value=Value(margin="50"),
        ),
    )
    for ware in wares(book):
        prices = [str(ware.price)] + ([f"{ware.price * 11 // 10} USD"] if ware.price > 1000 else [])
        values = {name: str(value) for name, value in ware._asdict().items() if name != "price"}
        values |= {"tax": "reduced"} if ware.price < 100 and book.process.find_tax("reduced") else {}
        product.add(book, values, prices=prices)


def offer(book: Book, of: int, chance: Random) -> None:
    """Send a quote for what a deal is worth; when the worth has changed since, its next version."""
    worth = _worth(book, of)
    known = _offered(book, of)
    if known is None:
        number = quote.create(book, deal=of, values=_validity(book), lines=_lines(book, worth, chance))
    elif known[1] != worth:
        number = quote.revise(book, known[0])
        small = wares(book).small
        had = book.conn.execute(
            "SELECT coalesce(sum(quantity), 0) / 1000000 FROM quote_line WHERE quote_id = ? AND name = ?",
            (number, small.name),
        ).fetchone()[0]
        more = had + (worth - known[1]) // small.price
        if more <= 0:
            for (name,) in book.conn.execute("SELECT name FROM quote_line WHERE quote_id = ?", (number,)).fetchall():
                quote.put_line(book, number, Wanted(name), remove=True)
            more = worth // small.price
        quote.put_line(book, number, Wanted(small.name, str(more)))
        quote.edit(book, [number], _validity(book))
    else:
        return
    quote.send(book, [number])


def decline(book: Book, of: int, chance: Random) -> None:
    """A deal is lost: most say so of the quote too, others let it run out."""
    known = _offered(book, of)
    if known is not None and chance.random() < 0.7:
        quote.reject(book, [known[0]], "decided otherwise")


def close(book: Book, of: int, chance: Random) -> int:
    """Win a deal on its quote, a fresh one when there is none that holds; the order that comes of it."""
    known = _offered(book, of)
    if known is not None and known[2] < book.day():
        quote.edit(book, [known[0]], _validity(book))
    offer(book, of, chance)
    known = _offered(book, of)
    assert known is not None
    return sale.accept(book, [known[0]], win=True, to_order=True)[0]


def fulfil(book: Book, number: int, chance: Random) -> Story:
    """From the order to the cash."""
    kind = number % KINDS
    yield chance.uniform(0.5, 3)
    days = chance.randint(10, 35)
    order.confirm(book, [number], (book.clock.today + timedelta(days=days)).isoformat())
    if kind == 4:
        instalment.put(book, number, "40%@confirm 60%@deliver+14d")
        first = _bill(book, number, "1")
        yield from _paid(book, first, chance)
    yield days * chance.choice((0.6, 0.8, 0.9, 0.9, 1.3))
    if kind == 2:
        delivery.deliver(book, number, [_half(book, number)])
        part = _bill(book, number)
        yield 9
        delivery.deliver(book, number)
        rest = _bill(book, number)
        yield from _paid(book, part, chance)
        yield from _paid(book, rest, chance)
        return
    if wares(book).large.kind == "goods":
        delivery.ship(book, number, carrier="Example Freight", tracking=f"EF-{7000 + number}")
        yield chance.uniform(1, 3)
    delivery.deliver(book, number)
    made = _bill(book, number, "2" if kind == 4 else None)
    yield from _settled(book, made, number, chance)
    if invoice.load(book, made).open == 0:
        order.close(book, [number])


def _settled(book: Book, made: int, number: int, chance: Random) -> Story:
    """How an invoice of an order is paid: as its number says."""
    kind, found = number % KINDS, invoice.load(book, made)
    if kind == 3:  # forgets, is reminded, and pays; one of them pays no more than half
        yield 40
        reminder.remind(book, made)
        yield chance.uniform(4, 10)
        _pay(book, made, found.total // 2 if number == 3 else None)
        if number == 3:
            yield 70
            allocation.write_off(book, made, "not worth a lawsuit")
    elif kind == 5:  # pays early, less two in a hundred
        yield 6
        off = found.total // 50
        _pay(book, made, found.total - off, off)
    elif kind == 6:  # sends some of it back
        yield 5
        back = _last(book, number)
        delivery.give_back(book, number, [back], reason="not needed")
        yield 1
        credit.credit(book, made, "sent back", chosen=[back])
        yield from _paid(book, made, chance)
    elif kind == 7:  # pays in two parts
        yield 20
        _pay(book, made, found.total // 2)
        yield chance.uniform(15, 40)
        _pay(book, made)
    elif kind == 1 and number > 1:  # rounds up; the rest waits
        yield 17
        _pay(book, made, found.total + 10_000 - found.total % 10_000)
    else:
        yield from _paid(book, made, chance)


def stories(book: Book) -> Iterator[tuple[float, str, Story]]:
    """What no deal brings, with the day of the year it begins on and who lives it."""
    yield 8, "Ada", _months(book)
    yield 130, "Mia", _retainer(book)
    yield 240, "Jonas", _rates(book)
    yield 250, "Jonas", _dollars(book)
    yield 300, "Mia", _hours(book)
    yield 338, "Jonas", _held(book)
    yield 361, "Ada", _draft(book)


def _months(book: Book) -> Story:
    """On the first of every month all is billed that may be; it is paid within some weeks."""
    while True:
        first = add_months(book.clock.today.replace(day=1), 1)
        yield (first - book.clock.today).days
        made = billing.run(book)
        if made:
            invoice.issue(book, made)
            yield 18
            for each in made:
                _pay(book, each)


def _retainer(book: Book) -> Story:
    """A customer who is looked after all year, for the same every month."""
    of = _customer(book, 1)
    number = quote.create(
        book, account=of, values=_validity(book), lines=[Wanted("Retainer", "1", "900", unit="month")], send=True
    )
    yield 8
    quote.accept(book, [number])
    first = add_months(book.clock.today.replace(day=1), 1)
    plan = contract.Plan(first.isoformat(), _months_on(first, 12), "900", "month", book.process.default_tax)
    contract.sign(book, of_quote=number, plan=plan, values={"title": "Retainer"})


def _rates(book: Book) -> Story:
    """What a euro is in dollars, told every week."""
    for week in range(60):
        fx.set_rate(book, "EUR/USD", f"1.{1000 + 37 * (week * 5 % 13) - 20 * (week % 4):04}".rstrip("0"))
        yield 7


def _dollars(book: Book) -> Story:
    """A customer abroad: two orders in dollars, one is paid and one is not yet."""
    of = _customer(book, 2)
    account.edit(book, [of], {"currency": "USD", "language": "en", "terms": "30"})
    large = wares(book).large
    for count, wait in ((2, 45), (3, 0)):
        made = ordering.create(
            book, account=of, terms=quote.Terms(currency="USD"), lines=[Wanted(large.name, str(count))]
        )
        order.confirm(book, [made], (book.clock.today + timedelta(days=14)).isoformat())
        yield 10
        delivery.deliver(book, made)
        bill = _bill(book, made)
        if wait:
            yield 33
            _pay(book, bill)
            yield wait


def _hours(book: Book) -> Story:
    """Work by the hour: delivered week by week, billed on the first of the month."""
    small = wares(book).small
    made = ordering.create(book, account=_customer(book, 3), lines=[Wanted(small.name, "open", cap="120")])
    order.confirm(book, [made])
    for hours in ("6.5", "8", "3.5", "7", "9.5", "4", "6", "8.5", "5", "6"):
        yield 6.7
        delivery.deliver(book, made, [f"{small.name}={hours}"])


def _held(book: Book) -> Story:
    """An order that waits for the customer."""
    ware = wares(book)
    lines = [Wanted(ware.large.name, "2"), Wanted(ware.book.name, "40")]
    made = ordering.create(book, account=_customer(book, 4), lines=lines)
    order.confirm(book, [made], (book.clock.today + timedelta(days=12)).isoformat())
    yield 5
    order.hold(book, [made], "their budget is not released yet")


def _draft(book: Book) -> Story:
    """A quote and an invoice that are being written."""
    quote.create(book, account=_customer(book, 6), lines=[Wanted(wares(book).large.name, "2")])
    invoice.create(book, account=_customer(book, 5), lines=[Wanted(wares(book).large.name, "1")])
    return
    yield


def _worth(book: Book, of: int) -> int:
    """What a deal is worth, in whole units of its currency."""
    minor = book.conn.execute("SELECT amount_minor FROM deal WHERE id = ?", (of,)).fetchone()[0]
    if minor is None:
        deal.edit(book, [of], {"amount": "6000"})
        return 6000
    return int(minor) // 100


def _offered(book: Book, of: int) -> tuple[int, int, str] | None:
    """The quote of a deal that is out: its id, its worth without tax, and the last day it holds."""
    row = book.conn.execute(
        "SELECT id, net_minor, valid_until FROM quote WHERE deal_id = ? AND status = 'sent' ORDER BY id DESC LIMIT 1",
        (of,),
    ).fetchone()
    return (int(row[0]), int(row[1]) // 100, str(row[2])) if row else None


def _validity(book: Book) -> dict[str, str]:
    return {"valid_until": (book.clock.today + timedelta(days=30)).isoformat()}


def _lines(book: Book, worth: int, chance: Random) -> list[Wanted]:
    """Lines at list prices that come to an amount: some days, some copies, the rest in hours."""
    large, small, copies = wares(book)
    days = chance.randint(0, worth // large.price)
    rest = worth - days * large.price
    books = 20 if rest > 1000 else 0
    lines = [Wanted(large.name, str(days))] if days else []
    rest -= books * copies.price
    lines += [Wanted(small.name, str(rest // small.price))] if rest else []
    return lines + ([Wanted(copies.name, str(books))] if books else [])


def _half(book: Book, number: int) -> str:
    """About half of the first line of an order."""
    name, quantity = _line(book, number, "ASC")
    return f"{name}={max(1, quantity // 2)}"


def _last(book: Book, number: int) -> str:
    """A fifth of the last line of an order."""
    name, quantity = _line(book, number, "DESC")
    return f"{name}={max(1, quantity // 5)}"


def _line(book: Book, number: int, way: str) -> tuple[str, int]:
    row = book.conn.execute(
        f"SELECT name, quantity / 1000000 FROM sales_order_line WHERE order_id = ? ORDER BY position {way} LIMIT 1",
        (number,),
    ).fetchone()
    return str(row[0]), int(row[1])


def _bill(book: Book, number: int, what: str | None = None) -> int:
    """Issue an invoice of an order; its id."""
    said = billing.Free({}, quote.Terms())
    how = invoice.Issue(terms=None if what else "30")
    return billing.create(book, order=number, account=None, what=what, lines=(), said=said, how=how)


def _paid(book: Book, made: int, chance: Random) -> Story:
    """It is paid, mostly in time."""
    yield chance.choice((9, 14, 21, 26, 28, 29, 33, 38, 47))
    _pay(book, made)


def _pay(book: Book, made: int, minor: int | None = None, off: int = 0) -> None:
    """Money arrives for an invoice: all that is open, or an amount in minor units."""
    if invoice.load(book, made).open <= 0:
        return
    money = payment.Typed(_plain(minor) if minor is not None else None, None, _plain(off) if off else None)
    told = payment.Told("transfer", f"bank-{book.day()[2:].replace('-', '')}-{made}")
    payment.record(book, [("invoice", made)], money=money, told=told)


def _plain(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}"


def _customer(book: Book, place: int) -> int:
    """One of the customers that are there already."""
    return int(book.conn.execute("SELECT id FROM account ORDER BY id LIMIT 1 OFFSET ?", (place,)).fetchone()[0])


def _months_on(first: date, months: int) -> str:
    """The last day of so many months from a day on."""
    return (add_months(first, months) - timedelta(days=1)).isoformat()
