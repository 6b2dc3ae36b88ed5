"""`ltc report`: the figures."""

from pathlib import Path
from typing import Annotated

import typer

from ltc_cli import figures, gate, metrics
from ltc_cli.desk import Desk
from ltc_cli.figures import dashboard, envelope, picture
from ltc_cli.front import Read
from ltc_cli.options import By, From, Measure, PeriodName, Since, To, Until, Where

app = typer.Typer()

Basis = Annotated[str | None, typer.Option(metavar="NAME", help="cohort, period or snapshot; of tax: issued, paid.")]
Gate = Annotated[str | None, typer.Option(metavar="EXPR", help="Exit 8 when it holds: 'rate < 20%'.")]
Lenient = Annotated[bool, typer.Option("--allow-undefined", help="An undefined value is no failure.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="A new file to write it into.")]
PAGE = "html"
"""The name under which the reports of a business are asked for as one page."""


@app.command(cls=Read)
def report(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Which; without one, they are listed.")] = None,
    since: Since = None,
    until: Until = None,
    period: PeriodName = None,
    by: By = None,
    basis: Basis = None,
    where: Where = None,
    to: To = None,
    from_: From = None,
    within: Annotated[int | None, typer.Option(min=1, metavar="MINUTES", help="Of response: what is in time.")] = None,
    measure: Measure = None,
    lag: Annotated[
        int | None, typer.Option(min=0, max=60, metavar="MONTHS", help="Of channels: cost goes ahead.")
    ] = None,
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
    span = metrics.Span(since, until, period)
    if name == PAGE:
        desk.publish(dashboard.dashboard(desk.book, span), output)
        return
    metric, figure = figures.named(name)
    turn = metrics.Turn(to or (figure and figure.to), from_, within, measure, lag)
    asked = metrics.ask(desk.book, metric, span, by=by or (), where=where, basis=basis, turn=turn)
    answer = metrics.answer(desk.book, asked)
    if chart or (desk.draws(output) and not figure):
        answer = picture.drawn(desk.book, asked, answer, wanted=chart)
    told = envelope.of(answer, figure) if figure and not chart else answer
    if output is None:
        desk.show(told)
    else:
        desk.write(told, output)
    if fail_if is not None:
        gate.hold(fail_if, envelope.judged(answer, figure) if figure else answer, allow_undefined=allow_undefined)
