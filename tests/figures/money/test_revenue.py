"""Booked, billed, recognised, collected: the dictionary's worked examples through the command line, and the past."""

import pytest

BALANCES = ("deferred", "unbilled", "receivable", "backlog", "remaining", "fx_billed", "fx_collected")


def table(report):
    """The four figures by period."""
    return {
        row["period"]: (row["booked"], row["billed"], row["recognised"], row["collected"]) for row in report["rows"]
    }


@pytest.fixture
def retainer(ltc):
    """WE-M1: 12,000 booked on 20 January, served from February for a year; 3,000 billed, 2,500 of it paid."""
    for words in (
        "account add Acme --on 2026-01-01",
        "product add Retainer --revenue straight --on 2026-01-01",
        "order create --account A1 --on 2026-01-20",
        "order line O1 Retainer --quantity 1 --price 12000 --tax 0% --service 2026-02-01..2027-01-31 --on 2026-01-20",
        "instalment set O1 25%@2026-02-01~75%@2026-06-01 --on 2026-01-20",
        "order confirm O1 --on 2026-01-20",
        "invoice create --order O1 --what 1 --issue --on 2026-02-01",
        "payment record I1 --amount 2500 --on 2026-03-10",
    ):
        told = ltc(*(word.replace("~", " ") for word in words.split()))
        assert told.code == 0, told.err
    return ltc


@pytest.fixture
def dollars(bare):
    """WE-G4: 10,000 USD won at 7.20, invoiced at 7.10, paid at 7.00, in a business in CNY."""
    for words in (
        "init --currency CNY --timezone Asia/Shanghai",
        "fx set USD/CNY 7.20 --on 2026-02-10",
        "fx set USD/CNY 7.10 --on 2026-03-01",
        "account add Acme --on 2026-01-01",
        "deal add Deal --account A1 --amount 10000~USD --on 2026-02-01",
        "deal win D1 --on 2026-02-10",
    ):
        told = bare(*(word.replace("~", " ") for word in words.split()))
        assert told.code == 0, told.err
    return bare


def test_the_four_revenues_of_the_worked_example(retainer):
    """WE-M1: 28 days of 365 in February are 920.55, 59 by the end of March 1,939.73."""
    report = retainer.json("report", "revenue")
    assert table(report) == {
        "2026-01": ("12000.00", "0.00", "0.00", "0.00"),
        "2026-02": ("0.00", "3000.00", "920.55", "0.00"),
        "2026-03": ("0.00", "0.00", "1019.18", "2500.00"),
    }
    assert {name: report["totals"][name] for name in (*BALANCES[:5], "recognised")} == {
        "deferred": "1060.27",
        "unbilled": "0.00",
        "receivable": "500.00",
        "backlog": "9000.00",
        "remaining": "10060.27",
        "recognised": "1939.73",
    }


def test_the_past_is_as_it_was(retainer):
    """At the end of February nothing was paid: 2,079.45 are deferred."""
    totals = retainer.json("report", "revenue", "--as-of", "2026-02-28")["totals"]
    assert (totals["collected"], totals["receivable"], totals["deferred"]) == ("0.00", "3000.00", "2079.45")
    assert retainer.json("report", "revenue", "--until", "2026-02-28")["totals"] == totals


def test_every_unit_adds_up_to_the_same(retainer):
    """By day, week, month, quarter or year, the sums are one."""
    wholes = [retainer.json("report", "revenue", "--by", unit)["totals"] for unit in ("day", "week", "quarter", "year")]
    assert all(whole == retainer.json("report", "revenue")["totals"] for whole in wholes)


def test_a_period_tells_its_own_flows_and_the_balances_at_its_end(retainer):
    """15 to 31 March: 17 days of the service, 1,939.73 less the 1,380.82 of the 42 days before."""
    report = retainer.json("report", "revenue", "--since", "2026-03-15", "--until", "2026-03-31")
    assert table(report) == {"2026-03": ("0.00", "0.00", "558.91", "0.00")}
    assert report["totals"]["backlog"] == "9000.00"


def test_each_event_at_the_rate_of_its_day(dollars):
    """WE-G4: 72,000 booked, 71,000 billed, 70,000 collected; the two differences are rates, not sales."""
    for words, day in (
        ("order create --deal D1 --on 2026-02-10", None),
        ("order line O1 Deal --quantity 1 --price 10000 --tax 0% --on 2026-02-10", None),
        ("order confirm O1 --on 2026-02-10", None),
        ("invoice create --order O1 --what ordered --issue --on 2026-03-01", None),
        ("fx set USD/CNY 7.00 --on 2026-04-01", "2026-04-01"),
        ("payment record I1 --amount 10000 --on 2026-04-01", "2026-04-01"),
    ):
        told = dollars(*words.split(), env={"LTC_TODAY": day} if day else None)
        assert told.code == 0, told.err
    totals = dollars.json("report", "revenue", env={"LTC_TODAY": "2026-04-02"})["totals"]
    assert (totals["booked"], totals["billed"], totals["collected"]) == ("72000.00", "71000.00", "70000.00")
    assert (totals["fx_billed"], totals["fx_collected"]) == ("-1000.00", "-1000.00")
    assert (totals["receivable"], totals["backlog"], totals["deferred"]) == ("0.00", "0.00", "72000.00")


def test_a_deal_without_a_rate_is_left_out_and_counted(dollars):
    """WE-G4: 5,000 EUR have no rate; the 10,000 USD are told."""
    dollars("deal", "add", "Other", "--account", "A1", "--amount", "5000 EUR", "--on", "2026-02-01")
    dollars("deal", "win", "D2", "--on", "2026-02-10")
    report = dollars.json("report", "revenue")
    assert report["totals"]["booked"] == "72000.00"
    assert report["excluded"] == {"missing_fx": {"count": 1, "amounts_by_currency": {"EUR": "5000.00"}}}
    assert report["status"] == "partial"


def test_a_win_that_is_reversed_is_taken_back_on_its_day(dollars):
    """Booked in February, reopened in March."""
    assert dollars("deal", "reopen", "D1", "--on", "2026-03-05").code == 0
    report = dollars.json("report", "revenue")
    assert [row["booked"] for row in report["rows"]] == ["72000.00", "-72000.00"]


def test_an_order_counts_instead_of_its_deal(ltc):
    """Won at 1,000 in January; the order in February comes to 900: 100 less. Cancelled, it is nothing."""
    for words in (
        "account add Acme --on 2026-01-01",
        "deal add Deal --account A1 --amount 1000 --on 2026-01-02",
        "deal win D1 --on 2026-01-10",
        "order create --deal D1 --on 2026-02-10",
        "order line O1 Deal --quantity 1 --price 900 --tax 0% --on 2026-02-10",
        "order confirm O1 --on 2026-02-11",
        "order cancel O1 --reason none --on 2026-03-11",
    ):
        told = ltc(*words.split())
        assert told.code == 0, told.err
    assert [row["booked"] for row in ltc.json("report", "revenue")["rows"]] == ["1000.00", "-100.00", "-900.00"]


def test_an_invoice_without_an_order_is_booked_when_it_is_billed(ltc, documents):
    """1,000.00 issued in January, 200.00 of it credited in February."""
    with documents() as rows:
        made = rows.invoice(rows.account(), "2026-01-10", "2026-02-09", 0, lines=[(0, 100_000, 0)])
        rows.credit(made, "2026-02-10", lines=[(1, 20_000, 0)])
    assert table(ltc.json("report", "revenue")) == {
        "2026-01": ("1000.00", "1000.00", "1000.00", "0.00"),
        "2026-02": ("-200.00", "-200.00", "-200.00", "0.00"),
    }


def test_what_it_cannot_be_asked_by(ltc):
    """Two units of time, and what customers have no field of."""
    assert ltc.refused("report", "revenue", "--by", "month,quarter")[0] == 2
    assert ltc.refused("report", "revenue", "--by", "product")[0] == 2
    assert ltc.refused("report", "revenue", "--where", "stage = won")[0] == 2


@pytest.fixture
def two_customers(retainer):
    """Beside Acme, Beta in France: a deal of 500 won in March, 300 invoiced; and 50 won of nobody."""
    for words in (
        "account edit A1 country=DE channel=website",
        "account add Beta --country FR --channel fair --on 2026-03-01",
        "deal add Own --account A2 --amount 500 --on 2026-03-01",
        "deal win D1 --on 2026-03-02",
        "deal add Nobody --amount 50 --on 2026-03-01",
        "deal win D2 --on 2026-03-02",
        "invoice create --account A2 --line Talk=1@300 --issue --on 2026-03-05",
    ):
        told = retainer(*words.split())
        assert told.code == 0, told.err
    return retainer


def test_by_customer_it_adds_up_to_the_whole(two_customers):
    """Acme as in WE-M1, Beta 500 won and 300 billed at once, 50 of nobody: the most booked first."""
    report = two_customers.json("report", "revenue", "--by", "customer")
    assert [(row["customer"], row["booked"], row["billed"], row["recognised"]) for row in report["rows"]] == [
        ("Acme", "12000.00", "3000.00", "1939.73"),
        ("Beta", "800.00", "300.00", "300.00"),
        ("(unknown)", "50.00", "0.00", "0.00"),
    ]
    assert report["totals"] == two_customers.json("report", "revenue")["totals"]


def test_by_a_field_of_customers_and_a_unit_of_time(two_customers):
    """By channel and month; one in which nothing happened has no row."""
    rows = two_customers.json("report", "revenue", "--by", "channel,month", "--since", "2026-02-01")["rows"]
    assert [(row["channel"], row["period"], row["collected"]) for row in rows] == [
        ("(unknown)", "2026-03", "0.00"),
        ("fair", "2026-03", "0.00"),
        ("website", "2026-02", "0.00"),
        ("website", "2026-03", "2500.00"),
    ]


def test_of_the_customers_a_filter_chooses(two_customers):
    """Those in Germany are Acme: all figures and balances are those of WE-M1."""
    told = two_customers.json("report", "revenue", "--where", "country = DE")
    assert (told["totals"]["booked"], told["totals"]["deferred"], told["totals"]["receivable"]) == (
        "12000.00",
        "1060.27",
        "500.00",
    )
    french = two_customers.json("report", "revenue", "--where", "country = FR")["totals"]
    assert (french["booked"], french["billed"], french["receivable"]) == ("800.00", "300.00", "300.00")
    assert two_customers.json("explain", "revenue", "--rows", "--where", "country = FR") == [
        {"ref": "I2", "booked": "300.00", "billed": "300.00", "recognised": "300.00", "currency": "EUR"}
    ]


def test_the_sales_behind_it(retainer):
    """The order with what is booked, billed and earned of it."""
    assert retainer.json("explain", "revenue", "--rows") == [
        {"ref": "O1", "booked": "12000.00", "billed": "3000.00", "recognised": "1939.73", "currency": "EUR"}
    ]


def test_what_is_credited_and_invoiced_again_is_sold_once(ltc):
    """2,000.00 of goods and 3 hours at 100.00, delivered, invoiced, credited in February, invoiced again in March."""
    for words in (
        "account add Acme --on 2026-01-01",
        "order create --account A1 --on 2026-01-02",
        "order line O1 Work --quantity 4 --price 500 --tax 19% --on 2026-01-02",
        "order line O1 Hours --quantity open --price 100 --tax 19% --on 2026-01-02",
        "order confirm O1 --on 2026-01-02",
        "order deliver O1 --line Work=4 --line Hours=3 --on 2026-01-10",
        "invoice create --order O1 --issue --on 2026-01-11",
        "invoice credit I1 --reason wrong --on 2026-02-11",
        "invoice create --order O1 --issue --on 2026-03-11",
    ):
        told = ltc(*words.split())
        assert told.code == 0, told.err
    report = ltc.json("report", "revenue")
    assert table(report) == {
        "2026-01": ("2300.00", "2300.00", "2300.00", "0.00"),
        "2026-02": ("-2300.00", "-2300.00", "-2300.00", "0.00"),
        "2026-03": ("2300.00", "2300.00", "2300.00", "0.00"),
    }
    assert {report["totals"][name] for name in ("deferred", "unbilled", "backlog", "remaining")} == {"0.00"}
    assert report["totals"]["receivable"] == "2737.00"
