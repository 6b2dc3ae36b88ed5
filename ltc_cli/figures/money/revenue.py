"""What was sold, billed, earned and received: four figures that are all called revenue (metric dictionary M1)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ltc_cli.book import Book
from ltc_cli.clock import bucket
from ltc_cli.domain import fx
from ltc_cli.domain.noun import ref
from ltc_cli.errors import BadUsage
from ltc_cli.figures.money.flows import Buyers, Document, Flow, Parting, Standing, billed, lines_of, standings_of, told
from ltc_cli.figures.money.ledger import Exchange, Seen, open_invoices, seen, unapplied_notes, unapplied_payments
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import UNITS, Ask, report, span_words
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import say

FLOWS = ("booked", "billed", "recognised", "collected")
BALANCES = ("deferred", "unbilled", "receivable", "backlog", "remaining", "fx_billed", "fx_collected")


def revenue(book: Book, asked: Ask) -> Report:
    """Booked, billed, recognised and collected by period, with the balances between them as of the last day."""
    unit, names = _unit(asked)
    sight, buyers, rates = seen(book, asked.period.until), Buyers(book, names, asked.where), Rates(book)
    flows, standings, fx_billed = told(book, sight, buyers, rates, Parting(unit, (asked.period.since,)))
    since = asked.period.since.isoformat() if asked.period.since else ""
    shown = [flow for flow in flows if flow.day >= since]
    whole, sums = _sums(flows), _sums(shown)
    balances = {
        **_balances(book, standings),
        "receivable": _receivable(book, sight, buyers),
        "backlog": whole["booked"] - whole["billed"] + fx_billed,
        "remaining": whole["booked"] - whole["recognised"],
        "fx_billed": fx_billed,
        "fx_collected": _exchanged(book, sight, buyers),
    }
    rows = _rows(book, asked, unit, shown)
    answer = report(
        book,
        asked,
        (*_heads(asked, unit), *(Column(kind, "money") for kind in FLOWS)),
        rows,
        {**{kind: sums[kind] for kind in FLOWS}, **{name: balances[name] for name in BALANCES}},
        total_kinds=dict.fromkeys(BALANCES, "money"),
        excluded=rates.missing,
        status="partial" if rates.missing else "ok" if rows else "undefined",
        title=" · ".join(filter(None, (say("Revenue"), span_words(asked)))),
        notes=[
            say("Without tax, but collected and the receivable with it; each at the rate of its own day."),
            say("A management view, not a statutory ledger."),
        ],
    )
    return answer if sight.ms is not None else answer._replace(as_of=sight.day)


def _sums(flows: Iterable[Flow]) -> Counter[str]:
    found: Counter[str] = Counter()
    for flow in flows:
        found[flow.kind] += flow.minor
    return found


def revenue_rows(book: Book, asked: Ask) -> Listing:
    """What is booked, billed and earned of each order and of each invoice without one, in its own currency."""
    columns = (
        Column("ref", "ref"), Column("booked", "money"), Column("billed", "money"), Column("recognised", "money"),
        Column("currency", shown=False),
    )  # fmt: skip
    _, names = _unit(asked)
    sight, buyers = seen(book, asked.period.until), Buyers(book, names, asked.where)
    standings = standings_of(lines_of(book, sight, buyers), sight)
    _ = list(billed(book, sight, buyers, standings, Counter(), Rates(book)))
    rows = [
        (ref(*key), each.booked, each.billed, each.recognised, each.currency)
        for key, each in sorted(standings.items(), key=lambda item: (item[0][0] == "invoice", item[0][1]))
    ]
    return Listing("sale", columns, rows)


def _exchanged(book: Book, sight: Seen, buyers: Buyers) -> int:
    """What the rates changed between the invoices and their payments: as it was booked, or in the currency told."""
    base, posted = book.process.currency or "", fx.Posted(book)
    kept = "p.base_currency = :told AND i.base_currency = :told"
    joined = (
        "FROM allocation a JOIN payment p ON p.id = a.payment_id JOIN invoice i ON i.id = a.invoice_id "
        f"WHERE a.kind = 'payment' AND {sight.sql('a.on_day', 'a.effective_ms')}"
    )
    found = 0
    for buyer, minor in book.conn.execute(
        f"SELECT i.account_id, sum(a.realised_minor) {joined} AND a.realised_minor <> 0 AND {kept} GROUP BY 1",
        {"told": base},
    ):
        found += minor if buyers.key(buyer) is not None else 0
    for buyer, taken, settled, *terms in book.conn.execute(
        "SELECT i.account_id, a.source_minor, a.amount_minor, p.currency, p.rate, p.base_currency, p.received_on, "
        f"i.currency, i.rate, i.base_currency, i.issued_on {joined} AND NOT ({kept})",
        {"told": base},
    ):
        paid, owed = posted(*terms[:4]), posted(*terms[4:])
        if buyers.key(buyer) is not None and paid is not None and owed is not None:
            found += fx.convert(taken, terms[0], base, paid) - fx.convert(settled, terms[4], base, owed)
    return found


def _balances(book: Book, standings: Mapping[Document, Standing]) -> dict[str, int]:
    """Billed and not earned, and earned and not billed, order by order: the one never hides the other."""
    base = book.process.currency or ""
    found = {"deferred": 0, "unbilled": 0}
    for each in standings.values():
        if each.rate is not None:
            ahead = fx.convert(each.billed - each.recognised, each.currency, base, each.rate)
            found["deferred" if ahead > 0 else "unbilled"] += abs(ahead)
    return found


def _receivable(book: Book, sight: Seen, buyers: Buyers) -> int:
    """The ledger at the documents' own rates."""
    exchange = Exchange(book)
    owed = sum(
        exchange(each.open, each.currency, each.rate) or 0
        for each in open_invoices(book, sight)
        if buyers.key(each.account_id) is not None
    )
    waiting = [*unapplied_notes(book, sight), *(unapplied_payments(book, sight) or ())]
    return owed - sum(
        exchange(each.left, each.currency, each.rate) or 0
        for each in waiting
        if buyers.key(each.account_id) is not None
    )


def _unit(asked: Ask) -> tuple[str, tuple[str, ...]]:
    """The unit of time, if there is one, and what customers are split by; raises `BadUsage` for two units."""
    units = [name for name in asked.by if name in UNITS]
    if len(units) > 1:
        raise BadUsage(f"the period is split once, not by {' and by '.join(units)}.", "Name one of them.")
    return (units[0] if units else ""), tuple(name for name in asked.by if name not in UNITS)


def _heads(asked: Ask, unit: str) -> list[Column]:
    """The columns of what it is split by, in the order that was asked."""
    return [Column("period", label=unit) if name == unit else Column(name) for name in asked.by]


def _rows(book: Book, asked: Ask, unit: str, shown: Sequence[Flow]) -> list[tuple[Any, ...]]:
    """A row for all that it is split by; of time alone, empty periods too."""
    sums: dict[tuple[str, ...], Counter[str]] = {}
    names = _named(book, unit, shown)
    if asked.by == (unit,):
        sums = {(name,): Counter() for name in names.values()}
    place = asked.by.index(unit) if unit else 0
    for flow in shown:
        key = (*flow.key[:place], names[flow.day], *flow.key[place:]) if unit else flow.key
        sums.setdefault(key, Counter())[flow.kind] += flow.minor
    ordered = list(sums.items()) if asked.by == (unit,) else sorted(sums.items(), key=lambda item: item[0])
    if not unit:
        ordered.sort(key=lambda item: -item[1]["booked"])
    return [(*key, *(found[kind] for kind in FLOWS)) for key, found in ordered]


def _named(book: Book, unit: str, shown: Sequence[Flow]) -> dict[str, str]:
    """The period of every day from the first to the last in which something happened, in order."""
    if not shown or not unit:
        return {}
    day, last = (date.fromisoformat(pick(flow.day for flow in shown)) for pick in (min, max))
    days = (day + timedelta(days=number) for number in range((last - day).days + 1))
    return {each.isoformat(): bucket(each, unit, book.process.fiscal_year_start) for each in days}
