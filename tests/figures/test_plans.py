"""How reports are answered in a large file: they seek what belongs to a record, and read no table once a record."""

import re
import shutil
import sqlite3

import pytest

from ltc_cli import metrics
from ltc_cli.book import Book
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


def test_the_guard_bites(book):
    """A lookup by a column without an index is caught, whether SQLite scans or makes an index of its own."""
    told = "SELECT (SELECT count(*) FROM lead l WHERE l.company = deal.title) FROM deal"
    assert breaches(book.conn, told)
    joined = "SELECT count(*) FROM deal JOIN lead l ON l.company = deal.title"
    assert breaches(book.conn, joined)
    assert not breaches(book.conn, "SELECT (SELECT name FROM account a WHERE a.id = deal.account_id) FROM deal")
