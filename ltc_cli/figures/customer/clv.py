"""What customers are worth: what they brought (C2), what they will if they stay as they did (C3), or buy on (C4)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import Period, add_months, local_date
from ltc_cli.domain import account, query
from ltc_cli.domain.noun import ref
from ltc_cli.errors import BadUsage
from ltc_cli.figures.cost.earned import Sold, sold
from ltc_cli.figures.cost.spend import serving
from ltc_cli.figures.customer import customers, foresight
from ltc_cli.figures.customer.purchase import purchases, since, wins
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import Ask, end_day, rate, rate_status, report, span_words
from ltc_cli.money import Money, exponent
from ltc_cli.money import words as money_words
from ltc_cli.shape import Column, Listing, Rate, Report
from ltc_cli.stats import lifetime
from ltc_cli.words import say

_YEARS = 5
"""How far the formula looks: beyond it a small churn makes anything of a customer."""


class Worth(NamedTuple):
    """What one customer brought until the day the report is as of, in the currency of the business."""

    account: int
    name: str
    since: str
    orders: int
    net: int
    margin: int | None
    """None: some of its costs are not known, and the process gives no margin."""
    served: int
    """What it cost to serve this customer in particular."""
    estimated: bool
    year: int | None
    """What the first twelve months brought, once they are over."""

    @property
    def value(self) -> int | None:
        return None if self.margin is None else self.margin - self.served


def clv(book: Book, asked: Ask) -> Report:
    """A row a customer, the most valuable first; on the basis of the formula, the usual customer."""
    if asked.by:
        raise BadUsage("clv is told customer by customer.", "Leave --by out.")
    if asked.basis == "formula":
        if asked.period.since or asked.period.until:
            raise BadUsage("the formula looks at the year up to a day.", "ltc report clv --basis formula --as-of DATE")
        return _formula(book, asked)
    rates = Rates(book)
    found = _worths(book, asked, rates)
    return (
        _predicted(book, asked, found, rates) if asked.basis == "predictive" else _historic(book, asked, found, rates)
    )


def clv_rows(book: Book, asked: Ask) -> Listing:
    """What every customer bought, what of it is earned, and what it cost."""
    columns = (
        Column("customer", "ref"), Column("ref", "ref"), Column("net_revenue", "money"), Column("cost", "money"),
        Column("known", "yesno"), Column("currency", shown=False),
    )  # fmt: skip
    rows = []
    wanted = {each.account for each in _worths(book, asked, Rates(book))}
    rates = Rates(book)
    for each in sold(book, purchases(book, rates), rates):
        if each.account in wanted:
            net, cost, known = each.upto(end_day(book))
            key = ref("account", each.account), ref(each.entity, each.number)
            rows.append((*key, net, cost, int(known), book.process.currency))
    return Listing("sale", columns, rows)


def _worths(book: Book, asked: Ask, rates: Rates) -> list[Worth]:
    """Those who became customers in the period, with what they brought by the end the report sees."""
    begin, last = customers.bounds(book, asked)
    won = wins(book)
    bought = purchases(book, rates)
    first, tz, end = since(won, bought), book.clock.tz, end_day(book)
    counts: dict[int, int] = {}
    for each in bought:
        counts[each.account] = counts.get(each.account, 0) + 1
    sales: dict[int, list[Sold]] = {}
    for sale in sold(book, bought, rates):
        sales.setdefault(sale.account, []).append(sale)
    served = {number: sum(each.upto(end) for each in costs) for number, costs in serving(book, rates).items()}
    whoever = account.SOURCE._replace(born="")  # one may have bought before its record was made
    found = []
    for number, name in book.conn.execute(*query.select(book, whoever, "account.id, account.name", [], asked.where)):
        if number in first:
            begun = local_date(first[number], tz)
            if not begin <= begun.isoformat() <= last:
                continue
            mine = sales.get(number, [])
            net, margin, estimated = _sums(mine, end)
            year = add_months(begun, foresight.MONTHS) - timedelta(days=1)
            early = _sums(mine, year.isoformat())[1] if year.isoformat() <= end else None
            found.append(
                Worth(number, name, begun.isoformat(), counts.get(number, 0), net, margin, served.get(number, 0),
                      estimated, early)
            )  # fmt: skip
    return found


def _sums(sales: Sequence[Sold], day: str) -> tuple[int, int | None, bool]:
    """Revenue and margin up to a day, and whether some of the margin is an estimate."""
    earned = [sale.upto(day) for sale in sales]
    net = sum(each.net for each in earned)
    costs = [each.cost for each in earned]
    known = [cost for cost in costs if cost is not None]
    return net, net - sum(known) if len(known) == len(costs) else None, not all(each.known for each in earned)


def _historic(book: Book, asked: Ask, found: list[Worth], rates: Rates) -> Report:
    found.sort(key=lambda each: (-(each.value if each.value is not None else each.net), each.account))
    rows = [
        (ref("account", each.account), each.name, each.since, each.orders, each.net, each.margin, each.served,
         each.value, each.year)
        for each in found
    ]  # fmt: skip
    valued = [each.value for each in found if each.value is not None]
    years = [each.year for each in found if each.year is not None]
    totals = {
        "customers": len(found), "orders": sum(each.orders for each in found),
        "net_revenue": sum(each.net for each in found),
        "margin": sum(each.margin for each in found if each.margin is not None) if valued else None,
        "cost_to_serve": sum(each.served for each in found),
        "clv": _mean(valued), "valued": len(valued), "clv_12m": _mean(years), "mature": len(years),
    }  # fmt: skip
    unknown = len(found) - len(valued)
    return report(
        book,
        asked,
        (
            Column("customer", "ref"), Column("name"), Column("since", "date"), Column("orders", "count"),
            Column("net_revenue", "money", label="net revenue"), Column("margin", "money"),
            Column("cost_to_serve", "money", label="cost to serve"), Column("clv", "money", label="value"),
            Column("clv_12m", "money", label="first year"),
        ),
        rows,
        totals,
        total_kinds=dict.fromkeys(("customers", "valued", "mature"), "count"),
        excluded={**rates.missing, "cost_unknown": unknown},
        status="undefined" if not valued else "partial" if rates.missing or unknown else _few(len(valued)),
        title=" · ".join(filter(None, (say("What customers brought"), span_words(asked)))),
        notes=_notes(found, unknown),
    )._replace(footed=False)  # fmt: skip  # the mean of a customer would stand under values as if it were their sum


def _notes(found: Sequence[Worth], unknown: int) -> list[str]:
    notes = [say("Value = margin − cost to serve, up to now; in the totals the mean of a customer.")]
    if unknown:
        notes.append(say("{n} have costs that are not known: give the process value: {{margin: 40%}}.", n=unknown))
    elif any(each.estimated for each in found):
        notes.append(say("Where a cost is not known the margin is that of the process."))
    return notes


def _formula(book: Book, asked: Ask) -> Report:
    """The usual customer: who of those of a year ago stayed, and the margin of one who did."""
    end = date.fromisoformat(end_day(book))
    year = asked._replace(period=Period(add_months(end, -12) + timedelta(days=1), end, "", "span"))
    base = customers.read(book, year, [])
    stand = customers.standings(book, year, base)
    start = [each for each in stand if "active_start" in each.states]
    stayed = {each.life.account for each in start if "bought" in each.states}
    rates = Rates(book)
    margin = _margin(book, rates, stayed, (add_months(end, -12).isoformat(), end.isoformat()))
    share = rate(len(stayed), len(start))
    discount = percent(book.process.value.discount)
    low, value, high = (_by_formula(margin, each, discount) for each in (share[1], share[0], share[2]))
    five = _by_formula(margin, share[0], discount, _YEARS)
    now = None if value is None or margin is None else value + round(margin)
    columns = (
        Column("customers", "count", label="a year ago"), Column("retained", "count", label="stayed"),
        Column("retention", "ratio"), Column("ci_low", "ratio"), Column("ci_high", "ratio"),
        Column("margin", "money", label="margin a year"), Column("discount", "ratio"),
        Column("clv", "money", label="value"), Column("clv_low", "money", label="at least"),
        Column("clv_high", "money", label="at most"),
        Column("clv_first_now", "money", label="with this year"), Column("clv_5y", "money", label="in five years"),
    )  # fmt: skip
    row = (
        len(start), len(stayed), *share, None if margin is None else round(margin), discount, value, low, high, now,
        five,
    )  # fmt: skip
    return report(
        book,
        asked,
        columns,
        [row],
        dict(zip([column.name for column in columns], row, strict=True)),
        excluded=rates.missing,
        status="undefined" if value is None else rate_status(len(start)),
        title=say("What the usual customer will bring"),
        notes=[
            say("Value = m · r / (1 + d − r): the first margin comes in a year, from those who stay."),
            *_beside(book.process.currency or "", (low, high, now, five)),
        ],
    )._replace(rates=(Rate("retention", "ci_low", "ci_high", "retained", "customers"),))


def _beside(currency: str, amounts: Sequence[int | None]) -> list[str]:
    """The other forms of the value, which a narrow terminal has no columns for."""
    low, high, now, five = ("–" if each is None else money_words(Money(each, currency)) for each in amounts)
    return [
        say("With the margin of this year, received now: {amount}. In five years: {capped}.", amount=now, capped=five),
        say("At the ends of the interval of the retention: {low} to {high}.", low=low, high=high),
    ]


def _margin(book: Book, rates: Rates, accounts: set[int], ends: tuple[str, str]) -> float | None:
    """What a customer's margin was between the ends of two days, on average; None where a cost is not known."""
    sums = 0
    for sale in sold(book, purchases(book, rates), rates):
        if sale.account in accounts:
            before, after = map(sale.upto, ends)
            if before.cost is None or after.cost is None:
                return None
            sums += after.net - after.cost - (before.net - before.cost)
    return sums / len(accounts) if accounts else None


def _by_formula(
    margin: float | None, retention: float | None, discount: float, periods: int | None = None
) -> int | None:
    if margin is None or retention is None:
        return None
    value = lifetime.retention_value(margin, retention, discount, periods=periods)
    return None if value is None else round(value)


def _predicted(book: Book, asked: Ask, found: list[Worth], rates: Rates) -> Report:
    end, currency = end_day(book), book.process.currency or ""
    fitted = foresight.fit(purchases(book, Rates(book)), end, currency)
    unit = 10 ** exponent(currency) if currency else 1
    share = _margin_share(book, found)
    told = foresight.ahead(fitted, share if share is not None else 1.0, percent(book.process.value.discount))
    rows = [_ahead_row(each, told.get(each.account), share, unit) for each in found]
    rows.sort(key=lambda row: (-(row[9] or 0), -(row[6] or 0), int(row[0][1:])))
    values = [row[9] for row in rows if row[9] is not None]
    revenues = [row[8] for row in rows if row[8] is not None]
    return report(
        book,
        asked,
        (
            Column("customer", "ref"), Column("name"), Column("orders", "count"),
            Column("net_revenue", "money", label="net revenue"), Column("margin", "money"),
            Column("p_alive", "ratio", label="still buys"), Column("expected_purchases", "number", label="purchases"),
            Column("expected_spend", "money", label="each"), Column("expected_revenue", "money", label="revenue"),
            Column("clv", "money", label="value"),
        ),
        rows,
        {
            "customers": len(found), "clv": _mean(values),
            "expected_revenue": sum(revenues) if revenues else None, "margin_share": share,
            **_parameters(fitted),
        },
        total_kinds=_KINDS,
        excluded=rates.missing,
        status="undefined" if fitted.why else "partial" if share is None or rates.missing else "ok",
        warnings=[fitted.why] if fitted.why else [],
        title=" · ".join(filter(None, (say("What customers will buy in a year"), span_words(asked)))),
        notes=_told_of(fitted, share),
    )._replace(silent=tuple(name for name in _KINDS if name not in ("customers", "expected_revenue")))  # fmt: skip


_KINDS = {
    "customers": "count", "margin_share": "ratio", "expected_revenue": "money", "repeaters": "count",
    **dict.fromkeys(("r", "alpha", "a", "b", "p", "q", "v", "log_likelihood", "correlation", "predicted"), "number"),
    "actual": "count",
}  # fmt: skip


def _parameters(fitted: foresight.Fit) -> dict[str, Any]:
    """What was fitted, in weeks and in the currency's unit, and how well it would have foretold the last third."""
    buying, spending = fitted.buying, fitted.spending
    return {
        "repeaters": sum(each.past.repeats > 0 for each in fitted.buyers),
        **{name: getattr(buying, name, None) for name in ("r", "alpha", "a", "b", "log_likelihood")},
        **{name: getattr(spending, name, None) for name in ("p", "q", "v")},
        "correlation": fitted.correlation,
        "predicted": fitted.predicted,
        "actual": fitted.actual,
    }


def _ahead_row(each: Worth, ahead: foresight.Ahead | None, share: float | None, unit: int) -> tuple[Any, ...]:
    told: tuple[float | int | None, ...] = (None,) * 5
    if ahead is not None:
        told = (
            ahead.alive, ahead.purchases, round(ahead.spend * unit), round(ahead.purchases * ahead.spend * unit),
            None if share is None else round(ahead.value * unit),
        )  # fmt: skip
    return ref("account", each.account), each.name, each.orders, each.net, each.margin, *told


def _told_of(fitted: foresight.Fit, share: float | None) -> list[str]:
    """What the model was held against, or what to ask for instead."""
    if fitted.why:
        return [say("Ask for what they brought (--basis historic), or for the usual customer (--basis formula).")]
    notes = [
        say(
            "Held out: of the last third of the time a model of the first two says {n} purchases, and there were {m}.",
            n=round(fitted.predicted or 0), m=fitted.actual or 0,
        ),
        say("By this model one who never came back cannot have left."),
    ]  # fmt: skip
    if share is None:
        notes.append(say("What is left of it is not known: give the process a margin (value: margin)."))
    return notes


def _margin_share(book: Book, found: Sequence[Worth]) -> float | None:
    """Of all that was earned, the share that is margin; of nothing, that of the process; None: costs are not known."""
    known = [each for each in found if each.margin is not None]
    net = sum(each.net for each in known)
    if net > 0 and len(known) == len(found):
        return sum(each.margin or 0 for each in known) / net
    margin = book.process.value.margin
    return percent(margin) if margin is not None and not any(each.net for each in found) else None


def percent(text: str) -> float:
    """An exact percentage as a share."""
    return float(text) / 100


def _few(count: int) -> str:
    return rate_status(count)


def _mean(values: Sequence[int]) -> int | None:
    return round(sum(values) / len(values)) if values else None
