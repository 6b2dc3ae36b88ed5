"""Erasing a person on request: out of their records, the texts about them, the history and the file's bytes.

Rows stay, so that no figure changes: a name becomes "(erased)", what else says who somebody is becomes empty. Issued
documents and payments stay as they are, as the law asks, and with them the name and the billing address of the account
they were issued to. An erase cannot be taken back.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple

from ltc_cli import journal, store
from ltc_cli.book import Book, Value
from ltc_cli.domain.erase import trace
from ltc_cli.domain.erase.person import Key, Subject, Words, subject, words
from ltc_cli.domain.erase.trace import Edit
from ltc_cli.domain.noun import NOUNS, ref
from ltc_cli.domain.telling import OF_RECORD, name
from ltc_cli.domain.text import text
from ltc_cli.errors import BadUsage
from ltc_cli.journal import blank
from ltc_cli.shape import Column, Listing, Record, Section

NOUNS_ERASED = ("lead", "contact", "account")


class Plan(NamedTuple):
    """All that goes, as it was found; nothing is changed yet."""

    who: Subject
    words: Words
    edits: list[Edit]
    changes: dict[int, tuple[int, str]]
    """Changes of the history by id: their operation, and their old values from now on."""
    spoken: dict[int, tuple[str | None, str | None]]
    """Operations by id: their arguments and note from now on."""
    operations: set[int]
    """All that were about any of this: they are proved by the erase from now on."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to erase."""
        return not (self.edits or self.changes or self.spoken)


def plan(book: Book, named: Sequence[Key]) -> Plan:
    """What erasing the persons named would take away."""
    who = subject(book, named)
    called = words(book, who)
    edits = [*trace.records(book, who), *trace.about(book, who)]
    edits += trace.mentions(book, called, {(edit.table, edit.number) for edit in edits} | who.records.keys())
    changes = trace.history(book, who, called, edits)
    own = {(edit.table, edit.number) for edit in edits if edit.why != trace.NAMED} | {*who.records, *who.gone}
    spoken = dict(trace.spoken(book, called, blank.touching(book.conn, own)))
    # an old value is also what the operations before it left: they prove no more either
    rows = {(edit.table, edit.number) for edit in edits} | blank.rows_of(book.conn, changes)
    return Plan(who, called, edits, changes, spoken, blank.touching(book.conn, rows) | spoken.keys())


def erase(book: Book, named: Sequence[Key], reason: str) -> Record:
    """Erase the persons named for good; what went, what stays and why, and the copies that are out of reach.

    Outside a dry run the file is written anew afterwards, so that none of it is left in its bytes.
    """
    why = text(reason, "the reason")
    if why is None:
        raise BadUsage("an erase needs its reason.", "--reason 'asked for it on 3 March'")
    with book.operation("erase") as step:
        found = plan(book, named)
        stays = staying(book, found)
        going = goes(book, found)
        for noun, number in named:
            step.about(noun, number)
        with journal.as_kind(book.conn, "erase"):
            _carry_out(book, step.operation.id, found, named, why)
    if book.written is not None:
        store.compact(book.conn, book.path)
    return _answer(book, found, (going, stays, copies(book)))


def _carry_out(book: Book, operation: int, found: Plan, named: Sequence[Key], reason: str) -> None:
    for edit in found.edits:
        book.update(edit.table, edit.number, edit.columns)
    blank.old_values(book.conn, {number: old for number, (_, old) in found.changes.items()})
    blank.words(book.conn, found.spoken)
    if found.empty:
        return
    arguments = ["erase", *(ref(*each) for each in named), "--reason", found.words.cut(reason)]
    note = found.words.cut(book.note or reason)
    blank.words(book.conn, {operation: (json.dumps(arguments, ensure_ascii=False), note)})
    for noun, number in named:
        blank.mark(book.conn, operation, noun, number)
    blank.unseal(book.conn, operation, found.operations)


# Telling of it --------------------------------------------------------------------------------------------------


def goes(book: Book, found: Plan) -> Listing:
    """What goes, record by record."""
    lines = list[tuple[str, str, str]]()
    for edit in found.edits:
        columns = sorted({_field(column) for column, value in edit.columns.items() if not column.endswith("_key")})
        lines.append((_place(book, edit), f"{_WORDS.get(edit.table, '')} {', '.join(columns)}".strip(), edit.why))
    if found.changes:
        operations = len({operation for operation, _ in found.changes.values()})
        lines.append(("history", f"old values of {len(found.changes):,} changes", f"in {operations:,} operations"))
    if found.spoken:
        lines.append(("history", f"arguments and notes of {len(found.spoken):,} operations", "told of them"))
    return Listing("gone", (Column("record", "ref"), Column("what"), Column("why")), lines)


_WORDS = {"touch": "note:", "task": "task:", "alias": "former name:", "import_reject": "row not taken in:"}


def _field(column: str) -> str:
    return "custom fields" if column == "fields" else column.replace("_", " ")


def _place(book: Book, edit: Edit) -> str:
    if edit.table in NOUNS and NOUNS[edit.table].letter:
        return ref(edit.table, edit.number)
    for entity, key in OF_RECORD.get(edit.table, ())[:1]:
        noun, number = book.conn.execute(
            f"SELECT {entity}, {key} FROM {edit.table} WHERE id = ?", (edit.number,)
        ).fetchone()
        return name(noun, number)
    return name(edit.table, edit.number)


def staying(book: Book, found: Plan) -> Listing:
    """What stays, and why."""
    lines = list[tuple[str, str, str]]()
    for noun, number in found.who.records:
        if trace.kept(book, noun, number):
            why = "they stand on issued documents or payments, which the law has you keep"
            lines.append((ref(noun, number), "name, addresses, tax number", why))
        elif noun != "account":
            (count,) = book.conn.execute(
                "SELECT count(*) FROM invoice WHERE status = 'issued' AND contact_id = ?",
                (number if noun == "contact" else None,),
            ).fetchone()
            if count:
                lines.append((ref(noun, number), f"{count:,} issued invoices", "the law has you keep them as issued"))
    for shared in found.words.shared:
        lines.append(("texts", "that say the name", f"another record bears it: ltc search {json.dumps(shared)}"))
    return Listing("kept", (Column("record", "ref"), Column("what"), Column("why")), lines)


def copies(book: Book) -> Listing:
    """The copies seen beside the file, which an erase does not reach."""
    folder = book.path.resolve().parent
    seen = sorted({*folder.glob(f"{_plain(book.path.name)}.before-*"), *folder.glob("book-????????-??????*.db")})
    lines: list[tuple[Value, ...]] = [(str(path),) for path in seen if path != book.path.resolve()]
    return Listing("copy", (Column("file"),), lines)


def _plain(file: str) -> str:
    return "".join(f"[{each}]" if each in "*?[" else each for each in file)


def _answer(book: Book, found: Plan, parts: tuple[Listing, Listing, Listing]) -> Record:
    columns = (
        Column("operation", "count", shown=False),
        Column("records", "tags"),
        Column("texts", "count"),
        Column("changes", "count"),
        Column("operations", "count"),
    )
    records = [ref(*each) for each in found.who.records]
    texts = sum((edit.table, edit.number) not in found.who.records for edit in found.edits)
    row = (book.written, records, texts, len(found.changes), len(found.operations))
    titles = ("gone", "stays", "copies")
    sections = tuple(Section(title, part) for title, part in zip(titles, parts, strict=True) if part.rows)
    done = "would be erased" if book.dry_run else "erased for good"
    return Record("erasure", columns, row, sections, f"{', '.join(records)} {done if not found.empty else 'erased'}")
