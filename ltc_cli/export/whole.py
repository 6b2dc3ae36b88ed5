"""Everything out, without loss: one table for each table of facts, and a manifest that says what there should be.

The history of operations stays behind: a backup carries it. All tables are read in the one snapshot of the connection.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ltc_cli import newfile
from ltc_cli.book import Book
from ltc_cli.clock import iso
from ltc_cli.export import codec, sink
from ltc_cli.export.codec import Column, Shape, Value
from ltc_cli.export.sink import Sheet
from ltc_cli.schema import JOURNALED, VERSION

FORMAT = 1
"""The version of the layout."""
MANIFEST = "manifest.json"
PROCESS = "process.yaml"
_MANIFEST_SHEET = "manifest"
_SHEET_COLUMNS = (Column("key"), Column("value"))


class Written(NamedTuple):
    """What was written."""

    place: str
    tables: int
    rows: int


class _Counted:
    """Rows on their way, counted, and digested where no file of their own is."""

    def __init__(self, rows: Iterable[Sequence[Value]], *, digest: bool) -> None:
        self._rows = rows
        self._hash = hashlib.sha256() if digest else None
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[Value]]:
        for row in self._rows:
            self.count += 1
            if self._hash is not None:
                self._hash.update(line_of(row))
            yield row

    def digest(self) -> str:
        """Of the rows so far."""
        return self._hash.hexdigest() if self._hash is not None else ""


def line_of(row: Sequence[Value]) -> bytes:
    """A row for a digest; as ASCII, which no version of Python or of Unicode writes differently."""
    return f"{tuple(row)!a}\n".encode("ascii")


def write_folder(book: Book, folder: Path, form: str, *, bom: bool = False) -> Written:
    """Write a folder of CSV or JSON lines, a file a table; raises `Refused` when something is there already."""
    tables: dict[str, object] = {}
    rows = 0
    with newfile.folder(folder) as beside:
        for table in JOURNALED:
            shape = codec.shape(book.conn, table)
            counted = _Counted(book.conn.execute(shape.select), digest=False)
            sheet = _sheet(shape, counted)
            pieces = sink.csv_pieces(sheet, bom=bom) if form == "csv" else sink.jsonl_pieces(sheet)
            name = f"{table}.{form}"
            digest = _save(beside / name, pieces)
            rows += counted.count
            tables[table] = {**_told(book, shape, counted), "file": name, "sha256": digest}
        digest = _save(beside / PROCESS, [_process(book)])
        manifest = {**_manifest(book, form), "tables": tables, "process": {"file": PROCESS, "sha256": digest}}
        _save(beside / MANIFEST, [json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"])
    return Written(str(folder), len(tables), rows)


def write_workbook(book: Book, file: Path) -> Written:
    """Write a workbook, a sheet a table; raises `Refused` when the file is there or something does not fit."""
    tables: dict[str, object] = {}
    rows = 0

    def sheets() -> Iterator[Sheet]:
        nonlocal rows
        for table in JOURNALED:
            shape = codec.shape(book.conn, table)
            counted = _Counted(book.conn.execute(shape.select), digest=True)
            yield _sheet(shape, counted)
            rows += counted.count
            tables[table] = {**_told(book, shape, counted), "digest": counted.digest()}
        manifest = {**_manifest(book, "xlsx"), **{f"table {name}": told for name, told in tables.items()}}
        cells = [[*manifest], [json.dumps(value, ensure_ascii=False) for value in manifest.values()]]
        yield Sheet(_MANIFEST_SHEET, _SHEET_COLUMNS, [cells], exact=True)

    with newfile.whole(file) as beside:
        sink.write_workbook(beside, sheets())
    return Written(str(file), len(tables), rows)


def _sheet(shape: Shape, rows: Iterable[Sequence[Value]]) -> Sheet:
    return Sheet(shape.table, shape.columns, codec.batches(rows, shape.columns), exact=True)


def _told(book: Book, shape: Shape, counted: _Counted) -> dict[str, object]:
    """What the manifest says of a table; `sequence` is the highest number it ever gave."""
    row = book.conn.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (shape.table,)).fetchone()
    return {"rows": counted.count, "sequence": row[0] if row else 0, "columns": [each.name for each in shape.columns]}


def _manifest(book: Book, form: str) -> dict[str, object]:
    return {
        "ltc_export": FORMAT,
        "schema": VERSION,
        "layout": form,
        "guarded": form == "csv",
        "written": iso(book.clock.now_ms),
    }


def _process(book: Book) -> str:
    from ltc_cli.process.write import to_yaml

    return to_yaml(book.process)


def _save(path: Path, pieces: Iterable[str]) -> str:
    """Write a text; the digest of its bytes."""
    hashed = hashlib.sha256()
    with path.open("xb") as file:
        for piece in pieces:
            data = piece.encode()
            hashed.update(data)
            file.write(data)
    return hashed.hexdigest()
