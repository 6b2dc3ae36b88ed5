"""Import runs: which file was taken in when, what became of its rows, and which line a record came from."""

import json
from collections.abc import Iterator

from ltc_cli.book import Book
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source
from ltc_cli.errors import NotFound
from ltc_cli.shape import Column, Listing, Record, Section
from ltc_cli.words import say

_SHOWN = 10
"""Rejects on a run's page."""
_OPERATION = (
    "(SELECT c.operation_id FROM change c WHERE c.tbl = 'import_run' AND c.kind = 'I' "
    "AND import_run.id BETWEEN c.row_id AND coalesce(c.last_id, c.row_id) ORDER BY c.id DESC LIMIT 1)"
)
LINE = "r.source || ' line ' || (p.line + :id - p.first_id) || ', import R' || r.id"
"""SQL for where a part of a run says that the record `:id` stood."""


def _rejects(book: Book, number: int) -> list[Section]:
    rows = book.conn.execute(
        "SELECT line, col, reason FROM import_reject WHERE run_id = ? ORDER BY line, id LIMIT ?", (number, _SHOWN)
    ).fetchall()
    columns = (Column("line", "count"), Column("column"), Column("reason"))
    more = (f"All of them: ltc import rejects R{number}",)
    return [Section("rejects", Listing("reject", columns, rows, notes=more))] if rows else []


SOURCE = Source(
    noun="import_run",
    fields=(
        Field("ref", "ref", "'R' || import_run.id"),
        Field("id", "count", "import_run.id", shown=False),
        Field("noun", "text", "import_run.noun"),
        Field("source", "text", "import_run.source"),
        Field("read", "count", "import_run.read"),
        Field("new", "count", "import_run.new"),
        Field("updated", "count", "import_run.updated"),
        Field("unchanged", "count", "import_run.unchanged"),
        Field("rejected", "count", "import_run.rejected"),
        Field("created", "instant", "import_run.created_ms"),
        Field("format", "text", "import_run.format", shown=False),
        Field("sha256", "text", "import_run.sha256", shown=False),
        Field("mapping", "json", "import_run.mapping", shown=False),
        Field("zoneless", "count", "import_run.zoneless", shown=False),
        Field("operation", "count", _OPERATION, shown=False),
    ),
    order="import_run.id DESC",
    title="'R' || import_run.id || '  ' || import_run.source",
    born="import_run.created_ms",
    parts=_rejects,
)


def newest(book: Book) -> int:
    """The last run; raises `NotFound` when nothing was imported yet."""
    row = book.conn.execute("SELECT max(id) FROM import_run").fetchone()
    if row[0] is None:
        raise NotFound("nothing was imported yet.", "Take a table in: ltc lead import leads.csv")
    return int(row[0])


def in_full(found: Record) -> Record:
    """The page of a run with what a list of runs leaves out."""
    return found._replace(columns=tuple(each._replace(shown=each.name != "id") for each in found.columns))


def way_back(book: Book, number: int) -> str:
    """What people can do about a run."""
    operation = book.conn.execute(f"SELECT {_OPERATION} FROM import_run WHERE id = ?", (number,)).fetchone()[0]
    return say("take it back: {command}", command=f"ltc undo {operation}")


def headings(book: Book, number: int) -> list[str]:
    """The headings of the table that a run took in; none of a run older than they are kept."""
    row = book.conn.execute("SELECT headings FROM import_run WHERE id = ?", (number,)).fetchone()
    found: list[str] = json.loads(row[0] or "[]")
    return found


def rejects(book: Book, number: int) -> Iterator[tuple[list[str], str]]:
    """The rows that a run left out, as they stood in the table, each with why."""
    for body, reason in book.conn.execute(
        "SELECT body, reason FROM import_reject WHERE run_id = ? ORDER BY line, id", (number,)
    ):
        yield json.loads(body), reason


def rejects_listing(book: Book, number: int) -> Listing:
    """The same for people and for JSON: a row that is short is filled up, and what is beyond the headings is told."""
    names = headings(book, number)
    shown = [Column(name or f"column_{place}") for place, name in enumerate(names, 1)]
    lines = book.conn.execute("SELECT line FROM import_reject WHERE run_id = ? ORDER BY line, id", (number,))
    rows = []
    for (line,), (cells, reason) in zip(lines.fetchall(), rejects(book, number), strict=True):
        beyond = f"; beyond them: {', '.join(cells[len(names) :])}" if len(cells) > len(names) else ""
        filled: list[str | None] = [*cells[: len(names)], *[None] * (len(names) - len(cells))]
        rows.append((line, *filled, reason + beyond))
    return Listing("reject", (Column("line", "count"), *shown, Column("rejected_because")), rows)


def origin_sql(entity: str, number: str) -> str:
    """SQL for where a record came from: "leads.csv line 6, import R1"; NULL for one that no import brought."""
    return (
        f"(SELECT {LINE.replace(':id', number)} FROM import_part p JOIN import_run r ON r.id = p.run_id "
        f"WHERE p.entity = '{entity}' AND p.action = 'new' AND p.first_id <= {number} AND p.last_id >= {number} "
        "ORDER BY p.first_id DESC LIMIT 1)"
    )
