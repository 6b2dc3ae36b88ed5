"""A single figure of a period, asked of the report that tells it."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from ltc_cli import metrics
from ltc_cli.book import Book
from ltc_cli.clock import Period, end_of
from ltc_cli.figures import FIGURES
from ltc_cli.metrics import Ask, end_ms
from ltc_cli.shape import Report
from ltc_cli.turn import Turn


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
