"""Visits of deals to stages: entered, left for where, or there still (metric dictionary F6, G13)."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import deal, query
from ltc_cli.domain.outcome import voided
from ltc_cli.journal.rows import literal
from ltc_cli.metrics import Ask, end_ms
from ltc_cli.process import label
from ltc_cli.shape import Column

STILL, FORWARD, BACK, LOST = 0, 1, 2, 3
"""How a visit ended."""
WAYS = {STILL: "open", FORWARD: "forward", BACK: "back", LOST: "lost"}


_BATCH = 500
_WON, _CLOSED, _ELSEWHERE = -1, -2, -3
"""Where a step leads, other than to an open stage of the process."""


class Place(NamedTuple):
    """A stage in its pipeline."""

    pipeline: str
    stage: str


Visit = tuple[int, int, int, int, int]
"""A stay of a deal in an open stage: the deal, the stage by its place in the order, the instants it came and left, and
how it ended (STILL, FORWARD, BACK, LOST); of those there still, the end the report sees. Plain, since there are
millions and a name for each part takes longer than to count it."""


class Deals(NamedTuple):
    """The deals of a question: when each began, by id."""

    begun: dict[int, int]
    left_out: dict[str, int]
    undated: frozenset[int] = frozenset()
    """Those of which nobody said when they began: how long they were where they are first seen is not known."""


def ranks(book: Book) -> dict[Place, int]:
    """The open stages of every pipeline in their order."""
    return {
        Place(line.id, stage.id): rank
        for line in book.process.pipelines
        for rank, stage in enumerate(line.stages)
        if stage.kind == "open"
    }


def heads(book: Book) -> tuple[Column, Column]:
    """The columns of a stage: its pipeline, which people are told where there are several, and its name (G11)."""
    language, lines = book.process.language, book.process.pipelines
    stages = {stage.id: label(stage, language) for line in lines for stage in line.stages}
    names = {line.id: label(line, language) for line in lines}
    return Column("pipeline", shown=len(lines) > 1, words=names), Column("stage", words=stages)


def deals(book: Book, asked: Ask) -> Deals:
    """The deals that pass the filter, were there at the end the report sees, and are neither void nor tests."""
    left = {"test": 0, "void": 0}
    born = [query.Condition("+deal.created_ms <= ?", (end_ms(book),))]  # a scan: nearly every deal was
    what = "deal.id AS id, deal.created_ms AS created, deal.is_test AS test, deal.date_is_import AS stands_in"
    statement, values = query.select(book, deal.SOURCE, what, born, asked.where)
    numbers, created, tests, stands_in = book.columns(statement, "id", "created", "test", "stands_in", values=values)
    begun = dict(zip(numbers, created, strict=True))
    for number in compress(numbers, tests):
        left["test"] += begun.pop(number, None) is not None
    for number in voided(book):
        left["void"] += begun.pop(number, None) is not None
    return Deals(begun, left, frozenset(each for each in compress(numbers, stands_in) if each in begun))


def visits(book: Book, found: Deals, order: Mapping[Place, int]) -> Iterator[Visit]:
    """Every visit of these deals to a stage of the process, deal by deal in the order of time."""
    now = end_ms(book)
    ways = _ways(order)
    waiting = dict(found.begun)
    seen, here, since = 0, _ELSEWHERE, 0
    chosen = False
    for number, was, go, at in _steps(book, order):
        if number != seen:
            if here >= 0:
                yield seen, here, since, now, STILL
            created = waiting.pop(number, None)
            seen, here, chosen = number, _ELSEWHERE, created is not None
            if created is not None:
                here, since = was, created
        if chosen:
            if here >= 0:
                yield number, here, since, at, ways[here][go]
            here, since = go, at
    if here >= 0:
        yield seen, here, since, now, STILL
    for number, here in _starts(book, sorted(waiting), order):
        if here >= 0:
            yield number, here, waiting[number], now, STILL


def _ways(order: Mapping[Place, int]) -> list[list[int]]:
    """How a visit ends, by the stage it was to and where the deal goes, those without a place counted from the end."""
    ranks = list(order.values())
    elsewhere, closed, won = BACK, LOST, FORWARD  # in the order of -3, -2, -1
    return [[FORWARD if there > here else BACK for there in ranks] + [elsewhere, closed, won] for here in ranks]


def _place(order: Mapping[Place, int], pipeline: str, stage: str) -> str:
    """SQL for the place of a stage in the order."""
    lines: dict[str, list[str]] = {}
    for at, place in enumerate(order):
        lines.setdefault(place.pipeline, []).append(f"WHEN {literal(place.stage)} THEN {at}")
    cases = (
        f"WHEN {literal(line)} THEN CASE {stage} {' '.join(at)} ELSE {_ELSEWHERE} END" for line, at in lines.items()
    )
    return f"CASE {pipeline} {' '.join(cases)} ELSE {_ELSEWHERE} END" if lines else str(_ELSEWHERE)


def _steps(book: Book, order: Mapping[Place, int]) -> Iterator[tuple[int, int, int, int]]:
    """The steps of deals in their order, up to the end the report sees: from where, to where, and when."""
    was, go = (_place(order, "pipeline", f"{side}_stage") for side in ("from", "to"))
    steps = book.columns(
        f"SELECT entity_id, CASE from_kind WHEN 'open' THEN {was} ELSE {_CLOSED} END AS was, CASE to_kind WHEN 'open' "
        f"THEN {go} WHEN 'won' THEN {_WON} ELSE {_CLOSED} END AS go, effective_ms FROM stage_event "
        "WHERE entity = 'deal' AND effective_ms <= ? ORDER BY entity_id, effective_ms, id",
        "entity_id", "was", "go", "effective_ms", values=(end_ms(book),),
    )  # fmt: skip
    return zip(*steps, strict=True)


def _starts(book: Book, numbers: Sequence[int], order: Mapping[Place, int]) -> Iterator[tuple[int, int]]:
    """Where deals are that have not moved by the end the report sees."""
    place = _place(order, "deal.pipeline", query.fields(book, deal.SOURCE)["stage"].sql)
    for at in range(0, len(numbers), _BATCH):
        some = query.Condition(f"deal.id IN ({', '.join(map(str, numbers[at : at + _BATCH]))})")
        statement, values = query.select(book, deal.SOURCE, f"deal.id, {place}", [some], None)
        yield from sorted(book.conn.execute(statement, values))
