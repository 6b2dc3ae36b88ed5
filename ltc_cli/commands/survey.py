"""`ltc survey`: what people answer when they are asked."""

from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import query, survey
from ltc_cli.front import Read, Write
from ltc_cli.options import Account, ExternalId, Limit, OnMatch, Since, Sort, Until, Where
from ltc_cli.verbs.imports import imports

app = typer.Typer()
EXAMPLES = (
    "ltc survey record --kind nps --score 9 --account A1 --demo",
    "ltc survey wave 2026-Q1 --kind nps --invited 400 --demo",
    "ltc survey list --where 'kind = nps' --demo",
)
Kind = Annotated[str, typer.Option(metavar="nps|csat|awareness", help="What was asked.")]


@app.command(cls=Write)
def record(
    ctx: typer.Context,
    kind: Kind,
    score: Annotated[str, typer.Option(metavar="N", help="nps 0-10, csat 1-5, awareness 1 or 0.")],
    scale: Annotated[str | None, typer.Option(metavar="N", help="Of csat, another one: 7 or 10.")] = None,
    account: Account = None,
    contact: Annotated[str | None, typer.Option(metavar="REF", help="Who answered.")] = None,
    wave: Annotated[str | None, typer.Option(help="Which round; by default the quarter of its day.")] = None,
    occasion: Annotated[str | None, typer.Option(help="What it followed: delivery; none: all in all.")] = None,
    comment: Annotated[str | None, typer.Option(help="What they said.")] = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Keep an answer."""
    desk = Desk.of(ctx)
    given = survey.Given(kind, score, scale, account, contact, wave, occasion, comment, external_id)
    number = survey.record(desk.book, given, on_match=on_match)
    desk.wrote(survey.SOURCE, [number], next_step=f"ltc report {given.kind}")


@app.command(cls=Write)
def wave(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="WAVE", help="Such as 2026-Q1.")],
    kind: Kind,
    invited: Annotated[int, typer.Option(metavar="N", help="How many were asked.")],
) -> None:
    """Say how many were asked in a wave, so that the response rate is known."""
    desk = Desk.of(ctx)
    desk.wrote(survey.WAVES, [survey.invite(desk.book, kind, name, invited)])


@app.command(cls=Read)
def waves(ctx: typer.Context, where: Where = None, sort: Sort = None, limit: Limit = None) -> None:
    """List waves with how many were asked, newest first."""
    desk = Desk.of(ctx)
    desk.show(query.listing(desk.book, survey.WAVES, where=where, sort=sort, limit=limit))


@app.command(name="list", cls=Read)
def list_(
    ctx: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    sort: Sort = None,
    limit: Limit = None,
) -> None:
    """List answers, newest first."""
    desk = Desk.of(ctx)
    conditions = query.asked(desk.book, survey.SOURCE, since=since, until=until)
    desk.show(query.listing(desk.book, survey.SOURCE, where=where, conditions=conditions, sort=sort, limit=limit))


verbs.shows(app, survey.SOURCE)
imports(app, "survey")
