"""A won deal's way to the cash in plain Python: what the file has to say, worked out without the code under it.

Quantities are counted in halves of a unit, money in cents, days as text. Nothing here imports ltc.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

BASE = "EUR"
FRESH_DAYS = 7


def half_up(value):
    return floor(value + Fraction(1, 2))


def shared(total, weights):
    """Whole parts of a total by weight, the largest remainders served first."""
    whole = sum(weights)
    exact = [Fraction(total * weight, whole) if whole else Fraction(0) for weight in weights]
    parts = [floor(each) for each in exact]
    order = sorted(range(len(parts)), key=lambda at: (-(exact[at] - parts[at]), at))
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return parts


@dataclass(frozen=True)
class Item:
    """A line as it is offered: halves of a unit at cents for one, less a discount, with a tax (both in per mille)."""

    name: str
    halves: int
    price: int
    discount: int = 0
    tax: int = 0

    @property
    def amount(self):
        return half_up(Fraction(self.halves * self.price * (1000 - self.discount), 2000))


def worth(items, off, gross):
    """Net and tax of a document, with a discount of cents, or of per mille as ("%", 50), on the whole."""
    amounts = [item.amount for item in items]
    whole = sum(amounts)
    discount = half_up(Fraction(whole * off[1], 1000)) if isinstance(off, tuple) else min(off or 0, whole)
    after = [amount - part for amount, part in zip(amounts, shared(discount, amounts), strict=True)]
    net = tax = 0
    for rate in {item.tax for item in items}:
        base = sum(each for each, item in zip(after, items, strict=True) if item.tax == rate)
        due = half_up(Fraction(base * rate, 1000 + rate if gross else 1000))
        net, tax = net + (base - due if gross else base), tax + due
    return net, tax


@dataclass
class Quote:
    account: int
    currency: str
    gross: bool
    off: object
    lines: dict
    status: str = "draft"
    version: int = 1


@dataclass
class Line:
    """A line of an order and what became of it, in halves."""

    item: Item
    quoted: bool = False
    """Whether it is of a quote."""
    shipped: int = 0
    arrived: int = 0
    returned: int = 0
    reopened: int = 0
    released: int = 0
    billed: int = 0

    @property
    def left(self):
        return max(0, self.item.halves - self.released - self.shipped + self.reopened)

    def entitled(self, what):
        if what == "ordered":
            return self.item.halves - self.released
        return min(self.arrived - self.returned, self.item.halves)

    def billable(self, what):
        return max(0, self.entitled(what) - self.billed)


@dataclass
class Order:
    account: int
    currency: str
    gross: bool
    off: object
    lines: dict
    quote: int | None = None
    status: str = "draft"
    held: bool = False
    plan: tuple = ()
    rate: Fraction | None = None

    @property
    def works(self):
        """Whether it goes on: confirmed, and not on hold."""
        return self.status == "confirmed" and not self.held


@dataclass
class Shipment:
    order: int
    halves: dict
    arrived: bool = False


@dataclass
class Invoice:
    account: int
    currency: str
    what: str
    total: int
    order: int | None = None
    instalment: int | None = None
    halves: dict = field(default_factory=dict)
    status: str = "draft"
    day: str = ""
    credited: int = 0
    given_back: dict = field(default_factory=dict)


@dataclass
class Source:
    """Money that settles: a payment (in or out) or a credit note."""

    account: int
    currency: str
    amount: int
    day: str
    order: int | None = None
    invoice: int | None = None
    out: bool = False


@dataclass(frozen=True)
class Move:
    """What was settled of an invoice or a refund on a day, and what it took of its source."""

    day: str
    kind: str
    source: tuple | None
    invoice: int | None
    refund: int | None
    amount: int
    taken: int


@dataclass
class Model:
    """Everything that is so."""

    rates: dict = field(default_factory=dict)
    """EUR/USD by day."""
    quotes: dict = field(default_factory=dict)
    orders: dict = field(default_factory=dict)
    shipments: dict = field(default_factory=dict)
    invoices: dict = field(default_factory=dict)
    sources: dict = field(default_factory=dict)
    """By noun and id."""
    moves: list = field(default_factory=list)

    def rate(self, frm, to, day):
        """Units of `to` for one of `frm`, None without a rate of at most a week."""
        if frm == to:
            return Fraction(1)
        known = [each for each in self.rates if each <= day and ordinal(day) - ordinal(each) <= FRESH_DAYS]
        if not known:
            return None
        rate = self.rates[max(known)]
        return rate if frm == "EUR" else 1 / rate

    def open(self, invoice, day="9"):
        """What is open of an invoice at the end of a day."""
        found = self.invoices[invoice]
        settled = sum(move.amount for move in self.moves if move.invoice == invoice and move.day <= day)
        return found.total - settled if found.status == "issued" and found.day <= day else 0

    def left(self, source, day="9"):
        """What a payment or credit note has left at the end of a day."""
        found = self.sources[source]
        if found.day > day or found.out:
            return 0
        return found.amount - sum(move.taken for move in self.moves if move.source == source and move.day <= day)

    def ledger(self, day):
        """What customers owe by currency at the end of a day, from what was booked and not from what is open."""
        sums = {"EUR": 0, "USD": 0}
        for invoice in self.invoices.values():
            if invoice.status == "issued" and invoice.day <= day:
                sums[invoice.currency] += invoice.total
        for source in self.sources.values():
            if source.day <= day:
                sums[source.currency] += source.amount if source.out else -source.amount
        for move in self.moves:
            if move.day > day:
                continue
            if move.kind in ("discount", "writeoff"):
                sums[self.invoices[move.invoice].currency] -= move.amount
            elif move.invoice is not None:
                to, frm = self.invoices[move.invoice].currency, self.sources[move.source].currency
                if to != frm:
                    sums[to] -= move.amount
                    sums[frm] += move.taken
        return sums

    def standing(self, number):
        """The invoices of an order that bill something: drafts, and those not credited in full."""
        return [
            each
            for each in self.invoices.values()
            if each.order == number and (each.status == "draft" or each.credited < each.total)
        ]

    def settle(self, source, invoice, wanted, day):
        """Settle an invoice from a source as far as both go; what was settled."""
        owed, has = self.invoices[invoice], self.sources[source]
        ask = self.open(invoice) if wanted is None else min(wanted, self.open(invoice))
        if has.currency == owed.currency:
            amount = taken = min(ask, self.left(source))
        else:
            rate = self.rate(has.currency, owed.currency, day)
            amount, taken = half_up(self.left(source) * rate), self.left(source)
            if amount > ask:
                amount, taken = ask, min(taken, half_up(ask / rate))
        if amount > 0:
            kind = "credit" if source[0] == "credit_note" else "payment"
            self.moves.append(Move(day, kind, source, invoice, None, amount, taken))
        return amount


def ordinal(day):
    from datetime import date

    return date.fromisoformat(day).toordinal()
