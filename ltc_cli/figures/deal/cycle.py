"""The sales cycle: how long deals take, those that are open still among them (metric dictionary F5)."""

from collections.abc import Sequence
from typing import Any

from ltc_cli import stats
from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS
from ltc_cli.domain import deal
from ltc_cli.domain.noun import ref
from ltc_cli.figures.deal.lives import LOST, OPEN, WON, Life, started
from ltc_cli.figures.dimension import dimensions
from ltc_cli.metrics import FEW, LOW, Ask, in_days, report, span_words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

HORIZONS = (30, 60, 90, 180)
"""Days after which the share that is won is told."""
_COLUMNS = (
    Column("n", "count"),
    Column("closed", "count"),
    Column("open", "count"),
    Column("median_days", "days", label="median"),
    Column("ci_low", "days", shown=False),
    Column("ci_high", "days", shown=False),
    *(Column(f"p_won_{days}", "ratio", label=f"won in {days} d") for days in HORIZONS),
    Column("p_won", "ratio", label="won at last"),
    Column("p_lost", "ratio", label="lost at last", shown=False),
    Column("p_open", "ratio", shown=False),
    Column("won_mean_days", "days", shown=False),
    Column("won_median_days", "days", shown=False),
    Column("status", shown=False),
)
_WAYS = {OPEN: "open", WON: "won", LOST: "lost"}


def cycle(book: Book, asked: Ask) -> Report:
    """The median time to a decision, and the share won by a number of days."""
    by = dimensions(book, deal.SOURCE, asked.by, "deal.created_ms")
    found = started(book, asked, by)
    groups: dict[tuple[str, ...], list[Life]] = {}
    for life in found.all:
        groups.setdefault(life.key, []).append(life)
    ordered = sorted(groups) if any(each.by_time for each in by) else sorted(groups, key=_by_size(groups))
    whole = _figures(found.all)
    rows = [(*key, *_figures(groups[key])) for key in ordered] if by else [whole]
    totals = dict(zip([column.name for column in _COLUMNS if column.name != "status"], whole, strict=False))
    return report(
        book,
        asked,
        (*(dimension.column for dimension in by), *_COLUMNS),
        rows,
        totals,
        excluded=found.left_out,
        status=str(whole[-1]),
        title=" · ".join(filter(None, (say("Sales cycle"), span_words(asked)))),
        notes=_notes(whole),
    )


def cycle_rows(book: Book, asked: Ask) -> Listing:
    """The deals that started in the period, each with its days and how it ended."""
    columns = (Column("ref", "ref"), Column("days", "days"), Column("outcome"))
    found = started(book, asked, [])
    rows = [(ref("deal", life.id), life.days, _WAYS[life.end]) for life in found.all]
    return Listing("deal_life", columns, rows)


def _by_size(groups: dict[tuple[str, ...], list[Life]]) -> Any:
    return lambda key: (-len(groups[key]), key)


def _figures(lives: Sequence[Life]) -> tuple[Any, ...]:
    """The row of a group, in the order of the columns."""
    times, ends = [life.millis for life in lives], [life.end for life in lives]
    closed = len(ends) - ends.count(OPEN)
    status = "undefined" if not lives else "not_enough_data" if closed < FEW else "low_n" if closed < LOW else "ok"
    curve = stats.kaplan_meier(times, [end != OPEN for end in ends])
    last = max(times, default=0)
    points = [*(days * DAY_MS for days in HORIZONS if days * DAY_MS < last), last]
    won = dict(zip(points, stats.incidence_by(times, ends, WON, points), strict=True))
    (lost,) = stats.incidence_by(times, ends, LOST, [last])
    enough = closed >= FEW
    low, high = stats.km_interval(curve) if enough else (None, None)
    shares = [won.get(days * DAY_MS) if enough else None for days in HORIZONS]
    at_last = [won[last], lost] if enough else [None, None]
    p_open = None if not enough else curve[-1].survival if curve else 1.0
    decided = [life.days for life in lives if life.end == WON]
    mean = sum(decided) / len(decided) if decided else None
    median = stats.km_median(curve) if enough else None
    return (
        len(lives), closed, len(lives) - closed, *map(in_days, (median, low, high)), *shares, *at_last,
        p_open, mean, stats.median(decided), status,
    )  # fmt: skip


def _notes(whole: tuple[Any, ...]) -> list[str]:
    told = dict(zip([column.name for column in _COLUMNS], whole, strict=True))
    notes = [say("Median: half are decided by then; open deals count as long as they have been open.")]
    if told["won_mean_days"] is not None:
        notes.append(say("Won deals only, which is biased low: mean {days} d.", days=f"{told['won_mean_days']:.1f}"))
    if told["n"] and told["median_days"] is None and told["closed"] >= FEW:
        notes.append(say("The median is not reached: more than half are open still."))
    return notes
