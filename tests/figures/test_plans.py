"""How reports are answered in a large file: they seek what belongs to a record, and read no table once a record."""

import re
import shutil
import sqlite3
from collections import Counter

import pytest

from ltc_cli import metrics
from ltc_cli.book import Book
from ltc_cli.clock import end_of
from ltc_cli.domain import demo
from ltc_cli.figures import REPORTS
from ltc_cli.metrics import Span

BIG = {
    "lead": 1_000_000, "deal": 300_000, "stage_event": 1_500_000, "deal_value": 500_000, "owner_event": 1_000_000,
    "account": 200_000, "contact": 200_000, "touch": 500_000, "task": 300_000, "quote": 100_000, "sales_order": 100_000,
    "order_line": 200_000, "shipment": 100_000, "shipment_line": 200_000, "invoice": 100_000, "invoice_line": 300_000,
    "payment": 100_000, "allocation": 150_000, "credit_note": 10_000, "change": 3_000_000, "operation": 500_000,
}  # fmt: skip
"""Tables, and how many rows the planner is told that they have."""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The demo's year, whose statistics are those of a file a thousand times as large."""
    path = tmp_path_factory.mktemp("plans") / "demo.db"
    demo.fill(path, today="2026-03-31")
    large = path.with_name("large.db")
    shutil.copy(path, large)
    conn = sqlite3.connect(large)
    conn.execute("ANALYZE")
    for table, rows in BIG.items():
        for index, stat in conn.execute("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = ?", (table,)).fetchall():
            _, *rest = stat.split()
            more = " ".join(str(max(1, min(int(each), 20))) for each in rest)
            conn.execute(
                "UPDATE sqlite_stat1 SET stat = ? WHERE tbl = ? AND idx IS ?", (f"{rows} {more}".strip(), table, index)
            )
    conn.commit()
    conn.close()
    book = Book.open(large, write=False, today="2026-03-31")
    yield book
    book.close()


def breaches(conn: sqlite3.Connection, sql: str) -> list[str]:
    """Where a plan reads a big table once for each record, or makes an index of its own of one."""
    try:
        steps = conn.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    except sqlite3.OperationalError:  # what the trace shows of a nested statement cannot be asked by itself
        return []
    real = {alias: table for table, alias in re.findall(r"\b(?:FROM|JOIN|,)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?", sql)}
    parents = {number: (parent, detail) for number, parent, _, detail in steps}
    found = []
    for parent, detail in parents.values():
        table = re.match(r"(?:SCAN|SEARCH) (\w+)", detail)
        name = real.get(table[1], table[1]) if table else ""
        if name not in BIG:
            continue
        if "AUTOMATIC" in detail:
            found.append(f"{detail} in {sql[:160]}")
        above, inside = parent, detail.startswith("SCAN")
        while inside and above in parents:
            above, said = parents[above]
            if "CORRELATED" in said:
                found.append(f"{detail} under {said} in {sql[:160]}")
                break
    return found


@pytest.mark.parametrize("period", [None, "2026-03"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_seeks_what_it_should(book, name, period):
    """Every statement of every report, asked of everything and of a month."""
    metric = REPORTS[name]
    if period is not None and metric.basis == "snapshot":
        period = None
    statements: list[str] = []
    book.conn.set_trace_callback(statements.append)
    try:
        metrics.answer(book, metrics.ask(book, metric, Span(period=period)))
    finally:
        book.conn.set_trace_callback(None)
    asked = dict.fromkeys(each for each in statements if each.lstrip().startswith(("SELECT", "WITH")))
    assert asked
    assert [wrong for sql in asked for wrong in breaches(book.conn, sql)] == []


def put(book: Book, name: str) -> list[str]:
    """The questions that a report of everything puts to the file."""
    statements: list[str] = []
    book.conn.set_trace_callback(statements.append)
    try:
        metrics.answer(book, metrics.ask(book, REPORTS[name], Span()))
    finally:
        book.conn.set_trace_callback(None)
    return [each for each in statements if each.lstrip().startswith(("SELECT", "WITH"))]


def often(statements: list[str]) -> list[str]:
    """Questions that are put again and again, for another record each time."""
    alike = Counter(re.sub(r"'[^']*'|\b\d+\b", "?", each) for each in statements)
    return [each for each, times in alike.items() if times > 5]


@pytest.mark.parametrize(
    "name", ["revenue", "growth", "pipeline", "margin", "channels", "retention", "funnel", "leads", "cashflow"]
)
def test_a_report_asks_for_all_records_at_once(book, name):
    """In a file with a hundred thousand won deals, one question for each is most of what the report takes."""
    assert often(put(book, name)) == []


@pytest.mark.parametrize(("name", "looks"), [("growth", 1), ("kpi", 3)])
def test_what_figures_share_is_looked_for_once(book, name, looks):
    """Growth is parts of one answer; on the page revenue, growth and all margins together look at what was sold."""
    asked = [each for each in put(book, name) if "SELECT l.id, o.id" in each and "JOIN sales_order_line l" in each]
    assert 1 <= len(asked) <= looks


def test_the_guard_of_repeats_bites(book):
    asked = [f"SELECT amount_minor FROM deal_value WHERE deal_id = {number}" for number in range(6)]
    assert often(asked)
    assert not often([*asked[:5], "SELECT id FROM deal"])


def test_nothing_is_taken_for_known_once_something_was_written(tmp_path):
    """Within one snapshot a look is enough; outside of one, or after a write in it, the file is asked again."""
    path = tmp_path / "demo.db"
    demo.fill(path, today="2026-03-31")
    looks: list[int] = []

    def look(book: Book) -> int:
        looks.append(1)
        return book.conn.execute("SELECT count(*) FROM lead").fetchone()[0]

    with Book.open(path, write=False, today="2026-03-31") as reader:
        leads = reader.once(look)
        assert reader.once(look) == leads
        reader.as_of = end_of("2025-12-31", reader.clock)
        reader.once(look)
    assert len(looks) == 2
    with Book.open(path, write=True, today="2026-03-31") as writer:
        assert writer.once(look) == writer.once(look) == leads
        with writer.operation("lead add"):
            assert writer.once(look) == leads
            writer.insert("lead", {"created_ms": 1, "name": "Ada", "status": "new", "kind": "new"})
            assert writer.once(look) == leads + 1


def test_the_guard_bites(book):
    """A lookup by a column without an index is caught, whether SQLite scans or makes an index of its own."""
    told = "SELECT (SELECT count(*) FROM lead l WHERE l.company = deal.title) FROM deal"
    assert breaches(book.conn, told)
    joined = "SELECT count(*) FROM deal JOIN lead l ON l.company = deal.title"
    assert breaches(book.conn, joined)
    assert not breaches(book.conn, "SELECT (SELECT name FROM account a WHERE a.id = deal.account_id) FROM deal")
