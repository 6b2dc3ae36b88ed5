"""Any table as rows of text with their lines: separated text, JSON, or a workbook, read in batches.

`source` has the bytes; `separated`, `objects` and `sheet` each know one way in which tables are written. A file is read
from its start as often as `batches` is asked for.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import NamedTuple

from ltc_cli import guard
from ltc_cli.errors import BadUsage
from ltc_cli.intake import objects, separated, source
from ltc_cli.intake.grid import BATCH, MAX_CELL, Batch, Fault, Grid, checked

__all__ = ["MAX_CELL", "WHY", "Batch", "Fault", "How", "Table"]

WHY = "rejected_because"
"""The column that a file of rejected rows adds; it is left out when the file comes back."""


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
        """Open it; raises `NotFound` without the file, `BadRows` for what is no table, `BadUsage` for what cannot be.

        The first bytes tell which kind of table it is; the name only tells JSON lines from one object.
        """
        self._closing = ExitStack()
        try:
            self._source = source.opened(file, self._closing)
            self.name = self._source.name
            self._grid = checked(self.name, _grid(self._source, how or How()))
        except BaseException:
            self._closing.close()
            raise
        self.headings = tuple(self._grid.headings)
        self.delimiter = self._grid.delimiter
        """What parts the cells; of a table that has no such mark, a comma."""
        self.format = self._grid.format
        """How it is written, in words: `csv ; utf-8`."""
        self.notes = tuple(self._grid.notes)
        """What was decided while it was opened, a sentence each."""

    def __enter__(self) -> "Table":
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    def column(self, place: int) -> list[str]:
        """Every text of a column, each once, read apart from the batches under way."""
        here = self._source.data.tell()
        try:
            return list({row[place]: None for batch in self.batches() for row in batch.rows if place < len(row)})
        finally:
            self._source.data.seek(here)

    def batches(self, size: int = BATCH) -> Iterator[Batch]:
        """All rows from the first, blank ones left out; raises `BadRows` where it is no longer a table."""
        for batch in self._grid.batches(size):
            guard.opened(self.headings, batch.rows)
            yield batch

    @property
    def size(self) -> int:
        """Its length in bytes, unpacked."""
        return self._source.data.seek(0, io.SEEK_END)

    def sha256(self) -> str:
        """The digest of the bytes as they came."""
        bytes_ = self._source.original
        bytes_.seek(0)
        hashed = hashlib.sha256()
        while piece := bytes_.read(1 << 20):
            hashed.update(piece)
        return hashed.hexdigest()


def _grid(found: source.Source, how: How) -> Grid:
    start = found.start()
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from ltc_cli.intake import sheet

        for option, given in (("--encoding", how.encoding), ("--delimiter", how.delimiter)):
            if given is not None:
                raise BadUsage(f"{found.name} is a workbook; it needs no {option}.", f"Leave {option} out.")
        return sheet.read(found, how.names, how.sheet)
    if how.sheet is not None:
        raise BadUsage(f"{found.name} has no sheets; only a workbook has.", "Leave --sheet out.")
    encoding = source.encoding_of(found, how.encoding)
    if how.delimiter is None and how.names is None and objects.looks_like(found, start.decode(encoding, "ignore")):
        return objects.read(found, encoding)
    return separated.read(found, encoding, how.names, how.delimiter)
