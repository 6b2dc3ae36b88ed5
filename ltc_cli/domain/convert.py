"""Conversion: a lead becomes an account, a contact and, mostly, a deal, new or existing.

Touches stay with the lead and are reached through the link. What an existing account or contact already says is
kept; only its empty fields are filled, and the user is told which.
"""

import re
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import contact as people
from ltc_cli.domain import deal, entry, lead, noun, ref, stage
from ltc_cli.domain.entry import Value
from ltc_cli.errors import Refused

_TO_ACCOUNT = {"company": "name", "country": "country", "channel_id": "channel_id", "owner_id": "owner_id"}
_TO_CONTACT = {"name": "name", "email": "email", "phone": "phone"}


class Converted(NamedTuple):
    """What a lead became."""

    account: int | None
    contact: int | None
    deal: int | None


class Targets(NamedTuple):
    """What a lead is to become: existing records by id, or new ones; what is None is found or made."""

    account: int | None = None
    contact: int | None = None
    deal: int | None = None
    new_account: bool = False
    new_contact: bool = False
    title: str | None = None


def targets(book: Book, account: str | None, contact: str | None, deal_text: str | None) -> Targets:
    """Read the options of `lead convert`: each a ref, "new", or for the deal a title."""
    found = Targets(new_account=account == "new", new_contact=contact == "new")
    if account and account != "new":
        found = found._replace(account=ref.find(book, account, "account")[1])
    if contact and contact != "new":
        found = found._replace(contact=ref.find(book, contact, "contact")[1])
    if deal_text and re.fullmatch(r"[Dd][1-9][0-9]*", deal_text, re.ASCII):
        return found._replace(deal=ref.find(book, deal_text, "deal")[1])
    return found._replace(title=deal_text)


def convert(
    book: Book,
    number: int,
    into: Targets,
    *,
    amount: str | None = None,
    pipeline: str | None = None,
    no_deal: bool = False,
) -> Converted:
    """Convert a lead. Without an account or contact named, the one it matches by name or e-mail, else a new one.

    Raises `Refused` when it is converted already, or disqualified.
    """
    with book.operation("lead convert") as step:
        _check(book, number)
        account_id = into.account if into.account is not None else _account(book, number, fresh=into.new_account)
        contact_id = into.contact if into.contact is not None else _contact(book, number, fresh=into.new_contact)
        _fill(book, "account", account_id, number, _TO_ACCOUNT)
        _fill(book, "contact", contact_id, number, _TO_CONTACT)
        if account_id is not None and contact_id is not None:
            people.link(book, contact_id, account_id)
        at = _link(book, number, account_id, contact_id)
        deal_id = into.deal
        if deal_id is not None:
            _adopt(book, deal_id, number, account_id, contact_id)
        elif not no_deal:
            deal_id = _new_deal(book, number, into.title, amount, pipeline, at)
        step.about("lead", number)
        if deal_id is not None:
            step.about("deal", deal_id)
        return Converted(account_id, contact_id, deal_id)


def by_deal(book: Book, number: int, deal_id: int, at_ms: int | None = None) -> None:
    """Convert a lead that a deal was made from, if it still is open."""
    found = lead.load(book, number)
    if found.kind in ("converted", "disqualified"):
        return
    account_id = _account(book, number, fresh=False)
    contact_id = _contact(book, number, fresh=False)
    if account_id is not None and contact_id is not None:
        people.link(book, contact_id, account_id)
    _link(book, number, account_id, contact_id, at_ms)
    _adopt(book, deal_id, number, account_id, contact_id)


def _check(book: Book, number: int) -> None:
    found = lead.load(book, number)
    if found.kind == "converted":
        deals = [row[0] for row in book.conn.execute("SELECT id FROM deal WHERE lead_id = ? ORDER BY id", (number,))]
        became = f", into {' and '.join(noun.ref('deal', each) for each in deals)}" if deals else ""
        raise Refused(f"{found.ref} is converted already{became}.", f"Another deal: ltc deal add --lead {found.ref}")
    if found.kind == "disqualified":
        raise Refused(f"{found.ref} is disqualified; it has to be reopened first.", f"ltc lead reopen {found.ref}")


def _account(book: Book, number: int, *, fresh: bool) -> int | None:
    company, known = book.conn.execute("SELECT company, account_id FROM lead WHERE id = ?", (number,)).fetchone()
    if known is not None and not fresh:
        return int(known)
    if company is None:
        return None
    key = entry.name_key(company)
    rows = book.conn.execute("SELECT id FROM account WHERE name_key = ? ORDER BY id LIMIT 2", (key,)).fetchall()
    if len(rows) == 1 and not fresh:
        return int(rows[0][0])
    return _copy(book, "account", number, _TO_ACCOUNT)


def _contact(book: Book, number: int, *, fresh: bool) -> int | None:
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
    return _copy(book, "contact", number, _TO_CONTACT)


def _copy(book: Book, kind: str, number: int, fields: dict[str, str]) -> int:
    """Make an account or contact from the lead's fields."""
    row = book.conn.execute(f"SELECT {', '.join(fields)} FROM lead WHERE id = ?", (number,)).fetchone()
    columns = _keyed({name: value for name, value in zip(fields.values(), row, strict=True) if value is not None})
    if "name" not in columns:
        name = str(columns.get("email") or columns.get("phone"))
        columns |= {"name": name, "name_key": entry.name_key(name)}
    return book.insert(kind, {**columns, "created_ms": book.when()})


def _fill(book: Book, kind: str, target: int | None, number: int, fields: dict[str, str]) -> None:
    """Fill the empty fields of an existing account or contact from the lead, and say which."""
    if target is None:
        return
    names = list(fields.values())
    now = book.conn.execute(f"SELECT {', '.join(names)} FROM {kind} WHERE id = ?", (target,)).fetchone()
    there = book.conn.execute(f"SELECT {', '.join(fields)} FROM lead WHERE id = ?", (number,)).fetchone()
    filled = {name: new for name, old, new in zip(names, now, there, strict=True) if old is None and new is not None}
    if filled:
        book.update(kind, target, _keyed(filled))
        shown = ", ".join(f"{name.removesuffix('_id')}={value}" for name, value in filled.items())
        book.warnings.append(f"{noun.ref(kind, target)} had no such fields and took them from the lead: {shown}.")
    for name, old, new in zip(names, now, there, strict=True):
        if name in ("email", "phone") and old and new and str(old).casefold() != str(new).casefold():
            book.warnings.append(f"{noun.ref(kind, target)} keeps {name} {old}; the lead says {new}.")


def _keyed(columns: dict[str, Value]) -> dict[str, Value]:
    keyed = dict(columns)
    if "name" in keyed:
        keyed["name_key"] = entry.name_key(str(keyed["name"]))
    if "email" in keyed:
        keyed["email_key"] = str(keyed["email"]).casefold()
    if "phone" in keyed:
        keyed["phone_key"] = entry.phone_key(str(keyed["phone"]))
    return keyed


def _link(book: Book, number: int, account_id: int | None, contact_id: int | None, at_ms: int | None = None) -> int:
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


def _new_deal(book: Book, number: int, title: str | None, amount: str | None, pipeline: str | None, at_ms: int) -> int:
    values = {name: value for name, value in (("title", title), ("amount", amount)) if value}
    columns = entry.columns(book, "deal", deal.ENTRIES, values)
    owner = book.conn.execute("SELECT owner_id FROM lead WHERE id = ?", (number,)).fetchone()[0]
    line = deal.pipeline_of(book, pipeline)
    return deal.insert(book, {**columns, "lead_id": number, "owner_id": owner}, line, line.stages[0], at_ms)


def _adopt(book: Book, deal_id: int, number: int, account_id: int | None, contact_id: int | None) -> None:
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
