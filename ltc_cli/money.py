"""Money: integer minor units and an ISO-4217 code. No float comes near it.

Amounts are read from what people type by one parser, rounded half up where a document says so, and split so that the
parts add up.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ltc_cli.errors import BadUsage, Refused, nearest

_TWO = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF "
    "CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF "
    "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN "
    "MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS "
    "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
)
_ZERO = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"
_EXPONENTS = {
    code: digits for digits, codes in ((2, _TWO), (0, _ZERO), (3, _THREE), (4, _FOUR)) for code in codes.split()
}

_SIGNS = {"€": ("EUR",), "£": ("GBP",), "¥": ("CNY", "JPY"), "￥": ("CNY", "JPY"), "₹": ("INR",), "₩": ("KRW",)}
_SIGNS["$"] = ("USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD")
_SCALES = {"k": 3, "m": 6, "千": 3, "万": 4, "萬": 4, "百万": 6, "亿": 8, "億": 8}
_SHAPE = re.compile(
    r"(?P<minus>-?)(?P<before>[A-Za-z]{3}|[€£¥￥₹₩$])? ?(?P<number>-?[0-9][0-9.,' ]*?) ?"
    r"(?P<scale>百万|[kKmM千万萬亿億])? ?(?P<after>[A-Za-z]{3}|[€£¥￥₹₩$元])?"
)
_LONGEST = 40


class Money(NamedTuple):
    """An amount of one currency."""

    minor: int
    currency: str


class NeedsCurrency(Refused):
    """An amount without a currency, in a file that has none yet."""


def exponent(currency: str) -> int:
    """How many digits a currency has after the point; raises `BadUsage` for a code that ISO 4217 does not know."""
    digits = _EXPONENTS.get(currency)
    if digits is None:
        close = nearest(currency, list(_EXPONENTS))
        hint = f"Did you mean {close}?" if close else "Write a code such as EUR, USD or CNY."
        raise BadUsage(f"there is no currency {currency!r}.", hint)
    return digits


def plain(minor: int, currency: str) -> str:
    """An exact decimal for machines: "1250.50"."""
    digits = _EXPONENTS.get(currency, 2)
    if digits == 0:
        return str(minor)
    whole, rest = divmod(abs(minor), 10**digits)
    return f"{'-' if minor < 0 else ''}{whole}.{rest:0{digits}d}"


def human(minor: int, currency: str) -> str:
    """An amount for people, grouped: "1,250.50"."""
    digits = _EXPONENTS.get(currency, 2)
    whole, rest = divmod(abs(minor), 10**digits)
    fraction = f".{rest:0{digits}d}" if digits else ""
    return f"{'-' if minor < 0 else ''}{whole:,}{fraction}"


def words(money: Money) -> str:
    """An amount with its currency: "1,250.50 EUR"."""
    return f"{human(*money)} {money.currency}"


def parse(text: str, default: str | None) -> Money:
    """Read what people type: `1250.50`, `1250.50 EUR`, `EUR 1,250.50`, `9k`, `12万`, `€ 5`.

    A sign that several currencies share means the default if that is one of them, else the first. Raises `BadUsage`
    for anything that is not one clear amount, `NeedsCurrency` when no currency is named and there is no default.
    """
    match = _SHAPE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        raise BadUsage(f"{text[:_LONGEST]!r} is not an amount.", "Write 1250.50, '1250.50 EUR', 9k or 12万.")
    named = {_currency(sign, default) for sign in (match["before"], match["after"]) if sign}
    if len(named) > 1:
        raise BadUsage(f"{text!r} names two currencies.", "Write one: '1250.50 EUR'.")
    currency = named.pop() if named else default
    if currency is None:
        raise NeedsCurrency(
            f"the amount {text!r} has no currency, and this file has none of its own yet.",
            f"Write '{text.strip()} EUR', or set one for all: LTC_CURRENCY=EUR",
        )
    number = match["number"]
    if match["minus"] and number.startswith("-"):
        raise BadUsage(f"{text!r} is not an amount.", "Write -5 for minus five.")
    minor = _minor(number.strip(), exponent(currency), _SCALES.get((match["scale"] or "").lower(), 0), text)
    return Money(-minor if match["minus"] else minor, currency)


def parse_amount(text: str, currency: str, decimal_mark: str | None = None) -> int:
    """Minor units from a cell of a table, where `decimal_mark` says which of "," and "." is the point.

    Without it only an unambiguous amount is read. Raises `BadUsage`.
    """
    cleaned = text.strip()
    if decimal_mark == ",":
        if re.fullmatch(r"-?[0-9]{1,3}([. '][0-9]{3})*(,[0-9]+)?|-?[0-9]+(,[0-9]+)?", cleaned) is None:
            raise BadUsage(f"{text[:_LONGEST]!r} is not an amount with a decimal comma.")
        cleaned = re.sub(r"[. ']", "", cleaned).replace(",", ".")
    elif decimal_mark == ".":
        if re.fullmatch(r"-?[0-9]{1,3}([, '][0-9]{3})*(\.[0-9]+)?|-?[0-9]+(\.[0-9]+)?", cleaned) is None:
            raise BadUsage(f"{text[:_LONGEST]!r} is not an amount with a decimal point.")
        cleaned = re.sub(r"[, ']", "", cleaned)
    money = parse(cleaned, currency)
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


def _currency(sign: str, default: str | None) -> str:
    if sign == "元":
        return "CNY"
    if sign in _SIGNS:
        meant = _SIGNS[sign]
        return default if default in meant else meant[0]
    exponent(sign.upper())
    return sign.upper()


def _minor(number: str, digits: int, scale: int, text: str) -> int:
    """Minor units of a written number; only separators that can mean one thing are taken."""
    if re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]+)?", number):
        if scale == 0 and re.fullmatch(r"-?[0-9]{1,3}\.[0-9]{3}", number) and digits < 3:
            raise _ambiguous(text, number)
        cleaned = number
    elif (
        re.fullmatch(r"-?[0-9]{1,3}([,' ][0-9]{3})+(\.[0-9]+)?", number) and len(set(re.findall(r"[,' ]", number))) == 1
    ):
        if scale == 0 and re.fullmatch(r"-?[0-9]{1,3},[0-9]{3}", number):
            raise _ambiguous(text, number)
        cleaned = re.sub(r"[,' ]", "", number)
    elif re.fullmatch(r"-?[0-9]+,[0-9]{1,2}|-?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", number):
        raise BadUsage(f"{text!r} has a decimal comma.", f"Write {number.replace('.', '').replace(',', '.')}")
    else:
        raise BadUsage(f"{text!r} is not an amount.", "Write 1250.50, '1250.50 EUR', 9k or 12万.")
    whole, _, fraction = cleaned.lstrip("-").partition(".")
    fraction = fraction.rstrip("0")
    places = digits + scale
    if len(fraction) > places:
        raise BadUsage(f"{text!r} has more decimals than the currency, which has {digits}.", "Round it first.")
    minor = int(whole + fraction.ljust(places, "0"))
    if minor > 9_000_000_000_000_000:
        raise BadUsage(f"{text!r} is too large to be an amount.")
    return -minor if cleaned.startswith("-") else minor


def _ambiguous(text: str, number: str) -> BadUsage:
    digits = re.sub(r"[.,]", "", number)
    return BadUsage(f"{text!r} can be read in two ways.", f"Write {digits} or {digits}.00 if that is meant.")
