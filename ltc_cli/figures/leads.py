"""Leads and their conversion (metric dictionary L1, L2)."""

from collections import Counter
from typing import Any

from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS
from ltc_cli.domain import lead
from ltc_cli.domain.noun import ref
from ltc_cli.figures import cohort
from ltc_cli.figures.dimension import UNKNOWN, Dimension, dimensions
from ltc_cli.metrics import Ask, end_ms, rate, rate_status, report, span_words, window
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.stats import counted_incidence, incidence_quantile
from ltc_cli.words import say

_FLOOR_DAYS = 30
"""A cohort is never mature before this (metric dictionary G7)."""
_BLANKS = 0.2
"""Share of leads without a channel from which on the others' shares say little."""


_CONVERSIONS = {
    cohort.WON: (
        "SELECT d.lead_id AS lead_id, min(e.effective_ms) AS at_ms "
        "FROM stage_event e JOIN deal d ON d.id = e.entity_id WHERE e.entity = 'deal' AND e.to_kind = 'won' "
        "AND d.lead_id IS NOT NULL AND d.is_test IS NOT 1 AND e.effective_ms <= :now AND NOT EXISTS ("
        "SELECT 1 FROM stage_event l WHERE l.entity = 'deal' AND l.entity_id = d.id AND l.effective_ms <= :now "
        "AND (l.effective_ms, l.id) > (e.effective_ms, e.id)) GROUP BY 1"
    ),
    cohort.DEAL: (
        "SELECT lead_id, min(created_ms) AS at_ms FROM deal WHERE lead_id IS NOT NULL AND is_test IS NOT 1 "
        "AND created_ms <= :now AND coalesce((SELECT l.to_kind FROM stage_event l WHERE l.entity = 'deal' "
        "AND l.entity_id = deal.id AND l.effective_ms <= :now ORDER BY l.effective_ms DESC, l.id DESC LIMIT 1), '') "
        "<> 'void' GROUP BY 1"
    ),
}
"""When each lead first converted, by what to: the first win that stands, or its first deal that is not void."""


def leads(book: Book, asked: Ask) -> Report:
    """Lead volume by dimension, with shares that add up to the whole."""
    by = dimensions(book, lead.SOURCE, asked.by, "lead.created_ms")
    found = cohort.cohort(book, asked, by)
    counts: Counter[tuple[str, ...]] = Counter()
    for (raw, _), n in found.counts.items():
        counts[_key(by, raw)] += n
    total = sum(counts.values())
    rows = [(*key, counts[key], counts[key] / total) for key in _ordered(counts, by)]
    blank = sum(n for key, n in counts.items() if asked.by == ("channel",) and key == (UNKNOWN,))
    warnings = []
    if blank > _BLANKS * total:
        warnings.append(say("{share} of the leads have no channel.", share=f"{blank / total:.0%}"))
    return report(
        book,
        asked,
        (*(dimension.column for dimension in by), Column("leads", "count"), Column("share", "ratio")),
        rows,
        {"leads": total},
        excluded={"test": found.tests},
        status="ok" if total else "undefined",
        warnings=warnings,
        title=_title(asked, say("Leads")),
    )._replace(bar="leads")


def leads_rows(book: Book, asked: Ask) -> Listing:
    """The leads that were counted."""
    columns = (Column("ref", "ref"), Column("name"), Column("created", "instant"))
    rows = [(ref("lead", number), name, created) for number, name, created, _ in cohort.members(book, asked)]
    return Listing("counted_lead", columns, rows)


def conversion(book: Book, asked: Ask) -> Report:
    """Lead to customer, or to opportunity, by dimension."""
    flag = _target(asked)
    by = dimensions(book, lead.SOURCE, asked.by, "lead.created_ms")
    found = cohort.cohort(book, asked, by)
    created: Counter[tuple[str, ...]] = Counter()
    converted: Counter[tuple[str, ...]] = Counter()
    for (raw, flags), n in found.counts.items():
        key = _key(by, raw)
        created[key] += n
        converted[key] += n * bool(flags & flag)
    if asked.basis == "period":
        converted = _dated(book, asked, by, flag)
    young = asked.basis == "cohort" and is_young(book, asked, flag)
    rows = [(*key, *_rated(asked, created[key], converted[key], young)) for key in _ordered(created | converted, by)]
    whole = _rated(asked, created.total(), converted.total(), young)
    names = ("leads", "converted", "rate", "ci_low", "ci_high", "status")
    kinds = ("count", "count", "ratio", "ratio", "ratio", "text")
    columns = [Column(name, kind, shown=name != "status") for name, kind in zip(names, kinds, strict=True)]
    notes = []
    if asked.basis == "period":
        notes.append(say("Conversions of the period against leads of the period: a ratio, which can exceed 1."))
    if young:
        notes.append(say("So far only: young leads can still move."))
    return report(
        book,
        asked,
        (*(dimension.column for dimension in by), *columns),
        rows,
        dict(zip(names[:-1], whole[:-1], strict=True)),
        excluded=cohort.left_out(book, asked, found),
        status=str(whole[-1]),
        title=_title(asked, say("Lead to {target}", target=say(asked.turn.to or "customer"))),
        notes=notes,
    )._replace(rates=(Rate("rate", "ci_low", "ci_high", "converted", "leads"),))


def conversion_rows(book: Book, asked: Ask) -> Listing:
    """The leads of the cohort, and whether each is converted."""
    flag = _target(asked)
    columns = (Column("ref", "ref"), Column("name"), Column("created", "instant"), Column("converted", "yesno"))
    rows = [
        (ref("lead", number), name, created, int(bool(flags & flag)))
        for number, name, created, flags in cohort.members(book, asked)
    ]
    return Listing("converted_lead", columns, rows)


def _target(asked: Ask) -> int:
    return cohort.DEAL if asked.turn.to == "opportunity" else cohort.WON


def _key(by: list[Dimension], raw: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(dimension.say(value) for dimension, value in zip(by, raw, strict=True))


def _ordered(counts: Counter[tuple[str, ...]], by: list[Dimension]) -> list[tuple[str, ...]]:
    """Time goes forward; other groups stand by size, then by name."""
    if any(dimension.by_time for dimension in by):
        return sorted(counts)
    return sorted(counts, key=lambda key: (-counts[key], key))


def _rated(asked: Ask, n: int, k: int, young: bool) -> tuple[int, int, float | None, float | None, float | None, str]:
    if asked.basis == "period":
        return n, k, k / n if n else None, None, None, "ok" if n else "undefined"
    value, low, high = rate(k, n)
    return n, k, value, low, high, rate_status(n, immature=young)


def _dated(book: Book, asked: Ask, by: list[Dimension], flag: int) -> Counter[tuple[str, ...]]:
    """Leads whose first conversion is dated in the period, whenever they were created."""
    anyone = asked._replace(period=asked.period._replace(since=None, until=None))
    facts = {number: flags for number, _, _, flags in cohort.members(book, anyone)}
    since, until = asked.period.bounds(book.clock.tz)
    when = _conversions(book, flag)
    inside = [
        number
        for number, at in when.items()
        if facts.get(number, 0) & flag and (since is None or at >= since) and (until is None or at < until)
    ]
    raws = "".join(f", {dimension.sql}" for dimension in by)
    counts: Counter[tuple[str, ...]] = Counter()
    for number in inside:
        row = book.conn.execute(f"SELECT lead.id{raws} FROM lead {lead.SOURCE.joins} WHERE lead.id = ?", (number,))
        counts[_key(by, row.fetchone()[1:])] += 1
    return counts


def _conversions(book: Book, flag: int) -> dict[int, int]:
    """When each lead first converted: its first win, or its first deal."""
    return dict(book.conn.execute(_CONVERSIONS[flag], {"now": end_ms(book)}))


def is_young(book: Book, asked: Ask, flag: int) -> bool:
    """Whether the cohort's youngest leads have had less than the usual time to convert (G7).

    The usual time is the day by which nine tenths of the conversions seen so far have come, by cumulative incidence
    with unconverted leads censored, and thirty days at the least.
    """
    conditions = window(book, asked, "created_ms")
    clause = " AND ".join(condition.sql for condition in conditions) or "1"
    values = [value for condition in conditions for value in condition.values]
    newest = book.conn.execute(f"SELECT max(created_ms) FROM lead WHERE {clause}", values).fetchone()[0]
    if newest is None:
        return False
    age = (end_ms(book) - newest) / DAY_MS
    return bool(age < _FLOOR_DAYS or age < _usual_days(book, flag))


def _usual_days(book: Book, flag: int) -> float:
    """In whole days. A conversion dated before its lead has no duration: the lead is left out."""
    now = end_ms(book)
    ages = "SELECT (? - created_ms) / ?, count(*) FROM lead WHERE created_ms <= ? GROUP BY 1"
    still = Counter(dict(book.conn.execute(ages, (now, DAY_MS, now))))
    waits = (
        "SELECT (c.at_ms - lead.created_ms) / :day, (:now - lead.created_ms) / :day, "
        f"c.at_ms >= lead.created_ms, count(*) FROM ({_CONVERSIONS[flag]}) c "
        "JOIN lead ON lead.id = c.lead_id WHERE lead.created_ms <= :now GROUP BY 1, 2, 3"
    )
    ended: Counter[int] = Counter()
    for wait, age, in_order, number in book.conn.execute(waits, {"now": now, "day": DAY_MS}):
        still[age] -= number
        ended[wait] += number * in_order
    return incidence_quantile(counted_incidence(ended, still), 0.9) or 0.0


def _title(asked: Ask, what: str) -> str:
    span = span_words(asked)
    return f"{what} · {span}" if span else what
