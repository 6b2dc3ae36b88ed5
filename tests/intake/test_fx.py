"""Rows become rates of exchange, one a pair and day."""

from tests.intake.test_take_in import answer, counts


def rates(shop):
    """All rates."""
    return shop.rows("SELECT base, quote, day, rate FROM fx_rate ORDER BY id")


def test_rates_come_by_pair_or_by_base_and_quote(shop):
    shop.take("fx", "pair,date,rate\nEUR/USD,2026-01-02,1.1000\n")
    shop.take("fx", "base,quote,day,rate\nusd,cny,2026-01-02,7.2\n")
    shop.take("fx", "quote,day,rate\nGBP,2026-01-02,0.87\n")
    assert rates(shop) == [
        ("EUR", "USD", "2026-01-02", "1.1"),
        ("USD", "CNY", "2026-01-02", "7.2"),
        ("EUR", "GBP", "2026-01-02", "0.87"),
    ]


def test_a_rate_again_is_no_change_and_another_takes_its_place(shop):
    shop.take("fx", "pair,day,rate\nEUR/USD,2026-01-02,1.10\n")
    assert counts(shop.take("fx", "pair,day,rate\nEUR/USD,2026-01-02,1.1\n")) == answer(1, unchanged=1)
    assert counts(shop.take("fx", "pair,day,rate\nEUR/USD,2026-01-02,1.2\n")) == answer(1, updated=1)
    assert rates(shop) == [("EUR", "USD", "2026-01-02", "1.2")]


def test_what_is_no_rate_is_bad(shop):
    said = shop.refuse("fx", "pair,day,rate\nEUR/EUR,2026-01-02,1\nEUR/USD,2026-01-02,0\nEUR/USD,2027-01-02,1\n")
    assert "rows.csv:2:rate: EUR/EUR is one currency twice" in said
    assert "rows.csv:3:rate: '0' is not a rate of exchange" in said
    assert "rows.csv:4:rate: 2027-01-02 is in the future" in said
