"""Time in stage: how long deals stay, where they go from there, and where they get stuck (metric dictionary F6)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ltc_cli import stats
from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS
from ltc_cli.domain.noun import ref
from ltc_cli.figures.rates import Rates
from ltc_cli.figures.visits import BACK, FORWARD, LOST, STILL, WAYS, Place, Visit, deals, ranks, visits
from ltc_cli.metrics import FEW, Ask, end_day, in_days, rate_status, report, span_words
from ltc_cli.process import find, label
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

_PASSING_MS = 60_000
"""A shorter visit is a record that was dragged through: it was there, and says nothing of time (G13)."""
_FOREVER = 1 << 62
_MOST = 0.85
_LONGEST_DAYS = 180.0
"""The restricted mean looks no further."""
_COLUMNS = (
    Column("stage"),
    Column("visits", "count"),
    Column("exits", "count"),
    Column("open", "count"),
    Column("median_days", "days", label="median"),
    Column("ci_low", "days", shown=False),
    Column("ci_high", "days", shown=False),
    Column("mean_days", "days", label="mean"),
    Column("forward", "count", shown=False),
    Column("back", "count", shown=False),
    Column("lost", "count", shown=False),
    Column("lost_share", "ratio"),
    Column("p_forward", "ratio", label="gets on", shown=False),
    Column("reentry", "ratio", shown=False),
    Column("stalled", "count"),
    Column("oldest_days", "days", label="oldest"),
    Column("passed_through", "count", shown=False),
    Column("status", shown=False),
)


class Stay(NamedTuple):
    """The visits to one stage that began in the period."""

    lasted: list[int]
    """Milliseconds times four, and how it ended: sorted at once, and a quarter of the objects."""
    visitors: set[int]
    passing: list[int]
    """How many were too short to tell, by how they ended."""


class Told(NamedTuple):
    """A stage's figures, and what the bottleneck is judged by."""

    row: tuple[Any, ...]
    burden: float
    """Days that an average deal spends here."""
    leak: float
    """The share of exits that are losses, times what was at stake, in minor units."""


def stages(book: Book, asked: Ask) -> Report:
    """Every stage in its order, with the slowest and the leakiest named."""
    order = ranks(book)
    found = deals(book, asked)
    stays = _stays(book, asked, visits(book, found, order), order)
    everyone = set().union(*(stay.visitors for stay in stays.values()))
    worth = _worth(book)
    told = {place: _told(place, stay, len(everyone), worth) for place, stay in stays.items()}
    slowest = max(told, key=lambda place: told[place].burden, default=None)
    leakiest = max(told, key=lambda place: told[place].leak, default=None)
    totals: dict[str, Any] = {
        "visits": sum(row.row[1] for row in told.values()),
        "exits": sum(row.row[2] for row in told.values()),
        "open": sum(row.row[3] for row in told.values()),
        "deals": len(everyone),
        "slowest": slowest.stage if slowest and told[slowest].burden else None,
        "leakiest": leakiest.stage if leakiest and told[leakiest].leak else None,
    }
    return report(
        book,
        asked,
        (_COLUMNS[0]._replace(words=_labels(book)), *_COLUMNS[1:]),
        [each.row for each in told.values()],
        totals,
        total_kinds={"deals": "count"},
        excluded=found.left_out,
        status=rate_status(totals["exits"]) if everyone else "undefined",
        title=" · ".join(filter(None, (say("Time in stage"), span_words(asked)))),
        notes=_notes(book, totals),
    )


def stages_rows(book: Book, asked: Ask) -> Listing:
    """Every visit that began in the period, with its days and how it ended."""
    columns = (
        Column("ref", "ref"), Column("stage"), Column("since", "instant"), Column("days", "days"), Column("outcome"),
        Column("counted", "yesno"),
    )  # fmt: skip
    order = ranks(book)
    places, (first, last) = list(order), _bounds(book, asked)
    rows = [
        (
            ref("deal", deal),
            places[at].stage,
            came,
            (left - came) / DAY_MS,
            WAYS[way],
            int(not _is_passing(left - came, way)),
        )
        for deal, at, came, left, way in visits(book, deals(book, asked), order)
        if first <= came < last
    ]
    return Listing("stage_visit", columns, rows)


def stalled(book: Book, asked: Ask) -> set[int]:
    """The deals that have been in their stage for longer than most of all visits to it that ended."""
    order = ranks(book)
    ended: list[list[int]] = [[] for _ in order]
    waiting: list[list[tuple[int, int]]] = [[] for _ in order]
    for deal, at, came, left, way in visits(book, deals(book, asked._replace(where=None)), order):
        if way == STILL:
            waiting[at].append((left - came, deal))
        elif not _is_passing(left - came, way):
            ended[at].append(left - came)
    limits = [_late(each) for each in ended]
    return {
        deal
        for limit, here in zip(limits, waiting, strict=True)
        for time, deal in here
        if limit is not None and time > limit
    }


def _late(ended: Sequence[int]) -> float | None:
    """Most visits that ended did so by then; None where they are too few to tell."""
    return stats.quantile(ended, _MOST) if len(ended) >= FEW else None


def _stays(book: Book, asked: Ask, found: Iterable[Visit], order: Mapping[Place, int]) -> dict[Place, Stay]:
    first, last = _bounds(book, asked)
    every = [Stay([], set(), [0, 0, 0, 0]) for _ in order]
    for deal, at, came, left, way in found:
        if first <= came < last:
            stay = every[at]
            stay.visitors.add(deal)
            if left - came < _PASSING_MS and _is_passing(left - came, way):
                stay.passing[way] += 1
            else:
                stay.lasted.append((left - came) << 2 | way)
    return dict(zip(order, every, strict=True))


def _bounds(book: Book, asked: Ask) -> tuple[int, int]:
    """The instants of the period, its end not included."""
    first, last = asked.period.bounds(book.clock.tz)
    return first if first is not None else -_FOREVER, last if last is not None else _FOREVER


def _is_passing(millis: int, way: int) -> bool:
    return way != STILL and millis < _PASSING_MS


def _told(place: Place, stay: Stay, deals_in_all: int, worth: dict[int, int]) -> Told:
    """A stage's row; what too few exits cannot say is left empty."""
    stay.lasted.sort()
    times, ways = [lasted >> 2 for lasted in stay.lasted], [lasted & 3 for lasted in stay.lasted]
    counts = [ways.count(way) + stay.passing[way] for way in (STILL, FORWARD, BACK, LOST)]
    exits, total = sum(counts[1:]), sum(counts)
    ended = [time for time, way in zip(times, ways, strict=True) if way != STILL]
    enough = len(ended) >= FEW
    horizon = min(stats.quantile(times, 0.95) or 0.0, _LONGEST_DAYS * DAY_MS)
    median, low, high, mean, onward = (
        stats.lasting(times, ways, FORWARD, horizon) if enough else (None, None, None, None, None)
    )
    late = _late(ended)
    waiting = [time for time, way in zip(times, ways, strict=True) if way == STILL]
    row = (
        place.stage, total, exits, counts[STILL],
        *map(in_days, (median, low, high, mean)),
        counts[FORWARD], counts[BACK], counts[LOST], counts[LOST] / exits if exits else None,
        onward,
        total / len(stay.visitors) - 1 if stay.visitors else None,
        None if late is None else sum(time > late for time in waiting), in_days(max(waiting, default=None)),
        sum(stay.passing), rate_status(exits),
    )  # fmt: skip
    at_stake = sum(worth.get(number, 0) for number in stay.visitors)
    burden = (in_days(mean) or 0.0) * total / deals_in_all if deals_in_all else 0.0
    return Told(row, burden, counts[LOST] / exits * at_stake if exits >= FEW else 0.0)


def _worth(book: Book) -> dict[int, int]:
    """What deals are worth at the rates of the day; one without a rate weighs nothing here."""
    told, rates, day = book.process.currency, Rates(book), end_day(book)
    statement = "SELECT id, {} FROM deal WHERE amount_minor IS NOT NULL AND currency {} ?"
    worth = dict(book.conn.execute(statement.format("amount_minor", "="), (told,)))
    for number, minor, currency in book.conn.execute(statement.format("amount_minor, currency", "<>"), (told,)):
        worth[number] = rates(minor, currency, day) or 0
    return worth


def _labels(book: Book) -> dict[str, str]:
    language = book.process.language
    return {stage.id: label(stage, language) for line in book.process.pipelines for stage in line.stages}


def _notes(book: Book, totals: dict[str, Any]) -> list[str]:
    named = {}
    for what in ("slowest", "leakiest"):
        for line in book.process.pipelines:
            found = find(line.stages, totals[what]) if totals[what] else None
            if found:
                named[what] = label(found, book.process.language)
    notes = [say("Median and mean count deals that are there still as long as they have been.")]
    if "slowest" in named:
        notes.append(say("Slowest: {stage}, where an average deal spends most of its time.", stage=named["slowest"]))
    if "leakiest" in named:
        notes.append(say("Leakiest: {stage}, where most value is lost.", stage=named["leakiest"]))
    return notes
