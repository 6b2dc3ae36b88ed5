"""The sums of an invoice, as its row tells them: a total without lines, and a total that lines must come to."""

from typing import NamedTuple

from ltc_cli.book import Value
from ltc_cli.domain.amount import Sums, percent
from ltc_cli.errors import LtcError
from ltc_cli.intake.document import Said, Wrong
from ltc_cli.intake.line import Lines, Terms, sentence
from ltc_cli.money import Money, mul_div_half_up, words
from ltc_cli.quantity import UNIT

_RATE_STEPS = (10_000, 1_000, 100, 10, 1)
"""A rate of tax that a net and its tax tell is the roundest that gives the one from the other, in millionths."""


class Sum(NamedTuple):
    """What an invoice without lines comes to, as its row tells it."""

    net: int | None
    tax: int | None
    total: int | None


def asked(said: Said, lines: Lines, currency: str) -> Sum:
    """What a row tells of the sums; raises `Wrong`."""
    found: list[int | None] = []
    for name in ("net", "tax_amount", "total"):
        text = said.head.get(name)
        try:
            found.append(None if text is None else lines.money(str(text), currency))
        except LtcError as error:
            raise Wrong(said.fault(name, sentence(error))) from error
    return Sum(*found)


def bare(said: Said, lines: Lines, terms: Terms, told: Sum) -> tuple[dict[str, Value], Terms]:
    """One line for a total that is told without lines."""
    given = said.items[0].cells.get("tax") if said.items else None
    net, tax, total = told
    if net is None and total is not None and tax is not None:
        net = total - tax
    if tax is None and net is not None and total is not None:
        tax = total - net
    try:
        rated = lines.tax(None if given is None else str(given), None)
    except LtcError as error:
        raise Wrong(said.fault("tax", sentence(error))) from error
    name, ppm, price, gross = rated.name, rated.ppm, net, False
    if net is None:
        price, gross = total, True
    elif tax is not None and mul_div_half_up(net, ppm, UNIT) != tax:
        found = _rate(net, tax)
        if found is None or given is not None:
            raise Wrong(said.fault("tax_amount", "the tax is not that of one rate; give the lines"))
        name, ppm = lines.tax(percent(found), None)
    if price is None:
        raise Wrong(said.fault("total", "an invoice has lines, a net or a total"))
    word = said.head.get("number") or said.head.get("external_id")
    line: dict[str, Value] = {
        "order_line_id": None, "position": 1, "product_id": None, "name": f"Invoice {word}", "quantity": UNIT,
        "unit": None, "price_minor": price, "discount_ppm": 0, "tax": name, "tax_ppm": ppm, "revenue": "delivery",
        "service_from": None, "service_to": None,
    }  # fmt: skip
    return line, terms._replace(gross=gross, discount_ppm=None, discount_minor=None)


def is_bare(said: Said) -> bool:
    """Whether the rows tell of no line, but perhaps of the tax of the whole."""
    return len(said.items) == 1 and set(said.items[0].cells) <= {"tax", "position"}


def check(said: Said, sums: Sums, told: Sum, currency: str) -> None:
    """Raise `Wrong` when the invoice comes to something else than its row tells."""
    for name, given, found in zip(("net", "tax_amount", "total"), told, (sums.net, sums.tax, sums.total), strict=True):
        if given is not None and given != found:
            due = words(Money(found, currency))
            raise Wrong(said.fault(name, f"it comes to {due}, not {words(Money(given, currency))}"))


def _rate(net: int, tax: int) -> int | None:
    """The roundest rate, in millionths, that gives this tax of this net; None when there is none."""
    if net <= 0 or tax < 0 or tax > net:
        return None
    exact = mul_div_half_up(tax, UNIT, net)
    for step in _RATE_STEPS:
        ppm = mul_div_half_up(exact, 1, step) * step
        if mul_div_half_up(net, ppm, UNIT) == tax:
            return ppm
    return None
