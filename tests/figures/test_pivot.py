"""Pivot tables: metric dictionary A3."""

import csv
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LEADS = "name,channel,created,status\n"


def taken_in(ltc, tmp_path, rows):
    path = tmp_path / "leads.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("external_id", "name", "channel", "created"))
        writer.writerows(rows)
    assert ltc.json("lead", "import", str(path))["new"] == len(rows)


def test_a_total_rate_is_that_of_all_cases(ltc, tmp_path):
    """A3: web 6 of 40 and referral 4 of 10 are 10 of 50, 20 %, not the mean of 15 % and 40 %."""
    rows = [(f"w{n}", f"Web {n}", "website", "2026-01-05") for n in range(40)]
    rows += [(f"r{n}", f"Friend {n}", "referral", "2026-02-05") for n in range(10)]
    taken_in(ltc, tmp_path, rows)
    for n, lead in enumerate((*range(1, 7), *range(41, 45)), 1):
        assert ltc("lead", "convert", f"L{lead}", "--deal", f"Deal {n}").code == 0
        assert ltc("deal", "win", f"D{n}").code == 0
    told = ltc.json("report", "pivot", "--measure", "lead_to_customer", "--by", "channel,month")
    assert told["totals"] == {"value": 0.2, "k": 10, "n": 50}
    assert [(row["channel"], row["month"], row["value"], row["k"], row["n"]) for row in told["rows"]] == [
        ("referral", "2026-02", 0.4, 4, 10),
        ("website", "2026-01", 0.15, 6, 40),
    ]
    seen = ltc("report", "pivot", "--measure", "lead_to_customer", "--by", "channel,month", "--format", "csv").out
    assert seen.splitlines()[1] == "referral,2026-02,0.4,4,10"
    table = [
        line.split()
        for line in ltc("report", "pivot", "--measure", "lead_to_customer", "--by", "channel,month").out.splitlines()
    ]
    assert ["website", "15.0%", "–", "15.0%"] in table
    assert ["total", "15.0%", "40.0%*", "20.0%"] in table


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("website", "referral", "")),
            st.sampled_from(("2026-01-31", "2026-02-01", "2026-03-02")),
        ),
        max_size=12,
    )
)
def test_counts_are_those_of_the_rows(bare, drawn):
    """Cells, and the whole, against counting the rows by hand."""
    bare.path.unlink(missing_ok=True)
    assert bare("init", "--currency", "EUR", "--timezone", "Europe/Berlin").code == 0
    taken_in(bare, bare.path.parent, [(f"x{n}", f"Lead {n}", *each) for n, each in enumerate(drawn)])
    told = bare.json("report", "pivot", "--by", "channel,month")
    found = {(row["channel"], row["month"]): row["value"] for row in told["rows"]}
    assert found == Counter((channel or "(unknown)", day[:7]) for channel, day in drawn)
    assert told["totals"]["value"] == len(drawn)


def test_amounts_are_converted_each_and_then_summed(ltc):
    """G4: 3 × 0.33 USD at 1.10 is 3 × 0.30 EUR; a payment without a rate is left out and counted."""
    assert ltc("fx", "set", "EUR/USD", "1.10", "--on", "2026-01-01").code == 0
    ltc("account", "add", "Acme")
    for n in range(3):
        line = ("invoice", "create", "--account", "A1", "--line", "Work=1@0.33", "--currency", "USD", "--issue")
        assert ltc(*line, "--on", "2026-01-05").code == 0, n
    assert (
        ltc("invoice", "create", "--account", "A1", "--line", "Work=1@100", "--issue", "--on", "2026-02-05").code == 0
    )
    assert ltc("invoice", "create", "--account", "A1", "--line", "Work=1@100").code == 0  # a draft
    told = ltc.json("report", "pivot", "--measure", "invoices.net", "--by", "account_name,month")
    assert [(row["month"], row["value"]) for row in told["rows"]] == [("2026-01", "0.90"), ("2026-02", "100.00")]
    assert told["totals"] == {"value": "100.90"}
    assert ltc.json("report", "pivot", "--measure", "invoices")["totals"] == {"value": 4}
    assert ltc.json("report", "pivot", "--measure", "invoices", "--as-of", "2026-01-31")["totals"] == {"value": 3}
    assert ltc.json("report", "pivot", "--measure", "invoices", "--period", "2026-02")["totals"] == {"value": 1}
    rows = ltc.json("explain", "pivot", "--rows", "--measure", "invoices.net", "--by", "month")
    assert [(row["ref"], row["month"], row["value"], row["currency"]) for row in rows] == [
        ("I1", "2026-01", "0.33", "USD"),
        ("I2", "2026-01", "0.33", "USD"),
        ("I3", "2026-01", "0.33", "USD"),
        ("I4", "2026-02", "100.00", "EUR"),
    ]


@pytest.fixture
def dealt(ltc):
    """Four deals of January and one of February: 100, 300 and 1,000 EUR from two accounts, 200 USD, one unvalued."""
    for name in ("Acme", "Blue"):
        assert ltc("account", "add", name).code == 0
    assert ltc("fx", "set", "USD/EUR", "0.9", "--on", "2026-01-05").code == 0
    for title, account, amount, day in (
        ("A", "Acme", "100 EUR", "2026-01-05"), ("B", "Acme", "300 EUR", "2026-01-06"),
        ("C", "Blue", "1000 EUR", "2026-01-07"), ("D", "Blue", "200 USD", "2026-01-08"),
        ("E", "Acme", "", "2026-02-01"),
    ):  # fmt: skip
        said = ("--amount", amount) if amount else ()
        made = ltc("deal", "add", title, "--account", account, *said, "--on", day)
        assert made.code == 0, made.err
    assert ltc("deal", "win", "D1", "--on", "2026-01-20").code == 0
    assert ltc("deal", "win", "D3", "--on", "2026-01-20").code == 0
    return ltc


@pytest.mark.parametrize(
    ("measure", "january", "february", "whole"),
    [
        ("mean(deals.amount)", "395.00", None, "395.00"),  # (100 + 300 + 1000 + 180) / 4
        ("median(deals.amount)", "240.00", None, "240.00"),  # between 180 and 300
        ("min(deals.amount)", "100.00", None, "100.00"),
        ("max(deals.amount)", "1000.00", None, "1000.00"),
        ("sum(deals.amount)", "1580.00", None, "1580.00"),
        ("distinct(deals.account)", 2, 1, 2),
        ("count(deals)", 4, 1, 5),
        ("Rate(deals where status=won)", 0.5, 0.0, 0.4),
    ],
)
def test_every_rule_over_records(dealt, measure, january, february, whole):
    """Totals are worked out over all records: two accounts in all, not the three of the cells."""
    told = dealt.json("report", "pivot", "--measure", measure, "--by", "month")
    found = {row["month"]: row["value"] for row in told["rows"]}
    assert (found["2026-01"], found.get("2026-02"), told["totals"]["value"]) == (january, february, whole)


def test_a_rate_keeps_its_cases_and_its_filter(dealt):
    """Of Acme's three deals one is won; of January's, two of four."""
    rate = "rate(deals where status = won)"
    told = dealt.json("report", "pivot", "--measure", rate, "--where", "account = A1", "--by", "month")
    assert told["totals"] == {"value": 1 / 3, "k": 1, "n": 3}
    assert [(row["k"], row["n"]) for row in told["rows"]] == [(1, 2), (0, 1)]
    listed = dealt.json("explain", "pivot", "--measure", rate, "--by", "month", "--rows")
    assert {row["ref"]: row["value"] for row in listed} == {"D1": 1, "D2": 0, "D3": 1, "D4": 0, "D5": 0}


def test_a_combination_without_records_is_nothing_of_a_rule_that_does_not_add_up(dealt):
    """Blue has no deal in February: no count is 0, no median is not known."""
    assert dealt("deal", "edit", "D5", "amount=50 EUR").code == 0
    for measure, nothing in (("count(deals)", "0"), ("median(deals.amount)", "–"), ("distinct(deals.account)", "–")):
        lines = dealt("report", "pivot", "--measure", measure, "--by", "account,month").out.splitlines()
        blue = next(line.split() for line in lines if line.startswith(("Blue", "A2")))
        assert (nothing in blue) is True, measure


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("avg(deals.amount)", "there is no rule 'avg'."),
        ("median(deals.title)", "deals have no 'title' that can be told as median."),
        ("median(deals)", "deals have no '' that can be told as median."),
        ("count(deals.amount)", "records are counted, not a field of theirs."),
        ("rate(deals)", "a rate is of the records that meet a condition."),
        ("rate(deals.amount where status=won)", "a rate is of the records that meet a condition."),
        ("mean(dogs.age)", "there is no measure 'mean(dogs.age)'."),
    ],
)
def test_a_rule_that_does_not_fit_is_refused(dealt, measure, said):
    told = dealt("report", "pivot", "--measure", measure)
    assert (told.code, told.out) == (2, "")
    assert said in told.err


def test_tests_and_void_deals_are_no_deals(ltc):
    """A deal that was opened in error is counted nowhere."""
    ltc("account", "add", "Acme")
    for title in ("One", "Two", "Three"):
        assert ltc("deal", "add", title, "--account", "A1", "--amount", "100").code == 0
    assert ltc("deal", "void", "D3", "--reason", "opened twice").code == 0
    assert ltc.json("report", "pivot", "--measure", "deals.amount", "--by", "stage")["totals"] == {"value": "200.00"}


def test_what_is_left_out_is_counted_and_listed_with_its_reason(ltc):
    """One void deal of three, and one test lead of two; another filter leaves others out."""
    for title in ("One", "Two", "Three"):
        ltc("deal", "add", title, "--amount", "100")
    ltc("deal", "void", "D3", "--reason", "opened twice")
    ltc("lead", "add", "Ada")
    ltc("lead", "add", "Robot")
    assert ltc("lead", "edit", "L2", "test=yes").code == 0
    assert ltc.json("report", "pivot", "--measure", "deals")["excluded"] == {"void": 1}
    assert ltc.json("report", "pivot", "--measure", "mean(deals.amount)")["excluded"] == {"void": 1}
    assert ltc.json("report", "pivot")["excluded"] == {"test": 1}
    assert ltc.json("report", "pivot", "--where", "name = Ada")["excluded"] == {}
    rows = ltc.json("explain", "pivot", "--measure", "deals", "--rows")
    assert [(row["ref"], row["value"], row["counted"], row["why"]) for row in rows] == [
        ("D1", 1, True, ""), ("D2", 1, True, ""), ("D3", None, False, "void"),
    ]  # fmt: skip


def test_an_empty_file_has_an_empty_table(ltc):
    """Nothing is counted, and a sum of nothing is nothing."""
    told = ltc.json("report", "pivot", "--measure", "invoices.net", "--by", "account_name,month")
    assert (told["rows"], told["totals"], told["status"]) == ([], {"value": "0.00"}, "undefined")
    told = ltc.json("report", "pivot", "--measure", "win_rate", "--by", "owner,month")
    assert (told["rows"], told["totals"]["value"]) == ([], None)
    assert ltc("report", "pivot").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--measure", "invoicez"), "Did you mean invoices?"),
        (("--measure", "invoices.nett"), "These can: "),
        (("--measure", "receivables", "--by", "owner"), "receivables cannot be split by owner"),
        (("--by", "a,b,c,d"), "at most 3 dimensions"),
        (("--by", "chanel"), "Did you mean channel?"),
    ],
)
def test_what_cannot_be_told_is_refused(ltc, words, said):
    """A measure or dimension there is not is an error, never another table."""
    told = ltc("report", "pivot", *words)
    assert told.code == 2
    assert said in told.err


def test_a_gate_holds_on_a_cell(ltc, tmp_path):
    """One cell by the first dimension, any cell, and the total."""
    taken_in(ltc, tmp_path, [("a", "A", "website", "2026-01-05")])
    for gate, code in (("value[website] >= 1", 8), ("any(value) > 1", 0), ("value = 1", 8)):
        assert ltc("report", "pivot", "--by", "channel", "--fail-if", gate).code == code
