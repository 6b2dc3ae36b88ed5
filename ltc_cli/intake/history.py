"""The steps that a row's dates tell, chained into events; dates out of order are history too, with a warning."""

from collections.abc import Sequence
from typing import NamedTuple

from ltc_cli.book import Book, Value


class Step(NamedTuple):
    """A step to a status or stage."""

    to: str
    kind: str
    at_ms: int
    reason: str | None = None


class Place(NamedTuple):
    """Where a record stands."""

    stage: str
    kind: str


def chain(
    entity: str, number: int, pipeline: str | None, start: Place, steps: Sequence[Step]
) -> list[tuple[Value, ...]]:
    """The rows of `stage_event` that lead from a place through the steps."""
    rows: list[tuple[Value, ...]] = []
    for step in steps:
        if step.to != start.stage:
            rows.append(
                (entity, number, pipeline, start.stage, step.to, start.kind, step.kind, step.at_ms, step.reason)
            )
            start = Place(step.to, step.kind)
    return rows


def save(book: Book, rows: Sequence[tuple[Value, ...]]) -> None:
    """Write events."""
    if rows:
        book.conn.executemany(
            "INSERT INTO stage_event(entity, entity_id, pipeline, from_stage, to_stage, from_kind, to_kind, "
            "effective_ms, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def missing(book: Book, entity: str, number: int, steps: Sequence[Step]) -> list[Step]:
    """The steps that the record has not taken yet: it was never there at that time, and nothing came after."""
    taken = book.conn.execute(
        "SELECT to_stage, effective_ms FROM stage_event WHERE entity = ? AND entity_id = ?", (entity, number)
    ).fetchall()
    last = max((row[1] for row in taken), default=None)
    been = {row[0] for row in taken}
    return [
        step
        for step in steps
        if (step.to, step.at_ms) not in taken and (last is None or step.at_ms > last or step.to not in been)
    ]
