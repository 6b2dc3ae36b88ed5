"""Leads that converted with another one of their account (metric dictionary L2)."""

from bisect import bisect_left
from collections.abc import Mapping

from ltc_cli.book import Book
from ltc_cli.domain import lead, query
from ltc_cli.figures.lead.maturity import every
from ltc_cli.metrics import end_ms


def with_account(book: Book, flag: int, own: Mapping[int, int]) -> dict[int, int]:
    """When each lead converted itself, or else when its account first did after the lead came."""
    dates: dict[str, list[int]] = {}
    for account, at in book.conn.execute(every(book, flag, "'A' || d.account_id"), {"now": end_ms(book)}):
        dates.setdefault(account, []).append(at)
    for each in dates.values():
        each.sort()
    found = dict(own)
    linked = query.Condition("lead.account_id IS NOT NULL OR lead.contact_id IS NOT NULL")
    known = query.fields(book, lead.SOURCE)
    what = f"lead.id, lead.created_ms, {known['account'].sql}, {known['contact'].sql}"
    accounts = _accounts(book)
    for number, created, account, contact in book.conn.execute(*query.select(book, lead.SOURCE, what, [linked], None)):
        later = dates.get(account or accounts.get(contact, ""), ())
        place = bisect_left(later, created)
        if number not in own and place < len(later):
            found[number] = later[place]
    return found


def _accounts(book: Book) -> dict[str, str]:
    """The account of each contact that has one alone."""
    rows = book.conn.execute(
        "SELECT 'C' || contact_id, 'A' || min(account_id) FROM contact_account GROUP BY 1 HAVING count(*) = 1"
    )
    return dict(rows.fetchall())
