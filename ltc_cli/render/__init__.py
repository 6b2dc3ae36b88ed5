"""A value becomes text. The choice of format is a table of names and writers; nothing else branches on it."""

import os
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple, TextIO

from ltc_cli.errors import BadUsage, nearest
from ltc_cli.shape import Agenda, Answer, Board, Listing, Record, Report

WIDE = 120
"""Cells for what has no natural width, when nobody's terminal says."""


class Style(NamedTuple):
    """How an answer is to be written."""

    format: str
    terminal: bool
    width: int
    color: bool
    tz: str
    today: date
    columns: tuple[str, ...] | None = None
    quiet: bool = False


def show(answer: Answer, style: Style, out: TextIO, err: TextIO) -> None:
    """Write an answer: data on `out`; "nothing to show" for people on `err`."""
    if style.columns is not None:
        answer = choose(answer, style.columns)
    if style.quiet:
        _refs(answer, out)
    else:
        FORMATS[style.format](answer, style, out, err)


def choose(answer: Answer, names: tuple[str, ...]) -> Answer:
    """Only these columns, in this order; raises `BadUsage` for one there is not, naming the nearest."""
    if isinstance(answer, Board | Agenda):
        answer = answer.listing
    known = [column.name for column in answer.columns]
    for name in names:
        if name not in known:
            close = nearest(name, known)
            raise BadUsage(
                f"there is no column {name!r}.", f"Did you mean {close}?" if close else f"Columns: {', '.join(known)}"
            )
    order = [known.index(name) for name in names]
    columns = tuple(answer.columns[index]._replace(shown=True) for index in order)
    if isinstance(answer, Record):
        return answer._replace(columns=columns, row=[answer.row[index] for index in order], sections=())
    rows: Iterable[list[object]] = ([row[index] for index in order] for row in answer.rows)
    if isinstance(answer, Report):
        return answer._replace(columns=columns, rows=list(rows), rates=(), bar="")
    return answer._replace(columns=columns, rows=rows)


def color_wanted(stream: TextIO) -> bool:
    """Whether to use colour: on a terminal, unless NO_COLOR or a dumb one says not."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def terminal_width(stream: TextIO) -> int:
    """The width of the terminal, or COLUMNS, or one that suits most."""
    named = os.environ.get("COLUMNS", "")
    if named.isdigit() and int(named) > 0:
        return int(named)
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return WIDE


def _refs(answer: Answer, out: TextIO) -> None:
    if isinstance(answer, Board | Agenda):
        answer = answer.listing
    if isinstance(answer, Record):
        answer = Listing(answer.kind, answer.columns, [answer.row])
    names = [column.name for column in answer.columns]
    at = names.index("ref") if "ref" in names else 0
    for row in answer.rows:
        out.write(f"{row[at]}\n")


def _table(answer: Answer, style: Style, out: TextIO, err: TextIO) -> None:
    from ltc_cli.render.person import write

    write(answer, style, out, err)


Write = Callable[[Answer, Style, TextIO, TextIO], None]


def _for_machines(name: str) -> Write:
    def write(answer: Answer, style: Style, out: TextIO, err: TextIO) -> None:
        del style, err
        from ltc_cli.render import machine

        getattr(machine, name)(answer, out)

    return write


FORMATS: dict[str, Write] = {
    "table": _table,
    "json": _for_machines("as_json"),
    "jsonl": _for_machines("as_jsonl"),
    "csv": _for_machines("as_csv"),
    "tsv": _for_machines("as_tsv"),
    "markdown": _for_machines("as_markdown"),
}
