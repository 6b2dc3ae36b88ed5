"""The forecast of a period: what is booked, what open deals should bring, and what is not there yet (F11, F13)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import Period, add_months, parse_period, previous
from ltc_cli.domain.chance import WHOLE, Chances
from ltc_cli.domain.noun import ref
from ltc_cli.errors import BadUsage
from ltc_cli.figures import REPORTS
from ltc_cli.figures.deal.closed import closed
from ltc_cli.figures.deal.pipeline import Open, chances, doubts, month_ends, open_deals, sources
from ltc_cli.figures.deal.winrate import winrate
from ltc_cli.figures.money.flows import booked
from ltc_cli.figures.rates import Rates
from ltc_cli.figures.target import target_of
from ltc_cli.metrics import Ask, end_day, report, span_words
from ltc_cli.money import Money, mul_div_half_up, words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.stats.forecast import allowance, outlook
from ltc_cli.stats.series import xmr_limits
from ltc_cli.words import say

_BACK = 4
"""Earlier periods from which the allowance is learnt."""
_MONTHS = 12


_PERIODS = 8
"""Earlier periods that their mean is of, where few deals are decided."""
_FEWEST = 3
CATEGORIES = ("commit", "best_case", "pipeline")
"""How sure the process is of a stage, the surest first; what it omits is in no forecast."""
_OMITTED = "omitted"


class Parts(NamedTuple):
    """What a forecast is made of, in minor units."""

    period: Period
    booked: int
    open: list[Open]
    """Deals expected in what is left of the period."""
    overdue: list[Open]
    omitted: list[Open]
    """Expected in it, in a stage that is in no forecast."""
    undated: list[Open]
    """Without a day on which they should be decided."""
    allowance: int | None
    """For deals not there yet; None with too little history."""
    missing: dict[str, Any]


def forecast(book: Book, asked: Ask) -> Report:
    """The parts one by one, their sum, and its range; coverage where the process names a target for `booked`."""
    parts = parts_of(book, asked)
    weighted = sum(each.weighted for each in parts.open)
    total = parts.booked + weighted + (parts.allowance or 0)
    spread = outlook(chances(parts.open), parts.booked + (parts.allowance or 0))
    rolled = _rolled(book, parts.open)
    rows = [
        ("booked", None, None, parts.booked),
        ("open", len(parts.open), sum(each.minor or 0 for each in parts.open), weighted),
        *((name, len(rolled[name]), *_sums(rolled[name])) for name in CATEGORIES),
        ("not_there_yet", None, None, parts.allowance), ("total", None, None, total),
    ]  # fmt: skip
    labels = {
        "booked": say("booked"), "open": say("open deals, by their chance"), "commit": say("of these committed"),
        "best_case": say("of these best case"), "pipeline": say("of these pipeline"),
        "not_there_yet": say("deals not there yet"), "total": say("forecast"),
    }  # fmt: skip
    totals = {
        "booked": parts.booked, "open": weighted, "not_there_yet": parts.allowance, "total": total,
        "p10": spread.p10, "p50": spread.p50, "p90": spread.p90,
        **_cumulated(parts.booked, rolled), **_trailing(book, asked, parts.period), **_coverage(book, asked, parts),
    }  # fmt: skip
    amounts = [name for name in totals if name not in ("coverage", "required")]
    return report(
        book,
        asked._replace(period=parts.period),
        (
            Column("part", words=labels), Column("deals", "count"), Column("unweighted", "money"),
            Column("amount", "money"),
        ),
        rows,
        totals,
        total_kinds={**dict.fromkeys(amounts, "money"), "coverage": "number", "required": "number"},
        excluded={
            "overdue": len(parts.overdue), "unvalued": sum(not each.valued for each in parts.open),
            "undated": len(parts.undated), "omitted": len(parts.omitted), **parts.missing,
        },
        status="partial" if parts.missing else "ok",
        warnings=[*doubts(parts.open, sum(each.minor or 0 for each in parts.open)), *month_ends(parts.open)],
        title=" · ".join((say("Forecast"), span_words(asked._replace(period=parts.period)))),
        notes=_notes(book, asked, totals, parts.open),
    )._replace(silent=tuple(totals))  # fmt: skip


def forecast_rows(book: Book, asked: Ask) -> Listing:
    """The open deals of the forecast, and those left out: past their day, without one, or in a stage it omits."""
    columns = (
        Column("ref", "ref"), Column("title"), Column("expected_close", "date"), Column("amount", "money"),
        Column("probability", "ratio"), Column("source", shown=False), Column("weighted", "money"),
        Column("category"), Column("counted", "yesno"), Column("left_out"), Column("currency", shown=False),
    )  # fmt: skip
    parts, said = parts_of(book, asked), _categories(book)
    left_out = {"overdue": parts.overdue, "omitted": parts.omitted, "undated": parts.undated}
    whys = {each.id: why for why, deals in left_out.items() for each in deals}
    rows = [
        (ref("deal", each.id), each.title, each.closes, each.minor, each.chance.ppm / WHOLE, each.chance.source,
         each.weighted, said.get((each.pipeline, each.stage)), int(each.id not in whys), whys.get(each.id),
         book.process.currency)
        for each in sorted((*parts.open, *parts.overdue, *parts.omitted, *parts.undated))
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
    told, omitted = _parted(book, coming)
    reached = Period(period.since, min(period.until, today), "", "span")
    return Parts(
        period, _booked(book, asked, reached, rates) if period.since <= today else 0, told, late, omitted,
        [each for each in deals if each.closes is None], _allowance(book, asked, period, today), rates.missing,
    )  # fmt: skip


def _categories(book: Book) -> dict[tuple[str, str], str]:
    """What the process says of its stages."""
    return {(line.id, stage.id): stage.forecast for line in book.process.pipelines for stage in line.stages}


def _parted(book: Book, deals: Sequence[Open]) -> tuple[list[Open], list[Open]]:
    """The deals of a forecast, and those in stages that it omits."""
    said = _categories(book)
    found: tuple[list[Open], list[Open]] = [], []
    for each in deals:
        found[said.get((each.pipeline, each.stage)) == _OMITTED].append(each)
    return found


def _rolled(book: Book, deals: Sequence[Open]) -> dict[str, list[Open]]:
    """The deals by how sure the process is of their stage; one that is no more is as unsure as can be."""
    said = _categories(book)
    found: dict[str, list[Open]] = {name: [] for name in CATEGORIES}
    for each in deals:
        found[said.get((each.pipeline, each.stage), CATEGORIES[-1])].append(each)
    return found


def _sums(deals: Sequence[Open]) -> tuple[int, int]:
    """What deals come to, and what of it by their chances."""
    return sum(each.minor or 0 for each in deals), sum(each.weighted for each in deals)


def _cumulated(booked: int, rolled: Mapping[str, Sequence[Open]]) -> dict[str, int]:
    """What the period comes to when all of a category is won and of those surer than it."""
    sums = accumulate(_sums(rolled[name])[0] for name in CATEGORIES)
    return {name: booked + minor for name, minor in zip(CATEGORIES, sums, strict=True)}


def _booked(book: Book, asked: Ask, period: Period, rates: Rates) -> int:
    """What is booked in a period: of the whole business its orders; of some deals what they were won for."""
    if asked.where is None:
        return booked(book, period)
    won = closed(book, asked._replace(period=period), [], rates)
    return sum(each.minor or 0 for each in won if each.kind == "won")


def _trailing(book: Book, asked: Ask, period: Period) -> dict[str, int | None]:
    """Where chances are not learnt yet: the mean of earlier periods, and what they vary between (XmR, A9)."""
    names = ("trailing_mean", "trailing_low", "trailing_high")
    if Chances(book).learnt:
        return dict.fromkeys(names)
    rates, values = Rates(book), list[int]()
    for before in _earlier(book, period, _PERIODS):
        values.insert(0, _booked(book, asked, before, rates))
    limits = xmr_limits(values, _FEWEST)
    if limits is None:
        return dict.fromkeys(names)
    mean = mul_div_half_up(sum(values), 1, len(values))
    return dict(zip(names, (mean, max(0, round(limits.lower)), round(limits.upper)), strict=True))


def _earlier(book: Book, period: Period, most: int) -> Iterator[Period]:
    """The periods before, from the last one back, as long as there were deals when they began."""
    oldest = book.conn.execute("SELECT min(created_ms) FROM deal").fetchone()[0]
    before = period
    for _ in range(most):
        before = previous(before)
        begun, _ = before.bounds(book.clock.tz)
        if oldest is None or begun is None or begun < oldest:
            return
        yield before


def _allowance(book: Book, asked: Ask, period: Period, today: date) -> int | None:
    """What deals opened and won within one of the earlier periods brought, by the share of this one that is left."""
    assert period.since is not None
    assert period.until is not None
    brought: list[int] = []
    rates = Rates(book)
    for before in _earlier(book, period, _BACK):
        begun, _ = before.bounds(book.clock.tz)
        won = closed(book, asked._replace(period=before), [], rates)
        inside = [each.minor or 0 for each in won if each.kind == "won" and (each.created or 0) >= (begun or 0)]
        brought.insert(0, sum(inside))
    days = (period.until - period.since).days + 1
    left = min(days, max(0, (period.until - today).days))
    return allowance(brought, left, days)


def _coverage(book: Book, asked: Ask, parts: Parts) -> dict[str, Any]:
    """How often what is open covers what the target still lacks, and how often it has to (F13)."""
    target = target_of(book, parts.period, "booked", "money") if asked.where is None else None
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


def _notes(book: Book, asked: Ask, totals: dict[str, Any], deals: Sequence[Open]) -> list[str]:
    currency = book.process.currency or ""

    def told(name: str) -> str:
        return words(Money(totals[name], currency))

    notes = [say("Four times in five it comes to {low} to {high}.", low=told("p10"), high=told("p90"))]
    if deals:
        notes.append(sources(deals))
        text = "With all that is committed {commit}, with the best cases {best}, with everything {all}."
        notes.append(say(text, commit=told("commit"), best=told("best_case"), all=told("pipeline")))
    if totals["trailing_mean"] is not None:
        text = "Few deals are decided yet: earlier periods brought {mean} on average, {low} to {high} by chance alone."
        notes.append(say(text, mean=told("trailing_mean"), low=told("trailing_low"), high=told("trailing_high")))
    if totals["not_there_yet"] is None:
        notes.append(say("Deals not there yet are not expected: three earlier periods would teach how many."))
    if asked.where is not None:
        notes.append(say("Booked: what the deals that pass the filter were won for; targets are of the whole."))
    if totals["target"] is None:
        return notes
    if not totals["remaining"]:
        return [*notes, say("The target is met.")]
    needed = say("{n} times", n=f"{totals['required']:.2f}") if totals["required"] else say("unknown")
    covered = f"{totals['coverage']:.2f}"
    return [*notes, say("What is open covers the rest of the target {n} times; needed: {m}.", n=covered, m=needed)]
