"""`ltc target`: what figures should be."""

from typing import Annotated

import typer

from ltc_cli import figures
from ltc_cli.desk import Desk
from ltc_cli.domain import target
from ltc_cli.errors import BadUsage
from ltc_cli.front import Read, Write
from ltc_cli.metrics import Figure

app = typer.Typer()
EXAMPLES = (
    "ltc target set win_rate 35% --period quarter --demo",
    "ltc target set booked 250k --period 2026-Q2 --demo",
    "ltc target list --demo",
)
Metric = Annotated[str, typer.Argument(metavar="METRIC", help="A figure: win_rate, booked, cac, ….")]
Period = Annotated[str, typer.Option(metavar="NAME", help="2026-Q1; month, quarter or year for every one.")]


@app.command(name="set", cls=Write)
def set_(
    ctx: typer.Context,
    metric: Metric,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="35%, 250k, 12: in the figure's unit.")],
    period: Period,
) -> None:
    """Say what a figure should be in a period; kpi, reviews and awareness hold it against that."""
    desk = Desk.of(ctx)
    figure = _figure(metric)
    target.put(desk.book, figure.name, figure.unit, value, period)
    desk.show(target.listed(desk.book, figure.name))
    desk.settled()


@app.command(cls=Write)
def remove(ctx: typer.Context, metric: Metric, period: Period) -> None:
    """Forget a target."""
    desk = Desk.of(ctx)
    target.remove(desk.book, metric, period)
    desk.settled()


@app.command(name="list", cls=Read)
def list_(ctx: typer.Context) -> None:
    """List the targets."""
    desk = Desk.of(ctx)
    desk.show(target.listed(desk.book))


def _figure(name: str) -> Figure:
    """The figure with this name, or the one of the report; raises `BadUsage` for a report of several, naming them."""
    report, figure = figures.named(name)
    if figure is not None:
        return figure
    if len(report.figures) == 1:
        return report.figures[0]
    names = ", ".join(each.name for each in report.figures)
    raise BadUsage(f"{report.name} is a report, not a figure.", f"Its figures: {names}" if names else "See: ltc report")
