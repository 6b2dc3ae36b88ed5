"""How many leads came in, and from where (metric dictionary L1)."""

from fractions import Fraction

from ltc_cli.book import Book
from ltc_cli.domain import lead, query
from ltc_cli.domain.noun import ref
from ltc_cli.domain.outcome import uncounted
from ltc_cli.figures.dimension import UNKNOWN, dimensions
from ltc_cli.figures.lead import attribution, cohort
from ltc_cli.figures.lead.merged import merged
from ltc_cli.metrics import Ask, report, span_words, window
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

_BLANKS = 0.2
"""Share of leads without a channel from which on the others' shares say little."""


def leads(book: Book, asked: Ask) -> Report:
    """Lead volume by dimension, with shares that add up to the whole."""
    attribution.check(asked)
    by = dimensions(book, lead.SOURCE, asked.by, "lead.created_ms")
    found = cohort.volume(book, asked, by)
    counts: dict[tuple[str, ...], int | Fraction] = {}
    for (raw, _), n in attribution.of_cohort(book, asked, by, found).items():
        key = tuple(dimension.say(value) for dimension, value in zip(by, raw, strict=True))
        counts[key] = counts.get(key, 0) + n
    total = found.counts.total()
    by_time = any(dimension.by_time for dimension in by)
    ordered = sorted(counts) if by_time else sorted(counts, key=lambda key: (-counts[key], key))
    rows = [(*key, attribution.plain(counts[key]), float(counts[key] / total)) for key in ordered]
    blank = counts.get((UNKNOWN,), 0) if asked.by == ("channel",) else 0
    return report(
        book,
        asked,
        (*(dimension.column for dimension in by), Column("leads", "count"), Column("share", "ratio")),
        rows,
        {"leads": total},
        excluded={
            "test": found.tests,
            "reason_not_counted": cohort.not_counted(book, asked),
            "merged": merged(book, asked.period) if asked.where is None else 0,
        },
        status="ok" if total else "undefined",
        warnings=_warnings(book, asked, float(blank / total) if total else 0.0),
        title=" · ".join(filter(None, (say("Leads"), span_words(asked)))),
        notes=attribution.notes(asked),
    )._replace(bar="leads")


def leads_rows(book: Book, asked: Ask) -> Listing:
    """The leads of the period, and whether each counts."""
    columns = (
        Column("ref", "ref"), Column("name"), Column("created", "instant"), Column("counted", "yesno"), Column("why"),
    )  # fmt: skip
    what = f"lead.id, {cohort.LABEL}, lead.created_ms, lead.is_test"
    found = query.select(book, lead.SOURCE, what, window(book, asked, "lead.created_ms"), asked.where)
    spam = uncounted(book)
    rows = []
    for number, name, created, test in sorted(book.conn.execute(*found)):
        why = "test" if test else "reason_not_counted" if number in spam else ""
        rows.append((ref("lead", number), name, created, int(not why), why))
    return Listing("counted_lead", columns, rows)


def _warnings(book: Book, asked: Ask, blank: float) -> list[str]:
    warnings = []
    if blank > _BLANKS:
        warnings.append(say("{share} of the leads have no channel.", share=f"{blank:.0%}"))
    undated = [
        query.Condition("lead.date_is_import = 1"), *cohort.counted(book), *window(book, asked, "+lead.created_ms")
    ]  # fmt: skip
    found = query.select(book, lead.SOURCE, "count(*)", undated, asked.where)
    n = book.conn.execute(*found).fetchone()[0]
    if n:
        warnings.append(say("{n} of the leads have no date of their own: they count on the day of their import.", n=n))
    return warnings
