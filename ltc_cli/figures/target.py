"""What a figure should be: the targets that the process names."""

from typing import Any

from ltc_cli.book import Book
from ltc_cli.clock import Period, bucket
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import end_day
from ltc_cli.money import exponent


def target_of(book: Book, period: Period, name: str, unit: str) -> Any:
    """The target of a figure in this period, or in every period of its kind; None without one.

    In the figure's own unit: minor units of money, an integer of counts. In another currency than that of the
    business it is told at the rate of the last day that is seen of the period, and without one it is not.
    """
    from decimal import Decimal

    called = {period.label, period.kind}
    if period.since is not None and period.kind in ("month", "quarter", "year"):
        called.add(bucket(period.since, period.kind, book.process.fiscal_year_start))
    for target in book.process.targets:
        if target.metric == name and target.period in called:
            value = Decimal(target.value)
            if unit == "money":
                kept_in = book.kept_in or "EUR"
                last = min(period.until.isoformat(), end_day(book)) if period.until else end_day(book)
                return Rates(book)(int(value * 10 ** exponent(kept_in)), kept_in, last)
            return int(value) if unit == "count" else float(value)
    return None
