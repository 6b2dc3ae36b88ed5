"""Orders and invoices as the tables that their own imports read: a row a line, the document's own cells on each."""

from ltc_cli.book import Book
from ltc_cli.export.column import Out, Records, called, custom, item, key_of, own

_OPEN = "EXISTS (SELECT 1 FROM sales_order_line n WHERE n.order_id = {0} AND n.quantity IS NULL)"
"""SQL for an order with a line of no fixed quantity, which no row can tell."""


def closed_order(book: Book, number: str) -> str:
    """SQL for the key of the order that a column points at, if it is one that is written."""
    return f"iif({_OPEN.format(number)}, NULL, {key_of(book, 'sales_order', number)})"


def order(book: Book) -> Records:
    """Orders. A line counts as shipped, or delivered, when all of it was."""
    moved = (
        "(SELECT iif(sum(s.quantity) - coalesce((SELECT sum(r.quantity) FROM goods_return_line r "
        "WHERE r.order_line_id = l.id), 0) >= l.quantity - l.released, max(h.{when}), NULL) FROM shipment_line s "
        "JOIN shipment h ON h.id = s.shipment_id WHERE s.order_line_id = l.id{only})"
    )
    ended = "iif(sales_order.status = '{0}', sales_order.closed_ms, NULL)"
    return Records(
        "sales_order",
        (
            Out("external_id", "text", own(book, "sales_order", "sales_order")),
            *_parties(book, "sales_order"),
            Out("deal", "text", key_of(book, "deal", "sales_order.deal_id")),
            Out("reference", "text", "sales_order.reference"),
            Out("status", "text", "iif(sales_order.held, 'hold', sales_order.status)"),
            Out("reason", "text", "sales_order.reason"),
            Out("created", "instant", "sales_order.created_ms"),
            Out("confirmed", "instant", "sales_order.confirmed_ms"),
            Out("closed", "instant", ended.format("closed")),
            Out("cancelled", "instant", ended.format("cancelled")),
            Out("promised", "date", "sales_order.promised"),
            *_terms("sales_order"),
            Out("tags", "tags", "sales_order.tags"),
            _off("order_discount", "sales_order"),
            *_line("sales_order", item(book, "l.product_id", "l.name")),
            Out("shipped", "instant", moved.format(when="created_ms", only="")),
            Out("delivered", "instant", moved.format(when="delivered_ms", only=" AND h.status = 'delivered'")),
            *custom(book, "sales_order"),
        ),
        "FROM sales_order LEFT JOIN sales_order_line l ON l.order_id = sales_order.id "
        f"WHERE NOT {_OPEN.format('sales_order.id')} ORDER BY sales_order.id, l.position, l.id",
        left_out=f"SELECT count(*) FROM sales_order WHERE {_OPEN.format('sales_order.id')}",
        why="with an open line",
    )


def invoice(book: Book) -> Records:
    """Issued invoices. One that bills an amount of its order, and no line of it, has no line of its own."""
    tied = (
        "invoice.order_id IS NULL "
        "OR EXISTS (SELECT 1 FROM invoice_line t WHERE t.invoice_id = invoice.id AND t.order_line_id IS NOT NULL)"
    )
    return Records(
        "invoice",
        (
            Out("number", "text", "invoice.number"),
            Out("external_id", "text", own(book, "invoice", "invoice")),
            *_parties(book, "invoice"),
            Out("order", "text", closed_order(book, "invoice.order_id")),
            Out("issued", "date", "invoice.issued_on"),
            Out("due", "date", "invoice.due_on"),
            *_terms("invoice"),
            _off("invoice_discount", "invoice"),
            Out("net", "money", "invoice.net_minor", "invoice.currency"),
            Out("tax_amount", "money", "invoice.tax_minor", "invoice.currency"),
            Out("total", "money", "invoice.total_minor", "invoice.currency"),
            *_line("invoice", item(book, "l.product_id", "l.name")),
            *custom(book, "invoice"),
        ),
        f"FROM invoice LEFT JOIN invoice_line l ON l.invoice_id = invoice.id AND ({tied}) "
        "WHERE invoice.status = 'issued' ORDER BY invoice.id, l.position, l.id",
        left_out="SELECT count(*) FROM invoice WHERE status = 'draft'",
        why="drafts",
    )


def _parties(book: Book, noun: str) -> tuple[Out, ...]:
    return (
        Out("account", "text", called(book, f"{noun}.account_id")),
        Out("contact", "text", key_of(book, "contact", f"{noun}.contact_id")),
    )


def _terms(noun: str) -> tuple[Out, ...]:
    """What is said of the document as a whole."""
    return (
        Out("currency", "text", f"{noun}.currency"),
        Out("gross", "yes", f"{noun}.gross"),
        Out("terms", "count", f"{noun}.terms_days"),
        Out("owner", "member", f"{noun}.owner_id"),
        Out("message", "text", f"{noun}.message"),
    )


def _off(name: str, noun: str) -> Out:
    """The discount on the whole of a document: millionths with a mark, or minor units."""
    return Out(name, "off", f"coalesce({noun}.discount_ppm || '%', {noun}.discount_minor)", f"{noun}.currency")


def _line(noun: str, named: str) -> tuple[Out, ...]:
    return (
        Out("position", "count", "l.position"),
        Out("item", "text", named),
        Out("quantity", "quantity", "l.quantity"),
        Out("unit", "text", "l.unit"),
        Out("price", "money", "l.price_minor", f"{noun}.currency"),
        Out("discount", "percent", "nullif(l.discount_ppm, 0)"),
        Out("tax", "percent", "l.tax_ppm"),
        Out("service_from", "date", "l.service_from"),
        Out("service_to", "date", "l.service_to"),
    )
