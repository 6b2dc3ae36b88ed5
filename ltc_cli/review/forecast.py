"""Frozen forecasts (metric dictionary F11): made once, never changed, scored later."""

import json

from ltc_cli import metrics
from ltc_cli.book import Book
from ltc_cli.clock import bucket
from ltc_cli.domain.chance import WHOLE
from ltc_cli.errors import Refused
from ltc_cli.figures import REPORTS
from ltc_cli.figures.deal import outlook
from ltc_cli.metrics import Span, end_day


def freeze(book: Book, period: str | None) -> int:
    """Keep the forecast of a period as it is on this day; its id. The same again on the same day is the same.

    Raises `Refused` for a period that is over.
    """
    asked = metrics.ask(book, REPORTS["forecast"], Span(period=period))
    with book.operation("forecast freeze") as step:
        parts, told = outlook.parts_of(book, asked), outlook.forecast(book, asked)
        since, until = parts.period.since, parts.period.until
        assert since is not None
        assert until is not None
        day = end_day(book)
        if until.isoformat() < day:
            raise Refused(
                f"the period was over on {until}; a forecast is of what is to come.", "Name a later --period."
            )
        deals = [[each.id, each.minor, each.chance.ppm / WHOLE, each.closes] for each in parts.open]
        body = json.dumps({"version": told.version, "totals": dict(told.totals), "deals": deals}, sort_keys=True)
        known = book.conn.execute(
            "SELECT id FROM forecast WHERE since = ? AND until = ? AND as_of = ? AND body = ?",
            (since.isoformat(), until.isoformat(), day, body),
        ).fetchone()
        if known:
            step.about("forecast", int(known[0]))
            return int(known[0])
        kind = parts.period.kind
        name = bucket(since, kind, book.process.fiscal_year_start) if kind in metrics.UNITS else parts.period.label
        number = book.insert(
            "forecast",
            {
                "created_ms": book.when(), "as_of": day, "period": name, "since": since.isoformat(),
                "until": until.isoformat(), "currency": book.process.currency or "EUR",
                "total_minor": told.totals["total"], "body": body,
            },
        )  # fmt: skip
        step.about("forecast", number)
        return number
