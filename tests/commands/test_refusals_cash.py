"""What the back half refuses, each with its rule in words: exit 4, nothing on stdout, and the file as it was."""

import shutil

import pytest

STORY = (
    ("account", "add", "Lumen"),
    ("account", "add", "Bright"),
    ("fx", "set", "EUR/USD", "1.10", "--on", "2026-03-18"),
    # ten machines quoted and ordered, six sent and billed, and 700 paid for 600
    ("quote", "create", "--account", "A1", "--line", "Machine=10@100", "--send", "--on", "2026-03-02"),
    ("quote", "accept", "Q1", "--order", "--on", "2026-03-03"),
    ("order", "confirm", "O1", "--promise", "2026-03-25", "--on", "2026-03-04"),
    ("order", "deliver", "O1", "--line", "Machine=6", "--on", "2026-03-10"),
    ("invoice", "create", "--order", "O1", "--issue", "--on", "2026-03-20"),
    ("payment", "record", "I1", "--amount", "700", "--on", "2026-03-25"),
    # drafts, and what is not accepted, not confirmed, held or cancelled
    ("quote", "create", "--account", "A1", "--line", "Audit=1@9000", "--send"),
    ("order", "create", "--account", "A1", "--line", "Audit=2@500"),
    ("order", "create", "--account", "A1", "--line", "Desk=1@80"),
    ("order", "confirm", "O3"),
    ("order", "hold", "O3"),
    ("order", "create", "--account", "A1", "--line", "Lamp=1@40"),
    ("order", "cancel", "O4"),
    ("invoice", "create", "--account", "A1", "--line", "Coffee=1@50", "--on", "2026-03-19"),
    # dollars of another account, and pounds without a rate
    ("invoice", "create", "--account", "A2", "--line", "Talk=1@1000 USD", "--issue", "--on", "2026-03-20"),
    ("invoice", "create", "--account", "A2", "--line", "Talk=1@900 GBP"),
    # in two parts, the first of them billed
    ("order", "create", "--account", "A2", "--line", "Tour=1@1000"),
    ("order", "confirm", "O5"),
    ("instalment", "set", "O5", "30%@confirm 70%@deliver+30d"),
    ("invoice", "create", "--order", "O5", "--what", "1"),
    # invoiced and credited in full
    ("invoice", "create", "--account", "A2", "--line", "Tea=2@5", "--issue", "--on", "2026-03-21"),
    ("invoice", "credit", "I6", "--reason", "cold", "--on", "2026-03-22"),
)
REFUSED = (
    # quantities
    ("order ship O1 --line Machine=5", "O1 has 4 Machine left to ship, not 5."),
    ("order deliver O1 --line Machine=4.000001", "O1 has 4 Machine left to ship, not 4.000001."),
    ("order return O1 --line Machine=7", "O1 has 6 Machine with the customer, so 7 cannot come back."),
    (
        "invoice create --order O1 --what ordered --line Machine=5",
        "O1 has 4 Machine left to bill of what is ordered, not 5.",
    ),
    ("invoice create --order O1 --line Machine=1", "O1 has 0 Machine left to bill of what is delivered, not 1."),
    ("invoice create --order O1", "O1 has nothing left to bill of what is delivered."),
    ("invoice credit I1 --line Machine=7 --reason x", "I1 has 6 Machine left to credit, not 7."),
    ("invoice credit I1 --amount 600.01 --reason x", "I1 has 600.00 EUR left to credit, not 600.01 EUR."),
    ("invoice credit I6 --reason x", "I6 is credited in full already."),
    # steps out of order
    ("order ship O2", "O2 is not confirmed, so it cannot be shipped."),
    ("order deliver O2", "O2 is not confirmed, so it cannot be delivered."),
    ("invoice create --order O2 --what ordered", "O2 is not confirmed, so it cannot be invoiced."),
    ("order hold O2", "O2 is not confirmed, so it cannot be put on hold."),
    ("order close O2", "O2 is draft; only a confirmed order is closed."),
    ("order ship O3", "O3 is on hold, so it cannot be shipped."),
    ("order ship O4", "O4 is cancelled, so it cannot be shipped."),
    ("order confirm O4", "O4 is cancelled; it cannot be confirmed."),
    ("invoice create --order O4 --what ordered", "O4 is cancelled, so it cannot be invoiced."),
    ("order cancel O1", "O1 was shipped, so it cannot be cancelled."),
    ("order cancel O5", "O5 was invoiced, so it cannot be cancelled."),
    ("order line O1 Machine --quantity 12", "O1 is confirmed; only the lines of a draft can be changed."),
    ("order create --quote Q2", "Q2 is sent, not accepted."),
    ("order create --quote Q1", "Q1 is ordered in full by O1."),
    ("quote line Q2 Audit --price 1", "Q2 is sent; only a draft can be changed."),
    ("quote reject Q1", "Q1 is accepted; it cannot be rejected."),
    ("quote revise Q1", "Q1 is accepted; it has no next version."),
    # invoices
    ("invoice line I1 Machine --price 1", "I1 is issued as 2026-0001; an issued invoice never changes."),
    ("invoice edit I1 message=x", "I1 is issued as 2026-0001; an issued invoice never changes."),
    ("invoice discard I1", "I1 is issued as 2026-0001; an issued invoice never changes."),
    (
        "invoice issue I2 --on 2026-03-20",
        "2026-03-20 is before 2026-03-21, the date of the newest invoice; dates never go back within a series.",
    ),
    ("invoice issue I2 --number 2026-0001", "the number '2026-0001' is that of another invoice."),
    ("invoice issue I4", "there is no rate for GBP/EUR on 2026-03-31, or in the 7 days before it."),
    (
        "invoice create --order O5 --what ordered",
        "O5 is billed by its instalments; billing it as a whole would bill them twice.",
    ),
    ("invoice create --order O5 --what delivered", "O5 is billed by its instalments, not by what is delivered."),
    ("invoice create --order O5 --what 1", "instalment 1 of O5 is billed already."),
    ("instalment set O5 '100%@confirm'", "O5 has been invoiced, so its instalments stay as they are."),
    ("instalment set O2 '50%@confirm 40%@deliver'", "the shares make 90 %, not 100 %."),
    ("invoice write-off I2 --reason x", "I2 is a draft; it has to be issued before it is written off."),
    ("invoice credit I2 --reason x", "I2 is a draft; it has to be issued before it is credited."),
    # money
    ("payment record I2", "I2 is a draft; it has to be issued before it is paid."),
    ("payment record I1", "I1 has nothing open."),
    ("payment record I1 I3 --amount 10", "a payment is of one account, not of A1 and A2."),
    ("payment record I3 I6 --amount 10", "what is paid is in EUR and USD; a payment settles one currency."),
    (
        "payment record I3 --amount '1000 GBP'",
        "there is no rate for GBP/EUR on 2026-03-31, or in the 7 days before it.",
    ),
    ("payment record I3", "there is no rate for USD/EUR on 2026-03-31, or in the 7 days before it."),
    ("payment record I3 --amount 10 --on 2026-03-19", "2026-03-19 is before 2026-03-20, the date of I3."),
    (
        "payment record I3 --amount 10 --discount 2000 --on 2026-03-25",
        "the discount is 1,000.00 USD more than what is open.",
    ),
    ("payment record --account A1 --amount 0", "a payment is above zero, not 0."),
    ("payment record --account A1 --amount 10 --fee 11", "the bank's fee is more than was paid."),
    ("payment allocate P1 I1", "I1 has nothing left; 0.00 EUR can be allocated."),
    ("payment allocate P1 I1 --amount 50", "I1 has 0.00 EUR open, not 50.00 EUR."),
    ("payment allocate P1 I3", "P1 and I3 are of different accounts."),
    ("payment allocate P1 I2", "I2 is a draft; it has to be issued before it is paid."),
    ("payment refund --account A1 --amount 100.01", "A1 has 100.00 EUR as credit, so 100.01 EUR cannot be paid back."),
    ("payment refund --account A1 --amount 50 --on 2026-03-24", "2026-03-24 is before 2026-03-25, the date of P1."),
)  # fmt: skip


@pytest.fixture
def sold(ltc, tmp_path_factory):
    """A file in which all of the story has happened; it is told once and copied."""
    told = tmp_path_factory.getbasetemp() / "sold.db"
    if not told.exists():
        for words in STORY:
            answer = ltc(*words)
            assert answer.code == 0, (words, answer.err)
        assert ltc("check") == (0, "", "")
        shutil.copy(ltc.path, told)
    else:
        shutil.copy(told, ltc.path)
    return ltc


@pytest.mark.parametrize(("command", "rule"), REFUSED, ids=[command for command, _ in REFUSED])
def test_refused_in_words(sold, command, rule):
    """One sentence with the rule, one line with what to try; `refused` compares everything in the file."""
    from shlex import split

    code, words = sold.refused(*split(command))
    sentence, hint = words.splitlines()
    assert (code, sentence) == (4, f"ltc: {rule}")
    assert hint.startswith("try: ")


def number(ltc, verb):
    """The newest operation of a verb."""
    return str(ltc.rows("SELECT max(id) FROM operation WHERE verb = ?", verb)[0][0])


def test_what_was_issued_is_not_taken_back(sold):
    """An invoice is credited instead; a credit note stands, and what it credited is billed anew."""
    code, words = sold.refused("undo", "9")
    assert (code, "invoice I1 was issued as 2026-0001" in words) == (4, True)
    assert "try: Credit it instead: ltc invoice credit I1" in words
    code, words = sold.refused("undo", number(sold, "invoice credit"))
    assert (code, "credit note N1 was issued as C2026-0001" in words) == (4, True)
    assert sold("undo").code == 4  # nor without a number: an older step is not taken back in its place


def test_what_was_built_on_a_step_keeps_it(sold):
    """Without the acceptance the order would have none; without the confirmation, what was delivered no order."""
    for verb, broken in (
        ("quote accept", "operation 7 (order confirm)"),
        ("order confirm", "O5"),
        ("order deliver", "O1"),
    ):
        code, words = sold.refused("undo", number(sold, verb))
        assert (code, broken in words) == (4, True), words
