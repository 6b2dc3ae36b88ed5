"""What amounts and quantities should say: a currency there is, a rate to tell it in, and no more than there was."""

import json
from collections.abc import Iterator

from ltc_cli.book import Book
from ltc_cli.domain import fx
from ltc_cli.domain.quality.rule import Found, Rule, asked, moment, proved, rows
from ltc_cli.money import EXPONENTS

_AMOUNTS = {
    "lead": "amount_minor",
    "deal": "amount_minor",
    "contract": "amount_minor",
    "product": "cost_minor",
    "quote": "total_minor",
    "sales_order": "total_minor",
    "invoice": "total_minor",
    "credit_note": "total_minor",
    "payment": "amount_minor",
}
_STRANGE = " UNION ALL ".join(
    f"SELECT '{table}', id, iif(currency IS NULL, 'has an amount without a currency', "
    f"'has an amount in ' || currency || ', which is no currency') FROM {table} WHERE {amount} IS NOT NULL "
    "AND (currency IS NULL OR currency NOT IN (SELECT value FROM json_each(:known)))"
    for table, amount in _AMOUNTS.items()
)
_FOREIGN = """
SELECT 'deal', id, currency, closed_ms FROM deal
WHERE is_test IS NOT 1 AND amount_minor IS NOT NULL AND currency <> :base AND (kind = 'open' OR kind = 'won')
UNION ALL SELECT 'invoice', id, currency, NULL FROM invoice i WHERE status = 'issued' AND currency <> :base
AND total_minor > coalesce((SELECT sum(a.amount_minor) FROM allocation a WHERE a.invoice_id = i.id), 0)
"""
"""What a report tells in the currency of the business: what was won by its day, what is open by today's rate."""

_LINES = (("quote", "quote_id"), ("sales_order", "order_id"), ("invoice", "invoice_id"), ("shipment", "shipment_id"))
_BELOW = " UNION ALL ".join(
    f"SELECT '{noun}', {key}, 'has a line with a quantity that is not above zero' "
    f"FROM {noun}_line WHERE quantity <= 0 GROUP BY {key}"
    for noun, key in _LINES
)


def _untold(book: Book) -> Iterator[Found]:
    """Amounts of a currency there is not, and those for which no rate is known on the day they are told by."""
    named = moment(book)
    known = json.dumps([*EXPONENTS])
    yield from book.conn.execute(_STRANGE, {"known": known})
    base, today = book.process.currency, str(named["today"])
    rates: dict[tuple[str, str], bool] = {}
    for table, number, currency, closed_ms in book.conn.execute(_FOREIGN, {"base": base}) if base else ():
        day = today if closed_ms is None else book.day(closed_ms)
        if currency in EXPONENTS:
            if (currency, day) not in rates:
                rates[currency, day] = fx.find(book.conn, currency, str(base), day) is not None
            if not rates[currency, day]:
                yield table, number, f"is in {currency}, and there is no rate for {currency}/{base} on {day}"


RULES = (
    Rule(
        "E06",
        "error",
        "More is settled than there was, or before there was anything to settle.",
        ("aging", "dso", "collections"),
        rows("invoice", "payment", "credit_note"),
        proved("settled"),
        "ltc show {ref}",
    ),
    Rule(
        "E07",
        "error",
        "More is delivered or billed of an order than was ordered.",
        ("revenue", "leakage"),
        rows("sales_order"),
        proved("quantities"),
        "ltc show {ref}",
    ),
    Rule(
        "E08",
        "error",
        "A quantity is not above zero on what is no return; stock is not kept here, and not looked at.",
        ("revenue", "leakage"),
        rows(*(noun for noun, _ in _LINES)),
        asked(_BELOW),
        "ltc show {ref}",
    ),
    Rule(
        "E09",
        "error",
        "An amount is in a currency there is not, or for which there is no rate.",
        ("all",),
        rows(*_AMOUNTS),
        _untold,
        "ltc show {ref}",
    ),
)
"""Rules about money and quantities."""
