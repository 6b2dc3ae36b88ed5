"""The open file as the domain sees it: its connection, process and clock, and the operation that groups a change."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from ltc_cli import journal, schema, store
from ltc_cli.clock import Clock, Moment, local_date, parse_moment, system_clock
from ltc_cli.errors import NotFound, Refused
from ltc_cli.money import Money, NeedsCurrency, exponent, parse
from ltc_cli.process import Process, from_json, to_json

Found = TypeVar("Found")
Value = str | int | None
"""What a column of business facts holds: no column is REAL."""


class Step:
    """The operation under way: the records it is about, and what to tell the user when it is done."""

    def __init__(self, operation: journal.Operation) -> None:
        self.operation = operation
        self.records: list[tuple[str, int]] = []
        """Nouns and ids the command named or made, in order."""

    def about(self, noun: str, number: int) -> None:
        """Name a record the operation is about."""
        if (noun, number) not in self.records:
            self.records.append((noun, number))


class Book:
    """One open file. A context manager: leaving it closes the file, which ends a dry run without a trace."""

    def __init__(self, conn: sqlite3.Connection, path: Path, *, today: str | None = None) -> None:
        self.conn = conn
        self.path = path
        self.today_asked = today
        """`--today`: a day that stands in for the present."""
        self.actor = ""
        self.arguments: Sequence[str] = ()
        self.on: str | None = None
        """`--on`: when what is recorded took place; None means now."""
        self.note: str | None = None
        self.dry_run = False
        self.as_of: Moment | None = None
        """`--as-of`: facts after this moment are not seen by lists, pages and reports."""
        self.warnings: list[str] = []
        """What the user should know about what was just done, one sentence each."""
        self.ask_currency: Callable[[], str] | None = None
        """Asks for the currency of the business; None when nobody is there to be asked."""
        self.throwaway = False
        """Whether the file is a demo that is gone when the command is done."""
        self.step: Step | None = None
        self.written: int | None = None
        """The number of the last operation that was recorded."""
        self.changed = False
        """Whether the last operation changed something; in a dry run, whether it would."""
        self.before_commit: Callable[[Step], None] | None = None
        self.rates_day: str | None = None
        """The day at whose rates all amounts of figures are told; None: each at that of its own day."""
        self._process: Process | None = None
        self._kept_in: str | None = None
        self._clock: Clock | None = None
        self._found: dict[tuple[object, ...], Any] = {}

    @classmethod
    def open(cls, path: Path, *, write: bool, today: str | None = None) -> "Book":
        """Open an existing file, bringing an older one up to date first.

        Raises `NotFound` when there is no such file, `BadFile` or `Busy` when it cannot be used.
        """
        store.refuse_odd_paths(path)
        if not path.exists() and not path.is_symlink():
            raise NotFound(f"there is no file {path}.", f"Make it: ltc init --db {path}")
        conn = store.connect(path, write=write)
        try:
            behind = store.version(conn) < schema.VERSION
            if behind and store.version(conn) == 0:
                raise NotFound(f"{path} is empty.", f"Make it a book: ltc init --db {path}")
            if behind:
                conn.close()
                _migrate(path, today)
                conn = store.connect(path, write=write)
        except BaseException:
            conn.close()
            raise
        return cls(conn, path, today=today)

    @classmethod
    def create(
        cls, path: Path, process: str, fill: "Callable[[Book], None]", *, today: str | None = None, actor: str = ""
    ) -> "Book":
        """Make the file with a process (as JSON) in it, and let `fill` add what the process brings.

        All of it is one transaction, so that nobody ever meets half a file. When another command has just made it,
        that one is opened as it is.
        """
        conn = store.connect(path, write=True, create=True)
        try:
            _make(conn, path)
            _migrate_open(conn, path, today)
            book = cls(conn, path, today=today)
            book.actor = actor
            book._process = from_json(process)  # its time zone dates the making
            with book.operation("init"):
                if book.conn.execute("SELECT 1 FROM process").fetchone() is None:
                    book.save_process(process)
                    fill(book)
            book.forget()
        except BaseException:
            conn.close()
            raise
        return book

    def close(self) -> None:
        """Close the file; what a dry run did is rolled back."""
        store.rollback(self.conn)
        self.conn.close()

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process(self) -> Process:
        """The process in force."""
        if self._process is None:
            row = self.conn.execute("SELECT body FROM process ORDER BY id DESC LIMIT 1").fetchone()
            self._process = from_json(row[0])
        return self._process

    def save_process(self, body: str) -> None:
        """Put a new version of the process in force, inside an operation."""
        self.conn.execute("INSERT INTO process(applied_ms, body) VALUES (?, ?)", (self.clock.now_ms, body))
        self.forget()

    def forget(self) -> None:
        """Read the process anew when it is next asked for: it may have been changed."""
        self._process = None
        self._clock = None

    @property
    def clock(self) -> Clock:
        """Now, in the business time zone."""
        if self._clock is None:
            self._clock = system_clock(self.process.timezone or "UTC", self.today_asked)
        return self._clock

    @property
    def place(self) -> str:
        """Where the file is, as people say it."""
        home = Path.home()
        return "--demo" if self.throwaway else str(self.path).replace(f"{home}{os.sep}", f"~{os.sep}", 1)

    def stand_at(self, now_ms: int) -> None:
        """Let the clock stand at an instant, to write down a past in its order."""
        self._clock = Clock(now_ms, self.process.timezone or "UTC")

    @property
    def as_of_ms(self) -> int | None:
        """The last millisecond that `--as-of` lets be seen; None means all."""
        return None if self.as_of is None else self.as_of.ms

    def see_no_later(self) -> None:
        """Let figures see nothing later than now, unless they are asked as of a day.

        Nothing is recorded for a time to come, so only a clock that stands in the past (`--today`) leaves some out.
        """
        newest = self.conn.execute("SELECT recorded_ms FROM operation ORDER BY id DESC LIMIT 1").fetchone()
        if self.as_of is None and newest is not None and newest[0] > self.clock.now_ms:
            self.as_of = Moment(self.clock.now_ms, True, self.clock.today)

    def tell_in(self, code: str) -> None:
        """Tell the amounts of figures in another currency than that of the business, each at the rate of its own day.

        Raises `BadUsage` for a code that no currency has.
        """
        exponent(code.upper())
        self._kept_in = self.kept_in
        self._process = self.process._replace(currency=code.upper())

    @contextmanager
    def at_rates_of(self, day: str | None) -> Iterator[None]:
        """Tell the amounts of figures at the rates of one day, as if they never changed; of None each at its own."""
        before, self.rates_day = self.rates_day, day
        try:
            yield
        finally:
            self.rates_day = before

    @property
    def kept_in(self) -> str | None:
        """The currency of the business itself, in whatever its figures are told."""
        return self._kept_in or self.process.currency

    def once(self, find: "Callable[[Book], Found]") -> Found:
        """What `find` finds in the file as of the day asked; in one snapshot it looks once, however many ask.

        Whoever is handed it leaves it as it is. It has to follow from the file, that day, and the
        currency and rates in which amounts are told.
        """
        if not self.conn.in_transaction:
            return find(self)
        key = find, self.as_of, self.process.currency, self.rates_day, self.conn.total_changes
        if key not in self._found:
            self._found[key] = find(self)
        found: Found = self._found[key]
        return found

    def columns(self, statement: str, *names: str, values: "Mapping[str, Any] | Sequence[Any]" = ()) -> list[list[Any]]:
        """Columns of an answer as lists, in the order of its rows: written out whole, in half the time of the rows."""
        arrays = ", ".join(f"json_group_array({name})" for name in names)
        return [
            json.loads(each) for each in self.conn.execute(f"SELECT {arrays} FROM ({statement})", values).fetchone()
        ]

    def insert(self, table: str, columns: Mapping[str, Value]) -> int:
        """Add a row; its id."""
        names = ", ".join(columns)
        marks = ", ".join("?" * len(columns))
        number = self.conn.execute(f"INSERT INTO {table}({names}) VALUES ({marks})", tuple(columns.values())).lastrowid
        assert number is not None
        return number

    def update(self, table: str, number: int, columns: Mapping[str, Value]) -> None:
        """Change columns of a row; a value that is there already is no change."""
        if columns:
            assignments = ", ".join(f"{name} = ?" for name in columns)
            self.conn.execute(f"UPDATE {table} SET {assignments} WHERE id = ?", (*columns.values(), number))

    def money(self, text: str) -> Money:
        """Read an amount; the currency of the business is asked for, and kept, when it is first needed.

        Raises `NeedsCurrency` when there is none and nobody can be asked.
        """
        try:
            return parse(text, self.process.currency)
        except NeedsCurrency:
            currency = os.environ.get("LTC_CURRENCY") or (self.ask_currency() if self.ask_currency else None)
            if not currency:
                raise
            exponent(currency)
            if self.step is not None:
                self.adopt_currency(currency)
            return parse(text, currency)

    def adopt_currency(self, currency: str) -> None:
        """Make a currency that of a business which has none yet, inside an operation."""
        self.save_process(to_json(self.process._replace(currency=currency)))

    def day(self, at_ms: int | None = None) -> str:
        """The business day of an instant, or of what is being recorded: that of `--on`, else today."""
        return local_date(self.when() if at_ms is None else at_ms, self.clock.tz).isoformat()

    @contextmanager
    def operation(self, verb: str, *, undoes: int | None = None) -> Iterator[Step]:
        """Everything inside is one operation: all of it is recorded, or nothing is.

        Verbs compose: inside another operation, this one joins it. When nothing was changed nothing is recorded. In
        a dry run the transaction stays open, so that the answer can be read, and is rolled back on closing.
        """
        if self.step is not None:
            yield Step(self.step.operation)  # what it is about is its part, not what the command was asked to do
            return
        self.written = None
        self.changed = False
        try:
            if not self.conn.in_transaction:  # a file that is being made is in one already
                store.begin(self.conn, self.path)
            operation = journal.begin(
                self.conn, verb, self.clock.now_ms,
                actor=self.actor or None, arguments=self.arguments, note=self.note, undoes=undoes,
            )  # fmt: skip
            self.step = Step(operation)
            yield self.step
            if self.before_commit is not None:
                self.before_commit(self.step)
            self.changed = journal.finish(self.conn, operation)
            if not self.changed:
                store.rollback(self.conn)
            elif not self.dry_run:
                self.written = operation.id
                store.commit(self.conn, self.path)
        except BaseException as error:
            if self.conn.in_transaction or isinstance(error, Exception):
                self.written = None  # else the interrupt came just after the commit
            store.rollback(self.conn)
            self.forget()
            raise
        finally:
            self.step = None

    def when(self, after_ms: int | None = None, what: str = "its last step") -> int:
        """The effective time of what is being recorded, from `--on`.

        A date without a time never comes before `after_ms`, the record's earlier step, of the same day. Raises
        `Refused` when the time lies in the future or before that step.
        """
        if self.on is None:
            return self.clock.now_ms if after_ms is None else max(self.clock.now_ms, after_ms)
        moment = parse_moment(self.on, self.clock)
        at = moment.ms
        if at > self.clock.now_ms:
            if moment.day > self.clock.today:
                raise Refused(
                    f"{moment.day} is in the future; what happened can be recorded up to today.",
                    "Plan it instead: --next, or ltc task add --due",
                )
            at = self.clock.now_ms
        if after_ms is not None and at < after_ms:
            if moment.date_only and local_date(after_ms, self.clock.tz) == moment.day:
                return after_ms
            raise Refused(
                f"{moment.day} is before {what} on {local_date(after_ms, self.clock.tz)}.",
                "Give a later --on, or take that step back first: ltc undo",
            )
        return at


def _migrate(path: Path, today: str | None) -> None:
    conn = store.connect(path, write=True)
    try:
        _migrate_open(conn, path, today)
    finally:
        conn.close()


def _make(conn: sqlite3.Connection, path: Path) -> None:
    """Give an empty file its tables, and leave the transaction open for what the file begins with."""
    if store.version(conn) == 0:
        store.begin(conn, path)
        if store.version(conn) == 0:
            from ltc_cli.schema import migrate

            migrate.make(conn)
        else:  # another command was quicker
            store.rollback(conn)


def _migrate_open(conn: sqlite3.Connection, path: Path, today: str | None) -> None:
    if store.version(conn) < schema.VERSION:
        from ltc_cli.schema import migrate

        migrate.run(conn, path, system_clock("UTC", today).now_ms)
