"""Reading records of any noun: one source of columns serves lists, pages, writes' answers and every format."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import Clock, end_of, parse_date, parse_moment, start_of_day
from ltc_cli.domain.entry import unknown_field
from ltc_cli.domain.field import Field, custom_fields, find
from ltc_cli.domain.text import name_key
from ltc_cli.errors import BadUsage
from ltc_cli.process import Process, label
from ltc_cli.shape import Column, Listing, Record, Section

_FOREVER = (1 << 63) - 1


class Source(NamedTuple):
    """Where a noun's records are read from."""

    noun: str
    fields: tuple[Field, ...]
    """The first is the ref."""
    joins: str = ""
    order: str = ""
    """The default order: newest first, ties by id."""
    title: str = ""
    """SQL for the heading of a record's page."""
    past: tuple[tuple[str, str], ...] = ()
    """Fields that have a history: name, and SQL for the value as of `:as_of`."""
    born: str = ""
    """SQL for the instant a record came to be; with --as-of, later ones are not seen."""
    dated: str = "created"
    """The field that `--since` and `--until` mean: an instant, or a date."""
    parts: "Callable[[Book, int], Sequence[Section]] | None" = None
    """What always belongs to a record of it, such as the lines of a document."""


class Condition(NamedTuple):
    """A piece of a WHERE clause with its parameters."""

    sql: str
    values: tuple[Any, ...] = ()


def fields(book: Book, source: Source) -> dict[str, Field]:
    """Every field of the noun by name, custom ones included, as they are read now or as of the day asked for."""
    known = {field.name: _dated(book, field) for field in source.fields}
    if book.as_of_ms is not None:
        past = {name: sql.replace(":as_of", str(int(book.as_of_ms))) for name, sql in source.past}
        for name, sql in past.items():
            field = known[name]
            currency = past.get(field.currency, field.currency_sql) if field.currency_sql else ""
            known[name] = _dated(book, field._replace(sql=sql, currency_sql=currency))
    for extra in book.process.fields_of(source.noun):
        for field in custom_fields(source.noun, extra):
            known.setdefault(field.name, field)
    for name, named in _vocabulary(book.process, source.noun):
        words = {item.id: label(item, book.process.language) for item in named}
        choices = {
            name_key(text): item.id for item in named for text in (*getattr(item, "aliases", ()), *item.labels.values())
        }
        known[name] = known[name]._replace(words=words, choices=choices)
    return known


def _dated(book: Book, field: Field) -> Field:
    """A field with the day (`:today`) and the last instant (`:now`) that are seen put into its SQL."""
    if ":today" not in field.sql and ":now" not in field.sql:
        return field
    today = f"'{(book.as_of.day if book.as_of else book.clock.today).isoformat()}'"
    now = str(int(book.as_of_ms if book.as_of_ms is not None else _FOREVER))
    sql, currency = (text.replace(":today", today).replace(":now", now) for text in (field.sql, field.currency_sql))
    return field._replace(sql=sql, currency_sql=currency)


def _vocabulary(process: Process, noun: str) -> list[tuple[str, list[Any]]]:
    """The fields whose values the process names, with what it names."""
    channels = ("channel", list(process.channels))
    if noun == "lead":
        return [("status", list(process.lead.all)), channels]
    if noun == "account":
        return [channels]
    if noun == "deal":
        stages = [stage for line in process.pipelines for stage in line.stages]
        ends = [stage._replace(id=stage.kind) for stage in stages if stage.kind != "open"]
        return [
            ("stage", stages),
            ("status", ends),
            ("pipeline", list(process.pipelines)),
            ("reason", list(process.lost_reasons)),
            channels,
        ]
    return []


def columns(known: dict[str, Field]) -> tuple[Column, ...]:
    """The columns of an answer that holds these fields."""
    return tuple(
        Column(field.name, field.kind, field.label, field.shown, field.currency, field.custom, field.words)
        for field in known.values()
    )


def listing(
    book: Book,
    source: Source,
    *,
    where: str | None = None,
    conditions: Sequence[Condition] = (),
    sort: str | None = None,
    limit: int | None = None,
    title: str = "",
) -> Listing:
    """Records as a listing whose rows stream from the file.

    `where` is the user's filter; `sort` a field's name, with "-" in front for descending. Raises `BadUsage` for an
    unknown field.
    """
    known = fields(book, source)
    clauses, values = _clauses(book, source, known, where, conditions)
    order = _order(source, known, sort)
    bound = "" if limit is None else f" LIMIT {int(limit)}"
    sql = f"SELECT {_select(known)} FROM {source.noun} {source.joins}{clauses}{order}{bound}"
    return Listing(source.noun, columns(known), book.conn.execute(sql, values), title)


def select(
    book: Book, source: Source, what: str, conditions: Sequence[Condition], where: str | None
) -> tuple[str, list[Any]]:
    """A question for any expressions over the noun's records, with its parameters."""
    clauses, values = _clauses(book, source, fields(book, source), where, conditions)
    return f"SELECT {what} FROM {source.noun}{_joins(source, what + clauses)}{clauses}", values


def _joins(source: Source, text: str) -> str:
    """The joins that a question needs, also for one another: one too many keeps an index from answering alone."""
    needed = ""
    for each in reversed([each.strip() for each in source.joins.split("LEFT JOIN ") if each.strip()]):
        if f"{each.split(' ON ')[0].split()[-1]}." in text:
            needed = f" LEFT JOIN {each}{needed}"
            text += each
    return needed


def ids(book: Book, source: Source, *, where: str | None = None, conditions: Sequence[Condition] = ()) -> list[int]:
    """The ids of the records that match, in order of id."""
    clauses, values = _clauses(book, source, fields(book, source), where, conditions)
    table = source.noun
    rows = book.conn.execute(f"SELECT {table}.id FROM {table} {source.joins}{clauses} ORDER BY {table}.id", values)
    return [int(row[0]) for row in rows]


def asked(
    book: Book,
    source: Source,
    *,
    since: str | None = None,
    until: str | None = None,
    pool: bool = False,
    **equal: str | None,
) -> list[Condition]:
    """The conditions of the common list options: a field's value whatever its case, dated since and until, no owner.

    A value that names a channel's other spelling means the channel.
    """
    known = fields(book, source)
    conditions = []
    for name, value in equal.items():
        if value is None:
            continue
        if name == "channel":
            conditions.append(_channel(book, source, value))
        else:
            conditions.append(_named(book, known[name], value))
    dated = known[source.dated]
    if since is not None:
        first = (
            _start(since, book.clock) if dated.kind == "instant" else parse_date(since, book.clock.today).isoformat()
        )
        conditions.append(Condition(f"{dated.sql} >= ?", (first,)))
    if until is not None:
        end = end_of(until, book.clock)
        conditions.append(Condition(f"{dated.sql} <= ?", (end.ms if dated.kind == "instant" else end.day.isoformat(),)))
    if pool:
        conditions.append(Condition(f"{known['owner'].sql} IS NULL"))
    return conditions


def _start(text: str, clock: Clock) -> int:
    """The first instant that `--since` includes."""
    moment = parse_moment(text, clock)
    return start_of_day(moment.day, clock.tz) if moment.date_only else moment.ms


def _named(book: Book, field: Field, value: str) -> Condition:
    """The records whose owner or campaign this is; raises `NotFound` when there is none of that name."""
    from ltc_cli.domain import named

    kind = "member" if field.name == "owner" else field.name
    number = named.existing(book, kind, value)
    return Condition(f"{field.sql} = (SELECT name FROM {kind} x WHERE x.id = ?)", (number,))


def _channel(book: Book, source: Source, value: str) -> Condition:
    from ltc_cli.domain import named

    column = f"{source.noun}.channel_id"
    if value == "(unknown)":
        return Condition(f"{column} IS NULL")
    return Condition(f"{column} = ?", (named.existing(book, "channel", value),))


def chosen(book: Book, source: Source, refs: Sequence[str], where: str | None) -> list[int]:
    """The records that an edit or a step is for: those named, or those that match `--where`; never all by omission."""
    if bool(refs) == bool(where):
        raise BadUsage(
            "say which records: name them, or choose them with --where; one of the two.",
            f'ltc {source.noun} edit --where "tags = old" country=DE',
        )
    if where:
        return ids(book, source, where=where)
    from ltc_cli.domain import ref

    return ref.find_all(book, refs, source.noun)


def record(book: Book, source: Source, number: int, sections: Sequence[Section] = ()) -> Record:
    """One record with its page."""
    known = fields(book, source)
    title = f", {source.title}" if source.title else ""
    row = book.conn.execute(
        f"SELECT {_select(known)}{title} FROM {source.noun} {source.joins} WHERE {source.noun}.id = ?", (number,)
    ).fetchone()
    width = len(known)
    parts = source.parts(book, number) if source.parts is not None else ()
    return Record(source.noun, columns(known), row[:width], (*parts, *sections), row[width] if title else "")


def written(book: Book, source: Source, numbers: Sequence[int], *, many: bool = False) -> Iterator[Record | Listing]:
    """Records as a write left them, each with the number of its operation: one as a record, several as a list.

    With `many`, one is a list too: a program that asked for all that match gets an array, however many there are.
    """
    known = fields(book, source)
    heading = (*columns(known), Column("operation", "count", shown=False))
    operation = book.written
    found = [record(book, source, number) for number in numbers]
    rows = [(*each.row, operation) for each in found]
    if len(rows) == 1 and not many:
        yield found[0]._replace(columns=heading, row=rows[0])
    else:
        yield Listing(source.noun, heading, rows)


def _select(known: dict[str, Field]) -> str:
    return ", ".join(field.sql for field in known.values())


def _clauses(
    book: Book, source: Source, known: dict[str, Field], where: str | None, conditions: Sequence[Condition]
) -> tuple[str, list[Any]]:
    parts = [condition.sql for condition in conditions]
    values = [value for condition in conditions for value in condition.values]
    if book.as_of_ms is not None and source.born:
        parts.append(f"{source.born} <= ?")
        values.append(book.as_of_ms)
    if where is not None:
        from ltc_cli.domain.filter import compile_sql

        sql, more = compile_sql(where, known, book.clock, book.process.currency)
        parts.append(sql)
        values += more
    return (" WHERE " + " AND ".join(f"({part})" for part in parts) if parts else ""), values


def _order(source: Source, known: dict[str, Field], sort: str | None) -> str:
    if sort is None:
        return f" ORDER BY {source.order}" if source.order else ""
    name, down = (sort[1:], " DESC") if sort.startswith("-") else (sort, "")
    field = find(known, name)
    if field is None:
        raise unknown_field(source.noun, name, known)
    expression = f"CAST({field.sql} AS REAL)" if field.kind == "number" else field.sql
    return f" ORDER BY {expression}{down}, {source.noun}.id{down}"
