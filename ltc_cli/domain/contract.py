"""Contracts: signed from a quote or a deal, for a term; retainers are billed every month, quarter or year."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.clock import add_months
from ltc_cli.domain import billing, entry, lead, line, progress, quote, tax
from ltc_cli.domain.entry import Entry
from ltc_cli.domain.field import Field
from ltc_cli.domain.noun import ref
from ltc_cli.domain.query import Condition, Source
from ltc_cli.errors import BadUsage, Refused
from ltc_cli.money import parse

NOTICE_DAYS = 30
"""How long before its end a contract's renewal is to be spoken of, when nobody says otherwise."""
ENTRIES = (
    Entry("title", "text", "title"),
    Entry("renew_by", "date", "renew_by"),
    Entry("terms", "count", "terms_days"),
    Entry("owner", "member", "owner_id"),
    Entry("external_id", "text", "external_id"),
)
_STATUS = (
    "CASE WHEN {status} = 'terminated' AND contract.closed_on <= :today THEN 'terminated' "
    "WHEN {status} <> 'draft' AND contract.until < :today THEN 'ended' "
    "WHEN {status} = 'draft' THEN 'draft' ELSE 'signed' END"
)

SOURCE = Source(
    noun="contract",
    fields=(
        Field("ref", "ref", "'K' || contract.id"),
        Field("id", "count", "contract.id", shown=False),
        Field("title", "text", "contract.title"),
        Field("account", "ref", "'A' || contract.account_id", shown=False),
        Field("account_name", "text", "account.name"),
        Field("deal", "ref", "'D' || contract.deal_id", shown=False),
        Field("quote", "ref", "'Q' || contract.quote_id", shown=False),
        Field("status", "text", _STATUS.format(status="contract.status")),
        Field("since", "date", "contract.since"),
        Field("until", "date", "contract.until"),
        Field("renew_by", "date", "contract.renew_by"),
        Field("amount", "money", "contract.amount_minor", currency_sql="contract.currency"),
        Field("currency", "text", "contract.currency", shown=False),
        Field("every", "text", "contract.every"),
        Field("tax", "text", "contract.tax", shown=False),
        Field("terms", "count", "contract.terms_days", shown=False),
        Field("owner", "text", "owner.name", shown=False),
        Field("created", "instant", "contract.created_ms", shown=False),
        Field("signed", "instant", "contract.signed_ms", shown=False),
        Field("closed", "date", "contract.closed_on", shown=False),
        Field("reason", "text", "contract.reason", shown=False),
        Field("external_id", "text", "contract.external_id", shown=False),
    ),
    joins=(
        "LEFT JOIN account ON account.id = contract.account_id LEFT JOIN member owner ON owner.id = contract.owner_id"
    ),
    order="contract.created_ms DESC, contract.id DESC",
    title="'K' || contract.id || '  ' || contract.title",
    born="contract.created_ms",
)


class Plan(NamedTuple):
    """What a contract says of its time and money, as typed."""

    since: str | None = None
    until: str | None = None
    amount: str | None = None
    every: str | None = None
    tax: str | None = None


def sign(
    book: Book,
    *,
    of_quote: int | None = None,
    deal: int | None = None,
    plan: Plan | None = None,
    values: Mapping[str, str] | None = None,
    on_match: str | None = None,
) -> int:
    """Sign a contract on a quote or a deal; its id. Without an amount it is worth what the quote or deal is.

    Raises `Refused` when the quote was never sent, or was rejected.
    """
    with book.operation("contract sign") as step:
        columns = entry.columns(book, "contract", ENTRIES, values or {})
        known = entry.replay(book, "contract", columns, on_match)
        if known is not None:
            step.about("contract", known)
            return known
        if (of_quote is None) == (deal is None):
            raise BadUsage("a contract is signed on a quote or on a deal.", "ltc contract sign --quote Q1")
        head = _head(book, of_quote, deal)
        after = progress.last_ms(book, "quote", of_quote) if of_quote is not None else None
        at = book.when(after, f"the last step of {ref('quote', of_quote)}") if of_quote is not None else book.when()
        terms = _terms(book, plan or Plan(), head, book.day(at))
        made = book.insert(
            "contract",
            {
                "owner_id": lead.owner_of(book),
                **head,
                **terms,
                **entry.whole(book, "contract", columns),
                "title": columns.get("title") or head["title"],
                "created_ms": at,
                "status": "signed",
                "signed_ms": at,
            },
        )
        progress.step(book, "contract", made, "draft", "signed", at)
        step.about("contract", made)
        return made


def edit(book: Book, numbers: Sequence[int], values: Mapping[str, str]) -> None:
    """Change what a contract is called, its reminder, its days to pay and its owner."""
    with book.operation("contract edit") as step:
        columns = entry.columns(book, "contract", ENTRIES, values)
        if "title" in columns and not columns["title"]:
            raise BadUsage("a contract needs a title.", "ltc contract edit K2 title=Retainer")
        for number in numbers:
            entry.save(book, "contract", number, columns)
            step.about("contract", number)


def renew(book: Book, numbers: Sequence[int], until: str | None) -> None:
    """Let contracts go on: to a day, or for as long again."""
    with book.operation("contract renew") as step:
        for number in numbers:
            status, since, last = book.conn.execute(
                "SELECT status, term_since, until FROM contract WHERE id = ?", (number,)
            ).fetchone()
            if status == "terminated":
                raise Refused(f"{ref('contract', number)} was terminated.", "Sign a new one: ltc contract sign")
            if last is None:
                raise Refused(
                    f"{ref('contract', number)} has no end, so there is nothing to renew.", "ltc contract show"
                )
            ends = entry.day(book, until) if until is not None else _as_long(since, last)
            if ends <= last:
                raise Refused(f"{ref('contract', number)} runs until {last} already, {ends} is no later.", "--until D")
            at = progress.when(book, "contract", number)
            begins = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
            book.update("contract", number, {"until": ends, "term_since": begins, "renew_by": _notice(ends)})
            progress.step(book, "contract", number, "signed", "renewed", at, f"{begins}..{ends}")
            step.about("contract", number)


def terminate(book: Book, numbers: Sequence[int], reason: str) -> None:
    """End contracts before their time; the day of `--on` is the last one that is billed."""
    with book.operation("contract terminate") as step:
        why = entry.given_reason(reason)
        for number in numbers:
            status = book.conn.execute("SELECT status FROM contract WHERE id = ?", (number,)).fetchone()[0]
            if status != "terminated":
                at = progress.when(book, "contract", number)
                book.update("contract", number, {"status": "terminated", "closed_on": book.day(at), "reason": why})
                progress.step(book, "contract", number, status, "terminated", at, why)
            step.about("contract", number)


def standing(book: Book, status: str | None) -> list[Condition]:
    """The condition of `--status`."""
    if status is None:
        return []
    from ltc_cli.domain import query

    word = entry.one_of(status, ("draft", "signed", "ended", "terminated"), "status")
    return [Condition(f"{query.fields(book, SOURCE)['status'].sql} = ?", (word,))]


def _head(book: Book, of_quote: int | None, deal: int | None) -> dict[str, Value]:
    """The parties, the title and the worth of a new contract."""
    if of_quote is not None:
        asked = quote.load(book, of_quote)
        if asked.status not in ("sent", "accepted"):
            raise Refused(f"{asked.ref} is {asked.status}, so it cannot be signed.", f"ltc quote send {asked.ref}")
        row = book.conn.execute(
            "SELECT q.deal_id, q.account_id, q.net_minor, q.currency, q.terms_days, coalesce(d.title, a.name) "
            "FROM quote q JOIN account a ON a.id = q.account_id LEFT JOIN deal d ON d.id = q.deal_id WHERE q.id = ?",
            (of_quote,),
        ).fetchone()
    else:
        row = book.conn.execute(
            "SELECT d.id, d.account_id, d.amount_minor, d.currency, NULL, d.title FROM deal d WHERE d.id = ?", (deal,)
        ).fetchone()
        quote.parties(book, deal, None, {})
    names = ("deal_id", "account_id", "amount_minor", "currency", "terms_days", "title")
    return {**dict(zip(names, row, strict=True)), "quote_id": of_quote}


def _terms(book: Book, plan: Plan, head: Mapping[str, Value], day: str) -> dict[str, Value]:
    since = entry.day(book, plan.since) if plan.since else day
    until = entry.day(book, plan.until) if plan.until else None
    if until is not None and until < since:
        raise Refused(f"the contract would end on {until}, before it begins on {since}.", "Swap the days.")
    every = entry.one_of(plan.every, tuple(billing.MONTHS), "--every") if plan.every else None
    rated = tax.of_line(book, plan.tax, None)
    columns: dict[str, Value] = {
        "since": since, "until": until, "term_since": since, "renew_by": _notice(until), "every": every,
        "tax": rated.name, "tax_ppm": rated.ppm,
    }  # fmt: skip
    if plan.amount is not None:
        default = line.currency_of(book, None, account=int(head["account_id"] or 0), prices=[plan.amount])
        money = parse(plan.amount, default)
        if money.minor < 0:
            raise Refused(f"an amount cannot be below zero: {plan.amount}.")
        columns |= {"amount_minor": money.minor, "currency": money.currency}
    elif every is not None:
        raise BadUsage(f"how much is billed every {every}?", f"--amount 1500 --every {every}")
    return columns


def _notice(until: str | None) -> str | None:
    return (date.fromisoformat(until) - timedelta(days=NOTICE_DAYS)).isoformat() if until else None


def _as_long(since: str, until: str) -> str:
    """The last day of a second term of the same length: in whole months where the first one was so."""
    first, after = date.fromisoformat(since), date.fromisoformat(until) + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    if months > 0 and add_months(first, months) == after:
        return (add_months(first, 2 * months) - timedelta(days=1)).isoformat()
    return (after + (after - first) - timedelta(days=1)).isoformat()
