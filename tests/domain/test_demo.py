"""The demo year: the same every time, sound, and with something of everything."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ltc_cli.clock import DAY_MS
from ltc_cli.domain import demo
from ltc_cli.errors import Refused
from ltc_cli.process import templates

FACTS = ("lead", "deal", "account", "contact", "contact_account", "stage_event", "deal_value", "touch", "task")


def rows(path: Path, statement: str) -> list[tuple]:
    """What a statement finds."""
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(statement).fetchall()


@pytest.fixture(scope="module")
def year(tmp_path_factory) -> Path:
    """A demo file that ends on its own day."""
    path = tmp_path_factory.mktemp("demo") / "year.db"
    demo.fill(path)
    return path


def test_the_year_is_the_same_every_time(year, tmp_path):
    """Every fact of a second file is that of the first."""
    demo.fill(tmp_path / "again.db", today="2026-03-31")
    for table in FACTS:
        assert rows(tmp_path / "again.db", f"SELECT * FROM {table}") == rows(year, f"SELECT * FROM {table}")


def test_it_may_end_on_any_day(tmp_path):
    """A year that ends in a February has as many leads, and nothing after its last noon (13:00 in UTC is too late)."""
    demo.fill(tmp_path / "leap.db", today="2028-02-29")
    assert rows(tmp_path / "leap.db", "SELECT count(*) FROM lead")[0][0] >= demo.LEADS - 3
    last = rows(tmp_path / "leap.db", "SELECT max(recorded_ms) FROM operation")[0][0]
    noon = 1_835_438_400_000 - 3_600_000  # 2028-02-29 12:00 UTC less the hour Berlin is ahead
    assert noon - 3 * DAY_MS < last <= noon


def test_it_has_something_of_everything(year):
    """Deals of every kind and in every stage, leads of every kind, reasons, a person at two companies, tasks."""
    deals = dict(rows(year, "SELECT kind, count(*) FROM deal GROUP BY kind"))
    assert deals.keys() == {"open", "won", "lost", "void"}
    assert 40 <= sum(deals.values()) <= 60
    assert deals["open"] >= 6
    assert rows(year, "SELECT count(DISTINCT stage) FROM deal WHERE kind = 'open'") == [(4,)]
    leads = dict(rows(year, "SELECT kind, count(*) FROM lead GROUP BY kind"))
    assert leads.keys() == {"new", "working", "qualified", "converted", "disqualified"}
    assert rows(year, "SELECT count(*) FROM deal WHERE kind = 'lost' AND reason IS NULL") == [(0,)]
    assert rows(year, "SELECT max(n) FROM (SELECT count(*) n FROM contact_account GROUP BY contact_id)")[0][0] == 2
    assert rows(year, "SELECT count(*) FROM deal WHERE json_extract(fields, '$.service') IS NULL")[0][0] <= 2
    assert rows(year, "SELECT count(*) FROM lead WHERE campaign_id IS NOT NULL")[0][0] >= 3
    due = "SELECT count(*) FROM task WHERE done_ms IS NULL AND due "
    assert [rows(year, f"{due} {sign} '2026-03-31'")[0][0] > 0 for sign in "<=>"] == [True, True, True]


def test_its_history_is_told_in_the_order_of_time(year):
    """Operations are recorded in order, and each step when it was taken."""
    recorded = [row[0] for row in rows(year, "SELECT recorded_ms FROM operation ORDER BY id")]
    assert recorded == sorted(recorded)
    assert len(recorded) > 1000
    late = (
        "SELECT count(*) FROM stage_event WHERE effective_ms > 1774954800000"  # 2026-03-31 12:00 in Berlin, an hour on
    )
    assert rows(year, late) == [(0,)]


@pytest.mark.parametrize("process", templates())
def test_every_template_has_a_year(process, tmp_path):
    """The same year is lived through any process."""
    demo.fill(tmp_path / "year.db", process=process)
    assert rows(tmp_path / "year.db", "SELECT count(*) FROM deal WHERE kind = 'won'")[0][0] > 10


def test_a_file_that_is_there_is_not_touched(tmp_path):
    """What is in the way stays as it is."""
    path = tmp_path / "mine.db"
    path.write_text("mine")
    with pytest.raises(Refused, match="was not touched"):
        demo.fill(path)
    assert path.read_text() == "mine"


CASH = (
    "quote",
    "sales_order",
    "shipment",
    "goods_return",
    "invoice",
    "credit_note",
    "payment",
    "allocation",
    "fx_rate",
)


def test_the_cash_is_the_same_every_time(year, tmp_path):
    """What is quoted, billed and paid in a second file is that of the first."""
    demo.fill(tmp_path / "again.db", today="2026-03-31")
    for table in CASH:
        assert rows(tmp_path / "again.db", f"SELECT * FROM {table}") == rows(year, f"SELECT * FROM {table}")


@pytest.mark.parametrize("process", templates())
def test_every_template_goes_on_to_cash(process, tmp_path):
    """Quotes with every answer, orders near and far, every way to settle, whatever the business sells."""
    path = tmp_path / "year.db"
    demo.fill(path, process=process)
    quotes = {row[0] for row in rows(path, "SELECT DISTINCT status FROM quote")}
    assert quotes == {"draft", "sent", "accepted", "rejected", "superseded"}
    assert rows(path, "SELECT count(*) FROM quote WHERE status = 'sent' AND valid_until < '2026-03-31'")[0][0] > 0
    orders = "SELECT count(*) FROM sales_order "
    assert rows(path, orders)[0][0] >= 10
    assert rows(path, f"{orders} WHERE held = 1") == [(1,)]
    assert rows(path, "SELECT count(*) FROM sales_order_line WHERE quantity IS NULL") == [(1,)]
    assert rows(path, "SELECT count(*) FROM invoice WHERE status = 'draft'") == [(1,)]
    assert rows(path, "SELECT count(*) FROM invoice WHERE currency = 'USD'") == [(2,)]
    assert rows(path, "SELECT count(*) FROM contract WHERE every = 'month'") == [(1,)]
    ways = {row[0] for row in rows(path, "SELECT DISTINCT kind FROM allocation")}
    assert ways == {"payment", "discount", "credit", "writeoff"}
    for table in ("goods_return", "credit_note", "reminder", "instalment"):
        assert rows(path, f"SELECT count(*) FROM {table}")[0][0] > 0
    left = "amount_minor - (SELECT sum(source_minor) FROM allocation a WHERE a.payment_id = payment.id)"
    assert rows(path, f"SELECT count(*) FROM payment WHERE {left} > 0")[0][0] > 0


def test_invoices_are_numbered_without_a_gap_in_the_order_of_days(year):
    """In each year 1, 2, 3, …, and a later number never has an earlier day."""
    found = rows(year, "SELECT year, n, issued_on FROM invoice WHERE status = 'issued' ORDER BY year, n")
    for calendar in ("2025", "2026"):
        numbers = [n for year_, n, _ in found if str(year_) == calendar]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) > 5
    days = [day for *_, day in found]
    assert days == sorted(days)


def test_a_won_deal_is_worth_what_was_ordered(year):
    """The orders of a deal come, without tax, to its amount."""
    apart = (
        "SELECT d.id FROM deal d JOIN sales_order o ON o.deal_id = d.id WHERE d.kind = 'won' "
        "GROUP BY d.id HAVING sum(o.net_minor) <> d.amount_minor"
    )
    assert rows(year, apart) == []


def test_the_receivable_is_what_was_billed_less_what_came(year):
    """In euros, by plain sums over documents: billed less credited, paid, granted and given up is what is open."""
    sums = {
        "billed": "SELECT sum(total_minor) FROM invoice WHERE status = 'issued' AND currency = 'EUR'",
        "credited": "SELECT sum(total_minor) FROM credit_note WHERE currency = 'EUR'",
        "paid": "SELECT sum(amount_minor + discount_minor) FROM payment WHERE currency = 'EUR'",
        "given up": "SELECT sum(amount_minor) FROM allocation WHERE kind = 'writeoff'",
        "waiting": "SELECT sum(amount_minor - (SELECT sum(source_minor) FROM allocation a WHERE a.payment_id = p.id)) "
        "FROM payment p WHERE currency = 'EUR'",
        "open": "SELECT sum(total_minor - coalesce((SELECT sum(amount_minor) FROM allocation a "
        "WHERE a.invoice_id = i.id), 0)) FROM invoice i WHERE status = 'issued' AND currency = 'EUR'",
    }
    found = {name: rows(year, statement)[0][0] for name, statement in sums.items()}
    ledger = found["billed"] - found["credited"] - found["paid"] - found["given up"]
    assert ledger == found["open"] - found["waiting"]
    assert found["open"] > found["waiting"] > 0
