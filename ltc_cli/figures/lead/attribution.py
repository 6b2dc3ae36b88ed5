"""Whose a lead is of the channels, or campaigns, that touched it (metric dictionary G10).

Its way is what it came through, on the day it came, and the touches with a channel: its own, those of its deals and of
the contact it became, until it was won. By default, and as `first`, a lead is wholly of what it came through.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import lead, query
from ltc_cli.errors import BadUsage
from ltc_cli.figures.dimension import Dimension
from ltc_cli.figures.lead import cohort
from ltc_cli.figures.lead.maturity import conversions
from ltc_cli.metrics import Ask, end_ms
from ltc_cli.words import say

_KEYS = {
    "channel": "coalesce(t.channel_id, (SELECT c.channel_id FROM campaign c WHERE c.id = t.campaign_id))",
    "campaign": "(SELECT c.name FROM campaign c WHERE c.id = t.campaign_id)",
}
"""What a touch came through, as the dimension of that name holds it."""
_TOUCHES = (
    "SELECT {of}, t.at_ms, t.id, {key} FROM touch t {join} "
    "WHERE t.entity = '{noun}' AND t.at_ms <= :now AND (t.channel_id IS NOT NULL OR t.campaign_id IS NOT NULL)"
)
_PLACES = {"u": (40, 20), "w": (30, 10)}
"""Percent of each place that counts (the first; the last till the lead came; of w, the last till its deal did), and of
all others together."""

Credit = Mapping[Any, Fraction]
"""The parts of one lead, which add up to 1."""
State = tuple[tuple[Any, ...], int]
"""Raw values of dimensions, and flags."""
Shared = Mapping[State, int | Fraction]
"""How many leads there are of each, in parts."""


class Way(NamedTuple):
    """What a lead came through, in order of time, and how far it had come by two of its days."""

    through: Sequence[Any]
    created: int | None
    """The place of the last that came no later than the lead; None where there is none."""
    deal: int | None
    """The same of its first deal."""


def check(asked: Ask) -> None:
    """Raise `BadUsage` where parts of leads would be asked by anything but channel or campaign."""
    if is_asked(asked) and (len(asked.by) != 1 or asked.by[0] not in _KEYS):
        raise BadUsage(f"--attribution tells leads by {' or by '.join(_KEYS)} alone.", "--by channel")


def is_asked(asked: Ask) -> bool:
    """Whether leads are shared between what touched them."""
    return asked.turn.attribution not in (None, "first")


def credited(book: Book, asked: Ask, by: Dimension) -> dict[int, Credit]:
    """The parts of every lead that more than its own source may have touched; all others are wholly of it."""
    rule = asked.turn.attribution or "first"
    return {number: parts(rule, way) for number, way in _ways(book, by)} if rule != "first" else {}


def parts(rule: str, way: Way) -> Credit:
    """The parts of one lead. What a place or the others would get goes to all, in proportion, where there is none."""
    through, created, deal = way
    weights = [Fraction(rule == "linear")] * len(through)
    if rule == "last":
        weights[-1] = Fraction(1)
    if rule in _PLACES:
        place, others = _PLACES[rule]
        for at in (0, created, deal if rule == "w" else None):
            if at is not None:
                weights[at] += place
        rest = [at for at, weight in enumerate(weights) if not weight]
        for at in rest:
            weights[at] = Fraction(others, len(rest))
    found: dict[Any, Fraction] = {}
    for key, weight in zip(through, weights, strict=True):
        found[key] = found.get(key, Fraction(0)) + weight / sum(weights)
    return {key: part for key, part in found.items() if part}


def share(counts: Mapping[State, int], given: Mapping[int, Credit], whole: Iterable[tuple[int, Any, int]]) -> Shared:
    """Take leads from where they are counted whole (id, source, state) and count their parts instead."""
    found: dict[State, int | Fraction] = dict(counts)
    for number, source, state in whole:
        found[(source,), state] -= 1
        for key, part in given[number].items():
            found[(key,), state] = found.get(((key,), state), 0) + part
    return {state: count for state, count in found.items() if count}


def of_cohort(book: Book, asked: Ask, by: list[Dimension], found: cohort.Cohort) -> Shared:
    """The leads of a question by dimensions and flags, in parts where it asks for that."""
    if not is_asked(asked):
        return found.counts
    given = credited(book, asked, by[0])
    rows = cohort.raws(book, by, cohort.among(book, asked, given))
    flags = found.flags
    return share(found.counts, given, [(number, own, flags[number] if flags else 0) for number, own in rows])


def notes(asked: Ask) -> list[str]:
    """How leads are shared, in words."""
    if not is_asked(asked):
        return []
    rule = asked.turn.attribution
    return [say("Leads are shared between what touched them ({rule}).", rule=rule)]


def cases(count: int | Fraction) -> int:
    """How many whole cases a count of parts stands for; less than one is one, as it is not nothing."""
    return max(int(count), 1) if count else 0


def plain(count: int | Fraction) -> int | float:
    """A count as it is told: a part has a fraction."""
    return int(count) if count == int(count) else float(count)


def _ways(book: Book, by: Dimension) -> Iterator[tuple[int, Way]]:
    """The ways of the leads that have a touch with a channel, or with a campaign."""
    seen = {"now": end_ms(book)}
    touches: dict[int, list[tuple[int, int, Any]]] = {}
    for number, at, order, key in _touches(book, by):
        if key is not None:
            touches.setdefault(number, []).append((at, order, key))
    if not touches:
        return
    won, deals = (conversions(book, flag) for flag in (cohort.WON, cohort.DEAL))
    some = query.Condition("lead.id IN (SELECT value FROM json_each(?))", (json.dumps([*touches]),))
    what = f"lead.id, lead.created_ms, {by.sql}"
    for number, created, source in book.conn.execute(*query.select(book, lead.SOURCE, what, [some], None)):
        steps = [*touches[number], *([(created, 0, source)] if source is not None else [])]
        steps = sorted(step for step in steps if step[0] <= won.get(number, seen["now"]))
        if steps:
            begun = deals.get(number)
            yield (
                number,
                Way(
                    [key for _, _, key in steps], _last(steps, created), None if begun is None else _last(steps, begun)
                ),
            )


def _last(steps: Sequence[tuple[int, int, Any]], at: int) -> int | None:
    """The place of the last step that came no later."""
    return next((place for place in range(len(steps) - 1, -1, -1) if steps[place][0] <= at), None)


def _touches(book: Book, by: Dimension) -> Iterator[tuple[int, int, int, Any]]:
    """Touches by the lead that they are of: lead, instant, id, what it came through."""
    seen, key = {"now": end_ms(book)}, _KEYS[by.name]
    yield from book.conn.execute(_TOUCHES.format(of="t.entity_id", key=key, join="", noun="lead"), seen)
    of_deal = "JOIN deal d ON d.id = t.entity_id AND d.lead_id IS NOT NULL"
    yield from book.conn.execute(_TOUCHES.format(of="d.lead_id", key=key, join=of_deal, noun="deal"), seen)
    contacts: dict[str, list[int]] = {}
    known = query.fields(book, lead.SOURCE)["contact"].sql
    some = query.Condition("lead.contact_id IN (SELECT entity_id FROM touch WHERE entity = 'contact')")
    for number, contact in book.conn.execute(*query.select(book, lead.SOURCE, f"lead.id, {known}", [some], None)):
        contacts.setdefault(contact, []).append(number)
    of_contact = _TOUCHES.format(of="'C' || t.entity_id", key=key, join="", noun="contact")
    for contact, at, order, through in book.conn.execute(of_contact, seen):
        yield from ((number, at, order, through) for number in contacts.get(contact, ()))
