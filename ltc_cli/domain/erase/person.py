"""Whose data is asked for: the records that are one person, and the words by which texts speak of them."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.domain.noun import ref
from ltc_cli.domain.search import like
from ltc_cli.domain.text import name_key
from ltc_cli.journal import rows

ERASED = "(erased)"
PEOPLE = ("lead", "contact")
_KEYS = {"email_key": "the same e-mail", "phone_key": "the same phone"}
_SHORTEST = 3
"""Letters of a name that is looked for in texts."""

Key = tuple[str, int]
"""A table and the id of a row in it."""


class Subject(NamedTuple):
    """The records that go, each with why it is among them; records that are no more with the rest."""

    records: dict[Key, str]
    gone: frozenset[Key]


def subject(book: Book, named: Sequence[Key]) -> Subject:
    """The records named, those linked to them as the same person, and those with the same e-mail or phone.

    An account that is named goes alone; one that bears the name or the e-mail of the person is a household, and goes
    with them.
    """
    records = dict.fromkeys(named, "named")
    _follow_links(book, records)
    for noun, number in [each for each in records if each[0] in PEOPLE]:
        for column, why in _KEYS.items():
            value = book.conn.execute(f"SELECT {column} FROM {noun} WHERE id = ?", (number,)).fetchone()[0]
            for other in PEOPLE if value is not None else ():
                for (found,) in book.conn.execute(f"SELECT id FROM {other} WHERE {column} = ?", (value,)):
                    records.setdefault((other, found), f"{why} as {ref(noun, number)}")
    _follow_links(book, records)
    for noun, number in [each for each in records if each[0] in PEOPLE]:
        _add_household(book, records, noun, number)
    return Subject(records, frozenset(_gone(book, records)))


def _follow_links(book: Book, records: dict[Key, str]) -> None:
    for noun, number in [each for each in records if each[0] == "lead"]:
        contact = book.conn.execute("SELECT contact_id FROM lead WHERE id = ?", (number,)).fetchone()[0]
        if contact is not None:
            records.setdefault(("contact", contact), f"the contact of {ref(noun, number)}")
    for noun, number in [each for each in records if each[0] == "contact"]:
        for (lead,) in book.conn.execute("SELECT id FROM lead WHERE contact_id = ?", (number,)):
            records.setdefault(("lead", lead), f"a lead of {ref(noun, number)}")


def _add_household(book: Book, records: dict[Key, str], noun: str, number: int) -> None:
    linked = (
        "SELECT account_id FROM lead WHERE id = ? AND account_id IS NOT NULL"
        if noun == "lead"
        else "SELECT account_id FROM contact_account WHERE contact_id = ?"
    )
    name, email = book.conn.execute(f"SELECT name, email_key FROM {noun} WHERE id = ?", (number,)).fetchone()
    for (account,) in book.conn.execute(linked, (number,)).fetchall():
        theirs = book.conn.execute("SELECT name_key, email_key FROM account WHERE id = ?", (account,)).fetchone()
        if theirs[0] == name_key(name or "") or (email is not None and theirs[1] == email):
            records.setdefault(("account", account), f"the household of {ref(noun, number)}")


def _gone(book: Book, records: dict[Key, str]) -> set[Key]:
    """Records that were merged into these, and removed ones with the same e-mail or phone: only history has them."""
    found = set[Key]()
    wanted = dict[str, set[str]]()
    for noun, number in records:
        merged = book.conn.execute(
            "SELECT entity, CAST(value AS INTEGER) FROM alias WHERE entity = ? AND entity_id = ? AND field = 'id'",
            (noun, number),
        )
        found |= {(entity, value) for entity, value in merged}
        for column in _KEYS if noun in PEOPLE else ():
            value = book.conn.execute(f"SELECT {column} FROM {noun} WHERE id = ?", (number,)).fetchone()[0]
            wanted.setdefault(column, set()).update([rows.literal(value)] if value is not None else [])
    conditions = [(f" {column}={each}", column, each) for column, values in wanted.items() for each in values]
    for text, column, each in conditions:
        for table, number, old in book.conn.execute(
            "SELECT tbl, row_id, old FROM change WHERE kind = 'D' AND tbl IN ('lead', 'contact') AND instr(old, ?) > 0",
            (text,),
        ):
            if rows.parse(old).get(column) == each:
                found.add((table, number))
    return found


# What texts call them -------------------------------------------------------------------------------------------


class Words(NamedTuple):
    """What a person is called in texts, to be found and cut out."""

    patterns: tuple[str, ...]
    """For LIKE: they let through at least every text that holds one of the words."""
    expression: re.Pattern[str] | None
    shared: tuple[str, ...]
    """Names that others bear too: texts that hold them stay as they are."""

    def holds(self, columns: Iterable[str]) -> tuple[str, list[str]]:
        """SQL for the rows that may hold one of the words in one of the columns, and its values."""
        each = [(column, pattern) for column in columns for pattern in self.patterns]
        return " OR ".join(f"{column} LIKE ?" for column, _ in each) or "0", [pattern for _, pattern in each]

    def cut(self, text: str) -> str:
        """A text without them."""
        return self.expression.sub(ERASED, text) if self.expression else text


def words(book: Book, who: Subject) -> Words:
    """The names, e-mails and phones that the records have now and had before."""
    names, keys = set[str](), set[str]()
    for noun, number in (*who.records, *who.gone):
        for called, *reached in book.conn.execute(
            f"SELECT name, email, phone, phone_key FROM {noun} WHERE id = ?", (number,)
        ):
            names.add(called or "")
            keys.update(each or "" for each in reached)
        for (old,) in book.conn.execute(
            "SELECT old FROM change WHERE tbl = ? AND row_id = ? AND kind <> 'I'", (noun, number)
        ):
            past = {name: str(rows.value(value) or "") for name, value in rows.parse(old or "").items()}
            names.add(past.get("name", ""))
            keys.update(past.get(each, "") for each in ("email", "phone"))
    names = {name for name in names if name and name != ERASED and len(name) >= (_SHORTEST if name.isascii() else 2)}
    shared = {name for name in names if _borne_by_others(book, who, name)}
    told = sorted({*(names - shared), *filter(None, keys)}, key=len, reverse=True)
    expression = re.compile("|".join(map(_expression, told)), re.IGNORECASE) if told else None
    patterns = tuple(f"%{'%'.join(map(like, each.split()))}%" for each in told)
    return Words(patterns, expression, tuple(sorted(shared)))


def _expression(words_of_one: str) -> str:
    body = r"\s+".join(map(re.escape, words_of_one.split()))
    left = r"(?<!\w)" if words_of_one[0].isascii() and words_of_one[0].isalnum() else ""
    return left + body + (r"(?!\w)" if words_of_one[-1].isascii() and words_of_one[-1].isalnum() else "")


def _borne_by_others(book: Book, who: Subject, name: str) -> bool:
    for noun in ("lead", "contact", "account", "member"):
        column = "name" if noun == "lead" else "name_key"
        wanted = like(name) if noun == "lead" else name_key(name)
        compare = "LIKE" if noun == "lead" else "="
        for number, found in book.conn.execute(f"SELECT id, name FROM {noun} WHERE {column} {compare} ?", (wanted,)):
            if (noun, number) not in who.records and name_key(found) == name_key(name):
                return True
    return False
