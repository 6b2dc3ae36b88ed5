"""Numbers of tax offices: what they look like, and the check digits of the countries whose rule is published.

A number says its country by its first letters (`DE…`, `ATU…`); one without them is judged by its look alone.
Sources: the European Commission's VIES algorithms; GB 32100-2015 for the unified social credit code of China.
"""

import re
from collections.abc import Callable

_LOOK = re.compile(r"(?=.*[0-9])[0-9A-Z][0-9A-Z .,/+*&-]{3,29}", re.ASCII)
_CHINESE = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def flaw(text: str) -> str | None:
    """Why a text cannot be the number of a tax office; None when it can."""
    number = text.strip().upper()
    if not _LOOK.fullmatch(number):
        return "does not look like one"
    plain = re.sub(r"[ .,/-]", "", number)
    shape, holds = _CHECKED.get(plain[:2], (None, None))
    if shape is not None and holds is not None:
        found = re.fullmatch(shape, plain[2:], re.ASCII)
        if found is None:
            return f"is not as long as those of {plain[:2]}"
        if not holds([int(digit) for digit in found[1]]):
            return "has a check digit that does not fit"
    return None


def social_credit(code: str) -> bool:
    """Whether a code of 18 characters is a unified social credit code of China: its last one is a check."""
    values = [_CHINESE.find(letter) for letter in code]
    if len(values) != 18 or min(values) < 0:
        return False
    return (31 - sum(value * pow(3, place, 31) for place, value in enumerate(values[:17]))) % 31 == values[17]


def _german(digits: list[int]) -> bool:
    """ISO 7064, MOD 11,10."""
    product = 10
    for digit in digits[:8]:
        product = 2 * ((digit + product) % 10 or 10) % 11
    return (11 - product) % 10 == digits[8]


def _austrian(digits: list[int]) -> bool:
    doubled = (sum(divmod(2 * digit, 10)) if place % 2 else digit for place, digit in enumerate(digits[:7]))
    return (10 - (sum(doubled) + 4) % 10) % 10 == digits[7]


def _belgian(digits: list[int]) -> bool:
    number = int("".join(map(str, digits)))
    return 97 - number // 100 % 97 == number % 100


def _italian(digits: list[int]) -> bool:
    """The Luhn algorithm."""
    return sum(sum(divmod(2 * digit, 10)) if place % 2 else digit for place, digit in enumerate(digits)) % 10 == 0


def _polish(digits: list[int]) -> bool:
    weights = (6, 5, 7, 2, 3, 4, 5, 6, 7)
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) % 11 == digits[9]


_CHECKED: dict[str, tuple[str, Callable[[list[int]], bool]]] = {
    "DE": (r"([0-9]{9})", _german),
    "AT": (r"U([0-9]{8})", _austrian),
    "BE": (r"([01][0-9]{9})", _belgian),
    "IT": (r"([0-9]{11})", _italian),
    "PL": (r"([0-9]{10})", _polish),
}
"""By country: what follows its letters, and whether the check digit fits."""
