"""What must hold of documents: what they come to, what was delivered and billed of them, and the steps they took.

Each rule takes the time of the records in its spans, so that an undo proves what it touched and no more.
"""

import sqlite3
from collections.abc import Iterator
from itertools import groupby

from ltc_cli import quantity
from ltc_cli.domain.amount import Item, work_out
from ltc_cli.domain.fx import convert
from ltc_cli.domain.proof.breach import Breach, Invariant, Spans
from ltc_cli.errors import BadUsage
from ltc_cli.money import plain

_LINES = {
    "quote": "quote_line l ON l.quote_id = d.id",
    "sales_order": "sales_order_line l ON l.order_id = d.id",
    "invoice": "invoice_line l ON l.invoice_id = d.id",
}


def _amounts(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """What stands on lines and documents is what they come to."""
    if noun == "credit_note":
        yield from _sums(conn, spans)
        return
    for span in spans:
        found = conn.execute(
            "SELECT d.id, d.gross, d.discount_ppm, d.discount_minor, d.net_minor, d.tax_minor, l.quantity, "
            "l.price_minor, l.discount_ppm, l.tax_ppm, l.amount_minor, l.net_minor, l.tax_minor "
            f"FROM {noun} d LEFT JOIN {_LINES[noun]} WHERE d.id BETWEEN ? AND ? ORDER BY d.id, l.position, l.id",
            span,
        )
        for (number, gross, ppm, minor, *sums), lines in groupby(found, lambda row: row[:6]):
            parts = [row[6:] for row in lines if row[7] is not None]
            due = work_out(
                [Item(*part[:4]) for part in parts], gross=bool(gross), discount_ppm=ppm, discount_minor=minor
            )
            if [due.net, due.tax] != sums or [each[4:] for each in parts] != [tuple(each) for each in due.parts]:
                yield noun, number, "does not come to what its lines, discounts and taxes come to"


def _sums(conn: sqlite3.Connection, spans: Spans) -> Iterator[Breach]:
    """A credit note, whose amounts are shares of an invoice's, is the sum of its lines."""
    for span in spans:
        for (number,) in conn.execute(
            "SELECT c.id FROM credit_note c LEFT JOIN credit_note_line l ON l.credit_note_id = c.id "
            "WHERE c.id BETWEEN ? AND ? GROUP BY c.id "
            "HAVING total(l.net_minor) <> c.net_minor OR total(l.tax_minor) <> c.tax_minor",
            span,
        ):
            yield "credit_note", number, "does not come to the sum of its lines"


_MOVED = (
    "SELECT l.order_id, l.name, coalesce(l.quantity, l.cap), l.quantity, l.released, "
    "(SELECT coalesce(sum(s.quantity), 0) FROM shipment_line s WHERE s.order_line_id = l.id), "
    "(SELECT coalesce(sum(r.quantity), 0) FROM goods_return_line r WHERE r.order_line_id = l.id), "
    "(SELECT coalesce(sum(i.quantity), 0) FROM invoice_line i WHERE i.order_line_id = l.id), "
    "(SELECT coalesce(sum(c.quantity), 0) FROM invoice_line i JOIN credit_note_line c ON c.invoice_line_id = i.id "
    "WHERE i.order_line_id = l.id) "
    "FROM sales_order_line l WHERE l.order_id BETWEEN ? AND ?"
)


_AHEAD = (
    "SELECT l.order_id, l.name, sum(i.quantity - coalesce((SELECT sum(c.quantity) FROM credit_note_line c "
    "WHERE c.invoice_line_id = i.id), 0)) FROM sales_order_line l CROSS JOIN invoice_line i ON i.order_line_id = l.id "
    "JOIN invoice v ON v.id = i.invoice_id WHERE l.order_id BETWEEN ? AND ? AND v.what = 'delivered' "
    "AND v.id NOT IN (SELECT entity_id FROM import_row WHERE noun = 'invoice') GROUP BY +l.id "
    "HAVING sum(i.quantity - coalesce((SELECT sum(c.quantity) FROM credit_note_line c WHERE c.invoice_line_id = i.id), "
    "0)) > (SELECT coalesce(sum(s.quantity), 0) FROM shipment_line s JOIN shipment h ON h.id = s.shipment_id "
    "WHERE s.order_line_id = l.id AND h.status = 'delivered')"
)
"""Lines of which more is billed as delivered than was; what came back since is credited, or not yet."""


def _quantities(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """No more is delivered, taken back, given up or billed of a line than there is of it."""
    for span in spans:
        for order, name, most, ordered, released, shipped, returned, billed, credited in conn.execute(_MOVED, span):
            there = shipped - returned
            if there < 0:
                yield noun, order, f"got back more of {name} than was shipped: {quantity.plain(returned)}"
            if most is not None and there > most:
                yield noun, order, f"shipped {quantity.plain(there)} of {quantity.plain(most)} {name}"
            if most is not None and billed - credited > most:
                yield noun, order, f"bills {quantity.plain(billed - credited)} of {quantity.plain(most)} {name}"
            if ordered is not None and released > ordered - there:
                yield noun, order, f"gave up {quantity.plain(released)} {name}, which were not all left"
            if ordered is None and released:
                yield noun, order, f"gave up {quantity.plain(released)} {name}, of which no quantity was ordered"
        for order, name, billed in conn.execute(_AHEAD, span):
            yield noun, order, f"bills {quantity.plain(billed)} {name} as delivered, which never were"


_STANDS = (
    "(i.status = 'draft' OR i.total_minor > coalesce((SELECT sum(c.total_minor) FROM credit_note c "
    "WHERE c.invoice_id = i.id), 0))"
)
"""SQL for an invoice that bills something: a draft, or one that was not credited in full."""
_IMPORTED = "o.id IN (SELECT entity_id FROM import_row WHERE noun = 'sales_order')"
"""SQL for an order whose history was brought in, and may be any."""
_PARTS = {"shipment": "shipment_id", "goods_return": "return_id", "invoice": "invoice_id"}
"""Documents of an order, with the column that points from a line to its document."""


def _orders(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """What was never confirmed, or was cancelled, is not delivered or billed; documents have lines of one order."""
    moved = "EXISTS (SELECT 1 FROM shipment s WHERE s.order_id = o.id)"
    billed = f"EXISTS (SELECT 1 FROM invoice i WHERE i.order_id = o.id AND {_STANDS})"
    for span in spans:
        for number, status, confirmed in conn.execute(
            f"SELECT o.id, o.status, o.confirmed_ms IS NOT NULL FROM sales_order o WHERE o.id BETWEEN ? AND ? AND ("
            f"o.status = 'cancelled' AND NOT {_IMPORTED} OR o.confirmed_ms IS NULL) "
            f"AND ({moved} OR {billed})",
            span,
        ):
            lack = f"is {status}" if confirmed else "was never confirmed"
            yield noun, number, f"{lack}, but was delivered or billed"
        for table, key in _PARTS.items():
            for number, part in conn.execute(
                f"SELECT l.order_id, d.id FROM sales_order_line l JOIN {table}_line x ON x.order_line_id = l.id "
                f"JOIN {table} d ON d.id = x.{key} WHERE l.order_id BETWEEN ? AND ? AND d.order_id IS NOT l.order_id",
                span,
            ):
                yield noun, number, f"has a line in {table.replace('_', ' ')} {part}, which is not of this order"


_LAST = (
    "(SELECT e.{} FROM status_event e WHERE e.entity = '{}' AND e.entity_id = r.id "
    "ORDER BY e.effective_ms DESC, e.id DESC LIMIT 1)"
)
_STANDING = {
    "quote": "coalesce({last}, 'draft')",
    "contract": "iif({last} = 'renewed', 'signed', coalesce({last}, 'draft'))",
    "sales_order": "iif({last} = 'hold', 'confirmed', coalesce({last}, 'draft'))",
    "shipment": "coalesce({last}, 'shipped')",
    "invoice": "coalesce({last}, 'draft')",
}
"""SQL for the status that a record's last step led to."""
_SINCE = {
    "quote": "r.status IN ('accepted', 'rejected') AND r.decided_ms IS NOT {at}",
    "contract": "0",
    "sales_order": "r.status IN ('closed', 'cancelled') AND r.closed_ms IS NOT {at} "
    "OR r.status IN ('draft', 'confirmed') AND (r.closed_ms IS NOT NULL OR r.held <> ({last} IS 'hold'))",
    "shipment": "r.status = 'delivered' AND r.delivered_ms IS NOT {at}",
    "invoice": "r.status = 'issued' AND r.issued_ms IS NOT {at}",
}
"""SQL for a date, or a hold, that its last step did not bring."""


def _status(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """A document stands where its last step led, since then, and each step began where the one before ended."""
    last, at = _LAST.format("to_status", noun), _LAST.format("effective_ms", noun)
    standing, since = _STANDING[noun].format(last=last), _SINCE[noun].format(last=last, at=at)
    for span in spans:
        for number, now, led in conn.execute(
            f"SELECT r.id, r.status, {standing} FROM {noun} r "
            f"WHERE r.id BETWEEN ? AND ? AND (r.status IS NOT {standing} OR {since})",
            span,
        ):
            differs = f"but its last step led to {led}" if now != led else "but its dates are not those of its steps"
            yield noun, number, f"is {now}, {differs}"
        for number, began, ended in conn.execute(
            "SELECT entity_id, from_status, before FROM (SELECT entity_id, from_status, lag(iif(to_status = 'renewed', "
            "'signed', to_status)) OVER (PARTITION BY entity_id ORDER BY effective_ms, id) AS before "
            "FROM status_event WHERE entity = ? AND entity_id BETWEEN ? AND ?) WHERE before <> from_status",
            (noun, *span),
        ):
            yield noun, number, f"took a step from {began} when it was {ended}"


def _promises(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """An order is promised for the last day that was promised, and was first for the first."""
    events = (
        "SELECT e.promised FROM promise_event e WHERE e.order_id = o.id ORDER BY e.effective_ms {0}, e.id {0} LIMIT 1"
    )
    for span in spans:
        for (number,) in conn.execute(
            "SELECT o.id FROM sales_order o WHERE o.id BETWEEN ? AND ? AND "
            f"(o.promised IS NOT ({events.format('DESC')}) OR o.first_promised IS NOT ({events.format('')}))",
            span,
        ):
            yield noun, number, "is not promised for the day its promises say"


def _versions(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """Versions of a quote follow one another, and all but the newest are superseded."""
    for span in spans:
        for number, follows, standing in conn.execute(
            "SELECT q.id, q.version = coalesce(p.version, 0) + 1 AND q.number IS coalesce(p.number, q.number) "
            "AND q.account_id = coalesce(p.account_id, q.account_id), "
            "(q.status = 'superseded') = EXISTS (SELECT 1 FROM quote n WHERE n.previous_id = q.id) "
            "FROM quote q LEFT JOIN quote p ON p.id = q.previous_id WHERE q.id BETWEEN ? AND ?",
            span,
        ):
            if not follows:
                yield noun, number, "does not follow the version before it"
            if not standing:
                yield noun, number, "is superseded by nothing, or stands though a later version is there"


def _spent(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """A quote is ordered only once it is accepted, and its orders never come to more of a line than was quoted."""
    about = "quote_id BETWEEN ? AND ?"
    if noun == "sales_order":
        about = "quote_id IN (SELECT quote_id FROM sales_order WHERE id BETWEEN ? AND ?)"
    for span in spans:
        for number, name, ordered, quoted in conn.execute(
            "SELECT q.quote_id, q.name, sum(l.quantity), q.quantity FROM quote_line q "
            "JOIN sales_order_line l ON l.quote_line_id = q.id JOIN sales_order o ON o.id = l.order_id "
            f"WHERE q.{about} AND o.status <> 'cancelled' GROUP BY q.id HAVING sum(l.quantity) > q.quantity",
            span,
        ):
            yield "quote", number, f"has {quantity.plain(ordered)} of {quantity.plain(quoted)} {name} on order"
        for number, status in conn.execute(
            "SELECT DISTINCT q.id, q.status FROM sales_order o JOIN quote q ON q.id = o.quote_id "
            f"WHERE o.{about} AND o.status <> 'cancelled' AND q.status <> 'accepted' AND NOT {_IMPORTED}",
            span,
        ):
            yield "quote", number, f"is {status}, but was ordered"


def _instalments(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """The instalments of an order come to what it does, and each is billed once."""
    for span in spans:
        for (number,) in conn.execute(
            "SELECT o.id FROM sales_order o JOIN instalment p ON p.order_id = o.id WHERE o.id BETWEEN ? AND ? "
            "GROUP BY o.id HAVING sum(p.amount_minor) <> o.total_minor",
            span,
        ):
            yield noun, number, "has instalments that do not come to what it comes to"
        for number, position in conn.execute(
            "SELECT p.order_id, p.position FROM instalment p JOIN invoice i ON i.instalment_id = p.id "
            f"WHERE p.order_id BETWEEN ? AND ? AND {_STANDS} GROUP BY p.id HAVING count(*) > 1",
            span,
        ):
            yield noun, number, f"has instalment {position} billed twice"


def _periods(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """Each day of a contract is billed once."""
    for span in spans:
        for number, day in conn.execute(
            "SELECT DISTINCT contract_id, service_from FROM (SELECT i.contract_id, l.service_from, "
            "max(l.service_to) OVER (PARTITION BY i.contract_id ORDER BY l.service_from, l.id "
            "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS billed FROM invoice i "
            "JOIN invoice_line l ON l.invoice_id = i.id WHERE i.contract_id BETWEEN ? AND ? AND i.what = 'contract' "
            f"AND l.service_from IS NOT NULL AND {_STANDS}) WHERE service_from <= billed",
            span,
        ):
            yield noun, number, f"is billed twice from {day} on"


def _numbers(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """Numbers run from 1 without a gap in each series and year, dates along them, and no two are the same."""
    for span in spans:
        for number, n, missing, day, earlier, year in conn.execute(
            f"SELECT d.id, d.n, d.n <> 1 AND p.id IS NULL, d.issued_on, p.issued_on, d.year FROM {noun} d "
            f"LEFT JOIN {noun} p ON p.series = d.series AND p.year = d.year AND p.n = d.n - 1 "
            "WHERE d.id BETWEEN ? AND ? AND d.n IS NOT NULL",
            span,
        ):
            if missing:
                yield noun, number, f"is number {n} of its series, which has no {n - 1}"
            if earlier is not None and day < earlier:
                yield noun, number, f"is of {day}, its predecessor in the series of {earlier}"
            if year and not day.startswith(str(year)):
                yield noun, number, f"is of {day}, but numbered in {year}"
        for number, text in conn.execute(
            f"SELECT d.id, d.number FROM {noun} d WHERE d.id BETWEEN ? AND ? AND d.number IS NOT NULL "
            f"AND EXISTS (SELECT 1 FROM {noun} o WHERE o.series = d.series AND o.number = d.number AND o.id < d.id)",
            span,
        ):
            yield noun, number, f"has the number {text}, which another has too"


_CONVERTED = {
    "sales_order": (("net_minor", "base_net_minor"),),
    "invoice": (("net_minor", "base_net_minor"), ("total_minor", "base_total_minor")),
    "credit_note": (("net_minor", "base_net_minor"), ("total_minor", "base_total_minor")),
    "payment": (("amount_minor", "base_minor"),),
}


def _rates(conn: sqlite3.Connection, noun: str, spans: Spans) -> Iterator[Breach]:
    """What a document was posted with in the currency of the business is its amounts at its rate."""
    columns = ", ".join(f"{own}, {base}" for own, base in _CONVERTED[noun])
    for span in spans:
        for number, rate, currency, target, *amounts in conn.execute(
            f"SELECT id, rate, currency, base_currency, {columns} FROM {noun} WHERE id BETWEEN ? AND ? "
            "AND rate IS NOT NULL",
            span,
        ):
            try:
                due = [convert(own, currency, target, rate) for own in amounts[::2]]
            except (ArithmeticError, BadUsage, TypeError, ValueError):
                yield noun, number, f"was posted at {rate!r}, which is no rate of {currency} in {target}"
                continue
            if (currency == target and rate != "1") or due != amounts[1::2]:
                there = ", ".join(f"{plain(each, target)} {target}" for each in due)
                yield noun, number, f"comes to {there} at its rate of {rate}, not to what was posted"


INVARIANTS: dict[str, tuple[tuple[str, ...], Invariant]] = {
    "amounts": (("quote", "sales_order", "invoice", "credit_note"), _amounts),
    "quantities": (("sales_order",), _quantities),
    "orders": (("sales_order",), _orders),
    "status": (("quote", "contract", "sales_order", "shipment", "invoice"), _status),
    "promises": (("sales_order",), _promises),
    "versions": (("quote",), _versions),
    "spent": (("quote", "sales_order"), _spent),
    "instalments": (("sales_order",), _instalments),
    "periods": (("contract",), _periods),
    "numbers": (("invoice", "credit_note"), _numbers),
    "rates": (("sales_order", "invoice", "credit_note", "payment"), _rates),
}
"""Rules of the documents, with the nouns they are about."""
