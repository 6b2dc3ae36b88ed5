"""Growth: metric dictionary F14 and G12."""

import pytest


@pytest.fixture
def billed(ltc):
    """A way to bill an amount on a day."""
    ltc("account", "add", "Acme")

    def bill(day, amount):
        line = f"Work=1@{amount}"
        words = ("invoice", "create", "--account", "A1", "--line", line, "--issue", "--on", day)
        told = ltc(*words)
        assert told.code == 0, told.err
        return ltc

    return bill


def totals(ltc, *words, today="2026-03-31"):
    return ltc.json("report", "growth", *words, env={"LTC_TODAY": today})["totals"]


def test_a_quarter_against_the_one_before(billed):
    """F14: 230,000 against 200,000 is 15 % more."""
    billed("2025-11-10", 120_000)
    billed("2025-12-10", 80_000)
    ltc = billed("2026-02-10", 230_000)
    told = totals(ltc, "--period", "2026-Q1")
    assert (told["amount"], told["previous"], told["change"]) == ("230000.00", "200000.00", "30000.00")
    assert told["growth"] == pytest.approx(0.15)


def test_an_unfinished_month_is_set_against_as_many_days(billed):
    """F14: 66,000 till 20 March against 60,000 till 20 February is 10 % more; against all of it 26.7 % less."""
    billed("2026-02-12", 60_000)
    billed("2026-02-25", 30_000)
    ltc = billed("2026-03-12", 66_000)
    told = totals(ltc, "--period", "2026-03", today="2026-03-20")
    assert (told["previous"], told["growth"]) == ("60000.00", pytest.approx(0.1))
    rows = ltc.json("report", "growth", env={"LTC_TODAY": "2026-03-20"})["rows"]
    assert [row["growth"] for row in rows] == [None, pytest.approx(0.1)]
    whole = ltc.json("report", "growth", env={"LTC_TODAY": "2026-03-31"})["rows"]
    assert whole[-1]["growth"] == pytest.approx(-24 / 90)


def test_nothing_before_is_no_rate(billed):
    """Against zero there is a change and no growth (G5)."""
    ltc = billed("2026-03-12", 100)
    told = totals(ltc, "--period", "2026-03")
    assert (told["change"], told["growth"], told["year_growth"]) == ("100.00", None, None)


def test_the_same_a_year_before(billed):
    """150 after 100 is half more on the year, whatever stood between."""
    billed("2025-03-12", 100)
    billed("2026-02-12", 300)
    ltc = billed("2026-03-12", 150)
    assert totals(ltc, "--period", "2026-03")["year_growth"] == pytest.approx(0.5)
    row = ltc.json("report", "growth", "--since", "2026-03-01")["rows"][-1]
    assert (row["previous"], row["year_before"], row["year_growth"]) == ("300.00", "100.00", pytest.approx(0.5))


def test_compound_growth(billed):
    """100, 110, 121: a tenth a month."""
    for day, amount in (("2026-01-05", 100), ("2026-02-05", 110), ("2026-03-05", 121)):
        ltc = billed(day, amount)
    assert totals(ltc)["compound"] == pytest.approx(0.1)


def test_what_is_booked_and_collected_grow_too(billed):
    """Each of the four has its own dates."""
    ltc = billed("2026-02-12", 100)
    ltc("payment", "record", "I1", "--on", "2026-03-02")
    for measure, amount in (("collected", "100.00"), ("billed", "0.00"), ("booked", "0.00"), ("recognised", "0.00")):
        told = totals(ltc, "--period", "2026-03", "--measure", measure)
        assert (told["measure"], told["amount"]) == (measure, amount)
    assert totals(ltc, "--period", "2026-03")["measure"] == "billed"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--measure", "sold"), "what grows is booked, billed, recognised, collected, not 'sold'."),
        (("--basis", "booked"), "growth is not told on the basis 'booked'."),
        (("--by", "week"), "growth is told by month, quarter or year, not by week."),
    ],
)
def test_what_growth_is_not_told_of_is_refused(ltc, words, message):
    """There is one way to ask for each."""
    told = ltc("report", "growth", *words)
    assert (told.code, told.out) == (2, "")
    assert message in told.err


def test_an_empty_file_answers(ltc):
    report = ltc.json("report", "growth")
    assert (report["status"], report["rows"], report["totals"]["amount"]) == ("undefined", [], "0.00")
