"""A life of leads and deals in any order: after every step the file agrees with itself, and the step can be undone."""

import sqlite3
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from ltc_cli import journal
from ltc_cli.domain import convert, deal, lead, pool, start
from ltc_cli.errors import Refused
from ltc_cli.journal import undo
from ltc_cli.schema import JOURNALED

OWNERS = st.sampled_from(["mia", "jonas", "li"])
STATUSES = st.sampled_from(["new", "contacted", "nurturing", "qualified"])
STAGES = st.sampled_from(["discovery", "proposal", "negotiation", "verbal", "won", None])


def facts(conn: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Everything the file says, but for its journal."""
    return {table: conn.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in JOURNALED}


class Life(RuleBasedStateMachine):
    """Verbs of leads and deals, called on one book."""

    leads = Bundle("leads")
    deals = Bundle("deals")

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "life.db"
        self.book = start.create(path, currency="EUR", timezone="Europe/Berlin", today="2026-03-31", actor="mia")
        self.book.actor = "mia"
        self.book.written = None
        self.before = facts(self.book.conn)

    def do(self, step, /, *words, **named):
        """Call a verb; when it is refused, nothing may have changed."""
        self.before = facts(self.book.conn)
        self.book.written = None
        try:
            return step(self.book, *words, **named)
        except Refused:
            assert facts(self.book.conn) == self.before
            return None

    @rule(target=leads, amount=st.none() | st.integers(0, 10**6))
    def add_lead(self, amount):
        values = {"name": "Ada", "company": "Lumen"} | ({} if amount is None else {"amount": str(amount)})
        return self.do(lead.add, values)

    @rule(target=deals, amount=st.none() | st.integers(0, 10**6))
    def add_deal(self, amount):
        return self.do(deal.add, {"title": "Audit"} | ({} if amount is None else {"amount": str(amount)}))

    @rule(number=leads, to=STATUSES)
    def advance_lead(self, number, to):
        self.do(lead.advance, [number], lead.status(self.book, to), verb="lead advance")

    @rule(number=leads)
    def qualify(self, number):
        self.do(lead.qualify, [number])

    @rule(number=leads)
    def disqualify(self, number):
        self.do(lead.advance, [number], self.book.process.lead.disqualified, verb="lead disqualify", reason="spam")

    @rule(number=leads)
    def reopen_lead(self, number):
        self.do(lead.reopen, [number])

    @rule(number=leads, title=st.sampled_from(["Audit", "Workshop"]))
    def convert_lead(self, number, title):
        self.do(convert.convert, number, convert.Targets(title=title))

    @rule(number=leads, owner=OWNERS)
    def assign(self, number, owner):
        self.do(pool.assign, "lead", [number], owner)

    @rule(number=deals, to=STAGES)
    def advance_deal(self, number, to):
        self.do(deal.advance, [number], to)

    @rule(number=deals)
    def win(self, number):
        self.do(deal.win, [number])

    @rule(number=deals)
    def lose(self, number):
        self.do(deal.lose, [number], "price")

    @rule(number=deals)
    def void(self, number):
        self.do(deal.void, [number], "typed twice")

    @rule(number=deals)
    def reopen_deal(self, number):
        self.do(deal.reopen, [number])

    @rule(number=deals, amount=st.integers(0, 10**6), owner=OWNERS)
    def edit_deal(self, number, amount, owner):
        self.do(deal.edit, [number], {"amount": str(amount), "owner": owner})

    @invariant()
    def a_record_is_the_last_of_its_events(self):
        conn = self.book.conn
        for noun, column in (("lead", "status"), ("deal", "stage")):
            wrong = conn.execute(
                f"SELECT x.id FROM {noun} x JOIN stage_event e ON e.id = (SELECT id FROM stage_event "
                f"WHERE entity = '{noun}' AND entity_id = x.id ORDER BY effective_ms DESC, id DESC LIMIT 1) "
                f"WHERE x.{column} <> e.to_stage OR x.kind <> e.to_kind"
            ).fetchall()
            assert wrong == []
            hands = conn.execute(
                f"SELECT x.id FROM {noun} x JOIN owner_event e ON e.id = (SELECT max(id) FROM owner_event "
                f"WHERE entity = '{noun}' AND entity_id = x.id) WHERE x.owner_id IS NOT e.to_id"
            ).fetchall()
            assert hands == []

    @invariant()
    def a_deal_is_worth_its_last_value(self):
        wrong = self.book.conn.execute(
            "SELECT d.id FROM deal d LEFT JOIN deal_value v ON v.id = (SELECT max(id) FROM deal_value "
            "WHERE deal_id = d.id) WHERE d.amount_minor IS NOT v.amount_minor OR d.currency IS NOT v.currency"
        ).fetchall()
        assert wrong == []

    @invariant()
    def each_step_begins_where_the_one_before_ended(self):
        for entity, number in self.book.conn.execute("SELECT DISTINCT entity, entity_id FROM stage_event").fetchall():
            events = self.book.conn.execute(
                "SELECT from_stage, to_stage FROM stage_event WHERE entity = ? AND entity_id = ? ORDER BY id",
                (entity, number),
            ).fetchall()
            assert all(one[1] == two[0] for one, two in pairwise(events))

    @invariant()
    def the_journal_covers_every_row(self):
        for table in JOURNALED:
            missing = self.book.conn.execute(
                f"SELECT id FROM {table} x WHERE NOT EXISTS (SELECT 1 FROM change WHERE tbl = '{table}' AND kind = 'I' "
                "AND x.id BETWEEN row_id AND coalesce(last_id, row_id))"
            ).fetchall()
            assert missing == [], table

    @invariant()
    def the_last_operation_can_be_undone(self):
        """Undone inside a transaction that is then rolled back, so that the life goes on."""
        book = self.book
        if book.written is None:
            return
        number = book.written
        assert undo.blockers(book.conn, number) == []
        book.conn.execute("BEGIN IMMEDIATE")
        try:
            operation = journal.begin(book.conn, "undo", book.clock.now_ms, undoes=number)
            undo.apply(book.conn, operation, number)
            assert facts(book.conn) == self.before
        finally:
            book.conn.execute("ROLLBACK")

    def teardown(self) -> None:
        if hasattr(self, "book"):
            self.book.close()
            self.folder.cleanup()


Life.TestCase.settings = settings(
    max_examples=30, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLife = Life.TestCase
