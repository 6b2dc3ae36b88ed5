"""Contacts: people, each at one company or several."""

from collections.abc import Mapping, Sequence

from ltc_cli.book import Book
from ltc_cli.domain import entry
from ltc_cli.domain.entry import Entry
from ltc_cli.domain.field import Field
from ltc_cli.domain.noun import ref
from ltc_cli.domain.query import Source
from ltc_cli.domain.text import name_key, text
from ltc_cli.errors import BadUsage, Refused

ENTRIES = (
    Entry("name", "text", "name", folded=True),
    Entry("email", "email", "email"),
    Entry("phone", "phone", "phone"),
    Entry("language", "text", "language"),
    Entry("tags", "tags", "tags"),
    Entry("external_id", "text", "external_id"),
)

_AT = (
    "(SELECT group_concat(account.name || iif(x.role IS NULL, '', ' (' || x.role || ')'), ', ') FROM contact_account x "
    "JOIN account ON account.id = x.account_id WHERE x.contact_id = contact.id)"
)

SOURCE = Source(
    noun="contact",
    fields=(
        Field("ref", "ref", "'C' || contact.id"),
        Field("id", "count", "contact.id", shown=False),
        Field("name", "text", "contact.name"),
        Field("email", "text", "contact.email"),
        Field("phone", "text", "contact.phone"),
        Field("accounts", "text", _AT),
        Field("language", "text", "contact.language", shown=False),
        Field("tags", "tags", "contact.tags", shown=False),
        Field("created", "instant", "contact.created_ms"),
        Field("external_id", "text", "contact.external_id", shown=False),
    ),
    order="contact.name_key, contact.id",
    title="'C' || contact.id || '  ' || contact.name",
    born="contact.created_ms",
)


def add(
    book: Book,
    values: Mapping[str, str],
    *,
    account: int | None = None,
    role: str | None = None,
    on_match: str | None = None,
) -> int:
    """Make a contact, at a company if one is given; its id. Without a name it goes by its e-mail or phone."""
    with book.operation("contact add") as step:
        columns = entry.columns(book, "contact", ENTRIES, values)
        if not columns.get("name"):
            stand_in = columns.get("email") or columns.get("phone")
            if not stand_in:
                raise BadUsage("a contact needs a name, an e-mail or a phone.", "ltc contact add 'Ada Lovelace'")
            columns |= {"name": stand_in, "name_key": name_key(str(stand_in))}
        known = entry.replay(book, "contact", columns, on_match)
        if known is None:
            known = book.insert("contact", {**entry.whole(book, "contact", columns), "created_ms": book.when()})
        elif account is not None and on_match is None and not is_at(book, known, account):
            raise Refused(
                f"contact {columns['external_id']!r} is here already, at another account.",
                f"ltc contact link {ref('contact', known)} {ref('account', account)}",
            )
        if account is not None:
            link(book, known, account, role)
        step.about("contact", known)
        return known


def edit(book: Book, numbers: Sequence[int], values: Mapping[str, str]) -> None:
    """Change fields of contacts."""
    entry.edit(book, "contact", ENTRIES, numbers, values)


def is_at(book: Book, number: int, account: int) -> bool:
    """Whether a contact is at a company."""
    statement = "SELECT 1 FROM contact_account WHERE contact_id = ? AND account_id = ?"
    return book.conn.execute(statement, (number, account)).fetchone() is not None


def link(book: Book, number: int, account: int, role: str | None = None) -> None:
    """Put a contact at a company, or change the role there."""
    with book.operation("contact link") as step:
        role = text(role, "the role") if role else None
        known = book.conn.execute(
            "SELECT id, role FROM contact_account WHERE contact_id = ? AND account_id = ?", (number, account)
        ).fetchone()
        if known is None:
            book.insert("contact_account", {"contact_id": number, "account_id": account, "role": role})
        elif role is not None:
            book.update("contact_account", known[0], {"role": role})
        step.about("contact", number)
