"""Who a lead turned out to be: its account and its contact, found or made, and the link that converts it.

What an existing account or contact already says is kept; only its empty fields are filled, and the user is told which.
"""

from ltc_cli.book import Book, Value
from ltc_cli.domain import contact as people
from ltc_cli.domain import lead, noun, stage
from ltc_cli.domain.text import name_key, phone_key
from ltc_cli.errors import Refused

TO_ACCOUNT = {"company": "name", "country": "country", "channel_id": "channel_id", "owner_id": "owner_id"}
TO_CONTACT = {"name": "name", "email": "email", "phone": "phone"}
"""Columns of a lead, and those of an account or contact that they fill."""


def by_deal(book: Book, number: int, deal_id: int, at_ms: int | None = None) -> None:
    """Convert a lead that a deal was made from, if it still is open."""
    found = lead.load(book, number)
    if found.kind in ("converted", "disqualified"):
        return
    account_id = account_of(book, number, fresh=False)
    contact_id = contact_of(book, number, fresh=False)
    if account_id is not None and contact_id is not None:
        people.link(book, contact_id, account_id)
    link(book, number, account_id, contact_id, at_ms)
    adopt(book, deal_id, number, account_id, contact_id)


def account_of(book: Book, number: int, *, fresh: bool) -> int | None:
    """The account of a lead's company: the one it has, else the one of that name, else (or if `fresh`) a new one."""
    company, known = book.conn.execute("SELECT company, account_id FROM lead WHERE id = ?", (number,)).fetchone()
    if known is not None and not fresh:
        return int(known)
    if company is None:
        return None
    key = name_key(company)
    rows = book.conn.execute("SELECT id FROM account WHERE name_key = ? ORDER BY id LIMIT 2", (key,)).fetchall()
    if len(rows) == 1 and not fresh:
        return int(rows[0][0])
    return _copy(book, "account", number, TO_ACCOUNT)


def contact_of(book: Book, number: int, *, fresh: bool) -> int | None:
    """The contact of a lead's person: the one it has, else the one with that e-mail, else (or if `fresh`) a new one."""
    name, email, phone, known = book.conn.execute(
        "SELECT name, email, phone, contact_id FROM lead WHERE id = ?", (number,)
    ).fetchone()
    if known is not None and not fresh:
        return int(known)
    if email is not None and not fresh:
        rows = book.conn.execute(
            "SELECT id FROM contact WHERE email_key = ? ORDER BY id LIMIT 2", (email.casefold(),)
        ).fetchall()
        if len(rows) == 1:
            return int(rows[0][0])
    if name is None and email is None and phone is None:
        return None
    return _copy(book, "contact", number, TO_CONTACT)


def _copy(book: Book, kind: str, number: int, fields: dict[str, str]) -> int:
    """Make an account or contact from the lead's fields."""
    row = book.conn.execute(f"SELECT {', '.join(fields)} FROM lead WHERE id = ?", (number,)).fetchone()
    columns = _keyed({name: value for name, value in zip(fields.values(), row, strict=True) if value is not None})
    if "name" not in columns:
        name = str(columns.get("email") or columns.get("phone"))
        columns |= {"name": name, "name_key": name_key(name)}
    return book.insert(kind, {**columns, "created_ms": book.when()})


def fill(book: Book, kind: str, target: int | None, number: int, fields: dict[str, str]) -> None:
    """Fill the empty fields of an existing account or contact from the lead, and say which."""
    if target is None:
        return
    names = list(fields.values())
    now = book.conn.execute(f"SELECT {', '.join(names)} FROM {kind} WHERE id = ?", (target,)).fetchone()
    there = book.conn.execute(f"SELECT {', '.join(fields)} FROM lead WHERE id = ?", (number,)).fetchone()
    filled = {name: new for name, old, new in zip(names, now, there, strict=True) if old is None and new is not None}
    if filled:
        book.update(kind, target, _keyed(filled))
        shown = ", ".join(f"{name.removesuffix('_id')}={_spoken(book, name, value)}" for name, value in filled.items())
        book.warnings.append(f"{noun.ref(kind, target)} took from the lead what it lacked: {shown}.")
    for name, old, new in zip(names, now, there, strict=True):
        if name in ("name", "email", "phone", "country") and old and new and str(old).casefold() != str(new).casefold():
            book.warnings.append(f"{noun.ref(kind, target)} keeps {name} {old}; the lead says {new}.")


def _spoken(book: Book, column: str, value: Value) -> Value:
    """A column's value in words: the name of a channel or an owner."""
    table = {"channel_id": "channel", "owner_id": "member"}.get(column)
    if table is None:
        return value
    name: str = book.conn.execute(f"SELECT name FROM {table} WHERE id = ?", (value,)).fetchone()[0]
    return name


def _keyed(columns: dict[str, Value]) -> dict[str, Value]:
    keyed = dict(columns)
    if "name" in keyed:
        keyed["name_key"] = name_key(str(keyed["name"]))
    if "email" in keyed:
        keyed["email_key"] = str(keyed["email"]).casefold()
    if "phone" in keyed:
        keyed["phone_key"] = phone_key(str(keyed["phone"]))
    return keyed


def link(book: Book, number: int, account_id: int | None, contact_id: int | None, at_ms: int | None = None) -> int:
    """Mark the lead converted and link it; when the step took place."""
    found = lead.load(book, number)
    to = book.process.lead.converted
    at = at_ms if at_ms is not None else book.when(stage.last_ms(book, "lead", number), f"the last step of {found.ref}")
    book.update(
        "lead",
        number,
        {"status": to.id, "kind": to.kind, "account_id": account_id, "contact_id": contact_id},
    )
    stage.save(book, "lead", number, stage.Step(found.status, to.id, found.kind, to.kind), at)
    return at


def adopt(book: Book, deal_id: int, number: int, account_id: int | None, contact_id: int | None) -> None:
    """Link an existing deal to the lead, and fill its account and contact if it has none."""
    lead_id, account_now, contact_now = book.conn.execute(
        "SELECT lead_id, account_id, contact_id FROM deal WHERE id = ?", (deal_id,)
    ).fetchone()
    if lead_id not in (None, number):
        raise Refused(
            f"{noun.ref('deal', deal_id)} came from {noun.ref('lead', lead_id)} already.", "Name another deal."
        )
    book.update(
        "deal",
        deal_id,
        {
            "lead_id": number,
            "account_id": account_now if account_now is not None else account_id,
            "contact_id": contact_now if contact_now is not None else contact_id,
        },
    )
