"""Tasks: what is to be done, by when, by whom; and a record's one next step."""

import re
from collections.abc import Sequence

from ltc_cli.book import Book, Step, Value
from ltc_cli.domain import entry, named, noun
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Condition, Source
from ltc_cli.domain.text import text
from ltc_cli.errors import BadUsage
from ltc_cli.process import FollowUp

SOURCE = Source(
    noun="task",
    fields=(
        Field("ref", "ref", "'T' || task.id"),
        Field("id", "count", "task.id", shown=False),
        Field("task", "text", "task.body"),
        Field("due", "date", "task.due"),
        Field("record", "ref", noun.sql("task.entity", "task.entity_id")),
        Field("owner", "text", "owner.name"),
        Field("next", "yesno", "coalesce(task.is_next, 0)", shown=False),
        Field("done", "instant", "task.done_ms"),
        Field("rule", "text", "task.rule", shown=False),
        Field("created", "instant", "task.created_ms", shown=False),
        Field("external_id", "text", "task.external_id", shown=False),
    ),
    joins="LEFT JOIN member owner ON owner.id = task.owner_id",
    order="task.due IS NULL, task.due, task.id",
    title="'T' || task.id || '  ' || task.body",
    past=(("done", "CASE WHEN task.done_ms <= :as_of THEN task.done_ms END"),),
    born="task.created_ms",
)


def add(
    book: Book,
    body: str,
    *,
    about: tuple[str, int] | None = None,
    due: str | None = None,
    owner: str | None = None,
    external_id: str | None = None,
    on_match: str | None = None,
) -> int:
    """Plan something to do; its id."""
    with book.operation("task add") as step:
        columns = _columns(book, body, about=about, due=entry.day(book, due) if due else None, owner=owner)
        if external_id:
            columns["external_id"] = text(external_id, "external id")
        number = entry.replay(book, "task", columns, on_match)
        if number is None:
            number = book.insert("task", {**columns, "created_ms": book.clock.now_ms})
        step.about("task", number)
        return number


def done(book: Book, what: str, numbers: Sequence[int]) -> None:
    """Tick tasks off; one that is done stays as it is."""
    with book.operation("task done") as step:
        for number in numbers:
            row = book.conn.execute("SELECT done_ms, created_ms FROM task WHERE id = ?", (number,)).fetchone()
            if row[0] is None:
                book.update("task", number, {"done_ms": book.when(row[1], "the day the task was made")})
            step.about(what, number)


def chosen(book: Book, *, due: str | None, about: tuple[str, int] | None, also_done: bool) -> list[Condition]:
    """The conditions of a list of tasks: due by a day, about a record, still to be done."""
    now = "task.done_ms IS NULL" if book.as_of_ms is None else f"coalesce(task.done_ms, 1e18) > {int(book.as_of_ms)}"
    conditions = [] if also_done else [Condition(now)]
    if due is not None:
        conditions.append(Condition("task.due <= ?", (entry.day(book, due),)))
    if about is not None:
        conditions.append(Condition("task.entity = ? AND task.entity_id = ?", about))
    return conditions


def plan_next(book: Book, step: Step, words: str) -> None:
    """Make `words` the next step of the records an operation is about: "fri call about budget".

    A date in front is its day. The step before it is done with.
    """
    first, _, rest = words.strip().partition(" ")
    due = None
    try:
        due = entry.day(book, first)
        body = rest
    except BadUsage:
        body = words
    if not body.strip():
        raise BadUsage(f"the next step {words!r} says when, not what.", "--next 'fri call about budget'")
    for about in _subjects(book, step):
        old = book.conn.execute(
            "SELECT id, body, due FROM task WHERE entity = ? AND entity_id = ? AND is_next = 1 AND done_ms IS NULL",
            about,
        ).fetchone()
        columns = _columns(book, body, about=about, due=due)
        if old and old[1:] == (columns["body"], due):
            continue
        if old:
            book.update("task", old[0], {"done_ms": book.clock.now_ms})
        book.insert("task", {**columns, "created_ms": book.clock.now_ms, "is_next": 1})
        if due not in (None, first):
            book.warnings.append(f"next step of {noun.ref(*about) or about[0]} on {due}: {columns['body']}.")


def _subjects(book: Book, step: Step) -> list[tuple[str, int]]:
    """The records an operation is about; of a task, the record that it is about."""
    found = []
    for kind, number in step.records:
        if kind == "task":
            row = book.conn.execute("SELECT entity, entity_id FROM task WHERE id = ?", (number,)).fetchone()
            found += [(str(row[0]), int(row[1]))] if row[0] is not None else []
        else:
            found.append((kind, number))
    return list(dict.fromkeys(found))


def from_rule(book: Book, rule: FollowUp, what: str, number: int) -> None:
    """Make the task that a follow-up rule of the process asks for."""
    from datetime import timedelta

    due = (book.clock.today + timedelta(days=rule.due)).isoformat() if rule.due is not None else None
    columns = _columns(book, rule.task, about=(what, number), due=due, owner=rule.owner)
    book.insert("task", {**columns, "created_ms": book.clock.now_ms, "rule": rule.enters})


def _columns(
    book: Book,
    body: str,
    *,
    about: tuple[str, int] | None = None,
    due: str | None = None,
    owner: str | None = None,
) -> dict[str, Value]:
    cleaned = text(body, "the task")
    if cleaned is None:
        raise BadUsage("the task is empty.", "ltc task add 'call Ada' --on-record L1 --due fri")
    return {
        "body": re.sub(r"\s+", " ", cleaned),
        "due": due,
        "entity": about[0] if about else None,
        "entity_id": about[1] if about else None,
        "owner_id": named.ensure(book, "member", owner) if owner else named.actor(book),
    }
