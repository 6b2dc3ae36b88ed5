"""Tax by rate and period: as it was charged, or as far as it was received."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import Period, bucket
from ltc_cli.domain import fx, invoice, query
from ltc_cli.domain.amount import apportion, percent
from ltc_cli.domain.noun import ref
from ltc_cli.domain.query import Condition
from ltc_cli.errors import BadUsage
from ltc_cli.figures.money.ledger import CREDIT_NOTE, Seen, axes_of, issued, key, noted, raw, seen, unapplied_payments
from ltc_cli.figures.money.receivable import heading, told_as_of
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import UNITS, Ask, report, span_words
from ltc_cli.money import exponent, mul_div_half_up
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say


class At(NamedTuple):
    """What a document comes to at one rate of tax, in the currency of the business."""

    tax_ppm: int | None
    """None: the document has no lines that say."""
    net: int
    gross: int


class Sheet(NamedTuple):
    """An invoice or a credit note with what it comes to by rate of tax."""

    noun: str
    id: int
    account_id: int
    key: tuple[str, ...]
    day: str
    total: int
    """In its own currency."""
    rates: tuple[At, ...]


class Entry(NamedTuple):
    """What one document adds to the tax on one day, at one rate; a credit note's is below zero."""

    sheet: Sheet
    day: str
    at: At


def tax(book: Book, asked: Ask) -> Report:
    """Net, tax and gross by rate of tax and period, of invoices less credit notes."""
    asked, unit = _read(asked)
    sight, rates = seen(book, asked.period.until), Rates(book)
    sums: dict[tuple[Any, ...], list[int]] = {}
    documents: dict[str, set[int]] = {"invoice": set(), "credit_note": set()}
    for sheet, day, at in _entries(book, asked, sight, rates):
        name = bucket(date.fromisoformat(day), unit, book.process.fiscal_year_start) if unit else _label(asked.period)
        amounts = sums.setdefault((name, *sheet.key, -1 if at.tax_ppm is None else at.tax_ppm), [0, 0, 0, 0])
        place = 0 if sheet.noun == "invoice" else 2
        amounts[place] += at.net
        amounts[place + 1] += at.gross
        documents[sheet.noun].add(sheet.id)
    rows = [(*group[:-1], _percent(group[-1]), *_told(*sums[group])) for group in sorted(sums, key=_order)]
    whole = _told(*(sum(part) for part in zip([0, 0, 0, 0], *sums.values(), strict=True)))
    heads = heading(book, asked.by, [group[1:-1] for group in sums])
    waiting = unapplied_payments(book, sight, asked) if asked.basis == "paid" else None
    answer = report(
        book,
        asked,
        (Column("period"), *heads, Column("rate", "number", label="tax %"), *_AMOUNTS),
        rows,
        {
            **dict(zip((column.name for column in _AMOUNTS), whole, strict=True)),
            "invoices": len(documents["invoice"]),
            "credit_notes": len(documents["credit_note"]),
        },
        total_kinds={"invoices": "count", "credit_notes": "count"},
        excluded={"unallocated_payments": len(waiting or ()), **rates.missing},
        status="partial" if rates.missing else "ok",
        title=" · ".join(filter(None, (say("Tax"), say(_BASES[asked.basis]), span_words(asked)))),
    )
    return told_as_of(answer, sight)


def tax_rows(book: Book, asked: Ask) -> Listing:
    """What each document adds, on its day."""
    asked, _ = _read(asked)
    columns = (
        Column("ref", "ref"), Column("account", "ref"), Column("day", "date"),
        Column("rate", "number", label="tax %"), Column("net", "money"), Column("tax", "money"),
        Column("gross", "money"), Column("currency", shown=False),
    )  # fmt: skip
    rows = [
        (
            ref(sheet.noun, sheet.id), ref("account", sheet.account_id), day,
            _percent(-1 if at.tax_ppm is None else at.tax_ppm), at.net, at.gross - at.net, at.gross,
            book.process.currency,
        )
        for sheet, day, at in _entries(book, asked, seen(book, asked.period.until), Rates(book))
    ]  # fmt: skip
    return Listing("tax_entry", columns, sorted(rows, key=lambda row: (row[2], row[0], row[3])))


_BASES = {"issued": "by day of issue", "paid": "as received"}
_AMOUNTS = (
    Column("net", "money"),
    Column("tax", "money"),
    Column("gross", "money"),
    Column("invoiced_net", "money", shown=False),
    Column("invoiced_tax", "money", shown=False),
    Column("credited_net", "money", shown=False),
    Column("credited_tax", "money", shown=False),
)


def received(sheet: Sheet, settled: int) -> list[At]:
    """The part of a document that is received when so much of its total is settled.

    Net and gross are shared over its rates of tax by largest remainder, so that they add up at every step, and to
    the whole document when all of it is settled.
    """
    if settled == sheet.total:
        return list(sheet.rates)
    net = mul_div_half_up(sum(at.net for at in sheet.rates), settled, sheet.total)
    gross = mul_div_half_up(sum(at.gross for at in sheet.rates), settled, sheet.total)
    nets = apportion(net, [at.net * settled for at in sheet.rates], sheet.total)
    grosses = apportion(gross, [at.gross * settled for at in sheet.rates], sheet.total)
    return [At(at.tax_ppm, *both) for at, *both in zip(sheet.rates, nets, grosses, strict=True)]


def _read(asked: Ask) -> tuple[Ask, str]:
    """The question with `--by issued|paid` as its basis, and the unit of time of its rows.

    A period that was asked for is one row a rate; all of time is told by month.
    """
    bases = [name for name in asked.by if name in _BASES]
    units = [name for name in asked.by if name in UNITS]
    if len(units) > 1 or len(bases) > 1:
        raise BadUsage(f"--by {' and '.join(units if len(units) > 1 else bases)} do not go together.", "Give one.")
    by = tuple(name for name in asked.by if name not in _BASES and name not in UNITS)
    unit = units[0] if units else "" if asked.period.since or asked.period.until else "month"
    return asked._replace(by=by, basis=bases[0] if bases else asked.basis), unit


def _label(period: Period) -> str:
    return period.label or " – ".join(str(day) if day else "" for day in (period.since, period.until)).strip()


def _order(group: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*group[:-1], -group[-1])


def _percent(ppm: int) -> str | None:
    return None if ppm < 0 else percent(ppm)


def _told(net: int, gross: int, credited_net: int, credited_gross: int) -> tuple[int, ...]:
    """The amounts of a row: credit notes come in below zero, and are told above it."""
    whole_net, whole_gross = net + credited_net, gross + credited_gross
    return (
        whole_net, whole_gross - whole_net, whole_gross, net, gross - net, -credited_net, credited_net - credited_gross
    )  # fmt: skip


def _entries(book: Book, asked: Ask, sight: Seen, rates: Rates) -> Iterator[Entry]:
    """What falls into the period."""
    since = asked.period.since.isoformat() if asked.period.since else ""
    for noun, sign in (("invoice", 1), ("credit_note", -1)):
        sheets = _sheets(book, asked, sight, noun, rates)
        entries = _received(book, asked, sight, noun, sheets) if asked.basis == "paid" else _charged(sheets)
        for sheet, day, at in entries:
            if day >= since and (at.net or at.gross):
                yield Entry(sheet, day, At(at.tax_ppm, sign * at.net, sign * at.gross))


def _charged(sheets: Iterable[Sheet]) -> Iterator[Entry]:
    """What each document comes to, on its day."""
    return (Entry(sheet, sheet.day, at) for sheet in sheets for at in sheet.rates)


def _received(book: Book, asked: Ask, sight: Seen, noun: str, sheets: Iterable[Sheet]) -> Iterator[Entry]:
    """What each allocation settles of invoices, or draws on credit notes; taking one back takes its share back.

    A cash discount and a write-off settle an invoice, but nothing is received.
    """
    what = "amount_minor" if noun == "invoice" else "source_minor"
    kinds = "(a.kind = 'payment' OR a.kind = 'credit') AND " if noun == "invoice" else ""
    rows = book.conn.execute(
        f"SELECT a.{noun}_id, a.on_day, a.{what} FROM allocation a WHERE {kinds}{_moved(asked, noun, f'a.{noun}_id')} "
        f"AND {sight.sql('a.on_day', 'a.effective_ms')} ORDER BY a.{noun}_id, a.on_day, a.id"
    )
    known = {sheet.id: sheet for sheet in sheets}
    for number, allocations in groupby(rows, itemgetter(0)):
        sheet = known.get(number)
        if sheet is None or sheet.total <= 0:
            continue
        settled, before = 0, received(sheet, 0)
        for _, day, minor in allocations:
            settled += minor
            after = received(sheet, settled)
            for old, new in zip(before, after, strict=True):
                yield Entry(sheet, day, At(new.tax_ppm, new.net - old.net, new.gross - old.gross))
            before = after


def _moved(asked: Ask, noun: str, number: str) -> str:
    """SQL for documents of which something was settled or drawn since the period began."""
    since = asked.period.since
    bound = f" AND x.on_day >= '{since.isoformat()}'" if since else ""
    return f"{number} IN (SELECT x.{noun}_id FROM allocation x WHERE x.{noun}_id IS NOT NULL{bound})"


def _sheets(book: Book, asked: Ask, sight: Seen, noun: str, rates: Rates) -> Iterator[Sheet]:
    """The documents that matter, each by rate of tax."""
    source, conditions, where = invoice.SOURCE, issued(sight), asked.where
    if noun == "credit_note":
        source, conditions, where = CREDIT_NOTE, noted(book, sight, asked), None
    axes = axes_of(book, source, asked)
    if asked.basis == "paid":
        conditions.append(Condition(_moved(asked, noun, f"{noun}.id")))
    elif asked.period.since:
        conditions.append(Condition(f"{noun}.issued_on >= ?", (asked.period.since.isoformat(),)))
    joined = source._replace(joins=f"LEFT JOIN {noun}_line line ON line.{noun}_id = {noun}.id {source.joins}")
    names = ("currency", "rate", "base_currency", "total_minor", "base_net_minor", "base_total_minor", "net_minor")
    what = (
        f"{noun}.id, invoice.account_id, {noun}.issued_on, {', '.join(f'{noun}.{name}' for name in names)}, "
        f"line.tax_ppm, sum(line.net_minor), sum(line.net_minor + line.tax_minor){raw(axes)}"
    )
    statement, values = query.select(book, joined, what, conditions, where)
    order = f"{noun}.id, line.tax_ppm"
    rows = book.conn.execute(f"{statement} GROUP BY {order} ORDER BY {order} DESC", values)
    base, posted = book.process.currency or "", fx.Posted(book)
    for _, of in groupby(rows, itemgetter(0)):
        lines = list(of)
        number, account, day, currency, rate, kept_in, total, net, gross, own_net = lines[0][:10]
        rate = posted(currency, rate, kept_in, day)
        if rate is None:
            rates.without((noun, number), total, currency)
            continue
        if kept_in != base:
            net, gross = (fx.convert(minor, currency, base, rate) for minor in (own_net, total))
        shares = _shared(net, gross, [At(*row[10:13]) for row in lines], (currency, base, rate))
        yield Sheet(noun, number, account, key(axes, lines[0][13:]), day, total, tuple(shares))


def _shared(net: int, gross: int, own: Sequence[At], terms: tuple[str, str, str]) -> Sequence[At]:
    """What a document comes to in the currency of the business, shared over its rates of tax."""
    currency, base, rate = terms
    if own[0].tax_ppm is None:
        return [At(None, net, gross)]
    if currency != base:
        exact = fx.ratio(rate)
        over, under = exact.over * 10 ** exponent(base), exact.under * 10 ** exponent(currency)
        nets = apportion(net, [at.net * over for at in own], under)
        grosses = apportion(gross, [at.gross * over for at in own], under)
        return [At(at.tax_ppm, *both) for at, *both in zip(own, nets, grosses, strict=True)]
    return own
