"""Orders: a row's dates tell how an order went, from its confirmation over its shipments to its end.

What comes from outside may have been shipped and cancelled; here that is history, with a warning, though no verb would
do it. A status that has no date of its own was reached on the latest day that the row tells.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain import entry, fx, instalment, lead, order, progress
from ltc_cli.errors import LtcError, Refused
from ltc_cli.intake import match
from ltc_cli.intake.apply import insert_rows
from ltc_cli.intake.document import Said, Wrong
from ltc_cli.intake.line import Lines, Terms, comes_to, contact_called, differing, discounted, sentence
from ltc_cli.intake.story import Parcel, Story, read_story, step_events, warn_of

_COPIED = ("reference", "terms_days", "message", "owner_id", "tags", "fields")
_LINE_FACTS = ("product_id", "name", "quantity", "price_minor", "discount_ppm", "tax_ppm", "service_from", "service_to")
"""What makes a line another one."""


class _Ready(NamedTuple):
    """An order ready to be written."""

    head: dict[str, Value]
    lines: list[dict[str, Value]]
    story: Story


class Orders:
    """How rows become orders."""

    def __init__(self, book: Book, lines: Lines) -> None:
        self._book = book
        self._lines = lines
        self._notes = lines.notes
        self._rates: dict[tuple[str, str], str] = {}
        self._deals: dict[str, int] = {}
        self._owner = lead.owner_of(book)
        self._ready: list[_Ready] = []
        self.odd: list[int] = []

    def fresh(self, said: Said) -> None:
        """Make an order ready to be written."""
        head = said.head
        if "account" not in head:
            raise Wrong(said.fault("account", "an order needs an account"))
        story = read_story(said, self._book.when())
        contact, deal = contact_called(self._book, said), self._deal(said)
        terms = self._terms(said, self._lines.find_account(str(head["account"])), story)
        found, sums = self._lines.read(said.items, terms)
        posted = self._posted(said, story.confirmed_ms, terms.currency, sums.net)
        held = story.last == "hold"
        closing = story.steps[-1].at_ms if story.last in ("closed", "cancelled") else None
        warn_of(said, story, self._notes)
        self._ready.append(
            _Ready(
                {
                    "created_ms": story.created_ms,
                    "deal_id": deal,
                    "account_id": self._lines.account(str(head["account"])),
                    "contact_id": contact,
                    "status": "confirmed" if held else story.last,
                    "held": int(held),
                    "closed_ms": closing,
                    "reason": head.get("reason") if held or closing is not None else None,
                    "promised": head.get("promised"),
                    "first_promised": head.get("promised"),
                    **comes_to(sums, terms),
                    **posted,
                    **{name: head.get(name) for name in _COPIED},
                    "owner_id": head.get("owner_id", self._owner),
                    "external_id": head.get("external_id"),
                },
                found,
                story,
            )
        )

    def flush(self) -> Sequence[int]:
        """Write the orders that are ready, with their lines, promises, steps and shipments."""
        ready, self._ready = self._ready, []
        numbers = insert_rows(self._book, "sales_order", [each.head for each in ready])
        lines: list[dict[str, Value]] = []
        promises: list[dict[str, Value]] = []
        steps: list[dict[str, Value]] = []
        for number, each in zip(numbers, ready, strict=True):
            lines += [{"order_id": number, **columns, "released": 0} for columns in each.lines]
            if each.head["promised"] is not None:
                at = each.story.confirmed_ms or each.story.created_ms
                promises.append({"order_id": number, "promised": each.head["promised"], "effective_ms": at})
            steps += step_events(number, "draft", each.story.steps, each.head["reason"])
            if each.story.last == "cancelled" and any(each.story.parcels):
                self.odd.append(number)
        line_ids = iter(insert_rows(self._book, "sales_order_line", lines))
        insert_rows(self._book, "promise_event", promises)
        insert_rows(self._book, "status_event", steps)
        sent = []
        for number, each in zip(numbers, ready, strict=True):
            for columns, parcel in zip(each.lines, each.story.parcels, strict=True):
                sent.append((number, next(line_ids), columns["quantity"], parcel))
        self._ship(sent)
        return numbers

    def again(self, number: int, said: Said) -> bool:
        """What is said anew of an order: fields, a new promise, and the steps that it has not taken yet."""
        before = self._book.conn.total_changes
        columns = ("account_id", "currency", "promised", "created_ms", "status", "held", "contact_id", *_COPIED)
        values = next(match.fetch(self._book, "sales_order", "id", [number], columns))[1:]
        stored = dict(zip(columns, values, strict=True))
        self._same_account(said, stored)
        wanted = {**{name: said.head.get(name) for name in _COPIED}, "contact_id": contact_called(self._book, said)}
        patch = wanted.pop("fields")
        if patch is not None:
            old = None if stored["fields"] is None else str(stored["fields"])
            wanted["fields"] = entry.merge_fields(old, str(patch))
        changes = differing(stored, wanted)
        if changes:
            entry.save(self._book, "sales_order", number, changes)
        story = read_story(said, self._book.when(), _number(stored["created_ms"]))
        line_ids = self._same_lines(number, said, story, stored)
        promised = said.head.get("promised")
        if promised is not None and promised != stored["promised"]:
            order.promise(self._book, number, str(promised), progress.when(self._book, "sales_order", number))
        self._step_on(number, said, story, stored)
        self._send_on(number, said, story, line_ids)
        if story.last == "cancelled" and any(story.parcels):
            self.odd.append(number)
        return self._book.conn.total_changes != before

    def _terms(self, said: Said, account: int | None, story: Story) -> Terms:
        currency = self._lines.currency(said, account)
        day = self._book.day(story.confirmed_ms or story.created_ms)
        return discounted(Terms(currency, bool(said.head.get("gross")), day), said, "order_discount")

    def _deal(self, said: Said) -> int | None:
        word = said.head.get("deal")
        if word is None:
            return None
        if word not in self._deals:
            found = next(match.fetch(self._book, "deal", "external_id", [word], ["id"]), None)
            if found is None:
                raise Wrong(said.fault("deal", f"no deal has the external id {word!r}"))
            self._deals[str(word)] = _number(found[0])
        return self._deals[str(word)]

    def _posted(self, said: Said, at_ms: int | None, currency: str, net: int) -> dict[str, Value]:
        """What the confirmation posts; raises `Wrong` without a rate for its day (E09)."""
        if at_ms is None:
            return {"confirmed_ms": None, "rate": None, "base_net_minor": None, "base_currency": None}
        key = currency, self._book.day(at_ms)
        try:
            rate = self._rates[key] = self._rates.get(key) or fx.needed(self._book, *key)
        except LtcError as error:
            raise Wrong(said.fault("currency", sentence(error))) from error
        base = fx.base_currency(self._book, currency)
        return {
            "confirmed_ms": at_ms,
            "rate": rate,
            "base_net_minor": fx.convert(net, currency, base, rate),
            "base_currency": base,
        }

    def _ship(self, sent: Sequence[tuple[int, int, Value, Parcel | None]]) -> None:
        """Write shipments: the lines of an order that left and arrived together are one."""
        shipments: list[dict[str, Value]] = []
        contents: list[list[tuple[int, Value]]] = []
        for number, of_order in groupby(sent, lambda each: each[0]):
            parcels: dict[Parcel, list[tuple[int, Value]]] = {}
            for _, line, quantity, parcel in of_order:
                if parcel is not None:
                    parcels.setdefault(parcel, []).append((line, quantity))
            for parcel in sorted(parcels, key=lambda each: (each.shipped_ms, each.delivered_ms or 0)):
                shipments.append(
                    {
                        "created_ms": parcel.shipped_ms,
                        "order_id": number,
                        "status": "shipped" if parcel.delivered_ms is None else "delivered",
                        "delivered_ms": parcel.delivered_ms,
                    }
                )
                contents.append(parcels[parcel])
        numbers = insert_rows(self._book, "shipment", shipments)
        insert_rows(
            self._book,
            "shipment_line",
            [
                {"shipment_id": number, "order_line_id": line, "quantity": quantity}
                for number, content in zip(numbers, contents, strict=True)
                for line, quantity in content
            ],
        )
        insert_rows(
            self._book,
            "status_event",
            [
                {
                    "entity": "shipment", "entity_id": number, "from_status": "shipped", "to_status": "delivered",
                    "effective_ms": shipment["delivered_ms"], "reason": None,
                }
                for number, shipment in zip(numbers, shipments, strict=True)
                if shipment["delivered_ms"] is not None
            ],
        )  # fmt: skip

    def _same_account(self, said: Said, stored: Mapping[str, Value]) -> None:
        word = said.head.get("account")
        if word is not None and self._lines.find_account(str(word)) != stored["account_id"]:
            raise Wrong(said.fault("account", "the order is of another account here"))
        word = said.head.get("currency")
        if word is not None and str(word).upper() != stored["currency"]:
            raise Wrong(said.fault("currency", f"the order is in {stored['currency']} here"))

    def _same_lines(self, number: int, said: Said, story: Story, stored: Mapping[str, Value]) -> list[tuple[int, int]]:
        """The ids and quantities of the lines, as the rows tell them; a draft takes over lines that differ."""
        if not said.items:
            return []
        gross, ppm, minor = self._book.conn.execute(
            "SELECT gross, discount_ppm, discount_minor FROM sales_order WHERE id = ?", (number,)
        ).fetchone()
        terms = self._terms(said, _number(stored["account_id"]), story)._replace(currency=str(stored["currency"]))
        if "gross" not in said.head:
            terms = terms._replace(gross=bool(gross))
        if "order_discount" not in said.head:
            terms = terms._replace(discount_ppm=ppm, discount_minor=minor)
        found, sums = self._lines.read(said.items, terms)
        facts = ", ".join(_LINE_FACTS)
        rows = self._book.conn.execute(
            f"SELECT id, quantity, {facts} FROM sales_order_line WHERE order_id = ? ORDER BY position, id", (number,)
        ).fetchall()
        same = [tuple(row[2:]) for row in rows] == [tuple(columns[name] for name in _LINE_FACTS) for columns in found]
        if same and (terms.gross, terms.discount_ppm, terms.discount_minor) == (bool(gross), ppm, minor):
            return [(row[0], row[1]) for row in rows]
        if stored["status"] != "draft":
            raise Wrong(said.fault("item", f"the order is {stored['status']} here, so its lines do not change"))
        self._book.conn.execute("DELETE FROM sales_order_line WHERE order_id = ?", (number,))
        ids = insert_rows(
            self._book, "sales_order_line", [{"order_id": number, **each, "released": 0} for each in found]
        )
        self._book.update("sales_order", number, comes_to(sums, terms))
        instalment.refigure(self._book, number)
        return [(line, _number(each["quantity"])) for line, each in zip(ids, found, strict=True)]

    def _step_on(self, number: int, said: Said, story: Story, stored: Mapping[str, Value]) -> None:
        """Take the steps that the order has not taken yet: it was never there, and nothing came after."""
        taken = self._book.conn.execute(
            "SELECT to_status, effective_ms FROM status_event "
            "WHERE entity = 'sales_order' AND entity_id = ? ORDER BY effective_ms",
            (number,),
        ).fetchall()
        last = max((row[1] for row in taken), default=story.created_ms)
        been = {row[0] for row in taken}
        steps = [step for step in story.steps if step.to not in been and step.at_ms >= last]
        if not steps:
            return
        status = "hold" if stored["held"] else str(stored["status"])
        if status in ("closed", "cancelled"):
            raise Refused(f"the order is {status} here.")
        reason = said.head.get("reason")
        insert_rows(self._book, "status_event", step_events(number, status, steps, reason))
        to = steps[-1].to
        columns: dict[str, Value] = {"status": "confirmed" if to == "hold" else to, "held": int(to == "hold")}
        if to in ("closed", "cancelled"):
            columns["closed_ms"] = steps[-1].at_ms
        if to in ("hold", "cancelled"):
            columns["reason"] = reason
        confirmed = next((step.at_ms for step in steps if step.to == "confirmed"), None)
        if confirmed is not None:
            currency, net = str(stored["currency"]), self._net(number)
            columns |= self._posted(said, confirmed, currency, net)
        self._book.update("sales_order", number, columns)

    def _net(self, number: int) -> int:
        row = self._book.conn.execute("SELECT net_minor FROM sales_order WHERE id = ?", (number,)).fetchone()
        return int(row[0])

    def _send_on(self, number: int, said: Said, story: Story, lines: Sequence[tuple[int, int]]) -> None:
        """Ship the lines that have not left, and deliver those that are on their way, where the rows say so."""
        if not any(story.parcels):
            return
        sent: dict[int, list[tuple[int, int, int | None]]] = {}
        for line, *parcel_of in self._book.conn.execute(
            "SELECT s.order_line_id, h.id, h.created_ms, h.delivered_ms FROM shipment h "
            "JOIN shipment_line s ON s.shipment_id = h.id WHERE h.order_id = ?",
            (number,),
        ).fetchall():
            sent.setdefault(line, []).append((parcel_of[0], parcel_of[1], parcel_of[2]))
        fresh: list[tuple[int, int, Value, Parcel | None]] = []
        arrived: dict[int, int] = {}
        for (line, quantity), parcel in zip(lines, story.parcels, strict=False):
            if parcel is None:
                continue
            if line not in sent:
                fresh.append((number, line, quantity, parcel))
            for shipment, shipped, delivered in sent.get(line, ()):
                if delivered is None and shipped == parcel.shipped_ms and parcel.delivered_ms is not None:
                    arrived[shipment] = parcel.delivered_ms
        for shipment, at in arrived.items():
            self._book.update("shipment", shipment, {"status": "delivered", "delivered_ms": at})
            progress.step(self._book, "shipment", shipment, "shipped", "delivered", at)
        if fresh:
            status = order.load(self._book, number).status
            if status == "cancelled":
                raise Wrong(said.fault("shipped", "the order is cancelled here, and nothing of it had left"))
            self._ship(fresh)


def _number(value: Value) -> int:
    assert isinstance(value, int)
    return value
