"""What holds of every report and every figure: it can be gated, and it can be explained, down to its records."""

import pytest

from ltc_cli import metrics
from ltc_cli.book import Book
from ltc_cli.domain import demo
from ltc_cli.figures import FIGURES, REPORTS, envelope, named
from ltc_cli.gate import evaluate
from ltc_cli.metrics import Ask, Span
from ltc_cli.shape import Report
from ltc_cli.turn import Turn

_NUMBERS = (int, float)
WITHOUT = ("accuracy", "awareness", "calibration", "retention")
"""They have their rows, also where there is nothing to list: frozen, asked, or there when all time began."""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A year of business."""
    path = tmp_path_factory.mktemp("registry") / "demo.db"
    demo.fill(path, today="2026-03-31")
    book = Book.open(path, write=False, today="2026-03-31")
    yield book
    book.close()


def asked(book: Book, name: str) -> Ask:
    """The plain question for a report or a figure."""
    metric, figure = named(name)
    return metrics.ask(book, metric, Span(), turn=Turn(to=figure.to if figure else None))


def told(value: object, kind: str, report: Report) -> str:
    """A value as it is written into a condition."""
    if kind == "money" and isinstance(value, int):
        from ltc_cli.money import plain

        return plain(value, report.currency)
    return f"{value:.12f}" if isinstance(value, float) else f"'{value}'" if isinstance(value, str) else str(value)


@pytest.mark.parametrize("name", REPORTS)
def test_each_total_can_be_gated(book, name):
    """Known or not is judged of every total; every number is judged by its size."""
    report = metrics.answer(book, asked(book, name))
    kinds = {column.name: column.kind for column in report.columns} | dict(report.total_kinds)
    for total, value in report.totals.items():
        assert evaluate(f"{total} is empty", report).holds is (value is None), total
        if isinstance(value, _NUMBERS) and not isinstance(value, bool):
            shown = told(value, kinds.get(total, ""), report)
            over = told(value + 1, kinds.get(total, ""), report)
            assert evaluate(f"{total} < {over}", report).holds, total
            assert not evaluate(f"{total} >= {over}", report).holds, total
            if isinstance(value, int):
                assert evaluate(f"{total} = {shown}", report).holds, total
        elif value is None:
            assert evaluate(f"{total} < 1", report).undefined or kinds.get(total) in ("text", None), total


@pytest.mark.parametrize("name", REPORTS)
def test_each_cell_can_be_gated(book, name):
    """Every column of the first row that can be told by its name, and any of all rows."""
    report = metrics.answer(book, asked(book, name))
    if not report.rows:
        return
    names = [str(row[0]).casefold() for row in report.rows]
    first = report.rows[0]
    for at, column in enumerate(report.columns):
        if column.kind in ("tags", "json"):
            continue
        some = any(row[at] is None for row in report.rows)
        assert evaluate(f"any({column.name}) is empty", report).holds is some, column.name
        if names.count(names[0]) == 1:
            assert evaluate(f"{column.name}['{first[0]}'] is empty", report).holds is (first[at] is None), column.name


@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_can_be_gated_by_value_and_interval(book, name):
    """`value`, and of a rate its cases and the ends of its interval."""
    _, figure = FIGURES[name]
    report = envelope.judged(metrics.answer(book, asked(book, name)), figure)
    value = report.totals["value"]
    assert evaluate("value is empty", report).holds is (value is None)
    if value is not None:
        assert evaluate(f"value > {told(value - 1, figure.unit, report)}", report).holds
    if figure.k:
        for end in ("numerator", "denominator", "n", "ci_low", "ci_high"):
            assert end in report.totals, end
            evaluate(f"{end} < 1", report)


@pytest.mark.parametrize("name", [*REPORTS, *FIGURES])
def test_each_is_explained(book, name):
    """Definition, formula, authority, the question as it was put, and the records behind it."""
    question = asked(book, name)
    explained = metrics.explanation(book, question)
    said = dict(zip([column.name for column in explained.columns], explained.row, strict=True))
    for part in ("definition", "formula", "authority", "basis", "as_of", "status", "query"):
        assert said[part], part
    assert said["query"].startswith("SELECT") or said["query"].startswith("WITH")
    listing = metrics.behind(book, question)
    rows = list(listing.rows)
    assert all(len(row) == len(listing.columns) for row in rows)
    if name in REPORTS and metrics.answer(book, question).rows and name not in WITHOUT:
        assert rows, name


def test_a_gate_that_is_wrong_is_heard(book):
    """The guard bites: a total there is not is no gate."""
    from ltc_cli.errors import BadUsage

    report = metrics.answer(book, asked(book, "winrate"))
    with pytest.raises(BadUsage):
        evaluate("no_such_total is empty", report)
