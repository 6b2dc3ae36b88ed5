"""Losses: why deals are lost, from which stage, and what they were worth (metric dictionary F7)."""

from collections import Counter
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import deal
from ltc_cli.domain.noun import ref
from ltc_cli.figures.deal.closed import Closed, closed
from ltc_cli.figures.dimension import Dimension, dimensions
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import Ask, end_ms, rate, report, span_words
from ltc_cli.process import label
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.words import say

NOT_GIVEN = "(none given)"
_OWN = ("reason", "stage")
"""Dimensions of a loss that no field of a deal holds: why, and the stage it was lost from."""


class Loss(NamedTuple):
    """A deal lost in the period."""

    deal: Closed
    key: tuple[str, ...]


def losses(book: Book, asked: Ask) -> Report:
    """By reason, or by what else was asked: how many, which share of all, and what they were worth."""
    rates = Rates(book)
    found = _losses(book, asked, rates)
    counts = Counter(each.key for each in found)
    worth: Counter[tuple[str, ...]] = Counter()
    for each in found:
        worth[each.key] += each.deal.minor or 0
    rows = [
        (*key, counts[key], worth[key], *rate(counts[key], len(found)))
        for key in sorted(counts, key=lambda key: (-counts[key], key))
    ]
    return report(
        book,
        asked,
        (
            *_heads(book, asked), Column("lost", "count"), Column("amount", "money"), Column("share", "ratio"),
            Column("ci_low", "ratio"), Column("ci_high", "ratio"),
        ),
        rows,
        {"lost": len(found), "amount": sum(worth.values())},
        excluded={"unvalued": sum(not each.deal.valued for each in found), **rates.missing},
        status="undefined" if not found else "partial" if rates.missing else "ok",
        title=" · ".join(filter(None, (say("Losses"), span_words(asked)))),
        notes=[say("By the day a deal was lost, not by the day it came.")],
    )._replace(rates=(Rate("share", "ci_low", "ci_high", "lost", ""),), bar="lost")  # fmt: skip


def losses_rows(book: Book, asked: Ask) -> Listing:
    """The deals lost in the period."""
    columns = (
        Column("ref", "ref"), Column("lost", "instant"), Column("reason"), Column("stage"), Column("amount", "money"),
        Column("currency", shown=False),
    )  # fmt: skip
    found = _losses(book, asked._replace(by=_OWN), Rates(book))
    rows = [
        (ref("deal", each.deal.id), each.deal.at, *each.key, each.deal.minor, book.process.currency) for each in found
    ]
    return Listing("lost_deal", columns, rows)


def _losses(book: Book, asked: Ask, rates: Rates) -> list[Loss]:
    by = _fields(book, asked)
    stages = _stages(book) if "stage" in asked.by else {}
    found = []
    for each in closed(book, asked, by, rates):
        if each.kind == "lost":
            rest = iter(each.key)
            own = {"reason": each.reason or NOT_GIVEN, "stage": stages.get(each.id, NOT_GIVEN)}
            found.append(Loss(each, tuple(own[name] if name in _OWN else next(rest) for name in asked.by)))
    return found


def _fields(book: Book, asked: Ask) -> list[Dimension]:
    names = tuple(name for name in asked.by if name not in _OWN)
    return dimensions(book, deal.SOURCE, names, "deal.closed_ms")


def _heads(book: Book, asked: Ask) -> list[Column]:
    fields = {dimension.name: dimension.column for dimension in _fields(book, asked)}
    language = book.process.language
    words: dict[str, dict[str, Any]] = {
        "reason": {reason.id: label(reason, language) for reason in book.process.lost_reasons},
        "stage": {stage.id: label(stage, language) for line in book.process.pipelines for stage in line.stages},
    }
    return [fields.get(name) or Column(name, words=words[name]) for name in asked.by]


def _stages(book: Book) -> dict[int, str]:
    """The stage each deal was last lost from."""
    return dict(
        book.conn.execute(
            "SELECT entity_id, from_stage FROM stage_event WHERE entity = 'deal' AND to_kind = 'lost' "
            "AND effective_ms <= ? ORDER BY effective_ms, id",
            (end_ms(book),),
        )
    )
