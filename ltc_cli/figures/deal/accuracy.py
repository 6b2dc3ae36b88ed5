"""How good forecasts were: misses by how far ahead they were made, and whether chances were right (F12)."""

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import Period, local_date
from ltc_cli.domain.noun import ref
from ltc_cli.domain.outcome import outcomes
from ltc_cli.figures import REPORTS
from ltc_cli.figures.money.revenue import revenue
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import Ask, end_day, report
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.stats import forecast as scores
from ltc_cli.words import say

_AHEAD = (0, 30, 60, 90)
"""Days before the end of a period by which its forecast must have been made, to be judged so far ahead."""


class Scored(NamedTuple):
    """A frozen forecast of a period that is over, with what came."""

    id: int
    period: str
    ahead: int
    """Days from when it was made to the end of the period."""
    expected: int
    came: int
    deals: list[tuple[int, float]]
    """Those it counted on, with their chances."""
    until: str


def accuracy(book: Book, asked: Ask) -> Report:
    """A row for each distance: of each period the last forecast that was made as many days before its end."""
    rates = Rates(book)
    found = _scored(book, asked, rates)
    rows = []
    for days in _AHEAD:
        chosen = _last(found, days)
        error = scores.accuracy([each.expected for each in chosen], [each.came for each in chosen])
        sums = map(sum, zip(*((each.expected, each.came) for each in chosen), strict=True)) if chosen else (None, None)
        rows.append((days, len(chosen), *sums, error.wape, error.bias, error.mape))
    judged = _judged(book, _last(found, 0))
    totals = {
        "forecasts": len(found), "periods": rows[0][1], "wape": rows[0][4], "bias": rows[0][5], "mape": rows[0][6],
        "slipped": judged.slipped, "expected_deals": judged.expected,
        "slippage": judged.slipped / judged.expected if judged.expected else None,
        "brier": scores.brier([p for p, _ in judged.pairs], [won for _, won in judged.pairs]),
    }  # fmt: skip
    return report(
        book,
        asked,
        (
            Column("days_ahead", "count"), Column("periods", "count"), Column("forecast", "money"),
            Column("booked", "money"), Column("wape", "ratio", label="off by"),
            Column("bias", "ratio", label="too high"),
            Column("mape", "ratio", shown=False),
        ),
        rows,
        totals,
        total_kinds={"slippage": "ratio", "brier": "number", "forecasts": "count"},
        excluded=rates.missing,
        status="undefined" if not found else "partial" if rates.missing else "ok",
        title=say("Forecasts against what came"),
        notes=[
            say("Off by: all misses over all that came. Too high: below zero the forecasts were too low."),
            *([] if found else [say("Keep one with: ltc forecast freeze")]),
        ],
    )._replace(silent=("wape", "bias", "mape", "slipped", "expected_deals"))  # fmt: skip


def accuracy_rows(book: Book, asked: Ask) -> Listing:
    """The frozen forecasts of periods that are over, each with what came."""
    columns = (
        Column("ref", "ref"), Column("period"), Column("days_ahead", "count"), Column("forecast", "money"),
        Column("booked", "money"), Column("currency", shown=False),
    )  # fmt: skip
    rows = [
        (ref("forecast", each.id), each.period, each.ahead, each.expected, each.came, book.process.currency)
        for each in _scored(book, asked, Rates(book))
    ]
    return Listing("scored_forecast", columns, rows)


def calibration(book: Book, asked: Ask) -> Report:
    """Of the deals that forecasts counted on, the share won in each band of chance, beside what was expected."""
    rates = Rates(book)
    pairs = _judged(book, _scored(book, asked, rates)).pairs
    bands = scores.calibration([p for p, _ in pairs], [won for _, won in pairs])
    rows = [
        (f"{band.low:.0%}-{band.high:.0%}", band.n, band.won, band.predicted, band.observed,
         *(band.interval or (None, None)))
        for band in bands
    ]  # fmt: skip
    return report(
        book,
        asked,
        (
            Column("band"), Column("deals", "count"), Column("won", "count"), Column("predicted", "ratio"),
            Column("rate", "ratio"), Column("ci_low", "ratio"), Column("ci_high", "ratio"),
        ),
        rows,
        {
            "deals": len(pairs), "won": sum(won for _, won in pairs),
            "brier": scores.brier([p for p, _ in pairs], [won for _, won in pairs]),
        },
        total_kinds={"brier": "number"},
        excluded=rates.missing,
        status="undefined" if not pairs else "partial" if rates.missing else "ok",
        title=say("Chances against what came"),
        notes=[
            say("A band is right where its interval holds what was predicted."),
            *([] if pairs else [say("Keep one with: ltc forecast freeze")]),
        ],
    )._replace(rates=(Rate("rate", "ci_low", "ci_high", "won", "deals"),))  # fmt: skip


calibration_rows = accuracy_rows


class _Judged(NamedTuple):
    expected: int
    slipped: int
    """Not decided by the end of the period they were expected in."""
    pairs: list[tuple[float, bool]]
    """Of those decided since: the chance, and whether they were won."""


def _scored(book: Book, asked: Ask, rates: Rates) -> list[Scored]:
    """In the order in which they were made, at the rate of that day; a period that is not over is not judged yet."""
    known: dict[tuple[str, str], int] = {}
    found = []
    first, last = asked.period.since, asked.period.until
    for number, name, as_of, since, until, minor, currency, body in book.conn.execute(
        "SELECT id, period, as_of, since, until, total_minor, currency, body FROM forecast WHERE until < ? ORDER BY id",
        (end_day(book),),
    ):
        if (first and until < first.isoformat()) or (last and until > last.isoformat()):
            continue
        if (since, until) not in known:
            span = Period(date.fromisoformat(since), date.fromisoformat(until), "", "span")
            told = revenue(book, Ask(REPORTS["revenue"], span, ("month",), None, "period"))
            known[since, until] = int(told.totals["booked"])
        expected = rates(minor, currency, as_of)
        if expected is None:
            continue
        ahead = (date.fromisoformat(until) - date.fromisoformat(as_of)).days
        deals = [(deal, chance) for deal, _, chance, _ in json.loads(body)["deals"]]
        found.append(Scored(number, name, ahead, expected, known[since, until], deals, until))
    return found


def _last(found: Sequence[Scored], days: int) -> list[Scored]:
    """Of each period, the last forecast made at least so many days before its end."""
    chosen = {each.period: each for each in found if each.ahead >= days}
    return list(chosen.values())


def _judged(book: Book, found: Sequence[Scored]) -> _Judged:
    ends, tz = outcomes(book), book.clock.tz
    slipped = 0
    pairs = []
    for each in found:
        for number, chance in each.deals:
            end = ends.get(number)
            if end is None or local_date(end.at_ms, tz).isoformat() > each.until:
                slipped += 1
            if end is not None and end.kind != "void":
                pairs.append((chance, end.kind == "won"))
    return _Judged(sum(len(each.deals) for each in found), slipped, pairs)
