"""Taxes of lines: one of the process by name, or a rate written out."""

from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain.amount import percent, rate_ppm
from ltc_cli.errors import BadUsage


class Rated(NamedTuple):
    """A tax with its rate."""

    name: str | None
    """The id of the process, or the rate itself: "19%"; None: no tax."""
    ppm: int


def named(book: Book, text: str) -> Rated:
    """The tax of the process with this name, or the rate it is; raises `BadUsage`."""
    tax = book.process.find_tax(text)
    if tax is not None:
        return Rated(tax.id, rate_ppm(tax.rate))
    known = [each.id for each in book.process.taxes]
    try:
        ppm = rate_ppm(text, "a tax")
    except BadUsage as error:
        names = f" or one of the process: {', '.join(known)}" if known else ""
        raise BadUsage(f"{text!r} is not a tax.", f"Write a percentage, such as 19%{names}.") from error
    return Rated(f"{percent(ppm)}%", ppm)


def of_line(book: Book, given: str | None, product: str | None) -> Rated:
    """The tax of a line: as given, else the product's, else the default of the process, else none."""
    if given is not None and given.strip():
        return named(book, given)
    if product is not None:
        return named(book, product)
    tax = book.process.find_tax(None) if book.process.default_tax else None
    return Rated(tax.id, rate_ppm(tax.rate)) if tax is not None else Rated(None, 0)
