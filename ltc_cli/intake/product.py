"""Products: known by external id, sku or name; a price is kept in the list, from the day of the import on."""

from collections.abc import Mapping, Sequence

from ltc_cli.book import Book, Value
from ltc_cli.domain import entry, product, tax
from ltc_cli.errors import LtcError
from ltc_cli.intake import match
from ltc_cli.intake.apply import Held
from ltc_cli.intake.clean import Notes, Rows
from ltc_cli.intake.read import Fault
from ltc_cli.money import Money

_ASIDE = ("created", "price_minor", "price_currency")


class Products:
    """How rows become products."""

    extra: tuple[str, ...] = ("name",)

    def __init__(self, book: Book, notes: Notes) -> None:
        self._book = book
        self._notes = notes
        self._skus: dict[str, Value] = {}
        """Folded sku → the external id it came with."""

    def plain(self, rows: Rows, /) -> bool:
        """Prices have to be looked for."""
        return "price_minor" not in rows.columns

    def prepare(self, rows: Rows) -> tuple[Rows, list[Fault]]:
        """Read kinds, taxes and rules of revenue; a product needs a name or a sku, and each sku is one product's."""
        columns = dict(rows.columns)
        empty: list[Value] = [None] * len(rows.lines)
        names = [a if a is not None else b for a, b in zip(
            columns.get("name", empty), columns.get("sku", empty), strict=True
        )]  # fmt: skip
        keys = [a if a is not None else b for a, b in zip(
            columns.get("name_key", empty), columns.get("sku_key", empty), strict=True
        )]  # fmt: skip
        if "name" in columns or "sku" in columns:
            columns |= {"name": names, "name_key": keys}
        faults = [
            Fault(line, "name", "a product needs a name or a sku")
            for line, name in zip(rows.lines, names, strict=True)
            if name is None
        ]
        for name in ("kind", "revenue", "tax"):
            if name in columns:
                columns[name], more = self._words(name, columns[name], rows.lines)
                faults += more
        rows = Rows(rows.lines, columns)
        shared = match.taken(self._book, "product", rows, "sku_key", self._skus)
        faults += [Fault(rows.lines[place], "sku", "the sku is that of another product") for place in shared]
        bad = {fault.line for fault in faults}
        return rows.pick([place for place, line in enumerate(rows.lines) if line not in bad]) if bad else rows, faults

    def choose(self, known: Sequence[Held], _row: Mapping[str, Value], _key: str) -> Held | None:
        """The oldest with the key."""
        return known[0]

    def fresh(self, rows: Rows) -> dict[str, list[Value]]:
        """New ones: a service that is recognised on delivery, unless the table says otherwise."""
        count = len(rows.lines)
        columns = {name: column for name, column in rows.columns.items() if name not in _ASIDE}
        for name, default in (("kind", "service"), ("revenue", "delivery")):
            columns[name] = [default if each is None else each for each in columns.get(name, [None] * count)]
        now = self._book.when()
        columns["created_ms"] = [now if ms is None else ms for ms in rows.columns.get("created", [None] * count)]
        return columns

    def born(self, numbers: range, rows: Rows) -> None:
        """Write the prices of new products: they were always so."""
        for place, number in enumerate(numbers):
            row = rows.row(place)
            if "price_minor" in row:
                price = Money(int(row["price_minor"] or 0), str(row["price_currency"]))
                product.put_prices(self._book, number, [price], None)

    def again(self, held: Held, row: Mapping[str, Value], _line: int, _key: str) -> dict[str, Value]:
        """What is said anew; another price is a new one from the day of the import on."""
        if "price_minor" in row:
            minor, currency = row["price_minor"], str(row["price_currency"])
            if product.price_of(self._book, held.id, currency, self._book.day()) != minor:
                product.put_prices(self._book, held.id, [Money(int(minor or 0), currency)], self._book.day())
                held.moved = True
        return {name: value for name, value in row.items() if name not in _ASIDE}

    def save(self, held: Held, changes: Mapping[str, Value]) -> None:
        """Write the net change."""
        entry.save(self._book, "product", held.id, changes)

    def _words(self, name: str, column: Sequence[Value], lines: Sequence[int]) -> tuple[list[Value], list[Fault]]:
        known = {"kind": product.KINDS, "revenue": product.REVENUES}.get(name, ())
        values: list[Value] = []
        faults = []
        for line, word in zip(lines, column, strict=True):
            value: Value = None
            try:
                if word is not None:
                    found = entry.one_of(str(word), known, name) if known else tax.named(self._book, str(word)).name
                    value = found
            except LtcError as error:
                faults.append(Fault(line, name, error.message.rstrip(".")))
            values.append(value)
        return values, faults
