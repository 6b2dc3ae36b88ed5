"""The journal for hledger: it balances, it agrees with the ageing, and a real hledger accepts it."""

import re
import shutil
import subprocess
from collections import Counter
from decimal import Decimal

import pytest

BUSINESS = (
    "fx set EUR/USD 1.10 on 2026-01-05",
    "fx set EUR/USD 1.25 on 2026-02-20",
    "account add Lumen on 2026-01-02",
    "account add Brightwater on 2026-01-02",
    "edit A2 currency=USD on 2026-01-02",
    "invoice create --account A1 --line Audit=3@99.99 --tax on 2026-01-05",
    "invoice create --account A1 --line Talk=1@500 --issue on 2026-01-06",
    "invoice create --account A2 --line Review=1@1000 --issue on 2026-01-07",
    "payment record I1 --amount 200 --fee 1.50 on 2026-02-01",
    "invoice credit I2 --amount 120 --reason late on 2026-02-02",
    "payment record I2 --discount 10 on 2026-02-03",
    "payment record I3 --amount 400 on 2026-02-20",
    "payment record I3 --amount EUR480 on 2026-02-20",
    "payment record --account A1 --amount 300 on 2026-02-21",
    "payment refund --account A1 --amount 50 on 2026-03-01",
    "payment unallocate P1 I1 on 2026-03-02",
    "invoice write-off I1 --reason gone on 2026-03-10",
)
DAYS = ("2026-01-06", "2026-02-01", "2026-02-03", "2026-02-20", "2026-03-01", "2026-03-02", "2026-03-31")


@pytest.fixture
def business(ltc):
    """Two customers, two currencies, and every way of settling an invoice."""
    for step in BUSINESS:
        words, day = step.rsplit(" on ", 1)
        if "--tax" in words:
            ltc.json("invoice", "create", "--account", "A1", "--line", "Audit=3@99.99", "--on", day)
            ltc.json("invoice", "line", "I1", "Audit", "--tax", "25%", "--on", day)
            ltc.json("invoice", "issue", "I1", "--on", day)
        else:
            ltc.json(*words.split(), "--on", day)
    return ltc


def journal(ltc, *words):
    """The journal as text."""
    told = ltc("export", "--format", "hledger", *words)
    assert told.code == 0, told.err
    return told.out


def transactions(text):
    """Each transaction's postings: account, currency, amount."""
    for block in text.split("\n\n")[1:]:
        lines = block.strip().splitlines()
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \([INP]\d+\) [^;]+ \| [^;|]+", lines[0])
        found = [re.fullmatch(r"    (\S.*\S)  ([A-Z]{3}) (-?[0-9.]+)", line) for line in lines[1:]]
        yield [(match[1], match[2], Decimal(match[3])) for match in found]


def test_every_transaction_balances_in_every_currency(business):
    """What leaves an account enters another."""
    found = list(transactions(journal(business)))
    assert len(found) == 3 + 1 + 6 + 3  # invoices, a credit note, payments, and what they could not tell
    for postings in found:
        sums = Counter()
        for _, currency, amount in postings:
            sums[currency] += amount
        assert set(sums.values()) == {0}


@pytest.mark.parametrize("day", DAYS)
def test_the_receivable_is_that_of_the_ageing(business, day):
    """On every day, by currency."""
    sums = Counter()
    for postings in transactions(journal(business, "--as-of", day)):
        for account, currency, amount in postings:
            if account.startswith("assets:receivable:"):
                sums[currency] += amount
    rows = business.json("report", "aging", "--by", "currency", "--as-of", day)["rows"]
    assert {row["currency"]: Decimal(row["total"]) for row in rows if Decimal(row["total"])} == {
        currency: amount for currency, amount in sums.items() if amount
    }


def test_the_figures_by_hand(business):
    """3 x 99.99 with 25 % is 374.96; bank, tax and losses add up as they were recorded."""
    sums = Counter()
    for postings in transactions(journal(business)):
        for account, currency, amount in postings:
            sums[account.split(":A")[0], currency] += amount
    assert {key: amount for key, amount in sums.items() if amount} == {
        ("assets:receivable", "EUR"): Decimal("-275.04"),
        ("assets:bank", "EUR"): Decimal("1298.50"),
        ("assets:bank", "USD"): Decimal("400.00"),
        ("expenses:bank fees", "EUR"): Decimal("1.50"),
        ("expenses:cash discounts", "EUR"): Decimal("10.00"),
        ("expenses:bad debts", "EUR"): Decimal("200.00"),
        ("income:sales", "EUR"): Decimal("-679.97"),
        ("income:sales", "USD"): Decimal("-1000.00"),
        ("liabilities:tax:25%", "EUR"): Decimal("-74.99"),
        ("equity:conversion", "EUR"): Decimal("-480.00"),
        ("equity:conversion", "USD"): Decimal("600.00"),
    }


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed: its own check is left to CI")
def test_hledger_accepts_it(business, tmp_path):
    """In its strict mode, with names that would break a journal."""
    business.json("account", "add", "Evil; (x) [y]  two:  blanks | pipe \u202e=1")
    business.json("invoice", "create", "--account", "A3", "--line", "Talk=1@5", "--issue")
    business.json("account", "add", "华为技术")
    business.json("invoice", "create", "--account", "A4", "--line", "Talk=1@5000 JPY", "--issue", env={}) if (
        business.json("fx", "set", "EUR/JPY", "160")
    ) else None
    path = tmp_path / "books.journal"
    assert business("export", "--format", "hledger", "-o", str(path)).code == 0
    assert path.stat().st_mode & 0o777 == 0o600
    done = subprocess.run(["hledger", "-f", str(path), "check", "-s"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    balance = subprocess.run(["hledger", "-f", str(path), "bal", "-N", "cur:JPY", "assets:receivable"],
                             capture_output=True, text=True, check=True)  # fmt: skip
    assert "JPY 5000" in balance.stdout


def test_a_file_is_never_written_over(business, tmp_path):
    """Exit 4, and the file as it was; nothing is left beside it."""
    path = tmp_path / "books.journal"
    path.write_text("mine")
    assert business("export", "--format", "hledger", "-o", str(path)).code == 4
    assert path.read_text() == "mine"
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".books")] == []


def test_other_formats_are_refused(business):
    """Exit 2, with those there are."""
    code, told = business.refused("export", "--format", "html")
    assert code == 2
    assert "csv, jsonl, xlsx or hledger" in told
