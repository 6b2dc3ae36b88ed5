"""The win rate: of the deals decided in a period, how many were won (metric dictionary F4)."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import local_date
from ltc_cli.domain import deal, query
from ltc_cli.domain.noun import ref
from ltc_cli.domain.outcome import reopenings
from ltc_cli.figures.apart import apart, ordered
from ltc_cli.figures.dimension import Dimension, dimensions
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import Ask, end_day, rate, rate_status, report, span_words, window
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.words import count, say

_STALE = 0.25
"""Share of overdue open deals to decided ones from which on losses seem not to be recorded."""

_COLUMNS = (
    Column("won", "count"),
    Column("lost", "count"),
    Column("decided", "count", shown=False),
    Column("rate", "ratio"),
    Column("ci_low", "ratio"),
    Column("ci_high", "ratio"),
    Column("status", shown=False),
    Column("apart", shown=False),
)
Decided = tuple[Any, ...]


class Others(NamedTuple):
    """Deals that are left out of the rate."""

    open: int
    overdue: int
    """Open ones whose expected close is past."""
    void: int
    tests: int


class Counted(NamedTuple):
    """Decided deals by their dimensions, and what they were worth by outcome."""

    won: Counter[tuple[str, ...]]
    decided: Counter[tuple[str, ...]]
    value: Counter[str]
    not_counted: int
    """Lost for a reason that does not count."""


def winrate(book: Book, asked: Ask) -> Report:
    """Won against won and lost, by dimension, and in all the companions of the rate."""
    by, rates = dimensions(book, deal.SOURCE, asked.by, _closed(book)), Rates(book)
    won, decided, value, not_counted = _counted(book, asked, by, rates)
    rows, compared = _rows(by, won, decided)
    whole, others = _rated(won.total(), decided.total()), _others(book, asked)
    totals = {**_totals(whole, others.open, value), **_taken_back(book, asked)}
    return report(
        book,
        asked,
        (*(dimension.column for dimension in by), *_COLUMNS),
        rows,
        totals,
        total_kinds={
            "won_over_all": "ratio", "rate_by_value": "ratio", "reversed_wins": "count", "reopened": "count",
        },
        excluded={"reason_not_counted": not_counted, "void": others.void, "test": others.tests, **rates.missing},
        status=str(whole[-1]),
        warnings=_warnings(others.overdue, decided.total()),
        title=" · ".join(filter(None, (say("Win rate"), span_words(asked)))),
        notes=[say("Won against won and lost, by the day of the last close."), *compared],
    )._replace(
        rates=(Rate("rate", "ci_low", "ci_high", "won", "decided"),),
        silent=tuple(name for name in ("reversed_wins", "reopened") if not totals[name]),
    )  # fmt: skip


def _counted(book: Book, asked: Ask, by: Sequence[Dimension], rates: Rates) -> Counted:
    """Counted by the file itself; only what is worth something in another currency is looked at deal by deal."""
    found, not_counted, foreign = Counted(Counter(), Counter(), Counter(), 0), 0, False
    skipped = book.process.not_counted()
    facts = f"{_facts(book)}{''.join(f', {dimension.sql}' for dimension in by)}"
    what = f"{facts}, count(*), sum({_amount(book)})"
    for kind, reason, currency, *raw, deals, minor in _decided(book, asked, what, grouped_by=facts):
        if kind == "lost" and reason in skipped:
            not_counted += deals
            continue
        key = tuple(dimension.say(each) for dimension, each in zip(by, raw, strict=True))
        found.decided[key] += deals
        found.won[key] += deals * (kind == "won")
        if minor is not None and currency == book.process.currency:
            found.value[kind] += minor
        foreign = foreign or (minor is not None and currency != book.process.currency)
    if foreign:
        found.value.update(_exchanged(book, asked, rates))
    return found._replace(not_counted=not_counted)


def _rows(
    by: list[Dimension], won: Counter[tuple[str, ...]], decided: Counter[tuple[str, ...]]
) -> tuple[list[tuple[Any, ...]], tuple[str, ...]]:
    """A row a group, and what can be said of how they differ."""
    groups = {key: (won[key], n) for key, n in decided.items()}
    compared = apart(by, groups)
    keys = ordered(by, groups) or ([()] if not by else [])
    return [(*key, *_rated(won[key], decided[key]), compared.verdicts.get(key)) for key in keys], compared.notes


def winrate_rows(book: Book, asked: Ask) -> Listing:
    """The deals decided in the period, and whether each counts; with the void and test deals closed in it."""
    columns = (
        Column("ref", "ref"), Column("title"), Column("closed", "instant"), Column("outcome"), Column("reason"),
        Column("counted", "yesno"), Column("left_out"),
    )  # fmt: skip
    skipped = book.process.not_counted()
    what = f"deal.id, deal.title, {_facts(book)}, {_closed(book)}, deal.is_test"
    rows = []
    for number, title, kind, reason, _, closed, test in sorted(_ended(book, asked, what, "won", "lost", "void")):
        why = "test" if test else "void" if kind == "void" else None
        if kind == "lost" and reason in skipped:
            why = why or "reason_not_counted"
        rows.append((ref("deal", number), title, closed, kind, reason, int(why is None), why))
    return Listing("decided_deal", columns, rows)


def _totals(whole: tuple[Any, ...], alive: int, value: Counter[str]) -> dict[str, Any]:
    """The rate of all with its companions: won of all deals, open ones too, and by value."""
    totals = dict(zip(("won", "lost", "decided", "rate", "ci_low", "ci_high"), whole, strict=False))
    everyone = totals["decided"] + alive
    totals["won_over_all"] = totals["won"] / everyone if everyone else None
    totals["rate_by_value"] = value["won"] / value.total() if value.total() else None
    return totals


def _rated(won: int, decided: int) -> tuple[int, int, int, float | None, float | None, float | None, str]:
    return won, decided - won, decided, *rate(won, decided), rate_status(decided)


def _closed(book: Book) -> str:
    """SQL for when a deal was last closed, as of the day asked."""
    return "deal.closed_ms" if book.as_of_ms is None else _of_last_step(book.as_of_ms, "effective_ms")


def _reason(book: Book) -> str:
    return "deal.reason" if book.as_of_ms is None else _of_last_step(book.as_of_ms, "reason")


def _of_last_step(now: int, column: str) -> str:
    """SQL for what a deal's last step until an instant holds."""
    return (
        f"(SELECT e.{column} FROM stage_event e WHERE e.entity = 'deal' AND e.entity_id = deal.id "
        f"AND e.effective_ms <= {now:d} ORDER BY e.effective_ms DESC, e.id DESC LIMIT 1)"
    )


def _facts(book: Book) -> str:
    known = query.fields(book, deal.SOURCE)
    return ", ".join((known["status"].sql, _reason(book), known["currency"].sql))


def _amount(book: Book) -> str:
    return query.fields(book, deal.SOURCE)["amount"].sql


def _decided(book: Book, asked: Ask, what: str, *more: query.Condition, grouped_by: str = "") -> list[Decided]:
    """What is asked of the deals won and lost in the period, tests left out."""
    real = query.Condition("deal.is_test IS NOT 1")
    return _ended(book, asked, what, "won", "lost", more=(real, *more), grouped_by=grouped_by)


def _ended(
    book: Book, asked: Ask, what: str, *kinds: str, more: Sequence[query.Condition] = (), grouped_by: str = ""
) -> list[Decided]:
    """What is asked of the deals last closed in the period with one of these outcomes."""
    status = query.fields(book, deal.SOURCE)["status"].sql
    conditions = [
        query.Condition(" OR ".join(f"{status} = '{kind}'" for kind in kinds)),
        query.Condition(f"{_closed(book)} IS NOT NULL"),
        *window(book, asked, _closed(book)),
        *more,
    ]
    statement, values = query.select(book, deal.SOURCE, what, conditions, asked.where)
    grouping = f" GROUP BY {grouped_by}" if grouped_by else ""
    return book.conn.execute(statement + grouping, values).fetchall()


def _exchanged(book: Book, asked: Ask, rates: Rates) -> Counter[str]:
    """What deals in other currencies were worth, by outcome: each at the rate of the day it was closed (G4)."""
    known, skipped = query.fields(book, deal.SOURCE), book.process.not_counted()
    elsewhere = query.Condition(f"{known['currency'].sql} <> ?", (book.process.currency or "",))
    what = f"{_facts(book)}, {_amount(book)}, {_closed(book)}"
    value: Counter[str] = Counter()
    for kind, reason, currency, minor, at in _decided(book, asked, what, elsewhere):
        if minor is not None and not (kind == "lost" and reason in skipped):
            value[kind] += rates(minor, currency, local_date(at, book.clock.tz).isoformat()) or 0
    return value


def _others(book: Book, asked: Ask) -> Others:
    """Open deals as of the day asked, and void and test deals closed in the period."""
    known = query.fields(book, deal.SOURCE)
    still = query.Condition(f"{known['status'].sql} = 'open' AND deal.is_test IS NOT 1")
    late = f"{known['expected_close'].sql} < '{end_day(book)}'"
    what = f"count(*), coalesce(sum({late}), 0)"
    opened, overdue = book.conn.execute(*query.select(book, deal.SOURCE, what, [still], asked.where)).fetchone()
    (void,) = _ended(book, asked, "count(*)", "void", more=(query.Condition("deal.is_test IS NOT 1"),))
    (tests,) = _ended(book, asked, "count(*)", "won", "lost", "void", more=(query.Condition("deal.is_test IS 1"),))
    return Others(opened, overdue, void[0], tests[0])


def _taken_back(book: Book, asked: Ask) -> dict[str, int]:
    """Deals closed in the period and opened again since; reversed: won ones that are not won any more (G9)."""
    since, until = asked.period.bounds(book.clock.tz)
    again: dict[int, bool] = {}
    for each in reopenings(book):
        if (since is None or each.closed_ms >= since) and (until is None or each.closed_ms < until):
            again[each.deal] = again.get(each.deal, False) or each.kind == "won"
    if not again:
        return {"reversed_wins": 0, "reopened": 0}
    status = query.fields(book, deal.SOURCE)["status"].sql
    real = query.Condition(f"deal.is_test IS NOT 1 AND {status} <> 'void'")
    those = query.Condition("deal.id IN (SELECT value FROM json_each(?))", (json.dumps([*again]),))
    states = dict(book.conn.execute(*query.select(book, deal.SOURCE, f"deal.id, {status}", [those, real], asked.where)))
    undone = sum(state != "won" and again[number] for number, state in states.items())
    return {"reversed_wins": undone, "reopened": len(states)}


def _warnings(overdue: int, decided: int) -> list[str]:
    if decided and overdue > _STALE * decided:
        late = count(overdue, "{n} open deal is past its close date", "{n} open deals are past their close date")
        return [say("{late}: losses may not be recorded.", late=late)]
    return []
