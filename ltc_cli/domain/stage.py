"""Steps of leads and deals through their stages: the event is the truth, the record's stage its last word."""

from typing import NamedTuple

from ltc_cli.book import Book


class Step(NamedTuple):
    """One move from a stage to another, before it is dated and saved."""

    from_stage: str
    to_stage: str
    from_kind: str
    to_kind: str
    pipeline: str | None = None
    reason: str | None = None


def last_ms(book: Book, entity: str, number: int) -> int:
    """When the record last moved, or came to be if it never did."""
    row = book.conn.execute(
        "SELECT max(effective_ms) FROM stage_event WHERE entity = ? AND entity_id = ?", (entity, number)
    ).fetchone()
    if row[0] is not None:
        return int(row[0])
    return int(book.conn.execute(f"SELECT created_ms FROM {entity} WHERE id = ?", (number,)).fetchone()[0])


def save(book: Book, entity: str, number: int, step: Step, at_ms: int) -> None:
    """Write the event; the follow-up rules for entering the stage make their tasks."""
    book.insert(
        "stage_event",
        {
            "entity": entity,
            "entity_id": number,
            "pipeline": step.pipeline,
            "from_stage": step.from_stage,
            "to_stage": step.to_stage,
            "from_kind": step.from_kind,
            "to_kind": step.to_kind,
            "effective_ms": at_ms,
            "reason": step.reason,
        },
    )
    _follow_up(book, entity, number, step.to_stage)


def _follow_up(book: Book, entity: str, number: int, stage: str) -> None:
    for rule in book.process.follow_ups:
        if rule.noun == entity and rule.enters == stage:
            from ltc_cli.domain import task

            task.from_rule(book, rule, entity, number)


def as_of(noun: str, what: str, now: str) -> str:
    """SQL for a record's stage or kind as of `:as_of`: after its last event till then, before its first one, or now."""
    events = f"FROM stage_event e WHERE e.entity = '{noun}' AND e.entity_id = {noun}.id"
    last = f"(SELECT e.to_{what} {events} AND e.effective_ms <= :as_of ORDER BY e.effective_ms DESC, e.id DESC LIMIT 1)"
    first = f"(SELECT e.from_{what} {events} ORDER BY e.effective_ms, e.id LIMIT 1)"
    return f"coalesce({last}, {first}, {now})"


def closed_as_of(noun: str, what: str) -> str:
    """SQL for a column of the step that had closed a record as of `:as_of`."""
    return (
        f"(SELECT CASE WHEN e.to_kind <> 'open' THEN e.{what} END FROM stage_event e WHERE e.entity = '{noun}' "
        f"AND e.entity_id = {noun}.id AND e.effective_ms <= :as_of ORDER BY e.effective_ms DESC, e.id DESC LIMIT 1)"
    )


def next_step_as_of(noun: str, what: str) -> str:
    """SQL for a column of the step that was a record's next one as of `:as_of`."""
    return (
        f"(SELECT {what} FROM task WHERE task.entity = '{noun}' AND task.entity_id = {noun}.id AND is_next = 1 "
        "AND task.created_ms <= :as_of AND (task.done_ms IS NULL OR task.done_ms > :as_of) "
        "ORDER BY task.id DESC LIMIT 1)"
    )


def next_step(noun: str, what: str) -> str:
    """SQL for a column of the record's next step, which is the one task marked so and not done."""
    return (
        f"(SELECT {what} FROM task WHERE task.entity = '{noun}' AND task.entity_id = {noun}.id "
        "AND is_next = 1 AND done_ms IS NULL)"
    )
