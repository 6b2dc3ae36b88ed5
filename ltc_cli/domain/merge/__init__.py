"""Merging: several records of one lead, account or contact become one.

The others are gone from lists and figures, and still found: their numbers and keys lead to the survivor. All that
refers to them moves to it, issued documents among it, so that no amount changes. One operation, and so one undo.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ltc_cli import journal
from ltc_cli.book import Book
from ltc_cli.clock import local_date
from ltc_cli.domain import alias, entry, pool, query
from ltc_cli.domain.merge import reference, story, survivor
from ltc_cli.domain.merge.survivor import Noun, Row
from ltc_cli.domain.noun import NOUNS, ref
from ltc_cli.domain.ref import find
from ltc_cli.domain.telling import called as word
from ltc_cli.errors import BadUsage, Refused
from ltc_cli.shape import Column, Listing, Record, Section


class Merged(NamedTuple):
    """What a merge did."""

    noun: str
    keep: int
    others: tuple[int, ...]
    fields: tuple[tuple[str, str, str, str], ...]
    """Where they differed: the field, the value that stays, whose it is, and the values that do not."""
    moved: dict[str, int]
    """How many rows of other tables now refer to other records than before, by table."""
    before: int
    """How many records of the noun there were."""
    after: int


Group = tuple[int, Sequence[int]]
"""The record that is kept, and those that become one with it."""


class _Plan(NamedTuple):
    """What becomes of one group, as it was found; nothing is changed yet."""

    found: dict[int, Row]
    """Whole rows by id, the one kept first."""
    chosen: dict[str, int]
    """For each field, the record whose value survives."""


def merge(book: Book, noun: str, keep: int, others: Sequence[int], take: Mapping[str, int]) -> Merged:
    """Merge records into one; `take` names, for a field, the record whose value survives.

    Raises `BadUsage` for a field that cannot be taken, `Refused` when a lead that is converted would not be.
    """
    with book.operation(f"{noun} merge") as step:
        kind = survivor.noun(book, noun)
        plan = _plan(book, kind, keep, others, take)
        differing = _differing(book, kind, plan) if len(plan.found) > 1 else ()
        step.about(noun, keep)
        return _merge(book, kind, [plan])[0]._replace(fields=differing)


def merge_all(book: Book, noun: str, groups: Sequence[Group]) -> list[Merged]:
    """Merge several groups, no record of which is in another; every table is gone through once."""
    with book.operation(f"{noun} merge") as step:
        kind = survivor.noun(book, noun)
        for keep, _ in groups:
            step.about(noun, keep)
        return _merge(book, kind, [_plan(book, kind, keep, others, {}) for keep, others in groups])


def _merge(book: Book, kind: Noun, plans: Sequence[_Plan]) -> list[Merged]:
    before = _count(book, kind.name)
    moved = _carry_out(book, kind, [plan for plan in plans if len(plan.found) > 1])
    after = _count(book, kind.name)
    return [
        Merged(kind.name, keep, tuple(others), (), moved, before, after)
        for plan in plans
        for keep, *others in [plan.found]
    ]


def _plan(book: Book, kind: Noun, keep: int, others: Sequence[int], take: Mapping[str, int]) -> _Plan:
    found = survivor.load(book, kind.name, dict.fromkeys((keep, *others)))
    chosen = survivor.choose(book, kind, found, {name: of for name, of in take.items() if name != "status"})
    if kind.name == "lead":
        chosen["status"] = _leader(found, keep, take)
    return _Plan(found, chosen)


def taken(book: Book, noun: str, words: Sequence[str]) -> dict[str, int]:
    """The words of `--take`: fields with the record that each is taken from."""
    return {name: find(book, text, noun)[1] for name, text in entry.pairs(words).items()}


def _carry_out(book: Book, kind: Noun, plans: Sequence[_Plan]) -> dict[str, int]:
    """The others go before the survivors take on what there may only be one of, such as their external id."""
    heirs = {other: keep for plan in plans for keep, *others in [plan.found] for other in others}
    with journal.as_kind(book.conn, "merge"):
        for plan in plans:
            keep, *others = plan.found
            if kind.name == "lead":
                story.steps(book, keep, others, plan.chosen["status"])
            story.owners(book, kind.name, others)
        moved = reference.move(book, kind.name, heirs)
        book.conn.executemany(f"DELETE FROM {kind.name} WHERE id = ?", [(other,) for other in heirs])
    for plan in plans:
        _settle(book, kind, plan)
    return moved


def _settle(book: Book, kind: Noun, plan: _Plan) -> None:
    """Give a survivor what it has from now on, and the names of those that are gone."""
    keep, found, chosen = next(iter(plan.found)), plan.found, plan.chosen
    columns = survivor.columns(kind, found, chosen)
    if kind.name == "lead":
        leader = chosen["status"]
        columns |= {name: found[leader][name] for name in ("status", "kind")}
        columns |= {name: _link(found, leader, name) for name in ("account_id", "contact_id")}
    book.update(kind.name, keep, columns)
    if "owner" in chosen:
        pool.hand_over(book, kind.name, keep, found[chosen["owner"]]["owner_id"], "merge")
    alias.keep(book, kind.name, keep, list(found.items()))


def _leader(found: Mapping[int, Row], keep: int, take: Mapping[str, int]) -> int:
    """The lead whose status the survivor has."""
    kinds = {number: str(row["kind"]) for number, row in found.items()}
    leader = take.get("status") or story.furthest(kinds, keep)
    if leader not in found:
        raise BadUsage(f"{ref('lead', leader)} is none of those that are merged.", "--take status=REF")
    converted = [number for number, kind in kinds.items() if kind == "converted"]
    if converted and kinds[leader] != "converted":
        raise Refused(
            f"{ref('lead', converted[0])} is converted, and so is what it is merged into.",
            "Leave out --take status, or undo the conversion first.",
        )
    return leader


def _link(found: Mapping[int, Row], leader: int, name: str) -> int | None:
    """What the survivor became: what its leader did, else the first of the others."""
    linked = [row[name] for row in (found[leader], *found.values()) if row[name] is not None]
    return int(str(linked[0])) if linked else None


def _count(book: Book, noun: str) -> int:
    return int(book.conn.execute(f"SELECT count(*) FROM {noun}").fetchone()[0])


# Telling of it --------------------------------------------------------------------------------------------------


def _differing(book: Book, kind: Noun, plan: _Plan) -> tuple[tuple[str, str, str, str], ...]:
    """The fields that are not the same in all, as people write their values."""
    found, chosen = plan
    said = {number: _said(book, kind, number) for number in found}
    lines = []
    for name in (*kind.entries, *(["status"] if kind.name == "lead" else []), *kind.custom):
        texts = {number: said[number].get(name, "") for number in found}
        if len({*texts.values()}) == 1:
            continue
        if name == "tags":
            lines.append((name, _every_tag(texts.values()), "", ""))
        elif name in chosen:
            stays = texts[chosen[name]]
            rest = [f"{ref(kind.name, number)}: {text}" for number, text in texts.items() if text not in ("", stays)]
            lines.append((name, stays, ref(kind.name, chosen[name]), "; ".join(rest)))
    return tuple(lines)


def _every_tag(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(tag for text in texts for tag in text.split(", ") if tag))


def _said(book: Book, kind: Noun, number: int) -> dict[str, str]:
    """A record's fields as texts."""
    page = query.record(book, kind.source, number)
    values = dict(zip((column.name for column in page.columns), page.row, strict=True))
    result = {}
    for column in page.columns:
        value = values[column.name]
        if value is not None:
            result[column.name] = _text(book, column, value, values.get(column.currency))
    return result


def _text(book: Book, column: Column, value: object, currency: object) -> str:
    from ltc_cli.money import plain

    if column.kind == "money" and isinstance(value, int):
        return f"{plain(value, str(currency))} {currency}"
    if column.kind == "instant" and isinstance(value, int):
        return local_date(value, book.clock.tz).isoformat()
    if column.kind == "tags":
        import json

        return ", ".join(json.loads(str(value)))
    if column.kind == "yesno":
        return "yes" if value else ""
    return str(value)


DIFFERENCE = (Column("field"), Column("stays"), Column("from", "ref"), Column("goes"))


def told(book: Book, done: Merged) -> Record:
    """A merge as an answer: the difference, field by field, and what moved."""
    columns = (
        Column("operation", "count", shown=False),
        Column("kept", "ref"),
        Column("merged", "tags"),
        Column("before", "count"),
        Column("after", "count"),
    )
    row = (
        book.written if book.changed else None,
        ref(done.noun, done.keep),
        [ref(done.noun, each) for each in done.others],
        done.before,
        done.after,
    )
    moves = [(word(table), count) for table, count in sorted(done.moved.items())]
    sections = (
        Section("fields", Listing("difference", DIFFERENCE, done.fields)),
        Section("moved", Listing("move", (Column("what"), Column("count", "count")), moves)),
    )
    name = book.conn.execute(f"SELECT {NOUNS[done.noun].label} FROM {done.noun} WHERE id = ?", (done.keep,)).fetchone()
    return Record("merge", columns, row, sections, f"{ref(done.noun, done.keep)}  {name[0]}")
