"""The back half in any order, in two currencies: after every step the file says what plain Python says it must.

Steps may be refused, and then nothing has changed; no other error is let through. What a step must refuse, and what it
must not, the model says too. Every rule of `ltc check` holds after each step, also after undoing any operation at all.
"""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from ltc_cli import check, store
from ltc_cli.domain import history, recognition
from ltc_cli.domain.proof.invariant import PROVED, broken
from ltc_cli.errors import Refused
from ltc_cli.figures.money import ledger
from ltc_cli.schema import JOURNALED
from tests.domain.cash_model import half_up, worth
from tests.domain.cash_paying import Paying
from tests.domain.cash_selling import facts


class Cash(Paying):
    """Second thoughts, and what holds after every step."""

    @rule(again=st.booleans())
    def undo(self, again):
        """The last step is as if it had not been, and then as if it had; what was issued stays."""
        number, before, past = self.book.written, self.before, self.past
        if number is None or before is None or number <= self.first:
            return
        after, model = facts(self.book.conn), self.model
        issued = self.issued(model) != self.issued(past)
        if self.do(history.undo, number, refused=issued) is None:
            return
        assert facts(self.book.conn) == before
        undone = self.book.written
        self.model = past
        if again:
            assert self.do(history.undo, undone, refused=False)
            assert facts(self.book.conn) == after
            self.model = model
        self.before = self.past = None

    def issued(self, model):
        """The invoices and credit notes that went out."""
        notes = {key for key in model.sources if key[0] == "credit_note"}
        return notes | {number for number, each in model.invoices.items() if each.status == "issued"}

    @rule(at=st.integers(0, 10**6))
    def undo_any(self, at):
        """Whichever operation can be taken back, what is left proves; tried on a copy, so that the life goes on."""
        newest = self.say("SELECT max(id) FROM operation")[0]
        if newest <= self.first:
            return
        number = self.first + 1 + at % (newest - self.first)
        written = self.book.written
        self.book.on, self.book.dry_run = None, True
        try:
            history.undo(self.book, number)
            self.prove()
            for table in JOURNALED:
                assert not self.book.conn.execute(f"PRAGMA foreign_key_check({table})").fetchall()
        except Refused:
            pass
        finally:
            store.rollback(self.book.conn)
            self.book.dry_run, self.book.written = False, written
            self.book.forget()

    # What holds after every step ----------------------------------------------------------------------------------

    def prove(self):
        assert [finding for noun in PROVED for finding in broken(self.book.conn, noun)] == []

    @invariant()
    def the_file_says_what_the_model_says(self):
        self.prove()
        self.quotes_agree()
        self.orders_agree()
        self.invoices_agree()
        self.money_agrees()
        self.the_ledger_is_what_is_open_less_what_waits_on_every_day()
        self.nothing_is_earned_that_is_not_sold()

    def quotes_agree(self):
        for number, mine in self.model.quotes.items():
            sums = worth(list(mine.lines.values()), mine.off, mine.gross)
            row = self.say("SELECT status, version, net_minor, tax_minor, total_minor FROM quote WHERE id = ?", number)
            assert row == (mine.status, mine.version, *sums, sum(sums))

    def orders_agree(self):
        for number, mine in self.model.orders.items():
            sums = worth([line.item for line in mine.lines.values()], mine.off, mine.gross)
            status, held, net, tax, base, promised, first = self.say(
                "SELECT status, held, net_minor, tax_minor, base_net_minor, promised, first_promised FROM sales_order "
                "WHERE id = ?", number,
            )  # fmt: skip
            assert (status, bool(held), net, tax) == (mine.status, mine.held, *sums)
            assert base == (None if mine.rate is None else half_up(net * mine.rate))
            assert (promised is None) == (first is None)
            rows = self.book.conn.execute(
                "SELECT l.name, (SELECT total(s.quantity) FROM shipment_line s WHERE s.order_line_id = l.id), "
                "(SELECT total(s.quantity) FROM shipment_line s JOIN shipment h ON h.id = s.shipment_id "
                "WHERE s.order_line_id = l.id AND h.status = 'delivered'), "
                "(SELECT total(r.quantity) FROM goods_return_line r WHERE r.order_line_id = l.id), l.released "
                "FROM sales_order_line l WHERE l.order_id = ?",
                (number,),
            ).fetchall()
            assert {name: tuple(count // 500_000 for count in counts) for name, *counts in rows} == {
                name: (line.shipped, line.arrived, line.returned, line.released) for name, line in mine.lines.items()
            }

    def invoices_agree(self):
        for number, mine in self.model.invoices.items():
            row = self.say(
                "SELECT status, total_minor, issued_on, total_minor - (SELECT coalesce(sum(amount_minor), 0) "
                "FROM allocation WHERE invoice_id = invoice.id) FROM invoice WHERE id = ?", number,
            )  # fmt: skip
            assert row[:3] == (mine.status, mine.total, mine.day or None)
            assert mine.status == "draft" or row[3] == self.model.open(number)
        assert self.say("SELECT count(*) FROM invoice")[0] == len(self.model.invoices)

    def money_agrees(self):
        rows = self.book.conn.execute(
            "SELECT 'payment', id, received_on, amount_minor, amount_minor - (SELECT coalesce(sum(source_minor), 0) "
            "FROM allocation WHERE payment_id = payment.id), direction = 'out' FROM payment UNION ALL "
            "SELECT 'credit_note', id, issued_on, total_minor, total_minor - (SELECT coalesce(sum(source_minor), 0) "
            "FROM allocation WHERE credit_note_id = credit_note.id), 0 FROM credit_note"
        ).fetchall()
        assert {(noun, number): (day, amount, 0 if out else left) for noun, number, day, amount, left, out in rows} == {
            key: (each.day, each.amount, self.model.left(key)) for key, each in self.model.sources.items()
        }

    def the_ledger_is_what_is_open_less_what_waits_on_every_day(self):
        days = {each.day for each in self.model.sources.values()} | {move.day for move in self.model.moves}
        days |= {each.day for each in self.model.invoices.values() if each.day}
        for day in days:
            due = self.model.ledger(day)
            for currency in ("EUR", "USD"):
                owed = [number for number, each in self.model.invoices.items() if each.currency == currency]
                waiting = [key for key, each in self.model.sources.items() if each.currency == currency]
                assert due[currency] == sum(self.model.open(each, day) for each in owed) - sum(
                    self.model.left(each, day) for each in waiting
                )
            sight = ledger.Seen(day)
            assert ledger.postings(self.book, sight) == {code: minor for code, minor in due.items() if minor}
            there = dict.fromkeys(due, 0)
            for each in ledger.open_invoices(self.book, sight):
                there[each.currency] += each.open
            for each in (
                *ledger.unapplied_notes(self.book, sight),
                *(ledger.unapplied_payments(self.book, sight) or ()),
            ):
                there[each.currency] -= each.left
            assert there == due

    def nothing_is_earned_that_is_not_sold(self):
        """Between nothing and what was sold of it, on every day; what is sold is never more than the line's net."""
        for line in recognition.lines(self.book, "2026-03-31", self.book.clock.now_ms):
            for day in recognition.turns(line, "2026-03-31", []):
                sold = recognition.booked(line, day)
                assert 0 <= recognition.recognised(line, day) <= sold <= line.net

    def teardown(self):
        if hasattr(self, "book"):
            assert check.run(self.book.conn) == []
            self.book.close()
            self.folder.cleanup()


def test_cash(length):
    """40 lives of 25 steps; at full length 200 of 50."""
    run_state_machine_as_test(
        Cash,
        settings=settings(
            max_examples=40 if length == 1 else 200,
            stateful_step_count=25 if length == 1 else 50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
