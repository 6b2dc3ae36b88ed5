"""Sales velocity: four levers and what they come to a day (metric dictionary F9)."""

from datetime import date

from ltc_cli import stats
from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS, Period, add_months
from ltc_cli.domain import deal, query
from ltc_cli.domain.noun import ref
from ltc_cli.figures import REPORTS
from ltc_cli.figures.deal.closed import Closed, closed
from ltc_cli.figures.deal.lives import OPEN, started
from ltc_cli.figures.deal.winrate import winrate
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import FEW, Ask, end_day, rate_status, report
from ltc_cli.money import mul_div_half_up
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import long_day, say

_MONTHS = 12
"""How far back the levers look."""
_LONGEST_DAYS = 180.0


def velocity(book: Book, asked: Ask) -> Report:
    """The levers one by one, and their product."""
    span, rates = _months(book), Rates(book)
    rated = winrate(book, Ask(REPORTS["winrate"], span, (), asked.where, "period"))
    won, open_deals, overdue = _won(book, asked, span, rates), *_open(book, asked)
    valued = [each.minor for each in won if each.minor is not None]
    average = mul_div_half_up(sum(valued), 1, len(valued)) if valued else None
    waits = [each.at - each.created for each in won if each.created is not None and each.at >= each.created]
    rate, cycle = rated.totals["rate"], sum(waits) / len(waits) / DAY_MS if waits else None
    whole = {
        "opportunities": open_deals, "win_rate": rate, "average_won": average, "cycle_days": cycle,
        "cycle_mean_days": _restricted_mean(book, asked, span),
        "per_day": _per_day(open_deals, rated, valued, waits),
    }  # fmt: skip
    units = {"per_day": "money", "opportunities": "count", "win_rate": "ratio", "average_won": "money"}
    rows = [(name, value, units.get(name, "days")) for name, value in whole.items()]
    status = rate_status(rated.totals["decided"]) if whole["per_day"] is not None else "undefined"
    return report(
        book,
        asked,
        (Column("lever", words=_levers()), Column("value", "figure"), Column("unit", shown=False)),
        rows,
        whole,
        total_kinds={name: units.get(name, "days") for name in whole},
        excluded={"overdue": overdue, "no_history": sum(each.created is None for each in won), **rates.missing},
        status="partial" if rates.missing and status == "ok" else status,
        title=f"{say('Sales velocity')} · {long_day(date.fromisoformat(end_day(book)))}",
        notes=[say("An index of four levers; it is what is won a day only while the business is steady.")],
    )._replace(silent=tuple(whole))


def velocity_rows(book: Book, asked: Ask) -> Listing:
    """The deals won in the months looked back on."""
    columns = (Column("ref", "ref"), Column("amount", "money"), Column("days", "days"), Column("currency", shown=False))
    found = _won(book, asked, _months(book), Rates(book))
    currency = book.process.currency
    return Listing(
        "won_deal",
        columns,
        [(ref("deal", each.id), each.minor, _days(each), currency) for each in found],
    )


def _days(each: Closed) -> float | None:
    return None if each.created is None else (each.at - each.created) / DAY_MS


def _levers() -> dict[str, str]:
    return {
        "opportunities": say("open deals, not overdue"), "win_rate": say("win rate, 12 months"),
        "average_won": say("mean amount won"), "cycle_days": say("mean cycle of won deals"),
        "cycle_mean_days": say("mean cycle, open ones too"), "per_day": say("velocity, a day"),
    }  # fmt: skip


def _per_day(opportunities: int, rated: Report, valued: list[int], waits: list[int]) -> int | None:
    """Minor units a day, exact but for the last rounding; None where a lever is not known, or deals take no time."""
    if not rated.totals["decided"] or not valued or not sum(waits):
        return None
    top = opportunities * rated.totals["won"] * sum(valued) * DAY_MS * len(waits)
    return mul_div_half_up(top, 1, rated.totals["decided"] * len(valued) * sum(waits))


def _months(book: Book) -> Period:
    """The twelve months up to the day the report is as of."""
    last = date.fromisoformat(end_day(book))
    since = add_months(last, -_MONTHS)
    return Period(date.fromordinal(since.toordinal() + 1), last, "", "span")


def _won(book: Book, asked: Ask, span: Period, rates: Rates) -> list[Closed]:
    return [each for each in closed(book, asked._replace(period=span), [], rates) if each.kind == "won"]


def _open(book: Book, asked: Ask) -> tuple[int, int]:
    """Open deals that are not overdue, and those that are."""
    known = query.fields(book, deal.SOURCE)
    still = [query.Condition(f"{known['status'].sql} = 'open'"), query.Condition("deal.is_test IS NOT 1")]
    if book.as_of_ms is not None:
        still.append(query.Condition("+deal.created_ms <= ?", (book.as_of_ms,)))
    late = f"coalesce({known['expected_close'].sql} < '{end_day(book)}', 0)"
    select = query.select(book, deal.SOURCE, f"count(*), coalesce(sum({late}), 0)", still, asked.where)
    total, overdue = book.conn.execute(*select).fetchone()
    return int(total - overdue), int(overdue)


def _restricted_mean(book: Book, asked: Ask, span: Period) -> float | None:
    """The area under the survival of the deals started in the months, up to 180 days (censored, so not biased)."""
    lives = started(book, asked._replace(period=span), []).all
    if sum(life.end != OPEN for life in lives) < FEW:
        return None
    curve = stats.kaplan_meier([life.days for life in lives], [life.end != OPEN for life in lives])
    return stats.restricted_mean(curve, _LONGEST_DAYS)
