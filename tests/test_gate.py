"""`--fail-if`: when a report's figures stop a job, when they do not, and when nobody can tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.errors import BadUsage, LtcError
from ltc_cli.gate import Verdict, evaluate
from ltc_cli.shape import Column, Report

REPORT = Report(
    name="funnel",
    version=1,
    basis="cohort",
    since=None,
    until=None,
    as_of="2026-03-31",
    tz="UTC",
    currency="EUR",
    status="ok",
    columns=(
        Column("stage"),
        Column("reached", "count"),
        Column("rate", "ratio"),
        Column("amount", "money"),
        Column("hours", "number"),
        Column("last", "date"),
        Column("late", "yesno"),
    ),
    rows=(
        ("lead", 100, 1.0, 900_000, "1.10", "2026-03-30", 0),
        ("Closed won", 30, 0.3, 500_000, "14.5", "2026-01-02", 1),
        (">90", 0, None, None, None, None, None),
    ),
    totals={"reached": 100, "rate": 0.2, "ci_high": 0.299198, "amount": 1_400_000, "status": "low_n", "p": None},
    total_kinds={"ci_high": "ratio", "status": "text", "p": "ratio"},
    excluded={},
)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        # totals
        ("rate < 0.2", False),
        ("rate <= 20%", True),
        ("rate = 20%", True),
        ("rate != 20%", False),
        ("ci_high < 30%", True),
        ("reached >= 100", True),
        ("reached in (1, 100)", True),
        ("reached not in (1, 100)", False),
        ("status = LOW_N", True),
        ("status != ok", True),
        # amounts are whole units
        ("amount < 14k", False),
        ("amount = 14000 EUR", True),
        ("amount > 13999.99", True),
        ("amount = 14000 USD", False),
        # one cell
        ("reached[lead] = 100", True),
        ("reached[Closed won] < 31", True),
        ("reached['closed won'] < 30", False),
        ("reached[>90] = 0", True),
        ("amount['Closed won'] >= 5k", True),
        # decimals are exact
        ("hours[lead] = 1.1", True),
        ("hours[lead] < 1.10", False),
        ("hours['Closed won'] > 9", True),
        ("last[lead] > 2026-03-01", True),
        ("late['Closed won']", True),
        ("late[lead] = no", True),
        # any row
        ("any(reached) < 1", True),
        ("any(reached) < 0", False),
        ("any(rate) < 50%", True),
        ("any(last) < 2026-02-01", True),
        # emptiness is never undefined
        ("p empty", True),
        ("rate not empty", True),
        ("any(rate) empty", True),
        ("any(rate) not empty", True),
        # joined
        ("rate < 0.2 or reached[lead] > 50", True),
        ("rate < 0.3 and not reached[lead] < 50", True),
    ],
)
def test_it_judges_the_figures(text: str, holds: bool) -> None:
    verdict = evaluate(text, REPORT)
    assert (verdict.holds, verdict.undefined) == (holds, False)


@pytest.mark.parametrize(
    ("text", "holds", "undefined"),
    [
        ("p < 0.05", False, True),
        ("p != 0.05", False, True),
        ("not p < 0.05", False, True),
        ("rate[>90] < 0.1", False, True),
        ("any(rate) < 0.1", False, True),
        ("any(rate) < 0.5", True, False),
        ("p < 0.05 and reached > 1000", False, False),
        ("p < 0.05 and reached > 1", False, True),
        ("p < 0.05 or reached > 1", True, False),
        ("p < 0.05 or reached > 1000", False, True),
    ],
)
def test_an_undefined_value_matters_only_where_the_rest_does_not_decide(
    text: str, holds: bool, undefined: bool
) -> None:
    verdict = evaluate(text, REPORT)
    assert (verdict.holds, verdict.undefined) == (holds, undefined)


def test_it_says_what_it_looked_at() -> None:
    verdict = evaluate("amount < 20k and any(rate) < 0.5 and p < 1", REPORT)
    assert verdict == Verdict(
        False, True, "amount is 14,000.00 EUR, rate[Closed won] is 0.3, rate[>90] is undefined, p is undefined"
    )


def test_a_row_in_another_currency_is_measured_in_its_own() -> None:
    """A row of a report may have a currency of its own: 5,000 yen are 5,000 minor units."""
    columns = (Column("ref", "ref"), Column("amount", "money"), Column("currency"))
    rows = (("D1", 5_000, "JPY"), ("D2", 500_000, "EUR"))
    report = REPORT._replace(columns=columns, rows=rows)
    assert evaluate("amount[D1] = 5000 and amount[D2] = 5000", report).holds
    assert not evaluate("amount[D1] = 5000 EUR", report).holds
    assert evaluate("any(amount) = 5000 EUR", report).explanation == "amount[D2] is 5,000.00 EUR"


def test_a_report_without_rows_has_none_that_matches() -> None:
    assert evaluate("any(rate) < 1", REPORT._replace(rows=())) == Verdict(False, False, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rat < 0.2", "this report has no total 'rat'; did you mean rate?"),
        ("hours < 1", "this report has no total 'hours'; there are reached, rate,"),
        ("reach[lead] < 5", "this report has no column 'reach'; did you mean reached?"),
        ("any(reach) < 5", "this report has no column 'reach'; did you mean reached?"),
        ("reached[leads] < 5", "this report has no row 'leads'; did you mean lead?"),
        ("reached[xyz] < 5", "this report has no row 'xyz'; there are lead, Closed won, >90."),
        ("rate < many", "'many' is not a number."),
        ("p < many", "'many' is not a number."),
        ("amount < many", "'many' is not an amount."),
        ("rate", "rate has to be compared"),
        ("status ~ low", "status has to be compared"),
        ("status < ok", "status is text, which has no order"),
        ("last[lead] > soon", "'soon' is not a date"),
        ("late[lead] = maybe", "'maybe' is not yes or no."),
        ("rate <", "a value is missing here."),
        ("rate[lead", "`[` means nothing here."),
    ],
)
def test_what_does_not_fit_the_report_is_refused_and_pointed_at(text: str, said: str) -> None:
    with pytest.raises(BadUsage) as caught:
        evaluate(text, REPORT)
    assert said in caught.value.message
    assert "--fail-if" in (caught.value.hint or "")


def test_a_row_that_stands_twice_is_not_guessed_at() -> None:
    report = REPORT._replace(rows=[REPORT.rows[0], REPORT.rows[0]])
    with pytest.raises(BadUsage, match=r"2 rows are called 'lead'; say any\(reached\)"):
        evaluate("reached[lead] > 1", report)


WORDS = ["rate", "p", "any", "reached", "[lead]", "(", ")", "<", "=", "20%", "5k", "and", "or", "not", "empty", "'"]


@given(st.text(max_size=40) | st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join))
def test_whatever_is_typed_is_judged_or_refused(text: str) -> None:
    try:
        verdict = evaluate(text, REPORT)
    except LtcError as error:
        assert isinstance(error, BadUsage)
    else:
        assert not (verdict.holds and verdict.undefined)
