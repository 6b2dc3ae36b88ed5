"""Targets: what a figure should be in a period, kept in the process."""

from decimal import Decimal

from ltc_cli.book import Book
from ltc_cli.clock import parse_period
from ltc_cli.domain.text import text
from ltc_cli.errors import BadUsage, NotFound
from ltc_cli.money import plain
from ltc_cli.process import Target, to_json
from ltc_cli.shape import Column, Listing

EVERY = ("month", "quarter", "year")
"""Kinds of period: a target of one is that of every one of them."""


def put(book: Book, metric: str, unit: str, value: str, period: str) -> None:
    """Set what a figure should be, instead of what was set for that period.

    Raises `BadUsage` for a period, or a value that is not in the unit of the figure.
    """
    with book.operation("target set"):
        wanted = Target(metric, _period(book, period), _value(book, unit, value))
        others = [each for each in book.process.targets if each[:2] != wanted[:2]]
        if len(others) == len(book.process.targets) or wanted not in book.process.targets:
            book.save_process(to_json(book.process._replace(targets=(*others, wanted))))


def remove(book: Book, metric: str, period: str) -> None:
    """Forget a target; raises `NotFound` where there is none."""
    with book.operation("target remove"):
        named = _period(book, period)
        others = tuple(each for each in book.process.targets if (each.metric, each.period) != (metric, named))
        if len(others) == len(book.process.targets):
            raise NotFound(f"there is no target of {metric} for {named}.", "See them: ltc target list")
        book.save_process(to_json(book.process._replace(targets=others)))


def listed(book: Book, metric: str | None = None) -> Listing:
    """The targets in force, by figure and period."""
    columns = (Column("metric"), Column("period"), Column("value", "number"))
    found = sorted(each for each in book.process.targets if metric in (None, each.metric))
    return Listing("target", columns, [(each.metric, each.period, each.value) for each in found])


def _period(book: Book, word: str) -> str:
    """The name under which the period is kept: 2026-Q1, or the kind of every one."""
    if word.strip().lower() in EVERY:
        return word.strip().lower()
    period = parse_period(word, book.clock.today, book.process.fiscal_year_start)
    if period.kind not in EVERY:
        raise BadUsage(
            f"a target is for a month, a quarter or a year, not for {word!r}.",
            "--period 2026-Q1, or every one: --period quarter",
        )
    return period.label


def _value(book: Book, unit: str, word: str) -> str:
    """The value in the unit of the figure, as an exact decimal."""
    cleaned = text(word, "the target") or ""
    if unit == "money":
        money = book.money(cleaned)
        if money.currency != book.process.currency:
            raise BadUsage(f"a target is in {book.process.currency}, not in {money.currency}.")
        return _short(plain(money.minor, money.currency))
    percent = cleaned.endswith("%") and unit == "ratio"
    try:
        number = Decimal(cleaned.removesuffix("%").strip() if percent else cleaned)
    except ArithmeticError:
        raise BadUsage(f"{word!r} is not a number.", "For example: 0.35, 35% or 50k EUR, as the figure is.") from None
    if not number.is_finite() or abs(number) >= 10**15:
        raise BadUsage(f"{word!r} is no target.")
    number = number / 100 if percent else number
    if unit == "count" and number != int(number):
        raise BadUsage(f"this figure is a count: {word!r} is not one.")
    return _short(f"{number:f}")


def _short(decimal: str) -> str:
    """Without needless zeros, and at most six decimals, as the process takes it."""
    whole, _, fraction = decimal.partition(".")
    if len(fraction.rstrip("0")) > 6:
        raise BadUsage(f"{decimal} has more than six decimals.", "Round it first.")
    fraction = fraction.rstrip("0")
    return whole + (f".{fraction}" if fraction else "")
