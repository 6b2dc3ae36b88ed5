"""Rates of exchange: dated, exact, and never guessed. `EUR/USD 1.10` means 1 EUR = 1.10 USD.

A rate between two currencies is the newest one on or before the day and at most a week old: as it was set, turned
round, or across one third currency. A document keeps the rate it was posted with as exact text: how many units of the
business's currency one unit of its own is, as a decimal or a fraction of two ("7.2", "1/1.1").
"""

import re
import sqlite3
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source
from ltc_cli.errors import BadUsage, Refused
from ltc_cli.money import exponent

FRESH_DAYS = 7
"""A rate older than this is stale."""
_PAIR = re.compile(r"([A-Za-z]{3}) ?/ ?([A-Za-z]{3})")
_RATE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,12})?", re.ASCII)

SOURCE = Source(
    noun="fx_rate",
    fields=(
        Field("pair", "ref", "fx_rate.base || '/' || fx_rate.quote"),
        Field("id", "count", "fx_rate.id", shown=False),
        Field("base", "text", "fx_rate.base", shown=False),
        Field("quote", "text", "fx_rate.quote", shown=False),
        Field("day", "date", "fx_rate.day"),
        Field("rate", "number", "fx_rate.rate"),
        Field("meaning", "text", "'1 ' || fx_rate.base || ' = ' || fx_rate.rate || ' ' || fx_rate.quote"),
    ),
    order="fx_rate.day DESC, fx_rate.base, fx_rate.quote",
)


class Ratio(NamedTuple):
    """An exact rate: units of the second currency for one of the first."""

    over: int
    under: int


def pair(text: str) -> tuple[str, str]:
    """Read EUR/USD; raises `BadUsage`."""
    match = _PAIR.fullmatch(text.strip())
    if match is None:
        raise BadUsage(f"{text!r} is not a pair of currencies.", "Write it as EUR/USD.")
    base, quote = match[1].upper(), match[2].upper()
    exponent(base)
    exponent(quote)
    if base == quote:
        raise BadUsage(f"{base}/{quote} is one currency twice: its rate is 1.")
    return base, quote


def rate(text: str) -> str:
    """Read a rate as the file keeps it: an exact decimal above zero, without needless zeros; raises `BadUsage`."""
    cleaned = text.strip()
    if not _RATE.fullmatch(cleaned) or not cleaned.strip("0."):
        raise BadUsage(f"{text!r} is not a rate of exchange.", "Write a decimal above zero: ltc fx set EUR/USD 1.10")
    whole, _, fraction = cleaned.partition(".")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


def put(book: Book, base: str, quote: str, day: str, value: str) -> int:
    """Keep a rate of a day, instead of the one that was set for it; its id."""
    row = book.conn.execute(
        "SELECT id FROM fx_rate WHERE base = ? AND quote = ? AND day = ?", (base, quote, day)
    ).fetchone()
    if row is None:
        return book.insert("fx_rate", {"base": base, "quote": quote, "day": day, "rate": value})
    book.update("fx_rate", row[0], {"rate": value})
    return int(row[0])


def set_rate(book: Book, text: str, value: str) -> int:
    """Set the rate of a pair for the day of `--on`, and say in words what it means."""
    with book.operation("fx set"):
        base, quote = pair(text)
        exact = rate(value)
        number = put(book, base, quote, book.day(), exact)
        book.warnings.append(f"1 {base} = {exact} {quote} from {book.day()} on.")
        return number


def find(conn: sqlite3.Connection, frm: str, to: str, day: str) -> str | None:
    """The rate from one currency to another on a day as exact text; None when there is none, or only a stale one."""
    if frm == to:
        return "1"
    known = _known(conn, day)
    direct = known.get((frm, to))
    if direct is not None:
        return _text(direct)
    for middle in sorted({code for each in known for code in each}):
        first, second = known.get((frm, middle)), known.get((middle, to))
        if first is not None and second is not None:
            return _text(Ratio(first.over * second.over, first.under * second.under))
    return None


def needed(book: Book, currency: str, day: str) -> str:
    """The rate from a currency to that of the business; raises `Refused` naming the pair and the day."""
    base = base_currency(book, currency)
    found = find(book.conn, currency, base, day)
    if found is None:
        raise Refused(
            f"there is no rate for {currency}/{base} on {day}, or in the {FRESH_DAYS} days before it.",
            f"ltc fx set {currency}/{base} RATE --on {day}",
        )
    return found


class Posted:
    """The rates at which documents are told: those they were posted with, or of their day into another currency."""

    def __init__(self, book: Book) -> None:
        self._conn, self._told = book.conn, book.process.currency
        self._known: dict[tuple[str, str], str | None] = {}

    def __call__(self, currency: str, rate: str | None, base: str | None, day: str) -> str | None:
        """The rate of a document that was posted with one to a base, on a day; None: there is none to be found."""
        if currency == self._told:
            return "1"
        if base == self._told or self._told is None:
            return rate
        key = currency, day
        if key not in self._known:
            self._known[key] = find(self._conn, currency, self._told, day)
        return self._known[key]


def base_currency(book: Book, currency: str) -> str:
    """The currency of the business; a business that has none yet takes that of its first posting."""
    if book.process.currency is None and book.step is not None:
        book.adopt_currency(currency)
    return book.process.currency or currency


def convert(minor: int, frm: str, to: str, text: str) -> int:
    """An amount in another currency by a rate as a document keeps it, half up."""
    if frm == to:
        return minor
    over, under = ratio(text)
    top: int = minor * over * 10 ** exponent(to)
    bottom: int = under * 10 ** exponent(frm)
    quotient, remainder = divmod(abs(top), bottom)
    quotient += 2 * remainder >= bottom
    return quotient if top >= 0 else -quotient


def ratio(text: str) -> Ratio:
    """The exact value of a rate's text."""
    over, _, under = text.partition("/")
    first, second = _fraction(over), _fraction(under or "1")
    return Ratio(first.over * second.under, first.under * second.over)


def _known(conn: sqlite3.Connection, day: str) -> dict[tuple[str, str], Ratio]:
    """The rates in force on a day, each both ways; what was set itself goes before what was turned round."""
    rows = conn.execute(
        "SELECT base, quote, rate, max(day) FROM fx_rate WHERE day <= ? AND day > date(?, ?) GROUP BY base, quote",
        (day, day, f"-{FRESH_DAYS + 1} days"),
    ).fetchall()
    set_as = {(base, quote): (_fraction(text), newest) for base, quote, text, newest in rows}
    both = {}
    for (base, quote), (value, newest) in set_as.items():
        turned = set_as.get((quote, base))
        if turned is None or turned[1] <= newest:
            both[base, quote] = value
        if turned is None or turned[1] < newest:
            both[quote, base] = Ratio(value.under, value.over)
    return both


def _fraction(text: str) -> Ratio:
    whole, _, fraction = text.partition(".")
    return Ratio(int(whole + fraction), 10 ** len(fraction))


def _text(value: Ratio) -> str:
    """A ratio as a decimal when it is one, else as a fraction of two decimals."""
    from math import gcd

    shared = gcd(*value)
    over, under = value.over // shared, value.under // shared
    places = _places(under)
    if places is None:
        return f"{over}/{under}"
    digits = str(over * 10**places // under)
    if not places:
        return digits
    digits = digits.rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


def _places(under: int) -> int | None:
    """How many decimals a fraction with this denominator has; None when they never end or are too many."""
    places = 0
    while places <= 12:
        if 10**places % under == 0:
            return places
        places += 1
    return None
