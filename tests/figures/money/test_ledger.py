"""The ledger: whatever happened, what is open less what is unapplied is what was booked, on every day."""

from contextlib import contextmanager
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from figures.conftest import Rows
from ltc_cli import figures, metrics
from ltc_cli.book import Book
from ltc_cli.clock import end_of

FIRST = date(2026, 1, 1)
DAYS = 60
STEPS = st.tuples(
    st.sampled_from(("invoice", "pay", "advance", "use", "discount", "credit", "writeoff", "reverse", "refund")),
    st.integers(0, DAYS),
    st.integers(1, 500),
    st.integers(0, 7),
)


def day(number):
    return (FIRST + timedelta(days=number)).isoformat()


@contextmanager
def trial(path):
    """The file with rows that are gone afterwards."""
    with Book.open(path, write=True, today="2026-12-31") as book:
        book.dry_run = True
        with book.operation("import"):
            yield Rows(book)


def at(book, name, on=None, **asked):
    """A report as of a day."""
    book.as_of = end_of(on, book.clock) if on else None
    return metrics.answer(book, metrics.ask(book, figures.REPORTS[name], metrics.Span(), **asked))


class History:
    """Steps over a file in which nothing is settled before it is there; some are dated before what was done earlier."""

    def __init__(self, rows):
        self.rows = rows
        self.accounts = [rows.account("Acme"), rows.account("Bell")]

    def left(self, table, key, side, total):
        """Documents with what is left of them, by id."""
        return self.rows.book.conn.execute(
            f"SELECT d.*, d.{total} - coalesce((SELECT sum({side}) FROM allocation WHERE {key} = d.id), 0) AS left "
            f"FROM (SELECT id, account_id, {'received_on' if table == 'payment' else 'issued_on'} AS day, {total}, "
            f"{'direction' if table == 'payment' else 1} FROM {table}) d ORDER BY id"
        ).fetchall()

    def open(self, pick):
        found = [row for row in self.left("invoice", "invoice_id", "amount_minor", "total_minor") if row[-1] > 0]
        return found[pick % len(found)] if found else None

    def source(self, pick):
        """A payment or a credit note with something left."""
        found = [
            ("payment", *row)
            for row in self.left("payment", "payment_id", "source_minor", "amount_minor")
            if row[-1] > 0 and row[4] == "in"
        ]
        found += [
            ("credit_note", *row)
            for row in self.left("credit_note", "credit_note_id", "source_minor", "total_minor")
            if row[-1] > 0
        ]
        return found[pick % len(found)] if found else None

    def __call__(self, step):
        kind, on, amount, pick = step
        getattr(self, kind)(day(on), amount, pick)

    def invoice(self, on, amount, pick):
        due = (date.fromisoformat(on) + timedelta(days=pick * 7)).isoformat()
        self.rows.invoice(self.accounts[pick % 2], on, due, amount)

    def advance(self, on, amount, pick):
        self.rows.payment(self.accounts[pick % 2], on, amount)

    def pay(self, on, amount, pick):
        found = self.open(pick)
        if found:
            later = max(on, found[2])
            payment = self.rows.payment(found[1], later, amount)
            self.rows.allocate("payment", later, min(amount, found[-1]), payment=payment, invoice=found[0])

    def use(self, on, amount, pick):
        found, source = self.open(pick), self.source(pick)
        if found and source:
            noun, number, *_, begins, _, _, left = source
            part = min(amount, left, found[-1])
            kind = "payment" if noun == "payment" else "credit"
            self.rows.allocate(kind, max(on, begins, found[2]), part, invoice=found[0], **{noun: number})

    def discount(self, on, amount, pick):
        found = self.open(pick)
        if found:
            payment = self.rows.payment(found[1], max(on, found[2]), 1)
            self.rows.allocate("discount", max(on, found[2]), min(amount, found[-1]), payment=payment, invoice=found[0])

    def writeoff(self, on, amount, pick):
        found = self.open(pick)
        if found:
            self.rows.allocate("writeoff", max(on, found[2]), found[-1], invoice=found[0])

    def credit(self, on, amount, pick):
        found = self.open(pick)
        if found:
            note = self.rows.credit(found[0], max(on, found[2]), min(amount, found[3]))
            if pick % 2:
                part = min(amount, found[3], found[-1])
                self.rows.allocate("credit", max(on, found[2]), part, credit_note=note, invoice=found[0])

    def reverse(self, on, amount, pick):
        standing = self.rows.book.conn.execute(
            "SELECT id, on_day FROM allocation a WHERE reverses IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM allocation b WHERE b.reverses = a.id)"
        ).fetchall()
        if standing:
            number, made = standing[pick % len(standing)]
            self.rows.reverse(number, max(on, made))

    def refund(self, on, amount, pick):
        source = self.source(pick)
        if source:
            noun, number, account, begins, *_, left = source
            later = max(on, begins)
            back = self.rows.payment(account, later, min(amount, left), direction="out")
            self.rows.allocate("refund", later, min(amount, left), refund=back, **{noun: number})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=25))
def test_buckets_and_unapplied_are_the_ledger_on_every_day(ltc, steps):
    """Invariant 7, as of each day of a random history, and split by account the parts are the whole."""
    with trial(ltc.path) as rows:
        history = History(rows)
        for step in steps:
            history(step)
        for number in range(0, DAYS + 1, 4):
            told = at(rows.book, "aging", day(number))
            assert sum(row[2] for row in told.rows) == told.totals["ledger"] == told.totals["amount"]
            by_account = at(rows.book, "aging", day(number), by=("account",))
            assert sum(row[-1] for row in by_account.rows) == told.totals["ledger"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    totals=st.lists(st.integers(2, 5_000), min_size=1, max_size=4),
    parts=st.lists(st.integers(1, 1_000), min_size=1, max_size=5),
    days=st.integers(0, DAYS),
)
def test_splitting_a_payment_changes_nothing(ltc, totals, parts, days):
    """Invariant 18: one payment or several of the same day, no money report can tell."""
    told = []
    for pieces in ([sum(parts)], parts):
        with trial(ltc.path) as rows:
            acme = rows.account()
            invoices = [
                rows.invoice(
                    acme, day(number), day(number + 30), 0, lines=[(190_000, total, total // 5), (0, total, 0)]
                )
                for number, total in enumerate(totals)
            ]
            open_ = [2 * total + total // 5 for total in totals]
            for piece in pieces:
                payment, left = rows.payment(acme, day(days), piece), piece
                for place, invoice in enumerate(invoices):
                    part = min(left, open_[place]) if place <= days else 0
                    if part:
                        rows.allocate("payment", day(days), part, payment=payment, invoice=invoice)
                        open_[place] -= part
                        left -= part
            answers = [at(rows.book, name, day(DAYS)) for name in ("aging", "dso", "collections")]
            answers.append(at(rows.book, "tax", day(DAYS), basis="paid"))
            told.append([(answer.rows, answer.totals) for answer in answers])
    assert told[0] == told[1]
