"""What a pivot table measures over records: how it is written, and what it makes of values (metric dictionary A3)."""

import re
from collections.abc import Sequence
from decimal import Decimal
from importlib import import_module
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain import query
from ltc_cli.domain.field import Field, find
from ltc_cli.domain.query import Source
from ltc_cli.errors import BadUsage, nearest
from ltc_cli.figures import FIGURES
from ltc_cli.words import say

RECORDS = {
    "leads": "lead", "deals": "deal", "accounts": "account", "contacts": "contact", "quotes": "quote",
    "contracts": "contract", "orders": "order", "invoices": "invoice", "credit_notes": "credit", "payments": "payment",
    "tasks": "task",
}  # fmt: skip
"""What can be counted, and the module of `domain` that knows it."""
ADDED = ("count", "sum")
"""Rules whose parts add up to the whole."""
RULES = (*ADDED, "distinct", "mean", "median", "min", "max", "rate")
_SUMMED = ("money", "count", "number", "quantity")
_CALL = re.compile(r"(\w+)\s*\((.*)\)\s*", re.DOTALL)
_EXAMPLES = "Such as leads, invoices.net, median(deals.amount), rate(deals where status=won), win_rate."


class Measure(NamedTuple):
    """What is made of the records of a noun."""

    source: Source
    rule: str
    """One of `RULES`."""
    field: Field | None
    """Whose values are taken; None where the records are counted."""
    dated: Field
    title: str
    condition: str = ""
    """Of a rate: what its numerator is of."""

    @property
    def kind(self) -> str:
        """The kind of a cell; a mean or median of whole numbers has a fraction."""
        if self.rule == "rate":
            return "ratio"
        if self.field is None or self.rule == "distinct":
            return "count"
        return "number" if self.rule in ("mean", "median") and self.field.kind == "count" else self.field.kind


def read(book: Book, text: str) -> Measure:
    """Read what was typed: `leads`, `invoices.net`, or a rule of either, such as `median(deals.amount)`.

    Raises `BadUsage` for a rule, records or field there are not, or that do not go together.
    """
    called = _CALL.fullmatch(text.strip())
    rule, inner = (called[1].casefold(), called[2].strip()) if called else ("", text.strip())
    if called and rule not in RULES:
        close = nearest(rule, [*RULES])
        raise BadUsage(f"there is no rule {rule!r}.", f"Did you mean {close}?" if close else f"One of: {_list(RULES)}")
    what, _, condition = inner.partition(" where ") if rule == "rate" else (inner, "", "")
    noun, _, name = what.strip().casefold().partition(".")
    if noun not in RECORDS:
        close = nearest(text, [*RECORDS, *FIGURES])
        raise BadUsage(f"there is no measure {text!r}.", f"Did you mean {close}?" if close else _EXAMPLES)
    source: Source = import_module(f"ltc_cli.domain.{RECORDS[noun]}").SOURCE
    known = query.fields(book, source)
    rule = rule or ("sum" if name else "count")
    field = _field(known, noun, name, rule)
    if rule == "rate" and (not condition.strip() or name):
        raise BadUsage("a rate is of the records that meet a condition.", "--measure 'rate(deals where status=won)'")
    title = " ".join(
        filter(None, (say(noun.replace("_", " ")), name.replace("_", " "), condition and f"where {condition}"))
    )
    if called:
        title = f"{say(rule)} · {title}"
    return Measure(source, rule, field, known[source.dated], title, condition.strip())


def _field(known: dict[str, Field], noun: str, name: str, rule: str) -> Field | None:
    if rule in ("count", "rate"):
        if name and rule == "count":
            raise BadUsage(
                "records are counted, not a field of theirs.", f"--measure {noun}, or distinct({noun}.{name})"
            )
        return None
    numbers = [each.name for each in known.values() if each.kind in _SUMMED and each.name != "id"]
    able = [*known] if rule == "distinct" else numbers
    field = find(known, name) if name else None
    if field is None or field.name not in able:
        can = "summed" if rule == "sum" else f"told as {rule}"
        raise BadUsage(f"{noun} have no {name!r} that can be {can}.", f"These can: {_list(able)}")
    return field


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)


def worked_out(rule: str, values: Sequence[Any]) -> Any:
    """What a rule makes of the values of a cell, a margin or the whole; None of none.

    A mean or median of whole minor units is one, half up; that of other numbers has its fraction.
    """
    if not values:
        return None
    if rule == "distinct":
        return len(set(values))
    if not isinstance(values[0], int):
        values = [Decimal(str(value)) for value in values]
    ordered = sorted(values)
    if rule in ("min", "max"):
        return ordered[0 if rule == "min" else -1]
    middle = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1] if rule == "median" else ordered
    return _mean(middle)


def _mean(values: Sequence[Any]) -> Any:
    total, n = sum(values), len(values)
    return (2 * total + n) // (2 * n) if isinstance(total, int) else total / n
