"""What a figure should be: the targets that the process names."""

from typing import Any

from ltc_cli.book import Book
from ltc_cli.clock import Period, bucket
from ltc_cli.money import exponent


def target_of(book: Book, period: Period, name: str, unit: str) -> Any:
    """The target of a figure in this period, or in every period of its kind; None without one.

    In the figure's own unit: minor units of money, an integer of counts.
    """
    from decimal import Decimal

    called = {period.label, period.kind}
    if period.since is not None and period.kind in ("month", "quarter", "year"):
        called.add(bucket(period.since, period.kind, book.process.fiscal_year_start))
    for target in book.process.targets:
        if target.metric == name and target.period in called:
            value = Decimal(target.value)
            if unit == "money":
                return int(value * 10 ** exponent(book.process.currency or "EUR"))
            return int(value) if unit == "count" else float(value)
    return None
