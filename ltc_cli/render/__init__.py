"""A value becomes text. The choice of format is a table of names and writers; nothing else branches on it."""

from collections.abc import Callable
from importlib import import_module
from typing import TextIO

from ltc_cli.render import layout
from ltc_cli.render.console import color_wanted, prepare_streams, terminal_width
from ltc_cli.render.safe import safe
from ltc_cli.render.style import Style
from ltc_cli.shape import Answer, Record

__all__ = ["FORMATS", "Style", "color_wanted", "prepare_streams", "show", "terminal_width"]


def show(answer: Answer, style: Style, out: TextIO, err: TextIO) -> None:
    """Write an answer: data on `out`, and on `err` what is said to people beside it, such as "nothing to show".

    Raises `BadUsage` for a column there is not.
    """
    prepare_streams(out, err)
    if style.quiet:
        _write_refs(answer, out)
        return
    module, name = FORMATS[style.format]
    write: Write = getattr(import_module(f"ltc_cli.render.{module}"), name)
    remark = write(answer, style, out)
    if remark:
        err.write(remark + "\n")


def _write_refs(answer: Answer, out: TextIO) -> None:
    """Write the refs alone, one a line, for `xargs`; the first column of what has none."""
    answer = layout.plain(answer)
    at = layout.of(answer).at("ref") or 0
    for row in [answer.row] if isinstance(answer, Record) else answer.rows:
        out.write(f"{safe(row[at])}\n")


Write = Callable[[Answer, Style, TextIO], str | None]
"""Writes an answer, and returns what is to be said beside it, if anything."""

FORMATS: dict[str, tuple[str, str]] = {
    "table": ("person", "write"),
    "json": ("objects", "write_json"),
    "jsonl": ("objects", "write_jsonl"),
    "csv": ("separated", "write_csv"),
    "tsv": ("separated", "write_tsv"),
    "markdown": ("markdown", "write_markdown"),
    "html": ("html", "write_html"),
}
"""Every format: its name, and the module and function that write it, loaded only when asked for."""
