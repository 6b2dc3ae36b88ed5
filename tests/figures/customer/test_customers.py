"""Customers: metric dictionary C1, C8, C9, C10 and C11, from orders in a file."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

TODAY = {"LTC_TODAY": "2026-04-01"}


def orders(ltc, rows, env=TODAY):
    """Orders as customer, day and price; they are confirmed on their day."""
    lines = ["external_id,account,confirmed,item,quantity,price"]
    lines += [f"o{number},{who},{day},Thing,1,{price}" for number, (who, day, price) in enumerate(rows, 1)]
    told = ltc("order", "import", "-", stdin="\n".join(lines) + "\n", env=env)
    assert told.code == 0, told.err


def totals(ltc, name, *words):
    return ltc.json("report", name, *words, env=TODAY)["totals"]


def test_retention_is_set_against_set(ltc):
    """C8: 600 at the start, 510 of them bought: 85 %, where the textbook says 86.7 % for 620 at the end, 100 new."""
    rows = [(f"Kept {n}", "2025-12-10", 10) for n in range(510)] + [(f"Left {n}", "2025-12-10", 10) for n in range(90)]
    rows += [(f"Kept {n}", day, 10) for n in range(510) for day in ("2025-12-20", "2026-02-10")]
    rows += [(f"New {n}", "2026-03-10", 10) for n in range(100)]
    rows += [(f"Back {n}", "2025-01-10", 10) for n in range(10)] + [(f"Back {n}", "2026-03-10", 10) for n in range(10)]
    orders(ltc, rows)
    told = totals(ltc, "retention", "--period", "2026-Q1")
    assert (told["active_start"], told["retained"], told["active_end"]) == (600, 510, 620)
    assert (told["new"], told["reactivated"]) == (100, 10)
    assert (told["rate"], told["churn"]) == (0.85, 0.15)
    assert told["textbook"] == pytest.approx(0.866667, abs=1e-6)
    states = totals(ltc, "customers", "--period", "2026-Q1")
    assert states["active_end"] == 600 + states["new"] + states["reactivated"] - states["lapsed"] == 620


COHORTS = [
    ("A", "2026-01-05", 1), ("A", "2026-02-05", 1), ("A", "2026-03-05", 1), ("B", "2026-01-06", 1),
    ("B", "2026-03-06", 1), ("C", "2026-01-07", 1), ("D", "2026-02-08", 1), ("D", "2026-03-08", 1),
    ("E", "2026-02-09", 1),
]  # fmt: skip


def cells(ltc, *words):
    rows = ltc.json("report", "cohorts", *words, env=TODAY)["rows"]
    return {row["cohort"]: [row[name] for name in row if name.startswith("p")] for row in rows}


def test_the_cohorts_of_the_worked_example(ltc):
    """C9: January 3/3, 1/3, 2/3; February 2/2, 1/2 and not over yet."""
    orders(ltc, COHORTS)
    assert cells(ltc) == {"2026-01": [1.0, 1 / 3, 2 / 3], "2026-02": [1.0, 0.5, None]}


def test_cohorts_unbounded(ltc):
    """C9: bought in that month or later: 1, 2/3, 2/3."""
    orders(ltc, COHORTS)
    assert cells(ltc, "--unbounded") == {"2026-01": [1.0, 2 / 3, 2 / 3], "2026-02": [1.0, 0.5, None]}


def test_the_averages_of_cohorts_weigh_by_size(ltc):
    """In the first month after, 1 of 3 and 1 of 2 bought: 2 of 5."""
    orders(ltc, COHORTS)
    told = totals(ltc, "cohorts")
    assert (told["p0"], told["p1"], told["p2"]) == (1.0, 0.4, 2 / 3)


def test_who_buys_again(ltc):
    """C10: 3 of 5, 23.1 to 88.2 %; twice on one day is once."""
    orders(ltc, [*COHORTS, ("C", "2026-01-07", 5)])
    told = totals(ltc, "customers")
    assert (told["repeaters"], told["buyers"], told["repeat_rate"]) == (3, 5, 0.6)
    assert (told["ci_low"], told["ci_high"]) == (pytest.approx(0.230724, abs=1e-6), pytest.approx(0.882379, abs=1e-6))


def test_who_had_the_time_to_buy_again(ltc):
    """C10, mature: of the three first seen 60 days ago or more two bought again; nobody was seen 90 days ago."""
    orders(ltc, COHORTS)
    told = totals(ltc, "customers", "--within", "60d")
    assert (told["mature_days"], told["mature_repeaters"], told["mature_buyers"]) == (60, 2, 3)
    assert told["mature_repeat_rate"] == pytest.approx(2 / 3)
    assert (totals(ltc, "customers")["mature_days"], totals(ltc, "customers")["mature_repeat_rate"]) == (90, None)


def test_what_those_who_buy_again_bring_and_how_long_they_have_been_here(ltc):
    """A, B and D bought 7 of 9; since 86, 85, 84, 52 and 51 days: 84. In February only A was back: 1 of 3."""
    orders(ltc, COHORTS)
    told = totals(ltc, "customers")
    assert (told["repeat_revenue_share"], told["median_tenure_days"]) == (pytest.approx(7 / 9), 84)
    assert totals(ltc, "customers", "--period", "2026-02")["repeat_revenue_share"] == pytest.approx(1 / 3)


def test_loyalty_is_a_set_and_no_index(ltc):
    """Each figure is that of its own report; who came a year ago and buys still is one of two."""
    orders(ltc, [*COHORTS, ("F", "2025-01-07", 1), ("G", "2025-01-08", 1), ("F", "2026-02-08", 1)])
    ltc("account", "add", "Acme", env=TODAY)
    ltc("survey", "record", "--kind", "nps", "--score", "9", "--account", "A1", "--on", "2026-02-01", env=TODAY)
    told = ltc.json("report", "loyalty", "--period", "2026-Q1", env=TODAY)
    assert [(row["indicator"], row["report"]) for row in told["rows"]] == [
        ("retention", "retention"), ("kept_a_year_on", "cohorts"), ("repeat_rate", "customers"),
        ("repeat_revenue_share", "customers"), ("median_tenure", "customers"), ("nps", "nps"),
    ]  # fmt: skip
    assert (told["totals"]["kept_a_year_on"], told["totals"]["nps"]) == (0.5, 100.0)
    own = totals(ltc, "customers", "--period", "2026-Q1")
    assert told["totals"]["repeat_rate"] == own["repeat_rate"] == pytest.approx(4 / 7)
    assert told["totals"]["repeat_revenue_share"] == own["repeat_revenue_share"]
    assert ltc.json("report", "loyalty", env=TODAY)["period"] == {"since": "2025-04-02", "until": "2026-04-01"}
    assert ltc.refused("report", "loyalty", "--where", "country = DE")[0] == 2


FREQUENCY, RECENCY = [1, 1, 1, 2, 3, 5, 8, 8, 13, 21], [2, 5, 9, 9, 30, 31, 60, 90, 200, 400]


def test_equal_values_score_alike(ltc):
    """C11, each customer of the worked example three times, since fewer than 25 have no scores."""
    rows = []
    for copy in range(3):
        for place, (times, days) in enumerate(zip(FREQUENCY, RECENCY, strict=True)):
            last = date(2026, 4, 1) - timedelta(days=days)
            rows += [(f"C{place} {copy}", f"{last - timedelta(days=back)}", 10) for back in range(times)]
    orders(ltc, rows)
    told = ltc.json("report", "rfm", env=TODAY)["rows"]
    found = {row["name"]: (row["f"], row["r"], row["purchases"], row["recency_days"]) for row in told}
    for copy in range(3):
        mine = [found[f"C{place} {copy}"] for place in range(10)]
        assert [each[0] for each in mine] == [1, 1, 1, 2, 3, 3, 4, 4, 5, 5]
        assert [each[1] for each in mine] == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
        assert [each[2:] for each in mine] == list(zip(FREQUENCY, RECENCY, strict=True))


def test_nested_scores_compare_with_peers(ltc):
    """C11, nested: thirty customers on five days, six each, who bought 1 to 6 times: among six 1, 1, 2, 3, 4, 5."""
    rows = []
    for day in range(5):
        for times in range(6):
            last = date(2026, 3, 30) - timedelta(days=day)
            rows += [(f"C{day}{times}", f"{last - timedelta(days=10 * back)}", 10) for back in range(times + 1)]
    orders(ltc, rows)
    told = ltc.json("report", "rfm", "--basis", "nested", env=TODAY)["rows"]
    found = {row["name"]: (row["r"], row["f"], row["m"]) for row in told}
    for day in range(5):
        assert [found[f"C{day}{times}"][:2] for times in range(6)] == [(5 - day, f) for f in (1, 1, 2, 3, 4, 5)]
        assert [found[f"C{day}{times}"][2] for times in range(6)] == [1, 3, 1, 1, 1, 1]  # two are as frequent


def test_few_customers_have_no_scores(ltc):
    orders(ltc, COHORTS)
    rows = ltc.json("report", "rfm", env=TODAY)["rows"]
    assert {(row["r"], row["f"], row["m"], row["segment"]) for row in rows} == {(None,) * 4}


def test_segments_cover_every_pair_once():
    """One and only one name for each of the 25."""
    from ltc_cli.figures.customer.rfm import segment
    from ltc_cli.process.model import SEGMENTS

    for r in range(1, 6):
        for f in range(1, 6):
            names = [
                each.id
                for each in SEGMENTS
                if each.recency[0] <= r <= each.recency[1] and each.frequency[0] <= f <= each.frequency[1]
            ]
            assert names == [segment(SEGMENTS, r, f)]


def test_the_process_names_the_segments(ltc):
    """C11: thirty customers, those of the last ten days apart; a label is what people read."""
    path = ltc.path.with_name("named.yaml")
    own = "reports: {segments: {fresh: {label: Fresh ones, recency: 4-5, frequency: 1-5}, "
    own += "rest: {recency: 1-3, frequency: 1-5}}}\n"
    path.write_text(ltc("process", "show").out + own, encoding="utf-8")
    assert ltc("process", "apply", str(path), "--yes").code == 0
    orders(ltc, [(f"C{n:02}", f"{date(2026, 3, 31) - timedelta(days=n)}", 10) for n in range(30)])
    assert totals(ltc, "rfm") == {"customers": 30, "fresh": 12, "rest": 18}
    assert "Fresh ones" in ltc("report", "rfm", env=TODAY).out


def test_a_cancelled_order_and_one_sent_back_are_no_purchase(ltc):
    """And what is sent back in part is one."""
    orders(ltc, [("A", "2026-01-05", 9), ("B", "2026-01-05", 9), ("C", "2026-01-05", 9)])
    ltc("order", "cancel", "O1", "--reason", "typo", env=TODAY)
    ltc("order", "deliver", "O2", env=TODAY)
    ltc("order", "return", "O2", "--line", "Thing=1", env=TODAY)
    ltc("order", "deliver", "O3", env=TODAY)
    ltc("order", "return", "O3", "--line", "Thing=0.5", env=TODAY)
    assert totals(ltc, "customers")["buyers"] == 1
    assert ltc.json("report", "customers", "--as-of", "2026-01-31", env=TODAY)["totals"]["buyers"] == 3


def test_a_win_without_an_order_is_a_purchase_and_with_one_it_is_the_order(ltc):
    """Who sells without orders has customers; a win that is reversed makes none."""
    ltc("account", "add", "Acme", env=TODAY)
    ltc("deal", "add", "One", "--account", "A1", "--amount", "100", "--on", "2026-01-01", env=TODAY)
    ltc("deal", "win", "D1", "--on", "2026-01-10", env=TODAY)
    assert totals(ltc, "customers")["buyers"] == 1
    ltc("order", "create", "--deal", "D1", "--on", "2026-02-01", env=TODAY)
    assert ltc("order", "confirm", "O1", "--on", "2026-02-02", env=TODAY).code == 0
    (row,) = ltc.json("report", "rfm", env=TODAY)["rows"]
    assert (row["amount"], row["purchases"]) == ("100.00", 1)
    (customer,) = ltc.json("explain", "customers", "--rows", env=TODAY)
    assert (customer["since"], customer["last"]) == ("2026-01-10", "2026-02-02")


def test_a_contract_that_runs_keeps_a_customer_active(ltc):
    """A retainer without orders: active within 90 days of its end, then gone."""
    ltc("account", "add", "Acme", env=TODAY)
    ltc("deal", "add", "One", "--account", "A1", "--amount", "100", "--on", "2025-01-01", env=TODAY)
    words = ("contract", "sign", "--deal", "D1", "--since", "2025-01-10", "--until", "2025-12-15", "--every", "month")
    assert ltc(*words, "--amount", "50", "--on", "2025-01-05", env=TODAY).code == 0
    assert totals(ltc, "customers", "--period", "2026-02")["active_end"] == 1
    assert totals(ltc, "customers", "--period", "2026-03")["active_end"] == 0
    assert totals(ltc, "retention", "--period", "2025-12")["rate"] == 1.0
    assert totals(ltc, "retention", "--period", "2026-03")["rate"] == 0.0


@pytest.fixture
def retainers(ltc):
    """Five customers with a contract of 2025: renewed, left to end, terminated in July, signed anew, without an end."""
    for number in range(1, 6):
        ltc("account", "add", f"C{number}", env=TODAY)
        ltc("deal", "add", "One", "--account", f"A{number}", "--amount", "100", "--on", "2025-01-01", env=TODAY)
        ends = ("--until", "2025-12-31") if number < 5 else ()
        words = ("contract", "sign", "--deal", f"D{number}", "--since", "2025-01-01", *ends, "--every", "month")
        assert ltc(*words, "--amount", "50", "--on", "2025-01-01", env=TODAY).code == 0
    anew = ("contract", "sign", "--deal", "D4", "--since", "2026-02-01", "--until", "2026-06-30", "--every", "month")
    for words in (
        ("contract", "terminate", "K3", "--reason", "moved", "--on", "2025-07-10"),
        ("contract", "renew", "K1", "--on", "2026-01-10"),
        (*anew, "--amount", "50", "--on", "2026-01-15"),
    ):
        assert ltc(*words, env=TODAY).code == 0
    return ltc


def test_of_contracts_that_came_up_for_renewal(retainers):
    """C8: four terms ended on 31 December, two customers went on: 50 %, and the open end was never due."""
    told = totals(retainers, "retention", "--due", "--period", "2025")
    assert (told["active_start"], told["retained"], told["rate"], told["churn"]) == (4, 2, 0.5, 0.5)
    assert told["textbook"] is None
    assert retainers.json("explain", "retention", "--rows", "--due", "--period", "2025", env=TODAY) == [
        {"ref": "A1", "due": "2025-12-31", "retained": True},
        {"ref": "A2", "due": "2025-12-31", "retained": False},
        {"ref": "A3", "due": "2025-12-31", "retained": False},
        {"ref": "A4", "due": "2025-12-31", "retained": True},
    ]


def test_what_was_not_due_or_not_renewed_yet(retainers):
    """None in the first quarter of 2026; as of 5 January nobody had gone on."""
    quarter = retainers.json("report", "retention", "--due", "--period", "2026-Q1", env=TODAY)
    assert (quarter["totals"]["active_start"], quarter["totals"]["rate"], quarter["status"]) == (0, None, "undefined")
    early = totals(retainers, "retention", "--due", "--period", "2025", "--as-of", "2026-01-05")
    assert (early["active_start"], early["retained"]) == (4, 0)


def test_every_term_of_a_contract_is_due_once(retainers):
    """K1 runs until 31 December 2026 after one renewal, and 2027 after two: both ends are known."""
    retainers("contract", "renew", "K1", "--on", "2026-03-01", env=TODAY)
    later = {"LTC_TODAY": "2027-02-01"}
    for year, customers in (("2025", 4), ("2026", 2), ("2027", 0)):  # in 2026 also that of C4
        told = retainers.json("report", "retention", "--due", "--period", year, env=later)["totals"]
        assert told["active_start"] == customers


def test_an_empty_file_answers(ltc):
    """Nothing known is nothing said."""
    for name in ("customers", "retention", "cohorts", "rfm"):
        assert ltc.json("report", name)["status"] == "undefined"
    assert (totals(ltc, "retention")["rate"], totals(ltc, "customers")["repeat_rate"]) == (None, None)


def test_by_country_the_parts_are_the_whole(ltc):
    orders(ltc, COHORTS)
    ltc("account", "edit", "A1", "A2", "country=DE", env=TODAY)
    rows = ltc.json("report", "customers", "--by", "country", env=TODAY)["rows"]
    assert {row["country"]: row["buyers"] for row in rows} == {"(unknown)": 3, "DE": 2}


DAYS = st.integers(0, 700).map(lambda back: date(2026, 3, 31) - timedelta(days=back))


@settings(max_examples=200)
@given(
    st.lists(st.tuples(DAYS, st.lists(DAYS, max_size=4), st.lists(st.tuples(DAYS, DAYS), max_size=1)), max_size=12),
    DAYS, st.integers(0, 200), st.integers(90, 300),
)  # fmt: skip
def test_active_at_the_end_is_what_came_and_did_not_go(lives, start, length, window):
    """C1's identity, whatever customers buy and whichever days are asked."""
    from ltc_cli.figures.customer.customers import Life, _states

    first, last = start.isoformat(), (start + timedelta(days=length)).isoformat()
    states = []
    for begun, days, spans in lives:
        bought = sorted({begun.isoformat(), *(max(day, begun).isoformat() for day in days)})
        runs = [(max(begun, min(span)).isoformat(), max(begun, *span).isoformat()) for span in spans]
        life = Life(1, (), begun.isoformat(), bought, runs)
        if life.since <= last:
            states.append(_states(life, first, last, window))
    count = {name: sum(name in each for each in states) for name in ("active_start", "new", "reactivated", "lapsed")}
    ends = sum("active_end" in each for each in states)
    assert ends == count["active_start"] + count["new"] + count["reactivated"] - count["lapsed"]
