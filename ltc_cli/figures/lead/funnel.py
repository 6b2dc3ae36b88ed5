"""The cohort funnel along the chain, from a lead to the money (metric dictionary F1, F3)."""

from collections import Counter
from typing import Any

from ltc_cli.book import Book
from ltc_cli.domain import lead
from ltc_cli.domain.noun import ref
from ltc_cli.figures import reach
from ltc_cli.figures.dimension import Dimension, dimensions
from ltc_cli.figures.lead import cohort
from ltc_cli.metrics import Ask, end_ms, rate, rate_status, report, span_words
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

_STAGE = Column("stage", label="milestone")


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
    rule = asked.turn.funnel
    rows = [(*key, *row) for key in _ordered(groups, by) for row in _milestones(groups[key], rule)]
    whole: Counter[int] = sum(groups.values(), Counter())
    young, totals = _is_young(book, asked), _totals(whole)
    return report(
        book,
        asked,
        (*(dimension.column for dimension in by), _STAGE, *reach.columns(rule, regressed=False)),
        rows,
        totals,
        total_kinds={
            **dict.fromkeys(("leads", "won", "reversed_wins"), "count"),
            **dict.fromkeys(("rate", "ci_low", "ci_high"), "ratio"),
        },
        excluded=cohort.left_out(book, asked, found.tests),
        status=rate_status(whole.total(), immature=young),
        warnings=reach.said(rule),
        title=_title(asked, whole.total()),
        notes=_notes(whole.total(), young),
    )._replace(silent=() if totals["reversed_wins"] else ("reversed_wins",))


def funnel_rows(book: Book, asked: Ask) -> Listing:
    """Each lead of the cohort with its furthest milestone."""
    columns = (Column("ref", "ref"), Column("name"), Column("created", "instant"), Column("furthest"), Column("state"))
    rows = []
    for number, name, created, flags in cohort.members(book, asked):
        place = furthest(flags)
        state = "won" if place >= _WON else "lost" if is_lost(flags) else "open"
        rows.append((ref("lead", number), name, created, MILESTONES[place], state))
    return Listing("funnel_lead", columns, rows)


def _milestones(leads: Counter[int], rule: str | None = None) -> list[tuple[Any, ...]]:
    """The rows of one group, without what a chain does not know: going back from a milestone."""
    return [row[:-1] for row in reach.reached(MILESTONES, _ways(leads), rule)]


def _ways(leads: Counter[int]) -> Counter[reach.Way]:
    """The leads by how far they got."""
    ways: Counter[reach.Way] = Counter()
    for flags, n in leads.items():
        touched = sum(1 << place for place, flag in _PLACES if flags & flag)
        ways[reach.Way(furthest(flags), touched | 1, is_lost(flags))] += n
    return ways


def _totals(leads: Counter[int]) -> dict[str, Any]:
    """Of all leads, whatever the rule: each is won, lost or open, and a win that was taken back is told."""
    won = sum(n for flags, n in leads.items() if flags & cohort.WON)
    lost = sum(n for flags, n in leads.items() if is_lost(flags))
    undone = sum(n for flags, n in leads.items() if flags & cohort.REVERSED)
    value, low, high = rate(won, leads.total())
    return {
        "leads": leads.total(), "won": won, "lost": lost, "open": leads.total() - won - lost, "reversed_wins": undone,
        "rate": value, "ci_low": low, "ci_high": high,
    }  # fmt: skip


def _ordered(groups: dict[tuple[str, ...], Counter[int]], by: list[Dimension]) -> list[tuple[str, ...]]:
    """Time goes forward; other groups stand by size, then by name."""
    if any(dimension.by_time for dimension in by):
        return sorted(groups)
    return sorted(groups, key=lambda key: (-sum(groups[key].values()), key))


def _is_young(book: Book, asked: Ask) -> bool:
    """Whether the youngest leads of the cohort have had less than the floor of G7 to move."""
    newest = cohort.newest(book, asked)
    return newest is not None and newest + _MATURES_MS > end_ms(book)


def _title(asked: Ask, leads: int) -> str:
    created = count(leads, "{n} lead", "{n} leads")
    span = span_words(asked)
    return f"{say('Funnel')} · {created} {say('created')} {span}" if span else f"{say('Funnel')} · {created}"


def _notes(leads: int, young: bool) -> list[str]:
    if not leads:
        return []
    notes = [say("So far only: young leads can still move.")] if young else []
    return [*notes, say("Why: {command}", command="ltc explain funnel --rows")]
