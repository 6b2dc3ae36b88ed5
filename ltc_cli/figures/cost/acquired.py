"""New customers: since when each is one, through which channel, and what they are worth month by month (L6, L7, C5)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import add_months, local_date
from ltc_cli.figures.cost.earned import Sold, sold
from ltc_cli.figures.cost.spend import serving
from ltc_cli.figures.customer.purchase import purchases, since, wins
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import end_day

YEAR = 12
"""Months that a customer's value is compared over."""
LONGEST = 60
"""Months in which a cost has to come back, to be told when."""


class Customer(NamedTuple):
    """An account that became a customer."""

    account: int
    since_ms: int
    channel: int | None
    """Of the deal that was won first, else of the account; None: unknown."""
    lead: int | None
    """That of the deal that was won first."""
    lead_ms: int | None
    """When it was created."""


def acquired(book: Book) -> list[Customer]:
    """Every customer as of the day asked, in the order of the accounts."""
    stand = wins(book)
    first = since(stand, purchases(book, Rates(book)))
    won = {each.number: each.at_ms for each in stand}
    deals: dict[int, tuple[int | None, int | None, int | None]] = {}
    for number, account, channel, lead, lead_ms in book.conn.execute(
        "SELECT d.id, d.account_id, d.channel_id, l.id, l.created_ms FROM deal d LEFT JOIN lead l ON l.id = d.lead_id "
        "WHERE d.is_test IS NOT 1 AND d.account_id IS NOT NULL ORDER BY d.id"
    ):
        if won.get(number) == first.get(account, -1) and account not in deals:
            deals[account] = channel, lead, lead_ms
    found = []
    for account, channel in book.conn.execute("SELECT id, channel_id FROM account ORDER BY id"):
        if account in first:
            source, *lead = deals.get(account, (None, None, None))
            found.append(Customer(account, first[account], source if source is not None else channel, *lead))
    return found


class Values:
    """What customers brought by the end of any of their months: read once, asked often."""

    def __init__(self, book: Book, customers: Iterable[Customer]) -> None:
        tz = book.clock.tz
        self._end = date.fromisoformat(end_day(book))
        self._begun = {each.account: local_date(each.since_ms, tz) for each in customers}
        rates = Rates(book)
        self._sold: dict[int, list[Sold]] = {}
        for sale in sold(book, purchases(book, rates), rates):
            if sale.account in self._begun:
                self._sold.setdefault(sale.account, []).append(sale)
        self._serving = serving(book, rates)
        self.missing = rates.missing

    def months(self, account: int) -> int:
        """How many full months the account has been a customer."""
        begun = self._begun[account]
        count = (self._end.year - begun.year) * 12 + self._end.month - begun.month + 1
        while self._last(account, count) > self._end:
            count -= 1
        return count

    def margin(self, account: int, months: int) -> int | None:
        """What the account brought in its first months less what that cost; None where some cost is not known."""
        day = min(self._last(account, months), self._end).isoformat()
        earned = [sale.upto(day) for sale in self._sold.get(account, ())]
        costs = [each.cost for each in earned if each.cost is not None]
        return sum(each.net for each in earned) - sum(costs) if len(costs) == len(earned) else None

    def served(self, account: int, months: int) -> int:
        """What serving the account in particular cost in its first months."""
        day = min(self._last(account, months), self._end).isoformat()
        return sum(each.upto(day) for each in self._serving.get(account, ()))

    def _last(self, account: int, months: int) -> date:
        """The last day of so many months."""
        return add_months(self._begun[account], months) - timedelta(days=1)
