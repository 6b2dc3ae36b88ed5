"""Steps of a life of sales: invoices, credit notes and payments, each with what it must do to the model."""

from copy import deepcopy
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule

from ltc_cli.domain import allocation, billing, credit, instalment, invoice, payment
from ltc_cli.domain.quote import Terms
from tests.domain.cash_model import Invoice, Move, Source, half_up, shared, worth
from tests.domain.cash_selling import AT, BACK, CURRENCIES, ITEMS, OFF, Selling, cents, typed, units, wanted


class Paying(Selling):
    """What happens to them until the money is there."""

    # Bills

    def total(self, mine):
        items = [line.item for line in mine.lines.values()]
        return sum(worth(items, mine.off, mine.gross))

    @rule(at=AT, plan=st.sampled_from(["30%@confirm 70%@deliver+30d", "33.3%@confirm 33.3%@confirm 33.4%@2026-05-01"]))
    def plan(self, at, plan):
        number = self.one(self.model.orders, at, lambda each: each.works)
        if number is not None:
            mine = self.model.orders[number]
            billed = any(each.order == number for each in self.model.invoices.values())
            if self.do(instalment.put, number, plan, refused=mine.status == "cancelled" or billed):
                mine.plan = tuple(round(float(part.split("%")[0]) * 10) for part in plan.split())

    @rule(at=AT, what=st.sampled_from(["delivered", "delivered", "ordered", None]), issue=st.booleans())
    def bill(self, at, what, issue):
        number = self.one(self.model.orders, at, lambda each: each.works)
        if number is None:
            return
        mine = self.model.orders[number]
        taken = {each.instalment for each in self.model.standing(number)} - {None}
        by_plan = what is None and bool(mine.plan)
        basis = what or "delivered"
        halves = {name: line.billable(basis) for name, line in mine.lines.items() if line.billable(basis)}
        free = [place for place in range(1, len(mine.plan) + 1) if place not in taken]
        if by_plan:
            bad = not free or any(line.billed > 0 for line in mine.lines.values())
        else:
            bad = not halves or bool(taken) or (bool(mine.plan) and basis == "delivered")
        refused = mine.status not in ("confirmed", "closed") or bad
        made = self.do(billing.bill, number, what=what, refused=refused)
        if made is None:
            return
        if by_plan:
            total = shared(self.total(mine), mine.plan)[free[0] - 1]
            new = Invoice(mine.account, mine.currency, "instalment", total, number, free[0])
        else:
            items = [replace(mine.lines[name].item, halves=each) for name, each in halves.items()]
            off = mine.off
            if isinstance(off, int):
                off = self.say("SELECT discount_minor FROM invoice WHERE id = ?", made)[0]
                assert 0 <= off <= mine.off
            new = Invoice(mine.account, mine.currency, basis, sum(worth(items, off, mine.gross)), number)
            new.halves = halves
            for name, each in halves.items():
                mine.lines[name].billed += each
        self.model.invoices[made] = new
        if issue:
            self.issue(sorted(self.model.invoices).index(made))

    @rule(who=st.integers(1, 2), items=ITEMS, off=OFF, currency=CURRENCIES, gross=st.booleans(), issue=st.booleans())
    def bill_freely(self, who, items, off, currency, gross, issue):
        made = self.do(
            invoice.create, account=who, terms=Terms(currency, typed(off), gross),
            lines=[wanted(item) for item in items], refused=False,
        )  # fmt: skip
        self.model.invoices[made] = Invoice(who, currency, "free", sum(worth(items, off, gross)))
        self.model.invoices[made].halves = {item.name: item.halves for item in items}
        if issue:
            self.issue(sorted(self.model.invoices).index(made))

    @rule(at=AT)
    def discard(self, at):
        number = self.one(self.model.invoices, at, lambda each: each.status == "draft")
        if number is None:
            return
        mine = self.model.invoices[number]
        if self.do(invoice.discard, [number], refused=mine.status != "draft"):
            self.unbill(mine, mine.halves)
            del self.model.invoices[number]

    def unbill(self, mine, halves):
        if mine.order is not None:
            for name, each in halves.items():
                self.model.orders[mine.order].lines[name].billed -= each

    @rule(at=AT)
    def issue(self, at):
        number = self.one(self.model.invoices, at, lambda each: each.status == "draft")
        if number is None:
            return
        mine, day = self.model.invoices[number], f"2026-03-{self.day:02}"
        if mine.status == "issued":
            return
        newest = max((each.day for each in self.model.invoices.values()), default="")
        rate = self.model.rate(mine.currency, "EUR", day)
        of = self.model.orders.get(mine.order)
        over = of and mine.what in ("delivered", "ordered") and any(
            of.lines[name].billed > of.lines[name].entitled(mine.what) for name in mine.halves
        )  # fmt: skip
        if self.do(invoice.issue, [number], refused=bool(day < newest or rate is None or over)):
            mine.status, mine.day = "issued", day
            base = self.say("SELECT base_total_minor FROM invoice WHERE id = ?", number)[0]
            assert base == half_up(mine.total * rate)
            deposits = [
                key for key, each in self.model.sources.items()
                if each.order is not None and each.order == mine.order and each.currency == mine.currency
            ]  # fmt: skip
            for source in sorted(deposits, key=lambda key: (self.model.sources[key].day, key)):
                if self.model.left(source) > 0 and self.model.open(number) > 0:
                    self.model.settle(source, number, None, max(day, self.model.sources[source].day))

    @rule(at=AT, how=st.sampled_from(["whole", "amount", "too much", "line"]), share=st.integers(1, 9), back=BACK)
    def take_back(self, at, how, share, back):
        number = self.one(self.model.invoices, at, lambda each: each.status == "issued")
        if number is None:
            return
        mine = self.model.invoices[number]
        left = mine.total - mine.credited
        named, amount, halves = {}, left, {}
        name = self.one(mine.halves, share)
        if how == "whole":
            halves = {each: count - mine.given_back.get(each, 0) for each, count in mine.halves.items()}
        elif how == "line" and name is not None:
            halves = {name: min(share, mine.halves[name])}
            named = {"chosen": [f"{name}={units(halves[name])}"]}
        else:
            amount = left + 1 if how == "too much" else max(1, left * share // 10)
            named = {"typed": cents(amount)}
        over = any(count > mine.halves[each] - mine.given_back.get(each, 0) for each, count in halves.items())
        refused = mine.status != "issued" or left <= 0 or over or amount > left
        sure = refused or (None if how == "line" or back else False)
        made = self.do(credit.credit, number, "agreed", refused=sure, back=back, **named)
        if made is None:
            return
        total, given = self.say("SELECT total_minor, issued_on FROM credit_note WHERE id = ?", made)
        assert total == amount if how != "line" else 0 < total <= left
        assert given == self.on
        source = ("credit_note", made)
        self.model.sources[source] = Source(mine.account, mine.currency, total, self.on, invoice=number)
        mine.credited += total
        for each, count in halves.items():
            mine.given_back[each] = mine.given_back.get(each, 0) + count
        self.unbill(mine, halves)
        self.model.settle(source, number, None, self.on)

    @rule(at=AT, back=BACK)
    def write_off(self, at, back):
        number = self.one(self.model.invoices, at, lambda each: each.status == "issued")
        if number is not None:
            mine = self.model.invoices[number]
            rest = self.model.open(number)
            refused = True if mine.status == "draft" else None if back else False
            if self.do(allocation.write_off, number, "gone", refused=refused, back=back) and rest > 0:
                self.model.moves.append(Move(self.on, "writeoff", None, number, None, rest, 0))

    # Money

    @rule(
        at=AT, more=st.none() | AT, share=st.sampled_from([None, 3, 10, 14]), other=st.booleans(),
        off=st.sampled_from([0, 0, 0, 2_50]), fee=st.sampled_from([0, 0, 1]), back=BACK,
    )  # fmt: skip
    def pay(self, at, more, share, other, off, fee, back):
        first = self.one(self.model.invoices, at, lambda each: each.status == "issued")
        if first is None:
            return
        numbers = list(dict.fromkeys([first, *([self.one(self.model.invoices, more)] if more is not None else [])]))
        invoices = [self.model.invoices[each] for each in numbers]
        mine, day = invoices[0], f"2026-03-{max(1, self.day - back):02}"
        rest = sum(self.model.open(each) for each in numbers) - off
        amount, currency = rest, mine.currency
        if share is not None:
            amount = max(1, max(rest, 100) * share // 10)
            currency = {"EUR": "USD", "USD": "EUR"}[currency] if other else currency
        refused = any(
            each.status == "draft" or each.account != mine.account or each.currency != mine.currency
            for each in invoices
        ) or amount <= 0 or fee > amount or self.model.rate(currency, "EUR", day) is None  # fmt: skip
        refused = refused or bool(off and currency != mine.currency)
        typed_amount = None if share is None else f"{cents(amount)} {currency}"
        trial = deepcopy(self.model)
        source = ("payment", self.say("SELECT coalesce(max(id), 0) + 1 FROM payment")[0])
        if not refused:
            trial.sources[source] = Source(mine.account, currency, amount, day)
            refused = self.settle(trial, source, numbers, off, day)
        made = self.do(
            payment.record, [("invoice", each) for each in numbers],
            money=payment.Typed(typed_amount, cents(fee) if fee else None, cents(off) if off else None),
            refused=refused or (None if back else False), back=back,
        )  # fmt: skip
        if made is not None:
            del trial.sources[source]
            trial.sources["payment", made] = Source(mine.account, currency, amount, self.on)
            trial.moves = [
                replace(move, source=("payment", made)) if move.source == source else move for move in trial.moves
            ]  # fmt: skip
            self.model = trial

    def settle(self, trial, source, numbers, off, day):
        """A payment goes to invoices in order, its discount to what that leaves open; whether it must be refused."""
        for number in numbers:
            keep = off if number == numbers[-1] else 0
            rest = trial.open(number)
            if trial.left(source) > 0 and rest > keep:
                if day < trial.invoices[number].day:
                    return True
                if trial.rate(trial.sources[source].currency, trial.invoices[number].currency, day) is None:
                    return True
                trial.settle(source, number, rest - keep if keep else None, day)
        for number in reversed(numbers):
            part = min(off, trial.open(number))
            if part:
                trial.moves.append(Move(day, "discount", source, number, None, part, 0))
                off -= part
        return off > 0

    @rule(at=AT, amount=st.integers(1, 50_000), other=st.booleans())
    def pay_ahead(self, at, amount, other):
        """Money for an order that has no invoice yet: it waits."""
        number = self.one(self.model.orders, at)
        if number is None or any(each.order == number for each in self.model.invoices.values()):
            return
        mine = self.model.orders[number]
        currency = {"EUR": "USD", "USD": "EUR"}[mine.currency] if other else mine.currency
        missing = self.model.rate(currency, "EUR", f"2026-03-{self.day:02}") is None
        made = self.do(
            payment.record, [("sales_order", number)], money=payment.Typed(f"{cents(amount)} {currency}"),
            refused=missing or mine.status == "cancelled",
        )  # fmt: skip
        if made is not None:
            self.model.sources["payment", made] = Source(mine.account, currency, amount, self.on, order=number)

    @rule(who=st.integers(1, 2), amount=st.integers(1, 50_000), currency=CURRENCIES)
    def pay_on_account(self, who, amount, currency):
        """The oldest due is settled first; the rest waits."""
        day = f"2026-03-{self.day:02}"
        due = self.book.conn.execute(
            "SELECT id FROM invoice WHERE account_id = ? AND currency = ? AND status = 'issued' "
            "ORDER BY due_on, issued_on, id",
            (who, currency),
        ).fetchall()
        numbers = [number for (number,) in due if self.model.open(number) > 0]
        missing = self.model.rate(currency, "EUR", day) is None
        made = self.do(payment.record, account=who, money=payment.Typed(f"{cents(amount)} {currency}"), refused=missing)
        if made is not None:
            self.model.sources["payment", made] = Source(who, currency, amount, day)
            for number in numbers:
                if self.model.left(("payment", made)) > 0:
                    self.model.settle(("payment", made), number, None, day)

    @rule(at=AT, to=AT, share=st.sampled_from([None, 5, 12]), back=BACK)
    def allocate(self, at, to, share, back):
        left = {key: self.model.left(key) for key in self.model.sources}
        source = self.one(left, at, lambda rest: rest > 0)
        if source is None:
            return
        self.use(source, to, share, back)

    def use(self, source, to, share, back):
        """Allocate a source to an invoice, mostly one of its account that is open."""
        who = self.model.sources[source].account
        found = self.model.invoices.items()
        due = {key: self.model.open(key) for key, each in found if each.account == who or to % 8 == 0}
        number = self.one(due, to, lambda rest: rest > 0)
        if number is None:
            return
        has, owed = self.model.sources[source], self.model.invoices[number]
        day = f"2026-03-{max(1, self.day - back):02}"
        rest = self.model.open(number)
        ask = None if share is None else max(1, rest * share // 10)
        rate = self.model.rate(has.currency, owed.currency, day)
        refused = (
            has.out or owed.status == "draft" or has.account != owed.account or self.model.left(source) <= 0
            or rest <= 0 or (ask or 0) > rest or rate is None
        )  # fmt: skip
        trial = deepcopy(self.model)
        if not refused:
            done = trial.settle(source, number, ask, day)
            refused = bool(ask and done < ask)
        if self.do(
            allocation.allocate, source, number, None if ask is None else f"{cents(ask)} {owed.currency}",
            refused=refused or (None if back else False), back=back,
        ):  # fmt: skip
            self.model = trial

    @rule(at=AT, back=BACK, to=st.none() | AT, late=BACK)
    def unallocate(self, at, back, to, late):
        """Free what was settled, and perhaps use it for something else at once, or as told late."""
        pairs = {(move.source, move.invoice) for move in self.model.moves if move.source and move.invoice is not None}
        pair = self.one(pairs, at)
        if pair is None:
            return
        if self.do(allocation.unallocate, *pair, refused=None if back else False, back=back):
            for kind in ("payment", "credit", "discount"):
                mine = [move for move in self.model.moves if (move.source, move.invoice, move.kind) == (*pair, kind)]
                sums = [(move.amount, move.taken) for move in mine]
                for amount, taken in {each for each in sums if each[0] > 0}:
                    stand = sums.count((amount, taken)) - sums.count((-amount, -taken))
                    self.model.moves += stand * [Move(self.on, kind, *pair, None, -amount, -taken)]
            if to is not None:
                self.use(pair[0], to, None, late)

    @rule(who=st.integers(1, 2), share=st.sampled_from([None, 4, 11]), back=BACK)
    def refund(self, who, share, back):
        currency = payment.currency_of(self.book, who)
        mine = {
            key: self.model.left(key) for key, each in self.model.sources.items()
            if each.account == who and each.currency == currency
        }  # fmt: skip
        waiting, day = sum(mine.values()), f"2026-03-{max(1, self.day - back):02}"
        amount = waiting if share is None else max(1, waiting * share // 10)
        refused = not 0 < amount <= waiting or self.model.rate(currency, "EUR", day) is None
        made = self.do(
            payment.refund, who, None if share is None else f"{cents(amount)} {currency}",
            refused=refused or (None if back else False), back=back,
        )  # fmt: skip
        if made is not None:
            self.model.sources["payment", made] = Source(who, currency, amount, self.on, out=True)
            for key in sorted(mine, key=lambda key: (self.model.sources[key].day, key)):
                part = min(amount, mine[key])
                amount -= part
                if part:
                    self.model.moves.append(Move(self.on, "refund", key, None, made, part, part))
