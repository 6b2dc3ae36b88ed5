"""The forecast of a period: what is booked, what open deals should bring, and what is not there yet (F11, F13)."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import Period, add_months, parse_period, previous
from ltc_cli.domain.chance import WHOLE
from ltc_cli.domain.noun import ref
from ltc_cli.errors import BadUsage
from ltc_cli.figures import REPORTS
from ltc_cli.figures.closed import closed
from ltc_cli.figures.pipeline import Open, chances, open_deals
from ltc_cli.figures.rates import Rates
from ltc_cli.figures.revenue import booked
from ltc_cli.figures.target import target_of
from ltc_cli.figures.winrate import winrate
from ltc_cli.metrics import Ask, end_day, report, span_words
from ltc_cli.money import Money, words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.stats.forecast import allowance, outlook
from ltc_cli.words import say

_BACK = 4
"""Earlier periods from which the allowance is learnt."""
_MONTHS = 12


class Parts(NamedTuple):
    """What a forecast is made of, in minor units."""

    period: Period
    booked: int
    open: list[Open]
    """Deals expected in what is left of the period."""
    overdue: list[Open]
    allowance: int | None
    """For deals not there yet; None with too little history."""
    missing: dict[str, Any]


def forecast(book: Book, asked: Ask) -> Report:
    """The parts one by one, their sum, and its range; coverage where the process names a target for `booked`."""
    parts = parts_of(book, asked)
    weighted = sum(each.weighted for each in parts.open)
    total = parts.booked + weighted + (parts.allowance or 0)
    spread = outlook(chances(parts.open), parts.booked + (parts.allowance or 0))
    rows = [
        ("booked", None, parts.booked), ("open", len(parts.open), weighted),
        ("not_there_yet", None, parts.allowance), ("total", None, total),
    ]  # fmt: skip
    labels = {
        "booked": say("booked"), "open": say("open deals, by their chance"),
        "not_there_yet": say("deals not there yet"), "total": say("forecast"),
    }  # fmt: skip
    totals = {
        "booked": parts.booked, "open": weighted, "not_there_yet": parts.allowance, "total": total,
        "p10": spread.p10, "p50": spread.p50, "p90": spread.p90, **_coverage(book, asked, parts),
    }  # fmt: skip
    amounts = [name for name in totals if name not in ("coverage", "required")]
    return report(
        book,
        asked._replace(period=parts.period),
        (Column("part", words=labels), Column("deals", "count"), Column("amount", "money")),
        rows,
        totals,
        total_kinds={**dict.fromkeys(amounts, "money"), "coverage": "number", "required": "number"},
        excluded={
            "overdue": len(parts.overdue), "unvalued": sum(not each.valued for each in parts.open), **parts.missing,
        },
        status="partial" if parts.missing else "ok",
        title=" · ".join((say("Forecast"), span_words(asked._replace(period=parts.period)))),
        notes=_notes(book, totals),
    )._replace(silent=tuple(totals))  # fmt: skip


def forecast_rows(book: Book, asked: Ask) -> Listing:
    """The open deals of the forecast, and those left out because their close date is past."""
    columns = (
        Column("ref", "ref"), Column("title"), Column("expected_close", "date"), Column("amount", "money"),
        Column("probability", "ratio"), Column("weighted", "money"), Column("counted", "yesno"),
        Column("currency", shown=False),
    )  # fmt: skip
    parts = parts_of(book, asked)
    rows = [
        (ref("deal", each.id), each.title, each.closes, each.minor, each.chance.ppm / WHOLE, each.weighted,
         int(each in parts.open), book.process.currency)
        for each in sorted((*parts.open, *parts.overdue))
    ]  # fmt: skip
    return Listing("forecast_deal", columns, rows)


def parts_of(book: Book, asked: Ask) -> Parts:
    """The parts of a period's forecast as of the day asked; the period is this quarter unless one is named."""
    today = date.fromisoformat(end_day(book))
    period = asked.period
    if period.since is None or period.until is None:
        if period.since or period.until:
            raise BadUsage("a forecast is of a period with a beginning and an end.", "ltc report forecast --period …")
        period = parse_period("this-quarter", today, book.process.fiscal_year_start)
    assert period.since is not None
    assert period.until is not None
    rates = Rates(book)
    everything = Ask(REPORTS["pipeline"], Period(None, None, "", "all"), (), asked.where, "snapshot")
    deals = open_deals(book, everything, [], rates)
    first, last = max(today, period.since).isoformat(), period.until.isoformat()
    coming = [each for each in deals if each.closes is not None and first <= each.closes <= last]
    late = [each for each in deals if each.closes is not None and each.closes < today.isoformat()]
    reached = Period(period.since, min(period.until, today), "", "span")
    sold = booked(book, reached) if period.since <= today else 0
    return Parts(period, sold, coming, late, _allowance(book, asked, period, today), rates.missing)


def _allowance(book: Book, asked: Ask, period: Period, today: date) -> int | None:
    """What deals opened and won within one of the earlier periods brought, by the share of this one that is left."""
    assert period.since is not None
    assert period.until is not None
    brought: list[int] = []
    rates = Rates(book)
    oldest = book.conn.execute("SELECT min(created_ms) FROM deal").fetchone()[0]
    before = period
    for _ in range(_BACK):
        before = previous(before)
        begun, _ = before.bounds(book.clock.tz)
        if oldest is None or begun is None or begun < oldest:
            break
        won = closed(book, asked._replace(period=before), [], rates)
        inside = [each.minor or 0 for each in won if each.kind == "won" and each.created >= begun]
        brought.insert(0, sum(inside))
    days = (period.until - period.since).days + 1
    left = min(days, max(0, (period.until - today).days))
    return allowance(brought, left, days)


def _coverage(book: Book, asked: Ask, parts: Parts) -> dict[str, Any]:
    """How often what is open covers what the target still lacks, and how often it has to (F13)."""
    target = target_of(book, parts.period, "booked", "money")
    if target is None:
        return {"target": None, "remaining": None, "coverage": None, "required": None}
    remaining = target - parts.booked
    opened = sum(each.minor or 0 for each in parts.open)
    today = date.fromisoformat(end_day(book))
    year = Period(add_months(today, -_MONTHS) + timedelta(days=1), today, "", "span")
    by_value = winrate(book, Ask(REPORTS["winrate"], year, (), asked.where, "period")).totals["rate_by_value"]
    return {
        "target": target, "remaining": max(0, remaining),
        "coverage": round(opened / remaining, 6) if remaining > 0 else None,
        "required": round(1 / by_value, 6) if by_value else None,
    }  # fmt: skip


def _notes(book: Book, totals: dict[str, Any]) -> list[str]:
    currency = book.process.currency or ""
    low, high = (words(Money(totals[name], currency)) for name in ("p10", "p90"))
    notes = [say("Four times in five it comes to {low} to {high}.", low=low, high=high)]
    if totals["not_there_yet"] is None:
        notes.append(say("Deals not there yet are not expected: three earlier periods would teach how many."))
    if totals["target"] is None:
        return notes
    if not totals["remaining"]:
        return [*notes, say("The target is met.")]
    needed = say("{n} times", n=f"{totals['required']:.2f}") if totals["required"] else say("unknown")
    covered = f"{totals['coverage']:.2f}"
    return [*notes, say("What is open covers the rest of the target {n} times; needed: {m}.", n=covered, m=needed)]
