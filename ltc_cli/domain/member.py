"""Members: the people who sell, in teams, each active for a time."""

from ltc_cli.book import Book
from ltc_cli.domain import entry
from ltc_cli.domain.entry import Entry
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source

ENTRIES = (
    Entry("name", "text", "name", folded=True),
    Entry("email", "text", "email"),
    Entry("team", "text", "team"),
    Entry("since", "date", "active_since"),
    Entry("until", "date", "active_until"),
    Entry("external_id", "text", "external_id"),
)

_LEADS = (
    "(SELECT count(*) FROM lead WHERE lead.owner_id = member.id AND kind <> 'converted' AND kind <> 'disqualified')"
)

SOURCE = Source(
    noun="member",
    fields=(
        Field("name", "text", "member.name"),
        Field("id", "count", "member.id", shown=False),
        Field("email", "text", "member.email"),
        Field("team", "text", "member.team"),
        Field("since", "date", "member.active_since"),
        Field("until", "date", "member.active_until"),
        Field("leads", "count", _LEADS),
        Field("deals", "count", "(SELECT count(*) FROM deal WHERE deal.owner_id = member.id AND kind = 'open')"),
        Field("external_id", "text", "member.external_id", shown=False),
    ),
    order="member.name_key",
    title="member.name",
    born="member.created_ms",
)  # fmt: skip


def add(book: Book, values: dict[str, str], *, on_match: str | None = None) -> int:
    """Make a member, or change the one of that name or, with `--on-match update`, of that external id; its id."""
    return entry.put(book, "member", ENTRIES, values, on_match)
