"""`ltc task`: what is to be done, and by when."""

from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import query, ref, task
from ltc_cli.front import Read, Write
from ltc_cli.options import ExternalId, Limit, OnMatch, Owner, Refs, Sort, Where

app = typer.Typer()
EXAMPLES = (
    "ltc task add 'Send the offer' --on-record D7 --due fri --demo",
    "ltc task list --due eom --demo",
    "ltc task done T1 --demo",
)


@app.command(cls=Write)
def add(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(help="What is to be done.")],
    on_record: Annotated[str | None, typer.Option("--on-record", metavar="REF", help="What it is about.")] = None,
    due: Annotated[str | None, typer.Option(metavar="DATE", help="By when: fri, +3d, 2026-03-31.")] = None,
    owner: Annotated[str | None, typer.Option(help="Who does it; you by default.")] = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Plan something to do."""
    desk = Desk.of(ctx)
    about = ref.find(desk.book, on_record) if on_record else None
    number = task.add(desk.book, text, about=about, due=due, owner=owner, external_id=external_id, on_match=on_match)
    desk.wrote(task.SOURCE, [number], next_step=f"ltc task done T{number}")


@app.command(cls=Write)
def done(ctx: typer.Context, refs: Refs) -> None:
    """Tick tasks off."""
    verbs.step(ctx, task.SOURCE, refs, task.done)


@app.command(name="list", cls=Read)
def list_(
    ctx: typer.Context,
    all_: Annotated[bool, typer.Option("--all", help="Those that are done too.")] = False,
    due: Annotated[str | None, typer.Option(metavar="DATE", help="Due on or before.")] = None,
    owner: Owner = None,
    on_record: Annotated[str | None, typer.Option("--on-record", metavar="REF", help="About what.")] = None,
    where: Where = None,
    sort: Sort = None,
    limit: Limit = None,
) -> None:
    """List what is to be done, the most urgent first."""
    desk = Desk.of(ctx)
    about = ref.find(desk.book, on_record) if on_record else None
    conditions = [
        *query.asked(desk.book, task.SOURCE, owner=owner),
        *task.chosen(desk.book, due=due, about=about, also_done=all_),
    ]
    desk.show(query.listing(desk.book, task.SOURCE, where=where, conditions=conditions, sort=sort, limit=limit))


verbs.shows(app, task.SOURCE)
