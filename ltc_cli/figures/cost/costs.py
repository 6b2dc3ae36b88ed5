"""What is spent against what was meant to be, by function and line of the budget (metric dictionary M6)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import Period, add_months, previous
from ltc_cli.domain.cost import FUNCTIONS
from ltc_cli.domain.noun import ref
from ltc_cli.figures.cost.earned import sold
from ltc_cli.figures.cost.spend import Spent, prorated, spent, within
from ltc_cli.figures.cost.volume import Volumes
from ltc_cli.figures.customer.purchase import purchases
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import Ask, end_day, report, span_words
from ltc_cli.money import mul_div_half_up
from ltc_cli.quantity import UNIT
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.stats.series import ENOUGH, signals, xmr_limits
from ltc_cli.words import say

_RATIOS = ("marketing", "sales", "fulfilment")
"""Functions whose share of the net revenue is told."""
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_AMOUNTS = (
    "actual", "budget_whole", "budget", "variance", "flexible", "spending_variance", "volume_variance",
    "price_variance", "quantity_variance",
)  # fmt: skip
_COLUMNS = (
    Column("function"),
    Column("line"),
    Column("actual", "money"),
    Column("budget_whole", "money", label="budget of all of it", shown=False),
    Column("budget", "money"),
    Column("variance", "money"),
    Column("used", "ratio"),
    Column("flexible", "money", label="flexible budget", shown=False),
    Column("spending_variance", "money", label="for spending"),
    Column("volume_variance", "money", label="for volume"),
    Column("price_variance", "money", label="for prices", shown=False),
    Column("quantity_variance", "money", label="for quantities", shown=False),
    Column("signal"),
    Column("status"),
)


class Plan(NamedTuple):
    """A budget's part in the period, in the currency of the business."""

    function: str
    line: str | None
    whole: int
    """For all of the period."""
    minor: int
    """For the days of it that are over."""
    flexible: int
    """For the volume there was."""
    planned: int | None
    """Millionths of what would be bought for the planned volume, in the days that are over."""


class Row(NamedTuple):
    """A function or a line of it."""

    function: str
    line: str | None
    plans: list[Plan]
    costs: list[Spent]


def costs(book: Book, asked: Ask) -> Report:
    """A row a function, or a line of it; what is under the budget is above zero."""
    rates = Rates(book)
    days = within(book, (asked.period.since, asked.period.until))
    volumes = Volumes(book)
    rows = _rows(_plans(book, asked, rates, days, volumes), spent(book, rates, days, where=asked.where))
    earlier = _earlier(book, asked)
    told = [_told(book, asked, row, earlier) for row in rows]
    totals = _totals(told)
    revenue = _net_revenue(book, rates, days)
    by_function: dict[str, int] = {}
    for row in rows:
        for each in row.costs:
            by_function[each.function] = by_function.get(each.function, 0) + each.minor
    for name in _RATIOS:
        totals[f"{name}_ratio"] = by_function[name] / revenue if revenue > 0 and name in by_function else None
    totals |= {
        "net_revenue": revenue,
        "cost_per_order": _each(by_function.get("fulfilment"), volumes("orders", days)),
        "cost_per_unit": _each(by_function.get("production"), volumes("units", days)),
    }
    amounts = ("net_revenue", "cost_per_order", "cost_per_unit", "without_budget")
    return report(
        book,
        asked,
        [column._replace(shown=column.shown and _is_said(column, told)) for column in _COLUMNS],
        told,
        totals,
        total_kinds={
            **dict.fromkeys(amounts, "money"), **{f"{name}_ratio": "ratio" for name in _RATIOS},
        },
        excluded=rates.missing,
        status="undefined" if not rows else "partial" if rates.missing else "ok",
        title=" · ".join(filter(None, (say("Costs"), span_words(asked)))),
        notes=_notes(rows),
    )._replace(silent=("budget_whole", "flexible", "price_variance", "quantity_variance"))  # fmt: skip


def costs_rows(book: Book, asked: Ask) -> Listing:
    """The costs with what of them falls into the period."""
    days = within(book, (asked.period.since, asked.period.until))
    columns = (
        Column("ref", "ref"), Column("name"), Column("function"), Column("line"), Column("amount", "money"),
        Column("currency", shown=False),
    )  # fmt: skip
    currency = book.process.currency
    rows = [
        (ref("cost", each.id), each.name, each.function, each.line, each.minor, currency)
        for each in spent(book, Rates(book), days, where=asked.where)
    ]
    return Listing("spending", columns, rows)


def _plans(book: Book, asked: Ask, rates: Rates, days: tuple[str, str], volumes: Volumes) -> list[Plan]:
    """The budgets of the period, each by those of its days that lie in it."""
    last = asked.period.until.isoformat() if asked.period.until else days[1]
    found = []
    for function, line, since, until, minor, currency, volume, measure, quantity in book.conn.execute(
        "SELECT function, line, since, until, amount_minor, currency, volume, measure, quantity FROM budget "
        "WHERE since <= ? AND until >= ? ORDER BY id",
        (last, days[0]),
    ):
        base = rates(minor, currency, since)
        if base is None:
            continue
        begun = since <= days[1]
        part = prorated(base, since, until, days) if begun else 0
        planned = None if quantity is None or not begun else prorated(quantity, since, until, days)
        flexible = part
        if volume is not None and begun:
            actual = volumes(measure, (max(since, days[0]), min(until, days[1])))
            flexible = mul_div_half_up(base, actual, volume)
        whole = prorated(base, since, until, (days[0], last))
        found.append(Plan(function, line, whole, part, flexible, planned))
    return found


def _rows(plans: Sequence[Plan], costs: Sequence[Spent]) -> list[Row]:
    """What belongs together: a cost of a line that has no budget counts against that of its function as a whole."""
    rows: dict[tuple[str, str | None], Row] = {}
    for plan in plans:
        rows.setdefault((plan.function, plan.line), Row(plan.function, plan.line, [], [])).plans.append(plan)
    planned = set(rows)
    for each in costs:
        whole = (each.function, None)
        key = whole if whole in planned and (each.function, each.line) not in planned else (each.function, each.line)
        rows.setdefault(key, Row(*key, [], [])).costs.append(each)
    return sorted(rows.values(), key=lambda row: (FUNCTIONS.index(row.function), row.line is not None, row.line or ""))


def _told(book: Book, asked: Ask, row: Row, earlier: Sequence[Sequence[Spent]]) -> tuple[Any, ...]:
    """The amounts of a row, whether it stands out, and whether it is not booked yet."""
    actual = sum(each.minor for each in row.costs)
    status = None
    amounts: tuple[Any, ...] = (None,) * 9
    if row.plans:
        whole, budget, flexible = (sum(each) for each in zip(*(plan[2:5] for plan in row.plans), strict=True))
        amounts = (
            whole, budget, budget - actual, actual / whole if whole else None, flexible, flexible - actual,
            budget - flexible, *_prices(row, actual, flexible),
        )  # fmt: skip
        is_over = asked.period.until is not None and asked.period.until.isoformat() < end_day(book)
        status = "not booked" if budget and not row.costs and is_over else None
    return row.function, row.line, actual, *amounts, _signal(row, actual, earlier), status


def _prices(row: Row, actual: int, flexible: int) -> tuple[int | None, int | None]:
    """What of the spending variance prices make, and what quantities; None where not every quantity is known.

    Price: (standard − actual price) · actual quantity; quantity: (allowed − actual quantity) · standard price.
    """
    bought = [each.quantity for each in row.costs]
    known = [quantity for quantity in bought if quantity is not None]
    planned = [plan.planned for plan in row.plans if plan.planned]
    if not known or len(known) < len(bought) or not planned or len(planned) < len(row.plans):
        return None, None
    standard = mul_div_half_up(sum(plan.minor for plan in row.plans), sum(known), sum(planned))
    return standard - actual, flexible - standard


def _signal(row: Row, actual: int, earlier: Sequence[Sequence[Spent]]) -> str | None:
    """Whether it stands out from the eight periods of the same kind before; None where one of them has no such cost."""
    keys = {(each.function, each.line) for each in row.costs}
    before: list[float] = []
    for parts in earlier:
        mine = [each.minor for each in parts if (each.function, each.line) in keys]
        if not mine:
            return None
        before.append(float(sum(mine)))
    return signals([*before, float(actual)], xmr_limits(before))[-1] if before else None


def _earlier(book: Book, asked: Ask) -> list[list[Spent]]:
    """The costs of the eight periods of the same kind before, the oldest first; of another stretch none."""
    if asked.period.kind not in _MONTHS or asked.period.since is None:
        return []
    found: list[list[Spent]] = []
    period = asked.period
    for _ in range(ENOUGH):
        period = _whole(previous(period), asked.period.kind)
        found.insert(0, spent(book, Rates(book), within(book, (period.since, period.until)), where=asked.where))
    return found


def _whole(period: Period, kind: str) -> Period:
    """The period up to its last day, however little of it was compared."""
    assert period.since is not None
    return period._replace(until=add_months(period.since, _MONTHS[kind]) - timedelta(days=1))


def _is_said(column: Column, rows: Sequence[Sequence[Any]]) -> bool:
    """Whether a column of words has any; a budget without lines and a month without a signal leave theirs blank."""
    return bool(column.kind != "text" or any(row[_COLUMNS.index(column)] for row in rows))


def _net_revenue(book: Book, rates: Rates, days: tuple[str, str]) -> int:
    """What was earned without tax, net of credit notes (as in M5)."""
    before = (date.fromisoformat(days[0]) - timedelta(days=1)).isoformat() if days[0] else ""
    sales = [sale for sale in sold(book, purchases(book, rates), rates) if not sale.lost]
    return sum(sale.upto(days[1]).net - (sale.upto(before).net if before else 0) for sale in sales)


def _totals(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Sums of the rows; what was spent without a budget is among the actual, and told apart."""
    at = {column.name: place for place, column in enumerate(_COLUMNS)}
    found: dict[str, Any] = {}
    for name in _AMOUNTS:
        values = [row[at[name]] for row in rows if row[at[name]] is not None]
        found[name] = sum(values) if values or name == "actual" else None
    planned = sum(row[at["actual"]] for row in rows if row[at["budget"]] is not None)
    found["used"] = planned / found["budget_whole"] if found["budget_whole"] else None
    found["without_budget"] = found["actual"] - planned
    return found


def _each(minor: int | None, volume: int) -> int | None:
    return mul_div_half_up(minor, UNIT, volume) if minor is not None and volume > 0 else None


def _notes(rows: Sequence[Row]) -> list[str]:
    if not any(row.plans for row in rows):
        told = say("No budget is set: ltc budget set --function marketing --amount 9k --period 2026-Q1")
        return [told] if rows else []
    return [
        say("Budgets by the days that are over, used of the whole. Variance = budget − actual: above zero is good."),
        say("For spending: against what the volume there was would have allowed; for volume: the rest."),
    ]
