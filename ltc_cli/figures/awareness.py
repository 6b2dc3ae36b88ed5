"""Who has heard of us (metric dictionary L8): the survey, and beside it what hints at the same, called a proxy."""

from typing import Any

from ltc_cli import metrics
from ltc_cli.book import Book
from ltc_cli.domain.text import name_key
from ltc_cli.figures import REPORTS, survey
from ltc_cli.figures.target import target_of
from ltc_cli.metrics import FEW, Ask, rate, rate_status, report, span_words
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
    ]
    share, low, high = rate(aware, n)
    labels = {
        "awareness": say("aware, of those asked"),
        "came_by_themselves": say("leads that came by themselves"),
        "lead_volume": say("leads"),
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


def _row(
    book: Book, asked: Ask, name: str, unit: str, n: int, found: tuple[Any, Any, Any], *, proxy: bool = True
) -> tuple[Any, ...]:
    value, low, high = found
    target = target_of(book, asked.period, name, unit)
    verdict = _verdict(value, high, target, n if unit == "ratio" else None)
    return name, value, unit, n, low, high, target, verdict, int(proxy)


def _verdict(value: Any, high: Any, target: Any, n: int | None) -> str:
    """Failed only where even the upper end of the interval is below the target."""
    if target is None:
        return "no target"
    if value is None or (n is not None and n < FEW):
        return "not enough data"
    if value >= target:
        return "pass"
    return "fail" if high is None or high < target else "not enough data"
