"""The nouns: their letters, their tables, and what their records are called."""

from typing import NamedTuple


class Noun(NamedTuple):
    """One kind of record, as refs and history see it. The name is also the table's."""

    name: str
    letter: str
    """Of its refs: L12. Empty: it goes by its name."""
    label: str
    """SQL for what people call a record of it."""
    keys: tuple[str, ...]
    """Columns that hold a folded key of one record: found by equality."""
    names: tuple[str, ...] = ()
    """Columns searched for an exact name, without regard to case."""

    @property
    def said(self) -> str:
        """What people call the noun: the file's words for orders and returns are taken in SQL."""
        return said(self.name)


_OF_ACCOUNT = "(SELECT account.name FROM account WHERE account.id = {noun}.account_id)"

NOUNS = {
    noun.name: noun
    for noun in (
        Noun(
            "lead",
            "L",
            "coalesce(lead.name, lead.company, lead.email, lead.phone, lead.external_id)",
            ("external_id", "email_key", "phone_key"),
            ("name", "company"),
        ),
        Noun("account", "A", "account.name", ("external_id", "email_key", "phone_key", "name_key")),
        Noun("contact", "C", "contact.name", ("external_id", "email_key", "phone_key", "name_key")),
        Noun("deal", "D", "deal.title", ("external_id",), ("title",)),
        Noun("quote", "Q", _OF_ACCOUNT.format(noun="quote"), ("external_id", "number")),
        Noun("contract", "K", "contract.title", ("external_id",), ("title",)),
        Noun("sales_order", "O", _OF_ACCOUNT.format(noun="sales_order"), ("external_id", "reference")),
        Noun("shipment", "S", "coalesce(shipment.tracking, 'O' || shipment.order_id)", ("external_id",)),
        Noun("goods_return", "X", "'O' || goods_return.order_id", ()),
        Noun("invoice", "I", _OF_ACCOUNT.format(noun="invoice"), ("external_id", "number")),
        Noun("credit_note", "N", _OF_ACCOUNT.format(noun="credit_note"), ("external_id", "number")),
        Noun("payment", "P", _OF_ACCOUNT.format(noun="payment"), ("external_id", "reference")),
        Noun("task", "T", "task.body", (), ("body",)),
        Noun("forecast", "F", "forecast.period", ()),
        Noun("review", "V", "review.period", ()),
        Noun("survey", "Y", "survey.kind || ' ' || survey.score", ("external_id",)),
        Noun("cost", "E", "cost.name", ("external_id",), ("name",)),
        Noun("budget", "U", "budget.function || coalesce(' ' || budget.line, '')", ()),
        Noun("import_run", "R", "import_run.source", ()),
        Noun("member", "", "member.name", ("external_id", "name_key")),
        Noun("channel", "", "channel.name", ("name_key",)),
        Noun("mapping", "", "mapping.name", ()),
        Noun("campaign", "", "campaign.name", ("external_id", "name_key")),
        Noun("product", "", "product.name", ("external_id", "sku_key", "name_key")),
    )
}

BY_LETTER = {noun.letter: noun for noun in NOUNS.values() if noun.letter}


def said(name: str) -> str:
    """What people call a noun: "order", "credit note"."""
    return name.removeprefix("sales_").removeprefix("goods_").replace("_", " ")


def ref(noun: str, number: int) -> str:
    """How people write a record: L12; empty for members, channels and campaigns, which go by their names."""
    letter = NOUNS[noun].letter
    return f"{letter}{number}" if letter else ""


def sql(entity: str, number: str) -> str:
    """SQL for how people write the record that two columns point at: its ref, or the name it goes by."""
    cases = (
        f"WHEN '{noun.name}' THEN "
        + (f"'{noun.letter}' || {number}" if noun.letter else f"(SELECT name FROM {noun.name} n WHERE n.id = {number})")
        for noun in NOUNS.values()
    )
    return f"CASE {entity} {' '.join(cases)} END"
