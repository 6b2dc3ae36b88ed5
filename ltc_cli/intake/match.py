"""Which record is it: the first key that a row has decides alone; what has no key is known by its content."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ltc_cli.book import Book, Value
from ltc_cli.domain import alias
from ltc_cli.errors import BadUsage
from ltc_cli.intake.clean import Rows
from ltc_cli.intake.target import Target

_AT_ONCE = 500
_KEY_COLUMNS = {"email": "email_key", "phone": "phone_key", "sku": "sku_key", "name": "name_key"}


def key_columns(target: Target, asked: str | None) -> tuple[str, ...]:
    """The columns that say which record a row is; raises `BadUsage` for a `--key` that cannot."""
    if asked is None:
        return tuple(_KEY_COLUMNS.get(name, name) for name in target.keys)
    texts = {each.name: each for each in target.entries if each.kind in ("text", "email", "phone")}
    found = texts.get(asked)
    if found is None:
        raise BadUsage(f"{asked!r} cannot say which {target.noun} a row is.", f"Keys: {', '.join(texts)}")
    return (f"{found.column}_key" if found.folded else _KEY_COLUMNS.get(asked, found.column),)


def keys(rows: Rows, columns: Sequence[str]) -> list[tuple[str, Value] | None]:
    """The key of each row: its column and value; None when it has none."""
    found: list[tuple[str, Value] | None] = [None] * len(rows.lines)
    for name in reversed(columns):
        for place, value in enumerate(rows.columns.get(name, ())):
            if value is not None:
                found[place] = (name, value)
    return found


def fetch(
    book: Book, table: str, column: str, values: Iterable[Value], wanted: Sequence[str]
) -> Iterator[tuple[Value, ...]]:
    """The id and wanted columns of every record with one of these values, oldest first within a value.

    A value that a record had which was merged into another finds that one; the last of the wanted columns that is the
    one asked about then holds the value asked for.
    """
    unique = list(dict.fromkeys(values))
    merged = alias.known(book)
    for start in range(0, len(unique), _AT_ONCE):
        part = unique[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows = f"SELECT id, {', '.join(wanted)} FROM {table} WHERE"
        yield from book.conn.execute(f"{rows} {column} IN ({marks}) ORDER BY id", part)
        for value, heir in alias.heirs(book, table, column, part) if merged else ():
            if book.conn.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", (value,)).fetchone() is None:
                row = list(book.conn.execute(f"{rows} id = ?", (heir,)).fetchone())
                if column in wanted:
                    row[len(wanted) - list(reversed(wanted)).index(column)] = value
                yield tuple(row)


def taken(book: Book, noun: str, rows: Rows, column: str, owners: dict[str, Value]) -> list[int]:
    """The places of rows whose value, of which there is only one, is that of a record with another external id.

    `owners` remembers, from batch to batch, the external id that each value came with.
    """
    values, ids = rows.columns.get(column), rows.columns.get("external_id")
    if values is None or ids is None:
        return []
    wanted = [value for value in values if value is not None and str(value) not in owners]
    for _, value, external_id in fetch(book, noun, column, wanted, [column, "external_id"]):
        owners[str(value)] = external_id
    return [
        place
        for place, (value, external_id) in enumerate(zip(values, ids, strict=True))
        if value is not None and external_id is not None and owners.setdefault(str(value), external_id) != external_id
    ]


class Seen:
    """Rows without a key: known again by what stands in them, identical ones by their n-th occurrence."""

    def __init__(self, book: Book, noun: str) -> None:
        self._book = book
        self._noun = noun
        self._counts: Counter[bytes] = Counter()
        self.fresh: list[tuple[str, int]] = []
        """Fingerprints and the records they became, to be kept at the end."""

    def fingerprints(self, rows: Rows, places: Iterable[int]) -> dict[int, str]:
        """The fingerprint of each of these rows, in their order."""
        names = sorted(rows.columns)
        result = {}
        for place in places:
            content = [(name, rows.columns[name][place]) for name in names if rows.columns[name][place] is not None]
            digest = hashlib.blake2b(json.dumps(content, ensure_ascii=False).encode(), digest_size=16).digest()
            self._counts[digest] += 1
            result[place] = f"{digest.hex()}#{self._counts[digest]}"
        return result

    def known(self, fingerprints: Iterable[str]) -> set[str]:
        """Those that were taken in before."""
        wanted = list(fingerprints)
        found: set[str] = set()
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            found.update(
                row[0]
                for row in self._book.conn.execute(
                    f"SELECT fingerprint FROM import_row WHERE noun = ? AND fingerprint IN ({marks})",
                    (self._noun, *part),
                )
            )
        return found
