"""Budgets: what a function of the business, or a line of it, may cost over some days."""

from typing import NamedTuple

from ltc_cli import quantity
from ltc_cli.book import Book, Value
from ltc_cli.clock import parse_date, parse_period
from ltc_cli.domain import entry
from ltc_cli.domain.cost import FUNCTIONS
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source
from ltc_cli.domain.text import text
from ltc_cli.errors import BadUsage, Refused

MEASURES = ("leads", "customers", "orders", "units")
"""Of what the volume is that a variable budget was made for."""

SOURCE = Source(
    noun="budget",
    fields=(
        Field("ref", "ref", "'U' || budget.id"),
        Field("id", "count", "budget.id", shown=False),
        Field("function", "text", "budget.function"),
        Field("line", "text", "budget.line"),
        Field("since", "date", "budget.since"),
        Field("until", "date", "budget.until"),
        Field("amount", "money", "budget.amount_minor", currency_sql="budget.currency"),
        Field("currency", "text", "budget.currency", shown=False),
        Field("variable", "yesno", "budget.variable"),
        Field("volume", "quantity", "budget.volume", shown=False),
        Field("measure", "text", "budget.measure", shown=False),
        Field("quantity", "quantity", "budget.quantity", shown=False),
    ),
    order="budget.since DESC, budget.function, budget.line, budget.id",
    title="'U' || budget.id || '  ' || budget.function || coalesce(' ' || budget.line, '')",
    born="budget.created_ms",
    dated="since",
)


class Given(NamedTuple):
    """A budget, as it is typed."""

    function: str
    amount: str
    period: str | None = None
    since: str | None = None
    until: str | None = None
    line: str | None = None
    volume: str | None = None
    """Planned; with it the budget is variable."""
    measure: str | None = None
    quantity: str | None = None
    """Of what is bought for the planned volume."""


def put(book: Book, given: Given) -> int:
    """Set what a function, or a line of it, may cost over some days, instead of what was set for these; its id.

    Raises `BadUsage` or `Refused` for a budget that cannot be.
    """
    with book.operation("budget set") as step:
        first, last = _days(book, given)
        money = book.money(given.amount)
        if money.minor < 0:
            raise Refused(f"a budget cannot be below zero: {given.amount}.")
        columns: dict[str, Value] = {
            "function": entry.one_of(given.function, FUNCTIONS, "the function"),
            "line": text(given.line, "line") if given.line is not None else None,
            "since": first, "until": last, "amount_minor": money.minor, "currency": money.currency,
            **_volume(given),
        }  # fmt: skip
        known = book.conn.execute(
            "SELECT id FROM budget WHERE function = ? AND line IS ? AND since = ? AND until = ?",
            (columns["function"], columns["line"], first, last),
        ).fetchone()
        if known is not None:
            number = int(known[0])
            book.update("budget", number, columns)
        else:
            number = book.insert("budget", {**columns, "created_ms": book.when()})
        step.about("budget", number)
        return number


def _days(book: Book, given: Given) -> tuple[str, str]:
    """The first and the last day."""
    today = book.clock.today
    if given.period is not None:
        if given.since or given.until:
            raise BadUsage("a period and --since or --until name two spans.", "Give one of them.")
        period = parse_period(given.period, today, book.process.fiscal_year_start)
        if period.since is None or period.until is None:
            raise BadUsage(f"{given.period!r} has no end.", "--period 2026-Q1")
        return period.since.isoformat(), period.until.isoformat()
    if given.since is None or given.until is None:
        raise BadUsage("a budget is of a period.", "--period 2026-Q1, or --since and --until")
    first, last = (parse_date(each, today).isoformat() for each in (given.since, given.until))
    if first > last:
        raise BadUsage(f"--since {first} is after --until {last}.", "Swap them.")
    return first, last


def _volume(given: Given) -> dict[str, Value]:
    """What a variable budget was made for."""
    if (given.volume is None) != (given.measure is None):
        raise BadUsage("a volume is of something.", f"--volume 12500 --measure {'|'.join(MEASURES)}")
    if given.volume is None or given.measure is None:
        if given.quantity is not None:
            raise BadUsage("a planned quantity is for a volume.", "Give --volume and --measure too.")
        return {"variable": 0, "volume": None, "measure": None, "quantity": None}
    return {
        "variable": 1,
        "volume": quantity.parse(given.volume, "the volume"),
        "measure": entry.one_of(given.measure, MEASURES, "the measure"),
        "quantity": quantity.parse(given.quantity) if given.quantity is not None else None,
    }
