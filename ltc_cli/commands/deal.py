"""`ltc deal`: what somebody may buy, from the first talk to won or lost."""

from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.book import Book
from ltc_cli.desk import Desk
from ltc_cli.domain import board as boards
from ltc_cli.domain import deal, entry, query, ref
from ltc_cli.front import Read, Write
from ltc_cli.options import (
    Account,
    Channel,
    ExternalId,
    Fields,
    Limit,
    OnMatch,
    Owner,
    Reason,
    Refs,
    Sort,
    Stage,
    Tags,
    Where,
)
from ltc_cli.verbs.imports import imports

app = typer.Typer()
EXAMPLES = (
    "ltc deal add 'Pricing audit' --account A1 --amount 14k --expected-close eoq --demo",
    "ltc deal advance D51 --next 'fri call about budget' --demo",
    "ltc deal board --demo",
)


@app.command(cls=Write)
def add(
    ctx: typer.Context,
    title: Annotated[str | None, typer.Argument(metavar="[TITLE]", help="What it is about.")] = None,
    account: Account = None,
    contact: Annotated[str | None, typer.Option(metavar="REF", help="Whom to talk to.")] = None,
    lead: Annotated[str | None, typer.Option(metavar="REF", help="The lead it grew from; converts it.")] = None,
    amount: Annotated[str | None, typer.Option(help="What it is worth: 9k, '1250.50 EUR'.")] = None,
    pipeline: Annotated[str | None, typer.Option(help="Which one; the first by default.")] = None,
    stage: Annotated[str | None, typer.Option(help="Where it begins; the first by default.")] = None,
    expected_close: Annotated[str | None, typer.Option(metavar="DATE", help="When it should be decided.")] = None,
    owner: Owner = None,
    channel: Channel = None,
    tag: Tags = None,
    field: Fields = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Open a deal."""
    desk = Desk.of(ctx)
    values = entry.given(
        field, tag, title=title, account=account, contact=contact, lead=lead, amount=amount,
        expected_close=expected_close, channel=channel, external_id=external_id,
    )  # fmt: skip
    place = deal.Place(pipeline, stage)
    number = deal.add(desk.book, values, place, owner=owner, on_match=on_match)
    desk.wrote(deal.SOURCE, [number], next_step=f"ltc deal advance D{number}")


@app.command(name="list", cls=Read)
def list_(
    ctx: typer.Context,
    status: Annotated[str | None, typer.Option(help="open, won, lost or void.")] = None,
    stage: Stage = None,
    pipeline: Annotated[str | None, typer.Option(help="A pipeline.")] = None,
    owner: Owner = None,
    channel: Channel = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Created on or after.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Created on or before.")] = None,
    where: Where = None,
    sort: Sort = None,
    limit: Limit = None,
) -> None:
    """List deals, newest first."""
    desk = Desk.of(ctx)
    conditions = query.asked(desk.book, deal.SOURCE, owner=owner, channel=channel, since=since, until=until)
    conditions += deal.standing(desk.book, status=status, stage=stage, pipeline=pipeline)
    desk.show(query.listing(desk.book, deal.SOURCE, where=where, conditions=conditions, sort=sort, limit=limit))


verbs.shows(app, deal.SOURCE)
verbs.edits(app, deal.SOURCE, deal.edit)


@app.command(cls=Write)
def advance(
    ctx: typer.Context,
    refs: Refs,
    to: Stage = None,
) -> None:
    """Move deals to a stage; an earlier one is a step back."""
    _step(ctx, refs, lambda book, numbers: deal.advance(book, numbers, to))


@app.command(cls=Write)
def win(ctx: typer.Context, refs: Refs) -> None:
    """Win deals."""
    _step(ctx, refs, deal.win)


@app.command(cls=Write)
def lose(ctx: typer.Context, refs: Refs, reason: Reason) -> None:
    """Lose deals, and say why."""
    _step(ctx, refs, lambda book, numbers: deal.lose(book, numbers, reason))


@app.command(cls=Write)
def void(ctx: typer.Context, refs: Refs, reason: Annotated[str, typer.Option(help="What the error was.")]) -> None:
    """Take deals opened in error out of every rate."""
    _step(ctx, refs, lambda book, numbers: deal.void(book, numbers, reason))


@app.command(cls=Write)
def reopen(ctx: typer.Context, refs: Refs) -> None:
    """Bring closed deals back to the stage they were in."""
    _step(ctx, refs, deal.reopen)


@app.command(cls=Read)
def board(
    ctx: typer.Context,
    pipeline: Annotated[str | None, typer.Option(help="Which one; the first by default.")] = None,
    owner: Owner = None,
    where: Where = None,
) -> None:
    """Show open deals by stage."""
    desk = Desk.of(ctx)
    desk.show(boards.board(desk.book, pipeline=pipeline, owner=owner, where=where))


def _step(ctx: typer.Context, refs: Sequence[str], take: Callable[[Book, list[int]], None]) -> None:
    desk = Desk.of(ctx)
    numbers = ref.find_all(desk.book, desk.words(refs), "deal")
    take(desk.book, numbers)
    desk.wrote(deal.SOURCE, numbers, many="-" in refs)


imports(app, "deal")
