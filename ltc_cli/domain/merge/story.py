"""One story out of several: the steps and the owners of the record that others are merged into.

Events say what happened to one record, so those of another cannot simply be added: a lead would go back to where it
came from. The survivor has the steps of the one that got furthest, and before them the steps that another had already
taken in the same direction; each begins where the one before it led. What is left out stays in the journal.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ltc_cli.book import Book

_FURTHER = {"disqualified": 0, "new": 1, "working": 2, "qualified": 3, "converted": 4}


class _Event(NamedTuple):
    id: int
    record: int
    from_stage: str
    to_stage: str
    from_kind: str
    to_kind: str
    effective_ms: int


def furthest(kinds: dict[int, str], keep: int) -> int:
    """The lead among these whose status the survivor has: the one that got furthest, the one kept among equals."""
    return max(kinds, key=lambda number: (_FURTHER[kinds[number]], number == keep, -number))


def steps(book: Book, keep: int, others: Sequence[int], leader: int) -> None:
    """Give a lead the steps of `leader`, one of those merged, with the others' steps that led there before."""
    numbers = (keep, *others)
    marks = ", ".join("?" * len(numbers))
    events = [
        _Event._make(row)
        for row in book.conn.execute(
            "SELECT id, entity_id, from_stage, to_stage, from_kind, to_kind, effective_ms FROM stage_event "
            f"WHERE entity = 'lead' AND entity_id IN ({marks}) ORDER BY effective_ms, id",
            numbers,
        )
    ]
    told = {event.id: event for event in _told([each for each in events if each.record == leader], events)}
    for event in events:
        if event.id in told:
            mine = told[event.id]
            book.update(
                "stage_event",
                event.id,
                {"entity_id": keep, "from_stage": mine.from_stage, "from_kind": mine.from_kind},
            )
        else:
            book.conn.execute("DELETE FROM stage_event WHERE id = ?", (event.id,))


def _told(own: Sequence[_Event], events: Sequence[_Event]) -> list[_Event]:
    """The events of the story, each beginning where the one before it led."""
    if not own:
        return []
    found = list[_Event]()
    stage, kind = own[0].from_stage, own[0].from_kind
    ahead = _FURTHER[own[0].to_kind]
    for event in events:
        if event.effective_ms >= own[0].effective_ms:
            break
        if event.record != own[0].record and _FURTHER[kind] < _FURTHER[event.to_kind] <= min(ahead, 3):
            found.append(event._replace(from_stage=stage, from_kind=kind))
            stage, kind = event.to_stage, event.to_kind
    for event in own:
        if event.to_stage != stage:
            found.append(event._replace(from_stage=stage, from_kind=kind))
            stage, kind = event.to_stage, event.to_kind
    return found


def owners(book: Book, noun: str, others: Sequence[int]) -> None:
    """Leave the survivor its own changes of hands alone."""
    for number in others:
        book.conn.execute("DELETE FROM owner_event WHERE entity = ? AND entity_id = ?", (noun, number))
