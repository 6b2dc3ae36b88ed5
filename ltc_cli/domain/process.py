"""Changing the process in force: what would change, which records it would strand, and the change itself.

Ids that history refers to stay: a stage, status or field that records use cannot be taken away, only renamed with
`was:`, which moves the records and their custom fields along.
"""

import json
from pathlib import Path

from ltc_cli.book import Book
from ltc_cli.domain import channel
from ltc_cli.errors import Refused
from ltc_cli.process import Process, compare, read_file, removed_ids, renamed_ids, to_json, to_yaml
from ltc_cli.process.change import Part
from ltc_cli.shape import Column, Listing


def read(path: Path) -> Process:
    """The process of a YAML file; raises `NotFound` or `BadProcess`."""
    return read_file(path)


def text(book: Book) -> str:
    """The process in force as YAML."""
    return to_yaml(book.process)


def difference(book: Book, new: Process) -> Listing:
    """What a process would change, with the number of records that a removal would strand."""
    columns = (Column("path"), Column("change"), Column("before"), Column("after"), Column("records", "count"))
    gone = {_path(part): _records(book, part) for part in removed_ids(book.process, new)}
    settled = _keep_settings(book, new)
    rows = [
        (change.path, change.kind, change.before, change.after, gone.get(change.path))
        for change in compare(book.process, settled)
    ]
    return Listing("change", columns, rows)


def apply(book: Book, new: Process) -> None:
    """Put a process in force; raises `Refused` naming what records still use and the process lacks."""
    with book.operation("process apply"):
        stranded = [(part, count) for part in removed_ids(book.process, new) if (count := _records(book, part))]
        if stranded:
            named = "; ".join(f"{part.what} {part.id!r} by {count} records" for part, count in stranded)
            raise Refused(
                f"the new process lacks what history refers to: {named}.",
                "Keep it, or say what it is called now with `was:`.",
            )
        for part, to in renamed_ids(book.process, new).items():
            _rename(book, part, to)
        settled = _keep_settings(book, new)
        if to_json(settled) != to_json(book.process):
            book.save_process(to_json(settled))
            channel.follow_process(book)


def _keep_settings(book: Book, new: Process) -> Process:
    """Settings that a process file does not mention stay as they are."""
    old = book.process
    return new._replace(
        currency=new.currency or old.currency,
        timezone=new.timezone or old.timezone,
        country=new.country or old.country,
        language=new.language or old.language,
    )


def _path(part: Part) -> str:
    """Where `compare` says the part is."""
    return {
        "status": f"lead.statuses.{part.id}",
        "disqualify_reason": f"lead.disqualify_reasons.{part.id}",
        "lost_reason": f"lost_reasons.{part.id}",
        "channel": f"channels.{part.id}",
        "tax": f"taxes.{part.id}",
        "pipeline": f"pipelines.{part.id}",
        "stage": f"pipelines.{part.where}.stages.{part.id}",
        "field": f"fields.{part.where}.{part.id}",
    }[part.what]


_USES = {
    "status": (
        "SELECT count(DISTINCT entity_id) FROM (SELECT id AS entity_id FROM lead WHERE status = :id UNION "
        "SELECT entity_id FROM stage_event WHERE entity = 'lead' AND (from_stage = :id OR to_stage = :id))"
    ),
    "stage": (
        "SELECT count(DISTINCT entity_id) FROM "
        "(SELECT id AS entity_id FROM deal WHERE pipeline = :where AND stage = :id UNION "
        "SELECT entity_id FROM stage_event WHERE pipeline = :where AND (from_stage = :id OR to_stage = :id))"
    ),
    "pipeline": "SELECT count(*) FROM deal WHERE pipeline = :id",
    "lost_reason": "SELECT count(*) FROM deal WHERE reason = :id",
    "disqualify_reason": "SELECT count(DISTINCT entity_id) FROM stage_event WHERE entity = 'lead' AND reason = :id",
}  # fmt: skip


def _records(book: Book, part: Part) -> int:
    """How many records refer to a part, now or in their history."""
    if part.what == "field":
        statement = f"SELECT count(*) FROM {part.where} WHERE json_extract(fields, '$.{part.id}') IS NOT NULL"
    elif part.what in _USES:
        statement = _USES[part.what]
    else:
        return 0
    values = {"id": part.id, "where": part.where}
    return int(book.conn.execute(statement, values).fetchone()[0])


def _rename(book: Book, part: Part, to: str) -> None:
    """Let records follow a renaming; events keep the id they were written with, as history does."""
    if part.what == "status":
        book.conn.execute("UPDATE lead SET status = ? WHERE status = ?", (to, part.id))
    elif part.what == "stage":
        book.conn.execute("UPDATE deal SET stage = ? WHERE pipeline = ? AND stage = ?", (to, part.where, part.id))
    elif part.what == "pipeline":
        book.conn.execute("UPDATE deal SET pipeline = ? WHERE pipeline = ?", (to, part.id))
    elif part.what == "field":
        rows = book.conn.execute(f"SELECT id, fields FROM {part.where} WHERE fields IS NOT NULL").fetchall()
        for number, fields in rows:
            found = json.loads(fields)
            if part.id in found:
                found[to] = found.pop(part.id)
                book.update(part.where, number, {"fields": json.dumps(found, ensure_ascii=False, sort_keys=True)})
