"""How far an order's lines are: ordered, shipped, delivered, returned, invoiced, credited. Derived, never stored.

The rules of quantities (held by the file, by `ltc check` and in words by the verbs):
shipped − returned ≤ ordered; invoiced − credited ≤ ordered; what may be billed is what is entitled less what was.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain.amount import split
from ltc_cli.money import mul_div_half_up
from ltc_cli.quantity import UNIT

_LINES = """
SELECT l.id, l.position, l.name, l.quantity, l.cap, l.released,
  coalesce((SELECT sum(s.quantity) FROM shipment_line s JOIN shipment h ON h.id = s.shipment_id
    WHERE s.order_line_id = l.id AND h.created_ms <= :now), 0),
  coalesce((SELECT sum(s.quantity) FROM shipment_line s JOIN shipment h ON h.id = s.shipment_id
    WHERE s.order_line_id = l.id AND h.delivered_ms <= :now), 0),
  coalesce((SELECT sum(r.quantity) FROM goods_return_line r JOIN goods_return g ON g.id = r.return_id
    WHERE r.order_line_id = l.id AND g.created_ms <= :now), 0),
  coalesce((SELECT sum(r.quantity) FROM goods_return_line r JOIN goods_return g ON g.id = r.return_id
    WHERE r.order_line_id = l.id AND g.created_ms <= :now AND g.reopens = 1), 0),
  coalesce((SELECT sum(i.quantity) FROM invoice_line i JOIN invoice v ON v.id = i.invoice_id
    WHERE i.order_line_id = l.id AND coalesce(v.issued_ms, v.created_ms) <= :now), 0),
  coalesce((SELECT sum(c.quantity) FROM credit_note_line c JOIN invoice_line i ON i.id = c.invoice_line_id
    JOIN credit_note n ON n.id = c.credit_note_id WHERE i.order_line_id = l.id AND n.created_ms <= :now), 0)
FROM sales_order_line l WHERE l.order_id = :order ORDER BY l.position, l.id
"""
_FOREVER = (1 << 63) - 1


class Line(NamedTuple):
    """A line of an order with what became of it; quantities in millionths."""

    id: int
    position: int
    name: str
    quantity: int | None
    """None: open."""
    cap: int | None
    released: int
    shipped: int
    delivered: int
    returned: int
    reopened: int
    """Of what was returned, what is to be sent again."""
    invoiced: int
    """Drafts included."""
    credited: int

    @property
    def ordered(self) -> int:
        """What is ordered still; of an open line, what was delivered so far."""
        return self.quantity - self.released if self.quantity is not None else self.delivered - self.returned

    @property
    def limit(self) -> int | None:
        """The most that may ever be shipped or billed; None: no end."""
        return self.quantity if self.quantity is not None else self.cap

    @property
    def left(self) -> int | None:
        """What is left to ship; None for an open line without an end."""
        if self.limit is None:
            return None
        return max(0, self.limit - self.released - self.shipped + self.reopened)

    @property
    def is_done(self) -> bool:
        """Whether all of it is delivered; an open line is when something is."""
        if self.quantity is None:
            return self.delivered > 0 and self.delivered == self.shipped
        return self.delivered - self.reopened >= self.quantity - self.released

    @property
    def billed(self) -> int:
        """What is invoiced and was not credited."""
        return self.invoiced - self.credited

    def entitled(self, basis: str) -> int:
        """What may be billed in all: as far as it is delivered, or as it was ordered."""
        if basis == "ordered" and self.quantity is not None:
            return self.ordered
        kept = self.delivered - self.returned
        return kept if self.quantity is None else min(kept, self.quantity)

    def billable(self, basis: str) -> int:
        """What may be billed now."""
        return max(0, self.entitled(basis) - self.billed)

    @property
    def to_credit(self) -> int:
        """What was billed and has come back since, or was given up."""
        return max(0, self.billed - max(self.entitled("delivered"), self.entitled("ordered")))


def lines(book: Book, order: int, now_ms: int | None = None) -> list[Line]:
    """The lines of an order with what became of them, up to an instant."""
    rows = book.conn.execute(_LINES, {"order": order, "now": _FOREVER if now_ms is None else now_ms})
    return [Line(*row) for row in rows]


class Flow(NamedTuple):
    """A line of an order that stands, with what it is worth and how far it is."""

    order: int
    line: Line
    net: int
    price: int
    """Of one unit, as prices of the order are given."""
    kept_ppm: int
    """What the line's discount leaves of the price."""
    tax_ppm: int
    gross: bool
    unit: str | None
    last_ms: int | None
    """When something of it was last delivered."""

    @property
    def undelivered(self) -> int:
        """What is still to be delivered of it is worth, without tax; nothing of an open line."""
        done = min(self.line.delivered - self.line.reopened, self.line.ordered)
        return self.value(self.line.ordered - done, done) if self.line.quantity is not None else 0

    @property
    def unbilled(self) -> int:
        """What is delivered of it and not billed is worth, without tax."""
        return self.value(self.line.billable("delivered"), self.line.billed)

    def value(self, part: int, before: int = 0) -> int:
        """What a quantity of it is worth without tax, when `before` had its share: the parts add up to the line."""
        if self.line.quantity is not None:
            return split(self.net, part, self.line.quantity, before)
        return self._worth(before + part) - self._worth(before)

    def _worth(self, quantity: int) -> int:
        """What so much of an open line is worth."""
        amount = mul_div_half_up(self.price * quantity, self.kept_ppm, UNIT * UNIT)
        return amount - mul_div_half_up(amount, self.tax_ppm, UNIT + self.tax_ppm) if self.gross else amount


_FLOW = """
WITH gone AS (SELECT s.order_line_id AS line, sum(s.quantity) AS shipped,
    sum(iif(h.delivered_ms <= :now, s.quantity, 0)) AS delivered,
    max(iif(h.delivered_ms <= :now, h.delivered_ms, NULL)) AS last
  FROM shipment h JOIN shipment_line s ON s.shipment_id = h.id WHERE h.created_ms <= :now GROUP BY 1),
back AS (SELECT r.order_line_id AS line, sum(r.quantity) AS returned, sum(iif(g.reopens, r.quantity, 0)) AS reopened
  FROM goods_return g JOIN goods_return_line r ON r.return_id = g.id WHERE g.created_ms <= :now GROUP BY 1),
billed AS (SELECT i.order_line_id AS line, sum(i.quantity) AS quantity
  FROM invoice_line i JOIN invoice v ON v.id = i.invoice_id
  WHERE i.order_line_id IS NOT NULL AND iif(v.status = 'issued', v.issued_ms <= :now, :drafts) GROUP BY 1),
credited AS (SELECT i.order_line_id AS line, sum(c.quantity) AS quantity FROM credit_note n
  JOIN credit_note_line c ON c.credit_note_id = n.id JOIN invoice_line i ON i.id = c.invoice_line_id
  WHERE i.order_line_id IS NOT NULL AND n.created_ms <= :now GROUP BY 1)
SELECT o.id, l.net_minor, l.price_minor, 1000000 - l.discount_ppm, l.tax_ppm, o.gross, l.unit, gone.last,
  l.id, l.position, l.name, l.quantity, l.cap, iif(o.closed_ms <= :now, l.released, 0), coalesce(gone.shipped, 0),
  coalesce(gone.delivered, 0), coalesce(back.returned, 0), coalesce(back.reopened, 0), coalesce(billed.quantity, 0),
  coalesce(credited.quantity, 0)
FROM sales_order o JOIN sales_order_line l ON l.order_id = o.id
LEFT JOIN gone ON gone.line = l.id LEFT JOIN back ON back.line = l.id LEFT JOIN billed ON billed.line = l.id
LEFT JOIN credited ON credited.line = l.id
WHERE o.confirmed_ms <= :now AND NOT (o.status = 'cancelled' AND o.closed_ms <= :now)
ORDER BY o.id, l.position, l.id
"""


def flows(book: Book, now_ms: int, *, drafts: bool = False) -> Iterator[Flow]:
    """Every line of every order that stands as of an instant, in one pass; with `drafts` they count as invoiced."""
    for order, net, price, kept, tax, gross, unit, last, *line in book.conn.execute(
        _FLOW, {"now": now_ms, "drafts": drafts}
    ):
        yield Flow(order, Line(*line), net, price, kept, tax, bool(gross), unit, last)


def delivery(found: list[Line]) -> str:
    """How far an order is delivered: none, partly, shipped or delivered."""
    if found and all(each.is_done for each in found):
        return "delivered"
    if found and all(not each.left for each in found) and any(each.shipped for each in found):
        return "shipped"
    return "partly" if any(each.shipped for each in found) else "none"


def billing(found: list[Line], planned: tuple[int, int] | None) -> str:
    """How far an order is billed: none, partly or billed. A plan's instalments are counted instead of quantities."""
    if planned is not None and not any(each.billed for each in found):
        all_, done = planned
        return "billed" if done == all_ else "partly" if done else "none"
    if found and all(each.billed >= max(each.ordered, 1) for each in found):
        return "billed"
    return "partly" if any(each.billed > 0 for each in found) else "none"
