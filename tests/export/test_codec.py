"""Values as text and back, for every kind of column and every table there is."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.errors import BadRows
from ltc_cli.export import codec
from ltc_cli.export.codec import Column
from ltc_cli.schema import JOURNALED, migrate

WHOLE = st.integers(-(1 << 62), 1 << 62)


@pytest.fixture(scope="module")
def conn():
    """A file with every table and no row."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    migrate.make(conn)
    return conn


@pytest.mark.parametrize(
    ("column", "value", "currency", "text"),
    [
        (Column("amount_minor", "amount", "currency"), 125050, "EUR", "1250.50"),
        (Column("amount_minor", "amount", "currency"), -5, "EUR", "-0.05"),
        (Column("amount_minor", "amount", "currency"), 1250, "JPY", "1250"),
        (Column("amount_minor", "amount", "currency"), 1250, "KWD", "1.250"),
        (Column("amount_minor", "amount", "currency"), 7, None, "0.07"),
        (Column("quantity", "quantity"), 3_500_000, None, "3.5"),
        (Column("tax_ppm", "percent"), 190_000, None, "19.0000%"),
        (Column("tax_ppm", "percent"), 1, None, "0.0001%"),
        (Column("created_ms", "instant"), 0, None, "1970-01-01T00:00:00.000Z"),
        (Column("created_ms", "instant"), -1, None, "1969-12-31T23:59:59.999Z"),
        (Column("created_ms", "instant"), 1_767_610_800_123, None, "2026-01-05T11:00:00.123Z"),
    ],
)
def test_each_kind_is_written_so(column, value, currency, text):
    """Worked out by hand."""
    [[written, _]] = codec.batches([(value, currency)], [column, Column("currency")])
    assert written == [text]
    assert codec.value(column, text, currency) == value


@given(WHOLE, st.sampled_from(["EUR", "JPY", "KWD", "CLF", None]))
def test_amounts_come_back(minor, currency):
    """Whatever the currency."""
    column = Column("amount_minor", "amount", "currency")
    [[[text], _]] = codec.batches([(minor, currency)], [column, Column("currency")])
    assert codec.value(column, text, currency) == minor


@given(st.integers(-62_135_596_800_000, 253_402_300_799_999))
def test_instants_come_back(ms):
    """From the year 1 to the year 9999."""
    assert codec.value(Column("created_ms", "instant"), codec.stamp(ms), None) == ms


@given(WHOLE)
def test_quantities_and_rates_come_back(value):
    """Exactly."""
    for column in (Column("quantity", "quantity"), Column("tax_ppm", "percent"), Column("id", "number")):
        [[[text]]] = codec.batches([(value,)], [column])
        assert codec.value(column, str(text), None) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "1.5"), ("number", "٣"), ("number", "9223372036854775808"), ("number", ""),
        ("amount", "1,5"), ("amount", "1.505"), ("amount", "1e3"), ("amount", "NaN"), ("amount", "9" * 20),
        ("percent", "19"), ("percent", "1.00001%"), ("quantity", "1.0000001"),
        ("instant", "2026-01-05"), ("instant", "2026-02-30T00:00:00.000Z"), ("instant", "2026-01-05T11:00:00Z"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_kind_is_refused(kind, text):
    """Nothing is read by half."""
    with pytest.raises(BadRows):
        codec.value(Column("x", kind), text, "EUR")


def test_every_amount_stands_beside_its_currency(conn):
    """In every table, so that a row can be read without another one."""
    for table in JOURNALED:
        shape = codec.shape(conn, table)
        names = [column.name for column in shape.columns]
        assert len(set(names)) == len(names)
        assert [column for column in shape.columns if column.currency and column.currency not in names] == []


def test_every_day_of_the_schema_is_known_as_one(conn):
    """A workbook shows it as a date."""
    known = {column.name for table in JOURNALED for column in codec.shape(conn, table).columns}
    assert known >= codec.DATES
