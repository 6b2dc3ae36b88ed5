"""Payments: money received, allocated to invoices or waiting as credit; and refunds. `--ref` makes a re-run safe."""

from collections.abc import Sequence
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import fx, invoice, order, settlement
from ltc_cli.domain.field import Field
from ltc_cli.domain.noun import ref
from ltc_cli.domain.query import Condition, Source
from ltc_cli.errors import BadUsage, Refused
from ltc_cli.money import Money, parse, words
from ltc_cli.shape import Column, Listing, Section

TARGETS = ("invoice", "sales_order", "contract")
"""What a payment may be recorded for."""
_LEFT = (
    "iif(payment.direction = 'in', payment.amount_minor - coalesce((SELECT sum(a.source_minor) FROM allocation a "
    "WHERE a.payment_id = payment.id AND a.on_day <= :today), 0), 0)"
)


def _parts(book: Book, number: int) -> list[Section]:
    rows = book.conn.execute(
        "SELECT a.on_day, a.kind, iif(a.payment_id = p.id, coalesce('I' || a.invoice_id, 'P' || a.refund_id), "
        "coalesce('P' || a.payment_id, 'N' || a.credit_note_id)), a.amount_minor, coalesce(i.currency, p.currency), "
        "a.source_minor, p.currency, nullif(a.realised_minor, 0), p.base_currency FROM payment p "
        "JOIN allocation a ON a.payment_id = p.id OR a.refund_id = p.id LEFT JOIN invoice i ON i.id = a.invoice_id "
        "WHERE p.id = ? AND a.on_day <= ? ORDER BY a.on_day, a.id",
        (number, (book.as_of.day if book.as_of else book.clock.today).isoformat()),
    ).fetchall()
    columns = (
        Column("on", "date"),
        Column("kind"),
        Column("to", "ref"),
        Column("amount", "money"),
        Column("currency", shown=False),
        Column("taken", "money", shown=False, currency="payment_currency"),
        Column("payment_currency", shown=False),
        Column("realised", "money", shown=any(row[7] for row in rows), currency="base_currency"),
        Column("base_currency", shown=False),
    )
    return [Section("allocations", Listing("allocation", columns, rows))] if rows else []


SOURCE = Source(
    noun="payment",
    fields=(
        Field("ref", "ref", "'P' || payment.id"),
        Field("id", "count", "payment.id", shown=False),
        Field("account", "ref", "'A' || payment.account_id", shown=False),
        Field("account_name", "text", "account.name"),
        Field("order", "ref", "'O' || payment.order_id", shown=False),
        Field("contract", "ref", "'K' || payment.contract_id", shown=False),
        Field("direction", "text", "payment.direction", shown=False),
        Field("received", "date", "payment.received_on"),
        Field("amount", "money", "payment.amount_minor", currency_sql="payment.currency"),
        Field("currency", "text", "payment.currency", shown=False),
        Field("fee", "money", "nullif(payment.fee_minor, 0)", shown=False, currency_sql="payment.currency"),
        Field("discount", "money", "nullif(payment.discount_minor, 0)", shown=False, currency_sql="payment.currency"),
        Field("unapplied", "money", _LEFT, currency_sql="payment.currency"),
        Field("method", "text", "payment.method"),
        Field("reference", "text", "payment.reference"),
        Field("rate", "text", "payment.rate", shown=False),
        Field("created", "instant", "payment.created_ms", shown=False),
        Field("external_id", "text", "payment.external_id", shown=False),
    ),
    joins="LEFT JOIN account ON account.id = payment.account_id",
    order="payment.received_on DESC, payment.id DESC",
    title="'P' || payment.id || '  ' || account.name",
    born="payment.created_ms",
    dated="received",
    parts=_parts,
)


class Typed(NamedTuple):
    """The money of a payment as typed."""

    amount: str | None = None
    fee: str | None = None
    discount: str | None = None


class Told(NamedTuple):
    """What else is told of a payment."""

    method: str | None = None
    reference: str | None = None
    external_id: str | None = None


Target = tuple[str, int]
"""An invoice, order or contract: noun and id."""


def record(
    book: Book,
    targets: Sequence[Target] = (),
    *,
    account: int | None = None,
    money: Typed | None = None,
    told: Told | None = None,
) -> int:
    """Record a payment; its id.

    For invoices: in the order given, what is open when no amount is. For an order or contract: its open invoices, else
    it waits for them. For an account alone: its open invoices, the oldest due first. What is left waits as credit.
    The same `reference` again is a replay: with other content it raises `Refused`.
    """
    with book.operation("payment record") as step:
        typed, said = money or Typed(), told or Told()
        debtor = _account(book, targets, account)
        at = book.when()
        known = _replayed(book, targets, debtor, typed, said)
        if known is not None:
            step.about("payment", known)
            return known
        invoices = _invoices(book, targets)
        currency = _currency(book, targets, invoices, debtor)
        off = _read(typed.discount, currency)
        amount = _amount(book, typed, invoices, currency, off)
        if off.minor and amount.currency != off.currency:
            raise Refused(
                f"a discount in {off.currency} does not go with a payment in {amount.currency}.",
                "Record the payment without it, and credit the rest: ltc invoice credit REF --amount M",
            )
        made = _write(book, targets, debtor, amount, (_read(typed.fee, amount.currency).minor, off.minor), said, at)
        if not targets:
            invoices = settlement.open_invoices(book, debtor, amount.currency, book.day(at))
        _settle(book, made, invoices, off, at)
        _tell_realised(book, made)
        left = settlement.origin(book, "payment", made).left
        if left:
            book.warnings.append(f"{words(Money(left, amount.currency))} of it waits as credit of the customer.")
        step.about("payment", made)
        return made


def refund(book: Book, account: int, typed: str | None, told: Told | None = None) -> int:
    """Pay back what a customer has as credit, all of it or an amount; the id of the refund. The oldest goes first."""
    with book.operation("payment refund") as step:
        said = told or Told()
        at = book.when()
        known = _refunded_before(book, account, typed, said)
        if known is not None:
            step.about("payment", known)
            return known
        currency = currency_of(book, account)
        asked = parse(typed, currency) if typed is not None else None
        origins = settlement.unapplied(book, account, asked.currency if asked else currency)
        waiting = sum(each.left for each in origins)
        amount = asked or Money(waiting, currency)
        if amount.minor <= 0 or amount.minor > waiting:
            raise Refused(
                f"{ref('account', account)} has {words(Money(waiting, amount.currency))} as credit, "
                f"so {words(amount)} cannot be paid back.",
                f"See it: ltc payment list --account {ref('account', account)}",
            )
        made = _row(book, account, "out", amount, (0, 0), said, at)
        rest = amount.minor
        for each in origins:
            part = min(rest, each.left)
            rest -= part
            if part:
                settlement.check_day(book, book.day(at), (each.noun, each.id))
                book.insert(
                    "allocation",
                    {
                        "kind": "refund", each.key: each.id, "refund_id": made, "on_day": book.day(at),
                        "effective_ms": at, "amount_minor": part, "source_minor": part, "realised_minor": 0,
                    },
                )  # fmt: skip
        step.about("payment", made)
        return made


def currency_of(book: Book, account: int) -> str:
    """The currency of an account's newest credit, else its own, else that of the business."""
    row = book.conn.execute(
        "SELECT currency FROM payment WHERE account_id = ? AND direction = 'in' ORDER BY id DESC LIMIT 1", (account,)
    ).fetchone()
    if row is not None:
        return str(row[0])
    return _usual(book, account)


def standing(account: int | None, *, unapplied: bool) -> list[Condition]:
    """The conditions of `--account` and `--unapplied`."""
    conditions = [Condition("payment.account_id = ?", (account,))] if account is not None else []
    if unapplied:
        conditions.append(
            Condition(
                "payment.direction = 'in' AND payment.amount_minor > coalesce((SELECT sum(a.source_minor) "
                "FROM allocation a WHERE a.payment_id = payment.id), 0)"
            )
        )
    return conditions


def _account(book: Book, targets: Sequence[Target], account: int | None) -> int:
    """Who pays: the one account of all that is paid."""
    found: list[int] = [
        book.conn.execute(f"SELECT account_id FROM {noun} WHERE id = ?", (number,)).fetchone()[0]
        for noun, number in targets
    ]
    accounts = list(dict.fromkeys([*found, *([account] if account is not None else [])]))
    if not accounts:
        raise BadUsage("say what is paid: an invoice, an order or a contract, or an account.", "ltc payment record I7")
    if len(accounts) > 1:
        names = " and ".join(ref("account", each) for each in accounts)
        raise Refused(f"a payment is of one account, not of {names}.", "Record one payment for each.")
    return accounts[0]


def _invoices(book: Book, targets: Sequence[Target]) -> list[int]:
    """The invoices that are paid: those named, and the open ones of the orders and contracts named."""
    found = []
    for noun, number in targets:
        if noun == "invoice":
            invoice.load(book, number).payable()
            found.append(number)
        else:
            if noun == "sales_order" and order.load(book, number).status == "cancelled":
                raise Refused(f"{ref(noun, number)} is cancelled.", "Record it for the account: --account REF")
            rows = book.conn.execute(
                f"SELECT id FROM invoice WHERE {'order' if noun == 'sales_order' else noun}_id = ? "
                "AND status = 'issued' ORDER BY due_on, id",
                (number,),
            )
            found += [int(row[0]) for row in rows]
    return list(dict.fromkeys(found))


def _currency(book: Book, targets: Sequence[Target], invoices: Sequence[int], account: int) -> str:
    found = {settlement.debt(book, each).currency for each in invoices}
    for noun, number in targets:
        code = book.conn.execute(f"SELECT currency FROM {noun} WHERE id = ?", (number,)).fetchone()[0]
        found |= {code} if code else set()
    if len(found) > 1:
        raise Refused(
            f"what is paid is in {' and '.join(sorted(found))}; a payment settles one currency.",
            "Record one payment for each currency.",
        )
    if found:
        return found.pop()
    return _usual(book, account)


def _usual(book: Book, account: int) -> str:
    """The currency of an account, else that of the business."""
    own: str | None = book.conn.execute("SELECT currency FROM account WHERE id = ?", (account,)).fetchone()[0]
    return own or book.process.currency or book.money("1").currency


def _read(typed: str | None, currency: str) -> Money:
    if typed is None:
        return Money(0, currency)
    money = parse(typed, currency)
    if money.currency != currency:
        raise Refused(f"{words(money)} does not go with a payment in {currency}.", f"Give it in {currency}.")
    if money.minor < 0:
        raise Refused(f"{typed!r} is below zero.", "Money back is a refund: ltc payment refund --account REF")
    return money


def _amount(book: Book, typed: Typed, invoices: Sequence[int], currency: str, off: Money) -> Money:
    """The amount paid: as typed, else what is open of the invoices less the discount."""
    if typed.amount is not None:
        money = parse(typed.amount, currency)
        if money.minor <= 0:
            raise Refused(f"a payment is above zero, not {typed.amount}.", "Money back: ltc payment refund")
        return money
    left = sum(settlement.debt(book, each).open for each in invoices) - off.minor
    if not invoices:
        raise BadUsage("how much was paid?", "--amount 1250.50")
    if left <= 0:
        names = ", ".join(ref("invoice", each) for each in invoices)
        raise Refused(f"{names} has nothing open.", "Say how much was paid, to keep it as credit: --amount M")
    return Money(left, currency)


def _write(
    book: Book, targets: Sequence[Target], account: int, amount: Money, less: tuple[int, int], told: Told, at_ms: int
) -> int:
    named = " ".join(ref(*each) for each in targets) or None
    of = {noun: number for noun, number in targets if noun != "invoice"}
    made = _row(book, account, "in", amount, less, told, at_ms)
    book.update(
        "payment",
        made,
        {"targets": named, "order_id": of.get("sales_order"), "contract_id": of.get("contract")},
    )
    return made


def _row(book: Book, account: int, direction: str, amount: Money, less: tuple[int, int], told: Told, at_ms: int) -> int:
    fee, off = less
    if fee > amount.minor:
        raise Refused("the bank's fee is more than was paid.", "The amount is what the customer paid, fee included.")
    day = book.day(at_ms)
    rate = fx.needed(book, amount.currency, day)
    base = fx.base_currency(book, amount.currency)
    return book.insert(
        "payment",
        {
            "created_ms": at_ms,
            "received_on": day,
            "account_id": account,
            "direction": direction,
            "amount_minor": amount.minor,
            "currency": amount.currency,
            "fee_minor": fee,
            "discount_minor": off,
            "method": told.method,
            "reference": told.reference,
            "rate": rate,
            "base_minor": fx.convert(amount.minor, amount.currency, base, rate),
            "base_currency": base,
            "external_id": told.external_id,
        },
    )


def _settle(book: Book, made: int, invoices: Sequence[int], off: Money, at_ms: int) -> None:
    """The payment goes to the invoices in order; the discount to what it leaves open of them."""
    for number in invoices:
        source, owed = settlement.origin(book, "payment", made), settlement.debt(book, number)
        keep = off.minor if number == invoices[-1] else 0
        if source.left > 0 and owed.open > keep:
            settlement.settle(book, source, owed, owed.open - keep if keep else None, at_ms)
    rest = off.minor
    for number in reversed(invoices):
        owed = settlement.debt(book, number)
        part = min(rest, owed.open)
        rest -= part
        if part:
            settlement.check_day(book, book.day(at_ms), ("invoice", number))
            book.insert(
                "allocation",
                {
                    "kind": "discount", "payment_id": made, "invoice_id": number, "on_day": book.day(at_ms),
                    "effective_ms": at_ms, "amount_minor": part, "source_minor": 0, "realised_minor": 0,
                },
            )  # fmt: skip
    if rest:
        raise Refused(
            f"the discount is {words(Money(rest, off.currency))} more than what is open.",
            "A discount settles what the payment leaves open.",
        )


def _tell_realised(book: Book, made: int) -> None:
    """Say what was gained or lost by the change of the rates since the invoices."""
    minor, base = book.conn.execute(
        "SELECT sum(a.realised_minor), p.base_currency FROM payment p JOIN allocation a ON a.payment_id = p.id "
        "WHERE p.id = ?",
        (made,),
    ).fetchone()
    if minor:
        gained = "gained" if minor > 0 else "lost"
        book.warnings.append(f"{words(Money(abs(minor), base))} {gained} by the change of the rate since the invoice.")


def _replayed(book: Book, targets: Sequence[Target], account: int, typed: Typed, told: Told) -> int | None:
    """The payment of this reference when it was recorded before; raises `Refused` when it is another one."""
    row = _of_reference(book, told)
    if row is None:
        return None
    number, of, direction, minor, currency, fee, off, day, method, names = row
    asked = {
        "account": (account, of),
        "direction": ("in", direction),
        "what it is for": (" ".join(ref(*each) for each in targets) or None, names),
        "amount": (_minor(typed.amount, currency), minor if typed.amount is not None else None),
        "fee": (_minor(typed.fee, currency) or 0, fee),
        "discount": (_minor(typed.discount, currency) or 0, off),
        "method": (told.method, method if told.method is not None else None),
        "date": (book.day() if book.on is not None else day, day),
    }
    _refuse_other(
        told.reference or told.external_id or "", number, [name for name, pair in asked.items() if pair[0] != pair[1]]
    )
    return number


def _refunded_before(book: Book, account: int, typed: str | None, told: Told) -> int | None:
    row = _of_reference(book, told)
    if row is None:
        return None
    number, of, direction, minor, currency = row[:5]
    differing = [
        name
        for name, first, second in (
            ("account", account, of),
            ("direction", "out", direction),
            ("amount", _minor(typed, currency), minor if typed is not None else None),
        )
        if first != second
    ]
    _refuse_other(told.reference or told.external_id or "", number, differing)
    return number


def _of_reference(
    book: Book, told: Told
) -> tuple[int, int, str, int, str, int, int, str, str | None, str | None] | None:
    key, value = ("reference", told.reference) if told.reference else ("external_id", told.external_id)
    if value is None:
        return None
    row: tuple[int, int, str, int, str, int, int, str, str | None, str | None] | None = book.conn.execute(
        "SELECT id, account_id, direction, amount_minor, currency, fee_minor, discount_minor, received_on, method, "
        f"targets FROM payment WHERE {key} = ?",
        (value,),
    ).fetchone()
    return row


def _minor(typed: str | None, currency: str) -> int | None:
    """Minor units of an amount typed again; of another currency, a value no payment has."""
    if typed is None:
        return None
    money = parse(typed, currency)
    return money.minor if money.currency == currency else -1


def _refuse_other(key: str, number: int, differing: Sequence[str]) -> None:
    if differing:
        raise Refused(
            f"{key!r} is the reference of {ref('payment', number)}, which differs in {', '.join(differing)}.",
            f"See it: ltc payment show {ref('payment', number)}; a new payment has a reference of its own.",
        )
