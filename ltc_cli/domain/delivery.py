"""Shipments, deliveries and returns: what of an order has left, has arrived, and has come back."""

from collections.abc import Sequence

from ltc_cli.book import Book
from ltc_cli.domain import entry, fulfilment, line, order, progress
from ltc_cli.domain.field import Field
from ltc_cli.domain.fulfilment import Line
from ltc_cli.domain.line import Pick
from ltc_cli.domain.query import Source
from ltc_cli.errors import BadUsage, Refused
from ltc_cli.quantity import plain
from ltc_cli.shape import Column, Listing, Section


def _lines(table: str, key: str) -> str:
    return (
        f"SELECT l.position, l.name, s.quantity, l.unit FROM {table} s "
        f"JOIN sales_order_line l ON l.id = s.order_line_id WHERE s.{key} = ? ORDER BY l.position, s.id"
    )


def _section(book: Book, statement: str, number: int) -> list[Section]:
    columns = (Column("position", "count", label="#"), Column("item"), Column("quantity", "quantity"), Column("unit"))
    return [Section("lines", Listing("line", columns, book.conn.execute(statement, (number,)).fetchall()))]


SHIPMENT = Source(
    noun="shipment",
    fields=(
        Field("ref", "ref", "'S' || shipment.id"),
        Field("id", "count", "shipment.id", shown=False),
        Field("order", "ref", "'O' || shipment.order_id"),
        Field("account_name", "text", "account.name"),
        Field("status", "text", "iif(shipment.delivered_ms <= :now, 'delivered', 'shipped')"),
        Field("shipped", "instant", "shipment.created_ms"),
        Field("delivered", "instant", "iif(shipment.delivered_ms <= :now, shipment.delivered_ms, NULL)"),
        Field("carrier", "text", "shipment.carrier"),
        Field("tracking", "text", "shipment.tracking"),
        Field("external_id", "text", "shipment.external_id", shown=False),
    ),
    joins=(
        "LEFT JOIN sales_order ON sales_order.id = shipment.order_id "
        "LEFT JOIN account ON account.id = sales_order.account_id"
    ),
    order="shipment.created_ms DESC, shipment.id DESC",
    title="'S' || shipment.id || '  ' || account.name",
    born="shipment.created_ms",
    parts=lambda book, number: _section(book, _lines("shipment_line", "shipment_id"), number),
)

RETURN = Source(
    noun="goods_return",
    fields=(
        Field("ref", "ref", "'X' || goods_return.id"),
        Field("id", "count", "goods_return.id", shown=False),
        Field("order", "ref", "'O' || goods_return.order_id"),
        Field("account_name", "text", "account.name"),
        Field("returned", "instant", "goods_return.created_ms"),
        Field("reopens", "yesno", "goods_return.reopens"),
        Field("reason", "text", "goods_return.reason"),
    ),
    joins=(
        "LEFT JOIN sales_order ON sales_order.id = goods_return.order_id "
        "LEFT JOIN account ON account.id = sales_order.account_id"
    ),
    order="goods_return.created_ms DESC, goods_return.id DESC",
    title="'X' || goods_return.id || '  ' || account.name",
    born="goods_return.created_ms",
    parts=lambda book, number: _section(book, _lines("goods_return_line", "return_id"), number),
)


def ship(
    book: Book, number: int, chosen: Sequence[str] = (), *, carrier: str | None = None, tracking: str | None = None
) -> int:
    """Send what the lines name of an order, or all that is left; the id of the shipment.

    Raises `Refused` when the order is not confirmed, is on hold, or less than that is left.
    """
    with book.operation("order ship") as step:
        made = _ship(book, number, chosen, carrier, tracking)
        step.about("sales_order", number)
        return made


def deliver(book: Book, number: int, chosen: Sequence[str] = ()) -> None:
    """What is on its way has arrived; with lines (or when nothing is on its way), sent and arrived in one."""
    with book.operation("order deliver") as step:
        under_way = book.conn.execute(
            "SELECT id FROM shipment WHERE order_id = ? AND status = 'shipped' ORDER BY id", (number,)
        ).fetchall()
        if chosen or not under_way:
            order.load(book, number).working("delivered")
            left = any(each.left for each in fulfilment.lines(book, number))
            if chosen or left:
                _arrive(book, _ship(book, number, chosen, None, None))
            elif not any(each.delivered for each in fulfilment.lines(book, number)):
                _ship(book, number, (), None, None)
        else:
            for (each,) in under_way:
                _arrive(book, each)
        step.about("sales_order", number)


def deliver_all(book: Book, found: Sequence[tuple[str, int]], chosen: Sequence[str] = ()) -> list[int]:
    """Orders or single shipments have arrived; the orders it was about."""
    if chosen and len(found) > 1:
        raise BadUsage("lines are of one order.", "Deliver one order at a time with --line.")
    orders = []
    with book.operation("order deliver") as step:
        for noun, number in found:
            of = number
            if noun == "shipment":
                of = book.conn.execute("SELECT order_id FROM shipment WHERE id = ?", (number,)).fetchone()[0]
                _arrive(book, number)
            else:
                deliver(book, number, chosen)
            step.about("sales_order", of)
            orders.append(of)
    return list(dict.fromkeys(orders))


def give_back(
    book: Book, number: int, chosen: Sequence[str], *, reopen: bool = False, reason: str | None = None
) -> int:
    """Some of what was shipped came back; the id of the return. With `reopen` it is to be sent again."""
    with book.operation("order return") as step:
        on = line.head(book, "sales_order", number)
        picks = line.picks(book, on, chosen)
        found = {each.id: each for each in fulfilment.lines(book, number)}
        for pick in picks:
            here = found[pick.line]
            if pick.quantity > here.shipped - here.returned:
                raise Refused(
                    f"{on.ref} has {plain(here.shipped - here.returned)} {here.name} with the customer, "
                    f"so {plain(pick.quantity)} cannot come back.",
                    f"See it: ltc order show {on.ref}",
                )
        last = book.conn.execute("SELECT max(created_ms) FROM shipment WHERE order_id = ?", (number,)).fetchone()[0]
        at = progress.when(book, "sales_order", number, after_ms=last or 0, what=f"the last shipment of {on.ref}")
        made = book.insert(
            "goods_return",
            {
                "created_ms": at,
                "order_id": number,
                "reopens": int(reopen),
                "reason": entry.given_reason(reason) if reason is not None else None,
            },
        )
        for pick in picks:
            book.insert("goods_return_line", {"return_id": made, "order_line_id": pick.line, "quantity": pick.quantity})
        step.about("sales_order", number)
        return made


def _ship(book: Book, number: int, chosen: Sequence[str], carrier: str | None, tracking: str | None) -> int:
    order.load(book, number).working("shipped")
    on = line.head(book, "sales_order", number)
    found = {each.id: each for each in fulfilment.lines(book, number)}
    picks = line.picks(book, on, chosen) if chosen else _all_left(on.ref, list(found.values()))
    for pick in picks:
        _check_left(on.ref, found[pick.line], pick)
    made = book.insert(
        "shipment",
        {
            "created_ms": progress.when(book, "sales_order", number),
            "order_id": number,
            "status": "shipped",
            "carrier": carrier,
            "tracking": tracking,
        },
    )
    for pick in picks:
        book.insert("shipment_line", {"shipment_id": made, "order_line_id": pick.line, "quantity": pick.quantity})
    return made


def _all_left(name: str, found: Sequence[Line]) -> list[Pick]:
    picks = [Pick(each.id, each.left) for each in found if each.quantity is not None and each.left]
    if not picks:
        if any(each.quantity is None for each in found):
            raise Refused(f"{name} has only open lines left: say how much.", "--line Consulting=3.5")
        raise Refused(f"{name} has nothing left to ship.", f"See it: ltc order show {name}")
    return picks


def _check_left(name: str, here: Line, pick: Pick) -> None:
    if here.left is not None and pick.quantity > here.left:
        limit = "under its cap" if here.quantity is None else "to ship"
        raise Refused(
            f"{name} has {plain(here.left)} {here.name} left {limit}, not {plain(pick.quantity)}.",
            f"See what is left: ltc order show {name}",
        )


def _arrive(book: Book, number: int) -> None:
    """A hold, or closing the order short, does not stop what is on its way."""
    status = book.conn.execute("SELECT status FROM shipment WHERE id = ?", (number,)).fetchone()[0]
    if status == "delivered":
        return
    at = progress.when(book, "shipment", number)
    book.update("shipment", number, {"status": "delivered", "delivered_ms": at})
    progress.step(book, "shipment", number, "shipped", "delivered", at)
