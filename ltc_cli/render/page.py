"""The page of reports: one file of HTML that needs nothing else, on a screen, in the dark, on paper or read aloud."""

from collections.abc import Iterator
from typing import TextIO

from ltc_cli.render import cell, figure, layout
from ltc_cli.render.cell import Reader
from ltc_cli.render.html import frame, pictures, said, table_of
from ltc_cli.render.style import Style
from ltc_cli.shape import Dashboard, Report
from ltc_cli.words import say, tongue

BESIDE = 8
"""Columns of a table that still has room beside a picture."""


def write(page: Dashboard, style: Style, out: TextIO) -> None:
    """Write the page."""
    out.writelines(line + "\n" for line in frame(tongue().code, page.title, "sheet board", _body(page, style)))


def _body(page: Dashboard, style: Style) -> Iterator[str]:
    yield '<header class="head">'
    yield f'<h1 dir="auto">{said(page.title)}</h1>'
    yield f"<p>{' · '.join(f'<span>{said(fact)}</span>' for fact in page.facts)}</p>"
    yield f'<nav aria-label="{said(say("Reports"))}"><ul>'
    yield from (f'<li><a href="#{said(part.name)}">{said(_name(part))}</a></li>' for part in page.parts)
    yield "</ul></nav>"
    yield "</header>"
    yield from _cards(page.cards, Reader(style.tz, style.today))
    for part in page.parts:
        yield from _part(part, style)


def _cards(report: Report, reader: Reader) -> Iterator[str]:
    columns = layout.of(report)
    places = {column.name: at for at, column in enumerate(report.columns)}
    tell = {
        name: cell.human(columns, places[name], reader, with_currency=False)
        for name in ("metric", "value", "previous", "year_before", "target", "status")
    }
    yield f'<section aria-label="{said(say("Key figures"))}"><dl class="cards">'
    for row in report.rows:
        value = tell["value"](row) or "–"
        yield f"<div><dt>{said(tell['metric'](row))}</dt><dd>{said(value)}</dd>"
        for name, title in (
            ("previous", say("before")),
            ("year_before", say("a year ago")),
            ("target", say("target")),
        ):
            told = tell[name](row)
            if told:
                yield f"<dd><small>{said(title)} {said(told)}</small></dd>"
        if tell["status"](row):
            yield f"<dd><small>{said(tell['status'](row))}</small></dd>"
        yield "</div>"
    yield "</dl></section>"
    yield from (f'<p class="note">{said(note)}</p>' for note in report.notes)


def _part(report: Report, style: Style) -> Iterator[str]:
    name = said(report.name)
    yield f'<section class="part" id="{name}" aria-labelledby="{name}-name">'
    yield f'<h2 id="{name}-name" dir="auto">{said(figure.title(report))}</h2>'
    yield f'<p class="basis">{said(figure.facts(report))}</p>'
    drawn = [*pictures(report.charts, name)]
    beside = drawn and (len(report.rows) == 1 or sum(column.shown for column in report.columns) <= BESIDE)
    yield f'<div class="both{" drawn" if beside else ""}">'
    if drawn:
        yield "<div>"
        yield from drawn
        yield "</div>"
    yield "<div>"
    yield from table_of(report if drawn else report._replace(charts=()), style)
    yield "</div></div></section>"


def _name(report: Report) -> str:
    name = say(report.name.replace("_", " "))
    return name[:1].upper() + name[1:]
