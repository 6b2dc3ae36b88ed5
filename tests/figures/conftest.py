"""Documents written straight into a file, as the verbs leave them: what money reports are worked out from."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ltc_cli.domain.fx import convert

ENDS = ("payment_id", "credit_note_id", "invoice_id", "refund_id")


def noon(day: str) -> int:
    """An instant on a day: noon in UTC."""
    return (date.fromisoformat(day).toordinal() - 719_163) * 86_400_000 + 43_200_000


class Rows:
    """Writes documents inside an operation. Amounts are minor units."""

    def __init__(self, book: Any) -> None:
        self.book = book

    def one(self, sql: str, *values: object) -> Any:
        return self.book.conn.execute(sql, values).fetchone()

    def account(self, name: str = "Acme") -> int:
        values = {"created_ms": noon("2025-01-01"), "name": name, "name_key": name.casefold()}
        return int(self.book.insert("account", values))

    def invoice(
        self,
        account: int,
        on: str,
        due: str,
        total: int,
        *,
        currency: str = "EUR",
        rate: str = "1",
        lines: list[tuple[int, int, int]] | None = None,
        **more: Any,
    ) -> int:
        """An issued invoice; lines are rate of tax in ppm, net and tax, and make the total."""
        net, tax = _sums(lines, total)
        number = self.one("SELECT count(*) FROM invoice")[0] + 1
        made = self.book.insert(
            "invoice",
            {
                "created_ms": noon(on), "account_id": account, "what": "free", "status": "draft", "currency": currency,
                "gross": 0, "net_minor": net, "tax_minor": tax, "total_minor": net + tax, **more,
            },
        )  # fmt: skip
        for position, (ppm, line_net, line_tax) in enumerate(lines or (), 1):
            self.book.insert(
                "invoice_line",
                {
                    "invoice_id": made, "position": position, "name": f"Item {position}", "quantity": 1_000_000,
                    "price_minor": line_net, "discount_ppm": 0, "tax_ppm": ppm, "revenue": "delivery",
                    "amount_minor": line_net, "net_minor": line_net, "tax_minor": line_tax,
                },
            )  # fmt: skip
        self.book.update(
            "invoice",
            made,
            {
                "status": "issued", "series": "external", "number": f"X{number}", "issued_on": on,
                "issued_ms": noon(on), "due_on": due, "rate": rate,
                "base_net_minor": convert(net, currency, "EUR", rate),
                "base_total_minor": convert(net + tax, currency, "EUR", rate), "base_currency": "EUR",
            },
        )  # fmt: skip
        return int(made)

    def payment(
        self, account: int, on: str, amount: int, *, currency: str = "EUR", direction: str = "in", **more: Any
    ) -> int:
        return int(
            self.book.insert(
                "payment",
                {
                    "created_ms": noon(on), "received_on": on, "account_id": account, "direction": direction,
                    "amount_minor": amount, "currency": currency, "fee_minor": 0, "discount_minor": 0, "rate": "1",
                    "base_minor": amount, "base_currency": "EUR", **more,
                },
            )
        )  # fmt: skip

    def credit(
        self, invoice: int, on: str, total: int = 0, lines: list[tuple[int, int, int]] | None = None, **more: Any
    ) -> int:
        """A credit note of an invoice; lines are positions of the invoice's lines, net and tax."""
        account, currency, rate = self.one("SELECT account_id, currency, rate FROM invoice WHERE id = ?", invoice)
        net, tax = _sums(lines, total)
        number = self.one("SELECT count(*) FROM credit_note")[0] + 1
        made = self.book.insert(
            "credit_note",
            {
                "created_ms": noon(on), "invoice_id": invoice, "account_id": account, "series": "external",
                "number": f"C{number}", "issued_on": on, "currency": currency, "net_minor": net, "tax_minor": tax,
                "total_minor": net + tax, "rate": rate, "base_net_minor": convert(net, currency, "EUR", rate),
                "base_total_minor": convert(net + tax, currency, "EUR", rate), "base_currency": "EUR", **more,
            },
        )  # fmt: skip
        for position, (of, line_net, line_tax) in enumerate(lines or (), 1):
            line, ppm = self.one(
                "SELECT id, tax_ppm FROM invoice_line WHERE invoice_id = ? AND position = ?", invoice, of
            )
            self.book.insert(
                "credit_note_line",
                {
                    "credit_note_id": made, "position": position, "invoice_line_id": line, "name": f"Item {of}",
                    "tax_ppm": ppm, "net_minor": line_net, "tax_minor": line_tax,
                },
            )  # fmt: skip
        return int(made)

    def allocate(self, kind: str, on: str, amount: int, *, source: int | None = None, **ends: int) -> int:
        free = kind in ("discount", "writeoff")
        return int(
            self.book.insert(
                "allocation",
                {
                    "kind": kind, "on_day": on, "effective_ms": noon(on), "amount_minor": amount,
                    "source_minor": source if source is not None else 0 if free else amount, "realised_minor": 0,
                    **{f"{name}_id": number for name, number in ends.items()},
                },
            )
        )  # fmt: skip

    def reverse(self, number: int, on: str) -> int:
        """Take an allocation back."""
        kind, amount, source, *ends = self.one(
            f"SELECT kind, amount_minor, source_minor, {', '.join(ENDS)} FROM allocation WHERE id = ?", number
        )
        return int(
            self.book.insert(
                "allocation",
                {
                    "kind": kind, "on_day": on, "effective_ms": noon(on), "amount_minor": -amount,
                    "source_minor": -source, "realised_minor": 0, "reverses": number,
                    **dict(zip(ENDS, ends, strict=True)),
                },
            )
        )  # fmt: skip

    def pay(self, invoice: int, on: str, amount: int) -> int:
        """A payment of an invoice; the allocation."""
        account = self.one("SELECT account_id FROM invoice WHERE id = ?", invoice)[0]
        payment = self.payment(account, on, amount)
        return self.allocate("payment", on, amount, payment=payment, invoice=invoice)

    def planned(self, *parts: tuple[int, str, str | None]) -> int:
        """An order over 1,000.00 by instalments (amount, trigger, day), invoiced as a whole on 1 February 2026."""
        acme = self.account()
        order = self.book.insert(
            "sales_order",
            {
                "created_ms": noon("2026-01-01"), "account_id": acme, "status": "confirmed", "held": 0,
                "confirmed_ms": noon("2026-01-01"), "currency": "EUR", "gross": 0, "net_minor": 100_000,
                "tax_minor": 0, "total_minor": 100_000,
            },
        )  # fmt: skip
        self.book.insert(
            "sales_order_line",
            {
                "order_id": order, "position": 1, "name": "Work", "quantity": 1_000_000, "released": 0,
                "price_minor": 100_000, "discount_ppm": 0, "tax_ppm": 0, "revenue": "delivery",
                "amount_minor": 100_000, "net_minor": 100_000, "tax_minor": 0,
            },
        )  # fmt: skip
        for position, (amount, trigger, day) in enumerate(parts, 1):
            self.book.insert(
                "instalment",
                {
                    "order_id": order, "position": position, "amount_minor": amount, "trigger": trigger,
                    "offset_days": 0, "day": day,
                },
            )  # fmt: skip
        return self.invoice(acme, "2026-02-01", "2026-06-30", 100_000, order_id=order, what="ordered")

    def credited(self, invoice: int, on: str, total: int) -> int:
        """A credit note that settles its invoice; the note."""
        note = self.credit(invoice, on, total)
        self.allocate("credit", on, total, credit_note=note, invoice=invoice)
        return note


def _sums(lines: list[tuple[int, int, int]] | None, total: int) -> tuple[int, int]:
    if lines is None:
        return total, 0
    return sum(net for _, net, _ in lines), sum(tax for *_, tax in lines)


@pytest.fixture
def documents(ltc: Any) -> Callable[[], AbstractContextManager[Rows]]:
    """Opens the file of `ltc` to write documents into it, as one operation."""
    return lambda: written(ltc.path)


@contextmanager
def written(path: Path) -> Iterator[Rows]:
    """The file, to write documents into."""
    from ltc_cli.book import Book

    with Book.open(path, write=True, today="2026-12-31") as book, book.operation("import"):
        yield Rows(book)
