"""Leads: who may buy. Taken in, answered, qualified or disqualified, and converted into customers."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain import entry, named, pool, stage
from ltc_cli.domain.entry import Entry
from ltc_cli.domain.field import Field
from ltc_cli.domain.noun import ref
from ltc_cli.domain.query import Condition, Source
from ltc_cli.errors import BadUsage, NotFound, Refused, nearest
from ltc_cli.process import Status

ENTRIES = (
    Entry("name", "text", "name"),
    Entry("company", "text", "company"),
    Entry("email", "email", "email"),
    Entry("phone", "phone", "phone"),
    Entry("channel", "channel", "channel_id"),
    Entry("campaign", "campaign", "campaign_id"),
    Entry("owner", "member", "owner_id"),
    Entry("amount", "money", "amount_minor"),
    Entry("country", "text", "country"),
    Entry("tags", "tags", "tags"),
    Entry("test", "yesno", "is_test"),
    Entry("external_id", "text", "external_id"),
)
IDENTITY = ("name", "company", "email", "phone", "external_id")
"""A lead needs one of these."""

_LINK = (
    "CASE WHEN lead.kind <> 'converted' OR "
    + stage.as_of("lead", "kind", "lead.kind")
    + " = 'converted' THEN '{1}' || lead.{0}_id END"
)

SOURCE = Source(
    noun="lead",
    fields=(
        Field("ref", "ref", "'L' || lead.id"),
        Field("id", "count", "lead.id", shown=False),
        Field("name", "text", "lead.name"),
        Field("company", "text", "lead.company"),
        Field("email", "text", "lead.email", shown=False),
        Field("phone", "text", "lead.phone", shown=False),
        Field("status", "text", "lead.status"),
        Field("kind", "text", "lead.kind", shown=False),
        Field("channel", "text", "channel.name"),
        Field("campaign", "text", "campaign.name", shown=False),
        Field("owner", "text", "owner.name"),
        Field("amount", "money", "lead.amount_minor", currency_sql="lead.currency"),
        Field("currency", "text", "lead.currency", shown=False),
        Field("country", "text", "lead.country", shown=False),
        Field("tags", "tags", "lead.tags", shown=False),
        Field("created", "instant", "lead.created_ms"),
        Field("account", "ref", "'A' || lead.account_id", shown=False),
        Field("contact", "ref", "'C' || lead.contact_id", shown=False),
        Field("next", "text", stage.next_step("lead", "body"), shown=False),
        Field("next_due", "date", stage.next_step("lead", "due"), shown=False),
        Field("test", "yesno", "coalesce(lead.is_test, 0)", shown=False),
        Field("external_id", "text", "lead.external_id", shown=False),
    ),
    joins=(
        "LEFT JOIN channel ON channel.id = lead.channel_id LEFT JOIN campaign ON campaign.id = lead.campaign_id "
        "LEFT JOIN member owner ON owner.id = lead.owner_id"
    ),
    order="lead.created_ms DESC, lead.id DESC",
    title="'L' || lead.id || '  ' || coalesce(lead.name, lead.company, lead.email, lead.phone, lead.external_id)",
    past=(
        ("owner", pool.as_of("lead")),
        ("account", _LINK.format("account", "A")),
        ("contact", _LINK.format("contact", "C")),
        ("next", stage.next_step_as_of("lead", "body")),
        ("next_due", stage.next_step_as_of("lead", "due")),
        ("status", stage.as_of("lead", "stage", "lead.status")),
        ("kind", stage.as_of("lead", "kind", "lead.kind")),
    ),
    born="lead.created_ms",
)  # fmt: skip


class Lead(NamedTuple):
    """A lead as its steps see it."""

    id: int
    status: str
    kind: str

    @property
    def ref(self) -> str:
        """How people write it."""
        return ref("lead", self.id)

    def move(self, to: Status, reason: str | None = None) -> stage.Step | None:
        """The step to another status, None when it stands there; raises `Refused` when no such step is legal."""
        if to.id == self.status:
            return None
        if self.kind == "converted":
            raise Refused(
                f"{self.ref} is converted: what happens now happens to its deal.", f"See it: ltc lead show {self.ref}"
            )
        if self.kind == "disqualified":
            raise Refused(f"{self.ref} is disqualified; it has to be reopened first.", f"ltc lead reopen {self.ref}")
        return stage.Step(self.status, to.id, self.kind, to.kind, reason=reason)


def load(book: Book, number: int) -> Lead:
    """One lead; the id must exist."""
    return Lead(*book.conn.execute("SELECT id, status, kind FROM lead WHERE id = ?", (number,)).fetchone())


def add(book: Book, values: Mapping[str, str], *, owner: str | None = None, on_match: str | None = None) -> int:
    """Take in a new lead; its id. Its first status is the process's first.

    Without a pool the owner is the actor; with one it waits there unless an owner is named. Raises `BadUsage` for a
    value that cannot be read or when nothing says who it is.
    """
    with book.operation("lead add") as step:
        columns = entry.columns(book, "lead", ENTRIES, values)
        if not any(columns.get(name) for name in IDENTITY):
            raise BadUsage(
                "a lead needs a name, a company, an e-mail, a phone or an external id.",
                "ltc lead add 'Ada Lovelace' --email ada@example.com",
            )
        if owner:
            columns["owner_id"] = named.ensure(book, "member", owner)
        known = entry.replay(book, "lead", columns, on_match)
        if known is not None:
            step.about("lead", known)
            return known
        first = book.process.lead.statuses[0]
        number = book.insert(
            "lead",
            {
                "owner_id": owner_of(book),
                **entry.whole(book, "lead", columns),
                "created_ms": book.when(),
                "status": first.id,
                "kind": first.kind,
            },
        )
        step.about("lead", number)
        return number


def owner_of(book: Book) -> int | None:
    """The owner of a new record when none is named: the actor, or with a pool nobody."""
    return None if book.process.pool.on else named.actor(book)


def qualify(book: Book, numbers: Sequence[int]) -> None:
    """Mark leads as worth pursuing; one in any status of that kind stays there."""
    with book.operation("lead qualify") as step:
        first = status_of_kind(book, "qualified")
        for number in numbers:
            lead = load(book, number)
            move = None if lead.kind == "qualified" else lead.move(first)
            if move is not None:
                save_step(book, number, move)
            step.about("lead", number)


def edit(book: Book, numbers: Sequence[int], values: Mapping[str, str]) -> None:
    """Change fields of leads; an edit is not a step and carries no effective time."""
    with book.operation("lead edit") as step:
        columns = entry.columns(book, "lead", ENTRIES, values)
        for number in numbers:
            _check_identity(book, number, columns)
            entry.save(book, "lead", number, columns)
            step.about("lead", number)


def _check_identity(book: Book, number: int, columns: Mapping[str, Value]) -> None:
    row = book.conn.execute(f"SELECT {', '.join(IDENTITY)} FROM lead WHERE id = ?", (number,)).fetchone()
    if not any(columns.get(name, old) for name, old in zip(IDENTITY, row, strict=True)):
        raise Refused(
            f"{ref('lead', number)} would have no name, company, e-mail, phone or external id left.",
            "Leave it one of them.",
        )


_OWN_VERBS = {"converted": "convert", "disqualified": "disqualify --reason …"}


def advance(book: Book, numbers: Sequence[int], to: Status, *, verb: str, reason: str | None = None) -> None:
    """Move leads to a status; one that is there already stays as it is."""
    with book.operation(verb) as step:
        for number in numbers:
            lead = load(book, number)
            if verb == "lead advance" and to.kind in _OWN_VERBS and to.id != lead.status:
                raise Refused(
                    f"{to.id} closes a lead, which has a verb of its own.", f"ltc lead {_OWN_VERBS[to.kind]} {lead.ref}"
                )
            move = lead.move(to, reason)
            if move is not None:
                save_step(book, number, move)
            step.about("lead", number)


def reopen(book: Book, numbers: Sequence[int]) -> None:
    """Bring disqualified leads back to the status they had."""
    with book.operation("lead reopen") as step:
        for number in numbers:
            lead = load(book, number)
            if lead.kind == "converted":
                lead.move(book.process.lead.statuses[0])
            if lead.kind == "disqualified":
                before = book.conn.execute(
                    "SELECT from_stage, from_kind FROM stage_event WHERE entity = 'lead' AND entity_id = ? "
                    "ORDER BY effective_ms DESC, id DESC LIMIT 1",
                    (number,),
                ).fetchone()
                back = _called_now(book, before[0])
                to, kind = (back.id, back.kind) if back else before
                save_step(book, number, stage.Step(lead.status, to, lead.kind, kind))
            step.about("lead", number)


def _called_now(book: Book, name: str) -> Status | None:
    """The status of an id that an event was written with, which may have been renamed since."""
    statuses = book.process.lead.statuses
    return next((each for each in statuses if name in (each.id, each.was)), None)


def status(book: Book, text: str) -> Status:
    """The status that people call by this name; raises `NotFound` with the nearest."""
    found = book.process.lead.find_status(text)
    if found is None:
        known = [status.id for status in book.process.lead.all]
        close = nearest(text, known)
        raise NotFound(
            f"the process has no lead status {text!r}.",
            f"Did you mean {close}?" if close else f"Statuses: {', '.join(known)}",
        )
    return found


def nurturing(book: Book) -> Status:
    """Where `nurture` leads: the status called nurturing, else the last working one."""
    working = [status for status in book.process.lead.statuses if status.kind == "working"]
    found = book.process.lead.find_status("nurturing") or (working[-1] if working else None)
    if found is None:
        raise Refused(
            "the process has no status to nurture leads in.", "Move them by name: ltc lead advance REF --to …"
        )
    return found


def in_status(book: Book, text: str | None) -> list[Condition]:
    """The condition of `--status`: a status by id or label, or `open` for all that are neither converted nor out."""
    if text is None:
        return []
    now = {field.name: field.sql for field in SOURCE.fields}
    if book.as_of_ms is not None:
        now |= {name: sql.replace(":as_of", str(book.as_of_ms)) for name, sql in SOURCE.past}
    if text == "open":
        return [Condition(f"{now['kind']} <> 'converted' AND {now['kind']} <> 'disqualified'")]
    return [Condition(f"{now['status']} = ?", (status(book, text).id,))]


def status_of_kind(book: Book, kind: str) -> Status:
    """The first status of a kind: where `qualify` leads."""
    return next(status for status in book.process.lead.all if status.kind == kind)


def reason(book: Book, text: str) -> str:
    """The id of a reason to disqualify; when the process lists none, any word will do."""
    found = book.process.lead.find_reason(text)
    if found is None and book.process.lead.disqualify_reasons:
        known = [reason.id for reason in book.process.lead.disqualify_reasons]
        close = nearest(text, known)
        raise NotFound(
            f"the process has no reason {text!r} to disqualify a lead.",
            f"Did you mean {close}?" if close else f"Reasons: {', '.join(known)}",
        )
    return found.id if found else entry.given_reason(text)


def save_step(book: Book, number: int, move: stage.Step) -> None:
    """Date a step and save it."""
    at = book.when(stage.last_ms(book, "lead", number), f"the last step of {ref('lead', number)}")
    book.update("lead", number, {"status": move.to_stage, "kind": move.to_kind})
    stage.save(book, "lead", number, move, at)
