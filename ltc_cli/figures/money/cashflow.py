"""The money expected to come in, week by week: invoices due, orders to be billed, the pipeline by chance."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import bucket
from ltc_cli.domain import deal, instalment, query
from ltc_cli.domain.amount import Item, split, work_out
from ltc_cli.domain.chance import Chances
from ltc_cli.domain.invoice import DAYS_TO_PAY
from ltc_cli.domain.noun import ref
from ltc_cli.errors import BadUsage
from ltc_cli.figures.money.flows import Buyers, moment
from ltc_cli.figures.money.leakage import Ordered, invoiced_instalments, ordered
from ltc_cli.figures.money.ledger import Exchange, Seen, dues, open_invoices, seen, unapplied_notes, unapplied_payments
from ltc_cli.metrics import Ask, report
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

KINDS = ("due", "orders", "pipeline")
WEEKS = 13
"""How far it looks when nothing else is asked."""
_UNITS = ("week", "month")


class Expected(NamedTuple):
    """Money that should come in."""

    kind: str
    ref: str
    account: int | None
    on: str | None
    """The day, never in the past; None: not known."""
    minor: int
    currency: str


def cashflow(book: Book, asked: Ask) -> Report:
    """What is expected by week: due invoices, unbilled orders, weighted pipeline, and the sum."""
    unit, sight = _unit(asked), seen(book)
    buyers = Buyers(book, (), asked.where)
    today = date.fromisoformat(sight.day)
    last = asked.period.until or today + timedelta(days=6 - today.weekday() + 7 * (WEEKS - 1))
    exchange = Exchange(book, sight.day)
    sums = {name: dict.fromkeys(KINDS, 0) for name in _periods(book, unit, today, last)}
    later = undated = 0
    for each in expected(book, sight):
        if buyers.key(each.account) is None:
            continue
        minor = exchange(each.minor, each.currency) or 0
        if each.on is None:
            undated += minor
        elif each.on > last.isoformat():
            later += minor
        else:
            sums[_period(book, unit, each.on)][each.kind] += minor
    rows = [(name, *parts.values(), sum(parts.values())) for name, parts in sums.items()]
    totals = {kind: sum(parts[kind] for parts in sums.values()) for kind in KINDS}
    return report(
        book,
        asked,
        (Column("period", label=unit), *(Column(kind, "money") for kind in KINDS), Column("total", "money")),
        rows,
        {**totals, "total": sum(totals.values()), "later": later, "undated": undated},
        total_kinds={"later": "money", "undated": "money"},
        excluded=exchange.missing,
        status="partial" if exchange.missing else "ok",
        title=say("Expected cash"),
        notes=[say("What is overdue is expected now. Invoices and orders with tax, pipeline without.")],
    )


def cashflow_rows(book: Book, asked: Ask) -> Listing:
    """Each amount that is expected, by day."""
    _unit(asked)
    buyers = Buyers(book, (), asked.where)
    columns = (
        Column("kind"), Column("ref", "ref"), Column("expected", "date"), Column("amount", "money"),
        Column("currency", shown=False),
    )  # fmt: skip
    rows = [
        (each.kind, each.ref, each.on, each.minor, each.currency)
        for each in expected(book, seen(book))
        if buyers.key(each.account) is not None
    ]
    return Listing("expected_cash", columns, rows)


def expected(book: Book, sight: Seen) -> list[Expected]:
    """All that is expected as of a day, the earliest first; what customers have paid ahead is taken off theirs."""
    lines = ordered(book, sight, moment(book, sight))
    found = [*_due(book, sight), *_orders(book, sight, lines), *_pipeline(book, sight)]
    found.sort(key=lambda each: (each.on is None, each.on or "", KINDS.index(each.kind), each.ref))
    credit: dict[tuple[int, str], int] = {}
    for left in [*unapplied_notes(book, sight), *(unapplied_payments(book, sight) or ())]:
        key = (left.account_id, left.currency)
        credit[key] = credit.get(key, 0) + left.left
    open_: list[Expected] = []
    for each in found:
        ahead = 0
        if each.account is not None and each.kind != "pipeline":
            waiting = credit.get((each.account, each.currency), 0)
            ahead = max(0, min(waiting, each.minor))
            credit[each.account, each.currency] = waiting - ahead
        if each.minor - ahead:
            open_.append(each._replace(minor=each.minor - ahead))
    return open_


def _due(book: Book, sight: Seen) -> Iterator[Expected]:
    """What is open of invoices, at its due day; what is late already is expected now."""
    for each in open_invoices(book, sight):
        for part in dues(book, each):
            on = part.on and max(part.on, sight.day)
            yield Expected("due", ref("invoice", each.id), each.account_id, on, part.open, each.currency)


def _orders(book: Book, sight: Seen, lines: Sequence[Ordered]) -> Iterator[Expected]:
    """What confirmed orders have still to bill, with tax: at the promised day and the terms, or by instalments."""
    orders: dict[int, list[Ordered]] = {}
    for line in lines:
        orders.setdefault(line.order, []).append(line)
    promises = dict(
        book.conn.execute(
            "SELECT order_id, promised FROM promise_event WHERE effective_ms <= ? ORDER BY effective_ms, id",
            (moment(book, sight),),
        )
    )
    own, usual = (_terms(book, table) for table in ("sales_order", "account"))
    for order, parts in orders.items():
        head = parts[0]
        account = head.account
        terms = own.get(order, usual.get(account, DAYS_TO_PAY))
        begins = max(promises.get(order) or sight.day, sight.day)
        if head.is_planned and not any(each.billed > 0 for each in parts):
            done = invoiced_instalments(book, order, sight)
            for each in instalment.of(book, order):
                if each.id not in done:
                    on = max(each.due_on or _plus(begins, each.offset_days), sight.day)
                    yield Expected("orders", ref("sales_order", order), account, on, each.amount_minor, head.currency)
            continue
        left = sum(map(_left, parts))
        if left:
            yield Expected("orders", ref("sales_order", order), account, _plus(begins, terms), left, head.currency)


def _terms(book: Book, table: str) -> dict[int, int]:
    """Days to pay, where they are agreed."""
    return dict(book.conn.execute(f"SELECT id, terms_days FROM {table} WHERE terms_days IS NOT NULL"))


def _left(line: Ordered) -> int:
    """What a line has still to bill, with tax; of an open line, what was delivered so far."""
    kept = line.delivered - line.returned
    if line.quantity is None:
        return _gross(line, max(kept, line.billed)) - _gross(line, max(0, line.billed))
    wanted = line.quantity - line.released - (line.returned - line.reopened)
    part = max(0, wanted - line.billed)
    return split(line.net + line.tax, part, line.quantity, max(0, line.billed))


def _gross(line: Ordered, quantity: int) -> int:
    item: Item = line.item._replace(quantity=quantity)
    return work_out([item], gross=line.gross, discount_ppm=line.discount_ppm).total


def _pipeline(book: Book, sight: Seen) -> Iterator[Expected]:
    """Open deals by their chance, and won ones that nothing was ordered of, after the days to pay."""
    known = query.fields(book, deal.SOURCE)
    ms = moment(book, sight)
    names = ("status", "pipeline", "stage", "amount", "currency", "expected_close")
    what = ", ".join(("deal.id, deal.account_id", *(known[name].sql for name in names)))
    status = known["status"].sql
    conditions = [
        query.Condition(f"{status} = 'open' OR {status} = 'won'"),
        query.Condition("deal.is_test IS NOT 1"),
        query.Condition("+deal.created_ms <= ?", (ms,)),
        query.Condition(
            "NOT EXISTS (SELECT 1 FROM sales_order o WHERE o.deal_id = deal.id AND o.confirmed_ms <= ?)", (ms,)
        ),
        query.Condition(
            "NOT EXISTS (SELECT 1 FROM contract k WHERE k.deal_id = deal.id AND k.every IS NOT NULL "
            "AND k.signed_ms <= ?)",
            (ms,),
        ),
    ]
    terms = _terms(book, "account")
    rows = book.conn.execute(*query.select(book, deal.SOURCE, what, conditions, None)).fetchall()
    chances = Chances(book)
    for number, account, state, line, stage, minor, currency, closes in rows:
        if minor is None:
            continue
        begins = sight.day if state == "won" else closes
        on = begins and _plus(max(begins, sight.day), terms.get(account, DAYS_TO_PAY))
        weighted = minor if state == "won" else chances.of(line, stage).of(minor)
        if weighted:
            yield Expected("pipeline", ref("deal", number), account, on, weighted, currency)


def _plus(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _period(book: Book, unit: str, day: str) -> str:
    return bucket(date.fromisoformat(day), unit, book.process.fiscal_year_start)


def _periods(book: Book, unit: str, first: date, last: date) -> list[str]:
    """The periods from today on, in order."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return list(dict.fromkeys(_period(book, unit, day.isoformat()) for day in days))


def _unit(asked: Ask) -> str:
    """The unit of time; raises `BadUsage` for another dimension, or for a start."""
    if asked.period.since is not None and asked.period.kind == "span":
        raise BadUsage("cash is expected from today on.", "ltc report cashflow --until +6m")
    if len(asked.by) != 1 or asked.by[0] not in _UNITS:
        raise BadUsage(
            "cash is expected by week or by month; --where chooses customers.",
            "ltc report cashflow --by month --where 'country = DE'",
        )
    return asked.by[0]
