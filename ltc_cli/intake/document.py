"""Documents with lines: rows of one key are one document, wherever in the table, or in two tables, they stand.

Rows are set aside in a scratch database, which goes to disk when it grows, and read back document by document, so that
what is held in memory does not depend on the size of the table.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple, Protocol

from ltc_cli.book import Book, Value
from ltc_cli.errors import LtcError
from ltc_cli.intake import match
from ltc_cli.intake.apply import Policy, packed
from ltc_cli.intake.clean import Rows
from ltc_cli.intake.plan import Tally
from ltc_cli.intake.read import Fault
from ltc_cli.intake.target import SENT, Target, is_line

_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_DECODE = json.JSONDecoder().decode
_AT_ONCE = 500
"""Documents written by one round of statements."""


class Item(NamedTuple):
    """A line as its row tells it."""

    line: int
    table: str
    """The table of lines, "" when rows tell both."""
    cells: dict[str, Value]

    def fault(self, column: str, reason: str) -> Fault:
        """Why it cannot be taken in."""
        return Fault(self.line, column, reason, self.table)


class Said(NamedTuple):
    """A document as its rows tell it."""

    key: tuple[str, str] | None
    """Column and value; None: known by its content."""
    lines: list[int]
    """Where its rows stand in the first table."""
    head: dict[str, Value]
    items: list[Item]
    content: str = ""
    """The fingerprint of a row without a key."""

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.lines[0]

    def fault(self, column: str, reason: str) -> Fault:
        """Why it cannot be taken in."""
        return Fault(self.line, column, reason)


_Row = tuple[str, int, int, str | None, str | None]
"""A row that was set aside: key, line, whether it is of the table of lines, and its cells as JSON."""


class Wrong(Exception):
    """A document that cannot be taken in."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults)
        self.faults = faults


class Document(Protocol):
    """What is particular about a noun with lines."""

    odd: list[int]
    """Ids of documents in a state that only what came from outside may be in."""

    def fresh(self, said: Said) -> None:
        """Make a new one ready to be written; raises `Wrong`, having written nothing."""

    def flush(self) -> Sequence[int]:
        """Write the new ones that are ready; their ids in order."""

    def again(self, number: int, said: Said) -> bool:
        """Write what is said anew of a known one; whether that is something. Raises `Wrong` or `LtcError`."""


class Gathering:
    """Takes in rows, and at the end the documents that they make."""

    def __init__(
        self, book: Book, target: Target, noun: Document, policy: Policy, tally: Tally, *, apart: str = ""
    ) -> None:
        self._book = book
        self._target = target
        self._noun = noun
        self._policy = policy
        self._tally = tally
        self._apart = apart
        """The table of the lines; "": each row tells a line."""
        self._aside = sqlite3.connect("")
        self._aside.execute("CREATE TABLE row(key TEXT, line INTEGER, apart INTEGER, head TEXT, item TEXT)")
        self._seen = match.Seen(book, target.noun)
        self._spoiled: dict[str, str] = {}
        """Keys of documents with a bad row → where it stands."""

    def take(self, rows: Rows) -> list[Fault]:
        """Set rows aside."""
        rows = packed(rows)
        keys = match.keys(rows, self._policy.keys)
        unkeyed = [place for place, key in enumerate(keys) if key is None]
        if unkeyed and self._apart:
            wanted = self._target.keys[0]
            bad = [
                Fault(rows.lines[place], wanted, f"a line finds its {self._target.spoken} by it") for place in unkeyed
            ]
            good = [place for place, key in enumerate(keys) if key is not None]
            self.take(rows.pick(good))
            return bad
        prints = self._seen.fingerprints(rows, unkeyed)
        texts = [_key(key) if key is not None else f"\0{prints[place]}" for place, key in enumerate(keys)]
        self._set_aside(rows, texts, apart=False)
        return []

    def take_lines(self, rows: Rows) -> list[Fault]:
        """Set rows of the table of lines aside."""
        keys = match.keys(rows, self._policy.keys)
        texts = [_key(key) if key is not None else None for key in keys]
        good = [place for place, text in enumerate(texts) if text is not None]
        self._set_aside(rows.pick(good), [text for text in texts if text is not None], apart=True)
        reason = f"it does not say of which {self._target.spoken} it is"
        return [
            Fault(rows.lines[place], self._target.keys[0], reason, self._apart)
            for place, text in enumerate(texts)
            if text is None
        ]

    def spoil(self, key: tuple[str, str], where: str) -> None:
        """A row of the document with this key is bad, so that none of it is taken in."""
        self._spoiled.setdefault(_key(key), where)

    def finish(self) -> list[Fault]:
        """Write the documents."""
        faults: list[Fault] = []
        documents = self._documents(faults)
        while batch := list(islice(documents, _AT_ONCE)):
            faults += self._write(batch)
        self._aside.close()
        return faults

    def keep_fingerprints(self, run: int) -> None:
        """Remember the rows that had no key."""
        self._book.conn.executemany(
            "INSERT INTO import_row(run_id, noun, fingerprint, entity_id) VALUES (?, ?, ?, ?)",
            [(run, self._target.noun, text, number) for text, number in self._seen.fresh],
        )
        self._book.conn.executemany(
            "INSERT OR IGNORE INTO import_row(run_id, noun, fingerprint, entity_id) VALUES (?, ?, ?, ?)",
            [(run, self._target.noun, f"odd {number}", number) for number in self._noun.odd],
        )

    def _set_aside(self, rows: Rows, keys: Sequence[str], *, apart: bool) -> None:
        names = list(rows.columns)
        own = [name for name in names if is_line(name)] if apart or not self._apart else []
        heads = [] if apart else [name for name in names if name not in own]
        head_rows, item_rows = _dicts(rows, heads), _dicts(rows, own)
        last: tuple[str, dict[str, Value]] | None = None
        written = []
        for key, line, head, item in zip(keys, rows.lines, head_rows, item_rows, strict=True):
            if not apart and not set(item) - SENT:  # no line, so that it tells of the whole document
                head, item = {**head, **item}, {}
            repeated = last == (key, head)
            last = key, head
            written.append((key, line, apart, None if repeated else _text(head), _text(item) if item else None))
        self._aside.executemany("INSERT INTO row VALUES (?, ?, ?, ?, ?)", written)

    def _documents(self, faults: list[Fault]) -> Iterator[Said]:
        """The documents in the order in which they begin; what is wrong with others goes to the faults."""
        self._aside.execute("CREATE INDEX row_key ON row(key)")
        found = self._aside.execute(
            "SELECT r.key, r.line, r.apart, r.head, r.item FROM (SELECT key, min(rowid) AS first FROM row GROUP BY key "
            "ORDER BY first) d CROSS JOIN row r ON r.key = d.key ORDER BY d.first, r.rowid"
        )
        for key, rows in groupby(found, lambda row: row[0]):
            said, wrong = self._gathered(key, list(rows))
            if key in self._spoiled:
                self._drag(said, self._spoiled[key])
            elif wrong:
                faults += wrong
                self._reject(said, wrong)
            else:
                yield said

    def _gathered(self, key: str, rows: Sequence[_Row]) -> tuple[Said, list[Fault]]:
        column, _, value = key.partition("\0")
        said = Said((column, value), [], {}, []) if column else Said(None, [], {}, [], value)
        where: dict[str, int] = {}
        faults = []
        for _, line, apart, head, item in rows:
            if not apart:
                said.lines.append(line)
            for name, cell in _DECODE(head or "{}").items():
                if said.head.setdefault(name, cell) != cell:
                    of = f"which is of the same {self._target.spoken}"
                    faults.append(Fault(line, name, f"it differs from that in line {where[name]}, {of}"))
                where.setdefault(name, line)
            if item is not None:
                said.items.append(Item(line, self._apart if apart else "", _DECODE(item)))
        if not said.lines:
            reason = f"there is no {self._target.spoken} {value!r} in the first table"
            faults = [each.fault(column, reason) for each in said.items]
        return said._replace(items=_placed(said.items)), faults

    def _write(self, batch: Sequence[Said]) -> list[Fault]:
        known = self._known(batch)
        seen = self._seen.known([said.content for said in batch if said.content])
        faults: list[Fault] = []
        fresh: list[Said] = []
        for said in batch:
            try:
                if said.key is not None and said.key in known:
                    self._again(known[said.key], said)
                elif said.content in seen:
                    self._tally.add("unchanged", said.lines)
                else:
                    self._noun.fresh(said)
                    fresh.append(said)
            except Wrong as wrong:
                faults += wrong.faults
                self._reject(said, wrong.faults)
            except LtcError as error:
                fault = said.fault(said.key[0] if said.key else "row", error.message.rstrip("."))
                faults.append(fault)
                self._reject(said, [fault])
        for said, number in zip(fresh, self._noun.flush(), strict=True):
            self._tally.add("new", said.lines)
            self._tally.trails["new"].add([number], [said.line])
            if said.key is None:
                self._seen.fresh.append((said.content, number))
        return faults

    def _again(self, number: int, said: Said) -> None:
        if self._policy.on_match == "error":
            column, value = said.key or ("", "")
            raise Wrong(said.fault(column, f"{self._target.spoken} {value!r} is here already"))
        changed = False
        if self._policy.on_match == "update":
            self._book.conn.execute("SAVEPOINT again")
            try:
                changed = self._noun.again(number, said)
            except (LtcError, Wrong):
                self._book.conn.execute("ROLLBACK TO again")
                raise
            finally:
                self._book.conn.execute("RELEASE again")
        self._tally.add("updated" if changed else "unchanged", said.lines)
        if changed:
            self._tally.trails["updated"].add([number], [said.line])

    def _known(self, batch: Sequence[Said]) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for column in self._policy.keys:
            values = [said.key[1] for said in batch if said.key is not None and said.key[0] == column]
            for number, value in match.fetch(self._book, self._target.noun, column, values, [column]):
                found.setdefault((column, str(value)), int(number or 0))
        return found

    def _reject(self, said: Said, faults: Sequence[Fault]) -> None:
        self._tally.add("rejected", said.lines)
        own = {fault.line for fault in faults if not fault.table}
        where = next((f"{fault.table or 'line'} {fault.line}" for fault in faults), "")
        self._tally.dragged.update({line: self._because(where) for line in said.lines if line not in own})

    def _drag(self, said: Said, where: str) -> None:
        self._tally.add("rejected", said.lines)
        self._tally.dragged.update(dict.fromkeys(said.lines, self._because(where)))

    def _because(self, where: str) -> str:
        return f"its {self._target.spoken} has a bad row: {where}"


def _key(key: tuple[str, Value]) -> str:
    return f"{key[0]}\0{key[1]}"


def _placed(items: Sequence[Item]) -> list[Item]:
    """Lines in the order of their positions; one without a position follows the one before it."""
    last = 0
    for item in items:
        position = item.cells.setdefault("position", last + 1)
        last = position if isinstance(position, int) else last
    return sorted(items, key=lambda item: int(item.cells["position"] or 0))


def _text(cells: dict[str, Value]) -> str:
    return _ENCODE(cells)


def _dicts(rows: Rows, names: Sequence[str]) -> Iterator[dict[str, Value]]:
    """The cells of these columns that are not blank, row by row."""
    if not names:
        yield from ({} for _ in rows.lines)
        return
    for cells in zip(*(rows.columns[name] for name in names), strict=True):
        yield {name: cell for name, cell in zip(names, cells, strict=True) if cell is not None}
