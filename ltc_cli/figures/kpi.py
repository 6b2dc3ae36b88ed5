"""One page of figures: each with what it should be, what it was a period before, and what it is worth."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from ltc_cli import metrics
from ltc_cli.book import Book
from ltc_cli.clock import Period, end_of, previous
from ltc_cli.figures import FIGURES
from ltc_cli.figures.target import target_of
from ltc_cli.metrics import Ask, end_ms, report, span_words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.turn import Turn
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
    now: dict[Any, Report] = {}
    then: dict[Any, Report] = {}
    rows = []
    for name in PAGE:
        figure = FIGURES[name][1]
        found = told(book, asked.period, name, now)
        past = told(book, compared, name, then) if compared else None
        rows.append((
            name, found.totals.get(figure.value), figure.unit, target_of(book, asked.period, figure.name, figure.unit),
            past.totals.get(figure.value) if past else None, found.status,
        ))  # fmt: skip
    columns = (
        Column("metric", words={name: say(FIGURES[name][1].title) for name in PAGE}), Column("value", "figure"),
        Column("unit", shown=False), Column("target", "figure"), Column("previous", "figure"), Column("status"),
    )  # fmt: skip
    notes = [say("Compared with {span}.", span=span_words(asked._replace(period=compared)))] if compared else []
    span = span_words(asked)
    return report(
        book, asked, columns, rows, {}, notes=notes,
        title=f"{say('Key figures')} · {span}" if span else say("Key figures"),
    )  # fmt: skip


def kpi_rows(_book: Book, _asked: Ask) -> Listing:
    """Where each figure is explained."""
    columns = (Column("metric"), Column("report"), Column("explained"))
    return Listing("figure", columns, [(name, FIGURES[name][0].name, f"ltc explain {name} --rows") for name in PAGE])


def told(book: Book, period: Period, name: str, known: dict[Any, Report]) -> Report:
    """The report that tells a figure; several figures of one report ask once."""
    metric, figure = FIGURES[name]
    key = metric.name, figure.to
    if key not in known:
        state = metric.basis == "snapshot" and period.until is not None
        with _as_of_the_end(book, period) if state else nullcontext():
            span = Period(None, None, "", "all") if state else period
            known[key] = metrics.answer(book, Ask(metric, span, metric.by, None, metric.basis, Turn(figure.to)))
    return known[key]


@contextmanager
def _as_of_the_end(book: Book, period: Period) -> Iterator[None]:
    """Ask for the state at the end of a period, or of now while it is not over."""
    assert period.until is not None
    kept, end = book.as_of, end_of(period.until.isoformat(), book.clock)
    if end.ms < end_ms(book):
        book.as_of = end
    try:
        yield
    finally:
        book.as_of = kept
