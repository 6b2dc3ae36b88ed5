"""The columns of a noun's table: SQL for each value, and how it is written so that the noun's own import reads it."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    """text, ref, count, number, date, instant, money (a decimal), priced (with its currency), off (a discount),
    quantity, percent, yesno, yes, tags, json, ratio, days; channel, campaign or member, of which the name is written;
    or step, an instant of the history."""
    sql: str = ""
    """Its value; none when it is read from the history."""
    currency: str = ""
    """SQL for the currency of money."""


class History(NamedTuple):
    """Which steps of records a row can tell."""

    noun: str
    moments: Mapping[str, str]
    """Kind of status or stage → the column for when a record first came to one; last, for the kind it stands in."""
    reasoned: tuple[str, ...]
    """Kinds of step whose reason is told."""


class Records(NamedTuple):
    """The records of a noun as a table."""

    noun: str
    columns: tuple[Out, ...]
    source: str
    """SQL from FROM on: joins, conditions, order; by id where there is a history."""
    history: History | None = None
    left_out: str = ""
    """SQL for how many records are left out."""
    why: str = ""
    """What they are."""


_NAMED = ("channel", "campaign", "member")


def rows(conn: sqlite3.Connection, records: Records) -> Iterator[list[list[Value]]]:
    """The table in batches of columns, all but plain integers as text."""
    columns, history = records.columns, records.history
    wanted = [f"{records.noun}.id, {records.noun}.kind"] if history else []
    wanted += [sql for column in columns for sql in (column.sql, column.currency) if sql]
    found = conn.execute(f"SELECT {', '.join(wanted)} {records.source}")
    names = {
        noun: dict(conn.execute(f"SELECT id, name FROM {noun}"))
        for noun in _NAMED
        if any(column.kind == noun for column in columns)
    }
    while batch := found.fetchmany(codec.BATCH):
        cells = iter(zip(*batch, strict=True))
        told = _steps(conn, history, next(cells), next(cells)) if history else {}
        yield [
            told.get(column.name) or _empty(len(batch))
            if not column.sql
            else _column(column, next(cells), next(cells) if column.currency else (), names)
            for column in columns
        ]


def _empty(count: int) -> list[Value]:
    return [None] * count


def _steps(
    conn: sqlite3.Connection, history: History, ids: Sequence[int], kinds: Sequence[str]
) -> dict[str, list[Value]]:
    """The steps of records whose ids follow one another: for each column its values, where there are any."""
    places = {number: place for place, number in enumerate(ids)}
    told: dict[str, list[Value]] = {}

    def tell(name: str, place: int, value: Value) -> None:
        if name not in told:
            told[name] = _empty(len(ids))
        told[name][place] = value

    for number, kind, at, reason in conn.execute(
        "SELECT entity_id, to_kind, effective_ms, reason FROM stage_event INDEXED BY stage_event_record "
        "WHERE entity = ? AND entity_id BETWEEN ? AND ? ORDER BY entity_id, effective_ms, id",
        (history.noun, ids[0], ids[-1]),
    ):
        place, stamp = places[number], codec.brief(at)
        name = history.moments.get(kind)
        if name is not None and (kind == kinds[place] or name not in told or told[name][place] is None):
            tell(name, place, stamp)
        tell("date", place, stamp)
        if kind in history.reasoned:
            tell("reason", place, reason)
    return told


def shapes(columns: Sequence[Out]) -> tuple[codec.Column, ...]:
    """The columns as files see them."""
    return tuple(codec.Column(column.name, _SEEN.get(column.kind, "text")) for column in columns)


_SEEN = {
    "count": "number", "date": "date", "money": "amount", "number": "amount", "quantity": "quantity",
    "instant": "plain", "step": "plain", "percent": "plain", "yesno": "plain", "yes": "plain", "ratio": "plain",
    "days": "plain",
}  # fmt: skip
"""Kinds as files see them: what is not here is a text, which may be taken for a formula."""


def _column(
    column: Out, values: Sequence[Cell], currencies: Sequence[Cell], names: Mapping[str, Mapping[Cell, str]]
) -> list[Value]:
    if column.kind in ("text", "ref", "count", "date"):
        return list(cast("Sequence[Value]", values))
    if column.kind in names:
        return list(map(names[column.kind].get, values))
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


def _tags(value: Cell) -> str:
    tags: list[str] = json.loads(str(value))
    return ",".join(tags)


def _yes(value: Cell) -> str | None:
    return "yes" if value else None


_WRITERS: Mapping[str, Callable[[Cell], str | None]] = {
    "instant": lambda value: codec.brief(int(value or 0)),
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
