"""Owners and the pool, for leads and accounts: who looks after a record, and what waits for somebody who will.

A record without an owner is in the pool. Every change of hands is an event.
"""

from collections.abc import Sequence
from datetime import timedelta

from ltc_cli.book import Book, Value
from ltc_cli.clock import start_of_day
from ltc_cli.domain import named
from ltc_cli.domain.noun import ref
from ltc_cli.errors import Refused


def assign(book: Book, noun: str, numbers: Sequence[int], owner: str) -> None:
    """Give records to an owner."""
    with book.operation(f"{noun} assign") as step:
        member = named.ensure(book, "member", owner)
        for number in numbers:
            hand_over(book, noun, number, member, "assign")
            step.about(noun, number)


def claim(book: Book, noun: str, numbers: Sequence[int]) -> None:
    """Take records out of the pool; the actor becomes their owner.

    Raises `Refused` for a record that has another owner, beyond the pool's limit of open leads per owner, or when
    the process has no pool.
    """
    with book.operation(f"{noun} claim") as step:
        require(book)
        member = named.actor(book)
        for number in numbers:
            owner = _owner(book, noun, number)
            if owner is not None and owner != member:
                name = book.conn.execute("SELECT name FROM member WHERE id = ?", (owner,)).fetchone()[0]
                raise Refused(
                    f"{ref(noun, number)} belongs to {name}; only what is in the pool can be claimed.",
                    f"ltc {noun} assign {ref(noun, number)} --to {book.actor}",
                )
            if owner is None:
                _check_limit(book, noun, member)
            hand_over(book, noun, number, member, "claim")
            step.about(noun, number)


def release(book: Book, noun: str, numbers: Sequence[int]) -> None:
    """Put records back into the pool."""
    with book.operation(f"{noun} release") as step:
        require(book)
        for number in numbers:
            hand_over(book, noun, number, None, "release")
            step.about(noun, number)


def recycle(book: Book, noun: str) -> list[int]:
    """Put the records that nobody touched for the pool's number of days back into it; their ids.

    What counts as touching: an owner's touch or step, a change of hands, or coming in.
    """
    with book.operation(f"{noun} recycle") as step:
        require(book)
        days = book.process.pool.recycle_after
        if days is None:
            raise Refused("the process does not say when to recycle.", "Add pool: recycle_after: DAYS to it.")
        first_kept = book.clock.today - timedelta(days=days - 1)
        idle = _idle_since(book, noun, start_of_day(first_kept, book.clock.tz) - 1)
        for number in idle:
            hand_over(book, noun, number, None, "recycle")
            step.about(noun, number)
        return idle


def _idle_since(book: Book, noun: str, before_ms: int) -> list[int]:
    still_open = "AND lead.kind <> 'converted' AND lead.kind <> 'disqualified'" if noun == "lead" else ""
    of = f"x.entity = '{noun}' AND x.entity_id = {noun}.id"
    if noun == "account":  # what is done with its leads and deals is done for the account
        of = (
            f"({of} OR x.entity = 'lead' AND x.entity_id IN (SELECT id FROM lead WHERE account_id = account.id) "
            "OR x.entity = 'deal' AND x.entity_id IN (SELECT id FROM deal WHERE account_id = account.id))"
        )
    quiet = " AND ".join(
        f"NOT EXISTS (SELECT 1 FROM {table} x WHERE {of} AND x.{at} > :cut)"
        for table, at in (("touch", "at_ms"), ("stage_event", "effective_ms"), ("owner_event", "effective_ms"))
    )
    rows = book.conn.execute(
        f"SELECT id FROM {noun} WHERE owner_id IS NOT NULL AND created_ms <= :cut {still_open} AND {quiet} ORDER BY id",
        {"cut": before_ms},
    )
    return [int(row[0]) for row in rows]


def as_of(noun: str) -> str:
    """SQL for a record's owner as of `:as_of`: after the last change of hands, before the first, or now."""
    events = f"FROM owner_event e WHERE e.entity = '{noun}' AND e.entity_id = {noun}.id"
    past = f"{events} AND e.effective_ms <= :as_of"
    return (
        f"(SELECT name FROM member WHERE member.id = CASE WHEN EXISTS (SELECT 1 {past}) "
        f"THEN (SELECT e.to_id {past} ORDER BY e.effective_ms DESC, e.id DESC LIMIT 1) WHEN EXISTS (SELECT 1 {events}) "
        f"THEN (SELECT e.from_id {events} ORDER BY e.effective_ms, e.id LIMIT 1) ELSE {noun}.owner_id END)"
    )


def _owner(book: Book, noun: str, number: int) -> int | None:
    owner: int | None = book.conn.execute(f"SELECT owner_id FROM {noun} WHERE id = ?", (number,)).fetchone()[0]
    return owner


def hand_over(book: Book, noun: str, number: int, to: Value, reason: str) -> None:
    """Change the owner of a record, None being the pool, and keep the event; to the same owner is no change."""
    owner = _owner(book, noun, number)
    if owner == to:
        return
    last = book.conn.execute(
        "SELECT max(effective_ms) FROM owner_event WHERE entity = ? AND entity_id = ?", (noun, number)
    ).fetchone()[0]
    created = book.conn.execute(f"SELECT created_ms FROM {noun} WHERE id = ?", (number,)).fetchone()[0]
    at = book.when(max(last or 0, created), f"the last change of hands of {ref(noun, number)}")
    book.update(noun, number, {"owner_id": to})
    book.insert(
        "owner_event",
        {"entity": noun, "entity_id": number, "from_id": owner, "to_id": to, "effective_ms": at, "reason": reason},
    )


def _check_limit(book: Book, noun: str, member: int) -> None:
    limit = book.process.pool.limit
    if noun != "lead" or limit is None:
        return
    held = book.conn.execute(
        "SELECT count(*) FROM lead WHERE owner_id = ? AND kind <> 'converted' AND kind <> 'disqualified'", (member,)
    ).fetchone()[0]
    if held >= limit:
        raise Refused(
            f"{book.actor} holds {held} open leads; the pool allows {limit}.", "Release one: ltc lead release"
        )


def require(book: Book) -> None:
    """Raise `Refused` when the process has no pool: then every record has an owner."""
    if not book.process.pool.on:
        raise Refused("this process has no pool.", "Give it one: pool: on: yes in the YAML, then ltc process apply")
