"""Whether leads have had the time that leads need to convert (metric dictionary G7), and when each one did."""

from collections import Counter
from collections.abc import Sequence

from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS
from ltc_cli.figures.dimension import Dimension
from ltc_cli.figures.lead import cohort
from ltc_cli.metrics import Ask, end_ms
from ltc_cli.stats import counted_incidence, incidence_quantile

_FLOOR_DAYS = 30
"""A cohort is never mature before this."""
_NOW = {
    cohort.WON: (
        "SELECT {who} AS who, d.closed_ms AS at_ms FROM deal d "
        "WHERE d.kind = 'won' AND who IS NOT NULL AND d.is_test IS NOT 1"
    ),
    cohort.DEAL: (
        "SELECT {who} AS who, d.created_ms AS at_ms FROM deal d "
        "WHERE d.kind <> 'void' AND who IS NOT NULL AND d.is_test IS NOT 1"
    ),
}
"""The conversions of leads, accounts, …: every win that stands, or every deal that is not void."""
_PAST = {
    cohort.WON: (
        "SELECT {who} AS who, e.effective_ms AS at_ms FROM stage_event e JOIN deal d ON d.id = e.entity_id "
        "WHERE e.entity = 'deal' AND e.to_kind = 'won' AND who IS NOT NULL AND d.is_test IS NOT 1 "
        "AND e.effective_ms <= :now AND NOT EXISTS (SELECT 1 FROM stage_event l WHERE l.entity = 'deal' "
        "AND l.entity_id = d.id AND l.effective_ms <= :now AND (l.effective_ms, l.id) > (e.effective_ms, e.id))"
    ),
    cohort.DEAL: (
        "SELECT {who} AS who, d.created_ms AS at_ms FROM deal d WHERE who IS NOT NULL AND d.is_test IS NOT 1 "
        "AND d.created_ms <= :now AND coalesce((SELECT l.to_kind FROM stage_event l WHERE l.entity = 'deal' "
        "AND l.entity_id = d.id AND l.effective_ms <= :now ORDER BY l.effective_ms DESC, l.id DESC LIMIT 1), '') "
        "<> 'void'"
    ),
}
"""The same as of a day before, which the steps tell."""


def every(book: Book, flag: int, who: str) -> str:
    """The question for every conversion of leads, accounts, …: `who` converted, and `at_ms`, none after `:now`."""
    return (_NOW if book.as_of_ms is None else _PAST)[flag].format(who=who)


def first(book: Book, flag: int) -> str:
    """The question for when each lead first converted, by what to."""
    return f"SELECT who AS lead_id, min(at_ms) AS at_ms FROM ({every(book, flag, 'd.lead_id')}) GROUP BY 1"


def conversions(book: Book, flag: int) -> dict[int, int]:
    """When each lead first converted."""
    return dict(zip(*book.columns(first(book, flag), "lead_id", "at_ms", values={"now": end_ms(book)}), strict=True))


def young(book: Book, asked: Ask, flag: int, by: Sequence[Dimension] = ()) -> set[tuple[str, ...]]:
    """The groups of the question some of whose leads have had less than the usual time to convert.

    The usual time is the day by which nine tenths of the conversions seen so far have come, by cumulative incidence
    with unconverted leads censored, and thirty days at the least.
    """
    newest, floor = cohort.newest(book, asked), end_ms(book) - _FLOOR_DAYS * DAY_MS
    if newest is None:
        return set()
    since = min(floor, end_ms(book) - int(_usual_days(book, flag) * DAY_MS))
    return cohort.groups_since(book, asked, by, since) if newest > since else set()


def _usual_days(book: Book, flag: int) -> float:
    """In whole days, of leads with a date of their own; one that converted before it came has no duration."""
    seen = {"now": end_ms(book), "day": DAY_MS}
    still = Counter(dict(book.conn.execute(_AGES, seen)))
    still.subtract(dict(book.conn.execute(_AGES_OF_OTHERS, seen)))
    waits = (
        "SELECT (c.at_ms - lead.created_ms) / :day, (:now - lead.created_ms) / :day, "
        f"c.at_ms >= lead.created_ms, count(*) FROM ({first(book, flag)}) c JOIN lead ON lead.id = c.lead_id "
        "WHERE lead.created_ms <= :now AND lead.is_test IS NOT 1 AND lead.date_is_import IS NOT 1 GROUP BY 1, 2, 3"
    )
    ended: Counter[int] = Counter()
    for wait, age, in_order, number in book.conn.execute(waits, seen):
        still[age] -= number
        ended[wait] += number * in_order
    return incidence_quantile(counted_incidence(ended, still), 0.9) or 0.0


_AGES = """
WITH RECURSIVE age(days) AS (VALUES (0) UNION ALL
  SELECT days + 1 FROM age WHERE days < (:now - (SELECT min(created_ms) FROM lead)) / :day)
SELECT days,
  (SELECT count(*) FROM lead WHERE created_ms > :now - (days + 1) * :day AND created_ms <= :now - days * :day) FROM age
"""
"""How many leads are how many whole days old: counted along the index, with nothing to sort."""
_AGES_OF_OTHERS = """
SELECT (:now - created_ms) / :day, count(*) FROM lead WHERE (is_test = 1 OR date_is_import = 1) AND +created_ms <= :now
GROUP BY 1
"""
"""The same of those that are no leads, or have no date of their own."""
