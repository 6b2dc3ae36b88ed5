"""A value becomes text here and nowhere else, by the kind of its column: so every format agrees cell for cell."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from ltc_cli import clock, money
from ltc_cli.render.safe import safe
from ltc_cli.shape import Column
from ltc_cli.words import say

Row = Sequence[Any]
Writer = Callable[[Row], Any]
RIGHT = frozenset({"count", "number", "money", "ratio", "days"})
"""Kinds that line up at their right edge."""


class Reader(NamedTuple):
    """Who reads: the day and zone that dates are told from."""

    tz: str
    today: date


def machine(columns: Sequence[Column], index: int, currency: str = "") -> Writer:
    """How a column's cell is written for machines: a JSON value. `currency` is a report's, for money without its own."""
    column = columns[index]
    kind = column.kind
    if kind == "money":
        names = [each.name for each in columns]
        at = names.index(column.currency) if column.currency in names else None
        return lambda row: (
            None
            if row[index] is None
            else money.plain(row[index], (row[at] if at is not None else None) or currency or "EUR")
        )
    if kind == "instant":
        return lambda row: None if row[index] is None else clock.iso(row[index])
    if kind == "yesno":
        return lambda row: None if row[index] is None else bool(row[index])
    if kind in ("tags", "json"):
        empty: Any = [] if kind == "tags" else None
        return lambda row: _structure(row[index], empty)
    return lambda row: row[index]


def human(columns: Sequence[Column], index: int, reader: Reader, *, with_currency: bool, currency: str = "") -> Writer:
    """How a column's cell is written for people, always text; `with_currency` puts the code behind an amount."""
    column = columns[index]
    kind = column.kind
    if kind == "money":
        names = [each.name for each in columns]
        at = names.index(column.currency) if column.currency in names else None

        def amount(row: Row) -> str:
            if row[index] is None:
                return ""
            code = (row[at] if at is not None else None) or currency or "EUR"
            return money.words(money.Money(row[index], code)) if with_currency else money.human(row[index], code)

        return amount
    if column.words:
        known = column.words
        return lambda row: safe(known.get(row[index], row[index]))
    writer = _HUMAN.get(kind)
    if writer is not None:
        return lambda row: "" if row[index] is None else writer(row[index], reader)
    return lambda row: safe(row[index])


def ratio(value: float) -> str:
    """A rate for people: "18.3%"."""
    return f"{value * 100:.1f}%"


def interval(low: float, high: float) -> str:
    """A rate's interval for people: "(7.1–29.1)"."""
    return f"({low * 100:.1f}–{high * 100:.1f})"


def heading(column: Column, currency: str | None = None) -> str:
    """What people read above a column."""
    text = say(column.label or column.name.replace("_", " "))
    return f"{text} {currency}" if currency else text


def day(value: str, reader: Reader) -> str:
    """A calendar date for people."""
    try:
        return clock.day_words(date.fromisoformat(value), reader.today)
    except ValueError:
        return safe(value)


def _structure(value: Any, empty: Any) -> Any:
    if value is None or value == "":
        return empty
    return json.loads(value) if isinstance(value, str) else value


def _instant(value: int, reader: Reader) -> str:
    at = clock.local(value, reader.tz)
    if at.date() == reader.today:
        return f"{at:%H:%M}"
    return clock.day_words(at.date(), reader.today)


def _flat(value: Any, reader: Reader) -> str:
    del reader
    found = _structure(value, None)
    if isinstance(found, dict):
        return safe(", ".join(f"{key}={item}" for key, item in found.items()))
    return safe(", ".join(map(str, found))) if found else ""


_HUMAN: dict[str, Callable[[Any, Reader], str]] = {
    "count": lambda value, _: f"{value:,}" if isinstance(value, int) else safe(value),
    "date": day,
    "instant": _instant,
    "ratio": lambda value, _: ratio(value),
    "days": lambda value, _: f"{value:,.1f} d",
    "yesno": lambda value, _: say("yes") if value else "",
    "tags": _flat,
    "json": _flat,
}
