"""Days sales outstanding: how many days of sales wait to be paid (metric dictionary M3)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ltc_cli import money
from ltc_cli.book import Book
from ltc_cli.domain import fx, invoice, query
from ltc_cli.domain.noun import ref
from ltc_cli.figures.money.ledger import CREDIT_NOTE, Exchange, Seen, axes_of, issued, key, noted, raw, seen
from ltc_cli.figures.money.receivable import Aged, heading, receivables, told_as_of
from ltc_cli.metrics import Ask, report
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import long_day, say

Key = tuple[str, ...]


class Month(NamedTuple):
    """The sales of a month, or of what has passed of it."""

    name: str
    days: int
    sales: int


class Counted(NamedTuple):
    """What a month explains of what is open, and the days it adds."""

    taken: int
    days: float


class Countback(NamedTuple):
    """Days of sales outstanding by exhaustion."""

    months: tuple[Counted, ...]
    """Of the months that were needed, the newest first."""
    unexplained: int
    """Above zero: the sales ran out first, so the days are a lower bound."""

    @property
    def days(self) -> float:
        """The days of all of them."""
        return float(sum(month.days for month in self.months))


def countback(receivable: int, months: Sequence[Month]) -> Countback:
    """Take each month's sales off what is open, the newest first; the last one counts by the share that is left.

    A month without sales adds its days and takes nothing. Source: metric dictionary M3, the exhaustion method.
    """
    left = max(0, receivable)
    found = []
    for month in months:
        if left == 0:
            break
        taken = max(0, min(left, month.sales))
        found.append(Counted(taken, month.days if month.sales <= left else month.days * taken / month.sales))
        left -= taken
    return Countback(tuple(found), left)


class Sale(NamedTuple):
    """What was invoiced, or credited (below zero), on a day, in the currency of the business."""

    key: Key
    day: str
    minor: int


def dso(book: Book, asked: Ask) -> Report:
    """Days sales outstanding at the end of the period: by countback, simple, best possible and delinquent."""
    sight = seen(book, asked.period.until)
    exchange = Exchange(book, sight.day)
    open_now, sales = receivables(book, asked, sight, exchange), sales_of(book, asked, sight, exchange)
    whole = _outstanding(asked, sight, open_now, sales)
    if asked.by:
        columns, rows = _by_group(book, asked, sight, open_now, sales)
    else:
        columns, rows = _MONTHS, _month_rows(sight, open_now, sales)
    missing = exchange.missing
    status = "undefined" if whole["countback"] is None else "partial" if missing or whole["unexplained"] else "ok"
    answer = report(
        book,
        asked,
        columns,
        rows,
        whole,
        total_kinds={column.name: column.kind for column in _OUTSTANDING},
        excluded=missing,
        status=status,
        title=_dso_title(sight, whole),
        notes=[_lower_bound(book, whole)] if whole["unexplained"] else (),
    )
    return told_as_of(answer._replace(footed=False), sight)  # the months that explain what is owed are not all


def dso_rows(book: Book, asked: Ask) -> Listing:
    """The sales that the days are worked out from, document by document."""
    columns = (
        Column("ref", "ref"), Column("account", "ref"), Column("issued", "date"), Column("amount", "money"),
        Column("currency", shown=False),
    )  # fmt: skip
    sight = seen(book, asked.period.until)
    rows = [
        (ref(noun, number), ref("account", account), sale.day, sale.minor, book.process.currency)
        for noun, number, account, sale in _documents(book, asked, sight, Exchange(book), one_by_one=True)
    ]
    return Listing("sale", columns, sorted(rows, key=lambda row: row[2]))


_OUTSTANDING = (
    Column("countback", "days"),
    Column("simple", "days"),
    Column("best_possible", "days"),
    Column("delinquent", "days"),
    Column("receivable", "money"),
    Column("not_due", "money"),
    Column("sales", "money"),
    Column("days", "count"),
    Column("unexplained", "money"),
)
_MONTHS = (
    Column("month"),
    Column("sales", "money"),
    Column("days", "count"),
    Column("explains", "money"),
    Column("counted", "days"),
)


def _outstanding(asked: Ask, sight: Seen, open_now: Sequence[Aged], sales: Sequence[Sale]) -> dict[str, Any]:
    """The figures of a whole or of a group; None where sales are nothing, 0 where nothing is open."""
    receivable = sum(each.base or 0 for each in open_now)
    not_due = sum(each.base or 0 for each in open_now if each.bucket == "not_due")
    first = (
        asked.period.since.isoformat() if asked.period.since else min((sale.day for sale in sales), default=sight.day)
    )
    sold = sum(sale.minor for sale in sales if sale.day >= first)
    days = (date.fromisoformat(sight.day) - date.fromisoformat(first)).days + 1
    counted = countback(receivable, _months(sight, sales))
    simple = _share(max(0, receivable), sold, days)
    best = _share(min(not_due, max(0, receivable)), sold, days)
    return {
        "countback": counted.days if sales else None,
        "simple": simple,
        "best_possible": best,
        "delinquent": None if simple is None or best is None else simple - best,
        "receivable": receivable,
        "not_due": not_due,
        "sales": sold,
        "days": max(0, days),
        "unexplained": counted.unexplained,
    }


def _share(minor: int, sold: int, days: int) -> float | None:
    return minor * days / sold if sold > 0 else None


def _months(sight: Seen, sales: Sequence[Sale]) -> list[Month]:
    """The sales by month, the newest first: from the day back to the first sale, months without sales too."""
    if not sales:
        return []
    by_month: Counter[str] = Counter()
    for sale in sales:
        by_month[sale.day[:7]] += sale.minor
    last = date.fromisoformat(sight.day)
    first = min(sale.day for sale in sales)[:7]
    found = []
    while (name := last.isoformat()[:7]) >= first:
        found.append(Month(name, last.day, by_month[name]))
        last = last.replace(day=1) - timedelta(days=1)
    return found


def _month_rows(sight: Seen, open_now: Sequence[Aged], sales: Sequence[Sale]) -> list[tuple[Any, ...]]:
    """The months that the countback needed; where nothing is open, the last one."""
    months = _months(sight, sales)
    counted = countback(sum(each.base or 0 for each in open_now), months).months or (Counted(0, 0.0),)
    return [
        (month.name, month.sales, month.days, each.taken, float(each.days))
        for month, each in zip(months, counted, strict=False)
    ]


def _by_group(
    book: Book, asked: Ask, sight: Seen, open_now: Sequence[Aged], sales: Sequence[Sale]
) -> tuple[tuple[Column, ...], list[tuple[Any, ...]]]:
    """The figures of each group, those with most open first."""
    groups: dict[Key, tuple[list[Aged], list[Sale]]] = {}
    for each in open_now:
        groups.setdefault(each.key, ([], []))[0].append(each)
    for sale in sales:
        groups.setdefault(sale.key, ([], []))[1].append(sale)
    rows = [(*name, *_outstanding(asked, sight, *mine).values()) for name, mine in groups.items()]
    width = len(asked.by)
    rows.sort(key=lambda row: (-row[width + 4], row[:width]))
    return (*heading(book, asked.by, groups), *_OUTSTANDING), rows


def _dso_title(sight: Seen, whole: Mapping[str, Any]) -> str:
    headline = ""
    if whole["countback"] is not None:
        more = "> " if whole["unexplained"] else ""
        headline = more + say("{n} d", n=f"{whole['countback']:,.1f}")
    parts = (say("Days sales outstanding"), headline, long_day(date.fromisoformat(sight.day)))
    return " · ".join(filter(None, parts))


def _lower_bound(book: Book, whole: Mapping[str, Any]) -> str:
    currency = book.process.currency or ""
    return say(
        "More than {n} days: all sales on record explain all but {amount} of what is open.",
        n=f"{whole['countback']:,.0f}",
        amount=f"{money.human(whole['unexplained'], currency)} {currency}".strip(),
    )


def sales_of(book: Book, asked: Ask, sight: Seen, exchange: Exchange) -> list[Sale]:
    """What was invoiced and credited up to a day, with tax, by day."""
    return [sale for *_, sale in _documents(book, asked, sight, exchange)]


def _documents(
    book: Book, asked: Ask, sight: Seen, exchange: Exchange, *, one_by_one: bool = False
) -> Iterator[tuple[str, int, int, Sale]]:
    """Invoices and credit notes up to a day, with noun, id and account, each at its own rate.

    Unless each is wanted, those that were posted in the currency told are one for each day.
    """
    told, posted = book.process.currency or "", fx.Posted(book)
    for source, sign, conditions, where in (
        (invoice.SOURCE, 1, issued(sight), asked.where),
        (CREDIT_NOTE, -1, noted(book, sight, asked), None),
    ):
        noun, axes = source.noun, axes_of(book, source, asked)
        kept = f"{noun}.base_currency IS '{told if told.isalpha() else ''}'"
        names = ", ".join(f"{noun}.{name}" for name in ("issued_on", "currency", "rate", "base_currency"))
        worth = f"sum(iif({kept}, {noun}.base_total_minor, {noun}.total_minor))"
        statement, values = query.select(
            book, source, f"{noun}.id, invoice.account_id, {names}, {worth}{raw(axes)}", conditions, where
        )
        apart = f"{noun}.id" if one_by_one else f"iif({kept}, 0, {noun}.id)"
        groups = ", ".join((f"{noun}.issued_on", apart, *(str(place) for place in range(8, 8 + len(axes)))))
        for number, account, day, currency, rate, kept_in, minor, *of in book.conn.execute(
            f"{statement} GROUP BY {groups}", values
        ):
            base: int | None = minor
            if kept_in != told:
                base = exchange.at(posted(currency, rate, kept_in, day), minor, currency, (noun, number))
            if base is not None:
                yield noun, number, account, Sale(key(axes, of), day, sign * base)
