"""A page of reports: the key figures, and under them how leads become deals, deals money, and customers stay."""

from ltc_cli import metrics
from ltc_cli.book import Book
from ltc_cli.clock import Period
from ltc_cli.figures import REPORTS, picture
from ltc_cli.metrics import Ask, Span, as_of_words, span_words
from ltc_cli.shape import Dashboard, Report
from ltc_cli.words import say

PARTS = ("funnel", "pipeline", "cycle", "channels", "revenue", "aging", "cashflow", "cohorts")
"""The reports of the page, in the order of the chain."""


def dashboard(book: Book, span: Span) -> Dashboard:
    """The page for a period; what is a state is told as of the day asked."""
    cards = metrics.ask(book, REPORTS["kpi"], span)
    period = cards.period
    facts = (
        span_words(cards) or say("everything until {day}", day=as_of_words(book)),
        say("as of {day}", day=picture.day_words(as_of_words(book))), book.clock.tz, book.process.currency or "",
    )  # fmt: skip
    parts = (_part(book, name, period) for name in PARTS if name in REPORTS)
    return Dashboard(say("Lead to cash"), tuple(filter(None, facts)), metrics.answer(book, cards), tuple(parts))


def _part(book: Book, name: str, period: Period) -> Report:
    metric = REPORTS[name]
    span = Period(None, None, "", "all") if metric.basis == "snapshot" else period
    asked = Ask(metric, span, metric.by, None, metric.basis)
    return picture.drawn(book, asked, metrics.answer(book, asked), wanted=False)
