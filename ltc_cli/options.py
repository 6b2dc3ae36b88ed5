"""The arguments and options that commands share, with what the shell may complete of them."""

from pathlib import Path
from typing import Annotated

import typer

from ltc_cli import config
from ltc_cli.front import META


def _complete_refs(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from ltc_cli.domain import complete

    group = str(ctx.parent.info_name) if ctx.parent is not None else ""
    own = {"order": "sales_order"}.get(group, group)
    every = ("lead", "deal", "account", "contact", "task", "quote", "contract", "sales_order", "invoice", "payment")
    return complete.records(_file(ctx), incomplete, *((own,) if own in every else every))


def _complete_accounts(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from ltc_cli.domain import complete

    return complete.records(_file(ctx), incomplete, "account")


def complete_owners(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Owners whose name begins so."""
    from ltc_cli.domain import complete

    return complete.names(_file(ctx), incomplete, "member")


def _complete_channels(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from ltc_cli.domain import complete

    return complete.names(_file(ctx), incomplete, "channel")


def complete_stages(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Statuses of a lead or stages of a deal that begin so."""
    from ltc_cli.domain import complete

    lead = ctx.parent is not None and ctx.parent.info_name == "lead"
    return complete.words(_file(ctx), incomplete, "status" if lead else "stage")


def _complete_reasons(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from ltc_cli.domain import complete

    lead = ctx.parent is not None and ctx.parent.info_name == "lead"
    return complete.words(_file(ctx), incomplete, "disqualify_reason" if lead else "lost_reason")


def _file(ctx: typer.Context) -> Path:
    """The file that completion looks into: the same that the command would."""
    typed = ctx.meta.get(META, {}).get("db")
    return config.database(typed)[0]


_ONE = "A ref, an e-mail, an external id or a name."
_MANY = "Refs, e-mails or names; - reads them from stdin."
Ref = Annotated[str, typer.Argument(metavar="REF", help=_ONE, autocompletion=_complete_refs)]
Refs = Annotated[list[str], typer.Argument(metavar="REF…", help=_MANY, autocompletion=_complete_refs)]
Account = Annotated[str | None, typer.Option(metavar="REF", help="Where.", autocompletion=_complete_accounts)]
Status = Annotated[str, typer.Option(metavar="STATUS", help="Where to.", autocompletion=complete_stages)]
Owner = Annotated[str | None, typer.Option(help="Whose.", autocompletion=complete_owners)]
Channel = Annotated[str | None, typer.Option(help="From where.", autocompletion=_complete_channels)]
Stage = Annotated[str | None, typer.Option(metavar="STAGE", help="Which stage.", autocompletion=complete_stages)]
Reason = Annotated[str, typer.Option(help="Why, in a word of the process.", autocompletion=_complete_reasons)]
Where = Annotated[str | None, typer.Option(metavar="EXPR", help="Which: 'amount > 5k and owner = mia'.")]
Sort = Annotated[str | None, typer.Option(metavar="FIELD", help="By which field; -FIELD for descending.")]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many.")]
Tags = Annotated[list[str] | None, typer.Option(help="A tag; may be repeated.")]
Fields = Annotated[list[str] | None, typer.Option(metavar="K=V", help="A custom field; may be repeated.")]
ExternalId = Annotated[str | None, typer.Option(help="Its key in another system: repeating is safe.")]
OnMatch = Annotated[str | None, typer.Option(metavar="update", help="Update the one with that key.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="From this day on.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Up to and with this day.")]
PeriodName = Annotated[str | None, typer.Option("--period", metavar="NAME", help="2026-Q1, 2026-03, ytd, last-90d.")]
By = Annotated[list[str] | None, typer.Option(metavar="DIM", help="Split by a field, or by day, week, month, …")]
Basis = Annotated[str | None, typer.Option(metavar="NAME", help="cohort, period, snapshot, …")]
Item = Annotated[str, typer.Argument(metavar="ITEM", help="A product, by sku or name, or what it is.")]
Lines = Annotated[list[str] | None, typer.Option("--line", metavar="ITEM=QTY@PRICE", help="A line; may be repeated.")]
Picks = Annotated[list[str] | None, typer.Option("--line", metavar="ITEM=QTY", help="Which, and how many of it.")]
Price = Annotated[str | None, typer.Option(metavar="M", help="Of one; that of the list by default.")]
LineDiscount = Annotated[str | None, typer.Option(metavar="P", help="Off the line: 10%.")]
Discount = Annotated[str | None, typer.Option(metavar="P|M", help="Off the whole: 5% or an amount.")]
TaxRate = Annotated[str | None, typer.Option("--tax", metavar="RATE", help="19%, or a tax of the process.")]
Unit = Annotated[str | None, typer.Option(help="h, pc, kg, …")]
Service = Annotated[str | None, typer.Option(metavar="D..D", help="The days of the service.")]
Currency = Annotated[str | None, typer.Option(metavar="CODE", help="EUR, USD, CNY, …")]
Gross = Annotated[bool, typer.Option("--gross", help="Prices include the tax.")]
Terms = Annotated[str | None, typer.Option(metavar="DAYS", help="Days to pay.")]
Message = Annotated[str | None, typer.Option(metavar="TEXT", help="Stands above the lines.")]
WhyNot = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")]
