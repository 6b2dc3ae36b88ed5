"""How many got how far along steps that have an order: the one reckoning of every funnel (metric dictionary F1, F3)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ltc_cli.metrics import rate
from ltc_cli.shape import Column
from ltc_cli.words import say

COHORT, STRICT, ANY = "cohort", "strict", "any"
"""How a step counts as reached: it or a later one, it and all before it, or it alone."""

COLUMNS = (
    Column("reached", "count"),
    Column("step", "ratio", label="of step before"),
    Column("step_low", "ratio", shown=False),
    Column("step_high", "ratio", shown=False),
    Column("cumulative", "ratio", label="of all"),
    Column("lost", "count"),
    Column("open", "count"),
    Column("skipped", "count"),
    Column("entered", "count", shown=False),
    Column("regressed", "count", shown=False),
)
_SHOWN = 5
"""So many of them are told whichever the rule."""


class Way(NamedTuple):
    """How far something got: its furthest step, every step it stood on itself, and those it went back from."""

    furthest: int
    """By its place in the order."""
    touched: int
    """A bit a step."""
    lost: bool
    left: int = 0
    """A bit a step."""


def columns(rule: str | None, *, regressed: bool = True) -> tuple[Column, ...]:
    """The columns; people are not shown those that a rule for comparison cannot fill."""
    shown = (each if rule in (None, COHORT) or at < _SHOWN else each._replace(shown=False)
             for at, each in enumerate(COLUMNS))  # fmt: skip
    return tuple(each for each in shown if regressed or each.name != "regressed")


def reached(names: Sequence[str], ways: Mapping[Way, int], rule: str | None) -> list[tuple[Any, ...]]:
    """A row a step: its name, then what `COLUMNS` says."""
    return _compared(names, ways, rule) if rule in (STRICT, ANY) else _cohort(names, ways)


def said(rule: str | None) -> list[str]:
    """What a rule is called elsewhere, so that nobody takes its figures for those of the cohort."""
    told = {
        STRICT: say("For comparison only: who stood on the step and on all before it (HubSpot's “all stages”)."),
        ANY: say("For comparison only: who stood on the step, in any order (HubSpot's “any stages”); it may widen."),
    }
    return [told[rule]] if rule in told else []


def _cohort(names: Sequence[str], ways: Mapping[Way, int]) -> list[tuple[Any, ...]]:
    """Reached falls from each step to the next by what was lost and what is open there."""
    at: Counter[int] = Counter()
    lost: Counter[int] = Counter()
    for way, n in ways.items():
        at[way.furthest] += n
        lost[way.furthest] += n * way.lost
    entered, left = _bits([(way.touched, n) for way, n in ways.items()]), _bits([(w.left, n) for w, n in ways.items()])
    total, here, rows = at.total(), at.total(), list[tuple[Any, ...]]()
    before: int | None = None
    for place, name in enumerate(names):
        step = (None, None, None) if before is None else rate(here, before)
        cumulative = here / total if total else None
        staying = at[place] - lost[place] if place < len(names) - 1 else 0  # at the end there is nothing to wait for
        rows.append(
            (name, here, *step, cumulative, lost[place], staying, here - entered[place], entered[place], left[place])
        )
        before, here = here, here - at[place]
    return rows


def _compared(names: Sequence[str], ways: Mapping[Way, int], rule: str | None) -> list[tuple[Any, ...]]:
    """By a rule of others: where somebody is lost or open is not told, since a step not reached may stand before it.

    One step against another is a mere ratio where the later may have been reached without the earlier.
    """
    counted = [(_unbroken(way.touched) if rule == STRICT else way.touched, n) for way, n in ways.items()]
    entered, total = _bits(counted), sum(ways.values())
    rows: list[tuple[Any, ...]] = []
    before: int | None = None
    for place, name in enumerate(names):
        here = entered[place]
        step: tuple[float | None, ...] = (here / before if before else None, None, None)
        if rule == STRICT and before is not None:
            step = rate(here, before)
        rows.append((name, here, *step, here / total if total else None, None, None, None, here, None))
        before = here
    return rows


def _unbroken(touched: int) -> int:
    """The steps up to the first that was not stood on."""
    first_gap = (touched + 1) & ~touched
    return first_gap - 1


def _bits(counted: Sequence[tuple[int, int]]) -> Counter[int]:
    """How many have each bit."""
    found: Counter[int] = Counter()
    for bits, n in counted:
        place = 0
        while bits:
            found[place] += n * (bits & 1)
            bits, place = bits >> 1, place + 1
    return found
