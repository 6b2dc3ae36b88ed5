"""Making the file and looking after it: init, demo, check, backup, restore."""

from pathlib import Path
from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.front import Plain

app = typer.Typer()


@app.command(cls=Plain)
def init(
    ctx: typer.Context,
    process: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="consulting, products, saas, trade-zh, or a YAML file.")
    ] = "consulting",
    currency: Annotated[str | None, typer.Option(metavar="CODE", help="Of the business: EUR, USD, CNY.")] = None,
    timezone: Annotated[str | None, typer.Option(metavar="ZONE", help="Of the business: Europe/Berlin.")] = None,
    country: Annotated[str | None, typer.Option(metavar="CC", help="Of the business.")] = None,
    if_missing: Annotated[bool, typer.Option("--if-missing", help="Do nothing when the file is there.")] = False,
) -> None:
    """Make a file of your own."""
    desk = Desk.of(ctx)
    desk.start(process=process, currency=currency, timezone=timezone, country=country, if_missing=if_missing)


@app.command(cls=Plain)
def demo(
    ctx: typer.Context,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Instead of ltc-demo.db.")
    ] = None,
    process: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="consulting, products, saas, trade-zh, or a YAML file.")
    ] = "consulting",
) -> None:
    """Make a file filled with a believable year of business."""
    Desk.of(ctx).make_demo(output, process)
