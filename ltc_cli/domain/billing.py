"""Billing: drafts of what may be invoiced now, from orders, their instalments, and the periods of contracts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.clock import add_months, day_words
from ltc_cli.domain import amount, entry, fulfilment, instalment, invoice, line, order
from ltc_cli.domain.instalment import Instalment
from ltc_cli.domain.noun import ref
from ltc_cli.domain.quote import Terms
from ltc_cli.errors import BadUsage, Refused
from ltc_cli.quantity import UNIT
from ltc_cli.quantity import plain as quantity_text

MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""How many months a contract is billed for at a time."""


class Period(NamedTuple):
    """A stretch of a contract that is billed at once."""

    since: date
    until: date
    whole: int
    """How many days it would have if the contract did not end in it."""

    def share(self, minor: int) -> int:
        """What of the amount of a whole stretch it costs: its share by days when it is cut short."""
        return amount.split(minor, (self.until - self.since).days + 1, self.whole)


def bill(book: Book, number: int, *, what: str | None = None, chosen: Sequence[str] = ()) -> int:
    """Draft an invoice of an order: what is delivered, what is ordered, or an instalment; its id.

    `chosen` names lines and quantities, `Machine=2`. Raises `Refused` when there is nothing to bill, or more was asked
    for than may be billed.
    """
    with book.operation("invoice create") as step:
        order.load(book, number).billable()
        plan = instalment.of(book, number)
        what = what or ("delivered" if not plan else str(_next(book, plan)))
        if what in ("delivered", "ordered"):
            if plan and what == "delivered":
                raise Refused(
                    f"{ref('sales_order', number)} is billed by its instalments, not by what is delivered.",
                    f"ltc invoice create --order {ref('sales_order', number)} --what {_next(book, plan)}",
                )
            _refuse_planned(book, number)
            made = _of_lines(book, number, what, chosen)
        else:
            if chosen:
                raise BadUsage("an instalment is billed as it was planned, not by lines.", "Leave --line out.")
            _refuse_whole(book, number)
            made = _of_instalment(book, instalment.named(book, number, what))
        step.about("invoice", made)
        return made


class Free(NamedTuple):
    """What is said of an invoice beside its lines."""

    values: Mapping[str, str]
    terms: Terms
    on_match: str | None = None


def create(
    book: Book,
    *,
    order: int | None,
    account: int | None,
    what: str | None,
    lines: Sequence[str],
    said: Free,
    how: invoice.Issue | None,
) -> int:
    """Draft an invoice of an order, or a free one for an account; `how` issues it at once; its id.

    Lines are words: `Machine=2` of an order, `Workshop=2@1500` of a free one.
    """
    if (order is None) == (account is None):
        raise BadUsage("an invoice is of an order, or for an account.", "--order O1, or --account A1 --line …")
    with book.operation("invoice create") as step:
        if order is not None:
            if said.terms != Terms():
                raise BadUsage("currency, discount and --gross are the order's.", "Leave them out with --order.")
            made = bill(book, order, what=what, chosen=lines)
            if said.values:
                invoice.edit(book, [made], said.values)
        else:
            if what is not None:
                raise BadUsage("--what goes with --order.", "ltc invoice create --order O1 --what delivered")
            wanted = [line.short(word) for word in lines]
            made = invoice.create(
                book, account=account or 0, values=said.values, terms=said.terms, lines=wanted, on_match=said.on_match
            )
        if how is not None:
            invoice.issue(book, [made], how)
        step.about("invoice", made)
        return made


def run(book: Book, until: str | None = None) -> list[int]:
    """Draft everything that may be billed: deliveries, instalments due, periods of contracts begun; their ids.

    Run again, it finds nothing new: what is drafted counts as billed.
    """
    with book.operation("invoice run") as step:
        day = entry.day(book, until) if until is not None else book.day()
        made = [*_deliveries(book), *_instalments(book, day), *_contracts(book, day)]
        for each in made:
            step.about("invoice", each)
        return made


def periods(book: Book, contract: int, until: str, *, issued_by: int | None = None) -> list[Period]:
    """The stretches of a contract that have begun by a day and are not billed yet.

    A draft counts as billed; with `issued_by`, only what was issued by that instant and not credited since.
    """
    since, last, closed, every, status = book.conn.execute(
        "SELECT since, until, closed_on, every, status FROM contract WHERE id = ?", (contract,)
    ).fetchone()
    if every is None or since is None or status == "draft":
        return []
    ends = [date.fromisoformat(each) for each in (last, closed) if each is not None]
    end = min(ends) if ends else None
    known = {"contract": contract, "drafts": issued_by is None, "now": issued_by or (1 << 63) - 1}
    billed = {row[0] for row in book.conn.execute(_BILLED_PERIODS, known)}
    first = date.fromisoformat(since)
    found: list[Period] = []
    place = 0
    while True:
        begins = add_months(first, place * MONTHS[every])
        if begins > date.fromisoformat(until) or (end is not None and begins > end):
            return found
        place += 1
        finishes = add_months(first, place * MONTHS[every]) - timedelta(days=1)
        if begins.isoformat() not in billed:
            last_day = min(finishes, end) if end is not None else finishes
            found.append(Period(begins, last_day, (finishes - begins).days + 1))


_BILLED_PERIODS = (
    "SELECT l.service_from FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id WHERE i.contract_id = :contract "
    "AND (:drafts OR i.issued_ms <= :now) AND l.net_minor > coalesce((SELECT sum(c.net_minor) FROM credit_note_line c "
    "JOIN credit_note n ON n.id = c.credit_note_id WHERE c.invoice_line_id = l.id AND n.created_ms <= :now), 0)"
)


def unbilled(book: Book, plan: Sequence[Instalment], day: str) -> list[Instalment]:
    """The instalments that are due to be billed by a day and are on no invoice that stands."""
    due = (each for each in plan if each.begins_on is not None and each.begins_on <= day)
    return [each for each in due if not _is_billed(book, each.id)]


def _next(book: Book, plan: Sequence[Instalment]) -> int:
    """The first instalment that is not billed; the last one when all are."""
    billed = {each.id for each in plan if _is_billed(book, each.id)}
    return next((each.position for each in plan if each.id not in billed), plan[-1].position)


def _is_billed(book: Book, number: int) -> bool:
    """Whether an invoice of an instalment stands: a draft, or one that is not credited in full."""
    row = book.conn.execute(
        "SELECT 1 FROM invoice i WHERE i.instalment_id = ? AND (i.status = 'draft' OR i.total_minor > "
        "coalesce((SELECT sum(n.total_minor) FROM credit_note n WHERE n.invoice_id = i.id), 0)) LIMIT 1",
        (number,),
    ).fetchone()
    return row is not None


def _refuse_planned(book: Book, number: int) -> None:
    plan = instalment.of(book, number)
    if any(_is_billed(book, each.id) for each in plan):
        name = ref("sales_order", number)
        raise Refused(
            f"{name} is billed by its instalments; billing it as a whole would bill them twice.",
            f"ltc invoice create --order {name} --what {_next(book, plan)}",
        )


def _refuse_whole(book: Book, number: int) -> None:
    name = ref("sales_order", number)
    if any(each.billed > 0 for each in fulfilment.lines(book, number)):
        raise Refused(
            f"{name} is billed by its lines already; its instalments say when it falls due.", f"ltc order show {name}"
        )


def _of_lines(book: Book, number: int, what: str, chosen: Sequence[str]) -> int:
    name = ref("sales_order", number)
    on = line.head(book, "sales_order", number)
    found = {each.id: each for each in fulfilment.lines(book, number)}
    wanted = {each.id: each.billable(what) for each in found.values() if each.billable(what)}
    if chosen:
        limits, wanted = wanted, {pick.line: pick.quantity for pick in line.picks(book, on, chosen)}
        for each, quantity in wanted.items():
            if quantity > limits.get(each, 0):
                raise Refused(
                    f"{name} has {quantity_text(limits.get(each, 0))} {found[each].name} left to bill of what is "
                    f"{what}, not {quantity_text(quantity)}.",
                    f"See how far it is: ltc order show {name}",
                )
    if not wanted:
        more = " of what is delivered" if what == "delivered" else ""
        hint = f"Deliver first: ltc order deliver {name}" if what == "delivered" else f"ltc order show {name}"
        raise Refused(f"{name} has nothing left to bill{more}.", hint)
    made = _head(book, number, what, {})
    for each in sorted(wanted):
        _copy_line(book, made, each, wanted[each])
    _share_discount(book, number, made)
    line.refigure(book, line.head(book, "invoice", made))
    return made


def _head(book: Book, number: int, what: str, more: dict[str, Value]) -> int:
    """A draft for an order, never dated before the order's last step."""
    copied = "account_id, contact_id, contract_id, currency, gross, discount_ppm, terms_days, owner_id"
    row = book.conn.execute(f"SELECT {copied} FROM sales_order WHERE id = ?", (number,)).fetchone()
    head = dict(zip(copied.split(", "), row, strict=True))
    confirmed = book.conn.execute("SELECT confirmed_ms FROM sales_order WHERE id = ?", (number,)).fetchone()[0]
    at = book.when(confirmed, f"the confirmation of {ref('sales_order', number)}")
    return invoice.draft(book, {**head, "order_id": number, "what": what, **more}, at)


def _copy_line(book: Book, made: int, order_line: int, quantity: int) -> None:
    copied = (
        "position, product_id, name, unit, price_minor, discount_ppm, tax, tax_ppm, revenue, service_from, service_to"
    )
    row = book.conn.execute(f"SELECT {copied} FROM sales_order_line WHERE id = ?", (order_line,)).fetchone()
    book.insert(
        "invoice_line",
        {
            **dict(zip(copied.split(", "), row, strict=True)),
            "invoice_id": made,
            "order_line_id": order_line,
            "quantity": quantity,
            "amount_minor": 0,
            "net_minor": 0,
            "tax_minor": 0,
        },
    )


def _share_discount(book: Book, number: int, made: int) -> None:
    """The part of an order's discount that falls to this invoice: over all invoices, the parts add up to it."""
    whole = book.conn.execute("SELECT discount_minor FROM sales_order WHERE id = ?", (number,)).fetchone()[0]
    if not whole:
        return
    ordered = _amounts(book, "sales_order_line WHERE order_id = ?", number)
    before = _amounts(
        book,
        "invoice_line WHERE invoice_id <> ? AND invoice_id IN (SELECT id FROM invoice WHERE order_id = ?)",
        made,
        number,
    )
    here = _amounts(book, "invoice_line WHERE invoice_id = ?", made)
    if ordered:
        part = amount.split(whole, here, ordered, before)
        book.update("invoice", made, {"discount_minor": max(0, part)})


def _amounts(book: Book, where: str, *values: int) -> int:
    rows = book.conn.execute(f"SELECT quantity, price_minor, discount_ppm, tax_ppm FROM {where}", values)
    return sum(max(0, amount.amount(amount.Item(*row))) for row in rows)


def _of_instalment(book: Book, part: Instalment) -> int:
    """A draft over an instalment: its amount with tax, shared over the order's rates of tax, adds up to the cent."""
    name = ref("sales_order", part.order)
    if _is_billed(book, part.id):
        raise Refused(f"instalment {part.position} of {name} is billed already.", f"ltc instalment list {name}")
    plan = instalment.of(book, part.order)
    whole = sum(each.amount_minor for each in plan)
    before = sum(each.amount_minor for each in plan if each.position < part.position)
    made = _head(
        book, part.order, "instalment",
        {"gross": 1, "discount_ppm": None, "instalment_id": part.id},
    )  # fmt: skip
    taxes = book.conn.execute(
        "SELECT tax, tax_ppm, sum(net_minor + tax_minor) FROM sales_order_line WHERE order_id = ? "
        "GROUP BY tax_ppm ORDER BY tax_ppm DESC",
        (part.order,),
    ).fetchall()
    parts = _shares([total for *_, total in taxes], part.amount_minor, whole, before)
    for position, ((tax, ppm, _), share) in enumerate(zip(taxes, parts, strict=True), 1):
        book.insert(
            "invoice_line",
            {
                "invoice_id": made,
                "position": position,
                "name": f"Instalment {part.position} of {len(plan)}, order {name}",
                "quantity": UNIT,
                "price_minor": share,
                "discount_ppm": 0,
                "tax": tax,
                "tax_ppm": ppm,
                "revenue": "delivery",
                "amount_minor": 0,
                "net_minor": 0,
                "tax_minor": 0,
            },
        )
    line.refigure(book, line.head(book, "invoice", made))
    return made


def _shares(totals: Sequence[int], part: int, whole: int, before: int) -> list[int]:
    """What falls to one instalment of each sum: the shares add up to it, and over all instalments to the sums."""
    reached = [amount.apportion(each, [each * total for total in totals], whole) for each in (before, before + part)]
    return [after - start for start, after in zip(*reached, strict=True)]


def _deliveries(book: Book) -> Iterator[int]:
    """Drafts of what is delivered and not billed, of orders without instalments."""
    rows = book.conn.execute(
        "SELECT o.id FROM sales_order o WHERE o.status IN ('confirmed', 'closed') AND o.held = 0 "
        "AND EXISTS (SELECT 1 FROM shipment s WHERE s.order_id = o.id AND s.status = 'delivered') "
        "AND NOT EXISTS (SELECT 1 FROM instalment p WHERE p.order_id = o.id) ORDER BY o.id"
    ).fetchall()
    for (number,) in rows:
        if any(each.billable("delivered") for each in fulfilment.lines(book, number)):
            yield _of_lines(book, number, "delivered", ())


def _instalments(book: Book, day: str) -> Iterator[int]:
    """Drafts of the instalments that are due to be billed by a day: when what they wait for has happened."""
    rows = book.conn.execute(
        "SELECT DISTINCT o.id FROM sales_order o JOIN instalment p ON p.order_id = o.id "
        "WHERE o.status IN ('confirmed', 'closed') ORDER BY o.id"
    ).fetchall()
    for (number,) in rows:
        if any(each.billed > 0 for each in fulfilment.lines(book, number)):
            continue
        for part in unbilled(book, instalment.of(book, number), day):
            yield _of_instalment(book, part)


def _contracts(book: Book, day: str) -> Iterator[int]:
    """Drafts of the periods of contracts that have begun by a day, one invoice a period."""
    rows = book.conn.execute(
        "SELECT id, title, account_id, amount_minor, currency, tax, tax_ppm, terms_days, owner_id FROM contract "
        "WHERE status <> 'draft' AND every IS NOT NULL AND amount_minor > 0 ORDER BY id"
    ).fetchall()
    for number, title, account, minor, currency, tax, ppm, terms, owner in rows:
        for period in periods(book, number, day):
            made = invoice.draft(
                book,
                {
                    "account_id": account, "contract_id": number, "what": "contract", "currency": currency, "gross": 0,
                    "terms_days": terms, "owner_id": owner,
                },
                book.when(),
            )  # fmt: skip
            _period_line(book, made, title, period, minor, (tax, ppm))
            yield made


def _period_line(book: Book, made: int, title: str, period: Period, minor: int, tax: tuple[str | None, int]) -> None:
    """One line for a period; one that is cut short by the contract's end costs its share by days."""
    year = period.since.replace(year=period.since.year - 1 if period.since.year > 1 else 2)
    book.insert(
        "invoice_line",
        {
            "invoice_id": made,
            "position": 1,
            "name": f"{title}, {day_words(period.since, year)} – {day_words(period.until, year)}",
            "quantity": UNIT,
            "price_minor": period.share(minor),
            "discount_ppm": 0,
            "tax": tax[0],
            "tax_ppm": tax[1],
            "revenue": "straight",
            "service_from": period.since.isoformat(),
            "service_to": period.until.isoformat(),
            "amount_minor": 0,
            "net_minor": 0,
            "tax_minor": 0,
        },
    )
    line.refigure(book, line.head(book, "invoice", made))
