"""What documents come to: figures by hand, and from the rule of EN 16931 (tax per rate, not per line)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.domain.amount import Item, Part, TaxSum, amount, apportion, percent, rate_ppm, split, work_out
from ltc_cli.errors import BadUsage

UNIT = 1_000_000
VAT_25, VAT_19, VAT_7 = 250_000, 190_000, 70_000


def test_tax_is_worked_out_once_per_rate():
    """Three lines of 99.99 at 25 %: 299.97, tax 74.9925 -> 74.99; by lines it would be 3 x 25.00 = 75.00."""
    sums = work_out([Item(UNIT, 9999, 0, VAT_25)] * 3, gross=False)
    assert (sums.net, sums.tax, sums.total) == (29997, 7499, 37496)
    assert sorted(part.tax for part in sums.parts) == [2499, 2500, 2500]
    assert sums.taxes == (TaxSum(VAT_25, 29997, 7499),)


def test_two_rates_are_two_sums_the_highest_first():
    """100.00 at 19 % and 50.00 at 7 %: 19.00 and 3.50."""
    sums = work_out([Item(UNIT, 5000, 0, VAT_7), Item(UNIT, 10000, 0, VAT_19)], gross=False)
    assert sums.taxes == (TaxSum(VAT_19, 10000, 1900), TaxSum(VAT_7, 5000, 350))
    assert sums.parts == (Part(5000, 5000, 350), Part(10000, 10000, 1900))
    assert sums.total == 17250


def test_gross_prices_hold_the_tax():
    """119.00 with 19 % is 100.00 and 19.00; 10.00 with 19 % is 8.40 and 1.60 (1.5966)."""
    assert work_out([Item(UNIT, 11900, 0, VAT_19)], gross=True)[2:5] == (10000, 1900, 11900)
    assert work_out([Item(UNIT, 1000, 0, VAT_19)], gross=True)[2:5] == (840, 160, 1000)


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "comes_to"),
    [
        (3_500_000, 12000, 0, 42000),  # 3.5 h x 120.00
        (333_333, 100, 0, 33),  # 33.3333
        (500_000, 1, 0, 1),  # half a cent goes up
        (500_000, -1, 0, -1),  # and away from zero below it
        (1_000_000, 1005, 100_000, 905),  # 904.5 -> 905: rounded once, not after the discount again
        (2_000_000, 9999, 1_000_000, 0),  # all of it off
        (1_000_000, 500, 0, 500),
        (None, 500, 0, 0),  # open: nothing yet
    ],
)
def test_a_line(quantity, price, discount, comes_to):
    """Quantity x price less the discount, rounded once, half away from zero."""
    assert amount(Item(quantity, price, discount, 0)) == comes_to


def test_a_discount_in_percent_is_shared_over_the_lines():
    """10 % of 100.00 + 0.05 is 10.0050 -> 10.01; its shares are 10.005 and 0.005: 10.01 and 0.00 (tie: earlier)."""
    sums = work_out([Item(UNIT, 10000, 0, 0), Item(UNIT, 5, 0, 0)], gross=False, discount_ppm=100_000)
    assert sums.discount == 1001
    assert [part.net for part in sums.parts] == [9000, 4] or [part.net for part in sums.parts] == [8999, 5]
    assert sums.total == 10005 - 1001


def test_a_discount_comes_off_before_the_tax():
    """200.00 less 50.00 is 150.00; 19 % of that is 28.50."""
    sums = work_out([Item(UNIT, 20000, 0, VAT_19)], gross=False, discount_minor=5000)
    assert (sums.discount, sums.net, sums.tax, sums.total) == (5000, 15000, 2850, 17850)
    assert sums.parts[0].amount == 20000


def test_a_negative_line_takes_off_and_bears_no_discount():
    """100.00 - 20.00, 10 % off: 8.00, all of it off the first line."""
    sums = work_out([Item(UNIT, 10000, 0, VAT_19), Item(UNIT, -2000, 0, VAT_19)], gross=False, discount_ppm=100_000)
    assert sums.discount == 800
    assert [part.net for part in sums.parts] == [9200, -2000]
    assert (sums.net, sums.tax, sums.total) == (7200, 1368, 8568)


def test_a_discount_is_never_more_than_the_lines():
    """500.00 off 100.00 is 100.00 off, and nothing is left to tax."""
    sums = work_out([Item(UNIT, 10000, 0, VAT_19)], gross=False, discount_minor=50000)
    assert (sums.discount, sums.net, sums.tax, sums.total) == (10000, 0, 0, 0)


def test_no_lines_come_to_nothing():
    """An empty draft."""
    assert work_out([], gross=False, discount_ppm=100_000)[1:] == (0, 0, 0, 0, ())


def test_shares_by_largest_remainder():
    """100 over three thirds: 34, 33, 33; the earlier wins a tie; below zero too."""
    assert apportion(100, [100, 100, 100], 3) == [34, 33, 33]
    assert apportion(-100, [-100, -100, -100], 3) == [-33, -33, -34]
    assert apportion(10, [10, 0, 20], 3) == [3, 0, 7]


def test_a_split_is_cumulative():
    """10.00 over seven units, one by one: 1.43, 1.43, 1.43, 1.42, 1.43, 1.43, 1.43 (from 142.857… each)."""
    parts = [split(1000, 1, 7, before) for before in range(7)]
    assert parts == [143, 143, 143, 142, 143, 143, 143]
    assert sum(parts) == 1000


@pytest.mark.parametrize(
    ("text", "ppm", "said"),
    [
        ("19%", 190_000, "19"),
        ("8.875", 88_750, "8.875"),
        ("0", 0, "0"),
        ("100 %", UNIT, "100"),
        ("7.70%", 77_000, "7.7"),
    ],
)
def test_rates(text, ppm, said):
    """Percentages to four places."""
    assert rate_ppm(text) == ppm
    assert percent(ppm) == said


@pytest.mark.parametrize("text", ["", "-1%", "101%", "100.0001", "0.00001", "19 pct", "٣%", "1e1", "%"])
def test_what_is_no_rate(text):
    """Between 0 and 100."""
    with pytest.raises(BadUsage):
        rate_ppm(text)


items = st.lists(
    st.builds(
        Item,
        st.integers(1, 50_000_000),
        st.integers(-20_000, 200_000),
        st.sampled_from([0, 50_000, 333_333, UNIT]),
        st.sampled_from([0, VAT_7, VAT_19, 88_750]),
    ),
    max_size=6,
)


@given(items, st.booleans(), st.one_of(st.none(), st.integers(0, UNIT)), st.integers(0, 10_000))
def test_every_total_equals_what_is_above_it(lines, gross, ppm, minor):
    """Net and tax of the parts add up to those of the rates and of the document; each tax is within one of exact."""
    sums = work_out(lines, gross=gross, discount_ppm=ppm, discount_minor=None if ppm else minor)
    assert sum(part.net for part in sums.parts) == sums.net == sum(each.net for each in sums.taxes)
    assert sum(part.tax for part in sums.parts) == sums.tax == sum(each.tax for each in sums.taxes)
    assert sums.net + sums.tax == sums.total
    if gross:
        assert sums.total == sum(part.amount for part in sums.parts) - sums.discount
    else:
        assert sums.net == sum(part.amount for part in sums.parts) - sums.discount
    for line, part in zip(lines, sums.parts, strict=True):
        base = part.net + part.tax if gross else part.net
        exact = Fraction(base * line.tax_ppm, UNIT + line.tax_ppm if gross else UNIT)
        assert abs(part.tax - exact) < 1
    for each in sums.taxes:
        exact = Fraction(each.net + each.tax, UNIT + each.tax_ppm) if gross else Fraction(each.net, UNIT)
        assert abs(each.tax - exact * each.tax_ppm) <= Fraction(1, 2)


@given(st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=8), st.integers(1, 997))
def test_apportion_adds_up_and_stays_near(numerators, denominator):
    """Each part differs from its exact share by less than one."""
    total = (2 * sum(numerators) + denominator) // (2 * denominator)
    parts = apportion(total, numerators, denominator)
    assert sum(parts) == total
    assert all(abs(part - Fraction(each, denominator)) < 1 for part, each in zip(parts, numerators, strict=True))
