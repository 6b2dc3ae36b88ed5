"""Tasks: what is to be done, by when, by whom; and a record's one next step."""

import re
from collections.abc import Sequence

from ltc_cli.book import Book, Step
from ltc_cli.domain import entry, named
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
        Field("record", "ref", "upper(substr(task.entity, 1, 1)) || task.entity_id"),
        Field("owner", "text", "owner.name"),
        Field("next", "yesno", "coalesce(task.is_next, 0)", shown=False),
        Field("done", "instant", "task.done_ms"),
        Field("rule", "text", "task.rule", shown=False),
        Field("created", "instant", "task.created_ms", shown=False),
    ),
    joins="LEFT JOIN member owner ON owner.id = task.owner_id",
    order="task.due IS NULL, task.due, task.id",
    title="'T' || task.id || '  ' || task.body",
    born="task.created_ms",
)


def add(
    book: Book,
    body: str,
    *,
    about: tuple[str, int] | None = None,
    due: str | None = None,
    owner: str | None = None,
) -> int:
    """Plan something to do; its id."""
    with book.operation("task add") as step:
        number = _save(book, body, about=about, due=entry.day(book, due) if due else None, owner=owner)
        step.about("task", number)
        return number


def done(book: Book, noun: str, numbers: Sequence[int]) -> None:
    """Tick tasks off; one that is done stays as it is."""
    with book.operation("task done") as step:
        for number in numbers:
            row = book.conn.execute("SELECT done_ms, created_ms FROM task WHERE id = ?", (number,)).fetchone()
            if row[0] is None:
                book.update("task", number, {"done_ms": book.when(row[1], "the day the task was made")})
            step.about(noun, number)


def chosen(book: Book, *, due: str | None, about: tuple[str, int] | None, also_done: bool) -> list[Condition]:
    """The conditions of a list of tasks: due by a day, about a record, still to be done."""
    conditions = [] if also_done else [Condition("task.done_ms IS NULL")]
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
    for noun, number in list(step.records):
        if noun == "task":
            continue
        old = book.conn.execute(
            "SELECT id FROM task WHERE entity = ? AND entity_id = ? AND is_next = 1 AND done_ms IS NULL", (noun, number)
        ).fetchone()
        if old:
            book.update("task", old[0], {"done_ms": book.clock.now_ms})
        _save(book, body, about=(noun, number), due=due, is_next=True)


def from_rule(book: Book, rule: FollowUp, noun: str, number: int) -> None:
    """Make the task that a follow-up rule of the process asks for."""
    from datetime import timedelta

    due = (book.clock.today + timedelta(days=rule.due)).isoformat() if rule.due is not None else None
    _save(book, rule.task, about=(noun, number), due=due, owner=rule.owner, rule=rule.enters)


def _save(
    book: Book,
    body: str,
    *,
    about: tuple[str, int] | None = None,
    due: str | None = None,
    owner: str | None = None,
    is_next: bool = False,
    rule: str | None = None,
) -> int:
    cleaned = text(body, "the task")
    if cleaned is None:
        raise BadUsage("the task is empty.", "ltc task add 'call Ada' --on-record L1 --due fri")
    return book.insert(
        "task",
        {
            "created_ms": book.clock.now_ms,
            "body": re.sub(r"\s+", " ", cleaned),
            "due": due,
            "entity": about[0] if about else None,
            "entity_id": about[1] if about else None,
            "is_next": int(is_next) or None,
            "owner_id": named.ensure(book, "member", owner) if owner else named.actor(book),
            "rule": rule,
        },
    )
