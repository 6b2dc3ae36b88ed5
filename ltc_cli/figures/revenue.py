"""What was sold, billed, earned and received: four figures that are all called revenue (metric dictionary M1)."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import Period, bucket, local_day, start_of_day
from ltc_cli.domain import fx, recognition
from ltc_cli.domain.noun import ref
from ltc_cli.domain.recognition import Line
from ltc_cli.errors import BadUsage
from ltc_cli.figures.ledger import Exchange, Seen, open_invoices, seen, unapplied_notes, unapplied_payments
from ltc_cli.metrics import UNITS, Ask, missing_fx, report, span_words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

FLOWS = ("booked", "billed", "recognised", "collected")
BALANCES = ("deferred", "unbilled", "receivable", "backlog", "remaining", "fx_billed", "fx_collected")


class Flow(NamedTuple):
    """What one day adds to one of the four, in the currency of the business."""

    kind: str
    day: str
    minor: int


class Sale(NamedTuple):
    """A deal as it is counted until its orders are."""

    id: int
    currency: str
    minor: int
    turns: tuple[tuple[str, int], ...]
    """The days on which it begins to count (1), or ends to (-1)."""


class Standing:
    """One order, or one invoice without an order: what is billed and earned of it, in its own currency."""

    def __init__(self, currency: str, rate: str) -> None:
        self.currency, self.rate = currency, rate
        self.booked = self.billed = self.recognised = 0


class Told(NamedTuple):
    """What the four are made of as of a day."""

    flows: list[Flow]
    standings: dict[tuple[str, int], Standing]
    excluded: dict[str, Any]
    """What has no rate."""
    fx_billed: int
    """What the rates changed between orders and their invoices."""


def revenue(book: Book, asked: Ask) -> Report:
    """Booked, billed, recognised and collected by period, with the balances between them as of the last day."""
    unit = _unit(asked)
    sight = seen(book, asked.period.until)
    flows, standings, foreign, fx_billed = told(book, sight, unit, (asked.period.since,))
    whole: Counter[str] = Counter()
    for flow in flows:
        whole[flow.kind] += flow.minor
    rows = _rows(book, asked, unit, flows)
    sums = {kind: sum(row[place] for row in rows) for place, kind in enumerate(FLOWS, 1)}
    exchanged = _exchanged(book, sight)
    balances = {
        **_balances(book, standings),
        "receivable": _receivable(book, sight),
        "backlog": whole["booked"] - whole["billed"] + fx_billed,
        "remaining": whole["booked"] - whole["recognised"],
        "fx_billed": fx_billed,
        "fx_collected": exchanged,
    }
    answer = report(
        book,
        asked,
        (Column("period", label=unit), *(Column(kind, "money") for kind in FLOWS)),
        rows,
        {**sums, **{name: balances[name] for name in BALANCES}},
        total_kinds=dict.fromkeys(BALANCES, "money"),
        excluded=foreign,
        status="partial" if foreign else "ok" if rows else "undefined",
        title=" · ".join(filter(None, (say("Revenue"), span_words(asked)))),
        notes=[
            say("Without tax, but collected and the receivable with it; each at the rate of its own day."),
            say("A management view, not a statutory ledger."),
        ],
    )
    return answer if sight.ms is not None else answer._replace(as_of=sight.day)


def revenue_rows(book: Book, asked: Ask) -> Listing:
    """What is booked, billed and earned of each order and of each invoice without one, in its own currency."""
    columns = (
        Column("ref", "ref"), Column("booked", "money"), Column("billed", "money"), Column("recognised", "money"),
        Column("currency", shown=False),
    )  # fmt: skip
    sight = seen(book, asked.period.until)
    lines = list(recognition.lines(book, sight.day, moment(book, sight)))
    standings = _standings(lines, sight)
    _ = list(_billed(book, sight, standings, Counter()))
    rows = [
        (ref(*key), each.booked, each.billed, each.recognised, each.currency)
        for key, each in sorted(standings.items(), key=lambda item: (item[0][0] == "invoice", item[0][1]))
    ]
    return Listing("sale", columns, rows)


def told(book: Book, sight: Seen, unit: str, starts: Collection[date | None] = ()) -> Told:
    """All that the four are made of; it adds up over each period of the unit, and over spans from `starts` on."""
    lines = list(recognition.lines(book, sight.day, moment(book, sight)))
    sales, foreign = _rated(book, sales_of(book, moment(book, sight)))
    standings = _standings(lines, sight)
    fx_billed = Counter[str]()
    flows = [
        *sales,
        *_of_lines(book, lines, sight, _ends(book, starts, unit, lines, sight)),
        *_billed(book, sight, standings, fx_billed),
        *_collected(book, sight),
    ]
    return Told(flows, standings, foreign, fx_billed["fx"])


def booked(book: Book, period: Period) -> int:
    """What was sold in a period, as `revenue` tells it, without a look at what became of it."""
    sight = seen(book, period.until)
    since = period.since.isoformat() if period.since else ""
    before = (period.since - timedelta(days=1)).isoformat() if period.since else ""
    base, total = book.process.currency or "", 0
    for line in recognition.lines(book, sight.day, moment(book, sight)):
        upto, earlier = (
            fx.convert(recognition.booked(line, day), line.currency, base, line.rate) for day in (sight.day, before)
        )
        total += upto - earlier
    sales, _ = _rated(book, sales_of(book, moment(book, sight)))
    return total + sum(flow.minor for flow in sales if flow.day >= since)


def moment(book: Book, sight: Seen) -> int:
    """The last instant a report sees."""
    if sight.ms is not None:
        return sight.ms
    return start_of_day(date.fromisoformat(sight.day) + timedelta(days=1), book.clock.tz) - 1


def sales_of(book: Book, ms: int) -> Iterator[Sale]:
    """Deals that were ever won, with the days on which they count: until an order or a billed contract takes over."""
    taken = dict(
        book.conn.execute(
            "SELECT deal_id, min(at) FROM (SELECT deal_id, confirmed_ms AS at FROM sales_order UNION ALL "
            "SELECT deal_id, signed_ms FROM contract WHERE every IS NOT NULL) "
            "WHERE deal_id IS NOT NULL AND at <= ? GROUP BY 1",
            (ms,),
        )
    )
    worth = {deal: value for deal, *value in book.conn.execute(_WORTH, (ms,))}
    steps = book.conn.execute(
        "SELECT e.entity_id, e.effective_ms, e.to_kind = 'won' FROM stage_event e JOIN deal d ON d.id = e.entity_id "
        "WHERE e.entity = 'deal' AND (e.to_kind = 'won' OR e.from_kind = 'won') AND e.effective_ms <= ? "
        "AND d.is_test IS NOT 1 ORDER BY e.entity_id, e.effective_ms, e.id",
        (ms,),
    )
    for deal, events in groupby(steps, itemgetter(0)):
        if deal in worth:
            minor, currency = worth[deal]
            yield Sale(deal, currency, minor, tuple(_turns(book, events, taken.get(deal))))


_WORTH = """
WITH won AS (SELECT entity_id AS deal, min(effective_ms) AS at FROM stage_event
  WHERE entity = 'deal' AND to_kind = 'won' AND effective_ms <= ? GROUP BY 1)
SELECT v.deal_id, v.amount_minor, v.currency FROM won CROSS JOIN deal_value v
WHERE v.id = (SELECT w.id FROM deal_value w WHERE w.deal_id = won.deal AND w.effective_ms <= won.at
  ORDER BY w.effective_ms DESC, w.id DESC LIMIT 1) AND v.amount_minor IS NOT NULL AND v.currency IS NOT NULL
"""
"""What the deals that were ever won were worth when they first were."""


def _turns(book: Book, events: Iterable[tuple[int, int, int]], taken: int | None) -> Iterator[tuple[str, int]]:
    counts = False
    for _, at, after in events:
        won = bool(after)
        if taken is not None and at >= taken:
            break
        if won != counts:
            yield local_day(at, book.clock.tz), 1 if won else -1
            counts = won
    if counts and taken is not None:
        yield local_day(taken, book.clock.tz), -1


def _rated(book: Book, sales: Iterator[Sale]) -> tuple[list[Flow], dict[str, Any]]:
    """What deals add to what is booked, at the rate of the day they were won; and what has no rate."""
    base = book.process.currency or ""
    found: list[Flow] = []
    missing: Counter[str] = Counter()
    deals = 0
    for sale in sales:
        if not sale.turns:
            continue
        rate = fx.find(book.conn, sale.currency, base, sale.turns[0][0])
        if rate is None:
            # Its orders carry their own rate; what never counted in the end is not missed.
            if sum(sign for _, sign in sale.turns):
                missing[sale.currency] += sale.minor
                deals += 1
            continue
        minor = fx.convert(sale.minor, sale.currency, base, rate)
        found += (Flow("booked", day, sign * minor) for day, sign in sale.turns)
    return found, missing_fx(missing, deals)


def _of_lines(book: Book, lines: Sequence[Line], sight: Seen, ends: Sequence[str]) -> Iterator[Flow]:
    """What is booked and earned day by day; each line's running total is converted, so that the parts add up to it."""
    base = book.process.currency or ""
    for line in lines:
        before = {"booked": 0, "recognised": 0}
        for day in recognition.turns(line, sight.day, ends):
            for kind, whole in zip(("booked", "recognised"), recognition.standing(line, day), strict=True):
                minor = fx.convert(whole, line.currency, base, line.rate)
                if minor != before[kind]:
                    yield Flow(kind, day, minor - before[kind])
                    before[kind] = minor


def _standings(lines: Sequence[Line], sight: Seen) -> dict[tuple[str, int], Standing]:
    found: dict[tuple[str, int], Standing] = {}
    for line in lines:
        key = ("sales_order", line.order) if line.order is not None else ("invoice", line.invoice or 0)
        booked, recognised = recognition.standing(line, sight.day)
        standing = found.setdefault(key, Standing(line.currency, line.rate))
        standing.booked += booked
        standing.recognised += recognised
    return found


def _billed(
    book: Book, sight: Seen, standings: dict[tuple[str, int], Standing], effect: Counter[str]
) -> Iterator[Flow]:
    """Invoices less credit notes at their own rates; what differs from the rate of the order goes to the effect."""
    base = book.process.currency or ""
    seen_invoices = sight.sql("+i.issued_on", "i.issued_ms")
    seen_notes = sight.sql("n.issued_on", "n.created_ms")
    rows = book.conn.execute(
        "SELECT i.id, i.order_id, i.issued_on, i.net_minor, i.currency, i.rate FROM invoice i "
        f"WHERE i.status = 'issued' AND {seen_invoices} UNION ALL "
        "SELECT i.id, i.order_id, n.issued_on, -n.net_minor, n.currency, n.rate FROM credit_note n "
        f"JOIN invoice i ON i.id = n.invoice_id WHERE {seen_notes}"
    )
    for invoice, order, on, net, currency, rate in rows:
        minor = fx.convert(net, currency, base, rate)
        yield Flow("billed", on, minor)
        key = ("invoice", invoice) if order is None else ("sales_order", order)
        standing = standings.setdefault(key, Standing(currency, rate))
        standing.billed += net
        effect["fx"] += minor - fx.convert(net, currency, base, standing.rate)


def _collected(book: Book, sight: Seen) -> Iterator[Flow]:
    base = book.process.currency or ""
    for on, direction, minor, currency, rate in book.conn.execute(
        "SELECT received_on, direction, amount_minor, currency, rate FROM payment "
        f"WHERE {sight.sql('+received_on', 'created_ms')}"
    ):
        value = fx.convert(minor, currency, base, rate)
        yield Flow("collected", on, value if direction == "in" else -value)


def _exchanged(book: Book, sight: Seen) -> int:
    """What the rates changed between the invoices and their payments."""
    row = book.conn.execute(
        f"SELECT coalesce(sum(realised_minor), 0) FROM allocation WHERE {sight.sql('on_day', 'effective_ms')}"
    ).fetchone()
    return int(row[0])


def _balances(book: Book, standings: dict[tuple[str, int], Standing]) -> dict[str, int]:
    """Billed and not earned, and earned and not billed, order by order: the one never hides the other."""
    base = book.process.currency or ""
    found = {"deferred": 0, "unbilled": 0}
    for each in standings.values():
        ahead = fx.convert(each.billed - each.recognised, each.currency, base, each.rate)
        found["deferred" if ahead > 0 else "unbilled"] += abs(ahead)
    return found


def _receivable(book: Book, sight: Seen) -> int:
    """The ledger at the documents' own rates."""
    exchange = Exchange(book)
    owed = sum(exchange(each.open, each.currency, each.rate) or 0 for each in open_invoices(book, sight))
    waiting = [*unapplied_notes(book, sight), *(unapplied_payments(book, sight) or ())]
    return owed - sum(exchange(each.left, each.currency, each.rate) or 0 for each in waiting)


def _unit(asked: Ask) -> str:
    """The unit of time; raises `BadUsage` for another dimension, or for a filter."""
    if asked.where is not None:
        raise BadUsage("revenue is told of the whole business, not by a filter.", "Leave --where out.")
    if len(asked.by) != 1 or asked.by[0] not in UNITS:
        raise BadUsage(f"revenue is told by {', '.join(UNITS)}.", "ltc report revenue --by quarter")
    return asked.by[0]


def _ends(book: Book, starts: Collection[date | None], unit: str, lines: Sequence[Line], sight: Seen) -> list[str]:
    """The last days of the periods told apart, as far as something is earned by days."""
    services = [line.service[0] for line in lines if line.service is not None]
    if not services:
        return []
    start, last = book.process.fiscal_year_start, date.fromisoformat(sight.day)
    day = min(date.fromisoformat(min(services)), last)
    found = []
    while day < last:
        following = day + timedelta(days=1)
        if bucket(day, unit, start) != bucket(following, unit, start) or following in starts:
            found.append(day.isoformat())
        day = following
    return found


def _rows(book: Book, asked: Ask, unit: str, flows: Sequence[Flow]) -> list[tuple[Any, ...]]:
    """A row a period from the first to the last in which something happened, empty ones too."""
    since = asked.period.since.isoformat() if asked.period.since else ""
    start = book.process.fiscal_year_start
    shown = [flow for flow in flows if flow.day >= since]
    if not shown:
        return []
    day, last = (date.fromisoformat(pick(flow.day for flow in shown)) for pick in (min, max))
    sums: dict[str, Counter[str]] = {}
    names: dict[str, str] = {}
    while day <= last:
        names[day.isoformat()] = name = bucket(day, unit, start)
        sums.setdefault(name, Counter())
        day += timedelta(days=1)
    for flow in shown:
        sums[names[flow.day]][flow.kind] += flow.minor
    return [(name, *(found[kind] for kind in FLOWS)) for name, found in sums.items()]
