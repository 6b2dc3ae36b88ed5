"""A review of the data: every rule with what it finds, the records behind it, and what can be mended safely."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain.proof import reference
from ltc_cli.domain.quality import field, history, money, people, sales, source
from ltc_cli.domain.quality.rule import Rule
from ltc_cli.errors import BadUsage, GateFailed, nearest
from ltc_cli.shape import Column, Listing, Record, Section
from ltc_cli.words import say

RULES = {
    rule.id: rule
    for rule in sorted((*sales.RULES, *history.RULES, *money.RULES, *people.RULES, *source.RULES), key=lambda it: it.id)
}
"""By id. What the dictionary lists beyond these cannot be: scores and costs are checked as they are written."""
SEVERITIES = ("error", "warning", "review")
FIELDS = "fields"
"""The name, beside those of rules, of the completeness and validity of every field."""
_SAMPLE = 3


class Count(NamedTuple):
    """What a rule found."""

    rule: Rule
    found: int
    among: int
    """How many records it looked at."""
    sample: list[str]


def counts(book: Book, rules: Sequence[Rule]) -> Iterator[Count]:
    """What each rule finds, in one pass over what it looks at."""

    @cache
    def among(sql: str) -> int:
        return int(book.conn.execute(sql).fetchone()[0])

    for rule in rules:
        found = iter(rule.find(book))
        sample = [reference.written(table, number) for table, number, _ in islice(found, _SAMPLE)]
        yield Count(rule, len(sample) + sum(1 for _ in found), among(rule.of), sample)


def summary(book: Book) -> Record:
    """The whole review: rules, then fields."""
    found = list(counts(book, chosen(())))
    totals = [sum(each.found for each in found if each.rule.severity == severity) for severity in SEVERITIES]
    columns = (Column("errors", "count"), Column("warnings", "count"), Column("to_review", "count"))
    sections = (Section("rules", _table(found)), Section(FIELDS, field.listing(book)))
    return Record("data_quality", columns, totals, sections, say("Data quality"))


def _table(found: Sequence[Count]) -> Listing:
    columns = (
        Column("rule"), Column("severity"), Column("says"), Column("count", "count"),
        Column("of", "count", shown=False), Column("share", "ratio"), Column("sample", "tags"),
        Column("fix", "yesno"), Column("metrics", "tags"),
    )  # fmt: skip
    rows = [
        (
            each.rule.id, each.rule.severity, each.rule.says, each.found, each.among,
            each.found / each.among if each.among else None, each.sample, int(each.rule.fix is not None),
            list(each.rule.metrics),
        )
        for each in found
    ]  # fmt: skip
    return Listing("data_rule", columns, rows)


def behind(book: Book, names: Sequence[str]) -> Listing:
    """The records that the rules named find, each with the command that mends it; or, of `fields`, every field."""
    if FIELDS in names:
        if len(names) > 1:
            raise BadUsage(f"{FIELDS} are listed on their own.", f"ltc check --data {FIELDS}")
        return field.listing(book)
    columns = (Column("rule"), Column("ref", "ref"), Column("what"), Column("mend", label="mend it"))
    return Listing("data_finding", columns, _found(book, chosen(names)))


def _found(book: Book, rules: Sequence[Rule]) -> Iterator[tuple[str, str, str, str]]:
    for rule in rules:
        for table, number, what in rule.find(book):
            ref = reference.written(table, number)
            yield rule.id, ref, what, rule.mend.format(ref=ref)


def chosen(names: Sequence[str]) -> list[Rule]:
    """The rules named, or all; raises `BadUsage` for one there is not, naming the nearest."""
    for name in names:
        if name.upper() not in RULES:
            close = nearest(name, [*RULES, FIELDS])
            raise BadUsage(
                f"there is no data rule {name!r}.",
                f"Did you mean {close}?" if close else f"Rules: {', '.join([*RULES, FIELDS])}",
            )
    return list(dict.fromkeys(RULES[name.upper()] for name in names)) or [*RULES.values()]


def fix(book: Book, names: Sequence[str]) -> Listing:
    """Mend what is sure, as one operation; what was done. Raises `BadUsage` for a rule named that only people can."""
    rules = chosen(names)
    for rule in rules if names else ():
        if rule.fix is None:
            mended = ", ".join(each.id for each in RULES.values() if each.fix is not None)
            raise BadUsage(
                f"{rule.id} cannot be mended safely: a person has to know.", f"See what it finds; mended are {mended}."
            )
    columns = (Column("rule"), Column("ref", "ref"), Column("what"))
    with book.operation("check fix"):
        done = [
            (rule.id, reference.written(table, number), what)
            for rule in rules
            if rule.fix is not None
            for table, number, what in rule.fix(book)
        ]
    return Listing("data_fix", columns, done)


def expect_sound(book: Book, names: Sequence[str]) -> None:
    """Raise `GateFailed` when the rules named, or any, of severity error find something."""
    errors = [rule for rule in chosen([name for name in names if name != FIELDS]) if rule.severity == "error"]
    broken = [each for each in counts(book, errors) if each.found]
    if broken:
        listed = ", ".join(f"{each.rule.id} ({each.found})" for each in broken)
        raise GateFailed(f"the data breaks {listed}.", f"See the records: ltc check --data {broken[0].rule.id}")
