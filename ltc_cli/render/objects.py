"""JSON and JSON lines. Rows stream; nothing is cut short.

Keys stand in the order of the columns. What a terminal would obey or hide is written as an escape, which any reader
of JSON turns back; so is every character beyond ASCII where the stream's encoding is not a Unicode one.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TextIO

from ltc_cli.render import cell, layout
from ltc_cli.render.layout import Layout
from ltc_cli.render.safe import safe_json
from ltc_cli.render.style import Style
from ltc_cli.shape import Answer, Column, Record, Report


def write_json(answer: Answer, style: Style, out: TextIO) -> None:
    """Write one JSON document: an array of records with one a line, a record, or a report with its envelope."""
    answer = layout.plain(answer)
    columns = layout.of(answer, style.columns)
    if isinstance(answer, Record):
        out.write(_encoder(out, indent=2)(_page(answer, columns)) + "\n")
    elif isinstance(answer, Report):
        out.write(_encoder(out, indent=2)(_envelope(answer, columns)) + "\n")
    else:
        encode = _encoder(out)
        before = "[\n"
        for item in _objects(columns, answer.rows):
            out.write(before + encode(item))
            before = ",\n"
        out.write("[]\n" if before == "[\n" else "\n]\n")


def write_jsonl(answer: Answer, style: Style, out: TextIO) -> None:
    """Write a JSON object a line; a report's envelope has no place here."""
    answer = layout.plain(answer)
    columns = layout.of(answer, style.columns)
    encode = _encoder(out)
    items = [_page(answer, columns)] if isinstance(answer, Record) else _objects(columns, answer.rows)
    for item in items:
        out.write(encode(item) + "\n")


def _encoder(out: TextIO, indent: int | None = None) -> Callable[[Any], str]:
    unicode = (out.encoding or "utf-8").lower().startswith("utf")
    encode = json.JSONEncoder(ensure_ascii=not unicode, allow_nan=False, indent=indent).encode
    return lambda value: safe_json(encode(value))


def _objects(columns: Layout, rows: Iterable[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Rows as objects; the fields of the process stand under `fields`."""
    own = [index for index in columns.picks if not columns.columns[index].custom]
    custom = [index for index in columns.picks if columns.columns[index].custom]
    names = [columns.columns[index].name for index in own]
    writers = [cell.machine(columns, index) for index in own]
    more = [(columns.columns[index].name, cell.machine(columns, index)) for index in custom]
    for row in rows:
        item = dict(zip(names, [write(row) for write in writers], strict=True))
        if more:
            item["fields"] = {name: write(row) for name, write in more}
        yield item


def _page(record: Record, columns: Layout) -> dict[str, Any]:
    page = next(_objects(columns, [record.row]))
    if not columns.chosen:
        for section in record.sections:
            page[section.title] = list(_objects(layout.of(section.listing), section.listing.rows))
    return page


def _envelope(report: Report, columns: Layout) -> dict[str, Any]:
    return {
        "report": report.name,
        "version": report.version,
        "basis": report.basis,
        "period": {"since": report.since, "until": report.until},
        "as_of": report.as_of,
        "tz": report.tz,
        "currency": report.currency or None,
        "status": report.status,
        "rows": list(_objects(columns, report.rows)),
        "totals": _totals(report),
        "excluded": dict(report.excluded),
        "warnings": list(report.warnings),
    }


def _totals(report: Report) -> dict[str, Any]:
    kinds = {column.name: column for column in report.columns}
    columns = tuple(
        Column(name, report.total_kinds.get(name) or (kinds[name].kind if name in kinds else "text"))
        for name in report.totals
    )
    return next(
        _objects(Layout(columns, tuple(range(len(columns))), currency=report.currency), [[*report.totals.values()]])
    )
