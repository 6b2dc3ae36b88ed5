"""Throughput: what entered each stage in a period, what left it for where, and what is there (metric dictionary F2)."""

from collections import Counter
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain.noun import ref
from ltc_cli.figures.deal.visits import BACK, FORWARD, LOST, STILL, WAYS, Deals, Place, deals, heads, ranks, visits
from ltc_cli.metrics import Ask, end_ms, report, span_words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

_COLUMNS = (
    Column("wip_start", "count", label="at start"),
    Column("entries", "count"),
    Column("forward", "count"),
    Column("back", "count"),
    Column("lost", "count"),
    Column("wip_end", "count", label="at end"),
    Column("ratio", "number", shown=False),
)


class _Moves(NamedTuple):
    """What happened at the stages in the period, as counts by their place in the order."""

    before: Counter[int]
    """Visits under way when it began."""
    entries: Counter[int]
    exits: Counter[tuple[int, int]]
    after: Counter[int]
    """Visits under way when it ended."""


def throughput(book: Book, asked: Ask) -> Report:
    """Every stage in its order: what is at its end is what was at its start, and came, less what left."""
    order, found, moves = _moves(book, asked)
    rows = []
    for at, place in enumerate(order):
        came = moves.before[at], moves.entries[at]
        gone = [moves.exits[at, way] for way in (FORWARD, BACK, LOST)]
        ratio = round(gone[0] / came[1], 6) if came[1] else None
        rows.append((*place, *came, *gone, moves.after[at], ratio))
    names = [column.name for column in _COLUMNS[:-1]]
    totals = dict(zip(names, map(sum, zip(*(row[2:-1] for row in rows), strict=True)), strict=False))
    return report(
        book,
        asked,
        (*heads(book), *_COLUMNS),
        rows,
        totals,
        excluded=found.left_out,
        status="ok" if any(totals.values()) else "undefined",
        title=" · ".join(filter(None, (say("Throughput"), span_words(asked)))),
        notes=[say("Work that passed through, not a conversion: entries and exits are of different deals.")],
    )


def throughput_rows(book: Book, asked: Ask) -> Listing:
    """Every visit that was entered or left in the period, or lasted through it."""
    columns = (
        Column("ref", "ref"), *heads(book), Column("since", "instant"), Column("until", "instant"),
        Column("outcome"), Column("entered", "yesno"), Column("left", "yesno"),
    )  # fmt: skip
    order = ranks(book)
    places, (first, last) = list(order), _bounds(book, asked)
    rows = []
    for number, at, came, gone, way in visits(book, deals(book, asked), order):
        left = way != STILL and first <= gone < last
        still = way == STILL or gone >= last
        if came < last and (gone >= first or way == STILL):
            outcome = "open" if still else WAYS[way]
            until = None if still else gone
            rows.append((ref("deal", number), *places[at], came, until, outcome, int(came >= first), int(left)))
    return Listing("stage_visit", columns, rows)


def _moves(book: Book, asked: Ask) -> tuple[dict[Place, int], Deals, _Moves]:
    order = ranks(book)
    found = deals(book, asked)
    first, last = _bounds(book, asked)
    moves = _Moves(Counter(), Counter(), Counter(), Counter())
    for _, at, came, gone, way in visits(book, found, order):
        if came >= last or (way != STILL and gone < first):
            continue
        if came < first:
            moves.before[at] += 1
        else:
            moves.entries[at] += 1
        if way != STILL and gone < last:
            moves.exits[at, way] += 1
        else:
            moves.after[at] += 1
    return order, found, moves


def _bounds(book: Book, asked: Ask) -> tuple[int, int]:
    """The instants of the period, its end not included; never after what the report sees."""
    since, until = asked.period.bounds(book.clock.tz)
    return since if since is not None else -(1 << 62), min(until or 1 << 62, end_ms(book) + 1)
