"""What `report` and `explain` share: the options by which a question is turned, and help that speaks of one report."""

from copy import copy
from typing import Any

from ltc_cli import turn as turns
from ltc_cli.book import Book
from ltc_cli.desk import Desk
from ltc_cli.errors import BadUsage
from ltc_cli.figures import named
from ltc_cli.front import META, READS, Option, Read
from ltc_cli.metrics import Figure, Metric
from ltc_cli.turn import TURNS, Turn

_TURNS = tuple(Option((f"--{name}",), "", takes or None) for name, takes in TURNS.items())
_CURRENCY = Option(("--currency",), "Amounts in this currency, each at the rate of its day.", "CODE")
_TYPED = f"{META}.typed"
"""The key in `ctx.meta` of the words after the command."""
_HELPED = f"{META}.helped"
"""The key in `ctx.meta` of the report that help speaks of."""


class Question(Read):
    """A verb that asks for a figure: it takes every turn, and its help tells those of the report that is named."""

    kind = (*_TURNS, _CURRENCY, *READS)

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        ctx.meta[_TYPED] = tuple(args)
        return super().parse_args(ctx, args)

    def get_params(self, ctx: Any) -> Any:
        params = super().get_params(ctx)
        if _HELPED not in ctx.meta:
            return params
        metric = ctx.meta[_HELPED]
        return [told for each in params if (told := _told(each, metric)) is not None]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        ctx.meta[_HELPED] = _named(ctx.meta.get(_TYPED, ()))
        super().format_help(ctx, formatter)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        metric = ctx.meta[_HELPED]
        if metric is None:
            super().format_help_text(ctx, formatter)
        for text in (f"{metric.name}: {metric.question}", metric.definition) if metric else (_MORE,):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(text)


_MORE = "Some reports take options of their own; with a report's name, this help tells them."


def turn(ctx: Any, figure: Figure | None) -> Turn:
    """The turns that were typed; without them the one that a figure stands for."""
    typed = ctx.meta.get(META, {})
    said = {name: typed.get(name.replace("-", "_")) for name in TURNS}
    if figure is not None:
        said["to"] = said["to"] or figure.to
    return turns.read(said)


def book(ctx: Any) -> Book:
    """The book as figures see it: up to now, and with amounts in the currency that was typed."""
    opened = Desk.of(ctx).book
    opened.see_no_later()
    code = ctx.meta.get(META, {}).get("currency")
    if code:
        opened.tell_in(code)
    return opened


def _named(typed: tuple[str, ...]) -> Metric | None:
    """The report that the command line names, if it names one."""
    for word in typed:
        try:
            return named(word)[0]
        except BadUsage:
            continue
    return None


def _told(param: Any, metric: Metric | None) -> Any:
    """An option as the help of a report tells it, or None where the report does not take it."""
    name = str(param.name).replace("_", "-")
    if metric and name == "name":
        return None
    if name in TURNS:
        return _worded(param, metric.turns[name]) if metric and name in metric.turns else None
    if metric and name == "basis":
        return _worded(param, f"{' or '.join(metric.bases)}.") if len(metric.bases) > 1 else None
    return None if metric and _passes_over(metric, name) else param


def _passes_over(metric: Metric, name: str) -> bool:
    """Whether a report would refuse an option that most take."""
    if name in ("since", "until", "period"):
        return not metric.spans
    return (name == "by" and not metric.divides) or (name == "where" and not metric.filters)


def _worded(param: Any, help_: str) -> Any:
    told = copy(param)
    told.help = help_
    return told
