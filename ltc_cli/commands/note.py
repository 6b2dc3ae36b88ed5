"""`ltc note`: keep a touch on a record."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import page, ref, touch
from ltc_cli.front import Write
from ltc_cli.options import Channel, Ref

app = typer.Typer()


@app.command(cls=Write)
def note(
    ctx: typer.Context,
    record: Ref,
    text: Annotated[str, typer.Argument(help="What was said, or what to remember.")],
    kind: Annotated[str, typer.Option(help="note, call, mail, meeting or form.")] = "note",
    inbound: Annotated[bool, typer.Option("--inbound", help="They came to us.")] = False,
    channel: Channel = None,
    campaign: Annotated[str | None, typer.Option(help="Through which campaign.")] = None,
) -> None:
    """Keep a call, a mail, a meeting or a thought on a record.

    The first call, mail or meeting of ours answers a new lead. What it came through counts in reports with
    --attribution.
    """
    desk = Desk.of(ctx)
    noun, number = ref.find(desk.book, record)
    touch.add(desk.book, noun, number, text, kind=kind, inbound=inbound, channel=channel, campaign=campaign)
    desk.wrote(page.SOURCES[noun], [number])
