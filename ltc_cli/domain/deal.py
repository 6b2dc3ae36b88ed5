"""Deals: what somebody may buy, through the stages of a pipeline to won, lost or void."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain import customer, entry, lead, named, pool
from ltc_cli.domain import stage as steps
from ltc_cli.domain.entry import Entry
from ltc_cli.domain.field import Field
from ltc_cli.domain.noun import ref
from ltc_cli.domain.pipeline import called_now, lost_reason, pipeline_of, stage_of
from ltc_cli.domain.query import Condition, Source
from ltc_cli.errors import BadUsage, Refused
from ltc_cli.process import Pipeline, Stage, find

ENTRIES = (
    Entry("title", "text", "title"),
    Entry("account", "account", "account_id"),
    Entry("contact", "contact", "contact_id"),
    Entry("lead", "lead", "lead_id"),
    Entry("amount", "money", "amount_minor"),
    Entry("expected_close", "date", "expected_close"),
    Entry("channel", "channel", "channel_id"),
    Entry("owner", "member", "owner_id"),
    Entry("tags", "tags", "tags"),
    Entry("test", "yesno", "is_test"),
    Entry("external_id", "text", "external_id"),
)

_VALUE = (
    "(SELECT {what} FROM deal_value v WHERE v.deal_id = deal.id "
    "AND v.effective_ms <= :as_of ORDER BY v.effective_ms DESC, v.id DESC LIMIT 1)"
)

SOURCE = Source(
    noun="deal",
    fields=(
        Field("ref", "ref", "'D' || deal.id"),
        Field("id", "count", "deal.id", shown=False),
        Field("title", "text", "deal.title"),
        Field("account", "ref", "'A' || deal.account_id", shown=False),
        Field("account_name", "text", "account.name"),
        Field("contact", "ref", "'C' || deal.contact_id", shown=False),
        Field("lead", "ref", "'L' || deal.lead_id", shown=False),
        Field("pipeline", "text", "deal.pipeline", shown=False),
        Field("stage", "text", "deal.stage"),
        Field("status", "text", "deal.kind", shown=False),
        Field("amount", "money", "deal.amount_minor", currency_sql="deal.currency"),
        Field("currency", "text", "deal.currency", shown=False),
        Field("expected_close", "date", "deal.expected_close"),
        Field("channel", "text", "channel.name", shown=False),
        Field("owner", "text", "owner.name"),
        Field("created", "instant", "deal.created_ms"),
        Field("closed", "instant", "deal.closed_ms", shown=False),
        Field("reason", "text", "deal.reason", shown=False),
        Field("tags", "tags", "deal.tags", shown=False),
        Field("next", "text", steps.next_step("deal", "body")),
        Field("next_due", "date", steps.next_step("deal", "due"), shown=False),
        Field("test", "yesno", "coalesce(deal.is_test, 0)", shown=False),
        Field("external_id", "text", "deal.external_id", shown=False),
    ),
    joins=(
        "LEFT JOIN account ON account.id = deal.account_id LEFT JOIN channel ON channel.id = deal.channel_id "
        "LEFT JOIN member owner ON owner.id = deal.owner_id"
    ),
    order="deal.created_ms DESC, deal.id DESC",
    title="'D' || deal.id || '  ' || deal.title",
    past=(
        ("stage", steps.as_of("deal", "stage", "deal.stage")),
        ("status", steps.as_of("deal", "kind", "deal.kind")),
        ("amount", _VALUE.format(what="amount_minor")),
        ("currency", _VALUE.format(what="currency")),
        ("expected_close", _VALUE.format(what="expected_close")),
        ("closed", steps.closed_as_of("deal", "effective_ms")),
        ("reason", steps.closed_as_of("deal", "reason")),
        ("owner", pool.as_of("deal")),
        ("next", steps.next_step_as_of("deal", "body")),
        ("next_due", steps.next_step_as_of("deal", "due")),
    ),
    born="deal.created_ms",
)


class Place(NamedTuple):
    """Where a deal begins: a pipeline and a stage by name; the first of each when None."""

    pipeline: str | None = None
    stage: str | None = None


class Deal(NamedTuple):
    """A deal as its steps see it."""

    id: int
    pipeline: str
    stage: str
    kind: str

    @property
    def ref(self) -> str:
        """How people write it."""
        return ref("deal", self.id)

    def move(self, to: Stage, reason: str | None = None) -> steps.Step | None:
        """The step to another stage, None when it stands there.

        Open stages follow in any order. Raises `Refused` when the deal is closed: it has to be reopened first.
        """
        if to.id == self.stage:
            return None
        if self.kind != "open":
            raise Refused(f"{self.ref} is {self.kind}; it has to be reopened first.", f"ltc deal reopen {self.ref}")
        return steps.Step(self.stage, to.id, self.kind, to.kind, self.pipeline, reason)

    def following(self, pipeline: Pipeline) -> Stage:
        """The open stage after this one; raises `Refused` at the last: what is left is to win or lose."""
        stages = [stage.id for stage in pipeline.stages]
        after = pipeline.stages[stages.index(self.stage) + 1 :]
        following = next((stage for stage in after if stage.kind == "open"), None)
        if self.kind != "open":
            raise Refused(f"{self.ref} is {self.kind}; it has to be reopened first.", f"ltc deal reopen {self.ref}")
        if following is None:
            raise Refused(
                f"{self.ref} is in {self.stage}, the last open stage.",
                f"ltc deal win {self.ref}, or ltc deal lose {self.ref} --reason …",
            )
        return following


def load(book: Book, number: int) -> Deal:
    """One deal; the id must exist."""
    return Deal(*book.conn.execute("SELECT id, pipeline, stage, kind FROM deal WHERE id = ?", (number,)).fetchone())


def add(
    book: Book,
    values: Mapping[str, str],
    place: Place | None = None,
    *,
    owner: str | None = None,
    on_match: str | None = None,
) -> int:
    """Open a deal; its id. It stands in the pipeline's first stage unless another open one is named.

    A deal needs a title, a lead or an account; what is missing of title, account, channel and amount comes from the
    lead, which is converted by it. Raises `BadUsage`, `NotFound` or `Refused` when something does not fit.
    """
    with book.operation("deal add") as step:
        place = place or Place()
        columns = entry.columns(book, "deal", ENTRIES, values)
        if owner:
            columns["owner_id"] = named.ensure(book, "member", owner)
        known = entry.replay(book, "deal", columns, on_match, _change)
        if known is not None:
            step.about("deal", known)
            return known
        if not any(columns.get(name) for name in ("title", "lead_id", "account_id")):
            raise BadUsage(
                "a deal needs a title, a lead or an account.", "ltc deal add 'Pricing audit' --account Lumen"
            )
        line = pipeline_of(book, place.pipeline)
        first = stage_of(line, place.stage) if place.stage else line.stages[0]
        if first.kind != "open":
            raise Refused(f"a deal cannot begin in {first.id}, which is {first.kind}.", "Open it, then: ltc deal win")
        columns.setdefault("owner_id", lead.owner_of(book))
        _check_lead(book, columns)
        number = insert(book, entry.whole(book, "deal", columns), line, first, book.when())
        check_beginning(book, number, first)
        if columns.get("lead_id"):
            customer.by_deal(book, int(columns["lead_id"] or 0), number)
        step.about("deal", number)
        return number


def insert(book: Book, columns: Mapping[str, Value], line: Pipeline, first: Stage, at_ms: int) -> int:
    """Write a new deal and its first value; what the columns leave out is taken from its lead."""
    filled = dict(columns)
    if filled.get("lead_id"):
        name, channel, account, contact, minor, currency = book.conn.execute(
            "SELECT coalesce(company, name, external_id, email, phone), channel_id, account_id, contact_id, "
            "amount_minor, currency FROM lead WHERE id = ?",
            (filled["lead_id"],),
        ).fetchone()
        for column, value in (
            ("title", name), ("channel_id", channel), ("account_id", account), ("contact_id", contact),
        ):  # fmt: skip
            if filled.get(column) is None:
                filled[column] = value
        if filled.get("amount_minor") is None and minor is not None:
            filled |= {"amount_minor": minor, "currency": currency}
    if filled.get("title") is None:
        filled["title"] = book.conn.execute(
            "SELECT name FROM account WHERE id = ?", (filled["account_id"],)
        ).fetchone()[0]
    number = book.insert(
        "deal",
        {
            **filled,
            "created_ms": at_ms,
            "pipeline": line.id,
            "stage": first.id,
            "kind": first.kind,
        },
    )
    _keep_value(book, number, at_ms)
    return number


def edit(book: Book, numbers: Sequence[int], values: Mapping[str, str]) -> None:
    """Change fields of deals; a new amount or expected close is kept as history."""
    with book.operation("deal edit") as step:
        columns = entry.columns(book, "deal", ENTRIES, values)
        if "title" in columns and not columns["title"]:
            raise BadUsage("a deal needs a title.", "ltc deal edit D7 title='Pricing audit'")
        _check_lead(book, columns)
        for number in numbers:
            _change(book, number, columns)
            step.about("deal", number)


def _change(book: Book, number: int, columns: Mapping[str, Value]) -> None:
    before = _value(book, number)
    entry.save(book, "deal", number, columns)
    if _value(book, number) != before:
        last = book.conn.execute(
            "SELECT coalesce(max(effective_ms), (SELECT created_ms FROM deal WHERE id = :id)) "
            "FROM deal_value WHERE deal_id = :id",
            {"id": number},
        ).fetchone()[0]
        _keep_value(book, number, book.when(last, f"the last change of value of {ref('deal', number)}"))
    if columns.get("lead_id"):
        customer.by_deal(book, int(columns["lead_id"] or 0), number)


def _check_lead(book: Book, columns: Mapping[str, Value]) -> None:
    """A deal converts its lead, which a disqualified one cannot be."""
    if columns.get("lead_id"):
        found = lead.load(book, int(columns["lead_id"] or 0))
        if found.kind == "disqualified":
            raise Refused(f"{found.ref} is disqualified; it has to be reopened first.", f"ltc lead reopen {found.ref}")


def advance(book: Book, numbers: Sequence[int], to: str | None) -> None:
    """Move deals to a stage, or each to its next; what needs a reason, lost and void, has a verb of its own.

    Raises `Refused` for a closed deal, at the last open stage, or when the stage requires a field that is empty.
    """
    with book.operation("deal advance") as step:
        for number in numbers:
            deal = load(book, number)
            line = pipeline_of(book, deal.pipeline)
            target = stage_of(line, to) if to else deal.following(line)
            if target.kind in ("lost", "void") and target.id != deal.stage:
                raise Refused(
                    f"{target.id} closes a deal, which has a verb of its own.",
                    f"ltc deal {_VERBS[target.kind]} {deal.ref}",
                )
            _move(book, deal, target)
            step.about("deal", number)


def win(book: Book, numbers: Sequence[int]) -> None:
    """Win deals."""
    _close(book, numbers, "won", None)


def lose(book: Book, numbers: Sequence[int], reason: str) -> None:
    """Lose deals, with the reason of the process."""
    _close(book, numbers, "lost", lost_reason(book, reason))


def void(book: Book, numbers: Sequence[int], reason: str) -> None:
    """Take deals that were opened in error out of every rate."""
    _close(book, numbers, "void", entry.given_reason(reason))


def reopen(book: Book, numbers: Sequence[int]) -> None:
    """Bring closed deals back to the open stage they were in."""
    with book.operation("deal reopen") as step:
        for number in numbers:
            deal = load(book, number)
            if deal.kind != "open":
                back, kind = book.conn.execute(
                    "SELECT from_stage, from_kind FROM stage_event WHERE entity = 'deal' AND entity_id = ? "
                    "AND from_kind = 'open' ORDER BY effective_ms DESC, id DESC LIMIT 1",
                    (number,),
                ).fetchone()
                back = called_now(pipeline_of(book, deal.pipeline), back)
                _save(book, deal, steps.Step(deal.stage, back, deal.kind, kind, deal.pipeline))
            step.about("deal", number)


def standing(book: Book, *, status: str | None, stage: str | None, pipeline: str | None) -> list[Condition]:
    """The conditions of `--status`, `--stage` and `--pipeline`; raises `BadUsage` or `NotFound` for unknown ones."""
    now = {field.name: field.sql for field in SOURCE.fields}
    if book.as_of_ms is not None:
        now |= {name: sql.replace(":as_of", str(book.as_of_ms)) for name, sql in SOURCE.past}
    conditions = []
    if status is not None:
        named = find([stage for line in book.process.pipelines for stage in line.stages], status)
        status = named.kind if named is not None and named.kind != "open" else status
        if status not in ("open", "won", "lost", "void"):
            raise BadUsage(f"a deal is open, won, lost or void, not {status!r}.", "For stages: --stage")
        conditions.append(Condition(f"{now['status']} = ?", (status,)))
    line = pipeline_of(book, pipeline) if pipeline is not None else None
    if line is not None:
        conditions.append(Condition("deal.pipeline = ?", (line.id,)))
    if stage is not None:
        lines = [line] if line is not None else book.process.pipelines
        meant = [found.id for found in (each.find_stage(stage) for each in lines) if found is not None]
        if not meant:
            stage_of(lines[0], stage)
        marks = ", ".join("?" * len(meant))
        conditions.append(Condition(f"{now['stage']} IN ({marks})", tuple(meant)))
    return conditions


_VERBS = {"won": "win", "lost": "lose --reason …", "void": "void --reason …"}


def _close(book: Book, numbers: Sequence[int], kind: str, reason: str | None) -> None:
    with book.operation(f"deal {_VERBS[kind].split()[0]}") as step:
        for number in numbers:
            deal = load(book, number)
            if deal.kind != kind:
                line = pipeline_of(book, deal.pipeline)
                _move(book, deal, next(stage for stage in line.stages if stage.kind == kind), reason)
            step.about("deal", number)


def _move(book: Book, deal: Deal, to: Stage, reason: str | None = None) -> None:
    move = deal.move(to, reason)
    if move is not None:
        _check_required(book, deal, to)
        _save(book, deal, move)


def _check_required(book: Book, deal: Deal, to: Stage) -> None:
    missing = missing_fields(book, deal.id, to)
    if missing:
        raise Refused(
            f"{deal.ref} cannot enter {to.id} without {' and '.join(missing)}.",
            f"ltc deal edit {deal.ref} {' '.join(f'{name}=…' for name in missing)}",
        )


def check_beginning(book: Book, number: int, first: Stage) -> None:
    """Refuse a new deal that lacks what its first stage requires."""
    missing = missing_fields(book, number, first)
    if missing:
        raise Refused(
            f"a deal cannot begin in {first.id} without {' and '.join(missing)}.",
            "Add what is missing, or begin in an earlier stage.",
        )


def missing_fields(book: Book, number: int, to: Stage) -> list[str]:
    """The fields a stage requires that the deal has left empty."""
    if not to.requires:
        return []
    from ltc_cli.domain import query

    row = query.record(book, SOURCE, number)
    values = {column.name: value for column, value in zip(row.columns, row.row, strict=True)}
    return [name for name in to.requires if values.get(name) in (None, "")]


def _save(book: Book, deal: Deal, move: steps.Step) -> None:
    at = book.when(steps.last_ms(book, "deal", deal.id), f"the last step of {deal.ref}")
    save_step(book, deal.id, move, at)


def save_step(book: Book, number: int, move: steps.Step, at_ms: int) -> None:
    """Save a step that has its date."""
    closed = move.to_kind != "open"
    book.update(
        "deal",
        number,
        {
            "stage": move.to_stage,
            "kind": move.to_kind,
            "closed_ms": at_ms if closed else None,
            "reason": move.reason if closed else None,
        },
    )
    steps.save(book, "deal", number, move, at_ms)


def _value(book: Book, number: int) -> tuple[int | None, str | None, str | None]:
    row: tuple[int | None, str | None, str | None] = book.conn.execute(
        "SELECT amount_minor, currency, expected_close FROM deal WHERE id = ?", (number,)
    ).fetchone()
    return row


def _keep_value(book: Book, number: int, at_ms: int) -> None:
    minor, currency, close = _value(book, number)
    if minor is not None or close is not None or _has_value(book, number):
        book.insert(
            "deal_value",
            {
                "deal_id": number,
                "effective_ms": at_ms,
                "amount_minor": minor,
                "currency": currency,
                "expected_close": close,
            },
        )


def _has_value(book: Book, number: int) -> bool:
    return book.conn.execute("SELECT 1 FROM deal_value WHERE deal_id = ?", (number,)).fetchone() is not None
