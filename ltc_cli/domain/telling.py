"""How rows are told: by the record they are part of, in a few words, and their values as people write them."""

import sqlite3
from collections.abc import Iterator

from ltc_cli.domain.noun import NOUNS, ref
from ltc_cli.journal import rows
from ltc_cli.journal import undo as journal
from ltc_cli.journal.undo import Change
from ltc_cli.money import plain
from ltc_cli.quantity import plain as quantity

OF_RECORD = {
    "stage_event": (("entity", "entity_id"),),
    "owner_event": (("entity", "entity_id"),),
    "status_event": (("entity", "entity_id"),),
    "touch": (("entity", "entity_id"),),
    "task": (("entity", "entity_id"),),
    "alias": (("entity", "entity_id"),),
    "import_part": (("'import_run'", "run_id"),),
    "import_reject": (("'import_run'", "run_id"),),
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
    "alias": "former name",
    "import_row": "imported row",
    "import_part": "imported part",
    "import_reject": "rejected row",
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
_HIDDEN = ("_key", "_kind")


def differences(conn: sqlite3.Connection, number: int) -> Iterator[tuple[str, str, str | None, str | None, str | None]]:
    """What undoing an operation changes, in the order in which it came about: record, change, field, before, after."""
    for change in reversed(journal.changes(conn, number)):
        if change.kind == "I":
            yield _removed(conn, change)
        elif change.kind == "D":
            literals = _whole(conn, change.table, rows.parse(change.old))
            yield (
                _place(change.table, change.first, literals),
                "restored",
                _WORDS.get(change.table),
                None,
                _brief(literals),
            )
        else:
            past = rows.parse(change.old)
            now = _whole(conn, change.table, journal.row_now(conn, change.table, change.first))
            place = _place(change.table, change.first, now)
            for column in past:
                if not column.endswith(_HIDDEN) and (column != "currency" or "amount_minor" not in past):
                    before, after = _told(conn, column, now), _told(conn, column, now | past)
                    yield place, "changed", _field(column), before, after


def _removed(conn: sqlite3.Connection, change: Change) -> tuple[str, str, str | None, str | None, str | None]:
    count = conn.execute(
        f"SELECT count(*) FROM {change.table} WHERE id BETWEEN ? AND ?", (change.first, change.last)
    ).fetchone()[0]
    word = _WORDS.get(change.table)
    if count != 1:
        part = word or (None if has_ref(change.table) else change.table)
        return _owner(conn, change), "removed", part, f"{count:,} rows", None
    now = _whole(conn, change.table, journal.row_now(conn, change.table, change.first))
    return _place(change.table, change.first, now), "removed", word, _brief(now), None


def _owner(conn: sqlite3.Connection, change: Change) -> str:
    """The one record that rows are part of, or else the range they are."""
    for entity, key in OF_RECORD.get(change.table, ())[:1]:
        found = conn.execute(
            f"SELECT DISTINCT {entity}, {key} FROM {change.table} WHERE id BETWEEN ? AND ? LIMIT 2",
            (change.first, change.last),
        ).fetchall()
        if not has_ref(change.table) and len(found) == 1 and found[0][1] is not None:
            return name(*found[0])
    return span(change.table, change.first, change.last)


def _place(table: str, row_id: int, literals: dict[str, str]) -> str:
    """The record a row is, or is about."""
    if not has_ref(table):
        for entity, key in OF_RECORD.get(table, ()):
            noun = entity.strip("'") if entity.startswith("'") else str(rows.value(literals.get(entity, "NULL")))
            if noun in NOUNS and key in literals:
                return name(noun, int(literals[key]))
    return name(table, row_id)


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
    for entity, key in OF_RECORD.get(table, ()):
        noun, number = entity.strip("'"), literals.get(key)
        if number is not None and "currency" in rows.columns(conn, noun):
            row = conn.execute(f"SELECT quote(currency) FROM {noun} WHERE id = ?", (int(number),)).fetchone()
            return literals | ({"currency": row[0]} if row else {})
    return literals


def _field(column: str) -> str:
    for suffix in ("_id", "_minor", "_ms", "_ppm"):
        column = column.removesuffix(suffix)
    return column


def span(table: str, first: int, last: int) -> str:
    """Rows of a table in a row: L1–L400."""
    return name(table, first) if first == last else f"{name(table, first)}–{name(table, last)}"


def has_ref(table: str) -> bool:
    """Whether its rows are records that people write by letter and number."""
    return table in NOUNS and bool(NOUNS[table].letter)


def name(table: str, row_id: int | None) -> str:
    """A row as people write it: its ref, or what it is with its number."""
    return ref(table, row_id) if has_ref(table) and row_id is not None else f"{called(table)} {row_id}"


def called(table: str) -> str:
    """What people call a row of a table."""
    return _WORDS.get(table, table.replace("_", " "))
