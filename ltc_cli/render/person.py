"""Answers for people: lists, a record's page, reports, the board and the day."""

from collections.abc import Callable
from itertools import chain, islice
from typing import Any, TextIO

from ltc_cli.render import agenda, board, cell, document, figure, layout, table, totals
from ltc_cli.render.cell import Reader
from ltc_cli.render.layout import Layout
from ltc_cli.render.safe import pad, safe, width, wrap
from ltc_cli.render.sheet import Sheet, Span
from ltc_cli.render.style import Style
from ltc_cli.shape import Agenda, Answer, Board, Chart, Document, Listing, Record, Report
from ltc_cli.words import say

PIPED = 80
"""Cells of a line that has no terminal to tell its width."""


def write(answer: Answer, style: Style, out: TextIO) -> str | None:
    """Write an answer for a person to read; returns a remark when there is nothing to show."""
    sheet = Sheet(style, out)
    if style.columns is not None:
        answer = layout.plain(answer)
    if isinstance(answer, Listing):
        return _listing(answer, sheet)
    if isinstance(answer, Record):
        _record(answer, sheet)
    elif isinstance(answer, Report):
        _report(answer, sheet)
    elif isinstance(answer, Document):
        document.write(answer, sheet)
    elif isinstance(answer, Board):
        sheet.lines(board.lines(answer, style))
    else:
        assert isinstance(answer, Agenda)
        sheet.lines(agenda.lines(answer, style))
    return None


def fields(record: Record, columns: Layout, reader: Reader) -> list[tuple[str, str]]:
    """The fields of a page that have something to say: heading and text, which may have line breaks."""
    told = {column.currency for column in record.columns if column.kind == "money"}
    pairs: list[tuple[str, str]] = []
    for index in columns.picks:
        column, value = record.columns[index], record.row[index]
        is_heading = bool(value) and value in record.title.split("  ")
        if not columns.chosen and (not column.shown or column.name in told or is_heading):
            continue
        found = cell.parsed(value) if column.kind == "json" else None
        if isinstance(found, dict):
            pairs += [(safe(say(key.replace("_", " "))), cell.item(value)) for key, value in found.items()]
        else:
            pairs.append((cell.heading(column), _told(columns, index, reader)(record.row)))
    return [pair for pair in pairs if pair[1]]


def _told(columns: Layout, index: int, reader: Reader) -> Callable[[Any], str]:
    if columns.columns[index].kind == "text" and not columns.columns[index].words:
        return lambda row: safe(row[index], multiline=True)
    return cell.human(columns, index, reader, with_currency=True)


def _reader(style: Style) -> Reader:
    return Reader(style.tz, style.today)


def _listing(listing: Listing, sheet: Sheet) -> str | None:
    columns = layout.of(listing, sheet.style.columns)
    rows = iter(listing.rows)
    first = list(islice(rows, 1))
    if not first:
        return say("nothing to show.")
    if listing.title:
        sheet.line(safe(listing.title), "bold")
        sheet.line()
    sheet.table(table.texts(columns, chain(first, rows), _reader(sheet.style)))
    _notes(listing.notes, sheet)
    return None


def _record(record: Record, sheet: Sheet) -> None:
    columns = layout.of(record, sheet.style.columns)
    if record.title and not columns.chosen:
        sheet.line(safe(record.title), "bold")
    pairs = fields(record, columns, _reader(sheet.style))
    size = max((width(name) for name, _ in pairs), default=0)
    for name, text in pairs:
        room = sheet.style.width - size - 4
        lines = wrap(text, room) if sheet.style.terminal and room >= table.LEAST else text.split("\n")
        for number, line in enumerate(lines):
            sheet.spans((Span("  " + pad("" if number else name, size) + "  ", "dim"), Span(line)))
    if columns.chosen:
        return
    for section in record.sections:
        sheet.line()
        sheet.line(safe(say(section.title.replace("_", " "))), "bold")
        texts = table.texts(layout.of(section.listing), section.listing.rows, _reader(sheet.style))
        sheet.table(texts._replace(ruled=False), fold=True, whole=True)


def _report(report: Report, sheet: Sheet) -> None:
    sheet.line(safe(figure.title(report)), "bold")
    sheet.line(safe(figure.facts(report)), "dim")
    sheet.line()
    if report.charts:
        _charts(report.charts, sheet)
    reader, asked_for = _reader(sheet.style), sheet.style.columns
    room = sheet.style.width if sheet.style.terminal else None
    texts, marks = figure.texts(report, reader, asked_for, room)
    if report.rows:
        sheet.table(texts, whole=asked_for is None)
    else:
        sheet.line(say("nothing to count."))
    pairs = figure.rest(report, reader)
    if pairs:
        sheet.line()
        for line in totals.lines(pairs, sheet.style.width if sheet.style.terminal else PIPED):
            sheet.line(line)
    _notes(figure.notes(report, marks), sheet)


def _charts(charts: tuple[Chart, ...], sheet: Sheet) -> None:
    from ltc_cli.render import chart

    for each in charts:
        sheet.lines(chart.lines(each, sheet.style.width))
        sheet.line()


def _notes(notes: tuple[str, ...], sheet: Sheet) -> None:
    if notes:
        sheet.line()
    for note in notes:
        sheet.line(safe(note), "dim")
