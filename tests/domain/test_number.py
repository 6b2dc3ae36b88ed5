"""Numbers of documents: formats, years, days that never go back, numbers of a tax office."""

import sqlite3
from types import SimpleNamespace

import pytest

from ltc_cli.domain import number


def following(form, given, day):
    """The next number when these are given: (year, n)."""
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE invoice (series TEXT, year INTEGER, n INTEGER)")
    conn.executemany("INSERT INTO invoice VALUES ('invoice', ?, ?)", given)
    conn.execute("INSERT INTO invoice VALUES ('external', NULL, NULL)")
    numbers = {"invoice": form} if form else {}
    return number.following(SimpleNamespace(conn=conn, process=SimpleNamespace(numbers=numbers)), "invoice", day)


@pytest.mark.parametrize(
    ("form", "given", "day", "written"),
    [
        (None, [], "2026-03-31", "2026-0001"),
        (None, [(2026, 1), (2026, 2)], "2026-03-31", "2026-0003"),
        (None, [(2025, 41)], "2026-01-01", "2026-0001"),  # a year begins with one
        (None, [(2026, 9999)], "2026-03-31", "2026-10000"),  # more places than planned
        ("R{n}", [(0, 6)], "2026-03-31", "R7"),
        ("R{n:06}", [(0, 6)], "2027-01-01", "R000007"),  # no year in it: it goes on, or a number would come twice
        ("{year}{month}-{n:03}", [(2026, 11)], "2026-04-01", "202604-012"),  # the series is of the year
    ],
)
def test_the_next_number(form, given, day, written):
    """In the format of the process."""
    assert following(form, given, day).number == written


def issue(ltc, day, *more):
    return ltc.json("invoice", "create", "--account", "A1", "--line", "Tea=1@5", "--issue", "--on", day, *more)


def test_a_series_over_the_turn_of_the_year(ltc):
    """2025-0001, 2025-0002, 2026-0001: a draft has none, and one that is thrown away leaves no hole."""
    ltc("account", "add", "Bright")
    assert issue(ltc, "2025-12-30")["number"] == "2025-0001"
    draft = ltc.json("invoice", "create", "--account", "A1", "--line", "Tea=1@5", "--on", "2025-12-30")
    assert draft["number"] is None
    assert ltc("invoice", "discard", draft["ref"]).code == 0
    assert issue(ltc, "2025-12-31")["number"] == "2025-0002"
    assert issue(ltc, "2026-01-01")["number"] == "2026-0001"
    code, words = ltc.refused(
        "invoice", "create", "--account", "A1", "--line", "Tea=1@5", "--issue", "--on", "2025-12-31"
    )
    assert (code, "2025-12-31 is before 2026-01-01" in words) == (4, True)
    assert issue(ltc, "2026-01-01")["number"] == "2026-0002"  # the same day is no step back


def test_a_number_of_a_tax_office_is_of_no_series(ltc):
    """It takes no number away from the series, may be of an earlier day, and is nobody else's."""
    ltc("account", "add", "Bright")
    issue(ltc, "2026-03-10")
    assert issue(ltc, "2026-03-01", "--number", "FAPIAO-77")["number"] == "FAPIAO-77"
    assert issue(ltc, "2026-03-11")["number"] == "2026-0002"
    code, words = ltc.refused("invoice", "create", "--account", "A1", "--line", "Tea=1@5", "--number", "FAPIAO-77")
    assert (code, "FAPIAO-77" in words) == (4, True)


def test_credit_notes_have_a_series_of_their_own(ltc):
    """C2026-0001 beside 2026-0001."""
    ltc("account", "add", "Bright")
    issue(ltc, "2026-03-10")
    assert ltc.json("invoice", "credit", "I1", "--amount", "1", "--reason", "x")["number"] == "C2026-0001"
    assert ltc.json("invoice", "credit", "I1", "--amount", "1", "--reason", "x")["number"] == "C2026-0002"
    assert issue(ltc, "2026-03-31")["number"] == "2026-0002"
