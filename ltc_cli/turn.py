"""What the question of some reports may be turned by, beyond period, dimensions and filter.

Which of them a report takes, and what they mean there, is said where the report is defined.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ltc_cli.clock import DAY_MS
from ltc_cli.errors import BadUsage

TURNS = {
    "to": "WHAT", "from": "WHAT", "within": "TIME", "measure": "WHAT", "lag": "MONTHS", "attribution": "RULE",
    "funnel": "RULE", "fx": "RULE", "account-level": "", "pause-closed": "", "due": "", "unbounded": "", "constant": "",
    "trend": "",
}  # fmt: skip
"""By name, what each takes; what takes nothing is a flag."""
CHOICES = {
    "to": ("customer", "opportunity"),
    "from": ("deal", "lead"),
    "attribution": ("first", "last", "linear", "u", "w"),
    "funnel": ("cohort", "strict", "any"),
    "fx": ("as-of", "booked"),
}
"""The words that an option knows, the usual one first."""
_UNITS_MS = {"m": 60_000, "h": 3_600_000, "d": DAY_MS}
_LONGEST_LAG = 60


class Turn(NamedTuple):
    """What a question of some reports may be turned by."""

    to: str | None = None
    """What leads convert to: customer or opportunity."""
    start: str | None = None
    """Where a duration begins: with the deal, or with its lead."""
    within: int | None = None
    """Milliseconds within which a response is in time, or a lead has converted."""
    measure: str | None = None
    """What a pivot table counts or sums, what grows."""
    lag: int | None = None
    """Months by which costs come before the customers they win."""
    attribution: str | None = None
    """Whose a lead is of the channels that touched it: first, last, linear, u or w."""
    funnel: str | None = None
    """How a milestone counts as reached: cohort, strict or any."""
    fx: str | None = None
    """At which rates what is owed is told: as-of or booked."""
    account_level: bool = False
    """Whether a customer's other leads count as converted with the one that was won."""
    pause_closed: bool = False
    """Whether the time between a close and a reopening is no part of the cycle."""
    due: bool = False
    """Whether only customers are counted whose contract came to its end."""
    unbounded: bool = False
    """Whether a customer who buys later counts as there in the periods before."""
    constant: bool = False
    """Whether all periods are told at the rates of the last day."""
    trend: bool = False
    """Whether key figures are told with the periods before, and signals from noise."""


NO_TURN = Turn()


def read(typed: Mapping[str, str | bool | None]) -> Turn:
    """Read the options of `TURNS` as they were typed, by name; raises `BadUsage` for one that cannot be read."""
    said: dict[str, Any] = {_field(name): typed[name] for name in TURNS if typed.get(name)}
    for name, parse in (("within", _duration), ("lag", _months)):
        if name in said:
            said[name] = parse(str(said[name]))
    return Turn(**said)


def value(turn: Turn, name: str) -> str | int | None:
    """What an option of `TURNS` was turned to."""
    found: str | int | None = getattr(turn, _field(name))
    return found


def _field(name: str) -> str:
    return "start" if name == "from" else name.replace("-", "_")


def _duration(text: str) -> int:
    """Milliseconds of "30d", "24h" or "90m"; a number alone is of minutes."""
    word = text.strip().lower()
    number, unit = (word[:-1], word[-1]) if word[-1:] in _UNITS_MS else (word, "m")
    if not number.isdecimal() or not int(number):
        raise BadUsage(f"{text!r} is no length of time.", "--within 30d, 24h or 90m")
    return int(number) * _UNITS_MS[unit]


def _months(text: str) -> int:
    if not text.isdecimal() or int(text) > _LONGEST_LAG:
        raise BadUsage(f"{text!r} is no number of months from 0 to {_LONGEST_LAG}.", "--lag 2")
    return int(text)
