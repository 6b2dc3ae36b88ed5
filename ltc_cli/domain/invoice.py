"""Invoices: drafted from orders, contracts or by hand; issued with the next number, after which they never change."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain import entry, fulfilment, fx, lead, line, number, progress, quote, settlement
from ltc_cli.domain.entry import Entry
from ltc_cli.domain.field import Field
from ltc_cli.domain.line import Wanted
from ltc_cli.domain.noun import ref
from ltc_cli.domain.query import Condition, Source
from ltc_cli.domain.quote import Terms
from ltc_cli.errors import Refused
from ltc_cli.quantity import plain as quantity_text
from ltc_cli.shape import Column, Listing, Section

DAYS_TO_PAY = 30
"""When neither the invoice nor its order, contract or account says otherwise."""
ENTRIES = (
    Entry("contact", "contact", "contact_id"),
    Entry("terms", "count", "terms_days"),
    Entry("message", "text", "message"),
    Entry("owner", "member", "owner_id"),
    Entry("external_id", "text", "external_id"),
)
SETTLED = (
    "coalesce((SELECT sum(a.amount_minor) FROM allocation a WHERE a.invoice_id = invoice.id{kind} "
    "AND a.on_day <= :today), 0)"
)
"""SQL for what settles an invoice, as of the day."""
_ALL = SETTLED.format(kind="")
_OPEN = f"iif(invoice.issued_on <= :today, invoice.total_minor - {_ALL}, NULL)"
STATUS = (
    "CASE WHEN invoice.status = 'draft' OR invoice.issued_on > :today THEN 'draft' "
    f"WHEN {_OPEN} <= 0 THEN CASE WHEN invoice.total_minor > 0 "
    f"AND {SETTLED.format(kind=chr(32) + 'AND a.kind = ' + repr('credit'))} = invoice.total_minor THEN 'credited' "
    f"WHEN {SETTLED.format(kind=chr(32) + 'AND a.kind = ' + repr('writeoff'))} > 0 THEN 'written_off' ELSE 'paid' END "
    f"WHEN invoice.due_on < :today THEN 'overdue' WHEN {_ALL} > 0 THEN 'partly_paid' ELSE 'open' END"
)
"""SQL for the status of an invoice: draft, open, partly_paid, overdue, paid, credited or written_off."""
STATUSES = ("draft", "open", "partly_paid", "overdue", "paid", "credited", "written_off")


def _parts(book: Book, number_: int) -> list[Section]:
    sections = [line.section(book, "invoice", number_)]
    rows = book.conn.execute(
        "SELECT a.on_day, a.kind, coalesce('P' || a.payment_id, 'N' || a.credit_note_id), a.amount_minor, "
        "nullif(a.realised_minor, 0), i.currency, i.base_currency, a.reason FROM allocation a "
        "JOIN invoice i ON i.id = a.invoice_id WHERE a.invoice_id = ? AND a.on_day <= ? ORDER BY a.on_day, a.id",
        (number_, (book.as_of.day if book.as_of else book.clock.today).isoformat()),
    ).fetchall()
    paid = (
        Column("on", "date"),
        Column("kind"),
        Column("from", "ref"),
        Column("amount", "money"),
        Column("realised", "money", shown=any(row[4] for row in rows), currency="base_currency"),
        Column("currency", shown=False),
        Column("base_currency", shown=False),
        Column("reason", shown=False),
    )
    return [*sections, Section("settled", Listing("allocation", paid, rows))] if rows else sections


SOURCE = Source(
    noun="invoice",
    fields=(
        Field("ref", "ref", "'I' || invoice.id"),
        Field("id", "count", "invoice.id", shown=False),
        Field("number", "text", "invoice.number"),
        Field("account", "ref", "'A' || invoice.account_id", shown=False),
        Field("account_name", "text", "account.name"),
        Field("contact", "ref", "'C' || invoice.contact_id", shown=False),
        Field("order", "ref", "'O' || invoice.order_id", shown=False),
        Field("contract", "ref", "'K' || invoice.contract_id", shown=False),
        Field("what", "text", "invoice.what", shown=False),
        Field("status", "text", STATUS),
        Field("issued", "date", "invoice.issued_on"),
        Field("due", "date", "invoice.due_on"),
        Field("net", "money", "invoice.net_minor", shown=False, currency_sql="invoice.currency"),
        Field("tax", "money", "invoice.tax_minor", shown=False, currency_sql="invoice.currency"),
        Field("total", "money", "invoice.total_minor", currency_sql="invoice.currency"),
        Field("outstanding", "money", _OPEN, currency_sql="invoice.currency"),
        Field("currency", "text", "invoice.currency", shown=False),
        Field("gross", "yesno", "invoice.gross", shown=False),
        Field("discount", "ratio", "invoice.discount_ppm / 1000000.0", shown=False),
        Field("discount_amount", "money", "invoice.discount_minor", shown=False, currency_sql="invoice.currency"),
        Field("rate", "text", "invoice.rate", shown=False),
        Field("terms", "count", "invoice.terms_days", shown=False),
        Field("message", "text", "invoice.message", shown=False),
        Field("owner", "text", "owner.name", shown=False),
        Field("created", "instant", "invoice.created_ms", shown=False),
        Field("external_id", "text", "invoice.external_id", shown=False),
    ),
    joins="LEFT JOIN account ON account.id = invoice.account_id LEFT JOIN member owner ON owner.id = invoice.owner_id",
    order="invoice.issued_on IS NOT NULL, invoice.issued_on DESC, invoice.id DESC",
    title="'I' || invoice.id || coalesce('  ' || invoice.number, '') || '  ' || account.name",
    born="invoice.created_ms",
    dated="issued",
    parts=_parts,
)


class Invoice(NamedTuple):
    """An invoice as its steps see it."""

    id: int
    status: str
    account: int
    order: int | None
    what: str
    currency: str
    total: int
    open: int
    """What is not settled; 0 of a draft."""
    number: str | None
    issued_on: str | None

    @property
    def ref(self) -> str:
        """How people write it."""
        return ref("invoice", self.id)

    def editable(self) -> None:
        """Raise `Refused` once it is issued."""
        if self.status == "issued":
            raise Refused(
                f"{self.ref} is issued as {self.number}; an issued invoice never changes.",
                f"Take it back with a credit note: ltc invoice credit {self.ref} --reason …",
            )

    def payable(self, what: str = "paid") -> None:
        """Raise `Refused` unless it is issued."""
        if self.status == "draft":
            raise Refused(
                f"{self.ref} is a draft; it has to be issued before it is {what}.", f"ltc invoice issue {self.ref}"
            )


class Issue(NamedTuple):
    """How an invoice is to be issued."""

    due: str | None = None
    terms: str | None = None
    number: str | None = None
    """Of a tax office; None: the next of our own."""


def load(book: Book, number_: int) -> Invoice:
    """One invoice; the id must exist."""
    settled = "coalesce((SELECT sum(a.amount_minor) FROM allocation a WHERE a.invoice_id = invoice.id), 0)"
    row = book.conn.execute(
        "SELECT id, status, account_id, order_id, what, currency, total_minor, "
        f"iif(status = 'issued', total_minor - {settled}, 0), number, issued_on FROM invoice WHERE id = ?",
        (number_,),
    ).fetchone()
    return Invoice(*row)


def create(
    book: Book,
    *,
    account: int,
    values: Mapping[str, str] | None = None,
    terms: Terms | None = None,
    lines: Sequence[Wanted] = (),
    on_match: str | None = None,
) -> int:
    """Make a draft for an account, of lines of its own; its id. For an order, see `billing.bill`."""
    with book.operation("invoice create") as step:
        said = terms or Terms()
        columns = entry.columns(book, "invoice", ENTRIES, values or {})
        known = entry.replay(book, "invoice", columns, on_match)
        if known is not None:
            step.about("invoice", known)
            return known
        head = quote.parties(book, None, account, columns)
        del head["deal_id"]
        currency = line.currency_of(book, said.currency, account=account, prices=[each.price for each in lines])
        off = line.discount(said.discount, currency)
        made = draft(
            book,
            {**columns, **head, **off, "what": "free", "currency": currency, "gross": int(said.gross)},
            book.when(),
        )
        line.fill(book, "invoice", made, lines)
        step.about("invoice", made)
        return made


def draft(book: Book, columns: Mapping[str, Value], at_ms: int) -> int:
    """Write a new draft without lines; its id."""
    return book.insert(
        "invoice",
        {
            "owner_id": lead.owner_of(book),
            **entry.whole(book, "invoice", columns),
            "created_ms": at_ms,
            "status": "draft",
            **line.NOTHING,
        },
    )


def put_line(book: Book, number_: int, wanted: Wanted, *, remove: bool = False) -> None:
    """Add, change or remove a line of a draft; a line of an order keeps within what may be billed."""
    with book.operation("invoice line") as step:
        found = load(book, number_)
        found.editable()
        on = line.head(book, "invoice", number_)
        if remove:
            line.remove(book, on, wanted.item)
        else:
            line.put(book, on, wanted)
        if found.order is not None:
            check_entitled(book, found)
        step.about("invoice", number_)


def edit(book: Book, numbers: Sequence[int], values: Mapping[str, str]) -> None:
    """Change fields of drafts."""
    with book.operation("invoice edit") as step:
        given = dict(values)
        off = given.pop("discount", None)
        columns = entry.columns(book, "invoice", ENTRIES, given)
        for each in numbers:
            load(book, each).editable()
            entry.save(book, "invoice", each, columns)
            if off is not None:
                on = line.head(book, "invoice", each)
                book.update("invoice", each, line.discount(off, on.currency))
                line.refigure(book, line.head(book, "invoice", each))
            step.about("invoice", each)


def discard(book: Book, numbers: Sequence[int]) -> None:
    """Throw drafts away, with their notes and tasks; they have no number yet, so none is missing."""
    with book.operation("invoice discard"):
        for each in numbers:
            load(book, each).editable()
            for table in ("touch", "task"):
                book.conn.execute(f"DELETE FROM {table} WHERE entity = 'invoice' AND entity_id = ?", (each,))
            book.conn.execute("DELETE FROM invoice_line WHERE invoice_id = ?", (each,))
            book.conn.execute("DELETE FROM invoice WHERE id = ?", (each,))


def issue(book: Book, numbers: Sequence[int], how: Issue | None = None) -> None:
    """Issue drafts: each gets the next number, a day on which it is due, and never changes again."""
    with book.operation("invoice issue") as step:
        for each in numbers:
            if load(book, each).status == "draft":
                _issue(book, each, how or Issue())
            step.about("invoice", each)


def check_entitled(book: Book, found: Invoice) -> None:
    """Raise `Refused` when more of an order is invoiced, drafts included, than may be."""
    basis = "ordered" if found.what == "ordered" else "delivered"
    for each in fulfilment.lines(book, found.order or 0):
        here = book.conn.execute(
            "SELECT coalesce(sum(quantity), 0) FROM invoice_line WHERE invoice_id = ? AND order_line_id = ?",
            (found.id, each.id),
        ).fetchone()[0]
        over = each.billed - each.entitled(basis)
        if here and over > 0:
            raise Refused(
                f"{ref('sales_order', found.order or 0)} has {quantity_text(max(0, here - over))} {each.name} "
                f"left to bill of what is {basis}, not {quantity_text(here)}.",
                f"See how far it is: ltc order show {ref('sales_order', found.order or 0)}",
            )


def standing(book: Book, status: str | None) -> list[Condition]:
    """The condition of `--status`."""
    if status is None:
        return []
    from ltc_cli.domain import query

    word = entry.one_of(status, (*STATUSES, "unpaid"), "status")
    state = query.fields(book, SOURCE)["status"].sql
    if word == "unpaid":
        return [Condition(f"{state} IN ('open', 'partly_paid', 'overdue')")]
    return [Condition(f"{state} = ?", (word,))]


def _issue(book: Book, number_: int, how: Issue) -> None:
    found = load(book, number_)
    lines = book.conn.execute("SELECT count(*) FROM invoice_line WHERE invoice_id = ?", (number_,)).fetchone()[0]
    if not lines:
        raise Refused(f"{found.ref} has no lines.", f"ltc invoice line {found.ref} ITEM --quantity 1 --price …")
    if found.total < 0:
        raise Refused(f"{found.ref} is below zero; money back is a credit note.", "ltc invoice credit REF --reason …")
    if found.order is not None and found.what in ("delivered", "ordered"):
        check_entitled(book, found)
    at = progress.when(book, "invoice", number_)
    day = book.day(at)
    if how.number is None:
        number.in_order(book, "invoice", day)
        numbered = number.following(book, "invoice", day)
    else:
        numbered = number.external(book, "invoice", how.number)
    currency, net, total = book.conn.execute(
        "SELECT currency, net_minor, total_minor FROM invoice WHERE id = ?", (number_,)
    ).fetchone()
    rate = fx.needed(book, currency, day)
    base = fx.base_currency(book, currency)
    due, terms = _due(book, number_, day, how)
    book.update(
        "invoice",
        number_,
        {
            **numbered._asdict(),
            "status": "issued",
            "issued_on": day,
            "issued_ms": at,
            "due_on": due,
            "terms_days": terms,
            "rate": rate,
            "base_net_minor": fx.convert(net, currency, base, rate),
            "base_total_minor": fx.convert(total, currency, base, rate),
            "base_currency": base,
        },
    )
    progress.step(book, "invoice", number_, "draft", "issued", at)
    settlement.use_deposits(book, number_)


def _due(book: Book, number_: int, day: str, how: Issue) -> tuple[str, int | None]:
    """The day an invoice is due and the terms it follows from."""
    if how.due is not None:
        due = entry.day(book, how.due)
        if due < day:
            raise Refused(f"it would be due on {due}, before it is issued on {day}.", "Give a later --due.")
        return due, None
    row = book.conn.execute(
        "SELECT coalesce(i.terms_days, o.terms_days, k.terms_days, a.terms_days, ?), i.what, i.order_id, "
        "i.instalment_id FROM invoice i JOIN account a ON a.id = i.account_id "
        "LEFT JOIN sales_order o ON o.id = i.order_id LEFT JOIN contract k ON k.id = i.contract_id WHERE i.id = ?",
        (DAYS_TO_PAY, number_),
    ).fetchone()
    if how.terms is None and row[2] is not None:
        planned = _planned_due(book, *row[1:])
        if planned is not None:
            return max(planned, day), None
    terms = entry.whole_number(how.terms, "--terms") if how.terms is not None else int(row[0])
    return (date.fromisoformat(day) + timedelta(days=terms)).isoformat(), terms


def _planned_due(book: Book, what: str, order: int, of: int | None) -> str | None:
    """The day an instalment falls due, or the last of those known of an order that is billed as a whole."""
    from ltc_cli.domain import instalment

    plan: list[Any] = instalment.of(book, order)
    if what == "instalment":
        return next((each.due_on for each in plan if each.id == of), None)
    known = [each.due_on for each in plan if each.due_on is not None] if what == "ordered" else []
    return max(known) if known else None
