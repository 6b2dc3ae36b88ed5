"""Formats for machines: JSON, JSON lines, CSV, TSV and Markdown. Rows stream; nothing is cut short."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TextIO

from ltc_cli.render import cell
from ltc_cli.shape import Agenda, Answer, Board, Column, Listing, Record, Report

_TRIGGERS = re.compile("'*[=+\\-@\t\r\n\x00|%＝＋－＠]")
_NUMBERS = frozenset({"count", "number", "money", "ratio", "days", "yesno", "date", "instant"})


def guard(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula; `unguard` gives the text back."""
    return f"'{text}" if _TRIGGERS.match(text) else text


def unguard(text: str) -> str:
    """The text that `guard` was given."""
    return text[1:] if text.startswith("'") and _TRIGGERS.match(text) else text


def as_json(answer: Answer, out: TextIO) -> None:
    """One JSON document: an array of records, a record, or a report with its envelope."""
    answer = _plain(answer)
    if isinstance(answer, Listing):
        separator = "["
        for item in _objects(answer.columns, answer.rows):
            out.write(f"{separator}\n{_dumps(item)}")
            separator = ","
        out.write("[]\n" if separator == "[" else "\n]\n")
    else:
        out.write(json.dumps(_object(answer), ensure_ascii=False, allow_nan=False, indent=2) + "\n")


def as_jsonl(answer: Answer, out: TextIO) -> None:
    """A JSON object a line."""
    answer = _plain(answer)
    if isinstance(answer, Record):
        out.write(_dumps(_object(answer)) + "\n")
        return
    currency = answer.currency if isinstance(answer, Report) else ""
    for item in _objects(answer.columns, answer.rows, currency):
        out.write(_dumps(item) + "\n")


def as_csv(answer: Answer, out: TextIO) -> None:
    """Comma-separated values with a heading, UTF-8, lines ended by LF."""
    _separated(answer, out, ",")


def as_tsv(answer: Answer, out: TextIO) -> None:
    """Tab-separated values with a heading."""
    _separated(answer, out, "\t")


def as_markdown(answer: Answer, out: TextIO) -> None:
    """A pipe table; a record has a row a field."""
    answer = _plain(answer)
    if isinstance(answer, Record):
        pairs = [(name, value) for name, value in _object(answer).items() if value not in (None, "", [])]
        _pipe_table(out, ("field", "value"), [(name, _flat(value)) for name, value in pairs], [False, False])
        return
    writers = _writers(answer)
    right = [column.kind in cell.RIGHT for column in answer.columns]
    rows = ([_flat(write(row)) for write in writers] for row in answer.rows)
    _pipe_table(out, [column.name for column in answer.columns], rows, right)


def _plain(answer: Answer) -> Listing | Record | Report:
    return answer.listing if isinstance(answer, Board | Agenda) else answer


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _objects(columns: Sequence[Column], rows: Iterable[Sequence[Any]], currency: str = "") -> Iterable[dict[str, Any]]:
    writers = [
        (column.name, cell.machine(columns, index, currency))
        for index, column in enumerate(columns)
        if not column.custom
    ]
    custom = [
        (column.name, cell.machine(columns, index, currency)) for index, column in enumerate(columns) if column.custom
    ]
    for row in rows:
        item = {name: write(row) for name, write in writers}
        if custom:
            item["fields"] = {name: write(row) for name, write in custom}
        yield item


def _object(answer: Record | Report | Listing) -> dict[str, Any]:
    if isinstance(answer, Record):
        fields = next(iter(_objects(answer.columns, [answer.row])))
        parts = {
            section.title: list(_objects(section.listing.columns, section.listing.rows)) for section in answer.sections
        }
        return fields | parts
    if isinstance(answer, Report):
        return _envelope(answer)
    return {"rows": list(_objects(answer.columns, answer.rows))}


def _envelope(report: Report) -> dict[str, Any]:
    return {
        "report": report.name,
        "version": report.version,
        "basis": report.basis,
        "period": {"since": report.since, "until": report.until},
        "as_of": report.as_of,
        "tz": report.tz,
        "currency": report.currency or None,
        "status": report.status,
        "rows": list(_objects(report.columns, report.rows, report.currency)),
        "totals": _totals(report),
        "excluded": dict(report.excluded),
        "warnings": list(report.warnings),
    }


def _totals(report: Report) -> dict[str, Any]:
    kinds: Mapping[str, str] = {column.name: column.kind for column in report.columns} | dict(report.total_kinds)
    columns = tuple(Column(name, kinds.get(name, "text")) for name in report.totals)
    return next(iter(_objects(columns, [list(report.totals.values())], report.currency))) if columns else {}


def _writers(answer: Listing | Report) -> list[Callable[[Sequence[Any]], Any]]:
    currency = answer.currency if isinstance(answer, Report) else ""
    return [cell.machine(answer.columns, index, currency) for index in range(len(answer.columns))]


def _separated(answer: Answer, out: TextIO, delimiter: str) -> None:
    import csv

    answer = _plain(answer)
    rows = [answer.row] if isinstance(answer, Record) else answer.rows
    columns = answer.columns
    currency = answer.currency if isinstance(answer, Report) else ""
    writers = [_spreadsheet(column, cell.machine(columns, index, currency)) for index, column in enumerate(columns)]
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([write(row) for write in writers] for row in rows)


def _spreadsheet(column: Column, write: Callable[[Sequence[Any]], Any]) -> Callable[[Sequence[Any]], Any]:
    if column.kind in _NUMBERS:
        return write

    def text(row: Sequence[Any]) -> str:
        value = _flat(write(row))
        return guard(value) if value else value

    return text


def _flat(value: Any) -> str:
    """One cell of text: lists by comma, mappings as JSON, yes and no as true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ",".join(value)
    return _dumps(value) if isinstance(value, dict | list) else str(value)


def _pipe_table(out: TextIO, names: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool]) -> None:
    out.write(f"| {' | '.join(names)} |\n")
    out.write(f"|{'|'.join('---:' if each else '---' for each in right)}|\n")
    for row in rows:
        cells = (text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>") for text in row)
        out.write(f"| {' | '.join(cells)} |\n")
