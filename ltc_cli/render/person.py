"""Answers for people: listings, pages, reports, the board and the day."""

from collections.abc import Iterable
from itertools import chain, islice
from typing import TYPE_CHECKING, TextIO

from ltc_cli.render import agenda, board, cell, figure, table
from ltc_cli.render.cell import Reader
from ltc_cli.render.safe import pad, safe, width
from ltc_cli.render.table import Texts
from ltc_cli.shape import Answer, Board, Listing, Record, Report
from ltc_cli.words import say

if TYPE_CHECKING:
    from rich.console import Console

    from ltc_cli.render import Style

_MACHINE_ONLY = {"id", "kind", "operation"}
"""Fields of a record that tell a person nothing the page does not say already."""
_STYLES = {"title": "bold", "head": "bold", "dim": "dim", "": ""}


class _Sheet:
    """Where lines and tables go: a Rich console on a terminal, plain text elsewhere."""

    def __init__(self, style: "Style", out: TextIO) -> None:
        self.style = style
        self.out = out
        self._console: Console | None = None

    @property
    def console(self) -> "Console":
        if self._console is None:
            from rich.console import Console

            self._console = Console(
                file=self.out, width=self.style.width, force_terminal=True, no_color=not self.style.color,
                color_system="standard" if self.style.color else None, markup=False, emoji=False, highlight=False,
            )  # fmt: skip
        return self._console

    def line(self, text: str, style: str = "") -> None:
        if self.style.color and style:
            from rich.text import Text

            self.console.print(Text(text, style=_STYLES[style]), soft_wrap=True)
        else:
            self.out.write(text + "\n")

    def table(self, texts: Texts, *, long: bool = False) -> int:
        if self.style.terminal and not long:
            return table.rich(texts, self.console)
        return table.plain(texts, self.out)


def write(answer: Answer, style: "Style", out: TextIO, err: TextIO) -> None:
    """Write an answer for a person to read."""
    sheet = _Sheet(style, out)
    reader = Reader(style.tz, style.today)
    if isinstance(answer, Listing):
        _listing(answer, sheet, reader, err)
    elif isinstance(answer, Record):
        _record(answer, sheet, reader)
    elif isinstance(answer, Report):
        _report(answer, sheet, reader)
    elif isinstance(answer, Board):
        _lines(board.lines(answer, style.width), sheet)
    else:
        _lines(agenda.lines(answer, style.width), sheet)


def _lines(lines: Iterable[tuple[str, str]], sheet: _Sheet) -> None:
    for text, style in lines:
        sheet.line(text, style)


def _listing(listing: Listing, sheet: _Sheet, reader: Reader, err: TextIO) -> None:
    rows = iter(listing.rows)
    first = list(islice(rows, table.LONGEST_RICH + 1))
    if not first:
        err.write(say("nothing to show.") + "\n")
        return
    if listing.title:
        sheet.line(safe(listing.title), "title")

    texts = table.texts(listing.columns, chain(first, rows), reader)
    sheet.table(texts, long=len(first) > table.LONGEST_RICH)
    for note in listing.notes:
        sheet.line(note, "dim")


def _record(record: Record, sheet: _Sheet, reader: Reader) -> None:
    if record.title:
        sheet.line(safe(record.title), "title")
    pairs = []
    told = {column.currency for column in record.columns if column.kind == "money"} | _MACHINE_ONLY
    told |= {"ref"} if record.title else set()
    for index, column in enumerate(record.columns):
        if record.row[index] in (None, "") or column.name in told:
            continue
        text = cell.human(record.columns, index, reader, with_currency=True)(record.row)
        if text:
            pairs.append((cell.heading(column), text))
    size = max((width(name) for name, _ in pairs), default=0)
    for name, text in pairs:
        sheet.line(f"  {pad(name, size)}  {text}")
    for section in record.sections:
        sheet.line("")
        sheet.line(say(section.title), "head")
        sheet.table(table.texts(section.listing.columns, section.listing.rows, reader))


def _report(report: Report, sheet: _Sheet, reader: Reader) -> None:
    if report.title:
        sheet.line(report.title, "title")
        sheet.line("")
    texts, marks = figure.texts(report, reader)
    if report.rows:
        sheet.table(texts)
    else:
        sheet.line(say("nothing to count."))
    notes = [*figure.total_line(report, reader), *report.notes, *marks, *report.warnings]
    if notes:
        sheet.line("")
    for note in notes:
        sheet.line(note, "dim")
