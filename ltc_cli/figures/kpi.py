"""One page of figures: each with what it should be, what it was a period before, and what it is worth."""

from typing import Any

from ltc_cli.book import Book
from ltc_cli.clock import Period, previous
from ltc_cli.figures import FIGURES, envelope, trend
from ltc_cli.figures.single import told
from ltc_cli.figures.target import target_of
from ltc_cli.metrics import Ask, report, span_words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

PAGE = (
    "lead_volume", "cost_per_lead", "response_median", "lead_to_customer", "cac", "ltv_cac", "win_rate",
    "average_deal", "cycle_median", "weighted_pipeline", "booked", "billed", "growth", "collected", "gross_margin",
    "receivables", "overdue_receivables", "days_sales_outstanding", "collection_effectiveness", "active_customers",
    "new_customers", "retention", "repeat_rate", "nps", "csat", "awareness",
)  # fmt: skip
"""The figures of the page, in the order of the chain."""


def kpi(book: Book, asked: Ask) -> Report:
    """Every figure of the page; a period that is not over is compared with as many days of the one before (G12)."""
    before = previous(asked.period, book.clock.today)
    compared = before if before != asked.period else None
    year = trend.a_year_before(book, asked.period)
    asked_of: tuple[dict[Any, Report], ...] = ({}, {}, {})
    rows = []
    for name in PAGE:
        figure = FIGURES[name][1]
        found, past, long_ago = (
            told(book, period, name, known) if period else None
            for period, known in zip((asked.period, compared, year), asked_of, strict=True)
        )
        assert found is not None
        rows.append((
            name, found.totals.get(figure.value), figure.unit, target_of(book, asked.period, figure.name, figure.unit),
            *(each.totals.get(figure.value) if each else None for each in (past, long_ago)),
            envelope.status(found, figure),
        ))  # fmt: skip
    columns: tuple[Column, ...] = (
        Column("metric", words={name: say(FIGURES[name][1].title) for name in PAGE}), Column("value", "figure"),
        Column("unit", shown=False), Column("target", "figure"), Column("previous", "figure", "period before"),
        Column("year_before", "figure"), Column("status", words=status_words()),
    )  # fmt: skip
    if asked.turn.trend:
        columns, rows = _trended(book, asked, columns, rows)
    span = span_words(asked)
    return report(
        book, asked, columns, rows, {}, notes=_notes(asked, compared, year),
        title=f"{say('Key figures')} · {span}" if span else say("Key figures"),
    )  # fmt: skip


def _trended(
    book: Book, asked: Ask, columns: tuple[Column, ...], rows: list[tuple[Any, ...]]
) -> tuple[tuple[Column, ...], list[tuple[Any, ...]]]:
    """The page with what each figure was in the periods before, and whether it is a signal."""
    history, over = trend.before(book, asked.period, PAGE), trend.is_over(book, asked.period)
    told_so = []
    for row in rows:
        name, value, unit = row[:3]
        earlier = history.get(name, [])
        judged = trend.judged(earlier, value, unit, over=over)
        signal = judged.signal or ("noise" if over and judged.mean is not None and value is not None else None)
        told_so.append((*row, [*earlier, value], judged.lower, judged.upper, signal))
    more = (
        Column("trend", "trend"), Column("lower", "figure", shown=False), Column("upper", "figure", shown=False),
        Column("signal", words=signal_words()),
    )  # fmt: skip
    return (*columns, *more), told_so


def _notes(asked: Ask, compared: Period | None, year: Period | None) -> list[str]:
    if compared is None:
        return [say("Name a period to see the one before, and the same a year ago: --period last-month")]
    notes = [say("Compared with {span}.", span=span_words(asked._replace(period=compared)))]
    if year is not None:
        notes.append(say("A year before: {span}.", span=span_words(asked._replace(period=year))))
    if asked.turn.trend:
        return [*notes, say("Signal or noise: by the limits of at least 8 periods before; nothing is said of fewer.")]
    return [*notes, say("Signal or noise, by the periods before: --trend")]


def status_words() -> dict[str, str]:
    """What a figure is worth, as people read it; nothing is said of one that stands as it is."""
    said = {
        "low_n": "few cases", "immature": "so far", "partial": "a part", "undefined": "undefined",
        "not_enough_data": "too few cases",
    }  # fmt: skip
    return {"ok": "", **{word: say(text) for word, text in said.items()}}


def signal_words() -> dict[str, str]:
    """What is said of a value among those before it."""
    return {"outside": say("signal: outside"), "run": say("signal: a run"), "noise": say("noise")}


def kpi_rows(_book: Book, _asked: Ask) -> Listing:
    """Where each figure is explained."""
    columns = (Column("metric"), Column("report"), Column("explained"))
    return Listing("figure", columns, [(name, FIGURES[name][0].name, f"ltc explain {name} --rows") for name in PAGE])
