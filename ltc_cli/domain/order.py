"""Orders: what was bought, promised for when; confirmed, on hold, closed or cancelled. Lines change in drafts only."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain import entry, fulfilment, fx, instalment, line, progress
from ltc_cli.domain.entry import Entry
from ltc_cli.domain.field import Field
from ltc_cli.domain.line import Wanted
from ltc_cli.domain.noun import ref
from ltc_cli.domain.query import Condition, Source
from ltc_cli.errors import Refused
from ltc_cli.quantity import plain as quantity_text
from ltc_cli.shape import Column, Listing, Section

ENTRIES = (
    Entry("contact", "contact", "contact_id"),
    Entry("reference", "text", "reference"),
    Entry("terms", "count", "terms_days"),
    Entry("message", "text", "message"),
    Entry("owner", "member", "owner_id"),
    Entry("tags", "tags", "tags"),
    Entry("external_id", "text", "external_id"),
)
_STATUS = "iif(sales_order.held AND sales_order.status = 'confirmed', 'hold', sales_order.status)"
_PROMISED = (
    "(SELECT promised FROM promise_event e WHERE e.order_id = sales_order.id AND e.effective_ms <= :as_of "
    "ORDER BY e.effective_ms DESC, e.id DESC LIMIT 1)"
)


def _parts(book: Book, number: int) -> list[Section]:
    currency = line.head(book, "sales_order", number).currency
    columns = (
        Column("position", "count", label="#"),
        Column("item"),
        Column("ordered", "quantity"),
        Column("cap", "quantity", shown=False),
        Column("unit"),
        Column("price", "money"),
        Column("net", "money"),
        Column("tax_amount", "money", shown=False),
        Column("shipped", "quantity"),
        Column("delivered", "quantity"),
        Column("returned", "quantity", shown=False),
        Column("invoiced", "quantity"),
        Column("released", "quantity", shown=False),
        Column("to_credit", "quantity", shown=False),
        Column("discount", "ratio", shown=False),
        Column("tax", shown=False),
        Column("service_from", "date", shown=False),
        Column("service_to", "date", shown=False),
        Column("currency", shown=False),
    )
    facts = book.conn.execute(
        "SELECT unit, price_minor, net_minor, tax_minor, nullif(discount_ppm / 1000000.0, 0), tax, service_from, "
        "service_to FROM sales_order_line WHERE order_id = ? ORDER BY position, id",
        (number,),
    )
    rows = [
        (
            each.position, each.name, each.quantity, each.cap, unit, price, net, tax, each.shipped, each.delivered,
            each.returned, each.billed, each.released, each.to_credit, discount, rate, since, until, currency,
        )
        for each, (unit, price, net, tax, discount, rate, since, until) in zip(
            fulfilment.lines(book, number, book.as_of_ms), facts, strict=True
        )
    ]  # fmt: skip
    sections = [Section("lines", Listing("line", columns, rows))]
    plan = instalment.listing(book, number)
    return [*sections, Section("instalments", plan)] if plan.rows else sections


_DONE = (
    "(SELECT coalesce(sum({quantity}), 0) FROM shipment_line s JOIN shipment h ON h.id = s.shipment_id "
    "WHERE s.order_line_id = l.id AND h.{when} <= :now)"
)
_BACK = (
    "coalesce((SELECT sum(r.quantity) FROM goods_return_line r JOIN goods_return g ON g.id = r.return_id "
    "WHERE r.order_line_id = l.id AND g.created_ms <= :now AND g.reopens = 1), 0)"
)
_SHIPPED = _DONE.format(quantity="s.quantity", when="created_ms")
_DELIVERED = _DONE.format(quantity="s.quantity", when="delivered_ms")
_OF_LINES = "(SELECT {what} FROM sales_order_line l WHERE l.order_id = sales_order.id)"
_BILLED = (
    "(SELECT coalesce(sum(v.net_minor), 0) - coalesce(sum((SELECT sum(n.net_minor) FROM credit_note n "
    "WHERE n.invoice_id = v.id AND n.created_ms <= :now)), 0) FROM invoice v WHERE v.order_id = sales_order.id "
    "AND v.issued_ms <= :now)"
)
DELIVERY = (
    "CASE WHEN "
    + _OF_LINES.format(
        what=f"min(CASE WHEN l.quantity IS NULL THEN {_DELIVERED} > 0 AND {_DELIVERED} = {_SHIPPED} "
        f"ELSE {_DELIVERED} - {_BACK} >= l.quantity - l.released END)"
    )
    + " = 1 THEN 'delivered' WHEN "
    + _OF_LINES.format(
        what=f"min(coalesce(l.quantity, l.cap) IS NOT NULL "
        f"AND {_SHIPPED} - {_BACK} >= coalesce(l.quantity, l.cap) - l.released)"
    )
    + f" = 1 AND {_OF_LINES.format(what=f'max({_SHIPPED})')} > 0 THEN 'shipped' "
    + f"WHEN {_OF_LINES.format(what=f'max({_SHIPPED})')} > 0 THEN 'partly' ELSE 'none' END"
)
"""SQL for how far an order is delivered: the same as `fulfilment.delivery`, for lists."""

SOURCE = Source(
    noun="sales_order",
    fields=(
        Field("ref", "ref", "'O' || sales_order.id"),
        Field("id", "count", "sales_order.id", shown=False),
        Field("reference", "text", "sales_order.reference", shown=False),
        Field("account", "ref", "'A' || sales_order.account_id", shown=False),
        Field("account_name", "text", "account.name"),
        Field("contact", "ref", "'C' || sales_order.contact_id", shown=False),
        Field("deal", "ref", "'D' || sales_order.deal_id", shown=False),
        Field("quote", "ref", "'Q' || sales_order.quote_id", shown=False),
        Field("contract", "ref", "'K' || sales_order.contract_id", shown=False),
        Field("status", "text", _STATUS),
        Field("delivery", "text", DELIVERY),
        Field("billed", "money", _BILLED, shown=False, currency_sql="sales_order.currency"),
        Field("promised", "date", "sales_order.promised"),
        Field("first_promised", "date", "sales_order.first_promised", shown=False),
        Field("net", "money", "sales_order.net_minor", currency_sql="sales_order.currency"),
        Field("tax", "money", "sales_order.tax_minor", shown=False, currency_sql="sales_order.currency"),
        Field("total", "money", "sales_order.total_minor", currency_sql="sales_order.currency"),
        Field("currency", "text", "sales_order.currency", shown=False),
        Field("gross", "yesno", "sales_order.gross", shown=False),
        Field("discount", "ratio", "sales_order.discount_ppm / 1000000.0", shown=False),
        Field(
            "discount_amount", "money", "sales_order.discount_minor", shown=False, currency_sql="sales_order.currency"
        ),
        Field("rate", "text", "sales_order.rate", shown=False),
        Field("terms", "count", "sales_order.terms_days", shown=False),
        Field("message", "text", "sales_order.message", shown=False),
        Field("owner", "text", "owner.name", shown=False),
        Field("created", "instant", "sales_order.created_ms", shown=False),
        Field("confirmed", "instant", "sales_order.confirmed_ms"),
        Field("closed", "instant", "sales_order.closed_ms", shown=False),
        Field("reason", "text", "sales_order.reason", shown=False),
        Field("tags", "tags", "sales_order.tags", shown=False),
        Field("external_id", "text", "sales_order.external_id", shown=False),
    ),
    joins=(
        "LEFT JOIN account ON account.id = sales_order.account_id "
        "LEFT JOIN member owner ON owner.id = sales_order.owner_id"
    ),
    order="sales_order.created_ms DESC, sales_order.id DESC",
    title="'O' || sales_order.id || '  ' || account.name",
    past=(
        ("status", progress.as_of("sales_order", "sales_order.status")),
        ("promised", _PROMISED),
        ("closed", "iif(sales_order.closed_ms <= :as_of, sales_order.closed_ms, NULL)"),
        ("confirmed", "iif(sales_order.confirmed_ms <= :as_of, sales_order.confirmed_ms, NULL)"),
    ),
    born="sales_order.created_ms",
    parts=_parts,
)


class Order(NamedTuple):
    """An order as its steps see it."""

    id: int
    status: str
    held: bool
    lines: int
    shipped: bool
    """Whether anything ever left."""
    invoiced: bool
    """Whether any invoice of it stands: a draft, or one that is not credited in full."""

    @property
    def ref(self) -> str:
        """How people write it."""
        return ref("sales_order", self.id)

    def editable(self) -> None:
        """Raise `Refused` unless it is a draft."""
        if self.status != "draft":
            raise Refused(
                f"{self.ref} is {self.status}; only the lines of a draft can be changed.",
                f"Close what is left and make another: ltc order close {self.ref}",
            )

    def confirm(self) -> bool:
        """Whether confirming it is a step; raises `Refused` when it cannot be confirmed."""
        if self.status == "confirmed":
            return False
        if self.status != "draft":
            raise Refused(f"{self.ref} is {self.status}; it cannot be confirmed.", "Make a new one: ltc order create")
        if not self.lines:
            raise Refused(f"{self.ref} has no lines.", f"ltc order line {self.ref} ITEM --quantity 1 --price …")
        return True

    def working(self, what: str) -> None:
        """Raise `Refused` unless it is confirmed and not on hold; `what` is to be done with it: "shipped"."""
        if self.status == "draft":
            raise Refused(f"{self.ref} is not confirmed, so it cannot be {what}.", f"ltc order confirm {self.ref}")
        if self.status != "confirmed":
            raise Refused(f"{self.ref} is {self.status}, so it cannot be {what}.", f"ltc order show {self.ref}")
        if self.held:
            raise Refused(f"{self.ref} is on hold, so it cannot be {what}.", f"ltc order release {self.ref}")

    def billable(self) -> None:
        """Raise `Refused` unless it may be invoiced: confirmed, or closed after it was."""
        if self.status == "draft":
            raise Refused(f"{self.ref} is not confirmed, so it cannot be invoiced.", f"ltc order confirm {self.ref}")
        if self.status == "cancelled":
            raise Refused(f"{self.ref} is cancelled, so it cannot be invoiced.", f"ltc order show {self.ref}")

    def hold(self) -> bool:
        """Whether putting it on hold is a step."""
        if self.held:
            return False
        self.working("put on hold")
        return True

    def close(self) -> bool:
        """Whether closing it is a step; raises `Refused` unless it is confirmed."""
        if self.status == "closed":
            return False
        if self.status != "confirmed":
            hint = f"ltc order cancel {self.ref}" if self.status == "draft" else f"ltc order show {self.ref}"
            raise Refused(f"{self.ref} is {self.status}; only a confirmed order is closed.", hint)
        return True

    def cancel(self) -> bool:
        """Whether cancelling it is a step; raises `Refused` once it was shipped or invoiced."""
        if self.status == "cancelled":
            return False
        if self.status == "closed":
            raise Refused(f"{self.ref} is closed; it cannot be cancelled.", f"ltc order show {self.ref}")
        if self.shipped:
            raise Refused(
                f"{self.ref} was shipped, so it cannot be cancelled.",
                f"Take it back: ltc order return {self.ref} --line ITEM=QUANTITY; or: ltc order close {self.ref}",
            )
        if self.invoiced:
            raise Refused(
                f"{self.ref} was invoiced, so it cannot be cancelled.",
                "Credit the invoice: ltc invoice credit REF --reason …; or discard the draft: ltc invoice discard REF",
            )
        return True


def load(book: Book, number: int) -> Order:
    """One order; the id must exist."""
    row = book.conn.execute(
        "SELECT id, status, held, (SELECT count(*) FROM sales_order_line l WHERE l.order_id = o.id), "
        "EXISTS (SELECT 1 FROM shipment s WHERE s.order_id = o.id), "
        "EXISTS (SELECT 1 FROM invoice i WHERE i.order_id = o.id AND (i.status = 'draft' OR i.total_minor > "
        "coalesce((SELECT sum(c.total_minor) FROM credit_note c WHERE c.invoice_id = i.id), 0))) "
        "FROM sales_order o WHERE id = ?",
        (number,),
    ).fetchone()
    return Order(row[0], row[1], bool(row[2]), row[3], bool(row[4]), bool(row[5]))


def put_line(book: Book, number: int, wanted: Wanted, *, remove: bool = False) -> None:
    """Add, change or remove a line of a draft."""
    with book.operation("order line") as step:
        load(book, number).editable()
        on = line.head(book, "sales_order", number)
        if remove:
            line.remove(book, on, wanted.item)
        else:
            line.put(book, on, wanted)
            _check_quoted(book, number)
        instalment.refigure(book, number)
        step.about("sales_order", number)


def edit(book: Book, numbers: Sequence[int], values: Mapping[str, str]) -> None:
    """Change fields of orders; `promised=…` is a new promise, `discount=…` changes a draft."""
    with book.operation("order edit") as step:
        given = dict(values)
        promised, off = given.pop("promised", None), given.pop("discount", None)
        columns = entry.columns(book, "sales_order", ENTRIES, given)
        for number in numbers:
            entry.save(book, "sales_order", number, columns)
            if off is not None:
                load(book, number).editable()
                on = line.head(book, "sales_order", number)
                book.update("sales_order", number, line.discount(off, on.currency))
                line.refigure(book, line.head(book, "sales_order", number))
                instalment.refigure(book, number)
            if promised is not None:
                promise(book, number, entry.day(book, promised), progress.when(book, "sales_order", number))
            step.about("sales_order", number)


def confirm(book: Book, numbers: Sequence[int], promised: str | None = None) -> None:
    """Confirm orders, and promise a day; of a confirmed order, a new promise. The first one is kept beside it."""
    with book.operation("order confirm") as step:
        for number in numbers:
            order = load(book, number)
            at = progress.when(book, "sales_order", number)
            if order.confirm():
                _confirm(book, number, at)
            if promised is not None:
                promise(book, number, entry.day(book, promised), at)
            step.about("sales_order", number)


def promise(book: Book, number: int, day: str, at_ms: int) -> None:
    """Keep the day promised, and the first one ever promised; raises `Refused` when told before the last promise."""
    now, first = book.conn.execute(
        "SELECT promised, first_promised FROM sales_order WHERE id = ?", (number,)
    ).fetchone()
    if now != day:
        last = book.conn.execute(
            "SELECT coalesce(max(effective_ms), 0) FROM promise_event WHERE order_id = ?", (number,)
        ).fetchone()[0]
        if book.day(at_ms) < book.day(last):
            told, before = book.day(at_ms), book.day(last)
            raise Refused(f"{told} is before {before}, when {now} was promised.", f"Give a later day: --on {before}")
        book.update("sales_order", number, {"promised": day, "first_promised": first or day})
        book.insert("promise_event", {"order_id": number, "promised": day, "effective_ms": max(at_ms, last)})


def hold(book: Book, numbers: Sequence[int], reason: str | None = None) -> None:
    """Put orders on hold: nothing leaves until they are released."""
    with book.operation("order hold") as step:
        for number in numbers:
            if load(book, number).hold():
                why = entry.given_reason(reason) if reason is not None else None
                _step(book, number, "confirmed", "hold", {"held": 1, "reason": why}, why)
            step.about("sales_order", number)


def release(book: Book, numbers: Sequence[int]) -> None:
    """Let orders on hold go on."""
    with book.operation("order release") as step:
        for number in numbers:
            if load(book, number).held:
                _step(book, number, "hold", "confirmed", {"held": 0, "reason": None}, None)
            step.about("sales_order", number)


def close(book: Book, numbers: Sequence[int]) -> None:
    """Close orders; what was not shipped is given up."""
    with book.operation("order close") as step:
        for number in numbers:
            order = load(book, number)
            if order.close():
                for each in fulfilment.lines(book, number):
                    if each.quantity is not None and each.left:
                        book.update("sales_order_line", each.id, {"released": each.released + each.left})
                        book.warnings.append(f"{quantity_text(each.left)} {each.name} of {order.ref} given up.")
                before = "hold" if order.held else "confirmed"
                _step(book, number, before, "closed", {"status": "closed", "held": 0}, None)
            step.about("sales_order", number)


def cancel(book: Book, numbers: Sequence[int], reason: str | None = None) -> None:
    """Cancel orders of which nothing was shipped or invoiced."""
    with book.operation("order cancel") as step:
        for number in numbers:
            order = load(book, number)
            if order.cancel():
                why = entry.given_reason(reason) if reason is not None else None
                before = "hold" if order.held else order.status
                _step(book, number, before, "cancelled", {"status": "cancelled", "held": 0, "reason": why}, why)
            step.about("sales_order", number)


def standing(book: Book, status: str | None) -> list[Condition]:
    """The condition of `--status`."""
    if status is None:
        return []
    from ltc_cli.domain import query

    word = entry.one_of(status, ("draft", "confirmed", "hold", "closed", "cancelled"), "status")
    return [Condition(f"{query.fields(book, SOURCE)['status'].sql} = ?", (word,))]


def _check_quoted(book: Book, number: int) -> None:
    """Raise `Refused` when the orders of a quote take more of a line than was quoted."""
    row = book.conn.execute(
        "SELECT q.quote_id, q.name, q.quantity, sum(o.quantity) FROM sales_order_line l "
        "JOIN quote_line q ON q.id = l.quote_line_id JOIN sales_order_line o ON o.quote_line_id = q.id "
        "JOIN sales_order s ON s.id = o.order_id WHERE l.order_id = ? AND s.status <> 'cancelled' "
        "GROUP BY q.id HAVING sum(coalesce(o.quantity, q.quantity + 1)) > q.quantity",
        (number,),
    ).fetchone()
    if row is not None:
        of, name, quoted = ref("quote", row[0]), row[1], quantity_text(row[2])
        taken = quantity_text(row[3]) if row[3] and row[3] > row[2] else "as much as is worked"
        raise Refused(
            f"{of} offers {quoted} {name}, and its orders would take {taken}.",
            f"Make a new version of it, or a line of another name: ltc quote show {of}",
        )


def _step(book: Book, number: int, before: str, after: str, columns: Mapping[str, Value], reason: str | None) -> None:
    at = progress.when(book, "sales_order", number)
    closing = {"closed_ms": at} if after in ("closed", "cancelled") else {}
    book.update("sales_order", number, {**columns, **closing})
    progress.step(book, "sales_order", number, before, after, at, reason)


def _confirm(book: Book, number: int, at_ms: int) -> None:
    """The order is posted: its rate is that of the day."""
    currency, net = book.conn.execute("SELECT currency, net_minor FROM sales_order WHERE id = ?", (number,)).fetchone()
    rate = fx.needed(book, currency, book.day(at_ms))
    base = fx.base_currency(book, currency)
    book.update(
        "sales_order",
        number,
        {
            "status": "confirmed",
            "confirmed_ms": at_ms,
            "rate": rate,
            "base_net_minor": fx.convert(net, currency, base, rate),
            "base_currency": base,
        },
    )
    progress.step(book, "sales_order", number, "draft", "confirmed", at_ms)
