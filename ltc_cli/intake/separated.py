"""Tables of separated text: CSV, TSV, and whatever else one character parts. Read strictly and in batches.

What the csv module lets pass in silence is refused: an unclosed quote, text after a closing one, a cell without end.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from io import StringIO, TextIOBase
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ltc_cli.errors import BadRows, BadUsage
from ltc_cli.intake.grid import LOOKED_AT, MAX_CELL, MAX_COLUMNS, Batch, Grid, cut, headings_at, tidy
from ltc_cli.intake.source import Source, leave, undecodable

if TYPE_CHECKING:
    from _csv import Reader

_BREAK = re.compile("\r\n|\r|\n")
_MARKS = ",;\t|"
_SAMPLE = 1 << 18
_SEP = re.compile('sep=([^"\r\n])(\r\n?|\n)', re.IGNORECASE)
"""The first line by which Excel is told the delimiter."""
_LONGEST = MAX_CELL * MAX_COLUMNS
"""No line is longer: one without end must not fill the memory."""
_MOST = 2 * MAX_CELL
"""Where the csv module gives up; a cell between is a bad row, which has a line."""
_QUOTED = re.compile('"(?:[^"]++|"")*+"')


class Text(NamedTuple):
    """A source as separated text."""

    source: Source
    encoding: str
    mark: str


def read(source: Source, encoding: str, names: Sequence[str] | None, delimiter: str | None) -> Grid:
    """The table of a text; `names` are the headings of one that has none.

    Raises `BadRows` where it is no table, `BadUsage` for a delimiter that cannot be one.
    """
    given = _mark(delimiter) if delimiter is not None else None
    sample = _sample(source, encoding, given or ",")
    told = _SEP.match(sample)
    mark = given or (told[1] if told else _sniffed(sample))
    text = Text(source, encoding, mark)
    spoken = "tab" if mark == "\t" else mark
    grid = Grid(f"csv {spoken} {encoding.removesuffix('-sig')}", (), (), partial(_batches, text, int(bool(told))), mark)
    if names is not None:
        return grid._replace(headings=[tidy(name) for name in names], lines=[1] * len(names))
    first = list(islice(_records(text), LOOKED_AT))
    if told:
        first[0] = (1, [])
    place, titles = headings_at([row for _, row in first])
    if place < 0:
        what = "holds nothing but blank lines" if sample else "is empty"
        raise BadRows(f"{source.name}:1:1: the table {what}.", "Give a line of headings and the rows below it.")
    line, headings = first[place]
    return grid._replace(
        headings=[tidy(cell) for cell in headings],
        lines=[line] * len(headings),
        batches=partial(_batches, text, place + 1),
        notes=[_left_out(*first[title]) for title in titles],
    )


def _mark(delimiter: str) -> str:
    mark = "\t" if delimiter in ("tab", "\\t") else delimiter
    if len(mark) != 1 or mark in '"\r\n\x00':
        raise BadUsage(f"a delimiter is one character or tab, not {delimiter!r}.", "--delimiter ';'")
    return mark


def _sample(source: Source, encoding: str, mark: str) -> str:
    text = source.text(encoding)
    try:
        return text.read(_SAMPLE)
    except UnicodeError as error:
        raise undecodable(source, encoding, mark) from error
    finally:
        leave(text)


def _sniffed(sample: str) -> str:
    """The delimiter by which most of the first rows come to the same width, the widest of those."""
    import csv

    csv.field_size_limit(_SAMPLE)
    best, mark = (0, 0), ","
    for each in _MARKS:
        rows = islice(csv.reader(StringIO(sample, newline=""), delimiter=each), LOOKED_AT)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        found = max(((count, width) for width, count in widths.items()), default=(0, 0))
        if found > best:
            best, mark = found, each
    return mark


def _left_out(line: int, row: Sequence[str]) -> str:
    title = " ".join(tidy(cell) for cell in row if cell.strip())
    return f"line {line} is left out as a title: {cut(title)!r}"


def _strict(text: Text, lines: Iterator[str]) -> "Reader":
    import csv

    csv.field_size_limit(_MOST)
    return csv.reader(lines, delimiter=text.mark, strict=True)


def _lines(stream: TextIOBase) -> Iterator[str]:
    return iter(partial(stream.readline, _LONGEST), "")


def _records(text: Text) -> Iterator[tuple[int, list[str]]]:
    """Rows one by one with their lines, blank ones too."""
    with _reading(text) as stream:
        reader = _strict(text, _lines(stream))
        line = 1
        for row in reader:
            yield line, row
            line = reader.line_num + 1


def _batches(text: Text, skip: int, size: int) -> Iterator[Batch]:
    """All rows after the first ones, blank ones left out."""
    with _reading(text) as stream:
        reader = _strict(text, _lines(stream))
        for _ in islice(reader, skip):
            pass
        while True:
            first = reader.line_num + 1
            rows = list(islice(reader, size))
            if not rows:
                return
            batch = Batch(range(first, first + len(rows)), rows)
            if reader.line_num - first + 1 != len(rows) or not all(map(any, rows)):
                batch = _numbered(first, rows)
            yield batch


def _numbered(first: int, rows: list[list[str]]) -> Batch:
    """Lines of rows that may hold line breaks themselves; what is blank is left out."""
    lines, kept = [], []
    for row in rows:
        if any(row):
            lines.append(first)
            kept.append(row)
        first += 1 + sum(len(_BREAK.findall(cell)) for cell in row)
    return Batch(lines, kept)


@contextmanager
def _reading(text: Text) -> Iterator[TextIOBase]:
    """The text from its start; what cannot be read of it raises `BadRows` with its place."""
    import csv

    stream = text.source.text(text.encoding)
    try:
        yield stream
    except csv.Error as error:
        raise _broken(text, str(error)) from None
    except UnicodeError:
        raise undecodable(text.source, text.encoding, text.mark) from None
    finally:
        leave(stream)


def _broken(text: Text, reason: str) -> BadRows:
    """The error for the first record that the csv module does not read; it is found by reading once more."""
    line, record = _first_broken(text)
    at, cell = _stop(record, text.mark)
    place = f"{text.source.name}:{line + len(_BREAK.findall(record[:at]))}:{cell}"
    if "field limit" in reason:
        reason = f"the cell is longer than {MAX_CELL} characters; is a quote never closed?"
    elif "unexpected end" in reason:
        reason = "a quote is opened and never closed"
    elif "expected after" in reason:
        reason = f"after a closing quote stands {record[at : at + 1]!r}; a quote within a cell is written twice"
    return BadRows(f"{place}: {reason}; nothing was written.", "Mend the line and try again.")


def _first_broken(text: Text) -> tuple[int, str]:
    import csv

    held: list[str] = []
    line = 1
    stream = text.source.text(text.encoding)
    try:
        reader = _strict(text, _holding(_lines(stream), held))
        for _ in reader:
            line = reader.line_num + 1
            held.clear()
    except csv.Error:
        pass
    finally:
        leave(stream)
    return line, "".join(held)


def _holding(lines: Iterator[str], held: list[str]) -> Iterator[str]:
    for line in lines:
        held.append(line)
        yield line


def _stop(record: str, mark: str) -> tuple[int, int]:
    """Where in a record reading stops, and in which cell."""
    at, cell = 0, 1
    while True:
        end = at
        if record.startswith('"', at):
            quoted = _QUOTED.match(record, at)
            if quoted is None or quoted.end() - at > _MOST:
                return at, cell
            end = quoted.end()
            if record[end : end + 1] not in (mark, "\r", "\n", ""):
                return end, cell
        end = record.find(mark, end)
        if end < 0 or end - at > _MOST:
            return at, cell
        at, cell = end + 1, cell + 1
