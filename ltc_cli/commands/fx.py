"""`ltc fx`: rates of exchange, dated."""

from typing import Annotated

import typer

from ltc_cli.desk import Desk
from ltc_cli.domain import fx, query
from ltc_cli.front import Read, Write
from ltc_cli.options import Limit, Sort, Where
from ltc_cli.verbs.imports import imports

app = typer.Typer()
EXAMPLES = (
    "ltc fx set EUR/USD 1.10 --demo",
    "ltc fx set EUR/CNY 7.85 --on yesterday --demo",
    "ltc fx list --where 'quote = USD' --demo",
)


@app.command(name="set", cls=Write)
def set_(
    ctx: typer.Context,
    pair: Annotated[str, typer.Argument(metavar="PAIR", help="EUR/USD: what one euro is in dollars.")],
    rate: Annotated[str, typer.Argument(metavar="RATE", help="1.10")],
) -> None:
    """Set a rate from a day on (--on); documents and reports take the newest, at most a week old."""
    desk = Desk.of(ctx)
    desk.wrote(fx.SOURCE, [fx.set_rate(desk.book, pair, rate)])


@app.command(name="list", cls=Read)
def list_(ctx: typer.Context, where: Where = None, sort: Sort = None, limit: Limit = None) -> None:
    """List rates, newest first."""
    desk = Desk.of(ctx)
    desk.show(query.listing(desk.book, fx.SOURCE, where=where, sort=sort, limit=limit))


imports(app, "fx_rate")
