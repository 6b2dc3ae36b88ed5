"""Channels from rows in a file through the command line: CPL (L4), allocation (L5), CAC (L6), ROMI (L7), C5."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NO_CHANNEL = "(unknown)"


def spend(ltc, amount, function, *words):
    told = ltc("cost", "add", "--amount", amount, "--function", function, *words)
    assert told.code == 0, told.err


def take_in(ltc, noun, rows):
    told = ltc(noun, "import", "-", stdin="\n".join([*rows, ""]))
    assert told.code == 0, told.err


def by_channel(report):
    return {row["channel"]: row for row in report["rows"]}


@pytest.fixture
def fifty(ltc):
    """The worked example L6: 120 deals of four channels, 50 of them won, each by another customer; 100,000 spent."""
    rows = ["title,account,channel,created,won,amount"]
    for channel, deals, won in (("web", 60, 25), ("event", 30, 10), ("referral", 20, 12), ("", 10, 3)):
        for n in range(deals):
            day = "2026-02-02" if n < won else ""
            rows.append(f"{channel} {n},Customer {channel} {n},{channel},2026-01-05,{day},1000")
    take_in(ltc, "deal", rows)
    quarter = ("--since", "2026-01-01", "--until", "2026-03-31")
    for amount, channel in (("20k", "web"), ("30k", "event"), ("2k", "referral")):
        spend(ltc, amount, "marketing", "--channel", channel, *quarter)
    spend(ltc, "48k", "sales", *quarter)
    return ltc


def test_the_worked_example_of_acquisition_cost(fifty):
    """L6 and L5b: 48,000 shared 60:30:20:10 by deals; blended 2,000; loaded and direct by channel."""
    report = fifty.json("report", "channels", "--period", "2026-Q1")
    rows = by_channel(report)
    assert list(report["rows"][0])[:1] == ["channel"]
    assert {"leads", "cost", "customers", "cpl", "cac_direct", "cac"} <= rows["website"].keys()
    assert {name: row["customers"] for name, row in rows.items()} == {
        "website": 25, "event": 10, "referral": 12, NO_CHANNEL: 3,
    }  # fmt: skip
    assert {name: row["sales"] for name, row in rows.items()} == {
        "website": "24000.00", "event": "12000.00", "referral": "8000.00", NO_CHANNEL: "4000.00",
    }  # fmt: skip
    assert {name: row["cac"] for name, row in rows.items()} == {
        "website": "1760.00", "event": "4200.00", "referral": "833.33", NO_CHANNEL: "1333.33",
    }  # fmt: skip
    assert {name: row["cac_direct"] for name, row in rows.items()} == {
        "website": "800.00", "event": "3000.00", "referral": "166.67", NO_CHANNEL: "0.00",
    }  # fmt: skip
    assert (report["totals"]["cac"], report["totals"]["cost"], report["totals"]["customers"]) == (
        "2000.00", "100000.00", 50,
    )  # fmt: skip
    figure = fifty.json("report", "cac", "--period", "2026-Q1")
    assert (figure["metric"], figure["value"], figure["unit"]) == ("cac", "2000.00", "money")
    page = {row["metric"]: row["value"] for row in fifty.json("report", "kpi", "--period", "2026-Q1")["rows"]}
    assert page["cac"] == "2000.00"


def test_every_cost_and_customer_is_listed_behind_it(fifty):
    """What is counted adds up to the figure; a cost of serving a customer and one of production are not."""
    spend(fifty, "500", "sales", "--account", "A1", "--on", "2026-03-01")
    spend(fifty, "700", "production", "--on", "2026-03-01")
    report = fifty.json("report", "channels", "--period", "2026-Q1")
    assert report["excluded"]["serving_customers"] == 1
    assert report["totals"]["cost"] == "100000.00"
    rows = fifty.json("explain", "cac", "--period", "2026-Q1", "--rows")
    counted = [row for row in rows if row["counted"]]
    assert sum(Fraction(row["amount"]) for row in counted if row["amount"]) == 100_000
    assert sum(row["what"] == "customer" for row in counted) == 50
    assert sorted(row["why"] for row in rows if not row["counted"]) == ["does not win customers", "serves a customer"]


def test_a_reversed_win_is_no_customer_and_a_second_deal_is_none_more(fifty):
    """The denominator is new customers, not deals (L6)."""
    fifty("deal", "reopen", "D1")
    fifty("deal", "add", "More", "--account", "A2", "--channel", "event", "--amount", "5", "--on", "2026-03-01")
    fifty("deal", "win", "D121", "--on", "2026-03-02")
    report = fifty.json("report", "channels", "--period", "2026-Q1")
    assert report["totals"]["customers"] == 49
    assert by_channel(report)["event"]["customers"] == 10


def test_the_worked_example_of_a_cost_of_a_lead(ltc):
    """L4: 20,000 of marketing, 400 leads: 50 each; one channel had no cost, which is said, and stays 0."""
    take_in(ltc, "lead", ["name,channel,created", *(f"Lead {n},web,2026-02-03" for n in range(400))])
    spend(ltc, "20k", "marketing", "--channel", "web", "--on", "2026-02-10")
    report = ltc.json("report", "channels", "--period", "2026-Q1")
    assert (report["totals"]["cpl"], report["totals"]["cac"]) == ("50.00", None)
    take_in(ltc, "lead", ["name,channel,created", "Eve,referral,2026-02-04"])
    row = by_channel(ltc.json("report", "channels", "--period", "2026-Q1"))["referral"]
    assert (row["cost"], row["cpl"]) == ("0.00", "0.00")
    assert "No marketing cost is recorded for referral." in ltc("report", "channels", "--period", "2026-Q1").out


def test_the_worked_example_of_spreading(ltc):
    """L5a: 9,000 from 15 January to 14 March, 17 + 28 + 14 days: the months add up to it, and so does the quarter."""
    spend(ltc, "9000", "marketing", "--channel", "web", "--since", "2026-01-15", "--until", "2026-03-14")
    cost = {
        name: ltc.json("report", "channels", "--period", name)["totals"]["cost"]
        for name in ("2026-01", "2026-02", "2026-03", "2026-Q1", "2025-Q4")
    }
    assert cost == {
        "2026-01": "2593.22", "2026-02": "4271.19", "2026-03": "2135.59", "2026-Q1": "9000.00", "2025-Q4": "0.00",
    }  # fmt: skip


def test_days_to_come_are_not_spent_yet(ltc):
    """On 31 March, ten of a cost's thirty days are over; as of an earlier day fewer are."""
    spend(ltc, "300", "marketing", "--since", "2026-03-22", "--until", "2026-04-20")
    assert ltc.json("report", "channels")["totals"]["cost"] == "100.00"
    assert ltc.json("report", "channels", "--as-of", "2026-03-22")["totals"]["cost"] == "10.00"


def test_thirds_of_a_hundred(ltc):
    """L5b: by largest remainder 33.34, 33.33 and 33.33; the unknown channel takes its share."""
    take_in(ltc, "lead", ["name,channel,created", "A,web,2026-03-02", "B,event,2026-03-02", "C,,2026-03-02"])
    spend(ltc, "100", "marketing", "--on", "2026-03-03")
    rows = by_channel(ltc.json("report", "channels"))
    assert {name: row["cost"] for name, row in rows.items()} == {
        "website": "33.34", "event": "33.33", NO_CHANNEL: "33.33",
    }  # fmt: skip


def test_named_shares_and_what_nothing_drives(ltc):
    """Explicit shares; a campaign's cost is its channel's; without deals a shared cost of sales stays unallocated."""
    ltc("campaign", "add", "Fair", "--channel", "event")
    spend(ltc, "10", "marketing", "--share", "web=60%,event=40%")
    spend(ltc, "5", "marketing", "--campaign", "Fair")
    spend(ltc, "7", "sales")
    rows = by_channel(ltc.json("report", "channels"))
    assert {name: row["cost"] for name, row in rows.items()} == {
        "website": "6.00", "event": "9.00", "(unallocated)": "7.00",
    }  # fmt: skip
    assert ltc.json("report", "channels")["totals"]["cost"] == "22.00"


@pytest.fixture
def four_months(ltc):
    """The worked example L6_lag: 30,000, 40,000 and 30,000 spent; 10, 20, 20 and 30 customers won."""
    for month, amount in ((1, "30k"), (2, "40k"), (3, "30k")):
        spend(ltc, amount, "marketing", "--channel", "web", "--on", f"2026-{month:02}-01")
    rows = ["title,account,channel,created,won,amount"]
    for month, count in ((1, 10), (2, 20), (3, 20), (4, 30)):
        rows += [f"D {month} {n},C {month} {n},web,2026-01-01,2026-{month:02}-20,100" for n in range(count)]
    ltc.patch.setenv("LTC_TODAY", "2026-05-31")
    take_in(ltc, "deal", rows)
    return ltc


def test_the_worked_example_of_a_lag(four_months):
    """Spending comes before customers: Q1 2,000.00 on the period; February to April on what was spent before."""
    ask = four_months.json
    assert ask("report", "channels", "--period", "2026-Q1")["totals"]["cac"] == "2000.00"
    span = ("--since", "2026-02-01", "--until", "2026-04-30")
    lagged = ask("report", "channels", *span, "--lag", "1")
    assert (lagged["basis"], lagged["totals"]["cac"], lagged["totals"]["lag_months"]) == ("lagged", "1428.57", 1)
    assert ask("report", "channels", *span)["totals"]["cac"] == "1000.00"


def test_a_cohort_follows_its_leads_and_is_young_at_first(ltc):
    """Customers won in April of leads of January belong to what January cost; young cohorts are called so."""
    take_in(ltc, "lead", ["name,company,channel,created", *(f"L {n},Co {n},web,2026-01-10" for n in range(10))])
    spend(ltc, "600", "marketing", "--channel", "web", "--on", "2026-01-10")
    for n in (1, 2, 3):
        ltc("lead", "convert", f"L{n}", "--deal", f"D {n}", "--amount", "100", "--on", "2026-02-01")
        ltc("deal", "win", f"D{n}", "--on", "2026-03-20")
    january = ("report", "channels", "--period", "2026-01")
    assert ltc.json(*january)["totals"]["customers"] == 0
    cohort = ltc.json(*january, "--basis", "cohort")
    assert (cohort["totals"]["customers"], cohort["totals"]["cac"]) == (3, "200.00")
    fresh = ltc.json("report", "channels", "--period", "2026-03", "--basis", "cohort")
    assert fresh["totals"]["cac"] is None


@pytest.fixture
def earning(ltc_with, ltc):
    """Ten customers of one channel since 1 January; each is billed 100 a month, of which half is margin, for a year."""
    ltc.patch.setenv("LTC_TODAY", "2026-12-31")
    for n in range(1, 11):
        ltc("account", "add", f"Co {n}", "--on", "2026-01-01")
        ltc(
            "deal",
            "add",
            f"Care {n}",
            "--account",
            f"A{n}",
            "--channel",
            "web",
            "--amount",
            "1200",
            "--on",
            "2026-01-01",
        )
        ltc("deal", "win", f"D{n}", "--on", "2026-01-01")
    ltc("product", "add", "Care", "--price", "100", "--cost", "50", "--revenue", "delivery")
    for n in range(1, 11):
        ltc("order", "create", "--deal", f"D{n}", "--line", "Care=12", "--on", "2026-01-01")
        ltc("order", "confirm", f"O{n}", "--on", "2026-01-01")
        for month in range(1, 13):
            ltc("order", "deliver", f"O{n}", "--line", "Care=1", "--on", f"2026-{month:02}-15")
    return ltc


def test_the_worked_example_of_value_to_cost_and_payback(earning):
    """C5: 600 of margin in the first year, 200 to win, 50 a month: three times, and four months."""
    spend(earning, "2000", "sales", "--channel", "web", "--on", "2026-01-01")
    report = earning.json("report", "channels", "--period", "2026-01")
    (row,) = report["rows"]
    assert (row["customers"], row["cac"], row["ltv"]) == (10, "200.00", "600.00")
    assert (row["ltv_cac"], row["payback_months"], row["payback"]) == (3.0, 4.0, "seen")
    assert earning.json("report", "ltv_cac", "--period", "2026-01")["value"] == 3.0
    spend(earning, "10", "sales", "--account", "A1", "--on", "2026-02-01")
    assert earning.json("report", "channels", "--period", "2026-01")["rows"][0]["ltv"] == "599.00"


def test_a_cost_not_back_yet_is_told_at_the_pace_so_far(earning):
    """12,000 for ten customers that bring 50 a month each: 1,200 / 50 = 24 months, of which twelve were seen."""
    spend(earning, "12000", "sales", "--channel", "web", "--on", "2026-01-01")
    (row,) = earning.json("report", "channels", "--period", "2026-01")["rows"]
    assert (row["payback_months"], row["payback"], row["ltv_cac"]) == (24.0, "at the pace so far", 0.5)


def test_the_return_on_marketing(earning):
    """L7: of 6,000 of margin, 4,000 spent: half of it came on top. Sales are no marketing."""
    spend(earning, "4000", "marketing", "--channel", "web", "--on", "2026-01-01")
    spend(earning, "1000", "sales", "--channel", "web", "--on", "2026-01-01")
    report = earning.json("report", "channels", "--period", "2026-01")
    assert (report["rows"][0]["margin"], report["rows"][0]["romi"]) == ("6000.00", 0.5)
    figure = earning.json("report", "romi", "--period", "2026-01")
    assert (figure["value"], figure["warnings"]) == (0.5, [])
    early = earning.json("report", "romi", "--period", "2026-01", "--as-of", "2026-11-30")
    assert early["warnings"] == ["10 of 10 customers are in their first year: what they bring is so far."]


def test_nothing_is_told_where_nothing_is_known(ltc):
    """Without costs there is no CPL and no CAC; without customers no CAC; a missing rate is told."""
    empty = ltc.json("report", "channels")
    assert (empty["status"], empty["rows"]) == ("undefined", [])
    assert [empty["totals"][name] for name in ("cpl", "cac", "romi", "ltv_cac", "payback_months")] == [None] * 5
    take_in(ltc, "lead", ["name,channel,created", "A,web,2026-03-02"])
    told = ltc.json("report", "channels")
    assert (told["rows"][0]["cpl"], told["rows"][0]["cost"]) == (None, "0.00")
    assert told["warnings"]
    spend(ltc, "80 USD", "marketing", "--on", "2026-03-02")
    partial = ltc.json("report", "channels")
    assert partial["excluded"]["missing_fx"] == {"count": 1, "amounts_by_currency": {"USD": "80.00"}}
    assert (partial["status"], partial["totals"]["cost"]) == ("undefined", "0.00")
    assert ltc("report", "channels", "--by", "owner").code == 2
    assert ltc("report", "channels", "--where", "owner = mia").code == 2


CHANNELS = ("", "web", "event", "referral")
COSTS = st.tuples(
    st.sampled_from(("marketing", "sales")), st.sampled_from(CHANNELS), st.integers(-500, 9_999).filter(bool),
    st.integers(0, 80), st.integers(0, 60), st.sampled_from(("", "leads", "opportunities", "customers")),
)  # fmt: skip


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    leads=st.lists(st.sampled_from(CHANNELS), max_size=12),
    deals=st.lists(st.tuples(st.sampled_from(CHANNELS), st.booleans()), max_size=9),
    costs=st.lists(COSTS, min_size=1, max_size=6),
)
def test_channels_add_up_to_the_whole(ltc, leads, deals, costs):
    """Σ over channels of leads, customers and cost is the total, to the cent; CAC × customers is the cost."""
    if "made" not in vars(ltc):
        ltc.made = ltc.path.read_bytes()
    ltc.path.write_bytes(ltc.made)
    take_in(
        ltc,
        "lead",
        ["name,channel,created", *(f"L{n},{name},2026-01-09" for n, name in enumerate(leads)), "Z,web,2026-01-09"],
    )
    take_in(
        ltc, "deal",
        ["title,account,channel,created,won,amount",
         *(f"D{n},C{n},{name},2026-01-09,{'2026-02-01' if won else ''},5" for n, (name, won) in enumerate(deals)),
         "last,Last,web,2026-01-09,2026-02-01,5"],
    )  # fmt: skip
    table = ["external_id,function,channel,amount,since,until,driver"]
    for n, (function, channel, cents, start, days, driver) in enumerate(costs):
        first = f"2026-{1 + start // 28:02}-{1 + start % 28:02}"
        last = f"2026-{1 + (start + days) // 28:02}-{1 + (start + days) % 28:02}"
        table.append(f"{n},{function},{channel},{cents / 100:.2f},{first},{last},{driver}")
    take_in(ltc, "cost", table)
    report = ltc.json("report", "channels", "--as-of", "2026-03-30")
    totals, rows = report["totals"], report["rows"]
    for name in ("leads", "customers", "qualified", "opportunities"):
        assert sum(row[name] for row in rows) == totals[name]
    for name in ("cost", "marketing", "sales"):
        assert sum(Fraction(row[name]) for row in rows) == Fraction(totals[name])
    seen = Counter(name or NO_CHANNEL for name in leads)
    seen["website"] += seen.pop("web", 0) + 1
    assert {row["channel"]: row["leads"] for row in rows if row["leads"]} == dict(seen)
    for row in rows:
        if row["cac"] is not None:
            assert abs(Fraction(row["cac"]) * row["customers"] - Fraction(row["cost"])) <= Fraction(
                row["customers"], 200
            )
    months = [ltc.json("report", "channels", "--period", f"2026-{n:02}", "--as-of", "2026-06-30") for n in range(1, 7)]
    whole = ltc.json("report", "channels", "--period", "2026", "--as-of", "2026-06-30")
    assert sum(Fraction(month["totals"]["cost"]) for month in months) == Fraction(whole["totals"]["cost"])
