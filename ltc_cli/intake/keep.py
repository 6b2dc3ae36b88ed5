"""What is kept of a run: its file, what was taken as what, which line became which record, and the rows left out.

All of it is journaled, so that the undo of the import takes it back with the records.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import import_run
from ltc_cli.errors import Refused
from ltc_cli.intake.plan import Outcome, Tally
from ltc_cli.intake.read import WHY, Table
from ltc_cli.intake.target import Target


class Reject(NamedTuple):
    """A row that was not taken in."""

    line: int
    column: str
    """The heading of the cell at fault; "" when it only belongs to a row that is."""
    reason: str
    cells: list[str]


def rejected(table: Table, tally: Tally) -> list[Reject]:
    """The rows of a table that were not taken in, each with its first fault, read once more."""
    why = {line: ("", reason) for line, reason in tally.dragged.items()}
    why |= {fault.line: (fault.column, fault.reason) for fault in reversed(tally.faults) if not fault.table}
    if not why:
        return []
    return [
        Reject(line, *why[line], row)
        for batch in table.batches()
        for line, row in zip(batch.lines, batch.rows, strict=True)
        if line in why
    ]


def keep(
    book: Book, into: Target, table: Table, outcome: Outcome, tally: Tally, rejects: Sequence[Reject]
) -> int | None:
    """Record a run inside its operation; its number, None for one that brought nothing that was not known.

    A table that nothing could be taken from is kept for its rejects, once.
    """
    sha256 = table.sha256()
    if not (outcome.counts["new"] or outcome.counts["updated"]) and not _unseen(book, into, sha256, rejects):
        return None
    number = book.insert(
        "import_run",
        {
            "created_ms": book.clock.now_ms,
            "noun": into.noun,
            "source": table.name,
            "sha256": sha256,
            "mapping": json.dumps(outcome.taken, ensure_ascii=False),
            "headings": json.dumps(table.headings, ensure_ascii=False),
            "format": table.format,
            "zoneless": outcome.zoneless,
            "read": sum(outcome.counts.values()),
            **outcome.counts,
        },
    )
    for action, trail in tally.trails.items():
        book.conn.executemany(
            "INSERT INTO import_part(run_id, entity, first_id, last_id, line, action) VALUES (?, ?, ?, ?, ?, ?)",
            ((number, into.noun, *part, action) for part in trail.parts()),
        )
    book.conn.executemany(
        "INSERT INTO import_reject(run_id, line, col, reason, body) VALUES (?, ?, ?, ?, ?)",
        ((number, each.line, each.column, each.reason, json.dumps(each.cells, ensure_ascii=False)) for each in rejects),
    )
    return number


def _unseen(book: Book, into: Target, sha256: str, rejects: Sequence[Reject]) -> bool:
    """Whether rows were left out that no run of the same file has left out before."""
    if not rejects:
        return False
    known = book.conn.execute(
        "SELECT i.line, i.reason FROM import_reject i JOIN import_run r ON r.id = i.run_id "
        "WHERE r.noun = ? AND r.sha256 = ?",
        (into.noun, sha256),
    )
    return not {(each.line, each.reason) for each in rejects} <= set(known)


def write_rejects(path: Path, table: Table, rejects: Sequence[Reject]) -> None:
    """Keep the bad rows with why; the command's own earlier file is replaced, and removed when there are none.

    Raises `Refused` when the file there is another.
    """
    if path.exists():
        with path.open(encoding="utf-8", errors="replace") as old:
            if not old.readline().rstrip("\r\n").endswith(WHY):
                raise Refused(f"{path} is there and holds something else.", "Name another file for --rejects.")
        if not rejects:
            path.unlink()
    if rejects:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(_table(table.headings, rejects, table.delimiter))


def rejects(book: Book, number: int, delimiter: str = ",") -> Iterator[str]:
    """The rows that a run left out, as a table that its import reads."""
    rows = import_run.rejects(book, number)
    return _table(import_run.headings(book, number), (Reject(0, "", why, cells) for cells, why in rows), delimiter)


def _table(headings: Sequence[str], rejects: Iterable[Reject], delimiter: str) -> Iterator[str]:
    """The table of rejected rows, as they stood in theirs, with why in a last column."""
    import csv
    from io import StringIO

    made = StringIO()
    writer = csv.writer(made, delimiter=delimiter)
    for row in ([*headings, WHY], *([*each.cells, each.reason] for each in rejects)):
        writer.writerow(row)
        yield made.getvalue()
        made.seek(0)
        made.truncate()
