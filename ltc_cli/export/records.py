"""Leads, accounts, contacts, deals, products, payments and rates as the tables that their own imports read.

A row carries the first time a record reached each kind of stage, and the last time for the kind it stands in: all that
one row can tell of a history.
"""

from collections.abc import Callable, Mapping

from ltc_cli.book import Book
from ltc_cli.export import documents
from ltc_cli.export.column import History, Out, Records, called, custom, key_of, own

_LEADS = History(
    "lead",
    {"working": "contacted", "qualified": "qualified", "converted": "converted", "disqualified": "disqualified"},
    ("disqualified",),
)
_DEALS = History("deal", {"won": "won", "lost": "lost", "void": "voided"}, ("lost", "void"))


def _steps(history: History) -> tuple[Out, ...]:
    """When a record reached each kind of stage, when it came to where it stands, and why."""
    return (*(Out(name, "step") for name in history.moments.values()), Out("date", "step"), Out("reason", "text"))


def _lead(book: Book) -> Records:
    return Records(
        "lead",
        (
            Out("external_id", "text", own(book, "lead", "lead")),
            Out("name", "text", "lead.name"),
            Out("company", "text", "lead.company"),
            Out("email", "text", "lead.email"),
            Out("phone", "text", "lead.phone"),
            Out("status", "text", "lead.status"),
            Out("channel", "channel", "lead.channel_id"),
            Out("campaign", "campaign", "lead.campaign_id"),
            Out("owner", "member", "lead.owner_id"),
            Out("amount", "money", "lead.amount_minor", "lead.currency"),
            Out("currency", "text", "lead.currency"),
            Out("country", "text", "lead.country"),
            Out("tags", "tags", "lead.tags"),
            Out("test", "yes", "lead.is_test"),
            Out("created", "instant", "lead.created_ms"),
            *_steps(_LEADS),
            *custom(book, "lead"),
        ),
        "FROM lead ORDER BY lead.id",
        _LEADS,
    )


def _account(book: Book) -> Records:
    plain = ("name", "email", "phone", "website", "country", "address", "billing_address", "tax_id", "language")
    return Records(
        "account",
        (
            Out("external_id", "text", own(book, "account", "account")),
            *(Out(name, "text", f"account.{name}") for name in plain),
            Out("currency", "text", "account.currency"),
            Out("terms", "count", "account.terms_days"),
            Out("channel", "channel", "account.channel_id"),
            Out("owner", "member", "account.owner_id"),
            Out("tags", "tags", "account.tags"),
            Out("created", "instant", "account.created_ms"),
            *custom(book, "account"),
        ),
        "FROM account ORDER BY account.id",
    )


def _contact(book: Book) -> Records:
    """A contact of several accounts has a row for each."""
    return Records(
        "contact",
        (
            Out("external_id", "text", own(book, "contact", "contact")),
            *(Out(name, "text", f"contact.{name}") for name in ("name", "email", "phone", "language")),
            Out("account", "text", called(book, "at.account_id")),
            Out("role", "text", "at.role"),
            Out("tags", "tags", "contact.tags"),
            Out("created", "instant", "contact.created_ms"),
            *custom(book, "contact"),
        ),
        "FROM contact LEFT JOIN contact_account at ON at.contact_id = contact.id ORDER BY contact.id, at.id",
    )


def _deal(book: Book) -> Records:
    return Records(
        "deal",
        (
            Out("external_id", "text", own(book, "deal", "deal")),
            Out("title", "text", "deal.title"),
            Out("account", "text", called(book, "deal.account_id")),
            Out("contact", "text", key_of(book, "contact", "deal.contact_id")),
            Out("lead", "text", key_of(book, "lead", "deal.lead_id")),
            Out("pipeline", "text", "deal.pipeline"),
            Out("stage", "text", "deal.stage"),
            Out("amount", "money", "deal.amount_minor", "deal.currency"),
            Out("currency", "text", "deal.currency"),
            Out("expected_close", "date", "deal.expected_close"),
            Out("channel", "channel", "deal.channel_id"),
            Out("owner", "member", "deal.owner_id"),
            Out("tags", "tags", "deal.tags"),
            Out("test", "yes", "deal.is_test"),
            Out("created", "instant", "deal.created_ms"),
            *_steps(_DEALS),
            *custom(book, "deal"),
        ),
        "FROM deal ORDER BY deal.id",
        _DEALS,
    )


def _product(book: Book) -> Records:
    """The price is the newest one in the currency of the cost, else of the business, else the newest of all."""
    newest = (
        "(SELECT p.{0} FROM product_price p WHERE p.product_id = product.id {1}ORDER BY p.valid_from DESC, p.id DESC "
        "LIMIT 1)"
    )
    same = f"AND p.currency = coalesce(product.currency, '{book.process.currency or ''}') "
    price, currency = (
        f"coalesce({newest.format(what, same)}, {newest.format(what, '')})" for what in ("price_minor", "currency")
    )
    return Records(
        "product",
        (
            Out("external_id", "text", own(book, "product", "product")),
            *(Out(name, "text", f"product.{name}") for name in ("name", "sku", "kind", "unit", "category", "tax")),
            Out("revenue", "text", "product.revenue"),
            Out("cost", "money", "product.cost_minor", "product.currency"),
            Out("currency", "text", "product.currency"),
            Out("price", "priced", price, currency),
            Out("retired", "yes", "product.retired"),
            Out("tags", "tags", "product.tags"),
            Out("created", "instant", "product.created_ms"),
            *custom(book, "product"),
        ),
        "FROM product ORDER BY product.id",
    )


def _payment(book: Book) -> Records:
    """A payment that settles one invoice names it; one that settles several leaves that to the days they are due."""
    settled = (
        "(SELECT iif(count(*) = 1, max(i.number), NULL) FROM invoice i WHERE i.id IN (SELECT a.invoice_id "
        "FROM allocation a WHERE a.payment_id = payment.id AND a.invoice_id IS NOT NULL GROUP BY a.invoice_id "
        "HAVING sum(a.amount_minor) <> 0))"
    )
    return Records(
        "payment",
        (
            Out("external_id", "text", own(book, "payment", "payment")),
            Out("date", "date", "payment.received_on"),
            Out("account", "text", called(book, "payment.account_id")),
            Out("amount", "money", "payment.amount_minor", "payment.currency"),
            Out("currency", "text", "payment.currency"),
            Out("fee", "money", "nullif(payment.fee_minor, 0)", "payment.currency"),
            Out("discount", "money", "nullif(payment.discount_minor, 0)", "payment.currency"),
            Out("method", "text", "payment.method"),
            Out("reference", "text", "payment.reference"),
            Out("invoice", "text", settled),
            Out("order", "text", documents.closed_order(book, "payment.order_id")),
        ),
        "FROM payment WHERE payment.direction = 'in' ORDER BY payment.id",
        left_out="SELECT count(*) FROM payment WHERE direction = 'out'",
        why="refunds",
    )


def _rate(_book: Book) -> Records:
    return Records(
        "fx_rate",
        (
            Out("pair", "text", "fx_rate.base || '/' || fx_rate.quote"),
            Out("day", "date", "fx_rate.day"),
            Out("rate", "number", "fx_rate.rate"),
        ),
        "FROM fx_rate ORDER BY fx_rate.id",
    )


def _cost(book: Book) -> Records:
    """A cost that is shared by named shares keeps them only in an export of the whole file."""
    plain = (("name", "text"), ("function", "text"), ("line", "text"))
    return Records(
        "cost",
        (
            Out("external_id", "text", own(book, "cost", "cost")),
            *(Out(name, kind, f"cost.{name}") for name, kind in plain),
            Out("amount", "money", "cost.amount_minor", "cost.currency"),
            Out("currency", "text", "cost.currency"),
            *(Out(name, "date", f"cost.{name}") for name in ("since", "until")),
            Out("channel", "channel", "cost.channel_id"),
            Out("campaign", "campaign", "cost.campaign_id"),
            Out("account", "text", called(book, "cost.account_id")),
            Out("driver", "text", "cost.driver"),
            Out("variable", "yes", "cost.variable"),
            Out("quantity", "quantity", "cost.quantity"),
            *(Out(name, "date", f"cost.{name}") for name in ("due", "paid")),
            *custom(book, "cost"),
        ),
        "FROM cost WHERE cost.shares IS NULL ORDER BY cost.id",
        left_out="SELECT count(*) FROM cost WHERE shares IS NOT NULL",
        why="costs shared by named shares",
    )


def _survey(book: Book) -> Records:
    plain = ("wave", "occasion", "comment")
    return Records(
        "survey",
        (
            Out("external_id", "text", own(book, "survey", "survey")),
            Out("kind", "text", "survey.kind"),
            Out("score", "count", "survey.score"),
            Out("scale", "text", "survey.low || '-' || survey.high"),
            Out("account", "text", called(book, "survey.account_id")),
            Out("contact", "text", key_of(book, "contact", "survey.contact_id")),
            *(Out(name, "text", f"survey.{name}") for name in plain),
            Out("created", "instant", "survey.created_ms"),
        ),
        "FROM survey ORDER BY survey.id",
    )


IMPORTED: Mapping[str, Callable[[Book], Records]] = {
    "lead": _lead,
    "account": _account,
    "contact": _contact,
    "deal": _deal,
    "product": _product,
    "sales_order": documents.order,
    "invoice": documents.invoice,
    "payment": _payment,
    "fx_rate": _rate,
    "survey": _survey,
    "cost": _cost,
}
"""The nouns that have an import of their own."""
