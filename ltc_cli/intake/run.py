"""One import from end to end: read, clean, match, write, tell. It is one operation, and one undo takes it back."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.errors import BadRows, BadUsage, Refused
from ltc_cli.intake import dates, digest, keep, mapping, match, saved, target
from ltc_cli.intake.apply import Policy, Taker, Writer, late_indexes
from ltc_cli.intake.clean import Cleaner, Notes
from ltc_cli.intake.cost import Costs
from ltc_cli.intake.deal import Deals
from ltc_cli.intake.document import Gathering
from ltc_cli.intake.fx import Rates
from ltc_cli.intake.invoice import Invoices
from ltc_cli.intake.keep import Reject
from ltc_cli.intake.lead import Leads
from ltc_cli.intake.line import Lines
from ltc_cli.intake.mapping import Plan, Wishes
from ltc_cli.intake.options import Options
from ltc_cli.intake.order import Orders
from ltc_cli.intake.payment import Payments, PaymentWriter
from ltc_cli.intake.people import People
from ltc_cli.intake.plan import Outcome, Tally
from ltc_cli.intake.product import Products
from ltc_cli.intake.read import Batch, Fault, Table
from ltc_cli.intake.survey import Surveys
from ltc_cli.intake.target import TARGETS, Target
from ltc_cli.journal.record import Operation
from ltc_cli.process import to_json
from ltc_cli.shape import Column, Record

_SHOWN = 20
_UNKNOWN = re.compile(r"there is no (status|stage) '([^']+)'")
_CACHE_KIB = 65_536
Progress = Callable[[int, int], None]
"""Is told now and then how many rows were taken in, and how many there will be; 0: that is not known."""


class _Run(NamedTuple):
    """An import under way."""

    book: Book
    target: Target
    policy: Policy
    options: Options
    tally: Tally
    notes: Notes
    progress: Progress | None
    operation: Operation


def run(book: Book, noun: str, file: str, options: Options, progress: Progress | None = None) -> Outcome:
    """Take a table in.

    Raises `BadRows` when a row is bad and `partial` is not asked for (nothing is written then), `BadUsage` for options
    that do not fit the table, `NotFound` without the file, `Refused` when the plan is not the one expected.
    """
    _check(options, noun)
    into = target.heads(TARGETS[noun]) if options.lines else TARGETS[noun]
    options = saved.beneath(book, into, options)
    policy = Policy(match.key_columns(into, options.key), options.on_match)
    tally = Tally(detailed=book.dry_run or options.expect is not None)
    with ExitStack() as open_tables:
        table, lines = (
            open_tables.enter_context(Table(each, options.how._replace(names=names))) if each is not None else None
            for each, names in zip((file, options.lines), (*options.names, None, None), strict=False)
        )
        assert table is not None
        bad: list[Reject] = []
        try:
            with book.operation(f"{into.spoken} import") as step, late_indexes(book, noun, table.size):
                under_way = _Run(book, into, policy, options, tally, Notes(), progress, step.operation)
                outcome = _take_in(under_way, table, lines, bad)
                saved.keep(book, into, options)
        finally:
            if options.rejects and not book.dry_run:
                keep.write_rejects(Path(options.rejects), table, bad)
    return outcome._replace(operation=book.written)


def headings(words: Sequence[str], *, bare: bool) -> list[list[str]]:
    """The headings of tables that have none, from `a,b,c`: of the first table, then of the lines.

    Raises `BadUsage` when only one of `--no-header` and `--names` is given.
    """
    if bare != bool(words):
        raise BadUsage(
            "--no-header and --names go together.", "For example: --no-header --names external_id,name,,price"
        )
    return [[name.strip() for name in word.split(",")] for word in words]


def refusal(outcome: Outcome, *, written: bool) -> BadRows:
    """The error that lists the rows which were not taken in."""
    found = outcome.faults
    lines = [f"{fault.table or outcome.source}:{fault.line}:{fault.column}: {fault.reason}" for fault in found]
    told = _together(outcome)
    count = outcome.counts["rejected"]
    rows = "1 row" if count == 1 else f"{count} rows"
    fate = "the others were written" if written else "nothing was written"
    more = [f"… and {len(told) - _SHOWN} more"] if len(told) > _SHOWN else []
    return BadRows(
        "\n".join([f"{rows} of {sum(outcome.counts.values())} cannot be taken in; {fate}.", *told[:_SHOWN], *more]),
        _way_out(found) if not written else None,
        lines,
    )


def _together(outcome: Outcome) -> list[str]:
    """The faults; an unknown status or stage is told once, with the first of its lines and how many they are."""
    found: dict[tuple[object, ...], list[int]] = {}
    for place, fault in enumerate(outcome.faults):
        once = -1 if _UNKNOWN.match(fault.reason) else place
        found.setdefault((fault.table or outcome.source, fault.column, fault.reason, once), []).append(fault.line)
    return [
        f"{table}:{lines[0]}:{column}: {reason}{f' ({len(lines):,} rows)' if len(lines) > 1 else ''}"
        for (table, column, reason, _), lines in found.items()
    ]


def _way_out(faults: Sequence[Fault]) -> str:
    """What to do about them; a word that nobody knows may have a meaning."""
    for fault in faults:
        unknown = _UNKNOWN.match(fault.reason)
        if unknown:
            return f"Say what it means, --map '{unknown[2]}={unknown[1]}:…', or leave them out: --partial"
    return "Mend them, or take in the others: --partial --rejects bad.csv"


def record(outcome: Outcome) -> Record:
    """The answer: what became of the rows."""
    columns = [Column(name, "count") for name in ("read", *outcome.counts)]
    columns += [Column("operation", "count"), Column("warnings", "json")]
    row: list[object] = [sum(outcome.counts.values()), *outcome.counts.values(), outcome.operation, outcome.warnings]
    if outcome.digest is not None:
        columns += [Column("digest"), Column("lines", "json")]
        row += [outcome.digest, outcome.lines or {}]
    return Record("import", tuple(columns), row)


def _check(options: Options, noun: str) -> None:
    dates.check_order(options.reading.date_order)
    if options.reading.decimal not in (None, ",", "."):
        raise BadUsage(f"the decimal mark is , or ., not {options.reading.decimal!r}.", "--decimal ,")
    if options.on_match not in ("update", "skip", "error"):
        raise BadUsage(f"--on-match takes update, skip or error, not {options.on_match!r}.")
    if options.lines is not None and noun not in ("sales_order", "invoice"):
        raise BadUsage("only orders and invoices have lines.", "Leave --lines out.")
    if options.wishes.keep_unknown and noun in ("payment", "survey", "fx_rate"):
        raise BadUsage("payments, surveys and rates have no fields of your own.", "Leave --keep-unknown out.")
    if options.lines is not None and options.rejects is not None:
        raise BadUsage(
            "--rejects keeps the rows of one table.", "Leave it out, and mend the two tables where they are listed."
        )


def _take_in(run: _Run, table: Table, lines: Table | None, bad: list[Reject]) -> Outcome:
    book, options, tally, wishes = run.book, run.options, run.tally, run.options.wishes
    book.conn.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    if lines is not None:
        wishes = mapping.part(wishes, run.target, table.headings, lines.headings)
    plan = _plan(book, run.target, table, wishes)
    cleaner = Cleaner(book, run.target, plan, table, options.reading, run.notes)
    taker = _taker(run, lines)
    for batch in _told_of(table, run.progress):
        rows, faults = cleaner.clean(batch)
        if isinstance(taker, Gathering):
            _spoil(taker, run.policy, plan, batch, faults)
        _count(tally, [*faults, *taker.take(rows)])
    taken, left_out = plan.taken(table.headings), plan.left_out
    if lines is not None and isinstance(taker, Gathering):
        of_lines = _take_lines(run, taker, table, lines)
        taken |= {f"{lines.name}:{heading}": field for heading, field in of_lines.taken(lines.headings).items()}
        left_out += of_lines.left_out
    tally.faults += taker.finish()
    warnings = [
        *table.notes,
        *(lines.notes if lines is not None else ()),
        *filter(None, [cleaner.blanked, cleaner.placed]),
        *_told(cleaner),
        *run.notes.texts(),
        *_left_out(left_out, wishes),
    ]
    outcome = Outcome(
        tally.counts, None, warnings, taken, left_out, sorted(tally.faults, key=lambda fault: (fault.table, *fault)),
        table.name, table.format, zoneless=cleaner.zoneless,
    )  # fmt: skip
    if options.rejects or options.partial:
        bad += keep.rejected(table, tally)
    if tally.faults and not options.partial:
        raise refusal(outcome, written=False)
    if tally.detailed:
        outcome = _detailed(run, outcome, [each for each in (table, lines) if each is not None])
    number = keep.keep(book, run.target, table, outcome, tally, bad)
    if number is not None:
        taker.keep_fingerprints(number)
    return outcome


def _told_of(table: Table, progress: Progress | None) -> Iterator[Batch]:
    """The batches of a table, while somebody is told how far it has got: by bytes, where they stand for rows."""
    if progress is None:
        yield from table.batches()
        return
    rows = spent = 0
    size = 0 if table.format.startswith("workbook") else table.size
    for batch in table.batches():
        yield batch
        rows += len(batch.rows)
        spent += sum(len(",".join(row).encode(errors="replace")) + 1 for row in batch.rows)
        progress(rows, max(rows, rows * size // spent) if size else 0)


def _detailed(run: _Run, outcome: Outcome, tables: Sequence[Table]) -> Outcome:
    """The outcome with its digest and its lines; raises `Refused` when another plan was expected."""
    files = [table.sha256() for table in tables]
    found = digest.digest(run.book, run.operation, files, run.tally.fates())
    if run.options.expect not in (None, found):
        raise Refused(
            f"the plan is {found} now, not {run.options.expect}; nothing was written.",
            "Look at it again: the same command with --dry-run",
        )
    return outcome._replace(digest=found, lines=run.tally.lines())


def _take_lines(run: _Run, taker: Gathering, table: Table, lines: Table) -> Plan:
    """Take in the table of the lines."""
    into = target.lines(TARGETS[run.target.noun])
    wishes = mapping.part(run.options.wishes, into, lines.headings, table.headings)
    plan = mapping.plan(into, (), lines.headings, wishes)
    cleaner = Cleaner(run.book, into, plan, lines, run.options.reading, run.notes)
    for batch in lines.batches():
        rows, found = cleaner.clean(batch)
        faults = [fault._replace(table=lines.name) for fault in found]
        _spoil(taker, run.policy, plan, batch, faults)
        run.tally.faults += [*faults, *taker.take_lines(rows)]
    return plan


def _count(tally: Tally, faults: Sequence[Fault]) -> None:
    """Keep the faults of a batch, and count the rows that have one."""
    tally.add("rejected", sorted({fault.line for fault in faults}))
    tally.faults += sorted(faults)


def _spoil(taker: Gathering, policy: Policy, plan: Plan, batch: Batch, faults: Sequence[Fault]) -> None:
    """A document with a bad row is not taken in at all."""
    if not faults:
        return
    where = {fault.line: fault for fault in reversed(faults)}
    for line, row in zip(batch.lines, batch.rows, strict=True):
        fault = where.get(line)
        for key in policy.keys if fault is not None else ():
            place = plan.columns.get(key)
            if fault is not None and place is not None and place < len(row) and row[place].strip():
                taker.spoil((key, row[place].strip()), f"{fault.table or 'line'} {line}")
                break


def _plan(book: Book, into: Target, table: Table, wishes: Wishes) -> Plan:
    custom = book.process.fields_of(into.noun)
    plan = mapping.plan(into, custom, table.headings, wishes)
    if not wishes.keep_unknown or not plan.left_out:
        return plan
    made = mapping.new_fields(plan.left_out, [*into.names, *(field.id for field in custom)])
    fields = {**book.process.fields, into.spoken: (*custom, *made)}
    book.save_process(to_json(book.process._replace(fields=fields)))
    return mapping.plan(into, book.process.fields_of(into.noun), table.headings, wishes)


def _taker(run: _Run, lines: Table | None) -> Taker:
    book, noun, tally, notes = run.book, run.target.noun, run.tally, run.notes
    if noun == "fx_rate":
        return Rates(book, run.policy, tally)
    if noun in ("sales_order", "invoice"):
        read = Lines(book, notes, run.options.reading)
        document = Orders(book, read) if noun == "sales_order" else Invoices(book, read)
        apart = lines.name if lines is not None else ""
        return Gathering(book, run.target, document, run.policy, tally, apart=apart)
    if noun == "payment":
        return PaymentWriter(book, run.target, Payments(book, notes), run.policy, tally, notes)
    if noun == "lead":
        return Writer(book, run.target, Leads(book, notes), run.policy, tally, notes)
    if noun == "deal":
        return Writer(book, run.target, Deals(book, notes), run.policy, tally, notes)
    if noun == "product":
        return Writer(book, run.target, Products(book, notes), run.policy, tally, notes)
    if noun == "survey":
        return Writer(book, run.target, Surveys(book, notes), run.policy, tally, notes)
    if noun == "cost":
        return Writer(book, run.target, Costs(book, notes), run.policy, tally, notes)
    return Writer(book, run.target, People(book, notes, noun), run.policy, tally, notes)


def _told(cleaner: Cleaner) -> list[str]:
    """The channels, campaigns and owners that came into being."""
    told = []
    for kind, names in cleaner.made.items():
        if names:
            word = "owner" if kind == "member" else kind
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            told.append(f"{len(names)} new {word}{'s' if len(names) > 1 else ''}: {', '.join(names[:5])}{more}")
    return told


def _left_out(headings: Sequence[str], wishes: Wishes) -> list[str]:
    if not headings or wishes.keep_unknown:
        return []
    return [f"left out, since nothing is called so: {', '.join(headings)}"]
