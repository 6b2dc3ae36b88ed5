"""`--currency`: every figure in another currency, each document converted once, at the rate of its own day (G4)."""

import shutil
from datetime import date, timedelta

import pytest

from ltc_cli.figures import REPORTS

HELD = "restated"
"""A review stays in the currency it was held in."""


@pytest.fixture(scope="module")
def doubled(tmp_path_factory):
    """The demo file, whose business is in EUR and sells in USD too, with two GBP for an EUR on every day."""
    from ltc_cli.book import Book
    from ltc_cli.domain import demo, fx

    path = tmp_path_factory.mktemp("demo") / "demo.db"
    demo.fill(path, today="2026-03-31")
    with Book.open(path, write=True, today="2026-03-31") as book, book.operation("fx set"):
        for week in range(170):
            fx.put(book, "EUR", "GBP", (date(2023, 1, 1) + timedelta(weeks=week)).isoformat(), "2")
        fx.put(book, "EUR", "JPY", "2026-03-31", "160")
    return path


@pytest.fixture
def year(bare, doubled):
    """`ltc` with that file."""
    shutil.copy(doubled, bare.path)
    return bare


def is_money(value):
    """Whether a value of an answer is an amount: they alone are decimals written as text."""
    return isinstance(value, str) and value.count(".") == 1 and value.replace(".", "").lstrip("-").isdecimal()


def scaled(path, ours, theirs):
    """Where an answer in another currency is not the same with twice the amounts."""
    if isinstance(ours, dict):
        assert ours.keys() == theirs.keys(), path
        return [each for name in ours for each in scaled(f"{path}.{name}", ours[name], theirs[name])]
    if isinstance(ours, list):
        assert len(ours) == len(theirs), path
        return [each for at, (one, other) in enumerate(zip(ours, theirs, strict=True))
                for each in scaled(f"{path}[{at}]", one, other)]  # fmt: skip
    if is_money(ours):
        same = float(theirs) == pytest.approx(2 * float(ours), abs=0.05)  # half a cent a document in USD
    elif isinstance(ours, float):
        same = theirs == pytest.approx(ours, rel=1e-4)
    else:
        same = ours == theirs
    return [] if same else [(path, ours, theirs)]


@pytest.mark.parametrize("name", sorted(REPORTS.keys() - {HELD, "leakage"}))
def test_at_one_rate_for_all_days_amounts_scale_and_nothing_else_changes(year, name):
    """A pound is half a euro on every day: ratios, counts and days stay as they are; EUR itself changes no byte."""
    for basis in REPORTS[name].bases:
        words = ("report", name, "--basis", basis, "--json")
        own, same = year(*words), year(*words, "--currency", "eur")
        assert own == same
        if own.code == 0:
            ours, theirs = own.json, year(*words, "--currency", "GBP").json
            assert theirs.pop("currency") == "GBP"
            del ours["currency"]
            assert scaled(name, ours, theirs) == []


def test_what_is_stuck_keeps_its_own_currency_and_is_summed_up_in_the_one_told(year):
    """Each thing as its document says; the totals in pounds."""
    own, told = year.json("report", "leakage"), year.json("report", "leakage", "--currency", "GBP")
    assert own["rows"] == told["rows"]
    assert float(told["totals"]["amount"]) == pytest.approx(2 * float(own["totals"]["amount"]), abs=0.05)


def test_a_review_is_told_as_it_was_held(year):
    """Its figures were frozen in the currency of the business."""
    assert year.refused("report", HELD, "--currency", "GBP") == (
        2,
        "ltc: a review is told in the currency it was held in.\ntry: Leave --currency out.\n",
    )


@pytest.mark.parametrize("name", ["revenue", "collections", "margin", "clv", "tax", "channels", "costs", "growth"])
def test_without_a_rate_nothing_is_made_up(year, name):
    """A rate of one day tells that day's documents; the others are left out and counted, and the report says partial.

    A rate that is missing is never 1: no amount of the year in EUR turns up as one in JPY.
    """
    told = year.json("report", name, "--currency", "JPY")
    assert told["excluded"]["missing_fx"]["count"] > 0
    assert set(told["excluded"]["missing_fx"]["amounts_by_currency"]) <= {"EUR", "USD"}
    assert told["status"] in ("partial", "undefined")


@pytest.fixture
def deal(bare):
    """WE-G4 in another business: 10,000 USD won at 7.20 CNY, invoiced at 7.10, paid at 7.00."""
    rates = {"2026-02-10": ("7.20", "0.90"), "2026-03-01": ("7.10", "0.95"), "2026-03-20": ("7.00", "0.80")}
    steps = ["init --currency CNY --timezone Asia/Shanghai"]
    for day, (yuan, euros) in rates.items():
        steps += [f"fx set USD/CNY {yuan} --on {day}", f"fx set USD/EUR {euros} --on {day}"]
    steps += [
        "account add Acme --on 2026-01-01",
        "deal add Deal --account A1 --amount 10000~USD --on 2026-02-01",
        "deal win D1 --on 2026-02-10",
        "order create --deal D1 --on 2026-02-10",
        "order line O1 Deal --quantity 1 --price 10000 --tax 0% --on 2026-02-10",
        "order confirm O1 --on 2026-02-10",
        "order deliver O1 --on 2026-02-10",
        "invoice create --order O1 --what ordered --issue --on 2026-03-01",
        "payment record I1 --amount 10000 --on 2026-03-20",
    ]
    for words in steps:
        told = bare(*(word.replace("~", " ") for word in words.split()))
        assert told.code == 0, told.err
    return bare


FOUR = ("booked", "billed", "recognised", "collected")


@pytest.mark.parametrize(
    ("code", "four", "effects"),
    [
        ("CNY", ("72000.00", "71000.00", "72000.00", "70000.00"), ("-1000.00", "-1000.00")),
        ("EUR", ("9000.00", "9500.00", "9000.00", "8000.00"), ("500.00", "-1500.00")),
        ("USD", ("10000.00", "10000.00", "10000.00", "10000.00"), ("0.00", "0.00")),
    ],
)
def test_each_event_at_the_rate_of_its_day(deal, code, four, effects):
    """WE-G4 in CNY; in EUR 10,000 at .90, .95 and .80; in its own currency rates change nothing."""
    totals = deal.json("report", "revenue", "--currency", code)["totals"]
    assert tuple(totals[name] for name in FOUR) == four
    assert (totals["fx_billed"], totals["fx_collected"]) == effects
    assert (totals["receivable"], totals["backlog"]) == ("0.00", "0.00")


def test_every_report_of_the_deal_takes_the_rate_that_belongs_to_it(deal):
    """In EUR: sold at .90, invoiced at .95."""
    euros = ("--currency", "EUR")
    assert deal.json("report", "dso", *euros)["totals"]["sales"] == "9500.00"
    assert deal.json("explain", "dso", "--rows", *euros)[0]["amount"] == "9500.00"
    assert deal.json("report", "tax", *euros)["totals"]["net"] == "9500.00"
    assert deal.json("report", "collections", *euros)["totals"]["collected"] == "9500.00"
    assert deal.json("report", "clv", *euros)["totals"]["net_revenue"] == "9000.00"
    assert deal.json("report", "customers", *euros)["currency"] == "EUR"


def test_a_document_without_a_rate_is_counted_once(deal):
    """Nothing is known of the pound: the order, the invoice and the payment are left out, and the four are nothing."""
    report = deal.json("report", "revenue", "--currency", "GBP")
    assert report["status"] == "partial"
    assert report["excluded"] == {"missing_fx": {"count": 3, "amounts_by_currency": {"USD": "30000.00"}}}
    assert [report["totals"][name] for name in FOUR] == ["0.00"] * 4


def test_a_target_is_told_at_the_rate_of_the_day(deal):
    """70,000 CNY booked are meant for March; at 7.00 CNY and .80 EUR for a dollar on 31 March 8,000 EUR."""
    assert deal("target", "set", "booked", "70000", "--period", "2026-03").code == 0
    for day in ("2026-03-31",):
        deal("fx", "set", "USD/CNY", "7", "--on", day)
        deal("fx", "set", "USD/EUR", "0.8", "--on", day)
    rows = deal.json("report", "kpi", "--period", "2026-03", "--currency", "EUR")["rows"]
    assert next(row["target"] for row in rows if row["metric"] == "booked") == "8000.00"


def test_a_gate_is_judged_in_the_currency_told(deal):
    """9,500 EUR were billed: more than 9k EUR, and less than 70k, which they are in CNY."""
    gate = ("report", "revenue", "--currency", "EUR", "--quiet", "--fail-if")
    assert deal(*gate, "billed > 9k").code == 8
    assert deal(*gate, "billed > 70k").code == 0


def test_a_code_that_no_currency_has_is_refused(deal):
    """With the one that was meant."""
    assert deal.refused("report", "revenue", "--currency", "EUO") == (
        2,
        "ltc: there is no currency 'EUO'.\ntry: Did you mean EUR?\n",
    )
