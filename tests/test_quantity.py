"""Quantities: exact decimals, never floats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli import quantity
from ltc_cli.errors import BadUsage


@pytest.mark.parametrize(
    ("text", "millionths", "plain"),
    [
        ("3", 3_000_000, "3"),
        ("3.5", 3_500_000, "3.5"),
        (" +0.25 ", 250_000, "0.25"),
        ("0.000001", 1, "0.000001"),
        ("1.1000000000", 1_100_000, "1.1"),
        ("007", 7_000_000, "7"),
        ("999999999.999999", 999_999_999_999_999, "999999999.999999"),
    ],
)
def test_read_and_written(text, millionths, plain):
    """Six places are kept; zeros beyond them are nothing."""
    assert quantity.parse(text) == millionths
    assert quantity.plain(millionths) == plain


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "0.0",
        "-1",
        "-0.5",
        "-0",
        "1e3",
        "1,5",
        "1.",
        ".5",
        "٣",
        "nan",
        "0.0000001",
        "1234567890",
        "1 2",
        "1\n2",
    ],
)
def test_what_is_no_quantity(text):
    """Nothing at or below zero, no float's notation, no more than six places, digits of ASCII only."""
    with pytest.raises(BadUsage):
        quantity.parse(text)


def test_below_zero_is_written_with_its_sign():
    """What was returned more than delivered is still an exact decimal."""
    assert quantity.plain(-500_000) == "-0.5"
    assert quantity.plain(0) == "0"


@given(st.integers(1, 999_999_999_999_999))
def test_written_and_read_again(value):
    """Text and back is the same number."""
    assert quantity.parse(quantity.plain(value)) == value
