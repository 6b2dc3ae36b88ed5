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


def test_at_constant_rates_no_rate_makes_growth(ltc):
    """1,000 USD each month: 900, 800 and 750 EUR on their days; at the rate of the last day 750 each (F14)."""
    for day, rate in (("2026-01-10", "0.9"), ("2026-02-10", "0.8"), ("2026-03-10", "0.75"), ("2026-03-30", "0.75")):
        assert ltc("fx", "set", "USD/EUR", rate, "--on", day).code == 0
    ltc("account", "add", "Acme")
    for number, day in enumerate(("2026-01-10", "2026-02-10", "2026-03-10"), 1):
        words = ("--account", "A1", "--line", "Work=1@1000 USD", "--currency", "USD", "--issue", "--on", day)
        told = ltc("invoice", "create", *words)
        assert told.code == 0, told.err
        assert ltc("payment", "record", f"I{number}", "--on", day).code == 0
    for measure in ("billed", "collected", "recognised", "booked"):
        each, constant = (ltc.json("report", "growth", "--measure", measure, *words) for words in ((), ("--constant",)))
        assert [row["amount"] for row in each["rows"]] == ["900.00", "800.00", "750.00"], measure
        assert [row["amount"] for row in constant["rows"]] == ["750.00", "750.00", "750.00"], measure
        assert [row["growth"] for row in constant["rows"]] == [None, 0, 0]
        assert (each["totals"]["constant"], constant["totals"]["constant"]) == (False, True)
    assert totals(ltc, "--period", "2026-03", "--constant")["growth"] == 0
    assert totals(ltc, "--period", "2026-03")["growth"] == pytest.approx(-50 / 800)
    assert "Every period at the rates of" in ltc("report", "growth", "--constant").out


def test_deals_won_are_told_at_constant_rates_too_and_what_has_none_is_left_out(ltc):
    """900 EUR and 750 EUR of 1,000 USD each; at the last day's rate 750 twice; yen have no rate on the last day."""
    for day, rate in (("2026-01-10", "0.9"), ("2026-03-30", "0.75")):
        ltc("fx", "set", "USD/EUR", rate, "--on", day)
    ltc("fx", "set", "JPY/EUR", "0.006", "--on", "2026-01-10")
    for number, (day, amount) in enumerate((("01-10", "1000 USD"), ("03-30", "1000 USD"), ("01-10", "1000 JPY")), 1):
        ltc("deal", "add", "x", "--amount", amount, "--on", "2026-01-02")
        assert ltc("deal", "win", f"D{number}", "--on", f"2026-{day}").code == 0
    each, constant = (
        ltc.json("report", "growth", "--measure", "booked", "--by", "quarter", *words)
        for words in ((), ("--constant",))
    )
    assert each["rows"][0]["amount"] == "1656.00"
    assert (constant["rows"][0]["amount"], constant["status"]) == ("1500.00", "partial")
    assert constant["excluded"] == {"missing_fx": {"count": 1, "amounts_by_currency": {"JPY": "1000"}}}


def test_a_change_that_is_partly_the_calendars_says_so(billed):
    """March 2026 has 22 days from Monday to Friday, February 20."""
    ltc = billed("2026-02-12", 100)
    assert "22 days from Monday to Friday against 20." in ltc("report", "growth", "--period", "2026-03").out
    assert "Monday to Friday" not in ltc("report", "growth").out
