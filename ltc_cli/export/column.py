"""The columns of a noun's table: SQL for each value, and how it is written so that the noun's own import reads it."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, cast

from ltc_cli import quantity
from ltc_cli.book import Book
from ltc_cli.domain.amount import percent
from ltc_cli.domain.field import custom_fields
from ltc_cli.domain.noun import NOUNS
from ltc_cli.export import codec
from ltc_cli.export.codec import Value
from ltc_cli.money import EXPONENTS

Cell = Value | float
"""What a column of an answer holds."""


class Out(NamedTuple):
    """A column on its way out."""

    name: str
    kind: str = "text"
    """text, ref, count, number, date, instant, money (a decimal), priced (with its currency), off (a
    discount), quantity, percent, yesno, yes, tags, json, ratio or days."""
    sql: str = ""
    currency: str = ""
    """SQL for the currency of money."""


class Records(NamedTuple):
    """The records of a noun as a table."""

    noun: str
    columns: tuple[Out, ...]
    source: str
    """SQL from FROM on: joins, conditions, order."""
    left_out: str = ""
    """SQL for how many records are left out."""
    why: str = ""
    """What they are."""


def rows(conn: sqlite3.Connection, records: Records) -> Iterator[list[list[Value]]]:
    """The table in batches of columns, all but plain integers as text."""
    wanted = [sql for column in records.columns for sql in (column.sql, column.currency) if sql]
    return written(conn.execute(f"SELECT {', '.join(wanted)} {records.source}"), records.columns)


def written(found: Iterable[Sequence[Cell]], columns: Sequence[Out]) -> Iterator[list[list[Value]]]:
    """Rows in batches of columns; behind an amount stands its currency."""
    left = iter(found)
    while batch := list(islice(left, codec.BATCH)):
        cells = iter(zip(*batch, strict=True))
        yield [_column(column, next(cells), next(cells) if column.currency else ()) for column in columns]


def shapes(columns: Sequence[Out]) -> tuple[codec.Column, ...]:
    """The columns as files see them."""
    return tuple(codec.Column(column.name, _SEEN.get(column.kind, "text")) for column in columns)


_SEEN = {
    "count": "number", "date": "date", "money": "amount", "number": "amount", "quantity": "quantity",
    "instant": "plain", "percent": "plain", "yesno": "plain", "yes": "plain", "ratio": "plain", "days": "plain",
}  # fmt: skip
"""Kinds as files see them: what is not here is a text, which may be taken for a formula."""


def _column(column: Out, values: Sequence[Cell], currencies: Sequence[Cell]) -> list[Value]:
    if column.kind in ("text", "ref", "count", "date"):
        return list(cast("Sequence[Value]", values))
    if column.kind == "money":
        return [None if minor is None else _amount(minor, code) for minor, code in zip(values, currencies, strict=True)]
    if column.kind in ("priced", "off"):
        write_with = _priced if column.kind == "priced" else _off
        return [
            None if value is None else write_with(value, code) for value, code in zip(values, currencies, strict=True)
        ]
    write = _WRITERS[column.kind]
    return [None if value is None else write(value) for value in values]


def _amount(minor: Cell, code: Cell) -> str:
    return codec.decimal(int(minor or 0), EXPONENTS.get(str(code), 2))


def _priced(minor: Cell, code: Cell) -> str:
    return f"{_amount(minor, code)} {code}"


def _off(value: Cell, code: Cell) -> str:
    """A discount: millionths with a mark as a percentage, minor units as an amount."""
    text = str(value)
    return f"{percent(int(text[:-1]))}%" if text.endswith("%") else _amount(int(text), code)


def _instant(value: Cell) -> str:
    stamp = codec.stamp(int(value or 0))
    return stamp.replace(".000Z", "Z")


def _tags(value: Cell) -> str:
    tags: list[str] = json.loads(str(value))
    return ",".join(tags)


def _yes(value: Cell) -> str | None:
    return "yes" if value else None


_WRITERS: Mapping[str, Callable[[Cell], str | None]] = {
    "instant": _instant,
    "quantity": lambda value: quantity.plain(int(value or 0)),
    "percent": lambda value: f"{percent(int(value or 0))}%",
    "yesno": lambda value: "yes" if value else "no",
    "yes": _yes,
    "tags": _tags,
    "json": str,
    "number": str,
    "ratio": repr,
    "days": repr,
}


# What records are called -------------------------------------------------------------------------------------------


def own(book: Book, noun: str, alias: str) -> str:
    """SQL for the key of a record: its external id, or one made up from its number, such as L12."""
    return f"coalesce({alias}.external_id, '{_stem(book, noun)}' || {alias}.id)"


def key_of(book: Book, noun: str, number: str) -> str:
    """SQL for the key of the record that a column points at."""
    return f"(SELECT {own(book, noun, 'k')} FROM {noun} k WHERE k.id = {number})"


def called(book: Book, number: str) -> str:
    """SQL for the account that a column points at: by its name, or by its key where the name could mean another."""
    stem = _stem(book, "account")
    plain = (
        f"instr(k.name, '@') = 0 AND k.name NOT GLOB '{stem}[0-9]*' AND k.name = trim(k.name) "
        "AND NOT EXISTS (SELECT 1 FROM account o WHERE o.name_key = k.name_key AND o.id <> k.id) "
        "AND NOT EXISTS (SELECT 1 FROM account o WHERE o.external_id = k.name AND o.id <> k.id)"
    )
    return f"(SELECT iif({plain}, k.name, {own(book, 'account', 'k')}) FROM account k WHERE k.id = {number})"


def item(book: Book, number: str, text: str) -> str:
    """SQL for what a line names: its product by name, by sku or by key, whichever means no other; else its text."""
    plain = (
        "NOT EXISTS (SELECT 1 FROM product o WHERE o.name_key = k.name_key AND o.id <> k.id) "
        "AND NOT EXISTS (SELECT 1 FROM product o WHERE o.sku_key = k.name_key AND o.id <> k.id)"
    )
    otherwise = f"coalesce(k.sku, {own(book, 'product', 'k')})"
    return f"coalesce((SELECT iif({plain}, k.name, {otherwise}) FROM product k WHERE k.id = {number}), {text})"


def name_of(noun: str, number: str) -> str:
    """SQL for the name of the channel, campaign or member that a column points at."""
    return f"(SELECT k.name FROM {noun} k WHERE k.id = {number})"


def custom(book: Book, noun: str) -> tuple[Out, ...]:
    """The fields of the process."""
    found = []
    for each in book.process.fields_of(noun):
        field = custom_fields(noun, each)[0]
        found.append(Out(field.name, "priced" if field.kind == "money" else field.kind, field.sql, field.currency_sql))
    return tuple(found)


def _stem(book: Book, noun: str) -> str:
    """How made-up keys of a noun begin: with its letter, unless keys that are not made up begin so."""
    stem = NOUNS[noun].letter or f"{noun}-"
    while book.conn.execute(f"SELECT 1 FROM {noun} WHERE external_id GLOB '{stem}[0-9]*' LIMIT 1").fetchone():
        stem = f"ltc-{stem}"
    return stem
