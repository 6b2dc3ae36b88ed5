"""Members, channels and campaigns: what leads and deals refer to by name. A new name makes a new one, and says so."""

from ltc_cli.book import Book, Value
from ltc_cli.domain.text import name_key, text
from ltc_cli.errors import BadUsage, NotFound, nearest


def find(book: Book, kind: str, name: str) -> int | None:
    """The id of the member, channel or campaign with this name, whatever its case; a channel also by an alias."""
    key = name_key(name)
    row = book.conn.execute(f"SELECT id FROM {kind} WHERE name_key = ?", (key,)).fetchone()
    if row is None and kind == "channel":
        row = book.conn.execute("SELECT channel_id FROM channel_alias WHERE alias_key = ?", (key,)).fetchone()
    return int(row[0]) if row else None


def existing(book: Book, kind: str, name: str) -> int:
    """The id of the one with this name; raises `NotFound` naming the nearest."""
    found = find(book, kind, name)
    if found is None:
        known = [row[0] for row in book.conn.execute(f"SELECT name FROM {kind} LIMIT 1000")]
        close = nearest(name, known)
        raise NotFound(f"there is no {kind} {name!r}.", f"Did you mean {close}?" if close else f"ltc {kind} list")
    return found


def ensure(book: Book, kind: str, name: str) -> int:
    """The id of the one with this name, made now if it is new; a warning says so, and what it may be a typo of."""
    name = _cleaned(kind, name)
    found = find(book, kind, name)
    if found is not None:
        return found
    known = [row[0] for row in book.conn.execute(f"SELECT name FROM {kind} LIMIT 1000")]
    close = nearest(name, known)
    book.warnings.append(f"new {kind} {name!r}" + (f"; did you mean {close!r}?" if close else "."))
    return add(book, kind, {"name": name})


def add(book: Book, kind: str, columns: dict[str, Value]) -> int:
    """Make a member, channel or campaign from its columns; the name must be free."""
    columns = {**columns, "name_key": name_key(str(columns["name"])), "created_ms": book.clock.now_ms}
    return book.insert(kind, columns)


def actor(book: Book) -> int:
    """The member who is the actor of this operation."""
    name = _cleaned("member", book.actor)
    found = find(book, "member", name)
    return found if found is not None else add(book, "member", {"name": name})


def _cleaned(kind: str, name: str) -> str:
    cleaned = text(name, f"the name of a {kind}")
    if cleaned is None:
        raise BadUsage(f"a {kind} needs a name.", f"See them: ltc {kind} list")
    return cleaned
