"""Saved mappings: what the headings and words of a program mean, under a name, for the imports of one noun."""

import json
from collections.abc import Mapping
from typing import Any

from ltc_cli.book import Book
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source
from ltc_cli.domain.text import name_key
from ltc_cli.errors import NotFound, nearest

SOURCE = Source(
    noun="mapping",
    fields=(
        Field("name", "text", "mapping.name"),
        Field("id", "count", "mapping.id", shown=False),
        Field("noun", "text", "replace(replace(mapping.noun, 'sales_order', 'order'), 'fx_rate', 'fx')"),
        Field("maps", "tags", "json_extract(mapping.body, '$.maps')"),
        Field("options", "json", "json_remove(mapping.body, '$.maps')"),
        Field("created", "instant", "mapping.created_ms", shown=False),
    ),
    order="mapping.name_key, mapping.noun",
    title="mapping.name",
    born="mapping.created_ms",
)


def save(book: Book, noun: str, name: str, options: Mapping[str, Any]) -> None:
    """Keep options of an import under a name, inside its operation; the mapping of that name is replaced."""
    body = json.dumps(options, ensure_ascii=False, sort_keys=True)
    known = book.conn.execute(
        "SELECT id, body FROM mapping WHERE noun = ? AND name_key = ?", (noun, name_key(name))
    ).fetchone()
    if known is None:
        columns = {"name": name, "name_key": name_key(name), "noun": noun, "body": body}
        book.insert("mapping", {"created_ms": book.clock.now_ms, **columns})
    elif known[1] != body:
        book.update("mapping", known[0], {"body": body})


def load(book: Book, noun: str, name: str) -> dict[str, Any]:
    """The options kept under a name; raises `NotFound` naming those there are for the noun."""
    rows = dict(book.conn.execute("SELECT name_key, body FROM mapping WHERE noun = ?", (noun,)))
    if name_key(name) not in rows:
        close = nearest(name_key(name), list(rows))
        hint = f"Did you mean {close}?" if close else f"Keep one first: --map … --save-mapping {name}"
        raise NotFound(f"there is no mapping {name!r} for this import.", hint)
    found: dict[str, Any] = json.loads(rows[name_key(name)])
    return found


def remove(book: Book, name: str) -> None:
    """Forget the mappings of a name, whatever they are for; raises `NotFound` without one."""
    with book.operation("mapping remove"):
        found = book.conn.execute("SELECT id FROM mapping WHERE name_key = ? ORDER BY id", (name_key(name),)).fetchall()
        if not found:
            raise NotFound(f"there is no mapping {name!r}.", "See them: ltc mapping list")
        for (number,) in found:
            book.conn.execute("DELETE FROM mapping WHERE id = ?", (number,))
