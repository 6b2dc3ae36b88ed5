"""Making orders: of a quote in whole or in parts, of a deal, or for an account."""

from collections.abc import Mapping, Sequence

from ltc_cli.book import Book, Value
from ltc_cli.domain import amount, entry, lead, line, progress, quote
from ltc_cli.domain.line import Wanted
from ltc_cli.domain.noun import ref
from ltc_cli.domain.order import ENTRIES
from ltc_cli.domain.quote import Terms
from ltc_cli.errors import Refused
from ltc_cli.money import plain
from ltc_cli.quantity import plain as quantity_text


def create(
    book: Book,
    *,
    of: int | None = None,
    deal: int | None = None,
    account: int | None = None,
    values: Mapping[str, str] | None = None,
    terms: Terms | None = None,
    lines: Sequence[Wanted] = (),
    on_match: str | None = None,
) -> int:
    """Make an order of a quote (whole, or the parts named), for a deal or an account; its id.

    Of a quote, the lines name what is taken: `Machine=2`. A deal without lines is ordered as it is worth. Raises
    `Refused` when the quote is not accepted or has nothing left.
    """
    with book.operation("order create") as step:
        columns = entry.columns(book, "sales_order", ENTRIES, values or {})
        known = entry.replay(book, "sales_order", columns, on_match)
        if known is not None:
            step.about("sales_order", known)
            return known
        if of is not None:
            made = _of_quote(book, of, lines, columns)
        else:
            made = _new(book, deal, account, columns, terms or Terms(), lines)
        step.about("sales_order", made)
        return made


def _row(book: Book, columns: Mapping[str, Value], head: Mapping[str, Value], *, currency: str, gross: bool) -> int:
    return book.insert(
        "sales_order",
        {
            "owner_id": lead.owner_of(book),
            **head,
            **entry.whole(book, "sales_order", columns),
            "status": "draft",
            "held": 0,
            "currency": currency,
            "gross": int(gross),
            **line.NOTHING,
        },
    )


def _new(
    book: Book,
    deal: int | None,
    account: int | None,
    columns: Mapping[str, Value],
    terms: Terms,
    lines: Sequence[Wanted],
) -> int:
    head = quote.parties(book, deal, account, columns)
    currency = line.currency_of(
        book, terms.currency, account=int(head["account_id"] or 0), deal=deal, prices=[each.price for each in lines]
    )
    if deal is not None and not lines:
        lines = _worth(book, deal)
    off = line.discount(terms.discount, currency)
    made = _row(book, columns, {**head, **off, "created_ms": book.when()}, currency=currency, gross=terms.gross)
    line.fill(book, "sales_order", made, lines)
    return made


def _worth(book: Book, deal: int) -> list[Wanted]:
    """A deal as one line; nothing when it has no amount."""
    title, minor, currency = book.conn.execute(
        "SELECT title, amount_minor, currency FROM deal WHERE id = ?", (deal,)
    ).fetchone()
    return [Wanted(title, "1", f"{plain(minor, currency)} {currency}")] if minor is not None else []


def _of_quote(book: Book, of: int, lines: Sequence[Wanted], columns: Mapping[str, Value]) -> int:
    asked = quote.load(book, of)
    if asked.status != "accepted":
        raise Refused(f"{asked.ref} is {asked.status}, not accepted.", f"ltc quote accept {asked.ref}")
    on = line.head(book, "quote", of)
    left = {number: remaining for number, _, remaining in _left(book, of) if remaining > 0}
    if not left:
        orders = ", ".join(
            ref("sales_order", row[0])
            for row in book.conn.execute(
                "SELECT id FROM sales_order WHERE quote_id = ? AND status <> 'cancelled' ORDER BY id", (of,)
            )
        )
        raise Refused(f"{asked.ref} is ordered in full by {orders}.", f"See it: ltc quote show {asked.ref}")
    wanted = left
    if lines:
        wanted = {each.line: each.quantity for each in line.picks(book, on, [f"{w.item}={w.quantity}" for w in lines])}
        for number, quantity in wanted.items():
            if quantity > left.get(number, 0):
                name = next(name for each, name, _ in _left(book, of) if each == number)
                raise Refused(
                    f"{asked.ref} has {quantity_text(left.get(number, 0))} {name} left to order, "
                    f"not {quantity_text(quantity)}.",
                    f"See what is left: ltc quote show {asked.ref}",
                )
    at = book.when(progress.last_ms(book, "quote", of), f"the last step of {asked.ref}")
    head = "deal_id, account_id, contact_id, discount_ppm, discount_minor, terms_days"
    row = book.conn.execute(f"SELECT {head} FROM quote WHERE id = ?", (of,)).fetchone()
    contract = book.conn.execute(
        "SELECT max(id) FROM contract WHERE quote_id = ? AND status = 'signed'", (of,)
    ).fetchone()[0]
    kept = {**dict(zip(head.split(", "), row, strict=True)), "quote_id": of, "contract_id": contract, "created_ms": at}
    made = _row(book, columns, kept, currency=on.currency, gross=on.gross)
    _copy_lines(book, made, wanted)
    if on.discount_minor:
        _share_discount(book, of, made, on.discount_minor)
    line.refigure(book, line.head(book, "sales_order", made))
    return made


def _left(book: Book, of: int) -> list[tuple[int, str, int]]:
    """The lines of a quote: id, name, and what is not on an order yet."""
    return book.conn.execute(
        "SELECT l.id, l.name, l.quantity - coalesce((SELECT sum(o.quantity) FROM sales_order_line o "
        "JOIN sales_order s ON s.id = o.order_id WHERE o.quote_line_id = l.id AND s.status <> 'cancelled'), 0) "
        "FROM quote_line l WHERE l.quote_id = ? ORDER BY l.position, l.id",
        (of,),
    ).fetchall()


def _copy_lines(book: Book, made: int, wanted: Mapping[int, int]) -> None:
    copied = "product_id, name, unit, price_minor, discount_ppm, tax, tax_ppm, service_from, service_to"
    for position, (number, quantity) in enumerate(sorted(wanted.items()), 1):
        row = book.conn.execute(f"SELECT {copied} FROM quote_line WHERE id = ?", (number,)).fetchone()
        values = dict(zip(copied.split(", "), row, strict=True))
        of_product = book.conn.execute(
            "SELECT p.revenue, iif(p.currency = o.currency, p.cost_minor, NULL) FROM product p, sales_order o "
            "WHERE p.id = ? AND o.id = ?",
            (values["product_id"], made),
        ).fetchone()
        revenue = of_product[0] if of_product else "straight" if values["service_from"] else "delivery"
        book.insert(
            "sales_order_line",
            {
                **values,
                "order_id": made,
                "position": position,
                "quote_line_id": number,
                "quantity": quantity,
                "released": 0,
                "revenue": revenue,
                "cost_minor": of_product[1] if of_product else None,
                "amount_minor": 0,
                "net_minor": 0,
                "tax_minor": 0,
            },
        )


def _share_discount(book: Book, of: int, made: int, whole: int) -> None:
    """The part of a quote's discount that falls to an order of some of it: the parts add up to the whole."""
    offered = sum(max(0, amount.amount(item)) for item in _items(book, "quote_line", "quote_id = ?", of))
    orders = "order_id IN (SELECT id FROM sales_order WHERE quote_id = ? AND status <> 'cancelled' AND id {which} ?)"
    before = sum(
        max(0, amount.amount(item)) for item in _items(book, "sales_order_line", orders.format(which="<>"), of, made)
    )
    here = sum(max(0, amount.amount(item)) for item in _items(book, "sales_order_line", "order_id = ?", made))
    if offered:
        book.update("sales_order", made, {"discount_minor": amount.split(whole, here, offered, before)})


def _items(book: Book, table: str, where: str, *values: int) -> list[amount.Item]:
    rows = book.conn.execute(
        f"SELECT quantity, price_minor, discount_ppm, tax_ppm FROM {table} WHERE {where}", values
    ).fetchall()
    return [amount.Item(*row) for row in rows]
