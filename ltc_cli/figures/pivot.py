"""Pivot tables: a measure by up to three dimensions, the last one across (metric dictionary A3).

A measure is a count of records (`leads`), the sum of one of their fields (`invoices.net`), another rule of either
(`median(deals.amount)`), or any figure of a report that can be split (`win_rate`). Totals are worked out from the
records, or asked of the report again: they are never made of the cells, because rates, medians and means do not add up.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ltc_cli import metrics
from ltc_cli.book import Book
from ltc_cli.clock import local_date
from ltc_cli.domain import outcome, query
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Condition
from ltc_cli.errors import BadUsage
from ltc_cli.figures import FIGURES
from ltc_cli.figures import measure as measures
from ltc_cli.figures.dimension import Dimension, dimensions
from ltc_cli.figures.lead import cohort
from ltc_cli.figures.measure import Measure
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import Ask, Figure, Metric, report, span_words, window
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.words import say

MOST = 3
"""Dimensions of a table that can still be read."""
TOTAL = "total"
_WHY = {
    "lead": "CASE WHEN lead.is_test IS 1 THEN 'test' WHEN {uncounted} THEN 'reason_not_counted' END",
    "deal": "CASE WHEN deal.is_test IS 1 THEN 'test' WHEN {status} = 'void' THEN 'void' END",
}
"""Why a record is left out, if it is."""
_REAL = "deal.is_test IS NOT 1 AND {status} <> 'void'"
"""A deal that counts."""
_FOREVER = "9999-12-31"

Key = tuple[str, ...]


class Cell(NamedTuple):
    """A value, and of a rate its cases."""

    value: Any
    k: int | None = None
    n: int | None = None


class Table(NamedTuple):
    """A measure by its dimensions, with every margin: those of the rows, of the columns, and the whole."""

    kind: str
    cells: Mapping[Key, Cell]
    rows: Mapping[Key, Cell]
    """By all dimensions but the last."""
    columns: Mapping[Key, Cell]
    """By the last dimension."""
    whole: Cell
    nothing: Any
    """What a cell without records holds: 0 of a count or a sum, None of anything else."""
    status: str = "ok"
    excluded: Mapping[str, Any] = {}
    warnings: tuple[str, ...] = ()


def pivot(book: Book, asked: Ask) -> Report:
    """The table: a row a combination for machines, rows by columns for people."""
    if len(asked.by) > MOST:
        raise BadUsage(f"a pivot table has at most {MOST} dimensions.", "ltc report pivot --by channel,month")
    table, headings, name = _measured(book, asked)
    keys = sorted(table.cells, key=lambda key: [_place(part) for part in key])
    rated = table.whole.k is not None
    columns = [*headings, Column("value", table.kind, name)]
    columns += [Column("k", "count", shown=False), Column("n", "count", shown=False)] if rated else []
    width = 3 if rated else 1
    totals = dict(zip(("value", "k", "n"), table.whole[:width], strict=False))
    title = " · ".join(filter(None, (name[:1].upper() + name[1:], span_words(asked))))
    answer = report(
        book, asked, columns, [(*key, *table.cells[key][:width]) for key in keys], totals,
        total_kinds={"value": table.kind, "k": "count", "n": "count"}, status=table.status, title=title,
        excluded=table.excluded, warnings=table.warnings,
    )  # fmt: skip
    return answer._replace(spread=_spread(answer, table, headings, keys), silent=tuple(totals))


def pivot_rows(book: Book, asked: Ask) -> Listing:
    """The records behind the table, each with where it stands and what it adds; of a rate 1 for what it counts.

    Those that are left out stand among them, with the reason and without a value.
    """
    word = _word(asked)
    if word.casefold() in FIGURES:
        metric, figure = FIGURES[word.casefold()]
        return metrics.behind(book, _of_report(asked, metric, figure, ()))
    measure = measures.read(book, word)
    by = _dimensions(book, measure, asked.by)
    ref = measure.source.fields[0]
    value = "1" if measure.field is None else measure.field.sql
    currency = measure.field.currency_sql if measure.field is not None else ""
    raws = "".join(f", {each.sql}" for each in by)
    met = _met(book, asked, measure)
    what = f"{ref.sql}, {value}, {currency or 'NULL'}, {_why(book, measure)}{raws}"
    sql, values = query.select(book, measure.source, what, _dated(book, asked, measure), asked.where)
    rows = [
        (
            name, *(each.say(raw) for each, raw in zip(by, raw_values, strict=True)),
            None if why else int(name in met) if measure.condition else worth, code, why is None, why or "",
        )
        for name, worth, code, why, *raw_values in book.conn.execute(sql, values)
    ]  # fmt: skip
    kind = "count" if measure.field is None else measure.field.kind
    last = (
        Column("value", kind), Column("currency", shown=False), Column("counted", "yesno"),
        Column("why", words={why: say(why.replace("_", " ")) for why in ("test", "void", "reason_not_counted")}),
    )  # fmt: skip
    return Listing("counted_record", (Column(ref.name, ref.kind), *(each.column for each in by), *last), rows)


def _met(book: Book, asked: Ask, measure: Measure) -> set[Any]:
    """The refs in a rate's numerator."""
    if not measure.condition:
        return set()
    return {ref for (ref,) in _asked_for(book, _meeting(asked, measure), measure, measure.source.fields[0].sql)}


def _word(asked: Ask) -> str:
    return (asked.turn.measure or "leads").strip()


def _asked_for(book: Book, asked: Ask, measure: Measure, what: str, after: str = "") -> Iterator[Any]:
    """Expressions over the records of the question."""
    sql, values = query.select(book, measure.source, what, _conditions(book, asked, measure), asked.where)
    return book.conn.execute(sql + after, values)


def _meeting(asked: Ask, measure: Measure) -> Ask:
    """The question of those records that a rate has in its numerator."""
    where = f"({asked.where}) and ({measure.condition})" if asked.where else measure.condition
    return asked._replace(where=where)


def _measured(book: Book, asked: Ask) -> tuple[Table, list[Column], str]:
    """The table, its headings, and what is measured in words."""
    word = _word(asked)
    if word.casefold() in FIGURES:
        word = word.casefold()
        return *_figured(book, asked, *FIGURES[word]), say(word.replace("_", " "))
    measure = measures.read(book, word)
    by = _dimensions(book, measure, asked.by)
    count = _shared if measure.rule == "rate" else _counted if measure.rule in measures.ADDED else _gathered
    table = count(book, asked, measure, by)
    table = table._replace(excluded={**_left_out(book, asked, measure), **table.excluded})
    return table, [each.column for each in by], measure.title


# Records -------------------------------------------------------------------------------------------------------------


def _dimensions(book: Book, measure: Measure, names: tuple[str, ...]) -> list[Dimension]:
    return dimensions(book, measure.source, names, measure.dated.sql, by_date=measure.dated.kind == "date")


def _conditions(book: Book, asked: Ask, measure: Measure) -> list[Condition]:
    """The records that count: drafts, tests and void deals do not."""
    conditions = _dated(book, asked, measure)
    if measure.source.noun == "lead":
        conditions += cohort.counted(book)
    elif measure.source.noun == "deal":
        conditions.append(Condition(_REAL.format(status=query.fields(book, measure.source)["status"].sql)))
    return conditions


def _why(book: Book, measure: Measure) -> str:
    """SQL for the reason why a record is left out; NULL of one that counts."""
    why = _WHY.get(measure.source.noun)
    if why is None:
        return "NULL"
    uncounted = f"lead.id IN (SELECT value FROM json_each('{sorted(outcome.uncounted(book))}'))"
    return why.format(status=query.fields(book, measure.source)["status"].sql, uncounted=uncounted)


def _left_out(book: Book, asked: Ask, measure: Measure) -> dict[str, int]:
    """How many records are left out, by reason (G8)."""
    if measure.source.noun not in _WHY:
        return {}
    why = _why(book, measure)
    conditions = [*_dated(book, asked, measure), Condition(f"{why} IS NOT NULL")]
    sql, values = query.select(book, measure.source, f"{why}, count(*)", conditions, asked.where)
    return dict(book.conn.execute(f"{sql} GROUP BY 1 ORDER BY 1", values).fetchall())


def _dated(book: Book, asked: Ask, measure: Measure) -> list[Condition]:
    """The records that have come to their day in the period."""
    dated = measure.dated
    conditions = [Condition(f"{dated.sql} IS NOT NULL")]
    if dated.kind == "instant":
        conditions += window(book, asked, dated.sql)
    else:
        until = asked.period.until
        last = min(metrics.end_day(book), until.isoformat() if until else _FOREVER)
        conditions.append(Condition(f"{dated.sql} <= ?", (last,)))
        if asked.period.since:
            conditions.append(Condition(f"{dated.sql} >= ?", (asked.period.since.isoformat(),)))
    return conditions


def _counted(book: Book, asked: Ask, measure: Measure, by: Sequence[Dimension]) -> Table:
    """Each record adds to its cell, its row, its column and the whole: four sums of the same records."""
    cells: dict[Key, int] = {}
    rows: dict[Key, int] = {}
    columns: dict[Key, int] = {}
    whole = 0
    rates = Rates(book)
    for key, worth in _worths(book, asked, measure, by, rates):
        for sums, part in ((cells, key), (rows, key[:-1]), (columns, key[-1:])):
            sums[part] = sums.get(part, 0) + worth
        whole += worth
    return Table(
        "count" if measure.field is None else measure.field.kind, _cells(cells), _cells(rows), _cells(columns),
        Cell(whole), 0, "partial" if rates.missing else "ok" if cells else "undefined", rates.missing,
    )  # fmt: skip


def _cells(sums: Mapping[Key, int]) -> dict[Key, Cell]:
    return {key: Cell(value) for key, value in sums.items()}


def _shared(book: Book, asked: Ask, measure: Measure, by: Sequence[Dimension]) -> Table:
    """Of the records of each cell and margin, the share that meets the condition."""
    all_of, met = (_counted(book, each, measure, by) for each in (asked, _meeting(asked, measure)))

    def share(n: Cell, k: Cell | None) -> Cell:
        cases = k.value if k is not None else 0
        return Cell(cases / n.value if n.value else None, cases, n.value)

    cells, rows, columns = (
        {key: share(cell, part.get(key)) for key, cell in whole.items()}
        for whole, part in ((all_of.cells, met.cells), (all_of.rows, met.rows), (all_of.columns, met.columns))
    )
    status = metrics.rate_status(all_of.whole.value)
    return Table(measure.kind, cells, rows, columns, share(all_of.whole, met.whole), None, status)


def _gathered(book: Book, asked: Ask, measure: Measure, by: Sequence[Dimension]) -> Table:
    """What the rule makes of all values of each cell, row, column and of the whole: none of them adds up."""
    field, dated, rates = measure.field, measure.dated, Rates(book)
    assert field is not None
    is_money = field.kind == "money" and measure.rule != "distinct"
    values: tuple[dict[Key, list[Any]], ...] = ({}, {}, {}, {})
    raws = "".join(f", {each.sql}" for each in by)
    what = f"{field.sql}, {field.currency_sql if is_money else 'NULL'}, {dated.sql}{raws}"
    for value, currency, at, *raw in _asked_for(book, asked, measure, what):
        told = rates(value, currency, _day(book, dated, at)) if is_money and value is not None else value
        if told is None:
            continue
        key = tuple(each.say(each_raw) for each, each_raw in zip(by, raw, strict=True))
        for gathered, part in zip(values, (key, key[:-1], key[-1:], ()), strict=True):
            gathered.setdefault(part, []).append(told)
    cells, rows, columns, whole = (
        {key: Cell(measures.worked_out(measure.rule, found)) for key, found in gathered.items()} for gathered in values
    )
    status = "partial" if rates.missing else "ok" if cells else "undefined"
    return Table(measure.kind, cells, rows, columns, whole.get((), Cell(None)), None, status, rates.missing)


def _worths(
    book: Book, asked: Ask, measure: Measure, by: Sequence[Dimension], rates: Rates
) -> Iterator[tuple[Key, Any]]:
    """What records add, together where nothing has to be converted: each amount in another currency by itself."""
    field, dated = measure.field, measure.dated
    raws = "".join(f", {each.sql}" for each in by)
    groups = ", ".join(str(at) for at in range(4, 4 + len(by)))
    if field is None or field.kind != "money":
        worth = "count(*)" if field is None else f"sum({field.sql})"
        what = f"{worth}, NULL, NULL{raws}"
        grouped = f" GROUP BY {groups}" if by else ""
    else:
        base = f"{field.currency_sql} = '{book.process.currency or ''}'"
        what = f"sum({field.sql}), {field.currency_sql}, min({dated.sql}){raws}"
        grouped = (
            f" GROUP BY {groups}{', ' if by else ''}{field.currency_sql}, iif({base}, 0, {measure.source.noun}.id)"
        )
    for worth, currency, at, *raw in _asked_for(book, asked, measure, what, grouped):
        if worth is None or (not by and worth == 0):
            continue
        value = worth if currency is None else rates(worth, currency, _day(book, dated, at))
        if value is not None:
            yield tuple(each.say(each_raw) for each, each_raw in zip(by, raw, strict=True)), value


def _day(book: Book, dated: Field, at: Any) -> str:
    return str(at) if dated.kind == "date" else local_date(at, book.clock.tz).isoformat()


# Figures of reports --------------------------------------------------------------------------------------------------


def _figured(book: Book, asked: Ask, metric: Metric, figure: Figure) -> tuple[Table, list[Column]]:
    """Ask the figure's report for the cells, and again for each margin."""
    by = asked.by
    found = metrics.answer(book, _of_report(asked, metric, figure, by))
    names = [column.name for column in found.columns]
    wanted = _columns_of(figure, names)
    if not wanted or names[: len(by)] != [*by]:
        raise BadUsage(f"{figure.name} cannot be split by {', '.join(by)}.", f"ltc report {metric.name}")

    def part(dims: Sequence[str]) -> dict[Key, Cell]:
        answer = found if tuple(dims) == by else metrics.answer(book, _of_report(asked, metric, figure, tuple(dims)))
        places = _columns_of(figure, [column.name for column in answer.columns])
        return {tuple(row[: len(dims)]): Cell(*(row[at] for at in places)) for row in answer.rows}

    totals = found.totals
    whole = Cell(totals.get(figure.value), totals.get(figure.k), totals.get(figure.n))
    inner = part(by)
    rows: dict[Key, Cell] = part(by[:-1]) if len(by) > 1 else {}
    columns = part(by[-1:])
    kind = {column.name: column.kind for column in found.columns}[names[wanted[0]]]
    nothing = 0 if kind in ("count", "money") and not figure.k and not _is_mean(figure) else None
    table = Table(kind, inner, rows, columns, whole, nothing, found.status, found.excluded, found.warnings)
    return table, list(found.columns[: len(by)])


def _of_report(asked: Ask, metric: Metric, figure: Figure, by: Key) -> Ask:
    turn = asked.turn._replace(to=figure.to, measure=None)
    return Ask(metric, asked.period, by or metric.by, asked.where, metric.basis, turn)


def _columns_of(figure: Figure, names: Sequence[str]) -> list[int]:
    """Where a report's rows hold the figure, and of a rate its cases."""
    wanted = [figure.value, *((figure.k, figure.n) if figure.k else ())]
    return [names.index(name) for name in wanted] if all(name in names for name in wanted) else []


def _is_mean(figure: Figure) -> bool:
    return any(word in figure.value for word in ("mean", "median", "average"))


# Rows by columns -----------------------------------------------------------------------------------------------------


def _place(part: str) -> tuple[bool, str]:
    """Groups stand by name, which for time is its order; the unknown stands last."""
    return part.startswith("("), part


def _spread(answer: Report, table: Table, headings: Sequence[Column], keys: Sequence[Key]) -> Report | None:
    """The table as people read it: the last dimension across, and totals at the end of rows and columns."""
    if not headings:
        return None
    if len(headings) == 1:
        across: list[str] = []
        stubs = [*dict.fromkeys(keys)]
        lines = [(*stub, *_values([table.cells.get(stub)], table)) for stub in stubs]
        foot: list[Cell | None] = [table.whole]
        heads = [headings[0]]
    else:
        across = sorted({key[-1] for key in keys}, key=_place)
        stubs = [*dict.fromkeys(key[:-1] for key in keys)]
        lines = [
            (*stub, *_values([*(table.cells.get((*stub, each)) for each in across), table.rows.get(stub)], table))
            for stub in stubs
        ]
        foot = [*(table.columns.get((each,)) for each in across), table.whole]
        heads = [*headings[:-1]]
    last = headings[-1].words if across else {}
    titles = [*(last.get(each, each) for each in across), say(TOTAL) if across else answer.columns[1].label]
    columns, rates = _across(titles, table)
    totals = dict(zip((column.name for column in columns), _values(foot, table), strict=True))
    return answer._replace(columns=(*heads, *columns), rows=lines, rates=rates, totals=totals, silent=(), bar="")


def _across(titles: Iterable[str], table: Table) -> tuple[list[Column], tuple[Rate, ...]]:
    """A column for each group, and for rates what they are told with."""
    columns: list[Column] = []
    rates = []
    for at, title in enumerate(titles):
        columns.append(Column(f"value_{at}", table.kind, title))
        if table.whole.k is not None:
            rate = Rate(*(f"{name}_{at}" for name in ("value", "low", "high", "k", "n")))
            columns += [Column(name, "count", shown=False) for name in rate[1:]]
            rates.append(rate)
    return columns, tuple(rates)


def _values(cells: Iterable[Cell | None], table: Table) -> Iterator[Any]:
    for cell in cells:
        yield table.nothing if cell is None else cell.value
        if table.whole.k is not None:
            yield from (None, None, cell.k if cell else 0, cell.n if cell else 0)
