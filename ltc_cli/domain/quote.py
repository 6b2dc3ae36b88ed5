"""Quotes: what is offered at which price, until when; each new version takes the place of the one before."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ltc_cli.book import Book, Value
from ltc_cli.domain import entry, lead, line, number, progress
from ltc_cli.domain.entry import Entry
from ltc_cli.domain.field import Field
from ltc_cli.domain.line import Wanted
from ltc_cli.domain.noun import ref
from ltc_cli.domain.query import Condition, Source
from ltc_cli.errors import BadUsage, Refused

ENTRIES = (
    Entry("contact", "contact", "contact_id"),
    Entry("valid_until", "date", "valid_until"),
    Entry("terms", "count", "terms_days"),
    Entry("message", "text", "message"),
    Entry("owner", "member", "owner_id"),
    Entry("external_id", "text", "external_id"),
)
_STATUS = "CASE WHEN {status} = 'sent' AND quote.valid_until < :today THEN 'expired' ELSE {status} END"


SOURCE = Source(
    noun="quote",
    fields=(
        Field("ref", "ref", "'Q' || quote.id"),
        Field("id", "count", "quote.id", shown=False),
        Field("number", "text", "quote.number"),
        Field("version", "count", "quote.version", shown=False),
        Field("previous", "ref", "'Q' || quote.previous_id", shown=False),
        Field("account", "ref", "'A' || quote.account_id", shown=False),
        Field("account_name", "text", "account.name"),
        Field("contact", "ref", "'C' || quote.contact_id", shown=False),
        Field("deal", "ref", "'D' || quote.deal_id"),
        Field("status", "text", _STATUS.format(status="quote.status")),
        Field("valid_until", "date", "quote.valid_until"),
        Field("net", "money", "quote.net_minor", currency_sql="quote.currency"),
        Field("tax", "money", "quote.tax_minor", shown=False, currency_sql="quote.currency"),
        Field("total", "money", "quote.total_minor", currency_sql="quote.currency"),
        Field("currency", "text", "quote.currency", shown=False),
        Field("gross", "yesno", "quote.gross", shown=False),
        Field("discount", "ratio", "quote.discount_ppm / 1000000.0", shown=False),
        Field("discount_amount", "money", "quote.discount_minor", shown=False, currency_sql="quote.currency"),
        Field("terms", "count", "quote.terms_days", shown=False),
        Field("message", "text", "quote.message", shown=False),
        Field("owner", "text", "owner.name", shown=False),
        Field("created", "instant", "quote.created_ms", shown=False),
        Field("sent", "instant", "quote.sent_ms"),
        Field("decided", "instant", "quote.decided_ms", shown=False),
        Field("reason", "text", "quote.reason", shown=False),
        Field("external_id", "text", "quote.external_id", shown=False),
    ),
    joins="LEFT JOIN account ON account.id = quote.account_id LEFT JOIN member owner ON owner.id = quote.owner_id",
    order="quote.created_ms DESC, quote.id DESC",
    title="'Q' || quote.id || coalesce('  ' || quote.number, '') || '  ' || account.name",
    past=(
        ("status", _STATUS.format(status=progress.as_of("quote", "quote.status"))),
        ("sent", "iif(quote.sent_ms <= :as_of, quote.sent_ms, NULL)"),
        ("decided", "iif(quote.decided_ms <= :as_of, quote.decided_ms, NULL)"),
        ("reason", "iif(quote.decided_ms <= :as_of, quote.reason, NULL)"),
    ),
    born="quote.created_ms",
    parts=lambda book, number_: [line.section(book, "quote", number_)],
)


class Terms(NamedTuple):
    """What a new document says beside its lines."""

    currency: str | None = None
    discount: str | None = None
    """Of the whole: a percentage or an amount."""
    gross: bool = False
    """Prices include the tax."""


class Quote(NamedTuple):
    """A quote as its steps see it."""

    id: int
    status: str
    valid_until: str | None
    version: int
    lines: int

    @property
    def ref(self) -> str:
        """How people write it."""
        return ref("quote", self.id)

    def editable(self) -> None:
        """Raise `Refused` unless it is a draft."""
        if self.status != "draft":
            raise Refused(
                f"{self.ref} is {self.status}; only a draft can be changed.",
                f"Make a new version: ltc quote revise {self.ref}",
            )

    def send(self) -> bool:
        """Whether sending it is a step; raises `Refused` when it cannot be sent."""
        if self.status == "sent":
            return False
        if self.status != "draft":
            raise Refused(f"{self.ref} is {self.status}; only a draft can be sent.", f"ltc quote revise {self.ref}")
        if not self.lines:
            raise Refused(
                f"{self.ref} has no lines to offer.", f"ltc quote line {self.ref} ITEM --quantity 1 --price …"
            )
        return True

    def accept(self, day: str) -> bool:
        """Whether accepting it on a day is a step; raises `Refused` unless it was sent and has not run out."""
        if self.status == "accepted":
            return False
        self._decidable("accepted", "send")
        if self.valid_until is not None and self.valid_until < day:
            raise Refused(
                f"{self.ref} ran out on {self.valid_until}.",
                f"Extend it: ltc quote edit {self.ref} valid_until=+14d",
            )
        return True

    def reject(self) -> bool:
        """Whether rejecting it is a step; raises `Refused` unless it was sent."""
        if self.status == "rejected":
            return False
        self._decidable("rejected", "send")
        return True

    def revise(self) -> None:
        """Raise `Refused` when it can have no next version."""
        if self.status in ("accepted", "superseded"):
            raise Refused(
                f"{self.ref} is {self.status}; it has no next version.",
                "Make a new quote: ltc quote create --deal REF",
            )

    def _decidable(self, step: str, verb: str) -> None:
        if self.status == "draft":
            raise Refused(
                f"{self.ref} is a draft; it has to be sent before it is {step}.", f"ltc quote {verb} {self.ref}"
            )
        if self.status != "sent":
            raise Refused(f"{self.ref} is {self.status}; it cannot be {step}.", f"See it: ltc quote show {self.ref}")


def load(book: Book, number_: int) -> Quote:
    """One quote; the id must exist."""
    return Quote(
        *book.conn.execute(
            "SELECT id, status, valid_until, version, (SELECT count(*) FROM quote_line l WHERE l.quote_id = quote.id) "
            "FROM quote WHERE id = ?",
            (number_,),
        ).fetchone()
    )


def create(
    book: Book,
    *,
    deal: int | None = None,
    account: int | None = None,
    values: Mapping[str, str] | None = None,
    terms: Terms | None = None,
    lines: Sequence[Wanted] = (),
    send: bool = False,
    on_match: str | None = None,
) -> int:
    """Make a quote for a deal or an account; its id. Raises `BadUsage`, `NotFound` or `Refused`."""
    with book.operation("quote create") as step:
        said = terms or Terms()
        columns = entry.columns(book, "quote", ENTRIES, values or {})
        known = entry.replay(book, "quote", columns, on_match)
        if known is not None:
            step.about("quote", known)
            return known
        columns |= parties(book, deal, account, columns)
        currency = line.currency_of(
            book, said.currency, account=int(columns["account_id"] or 0), deal=deal,
            prices=[each.price for each in lines],
        )  # fmt: skip
        made = book.insert(
            "quote",
            {
                "owner_id": lead.owner_of(book),
                **entry.whole(book, "quote", columns),
                **line.discount(said.discount, currency),
                "created_ms": book.when(),
                "version": 1,
                "status": "draft",
                "currency": currency,
                "gross": int(said.gross),
                **line.NOTHING,
            },
        )
        line.fill(book, "quote", made, lines)
        if send:
            _send(book, made)
        step.about("quote", made)
        return made


def parties(book: Book, deal: int | None, account: int | None, columns: Mapping[str, Value]) -> dict[str, Value]:
    """The deal, account and contact of a new document; raises `BadUsage` or `Refused` when there is no account."""
    if deal is None and account is None:
        raise BadUsage("say for whom: a deal or an account.", "--deal D7 or --account A3")
    contact: Value = columns.get("contact_id")
    if deal is not None:
        of_deal, of_contact = book.conn.execute(
            "SELECT account_id, contact_id FROM deal WHERE id = ?", (deal,)
        ).fetchone()
        account = account if account is not None else of_deal
        contact = contact if contact is not None else of_contact
        if account is None:
            raise Refused(
                f"{ref('deal', deal)} has no account yet, and a document needs one.",
                f"ltc deal edit {ref('deal', deal)} account=REF",
            )
    return {"deal_id": deal, "account_id": account, "contact_id": contact}


def put_line(book: Book, number_: int, wanted: Wanted, *, remove: bool = False) -> None:
    """Add, change or remove a line of a draft."""
    with book.operation("quote line") as step:
        load(book, number_).editable()
        on = line.head(book, "quote", number_)
        if remove:
            line.remove(book, on, wanted.item)
        else:
            line.put(book, on, wanted)
        step.about("quote", number_)


def edit(book: Book, numbers: Sequence[int], values: Mapping[str, str]) -> None:
    """Change fields of drafts; of a quote that was sent, only how long it holds, its owner and its external id."""
    with book.operation("quote edit") as step:
        given = dict(values)
        off = given.pop("discount", None)
        columns = entry.columns(book, "quote", ENTRIES, given)
        for each in numbers:
            if off is not None or not set(given) <= {"valid_until", "owner", "external_id"}:
                load(book, each).editable()
            entry.save(book, "quote", each, columns)
            if off is not None:
                on = line.head(book, "quote", each)
                book.update("quote", each, line.discount(off, on.currency))
                line.refigure(book, line.head(book, "quote", each))
            step.about("quote", each)


def send(book: Book, numbers: Sequence[int]) -> None:
    """Send quotes; each gets its number."""
    with book.operation("quote send") as step:
        for each in numbers:
            _send(book, each)
            step.about("quote", each)


def accept(book: Book, numbers: Sequence[int]) -> None:
    """Record that quotes were accepted."""
    with book.operation("quote accept") as step:
        for each in numbers:
            at = progress.when(book, "quote", each)
            if load(book, each).accept(book.day(at)):
                _decide(book, each, "accepted", at, None)
            step.about("quote", each)


def reject(book: Book, numbers: Sequence[int], reason: str | None) -> None:
    """Record that quotes were rejected."""
    with book.operation("quote reject") as step:
        for each in numbers:
            if load(book, each).reject():
                why = entry.given_reason(reason) if reason is not None else None
                _decide(book, each, "rejected", progress.when(book, "quote", each), why)
            step.about("quote", each)


def revise(book: Book, number_: int) -> int:
    """Make the next version of a quote, a draft with the same lines; its id. The one before is superseded."""
    with book.operation("quote revise") as step:
        before = load(book, number_)
        before.revise()
        at = progress.when(book, "quote", number_)
        kept = (
            "number, series, year, n, deal_id, account_id, contact_id, valid_until, currency, gross, discount_ppm, "
            "discount_minor, net_minor, tax_minor, total_minor, terms_days, message, owner_id, fields"
        )
        row = book.conn.execute(f"SELECT {kept} FROM quote WHERE id = ?", (number_,)).fetchone()
        made = book.insert(
            "quote",
            {
                **dict(zip(kept.split(", "), row, strict=True)),
                "created_ms": at,
                "version": before.version + 1,
                "previous_id": number_,
                "status": "draft",
            },
        )
        lines = (
            "position, product_id, name, quantity, unit, price_minor, discount_ppm, tax, tax_ppm, service_from, "
            "service_to, amount_minor, net_minor, tax_minor"
        )
        book.conn.execute(
            f"INSERT INTO quote_line(quote_id, {lines}) SELECT ?, {lines} FROM quote_line WHERE quote_id = ? "
            "ORDER BY position, id",
            (made, number_),
        )
        book.update("quote", number_, {"status": "superseded"})
        progress.step(book, "quote", number_, before.status, "superseded", at)
        step.about("quote", made)
        return made


def standing(book: Book, status: str | None) -> list[Condition]:
    """The condition of `--status`."""
    if status is None:
        return []
    from ltc_cli.domain import query

    word = entry.one_of(status, ("draft", "sent", "expired", "accepted", "rejected", "superseded"), "status")
    return [Condition(f"{query.fields(book, SOURCE)['status'].sql} = ?", (word,))]


def _send(book: Book, number_: int) -> None:
    if not load(book, number_).send():
        return
    at = progress.when(book, "quote", number_)
    columns: dict[str, Value] = {"status": "sent", "sent_ms": at}
    has = book.conn.execute("SELECT number FROM quote WHERE id = ?", (number_,)).fetchone()[0]
    if has is None:
        columns |= number.following(book, "quote", book.day(at))._asdict()
    book.update("quote", number_, columns)
    progress.step(book, "quote", number_, "draft", "sent", at)


def _decide(book: Book, number_: int, status: str, at_ms: int, reason: str | None) -> None:
    book.update("quote", number_, {"status": status, "decided_ms": at_ms, "reason": reason})
    progress.step(book, "quote", number_, "sent", status, at_ms, reason)
