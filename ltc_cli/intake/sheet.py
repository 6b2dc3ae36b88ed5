"""Tables in workbooks: XLSX, XLSM, XLS and ODS, read by python-calamine (the extra `excel`).

A row keeps the number it has in its sheet. What a formula came to is what is read; a day is told as a day, a number
without the zeros that a spreadsheet hides.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from ltc_cli.errors import BadRows, BadUsage, NotFound
from ltc_cli.intake.grid import LOOKED_AT, Batch, Grid, cut, headings_at, tidy
from ltc_cli.intake.source import Source

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_NEEDED = "Give a row of headings and the rows below it."


def read(source: Source, names: Sequence[str] | None, wanted: str | None) -> Grid:
    """The table of a sheet, by its name or number; without either the first one that is shown and holds something.

    Raises `BadUsage` without the extra, or for a sheet there is not; `BadRows` for what is damaged, locked or empty.
    """
    book = _opened(source)
    with _readable(source.name):
        name, others = _chosen(source, book, wanted)
        found = book.get_sheet_by_name(name)
    notes = [f"sheet {name!r} is read, and not: {', '.join(others)}"] if others and wanted is None else []
    grid = Grid(f"workbook {name}", (), (), partial(_batches, found, 0), notes=notes)
    if names is not None:
        return grid._replace(headings=[tidy(each) for each in names], lines=[1] * len(names))
    first = [[_cell(value) for value in row] for row in islice(found.iter_rows(), LOOKED_AT)]
    place, titles = headings_at(first)
    if place < 0:
        raise BadRows(f"{source.name}:1:1: the sheet {name!r} is empty.", _NEEDED)
    return grid._replace(
        headings=[tidy(cell) for cell in first[place]],
        lines=[place + 1] * len(first[place]),
        batches=partial(_batches, found, place + 1),
        notes=[*notes, *(f"row {title + 1} is left out as a title: {cut(_title(first[title]))!r}" for title in titles)],
    )


def _opened(source: Source) -> "CalamineWorkbook":
    try:
        import python_calamine
    except ImportError:
        raise BadUsage(
            f"{source.name} is a workbook, which needs python-calamine.",
            "pip install 'ltc-cli[excel]', or save it as CSV",
        ) from None
    from ltc_cli.intake import extent

    source.data.seek(0)
    extent.check(source.name, source.data)
    source.data.seek(0)
    with _readable(source.name):
        return python_calamine.CalamineWorkbook.from_filelike(source.data)


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """What calamine cannot read raises `BadRows`: some damage is found when a workbook is opened, some in a sheet."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise BadRows(f"{name} is locked by a password.", "Save it without one, or as CSV.") from None
    except (CalamineError, OSError, ValueError) as error:
        raise BadRows(f"{name}:1:1: this is no workbook that can be read: {error}.", "Save it as CSV.") from None


def _chosen(source: Source, book: "CalamineWorkbook", wanted: str | None) -> tuple[str, list[str]]:
    """The sheet that is meant, and the others that are shown."""
    names = list(book.sheet_names)
    if wanted is not None:
        by_name = [name for name in names if name.casefold() == wanted.casefold()]
        by_number = [names[int(wanted) - 1]] if wanted.isdecimal() and 0 < int(wanted) <= len(names) else []
        if not by_name and not by_number:
            raise NotFound(f"{source.name} has no sheet {wanted!r}.", f"It has: {', '.join(names) or 'none'}")
        return (by_name or by_number)[0], []
    shown = [each.name for each in book.sheets_metadata if "Visible" in str(each.visible)] or names
    filled = [name for name in shown if name in names and book.get_sheet_by_name(name).total_height]
    if not filled:
        raise BadRows(f"{source.name}:1:1: the workbook is empty.", _NEEDED)
    return filled[0], filled[1:]


def _batches(sheet: "CalamineSheet", skip: int, size: int) -> Iterator[Batch]:
    """All rows after the first ones, blank ones left out."""
    rows = enumerate(islice(sheet.iter_rows(), skip, None), skip + 1)
    while True:
        part = [(line, [_cell(value) for value in row]) for line, row in islice(rows, size)]
        if not part:
            return
        filled = [(line, row) for line, row in part if any(row)]
        if filled:
            yield Batch([line for line, _ in filled], [row for _, row in filled])


def _cell(value: str | float | int | bool | date | time | datetime | timedelta) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _title(row: Sequence[str]) -> str:
    return " ".join(tidy(cell) for cell in row if cell.strip())
