"""Visits of deals to stages: entered, left for where, or there still (metric dictionary F6, G13)."""

from array import array
from collections.abc import Iterator, Mapping
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


Raw = tuple[int, tuple[str, str], int, int, int]
"""A visit as it is read by the million: plain, since a name for each part takes longer than to count it."""


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


def visits(book: Book, found: Deals, order: Mapping[Place, int]) -> Iterator[Visit]:
    """Every visit of these deals, deal by deal in the order of time; stages the process has no longer keep theirs."""
    return (Visit(number, Place(*place), *rest) for number, place, *rest in stays(book, found, order))


def stays(book: Book, found: Deals, order: Mapping[Place, int]) -> Iterator[Raw]:
    """The same, unnamed."""
    ranked: dict[tuple[str, str], int] = {(place.pipeline, place.stage): rank for place, rank in order.items()}
    now = end_ms(book)
    begun = found.begun
    seen = 0
    here: tuple[str, str] | None = None
    since = 0
    met = array("b", bytes(max(begun, default=0) + 1))
    deal: tuple[str, str, int] | None = None
    for number, line, come, was, go, kind, at in _steps(book):
        if number != seen:
            if here is not None:
                yield seen, here, since, now, STILL
            seen, here, deal = number, None, begun.get(number)
            if deal is not None:
                met[number] = 1
                here, since = ((line or deal[0], come) if was == "open" else None), deal[2]
        if deal is None:
            continue
        there = line or deal[0], go
        if here is not None:
            yield number, here, since, at, _way(ranked, here, there, kind)
        here, since = (there if kind == "open" else None), at
    if here is not None:
        yield seen, here, since, now, STILL
    for number, (line, stage, created) in begun.items():
        if not met[number] and (line, stage) in ranked:
            yield number, (line, stage), created, now, STILL


def _way(order: Mapping[tuple[str, str], int], here: tuple[str, str], there: tuple[str, str], kind: str) -> int:
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
