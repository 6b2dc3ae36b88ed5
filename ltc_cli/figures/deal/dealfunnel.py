"""The cohort funnel of deals through the stages of their pipeline (metric dictionary F1, F3, G11)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import deal, query
from ltc_cli.domain.noun import ref
from ltc_cli.domain.outcome import outcomes, reopenings
from ltc_cli.figures import reach
from ltc_cli.figures.deal.visits import BACK, Deals, heads, ranks, visits
from ltc_cli.figures.dimension import Dimension, dimensions
from ltc_cli.metrics import Ask, end_ms, rate, rate_status, report, span_words, window
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

_MATURES_MS = 30 * 86_400_000
"""A cohort younger than this can still move: the floor of metric dictionary G7."""


class Begun(NamedTuple):
    """A deal of the cohort."""

    key: tuple[str, ...]
    """Of its dimensions."""
    pipeline: str
    at: int


class Found(NamedTuple):
    """The deals of a question, by id, with how far each got; and how many it leaves out, by why."""

    begun: dict[int, Begun]
    ways: dict[int, reach.Way]
    left_out: dict[int, str]


def dealfunnel(book: Book, asked: Ask) -> Report:
    """How many deals of the cohort reached each stage of their pipeline, and where the others are."""
    by, rule = dimensions(book, deal.SOURCE, asked.by, "deal.created_ms"), asked.turn.funnel
    found, stages = _found(book, asked, by), _stages(book)
    groups: dict[tuple[str, ...], Counter[reach.Way]] = {}
    if not by:
        groups = {(line,): Counter() for line in stages}
    for number, way in found.ways.items():
        begun = found.begun[number]
        groups.setdefault((*begun.key, begun.pipeline), Counter())[way] += 1
    rows = [
        (*key, *row)
        for key in _ordered(groups, by, list(stages))
        for row in reach.reached(stages[key[-1]], groups[key], rule)
    ]
    newest = max((each.at for each in found.begun.values()), default=0)
    young = newest + _MATURES_MS > end_ms(book)
    totals = _totals(found, stages)
    return report(
        book,
        asked,
        (*(each.column for each in by), *heads(book), *reach.columns(rule)),
        rows,
        totals,
        total_kinds={
            **dict.fromkeys(("deals", "won", "regressed", "reversed_wins"), "count"),
            **dict.fromkeys(("rate", "ci_low", "ci_high"), "ratio"),
        },
        excluded=Counter(found.left_out.values()),
        status=rate_status(totals["deals"], immature=young),
        warnings=reach.said(rule),
        title=" · ".join(filter(None, (say("Deal funnel"), span_words(asked)))),
        notes=_notes(totals["deals"], young),
    )._replace(silent=() if totals["reversed_wins"] else ("reversed_wins",))


def dealfunnel_rows(book: Book, asked: Ask) -> Listing:
    """Each deal of the cohort with its furthest stage and what became of it, those left out too."""
    columns = (
        Column("ref", "ref"), Column("pipeline"), Column("furthest"), Column("entered", "tags"), Column("state"),
        Column("regressed", "yesno"),
    )  # fmt: skip
    found, stages = _found(book, asked, []), _stages(book)
    rows: list[tuple[Any, ...]] = []
    for number, begun in sorted(found.begun.items()):
        way, names = found.ways.get(number), stages.get(begun.pipeline, ())
        if way is None:
            rows.append((ref("deal", number), begun.pipeline, None, [], found.left_out[number], 0))
            continue
        stood = [name for place, name in enumerate(names) if way.touched >> place & 1]
        rows.append(
            (ref("deal", number), begun.pipeline, names[way.furthest], stood, _state(way, names), int(way.left > 0))
        )
    return Listing("funnel_deal", columns, rows)


def _stages(book: Book) -> dict[str, tuple[str, ...]]:
    """The open stages of every pipeline in their order, and that of the win."""
    found = {}
    for line in book.process.pipelines:
        found[line.id] = (*(each.id for each in line.stages if each.kind == "open"), line.stage_of_kind("won").id)
    return found


def _found(book: Book, asked: Ask, by: list[Dimension]) -> Found:
    """The deals created in the period; void and test deals, and those of a pipeline that is no more, have no way."""
    ends, stages = outcomes(book), _stages(book)
    begun: dict[int, Begun] = {}
    left_out: dict[int, str] = {}
    raws = "".join(f", {each.sql}" for each in by)
    what = f"deal.id, deal.pipeline, deal.created_ms, deal.is_test{raws}"
    conditions = window(book, asked, "deal.created_ms")
    rows = book.conn.execute(*query.select(book, deal.SOURCE, what, conditions, asked.where))
    for number, line, at, test, *raw in rows:
        key = tuple(each.say(value) for each, value in zip(by, raw, strict=True))
        begun[number] = Begun(key, line, at)
        why = "test" if test else "void" if number in ends and ends[number].kind == "void" else ""
        if why or line not in stages:
            left_out[number] = why or "no_stage"
    told = {number: each.at for number, each in begun.items() if number not in left_out}
    closed = {number: end.kind for number, end in ends.items()}
    return Found(begun, dict(_ways(book, told, begun, closed)), left_out)


def _ways(
    book: Book, told: dict[int, int], begun: Mapping[int, Begun], closed: Mapping[int, str]
) -> Iterator[tuple[int, reach.Way]]:
    """How far each deal got: by its visits to open stages, and by whether it is won as of the day asked."""
    order, stages = ranks(book), _stages(book)
    bits = [1 << stages[place.pipeline].index(place.stage) for place in order]
    opened_again = {each.deal for each in reopenings(book) if each.kind == "won"}
    waiting = dict.fromkeys(told)
    for number, stays in groupby(visits(book, Deals(told, {}), order), lambda visit: visit[0]):
        del waiting[number]
        touched = left = 0
        for _, at, _, _, how in stays:
            touched |= bits[at]
            if how == BACK:
                left |= bits[at]
        yield number, _way(touched, left, number, closed, stages[begun[number].pipeline], opened_again)
    for number in waiting:  # in a stage that is no more: at the beginning, as far as is known
        yield number, _way(1, 0, number, closed, stages[begun[number].pipeline], opened_again)


def _way(
    touched: int, left: int, number: int, closed: Mapping[int, str], stages: tuple[str, ...], opened_again: set[int]
) -> reach.Way:
    end, won = closed.get(number, ""), len(stages) - 1
    left |= (number in opened_again) << won
    if end == "won":
        return reach.Way(won, touched | 1 << won, False, left)
    return reach.Way(touched.bit_length() - 1, touched, end == "lost", left)


def _totals(found: Found, stages: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Of all deals, whatever their pipeline and the rule."""
    whole = [(way, stages[found.begun[number].pipeline]) for number, way in found.ways.items()]
    states = Counter(_state(way, names) for way, names in whole)
    value, low, high = rate(states["won"], len(whole))
    return {
        "deals": len(whole), "won": states["won"], "lost": states["lost"], "open": states["open"],
        "regressed": sum(way.left > 0 for way, _ in whole),
        "reversed_wins": sum(_state(way, names) != "won" and way.left >> len(names) - 1 for way, names in whole),
        "rate": value, "ci_low": low, "ci_high": high,
    }  # fmt: skip


def _state(way: reach.Way, stages: tuple[str, ...]) -> str:
    return "won" if way.furthest == len(stages) - 1 else "lost" if way.lost else "open"


def _ordered(
    groups: dict[tuple[str, ...], Counter[reach.Way]], by: list[Dimension], lines: list[str]
) -> list[tuple[str, ...]]:
    """Time goes forward; other groups stand by size, then by name; pipelines as in the process."""
    sizes: Counter[tuple[str, ...]] = Counter()
    for key, ways in groups.items():
        sizes[key[:-1]] += ways.total()
    if any(each.by_time for each in by):
        return sorted(groups, key=lambda key: (key[:-1], lines.index(key[-1])))
    return sorted(groups, key=lambda key: (-sizes[key[:-1]], key[:-1], lines.index(key[-1])))


def _notes(deals: int, young: bool) -> list[str]:
    if not deals:
        return []
    notes = [say("So far only: young deals can still move.")] if young else []
    return [*notes, say("Why: {command}", command="ltc explain dealfunnel --rows")]
