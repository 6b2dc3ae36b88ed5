"""The weighted pipeline: what is open, by stage, what it is worth, and what may come of it (metric dictionary F10)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import deal, query
from ltc_cli.domain.chance import WHOLE, Chance, Chances
from ltc_cli.domain.noun import ref
from ltc_cli.figures.deal.visits import heads, ranks
from ltc_cli.figures.dimension import Dimension, dimensions
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import FEW, Ask, end_day, report, span_words, window
from ltc_cli.money import Money, words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.stats import forecast
from ltc_cli.words import count, long_day, say

_MUCH = (2, 5)
"""A deal of more than this part of the whole is told: the sum hangs on it."""


class Open(NamedTuple):
    """An open deal as of the day asked."""

    id: int
    title: str
    key: tuple[str, ...]
    """Of its dimensions, or its pipeline and stage."""
    pipeline: str
    stage: str
    chance: Chance
    minor: int | None
    """In the currency of the business at the rate of the day; None without an amount, or without a rate."""
    valued: bool
    account: int | None
    closes: str | None
    """The day it should be decided."""

    @property
    def weighted(self) -> int:
        """Its amount times its chance, half up."""
        return self.chance.of(self.minor or 0)


def pipeline(book: Book, asked: Ask) -> Report:
    """Open deals by stage, or by what else was asked: number, amount, amount times chance, and the range of all."""
    by, rates = dimensions(book, deal.SOURCE, asked.by, "deal.created_ms"), Rates(book)
    found = open_deals(book, asked, by, rates)
    groups: dict[tuple[str, ...], list[Open]] = {}
    if not by:
        groups = {tuple(place): [] for place in ranks(book)}
    for each in found:
        groups.setdefault(each.key, []).append(each)
    worth = {key: sum(each.minor or 0 for each in group) for key, group in groups.items()}
    ordered = sorted(groups, key=lambda key: (-worth[key], key)) if by else list(groups)
    rows = [(*key, len(groups[key]), worth[key], sum(each.weighted for each in groups[key])) for key in ordered]
    spread = forecast.outlook(chances(found))
    totals = {
        "deals": len(found), "amount": sum(worth.values()), "weighted": sum(each.weighted for each in found),
        "p10": spread.p10, "p50": spread.p50, "p90": spread.p90,
        "overdue": sum(each.closes is not None and each.closes < end_day(book) for each in found),
    }  # fmt: skip
    return report(
        book,
        asked,
        (
            *([dimension.column for dimension in by] or heads(book)),
            Column("deals", "count"), Column("amount", "money"), Column("weighted", "money"),
        ),
        rows,
        totals if found else {**totals, "p10": None, "p50": None, "p90": None},
        total_kinds={**dict.fromkeys(("p10", "p50", "p90"), "money"), "overdue": "count"},
        excluded={
            "test": _tests(book, asked), "unvalued": sum(not each.valued for each in found), **rates.missing,
        },
        status="partial" if rates.missing else "ok" if found else "undefined",
        warnings=doubts(found, totals["amount"]),
        title=_title(book, asked),
        notes=_notes(book, found, spread),
    )._replace(silent=("p10", "p50", "p90", "overdue"))  # fmt: skip


def pipeline_rows(book: Book, asked: Ask) -> Listing:
    """The open deals, each with its chance of winning and where that is from."""
    columns = (
        Column("ref", "ref"), Column("title"), Column("stage"), Column("amount", "money"), Column("currency"),
        Column("probability", "ratio"), Column("source"), Column("weighted", "money"),
    )  # fmt: skip
    rows = [
        (ref("deal", each.id), each.title, each.stage, each.minor, book.process.currency,
         each.chance.ppm / WHOLE, each.chance.source, each.weighted)
        for each in open_deals(book, asked, [], Rates(book))
    ]  # fmt: skip
    return Listing("open_deal", columns, rows)


def open_deals(book: Book, asked: Ask, by: Sequence[Dimension], rates: Rates) -> list[Open]:
    """The open deals of a question, tests left out, in the order of their ids."""
    known = query.fields(book, deal.SOURCE)
    names = ("pipeline", "stage", "amount", "currency", "expected_close")
    raws = ", ".join((*(known[name].sql for name in names), *(each.sql for each in by)))
    stage_chances, day = Chances(book), end_day(book)
    found = []
    what = f"deal.id, deal.title, deal.account_id, {raws}"
    for number, title, account, line, stage, minor, currency, closes, *raw in book.conn.execute(
        *query.select(book, deal.SOURCE, what, _open(book, asked), asked.where)
    ):
        key = tuple(dimension.say(value) for dimension, value in zip(by, raw, strict=True)) or (line, stage)
        base = None if minor is None else rates(minor, currency, day)
        chance = stage_chances.of(line, stage)
        found.append(Open(number, title, key, line, stage, chance, base, minor is not None, account, closes))
    return sorted(found)


def chances(found: Sequence[Open]) -> list[forecast.Chance]:
    """The deals as what may be won."""
    return [forecast.Chance(each.minor, each.chance.ppm / WHOLE) for each in found if each.minor]


def _open(book: Book, asked: Ask) -> list[query.Condition]:
    status = query.fields(book, deal.SOURCE)["status"].sql
    return [
        query.Condition(f"{status} = 'open'"),
        query.Condition("deal.is_test IS NOT 1"),
        *window(book, asked, "deal.created_ms"),
    ]


def _tests(book: Book, asked: Ask) -> int:
    real, tests, *rest = _open(book, asked)
    conditions = [real, tests._replace(sql="deal.is_test IS 1"), *rest]
    return int(book.conn.execute(*query.select(book, deal.SOURCE, "count(*)", conditions, asked.where)).fetchone()[0])


def doubts(found: Sequence[Open], total: int) -> list[str]:
    """What makes the sum less sure than it looks."""
    warnings = []
    largest = max(found, key=lambda each: each.minor or 0, default=None)
    if largest and len(found) > 1 and (largest.minor or 0) * _MUCH[1] > total * _MUCH[0]:
        share = f"{(largest.minor or 0) / total:.0%}"
        warnings.append(say("{ref} is {share} of the pipeline.", ref=ref("deal", largest.id), share=share))
    accounts = Counter(each.account for each in found if each.account is not None)
    twice = sum(deals > 1 for deals in accounts.values())
    if twice:
        accounts_said = count(twice, "{n} account has several open deals", "{n} accounts have several open deals")
        warnings.append(say("{accounts}, which are hardly won or lost apart.", accounts=accounts_said))
    return warnings


def sources(found: Sequence[Open]) -> str:
    """Where the chances of deals are from: all are from one place."""
    if found[0].chance.source == "history":
        return say("Chances: learnt from the deals decided in 24 months.")
    return say("Chances: those of the process; 30 decided deals teach better ones.")


def month_ends(found: Iterable[Open]) -> list[str]:
    """Most closes on the last day of a month: filled in by default, and no plan of anyone (F11, E18)."""
    closes = [date.fromisoformat(each.closes) for each in found if each.closes is not None]
    last = sum((close + timedelta(days=1)).day == 1 for close in closes)
    if len(closes) < FEW or 2 * last <= len(closes):
        return []
    text = "{n} of {all} close dates are the last day of a month, as if nobody had thought of them."
    return [say(text, n=last, all=len(closes))]


def _title(book: Book, asked: Ask) -> str:
    """A state of the day; of a period it is of the deals created in it."""
    day = long_day(book.as_of.day if book.as_of else book.clock.today)
    span = span_words(asked)
    return " · ".join((say("Pipeline"), day, *((f"{say('created')} {span}",) if span else ())))


def _notes(book: Book, found: Sequence[Open], spread: forecast.Range) -> list[str]:
    if not found:
        return []
    late = sum(each.closes is not None and each.closes < end_day(book) for each in found)
    currency = book.process.currency or ""
    ends = [words(Money(each, currency)) for each in (spread.p10, spread.p90)]
    notes = [say("Four times in five it comes to {low} to {high}.", low=ends[0], high=ends[1]), sources(found)]
    if late:
        notes.append(count(late, "{n} is past its close date.", "{n} are past their close date."))
    return notes
