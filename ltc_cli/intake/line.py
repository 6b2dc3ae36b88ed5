"""Lines of orders and invoices, as rows tell them: read, priced and added up as `domain.line` does, in batches."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain import amount, line, product, tax
from ltc_cli.errors import BadUsage, LtcError, Refused
from ltc_cli.intake import match
from ltc_cli.intake.clean import Notes, Reading
from ltc_cli.intake.document import Item, Said, Wrong
from ltc_cli.intake.people import account_called, account_found
from ltc_cli.intake.read import Fault
from ltc_cli.money import exponent, parse, parse_amount
from ltc_cli.quantity import UNIT

_REMEMBERED = 50_000


class Goods(NamedTuple):
    """What a row names as its item."""

    found: product.Product | None
    cost_minor: int | None
    cost_currency: str | None


class Terms(NamedTuple):
    """What a document says of its lines."""

    currency: str
    gross: bool
    day: str
    """Whose prices hold."""
    discount_ppm: int | None = None
    discount_minor: int | None = None


class Lines:
    """Reads lines; what repeats is looked up once."""

    def __init__(self, book: Book, notes: Notes, reading: Reading) -> None:
        self.book = book
        self.notes = notes
        self._reading = reading
        self._goods: dict[str, Goods] = {}
        self._taxes: dict[tuple[str | None, str | None], tax.Rated] = {}
        self._prices: dict[tuple[str, str], int] = {}
        self._accounts: dict[str, int] = {}
        self._currencies: dict[int, str | None] = {}

    def read(self, items: Sequence[Item], terms: Terms) -> tuple[list[dict[str, Value]], amount.Sums]:
        """The columns of lines, and what they come to; raises `Wrong` with all that is wrong."""
        faults: list[Fault] = []
        found: list[dict[str, Value]] = []
        for item in items:
            try:
                found.append(self._columns(item, terms))
            except Wrong as wrong:
                faults += wrong.faults
        if faults:
            raise Wrong(*faults)
        return found, figure(found, terms)

    def account(self, word: str) -> int:
        """The account that a row names; a new one when there is none."""
        return account_called(self.book, word, self._accounts, self.notes)

    def find_account(self, word: str) -> int | None:
        """The account that a row names, None when there is none yet."""
        return account_found(self.book, word, self._accounts)

    def currency(self, said: Said, account: int | None) -> str:
        """The currency of a document: as its row says, of its account, or of the business; raises `Wrong`."""
        word = said.head.get("currency")
        if word is not None:
            try:
                exponent(str(word).upper())
            except BadUsage as error:
                raise Wrong(said.fault("currency", sentence(error))) from error
            return str(word).upper()
        if account is not None and account not in self._currencies:
            row = self.book.conn.execute("SELECT currency FROM account WHERE id = ?", (account,)).fetchone()
            self._currencies[account] = row[0]
        own = self._currencies.get(account) if account is not None else None
        return own or self.book.process.currency or self.book.money("1").currency

    def money(self, text: str, currency: str) -> int:
        """Minor units of a cell in a currency; raises `LtcError`."""
        minor = self._prices.get((text, currency))
        if minor is None:
            mark = self._reading.decimal
            if mark:
                minor = parse_amount(text, currency, mark)
            else:
                minor, code = parse(text, currency)
                line.same_currency("it", currency, code)
            if len(self._prices) < _REMEMBERED:
                self._prices[text, currency] = minor
        return minor

    def goods(self, word: str) -> Goods:
        """The product that a row names by sku, name or external id, if it is one."""
        known = self._goods.get(word)
        if known is None:
            found = product.find(self.book, word)
            known = Goods(found, None, None)
            if found is not None:
                cost = self.book.conn.execute(
                    "SELECT cost_minor, currency FROM product WHERE id = ?", (found.id,)
                ).fetchone()
                known = Goods(found, *cost)
            elif self.book.conn.execute("SELECT 1 FROM product LIMIT 1").fetchone() is not None:
                self.notes.such("items that are no product are kept as they are written", word)
            if len(self._goods) < _REMEMBERED:
                self._goods[word] = known
        return known

    def tax(self, given: str | None, of_product: str | None) -> tax.Rated:
        """The tax of a line; raises `BadUsage`."""
        known = self._taxes.get((given, of_product))
        if known is None:
            known = self._taxes[given, of_product] = tax.of_line(self.book, given, of_product)
        return known

    def _columns(self, item: Item, terms: Terms) -> dict[str, Value]:
        cells = item.cells
        if "item" not in cells:
            raise Wrong(item.fault("item", "a line needs an item"))
        goods = self.goods(str(cells["item"]))
        found = goods.found
        try:
            rated = self.tax(_text(cells.get("tax")), found.tax if found else None)
        except LtcError as error:
            raise Wrong(item.fault("tax", sentence(error))) from error
        since, until = _text(cells.get("service_from")), _text(cells.get("service_to"))
        if until is not None and (since is None or since > until):
            raise Wrong(item.fault("service_to", f"the service would end on {until}, before it begins"))
        plain = "straight" if since is not None else "delivery"
        return {
            "position": cells["position"],
            "product_id": found.id if found else None,
            "name": found.name if found else cells["item"],
            "quantity": cells.get("quantity", UNIT),
            "unit": cells.get("unit") or (found.unit if found else None),
            "price_minor": self._price(item, found, terms),
            "discount_ppm": cells.get("discount_ppm", 0),
            "tax": rated.name,
            "tax_ppm": rated.ppm,
            "revenue": found.revenue if found else plain,
            "service_from": since,
            "service_to": until,
            "cost_minor": goods.cost_minor if goods.cost_currency == terms.currency else None,
        }

    def _price(self, item: Item, found: product.Product | None, terms: Terms) -> int:
        text = item.cells.get("price")
        try:
            if text is not None:
                return self.money(str(text), terms.currency)
            listed = product.price_of(self.book, found.id, terms.currency, terms.day) if found else None
            if listed is None:
                raise Refused(f"{item.cells['item']!r} has no price in {terms.currency}")
        except LtcError as error:
            raise Wrong(item.fault("price", sentence(error))) from error
        return listed


def figure(lines: Sequence[dict[str, Value]], terms: Terms) -> amount.Sums:
    """Work a document out, and put on its lines what each comes to."""
    sums = amount.work_out(
        [
            amount.Item(_number(each["quantity"]), _number(each["price_minor"]), _number(each["discount_ppm"]),
                        _number(each["tax_ppm"]))
            for each in lines
        ],
        gross=terms.gross,
        discount_ppm=terms.discount_ppm,
        discount_minor=terms.discount_minor,
    )  # fmt: skip
    for columns, part in zip(lines, sums.parts, strict=True):
        columns["amount_minor"], columns["net_minor"], columns["tax_minor"] = part
    return sums


def comes_to(sums: amount.Sums, terms: Terms) -> dict[str, Value]:
    """The columns of a document that say what it comes to, and how."""
    return {
        "currency": terms.currency,
        "gross": int(terms.gross),
        "discount_ppm": terms.discount_ppm,
        "discount_minor": terms.discount_minor,
        "net_minor": sums.net,
        "tax_minor": sums.tax,
        "total_minor": sums.total,
    }


def discounted(terms: Terms, said: Said, name: str) -> Terms:
    """A document's terms with the discount on the whole of it; raises `Wrong`."""
    text = said.head.get(name)
    if text is None:
        return terms
    try:
        off = line.discount(str(text), terms.currency)
    except LtcError as error:
        raise Wrong(said.fault(name, sentence(error))) from error
    ppm, minor = off["discount_ppm"], off["discount_minor"]
    return terms._replace(
        discount_ppm=None if ppm is None else _number(ppm), discount_minor=None if minor is None else _number(minor)
    )


def contact_called(book: Book, said: Said) -> int | None:
    """The contact that a row names by external id or e-mail; raises `Wrong` when there is none."""
    word = said.head.get("contact")
    if word is None:
        return None
    for column, value in (("external_id", str(word)), ("email_key", str(word).casefold())):
        found = next(match.fetch(book, "contact", column, [value], ["id"]), None)
        if found is not None:
            return _number(found[0])
    raise Wrong(said.fault("contact", f"no contact has the external id or e-mail {word!r}"))


def differing(stored: Mapping[str, Value], wanted: Mapping[str, Value]) -> dict[str, Value]:
    """The columns that are said and are otherwise in the file."""
    return {name: value for name, value in wanted.items() if value is not None and stored[name] != value}


def sentence(error: LtcError) -> str:
    """Why, as it stands in a list of bad rows."""
    return error.message.rstrip(".")


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _number(value: Value) -> int:
    assert isinstance(value, int)
    return value
