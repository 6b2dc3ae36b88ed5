"""`ltc product`: what is sold, with its prices."""

from typing import Annotated

import typer

from ltc_cli import verbs
from ltc_cli.desk import Desk
from ltc_cli.domain import entry, product, query
from ltc_cli.front import Read, Write
from ltc_cli.options import ExternalId, Fields, Limit, OnMatch, Sort, Tags, TaxRate, Unit, Where
from ltc_cli.verbs.imports import imports

app = typer.Typer()
EXAMPLES = (
    "ltc product add Consulting --price 120 --unit h --tax 19% --demo",
    "ltc product add Machine --sku M-1 --kind goods --price 500 --price '540 USD' --cost 310 --demo",
    "ltc product list --demo",
)


@app.command(cls=Write)
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What it is called.")],
    sku: Annotated[str | None, typer.Option(help="The code people order by.")] = None,
    kind: Annotated[str | None, typer.Option(metavar="goods|service", help="Service by default.")] = None,
    price: Annotated[list[str] | None, typer.Option(metavar="M", help="Of one; one for each currency.")] = None,
    valid_from: Annotated[str | None, typer.Option(metavar="DATE", help="The first day of the prices.")] = None,
    cost: Annotated[str | None, typer.Option(metavar="M", help="What one costs us.")] = None,
    unit: Unit = None,
    category: Annotated[str | None, typer.Option(help="What it belongs to.")] = None,
    tax: TaxRate = None,
    revenue: Annotated[
        str | None, typer.Option(metavar="RULE", help="When earned: delivery, straight or milestone.")
    ] = None,
    tag: Tags = None,
    field: Fields = None,
    external_id: ExternalId = None,
    on_match: OnMatch = None,
) -> None:
    """Add a product."""
    desk = Desk.of(ctx)
    values = entry.given(
        field, tag, name=name, sku=sku, kind=kind, cost=cost, unit=unit, category=category, tax=tax, revenue=revenue,
        external_id=external_id,
    )  # fmt: skip
    number = product.add(desk.book, values, prices=price or (), valid_from=valid_from, on_match=on_match)
    desk.wrote(product.SOURCE, [number])


@app.command(name="list", cls=Read)
def list_(ctx: typer.Context, where: Where = None, sort: Sort = None, limit: Limit = None) -> None:
    """List products by name."""
    desk = Desk.of(ctx)
    desk.show(query.listing(desk.book, product.SOURCE, where=where, sort=sort, limit=limit))


verbs.shows(app, product.SOURCE)
verbs.edits(app, product.SOURCE, product.edit)
imports(app, "product")
