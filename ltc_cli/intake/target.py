"""What each noun can take in: the fields of its records, and the dates and words that tell their history."""

from typing import NamedTuple

from ltc_cli.domain import account, contact, deal, lead
from ltc_cli.domain.entry import Entry


class Target(NamedTuple):
    """A noun as an import sees it."""

    noun: str
    entries: tuple[Entry, ...]
    dates: tuple[str, ...] = ("created",)
    """Moments that build the history."""
    words: tuple[str, ...] = ()
    """Texts that the noun reads itself."""
    keys: tuple[str, ...] = ("external_id", "email")
    """Fields that say which record a row is: the first that the row has decides."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every field, but for those of the process."""
        return (*(entry.name for entry in self.entries), *self.dates, *self.words)


_LEAD_DATES = ("created", "contacted", "qualified", "converted", "disqualified", "date")
_DEAL_DATES = ("created", "won", "lost", "voided", "date")
_SPECIAL = ("lead", "account", "contact")
TARGETS = {
    "lead": Target("lead", lead.ENTRIES, _LEAD_DATES, ("currency", "status", "reason")),
    "account": Target("account", account.ENTRIES),
    "contact": Target("contact", contact.ENTRIES, ("created",), ("account", "role")),
    "deal": Target(
        "deal",
        tuple(entry for entry in deal.ENTRIES if entry.name not in _SPECIAL),
        _DEAL_DATES,
        ("currency", "pipeline", "stage", "reason", *_SPECIAL),
        ("external_id",),
    ),
}
