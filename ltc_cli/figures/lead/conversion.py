"""Leads and what becomes of them: customers, or opportunities (metric dictionary L2)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS
from ltc_cli.domain import lead, query
from ltc_cli.domain.noun import ref
from ltc_cli.domain.outcome import uncounted
from ltc_cli.errors import BadUsage
from ltc_cli.figures.apart import NOT_COMPARED, Apart, apart, ordered
from ltc_cli.figures.dimension import Dimension, dimensions
from ltc_cli.figures.lead import account_level, attribution, cohort, maturity
from ltc_cli.metrics import Ask, end_ms, rate, rate_status, report, span_words, window
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.words import say

Key = tuple[str, ...]
Numbers = dict[Key, int | Fraction]
_NAMES = ("leads", "converted", "rate", "ci_low", "ci_high", "status", "apart")
_KINDS = ("count", "count", "ratio", "ratio", "ratio", "text", "text")
_ASSOCIATED = 2
"""The state of a lead that converted with another of its account; 1 of one that converted itself."""
_BEFORE = "created_earlier"


class _Lead(NamedTuple):
    """One lead of the question."""

    id: int
    name: str
    created: int
    raw: tuple[Any, ...]
    state: int
    why: str
    """Why it is not counted; empty when it is."""


class _Counted(NamedTuple):
    """The leads of the question by their dimensions, and those of them that converted."""

    created: Numbers
    converted: Numbers
    excluded: dict[str, int]
    associated: int


def conversion(book: Book, asked: Ask) -> Report:
    """Lead to customer, or to opportunity, by dimension."""
    _check(asked)
    by = dimensions(book, lead.SOURCE, asked.by, "lead.created_ms")
    found = _one_by_one(book, asked, by) if asked.turn.within or asked.turn.account_level else _at_once(book, asked, by)
    if asked.basis == "period":
        found = found._replace(converted=_dated(book, asked, by))
    follows = asked.basis == "cohort" and not asked.turn.within
    young = maturity.young(book, asked, _target(asked), by) if follows else set()
    compared, keys = _compared(asked, by, found, bool(young))
    rows = [
        (*key, *_rated(asked, found.created.get(key, 0), found.converted.get(key, 0), key in young),
         compared.verdicts.get(key)) for key in keys
    ]  # fmt: skip
    whole = _rated(asked, sum(found.created.values()), sum(found.converted.values()), bool(young), shared=False)
    columns = [
        Column(name, kind, shown=name not in ("status", "apart")) for name, kind in zip(_NAMES, _KINDS, strict=True)
    ]
    totals = dict(zip(_NAMES[:-2], whole[:-1], strict=True))
    return report(
        book,
        asked,
        (*(dimension.column for dimension in by), *columns),
        rows,
        totals | ({"associated": found.associated} if asked.turn.account_level else {}),
        total_kinds={"associated": "count"},
        excluded=found.excluded,
        status=str(whole[-1]),
        title=_title(asked),
        notes=[*_notes(asked, bool(young)), *compared.notes],
    )._replace(rates=(Rate("rate", "ci_low", "ci_high", "converted", "leads"),))


def conversion_rows(book: Book, asked: Ask) -> Listing:
    """The leads of the cohort, whether each is converted, and whether it counts."""
    _check(asked)
    columns = (
        Column("ref", "ref"), Column("name"), Column("created", "instant"), Column("converted", "yesno"),
        Column("counted", "yesno"), Column("why"),
    )  # fmt: skip
    found = list(_leads(book, asked, []))
    if asked.basis == "period":
        found += _earlier(book, asked, {each.id for each in found})
    rows = [
        (ref("lead", each.id), each.name, each.created, int(_is_converted(each)), int(not each.why),
         each.why or ("associated" if each.state == _ASSOCIATED else "")) for each in sorted(found)
    ]  # fmt: skip
    return Listing("converted_lead", columns, rows)


def _is_converted(each: _Lead) -> bool:
    return bool(each.state) and each.why in ("", _BEFORE)


def _earlier(book: Book, asked: Ask, listed: set[int]) -> Iterator[_Lead]:
    """The leads that converted in the period and came before it: they count as converted alone."""
    anyone = asked._replace(period=asked.period._replace(since=None, until=None))
    wanted = set(cohort.among(book, anyone, _inside(book, asked))) - listed
    for each in _leads(book, anyone, []):
        if each.id in wanted:
            yield each._replace(why=_BEFORE)


def _check(asked: Ask) -> None:
    attribution.check(asked)
    taken = {"within": asked.turn.within, "account-level": asked.turn.account_level}
    name = next((name for name, given in taken.items() if given), "")
    if name and asked.basis != "cohort":
        raise BadUsage(f"--{name} is told of leads by the day they came.", "Leave --basis out.")


def _target(asked: Ask) -> int:
    return cohort.DEAL if asked.turn.to == "opportunity" else cohort.WON


def _at_once(book: Book, asked: Ask, by: list[Dimension]) -> _Counted:
    """By the flags of all leads: no line of Python runs for each."""
    found, flag = cohort.cohort(book, asked, by), _target(asked)
    counts = attribution.of_cohort(book, asked, by, found)
    converted = {state: n for state, n in counts.items() if state[1] & flag}
    return _Counted(_keyed(by, counts), _keyed(by, converted), cohort.left_out(book, asked, found.tests), 0)


def _one_by_one(book: Book, asked: Ask, by: list[Dimension]) -> _Counted:
    """By a look at each lead: when it came, and when it or its account was won."""
    counts: Counter[attribution.State] = Counter()
    left: Counter[str] = Counter()
    given = attribution.credited(book, asked, by[0]) if attribution.is_asked(asked) else {}
    states: dict[int, int] = {}
    for each in _leads(book, asked, by):
        if each.why:
            left[each.why] += 1
            continue
        counts[each.raw, each.state] += 1
        if each.id in given:
            states[each.id] = each.state
    rows = cohort.raws(book, by, states) if given else []
    shared = attribution.share(counts, given, [(number, own, states[number]) for number, own in rows])
    converted = {state: n for state, n in shared.items() if state[1]}
    excluded = cohort.left_out(book, asked, left.pop("test", 0)) | left
    associated = sum(n for (_, state), n in counts.items() if state == _ASSOCIATED)
    return _Counted(_keyed(by, shared), _keyed(by, converted), excluded, associated)


def _leads(book: Book, asked: Ask, by: list[Dimension]) -> Iterator[_Lead]:
    """The leads of the question one by one, tests and those that are too young among them."""
    when, within, now = _when(book, asked), asked.turn.within, end_ms(book)
    spam = uncounted(book)
    own = maturity.conversions(book, _target(asked)) if asked.turn.account_level else when
    raws = "".join(f", {dimension.sql}" for dimension in by)
    what = f"lead.id, {cohort.LABEL}, lead.created_ms, lead.is_test, lead.date_is_import{raws}"
    conditions = window(book, asked, "lead.created_ms")
    for number, name, created, test, undated, *raw in book.conn.execute(
        *query.select(book, lead.SOURCE, what, conditions, asked.where)
    ):
        at = when.get(number)
        why = "test" if test else "reason_not_counted" if number in spam else ""
        if within and not why:
            why = _unobserved(within, now - created, None if at is None else at - created, undated)
        if at is not None and not _counts(book, asked, created, at):
            at = None
        state = 0 if at is None else 1 if number in own else _ASSOCIATED
        yield _Lead(number, name, created, tuple(raw), state, why)


def _counts(book: Book, asked: Ask, created: int, at: int) -> bool:
    """Whether a conversion comes soon enough, or on the basis of the period in it."""
    if asked.turn.within:
        return at - created <= asked.turn.within
    if asked.basis != "period":
        return True
    since, until = asked.period.bounds(book.clock.tz)
    return (since is None or at >= since) and (until is None or at < until)


def _unobserved(within: int, age: int, wait: int | None, undated: int | None) -> str:
    """Why a lead says nothing about so much time."""
    if undated:
        return "no_history"
    if wait is not None and wait < 0:
        return "negative_duration"
    return "too_young" if age < within else ""


def _when(book: Book, asked: Ask) -> Mapping[int, int]:
    """When each lead converted: itself, or where that is asked for with its account."""
    own = maturity.conversions(book, _target(asked))
    return account_level.with_account(book, _target(asked), own) if asked.turn.account_level else own


def _inside(book: Book, asked: Ask) -> list[int]:
    """Leads whose conversion is dated in the period."""
    since, until = asked.period.bounds(book.clock.tz)
    return [
        number
        for number, at in maturity.conversions(book, _target(asked)).items()
        if (since is None or at >= since) and (until is None or at < until)
    ]


def _dated(book: Book, asked: Ask, by: list[Dimension]) -> Numbers:
    """Leads whose conversion is dated in the period, whenever they were created."""
    anyone = asked._replace(period=asked.period._replace(since=None, until=None))
    found = cohort.raws(book, by, cohort.among(book, anyone, _inside(book, asked)))
    counts = Counter(((*raw,), 0) for _, *raw in found)
    given = attribution.credited(book, asked, by[0]) if attribution.is_asked(asked) else {}
    return _keyed(
        by, attribution.share(counts, given, [(number, own, 0) for number, own, *_ in found if number in given])
    )


def _keyed(by: list[Dimension], counts: attribution.Shared) -> Numbers:
    found: Numbers = {}
    for (raw, _), n in counts.items():
        key = tuple(dimension.say(value) for dimension, value in zip(by, raw, strict=True))
        found[key] = found.get(key, 0) + n
    return found


def _compared(asked: Ask, by: list[Dimension], found: _Counted, young: bool) -> tuple[Apart, list[Key]]:
    """Which groups differ, and their order: by rate where rates can be compared (G7), else by size."""
    everyone = {**found.created, **found.converted}
    if young or asked.basis == "period" or attribution.is_asked(asked):
        if any(dimension.by_time for dimension in by):
            return NOT_COMPARED, sorted(everyone)
        return NOT_COMPARED, sorted(everyone, key=lambda key: (-found.created.get(key, 0), key))
    groups = {key: (int(found.converted.get(key, 0)), int(n)) for key, n in found.created.items()}
    return apart(by, groups), ordered(by, groups)


def _rated(
    asked: Ask, n: int | Fraction, k: int | Fraction, young: bool, *, shared: bool = True
) -> tuple[float, float, float | None, float | None, float | None, str]:
    """Leads, converted, their rate with its interval, and its worth; parts of leads have no interval."""
    told = attribution.plain(n), attribution.plain(k)
    if asked.basis == "period":
        return *told, float(k / n) if n else None, None, None, "ok" if n else "undefined"
    status = rate_status(attribution.cases(n), immature=young)
    if shared and attribution.is_asked(asked):
        return *told, float(k / n) if n else None, None, None, status
    value, low, high = rate(int(k), int(n))
    return *told, value, low, high, status


def _notes(asked: Ask, young: bool) -> list[str]:
    notes = attribution.notes(asked)
    if asked.basis == "period":
        notes.append(say("Conversions of the period against leads of the period: a ratio, which can exceed 1."))
    if asked.turn.within:
        notes.append(say("Of leads that have been here for at least {span}.", span=_length(asked.turn.within)))
    if asked.turn.account_level:
        notes.append(say("A lead also counts when another of its account was won after it came."))
    if young:
        notes.append(say("So far only: young leads can still move."))
        if asked.by:
            notes.append(say("To compare: {command}", command="ltc report conversion --within 30d"))
    return notes


def _title(asked: Ask) -> str:
    what = say("Lead to {target}", target=say(asked.turn.to or "customer"))
    if asked.turn.within:
        what = say("{what} within {span}", what=what, span=_length(asked.turn.within))
    return " · ".join(filter(None, (what, span_words(asked))))


def _length(millis: int) -> str:
    """A length of time in the largest unit that it is a whole number of."""
    if millis % DAY_MS == 0:
        return say("{n} d", n=millis // DAY_MS)
    hours, rest = divmod(millis, 3_600_000)
    return say("{n} min", n=millis // 60_000) if rest else say("{n} h", n=hours)
