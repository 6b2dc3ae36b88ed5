"""`ltc explain`: where a figure comes from."""

from typing import Annotated

import typer

from ltc_cli import figures, metrics
from ltc_cli.desk import Desk
from ltc_cli.front import Read
from ltc_cli.options import By, Measure, PeriodName, Since, To, Until, Where

app = typer.Typer()


@app.command(cls=Read)
def explain(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A report, or a metric such as win_rate.")],
    rows: Annotated[bool, typer.Option("--rows", help="The records behind the figure instead.")] = False,
    since: Since = None,
    until: Until = None,
    period: PeriodName = None,
    by: By = None,
    where: Where = None,
    measure: Measure = None,
    to: To = None,
) -> None:
    """Say what a figure means, how it is worked out, and from which records."""
    desk = Desk.of(ctx)
    metric, figure = figures.named(name)
    turn = metrics.Turn(to or (figure and figure.to), measure=measure)
    span = metrics.Span(since, until, period)
    asked = metrics.ask(desk.book, metric, span, by=by or (), where=where, turn=turn)
    desk.show(metrics.behind(desk.book, asked) if rows else metrics.explanation(desk.book, asked))
