"""The day: what needs doing, most urgent first, with the money at stake and the command that does it.

Nothing here is stored: it is worked out from what is open, due, unanswered or stalled when it is asked for.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS, start_of_day
from ltc_cli.domain import deal, fx, named, query
from ltc_cli.domain.chance import Chances
from ltc_cli.domain.day import cash
from ltc_cli.domain.day.todo import Todo, now, owned, today
from ltc_cli.domain.noun import NOUNS, ref
from ltc_cli.domain.query import Condition
from ltc_cli.errors import NotFound
from ltc_cli.money import exponent, human, mul_div_half_up
from ltc_cli.process import find, label
from ltc_cli.shape import Agenda, Column, Group, Item, Listing
from ltc_cli.words import count, day, long_day, say, span

QUIET_DAYS = 3
"""Days a deal may be without a next step before the day speaks of it."""

_GROUPS = {
    "chase": ("CHASE", "ltc invoice remind REF"),
    "answer": ("ANSWER", 'ltc note REF "…" --kind call'),
    "do": ("DO", "ltc task done REF"),
    "bill": ("BILL", "ltc invoice run"),
    "deliver": ("DELIVER", "ltc order deliver REF"),
    "decide": ("DECIDE", 'ltc deal edit REF … --next "fri …"'),
    "apply": ("APPLY", "ltc payment allocate REF INVOICE"),
    "renew": ("RENEW", "ltc contract renew REF"),
    "claim": ("CLAIM", "ltc lead claim REF"),
}

_COUNTED = ("do", "decide")
"""Groups without a sum."""

_COLUMNS = (
    Column("group"),
    Column("ref", "ref"),
    Column("who"),
    Column("what"),
    Column("due", "date"),
    Column("amount", "money"),
    Column("currency"),
    Column("command"),
)


def agenda(book: Book, whose: str | None = None) -> Agenda:
    """The day of everybody, or of one owner or team."""
    members = _members(book, whose)
    todos = [todo for part in _PARTS for todo in part(book, members)]
    groups = []
    for key, (name, command) in _GROUPS.items():
        here = [todo for todo in todos if todo.group == key]
        if here:
            groups.append(Group(say(name), _figure(book, key, here), command, tuple(_item(todo) for todo in here)))
    todo_count = say("{n} to do", n=len(todos)) if todos else say("nothing to do")
    title = f"{long_day(today(book))} · {todo_count}" + (f" · {book.process.currency}" if book.process.currency else "")
    rows = [(todo.group, *todo[1:5], todo.minor, todo.currency, todo.command) for todo in todos]
    return Agenda(title, book.place, tuple(groups), _footer(book), Listing("todo", _COLUMNS, rows))


def _members(book: Book, whose: str | None) -> list[int] | None:
    if whose is None:
        return None
    found = named.find(book, "member", whose)
    if found is not None:
        return [found]
    team = [row[0] for row in book.conn.execute("SELECT id FROM member WHERE casefold(team) = ?", (whose.casefold(),))]
    if not team:
        raise NotFound(f"there is no member or team {whose!r}.", "See them: ltc member list")
    return team


def _answers(book: Book, members: Sequence[int] | None) -> Iterator[Todo]:
    """New leads that wait for our first word, the longest waiting first."""
    rows = book.conn.execute(
        f"SELECT lead.id, {NOUNS['lead'].label}, lead.company, channel.name, lead.created_ms, lead.amount_minor, "
        "lead.currency FROM lead LEFT JOIN channel ON channel.id = lead.channel_id "
        "WHERE lead.kind = 'new' AND lead.is_test IS NOT 1 AND lead.created_ms <= ? "
        f"AND (lead.owner_id IS NOT NULL OR ?){owned(members, 'lead.owner_id')} ORDER BY lead.created_ms, lead.id",
        (now(book), not book.process.pool.on),
    )
    for number, name, company, channel, created, minor, currency in rows:
        where = ", ".join(word for word in (company if company != name else None, channel) if word)
        waiting = say("waiting {time}", time=span(now(book) - created))
        what = f"{where}, {waiting}" if where else waiting
        yield Todo(
            "answer", ref("lead", number), name, what, None, minor, currency, f'ltc note L{number} "…" --kind call'
        )


def _tasks(book: Book, members: Sequence[int] | None) -> Iterator[Todo]:
    """Tasks and next steps that are due, and those without a day."""
    rows = book.conn.execute(
        "SELECT id, body, due, entity, entity_id FROM task WHERE done_ms IS NULL AND (due <= ? OR due IS NULL)"
        f"{owned(members, 'owner_id')} ORDER BY due IS NULL, due, id",
        (today(book).isoformat(),),
    )
    for number, body, due, noun, entity_id in rows:
        who, minor, currency = _subject(book, noun, entity_id)
        late = f"{day(date.fromisoformat(due), today(book))}: " if due and due < today(book).isoformat() else ""
        about = f"{ref(noun, entity_id)} {who}".strip() if noun else ""
        yield Todo("do", ref("task", number), about, f"{late}{body}", due, minor, currency, f"ltc task done T{number}")


def _follow_ups(book: Book, members: Sequence[int] | None) -> Iterator[Todo]:
    """What the process's time rules ask for: records that stay in a stage for too long."""
    for rule in book.process.follow_ups:
        if rule.after is None:
            continue
        table, column = rule.noun, "status" if rule.noun == "lead" else "stage"
        rows = book.conn.execute(
            f"SELECT x.id, {NOUNS[table].label.replace(f'{table}.', 'x.')}, x.amount_minor, x.currency, "
            "coalesce((SELECT max(effective_ms) FROM stage_event e "
            f"WHERE e.entity = '{table}' AND e.entity_id = x.id), "
            f"x.created_ms) AS entered FROM {table} x WHERE x.{column} = ? AND entered <= ?"
            f"{owned(members, 'x.owner_id')} ORDER BY entered, x.id",
            (rule.stage, now(book) - rule.after * DAY_MS),
        )
        for number, name, minor, currency, entered in rows:
            days = (now(book) - entered) // DAY_MS
            what = f"{rule.task} ({say('{n} d in {stage}', n=days, stage=_label(book, rule.noun, rule.stage))})"
            record = ref(table, number)
            yield Todo("do", record, name, what, None, minor, currency, f'ltc note {record} "…"')


def _decisions(book: Book, members: Sequence[int] | None) -> Iterator[Todo]:
    """Open deals that are stalled, past their expected close, or without a next step."""
    conditions = [Condition("deal.kind = 'open' AND deal.is_test IS NOT 1")]
    if members is not None:
        conditions.append(Condition(owned(members, "deal.owner_id").removeprefix(" AND ")))
    names = list(query.fields(book, deal.SOURCE))
    rows = query.listing(book, deal.SOURCE, conditions=conditions, sort="-amount").rows
    for row in [dict(zip(names, each, strict=True)) for each in rows]:
        line = book.process.find_pipeline(row["pipeline"])
        stage = find(line.stages, row["stage"]) if line else None
        since = book.conn.execute(
            "SELECT coalesce(max(effective_ms), ?) FROM stage_event WHERE entity = 'deal' AND entity_id = ?",
            (row["created"], row["id"]),
        ).fetchone()[0]
        days = (now(book) - since) // DAY_MS
        reasons = []
        if row["expected_close"] and row["expected_close"] < today(book).isoformat():
            late = day(date.fromisoformat(row["expected_close"]), today(book))
            reasons.append(say("should have closed {day}", day=late))
        if stage is not None and stage.stale_after is not None and days > stage.stale_after:
            reasons.append(say("{n} d in {stage}", n=days, stage=label(stage, book.process.language)))
        if not row["next"]:
            reasons.append(say("no next step"))
        if len(reasons) > (not row["next"]) or (reasons and days > QUIET_DAYS):
            yield Todo(
                "decide", row["ref"], row["account_name"] or row["title"], ", ".join(reasons), row["expected_close"],
                row["amount"], row["currency"], f"ltc deal show {row['ref']}",
            )  # fmt: skip


def _pool(book: Book, members: Sequence[int] | None) -> Iterator[Todo]:
    """New leads in the pool that anyone may claim."""
    if not book.process.pool.on or members is not None:
        return
    rows = book.conn.execute(
        f"SELECT lead.id, {NOUNS['lead'].label}, lead.created_ms, lead.amount_minor, lead.currency FROM lead "
        "WHERE lead.owner_id IS NULL AND lead.kind = 'new' AND lead.is_test IS NOT 1 ORDER BY lead.created_ms, lead.id"
    )
    for number, name, created, minor, currency in rows:
        waiting = say("waiting {time}", time=span(now(book) - created))
        yield Todo("claim", ref("lead", number), name, waiting, None, minor, currency, f"ltc lead claim L{number}")


def _label(book: Book, noun: str, stage: str) -> str:
    lines = book.process.pipelines
    known = book.process.lead.all if noun == "lead" else [each for line in lines for each in line.stages]
    found = find(known, stage)
    return label(found, book.process.language) if found else stage


def _subject(book: Book, noun: str | None, number: int | None) -> tuple[str, int | None, str | None]:
    """A record's name and what it is worth."""
    if noun is None:
        return "", None, None
    money = "amount_minor, currency" if noun in ("lead", "deal") else "NULL, NULL"
    name, minor, currency = book.conn.execute(
        f"SELECT {NOUNS[noun].label}, {money} FROM {noun} WHERE id = ?", (number,)
    ).fetchone()
    return str(name), minor, currency


def _item(todo: Todo) -> Item:
    amount = human(todo.minor, todo.currency) if todo.minor is not None and todo.currency else ""
    return Item(todo.ref, todo.who, todo.what, f"~{amount}" if amount and todo.ref.startswith("L") else amount)


def _figure(book: Book, key: str, todos: Sequence[Todo]) -> str:
    """How many, and what they come to; not where one deal may stand behind several of them."""
    base = book.process.currency
    number = str(len(todos))
    total = sum(todo.minor or 0 for todo in todos if todo.currency == base)
    if key in _COUNTED or not total or not base:
        return number
    others = sorted({todo.currency for todo in todos if todo.minor and todo.currency and todo.currency != base})
    return f"{number} · {' + '.join([human(total, base), *others])}"


def _footer(book: Book) -> str:
    """The month so far: leads, wins and the pipeline; once there are invoices, wins and the money."""
    begins = today(book).replace(day=1)
    first = start_of_day(begins, book.clock.tz)
    base = book.process.currency
    won, worth = book.conn.execute(
        "SELECT count(*), coalesce(sum(CASE WHEN currency = ? THEN amount_minor END), 0) FROM deal "
        "WHERE kind = 'won' AND closed_ms >= ? AND closed_ms <= ? AND is_test IS NOT 1",
        (base, first, now(book)),
    ).fetchone()
    wins = say("{n} won", n=won) + (f", {_whole(worth, base)}" if base and won else "")
    money = cash.month(book, begins) if base else []
    if base and money:
        parts = [wins, *(say(f"{name} {{amount}}", amount=_whole(minor, base)) for name, minor in money)]
    else:
        leads = book.conn.execute(
            "SELECT count(*) FROM lead WHERE created_ms BETWEEN ? AND ? AND is_test IS NOT 1", (first, now(book))
        ).fetchone()[0]
        parts = [count(leads, "{n} lead", "{n} leads"), wins]
        parts += [say("weighted pipeline {amount}", amount=_whole(_weighted(book, base), base))] if base else []
    return f"{say(f'{begins:%B}')}  " + " · ".join(parts)


def _weighted(book: Book, base: str) -> int:
    """The open deals, each by the chance of its stage and at the rate of the day; what has no rate is left out."""
    chances, day = Chances(book), book.day(now(book))
    rates: dict[str, str | None] = {}
    total = 0
    for line, stage, minor, currency in book.conn.execute(
        "SELECT pipeline, stage, amount_minor, currency FROM deal WHERE kind = 'open' AND amount_minor IS NOT NULL "
        "AND is_test IS NOT 1"
    ):
        if currency not in rates:
            rates[currency] = fx.find(book.conn, currency, base, day)
        rate = rates[currency]
        if rate is not None:
            total += chances.of(line, stage).of(fx.convert(minor, currency, base, rate))
    return total


def _whole(minor: int, currency: str) -> str:
    """An amount to the unit, half up: the line is for a glance."""
    unit = 10 ** exponent(currency)
    return f"{mul_div_half_up(minor, 1, unit):,}"


_PARTS: tuple[Callable[[Book, Sequence[int] | None], Iterator[Todo]], ...] = (
    cash.chase,
    _answers,
    _tasks,
    _follow_ups,
    cash.bill,
    cash.deliver,
    cash.quotes,
    _decisions,
    cash.credit,
    cash.renewals,
    _pool,
)
