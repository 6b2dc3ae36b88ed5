"""Visits of deals to stages: entered, left for where, or there still (metric dictionary F6, G13)."""

from array import array
from collections.abc import Iterator
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import deal, query
from ltc_cli.metrics import Ask, end_ms

STILL, FORWARD, BACK, LOST = 0, 1, 2, 3
"""How a visit ended."""
WAYS = {STILL: "open", FORWARD: "forward", BACK: "back", LOST: "lost"}


class Place(NamedTuple):
    """A stage in its pipeline."""

    pipeline: str
    stage: str


class Visit(NamedTuple):
    """A stay of a deal in an open stage."""

    deal: int
    place: Place
    since: int
    """When it came, in milliseconds."""
    until: int
    """When it left; of those there still, the end the report sees."""
    way: int
    """STILL, FORWARD, BACK or LOST."""


class Deals(NamedTuple):
    """The deals of a question: where each began and when, by id."""

    begun: dict[int, tuple[str, str, int]]
    left_out: dict[str, int]


def ranks(book: Book) -> dict[Place, int]:
    """The open stages of every pipeline in their order."""
    return {
        Place(line.id, stage.id): rank
        for line in book.process.pipelines
        for rank, stage in enumerate(line.stages)
        if stage.kind == "open"
    }


def deals(book: Book, asked: Ask, voided: set[int]) -> Deals:
    """The deals that pass the filter, were there at the end the report sees, and are neither void nor tests."""
    left = {"test": 0, "void": 0}
    begun = {}
    what = f"deal.id, deal.pipeline, {query.fields(book, deal.SOURCE)['stage'].sql}, deal.created_ms, deal.is_test"
    born = [query.Condition("deal.created_ms <= ?", (end_ms(book),))]
    for number, line, stage, created, test in book.conn.execute(
        *query.select(book, deal.SOURCE, what, born, asked.where)
    ):
        if test or number in voided:
            left["test" if test else "void"] += 1
        else:
            begun[number] = line, stage, created
    return Deals(begun, left)


def visits(book: Book, found: Deals, order: dict[Place, int]) -> Iterator[Visit]:
    """Every visit of these deals, deal by deal in the order of time; stages the process has no longer keep theirs."""
    now = end_ms(book)
    seen = 0
    here: Place | None = None
    since = 0
    met = array("b", bytes(max(found.begun, default=0) + 1))
    for number, line, come, was, go, kind, at in _steps(book):
        begun = found.begun.get(number)
        if begun is None:
            continue
        if number != seen:
            if here is not None:
                yield Visit(seen, here, since, now, STILL)
            seen, here, since, met[number] = number, Place(line or begun[0], come), begun[2], 1
            if was != "open":
                here = None
        if here is not None:
            yield Visit(number, here, since, at, _way(order, here, Place(line or begun[0], go), kind))
        here, since = (Place(line or begun[0], go), at) if kind == "open" else (None, at)
    if here is not None:
        yield Visit(seen, here, since, now, STILL)
    for number, (line, stage, created) in found.begun.items():
        if not met[number] and Place(line, stage) in order:
            yield Visit(number, Place(line, stage), created, now, STILL)


def _way(order: dict[Place, int], here: Place, there: Place, kind: str) -> int:
    if kind == "won":
        return FORWARD
    if kind != "open":
        return LOST
    return FORWARD if order.get(there, 0) > order.get(here, 0) else BACK


def _steps(book: Book) -> Iterator[tuple[Any, ...]]:
    """The steps of deals in their order, up to the end the report sees."""
    return book.conn.execute(
        "SELECT entity_id, pipeline, from_stage, from_kind, to_stage, to_kind, effective_ms FROM stage_event "
        "WHERE entity = 'deal' AND effective_ms <= ? ORDER BY entity_id, effective_ms, id",
        (end_ms(book),),
    )
