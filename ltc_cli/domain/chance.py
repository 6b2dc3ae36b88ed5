"""The chance that an open deal is won, by its stage: learnt from deals that were decided, else as the process says.

One definition for the board, the day, the pipeline, the forecast and the expected cash (metric dictionary F10).
"""

from collections import Counter
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import add_months, local_date, start_of_day
from ltc_cli.domain.outcome import outcomes
from ltc_cli.money import mul_div_half_up
from ltc_cli.process import find

_MONTHS = 24
"""How far back decided deals are learnt from."""
_ENOUGH = 30
"""Fewer decided deals teach nothing, and the process is believed."""
_STRENGTH = 10
"""How many deals the win rate of all weighs, against those of the stage."""
WHOLE = 1_000_000


class Chance(NamedTuple):
    """The chance of a deal in a stage, in millionths, and where it is from."""

    ppm: int
    source: str
    """history or process."""

    def of(self, minor: int) -> int:
        """The part of an amount that it stands for, half up."""
        return mul_div_half_up(minor, self.ppm, WHOLE)


class Chances:
    """The chances of all stages on a day."""

    def __init__(self, book: Book) -> None:
        self._process = book.process
        self._learnt = book.once(_learnt)

    @property
    def learnt(self) -> bool:
        """Whether enough deals are decided to learn from."""
        return bool(self._learnt)

    def of(self, pipeline: str, stage: str) -> Chance:
        """A stage's chance; one that the process has no longer has none."""
        learnt = self._learnt.get((pipeline, stage))
        line = self._process.find_pipeline(pipeline)
        found = find(line.stages, stage) if line else None
        if found is None:
            return Chance(0, "process")
        if learnt is not None:
            return Chance(learnt, "history")
        if self._learnt:
            return Chance(self._learnt["", ""], "history")
        return Chance(found.probability * 10_000, "process")


def _learnt(book: Book) -> dict[tuple[str, str], int]:
    """By pipeline and stage, of the deals decided lately that were in it; under no name, that of all.

    p = (won + s · p₀) / (closed + s), with p₀ the win rate of all. Empty where too few were decided.
    """
    now = book.as_of_ms if book.as_of_ms is not None else book.clock.now_ms
    first = start_of_day(add_months(local_date(now, book.clock.tz), -_MONTHS), book.clock.tz)
    skipped = book.process.not_counted()
    tests = {row[0] for row in book.conn.execute("SELECT id FROM deal WHERE is_test = 1")}
    apart = set()
    for number, why in book.conn.execute(
        "SELECT entity_id, reason FROM stage_event WHERE entity = 'deal' AND to_kind = 'lost' AND reason IS NOT NULL"
    ):
        if why in skipped:
            apart.add(number)
    left_out = {"won": tests, "lost": tests | apart}
    decided = {
        number: end.kind == "won"
        for number, end in outcomes(book).items()
        if end.at_ms >= first and end.kind != "void" and number not in left_out[end.kind]
    }
    if len(decided) < _ENOUGH:
        return {}
    won_in_all, all_of_them = sum(decided.values()), len(decided)
    closed: Counter[tuple[str, str]] = Counter()
    won: Counter[tuple[str, str]] = Counter()
    events = book.conn.execute(  # most steps are of deals: a scan is a third of the way over an index
        "SELECT entity_id, pipeline, from_stage FROM stage_event WHERE +entity = 'deal' AND from_kind = 'open' "
        "AND +effective_ms <= ? AND +entity_id IN (SELECT id FROM deal WHERE closed_ms >= ? OR closed_ms IS NULL)",
        (now, first),
    )
    for number, *place in {event for event in events if event[0] in decided}:
        pipeline, stage = place
        closed[pipeline, stage] += 1
        won[pipeline, stage] += decided[number]
    learnt = {
        place: mul_div_half_up(
            (won[place] * all_of_them + _STRENGTH * won_in_all) * WHOLE, 1, (n + _STRENGTH) * all_of_them
        )
        for place, n in closed.items()
    }
    return {**learnt, ("", ""): mul_div_half_up(won_in_all * WHOLE, 1, all_of_them)}
