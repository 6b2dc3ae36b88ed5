"""`--where`: one filter language for lists, reports and bulk edits, compiled to SQL with parameters only.

For people, empty is a value: `owner != mia` holds for a record without an owner, and `not (amount < 5k)` for
one without an amount, while `<`, `>` and `~` never hold for what is empty. Text is compared without regard to
case in any script. A day means all of that business day. An amount without a currency is compared with each
row's amount in that row's own currency; with one, only rows in that currency can match.

Compiled filters call the SQL function `casefold`, which the store registers on every connection.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from ltc_cli.clock import Clock, parse_date, parse_moment, start_of_day
from ltc_cli.domain.field import Field, find
from ltc_cli.domain.text import yes_or_no
from ltc_cli.errors import BadUsage, nearest
from ltc_cli.expression import Comparison, Join, Node, Not, parse, trouble
from ltc_cli.money import NeedsCurrency
from ltc_cli.money import parse as parse_money

EXAMPLE = "--where 'status = new and amount > 5k and created >= -30d'"

Compiled = tuple[str, list[object]]
"""A condition and the values of its parameters, in order."""

_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?", re.ASCII)
_TWO_READINGS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}", re.ASCII)


_GROUP = 64
_TAGGED = {
    "=": "EXISTS (SELECT 1 FROM json_each({tags}) WHERE casefold(value) = ?)",
    "~": "EXISTS (SELECT 1 FROM json_each({tags}) WHERE instr(casefold(value), ?) > 0)",
}


class _Scope(NamedTuple):
    """What the words of a filter mean."""

    text: str
    fields: Mapping[str, Field]
    clock: Clock
    currency: str | None

    def field(self, comparison: Comparison) -> Field:
        if comparison.row is not None or comparison.anywhere:
            raise self.trouble(comparison, "rows and any() belong to --fail-if; a filter names a field.")
        found = find(self.fields, comparison.name)
        if found is None:
            close = nearest(comparison.name, list(self.fields))
            guess = f"did you mean {close}?" if close else f"there are {', '.join(self.fields)}."
            raise self.trouble(comparison, f"there is no field {comparison.name!r}; {guess}")
        return found

    def trouble(self, comparison: Comparison, what: str) -> BadUsage:
        return trouble(self.text, comparison.at, what, EXAMPLE)


def compile_sql(text: str, fields: Mapping[str, Field], clock: Clock, currency: str | None) -> Compiled:
    """The WHERE condition that a filter means; `currency` is the file's, which settles a sign such as ¥.

    Raises `BadUsage` that points at what cannot be read, an unknown field or a value of the wrong kind.
    """
    return _node(parse(text, EXAMPLE), _Scope(text, fields, clock, currency))


def _node(node: Node, scope: _Scope) -> Compiled:
    if isinstance(node, Not):
        return _opposite(_node(node.inner, scope))
    if isinstance(node, Join):
        return _joined(node.operator.upper(), [_node(part, scope) for part in node.parts])
    return _comparison(node, scope)


def _opposite(compiled: Compiled) -> Compiled:
    """True where the condition is false or cannot be told, as it cannot of an empty field."""
    sql, values = compiled
    return f"NOT coalesce({sql}, 0)", values


def _joined(operator: str, parts: Sequence[Compiled]) -> Compiled:
    """All parts with AND or OR between them.

    Long lists are taken in groups, because SQLite bounds the depth of an expression to 1,000.
    """
    if len(parts) > _GROUP:
        groups = [parts[start : start + _GROUP] for start in range(0, len(parts), _GROUP)]
        parts = [_joined(operator, group) for group in groups]
    sql = f" {operator} ".join(part[0] for part in parts)
    return f"({sql})", [value for part in parts for value in part[1]]


def _comparison(comparison: Comparison, scope: _Scope) -> Compiled:
    field = scope.field(comparison)
    operator = comparison.operator
    try:
        if operator in ("empty", "not empty"):
            return _empty(field) if operator == "empty" else _opposite(_empty(field))
        if operator == "yes":
            if field.kind != "yesno":
                raise BadUsage(f"{field.name} is not a yes or no: compare it with something.")
            return _yesno(field, "=", "yes", scope)
        if operator in ("in", "not in"):
            among = _joined("OR", [_single(field, "=", value, scope) for value in comparison.values])
            return among if operator == "in" else _opposite(among)
        value = comparison.values[0]
        if operator.startswith("!"):
            return _opposite(_single(field, operator.removeprefix("!"), value, scope))
        return _single(field, operator, value, scope)
    except BadUsage as error:
        raise scope.trouble(comparison, error.message) from None


def _single(field: Field, operator: str, value: str, scope: _Scope) -> Compiled:
    if operator == "=" and value == "":
        return _empty(field)
    return _READINGS.get(field.kind, _text)(field, operator, value, scope)


def _empty(field: Field) -> Compiled:
    nothing = "('', '[]', '{}')" if field.kind in ("tags", "json") else "('')"
    return f"coalesce({field.sql}, '') IN {nothing}", []


def _text(field: Field, operator: str, value: str, scope: _Scope) -> Compiled:
    del scope
    if operator == "~":
        return f"instr(casefold({field.sql}), ?) > 0", [value.casefold()]
    wanted = field.choices.get(value.casefold(), value)
    return f"casefold({field.sql}) {operator} ?", [wanted.casefold()]


def _number(field: Field, operator: str, value: str, scope: _Scope) -> Compiled:
    del scope
    _refuse_contains(field, operator)
    percent = field.kind == "ratio" and value.endswith("%")
    cleaned = value[:-1] if percent else value
    if not _NUMBER.fullmatch(cleaned):
        raise BadUsage(f"{field.name} is a number, {value!r} is not.")
    number = float(cleaned) / 100 if percent else float(cleaned) if "." in cleaned else int(cleaned)
    expression = f"CAST({field.sql} AS REAL)" if field.kind == "number" else field.sql
    return f"{expression} {operator} ?", [number]


def _money(field: Field, operator: str, value: str, scope: _Scope) -> Compiled:
    _refuse_contains(field, operator)
    try:
        parse_money(value, None)
    except NeedsCurrency:
        return _bare_amount(field, operator, value)
    money = parse_money(value, scope.currency)
    return f"({field.sql} {operator} ? AND {field.currency_sql} = ?)", [money.minor, money.currency]


def _bare_amount(field: Field, operator: str, value: str) -> Compiled:
    """Minor units are whole: a bound between two of them is moved to the neighbour that decides the same."""
    if _TWO_READINGS.fullmatch(value):
        raise BadUsage(f"{value!r} can be read in two ways: write {value.replace('.', '')} or {value}0.")
    exact = parse_money(value, "CLF").minor  # of ten thousand parts, as fine as any currency
    bounds: list[object] = []
    for digits in (0, 3, 4, 2):
        whole, rest = divmod(exact, 10 ** (4 - digits))
        between = rest > 0
        bounds.append(None if between and operator == "=" else whole + (between and operator in ("<", ">=")))
    cases = " ".join(f"WHEN {_one_of(field.currency_sql, codes)} THEN ?" for codes in _DECIMALS.values())
    return f"{field.sql} {operator} CASE {cases} ELSE ? END", bounds


def _one_of(expression: str, codes: str) -> str:
    listed = ", ".join(f"'{code}'" for code in codes.split())
    return f"{expression} IN ({listed})"


def _date(field: Field, operator: str, value: str, scope: _Scope) -> Compiled:
    if operator == "~":
        return _text(field, operator, value, scope)
    return f"{field.sql} {operator} ?", [parse_date(value, scope.clock.today).isoformat()]


def _instant(field: Field, operator: str, value: str, scope: _Scope) -> Compiled:
    """A day is everything from its first instant to before the next day's; a moment is itself."""
    _refuse_contains(field, operator)
    first, after = _span(value, scope.clock)
    if operator == "=":
        return f"({field.sql} >= ? AND {field.sql} < ?)", [first, after]
    sign, bound = {"<": ("<", first), "<=": ("<", after), ">": (">=", after), ">=": (">=", first)}[operator]
    return f"{field.sql} {sign} ?", [bound]


def _span(value: str, clock: Clock) -> tuple[int, int]:
    """The instants meant, from the first to before the second."""
    if ":" in value:
        moment = parse_moment(value, clock)
        return moment.ms, moment.ms + 1
    day = parse_date(value, clock.today)
    return start_of_day(day, clock.tz), start_of_day(day + timedelta(days=1), clock.tz)


def _yesno(field: Field, operator: str, value: str, scope: _Scope) -> Compiled:
    del scope
    if operator != "=":
        raise BadUsage(f"{field.name} is yes or no: only = and != go with it.")
    return f"(coalesce({field.sql}, 0) <> 0) = ?", [int(yes_or_no(value, field.name))]


def _tags(field: Field, operator: str, value: str, scope: _Scope) -> Compiled:
    del scope
    if operator not in _TAGGED:
        raise BadUsage(f"{field.name} are words without an order: only =, !=, ~, !~ and in go with them.")
    return _TAGGED[operator].format(tags=field.sql), [value.casefold()]


def _refuse_contains(field: Field, operator: str) -> None:
    if operator == "~":
        raise BadUsage(f"{field.name} is not text: ~ and !~ look inside text only.")


_READINGS: Mapping[str, Callable[[Field, str, str, _Scope], Compiled]] = {
    "count": _number,
    "number": _number,
    "days": _number,
    "ratio": _number,
    "money": _money,
    "date": _date,
    "instant": _instant,
    "yesno": _yesno,
    "tags": _tags,
}
