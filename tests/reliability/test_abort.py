"""A write that is stopped at any step, or finds no room, leaves the file as it was before it or as it is after it."""

import resource
import sqlite3
import subprocess
import sys

import pytest

from ltc_cli import check
from ltc_cli.book import Book
from ltc_cli.domain import (
    allocation,
    billing,
    convert,
    credit,
    deal,
    delivery,
    history,
    instalment,
    invoice,
    lead,
    order,
    payment,
    sale,
)
from ltc_cli.errors import LtcError

VERBS = {
    "lead add": lambda book: lead.add(book, {"name": "Grace", "company": "Hopper", "channel": "a new one"}),
    "lead convert": lambda book: convert.convert(book, 1, convert.targets(book, None, None, "Audit"), amount="9k"),
    "deal advance": lambda book: deal.advance(book, [1], None),
    "undo": lambda book: history.undo(book),
    "quote accept": lambda book: sale.accept(book, [1], win=True, to_order=True),
    "order confirm": lambda book: order.confirm(book, [2], "2026-04-10"),
    "order deliver": lambda book: delivery.deliver_all(book, [("sales_order", 1)], ["Machine=1"]),
    "order return": lambda book: delivery.give_back(book, 1, ["Machine=1"], reopen=True, reason="dented"),
    "order close": lambda book: order.close(book, [1]),
    "instalment set": lambda book: instalment.put(book, 2, "30%@confirm 70%@deliver+30d"),
    "invoice run": lambda book: billing.run(book),
    "invoice issue": lambda book: invoice.issue(book, [3]),
    "invoice credit": lambda book: credit.credit(book, 1, "late", typed="50"),
    "invoice write-off": lambda book: allocation.write_off(book, 1, "gone"),
    "payment record": lambda book: payment.record(book, [("invoice", 1), ("invoice", 2)], money=payment.Typed("120")),
    "payment refund": lambda book: payment.refund(book, 1, "5"),
}


@pytest.fixture
def told(ltc):
    for words in (
        "lead add Ada --company Analytical",
        "account add Bright",
        "order create --account A1 --line Machine=3@100 --line Tea=2@5",
        "order confirm O1 --promise 2026-04-10",
        "order deliver O1 --line Machine=2",
        "order create --account A1 --line Audit=1@900",
        "invoice create --order O1 --line Machine=1 --issue",
        "invoice create --account A1 --line Talk=1@50 --issue",
        "invoice create --account A1 --line Walk=1@70",
        "payment record --account A1 --amount 160",
        "payment unallocate P1 I1",
        "deal add Pilot --account A1 --amount 5k",
        "quote create --deal D1 --line Audit=1@9000 --send",
        "deal edit D1 amount=6k",
    ):
        said = ltc(*words.split())
        assert said.code == 0, said.err
    return ltc


def facts(path):
    """The file without what differs between two runs of the same verb: salts, digests and times."""
    conn = sqlite3.connect(path)
    try:
        tables = [row[0] for row in conn.execute("SELECT DISTINCT tbl FROM change UNION SELECT 'change' ORDER BY 1")]
        history = conn.execute("SELECT id, verb, undoes FROM operation").fetchall()
        return [history, *(conn.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables)]
    finally:
        conn.close()


def steps(path, verb):
    """How many steps of SQLite a verb takes from its beginning to its end."""
    copy, taken = path.with_name("counted.db"), [0]
    copy.write_bytes(path.read_bytes())
    with Book.open(copy, write=True) as book:
        book.actor = "mia"
        _ = book.process, book.clock

        def count():
            taken[0] += 1
            return 0

        book.conn.set_progress_handler(count, 1)
        VERBS[verb](book)
        book.conn.set_progress_handler(None, 0)
    return taken[0]


@pytest.mark.parametrize("sticky", [False, True], ids=["once", "again-and-again"])
@pytest.mark.parametrize("verb", VERBS)
def test_stopped_at_any_step(told, verb, sticky, length):
    copy = told.path.with_name("copy.db")
    before = facts(told.path)
    whole = steps(told.path, verb)
    stride = max(23, whole // 30) if length == 1 else max(1, whole // 1_500)
    after, left, step, failures = None, [0], 1, 0
    while step < 2 * whole:
        copy.write_bytes(told.path.read_bytes())
        with Book.open(copy, write=True) as book:
            book.actor = "mia"
            _ = book.process, book.clock
            left[0] = step

            def stop():
                left[0] -= 1
                return int(left[0] == 0 or (sticky and -40 < left[0] < 0))

            book.conn.set_progress_handler(stop, 1)
            try:
                VERBS[verb](book)
                finished = True
            except (sqlite3.OperationalError, LtcError):
                finished = False
                failures += 1
            book.conn.set_progress_handler(None, 0)
            assert not book.conn.in_transaction
        state = facts(copy)
        if finished and left[0] > 0:
            after = state
            break
        if finished or state != before:  # stopped where it did not matter any more
            assert state != before
            conn = sqlite3.connect(copy)
            assert check.run(conn) == []
            conn.close()
        step += stride
    assert after is not None
    assert after != before
    assert failures > 5


@pytest.mark.parametrize("pages", [0, 1, 2, 4])
def test_no_room(told, pages):
    before = facts(told.path)
    with Book.open(told.path, write=True) as book:
        book.actor = "mia"
        full = book.conn.execute("PRAGMA page_count").fetchone()[0]
        book.conn.execute(f"PRAGMA max_page_count={full + pages}")
        with pytest.raises(sqlite3.OperationalError, match="full") as caught:
            lead.add(book, {"name": "x" * 60_000})
        assert not book.conn.in_transaction
    assert caught.value.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL
    assert facts(told.path) == before
    assert told("lead", "list").code == 0
    assert told("lead", "add", "small").code == 0


def test_a_file_that_may_not_grow(told):
    """As with a quota: exit 7, one sentence, nothing changed; reading goes on, and so does writing with room again."""
    before = facts(told.path)
    room = told.path.stat().st_size
    child = subprocess.run(
        [sys.executable, "-m", "ltc_cli", "lead", "add", "x" * 60_000, "--db", str(told.path)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (child.returncode, child.stdout) == (7, "")
    said, tried = child.stderr.splitlines()
    assert "nothing was changed" in said
    assert tried.startswith("try: ")
    assert facts(told.path) == before
    assert told("check").code == 0
    assert told("lead", "add", "small").code == 0


def test_sqlite_utils_joins_our_transaction(told):
    """Before version 4 an insert through it committed whatever was under way."""
    from sqlite_utils import Database

    before = facts(told.path)
    with Book.open(told.path, write=True) as book:  # noqa: SIM117
        with pytest.raises(RuntimeError), book.operation("trial"):
            db = Database(book.conn, execute_plugins=False)
            db["account"].insert({"name": "x", "name_key": "x", "created_ms": 1})
            assert book.conn.in_transaction
            db["account"].update(1, {"name": "y"})
            assert book.conn.in_transaction
            raise RuntimeError
    assert facts(told.path) == before
