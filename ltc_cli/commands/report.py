"""`ltc report`: the figures."""

from pathlib import Path
from typing import Annotated

import typer

from ltc_cli import figures, metrics
from ltc_cli.desk import Desk
from ltc_cli.figures import envelope
from ltc_cli.options import Basis, By, PeriodName, Since, Until, Where
from ltc_cli.verbs import question

app = typer.Typer()

Gate = Annotated[str | None, typer.Option(metavar="EXPR", help="Exit 8 when it holds: 'rate < 20%'.")]
Lenient = Annotated[bool, typer.Option("--allow-undefined", help="An undefined value is no failure.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="A new file to write it into.")]
PAGE = "html"
"""The name under which the reports of a business are asked for as one page."""


@app.command(cls=question.Question)
def report(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Which; without one, they are listed.")] = None,
    since: Since = None,
    until: Until = None,
    period: PeriodName = None,
    by: By = None,
    basis: Basis = None,
    where: Where = None,
    chart: Annotated[bool, typer.Option("--chart", help="A picture above the table.")] = False,
    output: Output = None,
    fail_if: Gate = None,
    allow_undefined: Lenient = False,
) -> None:
    """Print a figure; without a name, list the figures by the question they answer."""
    desk = Desk.of(ctx)
    if name is None:
        desk.show(figures.listed())
        return
    span, book = metrics.Span(since, until, period), question.book(ctx)
    if name == PAGE:
        from ltc_cli.figures.dashboard import dashboard

        desk.publish(dashboard(book, span), output)
        return
    metric, figure = figures.named(name)
    turn = question.turn(ctx, figure)
    asked = metrics.ask(book, metric, span, by=by or (), where=where, basis=basis, turn=turn)
    answer = metrics.answer(book, asked)
    if chart or (desk.draws(output) and not figure):
        from ltc_cli.figures.picture import drawn

        answer = drawn(book, asked, answer, wanted=chart)
    told = envelope.of(answer, figure) if figure and not chart else answer
    if output is None:
        desk.show(told)
    else:
        desk.write(told, output)
    if fail_if is not None:
        from ltc_cli.gate import hold

        hold(fail_if, envelope.judged(answer, figure) if figure else answer, allow_undefined=allow_undefined)
