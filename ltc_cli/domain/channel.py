"""Channels: where leads come from, and the other spellings that mean them."""

from ltc_cli.book import Book, Value
from ltc_cli.domain import entry, named
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source
from ltc_cli.domain.text import name_key, text
from ltc_cli.errors import BadUsage, Refused

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
        Field("external_id", "text", "channel.external_id", shown=False),
    ),
    order="channel.name_key",
    title="channel.name",
    born="channel.created_ms",
)  # fmt: skip


def add(
    book: Book,
    name: str,
    aliases: tuple[str, ...] = (),
    *,
    external_id: str | None = None,
    on_match: str | None = None,
) -> int:
    """Make a channel with its other spellings; its id."""
    with book.operation("channel add") as step:
        columns: dict[str, Value] = {"name": text(name, "the name of a channel")}
        if not columns["name"]:
            raise BadUsage("a channel needs a name.", "ltc channel add podcast")
        if external_id:
            columns["external_id"] = text(external_id, "external id")
        number = named.find(book, "channel", name)
        if number is None:
            columns["name_key"] = name_key(str(columns["name"]))
            number = entry.replay(book, "channel", columns, on_match)
        elif external_id:
            entry.save(book, "channel", number, {"external_id": external_id})
        if number is None:
            number = named.add(book, "channel", columns)
        for spelling in aliases:
            alias(book, number, spelling)
        step.about("channel", number)
        return number


def alias(book: Book, number: int, spelling: str) -> None:
    """Let another spelling mean the channel; raises `Refused` when it means another one already."""
    with book.operation("channel alias") as step:
        step.about("channel", number)
        spelling = text(spelling, "the spelling") or ""
        if not spelling:
            raise BadUsage("the spelling is empty.", "ltc channel alias referral 'recommended by'")
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
