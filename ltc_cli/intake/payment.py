"""Payments: known by external id or reference; they never change. What they settle is as `payment record` has it.

A payment that names an invoice settles it; one that names an order settles its open invoices, and otherwise waits for
them; one of an account alone settles its open invoices, the oldest due first, of those issued by its day. They are
settled in the order of their days, whatever the order of the rows. What is left waits as credit.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain import fx, settlement
from ltc_cli.domain.noun import ref
from ltc_cli.errors import LtcError, Refused
from ltc_cli.intake import match
from ltc_cli.intake.apply import Held, Policy, Writer
from ltc_cli.intake.clean import Notes, Rows
from ltc_cli.intake.people import account_called, account_found
from ltc_cli.intake.plan import Tally
from ltc_cli.intake.read import Fault
from ltc_cli.intake.target import Target

_REF = re.compile(r"[IO][1-9][0-9]*", re.IGNORECASE | re.ASCII)
_SAID = {
    "account_id": "account",
    "amount_minor": "amount",
    "currency": "currency",
    "fee_minor": "fee",
    "discount_minor": "discount",
    "received_on": "date",
    "targets": "what it is for",
}
"""What never changes of a payment, as people say it."""
_KEPT = ("method", "reference", "external_id")


class _Found(NamedTuple):
    """An invoice or order that a row names."""

    id: int
    account: int


class Payments:
    """How rows become payments."""

    extra: tuple[str, ...] = ()

    def __init__(self, book: Book, notes: Notes) -> None:
        self._book = book
        self._notes = notes
        self._accounts: dict[str, int] = {}
        self._references: dict[str, Value] = {}
        self._rates: dict[tuple[str, str], str] = {}
        self._first: int | None = None
        """The id of the first payment of this run."""
        self._for_invoice: dict[int, int] = {}
        """Payment → the invoice that it names."""

    def plain(self, _rows: Rows, /) -> bool:
        """A row that says what is there leaves nothing to do."""
        return True

    def prepare(self, rows: Rows) -> tuple[Rows, list[Fault]]:
        """Find who paid and what for; a payment needs an amount above zero, a day, and an account."""
        invoices = self._find("invoice", rows, ("number", "external_id"))
        orders = self._find("sales_order", rows, ("external_id", "reference"))
        shared = set(match.taken(self._book, "payment", rows, "reference", self._references))
        made: list[dict[str, Value]] = []
        faults: list[Fault] = []
        good: list[int] = []
        for place, line in enumerate(rows.lines):
            row = rows.row(place)
            try:
                if place in shared:
                    raise _wrong("reference", "the reference is that of another payment")
                made.append(self._read(row, invoices, orders))
                good.append(place)
            except _Bad as bad:
                faults.append(Fault(line, bad.column, bad.reason))
        rows = rows.pick(good)
        names = dict.fromkeys(name for each in made for name in each)
        columns = {name: [each.get(name) for each in made] for name in names}
        return Rows(rows.lines, {**rows.columns, **columns}), faults

    def choose(self, known: Sequence[Held], _row: Mapping[str, Value], _key: str) -> Held | None:
        """The one with the key."""
        return known[0]

    def fresh(self, rows: Rows) -> dict[str, list[Value]]:
        """New payments, at the rate of their day."""
        made = [self._columns(rows.row(place)) for place in range(len(rows.lines))]
        return {name: [columns[name] for columns in made] for name in made[0]}

    def born(self, numbers: range, rows: Rows) -> None:
        """Remember what they are for; they settle it when all are there."""
        self._first = numbers[0] if self._first is None else self._first
        for number, invoice in zip(numbers, rows.columns.get("invoice_id", ()), strict=False):
            if invoice is not None:
                self._for_invoice[number] = int(invoice)

    def again(self, held: Held, row: Mapping[str, Value], _line: int, _key: str) -> dict[str, Value]:
        """A payment never changes; its method may be told later."""
        differing = [said for name, said in _SAID.items() if name in row and row[name] != held.now[name]]
        if differing:
            raise Refused(f"{ref('payment', held.id)} is here already and differs in {', '.join(differing)}.")
        return {name: row[name] for name in _KEPT if name in row}

    def save(self, held: Held, changes: Mapping[str, Value]) -> None:
        """Write the net change."""
        self._book.update("payment", held.id, changes)

    def settle(self) -> None:
        """Let the new payments settle what they are for, in the order of their days.

        Raises `Refused` for a discount that is more than what is open, or a missing rate between two currencies.
        """
        has_debts = self._book.conn.execute("SELECT 1 FROM invoice WHERE status = 'issued' LIMIT 1").fetchone()
        if self._first is None or has_debts is None:
            return
        rows = self._book.conn.execute(
            "SELECT id, account_id, currency, received_on, created_ms, discount_minor, order_id FROM payment "
            "WHERE id >= ? ORDER BY received_on, created_ms, id",
            (self._first,),
        ).fetchall()
        for number, account, currency, day, at, off, order in rows:
            self._settle(number, self._debts(number, account, currency, day, order), at, off)

    def _debts(self, number: int, account: int, currency: str, day: str, order: int | None) -> list[int]:
        if number in self._for_invoice:
            return [self._for_invoice[number]]
        of_order = "AND order_id = ? " if order is not None else ""
        rows = self._book.conn.execute(
            "SELECT id FROM invoice WHERE account_id = ? AND status = 'issued' AND currency = ? AND issued_on <= ? "
            f"{of_order}AND total_minor > coalesce((SELECT sum(a.amount_minor) FROM allocation a "
            "WHERE a.invoice_id = invoice.id), 0) ORDER BY due_on, issued_on, id",
            (account, currency, day, *((order,) if order is not None else ())),
        )
        return [int(row[0]) for row in rows]

    def _settle(self, number: int, debts: Sequence[int], at_ms: int, off: int) -> None:
        for each in debts:
            source, owed = settlement.origin(self._book, "payment", number), settlement.debt(self._book, each)
            if source.left <= 0:
                break
            keep = off if each == debts[-1] else 0
            when = max(at_ms, self._issued(each))
            if when > at_ms and self._book.day(at_ms) < owed.issued_on:
                told = "payments from before their invoice was issued (E06) settle it on that day"
                self._notes.such(told, f"{source.ref} of {owed.ref}")
            settlement.settle(self._book, source, owed, max(0, owed.open - keep) if keep else None, when)
        for each in reversed(debts):
            part = min(off, settlement.debt(self._book, each).open)
            off -= part
            if part:
                when = max(at_ms, self._issued(each))
                self._book.insert(
                    "allocation",
                    {
                        "kind": "discount", "payment_id": number, "invoice_id": each, "on_day": self._book.day(when),
                        "effective_ms": when, "amount_minor": part, "source_minor": 0, "realised_minor": 0,
                    },
                )  # fmt: skip
        if off:
            names = " and ".join(ref("invoice", each) for each in debts)
            raise Refused(
                f"the discount of {ref('payment', number)} is more than what it leaves open of {names}; "
                "nothing was written."
            )

    def _issued(self, invoice: int) -> int:
        row = self._book.conn.execute("SELECT issued_ms FROM invoice WHERE id = ?", (invoice,)).fetchone()
        return int(row[0])

    def _find(self, noun: str, rows: Rows, columns: Sequence[str]) -> dict[str, _Found]:
        """What rows name, by number or external id, or by ref."""
        words = [str(word) for word in rows.columns.get("invoice" if noun == "invoice" else "order", ()) if word]
        found: dict[str, _Found] = {}
        letter = "I" if noun == "invoice" else "O"
        refs = {int(word[1:]): word for word in words if _REF.fullmatch(word) and word[0].upper() == letter}
        issued = " AND status = 'issued'" if noun == "invoice" else ""
        for number, word in refs.items():
            row = self._book.conn.execute(f"SELECT account_id FROM {noun} WHERE id = ?{issued}", (number,)).fetchone()
            if row is not None:
                found[word] = _Found(number, int(row[0]))
        extra = ["account_id", "status"]
        for column in reversed(columns):
            for known, value, account, status in match.fetch(self._book, noun, column, words, [column, *extra]):
                if noun != "invoice" or status == "issued":
                    found[str(value)] = _Found(_number(known), _number(account))
        return found

    def _read(
        self, row: Mapping[str, Value], invoices: Mapping[str, _Found], orders: Mapping[str, _Found]
    ) -> dict[str, Value]:
        """The columns that a row's words stand for."""
        if not row.get("amount_minor"):
            raise _wrong("amount", "a payment needs an amount above zero")
        if "date" not in row:
            raise _wrong("date", "a payment needs the day on which it was received")
        for name in ("fee", "discount"):
            if f"{name}_minor" in row and row[f"{name}_currency"] != row["currency"]:
                raise _wrong(name, f"the {name} is not in {row['currency']}")
        if _number(row.get("fee_minor", 0)) > _number(row["amount_minor"]):
            raise _wrong("fee", "the bank's fee is more than was paid")
        owed = _named("invoice", row, invoices)
        if row.get("discount_minor") and owed is None:
            raise _wrong("discount", "a discount is taken off an invoice, and none is named")
        order = _named("order", row, orders)
        accounts = {each.account for each in (owed, order) if each is not None}
        if "account" in row:
            word = str(row["account"])
            known = account_found(self._book, word, self._accounts)
            if accounts and (known is None or known not in accounts):
                raise _wrong("account", "what it is for is another account's")
            accounts.add(account_called(self._book, word, self._accounts, self._notes))
        if len(accounts) != 1:
            why = "a payment is of one account" if accounts else "a payment needs an account, an invoice or an order"
            raise _wrong("account", why)
        day = self._book.day(_number(row["date"]))
        try:
            self._rate(str(row["currency"]), day)
        except LtcError as error:
            raise _wrong("currency", error.message.rstrip(".")) from error
        targets = [ref("invoice", owed.id)] if owed else []
        targets += [ref("sales_order", order.id)] if order else []
        return {
            "account_id": accounts.pop(),
            "received_on": day,
            "invoice_id": owed.id if owed else None,
            "order_id": order.id if order else None,
            "targets": " ".join(targets) or None,
        }

    def _columns(self, row: Mapping[str, Value]) -> dict[str, Value]:
        minor, currency, day = _number(row["amount_minor"]), str(row["currency"]), str(row["received_on"])
        rate = self._rate(currency, day)
        base = fx.base_currency(self._book, currency)
        return {
            "created_ms": row["date"],
            "received_on": day,
            "account_id": row["account_id"],
            "order_id": row.get("order_id"),
            "direction": "in",
            "amount_minor": minor,
            "currency": currency,
            "fee_minor": row.get("fee_minor", 0),
            "discount_minor": row.get("discount_minor", 0),
            **{name: row.get(name) for name in _KEPT},
            "targets": row.get("targets"),
            "rate": rate,
            "base_minor": fx.convert(minor, currency, base, rate),
            "base_currency": base,
        }

    def _rate(self, currency: str, day: str) -> str:
        if (currency, day) not in self._rates:
            self._rates[currency, day] = fx.needed(self._book, currency, day)
        return self._rates[currency, day]


class PaymentWriter(Writer):
    """Takes in payments, and at the end lets them settle what they are for."""

    def __init__(self, book: Book, target: Target, noun: Payments, policy: Policy, tally: Tally, notes: Notes) -> None:
        super().__init__(book, target, noun, policy, tally, notes)
        self._payments = noun

    def finish(self) -> list[Fault]:
        """Settle, when all are there."""
        faults = super().finish()
        self._payments.settle()
        return faults


class _Bad(Exception):
    """Why a row is no payment."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


def _wrong(column: str, reason: str) -> _Bad:
    return _Bad(column, reason)


def _named(name: str, row: Mapping[str, Value], known: Mapping[str, _Found]) -> _Found | None:
    word = row.get(name)
    if word is None:
        return None
    if str(word) not in known:
        what = "issued invoice has the number or external id" if name == "invoice" else "order has the external id"
        raise _wrong(name, f"no {what} {word!r}")
    return known[str(word)]


def _number(value: Value) -> int:
    assert isinstance(value, int)
    return value
