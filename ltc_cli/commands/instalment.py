"""`ltc instalment`: when an order is to be paid, part by part."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import instalment, order, ref
from ltc_cli.front import Read, Write
from ltc_cli.options import Ref

app = typer.Typer()
EXAMPLES = (
    'ltc instalment set O21 "30%@confirm 70%@deliver+30d" --demo',
    'ltc instalment set O21 "15000@2026-04-20 10525@2026-07-01" --demo',
    "ltc instalment list --demo",
)


@app.command(name="set", cls=Write)
def set_(
    ctx: typer.Context,
    record: Ref,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="SHARE@WHEN …: 30%@confirm 70%@deliver+30d")],
) -> None:
    """Plan the payment of an order: shares or amounts, from a step of it or a date on."""
    desk = Desk.of(ctx)
    number = ref.find(desk.book, record, "sales_order")[1]
    instalment.put(desk.book, number, plan)
    desk.wrote(order.SOURCE, [number], next_step=f"ltc invoice create --order O{number} --what 1")


@app.command(name="list", cls=Read)
def list_(
    ctx: typer.Context,
    record: Annotated[str | None, typer.Argument(metavar="[REF]", help="An order; all of them by default.")] = None,
) -> None:
    """List instalments: when they are due, what is paid, and how late they are."""
    desk = Desk.of(ctx)
    number = ref.find(desk.book, record, "sales_order")[1] if record is not None else None
    desk.show(instalment.listing(desk.book, number))
