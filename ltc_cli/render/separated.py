"""CSV and TSV: a heading and a line a row, UTF-8, lines ended by LF as every tool of a pipe expects.

Text cells are guarded against spreadsheets that would run them: see `guard`.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any, TextIO

from ltc_cli.guard import SUSPECT, guard
from ltc_cli.render import cell, layout
from ltc_cli.render.layout import Layout
from ltc_cli.render.safe import safe
from ltc_cli.render.style import Style
from ltc_cli.shape import Answer, Record

_HARMLESS = frozenset({"count", "number", "quantity", "money", "ratio", "days", "date", "instant", "ref"})
"""Kinds whose text ltc makes itself."""


def write_csv(answer: Answer, style: Style, out: TextIO) -> None:
    """Write comma-separated values."""
    _write(answer, style, out, ",")


def write_tsv(answer: Answer, style: Style, out: TextIO) -> None:
    """Write tab-separated values; a cell that holds a tab or a line break is quoted."""
    _write(answer, style, out, "\t")


class _Lines:
    """Ends lines by LF. Told to do that, the csv module would leave a CR inside a cell unquoted."""

    def __init__(self, out: TextIO) -> None:
        self._put = out.write

    def write(self, line: str) -> int:
        return self._put(line[:-2] + "\n")


def _write(answer: Answer, style: Style, out: TextIO, delimiter: str) -> None:
    import csv

    answer = layout.plain(answer)
    columns = layout.of(answer, style.columns)
    rows = [answer.row] if isinstance(answer, Record) else answer.rows
    writers = [_writer(columns, index, style) for index in columns.picks]
    writer = csv.writer(_Lines(out), delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([columns.columns[index].name for index in columns.picks])
    writer.writerows([write(row) for write in writers] for row in rows)


def _writer(columns: Layout, index: int, style: Style) -> Callable[[Sequence[Any]], Any]:
    kind = columns.columns[index].kind
    value = cell.machine(columns, index)
    if kind in _HARMLESS:
        return value
    if kind == "text" and not style.terminal:
        return value if style.raw else _guarded(index)

    def text(row: Sequence[Any]) -> str:
        written = _flat(value(row))
        if not style.raw:
            written = guard(written)
        return safe(written, multiline=True) if style.terminal else written

    return text


def _guarded(index: int) -> Callable[[Sequence[Any]], Any]:
    """A text column of a long file: nearly every cell passes by its first character."""

    def text(row: Sequence[Any]) -> Any:
        written = row[index]
        return guard(written) if written and written[0] in SUSPECT else written

    return text


def _flat(value: Any) -> str:
    """One cell of text: tags by comma, mappings as JSON, yes and no as true and false."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) and "," not in item for item in value):
        return ",".join(value)
    return json.dumps(value, ensure_ascii=False)
