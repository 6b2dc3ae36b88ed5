"""What each day added to what was sold, billed, earned and received: what revenue is told from (M1)."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import Period, bucket, local_day, start_of_day
from ltc_cli.domain import account, fx, recognition
from ltc_cli.domain.recognition import Line
from ltc_cli.figures.dimension import UNKNOWN, split
from ltc_cli.figures.money.ledger import Seen, seen
from ltc_cli.figures.rates import Rates

Document = tuple[str, int]
"""An order, or an invoice without an order."""


class Flow(NamedTuple):
    """What one day adds to one of the four, in the currency of the business."""

    kind: str
    day: str
    minor: int
    key: tuple[str, ...] = ()
    """What its customer is split by."""


class Sale(NamedTuple):
    """A deal as it is counted until its orders are."""

    id: int
    account: int | None
    currency: str
    minor: int
    turns: tuple[tuple[str, int], ...]
    """The days on which it begins to count (1), or ends to (-1)."""


class Buyers:
    """Whose documents count, and what they are split by: everybody's as one, unless the question says otherwise."""

    def __init__(self, book: Book, names: Sequence[str], where: str | None) -> None:
        self._keys: dict[int | None, tuple[str, ...]] | None = None
        self._of: Mapping[str, Mapping[int, int]] = {}
        if names or where is not None:
            anyone = account.SOURCE._replace(born="")  # one may have bought before its record was made
            told = split(book, anyone, names, {"customer": "name"}, where)
            self._keys = {number: tuple(values.values()) for number, values in told.items()}
            if where is None:
                self._keys[None] = (UNKNOWN,) * len(names)
            self._of = {
                noun: dict(book.conn.execute(f"SELECT id, account_id FROM {noun}"))
                for noun in ("sales_order", "invoice")
            }

    def key(self, number: int | None) -> tuple[str, ...] | None:
        """What an account is split by; None: it does not count."""
        return () if self._keys is None else self._keys.get(number)

    def of(self, document: Document) -> tuple[str, ...] | None:
        """The same of whom a document is for."""
        noun, number = document
        return () if self._keys is None else self.key(self._of[noun].get(number))


class Standing:
    """One order, or one invoice without an order: what is billed and earned of it, in its own currency."""

    def __init__(self, currency: str, rate: str | None) -> None:
        self.currency, self.rate = currency, rate
        self.booked = self.billed = self.recognised = 0


class Told(NamedTuple):
    """What the four are made of as of a day."""

    flows: list[Flow]
    standings: dict[Document, Standing]
    fx_billed: int
    """What the rates changed between orders and their invoices."""


class Parting(NamedTuple):
    """Which days are told apart: flows add up over each period of a unit, and over spans that begin on some days."""

    unit: str = ""
    starts: Collection[date | None] = ()


def told(book: Book, sight: Seen, buyers: Buyers, rates: Rates, parting: Parting) -> Told:
    """All that the four are made of."""
    lines = lines_of(book, sight, buyers)
    standings = standings_of(lines, sight)
    fx_billed = Counter[str]()
    flows = [
        *_of_deals(book, _sales_of(book, moment(book, sight)), buyers, rates),
        *_of_lines(book, lines, buyers, _ends(book, parting, lines, sight), sight, rates),
        *billed(book, sight, buyers, standings, fx_billed, rates),
        *_collected(book, sight, buyers, rates),
    ]
    return Told(flows, standings, fx_billed["fx"])


def booked(book: Book, period: Period) -> int:
    """What was sold in a period, as revenue tells it, without a look at what became of it."""
    sight, everybody, rates = seen(book, period.until), Buyers(book, (), None), Rates(book)
    since = period.since.isoformat() if period.since else ""
    before = (period.since - timedelta(days=1)).isoformat() if period.since else ""
    base, total = book.process.currency or "", 0
    for line in recognition.lines(book, sight.day, moment(book, sight)):
        if line.rate is not None:
            upto, earlier = (
                fx.convert(recognition.booked(line, day), line.currency, base, line.rate) for day in (sight.day, before)
            )
            total += upto - earlier
    sales = _of_deals(book, _sales_of(book, moment(book, sight)), everybody, rates)
    return total + sum(flow.minor for flow in sales if flow.day >= since)


def moment(book: Book, sight: Seen) -> int:
    """The last instant a report sees."""
    if sight.ms is not None:
        return sight.ms
    return start_of_day(date.fromisoformat(sight.day) + timedelta(days=1), book.clock.tz) - 1


def _sales_of(book: Book, ms: int) -> Iterator[Sale]:
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
        "SELECT e.entity_id, d.account_id, e.effective_ms, e.to_kind = 'won' FROM stage_event e "
        "JOIN deal d ON d.id = e.entity_id "
        "WHERE e.entity = 'deal' AND (e.to_kind = 'won' OR e.from_kind = 'won') AND e.effective_ms <= ? "
        "AND d.is_test IS NOT 1 ORDER BY e.entity_id, e.effective_ms, e.id",
        (ms,),
    )
    for (deal, buyer), events in groupby(steps, itemgetter(0, 1)):
        if deal in worth:
            minor, currency = worth[deal]
            yield Sale(deal, buyer, currency, minor, tuple(_turns(book, events, taken.get(deal))))


_WORTH = """
WITH won AS (SELECT entity_id AS deal, min(effective_ms) AS at FROM stage_event
  WHERE entity = 'deal' AND to_kind = 'won' AND effective_ms <= ? GROUP BY 1)
SELECT v.deal_id, v.amount_minor, v.currency FROM won CROSS JOIN deal_value v
WHERE v.id = (SELECT w.id FROM deal_value w WHERE w.deal_id = won.deal AND w.effective_ms <= won.at
  ORDER BY w.effective_ms DESC, w.id DESC LIMIT 1) AND v.amount_minor IS NOT NULL AND v.currency IS NOT NULL
"""
"""What the deals that were ever won were worth when they first were."""


def _turns(
    book: Book, events: Iterable[tuple[int, int | None, int, int]], taken: int | None
) -> Iterator[tuple[str, int]]:
    counts = False
    for _, _, at, after in events:
        won = bool(after)
        if taken is not None and at >= taken:
            break
        if won != counts:
            yield local_day(at, book.clock.tz), 1 if won else -1
            counts = won
    if counts and taken is not None:
        yield local_day(taken, book.clock.tz), -1


def lines_of(book: Book, sight: Seen, buyers: Buyers) -> list[Line]:
    """What was sold to those who count."""
    found = recognition.lines(book, sight.day, moment(book, sight))
    return [line for line in found if buyers.of(_document(line)) is not None]


def _document(line: Line) -> Document:
    return ("sales_order", line.order) if line.order is not None else ("invoice", line.invoice or 0)


def _of_deals(book: Book, sales: Iterable[Sale], buyers: Buyers, rates: Rates) -> Iterator[Flow]:
    """What deals add to what is booked, at the rate of the day they were won."""
    base = book.process.currency or ""
    for sale in sales:
        key = buyers.key(sale.account)
        if not sale.turns or key is None:
            continue
        rate = fx.find(book.conn, sale.currency, base, book.rates_day or sale.turns[0][0])
        if rate is None:
            # Its orders carry their own rate; what never counted in the end is not missed.
            if sum(sign for _, sign in sale.turns):
                rates.without(("deal", sale.id), sale.minor, sale.currency)
            continue
        minor = fx.convert(sale.minor, sale.currency, base, rate)
        for day, sign in sale.turns:
            yield Flow("booked", day, sign * minor, key)


def _of_lines(
    book: Book, lines: Sequence[Line], buyers: Buyers, ends: Sequence[str], sight: Seen, rates: Rates
) -> Iterator[Flow]:
    """What is booked and earned day by day; each line's running total is converted, so that the parts add up to it."""
    base = book.process.currency or ""
    for line in lines:
        if line.rate is None:
            if line.order is not None:  # an invoice is counted where it is billed
                rates.without(_document(line), line.net, line.currency)
            continue
        key = buyers.of(_document(line)) or ()
        before = {"booked": 0, "recognised": 0}
        for day in recognition.turns(line, sight.day, ends):
            for kind, whole in zip(("booked", "recognised"), recognition.standing(line, day), strict=True):
                minor = fx.convert(whole, line.currency, base, line.rate)
                if minor != before[kind]:
                    yield Flow(kind, day, minor - before[kind], key)
                    before[kind] = minor


def standings_of(lines: Sequence[Line], sight: Seen) -> dict[Document, Standing]:
    """What is sold and earned of each document, by the end of what is seen."""
    found: dict[Document, Standing] = {}
    for line in lines:
        sold, earned = recognition.standing(line, sight.day)
        standing = found.setdefault(_document(line), Standing(line.currency, line.rate))
        standing.booked += sold
        standing.recognised += earned
    return found


def billed(
    book: Book,
    sight: Seen,
    buyers: Buyers,
    standings: dict[Document, Standing],
    effect: Counter[str],
    rates: Rates,
) -> Iterator[Flow]:
    """Invoices less credit notes at their own rates; what differs from the rate of the order goes to the effect."""
    base, posted = book.process.currency or "", fx.Posted(book)
    seen_invoices = sight.sql("+i.issued_on", "i.issued_ms")
    seen_notes = sight.sql("n.issued_on", "n.created_ms")
    rows = book.conn.execute(
        "SELECT 'invoice', i.id, i.id, i.order_id, i.account_id, i.issued_on, i.net_minor, i.currency, i.rate, "
        f"i.base_currency FROM invoice i WHERE i.status = 'issued' AND {seen_invoices} UNION ALL "
        "SELECT 'credit_note', n.id, i.id, i.order_id, i.account_id, n.issued_on, -n.net_minor, n.currency, n.rate, "
        f"n.base_currency FROM credit_note n JOIN invoice i ON i.id = n.invoice_id WHERE {seen_notes}"
    )
    for noun, number, invoice, order, buyer, on, net, currency, rate, kept_in in rows:
        key = buyers.key(buyer)
        if key is None:
            continue
        own = posted(currency, rate, kept_in, on)
        document = ("invoice", invoice) if order is None else ("sales_order", order)
        standing = standings.setdefault(document, Standing(currency, own))
        standing.billed += net
        if own is None:
            rates.without((noun, number), net, currency)
            continue
        minor = fx.convert(net, currency, base, own)
        yield Flow("billed", on, minor, key)
        if standing.rate is not None:
            effect["fx"] += minor - fx.convert(net, currency, base, standing.rate)


def _collected(book: Book, sight: Seen, buyers: Buyers, rates: Rates) -> Iterator[Flow]:
    """Payments less what was paid back, each at its own rate."""
    base, posted = book.process.currency or "", fx.Posted(book)
    for number, buyer, on, minor, currency, rate, kept_in in book.conn.execute(
        "SELECT id, account_id, received_on, iif(direction = 'in', amount_minor, -amount_minor), currency, rate, "
        f"base_currency FROM payment WHERE {sight.sql('+received_on', 'created_ms')}"
    ):
        key = buyers.key(buyer)
        if key is None:
            continue
        own = posted(currency, rate, kept_in, on)
        if own is None:
            rates.without(("payment", number), minor, currency)
            continue
        yield Flow("collected", on, fx.convert(minor, currency, base, own), key)


def _ends(book: Book, parting: Parting, lines: Sequence[Line], sight: Seen) -> list[str]:
    """The last days of the periods told apart, as far as something is earned by days."""
    services = [line.service[0] for line in lines if line.service is not None]
    if not services:
        return []
    unit, start, last = parting.unit, book.process.fiscal_year_start, date.fromisoformat(sight.day)
    day = min(date.fromisoformat(min(services)), last)
    found = []
    while day < last:
        following = day + timedelta(days=1)
        parted = unit and bucket(day, unit, start) != bucket(following, unit, start)
        if parted or following in parting.starts:
            found.append(day.isoformat())
        day = following
    return found
