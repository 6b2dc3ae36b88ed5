"""Collections: how much of what was due came in, and after how many days (metric dictionary M4)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ltc_cli import stats
from ltc_cli.book import Book
from ltc_cli.domain import fx, invoice, query
from ltc_cli.domain.noun import ref
from ltc_cli.domain.query import Condition, Source
from ltc_cli.figures.money.ledger import Exchange, Seen, axes_of, due_shares, issued, key, open_invoices, raw, seen
from ltc_cli.figures.money.outstanding import Sale, sales_of
from ltc_cli.figures.money.receivable import Aged, heading, receivables, told_as_of
from ltc_cli.metrics import FEW, Ask, report, span_words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

Key = tuple[str, ...]
_COLUMNS = (
    Column("effectiveness", "ratio"),
    Column("collected", "money"),
    Column("days_to_pay", "days"),
    Column("days_late", "days"),
    Column("median_days_to_pay", "days", label="median to pay"),
    Column("ci_low", "days", shown=False),
    Column("ci_high", "days", shown=False),
    Column("median_days_late", "days", shown=False),
    Column("paid", "count"),
    Column("invoices", "count"),
    Column("receivable_before", "money", shown=False),
    Column("sales", "money", shown=False),
    Column("receivable", "money", shown=False),
    Column("not_due", "money", shown=False),
)


class Paid(NamedTuple):
    """What was paid, with its days."""

    key: Key
    minor: int
    """In the currency of the business, at the invoices' own rates."""
    after: int
    """Calendar days from issue to payment; below zero when it was paid before."""
    late: int
    """Calendar days past due; below zero when it was paid before."""


class Life(NamedTuple):
    """How long invoices took to be paid, or have been waiting."""

    key: Key
    after: int
    """Days from issue to the day they were settled, or to the day of the report; paid in advance is no day."""
    late: int
    """The same from the day they are due, of a plan the last."""
    paid: bool
    """False: open still, or settled without money."""
    invoices: int


class _Standing(NamedTuple):
    """What the figures are worked out from, of all or of a group."""

    before: list[Aged]
    sales: list[Sale]
    after: list[Aged]
    payments: list[Paid]
    lives: list[Life]


class _Received(NamedTuple):
    """A part of an invoice that was paid on one day, as far as it falls due on one day."""

    invoice: int
    account_id: int
    day: str
    paid: Paid


def collections(book: Book, asked: Ask) -> Report:
    """Collection effectiveness, and the days customers take to pay."""
    sight = seen(book, asked.period.until)
    exchange = Exchange(book)
    facts = _standing(book, asked, sight, exchange)
    whole = _figures(facts)
    groups = _groups(facts) if asked.by else {(): facts}
    width = len(asked.by)
    rows = [(*name, *_figures(each).values()) for name, each in groups.items()]
    rows.sort(key=lambda row: (-row[width + 1], row[:width]))
    answer = report(
        book,
        asked,
        (*heading(book, asked.by, groups), *_COLUMNS),
        rows,
        whole,
        excluded=exchange.missing,
        status="undefined"
        if whole["effectiveness"] is None and whole["days_to_pay"] is None
        else "partial"
        if exchange.missing
        else "ok",
        title=" · ".join(filter(None, (say("Collections"), span_words(asked)))),
        notes=[say("Fewer than {n} invoices were paid: their median is a hint, not a finding.", n=FEW)]
        if 0 < whole["paid"] < FEW
        else (),
    )
    return told_as_of(answer, sight)


def collections_rows(book: Book, asked: Ask) -> Listing:
    """What was paid in the period, each with its days."""
    sight = seen(book, asked.period.until)
    columns = (
        Column("ref", "ref"), Column("account", "ref"), Column("paid", "date"), Column("amount", "money"),
        Column("days_to_pay", "count"), Column("days_late", "count"), Column("currency", shown=False),
    )  # fmt: skip
    exchange = Exchange(book)
    rows = [
        (ref("invoice", number), ref("account", account), day, paid.minor, paid.after, paid.late, book.process.currency)
        for number, account, day, paid in sorted(
            [*_received(book, asked, sight, "invoice.id", exchange), *_planned(book, asked, sight, exchange)],
            key=lambda each: (each.day, each.invoice),
        )
    ]
    return Listing("payment_received", columns, rows)


def effectiveness(before: int, sales: int, after: int, not_due: int) -> float | None:
    """Of what could be collected, the share that was; None where nothing could. Source: metric dictionary M4."""
    possible = before + sales - not_due
    return (before + sales - after) / possible if possible > 0 else None


def weighted(days: Sequence[tuple[int, int]]) -> float | None:
    """The mean of days weighted by amounts; None of nothing."""
    whole = sum(minor for minor, _ in days)
    return sum(minor * each for minor, each in days) / whole if whole else None


def _standing(book: Book, asked: Ask, sight: Seen, exchange: Exchange) -> _Standing:
    """Everything the figures need, at the documents' own rates: a change of rates is not a collection."""
    since = asked.period.since
    before = [] if since is None else receivables(book, asked, seen(book, since - timedelta(days=1)), exchange)
    first = since.isoformat() if since else ""
    sales = [sale for sale in sales_of(book, asked, sight, exchange) if sale.day >= first]
    after = receivables(book, asked, sight, exchange)
    return _Standing(before, sales, after, _paid(book, asked, sight, exchange), _lives(book, asked, sight))


def _groups(facts: _Standing) -> dict[Key, _Standing]:
    """The facts by the dimensions asked for."""
    groups: dict[Key, _Standing] = {}
    parts: tuple[Sequence[Aged | Sale | Paid | Life], ...] = facts
    for place, part in enumerate(parts):
        for each in part:
            group: tuple[list[Any], ...] = groups.setdefault(each.key, _Standing([], [], [], [], []))
            group[place].append(each)
    return groups


def _figures(facts: _Standing) -> dict[str, Any]:
    """The figures of a whole or of a group, by column."""
    before, after = (sum(each.base or 0 for each in part) for part in (facts.before, facts.after))
    sales = sum(sale.minor for sale in facts.sales)
    not_due = sum(each.base or 0 for each in facts.after if each.bucket == "not_due")
    curve = _curve(facts.lives, [life.after for life in facts.lives])
    low, high = stats.km_interval(curve)
    values = (
        effectiveness(before, sales, after, not_due),
        sum(each.minor for each in facts.payments),
        weighted([(each.minor, each.after) for each in facts.payments]),
        weighted([(each.minor, each.late) for each in facts.payments]),
        stats.km_median(curve),
        low,
        high,
        _median_late(facts.lives),
        sum(life.invoices for life in facts.lives if life.paid),
        sum(life.invoices for life in facts.lives),
        before,
        sales,
        after,
        not_due,
    )
    return dict(zip((column.name for column in _COLUMNS), values, strict=True))


def _curve(lives: Sequence[Life], days: Sequence[int]) -> list[stats.Step]:
    """The share of invoices that is not paid after so many days."""
    times = [each for life, each in zip(lives, days, strict=True) for _ in range(life.invoices)]
    return stats.kaplan_meier(times, [life.paid for life in lives for _ in range(life.invoices)])


def _median_late(lives: Sequence[Life]) -> float | None:
    """The median of the days late, Kaplan-Meier too: counted from the earliest, because durations are not negative."""
    start = min((life.late for life in lives), default=0)
    median = stats.km_median(_curve(lives, [life.late - start for life in lives]))
    return None if median is None else median + start


def _paid(book: Book, asked: Ask, sight: Seen, exchange: Exchange) -> list[Paid]:
    """What was paid in the period; in the currency of the business the days are summed up in the file."""
    base = book.process.currency or ""
    apart = f"iif(invoice.currency = '{base}', 0, invoice.id)" if base.isalpha() else "invoice.id"
    found = [each.paid for each in _received(book, asked, sight, apart, exchange)]
    return found + [each.paid for each in _planned(book, asked, sight, exchange)]


def _received(book: Book, asked: Ask, sight: Seen, apart: str, exchange: Exchange) -> Iterator[_Received]:
    """What was paid in the period of invoices with one due day, by its days; `apart` is what is not summed up."""
    axes = axes_of(book, invoice.SOURCE, asked)
    what = (
        "invoice.id, invoice.account_id, p.received_on, invoice.currency, invoice.rate, invoice.base_currency, "
        "invoice.issued_on, sum(a.amount_minor), "
        f"{_between('invoice.issued_on', 'p.received_on')}, {_between('invoice.due_on', 'p.received_on')}{raw(axes)}"
    )
    conditions = [*issued(sight), Condition(f"{_stands(sight)} AND a.kind = 'payment' AND NOT {_PLANNED}")]
    if asked.period.since:
        conditions.append(Condition("a.on_day >= ?", (asked.period.since.isoformat(),)))
    statement, values = query.select(book, _settling(""), what, conditions, asked.where)
    groups = ", ".join((apart, *(str(place) for place in range(9, 11 + len(axes)))))
    posted = fx.Posted(book)
    for number, account, day, currency, rate, kept_in, issued_on, minor, after, late, *of in book.conn.execute(
        f"{statement} GROUP BY {groups}", values
    ):
        base = exchange(minor, currency, posted(currency, rate, kept_in, issued_on), ("invoice", number))
        if base is not None:
            yield _Received(number, account, day, Paid(key(axes, of), base, after, late))


def _lives(book: Book, asked: Ask, sight: Seen) -> list[Life]:
    """How long the invoices issued in the period took, counted by their days."""
    axes = axes_of(book, invoice.SOURCE, asked)
    whole = "sum(a.amount_minor) IS invoice.total_minor"
    ended = f"iif({whole}, max(coalesce(p.received_on, a.on_day)), '{sight.day}')"
    what = (
        f"max(0, {_between('invoice.issued_on', ended)}), {_between('invoice.due_on', ended)}, "
        f"{whole} AND max(a.kind = 'payment'){raw(axes)}"
    )
    conditions = [*issued(sight), Condition("invoice.total_minor > 0")]
    if asked.period.since:
        conditions.append(Condition("invoice.issued_on >= ?", (asked.period.since.isoformat(),)))
    statement, values = query.select(book, _settling(f" AND {_stands(sight)}"), what, conditions, asked.where)
    names = ", ".join(("after", "late", "paid", *(f"axis_{place}" for place in range(len(axes)))))
    rows = book.conn.execute(
        f"WITH life({names}) AS ({statement} GROUP BY invoice.id) SELECT count(*), {names} FROM life GROUP BY {names}",
        values,
    )
    return [Life(key(axes, of), after, late, bool(paid), count) for count, after, late, paid, *of in rows]


def _planned(book: Book, asked: Ask, sight: Seen, exchange: Exchange) -> Iterator[_Received]:
    """What was paid in the period of invoices that fall due by instalments; the earliest due is settled first."""
    since = asked.period.since.isoformat() if asked.period.since else ""
    for document in open_invoices(book, sight, asked, settled_too=True, extra=[Condition(_PLANNED)]):
        amounts: Counter[tuple[str, str]] = Counter()
        waiting = [(due or document.due_on, share) for due, share in reversed(due_shares(book, document))]
        for kind, day, on_day, left in book.conn.execute(
            "SELECT a.kind, coalesce(p.received_on, a.on_day), a.on_day, a.amount_minor FROM allocation a "
            f"LEFT JOIN payment p ON p.id = a.payment_id WHERE a.invoice_id = ? AND {_stands(sight)} "
            "ORDER BY a.on_day, a.id",
            (document.id,),
        ):
            while left and waiting:
                due, share = waiting.pop()
                part = min(left, share)
                left -= part
                if share > part:
                    waiting.append((due, share - part))
                if kind == "payment" and on_day >= since:
                    amounts[day, due] += part
        for (day, due), minor in amounts.items():
            base = exchange(minor, document.currency, document.rate, ("invoice", document.id))
            if base is not None:
                paid = Paid(document.key, base, _days(document.issued_on, day), _days(due, day))
                yield _Received(document.id, document.account_id, day, paid)


_PLANNED = "(invoice.what = 'ordered' AND invoice.order_id IN (SELECT order_id FROM instalment))"


def _settling(on: str) -> Source:
    """Invoices with what settles them."""
    return invoice.SOURCE._replace(
        joins=f"LEFT JOIN allocation a ON a.invoice_id = invoice.id{on} LEFT JOIN payment p ON p.id = a.payment_id "
        + invoice.SOURCE.joins
    )


def _stands(sight: Seen) -> str:
    """SQL for an allocation that is seen, and was not taken back."""
    return (
        f"a.reverses IS NULL AND {sight.sql('a.on_day', 'a.effective_ms')} AND NOT EXISTS (SELECT 1 FROM allocation b "
        f"WHERE b.reverses = a.id AND {sight.sql('b.on_day', 'b.effective_ms')})"
    )


def _between(first: str, last: str) -> str:
    """SQL for the calendar days from one date to another."""
    return f"CAST(julianday({last}) - julianday({first}) AS INTEGER)"


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
