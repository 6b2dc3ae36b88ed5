"""A value becomes text here and nowhere else, by the kind of its column: so every format agrees cell for cell.

`machine` and `human` make a function per column once, which is then applied to every row.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from ltc_cli import clock, money, quantity, words
from ltc_cli.render.layout import Layout
from ltc_cli.render.safe import safe
from ltc_cli.shape import Column
from ltc_cli.words import say

Row = Sequence[Any]
RIGHT = frozenset({"count", "number", "quantity", "money", "ratio", "days", "minutes", "points", "figure"})
"""Kinds that line up at their right edge."""
FLOWING = frozenset({"text", "tags", "json"})
"""Kinds that may be cut or folded where there is little room; numbers, dates and refs never are."""
_HOURS, _DAYS = 2, 3
"""From so many on, minutes are told in hours, and hours in days."""
TRENDED = 3
"""Values below which there is no trend to see."""
_BLOCKS = "▁▂▃▄▅▆▇█"
LINE_BREAK = " ⏎ "
"""Stands for a line break inside a cell."""


class Reader(NamedTuple):
    """Who reads: the zone and day that times are told from."""

    tz: str
    today: date


def machine(layout: Layout, index: int) -> Callable[[Row], Any]:
    """How a column is written for machines: a function from a row to a JSON value."""
    kind = layout.columns[index].kind
    if kind == "money":
        return _amount(layout, index, money.plain, None)
    if kind in ("figure", "trend"):
        return _figure(layout, index, money.plain, None)
    change = _MACHINE.get(kind)
    if change is None:
        return itemgetter(index)
    return lambda row: change(row[index])


def human(layout: Layout, index: int, reader: Reader, *, with_currency: bool) -> Callable[[Row], str]:
    """How a column is written for people: a function from a row to text that is safe on a terminal.

    `with_currency` puts the code behind an amount.
    """
    kind, known = layout.columns[index].kind, layout.columns[index].words
    if known:
        return lambda row: text(known.get(row[index], row[index]))
    if kind == "money":
        return _amount(layout, index, _amount_with_code if with_currency else money.human, "")
    if kind in ("figure", "trend"):
        return _figure(layout, index, _amount_with_code if with_currency else money.human, reader)
    change = _HUMAN.get(kind)
    if change is None:
        return lambda row: text(row[index])
    told = change(reader)
    return lambda row: "" if row[index] is None else told(row[index])


def text(value: object) -> str:
    """A text cell for people, on one line."""
    written = value if isinstance(value, str) else "" if value is None else str(value)
    if written.isprintable():
        return written
    return safe(written.replace("\r\n", "\n").replace("\n", LINE_BREAK).replace("\t", " "))


def item(value: object) -> str:
    """A value inside a list or mapping, for people."""
    return say("yes" if value else "no") if isinstance(value, bool) else text(value)


def ratio(value: float) -> str:
    """A rate for people: "18.3%"; what is ten times and more is told without a fraction."""
    return f"{value * 100:,.0f}%" if abs(value) >= 10 else f"{value * 100:.1f}%"


def days(value: float) -> str:
    """A length of time for people: "3.5 d"."""
    return say("{n} d", n=f"{value:,.1f}")


def minutes(value: float) -> str:
    """A short length of time for people: "45 min", "18.2 h", "3.5 d"."""
    if value < _HOURS * 60:
        return say("{n} min", n=f"{value:,.0f}")
    return say("{n} h", n=f"{value / 60:,.1f}") if value < _DAYS * 24 * 60 else days(value / (24 * 60))


def heading(column: Column, currency: str | None = None) -> str:
    """What people read above a column."""
    title = say(column.label or column.name.replace("_", " "))
    return safe(f"{title} {currency}" if currency else title)


def parsed(value: Any) -> Any:
    """The list or mapping of a tags or json cell, which the file keeps as text; None when there is none."""
    if value is None or value == "":
        return None
    return json.loads(value) if isinstance(value, str) else value


def _amount(layout: Layout, index: int, write: Callable[[int, str], str], nothing: str | None) -> Callable[[Row], Any]:
    at, fallback = layout.currency_at(index), layout.currency
    if at is None:
        return lambda row: nothing if row[index] is None else write(row[index], fallback)
    return lambda row: nothing if row[index] is None else write(row[index], row[at] or fallback)


def _figure(
    layout: Layout, index: int, write: Callable[[int, str], str], reader: Reader | None
) -> Callable[[Row], Any]:
    """A value whose kind stands in the row's unit; amounts are in the currency of the report or of the row."""
    unit_at, currency_at = layout.at("unit"), layout.at("currency")

    def one(value: Any, unit: str, currency: str) -> Any:
        if value is None:
            return None if reader is None else ""
        if unit == "money":
            return write(value, currency)
        if reader is None:
            return value
        told = _HUMAN.get(unit)
        return told(reader)(value) if told else f"{value:,.1f}" if isinstance(value, float) else text(value)

    def tell(row: Row) -> Any:
        value, unit = row[index], row[unit_at] if unit_at is not None else ""
        currency = (row[currency_at] if currency_at is not None else "") or layout.currency
        if not isinstance(value, list):
            return one(value, unit, currency)
        if layout.columns[index].kind == "trend":
            return _trend(value, lambda each: one(each, unit, currency), reader)
        return value if reader is None else " – ".join(map(ratio if unit == "ratio" else points, value))

    return tell


def _trend(values: Sequence[Any], one: Callable[[Any], Any], reader: Reader | None) -> Any:
    """Values over time: for people blocks as high as each is between the least and the most, which are told."""
    if reader is None:
        return [one(value) for value in values]
    known = [value for value in values if value is not None]
    if len(known) < TRENDED:
        return ""
    least, most = min(known), max(known)
    reach = (most - least) or 1
    blocks = (" " if value is None else _BLOCKS[int((value - least) / reach * (len(_BLOCKS) - 1))] for value in values)
    return f"{''.join(blocks)}  {one(least)} – {one(most)}"


def _amount_with_code(minor: int, currency: str) -> str:
    return f"{money.human(minor, currency)} {safe(currency)}".rstrip()


def _yes_or_no(value: Any) -> bool | None:
    return None if value is None else bool(value)


_MACHINE: dict[str, Callable[[Any], Any]] = {
    "instant": lambda value: None if value is None else clock.iso(value),
    "yesno": _yes_or_no,
    "quantity": lambda value: None if value is None else quantity.plain(value),
    "tags": lambda value: parsed(value) or [],
    "json": parsed,
}
"""Kinds whose JSON value is not the value itself."""


def _days_told(reader: Reader) -> Callable[[Any], str]:
    """Dates for people; a long list holds few different ones, so each is worked out once."""
    known: dict[Any, str] = {}

    def tell(value: Any) -> str:
        told = known.get(value)
        if told is None:
            told = known[value] = _day(value, reader)
        return told

    return tell


def _day(value: Any, reader: Reader) -> str:
    try:
        return words.day(date.fromisoformat(value), reader.today)
    except (TypeError, ValueError):
        return text(value)


def _instants_told(reader: Reader) -> Callable[[Any], str]:
    """Instants for people: the time of today, else the day."""
    known: dict[date, str] = {}

    def tell(value: Any) -> str:
        day = clock.local_date(value, reader.tz)
        if day == reader.today:
            return f"{clock.local(value, reader.tz):%H:%M}"
        told = known.get(day)
        if told is None:
            told = known[day] = words.day(day, reader.today)
        return told

    return tell


def _parts(_: Reader) -> Callable[[Any], str]:
    def tell(value: Any) -> str:
        found = parsed(value)
        if isinstance(found, dict):
            return text(", ".join(f"{key}={item(each)}" for key, each in found.items()))
        return text(", ".join(map(item, found)) if isinstance(found, list) else found)

    return tell


def number(value: Any) -> str:
    """A number for people: four digits that say something."""
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return text(value)


def _count(value: Any) -> str:
    """Of things; a mean or a limit of counts has a fraction."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}" if isinstance(value, float) else text(value)


def points(value: Any) -> str:
    """Points for people, with their sign."""
    return f"{value:+.0f}"


_HUMAN: dict[str, Callable[[Reader], Callable[[Any], str]]] = {
    "number": lambda _: number,
    "points": lambda _: points,
    "count": lambda _: _count,
    "quantity": lambda _: quantity.plain,
    "date": _days_told,
    "instant": _instants_told,
    "ratio": lambda _: ratio,
    "days": lambda _: days,
    "minutes": lambda _: minutes,
    "yesno": lambda _: lambda value: say("yes") if value else "",
    "tags": _parts,
    "json": _parts,
}
"""Kinds that people read otherwise than as they stand; each is given the reader once."""
