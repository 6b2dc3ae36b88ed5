"""Costs: what was paid for, for which function of the business, over which days, and whose cost it is.

A cost with a first and a last day is spread evenly over the days between them. One of a channel or a campaign is its
own; another is shared by all channels, by what drives it. One of a customer is what serving that customer takes.
"""

import json
from collections.abc import Mapping, Sequence

from ltc_cli.book import Book, Value
from ltc_cli.clock import start_of_day
from ltc_cli.domain import entry, named
from ltc_cli.domain.amount import rate_ppm
from ltc_cli.domain.entry import Entry
from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source
from ltc_cli.errors import BadUsage, Refused
from ltc_cli.quantity import UNIT

FUNCTIONS = ("marketing", "sales", "fulfilment", "production", "admin")
"""What a cost is for. Marketing and sales win customers; the others serve them."""
DRIVERS = ("leads", "opportunities", "customers")
"""What a shared cost may be allocated to channels by; or by shares that are named."""
USUAL_DRIVER = {"marketing": "leads", "sales": "opportunities"}
"""Of a shared cost that names none."""
ENTRIES = (
    Entry("name", "text", "name"),
    Entry("function", "text", "function"),
    Entry("line", "text", "line"),
    Entry("amount", "signed", "amount_minor"),
    Entry("since", "date", "since"),
    Entry("until", "date", "until"),
    Entry("channel", "channel", "channel_id"),
    Entry("campaign", "campaign", "campaign_id"),
    Entry("account", "account", "account_id"),
    Entry("driver", "text", "driver"),
    Entry("variable", "yesno", "variable"),
    Entry("quantity", "quantity", "quantity"),
    Entry("due", "date", "due"),
    Entry("paid", "date", "paid"),
    Entry("external_id", "text", "external_id"),
)

SOURCE = Source(
    noun="cost",
    fields=(
        Field("ref", "ref", "'E' || cost.id"),
        Field("id", "count", "cost.id", shown=False),
        Field("name", "text", "cost.name"),
        Field("function", "text", "cost.function"),
        Field("line", "text", "cost.line", shown=False),
        Field("amount", "money", "cost.amount_minor", currency_sql="cost.currency"),
        Field("currency", "text", "cost.currency", shown=False),
        Field("since", "date", "cost.since"),
        Field("until", "date", "cost.until"),
        Field("channel", "text", "channel.name"),
        Field("campaign", "text", "campaign.name", shown=False),
        Field("account", "ref", "'A' || cost.account_id", shown=False),
        Field("account_name", "text", "account.name", label="account", shown=False),
        Field("driver", "text", "cost.driver", shown=False),
        Field("shares", "json", "cost.shares", shown=False),
        Field("variable", "yesno", "cost.variable", shown=False),
        Field("quantity", "quantity", "cost.quantity", shown=False),
        Field("due", "date", "cost.due", shown=False),
        Field("paid", "date", "cost.paid", shown=False),
        Field("external_id", "text", "cost.external_id", shown=False),
    ),
    joins=(
        "LEFT JOIN channel ON channel.id = cost.channel_id LEFT JOIN campaign ON campaign.id = cost.campaign_id "
        "LEFT JOIN account ON account.id = cost.account_id"
    ),
    order="cost.since DESC, cost.id DESC",
    title="'E' || cost.id || '  ' || cost.name",
    born="cost.created_ms",
    dated="since",
)


def add(book: Book, values: Mapping[str, str], *, shares: Sequence[str] = (), on_match: str | None = None) -> int:
    """Keep a cost; its id. Its days are those named, else that of `--on`, else today.

    `shares` are CHANNEL=PERCENT words that add up to 100 %. Raises `BadUsage` or `Refused` for what cannot be.
    """
    with book.operation("cost add") as step:
        columns = whole(book, read(book, values, shares))
        number = entry.replay(book, "cost", columns, on_match)
        if number is None:
            created = {"created_ms": start_of_day_of(book, str(columns["since"]))}
            number = book.insert("cost", entry.whole(book, "cost", columns | created))
        step.about("cost", number)
        return number


def edit(book: Book, numbers: Sequence[int], values: Mapping[str, str]) -> None:
    """Change fields of costs."""
    with book.operation("cost edit") as step:
        changes = read(book, values)
        for number in numbers:
            first, last = book.conn.execute("SELECT since, until FROM cost WHERE id = ?", (number,)).fetchone()
            first, last = str(changes.get("since", first)), str(changes.get("until", last))
            in_order(first, last)
            entry.save(book, "cost", number, {**changes, "created_ms": start_of_day_of(book, first)})
            step.about("cost", number)


def read(book: Book, values: Mapping[str, str], shares: Sequence[str] = ()) -> dict[str, Value]:
    """The columns that the values fill, checked one by one."""
    columns = entry.columns(book, "cost", ENTRIES, values)
    for name, known in (("function", FUNCTIONS), ("driver", DRIVERS)):
        if columns.get(name) is not None:
            columns[name] = entry.one_of(str(columns[name]), known, f"the {name}")
    for name in ("function", "since", "until", "amount_minor", "name"):
        if name in columns and columns[name] is None:
            raise BadUsage(f"a cost cannot be without {name.removesuffix('_minor')}.", f"Say {name}=…")
    if columns.get("amount_minor") == 0:
        raise Refused("a cost of nothing is none.", "Give the amount; below zero for money back.")
    if shares:
        columns |= {"driver": "shares", "shares": _shares(book, shares)}
    elif "driver" in columns:
        columns["shares"] = None
    return columns


def whole(book: Book, columns: Mapping[str, Value]) -> dict[str, Value]:
    """The columns of a new cost with what it does not say: its days, and a name."""
    if columns.get("amount_minor") is None:
        raise BadUsage("a cost needs an amount.", "ltc cost add --amount 1200 --function marketing")
    if columns.get("function") is None:
        raise BadUsage("a cost needs its function.", f"--function {'|'.join(FUNCTIONS)}")
    first = columns.get("since") or columns.get("until") or book.day()
    last = columns.get("until") or first
    in_order(str(first), str(last))
    name = columns.get("name") or columns.get("line") or _called(book, columns) or columns["function"]
    return {**columns, "name": name, "since": first, "until": last}


def start_of_day_of(book: Book, day: str) -> int:
    """The instant from which a cost of this first day is seen."""
    from datetime import date

    return start_of_day(date.fromisoformat(day), book.clock.tz)


def in_order(first: str, last: str) -> None:
    """Raises `Refused` for days that run backwards."""
    if first > last:
        raise Refused(f"the last day {last} is before the first day {first}.", "Swap --since and --until.")


def _called(book: Book, columns: Mapping[str, Value]) -> Value:
    """The name of the campaign or channel whose cost it is."""
    for noun in ("campaign", "channel"):
        number = columns.get(f"{noun}_id")
        if number is not None:
            name: str = book.conn.execute(f"SELECT name FROM {noun} WHERE id = ?", (number,)).fetchone()[0]
            return name
    return None


def _shares(book: Book, words: Sequence[str]) -> str:
    """Shares of channels as JSON; raises `BadUsage` unless they add up to 100 %."""
    found = {}
    for channel, percent in entry.pairs([each for word in words for each in word.split(",")]).items():
        found[str(named.ensure(book, "channel", channel))] = rate_ppm(percent, "a share")
    if sum(found.values()) != UNIT:
        total = sum(found.values()) / (UNIT // 100)
        raise BadUsage(f"the shares add up to {total:g} %, not 100 %.", "--share web=60% --share event=40%")
    return json.dumps(found, sort_keys=True)
