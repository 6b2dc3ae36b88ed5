"""What was written as everything, read again: a folder of CSV or JSON lines, or a workbook, with its manifest.

Nothing of the manifest names a place to read: files are looked for under the names that tables have, and nowhere else.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from ltc_cli.errors import BadRows, BadUsage, NotFound
from ltc_cli.export import sink
from ltc_cli.export.codec import Column
from ltc_cli.export.whole import FORMAT, MANIFEST
from ltc_cli.schema import JOURNALED, VERSION

_MOST_TEXT = 100_000_000
"""No single cell of a table is longer."""
_NEW = "Write it anew: ltc export -o DIR"


class Table(NamedTuple):
    """What the manifest says of a table."""

    rows: int
    sequence: int
    columns: tuple[str, ...]
    digest: str
    """Of its file, or of the rows of a workbook's sheet."""


class Manifest(NamedTuple):
    """What there should be."""

    layout: str
    tables: dict[str, Table]


Row = tuple[int, list[str | None]]
"""Its line, and its cells as texts; None: not there."""


class Source(Protocol):
    """A written whole."""

    name: str
    manifest: Manifest

    def file(self, table: str) -> str:
        """What holds a table, as people are told."""

    def prove(self, table: str) -> None:
        """Raise `BadRows` when the file of a table is not what was written."""

    def rows(self, table: str, columns: Sequence[Column]) -> Iterator[Row]:
        """The rows of a table; raises `BadRows`."""


def open_source(path: Path) -> Source:
    """Open a folder or a workbook; raises `NotFound`, or `BadRows` when it is not one that ltc wrote."""
    if path.is_dir():
        return _Folder(path)
    if not path.is_file():
        raise NotFound(f"there is no folder or workbook {path}.", "Name what ltc export wrote: a folder, or an .xlsx")
    return _Workbook(path)


class _Folder:
    """A folder with a file a table."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._path = path
        if not (path / MANIFEST).is_file():
            raise BadRows(f"{path} has no {MANIFEST}: it was not written by ltc export.", _NEW)
        try:
            told = json.loads((path / MANIFEST).read_text("utf-8"))
        except (ValueError, RecursionError):
            raise BadRows(f"{path / MANIFEST} is not JSON.", _NEW) from None
        tables = told.get("tables") if isinstance(told, dict) else None
        self.manifest = _manifest(told, tables, MANIFEST, "sha256")
        if self.manifest.layout not in ("csv", "jsonl"):
            raise BadRows(f"{MANIFEST}: the layout of a folder is csv or jsonl, not {self.manifest.layout!r}.", _NEW)

    def file(self, table: str) -> str:
        return f"{table}.{self.manifest.layout}"

    def prove(self, table: str) -> None:
        path = self._path / self.file(table)
        if path.is_symlink() or not path.is_file():
            raise BadRows(f"{self.file(table)} is missing.", _NEW)
        hashed = hashlib.sha256()
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                hashed.update(piece)
        if hashed.hexdigest() != self.manifest.tables[table].digest:
            raise BadRows(
                f"{self.file(table)} was changed since it was written: its sha256 is not that of {MANIFEST}.",
                f"{_NEW}; or put the new sha256 into {MANIFEST} when the change is meant.",
            )

    def rows(self, table: str, columns: Sequence[Column]) -> Iterator[Row]:
        path = self._path / self.file(table)
        try:
            if self.manifest.layout == "csv":
                yield from _separated(path, columns)
            else:
                yield from _objects(path, columns)
        except UnicodeDecodeError as error:
            raise BadRows(f"{path.name} is not UTF-8: {error.reason}.", _NEW) from None


def _separated(path: Path, columns: Sequence[Column]) -> Iterator[Row]:
    import csv

    csv.field_size_limit(_MOST_TEXT)
    texts = [place for place, column in enumerate(columns) if column.kind == "text"]
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            _same_headings(path.name, next(reader, []), columns)
            while True:
                line = reader.line_num + 1
                row = next(reader, None)
                if row is None:
                    return
                if len(row) != len(columns):
                    raise BadRows(f"{path.name}:{line}:1: the row has {len(row)} cells, the headings {len(columns)}.")
                cells: list[str | None] = [cell or None for cell in row]
                for place in texts:
                    cell = cells[place]
                    if cell is not None and cell[0] == "'":
                        cells[place] = sink.unescape(cell)
                yield line, cells
        except csv.Error as error:
            raise BadRows(f"{path.name}:{reader.line_num}:1: {error}.", _NEW) from None


def _objects(path: Path, columns: Sequence[Column]) -> Iterator[Row]:
    names = {column.name for column in columns}
    with path.open(encoding="utf-8") as file:
        for line, text in enumerate(file, 1):
            try:
                item = json.loads(text)
            except (ValueError, RecursionError):
                raise BadRows(f"{path.name}:{line}:1: the line is not JSON.", _NEW) from None
            if not isinstance(item, dict) or not item.keys() <= names:
                raise BadRows(f"{path.name}:{line}:1: the line is no object of this table's columns.", _NEW)
            yield line, [_member(path.name, line, column, item.get(column.name)) for column in columns]


def _member(name: str, line: int, column: Column, value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise BadRows(f"{name}:{line}:{column.name}: {value!r} is neither a text nor a whole number.")


class _Workbook:
    """A workbook with a sheet a table."""

    def __init__(self, path: Path) -> None:
        try:
            from python_calamine import CalamineError, CalamineWorkbook
        except ImportError:
            raise BadUsage("workbooks need the extra 'excel'.", "pip install 'ltc-cli[excel]'") from None
        self.name = path.name
        try:
            self._book = CalamineWorkbook.from_path(str(path))
            cells = self._book.get_sheet_by_name("manifest").to_python()
        except CalamineError as error:
            raise BadRows(f"{path} is not a workbook that ltc export wrote: {error}.", _NEW) from None
        try:
            told = {str(row[0]): json.loads(str(row[1])) for row in cells[1:]}
        except (ValueError, IndexError, RecursionError):
            raise BadRows(f"{path}: the sheet manifest cannot be read.", _NEW) from None
        tables = {key.removeprefix("table "): each for key, each in told.items() if key.startswith("table ")}
        self.manifest = _manifest(told, tables, "the sheet manifest", "digest")

    def file(self, table: str) -> str:
        return f"{self.name}[{table}]"

    def prove(self, table: str) -> None:
        """The digest of a sheet is that of its rows, which is known when they are read."""

    def rows(self, table: str, columns: Sequence[Column]) -> Iterator[Row]:
        from python_calamine import CalamineError

        try:
            cells = self._book.get_sheet_by_name(table).iter_rows()
        except CalamineError:
            raise BadRows(f"{self.name} has no sheet {table}.", _NEW) from None
        _same_headings(self.file(table), [str(each) for each in next(cells, [])], columns)
        for line, row in enumerate(cells, 2):
            yield line, [_cell(value) for value in row]


def _cell(value: object) -> str | None:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return sink.blank_from_text(text) if text else None


def _same_headings(name: str, found: Sequence[str], columns: Sequence[Column]) -> None:
    wanted = [column.name for column in columns]
    if list(found) != wanted:
        odd = next((each for each in [*found, *wanted] if each not in wanted or each not in found), "their order")
        raise BadRows(f"{name}:1:1: the headings are not those of the manifest: {odd}.", _NEW)


def _manifest(told: object, tables: object, name: str, digest: str) -> Manifest:
    """A manifest, checked; raises `BadRows`."""
    if not isinstance(told, dict) or not isinstance(tables, dict) or "ltc_export" not in told:
        raise BadRows(f"{name} is not one of ltc export.", _NEW)
    newer = told["ltc_export"] != FORMAT or not isinstance(told.get("schema"), int) or told["schema"] > VERSION
    if newer:
        raise BadRows(
            f"{name} is of another ltc (schema {told.get('schema')}, this one knows {VERSION}).", "Upgrade ltc."
        )
    found = {}
    for table, each in tables.items():
        if table not in JOURNALED:
            raise BadRows(f"{name} names a table that there is not: {str(table)[:40]!r}.", _NEW)
        try:
            columns = tuple(map(str, each["columns"]))
            found[str(table)] = Table(int(each["rows"]), int(each["sequence"]), columns, str(each[digest]))
        except (TypeError, KeyError, ValueError):
            raise BadRows(f"{name} does not say all of {table}.", _NEW) from None
    return Manifest(str(told.get("layout")), found)
