"""Where a person's data is: in records, in texts about them, in texts that name them, and in the history of it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain.erase.person import ERASED, Key, Subject, Words
from ltc_cli.journal import rows

_CONTACT = ("email", "email_key", "phone", "phone_key", "tags", "external_id", "fields")
PERSONAL = {
    "lead": ("name", "company", *_CONTACT),
    "contact": ("name", "name_key", *_CONTACT, "language"),
    "account": ("name", "name_key", *_CONTACT, "website", "address", "billing_address", "tax_id"),
}
"""Columns that say who somebody is."""
NAMED = "names them"
"""Why a text is among what goes that is not about the person."""
ON_PAPER = ("name", "name_key", "billing_address", "address", "tax_id")
"""Columns of an account that stand on its documents."""
TEXTS: Mapping[str, tuple[str, ...]] = {
    "touch": ("body",),
    "task": ("body",),
    "deal": ("title", "reason", "tags", "fields"),
    "quote": ("reason", "message", "fields"),
    "contract": ("title", "reason", "fields"),
    "sales_order": ("reason", "reference", "message", "tags", "fields"),
    "goods_return": ("reason",),
    "stage_event": ("reason",),
    "status_event": ("reason",),
    "owner_event": ("reason",),
    "promise_event": (),
    "survey": ("comment",),
    "forecast": ("body",),
    "review": ("body",),
    "import_reject": ("reason", "body"),
}
"""Columns in which people write what they like, or in which what they wrote is kept."""

_OF_MANY = {"import", "init", "migrate"}
"""Words of verbs whose arguments are about no one record."""


class Edit(NamedTuple):
    """New values of a row."""

    table: str
    number: int
    columns: dict[str, Value]
    why: str


def records(book: Book, who: Subject) -> Iterator[Edit]:
    """The records themselves."""
    for (noun, number), why in who.records.items():
        names = [name for name in PERSONAL[noun] if name not in kept(book, noun, number)]
        now = dict(
            zip(
                names,
                book.conn.execute(f"SELECT {', '.join(names)} FROM {noun} WHERE id = ?", (number,)).fetchone(),
                strict=True,
            )
        )
        columns: dict[str, Value] = {
            name: None for name, value in now.items() if value is not None and not name.startswith("name")
        }
        if any(now.get(name) is not None for name in ("name", "company", "email", "phone")):
            columns |= {name: ERASED for name in names if name.startswith("name") and now[name] != ERASED}
        elif "external_id" in columns:  # a lead of which nothing else is known
            columns["external_id"] = f"erased {number}"
            if now["external_id"] == columns["external_id"]:
                del columns["external_id"]
        if columns:
            yield Edit(noun, number, columns, why)


def kept(book: Book, noun: str, number: int) -> tuple[str, ...]:
    """The columns of an account that has issued documents or money which stand on paper; none of any other record."""
    if noun != "account":
        return ()
    issued = book.conn.execute(
        "SELECT EXISTS (SELECT 1 FROM invoice WHERE account_id = :id AND status = 'issued') OR "
        "EXISTS (SELECT 1 FROM credit_note WHERE account_id = :id) OR "
        "EXISTS (SELECT 1 FROM payment WHERE account_id = :id)",
        {"id": number},
    ).fetchone()[0]
    return ON_PAPER if issued else ()


def about(book: Book, who: Subject) -> Iterator[Edit]:
    """Notes, tasks, answers and names under which these records were known: whole."""
    for noun, number in who.records:
        for table in ("touch", "task"):
            key = "external_id" if table == "task" else "NULL"
            for row_id, body, external in book.conn.execute(
                f"SELECT id, body, {key} FROM {table} "
                "WHERE entity = ? AND entity_id = ? AND body IS NOT NULL ORDER BY id",
                (noun, number),
            ):
                if (body, external) != (ERASED, None):
                    also: dict[str, Value] = {"external_id": None} if external is not None else {}
                    yield Edit(table, row_id, {"body": ERASED, **also}, "about them")
        for row_id, value in book.conn.execute(
            "SELECT id, value FROM alias WHERE entity = ? AND entity_id = ? AND field <> 'id' ORDER BY id",
            (noun, number),
        ):
            if value != ERASED:
                yield Edit("alias", row_id, {"value": ERASED}, "a name of theirs")
        if noun == "contact":
            for (row_id,) in book.conn.execute(
                "SELECT id FROM survey WHERE contact_id = ? AND comment IS NOT NULL ORDER BY id", (number,)
            ):
                yield Edit("survey", row_id, {"comment": None}, "what they said")


def mentions(book: Book, words: Words, done: set[Key]) -> Iterator[Edit]:
    """Other texts that name them: without the words, or without the whole row that could not be taken in."""
    for table, names in TEXTS.items():
        condition, values = words.holds(names)
        found = book.conn.execute(f"SELECT id, {', '.join(names) or 'id'} FROM {table} WHERE {condition}", values)
        for number, *texts in found.fetchall():
            if (table, number) in done:
                continue
            pairs = zip(names, texts, strict=True)
            columns: dict[str, Value] = {
                name: words.cut(text) for name, text in pairs if text is not None and words.cut(text) != text
            }
            if table == "import_reject" and columns:
                columns |= {"body": "[]"}
            if columns:
                yield Edit(table, number, columns, NAMED)


# History --------------------------------------------------------------------------------------------------------


def history(book: Book, who: Subject, words: Words, edits: list[Edit]) -> dict[int, tuple[int, str]]:
    """The changes that hold such data, by id: their operation, and their old values without it."""
    whole = {(edit.table, edit.number) for edit in edits if edit.why != NAMED} | {*who.records, *who.gone}
    statement = "SELECT id, operation_id, tbl, row_id, kind, old FROM change WHERE kind <> 'I' AND "
    found = list[tuple[int, int, str, int, str, str]]()
    for key in whole:
        found += book.conn.execute(f"{statement} tbl = ? AND row_id = ?", key)
    if words.patterns:
        condition, values = words.holds(["replace(old, '''''', '''')"])
        found += book.conn.execute(f"{statement} ({condition})", values)
    for noun, number in who.records | dict.fromkeys(who.gone, ""):  # notes on them that were removed again
        of_record = f"% entity={rows.literal(noun)} entity_id={number} %"
        tables = "tbl IN ('touch', 'task') AND kind = 'D'"
        for change in book.conn.execute(f"{statement} {tables} AND old LIKE ?", (of_record,)).fetchall():
            whole.add((change[2], change[3]))
            found.append(change)
    result = {}
    for number, operation, table, row_id, kind, old in found:
        keep = kept(book, table, row_id) if (table, row_id) in who.records else ()
        new = _without(table, kind, old, words, keep, whole=(table, row_id) in whole)
        if new != old:
            result[number] = operation, new
    return result


def _without(table: str, kind: str, old: str, words: Words, keep: tuple[str, ...], *, whole: bool) -> str:
    """Old values without what is personal. A row that was removed keeps what it could not be put back without."""
    literals = dict[str, str]()
    for name, literal in rows.parse(old).items():
        value = rows.value(literal)
        personal = name in PERSONAL.get(table, ()) and name not in keep
        free = name in TEXTS.get(table, ()) or (table, name) in (("alias", "value"), ("task", "external_id"))
        if not isinstance(value, str) or not (personal or free):
            literals[name] = literal
        elif personal and (whole or words.cut(value) != value):
            if kind == "D" and name.startswith("name"):
                literals[name] = rows.literal(ERASED)
        elif free and whole:
            if kind == "D" and name != "external_id":
                literals[name] = rows.literal(ERASED)
        elif personal:
            literals[name] = literal
        else:
            cut = words.cut(value)
            literals[name] = rows.literal("[]" if table == "import_reject" and cut != value else cut)
    if kind == "D" and whole and table == "lead":
        literals.setdefault("name", rows.literal(ERASED))
    return rows.written(literals)


def spoken(book: Book, words: Words, touched: set[int]) -> Iterator[tuple[int, tuple[str | None, str | None]]]:
    """Operations whose arguments or note may tell of the person, and what is left of those.

    Of an operation on one of their records nothing is left; of an import, and of all others, what names them goes.
    """
    condition, values = words.holds(("arguments", "note"))
    listed = ", ".join(map(str, sorted(touched))) or "0"
    for number, verb, *told in book.conn.execute(
        "SELECT id, verb, arguments, note FROM operation WHERE coalesce(arguments, note) IS NOT NULL "
        f"AND verb <> 'erase' AND (id IN ({listed}) OR {condition})",
        values,
    ).fetchall():
        nothing = number in touched and not _OF_MANY.intersection(verb.split())
        left = (None, None) if nothing else tuple(words.cut(each) if each else each for each in told)
        if left != tuple(told):
            yield number, (left[0], left[1])
