"""Who has heard of us (metric dictionary L8): the survey, and beside it what hints at the same, called a proxy."""

from collections.abc import Iterator
from typing import Any

from ltc_cli import metrics
from ltc_cli.book import Book
from ltc_cli.domain.text import name_key
from ltc_cli.figures import REPORTS
from ltc_cli.figures.cost.spend import spent, within
from ltc_cli.figures.customer import survey
from ltc_cli.figures.deal.closed import closed
from ltc_cli.figures.rates import Rates
from ltc_cli.figures.target import target_of
from ltc_cli.metrics import FEW, Ask, rate, rate_status, report, span_words
from ltc_cli.money import mul_div_half_up
from ltc_cli.quantity import UNIT
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.words import say

_BY_THEMSELVES = frozenset(
    name_key(name)
    for name in (
        "direct", "direct traffic", "organic", "organic search", "branded search", "seo", "referral", "referrals",
        "word of mouth", "recommendation", "直接访问", "自然搜索", "推荐", "转介绍",
    )
)  # fmt: skip
"""Channels through which come those who knew the name, folded."""
_NEVER_HEARD = frozenset(
    ("never heard of you", "never heard of us", "never heard of it", "never heard", "unknown brand", "brand unknown",
     "没听说过", "没有听说过", "不知道我们")
)  # fmt: skip
"""What a loss is put down to where the name was not known, folded."""
_SEEN = ("reach", "impressions")
"""Lines of the costs of marketing whose quantity says how many may have seen it."""


def awareness(book: Book, asked: Ask) -> Report:
    """A row an indicator, each against its own target; no index is made of them."""
    counted = [each for each in survey.answers(book, asked, "awareness") if each.counted == "counted"]
    aware, n = sum(each.score for each in counted), len(counted)
    leads = metrics.answer(book, asked._replace(metric=REPORTS["leads"], by=("channel",), basis="period", where=None))
    names = [column.name for column in leads.columns]
    at = names.index("channel"), names.index("leads")
    came = {row[at[0]]: row[at[1]] for row in leads.rows}
    by_themselves = sum(count for channel, count in came.items() if name_key(str(channel)) in _BY_THEMSELVES)
    volume = sum(came.values())
    rows = [
        _row(book, asked, "awareness", "ratio", n, rate(aware, n), proxy=False),
        _row(book, asked, "came_by_themselves", "ratio", volume, rate(by_themselves, volume)),
        _row(book, asked, "lead_volume", "count", volume, (volume, None, None)),
        *_lost(book, asked),
        *_seen(book, asked),
    ]
    share, low, high = rate(aware, n)
    labels = {
        "awareness": say("aware, of those asked"),
        "came_by_themselves": say("leads by themselves"),
        "lead_volume": say("leads"),
        "never_heard": say("lost as never heard of"),
        **{name: say(name) for name in _SEEN},
    }
    verdicts = {word: say(word) for word in ("pass", "fail", "not enough data", "no target")}
    columns = (
        Column("indicator", words=labels), Column("value", "figure"), Column("unit", shown=False), Column("n", "count"),
        Column("ci_low", "figure"), Column("ci_high", "figure"), Column("target", "figure"),
        Column("verdict", words=verdicts), Column("proxy", "yesno"),
    )  # fmt: skip
    return report(
        book,
        asked,
        columns,
        rows,
        {"aware": aware, "n": n, "awareness": share, "ci_low": low, "ci_high": high},
        total_kinds={"aware": "count", "awareness": "ratio", "ci_low": "ratio", "ci_high": "ratio"},
        status=rate_status(n),
        title=" · ".join(filter(None, (say("Brand awareness"), span_words(asked)))),
        notes=[say("A proxy hints at awareness and is not it. Targets are named in the process.")],
    )._replace(
        silent=("aware", "n", "awareness", "ci_low", "ci_high"), rates=(Rate("value", "ci_low", "ci_high", "", "n"),)
    )


def awareness_rows(book: Book, asked: Ask) -> Listing:
    """Every answer of the survey, and how it counts."""
    return survey.listing(survey.answers(book, asked, "awareness"), lambda each: "aware" if each.score else "not aware")


def _lost(book: Book, asked: Ask) -> Iterator[tuple[Any, ...]]:
    """Of the deals lost in the period, those lost as the name was not known; where the process has such a reason."""
    words = {each.id: (each.id.replace("_", " "), *each.labels.values()) for each in book.process.lost_reasons}
    unknown = {reason for reason, names in words.items() if _NEVER_HEARD.intersection(map(name_key, names))}
    if unknown:
        skipped = book.process.not_counted()
        plain = asked._replace(where=None)
        reasons = [each.reason for each in closed(book, plain, [], Rates(book)) if each.kind == "lost"]
        counted = [reason for reason in reasons if reason not in skipped]
        k, n = sum(reason in unknown for reason in counted), len(counted)
        yield _row(book, asked, "never_heard", "ratio", n, rate(k, n), lower=True)


def _seen(book: Book, asked: Ask) -> Iterator[tuple[Any, ...]]:
    """How many were reached, or how often, as entered with the costs of marketing; spread over their days."""
    days = within(book, (asked.period.since, asked.period.until))
    entered = [each for each in spent(book, Rates(book), days) if each.function == "marketing" and each.quantity]
    for name in _SEEN:
        found = [each.quantity or 0 for each in entered if name_key(each.line or "") == name]
        if found:
            value = mul_div_half_up(sum(found), 1, UNIT)
            yield _row(book, asked, name, "count", len(found), (value, None, None))


def _row(
    book: Book, asked: Ask, name: str, unit: str, n: int, found: tuple[Any, Any, Any], *,
    proxy: bool = True, lower: bool = False,
) -> tuple[Any, ...]:  # fmt: skip
    target = target_of(book, asked.period, name, unit)
    verdict = "no target"
    if target is not None:
        enough = found[0] is not None and (n >= FEW or unit != "ratio")
        verdict = _verdict(found, target, lower=lower) if enough else "not enough data"
    return name, found[0], unit, n, *found[1:], target, verdict, int(proxy)


def _verdict(found: tuple[Any, Any, Any], target: Any, *, lower: bool) -> str:
    """Failed only where even the end of the interval that is nearer to the target does not reach it."""
    value, low, high = found
    if value <= target if lower else value >= target:
        return "pass"
    nearest = low if lower else high
    return "fail" if nearest is None or (nearest > target if lower else nearest < target) else "not enough data"
