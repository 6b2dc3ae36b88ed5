"""Time in stage: how long deals stay, where they go from there, and where they get stuck (metric dictionary F6)."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from ltc_cli import stats
from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS
from ltc_cli.domain.noun import ref
from ltc_cli.figures.deal.visits import BACK, FORWARD, LOST, STILL, WAYS, Deals, Place, deals, heads, ranks, visits
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import FEW, Ask, end_day, end_ms, in_days, rate, rate_status, report, span_words
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.words import say

_PASSING_MS = 60_000
"""A shorter visit is a record that was dragged through: it was there, and says nothing of time (G13)."""
_FOREVER = 1 << 62
_MOST = 0.85
_LONGEST_DAYS = 180.0
"""The restricted mean looks no further."""
_LATELY = 90
"""Days up to the end that entries are counted in when no period is asked."""
_NEAR = 0.3
"""As far from what entries and their stay would make it, what is there is steady still (Little's law)."""
_COLUMNS = (
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
    Column("lost_low", "ratio", shown=False),
    Column("lost_high", "ratio", shown=False),
    Column("p_forward", "ratio", label="gets on", shown=False),
    Column("reentry", "ratio", shown=False),
    Column("stalled", "count"),
    Column("oldest_days", "days", label="oldest"),
    Column("passed_through", "count", shown=False),
    Column("time_share", "ratio", shown=False),
    Column("expected_open", "number", shown=False),
    Column("backlog", shown=False),
    Column("status", shown=False),
)


class Stay(NamedTuple):
    """The visits to one stage that began in the period."""

    lasted: list[int]
    """Milliseconds times four, and how it ended: sorted at once, and a quarter of the objects."""
    visitors: set[int]
    passing: list[int]
    """How many were too short to tell, by how they ended."""
    unknown: list[int]
    """How many began when nobody said, by how they ended."""
    flow: list[int]
    """How many entered in the days looked at, and how many were there at their end."""


class Told(NamedTuple):
    """A stage's figures, and what the bottleneck is judged by."""

    row: tuple[Any, ...]
    burden: float
    """Days that an average deal of its pipeline spends here."""
    leak: float
    """The share of exits that are losses, times what was at stake, in minor units."""
    backlog: str | None
    """growing, shrinking or steady; None where there is too little to tell."""


def stages(book: Book, asked: Ask) -> Report:
    """Every stage in its order, with the slowest and the leakiest named."""
    order = ranks(book)
    found = deals(book, asked)
    stays = _stays(book, asked, found, order)
    everyone: dict[str, set[int]] = {}
    for place, stay in stays.items():
        everyone.setdefault(place.pipeline, set()).update(stay.visitors)
    worth, days = _worth(book), _looked_at(book, asked)[2]
    told = {place: _told(place, stay, len(everyone[place.pipeline]), worth, days) for place, stay in stays.items()}
    slowest = max(told, key=lambda place: told[place].burden, default=None)
    leakiest = max(told, key=lambda place: told[place].leak, default=None)
    slowest = slowest if slowest and told[slowest].burden else None
    leakiest = leakiest if leakiest and told[leakiest].leak else None
    rows = [each.row for each in _with_shares(told)]
    totals: dict[str, Any] = {
        **{name: sum(row[at] for row in rows) for at, name in enumerate(("visits", "exits", "open"), 2)},
        "deals": len(set().union(*everyone.values())),
        "slowest": slowest.stage if slowest else None,
        "leakiest": leakiest.stage if leakiest else None,
    }
    return report(
        book,
        asked,
        (*heads(book), *_COLUMNS),
        rows,
        totals,
        total_kinds={"deals": "count"},
        excluded={**found.left_out, "no_history": len(found.undated)},
        status=rate_status(totals["exits"]) if totals["deals"] else "undefined",
        title=" · ".join(filter(None, (say("Time in stage"), span_words(asked)))),
        notes=_notes(book, told, slowest, leakiest),
    )._replace(rates=(Rate("lost_share", "", "", "lost", "exits"),))


def stages_rows(book: Book, asked: Ask) -> Listing:
    """Every visit that began in the period, with its days, those of the deal there so far, and how it ended."""
    columns = (
        Column("ref", "ref"), *heads(book), Column("since", "instant"), Column("days", "days"),
        Column("cumulative_days", "days", label="in all"), Column("outcome"), Column("counted", "yesno"),
    )  # fmt: skip
    order = ranks(book)
    places, found, (first, last) = list(order), deals(book, asked), _bounds(book, asked)
    spent: dict[tuple[int, int], int] = {}
    rows = []
    for deal, at, came, left, way in visits(book, found, order):
        spent[deal, at] = spent.get((deal, at), 0) + left - came
        if first <= came < last:
            known = not (deal in found.undated and came == found.begun[deal])
            days = (left - came) / DAY_MS, spent[deal, at] / DAY_MS
            counted = int(known and not _is_passing(left - came, way))
            rows.append((ref("deal", deal), *places[at], came, *days, WAYS[way], counted))
    return Listing("stage_visit", columns, rows)


def stalled(book: Book, asked: Ask) -> set[int]:
    """The deals that have been in their stage for longer than most of all visits to it that ended."""
    order = ranks(book)
    ended: list[list[int]] = [[] for _ in order]
    waiting: list[list[tuple[int, int]]] = [[] for _ in order]
    found = deals(book, asked._replace(where=None))
    for deal, at, came, left, way in visits(book, found, order):
        if way == STILL:
            waiting[at].append((left - came, deal))
        elif deal in found.undated and came == found.begun[deal]:
            continue
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


def _stays(book: Book, asked: Ask, of: Deals, order: Mapping[Place, int]) -> dict[Place, Stay]:
    first, last = _bounds(book, asked)
    begin, end, _ = _looked_at(book, asked)
    every = [Stay([], set(), [0, 0, 0, 0], [0, 0, 0, 0], [0, 0]) for _ in order]
    undated = of.undated
    for deal, at, came, left, way in visits(book, of, order):
        if came >= end:
            continue
        stay = every[at]
        if came >= begin:
            stay.flow[0] += 1
        if left >= end or way == STILL:
            stay.flow[1] += 1
        if first <= came < last:
            stay.visitors.add(deal)
            if undated and deal in undated and came == of.begun[deal]:
                stay.unknown[way] += 1
            elif left - came < _PASSING_MS and _is_passing(left - came, way):
                stay.passing[way] += 1
            else:
                stay.lasted.append((left - came) << 2 | way)
    return dict(zip(order, every, strict=True))


def _looked_at(book: Book, asked: Ask) -> tuple[int, int, float]:
    """The instants between which entries are counted, the end not included, and how many days that is."""
    since, until = asked.period.bounds(book.clock.tz)
    end = min(until if until is not None else _FOREVER, end_ms(book) + 1)
    begin = since if since is not None else end - _LATELY * DAY_MS
    return begin, end, max(0, end - begin) / DAY_MS


def _bounds(book: Book, asked: Ask) -> tuple[int, int]:
    """The instants of the period, its end not included."""
    first, last = asked.period.bounds(book.clock.tz)
    return first if first is not None else -_FOREVER, last if last is not None else _FOREVER


def _is_passing(millis: int, way: int) -> bool:
    return way != STILL and millis < _PASSING_MS


def _told(place: Place, stay: Stay, deals_in_all: int, worth: Mapping[int, int], days: float) -> Told:
    """A stage's row; what too few exits cannot say is left empty."""
    stay.lasted.sort()
    times, ways = [lasted >> 2 for lasted in stay.lasted], [lasted & 3 for lasted in stay.lasted]
    counts = [ways.count(way) + stay.passing[way] + stay.unknown[way] for way in (STILL, FORWARD, BACK, LOST)]
    exits, total = sum(counts[1:]), sum(counts)
    ended = [time for time, way in zip(times, ways, strict=True) if way != STILL]
    enough = len(ended) >= FEW
    horizon = min(stats.quantile(times, 0.95) or 0.0, _LONGEST_DAYS * DAY_MS)
    median, low, high, mean, onward = (
        stats.lasting(times, ways, FORWARD, horizon) if enough else (None, None, None, None, None)
    )
    late = _late(ended)
    waiting = [time for time, way in zip(times, ways, strict=True) if way == STILL]
    expected = stay.flow[0] / days * (mean / DAY_MS) if mean is not None and days else None
    backlog = _backlog(stay.flow[1], expected)
    row = (
        *place, total, exits, counts[STILL],
        *map(in_days, (median, low, high, mean)),
        counts[FORWARD], counts[BACK], counts[LOST], *rate(counts[LOST], exits),
        onward,
        total / len(stay.visitors) - 1 if stay.visitors else None,
        None if late is None else sum(time > late for time in waiting), in_days(max(waiting, default=None)),
        sum(stay.passing), None, None if expected is None else round(expected, 6), backlog, rate_status(exits),
    )  # fmt: skip
    at_stake = sum(map(worth.get, stay.visitors, repeat(0)))
    burden = (in_days(mean) or 0.0) * total / deals_in_all if deals_in_all else 0.0
    return Told(row, burden, counts[LOST] / exits * at_stake if exits >= FEW else 0.0, backlog)


def _backlog(there: int, expected: float | None) -> str | None:
    """Whether as many are there as come a day, times the days they stay (Little's law); of a few nobody can tell."""
    if expected is None or max(there, expected) < FEW:
        return None
    if abs(there - expected) <= _NEAR * expected:
        return "steady"
    return "growing" if there > expected else "shrinking"


def _with_shares(told: Mapping[Place, Told]) -> Iterator[Told]:
    """With the share of the time that a deal of the pipeline spends there."""
    whole: dict[str, float] = {}
    for place, each in told.items():
        whole[place.pipeline] = whole.get(place.pipeline, 0.0) + each.burden
    at = 2 + [column.name for column in _COLUMNS].index("time_share")
    for place, each in told.items():
        share = each.burden / whole[place.pipeline] if whole[place.pipeline] else None
        yield each._replace(row=(*each.row[:at], share, *each.row[at + 1 :]))


def _worth(book: Book) -> dict[int, int]:
    """What deals are worth as of the day, in the currency of the business; without a rate they weigh nothing here."""
    rates, day = Rates(book), end_day(book)
    rows = book.columns(
        "SELECT id, amount_minor, currency FROM deal WHERE amount_minor IS NOT NULL"
        if book.as_of_ms is None
        else "SELECT deal_id AS id, amount_minor, currency FROM deal_value WHERE effective_ms <= ? "
        "ORDER BY deal_id, effective_ms, id",
        "id", "amount_minor", "currency", values=() if book.as_of_ms is None else (book.as_of_ms,),
    )  # fmt: skip
    return {
        number: 0 if minor is None else rates(minor, currency, day) or 0
        for number, minor, currency in zip(*rows, strict=True)
    }


def _notes(book: Book, told: Mapping[Place, Told], slowest: Place | None, leakiest: Place | None) -> list[str]:
    pipeline, stage = heads(book)

    def named(place: Place) -> str:
        words = [pipeline.words[place.pipeline]] if pipeline.shown else []
        return " · ".join([*words, stage.words[place.stage]])

    notes = [say("Median and mean count deals that are there still as long as they have been.")]
    if slowest:
        notes.append(say("Slowest: {stage}, where an average deal spends most of its time.", stage=named(slowest)))
    if leakiest:
        notes.append(say("Leakiest: {stage}, where most value is lost.", stage=named(leakiest)))
    for backlog, text in (
        ("growing", "Not steady, the backlog is growing: {stages}."),
        ("shrinking", "Not steady, the backlog is shrinking: {stages}."),
    ):
        here = [named(place) for place, each in told.items() if each.backlog == backlog]
        if here:
            notes.append(say(text, stages=", ".join(here)))
    return notes
