"""What people answered: net promoter score (metric dictionary C7) and satisfaction (C6)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ltc_cli import stats
from ltc_cli.book import Book
from ltc_cli.clock import bucket, local_date
from ltc_cli.domain import query, survey
from ltc_cli.figures.dimension import Dimension, dimensions
from ltc_cli.metrics import Ask, rate, rate_status, report, span_words, window
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.stats.survey import Promotion, nps_of, nps_shift
from ltc_cli.stats.survey import nps as promotion
from ltc_cli.words import say

FEW_ANSWER = 0.10
"""Below this share of the invited the others may think otherwise."""
_OCCASION = re.compile(r"\boccasion\b")
_INTERVAL = Column("ci_low", "points"), Column("ci_high", "points")
_INVITED = Column("invited", "count"), Column("response_rate", "ratio")


class Answer(NamedTuple):
    """One that counts, or why not."""

    id: int
    score: int
    low: int
    high: int
    happy: bool
    """Whether its score is satisfied on its scale."""
    wave: str
    occasion: str | None
    account: int | None
    at_ms: int
    key: tuple[str, ...]
    """What the report is split by."""
    counted: str
    """counted, or why it is left out: earlier (the respondent answered again), occasion."""


def nps(book: Book, asked: Ask) -> Report:
    """A row a wave, with how far it moved from the one before it."""
    found = answers(book, asked, "nps")
    counted = [each for each in found if each.counted == "counted"]
    by_account = asked.basis == "account"
    rows: list[tuple[Any, ...]] = []
    before: Promotion | None = None
    alone = asked.by == ("wave",)
    invited = _invited(book, "nps") if "wave" in asked.by else {}
    for key, group in _grouped(counted):
        score = _score(group, by_account=by_account)
        moved = nps_shift(before, score) if alone and before and score else None
        said = "" if moved is None else _moved(moved.interval)
        asked_of = invited.get(key[asked.by.index("wave")]) if alone else None
        rows.append((
            *key, *_told(score), rate_status(len(group)), asked_of, _share(len(group), asked_of),
            moved and moved.change, moved and moved.interval[0], moved and moved.interval[1], said,
        ))  # fmt: skip
        before = score
    whole = _score(counted, by_account=by_account)
    names = ("n", "promoters", "passives", "detractors", "nps", "se", "ci_low", "ci_high")
    columns = (
        *_columns(book, asked), Column("n", "count"), Column("promoters", "count"), Column("passives", "count"),
        Column("detractors", "count"), Column("nps", "points"), Column("se", "number", shown=False), *_INTERVAL,
        Column("status", shown=False), *_INVITED, Column("change", "points"),
        Column("change_low", "points", shown=False), Column("change_high", "points", shown=False),
        Column("moved", words={"no change detected": say("no change detected"), "up": say("up"), "down": say("down")}),
    )  # fmt: skip
    return report(
        book,
        asked,
        columns,
        rows,
        dict(zip(names, _told(whole), strict=True)),
        excluded=_left_out(found),
        status=rate_status(whole.promoters + whole.passives + whole.detractors if whole else 0),
        warnings=_silent(rows, columns),
        title=" · ".join(filter(None, (say("Net promoter score"), span_words(asked)))),
        notes=[say("In points from -100 to 100: the share of 9 and 10 less the share of 0 to 6.")],
    )._replace(silent=("se",), rates=(Rate("nps", "ci_low", "ci_high", "", "n"),))


def nps_rows(book: Book, asked: Ask) -> Listing:
    """Every answer, and how it counts."""
    return listing(answers(book, asked, "nps"), lambda each: _side(each.score))


def csat(book: Book, asked: Ask) -> Report:
    """A row a wave and scale: scales are never averaged together."""
    found = answers(book, asked, "csat")
    counted = [each for each in found if each.counted == "counted"]
    invited = _invited(book, "csat") if "wave" in asked.by else {}
    alone = set(asked.by) <= {"wave", "scale"} and "wave" in asked.by
    answered = Counter(each.wave for each in counted)
    rows = []
    for key, group in _grouped(counted):
        wave = key[asked.by.index("wave")] if alone else ""
        asked_of = invited.get(wave)
        rows.append((*key, *_satisfied(group), asked_of, _share(answered[wave], asked_of)))
    whole = _satisfied(counted)
    columns = (
        *_columns(book, asked), Column("n", "count"), Column("satisfied", "count"), Column("csat", "ratio"),
        Column("ci_low", "ratio"), Column("ci_high", "ratio"), Column("mean", "number"),
        Column("status", shown=False), *_INVITED,
    )  # fmt: skip
    scales = {(each.low, each.high) for each in counted}
    warnings = _silent(rows, columns)
    if len(scales) > 1:
        warnings.append(say("Answers are on {n} scales: the whole has no mean.", n=len(scales)))
    return report(
        book,
        asked,
        columns,
        rows,
        dict(zip(("n", "satisfied", "csat", "ci_low", "ci_high", "mean"), whole, strict=False)),
        excluded=_left_out(found),
        status=rate_status(whole[0]),
        warnings=warnings,
        title=" · ".join(filter(None, (say("Customer satisfaction"), span_words(asked)))),
        notes=[_boxes(book, scales)],
    )._replace(rates=(Rate("csat", "ci_low", "ci_high", "satisfied", "n"),))


def _boxes(book: Book, scales: Iterable[tuple[int, int]]) -> str:
    """Which scores are satisfied, of the scales that were answered."""
    told = book.process.reports.satisfied
    named = [f"{low}-{high}" for low, high in sorted(scales) if f"{low}-{high}" in told]
    if not named:
        return say("Satisfied: the two highest scores of the scale.")
    return say(
        "Satisfied: {scores}; else the two highest scores of the scale.",
        scores=", ".join(say("from {score} of {scale}", score=told[scale], scale=scale) for scale in named),
    )


def csat_rows(book: Book, asked: Ask) -> Listing:
    """Every answer, and how it counts."""
    return listing(answers(book, asked, "csat"), lambda each: "satisfied" if each.happy else "other")


def answers(book: Book, asked: Ask, kind: str) -> list[Answer]:
    """The answers of the period in their order, each with whether it counts."""
    names = tuple(name for name in asked.by if name != "wave")
    by = dict(zip(names, dimensions(book, survey.SOURCE, names, "survey.created_ms"), strict=True))
    what = (
        "survey.id, survey.score, survey.low, survey.high, survey.wave, survey.occasion, survey.account_id, "
        "survey.contact_id, survey.created_ms" + "".join(f", {dimension.sql}" for dimension in by.values())
    )
    conditions = [query.Condition("survey.kind = ?", (kind,)), *window(book, asked, "survey.created_ms")]
    statement, values = query.select(book, survey.SOURCE, what, conditions, asked.where)
    rows = book.conn.execute(f"{statement} ORDER BY survey.created_ms, survey.id", values).fetchall()
    apart = kind == "nps" and "occasion" not in asked.by and not _OCCASION.search(asked.where or "")
    found: list[Answer] = []
    last: dict[tuple[Any, ...], int] = {}
    for row in rows:
        answer, who = _answer(book, asked, row, by)
        if apart and answer.occasion is not None:
            found.append(answer._replace(counted="occasion"))
            continue
        if who is not None:
            place = last.get(who)
            if place is not None:
                found[place] = found[place]._replace(counted="earlier")
            last[who] = len(found)
        found.append(answer)
    return found


def _answer(
    book: Book, asked: Ask, row: Sequence[Any], by: Mapping[str, Dimension]
) -> tuple[Answer, tuple[Any, ...] | None]:
    """An answer, and who gave it in which survey; None: nobody knows."""
    number, score, low, high, wave, occasion, account, contact, at_ms, *raw = row
    if wave is None:
        wave = bucket(local_date(at_ms, book.clock.tz), "quarter", book.process.fiscal_year_start)
    told = {name: dimension.say(each) for (name, dimension), each in zip(by.items(), raw, strict=True)}
    key = tuple(wave if name == "wave" else told[name] for name in asked.by)
    who = ("contact", contact) if contact is not None else ("account", account) if account is not None else None
    happy = score >= book.process.reports.satisfied.get(f"{low}-{high}", high - 1)
    answer = Answer(number, score, low, high, happy, wave, occasion, account, at_ms, key, "counted")
    return answer, (who, wave, occasion) if who else None


def _grouped(found: Sequence[Answer]) -> list[tuple[tuple[str, ...], list[Answer]]]:
    """Answers by what the report is split by, in the order of the first of each."""
    groups: dict[tuple[str, ...], list[Answer]] = {}
    for each in found:
        groups.setdefault(each.key, []).append(each)
    return list(groups.items())


def _columns(book: Book, asked: Ask) -> list[Column]:
    names = tuple(name for name in asked.by if name != "wave")
    known = iter(dimensions(book, survey.SOURCE, names, "survey.created_ms"))
    return [Column("wave") if name == "wave" else next(known).column for name in asked.by]


def _score(found: Sequence[Answer], *, by_account: bool) -> Promotion | None:
    if not by_account:
        sides = Counter(_side(each.score) for each in found)
        return promotion(sides["promoter"], sides["passive"], sides["detractor"])
    given: dict[Any, list[int]] = {}
    for each in found:
        given.setdefault(each.account if each.account is not None else f"Y{each.id}", []).append(each.score)
    return nps_of(sum(scores) / len(scores) for scores in given.values())


def _told(score: Promotion | None) -> tuple[Any, ...]:
    if score is None:
        return (0, 0, 0, 0, None, None, None, None)
    n = score.promoters + score.passives + score.detractors
    return n, score.promoters, score.passives, score.detractors, score.score, score.error, *score.interval


def _moved(interval: stats.Interval) -> str:
    if interval[0] <= 0 <= interval[1]:
        return "no change detected"
    return "up" if interval[0] > 0 else "down"


def _satisfied(found: Sequence[Answer]) -> tuple[Any, ...]:
    """n, satisfied, the share with its interval, the mean on one scale, status."""
    n, happy = len(found), sum(each.happy for each in found)
    one = len({(each.low, each.high) for each in found}) == 1
    mean = sum(each.score for each in found) / n if one else None
    return n, happy, *rate(happy, n), mean, rate_status(n)


def _side(score: int) -> str:
    return "promoter" if score >= 9 else "passive" if score >= 7 else "detractor"


def _invited(book: Book, kind: str) -> dict[str, int]:
    """How many were asked, by wave."""
    seen = "" if book.as_of_ms is None else f" AND created_ms <= {int(book.as_of_ms)}"
    return dict(book.conn.execute(f"SELECT wave, invited FROM survey_wave WHERE kind = ?{seen}", (kind,)))


def _share(answered: int, invited: int | None) -> float | None:
    return answered / invited if invited else None


def _silent(rows: Sequence[Sequence[Any]], columns: Sequence[Column]) -> list[str]:
    """A warning about waves that few of the invited answered."""
    place = next(index for index, column in enumerate(columns) if column.name == "response_rate")
    few = [str(row[0]) for row in rows if row[place] is not None and row[place] < FEW_ANSWER]
    if not few:
        return []
    return [say("Fewer than 10 % answered in {waves}: the others may think otherwise.", waves=", ".join(few))]


def _left_out(found: Sequence[Answer]) -> dict[str, int]:
    counts = Counter(each.counted for each in found)
    return {"answered_again": counts["earlier"], "after_an_occasion": counts["occasion"]}


def listing(found: Sequence[Answer], side: Callable[[Answer], str]) -> Listing:
    """Answers one by one, each with what it counts as and why it does not."""
    columns = (
        Column("ref", "ref"), Column("answered", "instant"), Column("wave"), Column("occasion"),
        Column("account", "ref"), Column("score", "count"), Column("scale"), Column("side"), Column("counted", "yesno"),
        Column("why"),
    )  # fmt: skip
    rows = [
        (
            f"Y{each.id}", each.at_ms, each.wave, each.occasion, each.account and f"A{each.account}", each.score,
            f"{each.low}-{each.high}", side(each), int(each.counted == "counted"),
            "" if each.counted == "counted" else each.counted,
        )
        for each in found
    ]  # fmt: skip
    return Listing("answer", columns, rows)
