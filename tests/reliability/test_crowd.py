"""Many processes at one file: first commands at once, writers at once, and writers killed at any moment."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

from ltc_cli import check, store

WRITER = """
import os, sys
from pathlib import Path
from ltc_cli.book import Book
from ltc_cli.domain import lead

path, name, count, told = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), open(sys.argv[4], "a")
with Book.open(path, write=True) as book:
    book.actor = name
    for number in range(count):
        made = lead.add(book, {"name": f"{name} {number}", "company": "Crowd"})
        lead.advance(book, [made], book.process.lead.statuses[-1], verb="lead advance")
        told.write(f"{name} {number}\\n")
        told.flush()
"""

BILLER = """
import sys
from pathlib import Path
from ltc_cli.book import Book
from ltc_cli.domain import billing, credit, invoice, payment
from ltc_cli.domain.quote import Terms

path, name, count, told = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), open(sys.argv[4], "a")
said = billing.Free({}, Terms())
with Book.open(path, write=True) as book:
    book.actor = name
    for number in range(count):
        made = billing.create(
            book, order=None, account=1, what=None, lines=["Tea=1@10"], said=said, how=invoice.Issue()
        )
        told.write(f"I{made}\\n")
        key = f"{name} {number}"
        paid = payment.record(
            book, [("invoice", made)], money=payment.Typed("7"), told=payment.Told(reference=key)
        )
        told.write(f"P{paid}\\n")
        if number % 3 == 0:
            told.write(f"N{credit.credit(book, made, 'cold', typed='3')}\\n")
        told.flush()
"""


def writer(path, name, count, told, program=WRITER):
    return subprocess.Popen(
        [sys.executable, "-c", program, str(path), name, str(count), str(told)], stderr=subprocess.PIPE, text=True
    )


def gaps(ltc, table):
    """What a series of numbers is missing, or has twice."""
    given = [n for (n,) in ltc.rows(f"SELECT n FROM {table} ORDER BY n")]
    return sorted(set(range(1, len(given) + 1)) ^ set(given)), len(given) - len(set(given))


def findings(path):
    conn = store.connect(path)
    try:
        return check.run(conn)
    finally:
        conn.close()


def test_first_commands_at_once(bare, length):
    """Eight commands find no file: one makes it, whole, and all eight leads are in it."""
    for turn in range(length):
        path = bare.path.with_name(f"first-{turn}.db")
        crowd = [
            subprocess.Popen(
                [sys.executable, "-m", "ltc_cli", "lead", "add", f"Lead {number}", "--db", str(path), "-q"],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
            for number in range(8)
        ]  # fmt: skip
        said = [(child.communicate(timeout=60), child.returncode) for child in crowd]
        assert [code for _, code in said] == [0] * 8, said
        assert sorted(out for (out, _), _ in said) == [f"L{number}\n" for number in range(1, 9)]
        assert findings(path) == []
        conn = sqlite3.connect(path)
        assert conn.execute("SELECT count(*) FROM process").fetchone() == (1,)


def test_writers_at_once_lose_nothing(ltc, length, tmp_path):
    count = 15 * length
    crowd = [writer(ltc.path, f"w{number}", count, tmp_path / f"told-{number}") for number in range(8)]
    for child in crowd:
        assert (child.communicate(timeout=120)[1], child.returncode) == ("", 0)
    assert ltc.rows("SELECT count(*) FROM lead") == [(8 * count,)]
    assert ltc.rows("SELECT count(*) FROM operation WHERE verb = 'lead advance'") == [(8 * count,)]
    assert findings(ltc.path) == []


def test_writers_killed_at_any_moment_lose_nothing_they_told(ltc, length, tmp_path):
    """What a writer said was written is there; what it did not say is there whole or not at all."""
    dice = random.Random(7)
    kills = 20 * length if length == 1 else 100
    told = [tmp_path / f"told-{number}" for number in range(8)]
    crowd = {number: writer(ltc.path, f"w{number}x0", 10_000, told[number]) for number in range(8)}
    time.sleep(1.5)
    for turn in range(1, kills + 1):
        time.sleep(dice.uniform(0.01, 0.25))
        number = dice.randrange(8)
        os.kill(crowd[number].pid, signal.SIGKILL)
        crowd[number].communicate()
        crowd[number] = writer(ltc.path, f"w{number}x{turn}", 10_000, told[number])
    for child in crowd.values():
        child.kill()
        child.communicate()
    assert findings(ltc.path) == []
    known = {name for (name,) in ltc.rows("SELECT name FROM lead WHERE kind = 'qualified'")}
    said = {line for path in told if path.exists() for line in path.read_text().splitlines()}
    assert len(said) > kills
    assert said <= known


def test_numbers_are_gapless_whoever_issues_at_once(ltc, length, tmp_path):
    """Four processes issue, are paid and credit at once: every number once, every payment there, every sum right."""
    ltc("account", "add", "Bright")
    count = 12 * length
    crowd = [writer(ltc.path, f"b{number}", count, tmp_path / f"told-{number}", BILLER) for number in range(4)]
    for child in crowd:
        assert (child.communicate(timeout=240)[1], child.returncode) == ("", 0)
    assert gaps(ltc, "invoice") == gaps(ltc, "credit_note") == ([], 0)
    credited = 4 * ((count + 2) // 3)
    assert ltc.rows("SELECT count(*), min(number), sum(total_minor) FROM invoice WHERE status = 'issued'") == [
        (4 * count, "2026-0001", 4 * count * 1000)
    ]
    assert ltc.rows("SELECT count(*), sum(total_minor) FROM credit_note") == [(credited, credited * 300)]
    assert ltc.rows("SELECT count(*), sum(amount_minor) FROM payment") == [(4 * count, 4 * count * 700)]
    assert ltc.rows("SELECT sum(amount_minor) FROM allocation") == [(4 * count * 700 + credited * 300,)]
    assert findings(ltc.path) == []


def test_numbers_are_gapless_whoever_is_killed(ltc, length, tmp_path):
    """A process killed while it issues leaves no number out, and nothing it told of is lost."""
    ltc("account", "add", "Bright")
    dice = random.Random(11)
    kills = 10 * length
    told = [tmp_path / f"told-{number}" for number in range(4)]
    crowd = {number: writer(ltc.path, f"b{number}x0", 10_000, told[number], BILLER) for number in range(4)}
    time.sleep(1.5)
    for turn in range(1, kills + 1):
        time.sleep(dice.uniform(0.05, 0.4))
        number = dice.randrange(4)
        os.kill(crowd[number].pid, signal.SIGKILL)
        crowd[number].communicate()
        crowd[number] = writer(ltc.path, f"b{number}x{turn}", 10_000, told[number], BILLER)
    for child in crowd.values():
        child.kill()
        child.communicate()
    assert findings(ltc.path) == []
    assert gaps(ltc, "invoice") == gaps(ltc, "credit_note") == ([], 0)
    assert ltc.rows("SELECT count(*) FROM invoice WHERE status <> 'issued' OR number IS NULL") == [(0,)]
    said = {line for path in told if path.exists() for line in path.read_text().splitlines()}
    letters = (("I", "invoice"), ("P", "payment"), ("N", "credit_note"))
    known = {f"{letter}{number}" for letter, table in letters for (number,) in ltc.rows(f"SELECT id FROM {table}")}
    assert len(said) > kills
    assert said <= known
