"""The first response: how long leads wait for one, those that still wait among them (metric dictionary L3)."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

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


class Wait(NamedTuple):
    """A lead until its first response, or until the instant the report sees."""

    id: int
    key: tuple[str, ...]
    millis: int
    answered: bool
    why: str
    """Why it is not counted; empty when it is."""


def response(book: Book, asked: Ask) -> Report:
    """The median wait, and the share that was answered in time."""
    by = dimensions(book, lead.SOURCE, asked.by, "lead.created_ms")
    every = _waits(book, asked, by)
    found, left = [wait for wait in every if not wait.why], Counter(wait.why for wait in every if wait.why)
    groups: dict[tuple[str, ...], list[Wait]] = {}
    for wait in found:
        groups.setdefault(wait.key, []).append(wait)
    by_time = any(each.by_time for each in by)
    ordered = sorted(groups) if by_time else sorted(groups, key=lambda key: (-len(groups[key]), key))
    whole = _figures(found, _limit(asked))
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
        (ref("lead", wait.id), round(wait.millis / _MINUTE, 3), int(wait.answered),
         "" if wait.why else _verdict(wait, _limit(asked)), int(not wait.why), wait.why)
        for wait in _waits(book, asked, [])
    ]  # fmt: skip
    return Listing("first_response", columns, rows)


def _limit(asked: Ask) -> int:
    return asked.turn.within or _IN_TIME


def _verdict(wait: Wait, limit: int) -> str:
    if wait.millis > limit:
        return "no"
    return "yes" if wait.answered else "waiting"


def _waits(book: Book, asked: Ask, by: list[Dimension]) -> list[Wait]:
    now, answers, spam = end_ms(book), _answers(book), uncounted(book)
    raws = "".join(f", {dimension.sql}" for dimension in by)
    what = f"lead.id, lead.created_ms, lead.is_test, lead.date_is_import{raws}"
    found = []
    conditions = window(book, asked, "lead.created_ms")
    for number, created, test, undated, *raw in book.conn.execute(
        *query.select(book, lead.SOURCE, what, conditions, asked.where)
    ):
        at = answers.get(number)
        wait = (now if at is None else at) - created
        why = "test" if test else "reason_not_counted" if number in spam else "no_history" if undated else ""
        why = why or ("negative_duration" if wait < 0 else "")
        key = tuple(dimension.say(value) for dimension, value in zip(by, raw, strict=True))
        found.append(Wait(number, key, wait, at is not None, why))
    return found


def _answers(book: Book) -> dict[int, int]:
    """When each lead was first answered: by a call, a mail or a meeting of ours, or by a step to a working status."""
    kinds = ", ".join(f"'{kind}'" for kind in ANSWERS)
    return dict(
        book.conn.execute(
            "SELECT id, min(at) FROM (SELECT entity_id AS id, min(at_ms) AS at FROM touch WHERE entity = 'lead' "
            f"AND inbound = 0 AND kind IN ({kinds}) AND at_ms <= :now GROUP BY 1 UNION ALL "
            "SELECT entity_id, min(effective_ms) FROM stage_event WHERE entity = 'lead' AND to_kind = 'working' "
            "AND effective_ms <= :now GROUP BY 1) GROUP BY 1",
            {"now": end_ms(book)},
        )
    )


def _figures(waits: Sequence[Wait], limit: int) -> tuple[Any, ...]:
    """The row of a group, in the order of the columns."""
    answered = [wait.millis / _MINUTE for wait in waits if wait.answered]
    curve = stats.kaplan_meier([wait.millis / _MINUTE for wait in waits], [wait.answered for wait in waits])
    low, high = stats.km_interval(curve)
    verdicts = [_verdict(wait, limit) for wait in waits]
    in_time, due = verdicts.count("yes"), len(verdicts) - verdicts.count("waiting")
    status = "not_enough_data" if len(answered) < FEW else "low_n" if len(answered) < LOW else "ok"
    median = stats.km_median(curve)
    mean = sum(answered) / len(answered) if answered else None
    return (
        len(waits), len(answered), *(_rounded(each) for each in (median, low, high)), due, in_time, *rate(in_time, due),
        _rounded(mean), status if waits else "undefined",
    )  # fmt: skip


def _rounded(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 3)
