"""Money: read exactly or refused, written so that it reads back, and split so that nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.errors import BadUsage, Refused
from ltc_cli.money import (
    Money,
    NeedsCurrency,
    exponent,
    human,
    mul_div_half_up,
    parse,
    parse_amount,
    plain,
    share,
    words,
)

AMOUNTS = st.integers(-9_000_000_000_000_000, 9_000_000_000_000_000)
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD", "CLF"])  # two, no, three and four decimals
WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    ("currency", "digits"), [("EUR", 2), ("CNY", 2), ("XCG", 2), ("JPY", 0), ("ISK", 0), ("KWD", 3), ("CLF", 4)]
)
def test_a_currency_has_its_own_number_of_decimals(currency: str, digits: int) -> None:
    assert exponent(currency) == digits


def test_an_unknown_currency_is_refused_with_the_nearest() -> None:
    with pytest.raises(BadUsage, match="there is no currency 'EURO'") as refused:
        exponent("EURO")
    assert refused.value.hint == "Did you mean EUR?"


@pytest.mark.parametrize(
    ("minor", "currency", "exact", "grouped"),
    [
        (125_050, "EUR", "1250.50", "1,250.50"),
        (-125_050, "EUR", "-1250.50", "-1,250.50"),
        (5, "EUR", "0.05", "0.05"),
        (-5, "EUR", "-0.05", "-0.05"),
        (0, "EUR", "0.00", "0.00"),
        (1_234_567, "JPY", "1234567", "1,234,567"),
        (-1_234, "JPY", "-1234", "-1,234"),
        (1_234_567, "KWD", "1234.567", "1,234.567"),
        (12_345, "CLF", "1.2345", "1.2345"),
    ],
)
def test_an_amount_is_written_exactly_and_for_people(minor: int, currency: str, exact: str, grouped: str) -> None:
    assert plain(minor, currency) == exact
    assert human(minor, currency) == grouped
    assert words(Money(minor, currency)) == f"{grouped} {currency}"


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1250.50", 125_050),
        ("1250.5", 125_050),
        ("1250.500", 125_050),  # more digits, but nothing to round
        ("1250", 125_000),
        (" 1250.50 EUR ", 125_050),
        ("1250.50eur", 125_050),
        ("EUR 1,250.50", 125_050),
        ("€1,250.50", 125_050),
        ("€ 5", 500),
        ("1,250,000", 125_000_000),
        ("1 250.50", 125_050),
        ("1'250.50", 125_050),
        ("9k", 900_000),
        ("9 K EUR", 900_000),
        ("1.5m", 150_000_000),
        ("1.234k", 123_400),
        ("12万", 12_000_000),
        ("1,234万", 1_234_000_000),
        ("3亿", 30_000_000_000),
        ("2百万", 200_000_000),
        ("0.05", 5),
        ("0.500", 50),
        ("-5", -500),
        ("EUR -5", -500),
        ("-€5", -500),
        ("+5", 500),
        ("-0", 0),
    ],
)
def test_an_amount_may_be_typed_in_many_ways(text: str, minor: int) -> None:
    assert parse(text, "EUR") == Money(minor, "EUR")


@pytest.mark.parametrize(
    ("text", "default", "currency"),
    [
        ("5 USD", "EUR", "USD"),
        ("€5", "USD", "EUR"),
        ("£5", None, "GBP"),
        ("5元", "EUR", "CNY"),
        ("¥5", "JPY", "JPY"),
        ("¥5", "EUR", "CNY"),
        ("¥5", None, "CNY"),
        ("$5", "AUD", "AUD"),
        ("$5", "EUR", "USD"),
        ("$5", None, "USD"),
    ],
)
def test_a_named_currency_wins_and_a_shared_sign_means_the_default(
    text: str, default: str | None, currency: str
) -> None:
    assert parse(text, default).currency == currency


def test_an_amount_without_any_currency_asks_for_one() -> None:
    with pytest.raises(NeedsCurrency, match="'9k' has no currency") as refused:
        parse("9k", None)
    assert isinstance(refused.value, Refused)
    assert refused.value.exit_code == 4
    assert "LTC_CURRENCY" in str(refused.value.hint)


@pytest.mark.parametrize(
    ("text", "currency", "hint"),
    [
        ("1,234", "EUR", "Write 1234 or 1234.00 if that is meant."),
        ("1.234", "EUR", "Write 1234 or 1234.00 if that is meant."),
        ("-1.234", "JPY", "Write 1234 or 1234.00 if that is meant."),
        ("1,234", "KWD", "Write 1234 or 1234.00 if that is meant."),
        ("1,234k", "EUR", "Write 1234k or 1234.00k if that is meant."),
    ],
)
def test_an_amount_with_two_readings_is_refused(text: str, currency: str, hint: str) -> None:
    with pytest.raises(BadUsage, match="can be read in two ways") as refused:
        parse(text, currency)
    assert refused.value.hint == hint


def test_three_decimals_are_no_riddle_in_a_currency_that_has_three() -> None:
    assert parse("1.234", "KWD") == Money(1_234, "KWD")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1,5", "Write 1.5"),
        ("0,500", "Write 0.500"),
        ("1,5k EUR", "Write 1.5k EUR"),
        ("1.250,50", "Write 1250.50"),
        ("1 250,50", "Write 1250.50"),
        ("1.234.567", "Write 1234567"),
    ],
)
def test_a_decimal_comma_is_refused_with_the_amount_as_it_should_be_typed(text: str, hint: str) -> None:
    with pytest.raises(BadUsage) as refused:
        parse(text, "EUR")
    assert refused.value.hint == hint


@pytest.mark.parametrize(
    "text",
    [
        *("NaN", "inf", "Infinity", "1e5", "1E+9999999", "1_000", "0x10", "１２", "٣"),
        *("--5", "+-5", "5.", ".5", "1..5", "12 34", "1,23,456.00", "1,2,3", "1,250.50,00", "12,34.5", "1,250 500.00"),
        *("", "   ", "EUR", "k", "5kk", "5 EUR EUR", "5%", "5\n6", "0,500,000"),
    ],
)
def test_what_is_not_a_plain_amount_is_refused(text: str) -> None:
    with pytest.raises(BadUsage):
        parse(text, "EUR")


@pytest.mark.parametrize("text", ["9" * 19, "9" * 100_000, "1." + "0" * 100_000, "9000000000000000亿"])
def test_an_absurd_amount_is_refused_before_it_is_converted(text: str) -> None:
    with pytest.raises(BadUsage) as refused:
        parse(text, "EUR")
    assert len(refused.value.message) < 100


@pytest.mark.parametrize(
    ("text", "currency"),
    [("1250.505", "EUR"), ("0.123", "EUR"), ("1.5", "JPY"), ("1.2345", "KWD"), ("1.23456k", "JPY")],
)
def test_more_decimals_than_the_currency_has_are_never_rounded(text: str, currency: str) -> None:
    with pytest.raises(BadUsage, match=f"has more decimals than {currency}"):
        parse(text, currency)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("EUR 5 USD", "names two currencies"),
        ("5 XYZ", "no currency 'XYZ'"),
        ("NaN", "is not an amount"),
        ("1e5", "is not an amount"),
        ("1_000", "is not an amount"),
        ("１２", "is not an amount"),
        ("٣", "is not an amount"),
        ("9" * 41, "is not an amount"),
        ("90000000000000.01", "is too large"),  # a cent above the largest
        ("1,5", "has a decimal comma"),
        ("1.234.567", "has points between its thousands"),
    ],
)
def test_a_refusal_names_its_reason(text: str, why: str) -> None:
    with pytest.raises(BadUsage, match=why):
        parse(text, "EUR")


@pytest.mark.parametrize(
    ("text", "mark", "minor"),
    [
        ("1,234", ".", 123_400),
        ("1,234.5", ".", 123_450),
        ("1.200", ".", 120),
        ("1.234", ",", 123_400),
        ("1.234,5", ",", 123_450),
        ("1 234,50", ",", 123_450),
        ("1,200", ",", 120),
        ("5,00 EUR", ",", 500),
        ("€ 5,00", ",", 500),
        ("-5,00", ",", -500),
        ("1250.50", None, 125_050),
        ("1,250.50", None, 125_050),
    ],
)
def test_a_declared_decimal_mark_leaves_one_reading(text: str, mark: str | None, minor: int) -> None:
    assert parse_amount(text, "EUR", mark) == minor


@pytest.mark.parametrize(
    ("text", "mark", "why"),
    [
        ("1,234.50", ",", "not an amount with a decimal comma"),
        ("1.234,50", ".", "has a decimal comma"),
        ("1,234", ",", "has more decimals than EUR"),
        ("1.234", ".", "has more decimals than EUR"),
        ("1.234", None, "two ways"),
        ("5 USD", None, "is in USD, not EUR"),
        ("many", ",", "not an amount"),
    ],
)
def test_a_cell_against_the_declared_mark_is_refused(text: str, mark: str | None, why: str) -> None:
    with pytest.raises(BadUsage, match=why):
        parse_amount(text, "EUR", mark)


@given(AMOUNTS, CURRENCIES)
def test_what_is_written_for_machines_reads_back(minor: int, currency: str) -> None:
    assert parse(plain(minor, currency), currency) == Money(minor, currency)
    assert parse_amount(human(minor, currency), currency, ".") == minor
    assert parse_amount(plain(minor, currency).replace(".", ","), currency, ",") == minor


@given(st.text("0123456789.,' -+kEUR€万", max_size=50))
def test_any_text_is_one_amount_or_refused(text: str) -> None:
    try:
        money = parse(text, "EUR")
    except BadUsage:
        return
    assert money.currency == "EUR"
    assert parse(plain(*money), "EUR") == money


@pytest.mark.parametrize(
    ("amount", "numerator", "denominator", "rounded"),
    [
        (9_999, 25, 100, 2_500),  # 2499.75
        (10, 25, 100, 3),  # 2.5 goes up
        (-10, 25, 100, -3),  # and away from zero
        (10, -25, 100, -3),
        (9, 25, 100, 2),  # 2.25
        (1, 1, 3, 0),
        (2, 1, 3, 1),
        (0, 19, 100, 0),
    ],
)
def test_rounding_is_half_away_from_zero(amount: int, numerator: int, denominator: int, rounded: int) -> None:
    assert mul_div_half_up(amount, numerator, denominator) == rounded


@given(AMOUNTS, st.integers(-10_000, 10_000), st.integers(1, 10_000))
def test_rounding_is_off_by_half_a_unit_at_most(amount: int, numerator: int, denominator: int) -> None:
    rounded = mul_div_half_up(amount, numerator, denominator)
    assert 2 * abs(rounded * denominator - amount * numerator) <= denominator


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (100, [30, 70], [30, 70]),
        (10_000, [1, 1, 1], [3_334, 3_333, 3_333]),
        (900_000, [17, 28, 14], [259_322, 427_119, 213_559]),  # WE-L5a: 59 days over three months
        (3, [1, 1], [2, 1]),  # a tie: the earlier
        (5, [1, 2], [2, 3]),  # 1.67 and 3.33: the larger remainder takes the cent
        (1, [0, 1], [0, 1]),
        (0, [3, 4], [0, 0]),
    ],
)
def test_a_share_goes_by_the_largest_remainder_and_then_by_place(
    total: int, weights: list[int], parts: list[int]
) -> None:
    assert share(total, weights) == parts


@pytest.mark.parametrize("weights", [[], [0], [0, 0]])
def test_there_is_no_share_without_a_weight(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="more than zero"):
        share(100, weights)


@given(AMOUNTS, WEIGHTS)
def test_shares_add_up_and_are_within_one_unit_of_exact(total: int, weights: list[int]) -> None:
    parts, whole = share(total, weights), sum(weights)
    assert sum(parts) == total
    assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))


@given(AMOUNTS, WEIGHTS)
def test_the_shares_of_a_credit_are_those_of_the_charge(total: int, weights: list[int]) -> None:
    assert share(-total, weights) == [-part for part in share(total, weights)]


@given(AMOUNTS, st.integers(1, 12))
def test_among_equals_the_earlier_take_the_rest(total: int, count: int) -> None:
    each, rest = divmod(abs(total), count)
    assert [abs(part) for part in share(total, [1] * count)] == [each + 1] * rest + [each] * (count - rest)
