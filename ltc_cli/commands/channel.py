"""`ltc channel`: where leads come from."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import channel, query, ref
from ltc_cli.front import Read, Write
from ltc_cli.options import ExternalId, Limit, OnMatch, Sort, Where

app = typer.Typer()
EXAMPLES = (
    "ltc channel add podcast --demo",
    "ltc channel alias referral 'recommended by' --demo",
    "ltc channel list --demo",
)


@app.command(cls=Write)
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What it is called.")],
    alias: Annotated[list[str] | None, typer.Option(help="Another spelling; may be repeated.")] = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Make a channel."""
    desk = Desk.of(ctx)
    number = channel.add(desk.book, name, tuple(alias or ()), external_id=external_id, on_match=on_match)
    desk.wrote(channel.SOURCE, [number])


@app.command(cls=Write)
def alias(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="The channel.")],
    spelling: Annotated[str, typer.Argument(help="What also means it.")],
) -> None:
    """Let another spelling mean a channel."""
    desk = Desk.of(ctx)
    number = ref.find(desk.book, name, "channel")[1]
    channel.alias(desk.book, number, spelling)
    desk.wrote(channel.SOURCE, [number])


@app.command(name="list", cls=Read)
def list_(ctx: typer.Context, where: Where = None, sort: Sort = None, limit: Limit = None) -> None:
    """List channels with their other spellings."""
    desk = Desk.of(ctx)
    desk.show(query.listing(desk.book, channel.SOURCE, where=where, sort=sort, limit=limit))
