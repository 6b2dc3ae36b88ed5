"""Accounts: the companies (and households) that buy."""

from collections.abc import Mapping, Sequence

from ltc_cli.book import Book
from ltc_cli.domain import entry, lead, named, pool
from ltc_cli.domain.entry import Entry
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source
from ltc_cli.errors import BadUsage

ENTRIES = (
    Entry("name", "text", "name", folded=True),
    Entry("email", "email", "email"),
    Entry("phone", "phone", "phone"),
    Entry("website", "text", "website"),
    Entry("country", "text", "country"),
    Entry("address", "text", "address"),
    Entry("billing_address", "text", "billing_address"),
    Entry("tax_id", "text", "tax_id"),
    Entry("language", "text", "language"),
    Entry("currency", "currency", "currency"),
    Entry("terms", "count", "terms_days"),
    Entry("channel", "channel", "channel_id"),
    Entry("owner", "member", "owner_id"),
    Entry("tags", "tags", "tags"),
    Entry("external_id", "text", "external_id"),
)

_OPEN = "(SELECT count(*) FROM deal WHERE deal.account_id = account.id AND deal.kind = 'open')"

SOURCE = Source(
    noun="account",
    fields=(
        Field("ref", "ref", "'A' || account.id"),
        Field("id", "count", "account.id", shown=False),
        Field("name", "text", "account.name"),
        Field("email", "text", "account.email"),
        Field("phone", "text", "account.phone", shown=False),
        Field("website", "text", "account.website", shown=False),
        Field("country", "text", "account.country"),
        Field("address", "text", "account.address", shown=False),
        Field("channel", "text", "channel.name"),
        Field("owner", "text", "owner.name"),
        Field("open_deals", "count", _OPEN),
        Field("tags", "tags", "account.tags", shown=False),
        Field("created", "instant", "account.created_ms"),
        Field("external_id", "text", "account.external_id", shown=False),
        Field("billing_address", "text", "account.billing_address", shown=False),
        Field("tax_id", "text", "account.tax_id", shown=False),
        Field("language", "text", "account.language", shown=False),
        Field("currency", "text", "account.currency", shown=False),
        Field("terms", "count", "account.terms_days", shown=False),
    ),
    joins="LEFT JOIN channel ON channel.id = account.channel_id LEFT JOIN member owner ON owner.id = account.owner_id",
    order="account.name_key, account.id",
    title="'A' || account.id || '  ' || account.name",
    past=(("owner", pool.as_of("account")),),
    born="account.created_ms",
)  # fmt: skip


def add(book: Book, values: Mapping[str, str], *, owner: str | None = None, on_match: str | None = None) -> int:
    """Make an account; its id."""
    with book.operation("account add") as step:
        columns = entry.columns(book, "account", ENTRIES, values)
        if not columns.get("name"):
            raise BadUsage("an account needs a name.", "ltc account add 'Lumen GmbH'")
        if owner:
            columns["owner_id"] = named.ensure(book, "member", owner)
        known = entry.replay(book, "account", columns, on_match)
        if known is None:
            columns = {**entry.whole(book, "account", columns), "created_ms": book.when()}
            known = book.insert("account", {"owner_id": lead.owner_of(book), **columns})
        step.about("account", known)
        return known


def edit(book: Book, numbers: Sequence[int], values: Mapping[str, str]) -> None:
    """Change fields of accounts."""
    entry.edit(book, "account", ENTRIES, numbers, values)
