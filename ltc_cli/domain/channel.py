"""Channels: where leads come from, and the other spellings that mean them."""

from ltc_cli.book import Book
from ltc_cli.domain import named
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source
from ltc_cli.domain.text import name_key
from ltc_cli.errors import Refused

_ALIASES = (
    "(SELECT json_group_array(alias) FROM "
    "(SELECT alias FROM channel_alias a WHERE a.channel_id = channel.id ORDER BY a.id))"
)

SOURCE = Source(
    noun="channel",
    fields=(
        Field("name", "text", "channel.name"),
        Field("id", "count", "channel.id", shown=False),
        Field("aliases", "tags", _ALIASES),
        Field("leads", "count", "(SELECT count(*) FROM lead WHERE lead.channel_id = channel.id)"),
        Field("created", "instant", "channel.created_ms", shown=False),
    ),
    order="channel.name_key",
    born="channel.created_ms",
)  # fmt: skip


def add(book: Book, name: str, aliases: tuple[str, ...] = ()) -> int:
    """Make a channel with its other spellings; its id."""
    with book.operation("channel add") as step:
        found = named.find(book, "channel", name)
        number = found if found is not None else named.add(book, "channel", {"name": name})
        for spelling in aliases:
            alias(book, number, spelling)
        step.about("channel", number)
        return number


def alias(book: Book, number: int, spelling: str) -> None:
    """Let another spelling mean the channel; raises `Refused` when it means another one already."""
    with book.operation("channel alias") as step:
        step.about("channel", number)
        known = named.find(book, "channel", spelling)
        if known == number:
            return
        if known is not None:
            other = book.conn.execute("SELECT name FROM channel WHERE id = ?", (known,)).fetchone()[0]
            raise Refused(f"{spelling!r} means the channel {other!r} already.", "Pick another spelling.")
        book.insert("channel_alias", {"channel_id": number, "alias": spelling, "alias_key": name_key(spelling)})


def follow_process(book: Book) -> None:
    """Add the channels and spellings that the process names and the file has not yet."""
    for channel in book.process.channels:
        found = named.find(book, "channel", channel.id)
        number = found if found is not None else named.add(book, "channel", {"name": channel.id})
        for spelling in (*channel.labels.values(), *channel.aliases):
            if named.find(book, "channel", spelling) is None:
                book.insert("channel_alias", {"channel_id": number, "alias": spelling, "alias_key": name_key(spelling)})
