"""How much a workbook will hold once it is read, told before it is read.

A sheet is laid out whole in memory, from its first cell to its farthest: a file of a kilobyte with one cell in the last
row and column asks for hundreds of gigabytes, which ends the process at once, with nothing left to catch. The same goes
for a row that says it is repeated 400 million times. So the packed parts are looked through first, a piece at a time.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple

from ltc_cli.errors import BadRows

MAX_SIZE = 1 << 29
"""The most bytes of a workbook, unpacked."""
MAX_CELLS = 1 << 25
"""The most cells from the first to the farthest, blank ones too: a million rows of 32 columns."""
_PIECE = 1 << 20
_REFERENCE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{1,9})([0-9]{1,12})\s*["']""")
_LONGEST = 64
"""No reference is longer, so that one which is parted by the end of a piece is read with the next."""
_INSTEAD = "Save it as CSV."


def check(name: str, data: IO[bytes]) -> None:
    """Raise `BadRows` for a workbook that is damaged, or that would fill the memory.

    What is not packed (XLS) cannot: its sheets end at row 65,536 and column 256.
    """
    if not zipfile.is_zipfile(data):
        return
    try:
        with zipfile.ZipFile(data) as archive:
            parts = archive.infolist()
            size = sum(each.file_size for each in parts)
            if size > MAX_SIZE:
                raise BadRows(f"{name} is {size >> 20} MiB unpacked; {MAX_SIZE >> 20} MiB are the most.", _INSTEAD)
            if any(each.filename.endswith("workbook.bin") for each in parts):
                raise BadRows(f"{name} is a binary workbook (XLSB).", "Save it as XLSX or CSV.")
            for each in parts:
                with archive.open(each) as part:
                    repeated = each.filename == "content.xml"
                    rows, columns = _repeated(name, part) if repeated else _farthest(part)
                _check_cells(name, rows, columns)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        # RuntimeError: a part is locked by a password, or packed in a way that Python does not know.
        raise BadRows(f"{name}:1:1: this is no workbook that can be read: {error}.", _INSTEAD) from None


def _check_cells(name: str, rows: int, columns: int) -> None:
    if rows * columns > MAX_CELLS:
        raise BadRows(
            f"{name}:{rows}:{columns}: the farthest cell is in row {rows:,} and column {columns:,}; "
            f"{MAX_CELLS:,} cells are the most.",
            "Delete what stands far from the table, or save it as CSV.",
        )


def _farthest(part: IO[bytes]) -> tuple[int, int]:
    """The last row and column that a sheet of XLSX refers to."""
    rows = 0
    letters: set[bytes] = set()
    for piece in _pieces(part):
        found = _REFERENCE.findall(piece)
        if found:
            rows = max(rows, int(max((row for _, row in found), key=lambda row: (len(row), row))))
            letters.update(column for column, _ in found)
    return rows, max(map(_number, letters), default=0)


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    kept = b""
    while piece := part.read(_PIECE):
        yield kept + piece
        kept = piece[-_LONGEST:]


def _number(letters: bytes) -> int:
    """The place of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


class _Sheet(NamedTuple):
    """A sheet of ODS as far as it was read: blank rows count when something follows them."""

    rows: int = 0
    blank: int = 0
    columns: int = 0


def _repeated(name: str, part: IO[bytes]) -> tuple[int, int]:
    """The rows and columns of the largest sheet of ODS, where rows and cells say how often they are repeated."""
    from xml.parsers import expat

    largest, sheet, row = _Sheet(), _Sheet(), (1, 0, 0)

    def start(tag: str, told: dict[str, str]) -> None:
        nonlocal sheet, row
        if tag == "table:table":
            sheet = _Sheet()
        elif tag == "table:table-row":
            row = int(told.get("table:number-rows-repeated", 1)), 0, 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            times, wide, filled = row
            wide += int(told.get("table:number-columns-repeated", 1))
            row = times, wide, wide if any("value" in key or "formula" in key for key in told) else filled

    def end(tag: str) -> None:
        nonlocal largest, sheet
        if tag != "table:table-row":
            return
        times, _, filled = row
        if not filled:
            sheet = sheet._replace(blank=sheet.blank + times)
            return
        sheet = _Sheet(sheet.rows + sheet.blank + times, 0, max(sheet.columns, filled))
        largest = max(largest, sheet, key=lambda each: each.rows * each.columns)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.ParseFile(part)
    except expat.ExpatError as error:
        raise BadRows(f"{name}:{error.lineno}:{error.offset + 1}: its content is not XML.", _INSTEAD) from None
    return largest.rows, largest.columns
