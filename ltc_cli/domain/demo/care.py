"""What the demo year costs, what it was meant to cost, and what its customers say when they are asked."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from ltc_cli.book import Book
from ltc_cli.clock import add_months, bucket, local_date
from ltc_cli.domain import budget, cost, survey
from ltc_cli.domain.demo.cash import Story

_QUARTER = {"marketing": "6000", "sales": "13500", "admin": "3600"}
"""What a function may cost in a quarter."""
_BACK = 30
"""Days after which bills are due."""
_PRAISE = ("they listen", "quick and clear", "good work, on time", "our team uses it daily")
_BLAME = ("it took too long", "the bill was a surprise", "hard to reach anybody")


def stories(book: Book) -> Iterator[tuple[float, str, Story]]:
    """Spending month by month, and a survey every quarter, with the day each begins on and who lives it."""
    yield 0.2, "Ada", _spending(book)
    yield 60, "Mia", _asking(book)


def _spending(book: Book) -> Story:
    """On the first of every month its costs; on that of a quarter a budget for it."""
    channels = [channel.id for channel in book.process.channels]
    month = 0
    while True:
        first = add_months(book.clock.today.replace(day=1), 1)
        yield (first - book.clock.today).days
        first = book.clock.today.replace(day=1)
        last = add_months(first, 1) - timedelta(days=1)
        span = {"since": first.isoformat(), "until": last.isoformat()}
        if first.month % 3 == 1:
            quarter = bucket(first, "quarter", book.process.fiscal_year_start)
            for function, planned in _QUARTER.items():
                budget.put(book, budget.Given(function, planned, period=quarter))
        due = (first + timedelta(days=_BACK)).isoformat()
        with book.operation("cost add"):
            for number in [row[0] for row in book.conn.execute("SELECT id FROM cost WHERE due < ?", (due,)).fetchall()]:
                book.update("cost", number, {"paid": (first - timedelta(days=2)).isoformat()})
            for name, function, amount, more in (
                ("Search ads", "marketing", 780 + 25 * month, {"channel": channels[1 % len(channels)], "line": "ads"}),
                ("Social ads", "marketing", 520 + 15 * month, {"channel": channels[2 % len(channels)], "line": "ads"}),
                ("Mail service", "marketing", 120, {"channel": channels[-2]}),
                ("Website", "marketing", 240, {}),
                ("Sales pay", "sales", 4300, {}),
                ("Travel to customers", "fulfilment", 310 + 40 * (month % 3), {}),
                ("Office", "admin", 1150, {"due": due}),
            ):
                cost.add(book, {"name": name, "function": function, "amount": str(amount), **span, **more})
        month += 1


def _asking(book: Book) -> Story:
    """In the last month of every quarter all customers are asked; about half of them answer within two weeks."""
    while True:
        chance = Random(f"wave {book.clock.today}")
        wave = bucket(book.clock.today, "quarter", book.process.fiscal_year_start)
        customers = book.conn.execute(
            "SELECT account_id, min(confirmed_ms) FROM sales_order WHERE confirmed_ms IS NOT NULL "
            "GROUP BY account_id ORDER BY account_id"
        ).fetchall()
        if customers:
            survey.invite(book, "nps", wave, len(customers))
        for number, since in customers:
            yield chance.random()
            if chance.random() < 0.6:
                score = min(10, max(0, round(chance.gauss(8.3, 1.8))))
                said = chance.choice(_PRAISE if score >= 9 else _BLAME) if score >= 9 or score <= 6 else None
                survey.record(book, survey.Given("nps", str(score), account=f"A{number}", wave=wave, comment=said))
                stars = min(5, max(1, round(chance.gauss(4.2, 0.8))))
                old = (book.clock.today - local_date(since, book.clock.tz)).days > _BACK
                occasion = None if old else "first order"
                survey.record(
                    book, survey.Given("csat", str(stars), account=f"A{number}", wave=wave, occasion=occasion)
                )
        ahead = add_months(book.clock.today.replace(day=1), 3)
        yield (ahead - book.clock.today).days + 4
