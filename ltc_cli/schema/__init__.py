"""The shape of the file: numbered SQL scripts, one a version, and the public views."""

VERSION = 5
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
    "product",
    "product_price",
    "fx_rate",
    "quote",
    "quote_line",
    "contract",
    "sales_order",
    "sales_order_line",
    "promise_event",
    "shipment",
    "shipment_line",
    "goods_return",
    "goods_return_line",
    "instalment",
    "invoice",
    "invoice_line",
    "credit_note",
    "credit_note_line",
    "payment",
    "allocation",
    "reminder",
    "status_event",
    "import_part",
    "import_reject",
    "mapping",
    "alias",
    "cost",
    "budget",
    "survey",
    "survey_wave",
    "forecast",
    "review",
)
"""Every table of business facts: the journal records each change to them."""

EVENTS = (
    "stage_event",
    "deal_value",
    "owner_event",
    "promise_event",
    "allocation",
    "reminder",
    "status_event",
    "forecast",
    "review",
)
"""Append-only: no verb changes a row, and only undo and erase remove one."""
