"""The weighted pipeline: what is open, by stage, and what it is worth (metric dictionary F10)."""

from collections import Counter
from typing import Any

from ltc_cli.book import Book
from ltc_cli.domain import deal, query
from ltc_cli.figures.dimension import dimensions
from ltc_cli.metrics import Ask, missing_fx, report, window
from ltc_cli.money import mul_div_half_up
from ltc_cli.process import find, label
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import long_day, say


def pipeline(book: Book, asked: Ask) -> Report:
    """Open deals by stage, or by what else was asked: number, amount, and amount times the chance of winning."""
    by = dimensions(book, deal.SOURCE, asked.by, "deal.created_ms")
    base = book.process.currency
    groups: dict[tuple[str, ...], list[int]] = {}
    if not by:
        groups = {
            (stage.id,): [0, 0, 0] for line in book.process.pipelines for stage in line.stages if stage.kind == "open"
        }
    foreign: Counter[str] = Counter()
    deals_foreign = unvalued = 0
    raws = "".join(f", {dimension.sql}" for dimension in by)
    for line, stage, minor, currency, *raw in _open(book, asked, f"{_now(book)}{raws}"):
        key = tuple(dimension.say(value) for dimension, value in zip(by, raw, strict=True)) or (stage,)
        group = groups.setdefault(key, [0, 0, 0])
        group[0] += 1
        if minor is None:
            unvalued += 1
            continue
        if currency != base:
            foreign[currency] += minor
            deals_foreign += 1
            continue
        group[1] += minor
        group[2] += mul_div_half_up(minor, probability(book, line, stage), 100)
    tests = len(_open(book, asked, "deal.id", tests=True))
    heads = [dimension.column for dimension in by] or [Column("stage", words=_labels(book))]
    ordered = sorted(groups, key=lambda key: (-groups[key][1], key)) if by else list(groups)
    rows = [(*key, *groups[key]) for key in ordered]
    sums = map(sum, zip([0, 0, 0], *groups.values(), strict=True))
    totals = dict(zip(("deals", "amount", "weighted"), sums, strict=True))
    return report(
        book,
        asked,
        (*heads, Column("deals", "count"), Column("amount", "money"), Column("weighted", "money")),
        rows,
        totals,
        excluded={"test": tests, "unvalued": unvalued, **missing_fx(foreign, deals_foreign)},
        status="partial" if foreign else "ok" if totals.get("deals") else "undefined",
        title=f"{say('Pipeline')} · {long_day(book.as_of.day if book.as_of else book.clock.today)}",
    )


def pipeline_rows(book: Book, asked: Ask) -> Listing:
    """The open deals, each with its chance of winning."""
    columns = (
        Column("ref", "ref"), Column("title"), Column("stage"), Column("amount", "money"), Column("currency"),
        Column("probability", "ratio"),
    )  # fmt: skip
    found = _open(book, asked, f"{_now(book)}, 'D' || deal.id, deal.title")
    rows = [
        (ref, title, stage, minor, currency, probability(book, line, stage) / 100)
        for line, stage, minor, currency, ref, title in found
    ]
    return Listing("open_deal", columns, rows)


def probability(book: Book, line: str, stage: str) -> int:
    """A stage's chance of winning in percent; one the process has no longer has none."""
    pipeline_found = book.process.find_pipeline(line)
    found = find(pipeline_found.stages, stage) if pipeline_found else None
    return found.probability if found else 0


def _open(book: Book, asked: Ask, what: str, *, tests: bool = False) -> list[Any]:
    known = query.fields(book, deal.SOURCE)
    conditions = [
        query.Condition(f"{known['status'].sql} = 'open'"),
        query.Condition(f"deal.is_test IS {'' if tests else 'NOT '}1"),
        *window(book, asked, "deal.created_ms"),
    ]
    return book.conn.execute(*query.select(book, deal.SOURCE, what, conditions, asked.where)).fetchall()


def _now(book: Book) -> str:
    known = query.fields(book, deal.SOURCE)
    return ", ".join(known[name].sql for name in ("pipeline", "stage", "amount", "currency"))


def _labels(book: Book) -> dict[str, str]:
    language = book.process.language
    return {stage.id: label(stage, language) for line in book.process.pipelines for stage in line.stages}
