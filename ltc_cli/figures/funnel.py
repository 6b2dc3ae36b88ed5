"""The cohort funnel along the chain, from a lead to the money (metric dictionary F1, F3)."""

from collections import Counter
from typing import Any

from ltc_cli.book import Book
from ltc_cli.domain import lead
from ltc_cli.domain.noun import ref
from ltc_cli.figures import cohort
from ltc_cli.figures.dimension import Dimension, dimensions
from ltc_cli.metrics import Ask, end_ms, rate, rate_status, report, span_words, window
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import count, say

MILESTONES = ("lead", "qualified", "deal", "quoted", "won", "ordered", "delivered", "invoiced", "paid")
_WON = MILESTONES.index("won")
_FLAGS = {
    "qualified": cohort.QUALIFIED,
    "deal": cohort.DEAL,
    "quoted": cohort.QUOTED,
    "won": cohort.WON,
    "ordered": cohort.ORDERED,
    "delivered": cohort.DELIVERED,
    "invoiced": cohort.INVOICED,
    "paid": cohort.PAID,
}
"""By which facts a milestone is reached itself, and not implied by a later one."""
_AFTER_WON = [(_FLAGS[name], MILESTONES.index(name)) for name in ("paid", "invoiced", "delivered", "ordered")]
_PLACES = [(MILESTONES.index(name), flag) for name, flag in _FLAGS.items()]
_MATURES_MS = 30 * 86_400_000
"""A cohort younger than this can still move: the floor of metric dictionary G7."""

_COLUMNS = (
    Column("stage", label="milestone"),
    Column("reached", "count"),
    Column("step", "ratio", label="of step before"),
    Column("step_low", "ratio", shown=False),
    Column("step_high", "ratio", shown=False),
    Column("cumulative", "ratio", label="of all"),
    Column("lost", "count"),
    Column("open", "count"),
    Column("skipped", "count"),
)


def furthest(flags: int) -> int:
    """The furthest milestone of a lead, as its place in MILESTONES."""
    if flags & cohort.WON:
        return next((place for flag, place in _AFTER_WON if flags & flag), _WON)
    if flags & cohort.DEAL:
        return MILESTONES.index("quoted" if flags & cohort.QUOTED else "deal")
    return 1 if flags & (cohort.QUALIFIED | cohort.CONVERTED) else 0


def is_lost(flags: int) -> bool:
    """Whether a lead short of won is out: disqualified, or with deals and none of them open."""
    if flags & cohort.WON:
        return False
    if flags & cohort.DEAL:
        return not flags & cohort.OPEN_DEAL
    return bool(flags & cohort.DISQUALIFIED)


def funnel(book: Book, asked: Ask) -> Report:
    """How many leads of the cohort reached each milestone, and where the others are."""
    by = dimensions(book, lead.SOURCE, asked.by, "lead.created_ms")
    found = cohort.cohort(book, asked, by)
    groups: dict[tuple[str, ...], Counter[int]] = {}
    for (raw, flags), leads in found.counts.items():
        key = tuple(dimension.say(value) for dimension, value in zip(by, raw, strict=True))
        groups.setdefault(key, Counter())[flags] += leads
    if not groups and not by:
        groups[()] = Counter()
    rows = [(*key, *row) for key in _ordered(groups, by) for row in _milestones(groups[key])]
    whole: Counter[int] = sum(groups.values(), Counter())
    overall = _milestones(whole)
    young = _is_young(book, asked)
    return report(
        book,
        asked,
        (*(dimension.column for dimension in by), *_COLUMNS),
        rows,
        _totals(overall),
        total_kinds={"leads": "count", "won": "count", "rate": "ratio", "ci_low": "ratio", "ci_high": "ratio"},
        excluded=cohort.left_out(book, asked, found),
        status=rate_status(overall[0][1], immature=young),
        title=_title(asked, overall[0][1]),
        notes=_notes(overall, young),
    )


def funnel_rows(book: Book, asked: Ask) -> Listing:
    """Each lead of the cohort with its furthest milestone."""
    columns = (Column("ref", "ref"), Column("name"), Column("created", "instant"), Column("furthest"), Column("state"))
    rows = []
    for number, name, created, flags in cohort.members(book, asked):
        place = furthest(flags)
        state = "won" if place >= _WON else "lost" if is_lost(flags) else "open"
        rows.append((ref("lead", number), name, created, MILESTONES[place], state))
    return Listing("funnel_lead", columns, rows)


def _milestones(leads: Counter[int]) -> list[tuple[Any, ...]]:
    """The rows of one group: reached falls from each milestone to the next by what was lost and what is open."""
    at: Counter[int] = Counter()
    lost: Counter[int] = Counter()
    direct: Counter[int] = Counter()
    for flags, n in leads.items():
        place = furthest(flags)
        at[place] += n
        lost[place] += n * is_lost(flags)
        direct[0] += n
        for rank, flag in _PLACES:
            direct[rank] += n * bool(flags & flag)
    total = sum(at.values())
    rows: list[tuple[Any, ...]] = []
    before: int | None = None
    for place, name in enumerate(MILESTONES):
        reached = sum(n for rank, n in at.items() if rank >= place)
        step = (None, None, None) if before is None else rate(reached, before)
        cumulative = reached / total if total else None
        staying = at[place] - lost[place]
        rows.append((name, reached, *step, cumulative, lost[place], staying, reached - direct[place]))
        before = reached
    return rows


def _totals(rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    leads, won = rows[0][1], rows[_WON][1]
    value, low, high = rate(won, leads)
    lost = sum(row[6] for row in rows)
    still_open = sum(row[7] for row in rows[:_WON])
    return {"leads": leads, "won": won, "lost": lost, "open": still_open, "rate": value, "ci_low": low, "ci_high": high}


def _ordered(groups: dict[tuple[str, ...], Counter[int]], by: list[Dimension]) -> list[tuple[str, ...]]:
    """Time goes forward; other groups stand by size, then by name."""
    if any(dimension.by_time for dimension in by):
        return sorted(groups)
    return sorted(groups, key=lambda key: (-sum(groups[key].values()), key))


def _is_young(book: Book, asked: Ask) -> bool:
    """Whether the youngest leads of the cohort have had less than the floor of G7 to move."""
    conditions = window(book, asked, "created_ms")
    clause = " AND ".join(condition.sql for condition in conditions) or "1"
    values = [value for condition in conditions for value in condition.values]
    newest = book.conn.execute(f"SELECT max(created_ms) FROM lead WHERE {clause}", values).fetchone()[0]
    return newest is not None and newest + _MATURES_MS > end_ms(book)


def _title(asked: Ask, leads: int) -> str:
    created = count(leads, "{n} lead", "{n} leads")
    span = span_words(asked)
    return f"{say('Funnel')} · {created} {say('created')} {span}" if span else f"{say('Funnel')} · {created}"


def _notes(rows: list[tuple[Any, ...]], young: bool) -> list[str]:
    if not rows[0][1]:
        return []
    notes = [say("So far only: young leads can still move.")] if young else []
    return [*notes, say("Why: {command}", command="ltc explain funnel --rows")]
