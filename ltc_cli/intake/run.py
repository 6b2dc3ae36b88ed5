"""One import from end to end: read, clean, match, write, tell. It is one operation, and one undo takes it back."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.errors import BadRows, BadUsage, Refused
from ltc_cli.intake import dates, mapping, match
from ltc_cli.intake.apply import Noun, Policy, Writer, late_indexes
from ltc_cli.intake.clean import Cleaner, Notes, Reading
from ltc_cli.intake.deal import Deals
from ltc_cli.intake.lead import Leads
from ltc_cli.intake.mapping import Plan, Wishes
from ltc_cli.intake.people import People
from ltc_cli.intake.plan import Outcome, Tally
from ltc_cli.intake.read import WHY, Table
from ltc_cli.intake.target import TARGETS, Target
from ltc_cli.process import to_json
from ltc_cli.shape import Column, Record

_SHOWN = 20
_CACHE_KIB = 65_536


class Options(NamedTuple):
    """What the user asked of an import."""

    wishes: Wishes = Wishes()
    reading: Reading = Reading()
    encoding: str | None = None
    key: str | None = None
    on_match: str = "update"
    partial: bool = False
    rejects: str | None = None
    expect: str | None = None


def run(book: Book, noun: str, file: str, options: Options) -> Outcome:
    """Take a table in.

    Raises `BadRows` when a row is bad and `partial` is not asked for (nothing is written then), `BadUsage` for options
    that do not fit the table, `NotFound` without the file, `Refused` when the plan is not the one expected.
    """
    _check(options)
    target = TARGETS[noun]
    policy = Policy(match.key_columns(target, options.key), options.on_match)
    with Table(file, options.encoding) as table:
        bad: list[list[str]] = []
        try:
            with book.operation(f"{noun} import"), late_indexes(book, noun, table.size):
                outcome = _take_in(book, target, table, policy, options, bad)
        finally:
            if options.rejects and not book.dry_run:
                write_rejects(Path(options.rejects), table, bad)
    return outcome._replace(operation=book.written)


def refusal(outcome: Outcome, *, written: bool) -> BadRows:
    """The error that lists the rows which were not taken in."""
    lines = [f"{outcome.source}:{fault.line}:{fault.column}: {fault.reason}" for fault in outcome.faults]
    count = outcome.counts["rejected"]
    rows = "1 row" if count == 1 else f"{count} rows"
    fate = "the others were written" if written else "nothing was written"
    more = [f"… and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    return BadRows(
        "\n".join([f"{rows} of {sum(outcome.counts.values())} cannot be taken in; {fate}.", *lines[:_SHOWN], *more]),
        "Mend them, or take in the others: --partial --rejects bad.csv" if not written else None,
        lines,
    )


def record(outcome: Outcome) -> Record:
    """The answer: what became of the rows."""
    columns = [Column(name, "count") for name in ("read", *outcome.counts)]
    columns += [Column("operation", "count"), Column("warnings", "json")]
    row: list[object] = [sum(outcome.counts.values()), *outcome.counts.values(), outcome.operation, outcome.warnings]
    if outcome.digest is not None:
        columns += [Column("digest"), Column("lines", "json")]
        row += [outcome.digest, outcome.lines or {}]
    return Record("import", tuple(columns), row)


def _check(options: Options) -> None:
    dates.check_order(options.reading.date_order)
    if options.reading.decimal not in (None, ",", "."):
        raise BadUsage(f"the decimal mark is , or ., not {options.reading.decimal!r}.", "--decimal ,")
    if options.on_match not in ("update", "skip", "error"):
        raise BadUsage(f"--on-match takes update, skip or error, not {options.on_match!r}.")


def _take_in(
    book: Book, target: Target, table: Table, policy: Policy, options: Options, bad: list[list[str]]
) -> Outcome:
    book.conn.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    plan = _plan(book, target, table, options.wishes)
    tally = Tally(detailed=book.dry_run or options.expect is not None)
    cleaner = Cleaner(book, target, plan, table, options.reading)
    writer = Writer(book, target, _noun(book, target, cleaner.notes), policy, tally, cleaner.notes)
    for batch in table.batches():
        rows, faults = cleaner.clean(batch)
        faults = sorted([*faults, *writer.take(rows)])
        lines = {fault.line for fault in faults}
        tally.add("rejected", sorted(lines))
        tally.faults += faults
        if options.rejects and lines:
            why = {fault.line: fault.reason for fault in reversed(faults)}
            bad += [[*row, why[line]] for line, row in zip(batch.lines, batch.rows, strict=True) if line in lines]
    writer.finish()
    digest = tally.digest() if tally.detailed else None
    warnings = [*_told(cleaner), *cleaner.notes.texts(), *_left_out(plan, options.wishes)]
    outcome = Outcome(
        tally.counts, None, warnings, plan.taken(table.headings), plan.left_out, tally.faults, table.name,
        digest, tally.lines() if tally.detailed else None,
    )  # fmt: skip
    if tally.faults and not options.partial:
        raise refusal(outcome, written=False)
    if options.expect is not None and options.expect != digest:
        raise Refused(
            f"the plan is {digest} now, not {options.expect}; nothing was written.",
            "Look at it again: the same command with --dry-run",
        )
    if tally.counts["new"] or tally.counts["updated"]:
        _record_run(book, target, table, outcome, writer)
    return outcome


def _plan(book: Book, target: Target, table: Table, wishes: Wishes) -> Plan:
    custom = book.process.fields_of(target.noun)
    plan = mapping.plan(target, custom, table.headings, wishes)
    if not wishes.keep_unknown or not plan.left_out:
        return plan
    made = mapping.new_fields(plan.left_out, [*target.names, *(field.id for field in custom)])
    fields = {**book.process.fields, target.noun: (*custom, *made)}
    book.save_process(to_json(book.process._replace(fields=fields)))
    return mapping.plan(target, book.process.fields_of(target.noun), table.headings, wishes)


def _noun(book: Book, target: Target, notes: Notes) -> Noun:
    if target.noun == "lead":
        return Leads(book, notes)
    return Deals(book, notes) if target.noun == "deal" else People(book, notes, target.noun)


def _told(cleaner: Cleaner) -> list[str]:
    """The channels, campaigns and owners that came into being."""
    told = []
    for kind, names in cleaner.made.items():
        if names:
            word = "owner" if kind == "member" else kind
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            told.append(f"{len(names)} new {word}{'s' if len(names) > 1 else ''}: {', '.join(names[:5])}{more}")
    return told


def _left_out(plan: Plan, wishes: Wishes) -> list[str]:
    if not plan.left_out or wishes.keep_unknown:
        return []
    return [f"left out, since nothing is called so: {', '.join(plan.left_out)}"]


def _record_run(book: Book, target: Target, table: Table, outcome: Outcome, writer: Writer) -> None:
    number = book.insert(
        "import_run",
        {
            "created_ms": book.clock.now_ms,
            "noun": target.noun,
            "source": table.name,
            "sha256": table.sha256(),
            "mapping": json.dumps(outcome.taken, ensure_ascii=False),
            "read": sum(outcome.counts.values()),
            **outcome.counts,
        },
    )
    writer.keep_fingerprints(number)


def write_rejects(path: Path, table: Table, rows: Sequence[Sequence[str]]) -> None:
    """Keep the bad rows with why; the command's own earlier file is replaced, and removed when there are none.

    Raises `Refused` when the file there is another.
    """
    import csv

    if path.exists():
        with path.open(encoding="utf-8", errors="replace") as old:
            if not old.readline().rstrip("\r\n").endswith(WHY):
                raise Refused(f"{path} is there and holds something else.", "Name another file for --rejects.")
        if not rows:
            path.unlink()
    if rows:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=table.delimiter)
            writer.writerow([*table.headings, WHY])
            writer.writerows(rows)
