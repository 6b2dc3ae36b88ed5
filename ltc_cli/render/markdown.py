"""Markdown: the table for people as a pipe table, for an issue, a wiki or the summary of a build."""

import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from ltc_cli.render import figure, layout, table
from ltc_cli.render.cell import Reader
from ltc_cli.render.person import fields
from ltc_cli.render.safe import safe
from ltc_cli.render.style import Style
from ltc_cli.render.table import Head, Texts
from ltc_cli.shape import Answer, Document, Fact, Grid, Listing, Party, Record, Report, Sum
from ltc_cli.words import say

_MARKUP = re.compile(r"([\\`*_\[\]<>|~#])")


def write_markdown(answer: Answer, style: Style, out: TextIO) -> None:
    """Write headings, pipe tables and notes; nothing in the data is taken for markup."""
    if isinstance(answer, Document) and style.columns is None:
        lines = _document(answer)
    else:
        lines = _lines(layout.plain(answer), style)
    out.writelines(line + "\n" for line in lines)


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(r"\\\1", safe(text, multiline=True)).replace("\n", "<br>")


def _lines(answer: Listing | Record | Report, style: Style) -> Iterator[str]:
    reader = Reader(style.tz, style.today)
    if isinstance(answer, Record):
        yield from _page(answer, style, reader)
    elif isinstance(answer, Report):
        texts, marks = figure.texts(answer, reader, style.columns)
        yield from _heading(figure.title(answer))
        yield from _paragraph(figure.facts(answer))
        yield from _pipes(texts)
        pairs = figure.rest(answer, reader)
        if pairs:
            yield ""
            yield from _pipes(Texts((Head(""), Head("", right=True)), pairs))
        yield from _notes(figure.notes(answer, marks))
    else:
        yield from _heading(answer.title)
        yield from _pipes(table.texts(layout.of(answer, style.columns), answer.rows, reader))
        yield from _notes(answer.notes)


def _page(record: Record, style: Style, reader: Reader) -> Iterator[str]:
    columns = layout.of(record, style.columns)
    heads = (Head(say("field")), Head(say("value")))
    yield from _heading(record.title)
    yield from _pipes(Texts(heads, fields(record, columns, reader)))
    for section in () if columns.chosen else record.sections:
        yield ""
        yield from _heading(say(section.title.replace("_", " ")), "###")
        yield from _pipes(table.texts(layout.of(section.listing), section.listing.rows, reader))


def _document(document: Document) -> Iterator[str]:
    yield from _heading(document.title, "#")
    if document.stamp:
        yield f"**{escaped(document.stamp)}**"
        yield ""
    yield _row([document.sender.name, document.recipient.name])
    yield "|---|---|"
    yield _row(["\n".join(_party(each)) for each in (document.sender, document.recipient)])
    yield ""
    yield from _facts(document.facts)
    if document.message:
        yield from _paragraph(document.message)
    if document.lines.rows:
        yield from _grid(document.lines)
        yield ""
    yield from _sums(document.sums)
    if document.settled is not None:
        yield from _grid(document.settled)
        yield ""
    yield from _sums(document.balance)
    yield from _facts(document.payment)
    for note in document.notes:
        yield from _paragraph(note)
    if document.footer:
        yield "---"
        yield ""
        yield from _facts(document.footer)


def _party(party: Party) -> list[str]:
    return [*party.address, *(f"{fact.label} {fact.value}" for fact in party.facts)]


def _paragraph(text: str) -> Iterator[str]:
    yield escaped(text)
    yield ""


def _facts(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        label = f"**{escaped(fact.label)}:** " if fact.label else ""
        yield f"- {label}{escaped(fact.value)}"
    if facts:
        yield ""


def _grid(grid: Grid) -> Iterator[str]:
    heads = tuple(Head(title, at in grid.right) for at, title in enumerate(grid.heads))
    yield from _pipes(Texts(heads, grid.rows))


def _sums(sums: Sequence[Sum]) -> Iterator[str]:
    if not sums:
        return
    yield "| | |"
    yield "|---|---:|"
    for each in sums:
        label, amount = escaped(each.label), escaped(each.amount)
        yield f"| **{label}** | **{amount}** |" if each.strong else f"| {label} | {amount} |"
    yield ""


def _heading(text: str, marks: str = "##") -> Iterator[str]:
    if text:
        yield f"{marks} {escaped(text)}"
        yield ""


def _pipes(texts: Texts) -> Iterator[str]:
    yield _row([head.title for head in texts.heads])
    yield f"|{'|'.join('---:' if head.right else '---' for head in texts.heads)}|"
    yield from map(_row, texts.rows)
    if texts.foot:
        yield f"| {' | '.join(f'**{escaped(text.strip())}**' if text.strip() else '' for text in texts.foot)} |"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(escaped(text.strip()) for text in cells)} |"


def _notes(notes: Sequence[str]) -> Iterator[str]:
    for note in notes:
        yield ""
        yield escaped(note)
