"""Touches: calls, mails, meetings, forms and notes on any record. The first outbound one answers a new lead."""

from collections.abc import Mapping

from ltc_cli.book import Book
from ltc_cli.clock import local_date, start_of_day
from ltc_cli.domain import lead, named
from ltc_cli.domain.text import text
from ltc_cli.errors import BadUsage

KINDS = ("note", "call", "mail", "meeting", "form")
ANSWERS = ("call", "mail", "meeting")
"""A note is for ourselves; these reach the other side."""


def add(
    book: Book,
    noun: str,
    number: int,
    body: str,
    *,
    kind: str = "note",
    inbound: bool = False,
    channel: str | None = None,
    campaign: str | None = None,
) -> int:
    """Keep a touch on a record, with the channel or campaign it came through; its id.

    The first outbound call, mail or meeting answers a new lead: it moves to the first working status.
    """
    if kind not in KINDS:
        raise BadUsage(f"a touch cannot be of kind {kind!r}.", f"Kinds: {', '.join(KINDS)}")
    with book.operation("note") as step:
        cleaned = text(body, "the note")
        if cleaned is None and kind == "note":
            raise BadUsage("the note is empty.", "ltc note L12 'called, wants a quote'")
        source = {
            f"{name}_id": named.ensure(book, name, value)
            for name, value in (("channel", channel), ("campaign", campaign))
            if value
        }
        at = _at(book, noun, number)
        touch = save(book, noun, number, at, kind=kind, inbound=inbound, body=cleaned, source=source)
        if noun == "lead" and not inbound and kind in ANSWERS:
            _answer(book, number)
        step.about(noun, number)
        return touch


def save(
    book: Book,
    noun: str,
    number: int,
    at_ms: int,
    *,
    kind: str,
    inbound: bool,
    body: str | None,
    source: Mapping[str, int | None] | None = None,
) -> int:
    """Write a touch; `source` gives its channel and campaign."""
    return book.insert(
        "touch",
        {
            "entity": noun,
            "entity_id": number,
            "at_ms": at_ms,
            "kind": kind,
            "inbound": int(inbound),
            "body": body,
            "member_id": None if inbound else named.actor(book),
            **(source or {}),
        },
    )


def _at(book: Book, noun: str, number: int) -> int:
    """When it took place; a day alone, the day the record came, is not before it came."""
    at = book.when()
    born = int(book.conn.execute(f"SELECT created_ms FROM {noun} WHERE id = ?", (number,)).fetchone()[0])
    same_day = at == start_of_day(local_date(born, book.clock.tz), book.clock.tz)
    return born if at < born and same_day else at


def _answer(book: Book, number: int) -> None:
    found = lead.load(book, number)
    working = next((status for status in book.process.lead.statuses if status.kind == "working"), None)
    if found.kind == "new" and working is not None:
        move = found.move(working)
        if move is not None:
            lead.save_step(book, number, move)
