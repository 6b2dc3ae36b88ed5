"""`--fail-if`: a condition on a report's figures, so that a cron job or a pipeline can stop on it.

A bare field is one of the totals (`rate < 20%`), `FIELD[ROW]` one cell (`reached[won] < 5`), where ROW is the
value of the first column that people are shown, and `any(FIELD)` any row. What has no value cannot be judged; that
matters only where the rest of the condition does not decide. Amounts are in whole units of the row's currency.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ltc_cli.errors import BadUsage, GateFailed, nearest
from ltc_cli.expression import Comparison, Join, Node, Not, parse, trouble
from ltc_cli.shape import Report

EXAMPLE = "--fail-if 'rate < 20%' or --fail-if 'reached[won] < 5'"
_NUMBERS = ("count", "number", "ratio", "days", "minutes", "points")
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


class Verdict(NamedTuple):
    """What came of a condition."""

    holds: bool
    """False also when it cannot be told."""
    undefined: bool
    """A value that decides it is undefined."""
    explanation: str
    """The values it looked at: "rate is 0.15"."""


class _Cell(NamedTuple):
    name: str
    kind: str
    value: Any
    currency: str


class _Asked(NamedTuple):
    """The condition, the report it is asked of, and the values seen on the way."""

    text: str
    report: Report
    seen: list[str]


def evaluate(text: str, report: Report) -> Verdict:
    """Judge a condition; raises `BadUsage` for a field, row or value that does not fit the report."""
    asked = _Asked(text, report, [])
    holds = _node(parse(text, EXAMPLE), asked)
    return Verdict(holds is True, holds is None, ", ".join(dict.fromkeys(asked.seen)))


def hold(text: str, report: Report, *, allow_undefined: bool = False) -> None:
    """Raise `GateFailed` when a condition holds, or when it cannot be told and that is not allowed."""
    verdict = evaluate(text, report)
    if verdict.holds:
        raise GateFailed(f"the gate {text!r} holds: {verdict.explanation}.")
    if verdict.undefined and not allow_undefined:
        raise GateFailed(
            f"the gate {text!r} cannot be told: {verdict.explanation}.", "Let it pass with --allow-undefined."
        )


def _node(node: Node, asked: _Asked) -> bool | None:
    """Three-valued: None where an undefined value leaves it open."""
    if isinstance(node, Not):
        inner = _node(node.inner, asked)
        return None if inner is None else not inner
    if isinstance(node, Join):
        parts = [_node(part, asked) for part in node.parts]
        return _either(parts) if node.operator == "or" else _both(parts)
    return _comparison(node, asked)


def _either(parts: Sequence[bool | None]) -> bool | None:
    return True if True in parts else None if None in parts else False


def _both(parts: Sequence[bool | None]) -> bool | None:
    return False if False in parts else None if None in parts else True


def _comparison(comparison: Comparison, asked: _Asked) -> bool | None:
    judged = []
    for cell in _cells(comparison, asked):
        try:
            held = _holds(comparison, cell)
        except BadUsage as error:
            raise trouble(asked.text, comparison.at, error.message, EXAMPLE) from None
        judged.append(held)
        if held is not False or not comparison.anywhere:
            asked.seen.append(f"{cell.name} is {_words(cell)}")
    return _either(judged)


def _cells(comparison: Comparison, asked: _Asked) -> list[_Cell]:
    """The values a comparison speaks of: one, or a column's."""
    report, name = asked.report, comparison.name
    if comparison.row is None and not comparison.anywhere:
        if name not in report.totals:
            raise _unknown("total", name, list(report.totals), comparison, asked)
        value = report.totals[name]
        kinds = {column.name: column.kind for column in report.columns} | dict(report.total_kinds)
        return [_Cell(name, kinds.get(name) or _kind_of(value), value, report.currency)]
    names = [column.name for column in report.columns]
    if name not in names:
        raise _unknown("column", name, names, comparison, asked)
    column = report.columns[names.index(name)]
    money_in = names.index(column.currency) if column.currency in names else None
    unit_in = names.index("unit") if column.kind == "figure" and "unit" in names else None
    head = next((at for at, each in enumerate(report.columns) if each.shown), 0)
    rows = [row for row in report.rows if comparison.anywhere or _is_row(row[head], comparison.row)]
    if not comparison.anywhere and len(rows) != 1:
        if rows:
            several = f"{len(rows)} rows are called {comparison.row!r}; say any({name}), or group by less."
            raise trouble(asked.text, comparison.at, several, EXAMPLE)
        raise _unknown("row", comparison.row or "", [str(row[head]) for row in report.rows], comparison, asked)
    return [
        _Cell(
            f"{name}[{row[head]}]",
            column.kind if unit_in is None else _kind_in(row[unit_in]),
            row[names.index(name)],
            report.currency if money_in is None else row[money_in] or report.currency,
        )
        for row in rows
    ]


def _is_row(called: Any, word: str | None) -> bool:
    return str(called).casefold() == (word or "").casefold()


def _kind_in(unit: str) -> str:
    """The kind of a value in a unit: points and the like are numbers."""
    return unit if unit in (*_NUMBERS, "money") else "number"


def _kind_of(value: object) -> str:
    """The kind of a total that the report does not name."""
    if isinstance(value, bool):
        return "yesno"
    return "number" if isinstance(value, int | float) else "text"


def _holds(comparison: Comparison, cell: _Cell) -> bool | None:
    operator = comparison.operator
    if operator in ("empty", "not empty"):
        return (cell.value is None) is (operator == "empty")
    if operator in ("~", "!~") or (operator == "yes" and cell.kind != "yesno"):
        raise BadUsage(f"{comparison.name} has to be compared: < <= = != >= > in.")
    if operator == "yes":
        return None if cell.value is None else bool(cell.value)
    pairs = [_pair(cell, value) for value in comparison.values]  # read first: a bad value is bad in every row
    if cell.value is None:
        return None
    if operator in _ORDER:
        if cell.kind not in (*_NUMBERS, "money", "date"):
            raise BadUsage(f"{comparison.name} is {cell.kind}, which has no order: use =, != or in.")
        return any(_ORDER[operator](left, right) for left, right in pairs if left is not None)
    equal = any(left is not None and left == right for left, right in pairs)
    return equal if operator in ("=", "in") else not equal


def _pair(cell: _Cell, text: str) -> tuple[Any, Any]:
    """The cell's value and the one it is compared with, made comparable; (None, …) when they never can be."""
    if cell.kind in _NUMBERS:
        return _number_pair(cell, text)
    if cell.kind == "money":
        from ltc_cli import money

        wanted = money.parse(text, cell.currency)
        return cell.value if wanted.currency == cell.currency else None, wanted.minor
    if cell.kind == "date":
        from datetime import date

        try:
            return cell.value, date.fromisoformat(text).isoformat()
        except ValueError:
            raise BadUsage(f"{text!r} is not a date: write 2026-03-31.") from None
    if cell.kind == "yesno":
        if text.casefold() not in ("yes", "true", "1", "no", "false", "0"):
            raise BadUsage(f"{text!r} is not yes or no.")
        return bool(cell.value), text.casefold() in ("yes", "true", "1")
    return None if cell.value is None else str(cell.value).casefold(), text.casefold()


def _number_pair(cell: _Cell, text: str) -> tuple[Any, Any]:
    """Exact, but for a float, which is compared with the float nearest to what was written."""
    from fractions import Fraction

    if not re.fullmatch(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?%?", text, re.ASCII):
        raise BadUsage(f"{text!r} is not a number.")
    wanted = Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
    if isinstance(cell.value, float):
        return cell.value, float(wanted)
    return None if cell.value is None else Fraction(cell.value), wanted


def _words(cell: _Cell) -> str:
    if cell.value is None:
        return "undefined"
    if cell.kind == "money":
        from ltc_cli import money

        return money.words(money.Money(cell.value, cell.currency))
    return f"{cell.value:.6g}" if isinstance(cell.value, float) else str(cell.value)


def _unknown(what: str, name: str, known: list[str], comparison: Comparison, asked: _Asked) -> BadUsage:
    close = nearest(name, known)
    guess = f"did you mean {close}?" if close else f"there are {', '.join(known) or 'none'}."
    return trouble(asked.text, comparison.at, f"this report has no {what} {name!r}; {guess}", EXAMPLE)
