"""The win rate: of the deals decided in a period, how many were won (metric dictionary F4)."""

from collections import Counter
from typing import Any

from ltc_cli.book import Book
from ltc_cli.clock import local_date
from ltc_cli.domain import deal, query
from ltc_cli.figures.dimension import dimensions
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import Ask, rate, rate_status, report, span_words, window
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.words import say

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
)
Decided = tuple[Any, ...]


def winrate(book: Book, asked: Ask) -> Report:
    """Won against won and lost, by dimension, and in all the companions of the rate."""
    by = dimensions(book, deal.SOURCE, asked.by, _closed(book))
    won: Counter[tuple[str, ...]] = Counter()
    decided: Counter[tuple[str, ...]] = Counter()
    value: Counter[str] = Counter()
    rates = Rates(book)
    not_counted = 0
    skipped = book.process.not_counted()
    raws = "".join(f", {dimension.sql}" for dimension in by)
    facts = f"{_facts(book)}{raws}"
    apart, closed = _apart(book)
    counted = f"{facts}, count(*), {closed}, sum({_amount(book)})"
    for kind, reason, currency, *raw, deals, at, minor in _decided(book, asked, counted, f"{facts}, {apart}"):
        if kind == "lost" and reason in skipped:
            not_counted += deals
            continue
        key = tuple(dimension.say(each) for dimension, each in zip(by, raw, strict=True))
        decided[key] += deals
        won[key] += deals * (kind == "won")
        if minor is not None and currency is not None:
            value[kind] += rates(minor, currency, local_date(at or 0, book.clock.tz).isoformat()) or 0
    by_time = any(each.by_time for each in by)
    keys = sorted(decided) if by_time else sorted(decided, key=lambda key: (-decided[key], key))
    rows = [(*key, *_rated(won[key], decided[key])) for key in keys or ([()] if not by else [])]
    whole = _rated(won.total(), decided.total())
    alive, void, tests = _others(book, asked)
    return report(
        book,
        asked,
        (*(dimension.column for dimension in by), *_COLUMNS),
        rows,
        _totals(whole, alive, value),
        total_kinds={"won_over_all": "ratio", "rate_by_value": "ratio"},
        excluded={"reason_not_counted": not_counted, "void": void, "test": tests, **rates.missing},
        status=str(whole[-1]),
        warnings=_warnings(book, decided.total()),
        title=" · ".join(filter(None, (say("Win rate"), span_words(asked)))),
        notes=[say("Won against won and lost, by the day of the last close.")],
    )._replace(rates=(Rate("rate", "ci_low", "ci_high", "won", "decided"),))


def winrate_rows(book: Book, asked: Ask) -> Listing:
    """The deals decided in the period, and whether each counts."""
    columns = (
        Column("ref", "ref"), Column("title"), Column("closed", "instant"), Column("outcome"), Column("reason"),
        Column("counted", "yesno"),
    )  # fmt: skip
    skipped = book.process.not_counted()
    found = _decided(book, asked, f"{_facts(book)}, 'D' || deal.id, deal.title, {_closed(book)}")
    rows = [
        (ref, title, closed, kind, reason, int(not (kind == "lost" and reason in skipped)))
        for kind, reason, _, ref, title, closed in found
    ]
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
    if book.as_of_ms is None:
        return "deal.closed_ms"
    return (
        "(SELECT e.effective_ms FROM stage_event e WHERE e.entity = 'deal' AND e.entity_id = deal.id "
        f"AND e.effective_ms <= {int(book.as_of_ms)} ORDER BY e.effective_ms DESC, e.id DESC LIMIT 1)"
    )


def _reason(book: Book) -> str:
    if book.as_of_ms is None:
        return "deal.reason"
    return (
        "(SELECT e.reason FROM stage_event e WHERE e.entity = 'deal' AND e.entity_id = deal.id "
        f"AND e.effective_ms <= {int(book.as_of_ms)} ORDER BY e.effective_ms DESC, e.id DESC LIMIT 1)"
    )


def _apart(book: Book) -> tuple[str, str]:
    """SQL for what keeps deals in other currencies one by one, and for the instant whose rate each takes."""
    told = book.process.currency or ""
    others = book.conn.execute("SELECT 1 FROM deal_value WHERE currency <> ? LIMIT 1", (told,)).fetchone()
    if others is None:
        return "NULL", "NULL"
    ours = f"{query.fields(book, deal.SOURCE)['currency'].sql} IS '{told}'"
    return f"iif({ours}, 0, deal.id)", f"iif({ours}, NULL, {_closed(book)})"


def _facts(book: Book) -> str:
    known = query.fields(book, deal.SOURCE)
    return ", ".join((known["status"].sql, _reason(book), known["currency"].sql))


def _amount(book: Book) -> str:
    return query.fields(book, deal.SOURCE)["amount"].sql


def _decided(book: Book, asked: Ask, what: str, grouped_by: str = "") -> list[Decided]:
    status = query.fields(book, deal.SOURCE)["status"].sql
    conditions = [
        query.Condition(f"{status} = 'won' OR {status} = 'lost'"),
        query.Condition("deal.is_test IS NOT 1"),
        query.Condition(f"{_closed(book)} IS NOT NULL"),
        *window(book, asked, _closed(book)),
    ]
    statement, values = query.select(book, deal.SOURCE, what, conditions, asked.where)
    grouping = f" GROUP BY {grouped_by}" if grouped_by else ""
    return book.conn.execute(statement + grouping, values).fetchall()


def _others(book: Book, asked: Ask) -> tuple[int, int, int]:
    """Open deals, voided ones and tests: left out of the rate."""
    status = query.fields(book, deal.SOURCE)["status"].sql
    born = [query.Condition("+deal.created_ms <= ?", (book.as_of_ms,))] if book.as_of_ms is not None else []
    found = []
    for condition in (f"{status} = 'open' AND deal.is_test IS NOT 1", f"{status} = 'void'", "deal.is_test IS 1"):
        select = query.select(book, deal.SOURCE, "count(*)", [query.Condition(condition), *born], asked.where)
        found.append(int(book.conn.execute(*select).fetchone()[0]))
    return found[0], found[1], found[2]


def _warnings(book: Book, decided: int) -> list[str]:
    today = (book.as_of.day if book.as_of else book.clock.today).isoformat()
    overdue = book.conn.execute(
        "SELECT count(*) FROM deal WHERE kind = 'open' AND is_test IS NOT 1 AND expected_close < ?", (today,)
    ).fetchone()[0]
    if decided and overdue > _STALE * decided:
        return [say("{n} open deals are past their close date: losses may not be recorded.", n=overdue)]
    return []
