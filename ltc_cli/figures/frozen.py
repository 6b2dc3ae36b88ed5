"""Figures as a review froze them, and the same figures worked out once more (metric dictionary A9)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import Period, end_of
from ltc_cli.domain.noun import ref
from ltc_cli.errors import BadUsage
from ltc_cli.figures import FIGURES, envelope, single
from ltc_cli.metrics import Ask, end_ms, report
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say


class Held(NamedTuple):
    """A review that was held."""

    id: int
    period: Period
    as_of: str
    at_ms: int
    operation: int
    """The last one that was known."""
    figures: list[dict[str, Any]]
    agenda: dict[str, Any]
    """What else was kept: where deals waited, and what was wrong with the data."""


def envelopes(book: Book, period: Period) -> list[dict[str, Any]]:
    """Every figure of a period in its envelope (G5); amounts are minor units."""
    known: dict[Any, Report] = {}
    found = []
    for name, (_, figure) in FIGURES.items():
        told = envelope.of(single.told(book, period, name, known), figure)
        found.append(dict(zip((column.name for column in told.columns), told.row, strict=True)))
    return found


@contextmanager
def standing(book: Book, at_ms: int, day: str) -> Iterator[None]:
    """Ask as it would have been asked at an instant: what happened up to the end of a day is seen."""
    clock, as_of = book.clock, book.as_of
    book.stand_at(at_ms)
    book.as_of = end_of(day, book.clock)
    try:
        yield
    finally:
        book.stand_at(clock.now_ms)
        book.as_of = as_of


def held(book: Book, number: int | None = None) -> list[Held]:
    """The reviews that were held up to the day asked, or the one with this id, in their order."""
    only = "id = ?" if number is not None else "created_ms <= ?"
    rows = book.conn.execute(
        f"SELECT id, period, since, until, as_of, created_ms, head, body FROM review WHERE {only} ORDER BY id",
        (number if number is not None else end_ms(book),),
    )
    return [
        Held(
            number, Period(date.fromisoformat(since), date.fromisoformat(until), name, _kind(name)), as_of, at_ms,
            int(head.split()[0]), kept["figures"], kept,
        )
        for number, name, since, until, as_of, at_ms, head, body in rows
        for kept in [json.loads(body)]
    ]  # fmt: skip


def _kind(name: str) -> str:
    return "quarter" if "Q" in name else "month"


def changed(book: Book, review: Held) -> list[tuple[str, str, Any, Any, bool]]:
    """The figures that are another today for the same day: name, unit, as frozen, as now, another definition."""
    with standing(book, review.at_ms, review.as_of):
        now = {each["metric"]: each for each in envelopes(book, review.period)}
    found = []
    for was in review.figures:
        name = was["metric"]
        if name in now and _as_kept(now[name]["value"]) != was["value"]:
            other = now[name]["version"] != was["version"]
            found.append((name, was["unit"], was["value"], now[name]["value"], other))
    return found


def _as_kept(value: Any) -> Any:
    """A value as it comes back from JSON."""
    return json.loads(json.dumps(value))


def restated(book: Book, asked: Ask) -> Report:
    """A row a figure of the newest review, or of those of the period, that is another today for the same day."""
    if book.process.currency != book.kept_in:
        raise BadUsage("a review is told in the currency it was held in.", "Leave --currency out.")
    chosen = _chosen(book, asked)
    rows = [
        (ref("review", review.id), review.period.label, name, was, now, unit, int(other))
        for review in chosen
        for name, unit, was, now, other in changed(book, review)
    ]
    columns = (
        Column("review", "ref"), Column("period"),
        Column("metric", words={name: say(figure.title) for name, (_, figure) in FIGURES.items()}),
        Column("frozen", "figure"), Column("now", "figure"), Column("unit", shown=False),
        Column("redefined", "yesno"),
    )  # fmt: skip
    since = sum(_since(book, review.operation) for review in chosen)
    totals = {
        "reviews": len(chosen), "figures": sum(len(review.figures) for review in chosen), "restated": len(rows),
        "operations": since,
    }  # fmt: skip
    return report(
        book,
        asked,
        columns,
        rows,
        totals,
        total_kinds=dict.fromkeys(totals, "count"),
        status="ok" if chosen else "undefined",
        title=say("Restated since the review"),
        notes=[
            say("The operations recorded since: ltc explain restated --rows")
            if chosen
            else say("No review was held: ltc review month")
        ],
    )


def restated_rows(book: Book, asked: Ask) -> Listing:
    """The operations that were recorded since the oldest of the reviews."""
    columns = (Column("operation", "count"), Column("recorded", "instant"), Column("verb"), Column("by"))
    chosen = _chosen(book, asked)
    since = min((review.operation for review in chosen), default=None)
    rows = book.conn.execute(
        "SELECT id, recorded_ms, verb, actor FROM operation WHERE id > ? AND verb NOT LIKE 'review %' ORDER BY id",
        (since,),
    ).fetchall()
    return Listing("operation", columns, rows)


def _chosen(book: Book, asked: Ask) -> list[Held]:
    known = held(book)
    if asked.period.since is None and asked.period.until is None:
        return known[-1:]
    return [each for each in known if (each.period.since, each.period.until) == asked.period[:2]]


def _since(book: Book, operation: int) -> int:
    found = book.conn.execute(
        "SELECT count(*) FROM operation WHERE id > ? AND verb NOT LIKE 'review %'", (operation,)
    ).fetchone()
    return int(found[0])
