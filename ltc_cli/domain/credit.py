"""Credit notes: what takes an issued invoice back, in whole, by lines or by an amount. They never change either."""

from collections.abc import Sequence

from ltc_cli.book import Book
from ltc_cli.domain import amount, entry, fx, invoice, line, number, progress, settlement
from ltc_cli.domain.field import Field
from ltc_cli.domain.noun import ref
from ltc_cli.domain.query import Source
from ltc_cli.errors import BadUsage, Refused
from ltc_cli.money import Money, mul_div_half_up, parse, words
from ltc_cli.quantity import plain as quantity_text
from ltc_cli.shape import Column, Listing, Section

_LEFT = (
    "credit_note.total_minor - coalesce((SELECT sum(a.source_minor) FROM allocation a "
    "WHERE a.credit_note_id = credit_note.id AND a.on_day <= :today), 0)"
)


def _parts(book: Book, number_: int) -> list[Section]:
    columns = (
        Column("position", "count", label="#"),
        Column("item"),
        Column("quantity", "quantity"),
        Column("tax"),
        Column("net", "money"),
        Column("tax_amount", "money"),
        Column("currency", shown=False),
    )
    rows = book.conn.execute(
        "SELECT position, name, quantity, l.tax, l.net_minor, l.tax_minor, n.currency FROM credit_note_line l "
        "JOIN credit_note n ON n.id = l.credit_note_id WHERE l.credit_note_id = ? ORDER BY position, l.id",
        (number_,),
    ).fetchall()
    return [Section("lines", Listing("line", columns, rows))]


SOURCE = Source(
    noun="credit_note",
    fields=(
        Field("ref", "ref", "'N' || credit_note.id"),
        Field("id", "count", "credit_note.id", shown=False),
        Field("number", "text", "credit_note.number"),
        Field("invoice", "ref", "'I' || credit_note.invoice_id"),
        Field("account", "ref", "'A' || credit_note.account_id", shown=False),
        Field("account_name", "text", "account.name"),
        Field("issued", "date", "credit_note.issued_on"),
        Field("reason", "text", "credit_note.reason"),
        Field("net", "money", "credit_note.net_minor", shown=False, currency_sql="credit_note.currency"),
        Field("tax", "money", "credit_note.tax_minor", shown=False, currency_sql="credit_note.currency"),
        Field("total", "money", "credit_note.total_minor", currency_sql="credit_note.currency"),
        Field("unapplied", "money", _LEFT, currency_sql="credit_note.currency"),
        Field("currency", "text", "credit_note.currency", shown=False),
        Field("external_id", "text", "credit_note.external_id", shown=False),
    ),
    joins="LEFT JOIN account ON account.id = credit_note.account_id",
    order="credit_note.issued_on DESC, credit_note.id DESC",
    title="'N' || credit_note.id || '  ' || credit_note.number || '  ' || account.name",
    born="credit_note.created_ms",
    parts=_parts,
)

Taken = tuple[int, int | None, int, int]
"""A line of the invoice, the quantity credited (None: an amount), net and tax."""


def credit(
    book: Book,
    of: int,
    reason: str,
    *,
    chosen: Sequence[str] = (),
    typed: str | None = None,
    number_: str | None = None,
) -> int:
    """Issue a credit note for lines (`Machine=1`), an amount with tax, or all that is left; its id.

    It settles its invoice as far as that is open; the rest waits as credit of the customer. Raises `Refused` for a
    draft, or for more than is left to credit.
    """
    with book.operation("invoice credit") as step:
        found = invoice.load(book, of)
        found.payable("credited")
        why = entry.given_reason(reason)
        if chosen and typed is not None:
            raise BadUsage("a credit note takes lines or an amount, not both.", "Make two.")
        left = _left(book, of)
        if not any(net or tax for _, _, _, _, net, tax in left):
            raise Refused(f"{found.ref} is credited in full already.", f"ltc invoice show {found.ref}")
        if chosen:
            taken = _by_lines(book, found, left, chosen)
        elif typed is not None:
            taken = _by_amount(found, left, typed)
        else:
            taken = [(line_id, rest or None, net, tax) for line_id, _, _, rest, net, tax in left if net or tax or rest]
        made = _write(book, found, taken, why, number_)
        step.about("credit_note", made)
        return made


def _left(book: Book, of: int) -> list[tuple[int, str, int, int, int, int]]:
    """The lines of an invoice: id, name, quantity, and what is left to credit: quantity, net, tax."""
    return book.conn.execute(
        "SELECT l.id, l.name, l.quantity, l.quantity - coalesce(sum(c.quantity), 0), "
        "l.net_minor - coalesce(sum(c.net_minor), 0), l.tax_minor - coalesce(sum(c.tax_minor), 0) "
        "FROM invoice_line l LEFT JOIN credit_note_line c ON c.invoice_line_id = l.id WHERE l.invoice_id = ? "
        "GROUP BY l.id ORDER BY l.position, l.id",
        (of,),
    ).fetchall()


def _by_lines(
    book: Book, found: invoice.Invoice, left: Sequence[tuple[int, str, int, int, int, int]], chosen: Sequence[str]
) -> list[Taken]:
    on = line.head(book, "invoice", found.id)
    known = {each[0]: each for each in left}
    taken: list[Taken] = []
    for pick in line.picks(book, on, chosen):
        _, name, quantity, rest, net, tax = known[pick.line]
        if pick.quantity > rest:
            raise Refused(
                f"{found.ref} has {quantity_text(rest)} {name} left to credit, not {quantity_text(pick.quantity)}.",
                f"See what is left: ltc invoice show {found.ref}",
            )
        if pick.quantity == rest:
            taken.append((pick.line, pick.quantity, net, tax))
            continue
        whole = book.conn.execute("SELECT net_minor, tax_minor FROM invoice_line WHERE id = ?", (pick.line,)).fetchone()
        shares = [amount.split(each, pick.quantity, quantity, quantity - rest) for each in whole]
        taken.append((pick.line, pick.quantity, _within(shares[0], net), _within(shares[1], tax)))
    return taken


def _by_amount(found: invoice.Invoice, left: Sequence[tuple[int, str, int, int, int, int]], typed: str) -> list[Taken]:
    """An amount with tax, shared over what is left of the lines, so that it adds up to the cent."""
    money = parse(typed, found.currency)
    line.same_currency("the invoice", money.currency, found.currency)
    whole = sum(net + tax for *_, net, tax in left)
    if not 0 < money.minor <= whole:
        raise Refused(
            f"{found.ref} has {words(Money(whole, found.currency))} left to credit, not {words(money)}.",
            f"ltc invoice show {found.ref}",
        )
    shares = amount.apportion(money.minor, [money.minor * (net + tax) for *_, net, tax in left], whole)
    taken: list[Taken] = []
    for (line_id, _, _, _, net, tax), share in zip(left, shares, strict=True):
        if share:
            part = mul_div_half_up(tax, share, net + tax) if net + tax > 0 else 0
            taken.append((line_id, None, share - part, part))
    return taken


def _within(part: int, most: int) -> int:
    return max(min(part, most), 0) if most >= 0 else min(max(part, most), 0)


def _write(book: Book, found: invoice.Invoice, taken: Sequence[Taken], why: str, given: str | None) -> int:
    made = _insert(book, found, taken, why, given)
    source = settlement.origin(book, "credit_note", made)
    issued = book.conn.execute("SELECT created_ms FROM credit_note WHERE id = ?", (made,)).fetchone()[0]
    settlement.settle(book, source, settlement.debt(book, found.id), None, issued)
    left = settlement.origin(book, "credit_note", made).left
    if left:
        book.warnings.append(
            f"{words(Money(left, found.currency))} of {ref('credit_note', made)} waits as credit of the customer."
        )
    return made


def _insert(book: Book, found: invoice.Invoice, taken: Sequence[Taken], why: str, given: str | None) -> int:
    """The credit note with its lines."""
    net, tax = sum(each[2] for each in taken), sum(each[3] for each in taken)
    if net + tax <= 0:
        raise Refused("a credit note is above zero.", f"See what is left: ltc invoice show {found.ref}")
    at = progress.when(book, "invoice", found.id)
    day = book.day(at)
    if given is None:
        number.in_order(book, "credit_note", day)
        numbered = number.following(book, "credit_note", day)
    else:
        numbered = number.external(book, "credit_note", given)
    rate, base = book.conn.execute("SELECT rate, base_currency FROM invoice WHERE id = ?", (found.id,)).fetchone()
    made = book.insert(
        "credit_note",
        {
            "created_ms": at,
            "invoice_id": found.id,
            "account_id": found.account,
            **numbered._asdict(),
            "issued_on": day,
            "reason": why,
            "currency": found.currency,
            "net_minor": net,
            "tax_minor": tax,
            "total_minor": net + tax,
            "rate": rate,
            "base_net_minor": fx.convert(net, found.currency, base, rate),
            "base_total_minor": fx.convert(net + tax, found.currency, base, rate),
            "base_currency": base,
        },
    )
    for position, (line_id, quantity, line_net, line_tax) in enumerate(taken, 1):
        name, rated, ppm = book.conn.execute(
            "SELECT name, tax, tax_ppm FROM invoice_line WHERE id = ?", (line_id,)
        ).fetchone()
        book.insert(
            "credit_note_line",
            {
                "credit_note_id": made, "position": position, "invoice_line_id": line_id, "name": name,
                "quantity": quantity, "tax": rated, "tax_ppm": ppm, "net_minor": line_net, "tax_minor": line_tax,
            },
        )  # fmt: skip
    return made
