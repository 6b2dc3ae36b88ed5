"""Accounts and contacts: who is there already is filled and corrected, who is not is made."""

from collections.abc import Mapping, Sequence

from ltc_cli.book import Book, Value
from ltc_cli.domain import contact, entry, lead
from ltc_cli.domain.text import name_key
from ltc_cli.intake.apply import Held
from ltc_cli.intake.clean import Notes, Rows
from ltc_cli.intake.read import Fault

_WORDS = ("created", "account", "role")


class People:
    """How rows become accounts or contacts."""

    extra: tuple[str, ...] = ("name",)

    def __init__(self, book: Book, notes: Notes, noun: str) -> None:
        self._book = book
        self._notes = notes
        self._noun = noun
        self._accounts: dict[str, int] = {}

    def plain(self, rows: Rows, /) -> bool:
        """Links have to be looked for."""
        return "account" not in rows.columns

    def prepare(self, rows: Rows) -> tuple[Rows, list[Fault]]:
        """An account needs a name; a contact goes by its e-mail or phone if it has none."""
        columns = dict(rows.columns)
        names = list(columns.get("name", [None] * len(rows.lines)))
        if self._noun == "contact":
            for stand_in in ("email", "phone"):
                names = [a if a is not None else b for a, b in zip(names, columns.get(stand_in, names), strict=True)]
            columns |= {"name": names, "name_key": [None if name is None else name_key(str(name)) for name in names]}
        needs = "an account needs a name" if self._noun == "account" else "a contact needs a name, an e-mail or a phone"
        faults = [Fault(line, "name", needs) for line, name in zip(rows.lines, names, strict=True) if name is None]
        rows = Rows(rows.lines, columns)
        if faults:
            rows = rows.pick([place for place, name in enumerate(names) if name is not None])
        return rows, faults

    def choose(self, known: Sequence[Held], _row: Mapping[str, Value], _key: str) -> Held | None:
        """The oldest with the key."""
        return known[0]

    def fresh(self, rows: Rows) -> dict[str, list[Value]]:
        """New ones; without a date the day of the import stands in."""
        now = self._book.when()
        count = len(rows.lines)
        columns = {name: column for name, column in rows.columns.items() if name not in _WORDS}
        given = rows.columns.get("created") or [None] * count
        columns["created_ms"] = [now if ms is None else ms for ms in given]
        if self._noun == "account":
            owner = lead.owner_of(self._book)
            owners = columns.get("owner_id") or [None] * count
            columns["owner_id"] = [owner if each is None else each for each in owners]
        return columns

    def born(self, numbers: range, rows: Rows) -> None:
        """Put new contacts at their accounts."""
        if self._noun == "contact" and "account" in rows.columns:
            for place, number in enumerate(numbers):
                self._link(number, rows.row(place))

    def again(self, held: Held, row: Mapping[str, Value], line: int, key: str) -> dict[str, Value]:
        """What is said anew."""
        name, old = row.get("name"), held.now["name"]
        if key == "email_key" and name_key(str(name)) != name_key(str(old)):
            self._notes.row("the same e-mail with another name", line)
        if self._noun == "contact" and "account" in row:
            held.moved |= self._link(held.id, row)
        return {name: value for name, value in row.items() if name not in _WORDS}

    def save(self, held: Held, changes: Mapping[str, Value]) -> None:
        """Write the net change."""
        entry.save(self._book, self._noun, held.id, changes)

    def _link(self, number: int, row: Mapping[str, Value]) -> bool:
        """Put a contact at an account; whether that is new."""
        if "account" not in row:
            return False
        account_id = account_called(self._book, str(row["account"]), self._accounts, self._notes)
        role = row.get("role")
        known = self._book.conn.execute(
            "SELECT role FROM contact_account WHERE contact_id = ? AND account_id = ?", (number, account_id)
        ).fetchone()
        if known is not None and role in (None, known[0]):
            return False
        contact.link(self._book, number, account_id, None if role is None else str(role))
        return True


def account_called(book: Book, word: str, known: dict[str, int], notes: Notes) -> int:
    """The account that a row names by external id, e-mail or name; a new one when there is none."""
    number = account_found(book, word, known)
    if number is None:
        notes.such("accounts that were new are made from their name", word)
        columns: dict[str, Value] = {"name": word, "name_key": name_key(word), "created_ms": book.when()}
        number = known[word] = book.insert("account", {**columns, "owner_id": lead.owner_of(book)})
    return number


def account_found(book: Book, word: str, known: dict[str, int]) -> int | None:
    """The account that a row names, None when there is none."""
    if word in known:
        return known[word]
    keys = [("external_id", word), ("name_key", name_key(word))]
    if "@" in word:
        keys.insert(1, ("email_key", word.casefold()))
    for column, value in keys:
        row = book.conn.execute(f"SELECT id FROM account WHERE {column} = ? ORDER BY id LIMIT 1", (value,)).fetchone()
        if row is not None:
            known[word] = int(row[0])
            return known[word]
    return None
