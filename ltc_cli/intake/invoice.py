"""Invoices that were issued elsewhere, with the numbers that they have: lines, or a bare total.

An invoice of an order bills the order's lines: those that its own lines name, or all of them when it has none and
comes to the same. Once taken in, an invoice never changes.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain import fx, invoice, lead, settlement
from ltc_cli.domain.amount import Sums
from ltc_cli.domain.noun import ref
from ltc_cli.domain.text import name_key
from ltc_cli.errors import Refused
from ltc_cli.intake import match, total
from ltc_cli.intake.apply import insert_rows
from ltc_cli.intake.document import Said, Wrong
from ltc_cli.intake.line import Lines, Terms, comes_to, contact_called, discounted, figure, sentence
from ltc_cli.intake.total import Sum


class _Order(NamedTuple):
    """An order that is billed."""

    id: int
    account: int
    currency: str
    gross: bool
    total: int
    discount_ppm: int | None
    discount_minor: int | None


class _Ready(NamedTuple):
    """An invoice ready to be written."""

    head: dict[str, Value]
    issue: dict[str, Value]
    lines: list[dict[str, Value]]


class Invoices:
    """How rows become invoices."""

    def __init__(self, book: Book, lines: Lines) -> None:
        self._book = book
        self._lines = lines
        self._rates: dict[tuple[str, str], str] = {}
        self._owner = lead.owner_of(book)
        self._ready: list[_Ready] = []
        self._numbers: set[str] = set()
        self._billed: dict[int, int] = {}
        """Line of an order → what the invoices that are ready bill of it."""
        self.odd: list[int] = []

    def fresh(self, said: Said) -> None:
        """Make an invoice ready to be written."""
        head = said.head
        order = self._order(said)
        number = self._number(said)
        issued, due, terms_days = self._days(said, order)
        contact = contact_called(self._book, said)
        account = order.account if order else self._account(said)
        currency = order.currency if order and "currency" not in head else self._lines.currency(said, account)
        terms = discounted(Terms(currency, bool(head.get("gross")), issued), said, "invoice_discount")
        asked = total.asked(said, self._lines, currency)
        lines, sums, terms, what = self._content(said, order, terms, asked)
        if sums.total < 0:
            raise Wrong(said.fault("total", "it is below zero; money back is a credit note"))
        total.check(said, sums, asked, currency)
        posted = self._posted(said, issued, currency, sums)
        self._numbers.add(number)
        for each in lines:
            if each["order_line_id"] is not None:
                key = _number(each["order_line_id"])
                self._billed[key] = self._billed.get(key, 0) + _number(each["quantity"])
        at = _number(head["issued_ms"])
        columns: dict[str, Value] = {
            "created_ms": at,
            "account_id": account or self._lines.account(str(head["account"])),
            "contact_id": contact,
            "order_id": order.id if order else None,
            "what": what,
            "status": "draft",
            "terms_days": terms_days,
            **comes_to(sums, terms),
            **{name: head.get(name) for name in ("message", "external_id", "fields")},
            "owner_id": head.get("owner_id", self._owner),
        }
        issue = {"series": "external", "number": number, "issued_on": issued, "issued_ms": at, "due_on": due, **posted}
        self._ready.append(_Ready(columns, issue, lines))

    def flush(self) -> Sequence[int]:
        """Write the invoices that are ready, and issue them; what was paid before on their orders settles them."""
        ready, self._ready = self._ready, []
        self._billed.clear()
        numbers = insert_rows(self._book, "invoice", [each.head for each in ready])
        lines: list[dict[str, Value]] = []
        for number, each in zip(numbers, ready, strict=True):
            lines += [{"invoice_id": number, **columns} for columns in each.lines]
        insert_rows(self._book, "invoice_line", lines)
        if ready:
            names = ", ".join(f"{name} = ?" for name in ready[0].issue)
            self._book.conn.executemany(
                f"UPDATE invoice SET status = 'issued', {names} WHERE id = ?",
                [(*each.issue.values(), number) for number, each in zip(numbers, ready, strict=True)],
            )
        insert_rows(
            self._book,
            "status_event",
            [
                {
                    "entity": "invoice", "entity_id": number, "from_status": "draft", "to_status": "issued",
                    "effective_ms": each.issue["issued_ms"], "reason": None,
                }
                for number, each in zip(numbers, ready, strict=True)
            ],
        )  # fmt: skip
        for number, each in zip(numbers, ready, strict=True):
            if each.head["order_id"] is not None:
                self._use_deposits(number, _number(each.head["order_id"]), _number(each.issue["issued_ms"]))
        return numbers

    def again(self, number: int, said: Said) -> bool:
        """Nothing is written: an issued invoice never changes. Raises `Wrong` when the rows tell another one."""
        columns = ("status", "account_id", "number", "issued_on", "due_on", "currency", "net_minor", "tax_minor")
        values = next(match.fetch(self._book, "invoice", "id", [number], (*columns, "total_minor")))[1:]
        stored = dict(zip((*columns, "total_minor"), values, strict=True))
        if stored["status"] == "draft":
            raise Wrong(said.fault("number", f"{ref('invoice', number)} is a draft here; issue or discard it first"))
        word = said.head.get("account")
        asked = total.asked(said, self._lines, str(stored["currency"]))
        told = {
            "account": (self._lines.find_account(str(word)) if word is not None else None, stored["account_id"]),
            "number": (said.head.get("number"), stored["number"]),
            "issued": (said.head.get("issued_on"), stored["issued_on"]),
            "due": (said.head.get("due_on"), stored["due_on"]),
            "net": (asked.net, stored["net_minor"]),
            "tax_amount": (asked.tax, stored["tax_minor"]),
            "total": (asked.total, stored["total_minor"]),
        }
        differing = [name for name, (new, old) in told.items() if new is not None and new != old]
        if word is not None and told["account"][0] is None:
            differing.insert(0, "account")
        if not differing and said.items:
            differing = self._other_lines(number, said, stored)
        if differing:
            name = ref("invoice", number)
            raise Wrong(said.fault(differing[0], f"{name} is here already with another one, and never changes"))
        return False

    def _other_lines(self, number: int, said: Said, stored: Mapping[str, Value]) -> list[str]:
        gross, ppm, minor = self._book.conn.execute(
            "SELECT gross, discount_ppm, discount_minor FROM invoice WHERE id = ?", (number,)
        ).fetchone()
        terms = Terms(str(stored["currency"]), bool(gross), str(stored["issued_on"]), ppm, minor)
        _, sums = self._lines.read(said.items, terms)
        return [] if sums.total == stored["total_minor"] and sums.net == stored["net_minor"] else ["total"]

    def _number(self, said: Said) -> str:
        word = said.head.get("number") or said.head.get("external_id")
        if word is None:
            raise Wrong(said.fault("number", "an issued invoice has a number"))
        taken = self._book.conn.execute(
            "SELECT id FROM invoice WHERE series IN ('invoice', 'external') AND number = ?", (word,)
        ).fetchone()
        if taken is not None or word in self._numbers:
            raise Wrong(said.fault("number", f"the number {word!r} is that of another invoice"))
        return str(word)

    def _account(self, said: Said) -> int | None:
        if "account" not in said.head:
            raise Wrong(said.fault("account", "an invoice needs an account or an order"))
        return self._lines.find_account(str(said.head["account"]))

    def _order(self, said: Said) -> _Order | None:
        word = said.head.get("order")
        if word is None:
            return None
        for column in ("external_id", "reference"):
            wanted = ("account_id", "currency", "gross", "total_minor", "discount_ppm", "discount_minor")
            row: tuple[Any, ...] | None = next(match.fetch(self._book, "sales_order", column, [word], wanted), None)
            if row is not None:
                found = _Order(row[0], row[1], row[2], bool(row[3]), *row[4:])
                named = said.head.get("account")
                if named is not None and self._lines.find_account(str(named)) != found.account:
                    raise Wrong(said.fault("account", f"the order {word!r} is another account's"))
                currency = said.head.get("currency")
                if currency is not None and str(currency).upper() != found.currency:
                    raise Wrong(said.fault("currency", f"the order {word!r} is in {found.currency}"))
                return found
        raise Wrong(said.fault("order", f"no order has the external id or reference {word!r}"))

    def _days(self, said: Said, order: _Order | None) -> tuple[str, str, int | None]:
        """The day of issue, the day on which it is due, and the terms that follows from."""
        head = said.head
        if "issued_on" not in head:
            raise Wrong(said.fault("issued", "an issued invoice has the day on which it was issued"))
        issued = str(head["issued_on"])
        if issued > self._book.clock.today.isoformat():
            raise Wrong(said.fault("issued", f"{issued} is in the future"))
        head["issued_ms"] = self._start_of(issued)
        if "due_on" in head:
            if str(head["due_on"]) < issued:
                raise Wrong(said.fault("due", f"it would be due on {head['due_on']}, before it was issued on {issued}"))
            return issued, str(head["due_on"]), None
        terms = head.get("terms_days")
        if terms is None:
            account = order.account if order else self._account(said)
            row = self._book.conn.execute(
                "SELECT coalesce((SELECT terms_days FROM sales_order WHERE id = ?), "
                "(SELECT terms_days FROM account WHERE id = ?), ?)",
                (order.id if order else None, account, invoice.DAYS_TO_PAY),
            ).fetchone()
            terms = row[0]
        days = _number(terms)
        return issued, (date.fromisoformat(issued) + timedelta(days=days)).isoformat(), days

    def _start_of(self, day: str) -> int:
        from ltc_cli.clock import parse_moment

        return parse_moment(day, self._book.clock).ms

    def _content(
        self, said: Said, order: _Order | None, terms: Terms, asked: Sum
    ) -> tuple[list[dict[str, Value]], Sums, Terms, str]:
        """The lines, what they come to, the terms they were read by, and what it bills."""
        if said.items and not total.is_bare(said):
            if order is None:
                lines, sums = self._lines.read(said.items, terms)
                return [_free(each) for each in lines], sums, terms, "free"
            lines, sums = self._lines.read(said.items, terms)
            return self._of_order(said, order, [_free(each) for each in lines]), sums, terms, "ordered"
        if order is not None and asked.total in (None, order.total):
            whole = terms._replace(
                gross=order.gross, discount_ppm=order.discount_ppm, discount_minor=order.discount_minor
            )
            lines = self._whole_order(said, order)
            return lines, figure(lines, whole), whole, "ordered"
        line, bare = total.bare(said, self._lines, terms, asked)
        what = "free"
        if order is not None:
            what = "instalment"
            self._lines.notes.row("it bills an amount of its order, and no quantity of it", said.line)
        return [line], figure([line], bare), bare, what

    def _of_order(self, said: Said, order: _Order, lines: list[dict[str, Value]]) -> list[dict[str, Value]]:
        """Lines tied to the lines of the order that they bill; raises `Wrong` for what is not on it, or too much."""
        left = self._left(order.id)
        faults = []
        for item, columns in zip(said.items, lines, strict=True):
            quantity = _number(columns["quantity"])
            same = [
                each for each in left
                if (columns["product_id"] is not None and each["product_id"] == columns["product_id"])
                or name_key(str(each["name"])) == name_key(str(columns["name"]))
            ]  # fmt: skip
            fit = next((each for each in same if each["left"] is None or _number(each["left"]) >= quantity), None)
            if fit is None:
                why = "more than is left to bill of it (E07)" if same else "not on the order"
                faults.append(item.fault("quantity" if same else "item", f"{columns['name']!r} is {why}"))
                continue
            if fit["left"] is not None:
                fit["left"] = _number(fit["left"]) - quantity
            columns |= {"order_line_id": fit["id"], "revenue": fit["revenue"]}
        if faults:
            raise Wrong(*faults)
        return lines

    def _left(self, order: int) -> list[dict[str, Value]]:
        """The lines of an order with what is left to bill of each; None: no end."""
        rows = self._book.conn.execute(
            "SELECT l.id, l.product_id, l.name, l.revenue, coalesce(l.quantity, l.cap) - coalesce((SELECT "
            "sum(i.quantity) FROM invoice_line i WHERE i.order_line_id = l.id), 0) + coalesce((SELECT sum(c.quantity) "
            "FROM credit_note_line c JOIN invoice_line i ON i.id = c.invoice_line_id WHERE i.order_line_id = l.id), 0) "
            "FROM sales_order_line l WHERE l.order_id = ? ORDER BY l.position, l.id",
            (order,),
        ).fetchall()
        found = [dict(zip(("id", "product_id", "name", "revenue", "left"), row, strict=True)) for row in rows]
        for each in found:
            if each["left"] is not None:
                each["left"] -= self._billed.get(each["id"], 0)
        return found

    def _whole_order(self, said: Said, order: _Order) -> list[dict[str, Value]]:
        """A line for each line of the order; raises `Wrong` when some of it is billed already."""
        copied = (
            "position", "product_id", "name", "quantity", "unit", "price_minor", "discount_ppm", "tax", "tax_ppm",
            "revenue", "service_from", "service_to",
        )  # fmt: skip
        rows = self._book.conn.execute(
            f"SELECT id, {', '.join(copied)} FROM sales_order_line WHERE order_id = ? AND quantity IS NOT NULL "
            "ORDER BY position, id",
            (order.id,),
        ).fetchall()
        left = {each["id"]: each["left"] for each in self._left(order.id)}
        lines: list[dict[str, Value]] = [
            {"order_line_id": row[0], **dict(zip(copied, row[1:], strict=True))} for row in rows
        ]
        if not lines or any(each["quantity"] != left[each["order_line_id"]] for each in lines):
            raise Wrong(said.fault("order", "the order has no lines, or some of it is billed already: give the lines"))
        return lines

    def _posted(self, said: Said, day: str, currency: str, sums: Sums) -> dict[str, Value]:
        try:
            rate = self._rates[currency, day] = self._rates.get((currency, day)) or fx.needed(self._book, currency, day)
        except Refused as error:
            raise Wrong(said.fault("currency", sentence(error))) from error
        base = fx.base_currency(self._book, currency)
        return {
            "rate": rate,
            "base_net_minor": fx.convert(sums.net, currency, base, rate),
            "base_total_minor": fx.convert(sums.total, currency, base, rate),
            "base_currency": base,
        }

    def _use_deposits(self, number: int, order: int, issued_ms: int) -> None:
        """What was paid on the order before settles its invoice, on the later of their days."""
        rows = self._book.conn.execute(
            "SELECT p.id, p.created_ms FROM payment p JOIN invoice i ON i.account_id = p.account_id "
            "AND i.currency = p.currency WHERE p.order_id = ? AND i.id = ? AND p.direction = 'in' "
            "ORDER BY p.received_on, p.id",
            (order, number),
        ).fetchall()
        for payment, at in rows:
            source, owed = settlement.origin(self._book, "payment", payment), settlement.debt(self._book, number)
            if source.left > 0 and owed.open > 0:
                settlement.settle(self._book, source, owed, None, max(at, issued_ms))


def _free(columns: dict[str, Value]) -> dict[str, Value]:
    """A line of an invoice: it has no cost, and bills no order unless it is tied to one."""
    kept = {name: value for name, value in columns.items() if name != "cost_minor"}
    return {"order_line_id": None, **kept}


def _number(value: Value) -> int:
    assert isinstance(value, int)
    return value
