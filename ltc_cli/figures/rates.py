"""Amounts in the currency of the business, each at the rate of its own day (metric dictionary G4)."""

from collections import Counter
from collections.abc import Hashable
from typing import Any

from ltc_cli.book import Book
from ltc_cli.domain import fx
from ltc_cli.metrics import missing_fx


class Rates:
    """Converts amounts of any days; what has no rate is left out and counted."""

    def __init__(self, book: Book) -> None:
        self._conn, self._base = book.conn, book.process.currency or ""
        self._known: dict[tuple[str, str], str | None] = {}
        self._missing: Counter[str] = Counter()
        self._records = 0
        self._documents: set[Hashable] = set()

    def __call__(self, minor: int, currency: str, day: str) -> int | None:
        """An amount in the currency of the business, half up; None, and counted, where there is no rate."""
        if currency == self._base:
            return minor
        key = currency, day
        if key not in self._known:
            self._known[key] = fx.find(self._conn, currency, self._base, day)
        rate = self._known[key]
        if rate is None:
            self._missing[currency] += minor
            self._records += 1
            return None
        return fx.convert(minor, currency, self._base, rate)

    def without(self, document: Hashable, minor: int, currency: str) -> None:
        """Count a part of a document that has no rate; its parts are one document."""
        self._missing[currency] += minor
        self._documents.add(document)

    @property
    def missing(self) -> dict[str, Any]:
        """What was left out, as `excluded` tells it."""
        return missing_fx(self._missing, self._records + len(self._documents))
