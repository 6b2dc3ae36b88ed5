"""The cash conversion cycle: how long money is away between paying for what is sold and being paid (M7)."""

from collections.abc import Iterator

from ltc_cli import metrics
from ltc_cli.book import Book
from ltc_cli.domain.noun import ref
from ltc_cli.figures import REPORTS
from ltc_cli.figures.cost.spend import within
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import Ask, report, span_words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

_COLUMNS = (Column("part"), Column("days", "days"), Column("amount", "money"), Column("over", "money"))


def cashcycle(book: Book, asked: Ask) -> Report:
    """Days that stock lies, that customers owe, and that we owe; and what they come to."""
    sales = metrics.answer(book, asked._replace(metric=REPORTS["dso"], basis="period"))
    dso = sales.totals["simple"]
    length = sales.totals["days"]
    rates = Rates(book)
    first, last = within(book, (asked.period.since, asked.period.until))
    bought = owed = 0
    for _, minor, booked, open_ in _bills(book, rates, first, last):
        bought += minor * booked
        owed += minor * open_
    dpo = owed / bought * length if bought > 0 and length else None
    goods = book.conn.execute("SELECT 1 FROM product WHERE kind = 'goods' LIMIT 1").fetchone() is not None
    dio = None if goods else 0.0
    operating = None if dso is None or dio is None else dio + dso
    cycle = None if operating is None or dpo is None else operating - dpo
    rows = [
        ("stock", dio, None, None), ("owed to us", dso, sales.totals["receivable"], sales.totals["sales"]),
        ("operating cycle", operating, None, None), ("owed by us", dpo, owed, bought),
        ("cash cycle", cycle, None, None),
    ]  # fmt: skip
    words = {row[0]: say(row[0]) for row in rows}
    totals = {"dio": dio, "dso": dso, "operating_cycle": operating, "dpo": dpo, "cycle": cycle}
    return report(
        book,
        asked,
        (_COLUMNS[0]._replace(words=words), *_COLUMNS[1:]),
        rows,
        totals,
        total_kinds=dict.fromkeys(totals, "days"),
        excluded=rates.missing,
        status="undefined" if cycle is None else "partial" if rates.missing else "ok",
        title=" · ".join(filter(None, (say("Cash cycle"), span_words(asked)))),
        notes=_notes(goods=goods, billed=bought > 0),
    )._replace(silent=tuple(totals))


def cashcycle_rows(book: Book, asked: Ask) -> Listing:
    """The costs that were booked in the period or are owed at its end."""
    columns = (
        Column("ref", "ref"), Column("name"), Column("booked", "date"), Column("due", "date"), Column("paid", "date"),
        Column("amount", "money"), Column("currency", shown=False), Column("bought", "yesno"), Column("owed", "yesno"),
    )  # fmt: skip
    days = within(book, (asked.period.since, asked.period.until))
    known = book.conn.execute("SELECT id, name, since, due, paid FROM cost WHERE since <= ?", days[1:])
    facts = {number: told for number, *told in known}
    rows = [
        (ref("cost", number), *facts[number], minor, book.process.currency, int(booked), int(owed))
        for number, minor, booked, owed in _bills(book, Rates(book), *days)
        if booked or owed
    ]
    return Listing("bill", columns, rows)


def _bills(book: Book, rates: Rates, first: str, last: str) -> Iterator[tuple[int, int, bool, bool]]:
    """Every cost booked by a day: its amount, whether it was booked since the first, and whether it is owed."""
    for number, minor, currency, since, due, paid in book.conn.execute(
        "SELECT id, amount_minor, currency, since, due, paid FROM cost WHERE since <= ? ORDER BY id", (last,)
    ):
        base = rates(minor, currency, since)
        if base is not None:
            yield number, base, since >= first, due is not None and (paid is None or paid > last)


def _notes(*, goods: bool, billed: bool) -> list[str]:
    notes = [say("Cash cycle = stock + owed to us − owed by us; a cost with a due day is owed until it is paid.")]
    if goods:
        notes.append(say("What goods lie in stock is not known here, so the whole is not."))
    if not billed:
        notes.append(say("No costs are recorded for this span: ltc cost add --due DATE"))
    return notes
