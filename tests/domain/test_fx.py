"""Rates of exchange: direct, turned round, across a third; a week old at most; exact text."""

import sqlite3

import pytest

from ltc_cli.domain import fx
from ltc_cli.errors import BadUsage


@pytest.fixture
def conn():
    """A file that knows rates only."""
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE fx_rate (id INTEGER PRIMARY KEY, base TEXT, quote TEXT, day TEXT, rate TEXT)")
    return conn


def put(conn, *rates):
    for base, quote, day, rate in rates:
        conn.execute("INSERT INTO fx_rate (base, quote, day, rate) VALUES (?, ?, ?, ?)", (base, quote, day, rate))


def test_one_currency_is_one(conn):
    """Without any rate."""
    assert fx.find(conn, "EUR", "EUR", "2026-03-31") == "1"


def test_direct_and_inverse(conn):
    """1 EUR = 1.10 USD, so 1 USD = 10/11 EUR, exactly."""
    put(conn, ("EUR", "USD", "2026-03-31", "1.1"), ("EUR", "GBP", "2026-03-31", "0.8"))
    assert fx.find(conn, "EUR", "USD", "2026-03-31") == "1.1"
    assert fx.find(conn, "USD", "EUR", "2026-03-31") == "10/11"
    assert fx.find(conn, "GBP", "EUR", "2026-03-31") == "1.25"


def test_crossed(conn):
    """1 USD = 7.85 / 1.10 CNY = 157/22."""
    put(conn, ("EUR", "USD", "2026-03-31", "1.1"), ("EUR", "CNY", "2026-03-30", "7.85"))
    assert fx.find(conn, "USD", "CNY", "2026-03-31") == "157/22"
    assert fx.ratio("157/22") == fx.Ratio(157, 22)
    assert fx.find(conn, "USD", "JPY", "2026-03-31") is None


def test_the_newest_on_or_before_the_day(conn):
    """What is set for tomorrow is not known today."""
    put(
        conn,
        ("EUR", "USD", "2026-03-28", "1.1"),
        ("EUR", "USD", "2026-03-30", "1.2"),
        ("EUR", "USD", "2026-04-01", "1.3"),
    )
    assert fx.find(conn, "EUR", "USD", "2026-03-29") == "1.1"
    assert fx.find(conn, "EUR", "USD", "2026-03-31") == "1.2"
    assert fx.find(conn, "EUR", "USD", "2026-04-01") == "1.3"
    assert fx.find(conn, "EUR", "USD", "2026-03-27") is None


@pytest.mark.parametrize(("day", "found"), [("2026-04-07", "1.1"), ("2026-04-08", None)])
def test_seven_days_are_fresh_and_eight_are_stale(conn, day, found):
    """From 31 March: 7 April is a week, 8 April more than that. A crossed rate needs both fresh."""
    put(conn, ("EUR", "USD", "2026-03-31", "1.1"))
    assert fx.find(conn, "EUR", "USD", day) == found
    put(conn, ("EUR", "CNY", day, "7.7"))
    assert fx.find(conn, "USD", "CNY", day) == (found and "7")


def test_the_newer_of_two_ways_wins_and_on_one_day_the_way_it_was_set(conn):
    """USD/EUR of today goes before EUR/USD of yesterday; of one day, each way keeps its own rate."""
    put(conn, ("EUR", "USD", "2026-03-30", "1.25"), ("USD", "EUR", "2026-03-31", "0.5"))
    assert fx.find(conn, "EUR", "USD", "2026-03-31") == "2"
    assert fx.find(conn, "USD", "EUR", "2026-03-31") == "0.5"
    put(conn, ("EUR", "USD", "2026-03-31", "1.6"))
    assert fx.find(conn, "EUR", "USD", "2026-03-31") == "1.6"
    assert fx.find(conn, "USD", "EUR", "2026-03-31") == "0.5"


@pytest.mark.parametrize(
    ("minor", "frm", "to", "text", "comes_to"),
    [
        (11_000, "USD", "EUR", "1/1.1", 10_000),  # 110.00 USD at 1/1.1
        (1_000, "JPY", "EUR", "1/160", 625),  # 1000 yen have no cents: 6.25 EUR
        (625, "EUR", "JPY", "160", 1_000),
        (1_000, "KWD", "EUR", "3", 300),  # 1.000 dinar has 1000 fils: 3.00 EUR
        (300, "EUR", "KWD", "1/3", 1_000),
        (1, "USD", "EUR", "0.5", 1),  # half a cent goes up
        (-1, "USD", "EUR", "0.5", -1),  # and a debt is its mirror
        (10_000, "EUR", "USD", "7.85/1.1", 71_364),  # 713.6363…
        (123, "EUR", "EUR", "9", 123),
    ],
)
def test_an_amount_in_another_currency(minor, frm, to, text, comes_to):
    """Exact, with the minor units of both currencies, half away from zero."""
    assert fx.convert(minor, frm, to, text) == comes_to


@pytest.mark.parametrize(
    ("text", "kept"), [("1.10", "1.1"), ("007.85", "7.85"), ("0.000000000001", "0.000000000001"), ("160", "160")]
)
def test_a_rate_is_kept_as_exact_text(text, kept):
    """Without needless zeros, to twelve places."""
    assert fx.rate(text) == kept


@pytest.mark.parametrize("text", ["", "0", "0.000", "-1", "1e3", "1,1", "1.", "0.0000000000001", "1/2", "٣"])
def test_what_is_no_rate(text):
    """Above zero, and a decimal."""
    with pytest.raises(BadUsage):
        fx.rate(text)


@pytest.mark.parametrize("text", ["EURUSD", "EUR/EUR", "EUR/XX", "EUR-USD", "EUR/USD/JPY"])
def test_what_is_no_pair(text):
    """Two currencies."""
    with pytest.raises(BadUsage):
        fx.pair(text)


def test_a_pair_is_read_in_any_case():
    assert fx.pair(" eur / usd ") == ("EUR", "USD")
