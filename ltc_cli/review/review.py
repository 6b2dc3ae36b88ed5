"""Monthly and quarterly reviews (metric dictionary A9): every figure frozen, signals told from noise, actions kept."""

import json
from collections.abc import Sequence
from typing import Any

from ltc_cli import __version__, metrics
from ltc_cli.book import Book
from ltc_cli.clock import Period, bucket, parse_period, previous
from ltc_cli.domain import query, task
from ltc_cli.domain.noun import ref
from ltc_cli.domain.quality import review as quality
from ltc_cli.domain.query import Condition
from ltc_cli.domain.review import SOURCE
from ltc_cli.errors import BadUsage, Refused
from ltc_cli.figures import FIGURES, REPORTS, frozen, kpi, single, trend
from ltc_cli.figures.target import target_of
from ltc_cli.journal import chain
from ltc_cli.metrics import Ask
from ltc_cli.shape import Column, Listing, Record, Report, Section
from ltc_cli.words import say

_STAGE = ("stage", "exits", "open", "median_days", "lost_share", "stalled")
"""What is kept of the time in each stage."""


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
    """A review in the order it is talked through: signals, the bottleneck, the data, earlier actions, every figure."""
    (review,) = frozen.held(book, number)
    before = book.conn.execute("SELECT max(id) FROM review WHERE id < ?", (number,)).fetchone()[0]
    standing_out = [each for each in review.figures if each["signal"] is not None]
    sections = [
        Section("standing_out", _figures("signal", standing_out)),
        Section("bottleneck", _bottleneck(review.agenda)),
        Section("data_health", _health(review.agenda)),
    ]
    if before is not None:
        (earlier,) = frozen.held(book, before)
        sections.append(Section("actions_before", _actions(book, earlier, review)))
        sections.append(Section("restated", _restated(book, earlier)))
    sections.append(Section("actions", _actions(book, review, None)))
    sections.append(Section("every_figure", _figures("figure", review.figures)))
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
    """What is talked about besides figures: where deals wait and are lost, and what is wrong with the data.

    Deals of a month are hardly ever through their stages in it: those of all time up to its end tell the bottleneck.
    """
    metric = REPORTS["stages"]
    everyone = Period(None, period.until, "", "span")
    stages = metrics.answer(book, Ask(metric, everyone, metric.by, None, metric.basis))
    places = [[column.name for column in stages.columns].index(name) for name in _STAGE]
    found = [each for each in quality.counts(book, quality.chosen(())) if each.found]
    return {
        "ltc": __version__, "slowest": stages.totals["slowest"], "leakiest": stages.totals["leakiest"],
        "findings": sum(each.found for each in found), "stages": [[row[at] for at in places] for row in stages.rows],
        "labels": dict(stages.columns[0].words),
        "health": [[each.rule.id, each.rule.severity, each.found] for each in found],
    }  # fmt: skip


def _bottleneck(agenda: dict[str, Any]) -> Listing:
    """How long deals stayed in each stage, and how many of them were lost from it."""
    columns = (
        Column("stage", words=agenda.get("labels", {})), Column("exits", "count"), Column("open", "count"),
        Column("median_days", "days", "median"), Column("lost_share", "ratio"), Column("stalled", "count"),
        Column("bottleneck", words={"slowest": say("slowest"), "leakiest": say("leakiest"),
                                    "both": say("slowest and leakiest")}),
    )  # fmt: skip
    rows = []
    stages = agenda.get("stages", [])
    for row in stages if any(exits or waiting for _, exits, waiting, *_ in stages) else ():
        slow, leaky = row[0] == agenda["slowest"], row[0] == agenda["leakiest"]
        rows.append((*row, "both" if slow and leaky else "slowest" if slow else "leakiest" if leaky else None))
    return Listing("stage", columns, rows)


def _health(agenda: dict[str, Any]) -> Listing:
    """What was wrong with the data, rule by rule."""
    says = {rule.id: say(rule.says) for rule in quality.chosen(())}
    columns = (Column("rule"), Column("severity"), Column("found", "count"), Column("says", label="what is wrong"))
    rows = [(rule, severity, found, says.get(rule, "")) for rule, severity, found in agenda.get("health", [])]
    return Listing("finding", columns, rows)


def _judged(book: Book, period: Period) -> list[dict[str, Any]]:
    """Every figure in its envelope with its target, what it was, and whether it is a signal."""
    found = frozen.envelopes(book, period)
    before = _values(book, previous(period, book.clock.today))
    long_ago = trend.a_year_before(book, period)
    a_year_ago = _values(book, long_ago) if long_ago else {}
    history, over = trend.before(book, period, kpi.PAGE), trend.is_over(book, period)
    for each in found:
        name = each["metric"]
        earlier = history.get(name, [])
        each |= {
            "target": target_of(book, period, name, each["unit"]), "previous": before.get(name),
            "year_before": a_year_ago.get(name), "periods": len(earlier), "trend": [*earlier, each["value"]],
            **trend.judged(earlier, each["value"], each["unit"], over=over)._asdict(),
        }  # fmt: skip
    return found


def _values(book: Book, period: Period) -> dict[str, Any]:
    known: dict[Any, Report] = {}
    return {
        name: single.told(book, period, name, known).totals.get(figure.value) for name, (_, figure) in FIGURES.items()
    }


def _figures(kind: str, figures: Sequence[dict[str, Any]]) -> Listing:
    names = ("value", "unit", "target", "previous", "year_before", "trend", "status", "signal", "lower", "upper")
    shown = {
        "unit": Column("unit", shown=False), "trend": Column("trend", "trend"),
        "lower": Column("lower", "figure", shown=False), "upper": Column("upper", "figure", shown=False),
        "previous": Column("previous", "figure", "period before"),
        "status": Column("status", words=kpi.status_words()), "signal": Column("signal", words=kpi.signal_words()),
    }  # fmt: skip
    columns = (
        Column("metric", words=_titles()), *(shown.get(name, Column(name, "figure")) for name in names),
        Column("currency", shown=False),
    )  # fmt: skip
    return Listing(kind, columns, [tuple(each.get(column.name) for column in columns) for each in figures])


def _restated(book: Book, review: frozen.Held) -> Listing:
    columns = (
        Column("metric", words=_titles()), Column("frozen", "figure"), Column("now", "figure"),
        Column("unit", shown=False), Column("redefined", "yesno"),
    )  # fmt: skip
    rows = [(name, was, now, unit, int(other)) for name, unit, was, now, other in frozen.changed(book, review)]
    return Listing("restated", columns, rows)


def _actions(book: Book, review: frozen.Held, later: frozen.Held | None) -> Listing:
    """What was to be done, with the figure it was meant to move: what it was then, and in the later review."""
    found = query.listing(
        book, task.SOURCE, conditions=[Condition("task.entity = 'review' AND task.entity_id = ?", (review.id,))]
    )
    at = [column.name for column in found.columns].index("task")
    columns = (
        *found.columns, Column("metric", words=_titles()), Column("was", "figure"), Column("now", "figure"),
        Column("unit", shown=False),
    )  # fmt: skip
    return found._replace(columns=columns, rows=[(*row, *_moved(row[at], review, later)) for row in found.rows])


def _moved(action: str, review: frozen.Held, later: frozen.Held | None) -> tuple[Any, ...]:
    """The figure that an action names before its colon, in both reviews, and its unit."""
    name = action.partition(":")[0].strip()
    was = next((each for each in review.figures if each["metric"] == name), None)
    if was is None:
        return (None, None, None, None)
    now = next((each["value"] for each in later.figures if each["metric"] == name), None) if later else None
    return (name, was["value"], now, was["unit"])


def _titles() -> dict[str, str]:
    return {name: say(figure.title) for name, (_, figure) in FIGURES.items()}
