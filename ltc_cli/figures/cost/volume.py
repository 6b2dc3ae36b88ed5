"""How much business there was between two days: what a variable budget is rescaled to (metric dictionary M6)."""

from datetime import date

from ltc_cli.book import Book
from ltc_cli.clock import Period
from ltc_cli.domain import lead
from ltc_cli.domain.query import Condition, select
from ltc_cli.figures.cost.acquired import acquired
from ltc_cli.figures.lead import cohort
from ltc_cli.quantity import UNIT


class Volumes:
    """Counts in millionths, of what `domain.budget.MEASURES` names: each asked of the file once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[tuple[str, str, str], int] = {}

    def __call__(self, measure: str, days: tuple[str, str]) -> int:
        """Leads created, customers won, orders confirmed that stand, or units delivered less those that came back."""
        key = measure, *days
        if key not in self._known:
            count = {"leads": self._leads, "customers": self._customers, "orders": self._orders, "units": self._units}
            self._known[key] = count[measure](*self._bounds(days))
        return self._known[key]

    def _bounds(self, days: tuple[str, str]) -> tuple[int, int]:
        """The instants from which and before which; never after what the report sees."""
        first, last = (date.fromisoformat(day) if day else None for day in days)
        since, until = Period(first, last, "", "span").bounds(self._book.clock.tz)
        seen = self._book.as_of_ms if self._book.as_of_ms is not None else self._book.clock.now_ms
        return since or 0, min(until or seen + 1, seen + 1)

    def _leads(self, since: int, until: int) -> int:
        created = [
            Condition("lead.created_ms >= ? AND lead.created_ms < ?", (since, until)),
            *cohort.counted(self._book),
        ]
        return UNIT * self._one(*select(self._book, lead.SOURCE, "count(*)", created, None))

    def _customers(self, since: int, until: int) -> int:
        return UNIT * sum(since <= each.since_ms < until for each in acquired(self._book))

    def _orders(self, since: int, until: int) -> int:
        statement = (
            "SELECT count(*) FROM sales_order WHERE confirmed_ms >= ? AND confirmed_ms < ? "
            "AND NOT (status = 'cancelled' AND closed_ms < ?)"
        )
        return UNIT * self._one(statement, [since, until, until])

    def _units(self, since: int, until: int) -> int:
        delivered = (
            "SELECT coalesce(sum(l.quantity), 0) FROM shipment s JOIN shipment_line l ON l.shipment_id = s.id "
            "WHERE s.delivered_ms >= ? AND s.delivered_ms < ?"
        )
        returned = (
            "SELECT coalesce(sum(l.quantity), 0) FROM goods_return g JOIN goods_return_line l ON l.return_id = g.id "
            "WHERE g.created_ms >= ? AND g.created_ms < ?"
        )
        return self._one(delivered, [since, until]) - self._one(returned, [since, until])

    def _one(self, statement: str, values: list[int]) -> int:
        return int(self._book.conn.execute(statement, values).fetchone()[0])
