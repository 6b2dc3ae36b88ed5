"""Gross margin: what was earned less what it cost, of what both are known of (metric dictionary M5)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import slices
from ltc_cli.domain import account, product
from ltc_cli.domain.noun import ref
from ltc_cli.errors import BadUsage
from ltc_cli.figures.cost.earned import Sold, sold
from ltc_cli.figures.customer.purchase import purchases
from ltc_cli.figures.dimension import UNKNOWN, split
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import UNITS, Ask, end_day, report, span_words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

_OF_PRODUCT = ("product", "category")
_COLUMNS = (
    Column("sales", "count"),
    Column("net_revenue", "money", label="net revenue"),
    Column("cost", "money"),
    Column("margin", "money"),
    Column("rate", "ratio"),
    Column("unknown", "count", shown=False),
    Column("revenue_without_cost", "money", label="without a cost", shown=False),
)


class Part(NamedTuple):
    """What of a sale is earned in a slice of the period."""

    sale: Sold
    net: int
    cost: int | None
    known: bool
    key: tuple[str, ...]


class Sums(NamedTuple):
    """Sales of a row."""

    sales: set[tuple[str, int, int]]
    net: int
    cost: int
    unknown: set[tuple[str, int, int]]
    left: int
    """Revenue of which no cost is known."""


def margin(book: Book, asked: Ask) -> Report:
    """A row a product, or whatever else it is split by; the largest margins first."""
    rates = Rates(book)
    parts = list(_parts(book, asked, rates))
    groups: dict[tuple[str, ...], list[Part]] = {}
    for part in parts:
        groups.setdefault(part.key, []).append(part)
    sums = {key: _sums(each) for key, each in groups.items()}
    by_time = any(name in UNITS for name in asked.by)
    ordered = sorted(sums) if by_time else sorted(sums, key=lambda key: (sums[key].cost - sums[key].net, key))
    whole = _sums(parts)
    totals = dict(zip([column.name for column in _COLUMNS], _row(whole), strict=True))
    known = whole.net != 0
    return report(
        book,
        asked,
        (*(Column(name) for name in asked.by), *_COLUMNS),
        [(*key, *_row(sums[key])) for key in ordered],
        totals,
        excluded={**rates.missing, "cost_unknown": len(whole.unknown)},
        status="undefined" if not known else "partial" if rates.missing or whole.unknown else "ok",
        title=" · ".join(filter(None, (say("Gross margin"), span_words(asked)))),
        notes=_notes(whole),
    )._replace(silent=("sales", "unknown", "revenue_without_cost"))


def margin_rows(book: Book, asked: Ask) -> Listing:
    """Every sale that is earned in part in the period, and whether its cost is known."""
    columns = (
        Column("ref", "ref"), Column("customer", "ref"), Column("product"), Column("net_revenue", "money"),
        Column("cost", "money"), Column("currency", shown=False), Column("counted", "yesno"), Column("why"),
    )  # fmt: skip
    names = dict(book.conn.execute("SELECT id, name FROM product"))
    rows = [
        (
            ref(part.sale.entity, part.sale.number), ref("account", part.sale.account),
            names.get(part.sale.product or 0, UNKNOWN), part.net, part.cost if part.known else None,
            book.process.currency, int(part.known), "" if part.known else "its cost is not known",
        )
        for part in _parts(book, asked._replace(by=()), Rates(book))
    ]  # fmt: skip
    return Listing("sale", columns, rows)


def _parts(book: Book, asked: Ask, rates: Rates) -> Iterator[Part]:
    """What of each sale is earned in each slice of the period; what is neither earned nor costs there is left out."""
    bought = purchases(book, rates)
    whose, what = _customers(book, asked), _products(book, asked)
    sales = [sale for sale in sold(book, bought, rates) if not sale.lost and sale.account in whose]
    for name, before, last in _slices(book, asked, sales):
        for sale in sales:
            then, now = (sale.upto(before) if before else None), sale.upto(last)
            net = now.net - (then.net if then else 0)
            cost = None if now.cost is None else now.cost - ((then.cost or 0) if then else 0)
            if net or cost:
                key = _key(asked, name, whose[sale.account], what.get(sale.product or 0, {}))
                yield Part(sale, net, cost, now.known or (now.net == 0 and not now.cost), key)


def _key(asked: Ask, period: str, customer: dict[str, str], thing: dict[str, str]) -> tuple[str, ...]:
    return tuple(
        period if name in UNITS else thing.get(name, UNKNOWN) if name in _OF_PRODUCT else customer[name]
        for name in asked.by
    )


def _slices(book: Book, asked: Ask, sales: Sequence[Sold]) -> list[tuple[str, str, str]]:
    """The parts of the period told apart: name, the day before, and the last day."""
    units = [name for name in asked.by if name in UNITS]
    if len(units) > 1:
        raise BadUsage(f"the period is split once, not by {' and by '.join(units)}.", "Name one of them.")
    end = date.fromisoformat(end_day(book))
    last = min(asked.period.until or end, end)
    if not units:
        before = (asked.period.since - timedelta(days=1)).isoformat() if asked.period.since else ""
        return [("", before, last.isoformat())]
    first = asked.period.since or _first(book, sales, last)
    return [
        (name, (begin - timedelta(days=1)).isoformat(), close.isoformat())
        for name, begin, close in slices(first, last, units[0], book.process.fiscal_year_start)
    ]


def _first(book: Book, sales: Sequence[Sold], last: date) -> date:
    """A day on which nothing was earned yet, or the last one."""
    if not sales:
        return last
    row = book.conn.execute(
        "SELECT min(day) FROM (SELECT min(confirmed_ms) / 86400000 AS day FROM sales_order UNION ALL "
        "SELECT min(effective_ms) / 86400000 FROM stage_event WHERE entity = 'deal' AND to_kind = 'won' UNION ALL "
        "SELECT CAST(julianday(min(issued_on)) - 2440587.5 AS INTEGER) FROM invoice)"
    ).fetchone()
    return min(date(1970, 1, 1) + timedelta(days=row[0] - 1), last) if row[0] is not None else last


def _customers(book: Book, asked: Ask) -> dict[int, dict[str, str]]:
    """What the accounts that pass the filter are split by."""
    names = [name for name in asked.by if name not in UNITS and name not in _OF_PRODUCT]
    anyone = account.SOURCE._replace(born="")  # one may have bought before its record was made
    return split(book, anyone, names, {"customer": "name"}, asked.where)


def _products(book: Book, asked: Ask) -> dict[int, dict[str, str]]:
    names = [name for name in asked.by if name in _OF_PRODUCT]
    return split(book, product.SOURCE._replace(born=""), names, {"product": "name"}, None)


def _sums(parts: Sequence[Part]) -> Sums:
    known = [part for part in parts if part.known]
    return Sums(
        {_id(part) for part in known}, sum(part.net for part in known), sum(part.cost or 0 for part in known),
        {_id(part) for part in parts if not part.known}, sum(part.net for part in parts if not part.known),
    )  # fmt: skip


def _id(part: Part) -> tuple[str, int, int]:
    return part.sale.entity, part.sale.number, part.sale.product or 0


def _row(sums: Sums) -> tuple[Any, ...]:
    earned = sums.net - sums.cost
    nothing = not sums.sales
    return (
        len(sums.sales), None if nothing else sums.net, None if nothing else sums.cost, None if nothing else earned,
        earned / sums.net if sums.net else None, len(sums.unknown), sums.left,
    )  # fmt: skip


def _notes(whole: Sums) -> list[str]:
    notes = [say("Margin = net revenue − cost of what was delivered; without what was written off.")]
    if whole.unknown:
        notes.append(
            say("{n} sales have no cost and are left out: ltc product edit NAME cost=…, before the order.",
                n=len(whole.unknown))
        )  # fmt: skip
    return notes
