"""Conversion: a lead becomes an account, a contact and, mostly, a deal, new or existing.

Touches stay with the lead and are reached through the link.
"""

import re
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import contact as people
from ltc_cli.domain import customer, deal, entry, lead, noun, ref
from ltc_cli.domain.pipeline import pipeline_of
from ltc_cli.errors import BadUsage, Refused


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
    if no_deal and (into.deal is not None or into.title or amount or pipeline):
        raise BadUsage("--no-deal makes none, so that it has no title, amount or pipeline.", "Leave one of them out.")
    if into.deal is not None and (amount or pipeline):
        named_deal = noun.ref("deal", into.deal)
        raise BadUsage(
            f"--amount and --pipeline are for a new deal; {named_deal} is there already.",
            f"ltc deal edit {named_deal} amount=…",
        )
    with book.operation("lead convert") as step:
        known = _known(book, number, into, amount)
        if known is not None:
            step.about("lead", number)
            return known
        _check(book, number)
        account_id = (
            into.account if into.account is not None else customer.account_of(book, number, fresh=into.new_account)
        )
        contact_id = (
            into.contact if into.contact is not None else customer.contact_of(book, number, fresh=into.new_contact)
        )
        customer.fill(book, "account", account_id, number, customer.TO_ACCOUNT)
        customer.fill(book, "contact", contact_id, number, customer.TO_CONTACT)
        if account_id is not None and contact_id is not None:
            people.link(book, contact_id, account_id)
        at = customer.link(book, number, account_id, contact_id)
        deal_id = into.deal
        if deal_id is not None:
            customer.adopt(book, deal_id, number, account_id, contact_id)
        elif not no_deal:
            deal_id = _new_deal(book, number, into.title, amount, pipeline, at)
        step.about(*("deal", deal_id) if deal_id is not None else ("lead", number))
        return Converted(account_id, contact_id, deal_id)


def _known(book: Book, number: int, into: Targets, amount: str | None) -> Converted | None:
    """What the lead became when it was converted just so before; None when it is not, or when more is asked for."""
    row = book.conn.execute(
        "SELECT account_id, contact_id FROM lead WHERE id = ? AND kind = 'converted'", (number,)
    ).fetchone()
    if row is None or into.new_account or into.new_contact:
        return None
    account, contact = row
    if into.account not in (None, account) or into.contact not in (None, contact):
        return None
    money = book.money(amount) if amount else None
    for deal_id, title, *value in book.conn.execute(
        "SELECT id, title, amount_minor, currency FROM deal WHERE lead_id = ? ORDER BY id", (number,)
    ):
        if into.deal in (None, deal_id) and into.title in (None, title) and (money is None or tuple(value) == money):
            return Converted(account, contact, deal_id)
    return Converted(account, contact, None) if into.deal is None and not into.title and not amount else None


def _check(book: Book, number: int) -> None:
    found = lead.load(book, number)
    if found.kind == "converted":
        deals = [row[0] for row in book.conn.execute("SELECT id FROM deal WHERE lead_id = ? ORDER BY id", (number,))]
        became = f", into {' and '.join(noun.ref('deal', each) for each in deals)}" if deals else ""
        raise Refused(f"{found.ref} is converted already{became}.", f"Another deal: ltc deal add --lead {found.ref}")
    if found.kind == "disqualified":
        raise Refused(f"{found.ref} is disqualified; it has to be reopened first.", f"ltc lead reopen {found.ref}")


def _new_deal(book: Book, number: int, title: str | None, amount: str | None, pipeline: str | None, at_ms: int) -> int:
    values = {name: value for name, value in (("title", title), ("amount", amount)) if value}
    columns = entry.columns(book, "deal", deal.ENTRIES, values)
    owner = book.conn.execute("SELECT owner_id FROM lead WHERE id = ?", (number,)).fetchone()[0]
    line = pipeline_of(book, pipeline)
    made = deal.insert(book, {**columns, "lead_id": number, "owner_id": owner}, line, line.stages[0], at_ms)
    deal.check_beginning(book, made, line.stages[0])
    return made
