"""A table of text as rows with their lines: comma, semicolon or tab separated, read strictly and in batches.

What the csv module lets pass in silence is refused here: an unclosed quote, a heading that stands twice, a short or a
long row, bytes that are not the encoding. A file is read from its start as often as `batches` is asked for; stdin is
kept in memory for that.
"""

import codecs
import hashlib
import io
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple

from ltc_cli import guard
from ltc_cli.errors import BadRows, BadUsage, NotFound

BATCH = 1_000
MAX_CELL = 65_536
MAX_COLUMNS = 200
WHY = "rejected_because"
"""The column that a file of rejected rows adds; it is left out when the file comes back."""
_BREAK = re.compile("\r\n|\r|\n")
_DELIMITERS = ",;\t|"
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class Batch(NamedTuple):
    """Some rows in their order."""

    lines: Sequence[int]
    """The line each begins on."""
    rows: list[list[str]]


class Fault(NamedTuple):
    """Why a row cannot be taken in."""

    line: int
    column: str
    reason: str
    table: str = ""
    """Its table, when that is not the one that was named first."""


class How(NamedTuple):
    """How the user said that a table is written; None is to be found out."""

    encoding: str | None = None
    names: Sequence[str] | None = None
    """The headings of a table that has none."""
    delimiter: str | None = None
    sheet: str | None = None
    """Which sheet of a workbook."""


class Table:
    """An input table: its name, headings and rows. A context manager: leaving it closes the file."""

    def __init__(self, file: str, how: How | None = None) -> None:
        """Open it."""
        how = how or How()
        self.name = "-" if file == "-" else Path(file).name
        self._closing = ExitStack()
        self._bytes = self._open(file)
        try:
            self.encoding = _encoding(self._bytes, how.encoding)
            self.delimiter = ","
            self.headings: tuple[str, ...] = ()
            self._named = how.names is not None
            self._read_headings(how.names)
        except BaseException:
            self._closing.close()
            raise

    def __enter__(self) -> "Table":
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    def column(self, place: int) -> list[str]:
        """Every text of a column, each once, read apart from the batches under way."""
        here = self._bytes.tell()
        try:
            return list({row[place]: None for batch in self.batches() for row in batch.rows if place < len(row)})
        finally:
            self._bytes.seek(here)

    def batches(self, size: int = BATCH) -> Iterator[Batch]:
        """All rows from the first, blank lines left out; raises `BadRows` where the text is no longer a table."""
        import csv

        text = self._text()
        reader = csv.reader(text, delimiter=self.delimiter, strict=True)
        csv.field_size_limit(2 * MAX_CELL)
        try:
            if not self._named:
                next(reader)
            while True:
                first = reader.line_num + 1
                rows = list(islice(reader, size))
                if not rows:
                    return
                batch = Batch(range(first, first + len(rows)), rows)
                if reader.line_num - first + 1 != len(rows) or not all(rows):
                    batch = _numbered(first, rows)
                guard.opened(self.headings, batch.rows)
                yield batch
        except csv.Error as error:
            raise self._broken(reader.line_num, str(error)) from None
        except UnicodeDecodeError as error:
            raise self._undecodable(error) from None
        finally:
            text.detach()

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return self._bytes.seek(0, io.SEEK_END)

    def sha256(self) -> str:
        """The digest of the bytes."""
        self._bytes.seek(0)
        hashed = hashlib.sha256()
        while piece := self._bytes.read(1 << 20):
            hashed.update(piece)
        return hashed.hexdigest()

    def _open(self, file: str) -> IO[bytes]:
        if file != "-":
            path = Path(file)
            if not path.is_file():
                raise NotFound(f"there is no file {file}.", "Name a table, or - for stdin.")
            return self._closing.enter_context(path.open("rb"))
        kept = io.BytesIO(sys.stdin.buffer.read())
        return self._closing.enter_context(kept)

    def _text(self) -> io.TextIOWrapper:
        self._bytes.seek(0)
        return io.TextIOWrapper(self._bytes, encoding=self.encoding, newline="")

    def _read_headings(self, names: Sequence[str] | None) -> None:
        import csv

        text = self._text()
        try:
            line = text.readline(MAX_CELL * 4)
            text.seek(0)
            self.delimiter = max(_DELIMITERS, key=lambda mark: re.sub(r'"[^"]*"', "", line).count(mark))
            found = next(csv.reader(text, delimiter=self.delimiter, strict=True), [])
        except csv.Error as error:
            raise self._broken(1, str(error)) from None
        except UnicodeDecodeError as error:
            raise self._undecodable(error) from None
        finally:
            text.detach()
        self.headings = tuple(" ".join(heading.split()) for heading in (found if names is None else names))
        self._check_headings()

    def _check_headings(self) -> None:
        if not any(self.headings):
            raise BadRows(f"{self.name} has no headings in its first line.", "Write one line of headings first.")
        if len(self.headings) > MAX_COLUMNS:
            raise BadRows(f"{self.name} has {len(self.headings)} columns; {MAX_COLUMNS} are the most.")
        seen: set[str] = set()
        for number, heading in enumerate(self.headings, 1):
            if heading and heading.casefold() in seen:
                raise BadRows(f"{self.name}:1:{number}: the heading {heading!r} stands twice.", "Rename one of them.")
            seen.add(heading.casefold())

    def _broken(self, line: int, reason: str) -> BadRows:
        if "unexpected end of data" in reason:
            reason = "a quote is opened and never closed"
        return BadRows(f"{self.name}:{line}:1: {reason}; nothing was written.", "Mend the line and try again.")

    def _undecodable(self, error: UnicodeDecodeError) -> BadRows:
        return BadRows(
            f"{self.name} is not {error.encoding.upper()}: the byte 0x{error.object[error.start]:02X} is foreign.",
            "Name what it is: --encoding cp1252, gb18030 or latin-1.",
        )


def _encoding(data: IO[bytes], named: str | None) -> str:
    start = data.read(4)
    found = next((name for mark, name in _BOMS.items() if start.startswith(mark)), None)
    if found is not None:
        return found
    if named is None:
        return "utf-8"
    try:
        return codecs.lookup(named).name
    except LookupError:
        raise BadUsage(f"there is no encoding {named!r}.", "For example: utf-8, cp1252, gb18030.") from None


def _numbered(first: int, rows: list[list[str]]) -> Batch:
    """Lines of rows that may hold line breaks themselves; what is blank is left out."""
    lines, kept = [], []
    for row in rows:
        if row:
            lines.append(first)
            kept.append(row)
        first += 1 + sum(len(_BREAK.findall(cell)) for cell in row)
    return Batch(lines, kept)
