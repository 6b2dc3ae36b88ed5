"""The first response: how long leads wait for one, those that still wait among them (metric dictionary L3)."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, compress, repeat
from typing import Any

from ltc_cli import stats
from ltc_cli.book import Book
from ltc_cli.domain import lead, query
from ltc_cli.domain.noun import ref
from ltc_cli.domain.outcome import uncounted
from ltc_cli.domain.touch import ANSWERS
from ltc_cli.figures.dimension import Dimension, dimensions
from ltc_cli.metrics import FEW, LOW, Ask, end_ms, rate, report, span_words, window
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.words import say

_MINUTE = 60_000
_IN_TIME = 1440 * _MINUTE
"""Milliseconds within which a response is in time, unless the question says otherwise."""
_COLUMNS = (
    Column("leads", "count"),
    Column("answered", "count"),
    Column("median_minutes", "number", label="median min"),
    Column("ci_low_minutes", "number", shown=False),
    Column("ci_high_minutes", "number", shown=False),
    Column("due", "count", shown=False),
    Column("in_time", "count", shown=False),
    Column("rate", "ratio", label="in time"),
    Column("ci_low", "ratio"),
    Column("ci_high", "ratio"),
    Column("answered_mean_minutes", "number", shown=False),
    Column("status", shown=False),
)


Wait = tuple[int, int, bool, str, tuple[Any, ...]]
"""A lead until its first response, or until the instant the report sees: its id, milliseconds, whether it was answered,
why it is not counted (empty when it is), the raw values of its dimensions. Plain, since there are a million."""


def response(book: Book, asked: Ask) -> Report:
    """The median wait, and the share that was answered in time."""
    by = dimensions(book, lead.SOURCE, asked.by, "lead.created_ms")
    left: Counter[str] = Counter()
    found: dict[tuple[Any, ...], list[int]] = {}
    for _, millis, is_answered, why, raw in _waits(book, asked, by):
        if why:
            left[why] += 1
        else:
            found.setdefault(raw, []).append(millis << 1 | is_answered)
    groups: dict[tuple[str, ...], list[int]] = {}
    for raw, waits in found.items():
        groups.setdefault(tuple(each.say(value) for each, value in zip(by, raw, strict=True)), []).extend(waits)
    by_time = any(each.by_time for each in by)
    ordered = sorted(groups) if by_time else sorted(groups, key=lambda key: (-len(groups[key]), key))
    whole = _figures([*chain(*groups.values())], _limit(asked))
    rows = [(*key, *_figures(groups[key], _limit(asked))) for key in ordered] if by else [whole]
    return report(
        book,
        asked,
        (*(dimension.column for dimension in by), *_COLUMNS),
        rows,
        dict(zip([column.name for column in _COLUMNS], whole[:-1], strict=False)),
        excluded=left,
        status=str(whole[-1]),
        title=" · ".join(filter(None, (say("First response"), span_words(asked)))),
        notes=[
            say(
                "In time: within {n} minutes. Leads that still wait count as long as they have waited.",
                n=_limit(asked) // _MINUTE,
            )
        ],
    )._replace(rates=(Rate("rate", "ci_low", "ci_high", "in_time", "due"),))


def response_rows(book: Book, asked: Ask) -> Listing:
    """The leads of the period, each with its wait, and whether it counts."""
    columns = (
        Column("ref", "ref"), Column("minutes", "number"), Column("answered", "yesno"), Column("in_time"),
        Column("counted", "yesno"), Column("why"),
    )  # fmt: skip
    rows = [
        (ref("lead", number), round(millis / _MINUTE, 3), int(is_answered),
         "" if why else _verdict(millis, is_answered, _limit(asked)), int(not why), why)
        for number, millis, is_answered, why, _ in _waits(book, asked, [])
    ]  # fmt: skip
    return Listing("first_response", columns, rows)


def _limit(asked: Ask) -> int:
    return asked.turn.within or _IN_TIME


def _verdict(millis: int, is_answered: bool, limit: int) -> str:
    if millis > limit:
        return "no"
    return "yes" if is_answered else "waiting"


def _waits(book: Book, asked: Ask, by: list[Dimension]) -> Iterator[Wait]:
    now, answers, spam = end_ms(book), _answers(book), uncounted(book)
    names = ("id", "created", "test", "undated", *(f"by{place}" for place in range(len(by))))
    parts = ("lead.id", "lead.created_ms", "lead.is_test", "lead.date_is_import", *(each.sql for each in by))
    what = ", ".join(f"{part} AS {name}" for part, name in zip(parts, names, strict=True))
    statement, values = query.select(book, lead.SOURCE, what, window(book, asked, "lead.created_ms"), asked.where)
    numbers, created, tests, undated, *raws = book.columns(statement, *names, values=values)
    ends = map(answers.get, numbers)
    every = zip(*raws, strict=True) if raws else repeat(())
    for number, begun, test, is_undated, end, raw in zip(numbers, created, tests, undated, ends, every, strict=False):
        wait = (now if end is None else end) - begun
        if test:
            why = "test"
        elif number in spam:
            why = "reason_not_counted"
        else:
            why = "no_history" if is_undated else "negative_duration" if wait < 0 else ""
        yield number, wait, end is not None, why, raw


def _answers(book: Book) -> dict[int, int]:
    """When each lead was first answered: by a call, a mail or a meeting of ours, or by a step to a working status."""
    kinds, now = ", ".join(f"'{kind}'" for kind in ANSWERS), {"now": end_ms(book)}
    steps = (
        "SELECT entity_id AS id, min(effective_ms) AS at FROM stage_event WHERE entity = 'lead' "
        "AND to_kind = 'working' AND effective_ms <= :now GROUP BY 1"
    )
    touches = (
        "SELECT entity_id AS id, min(at_ms) AS at FROM touch WHERE entity = 'lead' AND inbound = 0 "
        f"AND kind IN ({kinds}) AND at_ms <= :now GROUP BY 1"
    )
    found = dict(zip(*book.columns(steps, "id", "at", values=now), strict=True))
    for number, at in zip(*book.columns(touches, "id", "at", values=now), strict=True):
        found[number] = min(at, found.get(number, at))
    return found


def _figures(waits: Sequence[int], limit: int) -> tuple[Any, ...]:
    """The row of a group, in the order of the columns; of each wait the milliseconds twice, and 1 when answered."""
    ordered = sorted(waits)
    times, ends = [wait >> 1 for wait in ordered], [wait & 1 for wait in ordered]
    told, place = stats.lasting(times, ends, 1, 0), bisect_right(times, limit)
    waiting = ends[:place].count(0)
    in_time, due = place - waiting, len(times) - waiting
    answered = sum(ends)
    status = "not_enough_data" if answered < FEW else "low_n" if answered < LOW else "ok"
    mean = sum(compress(times, ends)) / answered if answered else None
    return (
        len(times), answered, *map(_minutes, (told.median, told.low, told.high)), due, in_time, *rate(in_time, due),
        _minutes(mean), status if times else "undefined",
    )  # fmt: skip


def _minutes(millis: float | None) -> float | None:
    return None if millis is None else round(millis / _MINUTE, 3)
