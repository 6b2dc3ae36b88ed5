"""Expected cash: what is due, ordered and in the pipeline, each once and in its week."""

import pytest


def weeks(ltc, *words):
    """The weeks in which something is expected."""
    return {
        row["period"]: (row["due"], row["orders"], row["pipeline"])
        for row in ltc.json("report", "cashflow", *words)["rows"]
        if row["total"] != "0.00"
    }


def run(ltc, *lines):
    for words in lines:
        told = ltc(*(word.replace("~", " ") for word in words.split()))
        assert told.code == 0, told.err


@pytest.fixture
def order(ltc):
    """4 units for 100.00 and 19 %, promised for 20 April, 30 days to pay, of a deal of 400.00."""
    run(
        ltc,
        "account add Acme --on 2026-01-01",
        "deal add Deal --account A1 --amount 400 --expected-close 2026-04-10 --on 2026-03-01",
        "deal win D1 --on 2026-03-02",
        "order create --deal D1 --on 2026-03-02",
        "order line O1 Deal --quantity 4 --price 100 --tax 19% --on 2026-03-02",
        "order confirm O1 --promise 2026-04-20 --on 2026-03-10",
    )
    return ltc


def test_thirteen_weeks_from_this_one(ltc):
    """31 March 2026 lies in week 14."""
    rows = ltc.json("report", "cashflow")["rows"]
    assert (len(rows), rows[0]["period"], rows[-1]["period"]) == (13, "2026-W14", "2026-W26")


def test_what_is_due_and_what_is_overdue(ltc, documents):
    """Late ones are expected now, others on their due day: 10 April is in week 15; later is told apart."""
    with documents() as rows:
        acme = rows.account()
        rows.invoice(acme, "2026-01-10", "2026-02-09", 100_000)
        two = rows.invoice(acme, "2026-03-11", "2026-04-10", 50_000)
        rows.invoice(acme, "2026-03-12", "2026-12-10", 70_000)
        rows.pay(two, "2026-03-20", 20_000)
    assert weeks(ltc) == {"2026-W14": ("1000.00", "0.00", "0.00"), "2026-W15": ("300.00", "0.00", "0.00")}
    assert ltc.json("report", "cashflow")["totals"]["later"] == "700.00"
    assert weeks(ltc, "--as-of", "2026-03-15")["2026-W15"] == ("500.00", "0.00", "0.00")


def test_an_order_is_expected_after_its_promise_and_terms(order):
    """20 April and 30 days are 20 May, in week 21; a deal with an order is no pipeline."""
    assert weeks(order) == {"2026-W21": ("0.00", "476.00", "0.00")}


def test_what_is_invoiced_of_an_order_is_due_and_not_ordered(order):
    """One of four invoiced on 31 March is due on 30 April: 119.00 there, 357.00 with the order."""
    run(order, "order deliver O1 --line Deal=1 --on 2026-03-31", "invoice create --order O1 --issue --on 2026-03-31")
    assert weeks(order) == {"2026-W18": ("119.00", "0.00", "0.00"), "2026-W21": ("0.00", "357.00", "0.00")}


def test_a_draft_is_still_ordered(order):
    """Until it is issued nobody pays it."""
    run(order, "invoice create --order O1 --what ordered --on 2026-03-31")
    assert weeks(order) == {"2026-W21": ("0.00", "476.00", "0.00")}


def test_what_was_paid_ahead_is_not_expected_again(order):
    """100.00 paid on the order."""
    run(order, "payment record O1 --amount 100 --on 2026-03-20")
    assert weeks(order) == {"2026-W21": ("0.00", "376.00", "0.00")}


def test_instalments_by_their_days(ltc):
    """Half on 1 May, half 30 days after the delivery promised for 20 April."""
    run(
        ltc,
        "account add Acme --on 2026-01-01",
        "order create --account A1 --on 2026-03-02",
        "order line O1 Work --quantity 1 --price 100 --tax 19% --on 2026-03-02",
        "instalment set O1 50%@2026-05-01~50%@deliver+30d --on 2026-03-02",
        "order confirm O1 --promise 2026-04-20 --on 2026-03-10",
    )
    assert weeks(ltc) == {"2026-W18": ("0.00", "59.50", "0.00"), "2026-W21": ("0.00", "59.50", "0.00")}


def test_the_pipeline_by_its_chance(ltc):
    """Expected on 10 April and paid 30 days later, on 10 May in week 19; a deal without a day is undated."""
    run(
        ltc,
        "deal add One --amount 1000 --expected-close 2026-04-10 --on 2026-03-01",
        "deal add Two --amount 1000 --on 2026-03-01",
    )
    chance = ltc.json("report", "pipeline")["totals"]["weighted"]
    half = f"{float(chance) / 2:.2f}"
    assert weeks(ltc) == {"2026-W19": ("0.00", "0.00", half)}
    assert ltc.json("report", "cashflow")["totals"]["undated"] == half


def test_a_win_without_an_order_is_expected_in_full(ltc):
    """Won, it is expected after the days to pay from now: 30 April."""
    run(ltc, "deal add One --amount 1000 --on 2026-03-01", "deal win D1 --on 2026-03-02")
    assert weeks(ltc) == {"2026-W18": ("0.00", "0.00", "1000.00")}


def test_by_month_and_further(order):
    """May, and as far as asked."""
    assert weeks(order, "--by", "month") == {"2026-05": ("0.00", "476.00", "0.00")}
    assert weeks(order, "--until", "2026-04-30") == {}
    assert order.refused("report", "cashflow", "--by", "owner")[0] == 2


def test_of_the_customers_a_filter_chooses(order):
    """476.00 of Acme in Germany; nothing of those in France."""
    run(order, "account edit A1 country=DE")
    assert weeks(order, "--by", "month", "--where", "country = DE") == {"2026-05": ("0.00", "476.00", "0.00")}
    assert weeks(order, "--where", "country = FR") == {}
    assert order.json("explain", "cashflow", "--rows", "--where", "country = FR") == []
