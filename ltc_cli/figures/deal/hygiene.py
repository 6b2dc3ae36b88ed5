"""What in the pipeline needs tidying before its sums can be believed (metric dictionary F13, E18)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS
from ltc_cli.domain.noun import ref
from ltc_cli.figures.deal.pipeline import Open, month_ends, open_deals
from ltc_cli.figures.deal.stages import stalled
from ltc_cli.figures.rates import Rates
from ltc_cli.metrics import Ask, end_day, end_ms, rate, rate_status, report
from ltc_cli.shape import Column, Listing, Report
from ltc_cli.words import long_day, say

_QUIET_DAYS = 30
_OFTEN = 3
"""Moves of the expected close after which nobody believes it."""


class Flawed(NamedTuple):
    """An open deal, and what is wrong with it."""

    deal: Open
    faults: frozenset[str]


def hygiene(book: Book, asked: Ask) -> Report:
    """A row a fault, with the open deals that have it; a deal can have several."""
    rates = Rates(book)
    found = _flawed(book, asked, rates)
    labels = _labels()
    rows = []
    for fault in labels:
        here = [each.deal for each in found if fault in each.faults]
        worth = sum(each.minor or 0 for each in here)
        rows.append((fault, len(here), len(here) / len(found) if found else None, worth))
    clean = sum(not each.faults for each in found)
    share, low, high = rate(clean, len(found))
    return report(
        book,
        asked,
        (Column("fault", words=labels), Column("deals", "count"), Column("share", "ratio"), Column("amount", "money")),
        rows,
        {"deals": len(found), "clean": clean, "clean_share": share, "ci_low": low, "ci_high": high},
        total_kinds={"clean": "count", "clean_share": "ratio", "ci_low": "ratio", "ci_high": "ratio"},
        excluded=rates.missing,
        status="partial" if rates.missing else rate_status(len(found)),
        warnings=month_ends(each.deal for each in found),
        title=f"{say('Pipeline hygiene')} · {long_day(date.fromisoformat(end_day(book)))}",
        notes=_notes(clean, len(found)),
    )._replace(silent=("deals", "clean", "clean_share", "ci_low", "ci_high"))


def hygiene_rows(book: Book, asked: Ask) -> Listing:
    """Every open deal with what is wrong with it."""
    faults = tuple(_labels())
    columns = (
        Column("ref", "ref"), Column("title"), Column("stage"), Column("amount", "money"),
        Column("currency", shown=False), *(Column(fault, "yesno") for fault in faults),
    )  # fmt: skip
    rows = [
        (ref("deal", deal.id), deal.title, deal.stage, deal.minor, book.process.currency,
         *(int(fault in has) for fault in faults))
        for deal, has in _flawed(book, asked, Rates(book))
    ]  # fmt: skip
    return Listing("open_deal", columns, rows)


def _labels() -> dict[str, str]:
    """The faults in the order of the table."""
    return {
        "overdue": say("past their close date"), "unvalued": say("without an amount"),
        "aimless": say("without a next step"), "quiet": say("nothing happened for {n} d", n=_QUIET_DAYS),
        "stalled": say("stalled in their stage"), "moved": say("close date moved {n} times or more", n=_OFTEN),
    }  # fmt: skip


def _flawed(book: Book, asked: Ask, rates: Rates) -> list[Flawed]:
    """The open deals of a question."""
    day = end_day(book)
    busy, aimed = _busy(book), _aimed(book)
    stuck, moved = stalled(book, asked), _moved(book)
    judge: Mapping[str, Callable[[Open], bool]] = {
        "overdue": lambda deal: deal.closes is not None and deal.closes < day,
        "unvalued": lambda deal: not deal.valued,
        "aimless": lambda deal: deal.id not in aimed,
        "quiet": lambda deal: deal.id not in busy,
        "stalled": lambda deal: deal.id in stuck,
        "moved": lambda deal: deal.id in moved,
    }
    return [
        Flawed(deal, frozenset(fault for fault, has in judge.items() if has(deal)))
        for deal in open_deals(book, asked, [], rates)
    ]


def _busy(book: Book) -> set[int]:
    """Deals that were made, moved, handed over, quoted for, or spoken about within the last days."""
    now = end_ms(book)
    statements = (
        "SELECT id FROM deal WHERE created_ms > :cut AND created_ms <= :now",
        "SELECT deal_id FROM quote WHERE deal_id IS NOT NULL AND sent_ms > :cut AND sent_ms <= :now",
        *(
            f"SELECT entity_id FROM {table} WHERE entity = 'deal' AND {at} > :cut AND {at} <= :now"
            for table, at in (("touch", "at_ms"), ("stage_event", "effective_ms"), ("owner_event", "effective_ms"))
        ),
    )
    seen = {"cut": now - _QUIET_DAYS * DAY_MS, "now": now}
    return {row[0] for statement in statements for row in book.conn.execute(statement, seen)}


def _aimed(book: Book) -> set[int]:
    """Deals with a next step that is still to be done."""
    rows = book.conn.execute(
        "SELECT entity_id FROM task WHERE entity = 'deal' AND is_next = 1 AND created_ms <= :now "
        "AND (done_ms IS NULL OR done_ms > :now)",
        {"now": end_ms(book)},
    )
    return {row[0] for row in rows}


def _moved(book: Book) -> set[int]:
    """Deals whose expected close was put off or forward too often."""
    times: dict[int, int] = {}
    known: dict[int, str] = {}
    for number, close in book.conn.execute(
        "SELECT deal_id, expected_close FROM deal_value WHERE expected_close IS NOT NULL AND effective_ms <= ? "
        "ORDER BY deal_id, effective_ms, id",
        (end_ms(book),),
    ):
        if known.setdefault(number, close) != close:
            known[number] = close
            times[number] = times.get(number, 0) + 1
    return {number for number, count in times.items() if count >= _OFTEN}


def _notes(clean: int, deals: int) -> list[str]:
    told = [say("{n} of {all} open deals are in order.", n=clean, all=deals)] if deals else []
    return [*told, say("A deal can have several faults: ltc explain hygiene --rows")] if clean < deals else told
