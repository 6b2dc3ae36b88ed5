"""Tables become files: CSV and JSON lines piece by piece, workbooks sheet by sheet. Nothing is held but a batch."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from ltc_cli.errors import BadUsage, Refused
from ltc_cli.export.codec import Column, Value
from ltc_cli.guard import HEADING, SUSPECT, guard, unguard

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FORMATS = ("csv", "jsonl", "xlsx")
BOM = "\ufeff"
_MOST_ROWS = 1_048_575
_MOST_TEXT = 32_767
_UNFIT = ("\ufffe", "\uffff")
"""Characters that no workbook can hold."""
_DIGITS = 15
"""As many as a number of a workbook keeps."""
_FIRST_DAY = "1900-03-01"
"""From which on workbooks agree about dates."""
_WIDEST = 60
_encode = json.encoder.encode_basestring


class Sheet(NamedTuple):
    """A table on its way out."""

    name: str
    columns: tuple[Column, ...]
    batches: Iterable[Sequence[Sequence[Value]]]
    """Batches of columns; all but plain integers are text by now."""
    exact: bool = False
    """Whether it is a part of everything: an empty text is told from nothing, and the manifest says what is guarded."""


def blank_as_text(text: str) -> str:
    """An empty text, told from a cell that is not there: texts of apostrophes alone get one more."""
    return text if text.strip("'") else f"'{text}"


def blank_from_text(text: str) -> str:
    """The text that `blank_as_text` was given."""
    return text if text.strip("'") else text[1:]


def escape(text: str) -> str:
    """A text of everything as a cell of CSV; `unescape` gives it back."""
    return guard(text) if text.strip("'") else f"'{text}"


def unescape(text: str) -> str:
    """The text that `escape` was given."""
    return unguard(text) if text.strip("'") else text[1:]


# CSV ---------------------------------------------------------------------------------------------------------------


def csv_pieces(sheet: Sheet, *, bom: bool = False) -> Iterator[str]:
    """A table as comma-separated text, a batch a piece; lines end by LF as every tool of a pipe expects."""
    import csv

    lines: list[str] = []

    class Collected:
        """Takes what the csv module writes; told to end lines by LF alone, it would leave a CR in a cell unquoted."""

        write = staticmethod(lines.append)

    writer = csv.writer(Collected(), lineterminator="\r\n")
    texts = [place for place, column in enumerate(sheet.columns) if column.kind == "text"]
    names = [column.name for column in sheet.columns]
    writer.writerow(names if sheet.exact else [*names, HEADING])
    for batch in sheet.batches:
        columns = list(batch)
        if sheet.exact:
            for place in texts:
                columns[place] = [
                    value if value and value[0] not in SUSPECT else _escaped(value)
                    for value in cast("Sequence[str | None]", batch[place])
                ]
        else:
            columns.append(_guarded(columns, texts, names))
        writer.writerows(zip(*columns, strict=True))
        yield (BOM if bom else "") + "".join([f"{line[:-2]}\n" for line in lines])
        bom = False
        lines.clear()
    if lines:
        yield (BOM if bom else "") + "".join([f"{line[:-2]}\n" for line in lines])


def _escaped(text: str | None) -> str | None:
    return None if text is None else escape(text)


def _guarded(columns: list[Sequence[Value]], texts: Sequence[int], names: Sequence[str]) -> list[Value]:
    """Guard the text cells that need it; which those are, row by row."""
    told: dict[int, list[str]] = {}
    for place in texts:
        values = cast("Sequence[str | None]", columns[place])
        suspect = [row for row, value in enumerate(values) if value and value[0] in SUSPECT]
        if not suspect:
            continue
        kept = list(values)
        for row in suspect:
            before = str(kept[row])
            kept[row] = guard(before)
            if kept[row] != before:
                told.setdefault(row, []).append(names[place])
        columns[place] = kept
    count = len(columns[0])
    return [" ".join(told[row]) if row in told else None for row in range(count)] if told else [None] * count


# JSON lines --------------------------------------------------------------------------------------------------------


def jsonl_pieces(sheet: Sheet) -> Iterator[str]:
    """A table as an object a line; what is not there is null."""
    names = [_encode(column.name).replace("%", "%%") for column in sheet.columns]
    row = "{" + ", ".join(f"{name}: %s" for name in names) + "}\n"
    for batch in sheet.batches:
        columns = [
            ["null" if value is None else _encode(value) if isinstance(value, str) else str(value) for value in values]
            for values in batch
        ]
        yield "".join([row % cells for cells in zip(*columns, strict=True)])


# Workbooks ---------------------------------------------------------------------------------------------------------


def write_workbook(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write a workbook with a sheet a table; raises `BadUsage` without the extra, `Refused` for what does not fit."""
    try:
        from xlsxwriter.workbook import Workbook
    except ImportError:
        raise BadUsage("workbooks need the extra 'excel'.", "pip install 'ltc-cli[excel]', or --format csv") from None
    book = Workbook(
        str(path),
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    heading = book.add_format({"bold": True})
    formats: dict[str, object] = {"date": book.add_format({"num_format": "yyyy-mm-dd"})}
    try:
        for sheet in sheets:
            _write_sheet(book, sheet, heading, formats)
    finally:
        book.close()


def _write_sheet(book: "Workbook", sheet: Sheet, heading: object, formats: dict[str, object]) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, column.name, heading)
    row = 1
    widths = [len(column.name) + 2 for column in sheet.columns]
    for batch in sheet.batches:
        if row == 1:
            widths = [_width(width, values) for width, values in zip(widths, batch, strict=True)]
        writers = [_writer(book, page, column, sheet, formats) for column in sheet.columns]
        for cells in zip(*batch, strict=True):
            if row > _MOST_ROWS:
                raise Refused(f"{sheet.name} has more rows than a sheet can hold.", "Write it as --format csv or jsonl")
            for place, value in enumerate(cells):
                if value is not None:
                    writers[place](row, place, value)
            row += 1
    for place, width in enumerate(widths):
        page.set_column(place, place, width)


def _width(least: int, values: Sequence[Value]) -> int:
    return min(_WIDEST, max(least, *(len(str(value)) + 1 for value in values if value is not None), 0))


def _writer(
    book: "Workbook", page: "Worksheet", column: Column, sheet: Sheet, formats: dict[str, object]
) -> Callable[[int, int, Value], object]:
    def text(row: int, place: int, value: Value) -> None:
        written = blank_as_text(str(value)) if sheet.exact else str(value)
        if len(written) > _MOST_TEXT or any(each in written for each in _UNFIT):
            raise Refused(
                f"{sheet.name} row {row + 1}, {column.name}: no cell of a workbook can hold that text.",
                "Write it as --format csv or jsonl",
            )
        page.write_string(row, place, written)

    def number(row: int, place: int, value: Value) -> None:
        digits = str(value).lstrip("-").replace(".", "", 1)
        if not digits.isdecimal() or len(digits.lstrip("0")) > _DIGITS:
            text(row, place, value)
            return
        decimals = len(str(value).partition(".")[2])
        name = f"0.{'0' * decimals}" if decimals else "0"
        if name not in formats:
            formats[name] = book.add_format({"num_format": name})
        page.write_number(row, place, float(str(value)), formats[name])

    def date(row: int, place: int, value: Value) -> None:
        from datetime import date as day

        try:
            found = day.fromisoformat(str(value)) if str(value) >= _FIRST_DAY and len(str(value)) == 10 else None
        except ValueError:
            found = None
        if found is None:
            text(row, place, value)
        else:
            page.write_datetime(row, place, found, formats["date"])

    return {"amount": number, "number": number, "quantity": number, "date": date}.get(column.kind, text)
