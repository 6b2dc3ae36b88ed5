"""What every figure has in common: how it is asked, and the envelope it answers in.

A metric has one definition and one implementation. The registry (`figures.REPORTS`) says what each is; `ltc report`,
its help, `ltc explain` and JSON follow from it.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple

from ltc_cli import stats
from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS, Period, iso, parse_date, parse_period
from ltc_cli.domain.query import Condition
from ltc_cli.errors import BadUsage, nearest
from ltc_cli.shape import Column, Listing, Record, Report
from ltc_cli.turn import CHOICES, NO_TURN, TURNS, Turn, value

FEW = 5
"""Below this many cases a rate says more than is known (metrics.md G6)."""
LOW = 30
"""Below this many cases a rate is a hint."""
LAGGED = "lagged"
"""The basis on which costs come months before the customers they win."""
UNITS = ("day", "week", "month", "quarter", "year")


class Figure(NamedTuple):
    """A single figure that a report tells: one of its totals, with the name that targets and reviews know it by."""

    name: str
    """win_rate"""
    value: str
    """The total that it is."""
    unit: str
    """ratio, money, days, minutes, count, points or number."""
    title: str
    k: str = ""
    """The total that is its numerator, if it is a rate of cases; it has an interval then."""
    n: str = ""
    """The total that is its denominator."""
    to: str | None = None
    """What the report is asked `--to` for it."""
    better: str = ""
    """higher or lower; empty where neither is."""
    ci: str = ""
    """How the interval among the totals was made; Wilson's where it has a numerator."""


class Metric(NamedTuple):
    """A report: what it means, which figures it tells, and where it is worked out."""

    name: str
    figures: tuple[Figure, ...]
    """The first is the report's own."""
    module: str
    """Of `figures`; its function `NAME` answers, and `NAME_rows` lists the records behind the answer."""
    question: str
    title: str
    definition: str
    formula: str
    authority: str
    basis: str
    bases: tuple[str, ...]
    """Those that can be asked for; the first is the default."""
    by: tuple[str, ...] = ()
    """Dimensions when none are named."""
    version: int = 1
    divides: bool = True
    """Whether it can be told by dimensions."""
    filters: bool = True
    """Whether it can be told of those that pass a filter."""
    spans: bool = True
    """Whether it can be told of a period; else it is a state, as of a day."""
    turns: Mapping[str, str] = MappingProxyType({})
    """The options of `TURNS` that it takes, with what each means here."""


class Ask(NamedTuple):
    """One question, read and checked."""

    metric: Metric
    period: Period
    by: tuple[str, ...] = ()
    where: str | None = None
    basis: str = ""
    turn: Turn = NO_TURN


class Span(NamedTuple):
    """The time of a question as it was typed: days, or a period's name."""

    since: str | None = None
    until: str | None = None
    period: str | None = None


def ask(
    book: Book,
    metric: Metric,
    span: Span,
    *,
    by: Sequence[str] = (),
    where: str | None = None,
    basis: str | None = None,
    turn: Turn = NO_TURN,
) -> Ask:
    """Read a question; raises `BadUsage` for an unknown period, date or basis, or for two ways of naming a span.

    Where `to` or `start` is a date, it ends or begins the span. An option that the report does not take is refused
    too: it would be thought to have been heeded.
    """
    if turn.start is not None and turn.start not in CHOICES["from"]:
        span, turn = span._replace(since=span.since or turn.start), turn._replace(start=None)
    if turn.to is not None and turn.to not in CHOICES["to"]:
        span, turn = span._replace(until=span.until or turn.to), turn._replace(to=None)
    _check(metric, turn)
    if turn.lag is not None and LAGGED in metric.bases:
        basis = basis or LAGGED
    if basis and basis not in metric.bases:
        raise BadUsage(f"{metric.name} is not told on the basis {basis!r}.", f"Its bases: {', '.join(metric.bases)}")
    dimensions = tuple(name.strip() for each in by for name in each.split(",") if name.strip())
    if dimensions and not metric.divides:
        raise BadUsage(f"{metric.name} is told of the whole, not by {', '.join(dimensions)}.", "Leave --by out.")
    if not metric.spans and any(span):
        raise BadUsage(f"{metric.name} tells how it stands on a day.", f"ltc report {metric.name} --as-of DATE")
    return Ask(metric, _period(book, span), dimensions or metric.by, where, basis or metric.basis, turn)


def _check(metric: Metric, turn: Turn) -> None:
    """Raise `BadUsage` for an option that the report does not take, or a word that the option does not know."""
    for name in TURNS:
        said = value(turn, name)
        if said is None or said is False:
            continue
        if name not in metric.turns:
            takes = ", ".join(f"--{each}" for each in metric.turns)
            raise BadUsage(f"{metric.name} does not take --{name}.", takes and f"It takes: {takes}")
        if name in CHOICES and said not in CHOICES[name]:
            raise BadUsage(f"--{name} does not know {said!r}.", f"One of: {', '.join(CHOICES[name])}")


def _period(book: Book, span: Span) -> Period:
    today = book.clock.today
    if span.period:
        if span.since or span.until:
            raise BadUsage("a period and --since or --until name two spans.", "Give one of them.")
        return parse_period(span.period, today, book.process.fiscal_year_start)
    first = parse_date(span.since, today) if span.since else None
    last = parse_date(span.until, today) if span.until else None
    if first and last and first > last:
        raise BadUsage(f"--since {first} is after --until {last}.", "Swap them.")
    return Period(first, last, "", "span" if first or last else "all")


def answer(book: Book, asked: Ask) -> Report:
    """Work the figure out: only its module is imported."""
    _check_filter(asked)
    module = import_module(f"ltc_cli.figures.{asked.metric.module}")
    report: Report = getattr(module, asked.metric.name)(book, asked)
    return report


def behind(book: Book, asked: Ask) -> Listing:
    """The records behind a figure, each with how it was counted."""
    _check_filter(asked)
    module = import_module(f"ltc_cli.figures.{asked.metric.module}")
    listing: Listing = getattr(module, f"{asked.metric.name}_rows")(book, asked)
    return listing


def _check_filter(asked: Ask) -> None:
    """Raise `BadUsage` for a filter that would be passed over."""
    if asked.where is not None and not asked.metric.filters:
        raise BadUsage(f"{asked.metric.name} is told of the whole business, not by a filter.", "Leave --where out.")


def report(
    book: Book,
    asked: Ask,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    totals: Mapping[str, Any],
    *,
    total_kinds: Mapping[str, str] | None = None,
    excluded: Mapping[str, Any] | None = None,
    status: str = "ok",
    warnings: Sequence[str] = (),
    title: str = "",
    notes: Sequence[str] = (),
) -> Report:
    """A report with its envelope; what was left out of it counts only where something was."""
    period = asked.period
    return Report(
        name=asked.metric.name,
        version=asked.metric.version,
        basis=asked.basis,
        since=period.since.isoformat() if period.since else None,
        until=period.until.isoformat() if period.until else None,
        as_of=as_of_words(book),
        tz=book.clock.tz,
        currency=book.process.currency or "",
        status=status,
        columns=tuple(columns),
        rows=rows,
        totals=totals,
        total_kinds=total_kinds or {},
        excluded={reason: count for reason, count in (excluded or {}).items() if count},
        warnings=tuple(warnings),
        title=title,
        notes=tuple(notes),
    )


def as_of_words(book: Book) -> str:
    """The day a report is as of, or the instant when one was asked for."""
    if book.as_of is None:
        return book.clock.today.isoformat()
    return book.as_of.day.isoformat() if book.as_of.date_only else iso(book.as_of.ms)


def window(book: Book, asked: Ask, column: str) -> list[Condition]:
    """The conditions that an instant lies in the period and not after the day the report is as of."""
    since, until = asked.period.bounds(book.clock.tz)
    conditions = []
    if since is not None:
        conditions.append(Condition(f"{column} >= ?", (since,)))
    else:
        column = f"+{column}"  # nearly every record: an index that does not hold them whole is the long way round
    if until is not None:
        conditions.append(Condition(f"{column} < ?", (until,)))
    if book.as_of_ms is not None:
        conditions.append(Condition(f"{column} <= ?", (book.as_of_ms,)))
    return conditions


def rate(k: int, n: int) -> tuple[float | None, float | None, float | None]:
    """A rate with its Wilson interval; all None where there are no cases."""
    interval = stats.wilson(k, n)
    return (None, None, None) if interval is None else (k / n, interval[0], interval[1])


def rate_status(n: int, *, immature: bool = False) -> str:
    """What a rate of so many cases is worth (metrics.md G5, G6, G7)."""
    if n == 0:
        return "undefined"
    if n < FEW:
        return "not_enough_data"
    if n < LOW:
        return "low_n"
    return "immature" if immature else "ok"


def span_words(asked: Ask) -> str:
    """The period for a title: "1 Jan – 31 Mar 2026", "since 1 Jan 2026", or nothing."""
    from ltc_cli.words import say, year_day

    period = asked.period
    if period.since and period.until:
        return f"{year_day(period.since)} – {year_day(period.until)}"
    if period.since:
        return say("since {day}", day=year_day(period.since))
    return say("until {day}", day=year_day(period.until)) if period.until else ""


def missing_fx(amounts: Mapping[str, int], deals: int) -> dict[str, Any]:
    """What sums leave out for want of a rate (metrics.md G4): minor units by currency, of so many deals."""
    from ltc_cli.money import plain

    if not deals:
        return {}
    told = {code: plain(minor, code) for code, minor in sorted(amounts.items())}
    return {"missing_fx": {"count": deals, "amounts_by_currency": told}}


def end_ms(book: Book) -> int:
    """The last instant the report sees."""
    return book.as_of_ms if book.as_of_ms is not None else book.clock.now_ms


def end_day(book: Book) -> str:
    """The last day the report sees."""
    return (book.as_of.day if book.as_of is not None else book.clock.today).isoformat()


def in_days(millis: float | None) -> float | None:
    """A duration in days; None stays None."""
    return None if millis is None else millis / DAY_MS


def explanation(book: Book, asked: Ask) -> Record:
    """What a figure means, and the questions that were put to the file to work it out."""
    statements: list[str] = []
    book.conn.set_trace_callback(statements.append)
    try:
        found = answer(book, asked)
    finally:
        book.conn.set_trace_callback(None)
    metric = asked.metric
    names = ("report", "figures", "version", "definition", "formula", "authority", "basis", "as_of", "status", "query")
    kinds = {"version": "count", "figures": "tags"}
    asked_of_facts = [each for each in dict.fromkeys(map(str.strip, statements)) if each.startswith(("SELECT", "WITH"))]
    row = (
        metric.name, [figure.name for figure in metric.figures], metric.version, metric.definition, metric.formula,
        metric.authority, asked.basis, found.as_of, found.status, ";\n".join(asked_of_facts),
    )  # fmt: skip
    columns = tuple(Column(name, kinds.get(name, "text")) for name in names)
    return Record("explanation", columns, row, title=metric.title)


def unknown_report(name: str, known: Sequence[str]) -> BadUsage:
    """The error for a report there is not."""
    close = nearest(name, list(known))
    return BadUsage(f"there is no report {name!r}.", f"Did you mean {close}?" if close else "See them: ltc report")
