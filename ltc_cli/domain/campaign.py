"""Campaigns: what brings leads in, through a channel, for a time, at a cost."""

from ltc_cli.book import Book
from ltc_cli.domain import entry
from ltc_cli.domain.entry import Entry
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source

ENTRIES = (
    Entry("name", "text", "name", folded=True),
    Entry("channel", "channel", "channel_id"),
    Entry("since", "date", "since"),
    Entry("until", "date", "until"),
    Entry("budget", "money", "budget_minor"),
    Entry("external_id", "text", "external_id"),
)

SOURCE = Source(
    noun="campaign",
    fields=(
        Field("name", "text", "campaign.name"),
        Field("id", "count", "campaign.id", shown=False),
        Field("channel", "text", "channel.name"),
        Field("since", "date", "campaign.since"),
        Field("until", "date", "campaign.until"),
        Field("budget", "money", "campaign.budget_minor", currency_sql="campaign.currency"),
        Field("currency", "text", "campaign.currency", shown=False),
        Field("leads", "count", "(SELECT count(*) FROM lead WHERE lead.campaign_id = campaign.id)"),
        Field("external_id", "text", "campaign.external_id", shown=False),
    ),
    joins="LEFT JOIN channel ON channel.id = campaign.channel_id",
    order="campaign.since DESC, campaign.id DESC",
    title="campaign.name",
    born="campaign.created_ms",
)


def add(book: Book, values: dict[str, str], *, on_match: str | None = None) -> int:
    """Make a campaign, or change the one of that name or, with `--on-match update`, of that external id; its id."""
    return entry.put(book, "campaign", ENTRIES, values, on_match)
