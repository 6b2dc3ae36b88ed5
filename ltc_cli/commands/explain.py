"""`ltc explain`: where a figure comes from."""

from typing import Annotated

import typer

from ltc_cli import figures, metrics
from ltc_cli.desk import Desk
from ltc_cli.options import Basis, By, PeriodName, Since, Until, Where
from ltc_cli.verbs import question

app = typer.Typer()


@app.command(cls=question.Question)
def explain(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A report, or a metric such as win_rate.")],
    rows: Annotated[bool, typer.Option("--rows", help="The records behind the figure instead.")] = False,
    since: Since = None,
    until: Until = None,
    period: PeriodName = None,
    by: By = None,
    basis: Basis = None,
    where: Where = None,
) -> None:
    """Say what a figure means, how it is worked out, and from which records."""
    book = question.book(ctx)
    metric, figure = figures.named(name)
    span, turn = metrics.Span(since, until, period), question.turn(ctx, figure)
    asked = metrics.ask(book, metric, span, by=by or (), where=where, basis=basis, turn=turn)
    Desk.of(ctx).show(metrics.behind(book, asked) if rows else metrics.explanation(book, asked))
