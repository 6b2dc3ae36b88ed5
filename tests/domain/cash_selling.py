"""Steps of a life of sales: quotes, orders and deliveries, each with what it must do to the model."""

from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from ltc_cli.book import Book
from ltc_cli.domain import account, delivery, fx, order, ordering, quote, sale, start
from ltc_cli.domain.line import Wanted
from ltc_cli.domain.quote import Terms
from ltc_cli.errors import Refused
from ltc_cli.schema import JOURNALED
from tests.domain.cash_model import Item, Line, Model, Order, Quote, Shipment

NAMES = ("Machine", "Audit", "Hours")
CURRENCIES = st.sampled_from(["EUR", "USD"])
AT = st.integers(0, 47)
"""Which of what is there."""
PARTS = st.integers(1, 7)
ITEMS = st.lists(
    st.builds(
        Item,
        name=st.sampled_from(NAMES),
        halves=st.integers(1, 9),
        price=st.integers(0, 30_000),
        discount=st.sampled_from([0, 0, 100, 333]),
        tax=st.sampled_from([0, 70, 190]),
    ),
    min_size=1, max_size=3, unique_by=lambda item: item.name,
)  # fmt: skip
OFF = st.sampled_from([None, None, ("%", 50), ("%", 125), 7_77])
BACK = st.sampled_from([0, 0, 0, 0, 0, 2, 9])
"""How many days ago a step took place that is written down late."""


SEED = []
"""What `sow` made."""


def facts(conn):
    """Everything the file says, but for its journal."""
    return {table: conn.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in JOURNALED}


def cents(minor):
    return f"{minor // 100}.{minor % 100:02}"


def units(halves):
    return str(halves // 2) + (".5" if halves % 2 else "")


def percent(per_mille):
    return f"{per_mille // 10}.{per_mille % 10}%"


def wanted(item):
    return Wanted(item.name, units(item.halves), cents(item.price), percent(item.discount), percent(item.tax))


def typed(off):
    return percent(off[1]) if isinstance(off, tuple) else None if off is None else cents(off)


class Selling(RuleBasedStateMachine):
    """One book and its model, and what happens to them until the goods are there."""

    @initialize()
    def begin(self):
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "cash.db"
        if not SEED:
            SEED.append(self.sow(path))
        seed, self.model, self.first = deepcopy(SEED[0])
        path.write_bytes(seed)
        self.book = Book.open(path, write=True, today="2026-03-31")
        self.book.actor = "mia"
        self.day = 2
        self.before, self.past = None, None

    def sow(self, path):
        """What every life begins with, made once: the file, its model, and the last operation before any sale.

        Two accounts, a rate, and for each an offer, an order that is confirmed, and an invoice.
        """
        self.book = start.create(path, currency="EUR", timezone="Europe/Berlin", today="2026-03-31", actor="mia")
        self.book.actor = "mia"
        self.model, self.day = Model(), 2
        self.book.on = "2026-03-01"
        for name in ("Lumen", "Bright"):
            account.add(self.book, {"name": name})
        fx.set_rate(self.book, "EUR/USD", "1.1")
        self.model.rates["2026-03-01"] = Fraction(11, 10)
        first = self.book.written
        items = [Item("Machine", 9, 100_33, 100, 190), Item("Hours", 7, 33_33)]
        for who, currency in ((1, "EUR"), (2, "USD")):
            self.offer(who, items, ("%", 50), currency, gross=False, send=True)
            self.order_at_once(who, items, 7_77, currency, gross=True)
            self.bill_freely(who, items[:1], None, currency, gross=False, issue=True)
            self.confirm(1, "2026-03-10")
        self.book.close()
        return path.read_bytes(), self.model, first

    # Steps --------------------------------------------------------------------------------------------------------

    def do(self, step, /, *words, refused=False, back=0, **named):
        """Take a step, as told late by some days; its answer, or None when it was refused.

        `refused` says that it must be or must not be; None leaves it open.
        """
        self.on = f"2026-03-{max(1, self.day - back):02}"
        self.book.on = self.on
        self.book.warnings.clear()
        before, past = facts(self.book.conn), deepcopy(self.model)
        try:
            answer = step(self.book, *words, **named)
        except Refused as error:
            assert refused is not False, f"refused: {error}"
            assert facts(self.book.conn) == before
            return None
        assert refused is not True, f"{step.__name__} {words} {named} was to be refused"
        self.before, self.past = (before, past) if self.book.written is not None else (None, None)
        return answer if answer is not None else True

    def one(self, found, at, fits=None):
        """One of what is there, by number, mostly one for which the step is meant; None when nothing is there."""
        keys = sorted(found)
        if fits is not None and at % 4:
            keys = [key for key in keys if fits(found[key])] or keys
        return keys[at // 4 % len(keys)] if keys else None

    def say(self, statement, *values):
        return self.book.conn.execute(statement, values).fetchone()

    @rule(days=st.integers(1, 4))
    def days_go_by(self, days):
        self.day = min(31, self.day + days)

    @rule(rate=st.sampled_from(["1.1", "1.07", "0.9333"]))
    def set_rate(self, rate):
        if self.do(fx.set_rate, "EUR/USD", rate):
            self.model.rates[self.on] = Fraction(rate)

    # Quotes

    @rule(who=st.integers(1, 2), items=ITEMS, off=OFF, currency=CURRENCIES, gross=st.booleans(), send=st.booleans())
    def offer(self, who, items, off, currency, gross, send):
        made = self.do(
            quote.create, account=who, terms=Terms(currency, typed(off), gross), lines=[wanted(item) for item in items],
            send=send, refused=False,
        )  # fmt: skip
        status = "sent" if send else "draft"
        self.model.quotes[made] = Quote(who, currency, gross, off, {each.name: each for each in items}, status)

    @rule(at=AT, items=ITEMS)
    def change_offer(self, at, items):
        number = self.one(self.model.quotes, at, lambda each: each.status == "draft")
        if number is not None:
            mine, item = self.model.quotes[number], items[0]
            if self.do(quote.put_line, number, wanted(item), refused=mine.status != "draft"):
                mine.lines[item.name] = item

    @rule(at=AT)
    def send(self, at):
        number = self.one(self.model.quotes, at, lambda each: each.status == "draft")
        if number is not None:
            mine = self.model.quotes[number]
            if self.do(quote.send, [number], refused=mine.status not in ("draft", "sent")):
                mine.status = "sent"

    @rule(at=AT, to_order=st.booleans())
    def accept(self, at, to_order):
        number = self.one(self.model.quotes, at, lambda each: each.status == "sent")
        if number is None:
            return
        mine = self.model.quotes[number]
        left = self.unordered(number)
        spent = to_order and not any(left.values())
        refused = mine.status not in ("sent", "accepted") or spent
        made = self.do(sale.accept, [number], to_order=to_order, refused=refused)
        if made is not None:
            mine.status = "accepted"
            if to_order:
                self.ordered(made[0], number, left)

    @rule(at=AT)
    def reject(self, at):
        number = self.one(self.model.quotes, at, lambda each: each.status == "sent")
        if number is not None:
            mine = self.model.quotes[number]
            if self.do(quote.reject, [number], "price", refused=mine.status not in ("sent", "rejected")):
                mine.status = "rejected"

    @rule(at=AT)
    def revise(self, at):
        number = self.one(self.model.quotes, at, lambda each: each.status == "sent")
        if number is not None:
            mine = self.model.quotes[number]
            made = self.do(quote.revise, number, refused=mine.status in ("accepted", "superseded"))
            if made is not None:
                self.model.quotes[made] = deepcopy(mine)
                self.model.quotes[made].status, self.model.quotes[made].version = "draft", mine.version + 1
                mine.status = "superseded"

    def unordered(self, number):
        """What no order has taken yet of a quote, in halves by name."""
        left = {name: item.halves for name, item in self.model.quotes[number].lines.items()}
        for each in self.model.orders.values():
            if each.quote == number and each.status != "cancelled":
                for name, line in each.lines.items():
                    if line.quoted:
                        left[name] -= line.item.halves
        return left

    # Orders

    def ordered(self, made, number, halves):
        """The model's order of a quote."""
        mine = self.model.quotes[number]
        lines = {
            name: Line(replace(item, halves=halves[name]), quoted=True)
            for name, item in mine.lines.items()
            if halves.get(name)
        }
        off = mine.off
        if isinstance(off, int):  # its share of an amount, which all orders of the quote add up to
            off = self.say("SELECT discount_minor FROM sales_order WHERE id = ?", made)[0]
            assert 0 <= off <= mine.off
            if all(halves[name] == item.halves for name, item in mine.lines.items()):
                assert off == min(mine.off, sum(item.amount for item in mine.lines.values())) or off == mine.off
        self.model.orders[made] = Order(mine.account, mine.currency, mine.gross, off, lines, number)

    @rule(at=AT, parts=st.none() | st.lists(PARTS, min_size=3, max_size=3))
    def order_quote(self, at, parts):
        number = self.one(self.model.quotes, at, lambda each: each.status == "accepted")
        if number is None:
            return
        mine, left = self.model.quotes[number], self.unordered(number)
        halves = left if parts is None else dict(zip(mine.lines, parts, strict=False))
        refused = mine.status != "accepted" or not any(left.values())
        refused = refused or any(halves[name] > left[name] for name in halves)
        named = [] if parts is None else [Wanted(name, units(each)) for name, each in halves.items()]
        made = self.do(ordering.create, of=number, lines=named, refused=refused)
        if made is not None:
            self.ordered(made, number, halves)

    @rule(who=st.integers(1, 2), items=ITEMS, off=OFF, currency=CURRENCIES, gross=st.booleans())
    def order_at_once(self, who, items, off, currency, gross):
        made = self.do(
            ordering.create, account=who, terms=Terms(currency, typed(off), gross),
            lines=[wanted(item) for item in items], refused=False,
        )  # fmt: skip
        self.model.orders[made] = Order(who, currency, gross, off, {each.name: Line(each) for each in items})

    @rule(at=AT, items=ITEMS)
    def change_order(self, at, items):
        number = self.one(self.model.orders, at, lambda each: each.status == "draft")
        if number is not None:
            mine, item = self.model.orders[number], items[0]
            line = mine.lines.get(item.name)
            refused = mine.status != "draft"
            if line is not None and line.quoted:
                refused = refused or item.halves > line.item.halves + self.unordered(mine.quote)[item.name]
            if self.do(order.put_line, number, wanted(item), refused=refused):
                mine.lines[item.name] = Line(item, quoted=line is not None and line.quoted)

    @rule(at=AT, promise=st.sampled_from([None, "2026-04-10", "2026-04-20"]))
    def confirm(self, at, promise):
        number = self.one(self.model.orders, at, lambda each: each.status == "draft")
        if number is None:
            return
        mine = self.model.orders[number]
        rate = self.model.rate(mine.currency, "EUR", f"2026-03-{self.day:02}")
        refused = mine.status not in ("draft", "confirmed") or (mine.status == "draft" and rate is None)
        if self.do(order.confirm, [number], promise, refused=refused) and mine.status == "draft":
            mine.status, mine.rate = "confirmed", rate

    @rule(at=AT)
    def hold(self, at):
        number = self.one(self.model.orders, at, lambda each: each.works)
        if number is not None:
            mine = self.model.orders[number]
            if self.do(order.hold, [number], "unpaid", refused=mine.status != "confirmed"):
                mine.held = True

    @rule(at=AT)
    def release(self, at):
        number = self.one(self.model.orders, at, lambda each: each.held)
        if number is not None and self.do(order.release, [number], refused=False):
            self.model.orders[number].held = False

    @rule(at=AT)
    def close(self, at):
        number = self.one(self.model.orders, at)
        if number is not None:
            mine = self.model.orders[number]
            if self.do(order.close, [number], refused=mine.status not in ("confirmed", "closed")):
                if mine.status == "confirmed":
                    for line in mine.lines.values():
                        line.released += line.left
                mine.status, mine.held = "closed", False

    @rule(at=AT)
    def cancel(self, at):
        number = self.one(self.model.orders, at)
        if number is not None:
            mine = self.model.orders[number]
            gone = any(each.order == number for each in self.model.shipments.values())
            refused = mine.status != "cancelled" and (mine.status == "closed" or gone or self.model.standing(number))
            if self.do(order.cancel, [number], refused=bool(refused)):
                mine.status, mine.held = "cancelled", False

    # Deliveries

    @rule(at=AT, parts=st.none() | st.lists(PARTS, min_size=1, max_size=3), arrives=st.booleans(), back=BACK)
    def ship(self, at, parts, arrives, back):
        number = self.one(self.model.orders, at, lambda each: each.works)
        if number is None:
            return
        mine = self.model.orders[number]
        halves = {name: line.left for name, line in mine.lines.items() if line.left}
        if parts is not None:
            halves = dict(zip(mine.lines, parts, strict=False))
        if arrives and parts is None:
            return
        refused = mine.status != "confirmed" or mine.held or not halves
        refused = refused or any(each > mine.lines[name].left for name, each in halves.items())
        chosen = [] if parts is None else [f"{name}={units(each)}" for name, each in halves.items()]
        verb = delivery.deliver if arrives else delivery.ship
        if self.do(verb, number, chosen, refused=refused or (None if back else False), back=back) is not None:
            made = self.say("SELECT max(id) FROM shipment")[0]
            self.model.shipments[made] = Shipment(number, halves, arrives)
            for name, each in halves.items():
                mine.lines[name].shipped += each
                mine.lines[name].arrived += each if arrives else 0

    @rule(at=AT)
    def arrive(self, at):
        number = self.one(self.model.shipments, at, lambda each: not each.arrived)
        if number is not None and self.do(delivery.deliver_all, [("shipment", number)], refused=False):
            self.arrived(number)

    def arrived(self, number):
        mine = self.model.shipments[number]
        if not mine.arrived:
            mine.arrived = True
            for name, each in mine.halves.items():
                self.model.orders[mine.order].lines[name].arrived += each

    @rule(at=AT)
    def deliver(self, at):
        number = self.one(self.model.orders, at, lambda each: each.works)
        if number is None:
            return
        mine = self.model.orders[number]
        under_way = [key for key, each in self.model.shipments.items() if each.order == number and not each.arrived]
        halves = {name: line.left for name, line in mine.lines.items() if line.left}
        refused = False if under_way else mine.status != "confirmed" or mine.held
        if self.do(delivery.deliver, number, refused=refused) is None:
            return
        for each in under_way:
            self.arrived(each)
        if not under_way and halves:
            made = self.say("SELECT max(id) FROM shipment")[0]
            self.model.shipments[made] = Shipment(number, halves)
            for name, each in halves.items():
                mine.lines[name].shipped += each
            self.arrived(made)

    @rule(at=AT, parts=st.lists(PARTS, min_size=1, max_size=2), reopen=st.booleans())
    def give_back(self, at, parts, reopen):
        number = self.one(self.model.orders, at, lambda each: any(line.shipped for line in each.lines.values()))
        if number is None:
            return
        mine = self.model.orders[number]
        halves = dict(zip(mine.lines, parts, strict=False))
        refused = any(each > mine.lines[name].shipped - mine.lines[name].returned for name, each in halves.items())
        chosen = [f"{name}={units(each)}" for name, each in halves.items()]
        if self.do(delivery.give_back, number, chosen, reopen=reopen, refused=refused) is not None:
            for name, each in halves.items():
                mine.lines[name].returned += each
                mine.lines[name].reopened += each if reopen else 0
