"""The history as people read it: what was done, by whom, to which records; and taking it back."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ltc_cli import store
from ltc_cli.book import Book
from ltc_cli.clock import parse_date, start_of_day
from ltc_cli.domain.noun import NOUNS
from ltc_cli.domain.proof.breach import EVERY
from ltc_cli.domain.proof.invariant import PROVED, broken
from ltc_cli.domain.telling import OF_RECORD, differences, has_ref, name, span
from ltc_cli.errors import NotFound, Refused
from ltc_cli.journal import undo as journal
from ltc_cli.journal.span import joined
from ltc_cli.journal.undo import Blocker, Entry
from ltc_cli.shape import Column, Listing, Record, Section

LASTING = frozenset({"init", "migrate", "erase"})
"""Verbs that cannot be taken back."""

Spans = dict[str, list[tuple[int, int]]]
"""Spans of ids by table."""
_LISTED = 4


def log(
    book: Book, *, about: tuple[str, int] | None = None, since: str | None = None, limit: int | None = None
) -> Listing:
    """The operations, newest first; those that touched a record, or since a day."""
    columns = (
        Column("operation", "count", "op"),
        Column("recorded", "instant"),
        Column("actor"),
        Column("verb"),
        Column("records", "tags"),
        Column("note"),
        Column("undoes", "count"),
        Column("undone_by", "count"),
    )
    conditions, values = ["1"], list[Any]()
    if about is not None:
        touched = sorted(_operations_about(book.conn, *about))
        conditions.append(f"id IN ({', '.join(map(str, touched))})")
    if since is not None:
        conditions.append("recorded_ms >= ?")
        values.append(start_of_day(parse_date(since, book.clock.today), book.clock.tz))
    if book.as_of_ms is not None:
        conditions.append("recorded_ms <= ?")
        values.append(book.as_of_ms)
    found = book.conn.execute(
        f"SELECT {journal.ENTRY} FROM operation WHERE {' AND '.join(conditions)} ORDER BY id DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    return Listing("operation", columns, _lines(book.conn, found))


def undo(book: Book, number: int | None = None) -> Record | None:
    """Take an operation back, or the newest that stands; what that changed, None when it was taken back before.

    Raises `NotFound` for an operation there is not; `Refused`, naming what stands in the way, when something was
    built on it or a rule would break.
    """
    target = _target(book, number)
    if target.undone_by is not None:
        book.warnings.append(f"operation {target.id} ({target.verb}) was taken back already by {target.undone_by}.")
        return None
    with book.operation("undo", undoes=target.id) as step:
        _refuse_issued(book.conn, target)
        _refuse_erased(book.conn, target)
        _refuse_blocked(journal.blockers(book.conn, target.id), target)
        changed = list(differences(book.conn, target.id))
        spans = journal.spans(book.conn, target.id)
        reached = _reached(book.conn, spans)
        try:
            journal.apply(book.conn, step.operation, target.id)
        except sqlite3.IntegrityError as error:
            raise Refused(
                f"operation {target.id} ({target.verb}) cannot be taken back: another record has taken its place.",
                "See what came after it: ltc log",
            ) from error
        _prove(book, target, spans, joined([*reached, *_reached(book.conn, spans)]))
    columns = (
        Column("operation", "count", shown=False),
        Column("undoes", "count", shown=False),
        Column("verb"),
        Column("recorded", "instant"),
        Column("actor"),
        Column("note"),
    )
    heading = (
        Column("record", "ref"),
        Column("change"),
        Column("field"),
        Column("before"),
        Column("after"),
    )
    row = (book.written, target.id, target.verb, target.recorded_ms, target.actor, target.note)
    title = f"Operation {target.id} taken back" if not book.dry_run else f"Operation {target.id} would be taken back"
    return Record("undo", columns, row, (Section("changes", Listing("change", heading, changed)),), title)


def _target(book: Book, number: int | None) -> Entry:
    """The operation meant, chosen under the write lock, so that it cannot be another's by the time it is undone."""
    store.begin(book.conn, book.path)
    try:
        target = _chosen(book, number)
    except BaseException:
        store.rollback(book.conn)
        raise
    if target.undone_by is not None:
        store.rollback(book.conn)
    return target


def _chosen(book: Book, number: int | None) -> Entry:
    chosen = number if number is not None else journal.newest(book.conn, but=LASTING)
    if chosen is None:
        raise Refused("there is nothing to undo.", "See the history: ltc log")
    target = journal.entry(book.conn, chosen)
    if target is None:
        raise NotFound(f"there is no operation {chosen}.", "See the history: ltc log")
    if target.verb in LASTING:
        raise Refused(f"operation {chosen} ({target.verb}) cannot be taken back.", "See the history: ltc log")
    return target


def _refuse_issued(conn: sqlite3.Connection, target: Entry) -> None:
    """What was issued stays: it is credited, not taken back."""
    for change in journal.changes(conn, target.id):
        if change.table not in ("invoice", "credit_note"):
            continue
        only = "status = 'issued'" if change.table == "invoice" else "1"
        row = conn.execute(
            f"SELECT id, number FROM {change.table} WHERE id BETWEEN ? AND ? AND {only} ORDER BY id LIMIT 1",
            (change.first, change.last),
        ).fetchone()
        if row is not None:
            issued = name(change.table, row[0])
            what = change.table.replace("_", " ")
            raise Refused(
                f"operation {target.id} ({target.verb}) cannot be taken back: {what} {issued} was issued as {row[1]}.",
                f"Credit it instead: ltc invoice credit {issued} --reason WHY"
                if change.table == "invoice"
                else "Bill it anew instead: ltc invoice create",
            )


def _refuse_erased(conn: sqlite3.Connection, target: Entry) -> None:
    """What an erase took away cannot be put back."""
    erased = conn.execute(
        "SELECT 1 FROM operation WHERE id = ? AND salt IS NULL AND id < "
        "(SELECT max(id) FROM operation WHERE verb = 'erase')",
        (target.id,),
    ).fetchone()
    if erased is not None:
        raise Refused(
            f"operation {target.id} ({target.verb}) cannot be taken back: what it wrote was erased for good.",
            "See what was erased, and why: ltc log",
        )


def _refuse_blocked(found: Sequence[Blocker], target: Entry) -> None:
    if not found:
        return
    newest_first = sorted(found, reverse=True)
    words = [f"operation {each.operation} ({each.verb}) changed {name(each.table, each.row_id)}" for each in found]
    more = f", and {len(words) - _LISTED} more did" if len(words) > _LISTED else ""
    raise Refused(
        f"operation {target.id} ({target.verb}) has been built on: {'; '.join(words[:_LISTED])}{more} after it.",
        f"Undo that first: ltc undo {newest_first[0].operation}",
    )


def _reached(conn: sqlite3.Connection, spans: Spans) -> set[tuple[str, int, int]]:
    """The records that rows there now are about, directly or through others: table and id twice."""
    found = set[tuple[str, int, int]]()
    waiting = [(table, *span) for table, each in spans.items() for span in each]
    while waiting:
        table, first, last = waiting.pop()
        parents = OF_RECORD.get(table, ())
        if table in ("invoice", "credit_note", "payment"):  # its account's ledger
            parents = (*parents, ("'account'", "account_id"))
        for entity, key in parents:
            for noun, number in conn.execute(
                f"SELECT DISTINCT {entity}, {key} FROM {table} WHERE id BETWEEN ? AND ? AND {key} IS NOT NULL",
                (first, last),
            ).fetchall():
                if (record := (noun, number, number)) not in found:
                    found.add(record)
                    waiting.append(record)
    return found


def _prove(book: Book, target: Entry, spans: Spans, reached: Spans) -> None:
    """Raise `Refused` when something does not hold any more without the operation."""
    book.forget()
    for table in spans:
        dangling = book.conn.execute(f"PRAGMA foreign_key_check({table})").fetchone()
        if dangling is not None:
            raise Refused(
                f"without operation {target.id} ({target.verb}), {name(dangling[0], dangling[1])} would lose its "
                f"{dangling[2].replace('_', ' ')}, which is gone.",
                "See what came after it: ltc log",
            )
    for noun in PROVED:
        confined = EVERY if "process" in spans else [*spans.get(noun, ()), *reached.get(noun, ())]
        for finding in broken(book.conn, noun, confined) if confined else ():
            raise Refused(
                f"without operation {target.id} ({target.verb}), {name(finding.table, finding.row_id)} would be "
                f"wrong: it {finding.what}.",
                "See what came after it: ltc log",
            )


# What an operation was about ------------------------------------------------------------------------------------


def _lines(conn: sqlite3.Connection, found: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    gone = journal.undone(conn)
    for row in found:
        entry = Entry._make((*row, gone.get(row[0])))
        yield (
            entry.id, entry.recorded_ms, entry.actor, entry.verb, _records(conn, entry.id), entry.note,
            entry.undoes, entry.undone_by,
        )  # fmt: skip


def _records(conn: sqlite3.Connection, number: int) -> list[str]:
    """The records an operation touched, those made together as a range: L1–L400."""
    named: dict[tuple[str, int, int], None] = {}
    parts: dict[str, None] = {}
    for table, first, last in conn.execute(
        "SELECT tbl, row_id, coalesce(last_id, row_id) FROM change WHERE operation_id = ? ORDER BY id", (number,)
    ):
        if has_ref(table):
            named[table, first, last] = None
            continue
        for entity, key in OF_RECORD.get(table, ()):
            for noun, owner in conn.execute(
                f"SELECT DISTINCT {entity}, {key} FROM {table} WHERE id BETWEEN ? AND ? LIMIT ?", (first, last, _LISTED)
            ):
                if noun in NOUNS:
                    parts[name(noun, owner)] = None
    ranges = [each for each in named if each[1] < each[2]]
    alone = [
        each
        for each in named
        if not any(each != made and each[0] == made[0] and made[1] <= each[1] <= each[2] <= made[2] for made in ranges)
    ]
    return [span(*each) for each in alone] or list(parts)


def _operations_about(conn: sqlite3.Connection, noun: str, number: int) -> set[int]:
    """The operations that touched a record, or a part of its story that is still there."""
    found = set(_touching(conn, noun, number))
    for table, parents in OF_RECORD.items():
        for entity, key in parents:
            for (row_id,) in conn.execute(
                f"SELECT id FROM {table} WHERE {entity} = ? AND {key} = ?", (noun, number)
            ).fetchall():
                found |= set(_touching(conn, table, row_id))
    return found


def _touching(conn: sqlite3.Connection, table: str, row_id: int) -> Iterator[int]:
    for (operation,) in conn.execute(
        "SELECT operation_id FROM change WHERE tbl = ? AND row_id <= ? AND coalesce(last_id, row_id) >= ?",
        (table, row_id, row_id),
    ):
        yield operation
