"""Where things came from: leads of a channel that someone set up, and imported instants with a time zone."""

import re
from collections.abc import Iterator
from unicodedata import normalize

from ltc_cli.book import Book
from ltc_cli.domain.quality.rule import Found, Rule, asked
from ltc_cli.domain.text import name_key

_LEADS = "lead WHERE is_test IS NOT 1"
_OF_CHANNEL = ("lead", "account", "deal", "touch", "campaign", "cost")
"""Tables that refer to a channel."""
_SET_UP = """
SELECT c.id FROM channel c JOIN change x ON x.tbl = 'channel' AND x.kind = 'I'
AND c.id BETWEEN x.row_id AND coalesce(x.last_id, x.row_id) JOIN operation o ON o.id = x.operation_id
WHERE o.verb LIKE 'channel %' OR o.verb = 'import all'
"""
"""Channels that someone made as such. Others came up in passing, with a lead or a table of leads."""


def _listed(book: Book) -> set[str]:
    """The folded names and spellings of the channels that the process names."""
    return {
        name_key(spelling)
        for channel in book.process.channels
        for spelling in (channel.id, *channel.labels.values(), *channel.aliases)
    }


def _strangers(book: Book) -> dict[int, str]:
    """The channels that no list has: neither the process nor a `channel add` brought them in."""
    listed = _listed(book)
    known = {number for (number,) in book.conn.execute(_SET_UP)}
    return {
        number: name
        for number, name in book.conn.execute("SELECT id, name FROM channel ORDER BY id")
        if number not in known and name_key(name) not in listed
    }


def _unknown(book: Book) -> Iterator[Found]:
    """Leads without a channel, and leads of a channel that nobody set up."""
    yield from book.conn.execute(f"SELECT 'lead', id, 'has no channel' FROM {_LEADS} AND channel_id IS NULL")
    for number, name in _strangers(book).items():
        what = f"came through {name!r}, which is no channel that was set up"
        yield from book.conn.execute(f"SELECT 'lead', id, ? FROM {_LEADS} AND channel_id = ?", (what, number))


def _folded(spelling: str) -> str:
    """A spelling without case, width, blanks and punctuation: "Trade-Fair" and "trade fair" are the same."""
    return re.sub(r"[\W_]+", "", normalize("NFKC", spelling).casefold())


def _unite(book: Book) -> Iterator[Found]:
    """Make a stray channel an alias of the one that differs from it in blanks, hyphens or the like alone.

    A channel that has a share in a cost stays: shares name channels by their numbers.
    """
    strangers = _strangers(book)
    meant: dict[str, set[int]] = {}
    for number, spelling in book.conn.execute(
        "SELECT id, name FROM channel UNION SELECT channel_id, alias FROM channel_alias"
    ).fetchall():
        if number not in strangers:
            meant.setdefault(_folded(spelling), set()).add(number)
    shared = {
        int(number)
        for (number,) in book.conn.execute(
            "SELECT DISTINCT key FROM cost, json_each(cost.shares) WHERE cost.shares IS NOT NULL"
        )
    }
    for number, name in strangers.items():
        heirs = meant.get(_folded(name), set())
        if len(heirs) == 1 and number not in shared and _folded(name):
            yield _merge(book, number, name, *heirs)


def _merge(book: Book, number: int, name: str, heir: int) -> Found:
    moved = 0
    for table in _OF_CHANNEL:
        moved += book.conn.execute(f"UPDATE {table} SET channel_id = ? WHERE channel_id = ?", (heir, number)).rowcount
    book.conn.execute("UPDATE channel_alias SET channel_id = ? WHERE channel_id = ?", (heir, number))
    book.conn.execute("DELETE FROM channel WHERE id = ?", (number,))
    book.insert("channel_alias", {"channel_id": heir, "alias": name, "alias_key": name_key(name)})
    known = book.conn.execute("SELECT name FROM channel WHERE id = ?", (heir,)).fetchone()[0]
    return "channel", heir, f"{name!r} is now an alias of {known}; {moved} record{'s' * (moved != 1)} moved"


RULES = (
    Rule(
        "E11",
        "warning",
        "A lead has no channel, or one that nobody set up.",
        ("leads", "conversion", "funnel"),
        f"SELECT count(*) FROM {_LEADS}",
        _unknown,
        "ltc lead edit {ref} channel=referral",
        _unite,
    ),
    Rule(
        "E20",
        "review",
        "A table was imported whose times name no time zone.",
        ("response", "cycle"),
        "SELECT count(*) FROM import_run",
        asked(
            "SELECT 'import_run', id, zoneless || ' of its times name no time zone: they were read in the business''s' "
            "FROM import_run WHERE zoneless > 0"
        ),
        "ltc import list",
    ),
)
"""Rules about where records came from."""
