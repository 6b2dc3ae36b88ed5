"""Writing rows in batches: new records all at once, changes of known ones held to the end.

A file may hold the same record several times; what its rows say is laid over one another in memory, so that only the
net change is written and the same file again changes nothing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import NamedTuple, Protocol

from ltc_cli.book import Book, Value
from ltc_cli.domain import alias, entry
from ltc_cli.errors import LtcError
from ltc_cli.intake import match
from ltc_cli.intake.clean import Notes, Rows
from ltc_cli.intake.plan import Tally
from ltc_cli.intake.read import Fault
from ltc_cli.intake.target import Target

ROWS_A_STATEMENT = 100
"""New rows written by one statement."""
_BIG = 1 << 20
"""Bytes of a table from which building indexes late is worth it."""


@contextmanager
def late_indexes(book: Book, table: str, size: int) -> Iterator[None]:
    """Fill an empty table from a big file without the indexes that matching does not need, and build them at the end.

    It is part of the transaction: when that is rolled back, they were never gone.
    """
    late: list[tuple[str, str]] = []
    if size >= _BIG and book.conn.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is None:
        late = book.conn.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL "
            "AND sql NOT LIKE 'CREATE UNIQUE%' AND name NOT LIKE '%_email' AND name NOT LIKE '%_name'",
            (table,),
        ).fetchall()
    for name, _ in late:
        book.conn.execute(f"DROP INDEX {name}")
    yield
    for _, statement in late:
        book.conn.execute(statement)


class Held:
    """A known record as the rows of this run have left it so far."""

    __slots__ = ("before", "id", "lines", "moved", "now")

    def __init__(self, number: int, columns: Mapping[str, Value]) -> None:
        self.id = number
        self.before = dict(columns)
        self.now = dict(columns)
        self.lines: list[int] = []
        self.moved = False
        """Whether a touch or a step was written for it."""

    def changes(self) -> dict[str, Value]:
        """The columns that differ from what was there."""
        return {name: value for name, value in self.now.items() if value != self.before[name]}


class Noun(Protocol):
    """What is particular about a noun."""

    extra: tuple[str, ...]
    """Columns that it wants to see of a known record."""

    def plain(self, rows: Rows, /) -> bool:
        """Whether rows that equal their record leave nothing to do: they tell no steps and no links."""

    def prepare(self, rows: Rows) -> tuple[Rows, list[Fault]]:
        """Check rows and read the noun's words."""

    def choose(self, known: Sequence[Held], row: Mapping[str, Value], key: str, /) -> Held | None:
        """The record that a row is, of those with its key; None: a new one."""

    def fresh(self, rows: Rows) -> dict[str, list[Value]]:
        """The columns of new records."""

    def born(self, numbers: range, rows: Rows) -> None:
        """Write what belongs to new records: their history and links."""

    def again(self, held: Held, row: Mapping[str, Value], line: int, key: str, /) -> dict[str, Value]:
        """What a row changes of a known record; touches and steps are written here and mark it moved.

        Raises `Refused` for a row that contradicts a record which does not change.
        """

    def save(self, held: Held, changes: Mapping[str, Value]) -> None:
        """Write the net change of a known record."""


class Taker(Protocol):
    """Takes rows in."""

    def take(self, rows: Rows, /) -> list[Fault]:
        """Take a batch; the faults that were found in it."""

    def finish(self) -> list[Fault]:
        """Write what is held, and what could not be taken after all."""

    def keep_fingerprints(self, run: int, /) -> None:
        """Remember the rows that had no key."""


class Policy(NamedTuple):
    """What becomes of rows that match."""

    keys: tuple[str, ...]
    on_match: str = "update"
    """update, skip or error."""


class Writer:
    """Takes in batch after batch of one noun."""

    def __init__(self, book: Book, target: Target, noun: Noun, policy: Policy, tally: Tally, notes: Notes) -> None:
        self._book = book
        self._target = target
        self._noun = noun
        self._policy = policy
        self._tally = tally
        self._notes = notes
        self._held: dict[int, Held] = {}
        self._merged = alias.known(book)
        self.seen = match.Seen(book, target.noun)

    def take(self, rows: Rows) -> list[Fault]:
        """Write a batch; the faults that the noun found in it."""
        rows, faults = self._noun.prepare(packed(rows))
        keys = match.keys(rows, self._policy.keys)
        unkeyed = [place for place, key in enumerate(keys) if key is None]
        prints = self.seen.fingerprints(rows, unkeyed)
        known = self.seen.known(prints.values()) if prints else set()
        here = [place for place in unkeyed if prints[place] in known]
        self._tally.add("unchanged", [rows.lines[place] for place in here])
        places = [place for place in range(len(rows.lines)) if place not in prints or prints[place] not in known]
        while places:
            faults_now, places = self._round(rows, keys, places, prints)
            faults += faults_now
        self._drop()
        return faults

    def finish(self) -> list[Fault]:
        """Write the changes held, and count the rows that made them."""
        numbers: list[int] = []
        lines: list[int] = []
        for held in self._held.values():
            changes = held.changes()
            changed = bool(changes) or held.moved
            self._tally.add("updated" if changed else "unchanged", held.lines)
            if changed:
                numbers += [held.id] * len(held.lines)
                lines += held.lines
            if changes:
                self._noun.save(held, changes)
        self._tally.trails["updated"].add(numbers, lines)
        return []

    def keep_fingerprints(self, run: int) -> None:
        """Remember the rows that had no key."""
        self._book.conn.executemany(
            "INSERT INTO import_row(run_id, noun, fingerprint, entity_id) VALUES (?, ?, ?, ?)",
            [(run, self._target.noun, text, number) for text, number in self.seen.fresh],
        )

    def _round(
        self, rows: Rows, keys: Sequence[tuple[str, Value] | None], places: Sequence[int], prints: Mapping[int, str]
    ) -> tuple[list[Fault], list[int]]:
        """Write what is known and what is new; the places of repeats of new ones, which are then known."""
        found = self._find(rows, [key for key in (keys[place] for place in places) if key is not None])
        cells = self._cells(rows) if found and self._policy.on_match == "update" and self._noun.plain(rows) else None
        equal: list[int] = []
        fresh: list[int] = []
        later: list[int] = []
        pending: set[tuple[str, Value]] = set()
        faults: list[Fault] = []
        for place in places:
            key = keys[place]
            if key is not None and key in pending:
                later.append(place)
                continue
            stored = found.get(key) if key is not None else None
            if stored is not None and cells is not None and self._is_equal(stored, cells[place]):
                equal.append(rows.lines[place])
                continue
            row = rows.row(place) if stored is not None else {}
            if stored is not None and key is not None and self._is_merged(rows, stored, key):
                faults += self._known(self._hold(rows, stored)[0], row, rows.lines[place], key[0], merged=True)
                continue
            held = self._noun.choose(self._hold(rows, stored), row, key[0]) if stored is not None and key else None
            if held is None:
                fresh.append(place)
                if key is not None:
                    pending.add(key)
            elif key is not None:
                faults += self._known(held, row, rows.lines[place], key[0])
        self._tally.add("unchanged", equal)
        if fresh:
            self._write(rows if len(fresh) == len(rows.lines) else rows.pick(fresh), fresh, prints)
        return faults, later

    def _find(self, rows: Rows, keys: Sequence[tuple[str, Value]]) -> dict[tuple[str, Value], list[tuple[Value, ...]]]:
        """The id and wanted columns of the records with these keys."""
        wanted = self._wanted(rows)
        found: dict[tuple[str, Value], list[tuple[Value, ...]]] = {}
        for column in self._policy.keys:
            values = [value for name, value in keys if name == column]
            for row in match.fetch(self._book, self._target.noun, column, values, [*wanted, column]):
                found.setdefault((column, row[-1]), []).append(row)
        return found

    def _wanted(self, rows: Rows) -> list[str]:
        """The columns of a known record that rows may change, first, and those it must be compared with."""
        return list(dict.fromkeys((*map(_stored, self._named(rows)), *self._noun.extra)))

    def _named(self, rows: Rows) -> list[str]:
        words = {*self._target.dates, *self._target.words, *self._target.aside} - {"created", "currency"}
        return [name for name in rows.columns if name not in words]

    def _cells(self, rows: Rows) -> list[tuple[Value, ...]]:
        """Rows as tuples, in the order of the wanted columns."""
        return list(zip(*(rows.columns[name] for name in self._named(rows)), strict=True))

    def _is_equal(self, stored: Sequence[tuple[Value, ...]], cells: tuple[Value, ...]) -> bool:
        """Whether a row says of the one record with its key nothing but what is there."""
        if len(stored) > 1 or stored[0][0] in self._held:
            return False
        return all(new is None or new == old for new, old in zip(cells, stored[0][1:], strict=False))

    def _hold(self, rows: Rows, stored: Sequence[tuple[Value, ...]]) -> list[Held]:
        wanted = self._wanted(rows)
        for number, *columns in stored:
            if number not in self._held:
                self._held[int(number or 0)] = Held(int(number or 0), dict(zip(wanted, columns, strict=False)))
        return [self._held[int(row[0] or 0)] for row in stored]

    def _is_merged(self, rows: Rows, stored: Sequence[tuple[Value, ...]], key: tuple[str, Value]) -> bool:
        """Whether what has this key is a record that was merged into the one that was found."""
        return self._merged and self._hold(rows, stored)[0].before.get(*key) != key[1]

    def _known(self, held: Held, row: Mapping[str, Value], line: int, key: str, *, merged: bool = False) -> list[Fault]:
        """Note what a row says of a known record; of one that was merged into it, what it lacks and no more."""
        if self._policy.on_match == "error":
            return [Fault(line, key.removesuffix("_key"), f"{self._target.noun} {row[key]!r} is here already")]
        if self._policy.on_match == "update":
            try:
                changes = _lacking(held, row) if merged else self._noun.again(held, row, line, key)
            except LtcError as error:
                return [Fault(line, key.removesuffix("_key"), error.message.rstrip("."))]
            if "fields" in changes:
                changes["fields"] = entry.merge_fields(_text(held.now["fields"]), str(changes["fields"]))
            held.now.update(changes)
        held.lines.append(line)
        return []

    def _write(self, rows: Rows, places: Sequence[int], prints: Mapping[int, str]) -> None:
        numbers = insert(self._book, self._target.noun, self._noun.fresh(rows))
        self._noun.born(numbers, rows)
        self._tally.add("new", rows.lines)
        self._tally.trails["new"].add(numbers, rows.lines)
        pairs = zip(places, numbers, strict=True) if prints else ()
        self.seen.fresh += [(prints[place], number) for place, number in pairs if place in prints]

    def _drop(self) -> None:
        """Let go of the known records that nothing changed."""
        settled = [held for held in self._held.values() if not held.moved and held.now == held.before]
        for held in settled:
            self._tally.add("unchanged", held.lines)
            del self._held[held.id]


def packed(rows: Rows) -> Rows:
    """Custom fields gathered into one column of JSON patches."""
    names = [name for name in rows.columns if name.startswith("fields.")]
    if not names:
        return rows
    columns = {name: column for name, column in rows.columns.items() if name not in names}
    ids = [name.removeprefix("fields.") for name in names]
    packed: list[Value] = []
    for values in zip(*(rows.columns[name] for name in names), strict=True):
        patch = {key: json.loads(str(value)) for key, value in zip(ids, values, strict=True) if value is not None}
        packed.append(json.dumps(dict(sorted(patch.items())), ensure_ascii=False) if patch else None)
    return Rows(rows.lines, {**columns, "fields": packed})


def _lacking(held: Held, row: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in row.items() if name in held.now and held.now[name] is None}


def _stored(name: str) -> str:
    return "created_ms" if name == "created" else name


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def insert(book: Book, table: str, columns: Mapping[str, Sequence[Value]]) -> range:
    """Write rows, many to a statement: it halves the time of one a statement; their ids."""
    cells = chain.from_iterable(zip(*columns.values(), strict=True))
    count = left = len(next(iter(columns.values())))
    while left:
        rows = min(left, ROWS_A_STATEMENT)
        marks = ", ".join([f"({', '.join('?' * len(columns))})"] * rows)
        statement = f"INSERT INTO {table}({', '.join(columns)}) VALUES {marks}"
        book.conn.execute(statement, tuple(islice(cells, rows * len(columns))))
        left -= rows
    last: int = book.conn.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()[0]
    return range(last - count + 1, last + 1)


def insert_rows(book: Book, table: str, rows: Sequence[Mapping[str, Value]]) -> range:
    """Write rows that have the same columns; their ids."""
    if not rows:
        return range(0)
    return insert(book, table, {name: [row[name] for row in rows] for name in rows[0]})
