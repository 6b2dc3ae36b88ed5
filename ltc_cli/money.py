"""Money: integer minor units and an ISO-4217 code. No float comes near it.

Amounts are read from what people type by one parser, rounded half up where a document says so, and split so that the
parts add up.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ltc_cli.errors import BadUsage, Refused, nearest

_TWO = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF "
    "CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF "
    "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN "
    "MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS "
    "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW "
    "ZWG"
)
_ZERO = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"
EXPONENTS = {
    code: digits for digits, codes in ((2, _TWO), (0, _ZERO), (3, _THREE), (4, _FOUR)) for code in codes.split()
}
"""How many digits each currency of ISO 4217 has after the point."""

_SIGNS = {"€": ("EUR",), "£": ("GBP",), "¥": ("CNY", "JPY"), "￥": ("CNY", "JPY"), "₹": ("INR",), "₩": ("KRW",)}
_SIGNS["$"] = ("USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD")
_SCALES = {"k": 3, "m": 6, "千": 3, "万": 4, "萬": 4, "百万": 6, "亿": 8, "億": 8}
_SHAPE = (
    r"(?P<sign>[+-]?)(?P<before>[A-Za-z]{3}|[€£¥￥₹₩$])? ?(?P<inner>[+-]?)(?P<number>[0-9][0-9.,' ]*?) ?"
    r"(?P<scale>百万|[kKmM千万萬亿億])? ?(?P<after>[A-Za-z]{3}|[€£¥￥₹₩$元])?"
)
_WRITTEN = {
    point: rf"(?P<whole>[0-9]{{1,18}}|[1-9][0-9]{{0,2}}(?P<mark>[{comma}' ])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*)"
    rf"(?:[{point}](?P<fraction>[0-9]+))?"
    for point, comma in (".,", ",.")
}
_TWO_WAYS = r"[1-9][0-9]{0,2}([.,])[0-9]{3}"
_WRITE = "Write 1250.50, '1250.50 EUR', 9k or 12万."
_LONGEST = 40
_LARGEST = 9_000_000_000_000_000  # what a JSON reader with doubles still holds exactly


class Money(NamedTuple):
    """An amount of one currency."""

    minor: int
    currency: str


class NeedsCurrency(Refused):
    """An amount without a currency, in a file that has none yet."""


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Made when an amount is first read: most commands read none."""
    return re.compile(text)


def exponent(currency: str) -> int:
    """How many digits a currency has after the point; raises `BadUsage` for a code that ISO 4217 does not know."""
    digits = EXPONENTS.get(currency)
    if digits is None:
        close = nearest(currency, list(EXPONENTS))
        hint = f"Did you mean {close}?" if close else "Write a code such as EUR, USD or CNY."
        raise BadUsage(f"there is no currency {currency!r}.", hint)
    return digits


def plain(minor: int, currency: str) -> str:
    """An exact decimal for machines: "1250.50"."""
    digits = EXPONENTS.get(currency, 2)
    if digits == 0:
        return str(minor)
    whole, rest = divmod(abs(minor), 10**digits)
    return f"{'-' if minor < 0 else ''}{whole}.{rest:0{digits}d}"


def human(minor: int, currency: str) -> str:
    """An amount for people, grouped: "1,250.50"."""
    digits = EXPONENTS.get(currency, 2)
    whole, rest = divmod(abs(minor), 10**digits)
    fraction = f".{rest:0{digits}d}" if digits else ""
    return f"{'-' if minor < 0 else ''}{whole:,}{fraction}"


def words(money: Money) -> str:
    """An amount with its currency: "1,250.50 EUR"."""
    return f"{human(*money)} {money.currency}"


def parse(text: str, default: str | None) -> Money:
    """Read what people type: `1250.50`, `1250.50 EUR`, `EUR 1,250.50`, `9k`, `12万`, `€ 5`.

    A sign that several currencies share means the default if that is one of them, else USD for dollars and CNY for ¥.
    Raises `BadUsage` for anything that is not one clear amount, `NeedsCurrency` when no currency is named and there is
    no default.
    """
    return _read(text, default, None)


def parse_amount(text: str, currency: str, decimal_mark: str | None = None) -> int:
    """Minor units from a cell of a table, where `decimal_mark` says which of "," and "." is the point.

    Without it only an unambiguous amount is read. Raises `BadUsage`, also for an amount of another currency.
    """
    money = _read(text, currency, decimal_mark)
    if money.currency != currency:
        raise BadUsage(f"{text!r} is in {money.currency}, not {currency}.")
    return money.minor


def mul_div_half_up(amount: int, numerator: int, denominator: int) -> int:
    """amount × numerator ÷ denominator, rounded half away from zero; the denominator is positive."""
    quotient, remainder = divmod(abs(amount * numerator), denominator)
    quotient += 2 * remainder >= denominator
    return quotient if amount * numerator >= 0 else -quotient


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Split a total by weights so that the parts add up to it: largest remainder, ties to the earlier.

    Raises `ValueError` when the weights are all zero.
    """
    whole = sum(weights)
    if whole <= 0:
        raise ValueError("the weights must sum to more than zero")
    sign = -1 if total < 0 else 1
    parts = [abs(total) * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(abs(total) * weights[i] % whole), i))
    for i in order[: abs(total) - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]


def _read(text: str, default: str | None, point: str | None) -> Money:
    match = _pattern(_SHAPE).fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None or (match["sign"] and match["inner"]):
        raise BadUsage(f"{text[:_LONGEST]!r} is not an amount.", _WRITE)
    named = {_currency(sign, default) for sign in (match["before"], match["after"]) if sign}
    if len(named) > 1:
        raise BadUsage(f"{text!r} names two currencies.", "Write one: '1250.50 EUR'.")
    currency = named.pop() if named else default
    if currency is None:
        raise NeedsCurrency(
            f"the amount {text!r} has no currency, and this file has none of its own yet.",
            f"Write '{text.strip()} EUR', or set one for all: LTC_CURRENCY=EUR",
        )
    minor = _minor(match, currency, point)
    return Money(-minor if "-" in (match["sign"], match["inner"]) else minor, currency)


def _currency(sign: str, default: str | None) -> str:
    if sign == "元":
        return "CNY"
    if sign in _SIGNS:
        meant = _SIGNS[sign]
        return default if default in meant else meant[0]
    exponent(sign.upper())
    return sign.upper()


def _minor(match: re.Match[str], currency: str, point: str | None) -> int:
    """Minor units of a written number; with no `point` declared, only marks that can mean one thing are taken."""
    text, number, scale = match.string, match["number"], (match["scale"] or "").lower()
    digits = exponent(currency)
    written = _pattern(_WRITTEN[point or "."]).fullmatch(number)
    if written is None:
        raise _unread(text, number, point)
    if point is None and _can_be_two(number, scale, digits):
        plainly = re.sub(r"[.,]", "", number)
        hint = f"Write {plainly}{scale} or {plainly}.00{scale} if that is meant."
        raise BadUsage(f"{text!r} can be read in two ways.", hint)
    fraction = (written["fraction"] or "").rstrip("0")
    places = digits + _SCALES.get(scale, 0)
    if len(fraction) > places:
        raise BadUsage(f"{text!r} has more decimals than {currency}, which has {digits}.", "Round it first.")
    minor = int(re.sub(r"[^0-9]", "", written["whole"]) + fraction.ljust(places, "0"))
    if minor > _LARGEST:
        raise BadUsage(f"{text!r} is too large to be an amount.")
    return minor


def _can_be_two(number: str, scale: str, digits: int) -> bool:
    """Whether a lone mark before three digits may part the thousands as well as the decimals."""
    lone = _pattern(_TWO_WAYS).fullmatch(number)
    if lone is None:
        return False
    if lone[1] == ".":
        return not scale and digits < 3
    return scale in ("", "k", "m")  # whoever counts in 万 has no decimal comma


def _unread(text: str, number: str, point: str | None) -> BadUsage:
    other = _pattern(_WRITTEN["." if point == "," else ","]).fullmatch(number)
    if other is None:
        return BadUsage(f"{text!r} is not an amount.", _WRITE)
    if point == ",":
        return BadUsage(f"{text!r} is not an amount with a decimal comma.")
    whole, fraction = re.sub(r"[^0-9]", "", other["whole"]), other["fraction"]
    if fraction is None:
        return BadUsage(f"{text!r} has points between its thousands.", f"Write {text.replace(number, whole)}")
    return BadUsage(f"{text!r} has a decimal comma.", f"Write {text.replace(number, f'{whole}.{fraction}')}")
