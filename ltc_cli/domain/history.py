"""The history as people read it: what was done, by whom, to which records; and taking it back."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ltc_cli import store
from ltc_cli.book import Book
from ltc_cli.clock import parse_date, start_of_day
from ltc_cli.domain.breach import EVERY
from ltc_cli.domain.invariant import PROVED, broken
from ltc_cli.domain.noun import NOUNS, ref
from ltc_cli.errors import NotFound, Refused
from ltc_cli.journal import rows
from ltc_cli.journal import undo as journal
from ltc_cli.journal.undo import Blocker, Change, Entry
from ltc_cli.money import plain
from ltc_cli.quantity import plain as quantity
from ltc_cli.shape import Column, Listing, Record, Section

LASTING = frozenset({"init", "migrate", "erase"})
"""Verbs that cannot be taken back."""

_OF_RECORD = {
    "stage_event": (("entity", "entity_id"),),
    "owner_event": (("entity", "entity_id"),),
    "status_event": (("entity", "entity_id"),),
    "touch": (("entity", "entity_id"),),
    "task": (("entity", "entity_id"),),
    "deal_value": (("'deal'", "deal_id"),),
    "product_price": (("'product'", "product_id"),),
    "quote_line": (("'quote'", "quote_id"),),
    "sales_order_line": (("'sales_order'", "order_id"),),
    "promise_event": (("'sales_order'", "order_id"),),
    "instalment": (("'sales_order'", "order_id"),),
    "shipment": (("'sales_order'", "order_id"),),
    "shipment_line": (("'shipment'", "shipment_id"),),
    "goods_return": (("'sales_order'", "order_id"),),
    "goods_return_line": (("'goods_return'", "return_id"),),
    "invoice": (("'sales_order'", "order_id"), ("'contract'", "contract_id")),
    "invoice_line": (("'invoice'", "invoice_id"),),
    "reminder": (("'invoice'", "invoice_id"),),
    "credit_note": (("'invoice'", "invoice_id"),),
    "credit_note_line": (("'credit_note'", "credit_note_id"),),
    "allocation": (
        ("'invoice'", "invoice_id"),
        ("'payment'", "payment_id"),
        ("'credit_note'", "credit_note_id"),
        ("'payment'", "refund_id"),
    ),
}
"""Tables whose rows are part of records' stories, with the SQL for the records they are about, the first foremost."""
_WORDS = {
    "stage_event": "step",
    "status_event": "step",
    "owner_event": "owner",
    "deal_value": "value",
    "promise_event": "promise",
    "touch": "note",
    "contact_account": "link",
    "channel_alias": "alias",
    "import_row": "imported row",
    "product_price": "price",
    "fx_rate": "rate",
    "quote_line": "line",
    "sales_order_line": "line",
    "shipment_line": "line",
    "goods_return_line": "line",
    "invoice_line": "line",
    "credit_note_line": "line",
}
_CALLED = {
    "owner": "member",
    "order": "sales_order",
    "return": "goods_return",
    "previous": "quote",
    "refund": "payment",
}
"""Columns that point to a record of another name."""
_IN_BASE = ("base_net_minor", "base_total_minor", "base_minor", "realised_minor")
_IN_UNITS = ("quantity", "cap", "released")
Spans = dict[str, list[tuple[int, int]]]
"""Spans of ids by table."""
_HIDDEN = ("_key", "_kind")
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
        _refuse_blocked(journal.blockers(book.conn, target.id), target)
        changed = list(_differences(book, target.id))
        spans = journal.spans(book.conn, target.id)
        reached = _reached(book.conn, spans)
        try:
            journal.apply(book.conn, step.operation, target.id)
        except sqlite3.IntegrityError as error:
            raise Refused(
                f"operation {target.id} ({target.verb}) cannot be taken back: another record has taken its place.",
                "See what came after it: ltc log",
            ) from error
        _prove(book, target, spans, journal.joined([*reached, *_reached(book.conn, spans)]))
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
        issued = "status = 'issued'" if change.table == "invoice" else "1"
        row = conn.execute(
            f"SELECT id, number FROM {change.table} WHERE id BETWEEN ? AND ? AND {issued} ORDER BY id LIMIT 1",
            (change.first, change.last),
        ).fetchone()
        if row is not None:
            name = _name(change.table, row[0])
            what = change.table.replace("_", " ")
            raise Refused(
                f"operation {target.id} ({target.verb}) cannot be taken back: {what} {name} was issued as {row[1]}.",
                f"Credit it instead: ltc invoice credit {name} --reason WHY"
                if change.table == "invoice"
                else "Bill it anew instead: ltc invoice create",
            )


def _refuse_blocked(found: Sequence[Blocker], target: Entry) -> None:
    if not found:
        return
    newest_first = sorted(found, reverse=True)
    words = [f"operation {each.operation} ({each.verb}) changed {_name(each.table, each.row_id)}" for each in found]
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
        parents = _OF_RECORD.get(table, ())
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
                f"without operation {target.id} ({target.verb}), {_name(dangling[0], dangling[1])} would lose its "
                f"{dangling[2].replace('_', ' ')}, which is gone.",
                "See what came after it: ltc log",
            )
    for noun in PROVED:
        confined = EVERY if "process" in spans else [*spans.get(noun, ()), *reached.get(noun, ())]
        for finding in broken(book.conn, noun, confined) if confined else ():
            raise Refused(
                f"without operation {target.id} ({target.verb}), {_name(finding.table, finding.row_id)} would be "
                f"wrong: it {finding.what}.",
                "See what came after it: ltc log",
            )


# What an undo changes -------------------------------------------------------------------------------------------


def _differences(book: Book, number: int) -> Iterator[tuple[str, str, str | None, str | None, str | None]]:
    """What undoing an operation changes, in the order in which it came about: record, change, field, before, after."""
    for change in reversed(journal.changes(book.conn, number)):
        if change.kind == "I":
            yield _removed(book.conn, change)
        elif change.kind == "D":
            literals = _whole(book.conn, change.table, rows.parse(change.old))
            yield (
                _place(change.table, change.first, literals),
                "restored",
                _WORDS.get(change.table),
                None,
                _brief(literals),
            )
        else:
            past = rows.parse(change.old)
            now = _whole(book.conn, change.table, journal.row_now(book.conn, change.table, change.first))
            place = _place(change.table, change.first, now)
            for column in past:
                if not column.endswith(_HIDDEN) and (column != "currency" or "amount_minor" not in past):
                    before, after = _told(book.conn, column, now), _told(book.conn, column, now | past)
                    yield place, "changed", _field(column), before, after


def _removed(conn: sqlite3.Connection, change: Change) -> tuple[str, str, str | None, str | None, str | None]:
    count = conn.execute(
        f"SELECT count(*) FROM {change.table} WHERE id BETWEEN ? AND ?", (change.first, change.last)
    ).fetchone()[0]
    word = _WORDS.get(change.table)
    if count != 1:
        return _owner(conn, change), "removed", word or change.table, f"{count:,} rows", None
    now = _whole(conn, change.table, journal.row_now(conn, change.table, change.first))
    return _place(change.table, change.first, now), "removed", word, _brief(now), None


def _owner(conn: sqlite3.Connection, change: Change) -> str:
    """The one record that rows are part of, or else the range they are."""
    for entity, key in _OF_RECORD.get(change.table, ())[:1]:
        found = conn.execute(
            f"SELECT DISTINCT {entity}, {key} FROM {change.table} WHERE id BETWEEN ? AND ? LIMIT 2",
            (change.first, change.last),
        ).fetchall()
        if not _has_ref(change.table) and len(found) == 1 and found[0][1] is not None:
            return _name(*found[0])
    return _range(change.table, change.first, change.last)


def _place(table: str, row_id: int, literals: dict[str, str]) -> str:
    """The record a row is, or is about."""
    if not _has_ref(table):
        for entity, key in _OF_RECORD.get(table, ()):
            noun = entity.strip("'") if entity.startswith("'") else str(rows.value(literals.get(entity, "NULL")))
            if noun in NOUNS and key in literals:
                return _name(noun, int(literals[key]))
    return _name(table, row_id)


def _brief(literals: dict[str, str]) -> str | None:
    """A row in a few words: what people call it, or where a step led."""
    for column in ("name", "title", "body", "company", "email", "source", "alias", "fingerprint"):
        if column in literals:
            return str(rows.value(literals[column]))
    for kind in ("stage", "status"):
        if f"to_{kind}" in literals:
            return " → ".join(str(rows.value(literals[f"{name}_{kind}"])) for name in ("from", "to"))
    for column in ("amount_minor", "total_minor", "price_minor"):
        if column in literals and "currency" in literals:
            currency = str(rows.value(literals["currency"]))
            return f"{plain(int(literals[column]), currency)} {currency}"
    if "quantity" in literals:
        return quantity(int(literals["quantity"]))
    for column in ("expected_close", "promised", "number", "rate", "status"):
        if column in literals:
            return str(rows.value(literals[column]))
    return None


def _told(conn: sqlite3.Connection, column: str, literals: dict[str, str]) -> str | None:
    """A column's value as people write it: amounts as decimals, records by ref or name, instants as ISO-8601."""
    value = rows.value(literals.get(column, "NULL"))
    if value is None:
        return None
    if column.endswith("_minor"):
        of_base = "base_currency" in literals and column in _IN_BASE
        currency = str(rows.value(literals.get("base_currency" if of_base else "currency", "NULL")) or "")
        return f"{plain(int(value), currency)} {currency}".rstrip()
    if column.endswith("_ms"):
        from ltc_cli.clock import iso

        return iso(int(value))
    if column in _IN_UNITS:
        return quantity(int(value))
    if column.endswith("_ppm"):
        return f"{quantity(int(value) * 100)}%"
    noun = _CALLED.get(column.removesuffix("_id"), column.removesuffix("_id"))
    if column.endswith("_id") and noun in NOUNS:
        if NOUNS[noun].letter:
            return ref(noun, int(value))
        row = conn.execute(f"SELECT {NOUNS[noun].label} FROM {noun} WHERE id = ?", (value,)).fetchone()
        return str(row[0]) if row else str(value)
    return str(value)


def _whole(conn: sqlite3.Connection, table: str, literals: dict[str, str]) -> dict[str, str]:
    """A row with the currency of the document that it is part of."""
    if "currency" in literals:
        return literals
    for entity, key in _OF_RECORD.get(table, ()):
        noun, number = entity.strip("'"), literals.get(key)
        if number is not None and "currency" in rows.columns(conn, noun):
            row = conn.execute(f"SELECT quote(currency) FROM {noun} WHERE id = ?", (int(number),)).fetchone()
            return literals | ({"currency": row[0]} if row else {})
    return literals


def _field(column: str) -> str:
    for suffix in ("_id", "_minor", "_ms", "_ppm"):
        column = column.removesuffix(suffix)
    return column


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
    named: dict[str, None] = {}
    parts: dict[str, None] = {}
    for table, first, last in conn.execute(
        "SELECT tbl, row_id, coalesce(last_id, row_id) FROM change WHERE operation_id = ? ORDER BY id", (number,)
    ):
        if _has_ref(table):
            named[_range(table, first, last)] = None
            continue
        for entity, key in _OF_RECORD.get(table, ()):
            for noun, owner in conn.execute(
                f"SELECT DISTINCT {entity}, {key} FROM {table} WHERE id BETWEEN ? AND ? LIMIT ?", (first, last, _LISTED)
            ):
                if noun in NOUNS:
                    parts[_name(noun, owner)] = None
    return list(named or parts)


def _operations_about(conn: sqlite3.Connection, noun: str, number: int) -> set[int]:
    """The operations that touched a record, or a part of its story that is still there."""
    found = set(_touching(conn, noun, number))
    for table, parents in _OF_RECORD.items():
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


def _range(table: str, first: int, last: int) -> str:
    return _name(table, first) if first == last else f"{_name(table, first)}–{_name(table, last)}"


def _has_ref(table: str) -> bool:
    return table in NOUNS and bool(NOUNS[table].letter)


def _name(table: str, row_id: int | None) -> str:
    known = NOUNS.get(table)
    if known is not None and known.letter and row_id is not None:
        return ref(table, row_id)
    return f"{_WORDS.get(table, table.replace('_', ' '))} {row_id}"
