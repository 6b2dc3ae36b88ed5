"""Finding the record someone means: by ref, number, e-mail, phone in any form, external id, or exact name."""

import re
from collections.abc import Sequence

from ltc_cli.book import Book
from ltc_cli.domain import alias, named
from ltc_cli.domain.noun import BY_LETTER, NOUNS, Noun, ref
from ltc_cli.domain.search import like
from ltc_cli.domain.text import name_key, phone_key
from ltc_cli.errors import Ambiguous, BadUsage, NotFound

_REF = re.compile(r"([A-Za-z])0*([1-9][0-9]{0,17})", re.ASCII)
_NUMBER = re.compile(r"0*([1-9][0-9]{0,17})", re.ASCII)
_LISTED = 5


def find(book: Book, text: str, *nouns: str) -> tuple[str, int]:
    """The noun and id of the one record that `text` names, among these nouns (all, when none is given).

    Raises `NotFound` when nothing answers to it, `Ambiguous` when several records do.
    """
    text = text.strip()
    kinds = [NOUNS[name] for name in nouns or NOUNS]
    if not text:
        raise BadUsage("a record is missing: the name is empty.", _example(kinds))
    by_ref = _by_ref(book, text, kinds)
    if by_ref is not None:
        return by_ref
    found = list(dict.fromkeys(pair for kind in kinds for pair in _by_key(book, text, kind)))
    if not found:
        found = [pair for kind in kinds for pair in _by_name(book, text, kind)]
    if not found:
        found = _merged(book, text, kinds)
    if not found:
        raise _missing(book, text, kinds)
    if len(found) > 1:
        found = _without_replaced(book, found) or found
    if len(found) > 1:
        listed = ", ".join(describe(book, *pair) for pair in found[:_LISTED])
        more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
        raise Ambiguous(
            f"{text!r} could be {listed}{more}.", f"Say which: {ref(*found[0]) or describe(book, *found[0])}"
        )
    return found[0]


def find_all(book: Book, texts: Sequence[str], *nouns: str) -> list[int]:
    """The ids of several records of one noun, each once, in the order given."""
    return list(dict.fromkeys(find(book, text, *nouns)[1] for text in texts))


def describe(book: Book, noun: str, number: int) -> str:
    """A record in words: "L12 Ada Lovelace"."""
    row = book.conn.execute(f"SELECT {NOUNS[noun].label} FROM {noun} WHERE id = ?", (number,)).fetchone()
    return f"{ref(noun, number)} {row[0] if row else '(gone)'}".strip()


_REPLACED = {
    "lead": "SELECT 1 FROM lead WHERE id = ? AND kind = 'converted'",
    "quote": "SELECT 1 FROM quote WHERE id = ? AND status = 'superseded'",
}
"""Records that another one of the same name has taken the place of."""


def _without_replaced(book: Book, found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The records but for converted leads and superseded quotes: what took their place is what people mean."""
    return [
        (noun, number)
        for noun, number in found
        if _REPLACED.get(noun) is None or book.conn.execute(_REPLACED[noun], (number,)).fetchone() is None
    ]


def _by_ref(book: Book, text: str, kinds: list[Noun]) -> tuple[str, int] | None:
    match = _REF.fullmatch(text)
    noun = BY_LETTER.get(match[1].upper()) if match else None
    if match and noun in kinds and _exists(book, noun, int(match[2])):
        return noun.name, int(match[2])
    plain = _NUMBER.fullmatch(text)
    if plain and len(kinds) == 1 and _exists(book, kinds[0], int(plain[1])):
        return kinds[0].name, int(plain[1])
    return None


def _missing(book: Book, text: str, kinds: list[Noun]) -> NotFound:
    """Why nothing answers to a text: there is no such ref, or it is one of another kind."""
    match = _REF.fullmatch(text)
    noun = BY_LETTER.get(match[1].upper()) if match else None
    if match and noun is not None and noun in kinds:
        return NotFound(f"there is no {noun.said} {text.upper()}.", f"Look for it: ltc search {text.upper()}")
    if match and noun is not None and _exists(book, noun, int(match[2])):
        wanted = " or ".join(kind.said for kind in kinds)
        return NotFound(f"{text.upper()} is {_a(noun.said)}; {_a(wanted)} is meant here.", _example(kinds))
    what = kinds[0].said if len(kinds) == 1 else "record"
    return NotFound(f"there is no {what} {text!r}.", f"Look for it: ltc search {_quoted(text)}")


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _exists(book: Book, noun: Noun, number: int) -> bool:
    return book.conn.execute(f"SELECT 1 FROM {noun.name} WHERE id = ?", (number,)).fetchone() is not None


def _merged(book: Book, text: str, kinds: list[Noun]) -> list[tuple[str, int]]:
    """By what a record went by that was merged into another: its number or a key; that it was is told."""
    found = []
    for noun in kinds:
        for gone in _numbers(text, noun, kinds):
            heir = alias.heir(book, noun.name, gone)
            if heir is not None:
                alias.tell(book, noun.name, gone, heir)
                return [(noun.name, heir)]
        for column, value in _keys(text).items():
            if value is not None and column in noun.keys:
                found += [(noun.name, heir) for _, heir in alias.heirs(book, noun.name, column, [value])]
    return list(dict.fromkeys(found))


def _numbers(text: str, noun: Noun, kinds: list[Noun]) -> list[int]:
    """The numbers of a noun that a text may be."""
    match, plain = _REF.fullmatch(text), _NUMBER.fullmatch(text)
    if match and match[1].upper() == noun.letter:
        return [int(match[2])]
    return [int(plain[1])] if plain and len(kinds) == 1 else []


def _keys(text: str) -> dict[str, str | None]:
    """What a text would be as a key, by column."""
    return {
        "external_id": text,
        "number": text,
        "reference": text,
        "sku_key": name_key(text),
        "email_key": text.casefold() if "@" in text else None,
        "phone_key": phone_key(text),
        "name_key": name_key(text),
    }


def _by_key(book: Book, text: str, noun: Noun) -> list[tuple[str, int]]:
    values = _keys(text)
    found = []
    for column in noun.keys:
        if column != "name_key" and values.get(column) is not None:
            rows = book.conn.execute(f"SELECT id FROM {noun.name} WHERE {column} = ? LIMIT 100", (values[column],))
            found += [(noun.name, int(row[0])) for row in rows]
    return found


def _by_name(book: Book, text: str, noun: Noun) -> list[tuple[str, int]]:
    """By name without regard to case: SQLite narrows it down with LIKE, which knows ASCII only, Python decides."""
    wanted_like = like(text)
    wanted = text.casefold()
    found = []
    if "name_key" in noun.keys:
        rows = book.conn.execute(f"SELECT id FROM {noun.name} WHERE name_key = ? LIMIT 100", (name_key(text),))
        found += [(noun.name, int(row[0])) for row in rows]
    if noun.name == "channel":
        channel = named.find(book, "channel", text)
        found += [("channel", channel)] if channel is not None else []
    for column in noun.names:
        rows = book.conn.execute(
            f"SELECT id, {column} FROM {noun.name} WHERE {column} LIKE ? LIMIT 1000", (wanted_like,)
        )
        found += [(noun.name, int(number)) for number, name in rows if name.casefold() == wanted]
    return list(dict.fromkeys(found))


def _example(kinds: list[Noun]) -> str:
    return f"Write a ref such as {next((kind.letter for kind in kinds if kind.letter), 'L')}1, an e-mail or a name."


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
