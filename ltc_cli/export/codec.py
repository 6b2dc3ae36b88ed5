"""Every table of facts as text and back, exactly: the kind of a column decides how its values are written.

Instants are ISO-8601 in UTC with milliseconds, amounts decimals beside their currency, quantities decimals, rates
percentages; ids, and all else that is a number, as they are. What is not there (NULL) differs from an empty text.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from ltc_cli import quantity
from ltc_cli.errors import BadRows
from ltc_cli.money import EXPONENTS

Value = str | int | None
BATCH = 1_000
"""Rows that are read, turned into text and written together."""
_DAY_MS = 86_400_000
_MOST = (1 << 63) - 1
_INTEGER = re.compile(r"-?[0-9]{1,19}", re.ASCII)
_DECIMAL = re.compile(r"(-?)([0-9]{1,19})(?:\.([0-9]{1,6}))?", re.ASCII)
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_QUANTITIES = frozenset(("quantity", "cap", "released", "volume"))
DATES = frozenset(
    "active_since active_until since until expected_close due valid_from day valid_until service_from service_to "
    "term_since renew_by closed_on promised first_promised issued_on due_on received_on on_day".split()
)
"""Columns that hold a calendar date."""


class Column(NamedTuple):
    """A column of an exported table."""

    name: str
    kind: str = "text"
    """text, date, number (a plain integer), amount (a decimal), quantity, percent, instant, or plain: another text that
    is never taken for a formula."""
    currency: str = ""
    """Of an amount: the column beside it that holds its currency."""


class Shape(NamedTuple):
    """How a table is written."""

    table: str
    columns: tuple[Column, ...]
    select: str
    """SQL for its rows in the order of their ids."""
    stored: tuple[str, ...]
    """The columns that the table itself has; the others are looked up beside them, for reading amounts."""


_PARENT = {
    "quote_line": ("quote", "quote_id"),
    "sales_order_line": ("sales_order", "order_id"),
    "invoice_line": ("invoice", "invoice_id"),
    "credit_note_line": ("credit_note", "credit_note_id"),
    "instalment": ("sales_order", "order_id"),
    "reminder": ("invoice", "invoice_id"),
}
"""Tables whose amounts are in the currency of the document they belong to: its table, and the reference to it."""
_OF_ALLOCATION = {
    "currency": (
        "coalesce((SELECT p.currency FROM invoice p WHERE p.id = t.invoice_id), "
        "(SELECT p.currency FROM payment p WHERE p.id = t.refund_id))"
    ),
    "source_currency": (
        "coalesce((SELECT p.currency FROM payment p WHERE p.id = t.payment_id), "
        "(SELECT p.currency FROM credit_note p WHERE p.id = t.credit_note_id))"
    ),
    "base_currency": (
        "coalesce((SELECT p.base_currency FROM invoice p WHERE p.id = t.invoice_id), "
        "(SELECT p.base_currency FROM payment p WHERE p.id = t.refund_id))"
    ),
}
_CURRENCY_OF = MappingProxyType({"source_minor": "source_currency", "realised_minor": "base_currency"})
"""Amounts that are not in the currency of their row, nor named base_…."""


def shape(conn: sqlite3.Connection, table: str) -> Shape:
    """How a table is written, from its columns as they are now."""
    stored = tuple((row[1], row[2]) for row in conn.execute(f"PRAGMA table_info({table})"))
    names = tuple(name for name, _ in stored)
    beside = {name: sql for name, sql in _beside(table).items() if name not in names}
    columns = [Column(name, _kind(name, of), _currency(name)) for name, of in stored]
    columns += [Column(name) for name in beside]
    wanted = ", ".join([*(f"t.{name}" for name in names), *(f"{sql} AS {name}" for name, sql in beside.items())])
    return Shape(table, tuple(columns), f"SELECT {wanted} FROM {table} t ORDER BY t.id", names)


def _beside(table: str) -> Mapping[str, str]:
    if table == "allocation":
        return _OF_ALLOCATION
    if table in _PARENT:
        parent, reference = _PARENT[table]
        return {"currency": f"(SELECT p.currency FROM {parent} p WHERE p.id = t.{reference})"}
    return {}


def _kind(name: str, of: str) -> str:
    if of != "INTEGER":
        return "date" if name in DATES else "text"
    if name.endswith("_ms"):
        return "instant"
    if name.endswith("_minor"):
        return "amount"
    if name.endswith("_ppm"):
        return "percent"
    return "quantity" if name in _QUANTITIES else "number"


def _currency(name: str) -> str:
    if not name.endswith("_minor"):
        return ""
    return _CURRENCY_OF.get(name) or ("base_currency" if name.startswith("base_") else "currency")


# To text -----------------------------------------------------------------------------------------------------------


def batches(rows: Iterable[Sequence[Value]], columns: Sequence[Column]) -> Iterator[list[list[Value]]]:
    """Rows as batches of columns, every value but plain integers written out."""
    from itertools import islice

    places = {column.name: place for place, column in enumerate(columns)}
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        found = list(zip(*batch, strict=True))
        yield [
            _written(column, found[place], found[places[column.currency]] if column.currency else ())
            for place, column in enumerate(columns)
        ]


def _written(column: Column, values: Sequence[Value], currencies: Sequence[Value]) -> list[Value]:
    if column.kind in ("text", "date", "number"):
        return list(values)
    if column.kind == "amount":
        return [
            None if value is None else decimal(int(value), EXPONENTS.get(str(code), 2))
            for value, code in zip(values, currencies, strict=True)
        ]
    write = _WRITERS[column.kind]
    return [None if value is None else write(int(value)) for value in values]


def _percent(ppm: int) -> str:
    return f"{decimal(ppm, 4)}%"


def decimal(minor: int, digits: int) -> str:
    """An integer of the smallest unit as an exact decimal."""
    if not digits:
        return str(minor)
    whole, rest = divmod(abs(minor), 10**digits)
    return f"{'-' if minor < 0 else ''}{whole}.{rest:0{digits}d}"


def stamp(ms: int) -> str:
    """An instant as ISO-8601 UTC with milliseconds."""
    day, rest = divmod(ms, _DAY_MS)
    minute, milli = divmod(rest, 60_000)
    return f"{_date(day)}T{_CLOCK[minute]}:{milli // 1000:02d}.{milli % 1000:03d}Z"


def brief(ms: int) -> str:
    """An instant as ISO-8601 UTC, with milliseconds only where there are some."""
    day, rest = divmod(ms, _DAY_MS)
    minute, milli = divmod(rest, 60_000)
    seconds, milli = divmod(milli, 1000)
    return f"{_date(day)}T{_CLOCK[minute]}:{seconds:02d}{f'.{milli:03d}' if milli else ''}Z"


_CLOCK = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(24 * 60)]


@lru_cache(maxsize=4096)
def _date(day: int) -> str:
    return datetime.fromtimestamp(day * 86_400, UTC).date().isoformat()


_WRITERS: Mapping[str, Callable[[int], str]] = {"instant": stamp, "percent": _percent, "quantity": quantity.plain}


# From text ---------------------------------------------------------------------------------------------------------


def value(column: Column, text: str, currency: str | None) -> Value:
    """The value that a text stands for; raises `BadRows` with the reason."""
    if column.kind in ("text", "date"):
        return text
    if column.kind == "number":
        return _whole(text)
    if column.kind == "instant":
        return _instant(text)
    if column.kind == "quantity":
        return _exact(text, 6)
    if column.kind == "percent":
        if not text.endswith("%"):
            raise BadRows(f"{text[:40]!r} is not a percentage")
        return _exact(text[:-1], 4)
    return _exact(text, EXPONENTS.get(currency or "", 2))


def _whole(text: str) -> int:
    if not _INTEGER.fullmatch(text) or abs(int(text)) > _MOST:
        raise BadRows(f"{text[:40]!r} is not a whole number")
    return int(text)


def _instant(text: str) -> int:
    try:
        if not _STAMP.fullmatch(text):
            raise ValueError
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadRows(f"{text[:40]!r} is not an instant such as 2026-01-05T11:00:00.000Z") from None
    since = found - _EPOCH
    return since.days * _DAY_MS + since.seconds * 1000 + since.microseconds // 1000


def _exact(text: str, digits: int) -> int:
    found = _DECIMAL.fullmatch(text)
    if found is None or len((found[3] or "").rstrip("0")) > digits:
        raise BadRows(f"{text[:40]!r} is not a number of at most {digits} decimals")
    minor = int(found[2] + (found[3] or "").rstrip("0").ljust(digits, "0"))
    if minor > _MOST:
        raise BadRows(f"{text[:40]!r} is too large")
    return -minor if found[1] else minor
