"""Monthly and quarterly reviews (metric dictionary A9): every figure frozen, signals told from noise, actions kept."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from ltc_cli import __version__, metrics
from ltc_cli.book import Book
from ltc_cli.clock import Period, add_months, bucket, local_date, parse_period, previous
from ltc_cli.domain import query, task
from ltc_cli.domain.noun import ref
from ltc_cli.domain.quality import review as quality
from ltc_cli.domain.query import Condition
from ltc_cli.domain.review import SOURCE
from ltc_cli.errors import BadUsage, Refused
from ltc_cli.figures import FIGURES, REPORTS, frozen, kpi
from ltc_cli.figures.target import target_of
from ltc_cli.journal import chain
from ltc_cli.metrics import Ask
from ltc_cli.shape import Column, Listing, Record, Report, Section
from ltc_cli.stats.series import signals, xmr_limits
from ltc_cli.words import say

_BACK = 12
"""Periods before the reviewed one that limits are made of."""
_MONTHS = {"month": 1, "quarter": 3}


def hold(book: Book, kind: str, name: str | None, actions: Sequence[str] = (), due: str | None = None) -> int:
    """Freeze every figure of a period (the last one of its kind) as of today or `--on`; the review's id.

    The same again on the same day, when nothing changed, is the same review; actions are added to it. Raises
    `BadUsage` for a period of another kind, `Refused` for one that has not begun.
    """
    period = period_of(book, kind, name)
    with book.operation(f"review {kind}") as step:
        at_ms, day = book.when(), book.day()
        assert period.since is not None
        assert period.until is not None
        if period.since.isoformat() > day:
            raise Refused(f"{period.label} begins on {period.since}; a review is of what was.", "Name an earlier one.")
        with frozen.standing(book, at_ms, day):
            figures = _judged(book, period)
            agenda = _agenda(book, period)
        agenda["signals"] = sum(each["signal"] is not None for each in figures)
        body = json.dumps({**agenda, "figures": figures}, ensure_ascii=False, allow_nan=False)
        head = " ".join(map(str, chain.head(book.conn)))
        known = book.conn.execute(
            "SELECT id FROM review WHERE since = ? AND until = ? AND as_of = ? AND body = ?",
            (period.since.isoformat(), period.until.isoformat(), day, body),
        ).fetchone()
        number = int(known[0]) if known else book.insert(
            "review",
            {
                "created_ms": at_ms, "period": period.label, "since": period.since.isoformat(),
                "until": period.until.isoformat(), "as_of": day, "head": head, "body": body,
            },
        )  # fmt: skip
        for words in actions:
            task.add(book, words, about=("review", number), due=due)
        step.about("review", number)
        return number


def period_of(book: Book, kind: str, name: str | None) -> Period:
    """The month or quarter with this name, or the last one; raises `BadUsage` for another kind of period."""
    start = book.process.fiscal_year_start
    period = parse_period(name or f"last-{kind}", book.clock.today, start)
    if period.kind != kind or period.since is None:
        raise BadUsage(f"{name!r} is no {kind}.", f"Such as {'2026-03' if kind == 'month' else '2026-Q1'}.")
    return period._replace(label=bucket(period.since, kind, start))


def page(book: Book, number: int) -> Record:
    """A review: what stands out first, then every figure, what was restated since, and what was to be done."""
    (review,) = frozen.held(book, number)
    before = book.conn.execute("SELECT max(id) FROM review WHERE id < ?", (number,)).fetchone()[0]
    sections = []
    standing_out = [each for each in review.figures if each["signal"] is not None]
    if standing_out:
        sections.append(Section("standing_out", _figures("signal", standing_out)))
    sections.append(Section("every_figure", _figures("figure", review.figures)))
    if before is not None:
        (earlier,) = frozen.held(book, before)
        sections.append(Section("restated", _restated(book, earlier)))
        sections.append(Section("actions_before", _actions(book, before)))
    sections.append(Section("actions", _actions(book, number)))
    return query.record(book, SOURCE, number, [each for each in sections if each.listing.rows])


def diff(book: Book, first: int, second: int) -> Listing:
    """The figures in which two reviews differ."""
    (one,), (other,) = frozen.held(book, first), frozen.held(book, second)
    was = {each["metric"]: each for each in one.figures}
    now = {each["metric"]: each for each in other.figures}
    rows = [
        (name, was.get(name, {}).get("value"), now.get(name, {}).get("value"), (was.get(name) or now[name])["unit"])
        for name in dict.fromkeys((*was, *now))
        if was.get(name, {}).get("value") != now.get(name, {}).get("value")
    ]
    columns = (
        Column("metric", words=_titles()), Column(ref("review", first), "figure"),
        Column(ref("review", second), "figure"), Column("unit", shown=False),
    )  # fmt: skip
    return Listing("difference", columns, rows)


def _agenda(book: Book, period: Period) -> dict[str, Any]:
    """What is talked about besides figures: where deals wait and are lost, and what is wrong with the data."""
    metric = REPORTS["stages"]
    stages = metrics.answer(book, Ask(metric, period, metric.by, None, metric.basis)).totals
    return {
        "ltc": __version__, "slowest": stages["slowest"], "leakiest": stages["leakiest"],
        "findings": sum(each.found for each in quality.counts(book, quality.chosen(()))),
    }  # fmt: skip


def _judged(book: Book, period: Period) -> list[dict[str, Any]]:
    """Every figure in its envelope with its target, what it was, and whether it is a signal."""
    found = frozen.envelopes(book, period)
    before = _values(book, previous(period, book.clock.today))
    a_year_ago = _values(book, _year_before(period, book))
    limits = _limits(book, period)
    for each in found:
        name = each["metric"]
        earlier = limits.get(name, [])
        chart = xmr_limits(earlier)
        value = each["value"]
        each |= {
            "target": target_of(book, period, name, each["unit"]), "previous": before.get(name),
            "year_before": a_year_ago.get(name), "periods": len(earlier),
            **{end: _as(each["unit"], chart and getattr(chart, end)) for end in ("mean", "lower", "upper")},
            "signal": signals([*earlier, value], chart)[-1] if chart and value is not None else None,
        }  # fmt: skip
    return found


def _as(unit: str, value: float | None) -> float | None:
    """A limit in the unit of its figure: amounts are whole minor units."""
    return round(value) if value is not None and unit == "money" else value


def _values(book: Book, period: Period) -> dict[str, Any]:
    known: dict[Any, Report] = {}
    return {name: kpi.told(book, period, name, known).totals.get(figure.value) for name, (_, figure) in FIGURES.items()}


def _year_before(period: Period, book: Book) -> Period:
    """The same period a year ago, or as many days of it as have gone by."""
    assert period.since is not None
    assert period.until is not None
    since = add_months(period.since, -12)
    until = add_months(since, _MONTHS[period.kind]) - timedelta(days=1)
    if period.since <= book.clock.today < period.until:
        until = min(until, since + (book.clock.today - period.since))
    return Period(since, until, f"{since} – {until}", period.kind)


def _limits(book: Book, period: Period) -> dict[str, list[float]]:
    """What the figures of the page were in the periods before, oldest first, up to the last gap."""
    began = book.conn.execute(
        "SELECT min(at) FROM (SELECT min(created_ms) AS at FROM lead UNION ALL SELECT min(created_ms) FROM deal "
        "UNION ALL SELECT min(created_ms) FROM sales_order UNION ALL SELECT min(created_ms) FROM invoice)"
    ).fetchone()[0]
    if began is None:
        return {}
    first = local_date(began, book.clock.tz)
    found: dict[str, list[float]] = {name: [] for name in kpi.PAGE}
    ended: set[str] = set()
    each = previous(period)
    for _ in range(_BACK):
        if each.since is None or each.since < first:
            break
        known: dict[Any, Report] = {}
        for name in kpi.PAGE:
            value = kpi.told(book, each, name, known).totals.get(FIGURES[name][1].value)
            if value is None:
                ended.add(name)
            elif name not in ended:
                found[name].append(value)
        each = previous(each)
    return {name: values[::-1] for name, values in found.items()}


def _figures(kind: str, figures: Sequence[dict[str, Any]]) -> Listing:
    names = ("metric", "value", "unit", "target", "previous", "year_before", "status", "signal", "lower", "upper")
    shown = {"metric": Column("metric", words=_titles()), "unit": Column("unit", shown=False)}
    shown |= {
        "status": Column("status"),
        "signal": Column("signal", words={"outside": say("outside"), "run": say("run")}),
    }
    columns = (*(shown.get(name, Column(name, "figure")) for name in names), Column("currency", shown=False))
    return Listing(kind, columns, [(*(each[name] for name in names), each["currency"]) for each in figures])


def _restated(book: Book, review: frozen.Held) -> Listing:
    columns = (
        Column("metric", words=_titles()), Column("frozen", "figure"), Column("now", "figure"),
        Column("unit", shown=False), Column("redefined", "yesno"),
    )  # fmt: skip
    rows = [(name, was, now, unit, int(other)) for name, unit, was, now, other in frozen.changed(book, review)]
    return Listing("restated", columns, rows)


def _actions(book: Book, number: int) -> Listing:
    found = query.listing(
        book, task.SOURCE, conditions=[Condition("task.entity = 'review' AND task.entity_id = ?", (number,))]
    )
    return found._replace(rows=list(found.rows))


def _titles() -> dict[str, str]:
    return {name: say(figure.title) for name, (_, figure) in FIGURES.items()}
