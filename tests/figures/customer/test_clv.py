"""What customers are worth: metric dictionary C2, C3 and C4, from orders and credit notes in a file."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from ltc_cli.stats import lifetime

TODAY = {"LTC_TODAY": "2026-04-01"}
MARGIN = """
name: Valued
lead:
  statuses:
    new: {kind: new}
    qualified: {kind: qualified}
pipelines:
  sales:
    stages:
      talk: {probability: 50%}
value: {margin: 40%, discount: 10%}
"""


def orders(ltc, rows):
    """Orders as customer, day and price, confirmed and delivered on their day."""
    lines = ["external_id,account,confirmed,delivered,item,quantity,price"]
    lines += [f"o{number},{who},{day},{day},Thing,1,{price}" for number, (who, day, price) in enumerate(rows, 1)]
    told = ltc("order", "import", "-", stdin="\n".join(lines) + "\n", env=TODAY)
    assert told.code == 0, told.err


def clv(ltc, *words):
    return ltc.json("report", "clv", *words, env=TODAY)


@pytest.fixture
def credited(ltc_with):
    """The worked example: orders of 1,000 and 500, 200 of it given back, a margin of 40 %."""
    ltc = ltc_with(MARGIN)
    orders(ltc, [("Lumen", "2025-02-01", 1000), ("Lumen", "2025-06-01", 500)])
    made = ltc.json("invoice", "create", "--order", "O1", "--issue", "--on", "2025-02-02", env=TODAY)
    words = ("invoice", "credit", made["ref"], "--amount", "200", "--reason", "dent", "--on", "2025-03-01")
    assert ltc(*words, env=TODAY).code == 0
    return ltc


def test_what_a_customer_brought(credited):
    """C2: 1,300 without what was given back, 520 of it margin."""
    report = clv(credited)
    (row,) = report["rows"]
    assert (row["customer"], row["orders"], row["net_revenue"], row["margin"]) == ("A1", 2, "1300.00", "520.00")
    assert (row["clv"], report["totals"]["clv"]) == ("520.00", "520.00")


def test_what_it_cost_to_serve_a_customer_is_taken_off(credited):
    """WE-C2: 520 of margin less 20 for this customer are 500; the first year likewise only of its margin."""
    words = ("--amount", "20", "--function", "fulfilment", "--account", "A1", "--since", "2025-03-01")
    assert credited("cost", "add", "Visit", *words, env=TODAY).code == 0
    report = clv(credited)
    assert (report["rows"][0]["cost_to_serve"], report["totals"]["clv"]) == ("20.00", "500.00")


def test_a_value_of_before_does_not_know_what_came_later(credited):
    told = clv(credited, "--as-of", "2025-02-15")["rows"][0]
    assert (told["net_revenue"], told["clv"]) == ("1000.00", "400.00")


def test_the_first_year_is_told_once_it_is_over(credited):
    """Of a customer since 1 February 2025: until 31 January 2026, on the day after not a day less."""
    assert clv(credited, "--as-of", "2026-01-30")["totals"]["clv_12m"] is None
    assert clv(credited, "--as-of", "2026-01-31")["totals"]["clv_12m"] == "520.00"


def test_costs_that_are_known_go_before_the_margin_of_the_process(ltc_with):
    """Two at 100 that cost 30 each: 140; without a cost and a margin nothing is told of the value."""
    ltc = ltc_with(MARGIN)
    assert ltc("product", "add", "THING", "--price", "100", "--cost", "30", env=TODAY).code == 0
    lines = "external_id,account,confirmed,delivered,item,quantity,price\no1,Lumen,2025-05-01,2025-05-02,THING,2,100\n"
    assert ltc("order", "import", "-", stdin=lines, env=TODAY).code == 0
    assert clv(ltc)["rows"][0]["margin"] == "140.00"


def test_what_nobody_knows_is_not_told(ltc):
    orders(ltc, [("Lumen", "2025-02-01", 1000)])
    report = clv(ltc)
    assert (report["status"], report["excluded"]) == ("undefined", {"cost_unknown": 1})
    assert (report["rows"][0]["net_revenue"], report["rows"][0]["clv"], report["totals"]["clv"]) == (
        "1000.00", None, None,
    )  # fmt: skip


def test_what_was_written_off_is_taken_away_whole(credited):
    """The other 800 of the first invoice are given up: no revenue, and the work was done all the same."""
    assert credited("invoice", "write-off", "I1", "--reason", "gone", "--on", "2025-08-01", env=TODAY).code == 0
    told = clv(credited)["rows"][0]
    assert (told["net_revenue"], told["margin"]) == ("500.00", "-280.00")


def test_the_formula_of_those_who_stayed(ltc_with):
    """C3: ten customers a year ago, eight stayed and brought a margin of 100 each: 266.67 (366.67 with this year's)."""
    ltc = ltc_with(MARGIN)
    orders(
        ltc,
        [(f"C{n}", "2025-03-01", 999) for n in range(10)] + [(f"C{n}", "2025-09-01", 250) for n in range(8)],
    )  # fmt: skip
    told = clv(ltc, "--basis", "formula")["totals"]
    assert (told["customers"], told["retained"], told["retention"], told["margin"]) == (10, 8, 0.8, "100.00")
    assert (told["clv"], told["clv_first_now"]) == ("266.67", "366.67")
    assert told["clv_5y"] == "212.41"  # 100 · Σ (.8/1.1)ᵗ for t of 1 to 5
    said = " ".join(ltc("report", "clv", "--basis", "formula", env=TODAY).out.split())
    assert "received now: 366.67 EUR. In five years: 212.41 EUR." in said
    low, high = told["ci_low"], told["ci_high"]  # Wilson: 49.0 % to 94.3 %
    assert (round(low, 3), round(high, 3)) == (0.49, 0.943)
    assert (float(told["clv_low"]), float(told["clv_high"])) == pytest.approx(
        (100 * low / (1.1 - low), 100 * high / (1.1 - high)), abs=0.01
    )


def test_nobody_is_worth_nothing_that_is_known(ltc):
    for basis in ("historic", "formula", "predictive"):
        report = clv(ltc, "--basis", basis)
        assert (report["status"], report["totals"]["clv"]) == ("undefined", None)


def bought(customers=160, seed=1):
    """Purchases of customers who buy at a rate of their own until they leave, over a year and a half."""
    chance = random.Random(seed)
    rows = []
    for number in range(customers):
        day, rate, leaves = chance.randrange(120), chance.gammavariate(1.2, 0.03), chance.betavariate(0.9, 4)
        spend = chance.gammavariate(6, 10)
        while day < 540:
            rows.append(
                (f"C{number}", date(2024, 10, 1) + timedelta(days=day), round(spend * chance.gammavariate(9, 1 / 9), 2))
            )
            if chance.random() < leaves:
                break
            day += 1 + int(chance.expovariate(rate))
    return rows


def summary(rows, end):
    """By customer, as the papers tell it: days with a purchase after the first, and what they spent on those."""
    days = {}
    for who, day, price in rows:
        days.setdefault(who, {}).setdefault(day, []).append(price)
    for who, of in days.items():
        first, last = min(of), max(of)
        later = [sum(prices) for day, prices in of.items() if day > first]
        past = lifetime.History(len(of) - 1, (last - first).days / 7, (end - first).days / 7)
        yield who, past, lifetime.Spend(len(later), sum(later) / len(later) if later else 0.0)


def test_what_customers_will_buy_is_told_of_the_file_as_of_their_summary(ltc_with):
    """C4: the same parameters, chances and values as the models give for a summary made by hand."""
    ltc = ltc_with(MARGIN)
    rows = bought()
    orders(ltc, rows)
    report = clv(ltc, "--basis", "predictive")
    assert (report["status"], report["warnings"]) == ("ok", [])
    people = {who: (past, spend) for who, past, spend in summary(rows, date(2026, 4, 1))}
    buying = lifetime.fit_buying([past for past, _ in people.values()])
    spending = lifetime.fit_spending([spend for _, spend in people.values()])
    told = report["totals"]
    assert [told[name] for name in ("r", "alpha", "a", "b")] == pytest.approx(list(buying[:4]), rel=1e-3)
    assert [told[name] for name in ("p", "q", "v")] == pytest.approx(list(spending[:3]), rel=1e-2)
    assert told["margin_share"] == pytest.approx(0.4, abs=1e-4)
    said = ltc("report", "clv", "--basis", "predictive", env=TODAY).out
    assert f"says {round(told['predicted'])} purchases, and there were {told['actual']}." in " ".join(said.split())
    month = 365.25 / 12 / 7
    for row in report["rows"]:
        past, spend = people[row["name"]]
        assert row["p_alive"] == pytest.approx(lifetime.alive(buying, past), rel=1e-3)
        each = lifetime.expected_spend(spending, spend)
        assert float(row["expected_spend"]) == pytest.approx(each, abs=0.02, rel=1e-2)
        value = lifetime.expected_value(buying, past, 0.4 * each, 1.1 ** (1 / 12) - 1, 12, month)
        assert float(row["clv"]) == pytest.approx(value, abs=0.05, rel=1e-2)


def test_too_few_customers_are_no_model(ltc_with):
    ltc = ltc_with(MARGIN)
    orders(ltc, bought(99))
    report = clv(ltc, "--basis", "predictive")
    assert (report["status"], report["totals"]["clv"]) == ("undefined", None)
    assert report["warnings"][0].startswith("The model needs 100 customers of whom 30 came back: there are 99")


def test_a_model_that_would_not_have_foretold_the_last_third_is_not_told(ltc_with):
    """Those of the other test buy on until the last third begins, and then hardly any of them does."""
    ltc = ltc_with(MARGIN)
    orders(ltc, [row for at, row in enumerate(bought()) if row[1] < date(2025, 10, 1) or at % 4 == 0])
    report = clv(ltc, "--basis", "predictive")
    assert (report["status"], report["totals"]["clv"]) == ("undefined", None)
    assert report["warnings"][0].startswith("Do not use it: of the last third of the time it would have said ")
    told = ltc("report", "clv", "--basis", "predictive", env=TODAY).out
    assert "Ask for what they brought (--basis historic)" in told


def test_spending_that_depends_on_how_often_is_no_model(ltc_with):
    """C4: each purchase costs as much as its customer buys often; |ρ| is far above 0.3."""
    ltc = ltc_with(MARGIN)
    rows = bought()
    often = Counter(who for who, *_ in rows)
    orders(ltc, [(who, day, 10 * often[who]) for who, day, _ in rows])
    report = clv(ltc, "--basis", "predictive")
    assert report["totals"]["correlation"] > 0.3
    assert report["warnings"][0].startswith("Do not use it: who buys often spends otherwise")
    assert (report["totals"]["clv"], report["rows"][0]["clv"]) == (None, None)


def test_of_a_period_are_those_who_became_customers_in_it(ltc_with):
    """Lumen came in January and bought once more in February; Orbit came in February."""
    ltc = ltc_with(MARGIN)
    orders(ltc, [("Lumen", "2026-01-10", 1000), ("Lumen", "2026-02-10", 500), ("Orbit", "2026-02-20", 300)])
    told = clv(ltc, "--period", "2026-01")
    assert [(row["customer"], row["net_revenue"], row["clv"]) for row in told["rows"]] == [("A1", "1500.00", "600.00")]
    assert clv(ltc, "--period", "2026-02")["totals"]["clv"] == "120.00"
    assert clv(ltc, "--until", "2026-02-28")["totals"]["customers"] == 2
    assert clv(ltc, "--period", "2025-12")["status"] == "undefined"
    refused = ltc("report", "clv", "--basis", "formula", "--period", "2026-01", env=TODAY)
    assert (refused.code, "year up to a day" in refused.err) == (2, True)
