"""Leads: a person who writes again is a touch, not a new lead; dates tell how far each came."""

from collections.abc import Mapping, Sequence

from ltc_cli.book import Book, Value
from ltc_cli.domain import entry, lead, touch
from ltc_cli.domain.text import name_key
from ltc_cli.errors import nearest
from ltc_cli.intake import history
from ltc_cli.intake.apply import Held
from ltc_cli.intake.clean import Notes, Rows
from ltc_cli.intake.history import Place, Step
from ltc_cli.intake.read import Fault
from ltc_cli.process import Status

DAY_MS = 86_400_000
_WORDS = ("created", "contacted", "qualified", "converted", "disqualified", "date", "status", "reason")
_MOMENTS = ("contacted", "qualified", "converted", "disqualified")
_KIND_OF = {"contacted": "working"}
_FIRST_SOURCE = ("channel_id", "campaign_id")


class Leads:
    """How rows become leads."""

    extra: tuple[str, ...] = ("created_ms", "kind", "status", "name", "company", "contact_id", "date_is_import")

    def __init__(self, book: Book, notes: Notes) -> None:
        self._book = book
        self._notes = notes
        self._process = book.process.lead
        self._by_kind = {status.kind: status for status in reversed(self._process.all)}
        self._owner: int | None = None
        self._people: dict[Value, Value] = {}
        """E-mail of somebody who is a new lead once more → the contact they are."""

    def plain(self, rows: Rows, /) -> bool:
        """Steps have to be looked for."""
        return not _has_history(rows)

    def prepare(self, rows: Rows) -> tuple[Rows, list[Fault]]:
        """A lead needs somebody; its status must be one of the process."""
        faults = []
        identity = [rows.columns[name] for name in lead.IDENTITY if name in rows.columns]
        nobody = "a lead needs a name, a company, an e-mail, a phone or an external id"
        if all(None in column for column in identity):
            for place, line in enumerate(rows.lines):
                if not any(column[place] for column in identity):
                    faults.append(Fault(line, "name", nobody))
        for place, word in enumerate(rows.columns.get("status", ())):
            if word is not None and self._process.find_status(str(word)) is None:
                known = [status.id for status in self._process.all]
                close = nearest(str(word), known)
                hint = f"; did you mean {close}?" if close else f"; there are {', '.join(known)}"
                faults.append(Fault(rows.lines[place], "status", f"there is no status {word!r}{hint}"))
        if faults:
            bad = {fault.line for fault in faults}
            rows = rows.pick([place for place, line in enumerate(rows.lines) if line not in bad])
        return rows, faults

    def choose(self, known: Sequence[Held], row: Mapping[str, Value], key: str) -> Held | None:
        """By external id its one lead. By e-mail the lead of that company, unless it was closed long ago."""
        if key != "email_key":
            return known[0]
        company = name_key(str(row["company"])) if row.get("company") else None
        same = [held for held in known if company is None or not held.now["company"] or _company(held) == company]
        created = row.get("created")
        newest = max(same, key=lambda held: (held.now["created_ms"] == created, _ms(held)), default=None)
        if newest is None or self._is_past(newest, created):
            people = [held.now["contact_id"] for held in known if held.now["contact_id"] is not None]
            self._people[row["email_key"]] = people[-1] if people else None
            return None
        return newest

    def _is_past(self, held: Held, created: Value) -> bool:
        """Whether a lead was closed so long before that the person is a new lead now."""
        if created is None or held.now["kind"] not in ("converted", "disqualified"):
            return False
        closed = self._book.conn.execute(
            "SELECT max(effective_ms) FROM stage_event WHERE entity = 'lead' AND entity_id = ?", (held.id,)
        ).fetchone()[0]
        return int(created) - max(closed or 0, _ms(held)) > self._process.reopen_after * DAY_MS

    def fresh(self, rows: Rows) -> dict[str, list[Value]]:
        """New leads stand where their last step leads; without any date the day of the import stands in."""
        count = len(rows.lines)
        columns = {name: column for name, column in rows.columns.items() if name not in _WORDS}
        created, stands_in = self._created(rows)
        columns["created_ms"] = created
        if any(stands_in):
            columns["date_is_import"] = stands_in
        first = self._process.statuses[0]
        columns["status"], columns["kind"] = [first.id] * count, [first.kind] * count
        if _has_history(rows):
            for place in range(count):
                steps = self._steps(rows.row(place), int(created[place] or 0))
                if steps:
                    columns["status"][place], columns["kind"][place] = steps[-1].to, steps[-1].kind
        columns["owner_id"] = self._owners(columns.get("owner_id"), count)
        if self._people:
            columns["contact_id"] = [self._people.get(key) for key in columns["email_key"]]
        return columns

    def born(self, numbers: range, rows: Rows) -> None:
        """Write the steps of new leads, and tell those that come too early."""
        if not _has_history(rows):
            return
        created, _ = self._created(rows)
        first = self._process.statuses[0]
        events: list[tuple[Value, ...]] = []
        for place, number in enumerate(numbers):
            row = rows.row(place)
            steps = self._steps(row, int(created[place] or 0))
            events += history.chain("lead", number, None, Place(first.id, first.kind), steps)
            self._chronology(row, int(created[place] or 0), rows.lines[place])
        history.save(self._book, events)

    def again(self, held: Held, row: Mapping[str, Value], line: int, key: str) -> dict[str, Value]:
        """A known lead: what is said anew, a touch when the person writes again, steps not yet taken."""
        changes = {
            name: value
            for name, value in row.items()
            if name not in _WORDS and not (name in _FIRST_SOURCE and held.now[name] is not None)
        }
        created = row.get("created")
        if created is not None and held.now["date_is_import"]:
            changes |= {"created_ms": created, "date_is_import": None}
        elif key == "email_key":
            self._writes_again(held, row, line)
        if any(name in row for name in (*_MOMENTS, "status")):
            self._move(held, row)
        return changes

    def save(self, held: Held, changes: Mapping[str, Value]) -> None:
        """Write the net change."""
        entry.save(self._book, "lead", held.id, changes)

    def _writes_again(self, held: Held, row: Mapping[str, Value], line: int) -> None:
        name, old = row.get("name"), held.now["name"]
        if name and old and name_key(str(name)) != name_key(str(old)):
            self._notes.row("the same e-mail with another name", line)
        created = row.get("created")
        if created is None or int(created) <= _ms(held):
            return
        known = self._book.conn.execute(
            "SELECT 1 FROM touch WHERE entity = 'lead' AND entity_id = ? AND at_ms = ? AND inbound = 1",
            (held.id, created),
        ).fetchone()
        if known is None:
            source = {column: int(str(row[column])) for column in _FIRST_SOURCE if column in row}
            touch.save(self._book, "lead", held.id, int(created), kind="form", inbound=True, body=None, source=source)
            held.moved = True

    def _move(self, held: Held, row: Mapping[str, Value]) -> None:
        steps = history.missing(self._book, "lead", held.id, self._steps(row, _ms(held)))
        here = Place(str(held.now["status"]), str(held.now["kind"]))
        events = history.chain("lead", held.id, None, here, steps)
        if events:
            history.save(self._book, events)
            last = steps[-1]
            self._book.update("lead", held.id, {"status": last.to, "kind": last.kind})
            held.now |= {"status": last.to, "kind": last.kind}
            held.before |= {"status": last.to, "kind": last.kind}
            held.moved = True

    def _created(self, rows: Rows) -> tuple[list[Value], list[Value]]:
        given = rows.columns.get("created") or [None] * len(rows.lines)
        others = [rows.columns[name] for name in (*_MOMENTS, "date") if name in rows.columns]
        if others:
            given = [
                value if value is not None else min((ms for ms in moments if ms is not None), key=_number, default=None)
                for value, *moments in zip(given, *others, strict=True)
            ]
        if None not in given:
            return given, []
        now = self._book.when()
        return [now if ms is None else ms for ms in given], [1 if ms is None else None for ms in given]

    def _steps(self, row: Mapping[str, Value], created: int) -> list[Step]:
        """The steps that a row tells, in the order of time."""
        reason = self._reason(row)
        steps = []
        for name in _MOMENTS:
            if name in row:
                status = self._by_kind.get(_KIND_OF.get(name, name))
                if status is not None:
                    steps.append(_step(status, _number(row[name]), reason))
        steps.sort(key=lambda step: step.at_ms)
        word = row.get("status")
        status = self._process.find_status(str(word)) if word is not None else None
        if status is not None and status.id != (steps[-1].to if steps else self._process.statuses[0].id):
            steps.append(_step(status, max(_number(row.get("date") or 0), created, *(s.at_ms for s in steps)), reason))
        return steps

    def _reason(self, row: Mapping[str, Value]) -> str | None:
        word = row.get("reason")
        if word is None:
            return None
        found = self._process.find_reason(str(word))
        return found.id if found else str(word)

    def _chronology(self, row: Mapping[str, Value], created: int, line: int) -> None:
        for name in _MOMENTS:
            if name in row and _number(row[name]) < created:
                self._notes.row(f"{name} before it was created (E02)", line)
        if "contacted" in row and "qualified" in row and _number(row["qualified"]) < _number(row["contacted"]):
            self._notes.row("qualified before it was contacted (E03)", line)

    def _owners(self, given: list[Value] | None, count: int) -> list[Value]:
        if self._owner is None:
            self._owner = lead.owner_of(self._book)
        return [self._owner if owner is None else owner for owner in given] if given else [self._owner] * count


def _has_history(rows: Rows) -> bool:
    return any(name in rows.columns for name in (*_MOMENTS, "status"))


def _step(status: Status, at_ms: int, reason: str | None) -> Step:
    return Step(status.id, status.kind, at_ms, reason if status.kind == "disqualified" else None)


def _company(held: Held) -> str:
    return name_key(str(held.now["company"] or ""))


def _ms(held: Held) -> int:
    return _number(held.now["created_ms"])


def _number(value: Value) -> int:
    assert isinstance(value, int)
    return value
