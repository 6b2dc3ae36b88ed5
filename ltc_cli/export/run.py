"""What `ltc export` was asked for: some nouns or everything, in which format, to where."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from ltc_cli import newfile
from ltc_cli.book import Book
from ltc_cli.domain.noun import NOUNS, said
from ltc_cli.errors import BadUsage, nearest
from ltc_cli.export import codec, column, sink, whole
from ltc_cli.export.column import Out, Records
from ltc_cli.export.records import IMPORTED
from ltc_cli.export.sink import Sheet

_LISTED = {
    "credit_note": ("credit", "SOURCE"), "shipment": ("delivery", "SHIPMENT"), "goods_return": ("delivery", "RETURN"),
}  # fmt: skip
"""Nouns whose records are read from a source in a module of another name."""
_SAID = {name.replace(" ", "-"): noun for noun in (*NOUNS, "fx_rate") for name in (said(noun), noun)} | {
    "fx": "fx_rate",
    "import": "import_run",
    "credit": "credit_note",
}


class Asked(NamedTuple):
    """What was asked for."""

    nouns: tuple[str, ...]
    """None: everything."""
    to: str
    """A file or a folder, or - for stdout."""
    form: str
    """csv, jsonl, xlsx or hledger."""
    bom: bool = False


class Told(NamedTuple):
    """What was written, and what was left out of it."""

    place: str
    rows: int
    tables: int
    notes: Sequence[str] = ()

    def told(self) -> str:
        """In words."""
        tables = f" in {self.tables} tables" if self.tables > 1 else ""
        rows = f": {self.rows} row{'' if self.rows == 1 else 's'}{tables}" if self.tables else ""
        return "\n".join([f"wrote {self.place}{rows}", *(f"note: {note}" for note in self.notes)])


def ask(words: Sequence[str], to: str, form: str | None, *, bom: bool) -> Asked:
    """Understand the request; raises `BadUsage` naming the nearest noun or format there is."""
    nouns = tuple(dict.fromkeys(map(_noun, words)))
    suffix = Path(to).suffix.removeprefix(".").casefold()
    chosen = form or (suffix if suffix in sink.FORMATS else "csv")
    if chosen == "hledger":
        if nouns or bom:
            raise BadUsage("a journal for hledger holds all of the money.", "Name no noun, and leave --bom out.")
        return Asked((), to, chosen)
    if chosen not in sink.FORMATS:
        raise BadUsage(
            f"an export is in csv, jsonl, xlsx or hledger, not {chosen!r}.", "For example: ltc export lead -o leads.csv"
        )
    if bom and chosen != "csv":
        raise BadUsage("--bom is for CSV that Excel opens.", "Leave it out.")
    if to == "-" and (len(nouns) != 1 or chosen == "xlsx"):
        what = "a workbook" if chosen == "xlsx" else "several tables" if nouns else "everything"
        raise BadUsage(f"{what} cannot go to stdout.", "Name a folder or a workbook: -o DIR, -o book.xlsx")
    return Asked(nouns, to, chosen, bom)


def write(book: Book, asked: Asked) -> Told:
    """Write files; raises `Refused` when something is there already, `BadUsage` for a day in the past."""
    _check(book, asked)
    path = Path(asked.to)
    if asked.form == "hledger":
        newfile.write(path, pieces(book, asked))
        return Told(asked.to, 0, 0)
    if not asked.nouns:
        if asked.form == "xlsx":
            done = whole.write_workbook(book, path)
        else:
            done = whole.write_folder(book, path, asked.form, bom=asked.bom)
        return Told(done.place, done.rows, done.tables)
    counts: list[int] = []
    sheets = (_counted(sheet(book, noun), counts) for noun in asked.nouns)
    if asked.form == "xlsx":
        with newfile.whole(path) as beside:
            sink.write_workbook(beside, sheets)
    elif len(asked.nouns) == 1 and not path.is_dir() and not asked.to.endswith("/"):
        newfile.write(path, _pieces(next(sheets), asked))
    else:
        with newfile.folder(path) as beside:
            for each in sheets:
                newfile.write(beside / f"{each.name}.{asked.form}", _pieces(each, asked))
    return Told(asked.to, sum(counts), len(asked.nouns), left_out(book, asked))


def pieces(book: Book, asked: Asked) -> Iterator[str]:
    """The one text that goes to stdout; raises `BadUsage` for a day in the past."""
    _check(book, asked)
    if asked.form == "hledger":
        from ltc_cli.domain import hledger

        return hledger.journal(book)
    return _pieces(sheet(book, asked.nouns[0]), asked)


def left_out(book: Book, asked: Asked) -> list[str]:
    """What the tables of the nouns do not hold, in words."""
    found = []
    for noun in asked.nouns:
        records = _records(book, noun)
        count = book.conn.execute(records.left_out).fetchone()[0] if records.left_out else 0
        if count:
            found.append(f"{count} {records.why} left out of the {said(noun)}s: their import takes none in")
    return found


def sheet(book: Book, noun: str) -> Sheet:
    """The table of a noun: as its import reads it, or, without an import, every field there is."""
    name = said(noun).replace(" ", "_").removesuffix("_rate")
    records = _records(book, noun)
    return Sheet(name, column.shapes(records.columns), column.rows(book.conn, records))


def _records(book: Book, noun: str) -> Records:
    """The records of a noun, by its import or its list."""
    from ltc_cli.domain import query

    if noun in IMPORTED:
        return IMPORTED[noun](book)
    module, name = _LISTED.get(noun, (noun, "SOURCE"))
    source = getattr(import_module(f"ltc_cli.domain.{module}"), name)
    assert isinstance(source, query.Source)
    fields = query.fields(book, source).values()
    columns = tuple(Out(field.name, field.kind, field.sql, field.currency_sql) for field in fields)
    return Records(noun, columns, f"FROM {noun} {source.joins} ORDER BY {noun}.id")


def _check(book: Book, asked: Asked) -> None:
    if book.as_of is not None and asked.form != "hledger":
        raise BadUsage(
            "an export is of what is there now.",
            "For what was recorded by a moment: --known-at; for figures of a day: ltc report",
        )


def _pieces(page: Sheet, asked: Asked) -> Iterator[str]:
    return sink.csv_pieces(page, bom=asked.bom) if asked.form == "csv" else sink.jsonl_pieces(page)


def _counted(page: Sheet, counts: list[int]) -> Sheet:
    def batches() -> Iterator[Sequence[Sequence[codec.Value]]]:
        for batch in page.batches:
            counts.append(len(batch[0]))
            yield batch

    return page._replace(batches=batches())


def _noun(word: str) -> str:
    found = _SAID.get(word.casefold().replace("_", "-")) or _SAID.get(word.casefold().replace("_", "-").rstrip("s"))
    if found is None:
        known = sorted(set(_SAID))
        close = nearest(word, known)
        raise BadUsage(
            f"there is no noun {word!r}.", f"Did you mean {close}?" if close else f"Nouns: {', '.join(known)}"
        )
    return found
