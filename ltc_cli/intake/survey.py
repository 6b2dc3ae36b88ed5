"""Answers to surveys: known by external id; each is read on the scale of its row, or of its kind."""

from collections.abc import Mapping, Sequence

from ltc_cli.book import Book, Value
from ltc_cli.domain import survey
from ltc_cli.errors import BadRows, LtcError
from ltc_cli.intake.apply import Held
from ltc_cli.intake.clean import Notes, Rows
from ltc_cli.intake.people import account_called
from ltc_cli.intake.read import Fault

_WORDS = ("scale", "account", "contact", "created")


class Surveys:
    """How rows become answers."""

    extra: tuple[str, ...] = ()

    def __init__(self, book: Book, notes: Notes) -> None:
        self._book = book
        self._notes = notes
        self._accounts: dict[str, int] = {}

    def plain(self, _rows: Rows, /) -> bool:
        """A row that says what is there leaves nothing to do."""
        return True

    def prepare(self, rows: Rows) -> tuple[Rows, list[Fault]]:
        """Read kinds, scales and scores, and who answered."""
        made: list[dict[str, Value]] = []
        faults: list[Fault] = []
        good: list[int] = []
        for place, line in enumerate(rows.lines):
            try:
                made.append(self._read(rows.row(place)))
                good.append(place)
            except LtcError as error:
                faults.append(Fault(line, "score", error.message.rstrip(".")))
        rows = rows.pick(good)
        names = dict.fromkeys(name for each in made for name in each)
        columns = {name: column for name, column in rows.columns.items() if name not in ("scale", "account", "contact")}
        return Rows(rows.lines, columns | {name: [each[name] for each in made] for name in names}), faults

    def choose(self, known: Sequence[Held], _row: Mapping[str, Value], _key: str) -> Held | None:
        """The one with the key."""
        return known[0]

    def fresh(self, rows: Rows) -> dict[str, list[Value]]:
        """New answers; without a date the day of the import stands in."""
        now = self._book.when()
        columns = {name: column for name, column in rows.columns.items() if name not in _WORDS}
        given = rows.columns.get("created") or [None] * len(rows.lines)
        return {**columns, "created_ms": [now if ms is None else ms for ms in given]}

    def born(self, _numbers: range, _rows: Rows) -> None:
        """Nothing belongs to an answer."""

    def again(self, _held: Held, row: Mapping[str, Value], _line: int, _key: str) -> dict[str, Value]:
        """What is said anew."""
        changes = {name: value for name, value in row.items() if name not in _WORDS}
        return changes | ({"created_ms": row["created"]} if "created" in row else {})

    def save(self, held: Held, changes: Mapping[str, Value]) -> None:
        """Write the net change."""
        self._book.update("survey", held.id, changes)

    def _read(self, row: Mapping[str, Value]) -> dict[str, Value]:
        if "kind" not in row:
            raise BadRows("an answer needs its kind: nps, csat or awareness; for all rows: --default kind=nps")
        if "score" not in row:
            raise BadRows("an answer needs a score")
        kind = survey.kind_of(str(row["kind"]))
        low, high = survey.scale_of(kind, str(row["scale"]) if "scale" in row else None)
        score = survey.score_of(kind, str(row["score"]), (low, high))
        contact = self._contact(str(row["contact"])) if "contact" in row else None
        if "account" in row:
            account: int | None = account_called(self._book, str(row["account"]), self._accounts, self._notes)
        else:
            account = survey.account_of(self._book, contact) if contact is not None else None
        return {
            "kind": kind, "score": score, "low": low, "high": high, "account_id": account, "contact_id": contact,
        }  # fmt: skip

    def _contact(self, word: str) -> int | None:
        """The contact that a row names by external id, e-mail or name; none is told and left blank."""
        from ltc_cli.domain.text import name_key

        for column, value in (("external_id", word), ("email_key", word.casefold()), ("name_key", name_key(word))):
            found = self._book.conn.execute(
                f"SELECT id FROM contact WHERE {column} = ? ORDER BY id LIMIT 1", (value,)
            ).fetchone()
            if found is not None:
                return int(found[0])
        self._notes.such("contacts that are not here are left blank", word)
        return None
