"""A line that tells how far an import has got."""

from io import StringIO

import pytest

from ltc_cli.render import progress


@pytest.mark.parametrize(
    ("done", "whole", "seconds", "said"),
    [
        (20_000, 100_000, 4.0, "20,000 rows, 5,000 a second, 20 %, 0:16 to go"),
        (90_000, 1_000_000, 10.0, "90,000 rows, 9,000 a second, 9 %, 1:41 to go"),
        (500, 0, 2.0, "500 rows, 250 a second"),
        (1_000, 1_000, 2.0, "1,000 rows, 500 a second, 99 %, 0:00 to go"),
    ],
)
def test_what_is_left_is_told_as_far_as_it_is_known(done, whole, seconds, said):
    assert progress.sentence(done, whole, seconds) == said


def test_nothing_is_said_for_a_second_and_nothing_stays(monkeypatch):
    """Told at 1.05 and 1.3 seconds, not at 0.5 and 1.1; the line is cleared in the end."""
    now = iter((0.0, 0.5, 1.05, 1.1, 1.3))
    monkeypatch.setattr(progress, "monotonic", lambda: next(now))
    err = StringIO()
    with progress.line(err) as tell:
        for done in (10, 20, 30, 40):
            tell(done, 100)
    lines = err.getvalue().split("\r\x1b[K")
    assert [line.partition(" rows")[0] for line in lines] == ["", "20", "40", ""]


def test_what_takes_no_second_writes_nothing():
    err = StringIO()
    with progress.line(err) as tell:
        tell(1, 2)
    assert err.getvalue() == ""


def test_nobody_is_told_where_nobody_looks(ltc, tmp_path):
    """A pipe gets words about the import, and no line that is written over."""
    (tmp_path / "rows.csv").write_text("name\nAda\n")
    assert "\x1b" not in ltc("lead", "import", str(tmp_path / "rows.csv")).err
