"""Deals: a row names its lead, which it converts, and its dates tell how the deal went."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain import customer, entry, lead
from ltc_cli.errors import nearest
from ltc_cli.intake import history, match
from ltc_cli.intake.apply import Held
from ltc_cli.intake.clean import Notes, Rows
from ltc_cli.intake.history import Place, Step
from ltc_cli.intake.people import account_called
from ltc_cli.intake.read import Fault
from ltc_cli.process import Pipeline

_WORDS = ("created", "won", "lost", "voided", "date", "pipeline", "stage", "reason", "lead", "account", "contact")
_MOMENTS = {"won": "won", "lost": "lost", "voided": "void"}
_VALUE = ("amount_minor", "currency", "expected_close")


class _Lead(NamedTuple):
    """What a deal takes from its lead."""

    id: int
    created_ms: int
    kind: str
    title: str
    channel_id: int | None


class Deals:
    """How rows become deals."""

    extra: tuple[str, ...] = ("created_ms", "stage", "kind", "pipeline", "lead_id", *_VALUE)

    def __init__(self, book: Book, notes: Notes) -> None:
        self._book = book
        self._notes = notes
        self._accounts: dict[str, int] = {}
        self._contacts: dict[str, int] = {}
        self._leads: dict[str, _Lead] = {}

    def plain(self, _rows: Rows, /) -> bool:
        """Steps have to be looked for."""
        return False

    def prepare(self, rows: Rows) -> tuple[Rows, list[Fault]]:
        """Find the leads and contacts that rows name, and the stages; a deal needs something to go by."""
        self._find_leads([str(word) for word in rows.columns.get("lead", ()) if word is not None])
        faults = []
        for place, line in enumerate(rows.lines):
            fault = self._fault(rows.row(place), line)
            if fault is not None:
                faults.append(fault)
        if faults:
            bad = {fault.line for fault in faults}
            rows = rows.pick([place for place, line in enumerate(rows.lines) if line not in bad])
        return rows, faults

    def choose(self, known: Sequence[Held], _row: Mapping[str, Value], _key: str) -> Held | None:
        """The one with the external id."""
        return known[0]

    def fresh(self, rows: Rows) -> dict[str, list[Value]]:
        """New deals stand where their last step leads."""
        made = [self._columns(rows.row(place)) for place in range(len(rows.lines))]
        names = dict.fromkeys(name for columns in made for name in columns)
        return {name: [columns.get(name) for columns in made] for name in names}

    def born(self, numbers: range, rows: Rows) -> None:
        """Write the steps and first values of new deals, and convert their leads."""
        events: list[tuple[Value, ...]] = []
        values: list[tuple[Value, ...]] = []
        for place, number in enumerate(numbers):
            row, line = rows.row(place), rows.lines[place]
            created, pipeline = self._created(row), self._pipeline(row)
            first = pipeline.stages[0]
            steps = self._steps(row, created)
            events += history.chain("deal", number, pipeline.id, Place(first.id, first.kind), steps)
            if any(row.get(name) is not None for name in _VALUE):
                values.append((number, created, *(row.get(name) for name in _VALUE)))
            self._chronology(row, steps, created, line)
        history.save(self._book, events)
        self._book.conn.executemany(
            "INSERT INTO deal_value(deal_id, effective_ms, amount_minor, currency, expected_close) "
            "VALUES (?, ?, ?, ?, ?)",
            values,
        )
        for place, number in enumerate(numbers):
            self._convert(number, rows.row(place), rows.lines[place])

    def again(self, held: Held, row: Mapping[str, Value], _line: int, _key: str) -> dict[str, Value]:
        """What is said anew, and steps not yet taken."""
        changes = {name: value for name, value in row.items() if name not in _WORDS}
        if "account" in row:
            self._book.update("deal", held.id, {"account_id": self._account(row)})
        steps = history.missing(self._book, "deal", held.id, self._steps(row, _number(held.now["created_ms"])))
        here = Place(str(held.now["stage"]), str(held.now["kind"]))
        events = history.chain("deal", held.id, str(held.now["pipeline"]), here, steps)
        if events:
            history.save(self._book, events)
            self._book.update("deal", held.id, _standing(steps[-1]))
            there = {"stage": steps[-1].to, "kind": steps[-1].kind}
            held.now |= there
            held.before |= there
            held.moved = True
        if "lead" in row and held.now["lead_id"] is None:
            found = self._leads[str(row["lead"])]
            customer.by_deal(self._book, found.id, held.id)
            self._book.update("deal", held.id, {"lead_id": found.id})
            held.moved = True
        return changes

    def save(self, held: Held, changes: Mapping[str, Value]) -> None:
        """Write the net change; a new value is kept as history."""
        entry.save(self._book, "deal", held.id, changes)
        if any(name in changes for name in _VALUE):
            value = {name: held.now[name] for name in _VALUE}
            at = self._book.when(_number(held.now["created_ms"]))
            self._book.insert("deal_value", {"deal_id": held.id, "effective_ms": at, **value})

    def _find_leads(self, words: Sequence[str]) -> None:
        wanted = [word for word in words if word not in self._leads]
        by_email = {word.casefold(): word for word in wanted}
        for key, found in _leads(self._book, "email_key", list(by_email)):
            self._leads[by_email[key]] = found  # the newest of them
        self._leads |= _leads(self._book, "external_id", wanted)

    def _fault(self, row: Mapping[str, Value], line: int) -> Fault | None:
        word = row.get("lead")
        if word is not None and str(word) not in self._leads:
            return Fault(line, "lead", f"no lead has the external id or e-mail {word!r}")
        if not any(name in row for name in ("title", "lead", "account")):
            return Fault(line, "title", "a deal needs a title, a lead or an account")
        if "contact" in row and self._contact(str(row["contact"])) is None:
            return Fault(line, "contact", f"no contact has the external id or e-mail {row['contact']!r}")
        name = row.get("pipeline")
        pipeline = self._book.process.find_pipeline(str(name)) if name else self._book.process.pipelines[0]
        if pipeline is None:
            known = ", ".join(each.id for each in self._book.process.pipelines)
            return Fault(line, "pipeline", f"there is no pipeline {name!r}; there are {known}")
        stage = row.get("stage")
        if stage is not None and pipeline.find_stage(str(stage)) is None:
            names = [each.id for each in pipeline.stages]
            close = nearest(str(stage), names)
            hint = f"did you mean {close}?" if close else f"there are {', '.join(names)}"
            return Fault(line, "stage", f"there is no stage {stage!r}; {hint}")
        return None

    def _columns(self, row: Mapping[str, Value]) -> dict[str, Value]:
        columns = {name: value for name, value in row.items() if name not in _WORDS}
        created = self._created(row)
        pipeline = self._pipeline(row)
        first = pipeline.stages[0]
        steps = self._steps(row, created)
        found = self._leads[str(row["lead"])] if "lead" in row else None
        title = columns.get("title") or (found.title if found else None) or row.get("account")
        owner = columns.get("owner_id")
        return columns | {
            "created_ms": created,
            "date_is_import": None if self._is_dated(row, created) else 1,
            "title": title,
            "pipeline": pipeline.id,
            "owner_id": owner if owner is not None else lead.owner_of(self._book),
            "lead_id": found.id if found else None,
            "channel_id": columns.get("channel_id") or (found.channel_id if found else None),
            "account_id": self._account(row),
            "contact_id": self._contact(str(row["contact"])) if "contact" in row else None,
            **_standing(steps[-1] if steps else Step(first.id, first.kind, created)),
        }

    def _created(self, row: Mapping[str, Value]) -> int:
        given = row.get("created")
        if given is not None:
            return _number(given)
        dates = [_number(row[name]) for name in (*_MOMENTS, "date") if name in row]
        return min(dates) if dates else self._book.when()

    def _is_dated(self, row: Mapping[str, Value], created: int) -> bool:
        """Whether a row says when its deal began, or when it was first seen open; a close says only when it ended."""
        named = self._pipeline(row).find_stage(str(row["stage"])) if "stage" in row else None
        seen = "date" in row and (named is None or named.kind == "open") and _number(row["date"]) == created
        return row.get("created") is not None or seen

    def _pipeline(self, row: Mapping[str, Value]) -> Pipeline:
        named = self._book.process.find_pipeline(str(row["pipeline"])) if "pipeline" in row else None
        return named or self._book.process.pipelines[0]

    def _steps(self, row: Mapping[str, Value], created: int) -> list[Step]:
        """The steps that a row tells, in the order of time."""
        pipeline, reason = self._pipeline(row), self._reason(row)
        steps = []
        for name, kind in _MOMENTS.items():
            if name in row:
                to = pipeline.stage_of_kind(kind)
                steps.append(Step(to.id, kind, _number(row[name]), reason if kind != "won" else None))
        named = pipeline.find_stage(str(row["stage"])) if "stage" in row else None
        if named is not None and named.id not in (step.to for step in steps):
            at = row.get("date")
            last = max((step.at_ms for step in steps), default=created) if named.kind != "open" else created
            steps.append(
                Step(
                    named.id,
                    named.kind,
                    last if at is None else _number(at),
                    reason if named.kind in ("lost", "void") else None,
                )
            )
        steps.sort(key=lambda step: (step.at_ms, step.kind != "open"))
        return steps

    def _reason(self, row: Mapping[str, Value]) -> str | None:
        word = row.get("reason")
        found = self._book.process.find_lost_reason(str(word)) if word is not None else None
        return found.id if found else None if word is None else str(word)

    def _account(self, row: Mapping[str, Value]) -> int | None:
        return (
            account_called(self._book, str(row["account"]), self._accounts, self._notes) if "account" in row else None
        )

    def _contact(self, word: str) -> int | None:
        if word not in self._contacts:
            for column, value in (("external_id", word), ("email_key", word.casefold())):
                found = next(match.fetch(self._book, "contact", column, [value], ["id"]), None)
                if found is not None:
                    self._contacts[word] = _number(found[0])
                    break
        return self._contacts.get(word)

    def _convert(self, number: int, row: Mapping[str, Value], line: int) -> None:
        if "lead" not in row:
            return
        word = str(row["lead"])
        found = self._leads[word]
        if found.kind == "disqualified":
            self._notes.row("its lead is disqualified and stays so", line)
        elif found.kind != "converted":
            customer.by_deal(self._book, found.id, number, self._created(row))
            self._leads[word] = found._replace(kind="converted")

    def _chronology(self, row: Mapping[str, Value], steps: Sequence[Step], created: int, line: int) -> None:
        found = self._leads[str(row["lead"])] if "lead" in row else None
        for name in _MOMENTS:
            if name in row and _number(row[name]) < created:
                self._notes.row(f"{name} before it was created (E02)", line)
            elif name in row and found is not None and _number(row[name]) < found.created_ms:
                self._notes.row(f"{name} before its lead was created (E02)", line)
        if any(step.kind != "open" for step in steps[:-1]):
            self._notes.row("moved after it was closed (E03)", line)
        missing = [each for step in steps[-1:] for each in self._required(row, step) if row.get(each) is None]
        if missing:
            self._notes.row(f"its stage requires {' and '.join(missing)}", line)

    def _required(self, row: Mapping[str, Value], step: Step) -> Sequence[str]:
        names = {"amount": "amount_minor", "account": "account", "contact": "contact"}
        stage = self._pipeline(row).find_stage(step.to)
        return [names.get(each, each) for each in stage.requires] if stage else ()


def _standing(step: Step) -> dict[str, Value]:
    closed = step.kind != "open"
    return {
        "stage": step.to,
        "kind": step.kind,
        "closed_ms": step.at_ms if closed else None,
        "reason": step.reason if closed else None,
    }


def _leads(book: Book, key: str, values: Sequence[str]) -> Iterator[tuple[str, _Lead]]:
    columns = (key, "created_ms", "kind", "coalesce(company, name, external_id, email, phone)", "channel_id")
    for number, value, created, kind, title, channel in match.fetch(book, "lead", key, values, columns):
        source = None if channel is None else _number(channel)
        yield str(value), _Lead(_number(number), _number(created), str(kind), str(title), source)


def _number(value: Value) -> int:
    assert isinstance(value, int)
    return value
