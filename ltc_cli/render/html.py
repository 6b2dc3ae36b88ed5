"""One self-contained page of HTML, to look at, to print on A4 or to send: nothing in it is fetched or run."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import TextIO

from ltc_cli.render import figure, layout, table
from ltc_cli.render.cell import Reader
from ltc_cli.render.person import fields
from ltc_cli.render.safe import safe
from ltc_cli.render.style import Style
from ltc_cli.render.stylesheet import STYLESHEET
from ltc_cli.render.table import Head, Texts
from ltc_cli.shape import Answer, Chart, Document, Fact, Grid, Listing, Party, Record, Report, Sum
from ltc_cli.words import say, tongue

UPRIGHT = 6
"""Columns beyond which a single row is told as names and values."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What the page may load or run: nothing but its own looks."""


def write_html(answer: Answer, style: Style, out: TextIO) -> None:
    """Write the page: a document as it is sent, anything else as headings and tables."""
    if isinstance(answer, Document) and style.columns is None:
        language, title, body, kind = answer.language, answer.title, _document(answer), "sheet"
    else:
        plain = layout.plain(answer)
        language, title, body, kind = tongue().code, _title(plain), _answer(plain, style), "sheet page"
    out.writelines(line + "\n" for line in frame(language, title, kind, body))


def frame(language: str, title: str, kind: str, body: Iterator[str]) -> Iterator[str]:
    """A whole page around its body: what it is, how it looks, and that nothing is to be fetched or run."""
    yield "<!doctype html>"
    yield f'<html lang="{said(language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{said(title)}</title>"
    yield f"<style>\n{STYLESHEET}</style>"
    yield "</head>"
    yield "<body>"
    yield f'<main class="{kind}">'
    yield from body
    yield "</main>"
    yield "</body>"
    yield "</html>"


def said(text: str) -> str:
    """Text of the data, harmless in the page and readable by whoever looks at its source on a terminal."""
    return escape(safe(text, multiline=True))


def _named(text: str) -> str:
    """A text whose direction is its own: a name in Hebrew does not turn the line around it."""
    return f"<bdi>{said(text)}</bdi>" if text else ""


# Documents -----------------------------------------------------------------------------------------------------------


def _document(document: Document) -> Iterator[str]:
    yield from _top(document)
    yield '<section class="who">'
    yield from _party(document.recipient, "recipient")
    yield from _facts(document.facts, "facts")
    yield "</section>"
    yield from paragraphs([document.message] if document.message else [], "message")
    if document.lines.rows:
        yield from _grid(document.lines, "lines")
    yield from _sums(document.sums)
    if document.settled is not None or document.balance:
        yield '<div class="settlement">'
        if document.settled is not None:
            yield from _grid(document.settled, "settled")
        yield from _sums(document.balance)
        yield "</div>"
    yield from _facts(document.payment, "payment")
    yield from paragraphs(document.notes, "note")
    yield from _footer(document.footer)


def _top(document: Document) -> Iterator[str]:
    yield '<header class="top">'
    yield from _party(document.sender, "sender")
    yield '<div class="what">'
    yield f"<h1>{said(document.heading)}</h1>"
    if document.number:
        yield f'<p class="number">{_named(document.number)}</p>'
    if document.stamp:
        yield f'<p class="stamp">{said(document.stamp)}</p>'
    yield "</div>"
    yield "</header>"


def _party(party: Party, kind: str) -> Iterator[str]:
    yield f'<address class="{kind}">'
    yield f"<strong>{_named(party.name)}</strong>"
    yield from (f"<span>{_named(line)}</span>" for line in party.address)
    yield from (f"<small>{said(fact.label)} {_named(fact.value)}</small>" for fact in party.facts)
    yield "</address>"


def _facts(facts: Sequence[Fact], kind: str) -> Iterator[str]:
    if facts:
        yield f'<dl class="{kind}">'
        yield from (f"<div><dt>{said(fact.label)}</dt><dd>{_named(fact.value)}</dd></div>" for fact in facts)
        yield "</dl>"


def paragraphs(texts: Sequence[str], kind: str) -> Iterator[str]:
    """A paragraph each."""
    yield from (f'<p class="{kind}" dir="auto">{said(text)}</p>' for text in texts)


def _grid(grid: Grid, kind: str) -> Iterator[str]:
    sides = [_side(at, grid) for at in range(len(grid.heads))]
    yield f'<table class="{kind}">'
    titles = (f'<th scope="col"{side}>{said(title)}</th>' for title, side in zip(grid.heads, sides, strict=True))
    yield f"<thead><tr>{''.join(titles)}</tr></thead>"
    yield "<tbody>"
    for row in grid.rows:
        yield f"<tr>{''.join(f'<td{side}>{_cell(text)}</td>' for text, side in zip(row, sides, strict=True))}</tr>"
    yield "</tbody>"
    yield "</table>"


def _side(at: int, grid: Grid) -> str:
    if at == grid.wide:
        return ' class="wide"'
    return ' class="right"' if at in grid.right else ' class="keep"'


def _cell(text: str) -> str:
    first, *more = text.split("\n")
    return _named(first) + "".join(f"<small>{_named(line)}</small>" for line in more)


def _sums(sums: Sequence[Sum]) -> Iterator[str]:
    if sums:
        yield '<table class="sums">'
        for each in sums:
            kind = ' class="strong"' if each.strong else ""
            yield f'<tr{kind}><th scope="row">{said(each.label)}</th><td>{said(each.amount)}</td></tr>'
        yield "</table>"


def _footer(facts: Sequence[Fact]) -> Iterator[str]:
    if not facts:
        return
    yield "<footer>"
    short = [f"{said(fact.label)} {_named(fact.value)}" for fact in facts if fact.label]
    if short:
        yield f"<p>{' <i>·</i> '.join(f'<span>{each}</span>' for each in short)}</p>"
    yield from (f'<p dir="auto">{said(fact.value)}</p>' for fact in facts if not fact.label)
    yield "</footer>"


# Other answers -------------------------------------------------------------------------------------------------------


def _title(answer: Listing | Record | Report) -> str:
    if isinstance(answer, Report):
        return figure.title(answer)
    return answer.title or say(answer.kind.replace("_", " "))


def _answer(answer: Listing | Record | Report, style: Style) -> Iterator[str]:
    reader = Reader(style.tz, style.today)
    yield f'<h1 dir="auto">{said(_title(answer))}</h1>'
    if isinstance(answer, Record):
        columns = layout.of(answer, style.columns)
        yield from _facts([Fact(*pair) for pair in fields(answer, columns, reader)], "facts")
        for section in () if columns.chosen else answer.sections:
            yield f"<h2>{said(say(section.title.replace('_', ' ')))}</h2>"
            yield from lines_of(table.texts(layout.of(section.listing), section.listing.rows, reader))
    elif isinstance(answer, Report):
        yield from paragraphs([figure.facts(answer)], "basis")
        drawn = [*pictures(answer.charts if style.columns is None else ())]
        yield from drawn
        yield from table_of(answer if drawn else answer._replace(charts=()), style)
    else:
        yield from lines_of(table.texts(layout.of(answer, style.columns), answer.rows, reader))
        yield from paragraphs(answer.notes, "note")


def pictures(charts: Sequence[Chart], name: str = "chart") -> Iterator[str]:
    """The pictures of a report, where they can be drawn."""
    from ltc_cli.render import svg

    for at, chart in enumerate(charts if svg.is_there() else ()):
        title = f"{chart.title} {chart.currency}".rstrip()
        yield f'<figure><figcaption dir="auto">{said(title)}</figcaption>'
        yield svg.drawn(chart, f"{name}-{at}")
        yield f"<small>{said(chart.note)}</small></figure>"


def table_of(report: Report, style: Style) -> Iterator[str]:
    """The table of a report, and what is to be said under it."""
    reader = Reader(style.tz, style.today)
    texts, marks = figure.texts(report, reader, style.columns)
    rows = list(texts.rows)
    if not rows:
        yield from paragraphs([say("nothing to count.")], "note")
    elif len(rows) == 1 and len(texts.heads) > UPRIGHT:
        yield from _facts(
            [Fact(head.title, text) for head, text in zip(texts.heads, rows[0], strict=True)], "facts rest"
        )
    else:
        yield from lines_of(texts._replace(rows=rows))
    yield from _facts([Fact(*pair) for pair in figure.rest(report, reader)], "facts rest")
    yield from paragraphs(figure.notes(report, marks), "note")


def lines_of(texts: Texts) -> Iterator[str]:
    """A table, which scrolls by itself where it is too wide."""
    sides = [' class="right"' if head.right else ' class="keep"' if head.fixed else "" for head in texts.heads]
    yield '<div class="scroll" tabindex="0"><table class="lines">'
    yield f"<thead><tr>{''.join(map(_title_cell, texts.heads, sides))}</tr></thead>"
    yield "<tbody>"
    for row in texts.rows:
        yield f"<tr>{''.join(f'<td{side}>{_named(text)}</td>' for text, side in zip(row, sides, strict=True))}</tr>"
    yield "</tbody>"
    if texts.foot:
        first, *others = zip(texts.foot, sides, strict=True)
        name = f'<th scope="row"{first[1]}>{_named(first[0])}</th>'
        yield f"<tfoot><tr>{name}{''.join(f'<td{side}>{_named(text)}</td>' for text, side in others)}</tr></tfoot>"
    yield "</table></div>"


def _title_cell(head: Head, side: str) -> str:
    return f'<th scope="col"{side}>{said(head.title)}</th>'
