"""Former names: how a record that was merged into another is still found, by its number and its keys."""

from collections.abc import Iterator, Sequence

from ltc_cli.book import Book, Value
from ltc_cli.domain.noun import NOUNS, ref

MERGED = ("lead", "account", "contact")
"""The nouns whose records are merged."""


def known(book: Book) -> bool:
    """Whether anything was ever merged: what stands in the way of many look-ups is asked once."""
    return book.conn.execute("SELECT 1 FROM alias LIMIT 1").fetchone() is not None


def heir(book: Book, noun: str, number: int) -> int | None:
    """The record that a merged one lives on in, None when it was never merged."""
    found = heirs(book, noun, "id", [str(number)])
    return found[0][1] if found else None


def heirs(book: Book, noun: str, field: str, values: Sequence[Value]) -> list[tuple[str, int]]:
    """The former values of a key among these, each with the record that stands for it now."""
    if noun not in MERGED or not values:
        return []
    marks = ", ".join("?" * len(values))
    return book.conn.execute(
        f"SELECT value, entity_id FROM alias WHERE entity = ? AND field = ? AND value IN ({marks}) ORDER BY id",
        (noun, field, *values),
    ).fetchall()


def tell(book: Book, noun: str, number: int, heir_number: int) -> None:
    """Say once that a record lives on in another."""
    said = f"{ref(noun, number)} was merged into {ref(noun, heir_number)}."
    if said not in book.warnings:
        book.warnings.append(said)


def keep(book: Book, noun: str, number: int, former: Sequence[tuple[int, dict[str, Value]]]) -> None:
    """Let what merged records were known by lead to the one they live on in: their ids, and keys it has not itself."""
    keys = [name for name in NOUNS[noun].keys if name != "number"]
    own = book.conn.execute(f"SELECT {', '.join(keys)} FROM {noun} WHERE id = ?", (number,)).fetchone()
    known = {*zip(keys, own, strict=True), *_of(book, noun, number)}
    for gone, row in former:
        names = [("id", str(gone))] if gone != number else []
        names += [(key, str(row[key])) for key in keys if row[key] is not None]
        for field, value in names:
            if (field, value) not in known:
                known.add((field, value))
                book.insert("alias", {"entity": noun, "field": field, "value": value, "entity_id": number})


def _of(book: Book, noun: str, number: int) -> Iterator[tuple[str, str]]:
    yield from book.conn.execute("SELECT field, value FROM alias WHERE entity = ? AND entity_id = ?", (noun, number))
