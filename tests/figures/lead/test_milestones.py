"""The milestones after the deal: quoted, ordered, delivered, invoiced, paid, day by day and back again."""

import pytest

ORDER = ("lead", "qualified", "deal", "quoted", "won", "ordered", "delivered", "invoiced", "paid")


@pytest.fixture
def sale(ltc):
    """A lead with a deal, on 31 March 2026; each step dated."""
    ltc.json("lead", "add", "Ada", "--company", "Lumen", "--on", "2026-01-05")
    ltc.json("lead", "convert", "L1", "--deal", "Engine", "--amount", "1000 EUR", "--on", "2026-01-10")
    return ltc


def furthest(ltc, as_of=None):
    """The furthest milestone that the one lead reached."""
    report = ltc.json("report", "funnel", *(["--as-of", as_of] if as_of else []))
    reached = {row["stage"]: row["reached"] for row in report["rows"]}
    counts = [reached[name] for name in ORDER]
    assert counts == sorted(counts, reverse=True)
    return ORDER[sum(counts) - 1] if sum(counts) else None


def carry(ltc, *steps):
    """Run command lines, each with its day."""
    for step in steps:
        words, day = step.rsplit(" on ", 1)
        ltc.json(*words.split(), "--on", day)


WHOLE = (
    "quote create --deal D1 --line Engine=2@500 --send on 2026-01-12",
    "quote accept Q1 --win --order on 2026-01-20",
    "order confirm O1 on 2026-01-22",
    "order deliver O1 --line Engine=1 on 2026-02-01",
    "order deliver O1 --line Engine=1 on 2026-02-03",
    "invoice create --order O1 --issue on 2026-02-05",
    "payment record I1 --amount 400 on 2026-03-01",
    "payment record I1 on 2026-03-10",
)


def test_every_milestone_on_its_day(sale):
    """The report as of a day sees what had happened by then, and nothing of what came later."""
    carry(sale, *WHOLE)
    by_day = {
        "2026-01-04": None, "2026-01-05": "lead", "2026-01-10": "deal", "2026-01-12": "quoted", "2026-01-20": "won",
        "2026-01-22": "ordered", "2026-02-01": "ordered", "2026-02-03": "delivered", "2026-02-05": "invoiced",
        "2026-03-01": "invoiced", "2026-03-09": "invoiced", "2026-03-10": "paid", "2026-03-31": "paid",
    }  # fmt: skip
    assert {day: furthest(sale, day) for day in by_day} == by_day


def test_what_is_taken_back_is_not_reached_any_more(sale):
    """A full credit takes the invoice away; a return that re-opens the order takes its delivery away."""
    carry(sale, *WHOLE[:-2], "invoice credit I1 --reason wrong on 2026-02-10")
    assert furthest(sale) == "delivered"
    carry(sale, "order return O1 --line Engine=1 --reopen on 2026-02-11")
    assert furthest(sale) == "ordered"
    assert furthest(sale, "2026-02-09") == "invoiced"


def test_a_credit_settles_no_milestone(sale):
    """Nothing open is not enough: something has to be paid."""
    carry(sale, *WHOLE[:-2], "invoice credit I1 --amount 400 --reason late on 2026-02-10")
    assert furthest(sale) == "invoiced"
    carry(sale, "invoice write-off I1 --reason gone on 2026-02-12")
    assert furthest(sale) == "invoiced"


def test_a_cancelled_order_was_an_order_until_then(sale):
    """As of the day before its cancellation, an order stands."""
    carry(sale, *WHOLE[:3], "order cancel O1 on 2026-02-01")
    assert furthest(sale) == "won"
    assert furthest(sale, "2026-01-31") == "ordered"


def test_the_later_milestones_need_the_win(sale):
    """A deal that is reopened keeps that it was quoted, and nothing after; a void one leaves the funnel."""
    carry(sale, *WHOLE, "deal reopen D1 on 2026-03-20")
    assert furthest(sale) == "quoted"
    assert furthest(sale, "2026-03-19") == "paid"
    carry(sale, "deal lose D1 --reason price on 2026-03-21")
    assert furthest(sale) == "quoted"
    carry(sale, "deal reopen D1 on 2026-03-22", "deal void D1 --reason error on 2026-03-23")
    assert furthest(sale) == "qualified"


def test_one_unpaid_invoice_of_two_keeps_a_lead_from_paid(sale):
    """Paid is when nothing of the deal is open."""
    carry(
        sale,
        *WHOLE[:3],
        "order deliver O1 --line Engine=1 on 2026-02-01",
        "invoice create --order O1 --issue on 2026-02-02",
    )
    carry(sale, "payment record I1 on 2026-02-03")
    assert furthest(sale) == "paid"
    carry(sale, "order deliver O1 on 2026-02-04", "invoice create --order O1 --issue on 2026-02-05")
    assert furthest(sale) == "invoiced"
    carry(sale, "payment record I2 on 2026-02-06")
    assert furthest(sale) == "paid"


def test_a_contract_is_invoiced_without_an_order(sale):
    """A retainer's invoice counts for its deal: the order is implied."""
    carry(
        sale,
        "deal win D1 on 2026-01-20",
        "contract sign --deal D1 --amount 300 --every month on 2026-02-01",
        "invoice run --until 2026-02-01 on 2026-02-01",
        "invoice issue I1 on 2026-02-01",
    )
    assert furthest(sale) == "invoiced"
    carry(sale, "payment record I1 on 2026-02-20")
    assert furthest(sale) == "paid"
