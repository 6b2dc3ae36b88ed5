"""The deal board: open deals by stage, with what is stalled, aimless or overdue."""

from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS
from ltc_cli.domain import deal, query
from ltc_cli.domain.chance import WHOLE, Chances
from ltc_cli.domain.pipeline import pipeline_of
from ltc_cli.domain.query import Condition
from ltc_cli.money import human, mul_div_half_up
from ltc_cli.process import Stage, label
from ltc_cli.shape import Board, Card, Column, Lane, Listing
from ltc_cli.words import day, long_day, say


def board(book: Book, *, pipeline: str | None = None, owner: str | None = None, where: str | None = None) -> Board:
    """The board of one pipeline; amounts in other currencies than the business's stand on cards and in no sum."""
    line = pipeline_of(book, pipeline)
    known = query.fields(book, deal.SOURCE)
    names = list(known)
    conditions = [
        *query.asked(book, deal.SOURCE, owner=owner),
        *deal.standing(book, status="open", stage=None, pipeline=line.id),
        Condition("deal.is_test IS NOT 1"),
    ]
    rows = query.listing(book, deal.SOURCE, where=where, conditions=conditions, sort="-amount").rows
    deals = [dict(zip(names, row, strict=True)) for row in rows]
    currency = book.process.currency or next((each["currency"] for each in deals if each["currency"]), "EUR")
    lanes: list[Lane] = []
    chances, weighted, worth = Chances(book), 0, list[tuple[int, int]]()
    for stage in line.stages:
        if stage.kind == "open":
            here = [each for each in deals if each["stage"] == stage.id]
            ours = [each["amount"] for each in here if each["amount"] and each["currency"] == currency]
            chance = chances.of(line.id, stage.id)
            weighted += sum(map(chance.of, ours))
            worth.append((chance.ppm, sum(map(chance.of, ours))))
            cards = tuple(_card(book, stage, each) for each in here)
            percent = mul_div_half_up(chance.ppm, 1, WHOLE // 100)
            lanes.append(Lane(label(stage, book.process.language), percent, len(here), sum(ours), cards))
    total = sum(lane.amount for lane in lanes)
    shown = book.as_of.day if book.as_of else book.clock.today
    return Board(
        title=f"{say('Deals')} · {label(line, book.process.language)} · {long_day(shown)}",
        summary=say(
            "{n} open · {total} · weighted {weighted}",
            n=len(deals),
            total=f"{currency} {human(total, currency)}",
            weighted=human(weighted, currency),
        ),
        currency=currency,
        lanes=tuple(lanes),
        listing=_listing(line.stages, lanes, worth, currency),
        notes=(say("▲ stalled  ? no next step  < close date passed     ltc deal advance REF"),) if deals else (),
    )


def _card(book: Book, stage: Stage, row: dict[str, object]) -> Card:
    now = book.as_of_ms or book.clock.now_ms
    since = book.conn.execute(
        "SELECT max(effective_ms) FROM stage_event WHERE entity = 'deal' AND entity_id = ? AND effective_ms <= ?",
        (row["id"], now),
    ).fetchone()[0]
    days = (now - int(since or str(row["created"]))) // DAY_MS
    flags = ""
    if stage.stale_after is not None and days > stage.stale_after:
        flags += "▲"
    if not row["next"]:
        flags += "?"
    today = book.as_of.day if book.as_of else book.clock.today
    if row["expected_close"] and str(row["expected_close"]) < today.isoformat():
        flags += "<"
    note = say("{n} d", n=days)
    if row["next"]:
        from datetime import date

        due = f"{day(date.fromisoformat(str(row['next_due'])), today)} " if row["next_due"] else ""
        note += f" · {due}{row['next']}"
    amount = row["amount"]
    return Card(
        str(row["ref"]), str(row["title"]), str(row["account_name"] or ""),
        amount if isinstance(amount, int) else None, str(row["currency"] or ""), note, flags,
    )  # fmt: skip


def _listing(stages: tuple[Stage, ...], lanes: list[Lane], worth: list[tuple[int, int]], currency: str) -> Listing:
    columns = (
        Column("stage"),
        Column("probability", "ratio"),
        Column("deals", "count"),
        Column("amount", "money"),
        Column("weighted", "money"),
        Column("currency"),
    )
    still_open = [stage for stage in stages if stage.kind == "open"]
    rows = [
        (stage.id, ppm / WHOLE, lane.deals, lane.amount, weighted, currency)
        for stage, lane, (ppm, weighted) in zip(still_open, lanes, worth, strict=True)
    ]
    return Listing("board", columns, rows)
