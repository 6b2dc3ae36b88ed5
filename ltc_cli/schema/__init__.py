"""The shape of the file: numbered SQL scripts, one a version, and the public views."""

VERSION = 1
"""The newest script's number; `PRAGMA user_version` of a file that is up to date."""

APPLICATION_ID = 0x4C544331
"""`PRAGMA application_id`: "LTC1", by which a file is known as ours."""

JOURNALED = (
    "process",
    "member",
    "channel",
    "channel_alias",
    "campaign",
    "account",
    "contact",
    "contact_account",
    "lead",
    "deal",
    "stage_event",
    "deal_value",
    "owner_event",
    "touch",
    "task",
    "import_run",
    "import_row",
)
"""Every table of business facts: the journal records each change to them."""

EVENTS = ("stage_event", "deal_value", "owner_event")
"""Append-only: no verb changes a row, and only undo and erase remove one."""
