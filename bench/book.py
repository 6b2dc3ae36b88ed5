"""A large file for the reports: leads, deals and their steps from a seed, written straight into the tables.

For every lead there are 1.5 steps and 0.3 deals, as in a real sales process: a tenth of the wins are reversed, some
leads are disqualified and reopened, and one deal in a hundred is void.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ltc_cli.domain import start

DAY = 86_400_000
BEGIN = 1_600_000_000_000
SPAN = 5 * 365
CHANNELS = ("referral", "website", "linkedin", "event", "newsletter", "outbound")
Event = tuple[str, int, str | None, str, str, str, str, int, str | None]


def make(path: Path, leads: int, seed: int = 1) -> None:
    """Make the file at `path`, with so many leads."""
    book = start.create(path, currency="EUR", timezone="UTC", actor="bench")
    dice = random.Random(seed)
    with book.operation("bench"):
        conn = book.conn
        conn.execute("PRAGMA cache_size=-262144")
        channels = [row[0] for row in conn.execute("SELECT id FROM channel ORDER BY id")]
        events: list[Event] = []
        deals: list[tuple[Any, ...]] = []

        def rows() -> Iterator[tuple[Any, ...]]:
            for number in range(1, leads + 1):
                yield _lead(dice, number, channels, deals, events)

        conn.executemany(
            "INSERT INTO lead(created_ms, name, company, email, email_key, status, kind, channel_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows(),
        )
        conn.executemany(
            "INSERT INTO deal(created_ms, title, lead_id, pipeline, stage, kind, closed_ms, amount_minor, currency) "
            "VALUES (?, ?, ?, 'consulting', ?, ?, ?, ?, 'EUR')",
            deals,
        )
        conn.execute(
            "INSERT INTO deal_value(deal_id, effective_ms, amount_minor, currency) "
            "SELECT id, created_ms, amount_minor, currency FROM deal"
        )
        conn.executemany(
            "INSERT INTO stage_event(entity, entity_id, pipeline, from_stage, to_stage, from_kind, to_kind, "
            "effective_ms, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            events,
        )
    book.close()


def _lead(
    dice: random.Random, number: int, channels: list[int], deals: list[tuple[Any, ...]], events: list[Event]
) -> tuple[Any, ...]:
    """One lead's row; its deal and the steps of both are added to the lists."""
    created = BEGIN + dice.randrange(SPAN * DAY)
    at = created
    stages = [("new", "new")]

    def step(stage: str, kind: str) -> None:
        nonlocal at
        at += dice.randrange(1, 10 * DAY)
        events.append(("lead", number, None, *_pair(stages[-1], (stage, kind)), at, None))
        stages.append((stage, kind))

    fate = dice.random()
    if fate < 0.35:
        step("disqualified", "disqualified")
        if fate < 0.02:
            step("new", "new")
    elif fate < 0.65:
        step("qualified", "qualified")
        if fate < 0.62:
            step("converted", "converted")
            deals.append(_deal(dice, number, len(deals) + 1, at, events))
    email = f"person{number}@example.com"
    channel = dice.choice(channels) if dice.random() < 0.95 else None
    return (created, f"Person {number}", f"Company {number % 50_000}", email, email, *stages[-1], channel)


def _deal(dice: random.Random, lead: int, number: int, created: int, events: list[Event]) -> tuple[Any, ...]:
    at = created
    stages = [("discovery", "open")]

    def step(stage: str, kind: str) -> None:
        nonlocal at
        at += dice.randrange(1, 20 * DAY)
        events.append(("deal", number, "consulting", *_pair(stages[-1], (stage, kind)), at, None))
        stages.append((stage, kind))

    for stage in ("proposal", "negotiation"):
        step(stage, "open")
    fate = dice.random()
    if fate < 0.4:
        step("won", "won")
        if fate < 0.04:
            step("negotiation", "open")
            step("lost", "lost")
    elif fate < 0.8:
        step("lost", "lost")
    elif fate < 0.81:
        step("void", "void")
    closed = at if stages[-1][1] != "open" else None
    return (created, f"Deal {number}", lead, *stages[-1], closed, dice.randrange(100_000, 5_000_000))


def _pair(before: tuple[str, str], after: tuple[str, str]) -> tuple[str, str, str, str]:
    return before[0], after[0], before[1], after[1]
