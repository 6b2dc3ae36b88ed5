"""What each channel costs and brings: CPL, CAC, ROMI, LTV:CAC and payback (metric dictionary L4 to L7, C5)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from ltc_cli import metrics
from ltc_cli.book import Book
from ltc_cli.clock import add_months
from ltc_cli.domain import lead
from ltc_cli.domain.noun import ref
from ltc_cli.domain.outcome import outcomes
from ltc_cli.domain.query import Condition
from ltc_cli.figures import REPORTS
from ltc_cli.figures.cost.acquired import YEAR, Customer, Values, acquired
from ltc_cli.figures.cost.payback import Held, payback, weights
from ltc_cli.figures.cost.spend import ACQUISITION, UNALLOCATED, Allocated, Spent, by_channel, spent, within
from ltc_cli.figures.dimension import UNKNOWN, Dimension, dimensions
from ltc_cli.figures.lead import attribution, cohort, maturity
from ltc_cli.figures.lead.attribution import cases, plain
from ltc_cli.figures.lead.funnel import furthest
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import LAGGED, Ask, rate_status, report, span_words, window
from ltc_cli.money import mul_div_half_up
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.turn import Turn
from ltc_cli.words import say

_MONTH_DAYS = 365.25 / 12
_COLUMNS = (
    Column("leads", "count"), Column("qualified", "count", shown=False), Column("opportunities", "count", shown=False),
    Column("marketing", "money", shown=False), Column("sales", "money", shown=False), Column("cost", "money"),
    Column("customers", "count"), Column("cpl", "money", label="CPL"),
    Column("cost_per_qualified", "money", shown=False), Column("cost_per_opportunity", "money", shown=False),
    Column("cac_direct", "money", label="direct CAC"), Column("cac", "money", label="CAC"),
    Column("margin", "money", label="first-year margin", shown=False), Column("romi", "ratio", label="ROMI"),
    Column("ltv", "money", label="first-year value", shown=False),
    Column("ltv_cac", "number", label="LTV:CAC"), Column("payback_months", "number", label="payback months"),
    Column("payback", label="pays back", shown=False), Column("first_year", "count", shown=False),
    Column("status", shown=False),
)  # fmt: skip


class Came(NamedTuple):
    """Leads of a span, some of them in parts."""

    leads: int | Fraction
    qualified: int | Fraction
    opportunities: int | Fraction


class Cell(NamedTuple):
    """What a channel, or all of them, cost and brought."""

    came: Came
    marketing: int
    sales: int
    direct: int
    customers: list[Held]


class Found(NamedTuple):
    """The answer by channel: ids of channels, None for the unknown one, UNALLOCATED for what nothing drives."""

    cells: dict[int | None, Cell]
    costs: list[Spent]
    customers: list[Customer]
    lag: int
    values: Values
    missing: dict[str, Any]


def channels(book: Book, asked: Ask) -> Report:
    """A row a channel, those that cost most first; the whole beneath."""
    found = _found(book, asked)
    recorded = any(each.function in ACQUISITION and each.account is None for each in found.costs)
    young = asked.basis == "cohort" and bool(maturity.young(book, asked, cohort.WON))
    names = _names(book)
    rows = [
        (names[key], *_figures(cell, found.values, recorded=recorded, young=young))
        for key, cell in sorted(found.cells.items(), key=lambda item: _order(item, names))
    ]
    everything = _sum(found)
    whole = _figures(everything, found.values, recorded=recorded, young=young)
    totals: dict[str, Any] = dict(zip([column.name for column in _COLUMNS], whole, strict=True))
    status = totals.pop("status")
    unknown = sum(found.values.margin(each.account, YEAR) is None for each in found.customers)
    if asked.basis == LAGGED:
        totals["lag_months"] = found.lag
    return report(
        book,
        asked,
        (*(each.column for each in dimensions(book, lead.SOURCE, ("channel",), "lead.created_ms")), *_COLUMNS),
        rows,
        totals,
        total_kinds={"lag_months": "count"},
        excluded={
            **found.missing, "cost_unknown": unknown,
            "serving_customers": sum(each.account is not None for each in found.costs),
        },
        status="undefined" if not recorded else "partial" if found.missing or unknown else status,
        warnings=_warnings(book, asked, totals, recorded=recorded),
        title=" · ".join(filter(None, (say("Channels"), span_words(asked)))),
        notes=_notes(asked, found, totals, names, unknown),
    )._replace(silent=("qualified", "opportunities", "first_year", "payback", "marketing", "sales"))  # fmt: skip


def channels_rows(book: Book, asked: Ask) -> Listing:
    """The costs of the span with what of them falls into it, and the customers that were won."""
    found = _found(book, asked)
    names = _names(book)
    columns = (
        Column("ref", "ref"), Column("what"), Column("channel"), Column("amount", "money"),
        Column("currency", shown=False), Column("since", "instant"), Column("counted", "yesno"), Column("why"),
    )  # fmt: skip
    currency = book.process.currency
    rows: list[tuple[Any, ...]] = []
    for each in found.costs:
        why = "serves a customer" if each.account is not None else ""
        if each.function not in ACQUISITION:
            why = "does not win customers"
        channel = names[each.channel] if each.channel is not None else "(shared)"
        counted = int(not why)
        rows.append((ref("cost", each.id), each.function, channel, each.minor, currency, None, counted, why))
    for key, cell in found.cells.items():
        for held in cell.customers:
            why = "" if held.part == 1 else f"{float(held.part):.1%} of it"
            rows.append(
                (ref("account", held.account), "customer", names[key], None, None, held.customer.since_ms, 1, why)
            )
    return Listing("acquisition", columns, rows)


def _found(book: Book, asked: Ask) -> Found:
    lag = _lag(book, asked)
    period = asked.period
    span = period._replace(
        since=add_months(period.since, -lag) if period.since else None,
        until=_back(period.until, lag) if period.until else _back(date.fromisoformat(metrics.end_day(book)), lag),
    )
    spending = asked._replace(period=span if lag else period, where=None)
    rates = Rates(book)
    costs = spent(book, rates, within(book, (spending.period.since, spending.period.until)))
    (by,) = dimensions(book, lead.SOURCE, ("channel",), "lead.created_ms")
    given = attribution.credited(book, asked, by)
    customers = _new(book, asked)
    won = _held(customers, given)
    came = _came(book, spending, by)
    drivers = {
        "leads": _weights({key: each.leads for key, each in came.items()}),
        "opportunities": _weights(_opportunities(book, spending, given)),
        "customers": _weights({key: sum(each.part for each in held) for key, held in won.items()}),
    }
    marketing, sales = (by_channel(costs, function, drivers) for function in ACQUISITION)
    return Found(_cells(came, (marketing, sales), won), costs, customers, lag, Values(book, customers), rates.missing)


def _weights(parts: Mapping[int | None, int | Fraction]) -> dict[int | None, int]:
    return dict(zip(parts, weights([*parts.values()]), strict=True))


def _held(customers: Sequence[Customer], given: Mapping[int, attribution.Credit]) -> dict[int | None, list[Held]]:
    """The customers by channel: of the lead whose deal was won first, in the parts that the lead is in."""
    found: dict[int | None, list[Held]] = {}
    for each in customers:
        parts = given.get(each.lead or 0, {each.channel: 1})
        for channel in parts:
            found.setdefault(channel, []).append(Held(each, channel, parts))
    return found


def _cells(
    came: Mapping[int | None, Came], costs: tuple[Allocated, Allocated], won: Mapping[int | None, list[Held]]
) -> dict[int | None, Cell]:
    marketing, sales = costs
    return {
        key: Cell(
            came.get(key, Came(0, 0, 0)), marketing.all.get(key, 0), sales.all.get(key, 0),
            marketing.direct.get(key, 0) + sales.direct.get(key, 0), won.get(key, []),
        )
        for key in dict.fromkeys([*came, *marketing.all, *sales.all, *won])
    }  # fmt: skip


def _lag(book: Book, asked: Ask) -> int:
    """Months by which costs come before customers: as asked, else the usual way from lead to decision."""
    if asked.basis != LAGGED:
        return 0
    if asked.turn.lag is not None:
        return asked.turn.lag
    days = _usual_days(book, asked)
    return round(days / _MONTH_DAYS) if days is not None else 0


def _usual_days(book: Book, asked: Ask) -> float | None:
    """The median time from a lead to the decision of its deal, open deals among them; None where too few are closed."""
    ever = asked.period._replace(since=None, until=None, label="", kind="all")
    metric = REPORTS["cycle"]
    told = metrics.answer(book, Ask(metric, ever, (), None, metric.basis, Turn(start="lead")))
    days: float | None = told.totals["median_days"]
    return days


def _back(day: date, months: int) -> date:
    """So many months earlier; from the last day of a month to the last day of one."""
    moved = add_months(day, -months)
    return moved.replace(day=1).replace(day=_last(moved)) if day.day == _last(day) else moved


def _last(day: date) -> int:
    return (add_months(day.replace(day=1), 1) - day.replace(day=1)).days


def _new(book: Book, asked: Ask) -> list[Customer]:
    """The customers won in the period; of a cohort, those whose lead was created in it, whenever they were won."""
    first, last = asked.period.bounds(book.clock.tz)
    by_lead = asked.basis == "cohort"
    found = []
    for each in acquired(book):
        at = each.lead_ms if by_lead else each.since_ms
        if at is not None and (first is None or at >= first) and (last is None or at < last):
            found.append(each)
    return found


def _came(book: Book, asked: Ask, by: Dimension) -> dict[int | None, Came]:
    """Leads created in the span by channel, those of them that were qualified, and those that have a deal."""
    found: dict[int | None, list[int | Fraction]] = {}
    counts = attribution.of_cohort(book, asked, [by], cohort.cohort(book, asked, [by]))
    for ((channel,), flags), count in counts.items():
        cell = found.setdefault(channel, [0, 0, 0])
        cell[0] += count
        cell[1] += count * (furthest(flags) > 0)
        cell[2] += count * bool(flags & cohort.DEAL)
    return {key: Came(*cell) for key, cell in found.items()}


def _opportunities(book: Book, asked: Ask, given: Mapping[int, attribution.Credit]) -> dict[int | None, int | Fraction]:
    """Deals created in the span by channel, in the parts that their leads are in."""
    conditions = [*window(book, asked, "created_ms"), Condition("is_test IS NOT 1")]
    clause = " AND ".join(each.sql for each in conditions)
    values = [value for each in conditions for value in each.values]
    void = {number for number, end in outcomes(book).items() if end.kind == "void"}
    rows = book.conn.execute(f"SELECT id, channel_id, lead_id FROM deal WHERE {clause}", values)
    real = Counter((channel, led if led in given else 0) for number, channel, led in rows if number not in void)
    found: dict[int | None, int | Fraction] = {}
    for (channel, led), n in real.items():
        for key, part in (given[led] if led else {channel: 1}).items():
            found[key] = found.get(key, 0) + n * part
    return found


def _sum(found: Found) -> Cell:
    every = list(found.cells.values())
    return Cell(
        Came(*map(sum, zip(*(each.came for each in every), strict=True))) if every else Came(0, 0, 0),
        sum(each.marketing for each in every), sum(each.sales for each in every), sum(each.direct for each in every),
        [Held(each, None, {None: 1}) for each in found.customers],
    )  # fmt: skip


def _figures(cell: Cell, values: Values, *, recorded: bool, young: bool) -> tuple[Any, ...]:
    """The row of a channel, in the order of the columns; without any recorded cost nothing is known of costs."""
    cost, n = cell.marketing + cell.sales, sum(each.part for each in cell.customers)
    margins = [(each, values.margin(each.account, YEAR)) for each in cell.customers]
    known = [each.own(margin) for each, margin in margins if margin is not None]
    margin = sum(known) if len(known) == len(margins) and n else None
    served = sum(each.own(values.served(each.account, YEAR)) for each in cell.customers)
    value = None if margin is None else margin - served
    told = recorded and n
    months, how = payback(cell.customers, cost, values) if told and cost > 0 else (None, None)
    status = "undefined" if not told else rate_status(cases(n), immature=young)
    return (
        *map(plain, cell.came), cell.marketing, cell.sales, cost, plain(n),
        *(_each(cell.marketing, count, recorded) for count in cell.came),
        _each(cell.direct, n, recorded), _each(cost, n, recorded),
        margin, (margin - cell.marketing) / cell.marketing if margin is not None and cell.marketing > 0 else None,
        None if value is None else _each(value, n, True), value / cost if value is not None and cost > 0 else None,
        months, how, plain(sum(each.part for each in cell.customers if values.months(each.account) < YEAR)), status,
    )  # fmt: skip


def _each(minor: int, count: int | Fraction, known: bool) -> int | None:
    return mul_div_half_up(minor, count.denominator, count.numerator) if count and known else None


def _names(book: Book) -> dict[int | None, str]:
    return {None: UNKNOWN, UNALLOCATED: "(unallocated)", **dict(book.conn.execute("SELECT id, name FROM channel"))}


def _order(item: tuple[int | None, Cell], names: Mapping[int | None, str]) -> tuple[Any, ...]:
    key, cell = item
    return -(cell.marketing + cell.sales), -cell.came.leads, names[key]


def _warnings(book: Book, asked: Ask, totals: Mapping[str, Any], *, recorded: bool) -> list[str]:
    period = asked.period
    if not recorded:
        return [say("No cost of marketing or sales is recorded for this span: ltc cost add")]
    warnings = []
    if totals["first_year"] and totals["margin"] is not None:
        warnings.append(
            say("{n} of {all} customers are in their first year: what they bring is so far.",
                n=totals["first_year"], all=totals["customers"])
        )  # fmt: skip
    if asked.basis != "period" or period.since is None or period.until is None or not totals["customers"]:
        return warnings
    days = _usual_days(book, asked)
    if days is not None and days > ((period.until - period.since).days + 1) / 2:
        warnings.append(
            say("From a lead to a decision it takes {days} d, more than half of the period: --basis lagged or cohort "
                "fits.", days=f"{days:.0f}")
        )  # fmt: skip
    return warnings


def _notes(
    asked: Ask, found: Found, totals: Mapping[str, Any], names: Mapping[int | None, str], unknown: int
) -> list[str]:
    notes = attribution.notes(asked)
    notes.append(say("Cost = marketing + sales, shared ones by leads and by deals; the whole stands in the last line."))
    if asked.basis == LAGGED:
        notes.append(say("Leads and costs are those of {n} months earlier.", n=found.lag))
    free = [names[key] for key, cell in found.cells.items() if cell.came.leads and not cell.marketing]
    if free and totals["cpl"] is not None:
        notes.append(say("No marketing cost is recorded for {names}.", names=", ".join(sorted(free))))
    if unknown:
        notes.append(
            say("Of {n} customers some costs are not known: give the process value: {{margin: 40%}}.", n=unknown)
        )
    elif totals["ltv_cac"] is not None:
        notes.append(say("A value of three times the cost is a convention, no law."))
    return notes
