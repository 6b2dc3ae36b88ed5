"""What deals should say: an amount, a reason, a close that can still be kept, and each chance once."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from ltc_cli.book import Book
from ltc_cli.clock import local_date
from ltc_cli.domain.quality.rule import Found, Rule, asked
from ltc_cli.stats.robust import outlying_amounts

_COUNTED = "deal WHERE is_test IS NOT 1"
_WON = f"{_COUNTED} AND kind = 'won'"
_LOST = f"{_COUNTED} AND kind = 'lost'"
_OPEN = f"{_COUNTED} AND kind = 'open'"
_PLANNED = f"{_OPEN} AND expected_close IS NOT NULL"
_VALUED = f"{_COUNTED} AND kind <> 'void' AND amount_minor > 0"
_CLUSTERED = 0.5
"""Share of close dates on month ends from which on they are a habit, not a forecast."""
_FEW = 5
"""Fewer close dates are no cluster."""

_ALIKE = f"""
WITH about(id, account_id, created_ms, topic) AS (
  SELECT id, account_id, created_ms, 'title ' || lower(trim(title)) FROM {_OPEN} AND account_id IS NOT NULL
  UNION SELECT d.id, d.account_id, d.created_ms, 'product ' || l.product_id
  FROM (SELECT id, account_id, created_ms FROM {_OPEN} AND account_id IS NOT NULL) d
  JOIN quote q ON q.deal_id = d.id JOIN quote_line l ON l.quote_id = q.id WHERE l.product_id IS NOT NULL
), one_after_another(id, created_ms, before, before_ms) AS (
  SELECT id, created_ms, lag(id) OVER alike, lag(created_ms) OVER alike FROM about
  WINDOW alike AS (PARTITION BY account_id, topic ORDER BY created_ms, id)
)
SELECT 'deal', id, 'is like D' || min(before) || ', which is open too' FROM one_after_another
WHERE created_ms - before_ms <= 30 * 86400000 GROUP BY id
"""
"""Open deals with the one before them of the same account, and of the same title or with a quoted product in common."""


def _month_ends(book: Book) -> Iterator[Found]:
    """Closes planned for the last day of a month: all of them when they are a habit, and those of the month they began.

    A close on the month end of its own creation is what other programs fill in by themselves.
    """
    ends = book.conn.execute(
        f"SELECT id, created_ms, expected_close FROM {_PLANNED} "
        "AND expected_close = date(expected_close, 'start of month', '+1 month', '-1 day') ORDER BY id"
    ).fetchall()
    planned = book.conn.execute(f"SELECT count(*) FROM {_PLANNED}").fetchone()[0]
    clustered = planned >= _FEW and len(ends) > _CLUSTERED * planned
    for number, created_ms, close in ends:
        born = local_date(created_ms, book.clock.tz)
        day = date.fromisoformat(close)
        if (day.year, day.month) == (born.year, born.month):
            yield "deal", number, f"is to close on {close}, the end of the month it was opened in"
        elif clustered:
            yield "deal", number, f"is to close on {close}, a month end as {len(ends)} of {planned} are"


def _far_off(book: Book) -> Iterator[Found]:
    """Deals whose amount is far off the others of its currency, by the median of logarithms (metric dictionary E19)."""
    found = book.conn.execute(f"SELECT currency, id, amount_minor FROM {_VALUED} ORDER BY currency, id")
    for currency, deals in groupby(found, lambda row: str(row[0])):
        numbers, amounts = zip(*((number, minor) for _, number, minor in deals), strict=True)
        for place in outlying_amounts(amounts):
            yield "deal", numbers[place], f"has an amount far off those of the other deals in {currency}"


RULES = (
    Rule(
        "E01",
        "error",
        "A won deal has no amount.",
        ("winrate", "revenue", "pipeline"),
        f"SELECT count(*) FROM {_WON}",
        asked(f"SELECT 'deal', id, 'is won without an amount' FROM {_WON} AND amount_minor IS NULL"),
        "ltc deal edit {ref} amount=9k",
    ),
    Rule(
        "E05",
        "warning",
        "An open deal should have been decided by now.",
        ("pipeline", "winrate"),
        f"SELECT count(*) FROM {_OPEN}",
        asked(
            f"SELECT 'deal', id, 'should have been decided by ' || expected_close FROM {_OPEN} "
            "AND expected_close < :today ORDER BY expected_close, id"
        ),
        "ltc deal edit {ref} expected_close=+30d",
    ),
    Rule(
        "E13",
        "warning",
        "A lost deal does not say why.",
        ("winrate",),
        f"SELECT count(*) FROM {_LOST}",
        asked(f"SELECT 'deal', id, 'is lost without a reason' FROM {_LOST} AND reason IS NULL"),
        "ltc deal reopen {ref} && ltc deal lose {ref} --reason price",
    ),
    Rule(
        "E16",
        "warning",
        "Two open deals of an account within 30 days have the same title or product.",
        ("pipeline",),
        f"SELECT count(*) FROM {_OPEN}",
        asked(_ALIKE),
        "ltc deal void {ref} --reason duplicate",
    ),
    Rule(
        "E18",
        "review",
        "Expected closes cluster on month ends, or stand on the end of the month of creation.",
        ("pipeline",),
        f"SELECT count(*) FROM {_PLANNED}",
        _month_ends,
        "ltc deal edit {ref} expected_close=+30d",
    ),
    Rule(
        "E19",
        "review",
        "An amount is far off the others of its currency.",
        ("winrate", "pipeline", "revenue"),
        f"SELECT count(*) FROM {_VALUED}",
        _far_off,
        "ltc deal show {ref}",
    ),
)
"""Rules about deals."""
